"""What the planner adds to a search: a bound is told of a level only where it says something."""

from fractions import Fraction

import pytest

from builders import cda, session
from edits import changed
from tpplanner.domain.answers import Borne, NiveauAtteint, Planned, Unfinished
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.errors import Bug
from tpplanner.planner import judged, plan, with_bounds
from tpplanner.solver import Budget


def test_a_bound_says_nothing_beyond_a_level_that_is_not_proven():
    niveaux = (NiveauAtteint("1", 8), NiveauAtteint("2", 2), NiveauAtteint("3", 100))
    bornes = (Borne("1", 8), Borne("2", 1), Borne("3", 100))
    assert [n.borne for n in with_bounds(niveaux, bornes)] == [8, 1, None]


def test_a_level_at_nothing_is_proven_without_a_bound_once_those_before_it_are():
    niveaux = (NiveauAtteint("1", 8), NiveauAtteint("2", 0), NiveauAtteint("3", 5), NiveauAtteint("4", 0))
    told = with_bounds(niveaux, (Borne("1", 8), Borne("3", 4)))
    assert [n.borne for n in told] == [8, 0, 4, None]
    assert [n.prouve for n in told] == [True, True, False, False]


def test_a_bound_above_the_measure_is_a_bug():
    with pytest.raises(Bug):
        with_bounds((NiveauAtteint("1", 8),), (Borne("1", 9),))


def test_a_plan_that_the_audit_refuses_is_given_to_nobody():
    with pytest.raises(Bug, match="epreuves_completes"):
        judged(session(cda(), 2, 2), Planned(Plan(()), ()))


@pytest.mark.parametrize(("interrompu", "answer"), [(False, Planned), (True, Unfinished)])
def test_where_no_plan_is_found_the_time_of_its_poster_is_for_a_plan_unless_it_was_stopped(
    monkeypatch, interrompu, answer
):
    monkeypatch.setattr("tpplanner.planner.best_plan", lambda *_, **__: Unfinished(interrompu=interrompu))
    monkeypatch.setattr("tpplanner.planner._posted", lambda _, outcome, *__: outcome)
    longer = changed(session(cda(), 2, 2), "C1", majorations=((Nature.ORAL, Fraction(1, 3)),))
    outcome, report = plan(longer, Budget(10, workers=1, reproducible=True))
    assert isinstance(outcome, answer)
    assert (report is None) is interrompu
