"""A day of a planning as it is drawn: its groups, their rows, the bars placed; the days beside it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from tpplanner.texts import frise as textes
from tpplanner.texts.noms import heure
from tpplanner.web.plannings.timeline.axis import NAMES, ZOOMS, HourAxis
from tpplanner.web.plannings.timeline.capsules import Bar
from tpplanner.web.plannings.timeline.rows import CANDIDATS, JURYS, SALLES, TrackRow
from tpplanner.web.plannings.timeline.shapes import PixelSpan, Shape

TWO_LINES, ONE_LINE, NARROW = 48, 28, 24
"""Pixels of a lane: of juries, of the others, of these where there are many."""


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row as it is drawn: its names, its height, its bars, the ghosts of those that were there."""

    row: TrackRow
    height: int
    lane: int
    shapes: tuple[Shape, ...]
    ghosts: tuple[tuple[PixelSpan, str], ...] = ()
    fautes: tuple[str, ...] = ()
    trouve: bool = False
    ancre: str = ""


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """Rows under a fold; `presents`: how many candidats are on site, by half hour."""

    cle: str
    titre: str
    rows: tuple[DrawnRow, ...]
    ouvert: bool
    presents: tuple[tuple[PixelSpan, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DayLine:
    """Something of a day in a list: its hours, who or what, before whom and where, the rules that it breaks.

    `interne`: what a jury does by itself.
    """

    quand: str
    quoi: str
    ou: str
    fautes: tuple[str, ...]
    interne: bool


@dataclass(frozen=True, slots=True)
class DayTab:
    """A day that can be drawn: its name, whether it is the one that is, how many rules are broken on it."""

    jour: date
    nom: str
    ici: bool
    fautes: int


@dataclass(frozen=True, slots=True)
class DayView:
    """What is asked of a drawing: the day, the scale (0: the best), who is looked for, what alone is shown.

    `filtre`: a jury (id), or one of `textes.FILTRES`.
    """

    jour: date | None = None
    zoom: int = 0
    window: int = 0
    cherche: str = ""
    filtre: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A day drawn: what the template writes."""

    nom: str
    axis: HourAxis
    groups: tuple[DrawnGroup, ...]
    tabs: tuple[DayTab, ...]
    view: DayView
    trouves: tuple[str, ...]
    noms: tuple[str, ...]
    jurys: tuple[tuple[str, str], ...]
    maintenant: datetime | None = None

    @property
    def ici(self) -> float | None:
        """Where now is, in pixels; None where it is not on this day, or before or after its hours."""
        inside = self.maintenant is not None and self.axis.debut <= self.maintenant < self.axis.fin
        return self.axis.x(self.maintenant) if self.maintenant is not None and inside else None

    @property
    def ici_dit(self) -> str:
        """The hour of now."""
        return textes.maintenant(self.maintenant) if self.maintenant else ""

    @property
    def legende(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """What each kind of bar and each sign means."""
        return textes.LEGENDE, textes.MARQUES

    @property
    def pas_imprimes(self) -> str:
        """What stands on paper in place of candidats who are folded there."""
        return textes.PAS_IMPRIMES

    @property
    def court(self) -> str:
        """The day in a few letters."""
        return next((tab.nom for tab in self.tabs if tab.ici), self.nom)

    @property
    def heures(self) -> list[tuple[datetime, str]]:
        """The hours at which there is a line, each with its name."""
        return [(moment, heure(moment)) for moment in self.axis.hours()]

    @property
    def lines(self) -> list[DayLine]:
        """The day in order of time: each bar of the juries, and what no jury hears."""
        shapes = [s for g in self.groups for r in g.rows for s in r.shapes if s.bar.moments and _in_list(g.cle, s.bar)]
        return [_line(shape) for shape in sorted(shapes, key=lambda s: (s.bar.debut, s.bar.fin, s.dit))]

    @property
    def nearer(self) -> int:
        """The next larger scale, 0 for none."""
        return next((zoom for zoom in ZOOMS if zoom > self.axis.zoom), 0)

    @property
    def farther(self) -> int:
        """The next smaller one."""
        return next((zoom for zoom in reversed(ZOOMS) if zoom < self.axis.zoom), 0)

    @property
    def height(self) -> int:
        """Pixels of all its rows."""
        return sum(row.height for group in self.groups for row in group.rows)

    @property
    def scale(self) -> int:
        """Per cent at which all that is open of it stands on one page."""
        rows = [row for group in self.groups if group.cle not in self.folded for row in group.rows]
        return next((scale for scale in SCALES if scale <= self._fitting(rows)), SCALES[-1])

    @property
    def folded(self) -> tuple[str, ...]:
        """The groups that are folded on paper: with candidats the day would be too small to read on one page."""
        whole = self._fitting([row for group in self.groups for row in group.rows])
        return (CANDIDATS,) if whole < SCALES[-2] else ()

    def _fitting(self, rows: Collection[DrawnRow]) -> float:
        """Per cent at which so many rows stand on one page: each has a line below it, as thick at every scale."""
        across, down = self.papier
        height = sum(row.height for row in rows) + ONE_LINE * (2 + len(self.groups))
        lines = len(rows) + 1 + len(self.groups)
        return 100 * min(across / (self.axis.width + NAMES), (down - lines) / height)

    @property
    def papier(self) -> tuple[int, int]:
        """Pixels that its page has for it, across and down."""
        return PAGES[self.large]

    @property
    def large(self) -> bool:
        """Whether it is printed on A3: more than six juries, or sixteen candidats."""
        counted = {group.cle: len(group.rows) for group in self.groups}
        return counted.get(JURYS, 0) > MOST_JURIES or counted.get(CANDIDATS, 0) > MOST_CANDIDATS


PAGES = {False: (1060, 665), True: (1525, 990)}
"""Pixels that a page of A4, of A3, has for a drawing, across and down."""
SCALES = (100, 80, 65, 50, 35)
"""Per cent at which a drawing is printed."""

MOST_JURIES, MOST_CANDIDATS = 6, 16
"""Rows of a day up to which it is printed on A4."""


def _in_list(groupe: str, bar: Bar) -> bool:
    """Whether a bar is told in the list of a day from that group: each moment once."""
    return groupe == JURYS or (groupe == SALLES and not any(m.jury for m in bar.moments))


def _line(shape: Shape) -> DayLine:
    quoi, ou = shape.parts
    interne = bool(shape.bar.jury) and not shape.bar.candidats
    return DayLine(textes.de_a(shape.bar.debut, shape.bar.fin), quoi, ou, shape.etat.fautes, interne)
