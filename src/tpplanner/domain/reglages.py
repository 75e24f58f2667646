"""Réglages: every length, number and preference that the RE leaves open, with its default and its bounds.

The bounds are ours, and told as such: outside them a warning, never a refusal, but where no plan would be honest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import time
from itertools import groupby
from typing import TypeVar

from tpplanner.rules import DEMANDES, PERTURBATIONS, PREFERENCES, RESERVES, SoftCard


@dataclass(frozen=True, slots=True)
class Terme:
    """A soft rule in a level, with its integer weight."""

    regle: str
    poids: int = 1


@dataclass(frozen=True, slots=True)
class Niveau:
    """Soft rules that are summed; levels are compared in order, a later one never costing an earlier one anything."""

    nom: str
    termes: tuple[Terme, ...]


def _niveaux(cards: Iterable[SoftCard]) -> tuple[Niveau, ...]:
    """The levels that cards tell, which stand level by level."""
    by_level = groupby(cards, key=lambda card: card.niveau)
    return tuple(Niveau(nom, tuple(Terme(card.name) for card in mine)) for nom, mine in by_level)


NIVEAUX = _niveaux(PREFERENCES)

DEMANDE = _niveaux(DEMANDES)
"""Whom a change asks for their agreement, before all that it disturbs; only where people may be asked."""

PERTURBATION = _niveaux(PERTURBATIONS)
"""What a change disturbs, before every other level; only where a session has a reference plan."""

(RESERVE,) = _niveaux(RESERVES)
"""What lets a plan survive an absence or a delay: only where the centre asks for it, right after presence."""

MARGE = 30
"""Minutes of air at the end of a jury's day."""

MARGE_DU_JOUR = 15
"""Minutes before the end of a day under which its margin is told: the delay that nearly every day knows."""

DECALAGE_COMPTE = 60
"""The most minutes that one passage's move counts for."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and most of a réglage, in minutes unless it is a count of things.

    What is outside them is taken as it is, but for a count below its least and 0 where `never_zero`: no plan is honest
    then.
    """

    least: int
    most: int
    count: bool = False
    never_zero: bool = False

    def hold(self, value: int) -> bool:
        """Whether a value is within them."""
        return self.least <= value <= self.most

    def forbid(self, value: int) -> bool:
        """Whether a value is refused."""
        return value < self.least if self.count else self.never_zero and value == 0


_Number = TypeVar("_Number", int, int | None)


def _minutes(usual: _Number, least: int, most: int, *, never_zero: bool = False) -> _Number:
    """A length."""
    return field(default=usual, metadata={"bounds": Bounds(least, most, never_zero=never_zero)})


def _count(usual: _Number, least: int, most: int) -> _Number:
    """A number of things."""
    return field(default=usual, metadata={"bounds": Bounds(least, most, count=True)})


@dataclass(frozen=True, slots=True)
class Reglages:
    """The réglages of a session. Lengths are whole minutes; hours are times of day.

    A number that is None asks for nothing, or for what the référentiel says in its field of that name (`quota`).
    `ordre` is ``liste``, ``alphabetique`` or ``tirage``; `graine` is what draws by lot depend on; `absence_lourde` is a
    percentage of those present on a day; `origines` names the réglages that the user changed.
    """

    lecture: int = _minutes(15, 5, 60, never_zero=True)
    correction_qp: int = _minutes(5, 2, 30, never_zero=True)
    correction_ecrit: int = _minutes(15, 5, 60, never_zero=True)
    correction_autre: int = _minutes(5, 2, 30, never_zero=True)
    deliberation: int = _minutes(10, 5, 30, never_zero=True)
    battement: int = _minutes(5, 0, 30)
    courte_pause: int = _minutes(5, 0, 10)
    pause_jury: int = _minutes(60, 45, 120, never_zero=True)
    pause_candidat: int = _minutes(45, 30, 120)
    accueil: int = _minutes(30, 15, 60)
    accueil_autres_jours: int = _minutes(15, 5, 60)
    accueil_jury: int = _minutes(10, 5, 30)
    accueil_comedien: int = _minutes(15, 5, 30)
    plis: int = _minutes(10, 5, 20)
    cloture: int = _minutes(15, 5, 90)
    convocation: int = _minutes(15, 5, 60)
    travail_continu: int = _minutes(240, 180, 360)
    pas: int = _minutes(5, 1, 15)
    epreuve_longue: int = _minutes(120, 60, 240)
    longue_matin: time = time(10, 0)
    longue_apres_midi: time = time(13, 0)
    fin_tardive: time = time(18, 0)
    presence_midi: int = _minutes(15, 0, 60)
    midi_debut: time = time(12, 30)
    midi_fin: time = time(13, 0)
    enchainer: bool = True
    salle_a_midi: bool = True
    reserve: bool = False
    absence_lourde: int = 33
    quota: int | None = _count(None, 1, 9_999)
    ordre: str = "tirage"
    niveaux: tuple[Niveau, ...] = NIVEAUX
    graine: int = 1
    origines: tuple[str, ...] = field(default=())


def avec_reserve(niveaux: tuple[Niveau, ...]) -> tuple[Niveau, ...]:
    """The levels with that of the reserve, after the last one that counts presence; at the end where none does."""
    counting = [i for i, n in enumerate(niveaux) if any(t.regle == "presence_jury" for t in n.termes)]
    at = counting[-1] + 1 if counting else len(niveaux)
    return (*niveaux[:at], RESERVE, *niveaux[at:])


def sans_reserve(niveaux: tuple[Niveau, ...]) -> tuple[Niveau, ...]:
    """The levels that a centre orders as it likes."""
    return tuple(niveau for niveau in niveaux if niveau != RESERVE)


BORNES: dict[str, Bounds] = {f.name: f.metadata["bounds"] for f in fields(Reglages) if "bounds" in f.metadata}
"""The bounds of each length and each count."""

SEARCH = frozenset(
    ("fin_tardive", "presence_midi", "midi_debut", "midi_fin", "reserve", "absence_lourde", "pas", "niveaux", "graine")
)
"""The réglages by which plans are looked for and compared: no rule reads them, and nobody outside the centre does."""

DEROGATION = 30
"""Minutes by which usage may be loosened on a day, at most."""

PAS_PERMIS = (1, 5, 10, 15)

MINUTES_LIBRES = 20
"""The free minutes that break a stretch of work (`travail_continu`)."""

AVANCE_PAUSE_CANDIDAT = 30
"""The candidats' lunch window opens that many minutes before the jury's."""
