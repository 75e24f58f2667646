"""A jury's day laid out in order, as on a sheet: each candidat as soon as may be, lunch when it falls."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.peers.completion import Hearing
from benchmarks.peers.question import Block, Question
from benchmarks.peers.teams import Team
from tpplanner.domain.reglages import MINUTES_LIBRES


@dataclass(frozen=True, slots=True)
class Caller:
    """A candidat and the minutes at which he may enter on that day."""

    block: Block
    entries: Sequence[int]


def lay_out(question: Question, team: Team, callers: Sequence[Caller]) -> tuple[Hearing, ...] | None:
    """The hearings in that order; None where the day is too short. As few files as may be are read beforehand."""
    for ahead in range(1, len(callers) + 1):
        laid = _Sheet(question, team).fill(callers, ahead)
        if laid is not None:
            return laid
    return None


class _Sheet:
    """A day under way: the minute reached, since when the jury has worked without a break, whether it has eaten."""

    def __init__(self, question: Question, team: Team) -> None:
        self.question = question
        self.r = question.reglages
        self.team = team
        self.lunch = question.days[team.day].lunch
        self.reached = team.span[0]
        self.since = team.span[0]
        self.eaten = False

    def fill(self, callers: Sequence[Caller], ahead: int) -> tuple[Hearing, ...] | None:
        hearings: list[Hearing] = []
        for rank, caller in enumerate(callers):
            early = rank < ahead
            hearing = self._first(caller, ahead) if rank == 0 else self._next(caller, early=early)
            if hearing is None:
                return None
            if early and rank:
                hearing = Hearing(
                    hearing.block, hearing.entry, hearings[0].lecture + rank * self.r.lecture, hearing.corrections
                )
            hearings.append(hearing)
            self.reached = hearing.out + self.r.deliberation
        eats = self.eaten or self._eat_after(self.reached)
        return tuple(hearings) if eats and self.reached + self.r.cloture <= self.team.span[1] else None

    def _first(self, caller: Caller, ahead: int) -> Hearing | None:
        """The first to enter, after the accueil, the readings made beforehand and his corrections.

        With a short break before him where the jury would else work too long for others too.
        """
        before = self.r.accueil_jury + ahead * self.r.lecture + self._correcting(caller)
        until = before - self.r.accueil_jury + self.r.battement + caller.block.minutes + self.r.deliberation
        tiring = ahead > 1 and until > self.r.travail_continu
        free = max(self.r.battement, MINUTES_LIBRES) if tiring else self.r.battement
        work = before + free
        entry = next((e for e in caller.entries if e >= self.team.span[0] + work), None)
        if entry is None:
            return None
        self.since = entry if tiring else entry - work + self.r.accueil_jury
        self.eaten = entry - work >= self.lunch[0] + self.r.pause_jury
        corrected = entry - free - self._correcting(caller)
        corrections = self._corrections(caller, entry - free)
        return Hearing(caller.block, entry, corrected - ahead * self.r.lecture, corrections)

    def _next(self, caller: Caller, *, early: bool) -> Hearing | None:
        """The next one, with lunch before him if there would be none after, or a short break where it is due."""
        entry = self._entry(caller, self.reached, early=early)
        if entry is None:
            return None
        if not self.eaten and not self._eats_later(caller, entry):
            begins = max(self.reached, self.lunch[0])
            if begins + self.r.pause_jury > self.lunch[1]:
                return None
            self.reached = self.since = begins + self.r.pause_jury
            self.eaten = True
            entry = self._entry(caller, self.reached, early=early)
        if entry is not None and self._tiring(self._end(caller, entry)):
            self.reached += MINUTES_LIBRES
            self.since = self.reached
            entry = self._entry(caller, self.reached, early=early)
        if entry is None:
            return None
        read = entry - self.r.battement - self._correcting(caller) - self.r.lecture
        return Hearing(caller.block, entry, read, self._corrections(caller, entry - self.r.battement))

    def _tiring(self, end: int) -> bool:
        """Whether the jury works too long for several: one for whom it has just rested may take longer."""
        return self.reached > self.since and end - self.since > self.r.travail_continu

    def _entry(self, caller: Caller, after: int, *, early: bool) -> int | None:
        work = self._correcting(caller) + self.r.battement + (0 if early else self.r.lecture)
        return next((e for e in caller.entries if e >= after + work), None)

    def _eats_later(self, caller: Caller, entry: int) -> bool:
        return max(self._end(caller, entry), self.lunch[0]) + self.r.pause_jury <= self.lunch[1]

    def _eat_after(self, end: int) -> bool:
        return max(end, self.lunch[0]) + self.r.pause_jury <= self.lunch[1]

    def _end(self, caller: Caller, entry: int) -> int:
        return entry + caller.block.minutes + self.r.deliberation

    def _correcting(self, caller: Caller) -> int:
        return caller.block.correcting

    def _corrections(self, caller: Caller, until: int) -> tuple[int, ...]:
        reached, starts = until - caller.block.correcting, []
        for _, length in caller.block.corrections:
            starts.append(reached)
            reached += length
        return tuple(starts)
