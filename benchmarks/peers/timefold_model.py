"""The model in Timefold's words: juries of a day, each with the list of whom it hears, and what such a day comes to.

Its compiler turns a part of Python into Java: short functions on whole numbers and lists are what it runs well, each
called by a lambda of as many arguments as the stream has. A function whose jumps need more than a byte is left to
Python, a thousand times slower, without a word. The hours of a jury's day follow from its list.
"""

# ruff: noqa: ARG005, PLW0108 - the lambdas that the streams ask for

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningListVariable,
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

FREE = 20
"""Minutes that make a break."""

FAULTS, BEGINS, ENDS, INSIDE, HOURS = 0, 1, 2, 3, 4
"""What `laid_out` tells, by place: faults, first and last minute, break inside, then each reading and entry."""

REACHED, SINCE, EATEN, MEAL, WRONG = 0, 1, 2, 3, 4
"""What a day under way knows, by place: the minute reached, since when without a break, lunch, faults."""


@dataclass
class Hearing:
    """A candidat's block: what his jury does on him before he enters and from then on, and when he may enter."""

    id: Annotated[int, PlanningId]
    reading: int
    before: int
    after: int
    weight: int
    doors: list[list[int]]
    written: list[int]
    barred: list[int]
    wait_weight: int
    eaten: list[int]
    minutes: int
    pause: int
    stay_kind: int
    stay_from: int
    stay_length: int
    posts: int


@planning_entity
@dataclass
class Desk:
    """A jury that may sit on a day, with the lengths that it goes by, and whom it hears, in order."""

    id: Annotated[int, PlanningId]
    day: int
    low: int
    high: int
    lunch_from: int
    lunch_to: int
    accueil: int
    cloture: int
    clashes: list[int]
    cost: int
    jury_rooms: int
    written_on: bool
    pause: int
    limit: int
    late: int
    quota: int
    step: int
    midday: int
    midday_from: int
    midday_to: int
    wait_unit: int
    hearings: Annotated[list[Hearing], PlanningListVariable] = field(default_factory=list)
    late_by: Annotated[int | None, PlanningVariable(value_range_provider_refs=["delays"])] = field(default=0)


@planning_solution
@dataclass
class Days:
    """All hearings and desks."""

    hearings: Annotated[list[Hearing], ProblemFactCollectionProperty, ValueRangeProvider]
    delays: Annotated[list[int], ValueRangeProvider(id="delays")]
    desks: Annotated[list[Desk], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


def door(hearing: Hearing, day: int, after: int) -> int:
    """The first minute from then on at which he may enter that day; -1 if there is none."""
    doors = hearing.doors[day]
    i = 0
    while i < len(doors):
        if after <= doors[i + 1]:
            return max(after, doors[i])
        i += 2
    return -1


def entry_at(hearing: Hearing, day: int, after: int, late: int, known: list[int]) -> int:
    """When he enters, from then on; where he may not, at once, with a fault."""
    entry = door(hearing, day, after)
    if entry < 0:
        known[WRONG] += FAULT + 2 * max(0, after + hearing.after - late)
        return after
    return entry


def begun(desk: Desk, hearing: Hearing, work: int, known: list[int]) -> int:
    """The entry of the first: the accueil is just before what must be done before him."""
    entry = entry_at(hearing, desk.day, known[REACHED] + work, desk.high, known)
    known[SINCE] = entry - work
    if known[SINCE] - desk.accueil >= desk.lunch_from + desk.pause:
        known[EATEN] = 1
    return entry


def gone_on(desk: Desk, hearing: Hearing, work: int, known: list[int]) -> int:
    """The entry of the next, with lunch before him if there would be none after, or a short break where it is due."""
    entry = entry_at(hearing, desk.day, known[REACHED] + work, desk.high, known)
    rested(entry - work, known)
    ends = entry + hearing.after
    must_eat = max(ends, desk.lunch_from) + desk.pause > desk.lunch_to
    too_long = ends - known[SINCE] > desk.limit and known[REACHED] + desk.pause > desk.lunch_from
    if known[EATEN] == 0 and (must_eat or too_long):
        begins = max(known[REACHED], desk.lunch_from)
        known[WRONG] += max(0, begins + desk.pause - desk.lunch_to)
        known[REACHED] = begins + desk.pause
        known[EATEN] = 1
        known[MEAL] = desk.pause
        entry = entry_at(hearing, desk.day, known[REACHED] + work, desk.high, known)
        known[SINCE] = entry - work
        ends = entry + hearing.after
    if ends - known[SINCE] > desk.limit and known[REACHED] > known[SINCE]:
        later = door(hearing, desk.day, known[REACHED] + FREE + work)
        if later >= 0:
            entry = later
            known[SINCE] = entry - work
    return entry


def rested(begins: int, known: list[int]) -> None:
    """Twenty minutes in which nothing is to be done are a break."""
    if begins - known[REACHED] >= FREE:
        known[SINCE] = begins


def laid_out(desk: Desk, ahead: int, not_before: int) -> list[int]:
    """A jury's day in the order of its list: each as soon as may be, `ahead` files read first, lunch when it falls.

    `not_before` is the minute before which its accueil does not begin.
    """
    told = [0, 0, 0, 0]
    known = [not_before + desk.accueil, not_before, 0, 0, 0]
    rank = 0
    while rank < len(desk.hearings):
        hear(desk, rank, ahead, told, known)
        rank += 1
    told[ENDS] = known[REACHED] + desk.cloture
    told[INSIDE] = known[MEAL]
    told[FAULTS] = known[WRONG] + max(0, told[ENDS] - desk.high)
    if known[EATEN] == 0:
        told[FAULTS] += max(0, max(known[REACHED], desk.lunch_from) + desk.pause - desk.lunch_to)
    return told


def hear(desk: Desk, rank: int, ahead: int, told: list[int], known: list[int]) -> None:
    """One more: when his file is read and when he enters."""
    hearing = desk.hearings[rank]
    work = hearing.before
    if rank == 0:
        work = hearing.before + ahead * hearing.reading
        entry = begun(desk, hearing, work, known)
        told[BEGINS] = known[SINCE] - desk.accueil
        told.append(entry - work)
    elif rank < ahead:
        entry = gone_on(desk, hearing, work, known)
        told.append(told[HOURS] + rank * hearing.reading)
    else:
        work = hearing.before + hearing.reading
        entry = gone_on(desk, hearing, work, known)
        told.append(entry - work)
    told.append(entry)
    known[REACHED] = entry + hearing.after
    # one candidat alone may take longer
    if known[SINCE] < entry - work or (rank == 0 and ahead > 1):
        known[WRONG] += max(0, known[REACHED] - known[SINCE] - desk.limit)


def length(day: list[int]) -> int:
    """The minutes of a jury's day, less the lunch inside."""
    return day[ENDS] - day[BEGINS] - day[INSIDE]


def presence(desk: Desk, day: list[int]) -> int:
    """A jury's presence: its length in whole steps, and some minutes for being there over midday."""
    steps = (length(day) + desk.step - 1) // desk.step * desk.step
    if day[BEGINS] < desk.midday_to and day[ENDS] > desk.midday_from:
        return steps + desk.midday
    return steps


def better(one: list[int], other: list[int]) -> list[int]:
    """The one of fewer faults, then the shorter."""
    if other[FAULTS] < one[FAULTS]:
        return other
    if other[FAULTS] == one[FAULTS] and length(other) < length(one):
        return other
    return one


def best_day(desk: Desk) -> list[int]:
    """The best of a few ways to lay out a day: more files read first, then begun as much later as somebody waits."""
    worked = desk.accueil + desk.cloture
    for hearing in desk.hearings:
        worked += hearing.reading + hearing.before + hearing.after
    best = laid_out(desk, 1, desk.low + desk.late_by)
    day = best
    ahead = 1
    while ahead <= len(desk.hearings):
        if best[FAULTS] == 0 and length(best) <= worked:
            return best
        if ahead > 1:
            day = laid_out(desk, ahead, desk.low + desk.late_by)
            best = better(best, day)
        idle = length(day) - worked
        if idle > 0:
            best = better(best, laid_out(desk, ahead, day[BEGINS] + idle))
        ahead += 1
    return best


def faults(desk: Desk, day: list[int]) -> int:
    """By how much a jury's day breaks the rules."""
    heard = 0
    linked = 0
    for hearing in desk.hearings:
        heard += hearing.weight
        if desk.id in hearing.barred:
            linked += FAULT
    crowd = FAULT + heard - desk.quota if heard > desk.quota else 0
    return day[FAULTS] + crowd + linked


def costs(desk: Desk, day: list[int]) -> int:
    """What a jury's day costs: its presence, its late hours, its candidats' own time."""
    own = 0
    place = HOURS + 1
    for hearing in desk.hearings:
        own += waited(hearing, desk.day, day[place], desk.wait_unit)
        own += desk.wait_unit * max(0, day[place] + hearing.minutes - desk.late)
        place += 2
    return desk.wait_unit * (PRESENCE * presence(desk, day) + max(0, day[ENDS] - desk.late)) + own


def waited(hearing: Hearing, day: int, entry: int, unit: int) -> int:
    """What a candidat waits after his papers of that day, less his break; or a day more."""
    written = hearing.written[day]
    if written == 0:
        return EXTRA_DAY * unit
    rest = hearing.pause if entry >= hearing.eaten[day] else 0
    return hearing.wait_weight * max(0, entry - written - rest)


def stays(desk: Desk, day: list[int]) -> list[int]:
    """The stays of a jury's candidats on posts, four numbers each: which posts, from, to, how many they are."""
    told = []
    place = HOURS + 1
    for hearing in desk.hearings:
        if hearing.stay_kind >= 0:
            told.append(hearing.stay_kind)
            told.append(day[place] + hearing.stay_from)
            told.append(day[place] + hearing.stay_from + hearing.stay_length)
            told.append(hearing.posts)
        place += 2
    return told


def crowded(juries: list[list[int]]) -> int:
    """How many too many are on the posts of a day, as each arrives."""
    found = 0
    for mine in juries:
        i = 0
        while i < len(mine):
            there = 0
            for others in juries:
                there += at_once(others, mine[i], mine[i + 1])
            found += max(0, there - mine[i + 3])
            i += 4
    return FAULT * found


def at_once(jury: list[int], kind: int, moment: int) -> int:
    """How many of a jury's candidats are on those posts then."""
    there = 0
    i = 0
    while i < len(jury):
        if jury[i] == kind and jury[i + 1] <= moment < jury[i + 2]:
            there += 1
        i += 4
    return there


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Every rule that a planning must hold to, then what it costs."""
    hard, medium, soft = HardMediumSoftScore.ONE_HARD, HardMediumSoftScore.ONE_MEDIUM, HardMediumSoftScore.ONE_SOFT
    sitting = factory.for_each(Desk).filter(lambda desk: len(desk.hearings) > 0)
    laid = sitting.expand(lambda desk: best_day(desk))
    return [
        laid.penalize(hard, lambda desk, day: faults(desk, day)).as_constraint("a jury's day"),
        laid.penalize(soft, lambda desk, day: costs(desk, day)).as_constraint("presence, and the candidats' own time"),
        laid.group_by(
            lambda desk, day: desk.day,
            ConstraintCollectors.to_list(lambda desk, day: stays(desk, day)),
        )
        .penalize(hard, lambda day, juries: crowded(juries))
        .as_constraint("posts"),
        factory.for_each_unique_pair(Desk, Joiners.equal(lambda desk: desk.day))
        .filter(lambda a, b: len(a.hearings) > 0 and len(b.hearings) > 0 and b.id in a.clashes)
        .penalize(hard, lambda a, b: FAULT)
        .as_constraint("a membre in one jury a day"),
        sitting.group_by(lambda desk: desk.day, lambda desk: desk.jury_rooms, ConstraintCollectors.count())
        .filter(lambda day, rooms, n: n > rooms)
        .penalize(hard, lambda day, rooms, n: FAULT * (n - rooms))
        .as_constraint("a room a jury"),
        sitting.penalize(medium, lambda desk: desk.cost).as_constraint("membre-days"),
        sitting.filter(lambda desk: not desk.written_on)
        .group_by(lambda desk: desk.day)
        .penalize(medium, lambda day: 1)
        .as_constraint("days"),
    ]
