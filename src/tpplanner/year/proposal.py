"""A year proposed and judged: what comes out has passed the audit, or nothing comes out."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tpplanner.audit.annee import check_annee
from tpplanner.domain.annee import Annee, OutcomeAnnee, Proposee
from tpplanner.domain.outcome import Cause, Infeasible, Report, Requirement
from tpplanner.errors import Bug
from tpplanner.planner import with_bounds
from tpplanner.solver import Budget

WHY_SECONDS = 60.0
"""The most that is spent on saying why a year has no programmation."""
TRIAL_SECONDS = 5.0


def propose(annee: Annee, budget: Budget) -> tuple[OutcomeAnnee, Report | None]:
    """Decide what a year leaves open: the outcome and, for a programmation, the report of the independent check.

    Raises Bug for a programmation that the check refuses.
    """
    from tpplanner.solver.annee import best_year  # noqa: PLC0415 - OR-Tools is slow to import

    if not annee.jours_ouverts():
        return Infeasible(cause=Cause((Requirement("jours_ouverts", (annee.sessions[0].id,)),), True, True)), None
    outcome = best_year(annee, budget)
    match outcome:
        case Infeasible():
            return replace(outcome, cause=cause_of(annee, replace(budget, seconds=WHY_SECONDS))), None
        case Proposee():
            report = check_annee(annee, outcome.programmation)
            if report.violations:
                raise Bug("; ".join(f"{v.regle} {v.sujet} {v.cas}" for v in report.violations))
            return outcome, replace(report, niveaux=with_bounds(report.niveaux, outcome.bornes))
    return outcome, None


def cause_of(annee: Annee, budget: Budget) -> Cause | None:
    """Requirements of a year without any programmation that cannot hold together, as few as the time lets.

    None where all of them can after all.
    """
    from tpplanner.solver.annee import Trials  # noqa: PLC0415 - as above

    trials = Trials(annee, budget)
    shrinking = _Shrinking(trials.requirements, lambda kept: trials.refutes(kept, TRIAL_SECONDS))
    if shrinking.refutes(shrinking.kept) is False:
        return None
    rules = dict.fromkeys(r.regle for r in shrinking.kept)
    shrinking.leave_out([[r for r in shrinking.kept if r.regle == regle] for regle in rules])
    by_rule, shrinking.settled = shrinking.settled, True
    for regle in dict.fromkeys(r.regle for r in shrinking.kept):
        shrinking.leave_out([[r] for r in shrinking.kept if r.regle == regle])
    return Cause(tuple(shrinking.kept), regles_minimales=by_rule, minimale=by_rule and shrinking.settled)


@dataclass
class _Shrinking:
    """Requirements being left out, for good where those that remain still cannot hold together."""

    kept: list[Requirement]
    refutes: Callable[[list[Requirement]], bool | None]
    settled: bool = True

    def leave_out(self, groups: list[list[Requirement]]) -> None:
        """Leave out as many groups as can be, by halves."""
        if not groups:
            return
        gone = {r for group in groups for r in group}
        rest = [r for r in self.kept if r not in gone]
        refuted = self.refutes(rest)
        if refuted:
            self.kept = rest
        elif len(groups) == 1:
            self.settled = self.settled and refuted is False
        else:
            half = len(groups) // 2
            self.leave_out(groups[:half])
            self.leave_out(groups[half:])
