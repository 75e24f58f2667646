"""Whom a change concerns: one function of two plans, from which every list of people to tell and every count come."""

from dataclasses import dataclass

from tpplanner.audit.perturbation import a_prevenir
from tpplanner.change.events import Changed
from tpplanner.domain.duties import observateurs
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session


@dataclass(frozen=True, slots=True)
class Concerned:
    """Those (ids) whose own day, hour, room or presence changes, whatever their roles: sets without overlap.

    The level of people to tell (`personnes_a_prevenir`) counts those of `a_prevenir`.
    """

    absents: frozenset[str]
    """who told it: away when they were expected, or a candidat who does not come"""
    imposes: frozenset[str]
    """whom what happened, or a hand, has already changed something for, whatever plan comes of it"""
    autres: frozenset[str]
    observateurs: frozenset[str]
    """who follow their jury, whose membres are told"""

    @property
    def a_prevenir(self) -> frozenset[str]:
        """All whom there is something to tell: not the absent, who know."""
        return self.imposes | self.autres


def concerned(session: Session, avant: Plan, apres: Plan, absents: frozenset[str] = frozenset()) -> Concerned:
    """Whom there is something to tell where people knew one plan, and now there is another.

    `session` names those of both. `absents`: who told it.
    """
    everybody, moved = frozenset(a_prevenir(session, avant, apres)), session.prevenus | _put_out(session, avant)
    others = everybody - absents
    counted = others - observateurs(session)
    return Concerned(everybody & absents, counted & moved, counted - moved, others - counted)


def of_change(changed: Changed, apres: Plan) -> Concerned:
    """Whom there is something to tell where that plan comes of a change."""
    return concerned(changed.connus, changed.avant, apres, changed.session.absents)


def _put_out(session: Session, plan: Plan) -> frozenset[str]:
    """Whom a room that is lost, or the hour at which they come late, keeps from what a plan has them do."""
    lost = {salle.id: salle.indisponibilites for salle in session.salles}
    late = {candidat.id: candidat.indisponibilites for candidat in session.candidats}
    where = [(p.candidat, x.salle, x.debut, x.fin) for p in plan.passages for x in p.parties]
    where += [(p.personne, p.salle, p.debut, p.fin) for p in plan.presences]
    where += [(membre, c.salle, c.debut, c.fin) for c in plan.compositions for membre in c.membres]
    return frozenset(
        id_
        for id_, salle, debut, fin in where
        if any(x.coupe(debut, fin) for x in (*lost.get(salle, ()), *late.get(id_, ())))
    )
