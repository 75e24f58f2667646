"""All that a late jury has still to do, as much later and in its order (a right shift). Tried before any search."""

from dataclasses import replace
from datetime import date, timedelta

from tpplanner.audit import holds
from tpplanner.change.events import Changed
from tpplanner.change.later import Delay, delayed
from tpplanner.change.steps.transplant import complete
from tpplanner.domain.imprevus import Decalage
from tpplanner.domain.plan import Passage, Plan


def right_shifted(changed: Changed) -> tuple[Plan, ...]:
    """The plan people know, where each jury told late now does all that is left of its day so much later; or none."""
    session, plan = changed.session, changed.avant
    last = {(e.jury, e.moment.date()): e for e in session.evenements if isinstance(e, Decalage)}
    late = [decalage for own, decalage in last.items() if _of(session.reference[0], own) != _of(plan, own)]
    for decalage in late:
        now = session.maintenant or decalage.moment
        plan = _shifted(plan, decalage, Delay(decalage.moment, timedelta(minutes=decalage.minutes), now))
    plan = complete(session, plan)
    return (plan,) if late and holds(session, plan) else ()


def _of(plan: Plan, own: tuple[str, date]) -> set[Passage]:
    """The passages before a jury on a day."""
    return {p for p in plan.passages if any((partie.jury, partie.debut.date()) == own for partie in p.suivies)}


def _shifted(plan: Plan, decalage: Decalage, delay: Delay) -> Plan:
    """The plan in which a jury is late for all that is not over of its day, its clôture included."""
    own = (decalage.jury, decalage.moment.date())
    later, _ = delayed(
        plan,
        delay,
        _of(plan, own).__contains__,
        lambda travail: (travail.jury, travail.debut.date()) == own,
    )
    return replace(
        later,
        compositions=tuple(
            replace(c, fin=c.fin + delay.by) if (c.jury, c.jour) == own else c for c in later.compositions
        ),
    )
