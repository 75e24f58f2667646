"""Jury-days of a plan: what each costs by the audit, and how patterns see it."""

from collections.abc import Iterator
from datetime import date

from tpplanner.audit.juries import jurys_lies, pause_des_jurys
from tpplanner.audit.measures import attente, midi_d_un_jury, presence_d_un_jury
from tpplanner.audit.view import View, etendue
from tpplanner.domain.plan import Composition, Plan, minutes_between
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.patterns import Key, Patterns, key_of
from tpplanner.solver.model.problem import Problem, Span, minute


def cost_of_jury_day(session: Session, plan: Plan, composition: Composition, niveau: Niveau) -> int:
    """What one jury-day and the candidats whom it hears cost at a level in minutes."""
    view = View(session, plan)
    jury = composition.jury, composition.jour
    _, fin = etendue(view.choses[jury])
    jour = session.jour(composition.jour)
    (tied,) = (group for group in jurys_lies(view, jour.date) if jury in group)
    pause = pause_des_jurys(view, jour, tied)
    seen = {c.candidat for c in view.choses[jury] if c.suivi}
    heard = {c for c in seen if len(_juries(plan, c)) == 1}
    passages = tuple(p for p in plan.passages if p.candidat in heard and p.jour == jour.date)
    alone = Plan(passages, accueils=plan.accueils)
    left = [max(p.fin for p in alone.du_candidat(c)) for c in heard]
    waited = attente(View(session, alone))
    costs = {
        "presence_jury": presence_d_un_jury(view, jury, pause) + midi_d_un_jury(view, jour, jury, lie=len(tied) > 1),
        "attente": waited,
        "fin_tardive": sum(max(0, minutes_between(jour.a(session.reglages.fin_tardive), f)) for f in (fin, *left)),
    }
    return sum(view.poids_des_attentes.du_terme(niveau, terme) * costs[terme.regle] for terme in niveau.termes)


def _juries(plan: Plan, candidat: str) -> set[tuple[str, date]]:
    """The jury-days that hear a candidat."""
    return {(x.jury, p.jour) for p in plan.du_candidat(candidat) for x in p.suivies}


def key_of_jury_day(problem: Problem, patterns: Patterns, plan: Plan, composition: Composition) -> Key | None:
    """The key of a jury-day of a plan in the hours that its membres allow; None where it hears nobody."""
    jury, jour = composition.jury, composition.jour
    day = next(d.index for d in problem.days if d.date == jour)
    kinds = []
    for applicant in problem.applicants:
        passages = plan.du_candidat(applicant.id)
        juries = _juries(plan, applicant.id)
        if (jury, jour) in juries:
            same_day = frozenset(p.epreuve for p in passages if not p.suivies and p.jour == jour)
            here = {p.epreuve for p in passages if p.jour == jour and any(x.jury == jury for x in p.suivies)}
            chains = enumerate(problem.units[u] for u in applicant.units)
            part = tuple(i for i, unit in chains if problem.tasks[unit.tasks[0]].epreuve.id in here)
            kinds.append(patterns.kind_of(applicant, day, same_day, part if len(juries) > 1 else ()))
    first = jour == min(p.jour for p in plan.passages)
    return key_of(patterns.alike(day), first, _window(problem, patterns, day, composition), kinds) if kinds else None


def _window(problem: Problem, patterns: Patterns, day: int, composition: Composition) -> Span:
    """The widest hours around a jury's that all its membres are there for."""
    low, high = patterns.opening(day)
    for membre in composition.membres:
        person = next(p for p in problem.people if p.id == membre)
        for start, end in problem.unavailable(person, problem.days[day]):
            if end <= minute(composition.debut):
                low = max(low, end)
            else:
                high = min(high, start)
    return low, high


def no_pattern_is_above(
    session: Session, problem: Problem, patterns: Patterns, plan: Plan, told: str
) -> Iterator[Composition]:
    """Fail where a pattern says that a jury-day of the plan costs less than any; the jury-days that were compared."""
    for composition in plan.compositions:
        key = key_of_jury_day(problem, patterns, plan, composition)
        if key is None:
            continue
        it = f"{told}, {composition.jury} on {composition.jour}"
        assert patterns.possible(key), f"{it}: a pattern says that no jury can do what one does"
        at_least = True
        for level, niveau in enumerate(patterns.levels):
            cost = cost_of_jury_day(session, plan, composition, niveau)
            assert patterns.alone(key, level) <= cost, f"{it}: {niveau.nom} is bounded above what it costs"
            if at_least:
                assert patterns.lexicographic(key, level) <= cost, (
                    f"{it}: {niveau.nom} in turn is bounded above its cost"
                )
            at_least = at_least and cost == patterns.lexicographic(key, level)
        yield composition
