import pytest

from builders import ecrit, oral, referentiel, session
from edits import changed, reglees, settle, shifted
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Genre

REGLE = "oraux_enchaines"


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (5, True), (6, False), (60, False)])
def test_a_short_pause_at_most_stands_between_two_passages(minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), minutes, "C1", "EF"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_a_centre_may_choose_otherwise():
    s = reglees(session(candidats=1), enchainer=False)
    both_allow(s, settle(s, shifted(journee(s, UN), 60, "C1", "EF")), REGLE)


def test_the_wait_after_a_written_epreuve_does_not_matter():
    s = session(candidats=1)
    both_allow(s, settle(s, shifted(journee(s, UN), 120, "C1", "PP", "ET", "EF")), REGLE)


JOURS = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
9:40 cloture
jour 2
8:30 accueil
9:00 ET C1
9:20 EF C1
9:45 cloture
"""


def test_what_one_table_has_before_the_jury_is_on_one_day():
    s = session(referentiel(oral("PP", 30), oral("ET", 20), oral("EF", 15)), candidats=1, nb_jours=2)
    both_refuse(s, journee(s, JOURS), REGLE, "jours")


@pytest.mark.parametrize(
    "parted", [oral("ET", 20, jours_min=(("PP", 1),)), oral("ET", 20, jours_min=(("PP", 1),), separee=True)]
)
def test_a_link_of_days_parts_them(parted):
    s = session(referentiel(oral("PP", 30), parted, oral("EF", 15)), candidats=1, nb_jours=2)
    verdict = both_refuse if parted.separee else both_allow
    verdict(s, journee(s, JOURS), REGLE)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("{}\n{}\njour 2\n{}", ("ET", "EF")),  # two, then one
        ("{}\njour 2\n{}\n{}", ("PP", "ET")),  # one, then two
    ],
)
def test_of_three_on_two_days_those_between_which_the_day_changes_are_named(text, parted):
    s = session(referentiel(oral("PP", 30), oral("ET", 20), oral("EF", 15)), candidats=1, nb_jours=2)
    plan = journee(s, "J1 : M1 M2 en S1\n" + text.format("9:00 PP C1", "9:30 ET C1", "9:50 EF C1"))
    (violation,) = (v for v in breaches(s, plan, REGLE) if v.cas == "jours")
    assert tuple(passage.epreuve for passage in violation.elements) == parted


DEUX_ET_UN = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
9:30 ET C1
10:00 cloture
jour 2
8:30 accueil
9:00 EF C1
9:25 cloture
"""


def test_a_link_of_days_to_the_first_parts_the_last_from_those_between():
    """One that is tied to nothing is on the day of the one above it."""
    ref = referentiel(oral("PP", 30), oral("ET", 20), oral("EF", 15, jours_min=(("PP", 1),)))
    s = session(ref, candidats=1, nb_jours=2)
    both_allow(s, journee(s, DEUX_ET_UN), REGLE)
    both_refuse(s, journee(s, JOURS), REGLE, "jours")


def test_an_epreuve_apart_is_out_of_it():
    s = session(referentiel(oral("PP", 30, separee=True), oral("ET", 20), oral("EF", 15)), candidats=1, nb_jours=2)
    both_allow(s, journee(s, JOURS), REGLE)
    both_allow(s, settle(s, shifted(journee(s, JOURS), 5, "C1", "EF")), REGLE)
    both_refuse(s, settle(s, shifted(journee(s, JOURS), 6, "C1", "EF")), REGLE, "attente")


A_PART = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
{} ET C1
10:00 PP C1
{} QAP C1
12:00 cloture
"""


@pytest.mark.parametrize(
    ("apart", "next_", "allowed"),
    [
        ("9:00", "10:30", True),  # before them
        ("11:00", "10:30", True),  # after them
        ("10:30", "10:50", False),  # between them
    ],
)
def test_an_epreuve_apart_is_before_or_after_those_that_follow_each_other_never_between(apart, next_, allowed):
    s = session(referentiel(oral("PP", 30), oral("ET", 20, separee=True), oral("QAP", 15)), candidats=1)
    (both_allow if allowed else both_refuse)(s, journee(s, A_PART.format(apart, next_)), REGLE)


CCPS = """
9:00 CCP1.QP C1
9:30 CCP2.QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
10:00 correction C1 CCP1.QP
10:05 correction C1 CCP2.QP
10:15 CCP1.PP C1
10:35 CCP1.ET C1
{cloture}
11:05 CCP2.PP C1
11:35 CCP2.ET C1
12:15 cloture
"""


def two_ccps():
    s = session(candidats=1, nb_jours=2, genre=Genre.CCP)
    return changed(s, "C1", ccps=("CCP1", "CCP2"))


def test_passages_of_two_ccp_on_one_day_follow_each_other_too():
    s = two_ccps()
    plan = journee(s, CCPS.format(cloture=""))
    both_allow(s, plan, REGLE)
    both_refuse(s, settle(s, shifted(plan, 6, "C1", "CCP2.PP", "CCP2.ET")), REGLE, "attente")


def test_two_ccp_may_be_on_two_days():
    s = two_ccps()
    both_allow(s, journee(s, CCPS.format(cloture="11:30 cloture\njour 2\n8:30 accueil")), REGLE)


@pytest.mark.parametrize("link", [(("PP", 0),), (("QP", 1),)])
def test_only_a_link_of_days_to_what_he_passes_before_the_jury_parts_them(link):
    """No day at all, or a link to an épreuve from which he is exempt."""
    ref = referentiel(ecrit("QP", 30), oral("PP", 30), oral("ET", 20, jours_min=link), oral("EF", 15))
    s = changed(session(ref, candidats=1, nb_jours=2), "C1", dispenses=("QP",))
    both_refuse(s, journee(s, JOURS), REGLE, "jours")


def test_of_two_passages_that_begin_at_once_the_second_of_the_re_counts():
    """ET and PP both begin at 9:40, PP ends at 10:20 and ET at 10:25: no wait before the EF at 10:30."""
    s = session(candidats=1)
    plan = journee(s, UN, ("10:20 ET C1", "9:40 ET C1"), ("11:05 EF C1", "10:30 EF C1"))
    both_allow(s, plan, REGLE)
    both_refuse(s, settle(s, shifted(plan, 1, "C1", "EF")), REGLE, "attente")
