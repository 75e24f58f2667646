"""The day of a jury that lost a membre, held whole on another day before other membres. Tried before any search."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

from tpplanner.audit import holds, led_hours
from tpplanner.change.steps.asking import days_to_come
from tpplanner.change.steps.in_place import gaps
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import called_in
from tpplanner.domain.plan import Composition, Partie, Plan, Presence
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Role, Session
from tpplanner.local_search.current import led
from tpplanner.tuning import MOST_TEAMS


def transplanted(session: Session, plan: Plan) -> Iterator[Plan]:
    """The plans of a session in which the jury that lost a membre sits on another day to come, least calls first."""
    for lost in _lost(session, plan):
        for jour in (day for day in days_to_come(session) if day != lost.jour):
            for salle in _free_rooms(session, plan, lost, jour):
                for membres in _teams(session, plan, lost, jour):
                    moved = complete(session, _moved(plan, lost, jour, membres, salle))
                    if holds(session, moved):
                        yield moved


def _lost(session: Session, plan: Plan) -> list[Composition]:
    """The jury-day to be moved, where one membre alone is away, from one jury that has not begun."""
    missing = gaps(session, plan)
    touched = [
        c
        for resource, plage in missing
        for c in plan.compositions
        if resource.id in c.membres and plage.coupe(c.debut, c.fin)
    ]
    to_come = [c for c in touched if session.maintenant is None or session.maintenant <= c.debut]
    return to_come if len(missing) == len(touched) == 1 else []


def _free_rooms(session: Session, plan: Plan, lost: Composition, jour: date) -> list[str]:
    """The rooms of juries in which nothing is on another day while the jury would sit: its own first."""
    ahead = jour - lost.jour
    debut, fin = lost.debut + ahead, lost.fin + ahead
    parts: list[Partie | Composition] = [partie for passage in plan.passages for partie in passage.parties]
    busy = {x.salle for x in (*parts, *plan.compositions) if x.debut < fin and debut < x.fin}
    free = [salle.id for salle in session.salles if USAGE_JURY in salle.usages and salle.id not in busy]
    return sorted(free, key=lambda id_: id_ != lost.salle)


def _teams(session: Session, plan: Plan, lost: Composition, jour: date) -> list[tuple[str, ...]]:
    """Those who could sit instead, as many as before: who is left of the jury first, then who is called already.

    Whoever is away that day comes last, with those who are not called: they may be away on the other day too.
    """
    away = {resource.id for resource, _ in gaps(session, plan)}
    left, called = set(lost.membres) - away, called_in(plan) - away
    sitting = {m for c in plan.compositions if c.jour == jour for m in c.membres}
    free = [m.id for m in session.membres if m.id not in sitting and not m.observateur]
    strangers = {id_: (id_ not in left) + (id_ not in called) for id_ in free}
    teams = combinations(sorted(free, key=lambda id_: strangers[id_]), len(lost.membres))
    return sorted(teams, key=lambda team: sum(strangers[id_] for id_ in team))[:MOST_TEAMS]


def complete(session: Session, plan: Plan) -> Plan:
    """The plan with the accueils and the responsables that its days want."""
    return led(session, _with_leaders(session, replace(plan, accueils=accueils_de(session, plan.passages))))


def _with_leaders(session: Session, plan: Plan) -> Plan:
    """The plan in which a day that nobody led has a responsable, free that day: one who leads another day first."""
    led_days = {(p.personne, p.debut.date()) for p in plan.presences if p.role == Role.RESPONSABLE}
    leaders = {personne for personne, _ in led_days}
    presences = list(plan.presences)
    for jour in sorted(set(plan.jours()) - {jour for _, jour in led_days}):
        hours = led_hours(session, plan, jour)
        free = [
            p
            for p in session.personnes
            if hours is not None
            and Role.RESPONSABLE in p.roles
            and not any(a.coupe(*hours) for a in p.indisponibilites)
        ]
        for personne in sorted(free, key=lambda p: (p.id not in leaders, p.suppleant))[:1]:
            presences.append(Presence(personne.id, Role.RESPONSABLE, *(hours or ())))
    return replace(plan, presences=tuple(presences))


def _moved(plan: Plan, lost: Composition, jour: date, membres: tuple[str, ...], salle: str) -> Plan:
    """The plan in which a jury-day is held at the same hours of another day."""
    ahead = jour - lost.jour
    mine = {p for p in plan.passages if p.jour == lost.jour and any(x.jury == lost.jury for x in p.suivies)}
    keys = {(p.candidat, p.epreuve) for p in mine}
    taken = {c.jury for c in plan.compositions if c.jour == jour}
    jury = next(id_ for id_ in (lost.jury, *(f"{lost.jury}-{n}" for n in range(2, len(taken) + 3))) if id_ not in taken)

    def part(partie: Partie) -> Partie:
        own = partie.salle == lost.salle
        return replace(
            partie,
            debut=partie.debut + ahead,
            fin=partie.fin + ahead,
            salle=salle if own else partie.salle,
            jury=jury if partie.jury == lost.jury else partie.jury,
        )

    return replace(
        plan,
        passages=tuple(
            replace(
                p,
                parties=tuple(part(x) for x in p.parties),
                affiche=p.affiche + ahead if p.affiche is not None else None,
            )
            if p in mine
            else p
            for p in plan.passages
        ),
        travaux=tuple(
            replace(t, jury=jury, debut=t.debut + ahead, fin=t.fin + ahead)
            if (t.jury, t.debut.date()) == (lost.jury, lost.jour)
            else t
            for t in plan.travaux
        ),
        presences=tuple(
            replace(p, debut=p.debut + ahead, fin=p.fin + ahead) if (p.candidat, p.epreuve) in keys else p
            for p in plan.presences
        ),
        compositions=tuple(
            replace(c, jury=jury, debut=c.debut + ahead, fin=c.fin + ahead, membres=tuple(sorted(membres)), salle=salle)
            if c is lost
            else c
            for c in plan.compositions
        ),
    )
