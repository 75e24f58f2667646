"""Names given to jury-days that were counted without them."""

from functools import cache

import pytest
from benchmarks.sessions import FAMILY

from proofs import mostly_proofs
from small_sessions import links, small
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import nameable, with_names
from tpplanner.solver.bounds.counting import Counted, Counting
from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import compile_session, unshared
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Clock

SAMPLE = ("R01-tiers-temps-dwwm", "R07-limite-du-soir-cda", "a-S-loose-1", "c-S-tight-3", "a-M-loose-1", "c-L-loose-1")
"""Sessions of several sizes, with links, absences and majorations, whose levels counting closes."""

SIZES = mostly_proofs(SAMPLE, "R01-tiers-temps-dwwm", "c-S-tight-3")


@cache
def counted_and_named(session: Session) -> tuple[Problem, Counted, Assignment | None]:
    """A session where nobody sits in two juries a day, what counting says of it, and names for that."""
    problem = unshared(compile_session(session))
    clock = Clock(Budget(seconds=20, workers=1, reproducible=True))
    patterns = Patterns(problem, clock)
    *_, counted = Counting(problem, patterns, clock).close()
    assert nameable(problem, counted), "these jury-days are named without the master"
    return problem, counted, with_names(problem, patterns, counted, clock)


@pytest.mark.parametrize("name", SIZES)
def test_everybody_is_heard_once_by_membres_who_are_there_and_do_not_know_him(name: str) -> None:
    problem, counted, assignment = counted_and_named(FAMILY[name].session())
    assert assignment is not None
    assert sorted(problem.units[u].candidat for u in assignment.hears) == [a.index for a in problem.applicants]
    for slot, membres in assignment.sitting.items():
        day = problem.days[problem.slots[slot].day]
        low, high = assignment.keys[slot].window
        assert len(membres) == problem.slots[slot].least
        for membre in membres:
            person = problem.people[membre]
            assert person.habilite[day.index]
            assert not any(start < high and low < end for start, end in problem.unavailable(person, day))
            assert not any((a, membre) in problem.links for a in assignment.heard[slot])
    for day in problem.days:
        sitting = [p for s, membres in assignment.sitting.items() if problem.slots[s].day == day.index for p in membres]
        assert len(sitting) == len(set(sitting)), "nobody sits in two juries of a day"
    assert len(assignment.sitting) == len(counted.jury_days)


@pytest.mark.parametrize("name", SIZES)
def test_the_juries_of_a_day_are_numbered_by_the_first_candidat_whom_they_hear(name: str) -> None:
    # as the model of these juries numbers them: else it could not say the plan that they make
    problem, _, assignment = counted_and_named(FAMILY[name].session())
    assert assignment is not None
    for day in problem.days:
        here = [s.index for s in problem.slots_of(day.index) if s.index in assignment.heard]
        firsts = [min(assignment.heard[s]) for s in here]
        assert firsts == sorted(firsts)


@pytest.mark.parametrize("name", SIZES)
def test_each_jury_hears_the_kinds_that_were_counted_in_the_order_of_its_key(name: str) -> None:
    problem, counted, assignment = counted_and_named(FAMILY[name].session())
    assert assignment is not None
    patterns = Patterns(problem, Clock(Budget(seconds=1)))
    for slot, heard in assignment.heard.items():
        in_order = [kind for kind, count in assignment.keys[slot].kinds for _ in range(count)]
        day = problem.slots[slot].day
        assert all(patterns.may_be(problem.applicants[a], day, k) for a, k in zip(heard, in_order, strict=True))
    told = sorted((problem.slots[s].day, sum(n for _, n in key.kinds)) for s, key in assignment.keys.items())
    assert told == sorted((j.day, sum(n for _, n in j.key.kinds)) for j in counted.jury_days)


def test_links_that_leave_one_pair_of_membres_leave_one_way() -> None:
    everybody = small(candidats=2, nb_membres=4)
    known = links(everybody, "C1 M1", "C1 M2", "C2 M1", "C2 M2")
    problem, _, assignment = counted_and_named(known)
    assert assignment is not None
    assert {problem.people[p].id for membres in assignment.sitting.values() for p in membres} == {"M3", "M4"}


def test_links_with_all_but_one_membre_leave_no_way() -> None:
    everybody = small(candidats=2, nb_membres=4)
    known = links(everybody, "C1 M1", "C1 M2", "C1 M3")
    assert counted_and_named(known)[2] is None
