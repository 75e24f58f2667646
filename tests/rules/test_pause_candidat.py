from dataclasses import replace
from datetime import time

import pytest

from builders import a, oral, referentiel, session
from edits import heures, reglees
from halves import both_allow, both_refuse
from journees import journee
from tpplanner.audit import breaches, check
from tpplanner.domain.plan import Partie, Passage, Plan
from worlds import chantier

REGLE = "pause_candidat"

REF = referentiel(oral("PP", 60), oral("ET", 60), oral("EF", 30))
MIDI = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
{} PP C1
{} ET C1
{} EF C1
18:00 cloture
"""


@pytest.mark.parametrize(
    ("pp", "et", "ef", "allowed"),
    [
        ("10:00", "11:45", "13:28", True),  # 45 minutes from 11:00
        ("10:00", "11:44", "13:28", False),  # 44, 44, and 32 after the last
        ("10:00", "11:44", "13:29", True),  # 45 between the second and the last
        ("10:00", "11:44", "13:15", True),  # 45 after the last
        ("10:00", "11:44", "13:16", False),
        ("11:45", "12:45", "13:45", True),  # coming at 11:45
        ("11:44", "12:44", "13:44", False),
        ("11:15", "12:15", "13:15", True),  # done at 13:45
        ("11:16", "12:16", "13:16", False),
        ("14:30", "15:30", "16:30", True),
    ],
)
def test_he_has_45_free_minutes_in_a_row_between_11_and_14_30(pp, et, ef, allowed):
    s = session(REF, candidats=1)
    (both_allow if allowed else both_refuse)(s, journee(s, MIDI.format(pp, et, ef)), REGLE)


@pytest.mark.parametrize(
    ("et", "ef", "allowed"),
    [
        ("11:40", "15:25", True),  # from 11:40 to 14:40: the break follows, to 15:25
        ("11:40", "15:24", False),
        ("11:45", "14:45", True),  # 45 minutes before it: it does not fill midday alone
    ],
)
def test_after_an_epreuve_that_fills_midday_alone_the_break_comes_at_once(et, ef, allowed):
    s = session(referentiel(oral("PP", 60), oral("ET", 180), oral("EF", 30)), candidats=1)
    (both_allow if allowed else both_refuse)(s, journee(s, MIDI.format("10:00", et, ef)), REGLE)


def test_two_that_fill_midday_together_are_no_excuse():
    s = session(referentiel(oral("PP", 100), oral("ET", 100), oral("EF", 30)), candidats=1)
    both_refuse(s, journee(s, MIDI.format("11:10", "12:50", "15:15")), REGLE)


def test_the_reglage_and_the_window_of_the_day_decide():
    s = session(REF, candidats=1)
    plan = journee(s, MIDI.format("10:00", "11:44", "13:28"))
    both_refuse(s, plan, REGLE)
    both_allow(reglees(s, pause_candidat=44), plan, REGLE)
    both_allow(heures(s, pause_fin=time(14, 43)), plan, REGLE)
    late = journee(s, MIDI.format("11:44", "12:44", "13:44"))
    both_refuse(s, late, REGLE)
    both_allow(heures(s, pause_debut=time(11, 29)), late, REGLE)


def test_the_jurys_work_takes_nothing_of_his_break():
    s = session(REF, candidats=1)
    plan = journee(s, MIDI.format("11:45", "12:45", "13:45"), ("8:40 lecture", "11:10 lecture"))
    both_allow(s, plan, REGLE)


def test_a_day_on_which_he_passes_nothing_asks_nothing():
    s = session(REF, candidats=1, nb_jours=2)
    both_allow(s, journee(s, MIDI.format("9:00", "10:00", "11:00")), REGLE)


@pytest.mark.parametrize(("cut_at_midday", "broken"), [(False, 0), (True, 1)])
def test_an_epreuve_that_midday_should_have_cut_is_no_excuse(cut_at_midday, broken):
    """It fills the window from 10:40 to 14:40, and nothing comes after it."""
    ref = chantier()
    msp, *others = ref.titre.epreuves
    epreuves = (replace(msp, coupure_midi=cut_at_midday), *others)
    s = session(replace(ref, titre=replace(ref.titre, epreuves=epreuves)), candidats=1)
    plan = Plan((Passage("C1", "MSP", (Partie(0, a("10:40"), a("14:40"), "Plateau"),)),))
    assert len(breaches(s, plan, REGLE)) == broken


def test_once_the_hours_of_lunch_are_over_it_is_but_noted():
    """C1 passed from 11:00 to 14:30 without a break: at 14:31 that is a fact."""
    s = session(REF, candidats=1)
    plan = journee(s, MIDI.format("11:00", "12:15", "13:20"))
    both_refuse(s, plan, REGLE)
    both_refuse(replace(s, reference=(plan,), maintenant=a("14:30")), plan, REGLE)
    both_allow(replace(s, reference=(plan,), maintenant=a("14:31")), plan, REGLE)
    assert REGLE in {
        constat.regle for constat in check(replace(s, reference=(plan,), maintenant=a("14:31")), plan).constats
    }
