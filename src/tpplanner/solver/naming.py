"""Names for jury-days that were counted without them.

Where membres sit in one jury a day, by a small model of its own: who is before which jury-day, who sits in it, links.
It knows nothing of hours, and no rule that they could break: for 500 candidats it has some ten thousand relations,
where the master has millions. What it finds is a proposal, which the model of its juries judges. Elsewhere the master
names them.
"""

from collections import defaultdict

from ortools.sat.python import cp_model

from tpplanner.solver.assignment import Assignment
from tpplanner.solver.counting import Counted
from tpplanner.solver.kinds import Key, Kind
from tpplanner.solver.master import Master
from tpplanner.solver.patterns import Patterns
from tpplanner.solver.posting import total
from tpplanner.solver.problem import Day, Problem, Slot, Task
from tpplanner.solver.program import JuryDay
from tpplanner.solver.run import FOUND, Clock, Manner, run

STRAIGHT_SECONDS = 5.0
"""For going straight for names: where there are many ways, the first is soon found."""

_Heard = dict[tuple[int, int], cp_model.IntVar]
"""Whether a candidat is before a jury, by the index of each."""

_Sits = dict[tuple[int, int], cp_model.IntVar]
"""Whether a membre sits in a jury, likewise."""


def with_names(
    problem: Problem, patterns: Patterns, counted: Counted, clock: Clock, seconds: float
) -> Assignment | None:
    """Candidats and membres for the jury-days counted, if found in the time."""
    if nameable(problem, counted):
        return _named(problem, patterns, counted, clock, seconds)
    return Master(problem, patterns, clock).realise(counted, seconds)


def nameable(problem: Problem, counted: Counted) -> bool:
    """Whether jury-days can be named here: nothing but links and absences tells membres apart, nor who hears whom."""
    session = problem.session
    fixed = session.jurys or session.pins or session.referentiel.qualites or problem.shared_membres
    return not fixed and all(
        _passed_on_known_days(problem, kind, counted) for j in counted.jury_days for kind, _ in j.key.kinds
    )


def _passed_on_known_days(problem: Problem, kind: Kind, counted: Counted) -> bool:
    """Whether what candidats of a kind pass without jury is collective, or passed on the day of their jury."""
    alone = {t.epreuve.id for t in problem.tasks if t.unit < 0}
    return all(e in kind.same_day or e in counted.collective for e, _ in kind.tasks if e in alone)


def _named(problem: Problem, patterns: Patterns, counted: Counted, clock: Clock, seconds: float) -> Assignment | None:
    """Candidats and membres for the jury-days counted, if found in the time; see `nameable`."""
    taken = _slots_taken(problem, counted)
    if taken is None:
        return None
    model = cp_model.CpModel()
    heard = _post_candidats(model, problem, patterns, taken)
    sits: _Sits = {}
    for day in problem.days:
        sits |= _post_membres(model, problem, day, taken, heard)
    until = clock.left() - seconds
    solver, status = run(model, clock, min(seconds, STRAIGHT_SECONDS), manner=Manner.STRAIGHT)
    if status == cp_model.UNKNOWN:
        solver, status = run(model, clock, clock.left() - until)
    if status not in FOUND:
        return None
    before = {candidat: index for (candidat, index), literal in heard.items() if solver.boolean_value(literal)}
    place = _in_order_of_candidats(problem, taken, before)
    result = Assignment()
    result.hears = {problem.applicants[candidat].units[0]: place[index].index for candidat, index in before.items()}
    for slot, jury_day in taken.items():
        result.sitting[place[slot.index].index] = tuple(
            p for p in slot.pool if (p, slot.index) in sits and solver.boolean_value(sits[p, slot.index])
        )
        _tell(result, problem, patterns, place[slot.index], jury_day)
    result.day_of = {t.index: _day_of(t, problem, result, counted) for t in problem.tasks if t.unit < 0}
    return result


def _slots_taken(problem: Problem, counted: Counted) -> dict[Slot, JuryDay] | None:
    """The jury-days, each given to a jury of its day: these are composed, and alike."""
    taken: dict[Slot, JuryDay] = {}
    for day in problem.days:
        here = [j for j in counted.jury_days if j.day == day.index]
        slots = problem.slots_of(day.index)
        if len(here) > len(slots):
            return None
        taken.update(zip(slots, here, strict=False))
    return taken


def _in_order_of_candidats(problem: Problem, taken: dict[Slot, JuryDay], before: dict[int, int]) -> dict[int, Slot]:
    """The place of each jury among those of its day: numbered by the first candidat heard, as everywhere else."""
    first = {slot: min(candidat for candidat, index in before.items() if index == slot.index) for slot in taken}
    place: dict[int, Slot] = {}
    for day in problem.days:
        here = [slot for slot in taken if slot.day == day.index]
        place |= {s.index: p for s, p in zip(sorted(here, key=lambda s: first[s]), here, strict=True)}
    return place


def _post_candidats(
    model: cp_model.CpModel, problem: Problem, patterns: Patterns, taken: dict[Slot, JuryDay]
) -> _Heard:
    """Each candidat before one jury, each jury-day with as many of each kind as it was counted with."""
    heard: _Heard = {}
    mine: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for day in problem.days:
        here = {slot: jury_day for slot, jury_day in taken.items() if slot.day == day.index}
        of_kind: dict[Kind, list[int]] = defaultdict(list)
        for same_day in {kind.same_day for j in here.values() for kind, _ in j.key.kinds}:
            for applicant in problem.applicants:
                of_kind[patterns.kind_of(applicant, day.index, same_day)].append(applicant.index)
        for slot, jury_day in here.items():
            for kind, count in jury_day.key.kinds:
                literals = {a: model.new_bool_var("") for a in of_kind[kind]}
                model.add(total(literals.values()) == count)
                for a, literal in literals.items():
                    heard[a, slot.index] = literal
                    mine[a].append(literal)
    for applicant in problem.applicants:
        model.add_exactly_one(mine[applicant.index])
    return heard


def _post_membres(
    model: cp_model.CpModel, problem: Problem, day: Day, taken: dict[Slot, JuryDay], heard: _Heard
) -> _Sits:
    """Membres for each jury-day of a day: there for all its hours, in one jury, before nobody whom they know."""
    here = {slot: jury_day for slot, jury_day in taken.items() if slot.day == day.index}
    sits: _Sits = {}
    for person in (p for p in problem.people if p.membre and p.habilite[day.index]):
        away = problem.unavailable(person, day)
        known = [a for a, p in problem.links if p == person.index]
        mine: list[cp_model.IntVar] = []
        for slot, (low, high) in ((s, j.key.window) for s, j in here.items()):
            if person.index not in slot.pool or any(start < high and low < end for start, end in away):
                continue
            literal = model.new_bool_var("")
            sits[person.index, slot.index] = literal
            mine.append(literal)
            strangers = [heard[a, slot.index] for a in known if (a, slot.index) in heard]
            model.add(total(strangers) == 0).only_enforce_if(literal)
        model.add_at_most_one(mine)
    for slot in here:
        model.add(total(literal for (_, s), literal in sits.items() if s == slot.index) == slot.least)
    return sits


def _tell(result: Assignment, problem: Problem, patterns: Patterns, slot: Slot, jury_day: JuryDay) -> None:
    """Tell a jury-day's key, costs and candidats, these in the order of the key."""
    result.keys[slot.index] = jury_day.key
    for niveau, cost in zip(patterns.levels, jury_day.minutes, strict=True):
        result.minutes[niveau.nom, slot.index] = cost
    mine = sorted(problem.units[u].candidat for u, s in result.hears.items() if s == slot.index)
    result.heard[slot.index] = _in_order(problem, patterns, jury_day.key, slot.day, mine)


def _in_order(problem: Problem, patterns: Patterns, key: Key, day: int, candidats: list[int]) -> tuple[int, ...]:
    left = list(candidats)
    ordered: list[int] = []
    for kind, _ in key.kinds:
        alike = [a for a in left if patterns.kind_of(problem.applicants[a], day, kind.same_day) == kind]
        ordered += alike
        left = [a for a in left if a not in alike]
    return tuple(ordered)


def _day_of(task: Task, problem: Problem, result: Assignment, counted: Counted) -> int:
    """The day of an épreuve without jury: that of all if it is collective, else that of his jury."""
    if task.epreuve.id in counted.collective:
        return counted.collective[task.epreuve.id]
    slot = result.hears[problem.applicants[task.candidat].units[0]]
    return problem.slots[slot].day
