"""A plan of which the poster tells no majoration: who is heard when, by whom and where, as in a plan without any.

The days, juries, order and rooms are those of that blind plan, and no passage begins before its hour there: what is
left is a problem of hours, which says how little more the levels in minutes need cost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from tpplanner.domain.affichage import latest
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.session import Session
from tpplanner.solver.bounds.program import DAYS
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.objective import CHOSEN_LAST
from tpplanner.solver.model.pinning import NotExpressible, match_slots
from tpplanner.solver.model.problem import Problem, Slot, Task, minute, narrowed
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import Budget, Clock, Relation
from tpplanner.solver.search.finish import Finish
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.tuning import STAGE


def plan_as_posted(session: Session, blind: Plan, values: Mapping[str, int], budget: Budget) -> Plan | None:
    """The plan of a session that a poster of a blind plan does not contradict; None where none is found.

    `values` are what the best plan known costs at each level. Levels in days cost no more; the others no more if that
    can be, else as little as is found, level after level.
    """
    clock = Clock(budget)
    problem = from_the_plainest(session)[-1]
    try:
        whole = _keeping(problem, blind)
    except (NotExpressible, KeyError):
        return None
    best = Incumbent(clock, None)
    _within(whole, best, values, clock)
    if best.plan is None:
        _at_little_cost(whole, best, values, clock)
    if best.plan is None:
        return None
    best.tighten()
    whole.limit({nom: best.value(nom) for nom in whole.levels})
    Finish(whole.problem, best, clock).tidy()
    return _named_as_in(blind, best.plan)


def _within(whole: WholeModel, best: Incumbent, values: Mapping[str, int], clock: Clock) -> None:
    """Look for a plan that costs no more than these values at any level."""
    model = whole.model.clone()
    for nom, value in values.items():
        model.add(whole.levels[nom] <= value)
    best.try_within(whole, model, STAGE * clock.left())


def _at_little_cost(whole: WholeModel, best: Incumbent, values: Mapping[str, int], clock: Clock) -> None:
    """Look for a plan that costs no more days than these values, and as little as may be at each other level."""
    niveaux = whole.problem.session.niveaux
    in_days = [n for n in niveaux if all(t.regle in DAYS for t in n.termes)]
    whole.limit({n.nom: values[n.nom] for n in in_days})
    for niveau in (n for n in niveaux if n not in in_days and not any(t.regle in CHOSEN_LAST for t in n.termes)):
        minimum = best.minimise(whole, niveau, STAGE * clock.left())
        if minimum.value is None:
            return
        whole.limit({niveau.nom: minimum.value})


# What of a blind plan is posted, as relations of a model.


def _keeping(problem: Problem, blind: Plan) -> WholeModel:
    """The model of a blind plan's juries, which hear the candidats that they hear there; raises NotExpressible."""
    passages = {(p.candidat, p.epreuve): p for p in blind.passages}
    slots, day_of = match_slots(problem, blind), {day.date: day.index for day in problem.days}
    sitting: dict[int, tuple[int, ...]] = {}
    for composition in blind.compositions:
        slot = slots[composition.jury, day_of[composition.jour]]
        sitting[slot.index] = tuple(p for p in slot.pool if problem.people[p].id in composition.membres)
    hears, days = dict[int, int](), dict[int, int]()
    for task in problem.tasks:
        passage = passages[problem.applicants[task.candidat].id, task.epreuve.id]
        if task.unit < 0:
            days[task.index] = day_of[passage.jour]
        else:
            hears[task.unit] = slots[passage.suivies[0].jury, day_of[passage.jour]].index
    whole = WholeModel(narrowed(problem, sitting, hears, days))
    for relation in _relations(whole, blind):
        whole.model.add(relation)
    return whole


def _relations(whole: WholeModel, blind: Plan) -> Iterator[Relation]:
    problem, x = whole.problem, whole.x
    passages = {(p.candidat, p.epreuve): p for p in blind.passages}
    late = latest(problem.session) // timedelta(minutes=1)
    begins = dict[int, datetime]()
    for task in problem.tasks:
        passage = passages[problem.applicants[task.candidat].id, task.epreuve.id]
        start = x.start(task)
        yield start >= minute(passage.debut)
        yield start <= minute(passage.debut) + (0 if task.epreuve.collective else late)
        yield from _rooms(whole, task, passage)
        if task.unit >= 0:
            begins[task.unit] = min(passage.debut, begins.get(task.unit, passage.debut))
    for slot in problem.slots:
        heard = [unit for unit in problem.units if unit.juries == (slot.index,)]
        for one, other in pairwise(sorted(heard, key=lambda unit: begins[unit.index])):
            yield x.unit_start(one) <= x.unit_start(other)
        yield from _own_room(whole, slot, blind)


def _rooms(whole: WholeModel, task: Task, passage: Passage) -> Iterator[Relation]:
    """Each phase outside the jury's own room in its room there."""
    rooms = {partie.phase: partie.salle for partie in passage.parties}
    for step in task.steps:
        if not step.in_jury_room and len(step.rooms) > 1:
            for room in step.rooms:
                there = whole.problem.rooms[room].id == rooms.get(step.index)
                yield whole.x.in_room(task, step, room) == int(there)


def _own_room(whole: WholeModel, slot: Slot, blind: Plan) -> Iterator[Relation]:
    """A jury in its room there: the one of that day in which its membres sit."""
    problem = whole.problem
    membres, day = {problem.people[p].id for p in slot.pool}, problem.days[slot.day].date
    rooms = {c.salle for c in blind.compositions if c.jour == day and set(c.membres) == membres}
    for room in problem.rooms:
        yield whole.x.jury_in(slot, room.index) == int(room.id in rooms)


def _named_as_in(blind: Plan, plan: Plan) -> Plan:
    """The plan with the names that its juries have in the blind plan, where they begin at other hours."""
    names = {(c.jour, frozenset(c.membres)): c.jury for c in blind.compositions}
    named = {(c.jury, c.jour): names[c.jour, frozenset(c.membres)] for c in plan.compositions}

    def of_passage(passage: Passage) -> Passage:
        parties = (replace(p, jury=named[p.jury, p.debut.date()] if p.jury else "") for p in passage.parties)
        return replace(passage, parties=tuple(parties))

    return replace(
        plan,
        passages=tuple(map(of_passage, plan.passages)),
        travaux=tuple(replace(t, jury=named[t.jury, t.debut.date()]) for t in plan.travaux),
        compositions=tuple(replace(c, jury=named[c.jury, c.jour]) for c in plan.compositions),
    )
