"""The independent check: hard rules read on a plan, in plain Python on datetimes; and the measures of soft ones.

It knows the session and the plan, never the solver's problem: someone who does not trust the solver can read and run
it without OR-Tools.
"""

from tpplanner.audit.measures import mesures, niveaux
from tpplanner.audit.table import REGLES
from tpplanner.audit.view import View
from tpplanner.domain.outcome import Report, Violation
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session


def check(session: Session, plan: Plan) -> Report:
    """Judge a plan against every hard rule, and measure it against every soft one (no bounds are known here)."""
    view = View(session, plan)
    violations = tuple(violation for regle in REGLES for violation in REGLES[regle](view))
    return Report(violations=violations, mesures=mesures(view), niveaux=niveaux(view))


def breaches(session: Session, plan: Plan, regle: str) -> tuple[Violation, ...]:
    """The breaches of one hard rule alone."""
    return tuple(REGLES[regle](View(session, plan)))


def measured(session: Session, plan: Plan) -> dict[str, int]:
    """What a plan costs at each level, by name."""
    return {niveau.nom: niveau.valeur for niveau in niveaux(View(session, plan))}


__all__ = ["breaches", "check", "measured"]
