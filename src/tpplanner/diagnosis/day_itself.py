"""Why what happens on a day cannot be: what that day asks for, alone, and how late it would end.

Only the candidats of a day that is in trouble are kept, each with all that binds him: a session with fewer candidats
has a plan where the whole has one. It is small, so that the answer comes at once, whatever the size of the session.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time

from tpplanner.audit import check
from tpplanner.diagnosis.capacity import shortages
from tpplanner.diagnosis.causes import Settle, minimal_cause
from tpplanner.diagnosis.levers import LATEST
from tpplanner.diagnosis.loosening import with_epreuves, with_jour, with_reglages, without_candidats
from tpplanner.domain.outcome import Element, Infeasible, Outcome, Planned, Shortage, Unfinished
from tpplanner.domain.plan import Composition, Passage, Plan, Travail
from tpplanner.domain.session import Session
from tpplanner.planner import to_the_minute
from tpplanner.solver import Budget, Clock, has_a_plan, soonest_end

SETTLING, ENDING = 2.0, 1.0
"""Deterministic time for whether a day's candidats can be heard, and for how late the day would end."""

BRIEF, PATIENT = 0.2, 1.0
"""The same for each trial of what cannot hold together: at first, and for what that does not settle."""

CAUSE_SECONDS = 4.0
"""The most for what cannot hold together, where it is not the end of the day."""

FIN = "fin_du_jour"
"""The lack of time at the end of a day: the minute at which it would end, and that at which it must."""


def impossible_days(session: Session, budget: Budget) -> Infeasible | None:
    """Why one of the days that an event has put in trouble cannot be as asked; None where none of them shows it."""
    clock = Clock(budget)
    for jour in troubled(session):
        for ids in _smallest_first(session, jour):
            alone = with_only(session, ids)
            if has_a_plan(alone, clock, SETTLING) is False:
                return _why(session, jour, alone, clock)
    return None


def _why(session: Session, jour: date, alone: Session, clock: Clock) -> Infeasible:
    """Why some candidats of a day cannot be heard as asked: what counting shows, the end of the day, or rules."""
    if manques := shortages(alone):
        return Infeasible(manques)
    limit = _minutes(session.jour(jour).fin)
    for some in (with_only(session, of_the_day(session, jour)), alone):
        end = soonest_end(_longer(some, jour), jour, clock, ENDING)
        if end is not None and end > limit:
            return Infeasible((Shortage(FIN, (jour.isoformat(),), end, limit),))
    seconds = CAUSE_SECONDS if clock.budget.reproducible else min(CAUSE_SECONDS, clock.left())
    left = Clock(replace(clock.budget, seconds=seconds))
    confirm = _settler(Clock(clock.budget), SETTLING)
    return Infeasible(cause=minimal_cause(alone, _settler(left, BRIEF), _settler(left, PATIENT), confirm))


def _settler(clock: Clock, effort: float) -> Settle:
    """What settles whether a session so small has a plan, in that much of deterministic time; which, is not asked."""
    answers: dict[bool | None, Outcome] = {True: Planned(Plan(()), ()), False: Infeasible(), None: Unfinished()}
    return lambda session: answers[has_a_plan(session, clock, effort)]


def troubled(session: Session) -> list[date]:
    """The days to come on which the reference plan breaks a rule."""
    days = {element.debut.date() for element in _in_trouble(session)}
    now = session.maintenant
    return sorted(j.date for j in session.jours if j.date in days and (now is None or j.date >= now.date()))


def _in_trouble(session: Session) -> list[Element]:
    broken = check(session, session.reference[0]).violations
    return [element for violation in broken for element in violation.elements]


def of_the_day(session: Session, jour: date) -> set[str]:
    """The candidats whom the reference plan has on a day."""
    return {p.candidat for p in session.reference[0].passages if p.jour == jour}


def _smallest_first(session: Session, jour: date) -> list[set[str]]:
    """Those whom a jury in trouble hears on a day, jury by jury; then all whom the reference plan has on it."""
    plan = session.reference[0]
    juries = {
        jury
        for element in _in_trouble(session)
        if element.debut.date() == jour
        for jury in ([p.jury for p in element.suivies] if isinstance(element, Passage) else [_jury(element)])
        if jury
    }
    heard = [{p.candidat for p in plan.passages if p.jour == jour and _before(p, jury)} for jury in sorted(juries)]
    return [*heard, of_the_day(session, jour)]


def _jury(element: Element) -> str:
    return element.jury if isinstance(element, Travail | Composition) else ""


def _before(passage: Passage, jury: str) -> bool:
    return any(partie.jury == jury for partie in passage.suivies)


def with_only(session: Session, ids: Collection[str]) -> Session:
    """The session with those candidats alone, hours falling on any minute.

    What another may do for them by coming first is not asked of them: their first day may not be that of the session,
    so that its accueil may be as short as any; the plis of what is not passed by all at once may be open already.
    """
    reglages = session.reglages
    shorter = with_reglages(session, accueil=min(reglages.accueil, reglages.accueil_autres_jours))
    opened = with_epreuves(shorter, lambda epreuve: replace(epreuve, plis=epreuve.plis and epreuve.collective))
    return to_the_minute(without_candidats(opened, {c.id for c in session.candidats} - set(ids)))


def _longer(session: Session, jour: date) -> Session:
    return with_jour(session, jour.isoformat(), fin=max(LATEST, session.jour(jour).fin))


def _minutes(heure: time) -> int:
    return 60 * heure.hour + heure.minute
