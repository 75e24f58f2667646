"""The model in Timefold's words: hearings and lunches, and the constraints on them, which Timefold compiles to Java.

Its compiler knows a part of Python: short functions on whole numbers are what it runs well, each called by a lambda of
as many arguments as the stream has.
"""

# ruff: noqa: ARG005, PLW0108 - the lambdas that the streams ask for

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)

PRESENCE = 1_000
"""What a minute of a jury costs, in minutes of a candidat."""

EXTRA_DAY = 200
"""What coming on a day more costs a candidat, in minutes of waiting."""

FAULT = 60
"""What a rule that has no minutes costs when it is broken."""


@dataclass
class Desk:
    """A jury that may sit on a day, with the lengths that it goes by."""

    id: Annotated[int, PlanningId]
    day: int
    low: int
    high: int
    lunch_from: int
    lunch_to: int
    clashes: list[int]
    cost: int
    jury_rooms: int
    written_on: bool
    pause: int
    limit: int
    late: int
    quota: int


@planning_entity
@dataclass
class Hearing:
    """A candidat's block: before which jury, and the minute at which he enters."""

    id: Annotated[int, PlanningId]
    before: int
    after: int
    weight: int
    doors: list[list[int]]
    written: list[int]
    barred: list[int]
    stay_kind: int
    stay_from: int
    stay_length: int
    posts: int
    desk: Annotated[Desk | None, PlanningVariable] = field(default=None)
    entry: Annotated[int | None, PlanningVariable] = field(default=None)


@planning_entity
@dataclass
class Lunch:
    """A jury's break."""

    id: Annotated[int, PlanningId]
    desk: Desk
    start: Annotated[int | None, PlanningVariable(value_range_provider_refs=["midday"])] = field(default=None)


@planning_solution
@dataclass
class Days:
    """All hearings, lunches and desks."""

    desks: Annotated[list[Desk], ProblemFactCollectionProperty, ValueRangeProvider]
    minutes: Annotated[list[int], ValueRangeProvider]
    midday: Annotated[list[int], ValueRangeProvider(id="midday")]
    hearings: Annotated[list[Hearing], PlanningEntityCollectionProperty]
    lunches: Annotated[list[Lunch], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


def shut(hearing: Hearing) -> int:
    """How many minutes away the nearest hour is at which he may enter that day; a fault if there is none."""
    doors = hearing.doors[hearing.desk.day]
    entry = hearing.entry
    nearest = 2000
    i = 0
    while i < len(doors):
        if doors[i] <= entry <= doors[i + 1]:
            return 0
        nearest = min(nearest, abs(doors[i] - entry), abs(doors[i + 1] - entry))
        i += 2
    return FAULT + nearest


def outside(hearing: Hearing) -> int:
    """The minutes of a block outside its jury's day."""
    desk = hearing.desk
    return max(0, desk.low - hearing.entry + hearing.before) + max(0, hearing.entry + hearing.after - desk.high)


def overlap(one: Hearing, other: Hearing) -> int:
    """The minutes that two blocks have in common."""
    ends = min(one.entry + one.after, other.entry + other.after)
    return ends - max(one.entry - one.before, other.entry - other.before)


def eating(hearing: Hearing, lunch: Lunch) -> int:
    """The minutes by which a block takes from lunch, or lies too far from it."""
    begins = hearing.entry - hearing.before
    ends = hearing.entry + hearing.after
    back = lunch.start + lunch.desk.pause
    if begins < back and ends > lunch.start:
        return min(ends, back) - max(begins, lunch.start)
    if ends <= lunch.start:
        return max(0, lunch.start - begins - lunch.desk.limit)
    return max(0, ends - back - lunch.desk.limit)


def own_time(hearing: Hearing) -> int:
    """What the hour costs the candidat."""
    written = hearing.written[hearing.desk.day]
    return EXTRA_DAY if written == 0 else max(0, hearing.entry - written)


def presence(desk: Desk, begins: int, ends: int) -> int:
    """What a jury's day costs."""
    inside = begins < desk.lunch_from + desk.pause and ends > desk.lunch_to
    length = ends - begins - desk.pause if inside else ends - begins
    return PRESENCE * length + max(0, ends - desk.late)


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Every rule that a planning must hold to, then what it costs."""
    return [*of_hearings(factory), *of_juries(factory), *of_costs(factory)]


def of_hearings(factory: ConstraintFactory) -> list[Constraint]:
    """The rules on a candidat's hour."""
    hard = HardMediumSoftScore.ONE_HARD
    return [
        factory.for_each(Hearing).penalize(hard, lambda h: shut(h)).as_constraint("an hour that suits"),
        factory.for_each(Hearing).penalize(hard, lambda h: outside(h)).as_constraint("within the day"),
        factory.for_each(Hearing)
        .filter(lambda h: h.desk.id in h.barred)
        .penalize(hard, lambda h: FAULT)
        .as_constraint("links"),
        factory.for_each(Hearing)
        .filter(lambda h: h.stay_kind >= 0)
        .join(
            Hearing,
            Joiners.equal(lambda h: h.desk.day),
            Joiners.equal(lambda h: h.stay_kind),
            Joiners.filtering(
                lambda h, o: o.entry + o.stay_from <= h.entry + h.stay_from < o.entry + o.stay_from + o.stay_length
            ),
        )
        .group_by(lambda h, o: h, ConstraintCollectors.count_bi())
        .filter(lambda h, n: n > h.posts)
        .penalize(hard, lambda h, n: FAULT * (n - h.posts))
        .as_constraint("posts"),
    ]


def of_juries(factory: ConstraintFactory) -> list[Constraint]:
    """The rules on a jury's day."""
    hard = HardMediumSoftScore.ONE_HARD
    return [
        factory.for_each_unique_pair(
            Hearing,
            Joiners.equal(lambda h: h.desk.id),
            Joiners.overlapping(lambda h: h.entry - h.before, lambda h: h.entry + h.after),
        )
        .penalize(hard, lambda a, b: overlap(a, b))
        .as_constraint("one at a time"),
        factory.for_each(Hearing)
        .join(Lunch, Joiners.equal(lambda h: h.desk.id, lambda lunch: lunch.desk.id))
        .penalize(hard, lambda h, lunch: eating(h, lunch))
        .as_constraint("lunch"),
        factory.for_each(Lunch)
        .filter(
            lambda lunch: lunch.start + lunch.desk.pause > lunch.desk.lunch_to or lunch.start < lunch.desk.lunch_from
        )
        .penalize(hard, lambda lunch: FAULT)
        .as_constraint("lunch at midday"),
        factory.for_each(Hearing)
        .group_by(lambda h: h.desk, ConstraintCollectors.sum(lambda h: h.weight))
        .filter(lambda desk, weight: weight > desk.quota)
        .penalize(hard, lambda desk, weight: FAULT)
        .as_constraint("quota"),
        factory.for_each_unique_pair(Hearing, Joiners.equal(lambda h: h.desk.day))
        .filter(lambda a, b: b.desk.id in a.desk.clashes)
        .penalize(hard, lambda a, b: FAULT)
        .as_constraint("a membre in one jury a day"),
        factory.for_each(Hearing)
        .group_by(
            lambda h: h.desk.day,
            lambda h: h.desk.jury_rooms,
            ConstraintCollectors.count_distinct(lambda h: h.desk),
        )
        .filter(lambda day, rooms, n: n > rooms)
        .penalize(hard, lambda day, rooms, n: FAULT * (n - rooms))
        .as_constraint("a room a jury"),
    ]


def of_costs(factory: ConstraintFactory) -> list[Constraint]:
    """What a planning costs."""
    return [
        factory.for_each(Hearing)
        .group_by(lambda h: h.desk)
        .penalize(HardMediumSoftScore.ONE_MEDIUM, lambda desk: desk.cost)
        .as_constraint("membre-days"),
        factory.for_each(Hearing)
        .filter(lambda h: not h.desk.written_on)
        .group_by(lambda h: h.desk.day)
        .penalize(HardMediumSoftScore.ONE_MEDIUM)
        .as_constraint("days"),
        factory.for_each(Hearing)
        .group_by(
            lambda h: h.desk,
            ConstraintCollectors.min(lambda h: h.entry - h.before),
            ConstraintCollectors.max(lambda h: h.entry + h.after),
        )
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda desk, begins, ends: presence(desk, begins, ends))
        .as_constraint("presence"),
        factory.for_each(Hearing)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda h: own_time(h))
        .as_constraint("the candidat's own time"),
    ]
