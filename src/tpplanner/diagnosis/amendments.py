"""A session once something is changed in it: who or what is added bears a name that says that it is to be found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tpplanner.diagnosis.loosening import with_absences, with_reglages, without_absence, without_pin
from tpplanner.diagnosis.rooms import with_room
from tpplanner.domain.repair import Amendment, Moment, Remedy, Repair
from tpplanner.domain.session import NOON, Convocation, Habilitation, Jour, Membre, Personne, Plage, Role, Session
from tpplanner.texts import reparations as texte

WEEKEND = (5, 6)


def amended(session: Session, amendment: Amendment) -> Session:
    """The session with that change."""
    return _CHANGES[amendment.change](session, amendment)


def repaired(session: Session, repair: Repair) -> Session:
    """The session with all the changes of a repair."""
    for amendment in repair.amendments:
        session = amended(session, amendment)
    return session


def _membres(session: Session, amendment: Amendment) -> Session:
    jour, moment = date.fromisoformat(amendment.subject[0]), Moment(amendment.subject[1])
    ref = session.referentiel
    taken = {m.id for m in session.membres} | {p.id for p in session.personnes}
    free = (id_ for n in range(1, len(taken) + amendment.amount + 2) if (id_ := f"M{n}") not in taken)
    already = sum(m.nom.startswith(texte.A_TROUVER) for m in session.membres)
    more = tuple(
        Membre(
            next(free),
            f"{texte.A_TROUVER} {already + n + 1}",
            habilitations=(Habilitation(ref.sigle, ref.millesime),),
            qualites=ref.qualites,
            indisponibilites=_elsewhere(session, jour, moment),
        )
        for n in range(amendment.amount)
    )
    return replace(session, membres=(*session.membres, *more))


def _elsewhere(session: Session, jour: date, moment: Moment) -> tuple[Plage, ...]:
    """All of the session but that part of that day."""
    plages = []
    for other in session.jours:
        whole = Plage(other.a(time()), other.a(time()) + timedelta(days=1))
        if other.date != jour:
            plages.append(whole)
        elif moment is Moment.MORNING:
            plages.append(Plage(other.a(NOON), whole.fin))
        elif moment is Moment.AFTERNOON:
            plages.append(Plage(whole.debut, other.a(NOON)))
    return tuple(plages)


def _jours(session: Session, amendment: Amendment) -> Session:
    """As many days more, the next working ones, with the hours of the last; everybody is there."""
    last = max(session.jours, key=lambda j: j.date)
    jours = list(session.jours)
    for _ in range(amendment.amount):
        jours.append(_next(jours, last))
    return replace(session, jours=tuple(sorted(jours, key=lambda j: j.date)))


def _next(jours: list[Jour], like: Jour) -> Jour:
    after = max(j.date for j in jours) + timedelta(days=1)
    while after.weekday() in WEEKEND and like.date.weekday() not in WEEKEND:
        after += timedelta(days=1)
    labels = {j.etiquette for j in jours}
    label = next(name for n in range(len(jours) + 1, 1000) if (name := texte.jour(n)) not in labels)
    return replace(like, date=after, etiquette=label)


def _salles(session: Session, amendment: Amendment) -> Session:
    usage = amendment.subject[0]
    for n in range(amendment.amount):
        session = with_room(session, usage, texte.salle(usage, n + 1))
    return session


def _each_day(session: Session, amendment: Amendment, change: Callable[[Jour], Jour]) -> Session:
    days = amendment.subject or tuple(j.date.isoformat() for j in session.jours)
    return replace(session, jours=tuple(change(j) if j.date.isoformat() in days else j for j in session.jours))


def _shifted(moment: time, minutes: int) -> time:
    """So many minutes later or earlier, the same day."""
    shifted = datetime.combine(date(2000, 1, 3), moment) + timedelta(minutes=minutes)
    return shifted.time() if shifted.date() == date(2000, 1, 3) else time(23, 59) if minutes > 0 else time()


def _later(session: Session, amendment: Amendment) -> Session:
    return _each_day(session, amendment, lambda j: replace(j, fin=_shifted(j.fin, amendment.amount)))


def _earlier(session: Session, amendment: Amendment) -> Session:
    """The candidats' accueil comes earlier too."""
    less = -amendment.amount
    return _each_day(
        session,
        amendment,
        lambda j: replace(j, ouverture=_shifted(j.ouverture, less), accueil=_shifted(j.accueil, less)),
    )


def _midday(session: Session, amendment: Amendment) -> Session:
    n = amendment.amount
    return _each_day(
        session,
        amendment,
        lambda j: replace(j, pause_debut=_shifted(j.pause_debut, -n), pause_fin=_shifted(j.pause_fin, n)),
    )


def _there(session: Session, amendment: Amendment) -> Session:
    return without_absence(session, amendment.subject)


def _there_from(session: Session, amendment: Amendment) -> Session:
    return _shortened(session, amendment, lambda p, at: Plage(p.debut, at))


def _there_until(session: Session, amendment: Amendment) -> Session:
    return _shortened(session, amendment, lambda p, at: Plage(at, p.fin))


def _shortened(session: Session, amendment: Amendment, shorter: Callable[[Plage, datetime], Plage]) -> Session:
    id_, debut = amendment.subject

    def change(plages: tuple[Plage, ...]) -> tuple[Plage, ...]:
        return tuple(shorter(p, _at(p, amendment.amount)) if p.debut.isoformat() == debut else p for p in plages)

    return with_absences(session, id_, change)


def _at(plage: Plage, minutes: int) -> datetime:
    """That minute of the day on which an absence begins."""
    return datetime.combine(plage.debut.date(), time()) + timedelta(minutes=minutes)


def _reglage(session: Session, amendment: Amendment) -> Session:
    return with_reglages(session, **{amendment.subject[0]: amendment.amount})


def _agreed(session: Session, amendment: Amendment) -> Session:
    (id_,) = amendment.subject
    told = tuple(replace(c, accord=True) if c.personne == id_ else c for c in session.convocations)
    known = {c.jour for c in told if c.personne == id_}
    more = tuple(
        Convocation(id_, j.date, j.ouverture, accord=True)
        for j in session.jours
        if amendment.amount and j.date not in known
    )
    return replace(session, convocations=(*told, *more))


def _role(session: Session, amendment: Amendment) -> Session:
    role = Role(amendment.subject[0])
    taken = {m.id for m in session.membres} | {p.id for p in session.personnes}
    free = (id_ for n in range(1, len(taken) + amendment.amount + 2) if (id_ := f"P{n}") not in taken)
    more = tuple(
        Personne(next(free), f"{texte.personne(role)} {n + 1}", (role,), suppleant=role is Role.RESPONSABLE)
        for n in range(amendment.amount)
    )
    return replace(session, personnes=(*session.personnes, *more))


_CHANGES: dict[Remedy, Callable[[Session, Amendment], Session]] = {
    Remedy.MEMBRES: _membres,
    Remedy.JOURS: _jours,
    Remedy.SALLE: _salles,
    Remedy.LATER: _later,
    Remedy.EARLIER: _earlier,
    Remedy.MIDDAY: _midday,
    Remedy.THERE_FROM: _there_from,
    Remedy.THERE_UNTIL: _there_until,
    Remedy.THERE: _there,
    Remedy.UNPINNED: lambda session, a: without_pin(session, a.subject),
    Remedy.REGLAGE: _reglage,
    Remedy.AGREED: _agreed,
    Remedy.ROLE: _role,
    Remedy.COMPOSED: lambda session, _: replace(session, jurys=()),
}
