"""What may be changed of a plan at one time: a written list of moves, all else staying where it is.

A move is a jury called later or gone earlier, what it does before it first hears anybody at once; one candidat before
another jury, on another day or at another hour; one work of a jury at another moment; two candidats, two works of a
jury, two rooms or two membres in each other's place; a membre who does not sit that day in the place of one who does.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import combinations, permutations, product

from tpplanner.domain.plan import ARRONDI, Composition, NatureTravail, Plan, heure_ronde
from tpplanner.domain.session import Session
from tpplanner.local_search.hearings import ENDS, Hearing, Hearings, JuryDay

Move = Callable[[], Plan]
"""One of them: the plan that it makes, made when asked for."""

Moves = Callable[[Session, Plan], Iterator[Move]]


def candidat_at_another_hour(session: Session, plan: Plan) -> Iterator[Move]:
    """A candidat at each other hour at which their jury is free for them."""
    days = Hearings(session, plan)
    for of, hearings in days.hearings.items():
        for hearing in hearings:
            rest = [h for h in hearings if h is not hearing]
            for placed in _placed(days, hearing, of, rest):
                yield partial(days.with_hearings, {of: [*rest, placed]})


def candidat_before_another_jury(session: Session, plan: Plan) -> Iterator[Move]:
    """A candidat at each hour at which another jury is free for them, on any day on which it sits."""
    days = Hearings(session, plan)
    for (of, hearings), (there, others) in permutations(days.hearings.items(), 2):
        for hearing in hearings:
            rest = [h for h in hearings if h is not hearing]
            for placed in _placed(days, hearing, there, others):
                yield partial(days.with_hearings, {of: rest, there: [*others, placed]})


def _placed(days: Hearings, hearing: Hearing, of: JuryDay, others: list[Hearing]) -> Iterator[Hearing]:
    """The hearing before a jury that hears these others, at each hour at which it is free."""
    moved = days.before(hearing, of)
    opening, end = days.day(of)
    taken = [stretch for h in others for stretch in (*h.busy(), *((t.debut, t.fin) for t in h.works))]
    lead = moved.entry - moved.passages[0].debut
    for start in days.grid(opening, end - (moved.out - moved.passages[0].debut)):
        there = moved.at(start + lead)
        if (of, there.entry) == (hearing.of, hearing.entry):
            continue
        if any(d < f and debut < fin for d, fin in there.busy() for debut, f in taken):
            continue
        if (placed := days.with_works(there, others)) is not None:
            yield placed


def candidats_exchanged(session: Session, plan: Plan) -> Iterator[Move]:
    """Two candidats in each other's place; where they take other lengths, those before or after them are slid."""
    days = Hearings(session, plan)
    hearings = [h for of in days.hearings for h in days.hearings[of]]
    pairs = [(a, b) for a, b in combinations(hearings, 2) if a.candidat != b.candidat]
    for names in dict.fromkeys(tuple(sorted((a.candidat, b.candidat))) for a, b in pairs):
        yield partial(plan.echange, dict(zip(names, reversed(names), strict=True)))
    for a, b in pairs:
        if a.of == b.of:
            yield from _exchanged_before_one_jury(days, *sorted((a, b), key=lambda h: h.entry))
        else:
            yield from _exchanged_between_juries(days, a, b)


def _exchanged_before_one_jury(days: Hearings, first: Hearing, last: Hearing) -> Iterator[Move]:
    """The last in the place of the first, the first ending when the last did, those between slid."""
    moved = (last.out - last.entry) - (first.out - first.entry)
    others = [
        h.slid(moved, first.out) if first.entry < h.entry < last.entry else h
        for h in days.hearings[first.of]
        if h not in (first, last)
    ]
    soon, late = last.at(first.entry), first.at(last.out - (first.out - first.entry))
    for one, other in ((soon, late), (late, soon)):
        placed = days.with_works(one, [*others, replace(other, works=())], (*first.works, *last.works))
        second = placed and days.with_works(other, [*others, placed], (*first.works, *last.works))
        if placed and second:
            yield partial(days.with_hearings, {first.of: [*others, placed, second]})


def _exchanged_between_juries(days: Hearings, a: Hearing, b: Hearing) -> Iterator[Move]:
    of_a, of_b = list(_replaced(days, a, b)), list(_replaced(days, b, a))
    for one, other in product(of_a, of_b):
        yield partial(days.with_hearings, {a.of: one, b.of: other})


def _replaced(days: Hearings, gone: Hearing, comes: Hearing) -> Iterator[list[Hearing]]:
    """The hearings of a jury-day with another candidat in the place of one: nobody slid, those after, those before."""
    moved = (comes.out - comes.entry) - (gone.out - gone.entry)
    others = [h for h in days.hearings[gone.of] if h is not gone]
    after = [h.slid(moved, gone.out) if h.entry > gone.entry else h for h in others]
    before = [h.slid(-moved) if h.entry < gone.entry else h for h in others]
    ways = [(timedelta(), others)] if not moved else [(timedelta(), others), (timedelta(), after), (-moved, before)]
    for shift, staying in ways:
        there = days.before(comes, gone.of).at(gone.entry + shift)
        placed = days.with_works(there, staying, gone.works)
        if placed is not None:
            yield [*staying, placed]


def works_elsewhere(session: Session, plan: Plan) -> Iterator[Move]:
    """A file read, or something corrected, at another moment; a jury's accueil or clôture on a round hour."""
    days = Hearings(session, plan)
    for of, hearings in days.hearings.items():
        for hearing in hearings:
            for other in days.works_elsewhere(hearing):
                yield partial(days.with_hearings, {of: [h if h is not hearing else other for h in hearings]})
    for work in (t for t in plan.travaux if t.nature in ENDS):
        moved = heure_ronde(work.debut) - work.debut
        moved += timedelta(minutes=ARRONDI if work.nature is NatureTravail.CLOTURE else 0)
        yield partial(days.with_end, work, moved)


def works_exchanged(session: Session, plan: Plan) -> Iterator[Move]:
    """Two files read, or two things corrected, in each other's place."""
    days = Hearings(session, plan)
    for of in days.hearings:
        for hearings in days.works_exchanged(of):
            yield partial(days.with_hearings, {of: hearings})


def jury_days_closed_up(session: Session, plan: Plan) -> Iterator[Move]:
    """A jury called no earlier than for what it does before it first hears anybody, and gone right after the last."""
    days = Hearings(session, plan)
    for of in days.hearings:
        for end, moved in days.ends_closed_up(of):
            if moved:
                yield partial(days.with_end, end, moved)
        hearings = days.closed_up(of)
        if hearings is not None and hearings != days.hearings[of]:
            yield partial(days.with_hearings, {of: hearings})


def first_candidats_sooner(session: Session, plan: Plan) -> Iterator[Move]:
    """The first candidat of a jury at each sooner hour: what it does for others before it hears anybody waits."""
    days = Hearings(session, plan)
    for of in days.hearings:
        for hearings in days.first_sooner(of):
            yield partial(days.with_hearings, {of: hearings})


def rooms_exchanged(session: Session, plan: Plan) -> Iterator[Move]:
    """A jury in another room on a day, that of another jury, which takes its own, or a free one."""
    for composition in plan.compositions:
        for salle in session.salles:
            if salle.id != composition.salle:
                yield partial(
                    _with_rooms, plan, composition.jour, {composition.salle: salle.id, salle.id: composition.salle}
                )


def _with_rooms(plan: Plan, jour: date, rooms: dict[str, str]) -> Plan:
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


def membres_exchanged(session: Session, plan: Plan) -> Iterator[Move]:
    """A membre in the place of another, in one jury-day or throughout, who takes theirs where they sit.

    Somebody who sits nowhere in the place of somebody who sits there alone changes nothing that is measured, unless a
    plan is known or a reserve counts.
    """
    sittings = Counter(m for c in plan.compositions for m in c.membres)
    by_name = bool(session.reference) or session.reglages.reserve
    for composition in plan.compositions:
        for gone, comes in product(composition.membres, (m.id for m in session.membres)):
            if comes in composition.membres or not (by_name or sittings[comes] or sittings[gone] > 1):
                continue
            yield partial(_seated, plan, {composition}, {gone: comes})
            for other in plan.compositions:
                if other.jour == composition.jour and comes in other.membres and gone not in other.membres:
                    yield partial(_seated, plan, {composition, other}, {gone: comes, comes: gone})
    for gone, comes in combinations([m.id for m in session.membres], 2):
        if (sittings[gone] and sittings[comes]) or (by_name and (sittings[gone] or sittings[comes])):
            yield partial(_seated, plan, set(plan.compositions), {gone: comes, comes: gone})


def _seated(plan: Plan, where: set[Composition], names: dict[str, str]) -> Plan:
    return replace(
        plan,
        compositions=tuple(
            replace(c, membres=tuple(sorted(names.get(m, m) for m in c.membres))) if c in where else c
            for c in plan.compositions
        ),
    )


MOVES: tuple[Moves, ...] = (
    jury_days_closed_up,
    candidat_before_another_jury,
    candidats_exchanged,
    candidat_at_another_hour,
    first_candidats_sooner,
    works_elsewhere,
    works_exchanged,
    rooms_exchanged,
    membres_exchanged,
)
"""The written list, what is tried soonest first."""

AS_POSTED: tuple[Moves, ...] = (
    jury_days_closed_up,
    works_elsewhere,
    works_exchanged,
    membres_exchanged,
    candidat_at_another_hour,
)
"""Those that may leave what is posted as it is: each candidat before the same jury, in the same room."""
