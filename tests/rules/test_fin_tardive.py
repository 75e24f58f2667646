from datetime import time

import pytest

from builders import TIERS, absent, ecrit, oral, referentiel, session
from edits import changed, reglees
from journees import UN, journee
from optimum import measured, optimum_is_measured
from tpplanner.domain.referentiel import Nature

REGLE = "fin_tardive"

SOIR = """
J1 : M1 M2 en S1
16:00 accueil
16:10 lecture C1
17:00 EF C1
{} cloture
"""


@pytest.mark.parametrize(("cloture", "expected"), [("17:45", 0), ("17:46", 1), ("18:45", 60)])
def test_minutes_of_a_jury_after_six_count(cloture, expected):
    s = session(referentiel(oral("EF", 20)), candidats=1)
    assert measured(s, journee(s, SOIR.format(cloture)), REGLE) == expected


def test_the_hour_is_a_reglage():
    s = reglees(session(candidats=1), fin_tardive=time(11, 30))
    assert measured(s, journee(s, UN), REGLE) == 20


@pytest.mark.parametrize(("ef", "cloture", "expected"), [("17:40", "18:10", 25), ("17:41", "18:11", 27)])
def test_so_do_those_of_a_candidat(ef, cloture, expected):
    """He leaves at 18:00, or a minute later; the jury 25 minutes after him."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    assert measured(s, journee(s, SOIR.format(cloture), ("17:00 EF", f"{ef} EF")), REGLE) == expected


def test_of_his_day_the_last_passage_counts():
    s = session(referentiel(oral("PP", 30), oral("EF", 20)), candidats=1)
    board = SOIR.format("18:11").replace("17:00 EF", "17:00 PP C1\n17:41 EF")
    assert measured(s, journee(s, board), REGLE) == 27


def test_each_candidat_counts_where_no_jury_does():
    s = session(referentiel(ecrit("QP", 120), oral("EF", 20, apres=("QP",))), candidats=2, nb_jours=2)
    plan = """
    17:00 QP C1 C2
    jour 2
    J1 : M1 M2 en S1
    8:30 accueil
    8:40 lecture C1
    8:55 correction C1 QP
    9:15 EF C1
    9:45 lecture C2
    10:00 correction C2 QP
    10:10 EF C2
    10:40 cloture
    """
    assert measured(s, journee(s, plan), REGLE) == 2 * 60


def test_the_least_for_one_who_comes_late():
    """Free from 17:50 on: ten minutes for him; an oral of 20 minutes, 10 of deliberation, 15 of clôture for the jury."""
    s = session(referentiel(oral("EF", 20)), candidats=1)
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("8:00", "17:50"),)), REGLE, 10 + 35)
    optimum_is_measured(s, REGLE, 0)


def test_the_least_of_a_long_paper_is_nothing_in_the_morning_and_its_end_in_the_afternoon():
    """In the afternoon, with a tiers temps, it lasts until 18:40; the jury comes on the next day."""
    paper, interview = ecrit("MSP", 255), oral("EF", 20, apres=("MSP",), jours_min=(("MSP", 1),))
    s = session(referentiel(paper, interview), candidats=2, nb_jours=2)
    s = changed(s, "C1", majorations=((Nature.ECRIT, TIERS),))
    optimum_is_measured(s, REGLE, 0)
    optimum_is_measured(changed(s, "C2", indisponibilites=(absent("8:00", "10:30"),)), REGLE, 40)
