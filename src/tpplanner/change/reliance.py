"""What hangs on each membre called: the candidats left without a jury if they decline, who could sit in their place.

Nothing is searched: everybody else stays, the audit judges the same planning with another membre.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tpplanner.audit import violations
from tpplanner.domain.duties import called_in, colleagues, declined_away, exclusions, leaving_out, plan_without
from tpplanner.domain.facts import as_rules_see
from tpplanner.domain.plan import Composition, Plan
from tpplanner.domain.session import Membre, Session


@dataclass(frozen=True, slots=True)
class Reliance:
    """A membre in a jury of a day: whom it hears (ids), who could sit in their place, or whether it may without."""

    membre: str
    composition: Composition
    candidats: tuple[str, ...]
    remplacants: tuple[str, ...]
    sans: bool

    @property
    def seul(self) -> bool:
        """Whether those candidats are left without a jury if the membre declines, everybody else staying."""
        return bool(self.candidats) and not (self.remplacants or self.sans)


def reliances(session: Session, plan: Plan) -> tuple[Reliance, ...]:
    """What hangs on each membre of each jury-day of a plan; who declined already sits in nobody's place."""
    there, trials = declined_away(session), _Substitutions(session, plan)
    apart = {(e.candidat, e.membre) for e in exclusions(session)}
    of_membres = []
    for composition in plan.compositions:
        heard = trials.heard[composition]
        free = [m for m in _free(there, plan, composition) if not any((c, m) in apart for c in heard)]
        for membre in session.sans_observateurs(composition.membres):
            fit = tuple(other for other in free if trials.holds(composition, membre, other))
            of_membres.append(Reliance(membre, composition, heard, fit, trials.holds(composition, membre)))
    ranks = {m.id: rank for rank, m in enumerate(session.membres)}
    return tuple(sorted(of_membres, key=lambda r: (ranks[r.membre], r.composition.debut)))


def _heard(plan: Plan, composition: Composition) -> tuple[str, ...]:
    """The candidats before a jury-day, in the order of their passages."""
    key = composition.jury, composition.jour
    of_it = (p for p in plan.passages if any((part.jury, p.jour) == key for part in p.suivies))
    return tuple(dict.fromkeys(p.candidat for p in sorted(of_it, key=lambda p: p.debut)))


def _free(session: Session, plan: Plan, composition: Composition) -> Iterator[str]:
    """Who may judge, is there and sits in no other jury during a jury-day."""
    debut, fin = composition.debut, composition.fin
    taken = {m for c in plan.compositions if c.debut < fin and debut < c.fin for m in c.membres}
    for membre in session.membres:
        away = any(plage.coupe(debut, fin) for plage in membre.indisponibilites)
        if membre.id not in taken and not membre.observateur and not away:
            yield membre.id


_Breach = tuple[str, tuple[str, ...], str]


class _Substitutions:
    """The plan with somebody else in a jury-day, judged: what of it concerns those who sit there and whom they hear."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self._session, self._plan = session, plan
        self._parts: dict[frozenset[str], tuple[Session, Plan, frozenset[_Breach]]] = {}
        self._kinds = _kinds(session, plan)
        self.heard = {c: _heard(plan, c) for c in plan.compositions}
        self._held: dict[tuple[Composition, str, _Likeness], bool] = {}

    def holds(self, before: Composition, gone: str, comes: str = "") -> bool:
        """Whether the plan breaks nothing that it did not break before, with another membre there or without."""
        kind = self._kinds.get(comes)
        if kind is None:
            return self._judged(before, gone, comes)
        key = before, gone, kind
        if key not in self._held:
            self._held[key] = self._judged(before, gone, comes)
        return self._held[key]

    def _judged(self, before: Composition, gone: str, comes: str) -> bool:
        membres = {*before.membres, comes} - {gone, ""}
        session, plan, broken = self._part({*before.membres, comes})
        after = replace(before, membres=tuple(sorted(membres)))
        compositions = tuple(after if c == before else c for c in plan.compositions)
        return _breaches(session, replace(plan, compositions=compositions)) <= broken

    def _part(self, membres: set[str]) -> tuple[Session, Plan, frozenset[_Breach]]:
        """The session and the plan of the candidats whom one of these hears, and what it breaks as it is."""
        sat = [c for c in self._plan.compositions if membres & {*c.membres}]
        candidats = frozenset(candidat for c in sat for candidat in self.heard[c])
        if candidats not in self._parts:
            others = {c.id for c in self._session.candidats} - candidats
            session, plan = leaving_out(self._session, others), plan_without(self._plan, others)
            self._parts[candidats] = session, plan, _breaches(session, plan)
        return self._parts[candidats]


_Likeness = tuple[Membre, frozenset[str]]
"""What rules know of a membre: what they read of them, and with whom (ids) they may not sit."""


def _kinds(session: Session, plan: Plan) -> dict[str, _Likeness]:
    """The membres in reserve that nothing else binds, as what the rules know of each: those alike are judged once.

    Links with candidats are told apart before; of two of one organisme, one may sit where the other may not.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for pair in colleagues(session):
        known[pair.un].add(pair.autre)
        known[pair.autre].add(pair.un)
    bound = called_in(plan) | {p.personne for p in plan.presences} | {p.id for p in session.personnes}
    bound |= {c.personne for c in session.convocations} | {f for c in session.candidats for f in c.formateurs}
    return {m.id: (as_rules_see(m), frozenset(known[m.id])) for m in session.membres if m.id not in bound}


def _breaches(session: Session, plan: Plan) -> frozenset[_Breach]:
    return frozenset((v.regle, v.sujet, v.cas) for v in violations(session, plan))
