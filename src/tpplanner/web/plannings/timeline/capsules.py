"""What a day is drawn of: capsules (a passage whole), a jury's works, common épreuves; each in a lane of its row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpplanner.domain.plan import minutes_between
from tpplanner.export.agenda import Moment, Sort

Interval = tuple[datetime, datetime]
"""From when to when."""


class BarKind(StrEnum):
    """What a bar shows: each is told apart without colours too."""

    PASSAGE = "passage"
    """a candidat before a jury"""
    SEUL = "seul"
    """an épreuve without a jury, of one candidat or of several"""
    TRAVAIL = "travail"
    ACCUEIL = "accueil"
    PAUSE = "pause"
    ATTENTE = "attente"


@dataclass(frozen=True, slots=True)
class EpreuveSegment:
    """An épreuve of a capsule for as long as it lasts without a break, before a jury (id) or none."""

    epreuve: str
    debut: datetime
    fin: datetime
    jury: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts on a row: the moments of the plan that it shows, none where people wait.

    `candidat`: whose passage it is, empty where it is nobody's or that of several. `jury`: who hears it.
    """

    kind: BarKind
    debut: datetime
    fin: datetime
    moments: tuple[Moment, ...] = ()
    candidat: str = ""
    jury: str = ""

    @property
    def minutes(self) -> int:
        """Its length."""
        return minutes_between(self.debut, self.fin)

    @property
    def epreuves(self) -> tuple[str, ...]:
        """The épreuves that it shows, in order of time."""
        return tuple(dict.fromkeys(m.epreuve for m in self.moments if m.sort is Sort.EPREUVE))

    @property
    def candidats(self) -> tuple[str, ...]:
        """Those who pass something in it."""
        return tuple(dict.fromkeys(m.candidat for m in self.moments if m.sort is Sort.EPREUVE))

    @property
    def stretches(self) -> tuple[EpreuveSegment, ...]:
        """Its épreuves one after the other: parts that follow each other before the same eyes are one."""
        joined: list[EpreuveSegment] = []
        for m in self.moments if self.candidat else ():
            last = joined[-1] if joined else None
            if last and (last.epreuve, last.jury, last.fin) == (m.epreuve, m.jury, m.debut):
                joined[-1] = EpreuveSegment(m.epreuve, last.debut, m.fin, m.jury)
            else:
                joined.append(EpreuveSegment(m.epreuve, m.debut, m.fin, m.jury))
        return tuple(joined)

    @property
    def runs(self) -> tuple[Interval, ...]:
        """From when to when it goes on without a break; between two of them stands a thin line."""
        if not (self.candidat and self.moments):
            return ((self.debut, self.fin),)
        return merged((s.debut, s.fin) for s in self.stretches)


def merged(stretches: Iterable[Interval]) -> tuple[Interval, ...]:
    """Stretches in order of time, those that touch or overlap made one."""
    runs: list[Interval] = []
    for debut, fin in sorted(stretches):
        if runs and debut <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(fin, runs[-1][1])
        else:
            runs.append((debut, fin))
    return tuple(runs)


def passages(moments: Iterable[Moment], juries: dict[tuple[str, str], str]) -> list[Bar]:
    """The capsules of épreuves: one for a candidat and a jury, one for each épreuve that no jury hears.

    `juries`: the jury that hears each passage (candidat, épreuve), which may come after its first part.
    """
    of_one: dict[tuple[str, str, str], list[Moment]] = defaultdict(list)
    for m in moments:
        jury = juries.get((m.candidat, m.epreuve), "")
        of_one[m.candidat, jury, "" if jury else m.epreuve].append(m)
    return [capsule(candidat, jury, parts) for (candidat, jury, _), parts in of_one.items()]


def capsule(candidat: str, jury: str, parts: Sequence[Moment]) -> Bar:
    """The bar of a candidat's épreuves."""
    ordered = tuple(sorted(parts, key=lambda m: (m.debut, m.fin)))
    kind = BarKind.PASSAGE if any(m.jury for m in ordered) else BarKind.SEUL
    return Bar(kind, ordered[0].debut, max(m.fin for m in ordered), ordered, candidat, jury)


def together(moments: Iterable[Moment], juries: dict[tuple[str, str], str]) -> list[Bar]:
    """Épreuves as a room has them: those who sit the same one from and to the same moment are one bar."""
    groups: dict[tuple[datetime, datetime, str, str], list[Moment]] = defaultdict(list)
    for m in moments:
        groups[m.debut, m.fin, m.epreuve, m.jury].append(m)
    common = [group for group in groups.values() if len({m.candidat for m in group}) > 1]
    alone = [m for group in groups.values() if len({m.candidat for m in group}) == 1 for m in group]
    bars = [Bar(_watched(g[0]), g[0].debut, g[0].fin, tuple(g), jury=g[0].jury) for g in common]
    return [*bars, *passages(alone, juries)]


def _watched(moment: Moment) -> BarKind:
    return BarKind.PASSAGE if moment.jury else BarKind.SEUL


def works(moments: Iterable[Moment]) -> list[Bar]:
    """The bars of what is no épreuve: what juries do together in one room is one."""
    groups: dict[tuple[datetime, datetime, Sort, str], list[Moment]] = defaultdict(list)
    for m in moments:
        groups[m.debut, m.fin, m.sort, f"{m.nature} {m.epreuve} {m.candidat}"].append(m)
    return [_work(group) for group in groups.values()]


def _work(moments: Sequence[Moment]) -> Bar:
    first = moments[0]
    kind = {Sort.TRAVAIL: BarKind.TRAVAIL, Sort.PAUSE: BarKind.PAUSE}.get(first.sort, BarKind.ACCUEIL)
    return Bar(kind, first.debut, first.fin, tuple(moments), jury=first.jury)


MOST_LANES = 2
"""Lanes in which the capsules of candidats who alternate stay whole."""

Lanes = tuple[tuple[Bar, ...], ...]


def lanes_of(bars: Iterable[Bar]) -> Lanes:
    """Bars in the fewest lanes in which none hides another.

    A capsule whose épreuves lie apart keeps its lane from end to end: no other capsule stands in its gaps, works do.
    Where that takes more lanes than two, it is cut at its gaps.
    """
    bars = list(bars)
    whole = [bar for bar in bars if bar.candidat and bar.jury]
    others = [bar for bar in bars if not (bar.candidat and bar.jury)]
    lanes = _spread(whole)
    if len(lanes) > MOST_LANES:
        pieces = [piece for bar in whole for piece in cut(bar)]
        lanes = _spread(pieces)
    for bar in sorted(others, key=_order):
        free = next((lane for lane in lanes if not any(_meet(bar, other) for other in lane)), None)
        if free is None:
            lanes.append([bar])
        else:
            free.append(bar)
    return tuple(tuple(sorted(lane, key=_order)) for lane in lanes)


def cut(bar: Bar) -> Iterator[Bar]:
    """A capsule in as many as it has runs."""
    for debut, fin in bar.runs:
        yield capsule(bar.candidat, bar.jury, [m for m in bar.moments if debut <= m.debut and m.fin <= fin])


def _order(bar: Bar) -> tuple[datetime, datetime, str, str]:
    return bar.debut, bar.fin, bar.kind, bar.candidat


def _spread(bars: Iterable[Bar]) -> list[list[Bar]]:
    lanes: list[list[Bar]] = []
    for bar in sorted(bars, key=_order):
        free = next((lane for lane in lanes if lane[-1].fin <= bar.debut), None)
        if free is None:
            lanes.append([bar])
        else:
            free.append(bar)
    return lanes


def _meet(bar: Bar, other: Bar) -> bool:
    """Whether two bars of one lane would hide each other: the gaps of a capsule hide nothing."""
    return any(d < fin and debut < f for d, f in bar.runs for debut, fin in other.runs)
