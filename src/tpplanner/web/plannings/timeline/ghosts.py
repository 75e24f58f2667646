"""What has moved since the planning that people hold to: which capsules are elsewhere, and where each of them was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tpplanner.change.displacement import Put
from tpplanner.domain.session import cle
from tpplanner.web.plannings.timeline.capsules import Bar
from tpplanner.web.plannings.timeline.rows import Tracks

CapsulePlace = tuple[str, str, datetime, datetime]
"""Who (a name), before which jury, from when to when."""


@dataclass(frozen=True)
class Moved:
    """The capsules of a day of two plannings: `avant` is the one that people know; people are found by their names."""

    tracks: Tracks
    avant: Tracks

    def ghosts(self, jour: date) -> list[Bar]:
        """Where capsules of the day were that are there no more, under the ids of now."""
        now = set(map(self._place, _capsules(self.tracks, jour)))
        ids = {cle(c.nom_complet): c.id for c in self.tracks.agenda.session.candidats}
        gone = (bar for bar in _capsules(self.avant, jour) if _place_of(self.avant, bar) not in now)
        return [
            Bar(bar.kind, bar.debut, bar.fin, (), ids[_name(self.avant, bar)], bar.jury)
            for bar in gone
            if _name(self.avant, bar) in ids
        ]

    def elsewhere(self, jour: date) -> set[tuple[str, str]]:
        """The capsules (candidat, jury) that were not there, of those who were in the planning before."""
        before = {_place_of(self.avant, bar) for bar in _capsules(self.avant, jour)}
        known = {cle(c.nom_complet) for c in self.avant.agenda.session.candidats}
        return {
            (bar.candidat, bar.jury)
            for bar in _capsules(self.tracks, jour)
            if self._place(bar) not in before and self._place(bar)[0] in known
        }

    def everybody(self) -> set[str]:
        """The candidats (ids) one of whose capsules has moved, on any day."""
        return {candidat for jour in self.tracks.agenda.jours for candidat, _ in self.elsewhere(jour)}

    def puts(self) -> Iterator[Put]:
        """What a hand would do to put there all those who are elsewhere."""
        for jour in self.tracks.agenda.jours:
            elsewhere = self.elsewhere(jour)
            for bar in _capsules(self.tracks, jour):
                if (bar.candidat, bar.jury) in elsewhere:
                    yield Put(bar.candidat, bar.epreuves[0], bar.debut, bar.jury)

    def _place(self, bar: Bar) -> CapsulePlace:
        return _place_of(self.tracks, bar)


def _capsules(tracks: Tracks, jour: date) -> Iterator[Bar]:
    return (bar for row in tracks.of_candidats(jour) for bar in row.bars if bar.moments)


def _name(tracks: Tracks, bar: Bar) -> str:
    candidat = tracks.agenda.candidats.get(bar.candidat)
    return cle(candidat.nom_complet) if candidat else bar.candidat


def _place_of(tracks: Tracks, bar: Bar) -> CapsulePlace:
    return _name(tracks, bar), bar.jury, bar.debut, bar.fin
