from dataclasses import replace

import pytest

from builders import SUIVIE, a, oral, pratique, referentiel, session
from edits import in_room, jury_in, reglees, settle, shifted, work_shifted
from halves import both_allow, both_refuse, cannot_be_said
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail, Partie, Passage
from tpplanner.domain.referentiel import Phase
from tpplanner.domain.session import Salle

REGLE = "salle_jury"

DEUX = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:30 cloture
J2 : M3 M4 en S1
{} accueil
12:00 lecture C2
13:00 EF C2
13:45 cloture
"""


@pytest.mark.parametrize(("accueil", "allowed"), [("9:45", True), ("9:44", False), ("8:00", False)])
def test_no_other_jury_is_in_its_room_from_its_first_to_its_last_thing(accueil, allowed):
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4)
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX.format(accueil)), REGLE)


def test_two_rooms_are_two():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4, nb_salles=2)
    both_allow(s, jury_in(journee(s, DEUX.format("8:00")), "S2", "J2"), REGLE)


def test_another_day_is_another():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4, nb_jours=2)
    both_allow(s, journee(s, DEUX.replace("J2 :", "jour 2\nJ2 :").format("8:00")), REGLE)


MIXTE = (Salle("S1", "Salle mixte", ("jury", "ecrit"), postes=20), Salle("Ecrit", "Salle d'écrit", ("ecrit",)))


@pytest.mark.parametrize(("minutes", "allowed"), [(-60, True), (-59, False), (0, False), (169, False), (170, True)])
def test_no_candidat_of_others_is_in_it_meanwhile(minutes, allowed):
    """C2, whom another jury hears on another day, writes there; the jury is there from 8:30 to 11:50."""
    s = session(candidats=2, nb_jours=2, salles=MIXTE)
    text = (
        UN.replace("9:00 QP C1\n", "9:00 QP C1 C2\n")
        + """
    jour 2
    8:30 accueil
    8:40 lecture C2
    8:55 correction C2 QP
    9:05 PP C2
    9:45 ET C2
    10:30 EF C2
    11:00 cloture
    """
    )
    plan = in_room(journee(s, text), "Ecrit", "C1", "QP")
    moved = settle(s, in_room(shifted(plan, minutes, "", "QP"), "S1", "C2", "QP"))
    (both_allow if allowed else both_refuse)(s, moved, REGLE)


def test_its_own_candidats_may_write_there():
    s = session(salles=MIXTE[:1])
    plan = journee(s, TROIS)
    assert {x.salle for p in plan.passages for x in p.parties} == {"S1"}
    both_allow(s, plan, REGLE)


def test_a_jury_sits_in_a_room_for_juries():
    s = session(candidats=1)
    both_refuse(s, jury_in(journee(s, UN), "Plateau"), REGLE, "absente")


@pytest.mark.parametrize("salle", ["", "Grenier"])
def test_and_in_one_that_exists(salle):
    s = session(candidats=1)
    cannot_be_said(s, jury_in(journee(s, UN), salle), REGLE, "absente")


def test_its_orals_are_there():
    s = session(candidats=1, nb_salles=2)
    cannot_be_said(s, in_room(journee(s, UN), "S2", "C1", "EF"), REGLE, "ailleurs")


def test_a_phase_that_needs_another_kind_of_room_is_there():
    s = session(pratique(), candidats=1)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        10:30 QAP C1
        11:00 EF C1
        11:30 cloture
        """,
    )
    assert {x.salle for p in plan.passages for x in p.suivies} == {"Plateau", "S1"}
    both_allow(s, plan, REGLE)


MIDI = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
12:00 pause
13:00 cloture
J2 : M3 M4 en S1
12:00 accueil
12:10 lecture C2
12:25 EF C2
{} cloture
"""


@pytest.mark.parametrize(
    ("a_midi", "cloture", "allowed"), [(True, "12:45", False), (False, "12:45", True), (False, "12:46", False)]
)
def test_the_room_is_kept_at_midday_unless_the_centre_says_otherwise(a_midi, cloture, allowed):
    """An oral of ten minutes and its deliberation, then the clôture, within the hour of the other jury's break."""
    s = session(referentiel(oral("EF", 10)), candidats=2, nb_membres=4)
    s = reglees(s, salle_a_midi=a_midi)
    (both_allow if allowed else both_refuse)(s, journee(s, MIDI.format(cloture)), REGLE)


def test_a_break_that_is_not_written_frees_no_room():
    s = reglees(session(referentiel(oral("EF", 10)), candidats=2, nb_membres=4), salle_a_midi=False)
    plan = journee(s, MIDI.format("12:45"), ("12:00 pause\n", ""))
    both_refuse(s, plan, REGLE, "jury")
    late = work_shifted(journee(s, MIDI.format("12:45")), 1, NatureTravail.PAUSE)
    both_refuse(s, late, REGLE, "jury")


PAUSE_SUR_LE_TRAVAIL = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
{} pause
13:00 cloture
J2 : M3 M4 en S1
{} accueil
{} lecture C2
{} EF C2
{} cloture
"""


@pytest.mark.parametrize(
    "hours",
    [
        ("8:00", "8:00", "8:10", "8:25", "8:45"),
        ("12:15", "12:20", "12:30", "12:45", "13:00"),
    ],
)
def test_a_break_written_over_the_first_or_the_last_thing_frees_no_room(hours):
    """The first jury is there from 8:00 to 13:15; the second sits in its room within the hour that is written."""
    s = reglees(session(referentiel(oral("EF", 10)), candidats=2, nb_membres=4), salle_a_midi=False)
    plan = journee(s, PAUSE_SUR_LE_TRAVAIL.format(*hours))
    assert {v.cas for v in breaches(s, plan, REGLE)} == {"jury", "candidat"}


# What the audit alone can be told


def test_of_an_oral_in_two_phases_each_is_in_the_room_of_the_jury():
    final = replace(oral("EF", 1), phases=(Phase(10, SUIVIE), Phase(10, SUIVIE)))
    s = session(referentiel(final), candidats=1, nb_salles=2)
    plan = journee(s, "J1 : M1 M2 en S1\n9:00 EF C1")
    first, second = plan.passages[0].parties
    for parts, told in (((first, second), []), ((first, replace(second, salle="S2")), ["S2"])):
        moved = replace(plan, passages=(Passage("C1", "EF", parts),))
        assert [dict(v.donnees)["autre_salle"] for v in breaches(s, moved, REGLE)] == told


def test_a_jury_that_changes_rooms_at_noon_hears_each_in_its_own():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_salles=2)
    plan = journee(s, "J1 : M1 M2 en S1\n9:00 EF C1\n14:00 EF C2")
    (whole,) = plan.compositions
    halves = replace(whole, fin=a("12:00")), replace(whole, debut=a("12:00"), salle="S2")
    changing = replace(plan, compositions=halves)
    assert [v.cas for v in breaches(s, changing, REGLE)] == ["ailleurs"]
    assert breaches(s, in_room(changing, "S2", "C2", "EF"), REGLE) == ()


def test_a_jury_in_two_halves_does_not_disturb_itself():
    """What it does as one ends and the other begins is of both."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    plan = journee(s, "J1 : M1 M2 en S1\n9:00 EF C1")
    (whole,) = plan.compositions
    halves = replace(whole, fin=a("9:10")), replace(whole, debut=a("9:10"))
    assert breaches(s, replace(plan, compositions=halves), REGLE) == ()


@pytest.mark.parametrize("work", ["", "10:30 lecture C2\n"])
def test_to_have_his_file_read_is_not_to_be_heard(work):
    s = session(candidats=2, salles=MIXTE)
    plan = journee(s, UN + work)
    writing = Passage("C2", "QP", (Partie(0, a("10:00"), a("10:30"), "S1"),))
    assert [v.cas for v in breaches(s, replace(plan, passages=(*plan.passages, writing)), REGLE)] == ["candidat"]


@pytest.mark.parametrize(("pauses", "told"), [(("8:00", "12:00"), []), (("12:00", "8:00"), []), (("8:00",), ["jury"])])
def test_of_two_breaks_the_one_within_its_day_frees_the_room(pauses, told):
    s = reglees(session(referentiel(oral("EF", 10)), candidats=2, nb_membres=4), salle_a_midi=False)
    board = MIDI.format("12:45").replace("12:00 pause", "\n".join(f"{hour} pause" for hour in pauses))
    assert [v.cas for v in breaches(s, journee(s, board), REGLE) if v.cas == "jury"] == told
