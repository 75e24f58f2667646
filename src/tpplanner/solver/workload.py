"""What candidats ask of juries, before anything is decided: minutes of work, and their weight in the quota."""

from math import gcd

from tpplanner.domain.reglages import MINUTES_LIBRES, Niveau
from tpplanner.solver.problem import Applicant, Day, Person, Problem, Span, Unit, minute


def watching(problem: Problem, unit: Unit) -> int:
    """The minutes that a jury watches a chain."""
    return sum(step.minutes for t in unit.tasks for step in problem.tasks[t].steps if step.watched)


def besides(problem: Problem, applicant: Applicant) -> int:
    """What juries do at least for a candidat besides watching him: reading, corrections, deliberation, air."""
    reglages = problem.reglages
    unwatched = (problem.tasks[t] for t in applicant.tasks if not problem.tasks[t].watched)
    corrections = sum(problem.correction(t.epreuve) for t in unwatched)
    return corrections + reglages.lecture + reglages.deliberation + reglages.battement


def work_whole(problem: Problem, applicant: Applicant) -> int:
    """The minutes that a jury surely spends on a candidat whom it hears whole."""
    return sum(watching(problem, problem.units[u]) for u in applicant.units) + besides(problem, applicant)


def work_with(problem: Problem, applicant: Applicant) -> int:
    """The minutes that juries surely spend on a candidat, on any day: all if he has one chain, else the watching."""
    whole = work_whole(problem, applicant)
    return whole if len(applicant.units) == 1 else whole - besides(problem, applicant)


def around_work(problem: Problem) -> int:
    """What a jury-day lasts beside its work on candidats: accueil, clôture."""
    return problem.reglages.accueil_jury + problem.reglages.cloture


def hidden_in_break(problem: Problem) -> int:
    """The most of what a jury-day lasts that its break may hide: a battement. Presence counts it all the same."""
    return min(problem.reglages.battement, problem.reglages.pause_jury)


def rests_are_due(problem: Problem) -> bool:
    """Whether no candidat takes so long by himself that a jury may work longer than the limit for him alone."""
    limit, n = problem.reglages.travail_continu, problem.reglages.deliberation
    return all(_heard_minutes(problem, a) + n <= limit - slack_of(problem, a) for a in problem.applicants)


def _heard_minutes(problem: Problem, applicant: Applicant) -> int:
    return sum(problem.tasks[t].minutes for u in applicant.units for t in problem.units[u].tasks)


def slack_of(problem: Problem, applicant: Applicant) -> int:
    """The most that short pauses, and what the jury does not watch, can add between a candidat's passages."""
    return MINUTES_LIBRES * sum(len(problem.units[u].tasks) for u in applicant.units)


def with_rests(problem: Problem, work: int) -> int:
    """What a jury-day of so much work lasts at least, its break left out: between stretches of it are rests.

    One of them may be the break; each hides a battement at most.
    """
    if not rests_are_due(problem):
        return work
    limit, air = problem.reglages.travail_continu, problem.reglages.battement
    rests = max(0, -(-(work - limit) // (limit + air)))
    return work + max(0, rests - 1) * rest_in_presence(problem)


def in_steps(problem: Problem, minutes: int) -> int:
    """So many minutes in whole steps, as presence counts them."""
    step = problem.reglages.pas
    return -(-minutes // step) * step


def unit_of(problem: Problem, niveau: Niveau) -> int:
    """What a level is a multiple of: presence counts whole steps of each jury, and midday."""
    alone = [(t.regle, t.poids) for t in niveau.termes] == [("presence_jury", 1)]
    return gcd(problem.reglages.pas, problem.reglages.presence_midi) if alone else 1


def work_of_presence(problem: Problem, presence: int) -> int:
    """What a jury so long present works at least: presence counts midday too, and whole steps."""
    return presence - problem.reglages.presence_midi - (problem.reglages.pas - 1)


def longest_beside_midday(problem: Problem, hours: Span) -> int:
    """The longest jury-day within these hours that is not there over midday."""
    begins, ends = minute(problem.reglages.midi_debut), minute(problem.reglages.midi_fin)
    return max(min(begins, hours[1]) - hours[0], hours[1] - max(ends, hours[0]))


def deducted_only_over_midday(problem: Problem, day: Day) -> bool:
    """Whether a jury whose break is deducted costs midday: it begins too soon for a break before it, and ends after it.

    The soonest break ends no sooner than midday begins, and no later than midday, or the lunch window, ends.
    """
    soonest = day.lunch[0] + problem.reglages.pause_jury
    begins, ends = minute(problem.reglages.midi_debut), minute(problem.reglages.midi_fin)
    return begins <= soonest <= min(ends, day.lunch[1])


def rest_in_presence(problem: Problem) -> int:
    """What a rest adds at least to a jury's presence: it hides a battement at most."""
    return MINUTES_LIBRES - min(problem.reglages.battement, MINUTES_LIBRES)


def break_always_at_midday(problem: Problem, day: Day) -> bool:
    """Whether every jury that works that day has its break inside the lunch window, all of it within opening hours."""
    low, high = day.lunch
    inside = day.open <= low and high <= day.close
    return inside and not may_fill_lunch(problem, high - low, problem.reglages.pause_jury)


def may_fill_lunch(problem: Problem, window: int, pause: int) -> bool:
    """Whether one watched phase could push a break out of the lunch window."""
    return longest_watched(problem) > window - 2 * pause + 1


def longest_watched(problem: Problem) -> int:
    """The longest phase that a jury watches."""
    return max((s.minutes for t in problem.tasks for s in t.steps if s.watched), default=0)


def juries_in_turn(problem: Problem, day: Day) -> int:
    """The most juries in which one membre sits on a day: one, two by halves, else what fits in one after the other."""
    if not problem.shared_membres:
        return 1
    if problem.halves:
        return 2
    hours = day.close - day.open - (problem.reglages.pause_jury if break_always_at_midday(problem, day) else 0)
    shortest = min((_least_alone(problem, unit) for unit in problem.units), default=0)
    reglages = problem.reglages
    return hours // max(1, reglages.accueil_jury + shortest + reglages.cloture)


def _least_alone(problem: Problem, unit: Unit) -> int:
    """What a jury that hears nothing but that chain does at least, beside accueil and clôture."""
    applicant, reglages = problem.applicants[unit.candidat], problem.reglages
    if len(applicant.units) == 1:
        return watching(problem, unit) + besides(problem, applicant) - reglages.battement
    return watching(problem, unit) + reglages.deliberation


def weight_of(problem: Problem, unit: Unit) -> int:
    """What hearing a chain weighs in the quota, in minutes of the RE: a titre candidat weighs all with his first."""
    applicant = problem.applicants[unit.candidat]
    if applicant.weight:
        return applicant.weight if unit.index == applicant.units[0] else 0
    return sum(problem.tasks[t].epreuve.minutes_jury for t in unit.tasks)


def weight_at_most(problem: Problem) -> int | None:
    """The most that a membre's day, or a jury's, may weigh: a sum of what chains weigh, within the quota if any."""
    quota = problem.session.quota
    if quota is None:
        return None
    # the bits of `sums` are the sums that there may be
    within = (1 << quota * problem.session.referentiel.titre.minutes_jury + 1) - 1
    sums = 1
    for unit in problem.units:
        sums |= (sums << weight_of(problem, unit)) & within
    return sums.bit_length() - 1


def most_heard(problem: Problem, person: Person, day: Day) -> int:
    """The most candidats whom a membre may hear on a day: by the quota, and by what fits in where he is there."""
    quota = problem.session.quota or len(problem.applicants)
    if problem.watched_together > 1 or any(not a.weight or len(a.units) > 1 for a in problem.applicants):
        return quota
    work = min(work_with(problem, a) for a in problem.applicants)
    there = free_spans((day.open, day.close), problem.unavailable(person, day))
    return min(quota, sum((end - start) // work for start, end in there))


def free_spans(opening: Span, away: tuple[Span, ...]) -> list[Span]:
    """What absences leave of the opening hours."""
    spans, low = [], opening[0]
    for start, end in sorted(away):
        if start > low:
            spans.append((low, min(start, opening[1])))
        low = max(low, end)
    if low < opening[1]:
        spans.append((low, opening[1]))
    return [s for s in spans if s[0] < s[1]]
