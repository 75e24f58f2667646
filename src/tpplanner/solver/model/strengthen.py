"""What strengthens a model and is no rule: valid inequalities, symmetry breaking. Each keeps all optima, or one.

Every function says in one line why. They change how fast a proof comes, never what is true. Those of `STRENGTHENINGS`
are posted in the whole model; the master posts some of them, and those that take `presences`; patterns, the two on the
presence of one jury-day.
"""

from collections.abc import Callable
from itertools import combinations, pairwise
from math import gcd

from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.solver.model.objective import Objective
from tpplanner.solver.model.posting import Expr, Literal, total
from tpplanner.solver.model.problem import DAY, Applicant, Day, Problem, Room, Slot, Span, away_all_day
from tpplanner.solver.model.variables import Variables
from tpplanner.solver.model.workload import (
    around_work,
    beside_stretches,
    hidden_in_break,
    hours_beside_break,
    juries_in_turn,
    latest_break,
    may_fill_lunch,
    most_heard,
    most_in_a_stretch,
    rest_in_presence,
    watched_minutes,
    weight_at_most,
    weight_of,
    work_besides,
)


def work_in_presence(problem: Problem, x: Variables, costs: Objective) -> None:
    """Presence ≥ Σ work + midday: a jury's tasks do not overlap, and its break, if deducted, deducts no battement."""
    for slot in problem.slots:
        present = least_presence(problem, x, slot) + costs.midday(slot)
        x.model.add(costs.presence(slot) >= present)
        x.model.add(costs.presence(slot) >= present + lost_on_grid(problem, x, slot))


def work_of_all_in_presence(problem: Problem, x: Variables, costs: Objective) -> None:
    """Σ presence ≥ Σ work: whichever juries hear a candidat's chains, one of them reads, corrects and deliberates."""
    if any(len(a.units) > 1 for a in problem.applicants):
        x.model.add(costs.presence_jury() >= least_presence_of_all(problem, x))


def rests_in_presence(problem: Problem, x: Variables, costs: Objective) -> None:
    """Presence ≥ Σ work + Σ rests that do not overlap the break: only one rest can, and each hides a battement at most.

    There must be enough rests for no stretch to hold more work than it may. Where the break is not deducted, the rest
    that overlaps it counts as presence like the others. No rest outside the jury's day needs to be taken.
    """
    least, most = rest_in_presence(problem), most_in_a_stretch(problem)
    for slot in problem.slots if problem.watched_together == 1 else ():
        pause, n = x.pause(slot), problem.reglages.pause_jury
        apart, with_pause = [], []
        for rest in x.rests(slot):
            before, after, over = (x.model.new_bool_var("") for _ in range(3))
            x.model.add_bool_or([before, after, over, ~rest.taken])
            for literal in (before, after, over):
                x.model.add_implication(literal, rest.taken)
            x.model.add(rest.end <= pause).only_enforce_if(before)
            x.model.add(rest.start >= pause + n).only_enforce_if(after)
            apart += [before, after]
            with_pause.append(over)
        x.model.add_at_most_one(with_pause)
        work = least_presence(problem, x, slot) - beside_stretches(problem) * x.used(slot)
        work -= problem.reglages.battement * total(apart + with_pause)
        x.model.add(most * (x.used(slot) + total(apart + with_pause)) >= work)
        at_work = least_presence(problem, x, slot) + least * total(apart)
        _work_in_hours(problem, x, slot, at_work)
        present = at_work + costs.midday(slot)
        not_deducted = least * (total(with_pause) - costs.counted(slot))
        for more in (0, not_deducted):
            x.model.add(costs.presence(slot) >= present + more)
            x.model.add(costs.presence(slot) >= present + more + lost_on_grid(problem, x, slot))


def rests_by_work(problem: Problem, x: Variables, slot: Slot) -> Expr:
    """The least that a jury rests: no stretch holds more work than it may. The break may be one of these rests.

    Nothing where there is a reference plan: what has begun may have broken that rule.
    """
    if problem.session.reference:
        return total([])
    most, used, rests = most_in_a_stretch(problem), x.used(slot), x.model.new_int_var(0, DAY // MINUTES_LIBRES, "")
    stretches = (beside_stretches(problem) + most) * used + (most + problem.reglages.battement) * (used + rests)
    x.model.add(stretches >= least_presence(problem, x, slot))
    return rest_in_presence(problem) * rests


def _work_in_hours(problem: Problem, x: Variables, slot: Slot, work: Expr) -> None:
    """A jury's hours hold its work and rests, and its break too, unless that comes before or after them.

    A break that is not over when the clôture begins comes after all the rest.
    """
    n, start, end = problem.reglages.pause_jury, x.accueil(slot), x.cloture(slot) + problem.reglages.cloture
    before, after, used = x.model.new_bool_var(""), x.model.new_bool_var(""), x.used(slot)
    x.model.add(x.pause(slot) + n <= start).only_enforce_if(before)
    x.model.add(x.pause(slot) + n > x.cloture(slot)).only_enforce_if(after)
    x.model.add(end - start >= work).only_enforce_if(used)
    x.model.add(end - start >= work + n - hidden_in_break(problem)).only_enforce_if([used, ~before, ~after])


def least_presence(problem: Problem, x: Variables, slot: Slot) -> Expr:
    """A lower bound of a jury-day's presence, linear in whom it hears."""
    if problem.watched_together > 1:
        return total([])
    work = total(_work(problem, x, applicant, slot) for applicant in problem.applicants)
    return work + around_work(problem) * x.used(slot)


def least_presence_of_all(problem: Problem, x: Variables) -> Expr:
    """A lower bound of the presence of all juries, linear in how many sit."""
    if problem.watched_together > 1:
        return total([])
    heard = [a for a in problem.applicants if a.units and not a.elsewhere]
    work = sum(watched_minutes(problem, problem.units[u]) for a in problem.applicants for u in a.units)
    work += sum(work_besides(problem, a) for a in heard)
    return work + around_work(problem) * total(x.used(slot) for slot in problem.slots)


def lost_on_grid(problem: Problem, x: Variables, slot: Slot) -> Expr:
    """The minutes that a jury-day loses because chains start on the grid, on top of least presence and rests.

    The time from one start to the next is a multiple of the step, and so is all that may lie between but the chain
    itself. What the chain lacks of a multiple is lost, unless the chain is the last one, or part of the battement after
    it lies in the break.
    """
    heard = [u for u in problem.units if x.hears(u, slot) is not x.false]
    tasks = [problem.tasks[u.tasks[0]] for u in heard]
    if not all(x.merged(u) and t.on_grid and not t.pinned for u, t in zip(heard, tasks, strict=True)):
        return total([])
    reglages = problem.reglages
    own = (reglages.lecture, reglages.battement, reglages.pause_jury, MINUTES_LIBRES)
    step = gcd(reglages.pas, *own, *(problem.correction(t.epreuve) for t in problem.tasks if not t.watched))
    minutes = [sum(problem.tasks[t].minutes for t in u.tasks) + reglages.deliberation for u in heard]
    lost = [-m % step for m in minutes]
    allowance = sum(sorted(lost)[-2 if reglages.battement else -1 :])
    return total(n * x.hears(u, slot) for n, u in zip(lost, heard, strict=True)) - allowance


def _work(problem: Problem, x: Variables, applicant: Applicant, slot: Slot) -> Expr:
    """The least work of a jury for a candidat: watching, deliberation and battement, linear in which chains it hears.

    The rest of `work_besides` (reading, corrections) is counted only where the jury hears every chain.
    """
    units = [problem.units[u] for u in applicant.units]
    if x.sees(applicant, slot) is x.false:
        return total([])
    watched = total(watched_minutes(problem, unit) * x.hears(unit, slot) for unit in units)
    if applicant.elsewhere:
        return watched
    each_day = problem.reglages.deliberation + problem.reglages.battement
    once = work_besides(problem, applicant) - each_day
    return watched + each_day * x.sees(applicant, slot) + once * x.both(*(x.hears(unit, slot) for unit in units))


def membre_days_by_quota(problem: Problem, x: Variables, _: Objective) -> None:
    """Quota · juries that the membres called can form at once ≥ weight heard that day.

    Each membre hears at most the quota, or what fits in while they are there, and n membres hear each candidat. Where
    each sits in one jury, no more than ⌊called / 2⌋ juries of two hear a quota each.
    """
    most = weight_at_most(problem)
    if most is None or problem.session.jurys:
        return
    least, reference = problem.session.referentiel.membres_min, problem.session.referentiel.titre.minutes_jury
    for day in problem.days:
        membres = [p for p in problem.people if p.membre]
        called = total(x.called(p.index, day.index) for p in membres)
        weight = total(weight_of(problem, unit) * x.heard_on(unit, day.index) for unit in problem.units)
        if pairs_of_membres(problem):
            at_once = x.model.new_int_var(0, len(membres) // least, f"juries of membres called on {day.index}")
            x.model.add(least * at_once <= called)
            x.model.add(most * at_once >= weight)
        else:
            seen = total(
                min(most, reference * most_heard(problem, p, day)) * x.called(p.index, day.index) for p in membres
            )
            x.model.add(seen >= least * weight)


def pairs_of_membres(problem: Problem) -> bool:
    """Whether a jury needs two membres, each of whom sits in one jury a day."""
    return not problem.shared_membres and problem.session.referentiel.membres_min == 2 and not problem.session.jurys


def membres_of_juries(problem: Problem, x: Variables, _: Objective) -> None:
    """Most juries of one membre in a day · called ≥ membres of a jury · juries in use: whoever sits is called.

    A jury that has begun and hears nobody is not counted: it takes less of a day than any that hears.
    """
    for day in problem.days:
        slots = problem.slots_of(day.index)
        called = total(x.called(p.index, day.index) for p in problem.people if p.membre)
        hearing = total(x.used(slot) - x.remains(slot) for slot in slots)
        least = problem.session.referentiel.membres_min
        x.model.add(juries_in_turn(problem, day) * called >= least * hearing)


def parallel_juries(problem: Problem, x: Variables, presences: dict[int, Expr]) -> None:
    """Σ presence(day) ≤ juries that the membres called can form at once · hours beside their break.

    `presences` are lower bounds of the work of jury-days; a battement may lie in the break.
    """
    n = problem.session.referentiel.membres_min
    if problem.session.jurys or problem.session.referentiel.qualites or problem.watched_together > 1:
        return
    for day in problem.days:
        membres = [p.index for p in problem.people if p.membre]
        called = total(x.called(p, day.index) for p in membres)
        at_once = x.model.new_int_var(0, len(membres) // n, f"juries at once on {day.index}")
        x.model.add(n * at_once <= called)
        slots, hidden = problem.slots_of(day.index), hidden_in_break(problem)
        present = total(presences[slot.index] - hidden * x.used(slot) for slot in slots)
        x.model.add(present <= hours_beside_break(problem, day) * at_once)


def candidats_come(problem: Problem, x: Variables, costs: Objective) -> None:
    """Σ days of candidats ≥ candidats: whoever passes anything comes. Without a relaxation no search adds that up."""
    if len(problem.days) > 1:
        x.model.add(costs.jours_candidat() >= sum(bool(a.tasks) for a in problem.applicants))


def juries_in_rooms(problem: Problem, x: Variables, _: Objective) -> None:
    """No more juries at any moment than rooms for juries: each jury keeps one room from its start to its end."""
    if not problem.reglages.salle_a_midi:
        return
    for day in problem.days:
        rooms = rooms_for_juries(problem, day)
        slots = problem.slots_of(day.index)
        if len(slots) > len(rooms):
            stays = [x.jury_stay(slot) for slot in slots]
            x.model.add_cumulative(stays, [1] * len(stays), len(rooms))
            lengths = [_length(x, slot) for slot in slots]
            x.model.add(total(lengths) <= len(rooms) * (day.close - day.open))


def _length(x: Variables, slot: Slot) -> Expr:
    """A jury's length, from its start to its end; 0 where it does not sit."""
    length = x.minute_of("length of", slot.index)
    x.model.add(length >= x.jury_end(slot) - x.jury_start(slot)).only_enforce_if(x.used(slot))
    return length


def least_length(problem: Problem, day: Day, presence: int) -> int:
    """The least length of a jury with this presence: its break is added where no half-day holds the presence."""
    rest = problem.reglages.pause_jury - hidden_in_break(problem)
    return presence + rest * too_long_for_a_half(problem, day, presence)


def too_long_for_a_half(problem: Problem, day: Day, presence: int) -> bool:
    """Whether neither a morning before the membres' break nor an afternoon after it holds this presence."""
    return all(presence > end - start for start, end in halves_of(problem, day))


def halves_of(problem: Problem, day: Day) -> tuple[Span, Span]:
    """The widest morning before a membre's break, to the end of a clôture, and the widest afternoon after it.

    Both are the whole day where a watched phase may push the break out of the lunch window.
    """
    pause, (low, high) = problem.reglages.pause_jury, day.lunch
    if may_fill_lunch(problem, high - low, pause):
        return (day.open, day.close), (day.open, day.close)
    return (day.open, min(day.close, high - pause + problem.reglages.cloture)), (low + pause, day.close)


def long_days_break_inside(problem: Problem, x: Variables, presences: dict[int, Expr]) -> None:
    """A jury whose presence fits into no morning and no afternoon has its break inside, and lasts longer by it."""
    pause = problem.reglages.pause_jury
    rest = pause - hidden_in_break(problem)
    for slot in problem.slots:
        day = problem.days[slot.day]
        low, high = day.lunch
        if may_fill_lunch(problem, high - low, pause):
            continue
        longest = max(end - start for start, end in halves_of(problem, day))
        long = x.model.new_bool_var(f"slot {slot.index} is long")
        presence = presences[slot.index]
        x.model.add(presence >= longest + 1).only_enforce_if(long)
        x.model.add(presence <= longest).only_enforce_if(~long)
        length = x.jury_end(slot) - x.jury_start(slot)
        x.model.add(length >= presence + rest * long).only_enforce_if(x.used(slot))


def breaks_of_who_is_shared(problem: Problem, x: Variables, presences: dict[int, Expr]) -> None:
    """A jury's break is before its hours, after them, or inside on top of its presence; a shared membre has one break.

    Or not over when the clôture begins: then it is after all the rest.

    Where a jury begins late enough for a break before it, a break inside is not deducted: the presence contains it.
    """
    if not problem.shared_membres:
        return
    n = problem.reglages.pause_jury
    for slot in problem.slots:
        low, _ = problem.days[slot.day].lunch
        rest, start, end, used = x.pause(slot), x.jury_start(slot), x.jury_end(slot), x.used(slot)
        before, after, beside, late = (x.model.new_bool_var("") for _ in range(4))
        x.model.add_bool_or([before, after, beside, late, ~used])
        x.model.add(rest >= low).only_enforce_if(used)
        x.model.add(rest <= latest_break(problem, problem.days[slot.day])).only_enforce_if(used)
        x.model.add(rest + n <= start).only_enforce_if([before, used])
        x.model.add(rest + n > x.cloture(slot)).only_enforce_if([after, used])
        x.model.add(start >= low + n).only_enforce_if([late, used])
        longer = n - hidden_in_break(problem)
        x.model.add(end - start >= presences[slot.index] + longer).only_enforce_if([beside, used])
        x.model.add(rest >= start).only_enforce_if([beside, used])
        x.model.add(rest + n <= end).only_enforce_if([beside, used])
    for day in problem.days:
        for first, second in combinations(problem.slots_of(day.index), 2):
            x.model.add(x.pause(first) == x.pause(second)).only_enforce_if(x.shares(first, second))


def rooms_for_juries(problem: Problem, day: Day) -> list[Room]:
    """The rooms in which a jury may sit on a day."""
    fit = (room for room in problem.rooms if USAGE_JURY in room.usages)
    return [room for room in fit if not away_all_day(day, room.closed[day.index])]


def days_in_order(problem: Problem, x: Variables, _: Objective) -> None:
    """An épreuve that follows another is on that one's day or later: the link between their hours, stated on days."""
    for applicant in problem.applicants:
        tasks = {problem.tasks[t].epreuve.id: problem.tasks[t] for t in applicant.tasks}
        for after in tasks.values():
            for before in (tasks[e] for e in (*after.epreuve.apres, *after.epreuve.aussitot_apres) if e in tasks):
                for day in problem.days[1:]:
                    early = [x.on(after, d.index) for d in problem.days if d.index < day.index]
                    late = [x.on(before, d.index) for d in problem.days if d.index >= day.index]
                    x.model.add(total([*early, *late]) <= 1)


def juries_in_order(problem: Problem, x: Variables, _: Objective) -> None:
    """Composed juries of a day with the same pool are symmetric: they are numbered by the first chain each hears."""
    for day in problem.days:
        slots = [s for s in problem.slots_of(day.index) if not s.given]
        if any(unit.juries is not None for unit in problem.units):
            return
        for before, slot in (pair for pair in pairwise(slots) if pair[0].pool == pair[1].pool):
            x.model.add_implication(x.used(slot), x.used(before))
            earlier: list[Literal] = []
            for unit in problem.units:
                x.model.add_bool_or([~x.hears(unit, slot), *earlier])
                earlier.append(x.hears(unit, before))


def distinct_juries(problem: Problem, x: Variables, _: Objective) -> None:
    """Two juries of the least size differ by a membre: they have at most all but one in common (`jurys_distincts`)."""
    if not problem.shared_membres or problem.session.jurys:
        return
    for day in problem.days:
        slots = [s for s in problem.slots_of(day.index) if s.most == s.least]
        for first, second in combinations(slots, 2):
            common = [x.both(x.sits(p, first), x.sits(p, second)) for p in first.pool]
            x.model.add(total(common) <= first.least - 1).only_enforce_if(x.shares(first, second))


Strengthening = Callable[[Problem, Variables, Objective], None]

STRENGTHENINGS: dict[str, Strengthening] = {
    "work_in_presence": work_in_presence,
    "work_of_all_in_presence": work_of_all_in_presence,
    "rests_in_presence": rests_in_presence,
    "membre_days_by_quota": membre_days_by_quota,
    "membres_of_juries": membres_of_juries,
    "candidats_come": candidats_come,
    "days_in_order": days_in_order,
    "juries_in_rooms": juries_in_rooms,
    "juries_in_order": juries_in_order,
    "distinct_juries": distinct_juries,
}
"""All that is posted in the whole model besides the rules, by name."""
