"""What an outcome claims, and whether a plan refutes it: the one comparison of levels that tests of claims use.

A witness is any plan, wherever it comes from: of the session itself, of a tighter one, of a model made in a test. The
audit is the judge of whether it is a plan of the session; nothing else is asked of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tpplanner.audit import check
from tpplanner.domain.answers import Infeasible, NiveauAtteint, Outcome, Planned, Unfinished
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed of a session: that no plan exists, or that none does better at its levels; and the plan found."""

    session: Session
    impossible: bool
    niveaux: tuple[NiveauAtteint, ...] = ()
    plan: Plan | None = None


def claims(session: Session, seconds: float) -> Claims:
    """What the planner claims of a session, within so many seconds of CP-SAT's own clock: the same on every run."""
    outcome, report = planned(session, Budget(seconds, workers=1, reproducible=True))
    if isinstance(outcome, Planned) and report is not None:
        return Claims(session, impossible=False, niveaux=report.niveaux, plan=outcome.plan)
    return Claims(session, isinstance(outcome, Infeasible), told(outcome))


def told(outcome: Outcome) -> tuple[NiveauAtteint, ...]:
    """The bounds that are told without a plan, as far as they would say something of any."""
    if not isinstance(outcome, Unfinished):
        return ()
    return tuple(NiveauAtteint(b.niveau, b.valeur, b.valeur) for b in outcome.bornes[:1])


def beaten(niveaux: Sequence[NiveauAtteint], costs: Sequence[int]) -> NiveauAtteint | None:
    """The level whose bound a plan of these costs, level by level, is below; None where it refutes nothing.

    A bound holds given the levels before it: it speaks of plans that cost there exactly what is proven. Where a plan
    costs more at one of them, or one of them is not proven, nothing is claimed of it.
    """
    for niveau, cost in zip(niveaux, costs, strict=False):
        if niveau.borne is None:
            return None
        if cost < niveau.borne:
            return niveau
        if not niveau.prouve or cost > niveau.borne:
            return None
    return None


def refuted(claims_: Claims, witness: Plan) -> str:
    """How a plan refutes what is claimed of a session; empty where it does not, or is no plan of that session.

    « Impossible » is refuted by any plan; a bound by one on the session's grid, on which it is said.
    """
    report = check(claims_.session, witness)
    if report.violations:
        return ""
    if claims_.impossible:
        return "said to be impossible, and has a plan"
    costs = [n.valeur for n in report.niveaux]
    level = beaten(claims_.niveaux, costs)
    if level is None or not on_grid(claims_.session, witness):
        return ""
    return f"level {level.nom}: at least {level.borne} is claimed, and a plan costs {costs} (levels in order)"


def on_grid(session: Session, plan: Plan) -> bool:
    """Whether all that the grid binds is on it: collective épreuves, and what begins a run of passages of a candidat.

    Passages of a run follow each other within a short pause; what is pinned may begin at any minute.
    """
    step = session.reglages.pas
    pins = {(pin.candidat, pin.epreuve) for pin in session.pins}
    collective = {e.id for e in session.referentiel.epreuves() if e.collective}
    free = {epreuve for _, epreuve in pins if epreuve in collective}
    for passage in plan.passages:
        if (passage.candidat, passage.epreuve) in pins or passage.epreuve in free:
            continue
        own = [p for p in plan.du_candidat(passage.candidat) if p.jour == passage.jour and p.suivies]
        gaps = ((passage.debut - p.fin).total_seconds() // 60 for p in own)
        follows = bool(passage.suivies) and any(0 <= gap <= session.reglages.courte_pause for gap in gaps)
        minutes = passage.debut.hour * 60 + passage.debut.minute
        if minutes % step and (not follows or passage.epreuve in collective):
            return False
    return True
