"""Both halves of a rule on one plan: what the solver would allow, what the audit says.

The solver half is tried alone: nothing is built in that a plan could say otherwise, one rule is posted, the plan is
pinned, and CP-SAT says whether anything is left.
"""

from enum import Enum
from itertools import groupby

from ortools.sat.python import cp_model

from tpplanner.audit import breaches
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.pinning import NotExpressible, pinned
from tpplanner.solver.model.posting import Poster
from tpplanner.solver.model.problem import Freedom, Problem
from tpplanner.solver.model.variables import Variables


class Verdict(Enum):
    """What the solver half says of a plan; a structure of the model leaves some plans without words."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    NOT_EXPRESSIBLE = "not expressible"


class SolverHalf:
    """The loose problem of a session, for as many verdicts as there are plans."""

    def __init__(self, session: Session, slots_a_day: int) -> None:
        self.problem: Problem = compile_session(session, Freedom.LOOSE, slots_a_day=slots_a_day)

    def allows(self, plan: Plan, *regles: str) -> bool:
        """Whether these rules alone let the plan stand; raises NotExpressible."""
        model = cp_model.CpModel()
        x = Variables(self.problem, model)
        post = Poster(model, self_contained=True)
        for regle in regles:
            if regle in CONSTRAINTS:
                CONSTRAINTS[regle](self.problem, x, post)
        for relation in pinned(self.problem, x, plan):
            model.add(relation)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = 20.0
        status = solver.solve(model)
        assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE), solver.status_name(status)
        return status != cp_model.INFEASIBLE

    def verdict(self, plan: Plan, *regles: str) -> Verdict:
        """The same, with a plan that cannot be said as a third answer: a structure is broken, whatever the rules."""
        try:
            if self.allows(plan, *regles):
                return Verdict.ALLOWED
            return Verdict.REFUSED if regles and self.allows(plan) else Verdict.NOT_EXPRESSIBLE
        except NotExpressible:
            return Verdict.NOT_EXPRESSIBLE


def juries_a_day(plan: Plan) -> int:
    """The most juries that sit on one day of a plan."""
    days = groupby(sorted(c.jour for c in plan.compositions))
    return max((len(list(same)) for _, same in days), default=1)


def solver_verdict(session: Session, plan: Plan, *regles: str) -> Verdict:
    """What the solver half of a rule (or of several together) says of a plan."""
    return SolverHalf(session, juries_a_day(plan)).verdict(plan, *regles)


def rules_allow(session: Session, plan: Plan) -> bool:
    """Whether all solver halves together let the plan stand."""
    problem = compile_session(session, slots_a_day=juries_a_day(plan))
    model = cp_model.CpModel()
    x = Variables(problem, model)
    post = Poster(model)
    for posting in CONSTRAINTS.values():
        posting(problem, x, post)
    for relation in pinned(problem, x, plan):
        model.add(relation)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE), solver.status_name(status)
    return status != cp_model.INFEASIBLE


def solver_allows(session: Session, plan: Plan, regle: str) -> bool:
    """Whether the solver half of that rule alone lets the plan stand; raises NotExpressible for a broken structure."""
    return SolverHalf(session, juries_a_day(plan)).allows(plan, regle)


def audit_allows(session: Session, plan: Plan, regle: str) -> bool:
    """Whether the audit finds no breach of that rule."""
    return breaches(session, plan, regle) == ()


def both_allow(session: Session, plan: Plan, regle: str) -> None:
    """Fail, naming the half that errs, unless both let the plan stand."""
    told = [f"{v.cas or v.regle} {v.sujet} {dict(v.donnees)}" for v in breaches(session, plan, regle)]
    assert not told, f"{regle}: the audit half refuses what it should allow: {told}"
    verdict = solver_verdict(session, plan, regle)
    assert verdict is Verdict.ALLOWED, f"{regle}: the solver half says {verdict.value} of what it should allow"


def both_refuse(session: Session, plan: Plan, regle: str, cas: str | None = None) -> None:
    """Fail, naming the half that errs, unless both refuse the plan; the audit in that way, where one is named."""
    found = breaches(session, plan, regle)
    assert found, f"{regle}: the audit half allows what it should refuse"
    if cas is not None:
        assert cas in {v.cas for v in found}, f"{regle}: the audit tells {[v.cas for v in found]}, not {cas!r}"
    verdict = solver_verdict(session, plan, regle)
    assert verdict is Verdict.REFUSED, f"{regle}: the solver half says {verdict.value} of what it should refuse"


def cannot_be_said(session: Session, plan: Plan, regle: str, cas: str | None = None) -> None:
    """Fail unless the audit refuses the plan by that rule, and no solution of any model is that plan."""
    found = breaches(session, plan, regle)
    assert found, f"{regle}: the audit half allows what it should refuse"
    if cas is not None:
        assert cas in {v.cas for v in found}, f"{regle}: the audit tells {[v.cas for v in found]}, not {cas!r}"
    verdict = solver_verdict(session, plan, regle)
    assert verdict is Verdict.NOT_EXPRESSIBLE, f"{regle}: the solver can say this plan ({verdict.value})"


BREAKS = ("pause_candidat", "pause_meridienne")
"""The rules that place what a plan does not write."""


def least_cost(session: Session, plan: Plan, regle: str, beside: tuple[str, ...] = BREAKS) -> int:
    """What the objective counts of a plan for a soft rule, everything that the plan leaves open chosen at its best.

    Under the rules `beside` alone.
    """
    problem = compile_session(session, Freedom.LOOSE, slots_a_day=juries_a_day(plan))
    model = cp_model.CpModel()
    x = Variables(problem, model)
    post = Poster(model, self_contained=True)
    for hard in beside:
        CONSTRAINTS[hard](problem, x, post)
    cost = Objective(problem, x).cost(regle)
    for relation in pinned(problem, x, plan):
        model.add(relation)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)
