"""Who comes as convened, who may be asked to come otherwise, and whom a plan asks what.

Who is on no convocation may be called by asking them; who is in réserve, or a suppléant, has agreed beforehand.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from tpplanner.audit import breaches
from tpplanner.audit.demandes import autre_jour
from tpplanner.domain.imprevus import Accord
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import NOT_CONVENED, Convocation, Membre, Personne, Session


@dataclass(frozen=True, slots=True)
class Demande:
    """Somebody is asked to come on a day (`autre_jour`: for which they are not convened) at an hour.

    `au_lieu_de` is the hour at which they were convened, None where they were not.
    """

    personne: str
    jour: date
    heure: time
    autre_jour: bool = False
    au_lieu_de: time | None = None


def announced(session: Session) -> bool:
    """Whether people have been told their hours: the day has come, or convocations were sent."""
    return session.convocations_envoyees is not None or session.maintenant is not None


def days_to_come(session: Session) -> list[date]:
    """Today and the days after it; every day where none has come."""
    today = session.maintenant.date() if session.maintenant is not None else date.min
    return [jour.date for jour in session.jours if jour.date >= today]


def as_convened(session: Session) -> Session:
    """The session in which everybody comes as convened, and those in réserve if they are called; nobody is asked.

    Before people are told their hours, it is the session itself.
    """
    days = days_to_come(session)
    if not announced(session) or not days:
        return session
    convened = {c.personne for c in session.convocations}
    people: tuple[Membre | Personne, ...] = (*session.membres, *session.personnes)
    ready = {p.id for p in people if p.reserve} | {p.id for p in session.personnes if p.suppleant}
    uncalled = {p.id for p in people} - convened - ready
    never = (Convocation(id_, days[0], NOT_CONVENED, deduite=True) for id_ in sorted(uncalled))
    return with_accord(replace(session, convocations=(*session.convocations, *never)), ready & convened, days)


def with_accord(session: Session, ids: Collection[str], days: Collection[date]) -> Session:
    """The session in which these people come at any hour of these days."""
    rows = {(c.personne, c.jour): c for c in session.convocations}
    for id_ in sorted(ids):
        for jour in days:
            known = rows.get((id_, jour), Convocation(id_, jour, session.jour(jour).ouverture, deduite=True))
            rows[id_, jour] = replace(known, accord=True)
    return replace(session, convocations=tuple(c for _, c in sorted(rows.items())))


def may_be_asked(session: Session, refus: Collection[str] = ()) -> Session:
    """The session in which everybody may be asked to come otherwise than convened, but those who refuse."""
    asked = {c.personne for c in session.convocations if not c.accord} - set(refus)
    return replace(
        session,
        convocations=tuple(c for c in session.convocations if c.personne not in asked),
        sur_demande=tuple(c for c in session.convocations if c.personne in asked),
    )


def demandes(session: Session, plan: Plan) -> tuple[Demande, ...]:
    """Whom a plan asks what, in a session in which everybody comes as convened; one for each person and day."""
    hours = {(c.personne, c.jour): c.heure for c in session.convocations}
    asked: dict[tuple[str, date], Demande] = {}
    for breach in breaches(session, plan, "convocation_respectee"):
        personne, jour = breach.sujet[0], date.fromisoformat(breach.sujet[1])
        debut = dict(breach.donnees)["debut"]
        hour = hours.get((personne, jour))
        if isinstance(debut, datetime):
            own = Demande(personne, jour, debut.time(), autre_jour(breach), None if autre_jour(breach) else hour)
            asked[personne, jour] = min(own, asked.get((personne, jour), own), key=lambda d: d.heure)
    return tuple(asked[key] for key in sorted(asked, key=lambda key: (key[1], asked[key].heure, key[0])))


def agreed(session: Session, asked: Collection[Demande]) -> Session:
    """The session once those who are asked have agreed, each for that day."""
    for demande in asked:
        session = with_accord(session, (demande.personne,), (demande.jour,))
    return session


def accords_of(asked: Collection[Demande]) -> tuple[Accord, ...]:
    """What is asked, as it stands in the sheet *Imprévus* until they have answered."""
    return tuple(Accord(demande.personne, demande.jour, a_demander=True) for demande in asked)
