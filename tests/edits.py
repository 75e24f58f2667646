"""Plans and sessions changed by hand, one thing at a time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from builders import a
from drawing import seeded, settled
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, NatureTravail, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Session

ORAUX = ("PP", "ET", "EF")
"""What a CDA candidat has before his jury."""


def settle(session: Session, plan: Plan) -> Plan:
    """The plan with what follows from its passages: deliberations, hours of juries, everybody else's presence."""
    return settled(session, plan, seeded(0))


# Plans


def shifted(plan: Plan, minutes: int, candidat: str = "", *epreuves: str) -> Plan:
    """Passages of that candidat (of all) at those épreuves (at all) so many minutes later, or earlier."""
    delta = timedelta(minutes=minutes)

    def later(passage: Passage) -> Passage:
        if candidat not in ("", passage.candidat) or (epreuves and passage.epreuve not in epreuves):
            return passage
        parties = (replace(p, debut=p.debut + delta, fin=p.fin + delta) for p in passage.parties)
        return replace(passage, parties=tuple(parties))

    return replace(plan, passages=tuple(later(p) for p in plan.passages))


def work_shifted(plan: Plan, minutes: int, nature: NatureTravail, candidat: str = "", jury: str = "") -> Plan:
    """A work of that nature so many minutes later, or earlier."""
    delta = timedelta(minutes=minutes)
    travaux = (
        replace(t, debut=t.debut + delta, fin=t.fin + delta) if _is(t, nature, candidat, jury) else t
        for t in plan.travaux
    )
    return replace(plan, travaux=tuple(travaux))


def work_at(plan: Plan, debut: datetime, nature: NatureTravail, candidat: str = "", jury: str = "") -> Plan:
    """A work of that nature at that moment."""
    travaux = (
        replace(t, debut=debut, fin=debut + (t.fin - t.debut)) if _is(t, nature, candidat, jury) else t
        for t in plan.travaux
    )
    return replace(plan, travaux=tuple(travaux))


def work_lasting(plan: Plan, minutes: int, nature: NatureTravail, candidat: str = "", jury: str = "") -> Plan:
    """A work of that nature with that length."""
    travaux = (
        replace(t, fin=t.debut + timedelta(minutes=minutes)) if _is(t, nature, candidat, jury) else t
        for t in plan.travaux
    )
    return replace(plan, travaux=tuple(travaux))


def without_work(plan: Plan, nature: NatureTravail, candidat: str = "", jury: str = "") -> Plan:
    """No such work."""
    return replace(plan, travaux=tuple(t for t in plan.travaux if not _is(t, nature, candidat, jury)))


def with_work(plan: Plan, *travaux: Travail) -> Plan:
    """More work."""
    return replace(plan, travaux=(*plan.travaux, *travaux))


def _is(travail: Travail, nature: NatureTravail, candidat: str, jury: str) -> bool:
    return travail.nature is nature and candidat in ("", travail.candidat) and jury in ("", travail.jury)


def without_passage(plan: Plan, candidat: str, *epreuves: str) -> Plan:
    """That candidat does not pass these."""
    kept = (p for p in plan.passages if p.candidat != candidat or p.epreuve not in epreuves)
    return replace(plan, passages=tuple(kept))


def with_passages(plan: Plan, *passages: Passage) -> Plan:
    """More passages."""
    return replace(plan, passages=(*plan.passages, *passages))


def lasting(plan: Plan, minutes: int, candidat: str, epreuve: str) -> Plan:
    """A passage in one part with that length."""
    passages = (
        replace(p, parties=(replace(p.parties[0], fin=p.debut + timedelta(minutes=minutes)),))
        if (p.candidat, p.epreuve) == (candidat, epreuve)
        else p
        for p in plan.passages
    )
    return replace(plan, passages=tuple(passages))


def in_room(plan: Plan, salle: str, candidat: str, *epreuves: str) -> Plan:
    """Passages of a candidat in another room."""
    passages = (
        replace(p, parties=tuple(replace(x, salle=salle) for x in p.parties))
        if p.candidat == candidat and p.epreuve in epreuves
        else p
        for p in plan.passages
    )
    return replace(plan, passages=tuple(passages))


def jury_in(plan: Plan, salle: str, jury: str = "J1") -> Plan:
    """A jury, and its orals with it, in another room."""
    own = {c.salle for c in plan.compositions if c.jury == jury}
    passages = (
        replace(
            p, parties=tuple(replace(x, salle=salle) if x.jury == jury and x.salle in own else x for x in p.parties)
        )
        for p in plan.passages
    )
    compositions = (replace(c, salle=salle) if c.jury == jury else c for c in plan.compositions)
    return replace(plan, passages=tuple(passages), compositions=tuple(compositions))


def before(plan: Plan, jury: str, candidat: str, *epreuves: str) -> Plan:
    """Passages of a candidat, and the work on him, before another jury and in its room."""
    salle = next(c.salle for c in plan.compositions if c.jury == jury)
    passages = (
        replace(p, parties=tuple(replace(x, jury=jury, salle=salle) if x.jury else x for x in p.parties))
        if p.candidat == candidat and (not epreuves or p.epreuve in epreuves)
        else p
        for p in plan.passages
    )
    travaux = (replace(t, jury=jury) if t.candidat == candidat and not epreuves else t for t in plan.travaux)
    return replace(plan, passages=tuple(passages), travaux=tuple(travaux))


def sitting(plan: Plan, *membres: str, jury: str = "J1") -> Plan:
    """Those membres in that jury."""
    compositions = (replace(c, membres=membres) if c.jury == jury else c for c in plan.compositions)
    return replace(plan, compositions=tuple(compositions))


def with_presences(plan: Plan, *presences: Presence) -> Plan:
    """More people."""
    return replace(plan, presences=(*plan.presences, *presences))


def without_role(plan: Plan, role: str, personne: str = "") -> Plan:
    """Nobody in that role, or not that person."""
    kept = (p for p in plan.presences if p.role != role or personne not in ("", p.personne))
    return replace(plan, presences=tuple(kept))


def accueil(debut: str, fin: str, jour: int = 0) -> Accueil:
    """An accueil of candidats."""
    return Accueil(NatureAccueil.ACCUEIL, a(debut, jour), a(fin, jour))


def plis(epreuve: str, debut: str, fin: str, jour: int = 0) -> Accueil:
    """The plis of an épreuve opened."""
    return Accueil(NatureAccueil.PLIS, a(debut, jour), a(fin, jour), epreuve)


def welcoming(plan: Plan, *accueils: Accueil) -> Plan:
    """These accueils and openings of plis, and no others."""
    return replace(plan, accueils=accueils)


def merged(*plans: Plan) -> Plan:
    """Several plans as one, but for the responsables, who are everywhere."""

    def every(items: Iterable[tuple[object, ...]]) -> tuple[object, ...]:
        return tuple(dict.fromkeys(x for group in items for x in group))

    return Plan(
        every(p.passages for p in plans),  # type: ignore[arg-type]
        every(p.travaux for p in plans),  # type: ignore[arg-type]
        every(p.presences for p in plans),  # type: ignore[arg-type]
        every(p.compositions for p in plans),  # type: ignore[arg-type]
        every(p.accueils for p in plans),  # type: ignore[arg-type]
    )


def renamed(plan: Plan, **names: str) -> Plan:
    """The same plan for other candidats, juries, membres or rooms: ``renamed(plan, C1="C4", S1="S2")``."""

    def name(id_: str) -> str:
        return names.get(id_, id_)

    def passage(p: Passage) -> Passage:
        parties = (replace(x, salle=name(x.salle), jury=name(x.jury)) for x in p.parties)
        return replace(p, candidat=name(p.candidat), parties=tuple(parties))

    def composition(c: Composition) -> Composition:
        return replace(c, jury=name(c.jury), membres=tuple(name(m) for m in c.membres), salle=name(c.salle))

    return Plan(
        tuple(passage(p) for p in plan.passages),
        tuple(replace(t, jury=name(t.jury), candidat=name(t.candidat)) for t in plan.travaux),
        plan.presences,
        tuple(composition(c) for c in plan.compositions),
        plan.accueils,
    )


def on_day(plan: Plan, days: int) -> Plan:
    """The whole plan so many days later."""
    delta = timedelta(days=days)

    def passage(p: Passage) -> Passage:
        return replace(p, parties=tuple(replace(x, debut=x.debut + delta, fin=x.fin + delta) for x in p.parties))

    return Plan(
        tuple(passage(p) for p in plan.passages),
        tuple(replace(t, debut=t.debut + delta, fin=t.fin + delta) for t in plan.travaux),
        tuple(replace(p, debut=p.debut + delta, fin=p.fin + delta) for p in plan.presences),
        tuple(replace(c, debut=c.debut + delta, fin=c.fin + delta) for c in plan.compositions),
        tuple(replace(x, debut=x.debut + delta, fin=x.fin + delta) for x in plan.accueils),
    )


# Sessions


def reglees(session: Session, **reglages: object) -> Session:
    """The session with other réglages."""
    return replace(session, reglages=replace(session.reglages, **reglages))


def changed(session: Session, id_: str, **values: object) -> Session:
    """A candidat, membre or personne of the session with other values."""
    for name in ("candidats", "membres", "personnes"):
        items = getattr(session, name)
        if any(i.id == id_ for i in items):
            return replace(session, **{name: tuple(replace(i, **values) if i.id == id_ else i for i in items)})
    raise KeyError(id_)


def room(session: Session, id_: str, **values: object) -> Session:
    """A room of the session with other values."""
    salles = tuple(replace(s, **values) if s.id == id_ else s for s in session.salles)
    assert id_ in {s.id for s in salles}, id_
    return replace(session, salles=salles)


def heures(session: Session, **hours: object) -> Session:
    """Every day of the session with other hours."""
    return replace(session, jours=tuple(replace(j, **hours) for j in session.jours))


def with_people(session: Session, *personnes: object) -> Session:
    """More people with a role."""
    return replace(session, personnes=(*session.personnes, *personnes))
