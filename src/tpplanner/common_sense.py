"""The plan that a person would have made, among those that cost the same: proposals, each judged by the audit.

No level gets any worse, and no proof is claimed: a proposal is kept where it breaks no rule, costs no more at the
levels in their order, and has less of what `audit.bon_sens` measures. Where there is a reference plan nothing is
proposed: what disturbs it least comes first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TypeVar

from tpplanner.audit import check, led_hours, oddities, order_asked_for
from tpplanner.domain.affichage import given_away, shown
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.facts import as_rules_see
from tpplanner.domain.plan import Composition, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Candidat, Role, Session
from tpplanner.tuning import MOST_JUDGED, ROUNDS

Moved = TypeVar("Moved", Travail, Presence, Composition)


def arranged(session: Session, plan: Plan) -> Plan:
    """The plan, or one that costs the same and has fewer oddities."""
    if session.reference:
        return plan
    incumbent = _Kept(session, plan)
    for _ in range(ROUNDS):
        before = incumbent.oddities
        for proposals in WAYS:
            for proposal in proposals(incumbent):
                incumbent.offer(proposal)
                if not incumbent.trials:
                    return incumbent.plan
        if incumbent.oddities == before:
            break
    return incumbent.plan


class _Kept:
    """The best plan so far, what it costs and how odd it is."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan = session, plan
        self.costs = tuple(niveau.valeur for niveau in check(session, plan).niveaux)
        self.oddities = oddities(session, plan)
        self.posted = () if given_away(session, plan) else shown(session, plan)
        """what is posted, where that tells no majoration: no proposal changes it"""
        self.trials = max(1, MOST_JUDGED // max(1, len(session.candidats)))

    def offer(self, proposal: Plan) -> None:
        """Keep a proposal if it is less odd, costs no more and breaks no rule."""
        self.trials -= 1
        if self.posted and shown(self.session, proposal) != self.posted:
            return
        proposal = _led(self.session, proposal)
        odd = oddities(self.session, proposal)
        if odd >= self.oddities:
            return
        report = check(self.session, proposal)
        costs = tuple(niveau.valeur for niveau in report.niveaux)
        if not report.violations and costs <= self.costs:
            self.plan, self.costs, self.oddities = proposal, costs, odd


def _led(session: Session, plan: Plan) -> Plan:
    """The plan with the accueils and plis that its passages ask for, and who leads each day there for all of it."""
    plan = replace(plan, accueils=accueils_de(session, plan.passages))
    presences = list(plan.presences)
    for jour in plan.jours():
        hours = led_hours(session, plan, jour)
        leading = [i for i, p in enumerate(presences) if p.role == Role.RESPONSABLE and p.debut.date() == jour]
        if hours is not None and leading:
            first, last = leading[0], leading[-1]
            presences[first] = replace(presences[first], debut=min(hours[0], presences[first].fin))
            presences[last] = replace(presences[last], fin=max(hours[1], presences[last].debut))
    return replace(plan, presences=tuple(presences))


def _on_other_days(incumbent: _Kept) -> Iterator[Plan]:
    """The days used, at the same hours, on the first ones offered; then the days two by two in each other's place."""
    offered = [jour.date for jour in incumbent.session.jours]
    yield _with_days(incumbent.plan, dict(zip(incumbent.plan.jours(), offered, strict=False)))
    for one, other in combinations(offered, 2):
        if other in incumbent.plan.jours():
            yield _with_days(incumbent.plan, {one: other, other: one})


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


def _places_exchanged(incumbent: _Kept) -> Iterator[Plan]:
    """Candidats who are alike in each other's place, all at once, then two by two: in the order asked for."""
    rangs, groupes = order_asked_for(incumbent.session), _alike(incumbent.session.candidats)
    places = _places(incumbent.plan)
    in_order: dict[str, str] = {}
    for groupe in groupes:
        ids = [c for c in groupe if c in places]
        by_place = sorted(ids, key=places.__getitem__)
        in_order |= dict(zip(by_place, sorted(ids, key=rangs.__getitem__), strict=True))
    yield incumbent.plan.echange(in_order)
    pairs = [pair for groupe in groupes for pair in combinations(sorted(groupe, key=rangs.__getitem__), 2)]
    for one, other in sorted(pairs, key=lambda pair: rangs[pair[0]] - rangs[pair[1]]):
        places = _places(incumbent.plan)
        if one in places and other in places and places[other][0] < places[one][0]:
            yield _heard_in_order(incumbent.plan.echange({one: other, other: one}), groupes, rangs)


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


def _rooms_joined(incumbent: _Kept) -> Iterator[Plan]:
    """All who begin a collective épreuve together in one room, with the surveillant of that room."""
    apart = {c.id for c in incumbent.session.candidats if c.salle_a_part}
    for passages in _common_starts(incumbent):
        together = [p for p in passages if p.candidat not in apart]
        rooms = {part.salle for p in together for part in p.parties if not part.jury}
        for room in sorted(rooms) if len(rooms) > 1 else ():
            yield _in_one_room(incumbent.plan, together, rooms, room)


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


def _common_starts(incumbent: _Kept) -> list[list[Passage]]:
    collective = {e.id for e in incumbent.session.referentiel.epreuves() if e.collective}
    starts: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in incumbent.plan.passages:
        if passage.epreuve in collective:
            starts[passage.epreuve, passage.debut].append(passage)
    return list(starts.values())


def _collective_earlier(incumbent: _Kept) -> Iterator[Plan]:
    """A collective épreuve as early as its day allows."""
    reglages, jours = incumbent.session.reglages, {jour.date: jour for jour in incumbent.session.jours}
    premier = min((p.jour for p in incumbent.plan.passages), default=None)
    for passages in _common_starts(incumbent):
        debut, jour = passages[0].debut, jours[passages[0].jour]
        welcome = reglages.accueil if jour.date == premier else reglages.accueil_autres_jours
        gained = debut - jour.a(jour.accueil) - timedelta(minutes=welcome)
        if gained > timedelta(0):
            yield _earlier(incumbent.plan, passages, gained)


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


def _jury_rooms_kept(incumbent: _Kept) -> Iterator[Plan]:
    """The same membres in the room where they sat on an earlier day, whoever has it now in theirs."""
    for before, after in combinations(incumbent.plan.compositions, 2):
        if before.jour < after.jour and set(before.membres) == set(after.membres) and before.salle != after.salle:
            yield _rooms_exchanged(incumbent.plan, after.jour, {before.salle: after.salle, after.salle: before.salle})


def _rooms_exchanged(plan: Plan, jour: date, rooms: dict[str, str]) -> Plan:
    """The juries of a day in each other's room, or in a free one."""
    return replace(
        plan,
        passages=tuple(
            replace(p, parties=tuple(replace(x, salle=rooms.get(x.salle, x.salle)) if x.jury else x for x in p.parties))
            if p.jour == jour
            else p
            for p in plan.passages
        ),
        compositions=tuple(
            replace(c, salle=rooms.get(c.salle, c.salle)) if c.jour == jour else c for c in plan.compositions
        ),
    )


def _served_later(incumbent: _Kept) -> Iterator[Plan]:
    """A comédien welcomed right before the first passage, and whoever leads the day called no earlier than needed."""
    plan = incumbent.plan
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
        others = [p for p in incumbent.plan.presences if p != welcome]
        yield replace(incumbent.plan, presences=(*others, later))
    yield incumbent.plan


def _same_day(one: Presence, other: Presence) -> bool:
    return one.debut.date() == other.debut.date()


WAYS: tuple[Callable[[_Kept], Iterator[Plan]], ...] = (
    _on_other_days,
    _rooms_joined,
    _places_exchanged,
    _jury_rooms_kept,
    _served_later,
    _collective_earlier,
)
"""What is proposed, the gravest oddity first."""
