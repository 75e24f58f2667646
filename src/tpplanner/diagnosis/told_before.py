"""The codes of repairs, and the repair that a code names: read from the workbook alone, without looking for any."""

from dataclasses import replace

from tpplanner.diagnosis.levers import any_minute, levers
from tpplanner.diagnosis.repairs import RESOURCES
from tpplanner.domain.code import code_of
from tpplanner.domain.repair import Amendment, Repair
from tpplanner.domain.session import Session
from tpplanner.texts.reparations import reparation

BETWEEN = "-"
"""What joins the codes of changes that are made together."""


def code_of_repair(session: Session, repair: Repair) -> str:
    """The code of each of its changes, in the order in which they are told."""
    return BETWEEN.join(_code(session, amendment) for amendment in repair.amendments)


def repair_told(session: Session, code: str) -> Repair | None:
    """The repair of that code; None where the session could not be changed so, or not by a change told so."""
    known: dict[str, list[Amendment]] = {}
    for amendment in _every(session):
        known.setdefault(_code(session, amendment), []).append(amendment)
    named = [known.get(each, []) for each in code.split(BETWEEN)]
    return Repair(tuple(one for (one,) in named)) if all(len(each) == 1 for each in named) else None


def _code(session: Session, amendment: Amendment) -> str:
    """Drawn from what is changed, and from what people are told of it."""
    what = (amendment.change.value, *map(str, amendment.subject), amendment.amount)
    return code_of((*what, reparation(session, Repair((amendment,)))))


def _every(session: Session) -> list[Amendment]:
    """All that could be changed, whatever the cause: the steps of every lever, and fewer of what is added."""
    every = (any_minute(session), *levers(session, None))
    steps = [amendment for lever in every for step in lever for amendment in step]
    fewer = [
        replace(a, amount=n, cost=a.cost // a.amount * n)
        for a in steps
        if a.change in RESOURCES
        for n in range(1, a.amount)
    ]
    return list(dict.fromkeys((*steps, *fewer)))
