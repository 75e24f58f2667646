"""The end of one day: whether what a session asks for fits into its days, and how late a day would end.

For a few candidats, those of a day: all in the whole model, at most so much of CP-SAT's deterministic time.
"""

from datetime import date

from ortools.sat.python import cp_model

from tpplanner.domain.session import Session
from tpplanner.solver.compilation import compile_session
from tpplanner.solver.problem import DAY
from tpplanner.solver.run import FOUND, Clock, run
from tpplanner.solver.whole import WholeModel


def has_a_plan(session: Session, clock: Clock, effort: float) -> bool | None:
    """Whether a session has a plan; None where that much time does not settle it."""
    if not clock.left():
        return None
    whole = WholeModel(compile_session(session, halves=False), levels=False)
    _, status = run(whole.model, clock, workers=1, effort=effort)
    return True if status in FOUND else False if status == cp_model.INFEASIBLE else None


def soonest_end(session: Session, jour: date, clock: Clock, effort: float) -> int | None:
    """The minute at which a day ends in the plan found that ends it soonest; None where none is found."""
    if not clock.left():
        return None
    problem = compile_session(session, halves=False)
    whole = WholeModel(problem, levels=False)
    x, model = whole.x, whole.model
    day = next(d.index for d in problem.days if d.date == jour)
    end = model.new_int_var(0, DAY, "end of the day")
    for slot in problem.slots_of(day):
        model.add(end >= x.cloture(slot) + problem.reglages.cloture).only_enforce_if(x.used(slot))
    for task in (t for t in problem.tasks if t.unit < 0):
        model.add(end >= x.end(task)).only_enforce_if(x.on(task, day))
    model.minimize(end)
    solver, status = run(model, clock, workers=1, effort=effort)
    return int(solver.value(end)) if status in FOUND else None
