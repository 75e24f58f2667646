"""One jury's day by trying everything: what comes after what, minute after minute of the grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd

Span = tuple[int, int]
Cost = tuple[int, int]
"""Minutes of the jury's presence, then minutes that candidats wait (and that the jury works late)."""

FREE = 20
"""The free minutes that break a stretch of work."""

ANY_WAIT = 1_000_000_000
"""More than anybody waits."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """The session's lengths, in minutes, with the step of its grid."""

    step: int
    accueil: int
    cloture: int
    battement: int
    pause: int
    limit: int
    late: int
    """the minute after which the jury works late"""
    late_weight: int
    """what a minute later than that costs"""
    midday: Span
    at_midday: int
    """what it costs to be there over midday"""

    @property
    def grain(self) -> int:
        """What every presence is a multiple of."""
        return gcd(self.step, self.at_midday)


@dataclass(frozen=True, slots=True)
class Work:
    """Something that the jury does about a candidat before it sees him: its name, its minutes, from when on."""

    name: str
    minutes: int
    release: int = 0


@dataclass(frozen=True, slots=True)
class Hearing:
    """A candidat before the jury: when it begins to watch, when it has deliberated, how long he waits that day.

    `passages` are the starts of his épreuves.
    """

    start: int
    end: int
    wait: int
    passages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Entrant:
    """A candidat as the jury's day has him."""

    id: str
    works: tuple[Work, ...]
    hearings: tuple[Hearing, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Something done: a work or a hearing of a candidat, the pause, and when."""

    start: int
    end: int
    candidat: str = ""
    work: str = ""
    hearing: Hearing | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A jury's day: from when to when, its things in order, what it costs."""

    start: int
    end: int
    done: tuple[Done, ...]
    cost: Cost

    @property
    def pause(self) -> Span | None:
        """Its pause, where it lies between two things."""
        return next(((d.start, d.end) for d in self.done if not d.candidat), None)

    def seen(self) -> object:
        """What of it concerns anybody but the jury."""
        hearings = frozenset((d.candidat, d.hearing) for d in self.done if d.hearing)
        return self.start, self.end, self.pause, hearings


State = tuple[int, int, int, int, int, bool, bool]
"""Where a jury stands: the minute, what is done (bits), since when it works and for whom, how long it has been idle.

It works since `RESTED` after free minutes enough, since `WELCOMED` after its accueil; for one candidat (rank) or for
`SEVERAL`. Then its lunch, which is behind it too where it came after it, and whether it came before midday was over.
"""

RESTED, WELCOMED, SEVERAL = -1, -2, -1

Step = tuple[Cost, Done | None, State]


class JuryDay:
    """All the days of one jury that hears these candidats within these hours.

    `half`: it is a morning or an afternoon, with the pause outside (its membres sit elsewhere in the other). What the
    jury does has the same length in any order: a day costs `work` and what it is idle besides, its pause left out.
    """

    def __init__(
        self, lengths: Lengths, hours: Span, lunch: Span, entrants: tuple[Entrant, ...], *, half: bool = False
    ) -> None:
        self.of, self.hours, self.lunch, self.entrants, self.half = lengths, hours, lunch, entrants, half
        bits = iter(range(99))
        self.works = [[(1 << next(bits), work) for work in e.works] for e in entrants]
        self.heard = [1 << next(bits) for _ in entrants]
        self.all_heard = sum(self.heard)
        self.shortest = [min((h.end - h.start for h in e.hearings), default=0) for e in entrants]
        self.work = lengths.accueil + lengths.cloture + sum(self.shortest)
        self.work += sum(w.minutes for e in entrants for w in e.works)
        self.by_start = [self._by_start(e) for e in entrants]
        self.twins = [self._twin(i) for i in range(len(entrants))]
        self._least: dict[State, Cost] = {}
        self._more_than: dict[State, int] = {}

    @staticmethod
    def _by_start(entrant: Entrant) -> dict[int, list[Hearing]]:
        starts: dict[int, list[Hearing]] = {}
        for hearing in entrant.hearings:
            starts.setdefault(hearing.start, []).append(hearing)
        return starts

    def _twin(self, i: int) -> int | None:
        """The last candidat before that one whom nothing tells apart from him: then both take their turns in order."""
        alike = [
            (e.works, e.hearings) == (self.entrants[i].works, self.entrants[i].hearings) for e in self.entrants[:i]
        ]
        return max((j for j, same in enumerate(alike) if same), default=None)

    # Beginnings and ends

    def _beginnings(self) -> Iterator[tuple[int, State]]:
        low, high = self.hours
        for start in range(-(-low // self.of.step) * self.of.step, high, self.of.step):
            early, lunch = start < self.of.midday[1], start >= self.lunch[0] + self.of.pause
            yield start, (start + self.of.accueil, 0, WELCOMED, SEVERAL, 0, lunch, early)

    def _ending(self, state: State) -> Cost | None:
        """What it costs to end now, over midday and late; None where it may not."""
        now, done, _, _, _, lunch, early = state
        end = now + self.of.cloture
        # who leaves after the clôture needs no lunch for it
        over = end if self.half else now
        rested = lunch or over <= self.lunch[1] - self.of.pause
        if done & self.all_heard != self.all_heard or end > self.hours[1] or not rested:
            return None
        return (
            self.of.at_midday * (self.half or (early and end > self.of.midday[0])),
            self.of.late_weight * max(0, end - self.of.late),
        )

    # One thing after the other

    def _steps(self, state: State) -> Iterator[Step]:
        now, done, since, whom, idle, lunch, early = state
        yield from self._works(state)
        if idle >= self.of.battement or since == RESTED:
            yield from self._hearings(state)
        if not (lunch or self.half) and self.lunch[0] <= now <= self.lunch[1] - self.of.pause:
            end = now + self.of.pause
            yield (0, 0), Done(now, end), (end, done, RESTED, SEVERAL, 0, True, early)
        if now + self.of.step < self.hours[1]:
            more = min(FREE, idle + self.of.step)
            since, whom = (RESTED, SEVERAL) if more == FREE else (since, whom)
            yield (self.of.step, 0), None, (now + self.of.step, done, since, whom, more, lunch, early)

    def _works(self, state: State) -> Iterator[Step]:
        now, done, *_ = state
        for i, works in enumerate(self.works):
            twin = self.twins[i]
            for w, (bit, work) in enumerate(works):
                in_turn = twin is None or done & self.works[twin][w][0]
                if in_turn and not done & bit and work.release <= now:
                    after = self._after(state, i, bit, now + work.minutes)
                    if after is not None:
                        yield (0, 0), Done(now, after[0], self.entrants[i].id, work.name), after

    def _hearings(self, state: State) -> Iterator[Step]:
        """Those that begin now: what lunch hides of the battement before is no less present for that."""
        now, done, _, _, idle, *_ = state
        hidden = max(0, self.of.battement - idle)
        for i, bit in enumerate(self.heard):
            twin = self.twins[i]
            in_turn = twin is None or done & self.heard[twin]
            if in_turn and not done & bit and all(done & b for b, _ in self.works[i]):
                for hearing in self.by_start[i].get(now, ()):
                    after = self._after(state, i, bit, hearing.end)
                    if after is not None:
                        cost = hearing.end - now - self.shortest[i] + hidden, hearing.wait
                        yield cost, Done(now, hearing.end, self.entrants[i].id, "", hearing), after

    def _after(self, state: State, i: int, bit: int, end: int) -> State | None:
        """Where a thing for a candidat leads that ends then; nowhere where the jury would work too long for several."""
        now, done, since, whom, _, lunch, early = state
        since, whom = (now, i) if since in (RESTED, WELCOMED) else (since, i if whom == i else SEVERAL)
        if (whom == SEVERAL and end - since > self.of.limit) or end > self.hours[1]:
            return None
        return end, done | bit, since, whom, 0, lunch, early

    # The least

    def _to_go(self, state: State, idle: int) -> Cost | None:
        """The least from here on, idle and waits; None where it is more than so many minutes idle."""
        known = self._least.get(state)
        if known is not None:
            return known if known[0] <= idle else None
        if self._more_than.get(state, -1) >= idle:
            return None
        ending = self._ending(state)
        least = ending if ending is not None and ending[0] <= idle else None
        for (more, wait), _, after in self._steps(state):
            if more <= idle and (rest := self._to_go(after, idle - more)) is not None:
                cost = rest[0] + more, rest[1] + wait
                if least is None or cost < least:
                    least = cost
        if least is None:
            self._more_than[state] = idle
        else:
            self._least[state] = least
        return least

    def least(self, presence: int) -> Cost | None:
        """The least presence, if it is no more than that, and the least waited with it."""
        idle = presence - self.work
        costs = [rest for _, state in self._beginnings() if (rest := self._to_go(state, idle)) is not None]
        return min(((self.work + i, w) for i, w in costs), default=None)

    # All of them

    def schedules(self, presence: int, waits: int = ANY_WAIT) -> list[Schedule]:
        """Every day of no more presence, and with just that no more waited; one for all that others would not tell."""
        found: dict[object, Schedule] = {}
        for start, state in self._beginnings():
            seen: set[object] = set()
            for end, done, (idle, wait) in self._from(state, (), (0, 0), (presence - self.work, waits), seen):
                schedule = Schedule(start, end, done, (self.work + idle, wait))
                known = found.get(schedule.seen())
                if known is None or schedule.cost < known.cost:
                    found[schedule.seen()] = schedule
        return sorted(found.values(), key=lambda s: s.cost)

    def _from(
        self, state: State, done: tuple[Done, ...], cost: Cost, most: Cost, seen: set[object]
    ) -> Iterator[tuple[int, tuple[Done, ...], Cost]]:
        rest = self._to_go(state, most[0] - cost[0])
        mark = (state, frozenset(d for d in done if d.hearing or not d.candidat))
        if rest is None or (cost[0] + rest[0], cost[1] + rest[1]) > most or mark in seen:
            return
        seen.add(mark)
        ending = self._ending(state)
        if ending is not None and (total := (cost[0] + ending[0], cost[1] + ending[1])) <= most:
            yield state[0] + self.of.cloture, done, total
        for (more, wait), thing, after in self._steps(state):
            told = (*done, thing) if thing else done
            yield from self._from(after, told, (cost[0] + more, cost[1] + wait), most, seen)
