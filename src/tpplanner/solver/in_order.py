"""The same plan with candidats who are alike in each other's place: each jury hears them in the order asked for.

Whom a jury hears costs nothing where two candidats have the same passages, minutes and absences: only the order does.
Hours stay as they are, and who takes whose place is a small model of its own, where the whole model would move all at
once. What it finds is a proposal, which the whole model judges.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from ortools.sat.python import cp_model

from tpplanner.domain.plan import Plan
from tpplanner.solver.jury_day import JuryDays
from tpplanner.solver.objective import ranks
from tpplanner.solver.posting import Expr, total
from tpplanner.solver.problem import Applicant, Problem, minute
from tpplanner.solver.run import FOUND, Clock, run

SECONDS = 1.0


_JuryOfDay = tuple[date, str]


@dataclass(slots=True)
class _Place:
    """What one candidat has in a plan: the juries that hear him, when he enters each, and their membres (by id)."""

    holder: Applicant
    entries: dict[_JuryOfDay, int] = field(default_factory=dict)
    membres: set[str] = field(default_factory=set)


Places = dict[int, int]
"""Whose place each candidat takes, both by index; his own, mostly."""


def places_in_order(problem: Problem, jury_days: JuryDays, plan: Plan, clock: Clock) -> Places | None:
    """Whose place each takes in a plan, so that as few as may be are heard against the order asked for.

    None where nobody has to move, or no better places are found in a second.
    """
    places = _places(problem, plan)
    takers = _takers(problem, jury_days, places)
    model = cp_model.CpModel()
    takes = {(p, a.index): model.new_bool_var("") for p, able in enumerate(takers) for a in able}
    for p, able in enumerate(takers):
        model.add_exactly_one(takes[p, a.index] for a in able)
    for applicant, taken in _by_applicant(takers).items():
        model.add_exactly_one(takes[p, applicant] for p in taken)
    rank = ranks(problem)
    held = [total(rank[a.index] * takes[p, a.index] for a in able) for p, able in enumerate(takers)]
    model.minimize(total(_inverted(model, held, one, other) for one, other in _one_after_the_other(places)))
    for (p, a), literal in takes.items():
        model.add_hint(literal, a == places[p].holder.index)
    solver, status = run(model, clock, SECONDS)
    if status not in FOUND:
        return None
    chosen = {a: places[p].holder.index for (p, a), literal in takes.items() if solver.boolean_value(literal)}
    return None if all(a == holder for a, holder in chosen.items()) else chosen


def _by_applicant(takers: list[list[Applicant]]) -> dict[int, list[int]]:
    """The places that each candidat (index) may take."""
    able: dict[int, list[int]] = {}
    for place, applicants in enumerate(takers):
        for applicant in applicants:
            able.setdefault(applicant.index, []).append(place)
    return able


def renamed(problem: Problem, plan: Plan, places: Places) -> Plan:
    """The plan with each candidat in the place that he takes; nobody's where it is nobody's."""
    return plan.echange({problem.applicants[holder].id: problem.applicants[a].id for a, holder in places.items()})


def exchanged(problem: Problem, places: Places) -> Problem:
    """The problem of a plan's juries, each candidat before those of the one whose place he takes."""
    units, tasks = list(problem.units), list(problem.tasks)
    for one, other in ((problem.applicants[a], problem.applicants[b]) for a, b in places.items()):
        for u, v in zip(one.units, other.units, strict=True):
            units[u] = replace(units[u], juries=problem.units[v].juries)
        for t, s in zip(one.tasks, other.tasks, strict=True):
            tasks[t] = replace(tasks[t], day=problem.tasks[s].day)
    return replace(problem, units=tuple(units), tasks=tuple(tasks))


def _places(problem: Problem, plan: Plan) -> list[_Place]:
    """The place of each candidat, in the order of the problem."""
    places = {a.id: _Place(a) for a in problem.applicants}
    sitting: dict[_JuryOfDay, set[str]] = defaultdict(set)
    for composition in plan.compositions:
        sitting[composition.jour, composition.jury].update(composition.membres)
    for passage in plan.passages:
        for part in passage.suivies:
            place, jury_day = places[passage.candidat], (part.debut.date(), part.jury)
            entered = minute(part.debut)
            place.entries[jury_day] = min(entered, place.entries.get(jury_day, entered))
            place.membres |= sitting[jury_day]
    return list(places.values())


def _takers(problem: Problem, jury_days: JuryDays, places: list[_Place]) -> list[list[Applicant]]:
    """Who may have each place: those like its holder who have no link to a membre of its juries."""
    alike: dict[object, list[Applicant]] = defaultdict(list)
    for applicant in problem.applicants:
        alike[_likeness(problem, jury_days, applicant)].append(applicant)
    linked = {(a, problem.people[p].id) for a, p in problem.links}
    return [
        [
            a
            for a in alike[_likeness(problem, jury_days, place.holder)]
            if a is place.holder or not any((a.index, membre) in linked for membre in place.membres)
        ]
        for place in places
    ]


def _likeness(problem: Problem, jury_days: JuryDays, applicant: Applicant) -> object:
    """What candidats who may have each other's place have in common: all that any rule knows of them but links."""
    fiche = applicant.fiche
    kinds = tuple(jury_days.kind_of(applicant, day.index, frozenset()) for day in problem.days)
    who = (fiche.formateurs, fiche.aide, fiche.salle_a_part, fiche.salle_accessible)
    return kinds, who, applicant.weight


def _one_after_the_other(places: list[_Place]) -> list[tuple[int, int]]:
    """The pairs of places before one jury on one day, the first entered first."""
    pairs = []
    for (p, one), (q, other) in combinations(enumerate(places), 2):
        for jury_day in one.entries.keys() & other.entries.keys():
            if one.entries[jury_day] != other.entries[jury_day]:
                pairs.append((p, q) if one.entries[jury_day] < other.entries[jury_day] else (q, p))
    return pairs


def _inverted(model: cp_model.CpModel, held: list[Expr], first: int, second: int) -> cp_model.IntVar:
    """Whether whoever has the first of two places comes after the other in the order asked for."""
    inverted = model.new_bool_var("")
    model.add(held[first] <= held[second]).only_enforce_if(~inverted)
    return inverted
