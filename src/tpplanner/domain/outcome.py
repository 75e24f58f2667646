"""What planning and checking answer: a plan, a proof that there is none, or neither in the time; and a report."""

from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from tpplanner.domain.plan import Accueil, Composition, Passage, Plan, Presence, Travail
from tpplanner.errors import Issue

Valeur = str | int | Fraction | date | datetime | time
"""What a violation carries: an id, a number, a date, a moment."""

Element = Passage | Travail | Presence | Composition | Accueil
"""A piece of a plan, as a violation points at it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule for one subject (ids, in the order of its card): the key shared by solver, audit and sentence."""

    regle: str
    sujet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A requirement that a plan breaks: in which way, what its sentence needs, the pieces of the plan concerned.

    `cas` is a key of the card's `manquements`.
    """

    regle: str
    sujet: tuple[str, ...]
    cas: str = ""
    donnees: tuple[tuple[str, Valeur], ...] = ()
    elements: tuple[Element, ...] = ()

    @property
    def requirement(self) -> Requirement:
        """What it breaks."""
        return Requirement(self.regle, self.sujet)


@dataclass(frozen=True, slots=True)
class JurysDuJour:
    """So many juries of a day that hear so many candidats each."""

    jour: date
    jurys: int
    candidats: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A lack that arithmetic proves: `besoin` of `quoi` for `sujet`, `disponible` at most.

    `detail` says where places before juries are, when it is they that are short.
    """

    quoi: str
    sujet: tuple[str, ...]
    besoin: int
    disponible: int
    detail: tuple[JurysDuJour, ...] = ()


@dataclass(frozen=True, slots=True)
class Borne:
    """No plan does better than `valeur` at that level, given the levels before it."""

    niveau: str
    valeur: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that the solver holds valid, with a bound for each level that it reached.

    `a_la_minute`: no plan keeps to the step of the réglages; hours fall on any minute.
    """

    plan: Plan
    bornes: tuple[Borne, ...]
    interrompu: bool = False
    a_la_minute: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """Requirements that cannot hold together: with these alone there is no plan.

    `regles_minimales`: without any one of their rules, the others alone have one; `minimale`: without any one of them.
    Neither says that the session has a plan then: what else it requires may not hold together either.
    """

    exigences: tuple[Requirement, ...]
    regles_minimales: bool = False
    minimale: bool = False


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan exists: what arithmetic lacks, or the requirements that cannot hold together, if they were found."""

    manques: tuple[Shortage, ...] = ()
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """No plan was found in the time, and none was proven impossible."""

    bornes: tuple[Borne, ...] = ()
    interrompu: bool = False


Outcome = Planned | Infeasible | Unfinished


@dataclass(frozen=True, slots=True)
class Mesure:
    """A soft rule measured on a plan."""

    regle: str
    valeur: int


@dataclass(frozen=True, slots=True)
class NiveauAtteint:
    """A level measured on a plan, beside its bound (None: no bound is known).

    Where waits are weighed, both are counted in parts of a minute, of which `unite` make one.
    """

    nom: str
    valeur: int
    borne: int | None = None
    unite: int = 1

    @property
    def prouve(self) -> bool:
        """Whether no plan can do better, given the levels before it."""
        return self.borne is not None and self.valeur == self.borne


@dataclass(frozen=True, slots=True)
class Report:
    """What an independent reading of a plan finds.

    `constats` are breaches made of history alone; `avertissements` let the plan stand. `bon_sens` measures what people
    find odd though no level counts it, without any proof.
    """

    violations: tuple[Violation, ...]
    mesures: tuple[Mesure, ...]
    niveaux: tuple[NiveauAtteint, ...]
    constats: tuple[Violation, ...] = ()
    avertissements: tuple[Issue, ...] = ()
    bon_sens: tuple[Mesure, ...] = ()

    @property
    def conforme(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations
