"""Sessions one change away from another, and what becomes of a plan in them: to hold their claims against each other.

Nothing here says which of two sessions asks for more: the audit says in which of them a plan stands.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from builders import a, membres
from deduced import convocations, pins
from edits import changed, heures, reglees, room
from small_draws import DIFFICULTIES
from tpplanner.domain.duties import faults
from tpplanner.domain.plan import NatureTravail, Plan, Travail
from tpplanner.domain.reglages import NIVEAUX
from tpplanner.domain.session import Jury, Lien, Salle, Session
from wide_draws import WIDE, hour, one_sided, some_hours

Change = Callable[[Session, Plan | None, Random], Session]


def neighbours(session: Session, plan: Plan | None, rng: Random, number: int) -> list[Session]:
    """So many sessions that each differ from it by one thing."""
    found: list[Session] = []
    for change in rng.sample(CHANGES, len(CHANGES)):
        other = change(session, plan, rng)
        if other != session and not faults(other):
            found.append(other)
        if len(found) == number:
            break
    return found


# People


def _membre_gone(session: Session, _: Plan | None, rng: Random) -> Session:
    gone = rng.choice(session.membres).id
    roles = {p.id for p in session.personnes}
    return replace(
        session,
        membres=tuple(m for m in session.membres if m.id != gone),
        liens=tuple(lien for lien in session.liens if lien.membre != gone),
        jurys=tuple(j for j in (_without(j, gone) for j in session.jurys) if len(j.membres) > 1),
        convocations=tuple(c for c in session.convocations if c.personne != gone or gone in roles),
    )


def _without(jury: Jury, membre: str) -> Jury:
    return replace(jury, membres=tuple(m for m in jury.membres if m != membre))


def _membre_more(session: Session, _: Plan | None, __: Random) -> Session:
    n = len(session.membres) + 1
    more = replace(membres(1, session.referentiel.sigle)[0], id=f"N{n}", nom=f"NOUVEAU{n}")
    return replace(session, membres=(*session.membres, more))


def _absent(session: Session, _: Plan | None, rng: Random) -> Session:
    who = rng.choice((*session.membres, *session.membres, *session.candidats, *session.personnes))
    away = rng.choice((one_sided, one_sided, some_hours))(session, rng)
    return changed(session, who.id, indisponibilites=(*who.indisponibilites, away))


def _there_again(session: Session, _: Plan | None, rng: Random) -> Session:
    people = [p for p in (*session.membres, *session.candidats, *session.personnes) if p.indisponibilites]
    return changed(session, rng.choice(people).id, indisponibilites=()) if people else session


def _link(session: Session, _: Plan | None, rng: Random) -> Session:
    lien = Lien(rng.choice(session.candidats).id, rng.choice(session.membres).id, "voisins")
    return replace(session, liens=(*session.liens, lien))


def _link_lifted(session: Session, _: Plan | None, rng: Random) -> Session:
    gone = rng.choice(session.liens) if session.liens else None
    return replace(session, liens=tuple(lien for lien in session.liens if lien != gone))


def _candidat_gone(session: Session, _: Plan | None, rng: Random) -> Session:
    gone = rng.choice(session.candidats).id
    return replace(
        session,
        candidats=tuple(c for c in session.candidats if c.id != gone),
        liens=tuple(lien for lien in session.liens if lien.candidat != gone),
        pins=tuple(p for p in session.pins if p.candidat != gone),
        convocations=tuple(c for c in session.convocations if c.personne != gone),
    )


# Juries


def _given_as_in_the_plan(session: Session, plan: Plan | None, rng: Random) -> Session:
    """The juries of the plan, each perhaps with one membre more."""
    if plan is None:
        return session
    jurys: dict[str, tuple[str, ...]] = {}
    for composition in plan.compositions:
        others = [m.id for m in session.membres if m.id not in composition.membres]
        more = (rng.choice(others),) if others and rng.random() < 0.4 else ()
        jurys.setdefault(composition.jury, (*composition.membres, *more))
    return replace(session, jurys=tuple(Jury(id_, sitting) for id_, sitting in jurys.items()))


def _composed(session: Session, _: Plan | None, __: Random) -> Session:
    return replace(session, jurys=())


def _held(session: Session, plan: Plan | None, rng: Random) -> Session:
    """Passages held where the plan has them, some with their membres; perhaps in juries of one membre more."""
    if plan is None:
        return session
    seen = seated(session, plan, rng) if rng.random() < 0.6 else plan
    return pins(session, seen, rng)


def _free(session: Session, _: Plan | None, rng: Random) -> Session:
    gone = rng.choice(session.pins) if session.pins else None
    return replace(session, pins=tuple(p for p in session.pins if p != gone))


def _convened(session: Session, plan: Plan | None, rng: Random) -> Session:
    return convocations(session, plan, rng) if plan is not None else session


def _not_convened(session: Session, _: Plan | None, __: Random) -> Session:
    return replace(session, convocations=())


# Rooms and hours


def _room_closed(session: Session, _: Plan | None, rng: Random) -> Session:
    salle = rng.choice(session.salles)
    return room(session, salle.id, indisponibilites=(*salle.indisponibilites, some_hours(session, rng)))


def _room_open(session: Session, _: Plan | None, rng: Random) -> Session:
    return room(session, rng.choice(session.salles).id, indisponibilites=())


def _room_more(session: Session, _: Plan | None, __: Random) -> Session:
    return replace(session, salles=(*session.salles, Salle("S9", "Salle 9", ("jury",))))


def _room_gone(session: Session, _: Plan | None, rng: Random) -> Session:
    gone = rng.choice(session.salles).id
    return replace(session, salles=tuple(s for s in session.salles if s.id != gone))


def _end(session: Session, plan: Plan | None, rng: Random) -> Session:
    """Another end of the days: any, or just when the plan ends."""
    ends = [t.fin.time() for t in plan.travaux] if plan is not None else []
    return heures(session, fin=max(ends) if ends and rng.random() < 0.5 else a(hour(rng, 11, 19)).time())


def _coarser_and_shorter(session: Session, plan: Plan | None, rng: Random) -> Session:
    """The days end when the plan does, on another grid."""
    if plan is None:
        return session
    return _step(heures(session, fin=max(t.fin.time() for t in plan.travaux)), plan, rng)


def _opening(session: Session, _: Plan | None, rng: Random) -> Session:
    at = a(hour(rng, 7, 11)).time()
    jours = tuple(replace(j, ouverture=at, accueil=max(at, j.accueil)) for j in session.jours)
    return replace(session, jours=jours)


# Réglages


def _quota(session: Session, _: Plan | None, rng: Random) -> Session:
    return reglees(session, quota=rng.choice([q for q in (None, 1, 2, 3) if q != session.reglages.quota]))


def _step(session: Session, _: Plan | None, rng: Random) -> Session:
    return reglees(session, pas=rng.choice([p for p in (1, 1, 5, 10, 15) if p != session.reglages.pas]))


def _length(session: Session, _: Plan | None, rng: Random) -> Session:
    field = rng.choice(
        ("lecture", "battement", "deliberation", "cloture", "correction_qp", "accueil", "pause_jury", "pause_candidat")
    )
    return reglees(session, **{field: max(1, getattr(session.reglages, field) + rng.choice((-10, -5, -5, 5, 10)))})


def _switch(session: Session, _: Plan | None, rng: Random) -> Session:
    field = rng.choice(("salle_a_midi", "enchainer"))
    return reglees(session, **{field: not getattr(session.reglages, field)})


def _usual_levels(session: Session, _: Plan | None, __: Random) -> Session:
    return reglees(session, niveaux=NIVEAUX, reserve=False)


def _shuffled_levels(session: Session, _: Plan | None, rng: Random) -> Session:
    niveaux = session.reglages.niveaux
    return reglees(session, niveaux=tuple(rng.sample(niveaux, len(niveaux))))


def _a_difficulty(session: Session, _: Plan | None, rng: Random) -> Session:
    return rng.choice((*WIDE, *DIFFICULTIES))(session, rng)


CHANGES: tuple[Change, ...] = (
    _membre_gone,
    _membre_gone,
    _membre_more,
    _absent,
    _absent,
    _absent,
    _there_again,
    _link,
    _link,
    _link_lifted,
    _candidat_gone,
    _given_as_in_the_plan,
    _composed,
    _held,
    _held,
    _free,
    _convened,
    _not_convened,
    _room_closed,
    _room_open,
    _room_more,
    _room_gone,
    _end,
    _end,
    _coarser_and_shorter,
    _coarser_and_shorter,
    _opening,
    _quota,
    _step,
    _step,
    _length,
    _length,
    _switch,
    _usual_levels,
    _shuffled_levels,
    _a_difficulty,
)


# Plans


def seated(session: Session, plan: Plan, rng: Random) -> Plan:
    """The plan with one membre more in one of its juries, wherever that one sits."""
    jury = rng.choice(plan.compositions)
    others = [m.id for m in session.membres if m.id not in jury.membres]
    if not others:
        return plan
    more = rng.choice(others)
    compositions = (replace(c, membres=(*c.membres, more)) if c.jury == jury.jury else c for c in plan.compositions)
    return replace(plan, compositions=tuple(compositions))


def retouched(session: Session, plan: Plan) -> Iterator[Plan]:
    """Plans with one membre in the place of another, in one jury or in all; or with one more in a jury."""
    ids = [m.id for m in session.membres]
    for jury in sorted({"", *(c.jury for c in plan.compositions)}):
        there = {m for c in plan.compositions if jury in ("", c.jury) for m in c.membres}
        for new in ids:
            for old in (*sorted(there), ""):
                if old == new or not (old or jury):
                    continue
                compositions = tuple(
                    replace(c, membres=_put(c.membres, old, new)) if jury in ("", c.jury) else c
                    for c in plan.compositions
                )
                if compositions != plan.compositions:
                    yield replace(plan, compositions=compositions)


def _put(sitting: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    if new in sitting:
        return sitting
    return tuple(new if m == old else m for m in sitting) if old else (*sitting, new)


def carried(session: Session, plan: Plan) -> Plan:
    """A plan of another session, as near as may be to one of this: its candidats alone, works as long as asked for."""
    ids = {c.id for c in session.candidats}
    passages = tuple(p for p in plan.passages if p.candidat in ids)
    travaux = tuple(_as_asked(session, t) for t in plan.travaux if t.candidat in ("", *ids))
    juries = {(x.jury, p.jour) for p in passages for x in p.suivies}
    return replace(
        plan,
        passages=passages,
        travaux=tuple(t for t in travaux if (t.jury, t.debut.date()) in juries),
        compositions=tuple(c for c in plan.compositions if (c.jury, c.jour) in juries),
    )


def _as_asked(session: Session, travail: Travail) -> Travail:
    reglages = session.reglages
    lengths = {
        NatureTravail.ACCUEIL: reglages.accueil_jury,
        NatureTravail.CLOTURE: reglages.cloture,
        NatureTravail.DELIBERATION: reglages.deliberation,
        NatureTravail.LECTURE: reglages.lecture,
        NatureTravail.PAUSE: reglages.pause_jury,
    }
    if travail.nature not in lengths:
        return travail
    return replace(travail, fin=travail.debut + timedelta(minutes=lengths[travail.nature]))
