"""What a rule's card holds: all that is a fact of the rule, told once; what is code is a half that bears its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Any


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


class Entity(StrEnum):
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


class Authority(StrEnum):
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


class Binding(StrEnum):
    """How much of a plan a hard rule must see: what may be searched or bounded with less holds it all the same."""

    JURY_DAY = "jury-day"
    """one jury's day, by its hours: posted in the model of a jury-day"""
    KIND = "kind"
    """one jury's day, by dates or people that it does not know: the kinds of its candidats hold it"""
    MEMBRE = "membre"
    """besides, a membre's whole day, in whichever juries they sit: juries in turn of others do not share it"""
    DAYS = "days"
    """jury-days together, or days: worth posting without any hour"""
    ROOMS = "rooms"
    """rooms, which the model without hours holds by its strengthenings alone"""
    SESSION = "session"
    """the whole plan, or at least what no model smaller than the whole one knows: never wrong to say"""


class Tally(StrEnum):
    """How bounds count a soft rule."""

    MINUTES = "minutes"
    """in minutes, of which each jury-day has its own part"""
    DAYS = "days"
    """in whole days, of people or of the session: no hour is needed"""
    COST = "cost"
    """by its cost as it stands, on whichever model"""
    LAST = "last"
    """not at all: it is left to the whole model, once the levels before are settled; never wrong to say"""


@dataclass(frozen=True, slots=True)
class Loosening:
    """How a centre asks for less by a réglage, down to nothing.

    The phrases tell people of a looser value, ``{a}`` in the place of ``{de}``; `phrase_du_re` where ``{a}`` is what the
    référentiel says.
    """

    free: int | None
    """the value with which the rule asks for nothing: 0 where a smaller one is looser, else a larger one is"""
    phrase: str
    phrase_du_re: str = ""

    @property
    def downwards(self) -> bool:
        """Whether a smaller value asks for less."""
        return self.free == 0


@dataclass(frozen=True, slots=True)
class Exigence:
    """What may be left out of a session so that the rule asks for nothing, and where in the workbook it stands.

    One of `absents`, `jours`, `candidats`, `role`, `reglages`, in that order, says it all; where none of them can,
    `diagnosis.requirements` composes it. By `absents`, `role` and `reglages` a centre may also ask for less, which
    `explain` offers; by anything else `diagnosis.repairs` says how, unless it is `firm`. The phrase is a format string; its fields are réglages, ``jour`` and the
    ``jour_`` columns where hours of a day are asked for, ``gens`` who have the role, ``sujet0`` and ``sujet1``. Where
    it is empty, `texts.fautes` composes it.
    """

    phrase: str = ""
    absents: str = ""
    """the collection of a session whose absences it respects"""
    jours: Mapping[str, time] = field(default_factory=dict)
    """columns of *Jours*, with the hours with which it asks for nothing"""
    candidats: Mapping[str, object] = field(default_factory=dict)
    """columns of *Candidats*, with the values with which it asks for nothing"""
    role: str = ""
    """the role without anybody of which it asks for nobody"""
    reglages: Mapping[str, Loosening] = field(default_factory=dict)
    """réglages: lengths and counts"""
    held: bool = False
    """without it what has begun would not be as it was: once history is known, a session without it is no looser"""
    firm: bool = False
    """it is not for the centre to ask for less: the regulation, the référentiel or people themselves say so"""


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
    subject: tuple[Entity, ...]
    enonce: str
    sources: tuple[Authority, ...]
    solver: SolverHalf
    manquements: Mapping[str, str] = field(default_factory=dict)

    @property
    def hard(self) -> bool:
        """Whether a plan must respect it."""
        return self.theme is not Theme.PREFERENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class HardCard(Card):
    """A rule that a planning must respect.

    `binds` is empty for a structure: the variables cannot break it. `exigence` is None for what every session asks:
    nothing says how to leave it out.
    """

    solver: SolverHalf = SolverHalf.CONSTRAINT
    binds: tuple[Binding, ...]
    exigence: Exigence | None
    nommees: bool = False
    """it is about people by their name: nobody is known yet in a fictive session"""
    sans_objet: str = ""
    """why it concerns nothing in some sessions: those whose exigence has no subject, or as `export.verdicts` says"""
    non_controlee: bool = False
    """where its exigence has no subject it is not without object: it is not checked, for want of names"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftCard(Card):
    """A rule that makes one planning better than another.

    `nom` is what it is called in a few words; `unite` that of its measure, one and several, None where it is a length;
    `niveau` the level in which it counts unless a centre says otherwise.
    """

    theme: Theme = Theme.PREFERENCE
    sources: tuple[Authority, ...] = (Authority.USAGE,)
    solver: SolverHalf = SolverHalf.COST
    nom: str
    unite: tuple[str, str] | None
    niveau: str
    tally: Tally
    colonne: str = ""
    """its name in the sheet of réglages, where a centre may order it as it likes"""
    complement: str = ""
    """what completes a measure whose unit does not say what is measured"""


@dataclass(frozen=True, slots=True)
class CommonSenseCard:
    """What people find odd in a planning though no level counts it.

    `enonce` says what is measured, `constat` tells its measure, one and several, `essai` is the test that shows it.
    """

    name: str
    enonce: str
    constat: tuple[str, str]
    essai: str


def halves(cards: Iterable[Card | CommonSenseCard], *holders: object) -> dict[str, Any]:
    """What bears the name of each card in modules or classes, in the order of the cards: a half needs no other mark."""
    return {card.name: vars(holder)[card.name] for card in cards for holder in holders if card.name in vars(holder)}
