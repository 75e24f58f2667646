"""Every pattern is a jury-day: drawn up alone, the audit accepts it, at the cost that the pattern says.

And none says more than a jury-day of a plan costs.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from benchmarks.peers import hand
from benchmarks.sessions import FAMILY

from alone import Alone, is_said
from drawing import seeded
from jury_days import no_pattern_is_above
from masters import closed_levels
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.audit.measures import MESURES
from tpplanner.audit.view import View
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.bounds.columns import Columns, Price
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.master import Master
from tpplanner.solver.bounds.patterns import MANY_DAYS, Key, Patterns, key_of, plain
from tpplanner.solver.bounds.program import variants
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.run import FOUND, Clock, run

SMALL = [case.name for case in FAMILY.values() if case.size in ("R", "S", "M") and case.feasible]

SAMPLE = ("R05-ecrit-jusqu-a-13h30-ad", "R16-deja-convoques-dwwm", "c-S-tight-3")

FEW, MANY = 4, 12
"""Columns that are drawn of each session, besides the jury-days that solutions use."""

SECONDS = 20.0


def clock(seconds: float = SECONDS) -> Clock:
    """One worker, by CP-SAT's own clock: the same on every run."""
    return Clock(Budget(seconds=seconds, workers=1, reproducible=True))


def keys(patterns: Patterns, number: int, seed: str) -> Iterator[Key]:
    """Jury-days that solutions of counting and of the master use, and some that they might."""
    counting = Counting(patterns.problem, patterns, clock(SECONDS / 4))
    for counted in counting.close():
        yield from (jury_day.key for jury_day in counted.jury_days)
    for _, assignment in closed_levels(Master(patterns.problem, patterns, clock(SECONDS / 4))):
        yield from assignment.keys.values()
    drawn = list(counting.columns.prices)
    yield from seeded(seed).sample(drawn, min(number, len(drawn)))


def of_whole_candidats(key: Key) -> Key:
    """The jury-day without those whom other juries hear too: the audit would ask who reads and deliberates.

    And as no turn: its membres sit in no other jury, for the audit.
    """
    return replace(key, turn=False, kinds=tuple((kind, count) for kind, count in key.kinds if not kind.part))


def draw_up(name: str, number: int) -> None:
    """Draw up the jury-days of a session, each alone."""
    session = FAMILY[name].session()
    assert is_said(session)
    problem = compile_session(session)
    used = keys(Patterns(problem, clock(2 * SECONDS)), number, name)
    # patterns of their own: one that stays open, and is no cost, is seen to; columns tell them all kinds of candidats
    patterns = Patterns(problem, clock(5 * SECONDS))
    Columns(problem, patterns)
    tried = found = 0
    for key in dict.fromkeys(k for k in map(of_whole_candidats, used) if k.kinds):
        still_open = patterns.open
        # plain kinds do not tell what waiting counts
        levels = patterns.levels[: patterns.first_of_waits] if key == plain(key) else patterns.levels
        costs = [patterns.lexicographic(key, level) for level in range(len(levels))] if patterns.possible(key) else []
        if not costs or patterns.open > still_open:
            continue
        tried += 1
        unlimited = [MANY_DAYS] * (len(patterns.levels) - len(levels))
        hours = patterns.hours(key, (*costs, *unlimited), {})
        if hours is None:
            continue
        found += 1
        alone = Alone(session, patterns, key)
        report = check(alone.session, alone.plan(hours))
        told = f"{name}: {[(k.tasks, n) for k, n in key.kinds]} in {key.window}"
        assert report.violations == (), told
        view = View(alone.session, alone.plan(hours))
        view.poids_des_attentes = weights = problem.waits
        measured = [
            sum(weights.du_terme(niveau, t) * MESURES[t.regle](view) for t in niveau.termes) for niveau in levels
        ]
        assert measured == costs, told
    # hours are sought with little effort: of candidats with several chains they are not always found
    assert found >= max(1, tried / 2)


@pytest.mark.parametrize("name", mostly_proofs(SAMPLE, "R05-ecrit-jusqu-a-13h30-ad"))
def test_a_pattern_passes_the_audit_at_the_cost_that_it_says(name):
    draw_up(name, FEW)


@pytest.mark.proof
@pytest.mark.parametrize("name", SMALL)
def test_every_pattern_passes_the_audit_at_the_cost_that_it_says(name):
    draw_up(name, MANY)


def test_beyond_the_time_that_is_kept_nothing_is_sought_and_nothing_is_taken_for_known():
    problem = compile_session(FAMILY["R02-demi-journee-cda"].session())
    known = Patterns(problem, clock())
    key = next(keys(known, FEW, "kept"))
    patterns = Patterns(problem, clock())
    Columns(problem, patterns)  # tells them all kinds of candidats
    with patterns.clock.part(0):
        assert patterns.lexicographic(key, 0) == 0
        assert patterns.open == 1, "a bound that says nothing closes nothing"
    assert patterns.lexicographic(key, 0) == known.lexicographic(key, 0) > 0


def test_what_a_stage_had_no_time_for_is_not_taken_for_known_by_those_after_it():
    problem = compile_session(FAMILY["R02-demi-journee-cda"].session())
    key = next(keys(Patterns(problem, clock()), FEW, "kept"))
    patterns = Patterns(problem, clock(), costs=False)
    Columns(problem, patterns)  # tells them all kinds of candidats
    unlimited = (MANY_DAYS,) * len(patterns.levels)
    too_many = replace(key, window=(key.window[0], key.window[0] + 60))
    with patterns.clock.part(0):
        assert patterns.hours(key, unlimited, {}) is None
        assert patterns.possible(too_many)
    assert patterns.hours(key, unlimited, {}) is not None
    assert not patterns.possible(too_many)


def test_a_cost_is_as_well_known_whichever_stage_asks_for_it_first():
    problem = compile_session(FAMILY["R02-demi-journee-cda"].session())
    key = next(keys(Patterns(problem, clock()), FEW, "kept"))
    known, patterns = Patterns(problem, clock()), Patterns(problem, clock())
    for one in (known, patterns):
        Columns(problem, one)  # tells them all kinds of candidats
    cost = known.lexicographic(key, 0)
    with patterns.clock.part(1.01 * known.clock.spent()):
        assert patterns.lexicographic(key, 0) == cost > 0
    assert patterns.open == 0


def test_a_master_whose_time_is_over_says_of_no_level_that_it_is_closed():
    problem = compile_session(FAMILY["R02-demi-journee-cda"].session())
    time = clock()
    master = Master(problem, Patterns(problem, time), time)
    solver, status = run(master.model, time)
    assert status in FOUND
    with time.part(0):
        assert master.cuts.learn(solver)
    while master.cuts.learn(solver):
        solver, _ = run(master.model, time)
    with time.part(0):
        assert master.cuts.learn(solver), "all is known, but it is too late to tell"


def plans(name: str) -> Iterator[tuple[str, Plan]]:
    """The plan that a session was made from, that of a careful hand, the best one found."""
    case = FAMILY[name]
    session, own = case.session(), case.plan()
    assert own is not None
    yield "its own", own
    made = next(hand.plans(session, 1e9), None)
    if made is not None and not check(session, made[1]).violations:
        yield "by hand", made[1]
    outcome = best_plan(session, clock(SECONDS / 2).budget)
    if isinstance(outcome, Planned):
        yield "the best", outcome.plan


def compare(name: str) -> None:
    """Each jury-day of plans of a session beside its pattern."""
    session = FAMILY[name].session()
    patterns = Patterns(compile_session(session), clock(10 * SECONDS))
    compared = [
        c for whose, p in plans(name) for c in no_pattern_is_above(session, patterns.problem, patterns, p, whose)
    ]
    assert compared


@pytest.mark.parametrize("name", mostly_proofs(SAMPLE, "R05-ecrit-jusqu-a-13h30-ad"))
def test_no_jury_day_of_a_plan_costs_less_than_its_pattern(name):
    compare(name)


@pytest.mark.proof
@pytest.mark.parametrize("name", SMALL)
def test_no_jury_day_of_any_plan_costs_less_than_its_pattern(name):
    compare(name)


def test_what_is_known_in_turn_holds_for_that_cost_of_the_levels_before_alone():
    """A pattern left open says less than what a jury-day that hears fewer costs."""
    price = Price(Key(0, True, (480, 1140), ()), {}, 0, [300, 0])
    price.lexicographic[1] = 55
    assert variants(price, (1, 1)) == [(300, 55), (301, 0)]
    assert variants(price, (15, 1)) == [(300, 55), (315, 0)], "what is more is a whole unit more"
    price.costs_at_least(0, 310)
    assert variants(price, (1, 1)) == [(310, 0)]


def test_a_chain_of_a_candidat_whom_others_hear_too_takes_its_watching_alone():
    """Who reads, corrects and deliberates is not known of a part: nothing of that is counted, nor what he waits."""
    problem = compile_session(FAMILY["a-S-ccp-1"].session())
    patterns, reglages = Patterns(problem, clock()), problem.reglages
    several = next(a for a in problem.applicants if len(a.units) > 1)
    for i, unit in enumerate(problem.units[u] for u in several.units):
        kind = patterns.kind_of(several, 0, frozenset(), (i,))
        key = key_of(0, False, patterns.opening(0), [kind])
        watched = sum(s.minutes for t in unit.tasks for s in problem.tasks[t].steps if s.watched)
        assert patterns.lexicographic(key, 0) == reglages.accueil_jury + watched + reglages.cloture
        assert patterns.lexicographic(key, 1) == 0
    whole = key_of(0, False, patterns.opening(0), [patterns.kind_of(several, 0, frozenset())])
    assert patterns.lexicographic(whole, 0) > reglages.accueil_jury + reglages.lecture + reglages.cloture
