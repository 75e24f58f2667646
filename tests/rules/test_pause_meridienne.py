from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from builders import a, oral, referentiel, session
from edits import heures, reglees, settle, shifted, without_work, work_lasting, work_shifted
from halves import both_allow, both_refuse
from journees import TROIS, journee
from small_draws import drawn_small
from some import some
from tpplanner.audit import breaches, check
from tpplanner.audit.juries import jurys_lies
from tpplanner.audit.view import View
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import NatureTravail, Plan, Travail
from tpplanner.solver import Budget, first_plan

REGLE = "pause_meridienne"
PAUSE = NatureTravail.PAUSE

MIDI = """
J1 : M1 M2 en S1
{} accueil
9:00 lecture C1
{} PP C1
{} EF C1
{} cloture
"""


@pytest.mark.parametrize(
    ("accueil", "pp", "ef", "cloture", "allowed"),
    [
        ("8:50", "9:30", "12:30", "13:30", True),  # from 11:30 to 12:30
        ("8:50", "9:30", "12:29", "13:00", True),  # 59 minutes; then 12:54 to 13:54, but for the clôture
        ("8:50", "9:30", "12:29", "13:54", True),  # 12:54 to 13:54
        ("8:50", "11:30", "14:30", "18:00", True),  # from 13:30 to 14:30
        ("8:50", "11:30", "14:29", "18:00", False),
        ("12:30", "13:00", "15:00", "18:00", True),  # coming at 12:30
        ("12:29", "13:00", "15:00", "18:00", False),
        ("8:50", "10:45", "12:45", "13:15", True),  # gone at 13:30
        ("8:50", "11:00", "13:05", "13:30", True),  # done with candidats at 13:30, gone at 13:45
        ("8:50", "11:00", "13:06", "13:31", False),
        ("8:50", "11:00", "13:05", "14:15", True),  # whenever it closes
    ],
)
def test_each_jury_has_an_hour_in_a_row_between_11_30_and_14_30(accueil, pp, ef, cloture, allowed):
    """PP lasts two hours, EF a quarter and ten minutes of deliberation."""
    s = session(referentiel(oral("PP", 120), oral("EF", 15)), candidats=1)
    late = ("9:00 lecture", "16:00 lecture" if accueil.startswith("12") else "9:00 lecture")
    (both_allow if allowed else both_refuse)(s, journee(s, MIDI.format(accueil, pp, ef, cloture), late), REGLE)


@pytest.mark.parametrize(("ef", "allowed"), [("15:00", True), ("14:59", False)])
def test_after_a_watched_phase_that_fills_midday_alone_the_break_comes_at_once(ef, allowed):
    """From 12:00 to 14:00: 30 minutes before, 30 after."""
    s = session(referentiel(oral("PP", 120), oral("EF", 15)), candidats=1)
    (both_allow if allowed else both_refuse)(s, journee(s, MIDI.format("8:50", "12:00", ef, "18:00")), REGLE)


@pytest.mark.parametrize(("pp", "allowed"), [("12:29", True), ("12:30", False)])
def test_a_phase_that_leaves_an_hour_before_it_does_not_fill_midday(pp, allowed):
    """The jury reads from 12:00 on, and is free for an hour after the phase of 110 minutes."""
    s = session(referentiel(oral("PP", 110), oral("EF", 15)), candidats=1)
    plan = journee(s, MIDI.format("8:50", pp, "15:25", "18:00"), ("9:00 lecture", "12:00 lecture"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("pause", "allowed"), [("14:00", True), ("14:01", False), ("10:00", False)])
def test_the_break_after_such_a_phase_is_written_where_it_ends(pause, allowed):
    s = session(referentiel(oral("PP", 120), oral("EF", 15)), candidats=1)
    text = MIDI.format("8:50", "12:00", "15:30", "18:00") + f"\n{pause} pause"
    (both_allow if allowed else both_refuse)(s, journee(s, text), REGLE)


@pytest.mark.parametrize(("minutes", "broken"), [(60, set()), (59, {"ecrite"}), (75, set())])
def test_nor_is_it_shorter_there_than_anywhere_else(minutes, broken):
    s = session(referentiel(oral("PP", 120), oral("EF", 15)), candidats=1)
    plan = journee(s, MIDI.format("8:50", "12:00", "15:30", "18:00") + "\n14:00 pause")
    assert {v.cas for v in breaches(s, work_lasting(plan, minutes, PAUSE), REGLE)} == broken


def test_no_break_is_written_after_a_phase_that_leaves_time_for_lunch():
    s = session(referentiel(oral("PP", 60), oral("EF", 15)), candidats=1)
    text = MIDI.format("8:50", "13:30", "16:00", "18:00") + "\n14:30 pause"
    both_refuse(s, journee(s, text), REGLE, "ecrite")


def test_work_that_fills_midday_is_no_excuse_either():
    """The jury reads from 12:00 to 14:00, and is free for an hour after."""
    s = session(referentiel(oral("PP", 60), oral("EF", 15)), candidats=1)
    plan = journee(s, MIDI.format("8:50", "15:30", "16:30", "18:00"), ("9:00 lecture", "12:00 lecture"))
    both_allow(s, plan, REGLE)
    assert {v.cas for v in breaches(s, work_lasting(plan, 120, NatureTravail.LECTURE), REGLE)} == {"absente"}


def test_two_phases_that_fill_it_together_are_no_excuse():
    s = session(referentiel(oral("PP", 60), oral("EF", 60)), candidats=1)
    plan = journee(s, MIDI.format("8:50", "12:00", "13:00", "18:00"))
    both_refuse(s, plan, REGLE)


def test_the_break_may_be_anywhere_in_the_window():
    s = session()
    for minutes in (0, 1, 10):
        plan = work_shifted(journee(s, TROIS, ("12:35 correction C2 QP", "9:35 correction C2 QP")), minutes, PAUSE)
        both_allow(s, plan, REGLE)


@pytest.mark.parametrize("minutes", [-1, 1, -120])
def test_a_break_as_written_is_free_and_in_the_window(minutes):
    """Between 11:35, when C1 is done with, and 12:35, when the jury corrects."""
    s = session()
    both_refuse(s, work_shifted(journee(s, TROIS), minutes, PAUSE), REGLE, "ecrite")


def test_a_break_as_written_is_long_enough():
    s = session()
    assert {v.cas for v in breaches(s, work_lasting(journee(s, TROIS), 59, PAUSE), REGLE)} == {"ecrite"}
    assert breaches(s, work_lasting(journee(s, TROIS), 60, PAUSE), REGLE) == ()


def test_a_break_that_is_not_written_is_one_all_the_same():
    s = session()
    both_allow(s, without_work(journee(s, TROIS), PAUSE), REGLE)


def test_length_and_window_are_the_centres():
    s = session()
    plan = without_work(journee(s, TROIS), PAUSE)
    both_refuse(reglees(s, pause_jury=61), plan, REGLE)
    both_refuse(heures(s, pause_debut=time(11, 36)), plan, REGLE)
    both_allow(reglees(heures(s, pause_debut=time(11, 36)), pause_jury=59), plan, REGLE)


PARTAGE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
{} EF C1
{} cloture
J2 : M2 M3 en S1
{} accueil
{} lecture C2
{} PP C2
16:00 EF C2
17:00 cloture
"""


@pytest.mark.parametrize(
    ("times", "allowed"),
    [
        (("11:25", "11:50", "13:05", "13:15", "13:35"), True),  # 12:05 to 13:05
        (("11:25", "11:50", "13:04", "13:14", "13:35"), False),
        (("11:25", "11:50", "13:04", "13:14", "14:29"), True),  # 13:29 to 14:29
        (("13:00", "13:25", "14:30", "14:40", "15:00"), True),  # from 11:30, when the second has not come
    ],
)
def test_a_membre_of_two_juries_has_his_break_over_both(times, allowed):
    s = session(referentiel(oral("PP", 60), oral("EF", 15)), candidats=2, nb_membres=3)
    (both_allow if allowed else both_refuse)(s, journee(s, PARTAGE.format(*times)), REGLE)


@pytest.mark.parametrize(("ef", "allowed"), [("15:00", True), ("14:59", False)])
def test_a_phase_that_fills_the_midday_of_one_jury_moves_the_break_of_the_other_too(ef, allowed):
    """M2 watches from 12:00 to 14:00 in the first: his break, with M1 and M3, is from 14:00 to 15:00."""
    s = session(referentiel(oral("PP", 120), oral("EF", 15, separee=True)), candidats=2, nb_membres=3)
    text = f"""
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    12:00 PP C1
    {ef} EF C1
    15:30 cloture
    J2 : M2 M3 en S1
    15:45 accueil
    15:55 lecture C2
    16:15 PP C2
    18:15 EF C2
    18:45 cloture
    """
    (both_allow if allowed else both_refuse)(s, journee(s, text), REGLE)


def test_all_membres_of_juries_tied_by_one_take_it_at_the_same_minutes():
    """M1 alone could have it at 11:30, M3 alone before he comes; M2 could not."""
    s = session(referentiel(oral("PP", 60), oral("EF", 15)), candidats=2, nb_membres=3)
    plan = journee(s, PARTAGE.format("11:25", "11:50", "13:04", "13:14", "13:35"))
    told = {v.sujet[0] for v in breaches(s, plan, REGLE)}
    assert told == {"M1", "M2", "M3"}
    apart = session(referentiel(oral("PP", 60), oral("EF", 15)), candidats=2, nb_membres=4, nb_salles=2)
    both_allow(
        apart,
        journee(
            apart, PARTAGE.format("11:25", "11:50", "13:04", "13:14", "13:35").replace("M2 M3 en S1", "M3 M4 en S2")
        ),
        REGLE,
    )


def test_a_candidats_written_epreuve_takes_nothing_of_it():
    s = session()
    both_allow(s, settle(s, shifted(journee(s, TROIS), 170, "", "QP")), REGLE)


def written(plan: Plan) -> list[Travail]:
    return [t for t in plan.travaux if t.nature is PAUSE]


def moved(plan: Plan, pauses: list[Travail], debut: datetime) -> Plan:
    """These breaks beginning then, unwritten where that is not between the first and the last thing of their jury."""
    others = tuple(t for t in plan.travaux if t not in pauses)
    again = [replace(t, debut=debut, fin=debut + (t.fin - t.debut)) for t in pauses]
    hours = {(c.jury, c.jour): (c.debut, c.fin) for c in plan.compositions}
    inside = [t for t in again if hours[t.jury, t.debut.date()][0] < t.debut and t.fin < hours[t.jury, t.fin.date()][1]]
    return replace(plan, travaux=(*others, *inside))


@pytest.mark.parametrize("salle_a_midi", [True, False])
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.proof) for n in range(2, 40, 2))])
def test_no_place_earlier_than_the_one_written_would_do(seed, salle_a_midi):
    """Nor for the rules of rooms, where these are freed at midday."""
    s = reglees(drawn_small(seed), salle_a_midi=salle_a_midi)
    outcome = first_plan(s, Budget(4, workers=1, reproducible=True))
    if not isinstance(outcome, Planned):
        return
    view = View(s, outcome.plan)
    for jour in some(s.jours):
        for jurys in jurys_lies(view, jour.date):
            pauses = [t for t in written(outcome.plan) if (t.jury, t.debut.date()) in jurys]
            opens, begins = jour.a(jour.pause_debut), pauses[0].debut if pauses else jour.a(jour.pause_debut)
            for minutes in range(int((begins - opens).total_seconds()) // 60):
                debut = opens + timedelta(minutes=minutes)
                sooner = moved(outcome.plan, pauses, debut)
                fin = debut + timedelta(minutes=s.reglages.pause_jury)
                busy = any(chose.coupe(debut, fin) for jury in jurys for chose in view.choses[jury])
                assert busy or not check(s, sooner).conforme, f"{begins:%H:%M} could be {debut:%H:%M}"


def test_a_break_ill_written_is_one_after_a_change_too():
    """What a jury has read or corrected in vain does not count; its break does."""
    s = session()
    plan = work_shifted(journee(s, TROIS), -1, PAUSE)
    told = replace(s, reference=(plan,), maintenant=a("18:00"))
    assert {v.cas for v in breaches(told, plan, REGLE)} == {"ecrite"}


def test_juries_are_tied_through_others_and_listed_in_order():
    """M2 sits in the first and the third, M3 in the third and the second."""
    s = session(referentiel(oral("EF", 15)), candidats=4, nb_membres=6)
    board = "".join(
        f"J{n} : {membres} en S1\n{hour} EF C{n}\n"
        for n, (membres, hour) in enumerate(
            (("M1 M2", "9:00"), ("M3 M4", "10:00"), ("M2 M3", "14:00"), ("M5 M6", "15:00")), 1
        )
    )
    (jour,) = s.jours
    tied = jurys_lies(View(s, journee(s, board)), jour.date)
    assert [[jury for jury, _ in group] for group in tied] == [["J1", "J2", "J3"], ["J4"]]


def test_a_break_is_written_to_the_membres_of_its_own_jury():
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_membres=4, nb_salles=2)
    board = "J1 : M1 M2 en S1\n9:00 EF C1\n16:00 cloture\n10:00 pause\nJ2 : M3 M4 en S2\n9:00 EF C2\n16:00 cloture"
    told = breaches(s, journee(s, board), REGLE)
    assert [(v.sujet[0], v.cas) for v in told] == [("M1", "ecrite"), ("M2", "ecrite")]
