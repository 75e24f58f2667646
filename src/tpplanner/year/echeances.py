"""Every échéance of a session, in the order of their days."""

from collections.abc import Iterator
from datetime import date, datetime

from tpplanner.domain.echeances import Echeance, Echeancier
from tpplanner.domain.fuseau import Fuseau
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.texts import echeances as textes
from tpplanner.texts.departements import DEPARTEMENTS, SERVICES, nom_complet
from tpplanner.year.after import after_session, called_off
from tpplanner.year.before import before_session
from tpplanner.year.endings import endings
from tpplanner.year.frame import Frame, place_of
from tpplanner.year.working_days import WorkingDays, time_zone


def echeancier(session: Session, plan: Plan | None = None, today: date | None = None) -> Echeancier:
    """The échéances of a session, counted from the days of its plan, or from its possible days without one.

    Without `today`, nothing is late: what is done is told, all the rest is to do. A fictive session has no dates:
    raises ValueError.
    """
    if plan is not None and not plan.jours():
        plan = None
    if session.fictive:
        raise ValueError("a fictive session has no dates")
    departement, deduced = place_of(session)
    frame = Frame(session, plan, WorkingDays(departement), today)
    found = sorted(_all(frame), key=_order)
    return Echeancier(
        frame.premier,
        frame.dernier,
        tuple(found),
        tuple(_notices(frame, deduced=deduced)),
        today,
        provisoire=plan is None,
        departement=departement,
        time_zone=_time_zone(session, departement),
        contact=_contact(session, departement),
        jours=tuple(_hours(frame, jour) for jour in frame.jours),
        cle=session.numero_ceres
        or f"{session.referentiel.sigle}/{session.genre}/{session.centre}/{frame.premier:%Y-%m}",
    )


def _all(frame: Frame) -> Iterator[Echeance]:
    annulee = frame.session.suivi.annulee
    if annulee is not None:
        yield from called_off(frame, annulee)
        return
    yield from before_session(frame)
    yield from after_session(frame)
    yield from endings(frame)


def _order(echeance: Echeance) -> tuple[bool, date]:
    return echeance.au_plus_tard is None, echeance.au_plus_tard or date.max


def _hours(frame: Frame, jour: date) -> tuple[datetime, datetime]:
    """From the first to the last thing of a day of the plan; from opening to closing where there is no plan."""
    plan = frame.plan
    if plan is None:
        fiche = frame.session.jour(jour)
        return fiche.a(min(fiche.ouverture, fiche.fin)), fiche.a(max(fiche.ouverture, fiche.fin))
    spans = [(p.debut, p.fin) for p in plan.passages if p.jour == jour]
    spans += [(t.debut, t.fin) for t in plan.travaux if t.debut.date() == jour]
    spans += [(p.debut, p.fin) for p in plan.presences if p.debut.date() == jour]
    return min(debut for debut, _ in spans), max(fin for _, fin in spans)


def _time_zone(session: Session, departement: str) -> str:
    """The clock that the session tells, where it is not the usual one; else that of its département."""
    return time_zone(departement) if session.fuseau is Fuseau.METROPOLE else session.fuseau.value


def _contact(session: Session, departement: str) -> str:
    """Whom to send to: as the centre says, else the address that is known for its département."""
    known = SERVICES.get(departement)
    service = session.service_departemental or (known.nom if known else "")
    return textes.contact(service, session.contact_service or (known.courriel if known else ""))


def _notices(frame: Frame, *, deduced: bool) -> Iterator[str]:
    """What must be known of the counting, and of the days of the session themselves."""
    calendar = frame.calendar
    if frame.plan is None and len(frame.jours) > 1:
        yield textes.provisoire(frame.premier, frame.dernier)
    if not calendar.departement:
        yield textes.SANS_DEPARTEMENT
    elif deduced:
        yield textes.departement_deduit(nom_complet(calendar.departement))
    for jour in frame.jours:
        if name := calendar.holiday(jour):
            yield textes.jour_ferie(jour, name)
    if calendar.departement and not calendar.zone:
        yield textes.vacances_inconnues(DEPARTEMENTS[calendar.departement].nom)
    names = {jour: calendar.school_holiday(jour) for jour in frame.jours}
    for name in dict.fromkeys(filter(None, names.values())):
        yield textes.jours_de_vacances([jour for jour in frame.jours if names[jour] == name], name, calendar.zone)
    yield textes.REPORT
