"""A planning: who passes what, before whom, where, when; and what each jury and person does besides.

Times are naive local datetimes, half-open. Everything is sorted on construction, so that equal plans are equal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from operator import attrgetter

ARRONDI = 5
"""Minutes to which an hour is rounded for those who are convened: nobody writes 8 h 31."""


class NatureTravail(StrEnum):
    """A jury's own work; the pause is written only when it lies between its first and last thing."""

    ACCUEIL = "accueil"
    LECTURE = "lecture"
    CORRECTION = "correction"
    DELIBERATION = "deliberation"
    PAUSE = "pause"
    CLOTURE = "cloture"


class NatureAccueil(StrEnum):
    """What the responsable does with candidats before they pass."""

    ACCUEIL = "accueil"
    """those who are called then are welcomed"""
    PLIS = "plis"
    """the sealed subjects of an épreuve are opened in front of those who sit it"""


@dataclass(frozen=True, slots=True, order=True)
class Partie:
    """A stretch of a passage: a phase (its index in the épreuve), or a part of it where midday cuts it in two.

    `jury` is the jury that watches, empty where none does; `vehicules` (ids) those that it takes besides its room.
    """

    phase: int
    debut: datetime
    fin: datetime
    salle: str
    jury: str = ""
    vehicules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One candidat at one épreuve, with at least one part."""

    candidat: str
    epreuve: str
    parties: tuple[Partie, ...]
    fige: str = ""
    """empty, or the reach of the pin (`domain.session.Portee`)"""
    affiche: datetime | None = None
    """when it begins on the poster, if not when it does: as if nobody had a majoration (`domain.affichage`)"""

    @property
    def a_partir_de(self) -> datetime:
        """The moment posted for it, where that still holds: its day, no later than it begins; else when it begins."""
        holds = self.affiche is not None and self.affiche.date() == self.jour and self.affiche <= self.debut
        return self.affiche if holds and self.affiche is not None else self.debut

    @property
    def debut(self) -> datetime:
        """When it begins."""
        return self.parties[0].debut

    @property
    def fin(self) -> datetime:
        """When it ends."""
        return self.parties[-1].fin

    @property
    def jour(self) -> date:
        """The day on which it begins."""
        return self.debut.date()

    @property
    def suivies(self) -> tuple[Partie, ...]:
        """The parts that a jury watches."""
        return tuple(partie for partie in self.parties if partie.jury)

    def pendant(self, presence: "Presence") -> tuple[Partie, ...]:
        """The parts during which somebody is there for it."""
        return tuple(p for p in self.parties if p.debut < presence.fin and presence.debut < p.fin)

    def deplace(self, ou: Callable[[datetime], datetime]) -> "Passage":
        """The passage with each of its moments moved."""
        return replace(self, parties=tuple(replace(x, debut=ou(x.debut), fin=ou(x.fin)) for x in self.parties))


@dataclass(frozen=True, slots=True)
class Travail:
    """Something that a jury does by itself, about one candidat or none (and one épreuve, for a correction)."""

    jury: str
    nature: NatureTravail
    debut: datetime
    fin: datetime
    candidat: str = ""
    epreuve: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody in a role other than membre, in a room, at a passage, or simply on site (a responsable).

    A comédien's accueil is a presence without a passage.
    """

    personne: str
    role: str
    debut: datetime
    fin: datetime
    salle: str = ""
    candidat: str = ""
    epreuve: str = ""


@dataclass(frozen=True, slots=True)
class Accueil:
    """What the responsable does with candidats until they begin: an accueil, or the opening of the plis of an épreuve.

    `epreuve` is empty for an accueil, which ends as the first épreuve of its day begins.
    """

    nature: NatureAccueil
    debut: datetime
    fin: datetime
    epreuve: str = ""

    @property
    def jour(self) -> date:
        """The day."""
        return self.debut.date()


def minutes_between(debut: datetime, fin: datetime) -> int:
    """Whole minutes from one moment to another, below 0 where that one is earlier."""
    return (fin - debut) // timedelta(minutes=1)


def heure_ronde(moment: datetime) -> datetime:
    """An hour that one writes, no later than a moment."""
    return moment - timedelta(minutes=moment.minute % ARRONDI)


@dataclass(frozen=True, slots=True)
class Composition:
    """Who sits in a jury during a part of a day, and in which room of its own."""

    jury: str
    debut: datetime
    fin: datetime
    membres: tuple[str, ...]
    salle: str

    @property
    def jour(self) -> date:
        """The day."""
        return self.debut.date()

    @property
    def convocation(self) -> datetime:
        """The hour for which its membres are convened: when it begins, rounded down."""
        return heure_ronde(self.debut)


_ORDERS = {
    "passages": attrgetter("debut", "candidat", "epreuve", "parties", "fige"),
    "travaux": attrgetter("debut", "fin", "jury", "nature", "candidat", "epreuve"),
    "presences": attrgetter("debut", "fin", "role", "personne", "salle", "candidat", "epreuve"),
    "compositions": attrgetter("debut", "fin", "jury", "membres", "salle"),
    "accueils": attrgetter("debut", "fin", "nature", "epreuve"),
}
"""By what the pieces of a plan are sorted: all that they tell, so that two plans of the same pieces are equal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole planning of a session."""

    passages: tuple[Passage, ...]
    travaux: tuple[Travail, ...] = ()
    presences: tuple[Presence, ...] = ()
    compositions: tuple[Composition, ...] = ()
    accueils: tuple[Accueil, ...] = ()

    def __post_init__(self) -> None:
        for pieces, order in _ORDERS.items():
            object.__setattr__(self, pieces, tuple(sorted(getattr(self, pieces), key=order)))

    def du_candidat(self, candidat: str) -> tuple[Passage, ...]:
        """Their passages, in order of time."""
        return tuple(p for p in self.passages if p.candidat == candidat)

    def siege(self, jury: str, jour: date) -> Composition | None:
        """Who sits first in a jury on a day."""
        return next((c for c in self.compositions if (c.jury, c.jour) == (jury, jour)), None)

    def membres_devant(self, passage: Passage) -> tuple[str, ...]:
        """The membres before whom a passage is; none where it is before no jury."""
        juries = {(partie.jury, partie.debut.date()) for partie in passage.suivies}
        return next((c.membres for c in self.compositions if (c.jury, c.jour) in juries), ())

    def echange(self, places: Mapping[str, str]) -> "Plan":
        """The plan with another candidat (id) in the place of each."""
        return replace(
            self,
            passages=tuple(replace(p, candidat=places.get(p.candidat, p.candidat)) for p in self.passages),
            travaux=tuple(replace(t, candidat=places.get(t.candidat, t.candidat)) for t in self.travaux),
            presences=tuple(replace(p, candidat=places.get(p.candidat, p.candidat)) for p in self.presences),
        )

    def jours(self) -> tuple[date, ...]:
        """The days on which something happens."""
        return tuple(sorted({debut.date() for debut in self._debuts()}))

    def _debuts(self) -> Iterator[datetime]:
        yield from (p.debut for p in self.passages)
        yield from (t.debut for t in self.travaux)


def d_un_tenant(presences: Iterable[Presence]) -> list[tuple[datetime, datetime]]:
    """From when to when somebody is in a room: what follows at once, of two épreuves, is one stay."""
    stays: list[tuple[datetime, datetime]] = []
    for p in sorted(presences, key=lambda p: p.debut):
        if stays and p.debut <= stays[-1][1]:
            stays[-1] = stays[-1][0], max(p.fin, stays[-1][1])
        else:
            stays.append((p.debut, p.fin))
    return stays
