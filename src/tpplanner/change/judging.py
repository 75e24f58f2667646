"""Whether plans that differ from one by a few passages break something that it does not, judged quickly.

A rule that speaks of a candidat, a jury, a room or a person is read on the part of the plan that the moved passages can
touch; a rule that speaks of whole days is read on all of it. What is answered is what the audit of the whole would say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from tpplanner.audit import REGLES, violations
from tpplanner.audit.view import JuryJour, View
from tpplanner.change.displacement import accueils_follow
from tpplanner.domain.answers import Violation
from tpplanner.domain.duties import leaving_out, plan_without
from tpplanner.domain.held import derogated
from tpplanner.domain.plan import Passage, Plan, Presence
from tpplanner.domain.session import Role, Session

WIDE = (
    "accueil_candidats",
    "ouverture_plis",
    "ouverture",
    "passage_fige",
    "convocation_respectee",
    "deja_commence",
    "responsable_present",
)
"""The rules that speak of whole days, or of the whole session."""
NEAR = tuple(regle for regle in REGLES if regle not in WIDE)

Breach = tuple[str, tuple[str, ...], str]
"""What tells a breach from another: its rule, its subject, its case."""
_Spot = tuple[str, date]
"""A room, a vehicle, or a person (id) on a day."""


def breach_of(violation: Violation) -> Breach:
    """What tells that breach from another."""
    return violation.regle, violation.sujet, violation.cas


class Judge:
    """A plan, and those that a few moved passages make of it."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan = session, plan
        self.broken = frozenset(breach_of(v) for v in violations(session, plan))
        """what the plan breaks as it is"""
        self.follow = accueils_follow(session, plan)
        """whether its accueils follow its passages"""
        self._apart = session.maintenant is None and not derogated(session)
        self._about = _Neighbours(session, plan)
        self._parts: dict[frozenset[str], tuple[Session, frozenset[str], frozenset[Breach]]] = {}

    def first_breach(self, after: Plan, moved: Iterable[str]) -> Violation | None:
        """The first breach of a plan that this one has not; only passages of `moved` candidats (ids) differ."""
        new = self._new(after, moved) if self._apart else self._fresh(violations(self.session, after), self.broken)
        return next(new, None)

    def _new(self, after: Plan, moved: Iterable[str]) -> Iterator[Violation]:
        session, others, broken = self._part(self._about.touched(after, frozenset(moved)))
        yield from self._fresh(_read(NEAR, View(session, plan_without(after, others))), broken)
        yield from self._fresh(_read(WIDE, View(self.session, after)), self.broken)

    @staticmethod
    def _fresh(breaches: Iterable[Violation], broken: frozenset[Breach]) -> Iterator[Violation]:
        return (v for v in breaches if breach_of(v) not in broken)

    def _part(self, candidats: frozenset[str]) -> tuple[Session, frozenset[str], frozenset[Breach]]:
        """The session of these candidats, the others, and what the plan breaks of the rules that are read on a part."""
        if candidats not in self._parts:
            others = frozenset(c.id for c in self.session.candidats) - candidats
            session = leaving_out(self.session, others)
            broken = frozenset(map(breach_of, _read(NEAR, View(session, plan_without(self.plan, others)))))
            self._parts[candidats] = session, others, broken
        return self._parts[candidats]


def _read(regles: Iterable[str], view: View) -> Iterator[Violation]:
    return (violation for regle in regles for violation in REGLES[regle](view))


class _Neighbours:
    """Whom moved passages can touch in a plan: those of the same juries, rooms, vehicles and people, that day."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session, self.plan = session, plan
        self.own = {(c.jury, c.jour): c for c in plan.compositions}
        self.heard: dict[JuryJour, set[str]] = defaultdict(set)
        self.there: dict[_Spot, set[str]] = defaultdict(set)
        """the candidats in each room, with each vehicle, with each person"""
        self.linked: dict[_Spot, set[JuryJour]] = defaultdict(set)
        """the juries of each membre, and in each room of their own"""
        for passage in plan.passages:
            for partie in passage.parties:
                if partie.jury:
                    self.heard[partie.jury, partie.debut.date()].add(passage.candidat)
                for what in (partie.salle, *partie.vehicules):
                    self.there[what, partie.debut.date()].add(passage.candidat)
        for of, composition in self.own.items():
            for what in (composition.salle, *composition.membres):
                self.linked[what, of[1]].add(of)
        for presence in plan.presences:
            if presence.role != Role.RESPONSABLE:
                jour = presence.debut.date()
                self.there[presence.personne, jour] |= self._with(presence)

    def _with(self, presence: Presence) -> set[str]:
        return {presence.candidat} if presence.candidat else self.there[presence.salle, presence.debut.date()]

    def touched(self, after: Plan, moved: frozenset[str]) -> frozenset[str]:
        """The candidats (ids) whose days may hold or not by these moves, those who move included."""
        before = [p for p in self.plan.passages if p.candidat in moved]
        there = [p for p in after.passages if p.candidat in moved]
        changed = [p for p in (*before, *there) if p not in before or p not in there]
        places, juries = self._places(changed), self._juries(changed)
        gone = set(self.plan.presences) ^ set(after.presences)
        places |= {(x, p.debut.date()) for p in gone for x in (p.personne, p.salle) if p.role != Role.RESPONSABLE}
        juries |= {of for place in places for of in self.linked.get(place, ())}
        juries = self._closed(juries)
        for of in juries & self.own.keys():
            places |= {(x, of[1]) for x in (self.own[of].salle, *self.own[of].membres)}
        touched = set(moved)
        for of in juries:
            touched |= self.heard.get(of, set())
        for place in places:
            touched |= self.there.get(place, set())
        return frozenset(touched)

    @staticmethod
    def _places(passages: Iterable[Passage]) -> set[_Spot]:
        return {(x, y.debut.date()) for p in passages for y in p.parties for x in (y.salle, *y.vehicules)}

    @staticmethod
    def _juries(passages: Iterable[Passage]) -> set[JuryJour]:
        return {(x.jury, x.debut.date()) for p in passages for x in p.suivies}

    def _closed(self, juries: set[JuryJour]) -> set[JuryJour]:
        """These juries, and those that share a membre or a room with one of them, from one to the next."""
        waiting, every = list(juries), set(juries)
        while waiting:
            composition = self.own.get(waiting.pop())
            for what in (composition.salle, *composition.membres) if composition is not None else ():
                more = self.linked[what, composition.jour] - every if composition is not None else set()
                every |= more
                waiting += more
        return every
