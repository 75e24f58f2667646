"""What the planner adds to a search: a bound is told of a level only where it says something."""

import pytest

from tpplanner.domain.answers import Borne, NiveauAtteint
from tpplanner.errors import Bug
from tpplanner.planner import with_bounds


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
