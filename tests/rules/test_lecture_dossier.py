from dataclasses import replace

import pytest

from builders import SUIVIE, SURVEILLEE, oral, pratique, referentiel, session
from edits import reglees, settle, shifted, without_work, work_lasting, work_shifted
from halves import both_allow, both_refuse, cannot_be_said
from journees import TROIS, UN, journee
from tpplanner.audit import breaches, check
from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.referentiel import Epreuve, Nature, Phase
from worlds import en_deux_temps

REGLE = "lecture_dossier"
LECTURE = NatureTravail.LECTURE


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (45, True), (46, False), (240, False), (-100, True)])
def test_it_ends_before_his_first_passage_before_the_jury(minutes, allowed):
    """Read from 8:40 to 8:55; he comes in at 9:40."""
    s = session(candidats=1)
    plan = settle(s, work_shifted(journee(s, UN), minutes, LECTURE))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_a_written_epreuve_is_no_passage_before_the_jury():
    s = session(candidats=1)
    both_allow(s, settle(s, work_shifted(journee(s, UN), 25, LECTURE)), REGLE)  # while he writes


def test_order_with_the_correction_does_not_matter():
    s = session(candidats=1)
    plan = journee(s, UN, ("9:30 correction C1 QP", "9:35 correction C1 QP"), ("8:40 lecture", "9:20 lecture"))
    both_allow(s, plan, REGLE)


def test_it_lasts_what_the_reglage_says():
    s = session(candidats=1)
    cannot_be_said(s, work_lasting(journee(s, UN), 14, LECTURE), REGLE, "courte")
    both_allow(reglees(s, lecture=14), work_lasting(journee(s, UN), 14, LECTURE), REGLE)
    assert breaches(s, work_lasting(journee(s, UN), 30, LECTURE), REGLE) == ()


def test_each_candidat_has_his_file_read():
    s = session()
    cannot_be_said(s, without_work(journee(s, TROIS), LECTURE, "C2"), REGLE, "absente")


DEUX_JOURS = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
9:40 cloture
jour 2
8:30 accueil
9:00 ET C1
9:20 QAP C1
9:40 EF C1
10:10 cloture
"""


def test_once_is_enough_on_the_day_of_the_first_passage():
    s = session(en_deux_temps(), candidats=1, nb_jours=2)
    both_allow(s, journee(s, DEUX_JOURS), REGLE)


def test_the_day_after_is_too_late_and_the_day_before_too_early():
    s = session(en_deux_temps(), candidats=1, nb_jours=2)
    after = journee(
        s, DEUX_JOURS, ("8:40 lecture C1\n", ""), ("8:30 accueil\n9:00 ET", "8:30 accueil\n8:40 lecture C1\n9:00 ET")
    )
    cannot_be_said(s, after, REGLE, "jour")
    one = session(candidats=1, nb_jours=2)
    plan = journee(one, "jour 2\n" + UN)
    before = tuple(
        replace(t, debut=t.debut.replace(day=14), fin=t.fin.replace(day=14)) if t.nature is LECTURE else t
        for t in plan.travaux
    )
    cannot_be_said(one, replace(plan, travaux=before), REGLE, "jour")


def test_an_earlier_oral_brings_the_reading_forward():
    s = session(candidats=1)
    both_refuse(s, settle(s, shifted(journee(s, UN), -46, "C1", "PP")), REGLE, "trop_tard")


PENDANT_LA_PREPARATION = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 MSP C1
9:40 lecture C2
10:30 QAP C1
11:00 EF C1
13:00 MSP C2
14:30 QAP C2
15:00 EF C2
15:25 cloture
"""
"""C1 prepares under a surveillant until 10:00, then is before the jury."""


@pytest.mark.parametrize("lecture", ["9:00 lecture C2", "9:40 lecture C2"])
def test_a_file_may_be_read_while_a_candidat_prepares_under_a_surveillant(lecture):
    s = session(pratique(), candidats=2)
    plan = journee(s, PENDANT_LA_PREPARATION, ("9:40 lecture C2", lecture))
    assert check(s, plan).violations == ()
    for regle in (REGLE, "jury_sans_chevauchement", "candidat_seul_au_jury", "battement"):
        both_allow(s, plan, regle)


@pytest.mark.parametrize(("lecture", "regle"), [("9:41", "battement"), ("9:46", "jury_sans_chevauchement")])
def test_a_file_is_not_read_while_he_is_before_the_jury_nor_just_before(lecture, regle):
    s = session(pratique(), candidats=2)
    both_refuse(s, journee(s, PENDANT_LA_PREPARATION, ("9:40 lecture C2", f"{lecture} lecture C2")), regle)


@pytest.mark.parametrize(("lecture", "allowed"), [("9:00", True), ("9:45", True), ("9:46", False)])
def test_his_own_file_too_may_be_read_while_he_prepares(lecture, allowed):
    s = session(pratique(), candidats=2)
    plan = journee(s, PENDANT_LA_PREPARATION, ("8:10 lecture C1", f"{lecture} lecture C1"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("lecture", "allowed"), [("9:30", True), ("9:35", True), ("9:36", False), ("9:29", False)])
def test_a_file_may_be_read_between_two_passages_while_he_prepares_the_second(lecture, allowed):
    """C1 prepares his second épreuve from 9:30 to 9:50."""
    phases = (Phase(20, SURVEILLEE, "plateau"), Phase(20, SUIVIE))
    second = Epreuve("EF", "Entretien", "EF", Nature.ORAL, phases)
    s = session(referentiel(oral("PP", 30), second), candidats=2)
    text = f"""
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    9:00 PP C1
    {lecture} lecture C2
    9:30 EF C1
    10:30 PP C2
    11:00 EF C2
    12:00 cloture
    """
    plan = journee(s, text)
    assert (check(s, plan).violations == ()) is allowed
    (both_allow if allowed else both_refuse)(s, plan, "jury_sans_chevauchement")
    for regle in (REGLE, "candidat_seul_au_jury", "battement"):
        both_allow(s, plan, regle)
