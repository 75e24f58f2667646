"""A plan is drawn first, then a session that admits it: "no plan exists" is then a failure, never an excuse.

Bounds too are held against drawn plans: no bound of a jury-day, of the master or of counting is above what a plan costs.
"""

from collections.abc import Iterator
from itertools import islice

import pytest

from deduced import deduced
from drawing import seeded
from tpplanner.audit import check
from tpplanner.audit.travaux import jurys_lies, pause_des_jurys
from tpplanner.audit.view import View, entre, etendue
from tpplanner.domain.outcome import Infeasible, Planned
from tpplanner.domain.plan import Composition, Plan
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.planner import with_bounds
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.aggregate import Aggregate
from tpplanner.solver.compilation import compile_session
from tpplanner.solver.kinds import Key, key_of
from tpplanner.solver.master import Master
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.problem import Problem
from tpplanner.solver.run import Clock
from worlds import valid

SAMPLE = 24
"""Plans a test draws in the suite."""

MANY = 100
"""And in the longer proofs, for each seed."""


def budget(seconds: float = 1.0) -> Budget:
    """One worker, by CP-SAT's own clock: the same on every run."""
    return Budget(seconds=seconds, workers=1, reproducible=True)


def drawn(seed: int, number: int) -> Iterator[tuple[Session, Plan]]:
    """Plans, each with a session that is as tight as it can be while it admits it."""
    rng = seeded(seed)
    for session, plan in islice(valid(rng), number):
        tight = deduced(session, plan, rng)
        assert check(tight, plan).violations == ()
        yield tight, plan


def plan_them(seed: int, number: int) -> None:
    """Fail where a session that admits a plan is said to have none, or gets one that the audit refuses."""
    found = 0
    for n, (session, _) in enumerate(drawn(seed, number)):
        outcome = best_plan(session, budget())
        assert not isinstance(outcome, Infeasible), f"plan {n} of seed {seed}: it has a plan, and is said to have none"
        if isinstance(outcome, Planned):
            found += 1
            report = check(session, outcome.plan)
            assert report.violations == (), f"plan {n} of seed {seed}"
            with_bounds(report.niveaux, outcome.bornes)  # raises Bug where a bound exceeds its level
    assert found > 0.8 * number, f"only {found} of {number} were planned in the time"


def test_a_session_that_admits_a_plan_gets_one():
    plan_them(1, SAMPLE)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_more_sessions_that_admit_a_plan_get_one(seed):
    plan_them(seed, MANY)


# Bounds


def compare_levels(session: Session, plan: Plan, bounds: dict[str, int], told: str) -> None:
    """Fail where the bounds say that the plan is better than any: level after level, as far as they are equal."""
    for niveau in check(session, plan).niveaux:
        if niveau.nom not in bounds:
            return
        assert bounds[niveau.nom] <= niveau.valeur, f"{told}: level {niveau.nom} is bounded above what a plan costs"
        if bounds[niveau.nom] < niveau.valeur:
            return


def bound_them(seed: int, number: int) -> None:
    """The master's bounds, and those of counting, against each drawn plan."""
    for n, (session, plan) in enumerate(drawn(seed, number)):
        problem, clock = compile_session(session), Clock(budget(4.0))
        compare_levels(session, plan, Aggregate(problem, clock).bounds(), f"counting, plan {n} of seed {seed}")
        for bounds in Master(problem, Patterns(problem, clock), clock).close(2.0):
            assert not bounds.impossible, f"plan {n} of seed {seed}: the master says that there is none"
            compare_levels(session, plan, bounds.levels, f"the master, plan {n} of seed {seed}")


def test_no_bound_is_above_what_a_plan_costs():
    bound_them(11, SAMPLE)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(12, 16))
def test_no_bound_is_above_what_many_more_plans_cost(seed):
    bound_them(seed, MANY)


def cost_of_jury_day(session: Session, plan: Plan, composition: Composition, niveau: Niveau) -> int:
    """What one jury-day and the candidats whom it hears cost at a level in minutes."""
    view = View(session, plan)
    jury = composition.jury, composition.jour
    debut, fin = etendue(view.choses[jury])
    jour = session.jour(composition.jour)
    (tied,) = (group for group in jurys_lies(view, jour.date) if jury in group)
    pause = pause_des_jurys(view, jour, tied)
    inside = pause is not None and debut < pause[0] and pause[1] < fin
    heard = {c.candidat for c in view.choses[jury] if c.suivi}
    alone = Plan(tuple(p for p in plan.passages if p.candidat in heard and p.jour == jour.date))
    waited = next(m.valeur for m in check(session, alone).mesures if m.regle == "attente")
    costs = {
        "presence_jury": entre(debut, fin) - (session.reglages.pause_jury if inside else 0),
        "attente": waited,
        "fin_tardive": max(0, entre(jour.a(session.reglages.fin_tardive), fin)),
    }
    return sum(terme.poids * costs[terme.regle] for terme in niveau.termes)


def key_of_jury_day(problem: Problem, patterns: Patterns, plan: Plan, composition: Composition) -> Key | None:
    """The key of a jury-day of a plan, if all its candidats are heard by it alone."""
    jury, date = composition.jury, composition.jour
    day = next(d.index for d in problem.days if d.date == date)
    kinds = []
    for applicant in problem.applicants:
        passages = plan.du_candidat(applicant.id)
        juries = {(x.jury, p.jour) for p in passages for x in p.suivies}
        if (jury, date) in juries:
            if len(juries) > 1:
                return None
            same_day = frozenset(p.epreuve for p in passages if not p.suivies and p.jour == date)
            kinds.append(patterns.kind_of(applicant, day, same_day))
    first = date == min(p.jour for p in plan.passages)
    return key_of(patterns.alike(day), first, (0, 1440), kinds)


def jury_days(seed: int, number: int) -> Iterator[tuple[Session, Plan, Composition]]:
    """Every jury-day of drawn plans."""
    for session, plan in drawn(seed, number):
        for composition in plan.compositions:
            yield session, plan, composition


def pattern_them(seed: int, number: int) -> None:
    """Each pattern against the jury-day of a plan that it describes."""
    compared = 0
    for session, plan, composition in jury_days(seed, number):
        problem, clock = compile_session(session), Clock(budget(6.0))
        patterns = Patterns(problem, clock)
        key = key_of_jury_day(problem, patterns, plan, composition)
        if key is None or not key.kinds:
            continue
        compared += 1
        told = f"{session.referentiel.sigle}, seed {seed}, jury-day {compared}"
        assert patterns.possible(key), f"{told}: a pattern says that no jury can do what one does"
        at_least = True
        for level, niveau in enumerate(patterns.levels):
            cost = cost_of_jury_day(session, plan, composition, niveau)
            assert patterns.alone(key, level) <= cost, f"{told}: {niveau.nom} is bounded above what it costs"
            if at_least:
                assert patterns.in_turn(key, level) <= cost, f"{told}: {niveau.nom} in turn is bounded above its cost"
            at_least = at_least and cost == patterns.in_turn(key, level)
    assert compared > number / 2


def test_no_pattern_is_above_what_a_jury_day_costs():
    pattern_them(21, SAMPLE)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(22, 26))
def test_no_pattern_is_above_what_many_more_jury_days_cost(seed):
    pattern_them(seed, MANY)
