from dataclasses import replace
from datetime import time

import pytest

from builders import absent, oral, referentiel, session
from edits import changed, heures, on_day
from journees import journee
from optimum import measured, optimum_is_measured
from tpplanner.audit import check
from tpplanner.domain.reglages import NIVEAUX, RESERVE, avec_reserve, sans_reserve
from tpplanner.domain.session import Session

REGLE = "sans_marge"

REF = referentiel(oral("EF", 20))
SOIR = """
J1 : M1 M2 en S1
16:00 accueil
16:10 lecture C1
17:00 EF C1
{} cloture
"""


def asked() -> Session:
    s = session(REF, candidats=1)
    return replace(s, reglages=replace(s.reglages, niveaux=(RESERVE,)))


@pytest.mark.parametrize(("cloture", "expected"), [("18:15", 0), ("18:16", 1), ("18:45", 1)])
def test_a_jury_that_ends_in_the_last_half_hour_of_its_day_has_no_air(cloture, expected):
    s = asked()
    assert measured(s, journee(s, SOIR.format(cloture)), REGLE) == expected


def test_the_end_is_that_of_the_day():
    s = heures(asked(), fin=time(18, 30))
    assert measured(s, journee(s, SOIR.format("17:45")), REGLE) == 0
    assert measured(s, journee(s, SOIR.format("17:46")), REGLE) == 1


def test_the_least_for_one_who_comes_late():
    """An oral of 20 minutes, 10 of deliberation, 15 of clôture: free at 17:45 he ends at 18:30, at 17:46 later."""
    s = asked()
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("8:00", "17:45"),)), REGLE, 0)
    optimum_is_measured(changed(s, "C1", indisponibilites=(absent("8:00", "17:46"),)), REGLE, 1)


def test_the_level_of_the_reserve_comes_right_after_presence_and_goes_as_it_came():
    asked_for = avec_reserve(NIVEAUX)
    assert [n.nom for n in asked_for] == ["1", "2", "2b", "3", "3r", "4a", "4b", "5"]
    assert sans_reserve(asked_for) == NIVEAUX
    assert avec_reserve(NIVEAUX[:1])[-1] == RESERVE


def test_a_jury_on_a_day_that_is_not_of_the_session_is_not_measured():
    s = replace(asked(), reglages=replace(asked().reglages, niveaux=avec_reserve(NIVEAUX)))
    elsewhere = on_day(journee(s, SOIR.format("18:45")), 30)
    told = {m.regle: m.valeur for m in check(s, elsewhere).mesures}
    assert (told["sans_marge"], told["sans_releve"]) == (0, 0)
