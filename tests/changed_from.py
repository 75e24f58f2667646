"""A soft rule on what is disturbed: measured by the audit, and the same as the whole model costs it."""

from dataclasses import replace
from datetime import time, timedelta

from builders import LUNDI, session
from halves import least_cost
from optimum import measured
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Convocation, Session


def disturbs(session: Session, before: Plan, after: Plan, regle: str, expected: int) -> None:
    """Fail unless both halves say that the plan `after` differs that much from the plan `before`."""
    told = replace(session, reference=(before,))
    assert measured(told, after, regle) == expected, "the audit half"
    assert least_cost(told, after, regle, beside=()) == expected, "the solver half"


def asked(*rows: tuple[str, time, int]) -> Session:
    """One candidat of two days, where these people may be asked: convened at that hour of that day."""
    s = session(candidats=1, nb_membres=4, nb_jours=2)
    convocations = (Convocation(who, LUNDI + timedelta(days=jour), hour) for who, hour, jour in rows)
    return replace(s, sur_demande=tuple(convocations))
