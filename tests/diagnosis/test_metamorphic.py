"""What is true of any session: asking for less never makes it impossible, adding something never makes it dearer."""

from itertools import takewhile

import pytest

from builders import LUNDI, cda, session
from edits import reglees
from proofs import mostly_proofs
from small_draws import drawn_small
from small_sessions import SMALL
from tpplanner.diagnosis.repairs import amended
from tpplanner.diagnosis.requirements import requirements, usages, without
from tpplanner.domain.answers import Amendment, Infeasible, PartOfDay, Planned, Remedy
from tpplanner.domain.session import Role, Session
from tpplanner.planner import plan
from tpplanner.solver import Budget, first_plan

BUDGET = Budget(20, workers=1, reproducible=True)

QUICK = "two candidats"

IMPOSSIBLE = ("too short", "nobody left", "a paper in the afternoon")

RESOURCES = (
    Amendment(Remedy.MEMBRES, (LUNDI.isoformat(), PartOfDay.DAY), 1),
    Amendment(Remedy.SALLE, ("jury",), 1),
    Amendment(Remedy.JOURS, (), 1),
)

DRAWN = 60
"""How many sessions are drawn at random."""


def more_of_all(s: Session) -> tuple[Amendment, ...]:
    """A membre for a morning, a room of each kind, a surveillant, half an hour in the evening, a day."""
    surveillants = (Amendment(Remedy.ROLE, (Role.SURVEILLANT.value,), 1),) if s.avec_role(Role.SURVEILLANT) else ()
    return (
        Amendment(Remedy.MEMBRES, (s.jours[0].date.isoformat(), PartOfDay.MORNING), 1),
        *(Amendment(Remedy.SALLE, (usage,), 1) for usage in usages(s)),
        *surveillants,
        Amendment(Remedy.LATER, (), 30),
        Amendment(Remedy.JOURS, (), 1),
    )


def loosen_each(s: Session) -> None:
    """Fail where a session that has a plan is said to have none once something is not asked."""
    for requirement in requirements(s):
        looser = without(s, [requirement])
        if looser.candidats:
            assert not isinstance(first_plan(looser, BUDGET), Infeasible), requirement


def loosen_drawn(seed: int) -> None:
    """The same for a session drawn at random, if it has a plan."""
    s = drawn_small(seed)
    if isinstance(first_plan(s, BUDGET), Planned):
        loosen_each(s)


def add_to_drawn(seed: int) -> None:
    """Fail where a session drawn at random, if it has a plan, costs more once something is added to it."""
    s = drawn_small(seed)
    if isinstance(first_plan(s, BUDGET), Planned):
        add_each(s, more_of_all(s))


def proven(s: Session) -> list[int]:
    """The levels proven of a session, from the first on."""
    outcome, report = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert report is not None
    return [n.valeur for n in takewhile(lambda n: n.prouve, report.niveaux)]


def add_each(s: Session, resources: tuple[Amendment, ...] = RESOURCES) -> None:
    """Fail where a session costs more, level by level, once something is added to it."""
    before = proven(s)
    for resource in resources:
        after = proven(amended(s, resource))
        known = min(len(before), len(after))
        assert known > 0
        assert after[:known] <= before[:known], resource


POSSIBLE = [name for name in SMALL if name not in IMPOSSIBLE]


@pytest.mark.proof
@pytest.mark.parametrize("name", POSSIBLE)
def test_asking_for_less_never_makes_a_session_impossible(name):
    loosen_each(SMALL[name]())


@pytest.mark.parametrize("name", mostly_proofs(POSSIBLE, QUICK))
def test_adding_something_never_makes_a_session_dearer(name):
    add_each(SMALL[name]())


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(DRAWN))
def test_asking_for_less_never_makes_a_drawn_session_impossible(seed):
    loosen_drawn(seed)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(DRAWN))
def test_adding_something_never_makes_a_drawn_session_dearer(seed):
    add_to_drawn(seed)


@pytest.mark.proof
def test_a_fourth_membre_makes_three_by_turns_no_dearer():
    by_turns = reglees(session(cda(), candidats=3, nb_membres=3), quota=2)
    add_each(by_turns)
