"""What could be changed in a session, each lever by steps: from the least change of its kind to the most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tpplanner.diagnosis.loosening import absence_of, absents
from tpplanner.diagnosis.rooms import usages
from tpplanner.domain.outcome import Cause, Requirement
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.reglages import BORNES, INTERDIT_A_ZERO
from tpplanner.domain.repair import Amendment, Moment, Remedy
from tpplanner.domain.session import Jour, Plage, Role, Session

Step = tuple[Amendment, ...]
"""Changes made together."""

Lever = tuple[Step, ...]
"""Steps of one kind, each larger than the one before: where one is enough, so are those after it."""

STEP = 30
"""Minutes between two steps of hours."""

MOST_LONGER = 180
"""A day is never made longer than that on either side."""

EARLIEST, LATEST = time(7), time(21)
"""No day is made to begin before, nor to end after."""

MEMBRES, ROOMS, DAYS, PEOPLE = (1, 2, 4), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4)
"""How many more of each are tried."""

REGLAGES: dict[str, tuple[str, ...]] = {
    "lecture_dossier": ("lecture",),
    "correction": ("correction_qp", "correction_ecrit", "correction_autre"),
    "deliberation": ("deliberation",),
    "battement": ("battement",),
    "accueil_jury": ("accueil_jury",),
    "cloture": ("cloture",),
    "accueil_candidats": ("accueil", "accueil_autres_jours"),
    "ouverture_plis": ("plis",),
    "pause_meridienne": ("pause_jury", "pause_candidat"),
    "comedien_present": ("accueil_comedien",),
}
"""The réglages that make each rule ask for less."""

DOWNWARDS = (Remedy.REGLAGE, Remedy.THERE_FROM)
"""Changes that do more, the less their amount: but for the quota, which a step of its own raises."""

ROLES = {
    "surveillance": Role.SURVEILLANT,
    "comedien_present": Role.COMEDIEN,
    "responsable_present": Role.RESPONSABLE,
}

ABSENCES = {
    "candidat_disponible": "candidats",
    "membre_disponible": "membres",
    "personne_disponible": "personnes",
    "salle_disponible": "salles",
}
"""Who may be absent, by rule."""


def levers(session: Session, cause: Cause | None) -> list[Lever]:
    """What could undo a cause, or any where none is known: what touches none of its requirements cannot."""
    asked = _Asked(session, cause)
    every = [*asked.of_time(), *asked.of_promises(), *asked.of_people(), *_resources(session)]
    return sorted((lever for lever in every if lever), key=lambda lever: (cost(lever[0]), cost(lever[-1])))


def any_minute(session: Session) -> Lever:
    """Hours at any minute: what is tried before a session is said to have no plan, and enough or not by itself."""
    return _steps([Amendment(Remedy.REGLAGE, ("pas",), 1, 1)] if session.reglages.pas > 1 else [])


def cost(step: Step) -> int:
    """How much a step asks of a centre."""
    return sum(amendment.cost for amendment in step)


def within(step: Step, more: Step) -> bool:
    """Whether all that a step changes is changed as much or more by another: it then makes no more possible."""
    return all(any(_no_more(amendment, other) for other in more) for amendment in step)


def _no_more(one: Amendment, other: Amendment) -> bool:
    """Whether a change is the same as another, or a part of it."""
    if other.change is Remedy.THERE and one.change in (Remedy.THERE_FROM, Remedy.THERE_UNTIL):
        return one.subject == other.subject
    if one.change is not other.change:
        return False
    if one.change is Remedy.MEMBRES:
        same = one.subject[0] == other.subject[0] and other.subject[1] in (one.subject[1], Moment.DAY)
    else:
        same = one.subject == other.subject or (one.change in (Remedy.LATER, Remedy.EARLIER) and not other.subject)
    less = other.amount <= one.amount if one.change in DOWNWARDS else one.amount <= other.amount
    return same and less


@dataclass
class _Asked:
    """The levers of what a cause asks for; of everything where there is none."""

    session: Session
    cause: Cause | None

    def _asks(self, regle: str, *subject: str) -> bool:
        """Whether a rule is in the cause, for that subject if one is given."""
        if self.cause is None:
            return True
        if subject:
            return Requirement(regle, subject) in self.cause.exigences
        return any(r.regle == regle for r in self.cause.exigences)

    def of_time(self) -> Iterator[Lever]:
        """Réglages and hours of days."""
        session = self.session
        for regle, champs in REGLAGES.items():
            if self._asks(regle):
                yield from (_reglage(session, champ) for champ in champs)
        if self._asks("ouverture"):
            yield from self._hours()
        elif self._asks("accueil_candidats"):
            yield _longer(session, Remedy.EARLIER, ())
        if self._asks("pause_meridienne"):
            yield _steps(Amendment(Remedy.MIDDAY, (), n, n // 6) for n in (STEP, 2 * STEP))

    def _hours(self) -> Iterator[Lever]:
        yield _longer(self.session, Remedy.LATER, ())
        yield _longer(self.session, Remedy.EARLIER, ())
        days = [j.date.isoformat() for j in self.session.jours]
        for day in days if len(days) > 1 else ():
            if self._asks("ouverture", day):
                yield _longer(self.session, Remedy.LATER, (day,))

    def of_promises(self) -> Iterator[Lever]:
        """Pins and convocations."""
        session = self.session
        for pin in session.pins:
            if self._asks("passage_fige", pin.candidat, pin.epreuve):
                yield _steps([Amendment(Remedy.UNPINNED, (pin.candidat, pin.epreuve), cost=5)])
        for id_ in dict.fromkeys(c.personne for c in session.convocations):
            if self._asks("convocation_respectee", id_):
                yield _agreed([id_])
        membres = {m.id for m in session.membres}
        convened = [id_ for id_ in dict.fromkeys(c.personne for c in session.convocations) if id_ in membres]
        if len(convened) > 1 and self._asks("convocation_respectee"):
            yield _agreed(convened)

    def of_people(self) -> Iterator[Lever]:
        """Absences, roles, juries of the centre, the quota that it asked for."""
        session = self.session
        for regle, who in ABSENCES.items():
            for subject in absence_of(who)(session):
                if self._asks(regle, *subject):
                    yield from _there(session, who, subject)
        for regle, role in ROLES.items():
            if self._asks(regle) and session.avec_role(role):
                yield _steps(Amendment(Remedy.ROLE, (role.value,), n, 18 * n) for n in PEOPLE)
        if self._asks("jury_nombre") and session.jurys:
            yield _steps([Amendment(Remedy.COMPOSED, cost=15)])
        if self._asks("quota_jury"):
            yield _quota(session)


def _agreed(convened: list[str]) -> Lever:
    """Those who were convened come earlier, then also on another day."""
    return tuple(tuple(Amendment(Remedy.AGREED, (id_,), n, 8 + 4 * n) for id_ in convened) for n in (0, 1))


def _steps(amendments: Iterator[Amendment] | list[Amendment]) -> Lever:
    return tuple((amendment,) for amendment in amendments)


# What is behind every cause


def _resources(session: Session) -> Iterator[Lever]:
    """Rooms, days, membres, and membres with a room for their jury."""
    for usage in usages(session):
        yield _steps(_rooms(usage, n) for n in ROOMS)
    yield _steps(Amendment(Remedy.JOURS, (), n, 60 * n) for n in DAYS)
    for jour in session.jours if not session.jurys else ():
        for moment, price in ((Moment.MORNING, 22), (Moment.AFTERNOON, 22), (Moment.DAY, 28)):
            subject = (jour.date.isoformat(), moment.value)
            more = [Amendment(Remedy.MEMBRES, subject, n, price * n) for n in MEMBRES]
            yield _steps(more)
            yield tuple((membres, _rooms(USAGE_JURY, 1 + (membres.amount > 2))) for membres in more)


def _rooms(usage: str, number: int) -> Amendment:
    return Amendment(Remedy.SALLE, (usage,), number, 20 * number)


# Réglages and hours


def _reglage(session: Session, champ: str) -> Lever:
    """A réglage by five minutes down to its least."""
    value: int = getattr(session.reglages, champ)
    least = max(BORNES[champ][0], 1 if champ in INTERDIT_A_ZERO else 0)
    steps = [*range(value - 5, least, -5), least] if value > least else []
    return _steps(Amendment(Remedy.REGLAGE, (champ,), v, 4 + (value - v) // 5) for v in steps)


def _quota(session: Session) -> Lever:
    """Back to what the RE says, where the centre asked for fewer."""
    most = session.referentiel.quota
    if session.reglages.quota is None or most is None or session.reglages.quota >= most:
        return ()
    return _steps([Amendment(Remedy.REGLAGE, ("quota",), most, 6)])


def _longer(session: Session, change: Remedy, subject: tuple[str, ...]) -> Lever:
    """Days longer by half-hours at one end."""
    days = [j for j in session.jours if not subject or j.date.isoformat() in subject]
    most = min(MOST_LONGER, *(_room_for(j, change) for j in days))
    return _steps(Amendment(change, subject, n, n // 5 * len(days)) for n in range(STEP, most + 1, STEP))


def _room_for(jour: Jour, change: Remedy) -> int:
    """By how many minutes a day may begin earlier, or end later."""
    ends = (jour.a(jour.fin), jour.a(LATEST)) if change is Remedy.LATER else (jour.a(EARLIEST), jour.a(jour.ouverture))
    return max(0, _minutes(*ends))


# Absences


def _there(session: Session, who: str, subject: tuple[str, ...]) -> Iterator[Lever]:
    """An absence made shorter by half-hours at either end, then let go of."""
    plages = (p for x in absents(session, who) if x.id == subject[0] for p in x.indisponibilites)
    plage = next(p for p in plages if p.debut.isoformat() == subject[1])
    jour = next(j for j in session.jours if plage.coupe(j.a(j.ouverture), j.a(j.fin)))
    opens, closes = jour.a(jour.ouverture), jour.a(jour.fin)
    debut, fin = max(plage.debut, opens), min(plage.fin, closes)
    gone = Amendment(Remedy.THERE, subject, cost=12 + _minutes(debut, fin) // 20)
    inside = list(_half_hours(debut, fin)) if _on_one_day(plage) else []
    earlier = [Amendment(Remedy.THERE_FROM, subject, _minute(at), 10 + _minutes(at, fin) // 20) for at in inside[::-1]]
    later = [Amendment(Remedy.THERE_UNTIL, subject, _minute(at), 10 + _minutes(debut, at) // 20) for at in inside]
    from_the_morning, to_the_evening = plage.debut <= opens, plage.fin >= closes
    if from_the_morning or not to_the_evening:
        yield _steps([*earlier, gone])
    if not from_the_morning or (to_the_evening and inside):
        yield _steps([*later, gone])


def _half_hours(debut: datetime, fin: datetime) -> Iterator[datetime]:
    at = debut + timedelta(minutes=STEP - debut.minute % STEP)
    while at < fin:
        yield at
        at += timedelta(minutes=STEP)


def _on_one_day(plage: Plage) -> bool:
    return plage.debut.date() == (plage.fin - timedelta(minutes=1)).date()


def _minute(moment: datetime) -> int:
    return 60 * moment.hour + moment.minute


def _minutes(debut: datetime, fin: datetime) -> int:
    return int((fin - debut).total_seconds()) // 60
