from dataclasses import replace

import pytest

import builders
from builders import a, ecrit, oral, passage, referentiel, travail
from edits import reglees
from halves import Verdict, both_allow, both_refuse, rules_allow, solver_verdict
from journees import journee
from tpplanner.audit import breaches, check
from tpplanner.domain.plan import Composition, NatureTravail, Plan
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Session

REGLE = "travail_continu"


def session(ref: Referentiel, **autres: object) -> Session:
    """A session with the usual réglages."""
    return builders.session(ref, reglages=Reglages(), **autres)


JOUR = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
{} EF C1
{} cloture
"""
"""The reading ends at 8:25; the jury delibers for ten minutes after the EF."""

DEUX = """
J1 : M1 M2 en S1
7:50 accueil
8:00 lecture C1
8:20 EF C1
{} lecture C2
{} EF C2
{} cloture
"""
"""C1 is heard for 80 minutes: from 8:00 to 9:50, délibération included; C2 for as long."""


@pytest.mark.parametrize(
    ("lecture", "ef", "cloture", "allowed"),
    [
        ("10:00", "10:30", "12:00", True),  # from 8:00 to 12:00: four hours
        ("10:00", "10:31", "12:01", False),
        ("10:09", "10:31", "12:01", False),  # 19 free minutes are none
        ("10:10", "10:31", "12:01", True),  # 20 are
        ("10:00", "10:34", "12:04", False),
        ("10:00", "10:35", "12:05", True),  # 20 after the reading
        ("10:00", "10:30", "12:19", True),  # the clôture is not counted, at once or not
        ("10:00", "10:31", "12:31", False),  # nor does a rest before it make good what is owed between two
    ],
)
def test_four_hours_at_most_for_several_without_20_free_minutes(lecture, ef, cloture, allowed):
    s = session(referentiel(oral("EF", 80)), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX.format(lecture, ef, cloture)), REGLE)


def test_accueil_and_cloture_are_not_counted_around_it():
    """From 8:00 to 12:00 in front of candidats, from 7:50 to 12:15 on site."""
    s = reglees(session(referentiel(oral("EF", 80)), candidats=2), cloture=90)
    both_allow(s, journee(s, DEUX.format("10:00", "10:30", "12:00")), REGLE)


@pytest.mark.parametrize("cloture", ["13:24", "13:35", "14:15"])
@pytest.mark.parametrize("ef", ["8:30", "8:44", "9:00"])
def test_one_candidat_is_read_heard_and_deliberated_on_to_the_end(ef, cloture):
    """From the reading at 8:10 to 13:00 and later: 260 minutes of EF, then the clôture at once or not."""
    s = session(referentiel(oral("EF", 260)), candidats=1)
    both_allow(s, journee(s, JOUR.format(ef, cloture), ("8:00 accueil", "7:55 accueil")), REGLE)


def test_his_passages_one_after_the_other_are_as_one():
    s = session(referentiel(oral("PP", 130), oral("EF", 130)), candidats=1)
    plan = journee(s, JOUR.format("10:55", "13:35"), ("8:10 lecture C1\n", "8:10 lecture C1\n8:45 PP C1\n"))
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize("correction", ["9:20", "9:30", "9:40"])
def test_what_he_has_written_is_corrected_in_one_go_with_it(correction):
    """The jury hears him from 9:45 on, for 260 minutes."""
    s = session(referentiel(ecrit("QP", 30), oral("EF", 260)), candidats=1)
    text = f"8:00 QP C1\n{JOUR.format('9:45', '14:35')}{correction} correction C1 QP"
    both_allow(s, journee(s, text, ("8:10 lecture", "9:00 lecture"), ("8:00 accueil", "8:50 accueil")), REGLE)


LUS_AVANT = """
J1 : M1 M2 en S1
7:50 accueil
8:00 lecture C1
8:15 lecture C2
{} EF C1
14:30 EF C2
19:00 cloture
"""
"""Both files are read by 8:30; C1 is heard for 260 minutes, C2 in the afternoon."""


@pytest.mark.parametrize(("ef", "allowed"), [("8:49", False), ("8:50", True)])
def test_a_file_read_for_another_day_part_is_another_candidats_work(ef, allowed):
    """Between the reading of C2 and the passage of C1 there are two candidats: 20 minutes are owed there."""
    s = session(referentiel(oral("EF", 260)), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, LUS_AVANT.format(ef)), REGLE)


def test_two_candidats_are_no_such_excuse():
    s = session(referentiel(oral("EF", 150)), candidats=2)
    plan = journee(s, JOUR.format("8:45", "15:00"), ("15:00", "11:40 EF C2\n15:00"), ("8:10", "8:10 lecture C2\n7:45"))
    both_refuse(s, plan, REGLE)


ENSEMBLE = """
J1 : M1 M2 en S1
7:50 accueil
8:00 lecture C1
8:15 lecture C2
8:35 PP C1
{} PP C2
17:00 EF C1
17:30 EF C2
18:30 cloture
"""
"""C1 is watched for 245 minutes, to 12:40, and C2 from then on or with him."""


@pytest.mark.parametrize(
    ("simultanes", "seconde", "allowed"),
    [(2, "8:40", True), (2, "12:39", True), (2, "12:40", False), (1, "8:40", False)],
)
def test_those_who_are_watched_together_are_as_one(simultanes, seconde, allowed):
    """Nothing lies between two whom the jury watches at once; if an épreuve lets it, and as long as it does."""
    s = session(referentiel(oral("PP", 245, simultanes=simultanes), oral("EF", 20, separee=True)), candidats=2)
    (both_allow if allowed else both_refuse)(s, journee(s, ENSEMBLE.format(seconde)), REGLE)


TROIS_EN_CHAINE = """
J1 : M1 M2 en S1
7:50 accueil
8:00 lecture C1
8:15 lecture C2
8:30 lecture C3
8:50 EF C1
10:10 EF C2
11:30 EF C3
13:50 cloture
"""
"""Each is watched for 120 minutes: C2 with C1 then with C3, who never meet."""


def test_each_must_be_watched_together_with_each_other():
    s = session(referentiel(oral("EF", 120, simultanes=2)), candidats=3)
    both_refuse(s, journee(s, TROIS_EN_CHAINE), REGLE)


def test_the_limit_is_a_reglage():
    s = session(referentiel(oral("EF", 80)), candidats=2)
    plan = journee(s, DEUX.format("10:00", "10:30", "12:00"))
    both_refuse(reglees(s, travail_continu=239), plan, REGLE)
    both_allow(reglees(s, travail_continu=240), plan, REGLE)


PARTAGE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:35 EF C1
10:25 cloture
J2 : M2 M3 en S1
{} accueil
11:20 lecture C2
11:45 EF C2
13:35 cloture
"""


@pytest.mark.parametrize(("accueil", "allowed"), [("11:00", True), ("10:59", False)])
def test_it_is_counted_over_all_the_juries_of_a_membre(accueil, allowed):
    """His first jury is done at 10:40."""
    s = session(referentiel(oral("EF", 100)), candidats=2, nb_membres=3)
    (both_allow if allowed else both_refuse)(s, journee(s, PARTAGE.format(accueil)), REGLE)


TROIS_JURYS = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
9:40 cloture
J2 : M1 M3 en S1
9:55 accueil
10:05 lecture C2
10:25 EF C2
11:05 cloture
J3 : M1 M4 en S1
{} accueil
{} lecture C3
{} EF C3
{} cloture
"""
"""The second begins when the first is over, and is over at 11:20; from the first reading to the last délibération, more than 220."""


@pytest.mark.parametrize(
    ("hours", "allowed"),
    [
        (("11:20", "11:30", "11:50", "12:30"), False),
        (("11:39", "11:49", "12:09", "12:49"), False),
        (("11:40", "11:50", "12:10", "12:50"), True),
    ],
)
def test_a_stretch_goes_on_through_three_juries_of_a_membre(hours, allowed):
    s = reglees(session(referentiel(oral("EF", 30)), candidats=3, nb_membres=4), travail_continu=220, pas=1)
    plan = journee(s, TROIS_JURYS.format(*hours))
    assert (check(s, plan).violations == ()) is allowed
    assert rules_allow(s, plan) is allowed


VIDE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 cloture
J2 : M1 M3 en S1
{} accueil
{} lecture C1
9:05 EF C1
9:45 lecture C2
10:05 EF C2
10:45 cloture
"""
"""The first jury has lost its candidats once welcomed, and is over at 8:25; C2 is delibered on until 10:45."""


def on_the_day(s: Session, plan: Plan) -> Session:
    """The session when that plan has begun."""
    return replace(s, reference=(plan,), maintenant=a("8:05"))


@pytest.mark.parametrize(("limite", "allowed"), [(125, True), (124, False)])
def test_a_stretch_begins_with_a_candidat_not_in_a_jury_that_has_lost_all_of_its_own(limite, allowed):
    """From 8:40 to 10:45."""
    s = reglees(session(referentiel(oral("EF", 30)), candidats=2, nb_membres=3), travail_continu=limite, pas=1)
    plan = journee(s, VIDE.format("8:30", "8:40"))
    assert (check(on_the_day(s, plan), plan).violations == ()) is allowed
    assert rules_allow(on_the_day(s, plan), plan) is allowed


A_SON_TOUR = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:05 EF C1
9:55 cloture
J2 : M2 M3 en S1
10:15 accueil
{} lecture C2
11:10 EF C2
12:00 cloture
"""
"""Done at 9:55, over at 10:10; welcomed again by 10:25; from 8:40 to 12:00, more than 100."""


@pytest.mark.parametrize(("lecture", "allowed"), [("10:45", True), ("10:44", False)])
def test_who_sits_in_a_second_jury_may_rest_after_its_accueil_on_the_day_too(lecture, allowed):
    s = reglees(session(referentiel(oral("EF", 40)), candidats=2, nb_membres=3), travail_continu=100, pas=1)
    plan = journee(s, A_SON_TOUR.format(lecture))
    assert (check(on_the_day(s, plan), plan).violations == ()) is allowed
    assert rules_allow(on_the_day(s, plan), plan) is allowed


def test_the_solver_keeps_two_juries_of_one_membre_apart_however_short():
    """Stricter than the audit, and harmless: his midday break lies between them."""
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=3)
    plan = journee(
        s, PARTAGE.replace("10:25", "9:10").replace("11:20", "9:45").replace("11:45", "10:05").format("9:30")
    )
    plan = replace(plan)
    assert breaches(s, plan, REGLE) == ()
    assert solver_verdict(s, plan, REGLE) is Verdict.REFUSED


def test_juries_of_different_membres_are_counted_apart():
    s = session(referentiel(oral("EF", 100)), candidats=2, nb_membres=4, nb_salles=2)
    both_allow(s, journee(s, PARTAGE.format("10:40").replace("M2 M3 en S1", "M3 M4 en S2")), REGLE)


def test_what_is_done_meanwhile_ends_nothing_that_goes_on():
    """C1 is watched from 9:00 to 13:30, C2 with him for half an hour; the accueil was an hour before."""
    s = session(referentiel(oral("EF", 30)), candidats=2)
    plan = Plan(
        (passage("C1", "EF", a("9:00"), 270, "S1", "J1"), passage("C2", "EF", a("10:00"), 30, "S1", "J1")),
        (travail("J1", NatureTravail.ACCUEIL, a("7:50"), 10),),
        compositions=(Composition("J1", a("7:50"), a("13:30"), ("M1", "M2"), "S1"),),
    )
    told = [(v.sujet[0], dict(v.donnees)) for v in breaches(s, plan, REGLE)]
    assert told == [(membre, {"debut": a("9:00"), "fin": a("13:30")}) for membre in ("M1", "M2")]
