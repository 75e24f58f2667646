"""The independent check: hard rules read on a plan, in plain Python on datetimes; and the measures of soft ones.

It knows the session and the plan, never the solver's problem: someone who does not trust the solver can read and run
it without OR-Tools.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from tpplanner.audit import candidat, juries, places
from tpplanner.audit.juries import pauses_possibles
from tpplanner.audit.measures import (
    bon_sens,
    etendue_du_jour,
    mesures,
    niveaux,
    rang_de_bon_sens,
    rangs_demandes,
    valeur,
)
from tpplanner.audit.view import View
from tpplanner.domain.answers import Report, Violation
from tpplanner.domain.held import derogated, with_lengths
from tpplanner.domain.imprevus import Derogation
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.rules import HARD, halves

# Which function reads which hard rule, in reading order: the one that bears its name.

Lecture = Callable[[View], Iterator[Violation]]

REGLES: dict[str, Lecture] = halves(HARD, candidat, juries, places)


def check(session: Session, plan: Plan) -> Report:
    """Judge a plan against every hard rule, and measure it against every soft one (no bounds are known here)."""
    view = View(session, plan)
    manquements = tuple(_violations(view))
    constats = tuple(constat for constat in _constats(session, plan) if constat not in manquements)
    return Report(
        violations=manquements,
        mesures=mesures(view),
        niveaux=niveaux(view),
        constats=constats,
        bon_sens=bon_sens(view),
    )


ONCE_BEGUN = ("duree_exacte", "pause_candidat", "battement", "membre_disponible")
"""The rules that ask nothing of what has begun: what was, was."""


def _constats(session: Session, plan: Plan) -> Iterator[Violation]:
    """What would be a breach, had it not begun."""
    if session.maintenant is not None and session.reference:
        view = View(replace(session, maintenant=None), plan)
        yield from (violation for regle in ONCE_BEGUN for violation in REGLES[regle](view))


def violations(session: Session, plan: Plan) -> tuple[Violation, ...]:
    """The breaches of every hard rule: the same as `check`, and nothing is measured."""
    return tuple(_violations(View(session, plan)))


def _violations(view: View) -> Iterator[Violation]:
    every = (violation for regle in REGLES for violation in REGLES[regle](view))
    granted = derogated(view.session)
    return (violation for violation in every if not _is_granted(view, violation, granted)) if granted else every


def _is_granted(view: View, violation: Violation, granted: Sequence[Derogation]) -> bool:
    """Whether derogations of a day to lengths are all that a breach of that day needs not to be one."""
    days = {element.debut.date() for element in violation.elements}
    days |= {d.jour for d in granted if d.jour.isoformat() in violation.sujet}
    if len(days) != 1:
        return False
    looser = with_lengths(view.session, (d for d in granted if d.jour in days))
    others = REGLES[violation.regle](View(looser, view.plan))
    return violation.requirement not in {other.requirement for other in others}


def breaches(session: Session, plan: Plan, regle: str) -> tuple[Violation, ...]:
    """The breaches of one hard rule alone."""
    return tuple(REGLES[regle](View(session, plan)))


def holds(session: Session, plan: Plan) -> bool:
    """Whether a plan breaks no hard rule: the same as `check`, as far as the first breach."""
    return next(_violations(View(session, plan)), None) is None


def measured(session: Session, plan: Plan) -> dict[str, int]:
    """What a plan costs at each level, by name."""
    return {niveau.nom: niveau.valeur for niveau in niveaux(View(session, plan))}


def costs(session: Session, plan: Plan) -> Iterator[int]:
    """The same, level by level, each measured as it is asked for."""
    view = View(session, plan)
    return (valeur(view, niveau) for niveau in session.niveaux)


def oddities(session: Session, plan: Plan) -> tuple[int, ...]:
    """How odd a person would find a plan: of two that cost the same, the lower one is to be preferred."""
    return rang_de_bon_sens(View(session, plan))


def led_hours(session: Session, plan: Plan, jour: date) -> tuple[datetime, datetime] | None:
    """From the first to the last thing of a day, during which a responsable has to be there."""
    return etendue_du_jour(View(session, plan), jour)


def breaks(session: Session, plan: Plan, jour: date) -> list[tuple[list[str], list[datetime]]]:
    """The juries (ids) of a day that take one break together between two things, and when it may begin."""
    return [*pauses_possibles(View(session, plan), session.jour(jour))]


def order_asked_for(session: Session) -> dict[str, int]:
    """The rank of each candidat in the order asked for."""
    return rangs_demandes(View(session, Plan(())))


__all__ = [
    "breaches",
    "breaks",
    "check",
    "costs",
    "holds",
    "led_hours",
    "measured",
    "oddities",
    "order_asked_for",
    "violations",
]
