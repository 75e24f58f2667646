"""What each candidat passes, in which order, and his own time."""

from itertools import pairwise

from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.solver.breaks import Break, Stretch, Window, post_break
from tpplanner.solver.posting import Poster
from tpplanner.solver.problem import DAY, Applicant, Problem, Task, Unit
from tpplanner.solver.variables import IntVar, Variables


def ordre_epreuves(problem: Problem, x: Variables, post: Poster) -> None:
    """Order links: start(B) ≥ end(A); at once: 0 ≤ start(B) - end(A) ≤ short pause; n days: day(B) ≥ day(A) + n."""
    short = problem.reglages.courte_pause
    for applicant in problem.applicants:
        tasks = {problem.tasks[t].epreuve.id: problem.tasks[t] for t in applicant.tasks}
        for after in tasks.values():
            epreuve = after.epreuve
            for before in (tasks[e] for e in epreuve.apres if e in tasks):
                post.requirement("ordre_epreuves", applicant.id, before.epreuve.id, epreuve.id)
                post.add(x.moment(after) >= x.midnight(before) + x.end(before))
            for before in (tasks[e] for e in epreuve.aussitot_apres if e in tasks):
                post.requirement("ordre_epreuves", applicant.id, before.epreuve.id, epreuve.id)
                _same_day(problem, x, post, before, after)
                post.add(x.start(after) >= x.end(before))
                post.add(x.start(after) <= x.end(before) + short)
            for before, n in ((tasks[e], n) for e, n in epreuve.jours_min if e in tasks):
                post.requirement("ordre_epreuves", applicant.id, before.epreuve.id, epreuve.id)
                post.add(x.midnight(after) >= x.midnight(before) + DAY * n)


def _same_day(problem: Problem, x: Variables, post: Poster, one: Task, other: Task) -> None:
    for day in problem.days:
        post.implies(x.on(one, day.index), x.on(other, day.index))


def oraux_enchaines(problem: Problem, x: Variables, post: Poster) -> None:
    """Chains of one table share a day; on a day each chain but the last is followed by another, a short pause apart.

    What may be followed at once is, unless plis have to be opened in between.
    """
    if not problem.reglages.enchainer:
        return
    for applicant in problem.applicants:
        units = [problem.units[u] for u in applicant.units if not _apart(problem, problem.units[u])]
        parts = _parts(problem, units)
        for n, unit in enumerate(units):
            _one_day_a_table(problem, x, post, unit, [units[o] for o in range(n) if parts[o] == parts[n]])
            if len(unit.tasks) > 1 and not unit.rigid:
                _chained(problem, x, post, unit)
        if len(units) > 1 and not applicant.elsewhere:
            _follow_each_other(problem, x, post, applicant, units)


def _apart(problem: Problem, unit: Unit) -> bool:
    return all(problem.tasks[t].epreuve.separee for t in unit.tasks)


def _one_day_a_table(problem: Problem, x: Variables, post: Poster, unit: Unit, before: list[Unit]) -> None:
    """Where chains are single tasks, those of one table share a day: with those before that no link of days parts."""
    referentiel = problem.session.referentiel
    mine = problem.tasks[unit.tasks[0]].epreuve
    for other in before:
        theirs = problem.tasks[other.tasks[0]].epreuve
        if referentiel.table_de(mine.id) != referentiel.table_de(theirs.id):
            continue
        post.requirement("oraux_enchaines", problem.applicants[unit.candidat].id)
        for day in problem.days:
            post.implies(x.heard_on(other, day.index), x.heard_on(unit, day.index))


def _parts(problem: Problem, units: list[Unit]) -> list[int]:
    """The part of each chain: a link of days to something of the part so far begins another."""
    parts: list[int] = []
    part, seen = 0, set[str]()
    for unit in units:
        for epreuve in (problem.tasks[t].epreuve for t in unit.tasks):
            if any(n > 0 and before in seen for before, n in epreuve.jours_min):
                part, seen = part + 1, set()
            seen.add(epreuve.id)
        parts.append(part)
    return parts


def _chained(problem: Problem, x: Variables, post: Poster, unit: Unit) -> None:
    post.requirement("oraux_enchaines", problem.applicants[unit.candidat].id)
    tasks = [problem.tasks[t] for t in unit.tasks]
    for before, after in pairwise(tasks):
        post.add(x.start(after) <= x.end(before) + problem.reglages.courte_pause)


def _follow_each_other(problem: Problem, x: Variables, post: Poster, applicant: Applicant, units: list[Unit]) -> None:
    post.requirement("oraux_enchaines", applicant.id)
    short = problem.reglages.courte_pause
    for unit in units:
        others = [o for o in units if o is not unit]
        followed: list[IntVar] = []
        for other in others:
            literal = x.model.new_bool_var("")
            followed.append(literal)
            post.implies(literal, x.same_day(unit, other))
            post.implies(literal, x.precedes(unit, other))
            opened = any(problem.is_sealed(problem.tasks[t]) for t in other.tasks)
            gap = 0 if unit.rigid and not opened and not post.alone else short
            post.add(x.unit_start(other) <= x.unit_end(unit) + gap, literal)
        last = x.both(*(x.any_literal([x.precedes(o, unit), ~x.same_day(unit, o)]) for o in others))
        post.any_of([*followed, last])


def entretien_final_dernier(problem: Problem, x: Variables, post: Poster) -> None:
    """start(EF) ≥ end(t) for every other task t of the candidat."""
    final = problem.session.referentiel.entretien_final
    for applicant in problem.applicants:
        tasks = [problem.tasks[t] for t in applicant.tasks]
        for last in (t for t in tasks if final and t.epreuve.id == final):
            post.requirement("entretien_final_dernier", applicant.id)
            for task in tasks:
                if task is not last:
                    post.add(x.moment(last) >= x.midnight(task) + x.end(task))


def candidat_sans_chevauchement(problem: Problem, x: Variables, post: Poster) -> None:
    """No overlap of a candidat's tasks of one day."""
    for applicant in problem.applicants:
        post.requirement("candidat_sans_chevauchement", applicant.id)
        for day in problem.days:
            post.no_overlap([x.whole_passage(problem.tasks[t], day.index) for t in applicant.tasks])


def candidat_disponible(problem: Problem, x: Variables, post: Poster) -> None:
    """Each task ends before, or begins after, each stretch of its day for which the candidat is away."""
    for applicant in problem.applicants:
        for task in (problem.tasks[t] for t in applicant.tasks):
            for day in problem.days:
                for debut, fin in applicant.away[day.index]:
                    post.requirement("candidat_disponible", applicant.id)
                    before = x.model.new_bool_var("")
                    on = x.on(task, day.index)
                    post.add(x.end(task) <= debut, on, before)
                    post.add(x.start(task) >= fin, on, ~before)


def pause_candidat(problem: Problem, x: Variables, post: Poster) -> None:
    """On each day, a break apart from his tasks and their plis, in his window or just after a task that fills it."""
    for applicant in problem.applicants:
        tasks = [problem.tasks[t] for t in applicant.tasks]
        for day in problem.days:
            post.requirement("pause_candidat", applicant.id, day.date.isoformat())
            busy = [passage for task in tasks for passage in x.passages(task, day.index)]
            busy += [x.plis(task, day.index) for task in tasks if problem.is_sealed(task)]
            fillers = [
                Stretch(x.start(task), x.end(task), x.on(task, day.index), task.minutes)
                for task in tasks
                if not task.epreuve.coupure_midi
            ]
            start, active = x.candidat_break(applicant, day.index), x.active(applicant, day.index)
            post_break(x, post, Break(start, candidat_window(problem, day.index), active), busy, fillers)


def candidat_window(problem: Problem, day: int) -> Window:
    """The candidats' lunch window, which opens before the juries'."""
    low, high = problem.days[day].lunch
    return Window((low - AVANCE_PAUSE_CANDIDAT, high), problem.reglages.pause_candidat)
