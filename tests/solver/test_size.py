"""The whole model has nothing in it of what cannot be: it grows with the session, not with all that rooms might hold."""

from functools import cache

from benchmarks.sessions import FAMILY

from some import some
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.solver import Budget
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Clock
from tpplanner.solver.search.beginning import assigned
from tpplanner.solver.search.seating import Seatings

MORE = 1.7
"""How many times what there is for each candidat may grow from a session of 24 to one of 120."""


@cache
def seated(name: str) -> WholeModel:
    """The model of the juries of a session's first seating."""
    problem = from_the_plainest(FAMILY[name].session())[0]
    clock = Clock(Budget(seconds=60, workers=1, reproducible=True))
    assignment, _ = next(Seatings(problem, clock).in_time())
    return assigned(problem, assignment)


def for_each_candidat(name: str) -> float:
    whole = seated(name)
    return len(whole.model.proto.constraints) / len(whole.problem.applicants)


def test_a_session_five_times_as_large_has_hardly_more_constraints_for_each_candidat() -> None:
    assert for_each_candidat("a-XXL-loose-1") <= MORE * for_each_candidat("a-L-loose-1")


def test_no_jury_stays_in_a_room_that_is_not_for_juries() -> None:
    whole = seated("a-L-loose-1")
    for room in some(whole.problem.rooms):
        stays = [stay for slot in whole.problem.slots for stay in whole.x.jury_stays(slot, room.index)]
        assert bool(stays) == (USAGE_JURY in room.usages)


def test_nobody_watches_a_room_on_a_day_on_which_nobody_writes() -> None:
    whole = seated("a-L-loose-1")
    written = {task.day for task in whole.problem.tasks if any(step.surveilled for step in task.steps)}
    assert len(written) < len(whole.problem.days)
    assert {watch.day for watch in whole.x.watches()} == written
