"""What every document of a dossier is made from, and who documents are for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from tpplanner.domain.answers import Changements, Report
from tpplanner.domain.duties import plan_of_days
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Designation, Session
from tpplanner.errors import Issue
from tpplanner.export.agenda import Agenda


class Audience(StrEnum):
    """For whom a document is: also the folder in which it stands, and the word of ``--pour``."""

    AFFICHAGE = "affichage"
    """the wall: what anybody can see"""
    JURY = "jury"
    """the membres of a jury"""
    CANDIDAT = "candidat"
    """one candidat, or all of them in the same words"""
    EQUIPE = "equipe"
    """who receives people, watches, plays opposite a candidat or helps one"""
    RESPONSABLE = "responsable"
    """the responsable de session and their suppléants: the only ones who see what is granted to whom"""
    AGREMENT = "agrement"
    """the administration: the agrément file, without a name"""


class Format(StrEnum):
    """What a document is written in: also its extension, and the word of ``--format``."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    ICS = "ics"
    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True)
class Matter:
    """A session, its plan and its report, and what the centre asked of its documents.

    `saisie` is the session as it is typed, which names those too who are gone (None: the session itself); `avant`, the
    planning of which this one is a change, whose calendars are called off.
    `avertissements` are those of the reading, `classeur` and `version` where the plan comes from; `modele` and
    `modele_membre` are the centre's own letters to a candidat and to a membre (a .docx as bytes; None: ours).
    `personnes` are the ids of those for whom documents are made; empty: everybody. `changements` is what the planning
    tells of the change that made it: who is to be called, who is late where one signs. `du_moment`: only what that
    change makes anew, posters of the days `jours` alone.
    """

    session: Session
    plan: Plan
    report: Report
    avertissements: tuple[Issue, ...] = ()
    designation: Designation = Designation.NUMERO
    modele: bytes | None = None
    modele_membre: bytes | None = None
    personnes: frozenset[str] = frozenset()
    du_moment: bool = False
    jours: frozenset[date] = frozenset()
    changements: Changements = Changements()
    saisie: Session | None = None
    avant: Agenda | None = None
    classeur: str = ""
    version: str = ""

    @cached_property
    def agenda(self) -> Agenda:
        """The plan as things that happen."""
        return Agenda(self.session, self.plan)

    @property
    def partial(self) -> bool:
        """Whether documents are made for some people alone, or after a change."""
        return bool(self.personnes) or self.du_moment

    def of_its_days(self) -> "Matter":
        """The same, of nothing but its days."""
        return replace(self, plan=plan_of_days(self.plan, self.jours)) if self.jours else self

    def concerns(self, personne: str) -> bool:
        """Whether documents of that person's own are made."""
        return not self.personnes or personne in self.personnes


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the files of a document: what tells it from the others (a name; empty where there is one), its bytes."""

    nom: str
    contenu: bytes


Make = Callable[[Matter], Iterable[Copy]]
"""Makes the files of a document."""


def alone(make: Callable[[Matter], bytes]) -> Make:
    """A document of one file."""

    def make_it(matter: Matter) -> Iterable[Copy]:
        yield Copy("", make(matter))

    return make_it
