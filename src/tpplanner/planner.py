"""Plan a session and judge the plan: what comes out has passed the audit, or nothing comes out.

A level is called proven here: its measure on the plan, by the audit, equals a bound that holds given the levels
before it, and they are proven too.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tpplanner.audit import check, measured
from tpplanner.domain.affichage import (
    added_minutes,
    has_majorations,
    posted_as,
    still_posted,
    with_its_cost,
    without_majorations,
)
from tpplanner.domain.answers import Borne, Infeasible, NiveauAtteint, Outcome, Planned, Report, Unfinished
from tpplanner.domain.duties import faults
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, Issue, Severity
from tpplanner.local_search import improved
from tpplanner.solver import (
    CHOSEN_LAST,
    Budget,
    Clock,
    Listener,
    best_plan,
    first_plan,
    nearest_plan,
    plan_as_posted,
)
from tpplanner.texts.commande import cout_de_niveau
from tpplanner.texts.lecture import a_la_minute, cout_de_l_affiche, non_essayees
from tpplanner.tuning import BLIND_SHARE, LAST_STEP_SECONDS, POSTED_SHARE, STAGE, TRY


def plan(
    session: Session, budget: Budget, listen: Listener | None = None, known: Plan | None = None
) -> tuple[Outcome, Report | None]:
    """The outcome, and for a plan its report; after a change, a plan that is `known` is improved upon.

    Raises ValueError for a session that does not hold together, Bug for a plan that the audit refuses.
    """
    _must_hold_together(session)
    clock = Clock(budget)
    search = partial(_changed, listen=listen, known=known) if session.reference else partial(best_plan, listen=listen)
    posted = has_majorations(session) and not session.reference
    share = 1 - posted * (BLIND_SHARE + POSTED_SHARE)
    searching = replace(budget, seconds=budget.seconds - _last_step(budget))
    outcome = at_any_minute(search, session, _part(searching, share))
    if posted and isinstance(outcome, Unfinished) and not outcome.interrompu:
        # a plan comes before its poster: it has the time that was kept for it
        outcome = at_any_minute(first_plan, session, _share(searching, BLIND_SHARE + POSTED_SHARE, clock))
    if not isinstance(outcome, Planned):
        return outcome, None
    best = check(_as_searched(session, outcome), outcome.plan)
    outcome = _posted(session, outcome, searching, clock) if posted else _still(session, outcome)
    outcome = _improved(session, outcome, clock, clock.left())
    judgement, report = judged(session, outcome)
    return judgement, _beside(session, report, best) if report and posted else report


def _still(session: Session, outcome: Planned) -> Planned:
    """The plan of a change, posted as the plan before it where that holds."""
    if not session.reference or not has_majorations(session):
        return outcome
    return replace(outcome, plan=still_posted(outcome.plan, session.reference[0]))


def _beside(session: Session, report: Report, best: Report) -> Report:
    """A report that tells what its plan costs more than another at each level, so that the poster tells nothing."""
    niveaux = with_its_cost(report.niveaux, best.niveaux)
    of_name = {niveau.nom: niveau for niveau in session.niveaux}
    costs = [cout_de_niveau(of_name[n.nom], n.affiche, n.unite) for n in niveaux if n.affiche]
    notes = (Issue(Severity.WARNING, *cout_de_l_affiche(costs)),) if costs else ()
    return replace(report, niveaux=niveaux, avertissements=(*report.avertissements, *notes))


def _last_step(budget: Budget) -> float:
    """The seconds that are kept for single moves once the search has ended; CP-SAT's own clock does not count them."""
    return 0.0 if budget.reproducible else min(LAST_STEP_SECONDS, TRY * budget.seconds)


def _improved(session: Session, outcome: Planned, clock: Clock, seconds: float) -> Planned:
    """The plan found, made better by single moves for so many seconds at most."""
    over = None if clock.budget.reproducible else lambda: clock.left() <= 0
    with clock.part(seconds):
        best = improved(_as_searched(session, outcome), outcome.plan, over)
    return replace(outcome, plan=best.plan, non_essayes=(*outcome.non_essayes, *best.untried))


def _part(budget: Budget, share: float) -> Budget:
    """That part of a budget: whatever else takes less does not lengthen it."""
    return replace(budget, seconds=share * budget.seconds)


def _share(budget: Budget, share: float, clock: Clock) -> Budget:
    """That part of a budget, or of what is left where that is more, the last step aside.

    Where runs must repeat, it is the part: what a search left depends on who has a majoration.
    """
    left = 0.0 if budget.reproducible else STAGE * (clock.left() - _last_step(budget))
    return replace(budget, seconds=max(share * budget.seconds, left))


def _posted(session: Session, outcome: Planned, budget: Budget, clock: Clock) -> Planned:
    """The plan whose poster tells no majoration, if there is one; else the one found.

    It is no day longer, and adds no more to the presence of juries than the majorations themselves are.

    The plan of the session without majorations, which says what is posted, is looked for as if none had been found. It
    settles who is heard before whom, and when: what its last step has no time to try, nothing tries later.
    """
    without = without_majorations(session)
    blind = at_any_minute(best_plan, without, _share(budget, BLIND_SHARE, clock))
    if not isinstance(blind, Planned) or blind.a_la_minute != outcome.a_la_minute:
        return outcome
    after = POSTED_SHARE * budget.seconds + _last_step(budget)
    blind = _improved(without, blind, clock, max(STAGE * LAST_STEP_SECONDS, STAGE * (clock.left() - after)))
    searched = _as_searched(session, outcome)
    best = check(searched, outcome.plan)
    values = {niveau.nom: niveau.valeur for niveau in best.niveaux}
    hours = plan_as_posted(searched, blind.plan, values, _share(budget, POSTED_SHARE, clock))
    if hours is None or _presence(check(searched, hours)) - _presence(best) > added_minutes(session):
        return outcome
    return replace(outcome, plan=posted_as(hours, blind.plan), non_essayes=blind.non_essayes)


def _presence(report: Report) -> int:
    return next(mesure.valeur for mesure in report.mesures if mesure.regle == "presence_jury")


def any_plan(session: Session, budget: Budget) -> tuple[Outcome, Report | None]:
    """The same for the first plan found, whatever it costs: no level of it is bounded."""
    _must_hold_together(session)
    return judged(session, at_any_minute(first_plan, session, budget))


def near_plan(session: Session, budget: Budget) -> tuple[Outcome, Report | None]:
    """The same for a plan near the reference plan, the best of where one is first found, or for any other."""
    _must_hold_together(session)
    outcome = at_any_minute(partial(_changed, prove=False), session, budget)
    return judged(session, _still(session, outcome) if isinstance(outcome, Planned) else outcome)


def at_any_minute(search: Callable[[Session, Budget], Outcome], session: Session, budget: Budget) -> Outcome:
    """What a search answers; where no plan keeps to the step of the réglages, what it answers without one.

    The step is a taste, no rule: that no plan exists is never said of it.
    """
    clock = Clock(budget)
    outcome = search(session, budget)
    if session.reglages.pas == 1 or not isinstance(outcome, Infeasible):
        return outcome
    outcome = search(to_the_minute(session), replace(budget, seconds=clock.left()))
    return replace(outcome, a_la_minute=True) if isinstance(outcome, Planned) else outcome


def to_the_minute(session: Session) -> Session:
    """The session in which hours may fall on any minute: it has every plan of the session, and maybe more."""
    return replace(session, reglages=replace(session.reglages, pas=1))


def _as_searched(session: Session, outcome: Planned) -> Session:
    """The session by which a plan is measured: presence counts in whole steps, of a plan without them in minutes."""
    return to_the_minute(session) if outcome.a_la_minute else session


def _must_hold_together(session: Session) -> None:
    incoherences = faults(session)
    if incoherences:
        raise ValueError("; ".join(incoherences))


def judged(session: Session, outcome: Outcome) -> tuple[Outcome, Report | None]:
    """An outcome of the solver, and for a plan its report. Raises Bug for a plan that the audit refuses."""
    if not isinstance(outcome, Planned):
        return outcome, None
    report = check(_as_searched(session, outcome), outcome.plan)
    if report.violations:
        breaches = "; ".join(f"{v.regle} {v.sujet} {v.cas}" for v in report.violations)
        raise Bug(f"the audit refuses the solver's plan: {breaches}")
    notes: list[Issue] = []
    if outcome.a_la_minute:
        notes.append(Issue(Severity.WARNING, *a_la_minute(session.reglages.pas)))
    if outcome.non_essayes:
        notes.append(Issue(Severity.WARNING, *non_essayees(outcome.non_essayes)))
    niveaux = with_bounds(report.niveaux, outcome.bornes)
    return outcome, replace(report, niveaux=niveaux, avertissements=(*report.avertissements, *notes))


def _changed(
    session: Session,
    budget: Budget,
    listen: Listener | None = None,
    *,
    prove: bool = True,
    known: Plan | None = None,
) -> Outcome:
    """The plan that disturbs the reference plan least: itself, where it still holds."""
    report = check(session, session.reference[0])
    if not report.violations:
        return _kept(session, report)
    suspects = [element for violation in report.violations for element in violation.elements]
    return nearest_plan(session, budget, partial(measured, session), suspects, listen, prove=prove, known=known)


def _kept(session: Session, report: Report) -> Planned:
    """The reference plan as it is: nothing is disturbed, and what its hours fix costs what it did."""
    proven = (n for n in session.niveaux if not any(t.regle in CHOSEN_LAST for t in n.termes))
    valeurs = {niveau.nom: niveau.valeur for niveau in report.niveaux}
    return Planned(session.reference[0], tuple(Borne(n.nom, valeurs[n.nom]) for n in proven))


def with_bounds(niveaux: tuple[NiveauAtteint, ...], bornes: tuple[Borne, ...]) -> tuple[NiveauAtteint, ...]:
    """The levels with their bounds, as far as every level before is proven: beyond, a bound would say nothing.

    A level at 0 needs none: no soft rule measures less.
    """
    valeurs = {borne.niveau: borne.valeur for borne in bornes}
    result: list[NiveauAtteint] = []
    for niveau in niveaux:
        meaningful = all(before.prouve for before in result)
        borne = valeurs.get(niveau.nom, None if niveau.valeur else 0) if meaningful else None
        if borne is not None and borne > niveau.valeur:
            raise Bug(f"level {niveau.nom}: the bound {borne} exceeds the measure {niveau.valeur}")
        result.append(replace(niveau, borne=borne))
    return tuple(result)
