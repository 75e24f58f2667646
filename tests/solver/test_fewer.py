"""Fewer days, where jury-days are not counted: membres by turns, and one day for two."""

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from builders import oral, referentiel, session
from proofs import mostly_proofs
from small_sessions import after_three
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Jury, Lien
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.master import Assignment, Cuts, Master
from tpplanner.solver.bounds.patterns import Key, Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem, as_called
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, Manner, run
from tpplanner.solver.search.best import best_plan
from tpplanner.solver.search.finish import Fewer, as_planned
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.settlement import Learned, Settled, Settlement


def unsettled(name: str, seconds: float) -> Settlement:
    """The settlement of a session's plainest problem, not begun."""
    problems = from_the_plainest(FAMILY[name].session())
    clock = Clock(Budget(seconds, workers=1, reproducible=True))
    return Settlement(Learned(problems[-1], clock, Patterns(problems[-1], clock)), problems[0], Incumbent(clock, None))


@pytest.mark.proof
def test_what_one_worker_does_not_find_is_asked_of_all(monkeypatch):
    def run_(model, clock, *limits, manner=Manner.FULL, **more):
        found = run(model, clock, *limits, manner=manner, **more)
        return (found[0], cp_model.UNKNOWN) if manner is Manner.DECIDED else found

    monkeypatch.setattr("tpplanner.solver.bounds.master.run", run_)
    settlement = unsettled("c-S-ccp-1", 20)
    assert Master(settlement.problem, settlement.patterns, settlement.clock).of_few_juries().assignment is not None


def looked_for(name: str, counted: dict[str, int] | None = None) -> tuple[Settlement, Fewer]:
    """A settlement after candidats were seated one after the other, and fewer days looked for."""
    settlement = unsettled(name, 120)
    clock, last = settlement.clock, settlement.learned.problem
    assert settlement.begin.seated()
    fewer = Fewer(last, settlement.best, clock)
    with clock.part(40):
        fewer.look(Aggregate(last, clock).bounds() if counted is None else counted)
    return settlement, fewer


@cache
def by_turns() -> Settlement:
    """Six candidats of EC after fewer days were looked for: asked for once, whichever tests look at it."""
    return looked_for("c-S-ccp-2")[0]


def called_in(plan: Plan, problem: Problem) -> tuple[int, ...]:
    """How many membres a plan calls each day."""
    days = [{m for c in plan.compositions if c.jour == day.date for m in c.membres} for day in problem.days]
    return tuple(map(len, days))


@pytest.mark.proof
@pytest.mark.parametrize(("name", "looked"), [("a-S-ccp-1", 0), ("a-M-ccp-1", 1)])
def test_fewer_days_are_looked_for_unless_those_of_the_plan_seated_are_proven(
    name: str, looked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four membre-days on two days, as counted; eight on sheets where whole days show seven."""
    asked: list[dict[str, int]] = []
    monkeypatch.setattr(Fewer, "look", lambda _, counted: asked.append(counted))
    assert unsettled(name, 3 if looked else 1).settle() is Settled.OPEN
    assert len(asked) == looked


CALLED = ("a-S-ccp-1", "b-S-ccp-2", "c-S-ccp-2", "a-S-loose-1", "given-S-cda", "b-M-ccp-2")


@pytest.mark.parametrize("name", mostly_proofs(CALLED, "a-S-ccp-1", "given-S-cda"))
def test_the_membres_whom_a_plan_calls_each_day_are_among_those_counted(name: str) -> None:
    settlement = unsettled(name, 60)
    assert settlement.begin.seated()
    within = {n.nom: settlement.values()[n.nom] for n in settlement.bounded[:2]}
    callings, complete = Aggregate(settlement.learned.problem, settlement.clock).callings(within, 100)
    assert complete
    assert settlement.best.plan is not None
    assert called_in(settlement.best.plan, settlement.problem) in callings
    assert len(callings) == len(set(callings))
    n = settlement.problem.session.referentiel.membres_min
    order = [(sum(called % n for called in calling), max(calling)) for calling in callings]
    assert order == sorted(order), "first those in which no jury needs a membre of another, then the smallest days"
    few, told = Aggregate(settlement.learned.problem, settlement.clock).callings(within, len(callings) - 1)
    assert (len(few), told) == (len(callings) - 1, False)


def test_so_many_juries_a_day_share_membres_only_where_they_have_more_seats_than_are_called() -> None:
    problem = from_the_plainest(FAMILY["c-S-ccp-2"].session())[-1]
    assert problem.shared_membres
    alone, by_turns = as_called(problem, (2, 2, 2), (1, 1, 1)), as_called(problem, (2, 3, 0), (1, 3, 0))
    assert [[slot.day for slot in p.slots] for p in (alone, by_turns)] == [[0, 1, 2], [0, 1, 1, 1]]
    assert [slot.index for slot in by_turns.slots] == [0, 1, 2, 3]
    assert (alone.shared_membres, by_turns.shared_membres) == (False, True)


@pytest.mark.proof
def test_before_no_more_juries_than_the_incumbent_has_its_levels_go_down_to_the_bounds_known() -> None:
    """Twelve candidats on one day: two juries, where the problem has two on each of two days."""
    settlement, _ = looked_for("b-M-ccp-1")
    assert [slot.day for slot in settlement.problem.slots] == [0, 0, 1, 1]
    narrow = settlement.narrowest
    assert len({slot.day for slot in narrow.slots}) == 1
    assert (len(narrow.slots), narrow.shared_membres) == (2, False)
    before, heard = settlement.values(), list[object]()
    settlement.best.tell_to = heard.append
    closed = list(before).index("3")
    with settlement.clock.part(10):
        assert settlement.improvement().down_to(narrow, settlement.bounded, closed, {**before, "3": 955})
    after = settlement.values()
    assert (after["1"], after["2"], after["3"]) == (4, 1, 955)
    assert before["3"] > 955
    assert heard == [], "what is a bound there may be none of the session"
    assert check(settlement.problem.session, settlement.best.plan).violations == ()


@pytest.mark.proof
def test_before_juries_that_the_centre_gives_membres_sit_twice_only_if_the_incumbent_has_them_do() -> None:
    """Three juries of three membres, two by two: nobody sits twice where each day has one jury."""
    s = FAMILY["c-S-ccp-2"].session()
    pairs = combinations([m.id for m in s.membres], 2)
    s = replace(s, jurys=tuple(Jury(f"J{i}", pair) for i, pair in enumerate(pairs)))
    plain, problem = from_the_plainest(s)
    assert problem.shared_membres
    clock = Clock(Budget(60, workers=1, reproducible=True))
    best = Incumbent(clock, None)
    assert best.any_plan(WholeModel(plain), 20) in FOUND
    assert best.plan is not None
    assert not as_planned(problem, best.plan).shared_membres
    assert Fewer(problem, best, clock).found_within({"1": 5})
    assert as_planned(problem, best.plan).shared_membres


@pytest.mark.proof
def test_plans_of_few_juries_are_asked_first_to_hear_each_candidat_whole() -> None:
    """Whoever has several chains may be heard by several juries: here nobody is, nor has to be."""
    settlement = by_turns()
    assert settlement.best.plan is not None
    assert costs(settlement)["1"] == 5
    heard_by: dict[str, set[tuple[object, str]]] = {}
    for passage in settlement.best.plan.passages:
        heard_by.setdefault(passage.candidat, set()).update((p.debut.date(), p.jury) for p in passage.parties if p.jury)
    assert all(len(juries) == 1 for juries in heard_by.values())


def test_where_few_juries_have_no_plan_all_the_sets_of_the_membres_called_are_asked() -> None:
    """Each of four candidats is linked with two of the four membres: only another pair each can hear them."""
    kept_away = {"C1": "M1 M2", "C2": "M3 M4", "C3": "M1 M3", "C4": "M2 M4"}
    links = tuple(Lien(c, m, "famille") for c, membres in kept_away.items() for m in membres.split())
    s = session(referentiel(oral("EF", 20)), candidats=4, nb_membres=4, liens=links)
    (*_, problem), clock = from_the_plainest(s), Clock(Budget(60, workers=1, reproducible=True))
    best = Incumbent(clock, None)
    fewer = Fewer(problem, best, clock)
    assert fewer.found_within({"1": 4})
    assert best.plan is not None
    assert {frozenset(c.membres) for c in best.plan.compositions} == {
        frozenset(pair.split()) for pair in ("M3 M4", "M1 M2", "M2 M4", "M1 M3")
    }
    assert fewer.proven == {}
    assert not fewer.found_within({"1": 3})
    assert fewer.proven == {"1": 4}


def costs(settlement: Settlement) -> dict[str, int]:
    """What the plan kept costs; it breaks no rule."""
    assert settlement.best.plan is not None
    assert check(settlement.problem.session, settlement.best.plan).violations == ()
    return dict(measured(settlement.problem.session, settlement.best.plan))


@pytest.mark.proof
def test_three_membres_sit_by_turns_where_six_membre_days_were_five() -> None:
    """Six candidats of EC, quota 2: three juries on three days, or three by turns and one more on two."""
    settlement = by_turns()
    assert settlement.narrowest.shared_membres
    assert (costs(settlement)["1"], costs(settlement)["2"]) == (5, 2)


def test_where_a_plan_takes_what_was_counted_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fewer, "found_within", lambda *_: pytest.fail("fewer days are looked for"))
    settlement, fewer = looked_for("b-S-ccp-1")
    assert fewer.proven == {}
    assert (costs(settlement)["1"], costs(settlement)["2"]) == (2, 1)


@pytest.mark.parametrize("name", mostly_proofs(["a-S-ccp-2", "c-M-ccp-2"], "c-M-ccp-2"))
def test_where_no_juries_are_that_few_the_plan_is_proven_at_that_level(name: str) -> None:
    settlement, fewer = looked_for(name, {"1": 1, "2": 1})
    assert fewer.proven["1"] == costs(settlement)["1"]


@pytest.mark.proof
def test_a_problem_without_sharing_is_left_for_a_plan_of_fewer_days_with_it() -> None:
    settlement = unsettled("c-S-ccp-2", 60)
    with settlement.clock.part(30):
        assert settlement.settle() is Settled.BEYOND
    assert (costs(settlement)["1"], costs(settlement)["2"]) == (5, 2)
    with settlement.clock.part(1):
        assert settlement.settle() is not Settled.BEYOND, "it is looked for once"


@pytest.mark.proof
def test_from_a_plan_of_fewer_days_a_small_problem_is_closed_level_by_level(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plan has fewer membre-days or days; then presence is searched by the whole model, jury-days are not counted."""
    settlement, _ = looked_for("c-S-ccp-2")
    last = Settlement(settlement.learned, settlement.learned.problem, settlement.best)
    before = settlement.best.costs()
    monkeypatch.setattr(Settlement, "count", lambda *_: pytest.fail("jury-days are counted"))
    with settlement.clock.part(2):
        assert last.settle() is Settled.OPEN
    assert (last.bounds["1"], last.bounds["2"]) == (5, 2)
    assert settlement.best.costs() <= before


@pytest.mark.proof
def test_all_bounded_levels_of_membres_by_turns_are_proven() -> None:
    """The least presence, days of candidats and wait of three membres who sit by turns."""
    session = FAMILY["c-S-ccp-2"].session()
    outcome = best_plan(session, Budget(120, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    proven = {borne.niveau: borne.valeur for borne in outcome.bornes if borne.niveau != "5"}
    assert proven == {"1": 5, "2": 2, "2b": 0, "3": 1060, "4a": 6, "4b": 170}
    assert proven.items() <= dict(measured(session, outcome.plan)).items()


def juries(assignment: Assignment, master: Master) -> tuple[Counter[int], set[tuple[int, tuple[int, ...]]]]:
    """How many juries sit on each day, and who sits in each."""
    slots = master.problem.slots
    return Counter(slots[s].day for s in assignment.sitting), set(assignment.sitting.items())


@pytest.mark.parametrize("numbers", [True, pytest.param(False, marks=pytest.mark.proof)])
def test_juries_put_aside_do_not_sit_again(*, numbers: bool) -> None:
    problem = from_the_plainest(FAMILY["c-S-ccp-2"].session())[-1]
    clock = Clock(Budget(60, workers=1, reproducible=True))
    master = Master(problem, Patterns(problem, clock), clock)
    seen = []
    for _ in range(3):
        assignment = master.of_few_juries().assignment
        assert assignment is not None
        seen.append(juries(assignment, master)[0 if numbers else 1])
        master.put_aside(assignment, numbers=numbers)
    assert all(one != other for one, other in combinations(seen, 2))


def test_a_cut_forbids_no_more_than_the_least_that_a_jury_cannot_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    forbid = Cuts.forbid
    problem = from_the_plainest(after_three(6, 4))[-1]
    clock = Clock(Budget(60, workers=1, reproducible=True))
    master = Master(problem, Patterns(problem, clock, costs=False), clock)
    forbidden: list[Key] = []
    monkeypatch.setattr(Cuts, "forbid", lambda cuts, key: forbidden.append(key) or forbid(cuts, key))
    assert master.of_few_juries().assignment is not None
    assert {number for key in forbidden for _, number in key.kinds} == {4}
