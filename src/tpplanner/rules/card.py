"""What a rule's card holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Theme(StrEnum):
    """The themes by which cards, solver halves, audit halves and documentation are laid out."""

    CANDIDAT = "candidat"
    TEMPS = "temps"
    COMPOSITION = "composition"
    TRAVAUX = "travaux"
    PRESENCE = "presence"
    SALLE = "salle"
    PREFERENCE = "preference"
    ANNEE = "annee"
    """of a year of sessions, not of a session's planning"""


class Kind(StrEnum):
    """What a part of a rule's subject is."""

    CANDIDAT = "candidat"
    EPREUVE = "epreuve"
    AVANT = "avant"
    """the épreuve that comes first, where the subject is a pair"""
    PHASE = "phase"
    PERSONNE = "personne"
    MEMBRE = "membre"
    JURY = "jury"
    SALLE = "salle"
    JOUR = "jour"
    SESSION = "session"


class Source(StrEnum):
    """Where a rule comes from, in words that a user reads; never an article number that was not read."""

    WEBINAIRE = "webinaire de la DRIEETS Île-de-France du 03/07/2025"
    RE = "référentiel d'évaluation"
    TEXTE = "texte réglementaire en vigueur"
    ARRETE_2008 = "arrêté du 8 décembre 2008, abrogé, resté d'usage"
    JUGE = "décision de justice (CAA Marseille, 26/06/2017)"
    USAGE = "usage des centres"
    CLASSEUR = "saisi dans le classeur"
    LOGIQUE = "contrainte matérielle"


class SolverHalf(StrEnum):
    """How the solver holds a rule: a constraint that is posted, a structure built into the variables, a cost."""

    CONSTRAINT = "constraint"
    STRUCTURE = "structure"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Card:
    """A rule as people are told it.

    `enonce` states it. `manquements` tells its breach, by case (the empty key where there is one case only), as
    format strings whose fields are the kinds of the subject, the data of the violation, and ``element0``,
    ``element1`` for the pieces of the plan that it names. A soft rule has no breach: its `enonce` says what is
    measured.
    """

    name: str
    theme: Theme
    subject: tuple[Kind, ...]
    enonce: str
    sources: tuple[Source, ...]
    solver: SolverHalf
    manquements: Mapping[str, str] = field(default_factory=dict)

    @property
    def hard(self) -> bool:
        """Whether a plan must respect it."""
        return self.theme is not Theme.PREFERENCE
