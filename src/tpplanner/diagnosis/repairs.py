"""The smallest changes that make a session possible, each proven by planning the changed session.

First each lever alone: its first step, then its last, then the smallest that is enough. Where nothing that is there is
enough alone, all of it together, then as few and as small as can be; and where nothing is, all of it with what could be
added. "Not settled" counts as not enough.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tpplanner.diagnosis.amendments import repaired
from tpplanner.diagnosis.levers import Lever, Step, cost, levers, within
from tpplanner.domain.outcome import Cause
from tpplanner.domain.repair import Amendment, Moment, Remedy, Repair
from tpplanner.domain.session import Session

Plans = Callable[[Session], bool | None]
"""Whether a plan of a session is found, and the audit accepts it; None where that was not settled."""

MOST = 6
"""Repairs that are told."""

ALIKE = 2
"""Repairs of one kind that are told."""

SETS = 2
"""Sets of several changes that are looked for."""

RESOURCES = (Remedy.MEMBRES, Remedy.JOURS, Remedy.SALLE, Remedy.ROLE)
"""What adds something that the session has not."""

Mark = tuple[tuple[Remedy, tuple[str, ...]], ...]
"""What changes change, whatever the amount."""


def repairs(session: Session, cause: Cause | None, plans: Plans) -> tuple[Repair, ...]:
    """Changes that make a session possible, the smallest first; empty where none was found in the time."""
    search = _Search(session, plans)
    every = levers(session, cause)
    found: list[Repair] = []
    # a day more is nearly always enough: whatever time is left then, there is an answer
    for lever in sorted(every, key=lambda lever: lever[0][0].change is not Remedy.JOURS):
        if any(set(_mark(r.amendments)) <= set(_mark(lever[0])) or within(r.amendments, lever[0]) for r in found):
            continue
        limit = _of_use_below(found, lever)
        worth = tuple(step for step in lever if limit is None or cost(step) < limit)
        step = search.smallest(worth, (), every) if worth else None
        found += [Repair(search.fewer(step))] if step is not None else []
    if not any(a.change not in RESOURCES for r in found for a in r.amendments):
        found += search.sets([lever for lever in every if _in_sets(lever) and lever[0][0].change not in RESOURCES])
    if not found:
        found += search.sets([lever for lever in every if _in_sets(lever)])
    return tuple(_ranked(found))


def _mark(step: Step) -> Mark:
    return tuple((a.change, a.subject) for a in step)


def _in_sets(lever: Lever) -> bool:
    """Whether a lever is of use beside others: what one of several does, all of them do too."""
    first = lever[0][0]
    if first.change is Remedy.LATER and first.subject:
        return False
    return len(lever[0]) == 1 and (first.change is not Remedy.MEMBRES or first.subject[1] == Moment.DAY)


def _ranked(found: list[Repair]) -> list[Repair]:
    """The smallest first, no more than two of a kind, none that does all that another does and more."""
    ranked: list[Repair] = []
    for repair in sorted(found, key=lambda r: (r.cost, len(r.amendments))):
        if any(within(r.amendments, repair.amendments) for r in ranked):
            continue
        kinds = [a.change for a in repair.amendments]
        if sum([a.change for a in r.amendments] == kinds for r in ranked) < ALIKE:
            ranked.append(repair)
    return ranked[:MOST]


def _of_use_below(found: list[Repair], lever: Lever) -> int | None:
    """What a step of a lever may not cost to be told beside what is found; None where it may cost anything."""
    told = _ranked(found)
    kinds = [a.change for a in lever[0]]
    alike = [r.cost for r in told if [a.change for a in r.amendments] == kinds]
    limits = [*alike[ALIKE - 1 :], *[r.cost for r in told[MOST - 1 :]]]
    return min(limits, default=None)


@dataclass
class _Search:
    """Which changes are enough, each set tried once."""

    session: Session
    plans: Plans
    known: dict[Step, bool | None] = field(default_factory=dict)

    def enough(self, step: Step) -> bool:
        """Whether the session with these changes was planned; not tried where more than them was not."""
        if step not in self.known:
            in_vain = any(planned is False and within(step, more) for more, planned in self.known.items())
            self.known[step] = False if in_vain else self.plans(repaired(self.session, Repair(step)))
        return bool(self.known[step])

    def may_be_enough(self, lever: Lever, every: list[Lever]) -> bool:
        """Whether the most that a lever does might be enough: not where a lever that does all of it is not."""
        most = lever[-1]
        wider = (other[-1] for other in every if other[-1] != most and within(most, other[-1]))
        return all(self.enough(step) for step in wider if len(step) == len(most))

    def smallest(self, lever: Lever, others: Step, every: list[Lever]) -> Step | None:
        """The smallest step of a lever that is enough beside others, with them."""
        if self.enough((*others, *lever[0])):
            return (*others, *lever[0])
        if len(lever) == 1 or not (others or self.may_be_enough(lever, every)):
            return None
        if not self.enough((*others, *lever[-1])):
            return None
        low, high = 1, len(lever) - 1
        while low < high:
            middle = (low + high) // 2
            if self.enough((*others, *lever[middle])):
                high = middle
            else:
                low = middle + 1
        return (*others, *lever[high])

    def fewer(self, step: Step) -> Step:
        """As few of each thing that is added as is enough, one less at a time."""
        for i in range(len(step)):
            while step[i].change in RESOURCES and step[i].amount > 1:
                smaller = (*step[:i], _one_less(step[i]), *step[i + 1 :])
                if not self.enough(smaller):
                    break
                step = smaller
        return step

    def sets(self, every: list[Lever]) -> Iterator[Repair]:
        """Sets of changes, each without the dearest change of the one before."""
        for _ in range(SETS):
            step = self._set(every)
            if step is None:
                return
            yield Repair(tuple(sorted(step, key=lambda a: a.cost)))
            dearest = max(step, key=lambda a: a.cost)
            every = [lever for lever in every if (dearest.change, dearest.subject) not in _mark(lever[-1])]

    def _set(self, every: list[Lever]) -> Step | None:
        """As few changes as can be, then each as small as can be."""
        if not every or not self.enough(_most(every)):
            return None
        kept = self._fewest(every, sorted(every, key=lambda lever: -cost(lever[-1])))
        chosen = [lever[-1] for lever in kept]
        for i, lever in enumerate(kept):
            others = tuple(a for j, step in enumerate(chosen) if j != i for a in step)
            smaller = self.smallest(lever, others, [])
            if smaller is not None:
                chosen[i] = smaller[len(others) :]
        return tuple(a for step in chosen for a in step)

    def _fewest(self, kept: list[Lever], doubtful: list[Lever]) -> list[Lever]:
        """Without as many of the doubtful levers as can be, many at a time."""
        rest = [lever for lever in kept if lever not in doubtful]
        if doubtful and rest and self.enough(_most(rest)):
            return rest
        if len(doubtful) <= 1:
            return kept
        half = len(doubtful) // 2
        kept = self._fewest(kept, doubtful[:half])
        return self._fewest(kept, [lever for lever in doubtful[half:] if lever in kept])


def _one_less(amendment: Amendment) -> Amendment:
    return replace(amendment, amount=amendment.amount - 1, cost=amendment.cost - amendment.cost // amendment.amount)


def _most(levers_: list[Lever]) -> Step:
    return tuple(a for lever in levers_ for a in lever[-1])
