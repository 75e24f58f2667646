"""A year proposed and judged: what comes out has passed the audit, or nothing comes out."""

from dataclasses import replace

from tpplanner.audit.programmation import check_annee
from tpplanner.diagnosis.shrinking import Shrinking
from tpplanner.domain.annee import Annee, OutcomeAnnee, Proposee
from tpplanner.domain.answers import Cause, Infeasible, Report, Requirement
from tpplanner.errors import Bug
from tpplanner.planner import with_bounds
from tpplanner.solver import Budget
from tpplanner.tuning import YEAR_TRIAL_SECONDS, YEAR_WHY_SECONDS


def propose(annee: Annee, budget: Budget) -> tuple[OutcomeAnnee, Report | None]:
    """Decide what a year leaves open: the outcome and, for a programmation, the report of the independent check.

    Raises Bug for a programmation that the check refuses.
    """
    from tpplanner.solver.programmation import best_year  # noqa: PLC0415 - OR-Tools is slow to import

    if not annee.jours_ouverts():
        return Infeasible(cause=Cause((Requirement("jours_ouverts", (annee.sessions[0].id,)),), True, True)), None
    outcome = best_year(annee, budget)
    match outcome:
        case Infeasible():
            return replace(outcome, cause=cause_of(annee, replace(budget, seconds=YEAR_WHY_SECONDS))), None
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
    from tpplanner.solver.programmation import Trials  # noqa: PLC0415 - as above

    trials = Trials(annee, budget)
    shrinking = Shrinking(lambda subset: trials.refutes(subset, YEAR_TRIAL_SECONDS), trials.requirements)
    if shrinking.refuted_without(()) is False:
        return None
    shrinking.leave_out([shrinking.of_rule(regle) for regle in dict.fromkeys(r.regle for r in shrinking.core)])
    by_rule = not shrinking.taken_doubtful()
    for regle in dict.fromkeys(r.regle for r in shrinking.core):
        shrinking.leave_out([(r,) for r in shrinking.of_rule(regle)])
    settled = not shrinking.taken_doubtful()
    return Cause(tuple(shrinking.core), regles_minimales=by_rule, minimale=by_rule and settled)
