"""A fault of a référentiel, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lieu:
    """A place in a référentiel: a field of its header, of a table, of an épreuve, of a phase.

    `table` is 0 for the titre's, then 1… for the CCP's; `epreuve` and `phase` are ranks from 0.
    """

    champ: str
    table: int | None = None
    epreuve: int | None = None
    phase: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong there: a code of `texts.referentiels_fautes.FAUTES` with the data of its sentence."""

    lieu: Lieu
    code: str
    donnees: Mapping[str, object] = field(default_factory=dict)
    """with ``valeur``, what was typed, where there is something"""
