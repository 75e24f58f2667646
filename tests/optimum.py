"""The best of the whole model on one soft rule, beside what the audit measures on its plan."""

from dataclasses import replace

from ortools.sat.python import cp_model

from tpplanner.audit import check
from tpplanner.audit.measures import MESURES
from tpplanner.audit.view import View
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Session
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.whole import Values, WholeModel, read_plan


def measured(session: Session, plan: Plan, regle: str) -> int:
    """What the audit measures: waits in parts of a minute, where candidats are not alike."""
    return MESURES[regle](View(session, plan))


def optimum(session: Session, *regles: str) -> tuple[int, Plan]:
    """The least that these soft rules cost in sum, by the whole model alone, and a plan that costs no more."""
    niveau = Niveau("seul", tuple(Terme(regle) for regle in regles))
    alone = replace(session, reglages=replace(session.reglages, niveaux=(niveau,)))
    whole = WholeModel(compile_session(alone))
    whole.model.minimize(whole.levels["seul"])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = 60.0
    status = solver.solve(whole.model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return round(solver.objective_value), read_plan(whole.problem, whole.x, Values(solver))


def optimum_is_measured(session: Session, regle: str, expected: int) -> Plan:
    """Fail unless the optimum is that, the audit measures the same on its plan, and finds no breach in it."""
    value, plan = optimum(session, regle)
    assert value == expected
    assert measured(session, plan, regle) == expected
    assert check(session, plan).violations == ()
    return plan
