"""The hours along which every day and every group of a planning are drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

ZOOMS = (64, 96, 160, 240)
"""Pixels an hour, the smallest first."""

NAMES = 176
"""Pixels of the names beside the hours."""

USUAL_WINDOW = 1280
"""Pixels of a window of which nothing is known."""

AROUND = 48
"""Pixels of a window beside the drawing: its margins, the bar by which the page is scrolled."""


@dataclass(frozen=True, slots=True)
class HourAxis:
    """The hours of a day from left to right: from `premiere` to `derniere`, so many pixels each."""

    jour: date
    premiere: int
    derniere: int
    zoom: int

    @property
    def debut(self) -> datetime:
        """Where it begins."""
        return datetime.combine(self.jour, datetime.min.time()) + timedelta(hours=self.premiere)

    @property
    def fin(self) -> datetime:
        """Where it ends."""
        return self.debut + timedelta(hours=self.derniere - self.premiere)

    @property
    def pas(self) -> float:
        """Pixels a minute."""
        return round(self.zoom / 60, 4)

    @property
    def width(self) -> int:
        """Pixels from end to end."""
        return (self.derniere - self.premiere) * self.zoom

    def x(self, moment: datetime) -> float:
        """Pixels from its beginning to a moment."""
        return px((moment - self.debut) / timedelta(minutes=1) * self.zoom / 60)

    def hours(self) -> Iterator[datetime]:
        """The hours at which there is a line, the last one left out."""
        for rank in range(self.derniere - self.premiere):
            yield self.debut + timedelta(hours=rank)

    def halves(self) -> Iterator[datetime]:
        """The half hours, each by its beginning."""
        for rank in range(2 * (self.derniere - self.premiere)):
            yield self.debut + timedelta(minutes=30 * rank)


def px(value: float) -> float:
    """Pixels as they are written: whole where they are, else to a tenth."""
    tenth = round(value, 1)
    return int(tenth) if tenth == int(tenth) else tenth


def hours_around(stretches: Iterable[tuple[datetime, datetime]]) -> tuple[int, int]:
    """The whole hours between which all of it lies, whatever its day: the first and the last."""
    stretches = list(stretches)
    first = min((debut.hour for debut, _ in stretches), default=8)
    last = max((_last_hour(debut, fin) for debut, fin in stretches), default=18)
    return first, max(first + 1, last)


def _last_hour(debut: datetime, fin: datetime) -> int:
    """The hour, counted from midnight before it begins, at which all of a stretch is over."""
    midnight = datetime.combine(debut.date(), datetime.min.time())
    return -(-(fin - midnight) // timedelta(hours=1))


def zoom_within(hours: int, window: int = USUAL_WINDOW) -> int:
    """The largest zoom at which so many hours are seen at once in a window of that width; never under the smallest."""
    fitting = [zoom for zoom in ZOOMS if hours * zoom + NAMES + AROUND <= window]
    return max(fitting, default=ZOOMS[0])
