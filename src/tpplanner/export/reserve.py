"""Who is in réserve on a day: called by nobody yet, to be reached from one hour to another."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tpplanner.domain.appels import first_calls
from tpplanner.domain.duties import RESERVE_ROLES
from tpplanner.domain.session import Membre, Personne
from tpplanner.export.agenda import Agenda
from tpplanner.texts.changements import MEMBRE
from tpplanner.texts.noms import ROLES
from tpplanner.texts.phrases import liste

BEFOREHAND = timedelta(hours=1)
"""How long before the first call of a day somebody in réserve is to be reached: whoever does not come says so then."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in réserve on a day: as what, from when to when they are to be reached."""

    personne: str
    role: str
    telephone: str
    debut: datetime
    fin: datetime


def in_reserve(agenda: Agenda) -> dict[date, list[Waiting]]:
    """Those of each day of the plan; not who is called on that day, nor who is away for the whole of it."""
    calls: dict[date, dict[str, time]] = {jour: {} for jour in agenda.jours}
    for (id_, jour), heure in first_calls(agenda.session, agenda.plan).items():
        calls[jour][id_] = heure
    days = {jour: list(_waiting(agenda, called, *_reachable(agenda, jour, called))) for jour, called in calls.items()}
    return {jour: waiting for jour, waiting in days.items() if waiting}


def _reachable(agenda: Agenda, jour: date, called: Mapping[str, time]) -> tuple[datetime, datetime]:
    ends = [passage.fin for passage in agenda.plan.passages if passage.jour == jour]
    ends += [composition.fin for composition in agenda.plan.compositions if composition.jour == jour]
    return datetime.combine(jour, min(called.values())) - BEFOREHAND, max(ends)


def _waiting(agenda: Agenda, called: Collection[str], debut: datetime, fin: datetime) -> Iterator[Waiting]:
    membres = {m.id for m in agenda.session.membres}
    people: list[tuple[Membre | Personne, str]] = [(m, MEMBRE) for m in agenda.session.membres if m.reserve]
    for personne in agenda.session.personnes:
        roles = [ROLES[role] for role in personne.roles if role in RESERVE_ROLES]
        if personne.reserve and roles and personne.id not in membres:
            people.append((personne, liste(roles)))
    for somebody, role in people:
        away = any(plage.debut <= debut and fin <= plage.fin for plage in somebody.indisponibilites)
        if somebody.id not in called and not away:
            yield Waiting(somebody.id, role, somebody.telephone or somebody.contact, debut, fin)
