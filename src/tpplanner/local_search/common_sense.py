"""What a person would do to a plan at no cost: days that follow each other, one room, the order asked for.

Several things move at once here, those that one finds odd together; single ones stand in `moves`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import combinations
from typing import TypeVar

from tpplanner.audit import order_asked_for
from tpplanner.domain.facts import as_rules_see
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Candidat, Role, Session
from tpplanner.domain.welcomes import Welcome, Welcomed, welcomes
from tpplanner.local_search.hearings import Hearings
from tpplanner.local_search.moves import Move, Moves

Moved = TypeVar("Moved", Travail, Presence, Composition)


def _on_other_days(session: Session, plan: Plan) -> Iterator[Move]:
    """The days used, at the same hours, on the first ones offered; then the days two by two in each other's place."""
    offered = [jour.date for jour in session.jours]
    yield partial(_with_days, plan, dict(zip(plan.jours(), offered, strict=False)))
    for one, other in combinations(offered, 2):
        if other in plan.jours():
            yield partial(_with_days, plan, {one: other, other: one})


def _with_days(plan: Plan, days: dict[date, date]) -> Plan:
    return _retimed(plan, lambda moment: datetime.combine(days.get(moment.date(), moment.date()), moment.time()))


def _retimed(plan: Plan, moved: Callable[[datetime], datetime]) -> Plan:
    """The plan with each of its moments moved."""

    def at(element: Moved) -> Moved:
        return replace(element, debut=moved(element.debut), fin=moved(element.fin))

    return replace(
        plan,
        passages=tuple(p.deplace(moved) for p in plan.passages),
        travaux=tuple(at(t) for t in plan.travaux),
        presences=tuple(at(p) for p in plan.presences),
        compositions=tuple(at(c) for c in plan.compositions),
    )


def _places_exchanged(session: Session, plan: Plan) -> Iterator[Move]:
    """Candidats who are alike in each other's place, all at once, then two by two: in the order asked for."""
    rangs, groupes = order_asked_for(session), _alike(session.candidats)
    places = _places(plan)
    in_order: dict[str, str] = {}
    for groupe in groupes:
        ids = [c for c in groupe if c in places]
        by_place = sorted(ids, key=places.__getitem__)
        in_order |= dict(zip(by_place, sorted(ids, key=rangs.__getitem__), strict=True))
    yield partial(plan.echange, in_order)
    pairs = [pair for groupe in groupes for pair in combinations(sorted(groupe, key=rangs.__getitem__), 2)]
    for one, other in sorted(pairs, key=lambda pair: rangs[pair[0]] - rangs[pair[1]]):
        places = _places(plan)
        if one in places and other in places and places[other][0] < places[one][0]:
            yield partial(_exchanged_in_order, plan, {one: other, other: one}, groupes, rangs)


def _exchanged_in_order(plan: Plan, names: dict[str, str], groupes: list[list[str]], rangs: dict[str, int]) -> Plan:
    return _heard_in_order(plan.echange(names), groupes, rangs)


def _heard_in_order(plan: Plan, groupes: list[list[str]], rangs: dict[str, int]) -> Plan:
    """The plan in which each jury hears those who are alike in the order asked for."""
    places = _places(plan)
    in_order: dict[str, str] = {}
    for groupe in groupes:
        juries: dict[tuple[date, str], list[str]] = defaultdict(list)
        for candidat in sorted((c for c in groupe if c in places), key=places.__getitem__):
            juries[places[candidat][:2]].append(candidat)
        for heard in juries.values():
            in_order |= dict(zip(heard, sorted(heard, key=rangs.__getitem__), strict=True))
    return plan.echange(in_order)


def _alike(candidats: tuple[Candidat, ...]) -> list[list[str]]:
    """Those (ids) in whom rules see the same; links and formateurs are for the audit to judge."""
    groupes: dict[object, list[str]] = defaultdict(list)
    for c in candidats:
        groupes[replace(as_rules_see(c), formateurs=())].append(c.id)
    return list(groupes.values())


def _places(plan: Plan) -> dict[str, tuple[date, str, datetime]]:
    """The day, the jury and the hour of what each candidat first passes before a jury."""
    places: dict[str, tuple[date, str, datetime]] = {}
    for passage in plan.passages:
        for part in passage.suivies[:1]:
            places.setdefault(passage.candidat, (passage.jour, part.jury, part.debut))
    return places


def _rooms_joined(session: Session, plan: Plan) -> Iterator[Move]:
    """All who begin a collective épreuve together in one room, with the surveillant of that room."""
    apart = {c.id for c in session.candidats if c.salle_a_part}
    for passages in _common_starts(session, plan):
        together = [p for p in passages if p.candidat not in apart]
        rooms = {part.salle for p in together for part in p.parties if not part.jury}
        for room in sorted(rooms) if len(rooms) > 1 else ():
            yield partial(_in_one_room, plan, together, rooms, room)


def _in_one_room(plan: Plan, together: list[Passage], rooms: set[str], room: str) -> Plan:
    debut, fin = min(p.debut for p in together), max(p.fin for p in together)
    moved = [
        replace(p, parties=tuple(x if x.jury else replace(x, salle=room) for x in p.parties)) if p in together else p
        for p in plan.passages
    ]
    watching = [
        p for p in plan.presences if p.role == Role.SURVEILLANT and p.salle in rooms and p.debut < fin and debut < p.fin
    ]
    stay = [p for p in watching if p.salle == room]
    last = max(stay, key=lambda p: p.fin, default=None)
    until = max((p.fin for p in watching), default=fin)
    others = [p for p in plan.presences if p not in watching]
    return replace(
        plan,
        passages=tuple(moved),
        presences=(*others, *(replace(p, fin=until) if p is last else p for p in stay)),
    )


def _common_starts(session: Session, plan: Plan) -> list[list[Passage]]:
    collective = {e.id for e in session.referentiel.epreuves() if e.collective}
    starts: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in plan.passages:
        if passage.epreuve in collective:
            starts[passage.epreuve, passage.debut].append(passage)
    return list(starts.values())


def _day_earlier(session: Session, plan: Plan) -> Iterator[Move]:
    """A whole day earlier: by as much as may be, then by less."""
    step = timedelta(minutes=session.reglages.pas)
    for jour in (j for j in session.jours if j.date in plan.jours()):
        first = min(p.debut for p in plan.passages if p.jour == jour.date)
        gained = (first - jour.a(jour.ouverture)) // step
        for steps in range(gained, 0, -1):
            yield partial(_earlier_day, plan, jour.date, steps * step)


def _earlier_day(plan: Plan, jour: date, gained: timedelta) -> Plan:
    return _retimed(plan, lambda moment: moment - gained if moment.date() == jour else moment)


def _jury_earlier(session: Session, plan: Plan) -> Iterator[Move]:
    """A jury's whole day earlier, and all whom it hears: by as much as may be, then by less."""
    days, step = Hearings(session, plan), timedelta(minutes=session.reglages.pas)
    for of, hearings in days.hearings.items():
        first = min(t.debut for t in plan.travaux if (t.jury, t.debut.date()) == of)
        for steps in range((first - days.day(of)[0]) // step, 0, -1):
            yield partial(days.with_hearings, {of: [h.slid(-steps * step) for h in hearings]})


def _lunch_together(session: Session, plan: Plan) -> Iterator[Move]:
    """A jury's whole day earlier or later, so that it has lunch when another has."""
    days = Hearings(session, plan)
    lunches = {(t.jury, t.debut.date()): t.debut for t in plan.travaux if t.nature is NatureTravail.PAUSE}
    for of, debut in lunches.items():
        others = {hour for (_, jour), hour in lunches.items() if jour == of[1] and hour != debut}
        for hour in sorted(others):
            yield partial(days.with_hearings, {of: [h.slid(hour - debut) for h in days.hearings[of]]})


def _collective_earlier(session: Session, plan: Plan) -> Iterator[Move]:
    """A collective épreuve as early as its day allows."""
    reglages, jours = session.reglages, {jour.date: jour for jour in session.jours}
    premier = min((p.jour for p in plan.passages), default=None)
    for passages in _common_starts(session, plan):
        debut, jour = passages[0].debut, jours[passages[0].jour]
        welcome = reglages.accueil if jour.date == premier else reglages.accueil_autres_jours
        gained = debut - jour.a(jour.accueil) - timedelta(minutes=welcome)
        if gained > timedelta(0):
            yield partial(_earlier, plan, passages, gained)


def _earlier(plan: Plan, passages: list[Passage], gained: timedelta) -> Plan:
    debut, fin = passages[0].debut, max(p.fin for p in passages)
    rooms = {part.salle for p in passages for part in p.parties}

    def concerned(presence: Presence) -> bool:
        if presence.candidat:
            return any((p.candidat, p.epreuve) == (presence.candidat, presence.epreuve) for p in passages)
        return presence.role == Role.SURVEILLANT and presence.salle in rooms and debut <= presence.debut < fin

    part = Plan(tuple(passages), presences=tuple(p for p in plan.presences if concerned(p)))
    moved = _retimed(part, lambda moment: moment - gained)
    return replace(
        plan,
        passages=(*(p for p in plan.passages if p not in passages), *moved.passages),
        presences=(*(p for p in plan.presences if not concerned(p)), *moved.presences),
    )


def _juries_received_together(session: Session, plan: Plan) -> Iterator[Move]:
    """The juries of an accueil received with others of that day, or before the candidats: whoever leads may hold it."""
    held = welcomes(session, plan)
    for welcome in (w for w in held if w.suppleant and w.jurys):
        of_day = [w for w in held if w.debut.date() == welcome.debut.date() and w is not welcome]
        length = welcome.fin - welcome.debut
        hours = [w.debut if w.jurys else w.debut - length for w in of_day if w.jurys or w.nature is Welcomed.CANDIDATS]
        for debut in dict.fromkeys(hours):
            yield partial(_received_at, plan, welcome, debut)


def _received_at(plan: Plan, welcome: Welcome, debut: datetime) -> Plan:
    """The juries of an accueil called at another hour, all that they do after it where it is."""

    def moved(travail: Travail) -> Travail:
        of = travail.nature is NatureTravail.ACCUEIL and travail.debut == welcome.debut
        return replace(travail, debut=debut, fin=debut + (travail.fin - travail.debut)) if of else travail

    return replace(
        plan,
        travaux=tuple(moved(t) if t.jury in welcome.jurys else t for t in plan.travaux),
        compositions=tuple(
            replace(c, debut=debut) if c.jury in welcome.jurys and c.debut == welcome.debut else c
            for c in plan.compositions
        ),
    )


def served_later(_: Session, plan: Plan) -> Iterator[Move]:
    """A comédien welcomed right before the first passage, and whoever leads the day called no earlier than needed."""
    for welcome in (p for p in plan.presences if p.role == Role.COMEDIEN and not p.candidat):
        first = min(
            (
                p.debut
                for p in plan.presences
                if p.personne == welcome.personne and p.candidat and _same_day(p, welcome)
            ),
            default=welcome.fin,
        )
        later = replace(welcome, debut=first - (welcome.fin - welcome.debut), fin=first)
        yield partial(replace, plan, presences=tuple(later if p == welcome else p for p in plan.presences))
    yield lambda: plan


def _same_day(one: Presence, other: Presence) -> bool:
    return one.debut.date() == other.debut.date()


WAYS: tuple[Moves, ...] = (
    _on_other_days,
    _rooms_joined,
    _places_exchanged,
    _juries_received_together,
    served_later,
    _day_earlier,
    _jury_earlier,
    _lunch_together,
    _collective_earlier,
)
"""What is proposed, the gravest oddity first."""

WAYS_AS_POSTED: tuple[Moves, ...] = (_juries_received_together, served_later, _jury_earlier, _lunch_together)
"""Those that may leave what is posted as it is: nobody passes before the hour that is posted."""
