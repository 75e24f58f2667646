"""The hand: what a careful person does with a sheet.

Papers first and early; then as few jury-days as the quota asks for, spread over the days; then candidats in order, each
before the first jury that is free, lunch when it falls. Who does not fit at the end of any sheet is put between others;
who finds no place at all is placed first, and the sheets are begun anew; then come other pairs of membres, other days,
one jury-day more. The first sheets that seat everybody are the planning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import ceil
from time import perf_counter

from benchmarks.peers.completion import Hearing, Sitting, complete
from benchmarks.peers.offer import Offer
from benchmarks.peers.question import Block, CannotSay, Question, overlaps
from benchmarks.peers.teams import Team, paired
from benchmarks.peers.timetable import Caller, lay_out
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

NAME = "the hand"
RESTRICTED = True
CANNOT = (
    "One rule of thumb, no search: nothing is proven, nothing improved. All orals of a candidat on one day, a "
    "membre in one jury a day, a jury room for one jury a day, lunch inside its window, no midday cut of an "
    "épreuve, no shared watching, no oral apart."
)
AGAIN = 6
"""How often the sheets are begun anew for somebody who found no place."""

TURNS = 3
"""How many pairings are tried, each the same every day or turned from day to day."""


def missing() -> str:
    """A sheet and a pencil are always there."""
    return ""


def plans(session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
    """The first sheets that seat everybody, if any are found in the time."""
    began = perf_counter()
    question = Question(session)
    try:
        offer = Offer(question)
    except CannotSay:
        return
    for teams in _openings(question):
        if perf_counter() - began > seconds:
            return
        seated = _with_patience(offer, teams, began + seconds)
        try:
            plan = complete(question, offer.papers, seated) if seated else None
        except CannotSay:
            continue
        if plan is not None:
            yield perf_counter() - began, plan
            return


def _openings(question: Question) -> Iterator[list[Team]]:
    """Which jury-days to open: as few as the quota asks for, then more; each number under several pairings."""
    n, days = len(question.blocks), question.days
    most = sum(min(len(paired(question, d)), question.open_jury_rooms(d)) for d in days)
    least = ceil(sum(b.weight for b in question.blocks) / question.quota) if question.quota else 1
    seen: set[tuple[Team, ...]] = set()
    for number, turn, step in product(range(least, min(n, most) + 1), range(TURNS), range(2)):
        offered = [paired(question, day, turn + step * day.index)[: question.open_jury_rooms(day)] for day in days]
        everyone = [team for teams in offered for team in teams]
        for teams in (_spread(offered, number), everyone[:number], everyone[-number:]):
            if tuple(teams) not in seen:
                seen.add(tuple(teams))
                yield teams


def _spread(offered: list[list[Team]], number: int) -> list[Team]:
    """The first jury of each day, then the second of each, and so on; in order of days."""
    ranked = [(rank, team) for teams in offered for rank, team in enumerate(teams)]
    chosen = sorted(ranked, key=lambda r: (r[0], r[1].day))[:number]
    return sorted((team for _, team in chosen), key=lambda t: t.day)


def _with_patience(offer: Offer, teams: list[Team], until: float) -> list[Sitting] | None:
    """The list in order; each time somebody finds no place, he is placed first and all is begun anew."""
    order = list(offer.question.blocks)
    for _ in range(AGAIN):
        sheets = _Sheets(offer, teams)
        stuck = next((block for block in order if not sheets.seat(block)), None)
        if stuck is None:
            return sheets.sittings()
        if order[0] is stuck or perf_counter() > until:
            return None
        order = [stuck, *(block for block in order if block is not stuck)]
    return None


@dataclass(frozen=True, slots=True)
class _Option:
    """A jury's sheet with one candidat more, and when he would enter."""

    team: Team
    heard: list[Block]
    hearings: tuple[Hearing, ...]
    entry: int


class _Sheets:
    """A sheet for each jury, filled one candidat after the other."""

    def __init__(self, offer: Offer, teams: list[Team]) -> None:
        self.offer = offer
        self.question = offer.question
        self.teams = teams
        self.heard: dict[Team, list[Block]] = {team: [] for team in teams}
        self.hearings: dict[Team, tuple[Hearing, ...]] = dict.fromkeys(teams, ())

    def sittings(self) -> list[Sitting]:
        """The sheets with somebody on them."""
        return [Sitting(t.day, t.membres, laid, t.given) for t, laid in self.hearings.items() if laid]

    def seat(self, block: Block) -> bool:
        """Put somebody before the jury that is free first; False if there is none."""
        teams = [t for t in self.teams if t.may_hear(block) and self._has_place(t, block)]
        options = [o for team in teams if (o := self._at_the_end(team, block)) is not None]
        if not options:
            options = [o for team in teams for o in self._between(team, block)][:1]
        if not options:
            return False
        best = min(options, key=lambda o: (o.team.day, o.entry))
        self.heard[best.team], self.hearings[best.team] = best.heard, best.hearings
        return True

    def _has_place(self, team: Team, block: Block) -> bool:
        quota = self.question.quota
        return quota is None or sum(b.weight for b in [*self.heard[team], block]) <= quota

    def _at_the_end(self, team: Team, block: Block) -> _Option | None:
        return self._laid(team, [*self.heard[team], block], block)

    def _between(self, team: Team, block: Block) -> Iterator[_Option]:
        heard = self.heard[team]
        for place in range(len(heard)):
            option = self._laid(team, [*heard[:place], block, *heard[place:]], block)
            if option is not None:
                yield option

    def _laid(self, team: Team, heard: list[Block], block: Block) -> _Option | None:
        callers = [Caller(b, self._entries(team, b)) for b in heard]
        laid = lay_out(self.question, team, callers) if all(c.entries for c in callers) else None
        return _Option(team, heard, laid, laid[heard.index(block)].entry) if laid is not None else None

    def _entries(self, team: Team, block: Block) -> list[int]:
        """When he may enter before that jury: where posts are shared with other juries, only when one is left."""
        entries = self.offer.entries[block.applicant.index, team.day]
        if not block.steps():
            return entries
        taken: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        for other in (t for t in self.teams if t.day == team.day and t is not team):
            for hearing in self.hearings[other]:
                for _, step, offset in hearing.block.steps():
                    start = hearing.entry + offset
                    taken.setdefault(step.rooms, []).append((start, start + step.minutes))
        return [entry for entry in entries if self._has_posts(block, entry, taken)]

    def _has_posts(self, block: Block, entry: int, taken: dict[tuple[int, ...], list[tuple[int, int]]]) -> bool:
        for _, step, offset in block.steps():
            span = (entry + offset, entry + offset + step.minutes)
            there = sum(overlaps(span, [stay]) for stay in taken.get(step.rooms, []))
            if there >= self.question.posts(step.rooms, shared=step.shared):
                return False
        return True
