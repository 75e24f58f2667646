"""The count of places: what it says of a session is never what a search contradicts."""

from dataclasses import replace

import pytest

from builders import absent, cda, oral, referentiel, session
from proofs import mostly_proofs
from small_draws import drawn_small
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.diagnosis.places import Limit, More, at_once, counted, with_more
from tpplanner.domain.answers import Infeasible, JurysDuJour, Planned
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from wide_draws import drawn_wide

BUDGET = Budget(20, workers=1, reproducible=True)
COUNTS = ("quota", "places", "minutes_jury")
"""What counting calls too few places, or too few minutes before juries."""


def never_contradicted(s: Session) -> None:
    """Fail where places lack in a session that has a plan, or where none lacks in one that counting refutes."""
    places = counted(s, BUDGET)
    outcome, _ = solve_session(s, BUDGET)
    if isinstance(outcome, Planned):
        assert places.passes
        assert at_once(s).passes
    if isinstance(outcome, Infeasible) and {m.quoi for m in outcome.manques} & {*COUNTS}:
        assert not places.passes


def crowded(s: Session) -> Session:
    """The session with each candidat twice more: where places are likely to lack."""
    more = (replace(c, id=f"{c.id}{n}", nom=f"{c.nom}{n}") for n in ("b", "c") for c in s.candidats)
    return replace(s, candidats=(*s.candidats, *more))


@pytest.mark.parametrize("seed", mostly_proofs(range(40), *range(5)))
def test_no_search_contradicts_the_count_of_a_small_session(seed):
    never_contradicted(drawn_small(seed))


@pytest.mark.parametrize("seed", mostly_proofs(range(40), 0, 1, 3))
def test_no_search_contradicts_the_count_of_a_session_of_any_kind(seed):
    never_contradicted(drawn_wide(seed))


@pytest.mark.parametrize("seed", mostly_proofs(range(40), 0, 1, 3))
def test_no_search_contradicts_the_count_of_a_crowded_session(seed):
    never_contradicted(crowded(drawn_small(seed)))


LONG = referentiel(oral("MSP", 120), oral("EF", 30, apres=("MSP",)), sigle="CDA", quota=None)
"""A jury hears three a day: a room serves one jury."""

TWO_ROOMS = session(LONG, candidats=14, nb_membres=6, nb_jours=2, nb_salles=2)


def with_more_of(s: Session) -> set[More]:
    return set(with_more(s, counted(s, BUDGET), BUDGET))


def test_places_are_days_by_juries_by_passages():
    places = counted(TWO_ROOMS, BUDGET)
    assert (places.besoin, places.places, places.missing, places.passes) == (14, 12, 2, False)
    assert places.detail == tuple(JurysDuJour(jour.date, 2, 3) for jour in TWO_ROOMS.jours)


def test_what_limits_is_that_of_which_one_more_gives_more():
    assert with_more_of(TWO_ROOMS) == {More(Limit.SALLE, 1, 14), More(Limit.JOUR, 1, 14)}


def test_membres_limit_where_rooms_are_to_spare():
    s = session(LONG, candidats=14, nb_membres=4, nb_jours=2, nb_salles=4)
    assert with_more_of(s) == {More(Limit.MEMBRE, 2, 14), More(Limit.JOUR, 1, 14)}


def test_a_whole_jury_is_proposed_where_neither_a_room_nor_membres_give_more():
    s = session(LONG, candidats=14, nb_membres=4, nb_jours=2, nb_salles=2)
    assert with_more_of(s) == {More(Limit.JURY, 1, 14), More(Limit.JOUR, 1, 14)}


def test_nothing_limits_where_places_are_enough():
    assert not with_more_of(session(candidats=6, nb_membres=4))


def test_places_to_spare_are_counted_up_to_twice_the_candidats():
    assert counted(session(candidats=4, nb_membres=4), BUDGET).places == 6
    assert counted(session(candidats=2, nb_membres=6), BUDGET).places == 4


def test_something_else_that_lacks_is_no_place_that_lacks():
    s = session(candidats=3)
    places = counted(replace(s, salles=tuple(salle for salle in s.salles if USAGE_JURY in salle.usages)), BUDGET)
    assert not places.missing
    assert not places.passes
    assert [lack.quoi for lack in places.lacks] == ["salles"]


def test_who_is_there_for_a_part_of_the_days_gives_a_part_of_the_places():
    """A product of days, juries and passages would say twelve."""
    s = session(replace(cda(), quota=3), candidats=12, nb_membres=4, nb_jours=2)
    late = tuple(replace(m, indisponibilites=(absent("8:00", "19:00"),)) for m in s.membres[2:])
    places = counted(replace(s, membres=(*s.membres[:2], *late)), BUDGET)
    assert places.places == 9
    assert sorted(j.jurys for j in places.detail) == [1, 2]
