"""The rest of a day drawn first, then what people knew before, and an event that it answers.

What is drawn is a plan of the session as it is after the event, made without the solver: a jury closes early, now and
then without having heard anybody, and another one hears whoever is left; or nothing is new but who goes. The audit is
the judge of whether it is one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from drawing import Drawing, Undrawable, seeded, spanned
from references import a_moment
from tpplanner.audit import check
from tpplanner.change.events import Ajout, before_jury_at, changed
from tpplanner.domain.duties import with_absences
from tpplanner.domain.imprevus import Absence, Accord, CandidatEnRetard, Decalage, SallePerdue
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Plage, Role, Session
from worlds import WORLDS, World

SPARES, SPARE_ROOM, RELIEF = ("M8", "M9"), "S9", "J9"
"""Membres, a room and a jury that no world has."""

Event = Absence | Accord | Ajout | Decalage | CandidatEnRetard | SallePerdue


@dataclass(frozen=True)
class Aftermath:
    """A session and the plan that people know, what happens, when that is told, and a plan that answers it."""

    session: Session
    known: Plan
    events: tuple[Event, ...]
    now: datetime | None
    after: Plan


def aftermaths(seed: int | str) -> Iterator[Aftermath]:
    """Without end, one of each world in turn."""
    rng = seeded(seed)
    while True:
        for world in WORLDS:
            scene = relieved(world(rng), rng)
            try:
                drawn = Drawing(scene.session, rng).plan(scene.sittings)
            except Undrawable:
                continue
            now = a_moment_of(drawn, rng)
            sooner = rng.choice((0, 0, 15, 40))
            known, after = as_known(drawn, now, sooner), with_others_watching(scene.session, drawn, now, rng)
            events: list[Event] = [*possible(scene.session, known, after, now)]
            events += [*late(known, after, now, sooner), *late_candidats(scene.session, known, after, now, sooner)]
            if rng.random() < 0.2:
                known, agreed = called_later(known, now, rng)
                events = [*agreed, *(e for e in events if isinstance(e, Absence))]
            it = _aftermath(scene.session, known, some_of(events, known, rng), now, after)
            if it.events and not _idle(after, now) and not check(by_hand(it), after).violations:
                yield it


def second_changes(seed: int | str, answer: Callable[[Session], Plan | None]) -> Iterator[Aftermath]:
    """What happens later on a day whose first event has had its answer: the plan that people know since then.

    That plan, but for who watches from then on, is what answers the second event too.
    """
    rng = seeded(seed)
    for it in aftermaths(f"{seed}, before"):
        first = changed(it.session, it.known, it.events, it.now)
        known = answer(first.session)
        now = None if known is None else later_than(it.now, known, rng)
        if known is None or now is None:
            continue
        after = with_others_watching(first.saisie, known, now, rng)
        told = as_known(known, now, 0)
        events = [e for e in possible(first.saisie, told, after, now) if not isinstance(e, Ajout)]
        second = Aftermath(first.saisie, told, tuple(some_of(events, told, rng)), now, after)
        if second.events and not _idle(after, now) and not check(by_hand(second), after).violations:
            yield second


def later_than(now: datetime | None, plan: Plan, rng: Random) -> datetime | None:
    """Just after something of a plan begins, later than a moment; None where nothing does."""
    things = (*plan.compositions, *plan.passages, *plan.travaux)
    begin = sorted({x.debut for x in things if now is None or x.debut > now})
    return rng.choice(begin) + timedelta(minutes=rng.choice((1, 5, 10))) if begin else None


def _idle(plan: Plan, now: datetime | None) -> bool:
    """Whether a jury that has not begun is to hear nobody: no rule forbids that, and no planning has it."""
    return any(now is None or c.debut >= now for c in unheard(plan))


def unheard(plan: Plan) -> list[Composition]:
    """The jury-days that hear nobody."""
    heard = {(x.jury, x.debut.date()) for p in plan.passages for x in p.suivies}
    return [c for c in plan.compositions if (c.jury, c.jour) not in heard]


def some_of(events: Sequence[Event], known: Plan, rng: Random) -> list[Event]:
    """What may happen, now and then with an absence too: most often that a membre leaves their jury, if one can."""
    seated = {m for c in known.compositions for m in c.membres}
    leaving = [e for e in events if isinstance(e, Absence) and e.personne in seated]
    first = rng.choice(leaving) if leaving and rng.random() < 0.5 else rng.choice(events) if events else None
    others = [e for e in events if e != first and isinstance(e, Absence | SallePerdue)]
    second = rng.choice(others) if others and rng.random() < 0.3 else None
    return [e for e in (first, second) if e is not None]


def _aftermath(session: Session, known: Plan, events: Sequence[Event], now: datetime | None, after: Plan) -> Aftermath:
    """Who comes in was neither in the session nor in the plan known."""
    news = {c.id for event in events if isinstance(event, Ajout) for c in event.candidats}
    left = tuple(c for c in session.candidats if c.id not in news)
    return Aftermath(replace(session, candidats=left), _without(known, news), tuple(events), now, after)


def by_hand(it: Aftermath) -> Session:
    """The session after what happens, absences and newcomers put in by hand."""
    news = [c for event in it.events if isinstance(event, Ajout) for c in event.candidats]
    session = replace(it.session, candidats=(*it.session.candidats, *news))
    told = changed(
        session, it.known, [e for e in it.events if isinstance(e, Accord | Decalage | CandidatEnRetard)], it.now
    ).session
    for event in it.events:
        if isinstance(event, Absence | SallePerdue):
            away = Plage(event.debut, event.fin)
            who = event.personne if isinstance(event, Absence) else event.salle
            told = with_absences(told, who, lambda plages, away=away: (*plages, away))
    return told


def _without(plan: Plan, candidats: set[str]) -> Plan:
    """The plan without these candidats, and without the juries that then hear nobody."""
    left = replace(plan, passages=tuple(p for p in plan.passages if p.candidat not in candidats))
    over = {(c.jury, c.jour) for c in unheard(left)}
    return replace(
        left,
        compositions=tuple(c for c in plan.compositions if (c.jury, c.jour) not in over),
        travaux=tuple(t for t in plan.travaux if t.candidat not in candidats and (t.jury, t.debut.date()) not in over),
        presences=tuple(p for p in plan.presences if p.candidat not in candidats),
    )


def relieved(world: World, rng: Random) -> World:
    """With two spare membres and a room; of composed juries, most often one closes early and another takes over."""
    model, salle = world.session.membres[0], next(s for s in world.session.salles if "jury" in s.usages)
    spares = (replace(model, id=id_, nom=f"RESERVE{id_}", indisponibilites=()) for id_ in SPARES)
    session = replace(
        world.session,
        membres=(*world.session.membres, *spares),
        salles=(*world.session.salles, replace(salle, id=SPARE_ROOM, nom="Salle de réserve")),
        convocations_envoyees=date(2027, 6, 1) if rng.random() < 0.5 else None,
    )
    if session.jurys or rng.random() < 0.2:
        return World(session, world.sittings)
    closing = rng.choice(world.sittings)
    heard = rng.choice((0, *range(len(closing.candidats))))
    kept, left = closing.candidats[:heard], closing.candidats[heard:]
    stays = rng.choice(((), closing.membres[:1]))
    relief = replace(closing, jury=RELIEF, membres=(*stays, *SPARES)[:2], salle=SPARE_ROOM, debut=None, candidats=left)
    others = [s for s in world.sittings if s is not closing]
    return World(session, [*others, replace(closing, candidats=kept), relief])


def a_moment_of(plan: Plan, rng: Random) -> datetime | None:
    """Just after a jury begins, near something that begins, or on no day of the session."""
    just_after = rng.choice(plan.compositions).debut + timedelta(minutes=rng.choice((1, 5, 10, 15, 30)))
    return rng.choice((just_after, just_after, a_moment(plan, rng), None))


def as_known(after: Plan, now: datetime | None, minutes: int) -> Plan:
    """What people knew: whatever has begun as it is; the rest so much earlier, if it can, before the jury that closes.

    A jury that has begun to close hears nobody any more: who is left was to pass before the other one.
    """
    sooner = timedelta(minutes=minutes)
    closing = _relieved_by(after)
    over = {c.jury for c in after.compositions if now is not None and c.debut < now and c.jury == RELIEF}
    over |= {t.jury for t in after.travaux if now is not None and t.debut < now and t.nature is NatureTravail.CLOTURE}
    renamed = closing is not None and not over & {RELIEF, closing.jury}

    def hour(moment: datetime) -> datetime:
        earliest = moment - sooner
        return earliest if now is None or earliest >= now else max(now, earliest)

    def of_before(partie: Partie) -> Partie:
        if not renamed or closing is None or partie.jury != RELIEF:
            return partie
        return replace(partie, jury=closing.jury, salle=closing.salle if partie.salle == SPARE_ROOM else partie.salle)

    def passage(p: Passage) -> Passage:
        if now is not None and p.debut < now:
            return p
        by = p.debut - hour(p.debut)
        moved = p.deplace(lambda moment: moment - by)
        return replace(moved, parties=tuple(of_before(x) for x in moved.parties))

    def kept(travail: Travail) -> bool:
        return not renamed or travail.jury != RELIEF

    passages = tuple(passage(p) for p in after.passages)
    compositions = tuple(c for c in after.compositions if not renamed or c.jury != RELIEF)
    travaux = tuple(t for t in after.travaux if kept(t))
    known = replace(after, passages=passages, travaux=travaux, compositions=compositions)
    return replace(known, compositions=tuple(spanned(known)))


def _relieved_by(plan: Plan) -> Composition | None:
    """The jury of the same day that a membre of the relief leaves, else any of that day."""
    relief = next((c for c in plan.compositions if c.jury == RELIEF), None)
    same_day = [c for c in plan.compositions if relief and c.jour == relief.jour and c.jury != RELIEF]
    return min(same_day, key=lambda c: c.fin, default=None)


def with_others_watching(session: Session, plan: Plan, now: datetime | None, rng: Random) -> Plan:
    """The plan in which, now and then, somebody else goes on watching from a minute on, and a responsable leaves."""
    watching = [p for p in plan.presences if p.role == Role.SURVEILLANT and (now is None or p.fin > now)]
    presences = list(plan.presences)
    if watching and rng.random() < 0.5:
        gone = rng.choice(watching)
        others = [
            p.id
            for p in session.avec_role(Role.SURVEILLANT)
            if not any(q.personne == p.id and q.debut < gone.fin and gone.debut < q.fin for q in plan.presences)
        ]
        first = max(gone.debut, now or gone.debut)
        at = first + timedelta(minutes=rng.randrange(max(1, int((gone.fin - first).total_seconds()) // 60)))
        if others:
            presences.remove(gone)
            presences += [replace(gone, fin=at)] if at > gone.debut else []
            presences.append(replace(gone, personne=rng.choice(others), debut=at))
    leaders = sorted({p.personne for p in plan.presences if p.role == Role.RESPONSABLE})
    if len(leaders) > 1 and rng.random() < 0.3:
        gone_ = rng.choice(leaders)
        presences = [*_without_leader(presences, gone_, now)]
    return replace(plan, presences=tuple(presences))


def _without_leader(presences: Sequence[Presence], who: str, now: datetime | None) -> Iterator[Presence]:
    for p in presences:
        if p.personne != who or p.role != Role.RESPONSABLE or (now is not None and p.fin <= now):
            yield p
        elif now is not None and p.debut < now:
            yield replace(p, fin=now)


def late(known: Plan, after: Plan, now: datetime | None, minutes: int) -> Iterator[Event]:
    """The juries that run so late as the other plan has them, before the first candidat who has yet to come in."""
    starts = {(p.candidat, p.epreuve): p.debut for p in after.passages}
    sitting = {c.jury for c in known.compositions if now is not None and minutes and c.jour == now.date()}
    for jury in sorted(sitting):
        candidat = before_jury_at(known, jury, now)
        own = [p for p in known.passages if p.candidat == candidat and p.jour == now.date() and p.suivies]
        moved = {starts.get((p.candidat, p.epreuve)) == p.debut + timedelta(minutes=minutes) for p in own}
        if candidat and moved == {True}:
            yield Decalage(jury, now, minutes)


def late_candidats(session: Session, known: Plan, after: Plan, now: datetime | None, minutes: int) -> Iterator[Event]:
    """Candidats who come so late that they pass as the other plan has them, and miss nothing that begins for all."""
    starts = {(p.candidat, p.epreuve): p.debut for p in after.passages}
    for candidat in sorted({p.candidat for p in known.passages}) if minutes else ():
        own = known.du_candidat(candidat)
        to_come = [p for p in own if now is None or p.debut >= now]
        under_way = any(p.fin > to_come[0].debut for p in own if p not in to_come) if to_come else True
        if not under_way:
            first, arrival = to_come[0], to_come[0].debut + timedelta(minutes=minutes)
            missed = [session.referentiel.epreuve(p.epreuve) for p in to_come if p.debut < arrival]
            if starts[candidat, first.epreuve] == arrival and not any(e.collective for e in missed):
                yield CandidatEnRetard(candidat, minutes, reporte=True)


def called_later(known: Plan, now: datetime | None, rng: Random) -> tuple[Plan, list[Event]]:
    """The plan known in which somebody who has begun nothing is called later, and that they agree to come at any hour."""
    begun = {p.candidat for p in known.passages if now is not None and p.debut < now}
    others = sorted({p.candidat for p in known.passages} - begun)
    if not others:
        return known, []
    candidat, later = rng.choice(others), timedelta(minutes=rng.choice((10, 45)))
    passages = tuple(p.deplace(lambda m: m + later) if p.candidat == candidat else p for p in known.passages)
    return replace(known, passages=passages), [Accord(candidat)]


def possible(session: Session, known: Plan, after: Plan, now: datetime | None) -> Iterator[Event]:
    """What the plan drawn answers: who and what it can do without for the rest of a day, and who may have come in."""
    rooms = {s.id for s in session.salles}
    for jour in [now.date()] if now else known.jours():
        day = datetime.combine(jour, time())
        fin = day + timedelta(days=1)
        needed, free = _needed_until(known, jour), _needed_until(after, jour)
        for id_, until in sorted(needed.items()):
            debut = max(now or day, free.get(id_, day))
            if debut < until:
                yield SallePerdue(id_, debut, fin) if id_ in rooms else Absence(id_, debut, fin)
    begun = {t.candidat for t in (*known.passages, *known.travaux) if now is not None and t.debut < now}
    news = [c for c in session.candidats if c.id not in begun]
    if news and len(session.candidats) > 1:
        yield Ajout((news[0],))


def _needed_until(plan: Plan, jour: date) -> dict[str, datetime]:
    """Until when a plan has use for people and rooms on a day."""
    ends: dict[str, datetime] = {}
    uses = [(c.fin, {*c.membres, c.salle}) for c in plan.compositions if c.jour == jour]
    uses += [(p.fin, {p.personne}) for p in plan.presences if p.debut.date() == jour]
    uses += [(x.fin, {x.salle}) for p in plan.passages for x in p.parties if p.jour == jour]
    for fin, ids in uses:
        ends |= {id_: max(fin, ends.get(id_, fin)) for id_ in ids}
    return ends
