"""Candidats left out of a planning, with all that names them alone: set aside, and taken back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from tpplanner.domain.plan import Passage, Plan, Presence
from tpplanner.domain.session import NonPlace, Role, Session

Reasons = tuple[str, str, str]
"""Why somebody is left out, what would place him, whether it must be so: French, for people."""


def leaving_out(session: Session, ids: Iterable[str]) -> Session:
    """The session without these candidats, whom it keeps aside."""
    gone = set(ids)
    aside = (
        NonPlace(
            candidat,
            liens=tuple(lien for lien in session.liens if lien.candidat == candidat.id),
            convocations=tuple(c for c in session.convocations if c.personne == candidat.id),
            pins=tuple(pin for pin in session.pins if pin.candidat == candidat.id),
        )
        for candidat in session.candidats
        if candidat.id in gone
    )
    return replace(
        session,
        candidats=tuple(c for c in session.candidats if c.id not in gone),
        liens=tuple(lien for lien in session.liens if lien.candidat not in gone),
        convocations=tuple(c for c in session.convocations if c.personne not in gone),
        pins=tuple(pin for pin in session.pins if pin.candidat not in gone),
        reference=tuple(plan_without(plan, gone) for plan in session.reference),
        non_places=(*session.non_places, *aside),
    )


def taking_back(session: Session, ids: Iterable[str] | None = None) -> Session:
    """The session with these candidats again, all by default, after those who are there."""
    back = set(ids) if ids is not None else {n.candidat.id for n in session.non_places}
    again = [n for n in session.non_places if n.candidat.id in back]
    return replace(
        session,
        candidats=(*session.candidats, *(n.candidat for n in again)),
        liens=(*session.liens, *(lien for n in again for lien in n.liens)),
        convocations=(*session.convocations, *(c for n in again for c in n.convocations)),
        pins=(*session.pins, *(pin for n in again for pin in n.pins)),
        non_places=tuple(n for n in session.non_places if n.candidat.id not in back),
    )


def with_reasons(session: Session, reasons: Mapping[str, Reasons]) -> Session:
    """The session with what is told of these candidats left out (id)."""
    told = []
    for left in session.non_places:
        known = (left.pourquoi, left.remede, left.certitude)
        pourquoi, remede, certitude = reasons.get(left.candidat.id, known)
        told.append(replace(left, pourquoi=pourquoi, remede=remede, certitude=certitude))
    return replace(session, non_places=tuple(told))


def told_as(session: Session, certitude: str) -> Session:
    """The session with the same reasons of those left out, and that whether it must be so."""
    return with_reasons(session, {n.candidat.id: (n.pourquoi, n.remede, certitude) for n in session.non_places})


def left_out_as(session: Session, other: Session) -> Session:
    """The session without those whom another leaves out, for the same reasons."""
    reasons = {n.candidat.id: (n.pourquoi, n.remede, n.certitude) for n in other.non_places}
    return with_reasons(leaving_out(session, reasons), reasons)


def plan_without(plan: Plan, ids: Collection[str]) -> Plan:
    """The plan without these candidats, nor what was there for them alone: juries, people in a room, a day."""
    passages = tuple(p for p in plan.passages if p.candidat not in ids)
    heard = {(partie.jury, passage.jour) for passage in passages for partie in passage.suivies}
    days, sat = {p.jour for p in passages}, {"", *(p.epreuve for p in passages)}
    return Plan(
        passages,
        tuple(t for t in plan.travaux if t.candidat not in ids and (t.jury, t.debut.date()) in heard),
        tuple(p for p in plan.presences if p.candidat not in ids and _still_needed(p, passages, days, plan)),
        tuple(c for c in plan.compositions if (c.jury, c.jour) in heard),
        tuple(a for a in plan.accueils if a.jour in days and a.epreuve in sat),
    )


def _still_needed(presence: Presence, passages: tuple[Passage, ...], days: set[date], plan: Plan) -> bool:
    jour = presence.debut.date()
    if presence.role == Role.SURVEILLANT:
        return any(
            partie.salle == presence.salle and partie.debut < presence.fin and presence.debut < partie.fin
            for passage in passages
            for partie in passage.parties
        )
    if presence.role == Role.COMEDIEN and not presence.candidat:
        his = {(p.candidat, p.epreuve) for p in plan.presences if p.personne == presence.personne and p.candidat}
        return any((p.candidat, p.epreuve) in his and p.jour == jour for p in passages)
    return jour in days
