"""The attack on what is proven: the rules alone, looking for a plan that is better than any should be.

The model is made of the rules' constraints and of nothing else: no strengthening, chains that need not be rigid, any
membre in any number of juries of a day, as many juries a day as there are candidats, juries as large as there are
membres. What it finds is read back as a plan, and the audit is the judge.

It shares the constraints and the costs with the planner: an error common to both halves of a rule is not seen. Nor is a
passage cut in another way than the model can say; of juries that the centre gives there are no others, nor other membres.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from claims import Claims, refuted
from tpplanner.domain.session import Session
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Expr, Poster
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.strengthen import juries_in_order
from tpplanner.solver.model.variables import Variables
from tpplanner.solver.model.whole import Values, read_plan

EFFORT = 0.6
"""Deterministic time for each claim: what it does not settle stays unsettled."""

ANEW = 4
"""How often another solution is asked for, where the audit does not take one for the plan that the model says it is."""


@dataclass(frozen=True, slots=True)
class Attack:
    """What became of the attack on one claim: how it was refuted (empty where it was not), and whether it is settled."""

    claim: str
    refuted: str = ""
    settled: bool = True


def attacked(claims: Claims) -> Iterator[Attack]:
    """Each claim attacked in turn: that there is no plan, at any minute; or no better one at each level, on the grid."""
    if claims.impossible:
        anywhere = replace(claims.session, reglages=replace(claims.session.reglages, pas=1))
        yield _attack(claims, "impossible", Rules(anywhere), {})
        return
    limits: dict[str, int] = {}
    rules: tuple[Rules, ...] = ()
    for niveau in claims.niveaux:
        if niveau.borne is None:
            return
        if niveau.borne > 0:
            rules = rules or (Rules(claims.session), *_narrower(claims))
            better = {**limits, niveau.nom: niveau.borne - 1}
            tried = (_attack(claims, f"level {niveau.nom}: {niveau.borne}", r, better) for r in rules)
            yield _first_settled(tried)
        if not niveau.prouve:
            return
        limits[niveau.nom] = niveau.valeur


def _narrower(claims: Claims) -> Iterator["Rules"]:
    """The rules with as many juries a day as the plan found has: a witness that is there is found sooner."""
    if claims.plan is None:
        return
    juries = max(Counter(composition.debut.date() for composition in claims.plan.compositions).values(), default=0)
    if 0 < juries < len(claims.session.candidats):
        yield Rules(claims.session, juries)


def _first_settled(attacks: Iterator[Attack]) -> Attack:
    """What settles the claim; of the narrower rules a witness alone does."""
    first = next(attacks)
    if first.settled:
        return first
    return next((attack for attack in attacks if attack.refuted), first)


def _attack(claims: Claims, claim: str, rules: "Rules", limits: dict[str, int]) -> Attack:
    model = rules.model.clone()
    for nom, most in limits.items():
        model.add(rules.levels[nom] <= most)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    for seed in range(ANEW):
        solver.parameters.random_seed = seed
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            return Attack(claim)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        how = refuted(claims, read_plan(rules.problem, rules.x, Values(solver)))
        if how:
            return Attack(claim, how)
    return Attack(claim, settled=False)


class Rules:
    """The model of a session's rules alone, and what each level costs in it."""

    def __init__(self, session: Session, juries: int = 0) -> None:
        self.problem = widened(session, juries or len(session.candidats))
        self.model = cp_model.CpModel()
        self.x = Variables(self.problem, self.model)
        post = Poster(self.model)
        for constraint in CONSTRAINTS.values():
            constraint(self.problem, self.x, post)
        self.x.keep_to_grid()
        costs = Objective(self.problem, self.x)
        juries_in_order(self.problem, self.x, costs)  # numbers of juries that are alike: no plan is lost
        self.levels: dict[str, Expr] = {n.nom: costs.level(n) for n in session.niveaux}


def widened(session: Session, juries: int) -> Problem:
    """The problem of a session with all that its rules leave open, and so many juries a day."""
    problem = compile_session(session, slots_a_day=juries)
    slots = tuple(s if s.given else replace(s, most=max(len(s.pool), s.least)) for s in problem.slots)
    units = tuple(replace(unit, rigid=False, oral=False) for unit in problem.units)
    return replace(problem, slots=slots, units=units, shared_membres=True)
