"""A soft rule on what is disturbed: measured by the audit, and the same as the whole model costs it."""

from dataclasses import replace

from halves import least_cost
from optimum import measured
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session


def disturbs(session: Session, before: Plan, after: Plan, regle: str, expected: int) -> None:
    """Fail unless both halves say that the plan `after` differs that much from the plan `before`."""
    told = replace(session, reference=(before,))
    assert measured(told, after, regle) == expected, "the audit half"
    assert least_cost(told, after, regle, beside=()) == expected, "the solver half"
