"""The most candidats that a session without a plan can place, and who is left out.

Each session that is found to have no plan says of some candidats that they cannot all be placed: as few of them as the
time lets it be shown, where candidats who differ by their name alone count as one kind. Who is left out must undo every
such set; the fewest who do are tried first. When what is left has a plan, no plan places more. A candidat of the VAE is
never left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tpplanner.diagnosis.causes import Settle, traits
from tpplanner.diagnosis.day_itself import with_only
from tpplanner.domain.left_out import leaving_out, taking_back
from tpplanner.domain.outcome import Infeasible, Planned
from tpplanner.domain.session import Candidat, Session

Counts = tuple[int, ...]
"""How many candidats of each kind."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A session that leaves candidats out, a plan of it, and whether no plan places more."""

    session: Session
    plan: Planned
    most: bool


def most_placed(session: Session, settle: Settle, at_most: int, last_resort: Settle) -> Placed | None:
    """A session with as many candidats as can be placed, and a plan of it; None where none was found.

    `at_most` is a bound that counting shows. Where `settle` runs out of time, `last_resort` looks for fewer.
    """
    return _Partial(session, settle, at_most).found(last_resort)


@dataclass
class _Partial:
    session: Session
    settle: Settle
    at_most: int
    conflicts: list[Counts] = field(default_factory=list)
    """so many of each kind, or more, cannot all be placed"""

    def __post_init__(self) -> None:
        marks = traits(self.session)
        alike: dict[object, list[Candidat]] = {}
        for candidat in self.session.candidats:
            alike.setdefault((marks[candidat.id], candidat.vae), []).append(candidat)
        self.kinds = [tuple(c.id for c in group) for group in alike.values()]
        self.numbers = tuple(len(kind) for kind in self.kinds)
        self.may_go = tuple(0 if group[0].vae else len(group) for group in alike.values())

    def found(self, last_resort: Settle) -> Placed | None:
        for placed in self._tries():
            less = self._placing(placed)
            match self.settle(less):
                case Planned() as plan:
                    return Placed(less, plan, most=True)
                case Infeasible():
                    self.conflicts.append(self._fewest(placed))
                case _:
                    return self._fewer(placed, last_resort)
        return None

    def _placing(self, placed: Counts) -> Session:
        """The session with the first so many of each kind."""
        pairs = zip(self.kinds, placed, strict=True)
        return leaving_out(self.session, (id_ for kind, n in pairs for id_ in kind[n:]))

    def _among_others(self, placed: Counts) -> Session:
        """What that session asks for, whoever else is placed: where it has no plan, no session with more has one."""
        return with_only(self.session, [id_ for kind, n in zip(self.kinds, placed, strict=True) for id_ in kind[:n]])

    def _tries(self) -> Iterator[Counts]:
        """Numbers to place that undo every conflict known so far, the most first; never nobody."""
        total = sum(self.numbers)
        least = max(1, total - self.at_most)
        for gone in range(least, min(total - 1, sum(self.may_go)) + 1):
            while (left := self._undo((0,) * len(self.numbers), gone)) is not None:
                yield tuple(n - d for n, d in zip(self.numbers, left, strict=True))

    def _undo(self, left: Counts, gone: int) -> Counts | None:
        """So many to leave out that no conflict holds, the last of the workbook where there is a choice."""
        for conflict in self.conflicts:
            placed = tuple(n - d for n, d in zip(self.numbers, left, strict=True))
            if any(n < c for n, c in zip(placed, conflict, strict=True)):
                continue
            for kind in reversed(range(len(conflict))):
                more = placed[kind] - conflict[kind] + 1
                if conflict[kind] and more <= gone and left[kind] + more <= self.may_go[kind]:
                    deeper = self._undo(_with(left, kind, left[kind] + more), gone - more)
                    if deeper is not None:
                        return deeper
            return None
        return self._any_more(left, gone)

    def _any_more(self, left: Counts, gone: int) -> Counts:
        for kind in reversed(range(len(left))):
            more = min(gone, self.may_go[kind] - left[kind])
            left, gone = _with(left, kind, left[kind] + more), gone - more
        return left

    def _fewest(self, placed: Counts) -> Counts:
        """As few of each kind as cannot be placed together, whoever else is, given that these cannot."""
        for kind in range(len(placed)):
            low, high = 0, placed[kind]
            while low < high:
                few = (low + high) // 2
                fewer = _with(placed, kind, few)
                if sum(fewer) and isinstance(self.settle(self._among_others(fewer)), Infeasible):
                    high = few
                else:
                    low = few + 1
            placed = _with(placed, kind, high)
        return placed

    def _fewer(self, placed: Counts, settle: Settle) -> Placed | None:
        """A plan of fewer, by leaving out twice as many each time; that it places the most is not said."""
        gone = sum(self.numbers) - sum(placed)
        while True:
            left = self._any_more((0,) * len(placed), gone)
            placed = tuple(n - d for n, d in zip(self.numbers, left, strict=True))
            if not sum(placed):
                return None
            less = self._placing(placed)
            if isinstance(plan := settle(less), Planned):
                return Placed(less, plan, most=False)
            if sum(left) < gone or sum(placed) == 1:
                return None
            gone = min(2 * gone, sum(self.numbers) - 1)


def _with(counts: Counts, kind: int, number: int) -> Counts:
    return (*counts[:kind], number, *counts[kind + 1 :])


def alike(session: Session) -> list[tuple[str, ...]]:
    """Those left out (ids), by what tells them apart: the same reason holds for all of one kind."""
    whole = taking_back(session)
    marks = traits(whole)
    kinds: dict[object, list[str]] = {}
    for left in session.non_places:
        kinds.setdefault(marks[left.candidat.id], []).append(left.candidat.id)
    return [tuple(kind) for kind in kinds.values()]
