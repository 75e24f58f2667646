"""What happens to a session once it is planned, each thing as it was told: a row of the sheet *Imprévus*.

`domain.held` says what a session is while they hold. Candidats added stand in *Candidats* like the others: they are no
event of a session.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated

from tpplanner.domain.facts import DEDUCED, HERE, NOBODY, PAPERS, RULES, WHO

# What can happen, in the ids of the session: first what holds from then on.


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody (candidat, membre, surveillant, comédien, responsable, aide) is away from one moment to another."""

    personne: Annotated[str, NOBODY, HERE, RULES]
    debut: Annotated[datetime, NOBODY, HERE, RULES]
    fin: Annotated[datetime, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class CandidatAbsent:
    """A candidat does not come."""

    candidat: Annotated[str, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class CandidatEnRetard:
    """A candidat comes late. Their hours do not change, unless they are `reporte`: then they pass later, whole.

    `jour` None: late for the first thing to come, whatever its day. `debut` and `fin` say when one who is `reporte` is
    not there yet, once the plan has told the hour at which they were called.
    """

    candidat: Annotated[str, NOBODY, HERE, RULES]
    minutes: Annotated[int, NOBODY, HERE, RULES]
    reporte: Annotated[bool, NOBODY, HERE, RULES] = False
    jour: Annotated[date | None, NOBODY, HERE, RULES] = None
    debut: Annotated[datetime | None, NOBODY, HERE, RULES] = None
    fin: Annotated[datetime | None, NOBODY, HERE, RULES] = None


@dataclass(frozen=True, slots=True)
class CandidatReporte:
    """A candidat is postponed to another session; where they are `compose`, only for what is before a jury.

    They have sat something: it stays theirs, and so does what they sit with the others.
    """

    candidat: Annotated[str, NOBODY, HERE, RULES]
    compose: Annotated[bool, NOBODY, HERE, RULES] = False


@dataclass(frozen=True, slots=True)
class SallePerdue:
    """A room is lost from one moment to another."""

    salle: Annotated[str, NOBODY, HERE, RULES]
    debut: Annotated[datetime, NOBODY, HERE, RULES]
    fin: Annotated[datetime, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class Prolongation:
    """A day may last until that hour."""

    jour: Annotated[date, NOBODY, HERE, RULES]
    fin: Annotated[time, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class Accord:
    """Somebody agrees to come at another hour than they were convened for, or on another day.

    `jour`: on that day alone; None: on any day of the session. One that is `a_demander` is what the plan counts on, and
    has not been given yet.
    """

    personne: Annotated[str, NOBODY, HERE, RULES]
    jour: Annotated[date | None, NOBODY, HERE, RULES] = None
    a_demander: Annotated[bool, NOBODY, HERE, PAPERS] = False


@dataclass(frozen=True, slots=True)
class Remplacement:
    """Somebody is away from one moment to another, and another takes their place, also in a jury of the centre's."""

    absent: Annotated[str, NOBODY, HERE, RULES]
    par: Annotated[str, NOBODY, HERE, RULES]
    debut: Annotated[datetime, NOBODY, HERE, RULES]
    fin: Annotated[datetime, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class Deport:
    """A membre says at the door that they are linked to a candidat: they do not judge them."""

    membre: Annotated[str, NOBODY, HERE, RULES]
    candidat: Annotated[str, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class Derogation:
    """A length of usage is so many minutes shorter or longer on a day, for one subject, or for all where it is empty.

    `regle` is the name of a rule's card or of a réglage.
    """

    regle: Annotated[str, NOBODY, HERE, RULES]
    sujet: Annotated[str, NOBODY, HERE, RULES]
    jour: Annotated[date, NOBODY, HERE, RULES]
    minutes: Annotated[int, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class CandidatRefuse:
    """A candidat comes without what they have to show (`motif`); where they are not `admis`, they pass nothing."""

    candidat: Annotated[str, NOBODY, HERE, RULES]
    moment: Annotated[datetime, NOBODY, HERE, RULES]
    motif: Annotated[str, WHO, HERE, PAPERS] = ""
    admis: Annotated[bool, NOBODY, HERE, RULES] = False


# What shifts a plan once, and is on record: the plan that came of it holds it.


@dataclass(frozen=True, slots=True)
class Decalage:
    """A jury runs late: the candidat before it at that moment, or the next one, begins so many minutes later."""

    jury: Annotated[str, NOBODY, HERE, RULES]
    moment: Annotated[datetime, NOBODY, HERE, RULES]
    minutes: Annotated[int, NOBODY, HERE, RULES]


@dataclass(frozen=True, slots=True)
class TravauxSeuls:
    """Passages stay whole; the juries' own work is placed afresh."""


@dataclass(frozen=True, slots=True)
class EcritInterrompu:
    """An épreuve that candidats sit together stops at a moment of a day, and goes on at another."""

    epreuve: Annotated[str, NOBODY, HERE, RULES]
    jour: Annotated[date, NOBODY, HERE, RULES]
    debut: Annotated[time, NOBODY, HERE, RULES]
    reprise: Annotated[time, NOBODY, HERE, RULES]


class Decision(StrEnum):
    """What the responsable decides of an oral or a reading that was interrupted."""

    POURSUIVRE = "poursuivre"
    """it goes on before those who are left"""
    SUSPENDRE = "suspendre"
    """it goes on later, before the same jury"""
    ANNULER = "annuler"
    """it is void, and begins anew before another jury"""
    REPORTER = "reporter"
    """the candidat is postponed to another session"""
    EN_ATTENTE = "attente"
    """nobody has chosen yet: until then the candidat passes nothing before a jury"""


@dataclass(frozen=True, slots=True)
class JuryInterrompu:
    """A jury is interrupted at a moment while it hears a candidat, or reads what is theirs.

    `reprise`: when the same jury goes on, where it is suspended.
    """

    jury: Annotated[str, NOBODY, HERE, RULES]
    jour: Annotated[date, NOBODY, HERE, RULES]
    moment: Annotated[datetime, NOBODY, HERE, RULES]
    candidat: Annotated[str, NOBODY, HERE, RULES]
    decision: Annotated[Decision, NOBODY, HERE, RULES]
    reprise: Annotated[datetime | None, NOBODY, HERE, RULES] = None


Evenement = (
    Absence
    | CandidatAbsent
    | CandidatEnRetard
    | CandidatReporte
    | SallePerdue
    | Prolongation
    | Accord
    | Remplacement
    | Deport
    | Derogation
    | CandidatRefuse
    | Decalage
    | TravauxSeuls
    | EcritInterrompu
    | JuryInterrompu
)


@dataclass(frozen=True, slots=True)
class Imprevu:
    """Something that happened, when it was told (None: before the session), when it was taken back (None: it holds)."""

    evenement: Annotated[Evenement, NOBODY, HERE, RULES]
    dit_le: Annotated[datetime | None, NOBODY, HERE, DEDUCED] = None
    note: Annotated[str, WHO, HERE, PAPERS] = ""
    repris_le: Annotated[datetime | None, NOBODY, HERE, DEDUCED] = None


_NAMES = ("personne", "candidat", "absent", "par", "membre", "salle")
"""The fields of events that hold the id of somebody or of a room."""


def names_of(evenement: Evenement) -> frozenset[str]:
    """The ids of the people and the rooms that an event names."""
    return frozenset(getattr(evenement, champ) for champ in _NAMES if hasattr(evenement, champ))
