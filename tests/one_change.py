"""Every plan that one change makes of a plan, told in the plainest words: nothing of `tpplanner.local_search` is used.

A change is a candidat before any jury at any hour of the grid, what a jury does before it first hears anybody done later
or in another order, two candidats, two works of a jury, two rooms or two membres in each other's
place. All else stays; a jury's accueil and clôture keep to what it does, and whoever leads a day is there for all of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations

from tpplanner.audit import breaks, led_hours
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Role, Session

ENDS = (NatureTravail.ACCUEIL, NatureTravail.CLOTURE)
READ_OR_CORRECTED = (NatureTravail.LECTURE, NatureTravail.CORRECTION)
Sitting = tuple[str, date]


def changes(session: Session, plan: Plan) -> Iterator[tuple[str, Plan]]:
    """Each change, in a few words, and the plan that it makes."""
    for told, changed in (
        *_elsewhere(session, plan),
        *_beginnings(session, plan),
        *_exchanges(session, plan),
        *_works(plan),
        *_rooms(session, plan),
        *_membres(session, plan),
    ):
        yield told, _around(session, changed)


# A candidat elsewhere


def _elsewhere(session: Session, plan: Plan) -> Iterator[tuple[str, Plan]]:
    for candidat, here in _hearings(plan):
        for there in [(c.jury, c.jour) for c in plan.compositions]:
            for start in _hours(session, there[1]):
                for joining in (False, True) if here[1] != there[1] else (False,):
                    yield (
                        f"{candidat}, {here} → {there} {start:%H:%M}",
                        _moved(session, plan, (candidat, here), there, start, joining),
                    )


def _hearings(plan: Plan) -> list[tuple[str, Sitting]]:
    return sorted({(p.candidat, (x.jury, x.debut.date())) for p in plan.passages for x in p.suivies})


def _hours(session: Session, jour: date) -> Iterator[datetime]:
    day = session.jour(jour)
    moment = datetime.combine(jour, datetime.min.time())
    while moment < day.a(day.fin):
        if moment >= day.a(day.ouverture):
            yield moment
        moment += timedelta(minutes=session.reglages.pas)


def _moved(
    session: Session, plan: Plan, who: tuple[str, Sitting], there: Sitting, start: datetime, joining: bool
) -> Plan:
    """The plan with a hearing that starts then; what the jury does before it, just before."""
    candidat, here = who
    chain = [p for p in plan.passages if p.candidat == candidat and any(_of(x) == here for x in p.suivies)]
    by = start - chain[0].debut
    moved = {p: _before(p.deplace(lambda moment: moment + by), plan, here, there) for p in chain}
    if joining:
        for p in (p for p in plan.passages if p.candidat == candidat and p.jour == here[1] and not p.suivies):
            others = [o for o in plan.passages if (o.epreuve, o.jour) == (p.epreuve, there[1])]
            for other in others[:1]:
                shift = other.debut - p.debut
                room = other.parties[0].salle
                at = p.deplace(lambda moment, shift=shift: moment + shift)
                moved[p] = replace(at, parties=tuple(replace(x, salle=room) for x in at.parties))
    entry = min(x.debut for p in chain for x in moved[p].suivies)
    reached = entry - timedelta(minutes=session.reglages.battement)
    works = []
    for t in sorted((t for t in plan.travaux if t.candidat == candidat and _at(t) == here), key=_last_first):
        if t.nature is NatureTravail.DELIBERATION:
            works.append(replace(t, jury=there[0], debut=t.debut + by, fin=t.fin + by))
            continue
        length = t.fin - t.debut
        works.append(replace(t, jury=there[0], debut=reached - length, fin=reached))
        reached -= length
    gone = {t for t in plan.travaux if t.candidat == candidat and _at(t) == here}
    return replace(
        plan,
        passages=tuple(moved.get(p, p) for p in plan.passages),
        travaux=(*(t for t in plan.travaux if t not in gone), *works),
        presences=tuple(_accompanied(plan.presences, moved)),
    )


def _last_first(travail: Travail) -> tuple[bool, float]:
    """Corrections are done after what is read, which may be read at any time."""
    return travail.nature is not NatureTravail.CORRECTION, -travail.debut.timestamp()


def _of(partie: Partie) -> Sitting:
    return partie.jury, partie.debut.date()


def _at(travail: Travail) -> Sitting:
    return travail.jury, travail.debut.date()


def _before(passage: Passage, plan: Plan, here: Sitting, there: Sitting) -> Passage:
    rooms = {(c.jury, c.jour): c.salle for c in plan.compositions}
    return replace(
        passage,
        parties=tuple(
            replace(x, jury=there[0], salle=rooms[there] if x.salle == rooms[here] else x.salle) if x.jury else x
            for x in passage.parties
        ),
    )


def _accompanied(presences: tuple[Presence, ...], moved: dict[Passage, Passage]) -> Iterator[Presence]:
    by = {(p.candidat, p.epreuve): after.debut - p.debut for p, after in moved.items()}
    for presence in presences:
        shift = by.get((presence.candidat, presence.epreuve), timedelta())
        yield replace(presence, debut=presence.debut + shift, fin=presence.fin + shift)


# How a jury begins


def _beginnings(session: Session, plan: Plan) -> Iterator[tuple[str, Plan]]:
    for jury, jour in sorted({there for _, there in _hearings(plan)}):
        seen = [x for p in plan.passages for x in p.suivies if _of(x) == (jury, jour)]
        entry = min(x.debut for x in seen)
        first = next(p.candidat for p in plan.passages for x in p.suivies if x in seen and x.debut == entry)
        early = [t for t in plan.travaux if _at(t) == (jury, jour) and t.fin <= entry and t.candidat]
        early.sort(key=lambda t: (_handed_in(plan, t), t.debut))
        apart = timedelta(minutes=session.reglages.battement)
        if early:
            length = sum((t.fin - t.debut for t in early), timedelta())
            yield f"{jury}, {jour} called later", _instead(plan, early, _one_by_one(early, entry - apart - length))
            yield f"{jury}, {jour} hears {first} sooner", _sooner(session, plan, early, (first, (jury, jour)))


def _sooner(session: Session, plan: Plan, early: list[Travail], who: tuple[str, Sitting]) -> Plan:
    """The first candidat as soon as the jury has done what it must for them, all else that it did before after them."""
    own = [t for t in early if t.candidat == who[0]]
    rest = [t for t in early if t.candidat != who[0]]
    length = timedelta(minutes=session.reglages.battement) + sum((t.fin - t.debut for t in own), timedelta())
    begun = min(t.debut for t in early)
    entry = next(h for h in _hours(session, who[1][1]) if h >= begun + length)
    moved = _moved(session, plan, who, who[1], entry, joining=False)
    own_now = [t for t in moved.travaux if t.candidat == who[0]]
    return _instead(moved, rest, _one_by_one(rest, max(t.fin for t in own_now)))


def _one_by_one(works: list[Travail], debut: datetime) -> Iterator[Travail]:
    for t in works:
        yield replace(t, debut=debut, fin=debut + (t.fin - t.debut))
        debut += t.fin - t.debut


def _instead(plan: Plan, gone: list[Travail], works: Iterator[Travail]) -> Plan:
    return replace(plan, travaux=(*(t for t in plan.travaux if t not in gone), *works))


def _handed_in(plan: Plan, travail: Travail) -> datetime:
    """When what is corrected is handed in; a file may be read at any time."""
    own = [p.fin for p in plan.passages if (p.candidat, p.epreuve) == (travail.candidat, travail.epreuve)]
    return max(own) if travail.nature is NatureTravail.CORRECTION else min(p.debut for p in plan.passages)


# Two in each other's place


def _exchanges(session: Session, plan: Plan) -> Iterator[tuple[str, Plan]]:
    for one, other in combinations([c.id for c in session.candidats], 2):
        yield f"{one} ↔ {other}", plan.echange({one: other, other: one})


def _works(plan: Plan) -> Iterator[tuple[str, Plan]]:
    for one, other in combinations([t for t in plan.travaux if t.nature in READ_OR_CORRECTED], 2):
        if _at(one) == _at(other) and one.debut != other.debut:
            soon = replace(other, debut=one.debut, fin=one.debut + (other.fin - other.debut))
            late = replace(one, debut=other.fin - (one.fin - one.debut), fin=other.fin)
            yield (
                f"{one.nature} {one.candidat} ↔ {other.nature} {other.candidat}",
                _instead(plan, [one, other], iter((soon, late))),
            )


def _rooms(session: Session, plan: Plan) -> Iterator[tuple[str, Plan]]:
    for jour in plan.jours():
        for one, other in combinations([s.id for s in session.salles], 2):
            names = {one: other, other: one}

            def there(x: Partie, jour: date = jour, names: dict[str, str] = names) -> Partie:
                return replace(x, salle=names.get(x.salle, x.salle)) if x.jury and x.debut.date() == jour else x

            yield (
                f"{one} ↔ {other}, {jour}",
                replace(
                    plan,
                    passages=tuple(replace(p, parties=tuple(map(there, p.parties))) for p in plan.passages),
                    compositions=tuple(
                        replace(c, salle=names.get(c.salle, c.salle)) if c.jour == jour else c
                        for c in plan.compositions
                    ),
                ),
            )


def _membres(session: Session, plan: Plan) -> Iterator[tuple[str, Plan]]:
    for one, other in combinations([m.id for m in session.membres], 2):
        names = {one: other, other: one}
        days = [{jour} for jour in plan.jours()]
        for jours in (*days, set(plan.jours())) if len(days) > 1 else days:
            yield (
                f"{one} ↔ {other}, {sorted(jours)}",
                _renamed(plan, {c for c in plan.compositions if c.jour in jours}, names),
            )
    for c in plan.compositions:
        for gone in c.membres:
            for comes in session.membres:
                if comes.id not in c.membres:
                    yield f"{comes.id} for {gone} in {c.jury}, {c.jour}", _renamed(plan, {c}, {gone: comes.id})


def _renamed(plan: Plan, where: set, names: dict[str, str]) -> Plan:
    return replace(
        plan,
        compositions=tuple(
            replace(c, membres=tuple(sorted(names.get(m, m) for m in c.membres))) if c in where else c
            for c in plan.compositions
        ),
    )


# What follows


def _around(session: Session, plan: Plan) -> Plan:
    """The plan with what follows from its passages: accueils, the ends of juries, who leads."""
    works = [t for t in _with_ends(plan) if t.nature is not NatureTravail.PAUSE]
    plan = replace(plan, travaux=tuple(works), accueils=accueils_de(session, plan.passages))
    spans = {}
    for t in plan.travaux:
        low, high = spans.get(_at(t), (t.debut, t.fin))
        spans[_at(t)] = min(low, t.debut), max(high, t.fin)
    sitting = [c for c in plan.compositions if (c.jury, c.jour) in spans]
    plan = replace(
        plan,
        compositions=tuple(replace(c, debut=spans[c.jury, c.jour][0], fin=spans[c.jury, c.jour][1]) for c in sitting),
    )
    plan = replace(plan, presences=tuple(_leading(session, plan)))
    return replace(plan, travaux=(*plan.travaux, *_breaks(session, plan)))


def _breaks(session: Session, plan: Plan) -> Iterator[Travail]:
    """The break of each jury, as soon as it can be."""
    length = timedelta(minutes=session.reglages.pause_jury)
    for jour in plan.jours():
        for juries, starts in breaks(session, plan, jour):
            yield from (Travail(j, NatureTravail.PAUSE, debut, debut + length) for j in juries for debut in starts[:1])


def _with_ends(plan: Plan) -> Iterator[Travail]:
    done: dict[Sitting, list[tuple[datetime, datetime]]] = {}
    for p in plan.passages:
        for x in p.suivies:
            done.setdefault(_of(x), []).append((x.debut, x.fin))
    for t in (t for t in plan.travaux if t.nature not in ENDS):
        done.setdefault(_at(t), []).append((t.debut, t.fin))
        yield t
    for t in (t for t in plan.travaux if t.nature in ENDS and _at(t) in done):
        length = t.fin - t.debut
        first, last = min(d for d, _ in done[_at(t)]), max(f for _, f in done[_at(t)])
        debut = first - length if t.nature is NatureTravail.ACCUEIL else last
        yield replace(t, debut=debut, fin=debut + length)


def _leading(session: Session, plan: Plan) -> Iterator[Presence]:
    for presence in plan.presences:
        hours = led_hours(session, plan, presence.debut.date()) if presence.role == Role.RESPONSABLE else None
        yield presence if hours is None else replace(presence, debut=hours[0], fin=hours[1])
