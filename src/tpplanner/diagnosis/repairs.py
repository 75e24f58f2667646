"""The smallest changes that make a session possible: levers, the changed sessions, each repair proven by a plan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import product

from tpplanner.diagnosis.requirements import (
    absence_of,
    absents,
    usages,
    with_reglages,
    with_room,
    with_vehicle,
    without_absence,
    without_pin,
)
from tpplanner.domain.answers import Amendment, Cause, PartOfDay, Remedy, Repair, Requirement
from tpplanner.domain.duties import COLLECTIONS, epreuves_de, with_absences, with_remplacant
from tpplanner.domain.plan import minutes_between
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.reglages import BORNES
from tpplanner.domain.session import (
    NOON,
    Convocation,
    Habilitation,
    Jour,
    Membre,
    Personne,
    Plage,
    Role,
    Session,
    code_of,
)
from tpplanner.rules import DOUBTED, DOUBTED_HOURS, EXIGENCES, HARD, LOOSENINGS, halves
from tpplanner.texts import fautes as texte
from tpplanner.texts.fautes import reparation
from tpplanner.tuning import MORE_DAYS, MORE_MEMBRES, MORE_PEOPLE, MORE_ROOMS, SETS

# A session once something is changed in it: who or what is added bears a name that says that it is to be found.

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
    jour, moment = date.fromisoformat(amendment.subject[0]), PartOfDay(amendment.subject[1])
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
    session = replace(session, membres=(*session.membres, *more))
    for jury, membre in product(session.jurys, more):
        session = with_remplacant(session, jury.id, membre.id)
    return session


def _elsewhere(session: Session, jour: date, moment: PartOfDay) -> tuple[Plage, ...]:
    """All of the session but that part of that day."""
    plages = []
    for other in session.jours:
        whole = Plage(other.a(time()), other.a(time()) + timedelta(days=1))
        if other.date != jour:
            plages.append(whole)
        elif moment is PartOfDay.MORNING:
            plages.append(Plage(other.a(NOON), whole.fin))
        elif moment is PartOfDay.AFTERNOON:
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


def _vehicules(session: Session, amendment: Amendment) -> Session:
    (sorte,) = amendment.subject
    for n in range(amendment.amount):
        session = with_vehicle(session, sorte, texte.vehicule(sorte, n + 1))
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
    convocations = tuple(replace(c, accord=True) if c.personne == id_ else c for c in session.convocations)
    known = {c.jour for c in convocations if c.personne == id_}
    more = tuple(
        Convocation(id_, j.date, j.ouverture, accord=True)
        for j in session.jours
        if amendment.amount and j.date not in known
    )
    return replace(session, convocations=(*convocations, *more))


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
    Remedy.VEHICULE: _vehicules,
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
    Remedy.REMPLACANT: lambda session, a: with_remplacant(session, *a.subject),
}

# What could be changed in a session, each lever by steps: from the least change of its kind to the most.

Amendments = tuple[Amendment, ...]
"""Changes made together."""

Lever = tuple[Amendments, ...]
"""Steps of one kind, each larger than the one before: where one is enough, so are those after it."""

STEP = 30
"""Minutes between two steps of hours."""

MOST_LONGER = 180
"""A day is never made longer than that on either side."""

EARLIEST, LATEST = time(7), time(21)
"""No day is made to begin before, nor to end after."""

MOST_MORE = 10
"""No count is made larger or smaller by more than that."""

ANY_MINUTE = "pas"
"""The réglage that no rule asks for: with 1, hours fall on any minute."""


def levers(session: Session, cause: Cause | None) -> list[Lever]:
    """What could undo a cause, or any where none is known: what touches none of its requirements cannot."""
    every = dict.fromkeys((*levers_of(session, cause), *_resources(session)))
    return sorted((lever for lever in every if lever), key=lambda lever: (cost(lever[0]), cost(lever[-1])))


def levers_of(session: Session, cause: Cause | None) -> Iterator[Lever]:
    """What asks for less of what a cause asks for; some may be empty."""
    return _Levers(session, cause).levers()


def any_minute(session: Session) -> Lever:
    """Hours at any minute: what is tried before a session is said to have no plan, and enough or not by itself."""
    return _steps([Amendment(Remedy.REGLAGE, (ANY_MINUTE,), 1, 1)] if session.reglages.pas > 1 else [])


def cost(step: Amendments) -> int:
    """How much a step asks of a centre."""
    return sum(amendment.cost for amendment in step)


def within(step: Amendments, more: Amendments) -> bool:
    """Whether all that a step changes is changed as much or more by another: it then makes no more possible."""
    return all(any(_no_more(amendment, other) for other in more) for amendment in step)


def _no_more(one: Amendment, other: Amendment) -> bool:
    """Whether a change is the same as another, or a part of it."""
    if other.change is Remedy.THERE and one.change in (Remedy.THERE_FROM, Remedy.THERE_UNTIL):
        return one.subject == other.subject
    if one.change is not other.change:
        return False
    if one.change is Remedy.MEMBRES:
        same = one.subject[0] == other.subject[0] and other.subject[1] in (one.subject[1], PartOfDay.DAY)
    else:
        same = one.subject == other.subject or (one.change in (Remedy.LATER, Remedy.EARLIER) and not other.subject)
    less = other.amount <= one.amount if _downwards(one) else one.amount <= other.amount
    return same and less


def _downwards(amendment: Amendment) -> bool:
    """Whether such a change does more, the less its amount."""
    if amendment.change is Remedy.REGLAGE:
        (champ,) = amendment.subject
        return champ == ANY_MINUTE or LOOSENINGS[champ].downwards
    return amendment.change is Remedy.THERE_FROM


@dataclass
class _Levers:
    """The levers of what a cause asks for; of everything where there is none.

    Those that a card does not tell bear the name of their rule.
    """

    session: Session
    cause: Cause | None

    def _asks(self, regle: str, *subject: str) -> bool:
        """Whether a rule is in the cause, for that subject if one is given."""
        if self.cause is None:
            return True
        if subject:
            return Requirement(regle, subject) in self.cause.exigences
        return any(r.regle == regle for r in self.cause.exigences)

    def levers(self) -> Iterator[Lever]:
        """Réglages, what is told here, absences, roles."""
        asked = {regle: exigence for regle, exigence in EXIGENCES.items() if self._asks(regle)}
        for regle in (regle for regle in (*DOUBTED_HOURS, *DOUBTED) if regle in asked):
            yield from (_reglage_lever(self.session, champ) for champ in asked[regle].reglages)
        for regle in (regle for regle in OWN_LEVERS if regle in asked):
            yield from OWN_LEVERS[regle](self)
        for who in COLLECTIONS:
            for regle in (regle for regle, exigence in asked.items() if exigence.absents == who):
                yield from self._absences(regle, who)
        for role in Role:
            if self.session.avec_role(role) and any(exigence.role == role for exigence in asked.values()):
                yield _steps(Amendment(Remedy.ROLE, (role.value,), n, 18 * n) for n in MORE_PEOPLE)

    def _absences(self, regle: str, who: str) -> Iterator[Lever]:
        for subject in absence_of(who)(self.session):
            if self._asks(regle, *subject):
                yield from _there_levers(self.session, who, subject)

    def ouverture(self) -> Iterator[Lever]:
        """Longer days, at either end."""
        yield _longer(self.session, Remedy.LATER, ())
        yield _longer(self.session, Remedy.EARLIER, ())
        days = [j.date.isoformat() for j in self.session.jours]
        for day in days if len(days) > 1 else ():
            if self._asks("ouverture", day):
                yield _longer(self.session, Remedy.LATER, (day,))

    def accueil_candidats(self) -> Iterator[Lever]:
        """Days that begin earlier."""
        if not self._asks("ouverture"):
            yield _longer(self.session, Remedy.EARLIER, ())

    def pause_meridienne(self) -> Iterator[Lever]:
        """A wider lunch window."""
        yield _steps(Amendment(Remedy.MIDDAY, (), n, n // 6) for n in (STEP, 2 * STEP))

    def passage_fige(self) -> Iterator[Lever]:
        """Passages let go."""
        for pin in self.session.pins:
            if self._asks("passage_fige", pin.candidat, pin.epreuve):
                yield _steps([Amendment(Remedy.UNPINNED, (pin.candidat, pin.epreuve), cost=5)])

    def convocation_respectee(self) -> Iterator[Lever]:
        """Those who were convened agree to come earlier, one of them or all membres."""
        ids = list(dict.fromkeys(c.personne for c in self.session.convocations))
        for id_ in ids:
            if self._asks("convocation_respectee", id_):
                yield _agreed_lever([id_])
        membres = {m.id for m in self.session.membres}
        if len(convened := [id_ for id_ in ids if id_ in membres]) > 1:
            yield _agreed_lever(convened)

    def jurys_du_centre(self) -> Iterator[Lever]:
        """Somebody more who may replace, jury by jury; juries that the centre no longer composes."""
        for jury in self.session.jurys:
            there = {*jury.membres, *jury.remplacants}
            for membre in (m for m in self.session.membres if not m.observateur and m.id not in there):
                yield _steps([Amendment(Remedy.REMPLACANT, (jury.id, membre.id), cost=6)])
        if self.session.jurys:
            yield _steps([Amendment(Remedy.COMPOSED, cost=15)])

    def salle_capacite(self) -> Iterator[Lever]:
        """More rooms of a kind."""
        for usage in usages(self.session):
            if self._asks("salle_capacite", usage):
                yield _rooms_lever(usage)

    def vehicule_reserve(self) -> Iterator[Lever]:
        """More vehicles of a kind."""
        epreuves = (e for c in self.session.candidats for e in epreuves_de(self.session.referentiel, c))
        for sorte in dict.fromkeys(sorte for epreuve in epreuves for sorte in epreuve.vehicules):
            yield _steps(Amendment(Remedy.VEHICULE, (sorte,), n, 20 * n) for n in MORE_ROOMS)


OWN_LEVERS: dict[str, Callable[[_Levers], Iterator[Lever]]] = halves(HARD, _Levers)
"""What could be changed where a card says neither a réglage, nor absences, nor a role."""


def _agreed_lever(convened: list[str]) -> Lever:
    """Those who were convened come earlier, then also on another day."""
    return tuple(tuple(Amendment(Remedy.AGREED, (id_,), n, 8 + 4 * n) for id_ in convened) for n in (0, 1))


def _steps(amendments: Iterator[Amendment] | list[Amendment]) -> Lever:
    return tuple((amendment,) for amendment in amendments)


# What is behind every cause


def _resources(session: Session) -> Iterator[Lever]:
    """Rooms, days, membres, and membres with a room for their jury."""
    for usage in usages(session):
        yield _rooms_lever(usage)
    yield _steps(Amendment(Remedy.JOURS, (), n, 60 * n) for n in MORE_DAYS)
    for jour in session.jours:
        for moment, price in ((PartOfDay.MORNING, 22), (PartOfDay.AFTERNOON, 22), (PartOfDay.DAY, 28)):
            subject = (jour.date.isoformat(), moment.value)
            more = [Amendment(Remedy.MEMBRES, subject, n, price * n) for n in MORE_MEMBRES]
            yield _steps(more)
            yield tuple((membres, _rooms(USAGE_JURY, 1 + (membres.amount > 2))) for membres in more)


def _rooms_lever(usage: str) -> Lever:
    return _steps(_rooms(usage, n) for n in MORE_ROOMS)


def _rooms(usage: str, number: int) -> Amendment:
    return Amendment(Remedy.SALLE, (usage,), number, 20 * number)


# Réglages and hours


def _reglage_lever(session: Session, champ: str) -> Lever:
    """A réglage step by step to the end of its bounds, or to what the référentiel says, at once."""
    value: int | None = getattr(session.reglages, champ)
    if value is None:
        return ()
    of_re: int | None = getattr(session.referentiel, champ, None)
    if of_re is not None:
        return _steps([Amendment(Remedy.REGLAGE, (champ,), of_re, 6)] if value < of_re else [])
    bounds, sign = BORNES[champ], -1 if LOOSENINGS[champ].downwards else 1
    step, price = (1, 2) if bounds.count else (5, 1)
    most = sign * ((bounds.least if sign < 0 else bounds.most) - value)
    most = min(most, MOST_MORE) if bounds.count else most
    changes = [*range(step, most, step), most] if most > 0 else []
    return _steps(Amendment(Remedy.REGLAGE, (champ,), value + sign * n, 4 + price * (n // step)) for n in changes)


def _longer(session: Session, change: Remedy, subject: tuple[str, ...]) -> Lever:
    """Days longer by half-hours at one end."""
    days = [j for j in session.jours if not subject or j.date.isoformat() in subject]
    most = min(MOST_LONGER, *(_room_for(j, change) for j in days))
    return _steps(Amendment(change, subject, n, n // 5 * len(days)) for n in range(STEP, most + 1, STEP))


def _room_for(jour: Jour, change: Remedy) -> int:
    """By how many minutes a day may begin earlier, or end later."""
    ends = (jour.a(jour.fin), jour.a(LATEST)) if change is Remedy.LATER else (jour.a(EARLIEST), jour.a(jour.ouverture))
    return max(0, minutes_between(*ends))


# Absences


def _there_levers(session: Session, who: str, subject: tuple[str, ...]) -> Iterator[Lever]:
    """An absence made shorter by half-hours at either end, then let go of."""
    plages = (p for x in absents(session, who) if x.id == subject[0] for p in x.indisponibilites)
    plage = next(p for p in plages if p.debut.isoformat() == subject[1])
    jour = next(j for j in session.jours if plage.coupe(j.a(j.ouverture), j.a(j.fin)))
    opens, closes = jour.a(jour.ouverture), jour.a(jour.fin)
    debut, fin = max(plage.debut, opens), min(plage.fin, closes)
    gone = Amendment(Remedy.THERE, subject, cost=12 + minutes_between(debut, fin) // 20)
    inside = list(_half_hours(debut, fin)) if _on_one_day(plage) else []
    earlier = [
        Amendment(Remedy.THERE_FROM, subject, _minute(at), 10 + minutes_between(at, fin) // 20) for at in inside[::-1]
    ]
    later = [
        Amendment(Remedy.THERE_UNTIL, subject, _minute(at), 10 + minutes_between(debut, at) // 20) for at in inside
    ]
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


# The smallest changes that make a session possible, each proven by planning the changed session.

Plans = Callable[[Session], bool | None]
"""Whether a plan of a session is found, and the audit accepts it; None where that was not settled."""

MOST = 6
"""Repairs that are told."""

ALIKE = 2
"""Repairs of one kind that are told."""

RESOURCES = (Remedy.MEMBRES, Remedy.JOURS, Remedy.SALLE, Remedy.ROLE)
"""What adds something that the session has not."""

Mark = tuple[tuple[Remedy, tuple[str, ...]], ...]
"""What changes change, whatever the amount."""


def repairs(
    session: Session, cause: Cause | None, plans: Plans, hear: Callable[[Repair], None] = lambda _: None
) -> tuple[Repair, ...]:
    """Changes that make a session possible, the smallest first; empty where none was found in the time.

    `hear` is told of each as soon as it is proven: a smaller one may be found after it.
    """
    search = _RepairSearch(session, plans)
    every = levers(session, cause)
    options: list[Repair] = []
    # a day more is nearly always enough: whatever time is left then, there is an answer
    for lever in sorted(every, key=lambda lever: lever[0][0].change is not Remedy.JOURS):
        if any(set(_mark(r.amendments)) <= set(_mark(lever[0])) or within(r.amendments, lever[0]) for r in options):
            continue
        limit = _of_use_below(options, lever)
        worth = tuple(step for step in lever if limit is None or cost(step) < limit)
        step = search.smallest(worth, (), every) if worth else None
        if step is not None:
            options.append(Repair(search.fewer(step)))
            hear(options[-1])
    if not any(a.change not in RESOURCES for r in options for a in r.amendments):
        options += search.sets([lever for lever in every if _in_sets(lever) and lever[0][0].change not in RESOURCES])
    if not options:
        options += search.sets([lever for lever in every if _in_sets(lever)])
    return tuple(_ranked(options))


def _mark(step: Amendments) -> Mark:
    return tuple((a.change, a.subject) for a in step)


def _in_sets(lever: Lever) -> bool:
    """Whether a lever is of use beside others: what one of several does, all of them do too."""
    first = lever[0][0]
    if first.change is Remedy.LATER and first.subject:
        return False
    return len(lever[0]) == 1 and (first.change is not Remedy.MEMBRES or first.subject[1] == PartOfDay.DAY)


def _ranked(options: list[Repair]) -> list[Repair]:
    """The smallest first, no more than two of a kind, none that does all that another does and more."""
    ranked: list[Repair] = []
    for repair in sorted(options, key=lambda r: (r.cost, len(r.amendments))):
        if any(within(r.amendments, repair.amendments) for r in ranked):
            continue
        kinds = [a.change for a in repair.amendments]
        if sum([a.change for a in r.amendments] == kinds for r in ranked) < ALIKE:
            ranked.append(repair)
    return ranked[:MOST]


def _of_use_below(options: list[Repair], lever: Lever) -> int | None:
    """What a step of a lever may not cost to be told beside what is found; None where it may cost anything."""
    best = _ranked(options)
    kinds = [a.change for a in lever[0]]
    alike = [r.cost for r in best if [a.change for a in r.amendments] == kinds]
    limits = [*alike[ALIKE - 1 :], *[r.cost for r in best[MOST - 1 :]]]
    return min(limits, default=None)


@dataclass
class _RepairSearch:
    """Which changes are enough, each set tried once."""

    session: Session
    plans: Plans
    known: dict[Amendments, bool | None] = field(default_factory=dict)

    def enough(self, step: Amendments) -> bool:
        """Whether the session with these changes was planned; not tried where more than them was not."""
        if step not in self.known:
            in_vain = any(planned is False and within(step, more) for more, planned in self.known.items())
            self.known[step] = False if in_vain else self.plans(repaired(self.session, Repair(step)))
        return bool(self.known[step])

    def may_be_enough(self, lever: Lever, every: list[Lever]) -> bool:
        """Whether the most that a lever does might be enough: not where a lever that does all of it is not."""
        most = lever[-1]
        wider = (other[-1] for other in every if other[-1] != most and within(most, other[-1]))
        return all(self.enough(step) for step in wider if len(step) == len(most))

    def smallest(self, lever: Lever, others: Amendments, every: list[Lever]) -> Amendments | None:
        """The smallest step of a lever that is enough beside others, with them."""
        if self.enough((*others, *lever[0])):
            return (*others, *lever[0])
        if len(lever) == 1 or not (others or self.may_be_enough(lever, every)):
            return None
        if not self.enough((*others, *lever[-1])):
            return None
        low, high = 1, len(lever) - 1
        while low < high:
            middle = (low + high) // 2
            if self.enough((*others, *lever[middle])):
                high = middle
            else:
                low = middle + 1
        return (*others, *lever[high])

    def fewer(self, step: Amendments) -> Amendments:
        """As few of each thing that is added as is enough, one less at a time."""
        for i in range(len(step)):
            while step[i].change in RESOURCES and step[i].amount > 1:
                smaller = (*step[:i], _one_less(step[i]), *step[i + 1 :])
                if not self.enough(smaller):
                    break
                step = smaller
        return step

    def sets(self, every: list[Lever]) -> Iterator[Repair]:
        """Sets of changes, each without the dearest change of the one before."""
        for _ in range(SETS):
            step = self._set(every)
            if step is None:
                return
            yield Repair(tuple(sorted(step, key=lambda a: a.cost)))
            dearest = max(step, key=lambda a: a.cost)
            every = [lever for lever in every if (dearest.change, dearest.subject) not in _mark(lever[-1])]

    def _set(self, every: list[Lever]) -> Amendments | None:
        """As few changes as can be, then each as small as can be."""
        if not every or not self.enough(_most(every)):
            return None
        fewest = self._fewest(every, sorted(every, key=lambda lever: -cost(lever[-1])))
        chosen = [lever[-1] for lever in fewest]
        for i, lever in enumerate(fewest):
            others = tuple(a for j, step in enumerate(chosen) if j != i for a in step)
            smaller = self.smallest(lever, others, [])
            if smaller is not None:
                chosen[i] = smaller[len(others) :]
        return tuple(a for step in chosen for a in step)

    def _fewest(self, every: list[Lever], doubtful: list[Lever]) -> list[Lever]:
        """Without as many of the doubtful levers as can be, many at a time."""
        rest = [lever for lever in every if lever not in doubtful]
        if doubtful and rest and self.enough(_most(rest)):
            return rest
        if len(doubtful) <= 1:
            return every
        half = len(doubtful) // 2
        every = self._fewest(every, doubtful[:half])
        return self._fewest(every, [lever for lever in doubtful[half:] if lever in every])


def _one_less(amendment: Amendment) -> Amendment:
    return replace(amendment, amount=amendment.amount - 1, cost=amendment.cost - amendment.cost // amendment.amount)


def _most(levers_: list[Lever]) -> Amendments:
    return tuple(a for lever in levers_ for a in lever[-1])


# The codes of repairs, and the repair that a code names: read from the workbook alone, without looking for any.

BETWEEN = "-"
"""What joins the codes of changes that are made together."""


def code_of_repair(session: Session, repair: Repair) -> str:
    """The code of each of its changes, in the order in which they are told."""
    return BETWEEN.join(_code(session, amendment) for amendment in repair.amendments)


def repair_told(session: Session, code: str) -> Repair | None:
    """The repair of that code; None where the session could not be changed so, or not by a change told so."""
    known: dict[str, list[Amendment]] = {}
    for amendment in _every(session):
        known.setdefault(_code(session, amendment), []).append(amendment)
    named = [known.get(each, []) for each in code.split(BETWEEN)]
    return Repair(tuple(one for (one,) in named)) if all(len(each) == 1 for each in named) else None


def _code(session: Session, amendment: Amendment) -> str:
    """Drawn from what is changed, and from what people are told of it."""
    what = (amendment.change.value, *map(str, amendment.subject), amendment.amount)
    return code_of((*what, reparation(session, Repair((amendment,)))))


def _every(session: Session) -> list[Amendment]:
    """All that could be changed, whatever the cause: the steps of every lever, and fewer of what is added."""
    every = (any_minute(session), *levers(session, None))
    steps = [amendment for lever in every for step in lever for amendment in step]
    fewer = [
        replace(a, amount=n, cost=a.cost // a.amount * n)
        for a in steps
        if a.change in RESOURCES
        for n in range(1, a.amount)
    ]
    return list(dict.fromkeys((*steps, *fewer)))
