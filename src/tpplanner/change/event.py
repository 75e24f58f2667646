"""What can happen to a planning, in the ids of its session."""

from dataclasses import dataclass
from datetime import date, datetime, time

from tpplanner.domain.session import Candidat


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody (membre, surveillant, comédien, responsable, aide) is away from one moment to another."""

    personne: str
    debut: datetime
    fin: datetime


@dataclass(frozen=True, slots=True)
class CandidatAbsent:
    """A candidat does not come."""

    candidat: str


@dataclass(frozen=True, slots=True)
class Retard:
    """A candidat comes late. His hours do not change, unless he is `reporte`: then he passes later, whole.

    `jour` None: late for the first thing to come, whatever its day.
    """

    candidat: str
    minutes: int
    reporte: bool = False
    jour: date | None = None


@dataclass(frozen=True, slots=True)
class Decalage:
    """A jury runs late: the candidat before it at that moment, or the next one, begins so many minutes later."""

    jury: str
    moment: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class SallePerdue:
    """A room is lost from one moment to another."""

    salle: str
    debut: datetime
    fin: datetime


@dataclass(frozen=True, slots=True)
class Ajout:
    """Candidats who were not there."""

    candidats: tuple[Candidat, ...]


@dataclass(frozen=True, slots=True)
class TravauxSeuls:
    """Passages stay whole; the juries' own work is placed afresh."""


@dataclass(frozen=True, slots=True)
class Prolongation:
    """A day may last until that hour."""

    jour: date
    fin: time


@dataclass(frozen=True, slots=True)
class Accord:
    """Somebody agrees to come at another hour, or on another day, than he was convened for."""

    personne: str


Evenement = Absence | CandidatAbsent | Retard | Decalage | SallePerdue | Ajout | TravauxSeuls | Prolongation | Accord
