"""Where a passage could go: the places that a planning has for it, and what each costs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpplanner.domain.plan import Passage, Plan


class Immobile(StrEnum):
    """Why a passage is not moved by itself."""

    COLLECTIVE = "collective"
    FIGE = "fige"
    COMMENCE = "commence"


@dataclass(frozen=True, slots=True)
class Ecart:
    """What a soft rule measures more (or less) than in the planning there is, in the order of its levels."""

    regle: str
    valeur: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the plan in which the passage is there, which the check accepts.

    `heures` are all the starts found for that half-day before those membres, `passage` being at the least costly.
    `deplaces` are the other candidats whose hour, room or jury changes, `prevenus` whoever else has other hours.
    """

    plan: Plan
    passage: Passage
    membres: tuple[str, ...]
    heures: tuple[datetime, ...]
    deplaces: tuple[str, ...]
    prevenus: tuple[str, ...]
    ecarts: tuple[Ecart, ...]
    cout: tuple[int, ...]
    """the same, level by level: what places are ordered by"""
    code: str = ""
    """what it is for people, in six letters: whatever the list it is found in, the same place has the same"""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of passages that move together, or why there are none (`immobile`).

    `ouvertes` is how many hours were not settled in the time.
    """

    candidat: str
    epreuves: tuple[str, ...]
    passage: Passage
    membres: tuple[str, ...]
    places: tuple[Place, ...] = ()
    immobile: Immobile | None = None
    ouvertes: int = 0
