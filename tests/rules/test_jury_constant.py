from dataclasses import replace

import pytest

from builders import SUIVIE, a, oral, referentiel, session
from edits import before, settle, sitting
from halves import both_allow, both_refuse, cannot_be_said
from journees import journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Passage
from tpplanner.domain.referentiel import Phase
from tpplanner.domain.session import Jury

REGLE = "jury_constant"

DEUX_JURYS = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:45 PP C1
9:15 EF C1
10:00 cloture
J2 : M3 M4 en S2
8:00 accueil
8:10 lecture C2
8:45 PP C2
9:15 EF C2
10:00 cloture
"""


@pytest.fixture
def s():
    return session(referentiel(oral("PP", 30), oral("EF", 15)), candidats=2, nb_membres=4, nb_salles=2)


def test_each_candidat_has_one_jury(s):
    both_allow(s, journee(s, DEUX_JURYS), REGLE)


def test_an_oral_before_another_jury_is_one_jury_too_many(s):
    both_refuse(s, settle(s, before(journee(s, DEUX_JURYS), "J2", "C1", "EF")), REGLE, "jurys")


@pytest.mark.parametrize("nature", ["lecture", "deliberation"])
def test_the_work_on_him_is_his_jurys(s, nature):
    plan = journee(s, DEUX_JURYS)
    travaux = tuple(replace(t, jury="J2") if (t.nature, t.candidat) == (nature, "C1") else t for t in plan.travaux)
    cannot_be_said(s, replace(plan, travaux=travaux), REGLE, "jurys")


@pytest.mark.parametrize("phase", ["sans_jury", "jury_en_trop"])
def test_a_jury_watches_what_the_referentiel_says_and_nothing_else(phase):
    s = session(candidats=1)
    plan = journee(
        s,
        """
        9:00 QP C1
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:30 correction C1 QP
        9:40 PP C1
        10:20 ET C1
        11:05 EF C1
        11:35 cloture
        """,
    )
    epreuve, jury = ("EF", "") if phase == "sans_jury" else ("QP", "J1")

    def altered(p: Passage) -> Passage:
        return replace(p, parties=tuple(replace(x, jury=jury) for x in p.parties)) if p.epreuve == epreuve else p

    cannot_be_said(s, replace(plan, passages=tuple(altered(p) for p in plan.passages)), REGLE, phase)


DEUX_JOURS = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 PP C1
9:40 cloture
jour 2
{} en S2
8:00 accueil
9:00 EF C1
9:30 cloture
"""


@pytest.mark.parametrize(
    ("second", "allowed"),
    [("J1 : M1 M2", True), ("J1 : M2 M1", True), ("J2 : M1 M3", False), ("J1 : M1 M3", False), ("J2 : M3 M4", False)],
)
def test_on_another_day_the_same_membres_sit_again(second, allowed):
    ref = referentiel(oral("PP", 30), oral("EF", 15, jours_min=(("PP", 1),)))
    s = session(ref, candidats=1, nb_membres=4, nb_salles=2, nb_jours=2)
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX_JOURS.format(second)), REGLE)


def test_a_given_jury_keeps_its_name_and_its_membres():
    ref = referentiel(oral("PP", 30), oral("EF", 15, jours_min=(("PP", 1),)))
    jurys = (Jury("Rouge", ("M1", "M2", "M3")), Jury("Bleu", ("M3", "M4")))
    s = session(ref, candidats=1, nb_membres=4, nb_salles=2, nb_jours=2, jurys=jurys)
    text = DEUX_JOURS.replace("J1 : M1 M2", "Rouge : M1 M2 M3")
    both_allow(s, journee(s, text.format("Rouge : M1 M2 M3")), REGLE)
    both_refuse(s, journee(s, text.format("Rouge : M1 M2")), REGLE, "membres")
    both_refuse(s, journee(s, text.format("Bleu : M3 M4")), REGLE, "jurys")


def test_candidats_of_one_jury_on_two_days_are_each_for_themselves(s):
    two_days = replace(s, jours=session(nb_jours=2).jours)
    plan = journee(two_days, DEUX_JURYS.replace("J2 : M3 M4", "jour 2\nJ1 : M1 M2"))
    both_allow(two_days, sitting(plan, "M1", "M2"), REGLE)


def heard_in_part(s, plan):
    """The session once C1 has been before his jury for a minute on the first day."""
    return replace(s, reference=(plan,), maintenant=a("9:01"))


@pytest.mark.parametrize(
    ("second", "cas"),
    [("J2 : M1 M3", None), ("J1 : M1 M3", None), ("J2 : M3 M4", "suite")],
)
def test_of_a_candidat_heard_in_part_one_membre_at_least_stays(second, cas):
    ref = referentiel(oral("PP", 30), oral("EF", 15, jours_min=(("PP", 1),)))
    s = session(ref, candidats=1, nb_membres=4, nb_salles=2, nb_jours=2)
    told = heard_in_part(s, journee(s, DEUX_JOURS.format("J1 : M1 M2")))
    plan = journee(s, DEUX_JOURS.format(second))
    if cas is None:
        both_allow(told, plan, REGLE)
    else:
        both_refuse(told, plan, REGLE, cas)


@pytest.mark.parametrize(("now", "begun"), [("9:00", False), ("9:01", True)])
def test_a_candidat_is_heard_in_part_once_their_first_passage_has_begun(now, begun):
    """Another membre on the second day is allowed of those alone."""
    ref = referentiel(oral("PP", 30), oral("EF", 15, jours_min=(("PP", 1),)))
    s = session(ref, candidats=1, nb_membres=4, nb_salles=2, nb_jours=2)
    told = replace(s, reference=(journee(s, DEUX_JOURS.format("J1 : M1 M2")),), maintenant=a(now))
    plan = journee(s, DEUX_JOURS.format("J1 : M1 M3"))
    if begun:
        both_allow(told, plan, REGLE)
    else:
        both_refuse(told, plan, REGLE, "membres")


ENTENDU_EN_PARTIE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 PP C1
9:40 cloture
J2 : M1 M3 en S2
9:45 accueil
10:00 EF C1
10:30 cloture
"""


def test_a_candidat_heard_in_part_has_one_jury_a_day_all_the_same():
    s = session(referentiel(oral("PP", 30), oral("EF", 15)), candidats=1, nb_membres=3, nb_salles=2)
    plan = journee(s, ENTENDU_EN_PARTIE)
    told = heard_in_part(s, plan)
    assert [v.cas for v in breaches(told, plan, REGLE)] == ["jurys"]


def test_nor_do_its_membres_change_within_the_day_though_one_stays():
    s = session(referentiel(oral("PP", 30), oral("EF", 15)), candidats=1, nb_membres=3, nb_salles=2)
    plan = journee(s, ENTENDU_EN_PARTIE, ("J2 : M1 M3 en S2\n", ""), ("9:40 cloture\n", ""), ("9:45 accueil\n", ""))
    (whole,) = plan.compositions
    halves = (replace(whole, fin=a("9:45")), replace(whole, debut=a("9:45"), membres=("M1", "M3")))
    changing = replace(plan, compositions=halves)
    assert [v.cas for v in breaches(heard_in_part(s, plan), changing, REGLE)] == ["membres"]


HEARD_BY_ANOTHER = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:10 cloture
J2 : M3 M4 en S2
9:40 accueil
9:50 lecture C1
10:10 correction C1 QP
10:30 PP C1
11:10 ET C1
11:55 EF C1
12:25 cloture
"""


def test_what_a_jury_read_before_another_took_its_place_is_no_work_of_two():
    s = session(candidats=1, nb_membres=4, nb_salles=2)
    plan = journee(s, HEARD_BY_ANOTHER)
    assert breaches(s, plan, REGLE)
    assert not breaches(replace(s, reference=(plan,), maintenant=a("9:30")), plan, REGLE)
    assert breaches(replace(s, reference=(plan,), maintenant=a("8:40")), plan, REGLE), "it has not begun to read"


def test_nobody_is_heard_in_part_at_no_hour(s):
    plan = journee(s, DEUX_JURYS)
    assert breaches(replace(s, reference=(plan,), maintenant=None), plan, REGLE) == ()


def test_of_two_phases_before_the_jury_the_first_is_enough_to_have_been_heard():
    first = replace(oral("PP", 1), phases=(Phase(20, SUIVIE), Phase(10, SUIVIE)))
    ref = referentiel(first, oral("EF", 15, jours_min=(("PP", 1),)))
    s = session(ref, candidats=1, nb_membres=3, nb_salles=2, nb_jours=2)
    told = heard_in_part(s, journee(s, DEUX_JOURS.format("J1 : M1 M2")))
    both_allow(told, journee(s, DEUX_JOURS.format("J1 : M1 M3")), REGLE)


EN_TROIS = """
J1 : M1 M2 en S1
9:00 PP C1
{second} en {room}
10:00 ET C1
jour 2
J1 : M1 M2 en S1
9:00 EF C1
"""


def test_one_day_with_two_juries_is_enough_to_be_told():
    ref = referentiel(oral("PP", 30), oral("ET", 20), oral("EF", 15, jours_min=(("PP", 1),)))
    s = session(ref, candidats=1, nb_membres=3, nb_salles=2, nb_jours=2)
    two = journee(s, EN_TROIS.format(second="J2 : M1 M3", room="S2"))
    assert [v.cas for v in breaches(heard_in_part(s, two), two, REGLE)] == ["jurys"]
    one = journee(s, EN_TROIS.format(second="J1 : M1 M2", room="S1"))
    first, last = one.compositions
    halves = replace(first, fin=a("9:45")), replace(first, debut=a("9:45"), membres=("M1", "M3"))
    changing = replace(one, compositions=(*halves, last))
    assert breaches(heard_in_part(s, one), one, REGLE) == ()
    assert [v.cas for v in breaches(heard_in_part(s, one), changing, REGLE)] == ["membres"]
