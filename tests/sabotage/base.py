"""A row of the table, the sessions that it starts from, and how plans are damaged."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from builders import a, cda, session
from edits import (
    changed,
    settle,
)
from journees import TROIS, journee
from tpplanner.domain.plan import Partie, Passage, Plan, Presence
from tpplanner.domain.session import Personne, Role, Salle, Session

Damage = Callable[[Session, Plan], Plan]


@dataclass(frozen=True)
class Sabotage:
    """A rule, the way in which it is broken, a session with a valid plan, and what is done to the plan."""

    regle: str
    cas: str
    session: Session
    plan: Plan
    damage: Damage
    others: frozenset[str] = field(default=frozenset())

    @property
    def damaged(self) -> Plan:
        """The plan as it is after that."""
        return self.damage(self.session, self.plan)


ROOMS = (
    Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20, ressources=(("caisse", 1),)),
    Salle("Ecrit2", "Petite salle", ("ecrit",), postes=2),
    Salle("Etage", "Salle à l'étage", ("ecrit", "jury"), postes=9, accessible=False),
    Salle("Plateau", "Plateau", ("plateau",), postes=10, ressources=(("caisse", 3),)),
    Salle("Plateau2", "Petit plateau", ("plateau",), postes=10, ressources=(("caisse", 1),)),
    Salle("S1", "Salle 1", ("jury",)),
    Salle("S2", "Salle 2", ("jury",)),
)
PEOPLE = (
    Personne("P1", "SURVEILLANT1", (Role.SURVEILLANT,)),
    Personne("P2", "SURVEILLANT2", (Role.SURVEILLANT, Role.FORMATEUR)),
    Personne("R1", "RESPONSABLE", (Role.RESPONSABLE,)),
)


def base(ref=None, candidats=3, **autres: object) -> Session:
    """Rooms, membres and people enough; M4 is in no way fit to sit."""
    s = session(ref or cda(), candidats, nb_membres=4, salles=ROOMS, personnes=PEOPLE, **autres)
    return changed(s, "M4", habilitations=())


def trois(**autres: object) -> tuple[Session, Plan]:
    """The worked day."""
    s = base(**autres)
    return s, journee(s, TROIS)


def of(session_: Session, text: str = TROIS) -> tuple[Session, Plan]:
    """The plan that these lines say in that session."""
    return session_, journee(session_, text)


def settled_after(*damages: Callable[[Plan], Plan]) -> Damage:
    """All these, one after the other, then all that follows from passages."""

    def damage(s: Session, plan: Plan) -> Plan:
        for one in damages:
            plan = one(plan)
        return settle(s, plan)

    return damage


def bare(*damages: Callable[[Plan], Plan]) -> Damage:
    """All these, and nothing else."""

    def damage(_: Session, plan: Plan) -> Plan:
        for one in damages:
            plan = one(plan)
        return plan

    return damage


def parts(candidat: str, epreuve: str, *spans: tuple[int, str, str]) -> Callable[[Plan], Plan]:
    """A passage in these parts: phase, from, to."""

    def damage(plan: Plan) -> Plan:
        def told(p: Passage) -> Passage:
            if (p.candidat, p.epreuve) != (candidat, epreuve):
                return p
            first = p.parties[0]
            return replace(p, parties=tuple(Partie(i, a(d), a(f), first.salle, first.jury) for i, d, f in spans))

        return replace(plan, passages=tuple(told(p) for p in plan.passages))

    return damage


def watched_by(jury: str, candidat: str, epreuve: str) -> Callable[[Plan], Plan]:
    """A passage before that jury, or none."""

    def damage(plan: Plan) -> Plan:
        passages = (
            replace(p, parties=tuple(replace(x, jury=jury) for x in p.parties))
            if (p.candidat, p.epreuve) == (candidat, epreuve)
            else p
            for p in plan.passages
        )
        return replace(plan, passages=tuple(passages))

    return damage


def people(told: Callable[[Presence], Presence]) -> Callable[[Plan], Plan]:
    """Every presence told otherwise."""
    return lambda plan: replace(plan, presences=tuple(told(p) for p in plan.presences))
