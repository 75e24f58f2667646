"""Réglages: every length and preference that the RE leaves open, with its default and its bounds.

The bounds are ours, and told as such: outside them a warning, never a refusal, except `INTERDIT_A_ZERO`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from itertools import groupby

from tpplanner.rules import PERTURBATIONS, PREFERENCES, RESERVES, SoftCard


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
class Reglages:
    """The réglages of a session. Lengths are whole minutes; hours are times of day.

    `quota` None means the référentiel's. `ordre` is ``liste``, ``alphabetique`` or ``tirage``; `graine` is what draws
    by lot depend on; `absence_lourde` is a percentage of those present on a day; `origines` names the réglages that the
    user changed.
    """

    lecture: int = 15
    correction_qp: int = 5
    correction_ecrit: int = 15
    correction_autre: int = 5
    deliberation: int = 10
    battement: int = 5
    courte_pause: int = 5
    pause_jury: int = 60
    pause_candidat: int = 45
    accueil: int = 30
    accueil_autres_jours: int = 15
    accueil_jury: int = 10
    accueil_comedien: int = 15
    plis: int = 10
    cloture: int = 15
    convocation: int = 15
    travail_continu: int = 240
    pas: int = 5
    epreuve_longue: int = 120
    longue_matin: time = time(10, 0)
    longue_apres_midi: time = time(13, 0)
    fin_tardive: time = time(18, 0)
    presence_midi: int = 15
    midi_debut: time = time(12, 30)
    midi_fin: time = time(13, 0)
    enchainer: bool = True
    salle_a_midi: bool = True
    reserve: bool = False
    absence_lourde: int = 33
    quota: int | None = None
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


BORNES: dict[str, tuple[int, int]] = {
    "lecture": (5, 60),
    "correction_qp": (2, 30),
    "correction_ecrit": (5, 60),
    "correction_autre": (2, 30),
    "deliberation": (5, 30),
    "battement": (0, 30),
    "courte_pause": (0, 10),
    "pause_jury": (45, 120),
    "pause_candidat": (30, 120),
    "accueil": (15, 60),
    "accueil_autres_jours": (5, 60),
    "accueil_jury": (5, 30),
    "accueil_comedien": (5, 30),
    "plis": (5, 20),
    "cloture": (5, 90),
    "convocation": (5, 60),
    "travail_continu": (180, 360),
    "presence_midi": (0, 60),
    "pas": (1, 15),
    "epreuve_longue": (60, 240),
}
"""Least and most of each length in minutes."""

PAS_PERMIS = (1, 5, 10, 15)

INTERDIT_A_ZERO = (
    "lecture",
    "correction_qp",
    "correction_ecrit",
    "correction_autre",
    "deliberation",
    "pause_jury",
)
"""Réglages that may never be 0: without them no plan is honest."""

MINUTES_LIBRES = 20
"""The free minutes that break a stretch of work (`travail_continu`)."""

AVANCE_PAUSE_CANDIDAT = 30
"""The candidats' lunch window opens that many minutes before the jury's."""
