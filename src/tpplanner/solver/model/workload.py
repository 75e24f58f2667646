"""How much work candidats are for juries, before anything is decided: minutes of a jury-day, weight in the quota.

Everything here is a bound that holds of every plan; `strengthen` and `solver/bounds` are made of these.
"""

from collections.abc import Iterable
from math import gcd

from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.reglages import MINUTES_LIBRES, Niveau
from tpplanner.solver.model.problem import Applicant, Day, Person, Problem, Span, Unit, free_spans, minute


def days_before(epreuves: Iterable[Epreuve]) -> dict[str, int]:
    """What an order link puts before some épreuves, each with the least days between."""
    gaps: dict[str, int] = {}
    for epreuve in epreuves:
        for before, n in (*((e, 0) for e in epreuve.apres), *epreuve.jours_min):
            gaps[before] = max(n, gaps.get(before, 0))
    return gaps


def watched_minutes(problem: Problem, unit: Unit) -> int:
    """The minutes that a jury watches a chain."""
    return sum(step.minutes for t in unit.tasks for step in problem.tasks[t].steps if step.watched)


def work_besides(problem: Problem, applicant: Applicant) -> int:
    """The minutes that juries spend on a candidat besides watching: reading, corrections, deliberation, battement."""
    reglages = problem.reglages
    unwatched = (problem.tasks[t] for t in applicant.tasks if not problem.tasks[t].watched)
    corrections = sum(problem.correction(t.epreuve) for t in unwatched)
    return corrections + reglages.lecture + reglages.deliberation + reglages.battement


def work_whole(problem: Problem, applicant: Applicant) -> int:
    """The least minutes that a jury spends on a candidat of whom it hears every chain."""
    return sum(watched_minutes(problem, problem.units[u]) for u in applicant.units) + work_besides(problem, applicant)


def work_however_heard(problem: Problem, applicant: Applicant) -> int:
    """The least minutes that juries spend on a candidat, whoever hears which chain: all the work if it is one chain.

    Of several chains only the watching is counted: the rest may be another jury's.
    """
    whole = work_whole(problem, applicant)
    return whole if len(applicant.units) == 1 else whole - work_besides(problem, applicant)


def around_work(problem: Problem) -> int:
    """The minutes of a jury-day that are not work on candidats: accueil and clôture."""
    return problem.reglages.accueil_jury + problem.reglages.cloture


def hidden_in_break(problem: Problem) -> int:
    """The most minutes of work that may lie inside a jury's break: a battement. Presence counts them all the same."""
    return min(problem.reglages.battement, problem.reglages.pause_jury)


def most_in_a_stretch(problem: Problem) -> int:
    """The most minutes that a jury works on candidats without a rest.

    A stretch is no longer than the limit, unless it holds all that is done for one candidat and nothing else.
    """
    return max([problem.reglages.travail_continu, *(_alone(problem, a) for a in problem.applicants)])


def beside_stretches(problem: Problem) -> int:
    """The most minutes of a jury-day's work that lie in no stretch: accueil, clôture, perhaps a battement.

    After the accueil comes a reading or a correction, unless the jury has done them on another day.
    """
    on_another_day = any(len(a.units) > 1 for a in problem.applicants)
    return around_work(problem) + problem.reglages.battement * on_another_day


def longest_alone(problem: Problem, applicant: Applicant) -> int:
    """The longest that a jury is busy with one candidat alone, each pause between too short for a rest."""
    passages = sum(len(problem.units[u].tasks) for u in applicant.units)
    unwatched = sum(not problem.tasks[t].watched for t in applicant.tasks)
    return _alone(problem, applicant) + MINUTES_LIBRES * (1 + unwatched + passages)


def _alone(problem: Problem, applicant: Applicant) -> int:
    """All that a jury does for one candidat, what it does not watch between included."""
    passages = sum(problem.tasks[t].minutes for u in applicant.units for t in problem.units[u].tasks)
    return passages + work_besides(problem, applicant)


def with_rests(problem: Problem, work: int) -> int:
    """The least minutes of a jury-day with so much work, its break left out: the work and the rests between stretches.

    One of these rests may be the break; inside each lies a battement at most.
    """
    most = most_in_a_stretch(problem)
    rests = -(-(work - beside_stretches(problem) - most) // (most + problem.reglages.battement))
    return work + max(0, rests - 1) * rest_in_presence(problem)


def latest_break(problem: Problem, day: Day) -> int:
    """The latest start of a jury's break: within the lunch window, or right after a watched phase that fills it."""
    n, (low, high) = problem.reglages.pause_jury, day.lunch
    return max(high - n, low + n - 1 + problem.longest_watched)


def longest_by_cuts(problem: Problem, day: Day) -> list[int]:
    """The most work that a jury-day holds if so many rests cut it, none at first; one of these may be its break.

    Each rest begins another stretch, and takes its minutes out of the jury's hours, less a battement that may lie
    inside. So does the break, unless the jury but for its clôture is over before the latest break, or begins after the
    soonest.
    """
    n, rest, air = problem.reglages.pause_jury, rest_in_presence(problem), problem.reglages.battement
    hours, stretch = day.close - day.open, most_in_a_stretch(problem)
    early = latest_break(problem, day) - day.open + problem.reglages.cloture
    clear = min(hours, max(early, day.close - day.lunch[0] - n))
    longest: list[int] = []
    in_stretches = 0
    # as soon as the stretches would fill the day, more cuts only take from it
    while in_stretches < hours:
        cuts = len(longest)
        in_stretches = beside_stretches(problem) + stretch + cuts * (stretch + air)
        around_break = hours - n + hidden_in_break(problem) - (cuts - 1) * rest if cuts else 0
        longest.append(min(in_stretches, max(around_break, clear - cuts * rest)))
    return longest


def in_steps(problem: Problem, minutes: int) -> int:
    """These minutes, rounded up to the step of the grid, as presence counts them."""
    step = problem.reglages.pas
    return -(-minutes // step) * step


def granularity(problem: Problem, niveau: Niveau) -> int:
    """A number of which every value of a level is a multiple: more than 1 where it counts presence alone."""
    alone = [(t.regle, t.poids) for t in niveau.termes] == [("presence_jury", 1)]
    return gcd(problem.reglages.pas, problem.reglages.presence_midi) if alone else 1


def least_work_in(problem: Problem, presence: int) -> int:
    """The least work of a jury with this presence, which counts midday too and is rounded up to the step."""
    return presence - problem.reglages.presence_midi - (problem.reglages.pas - 1)


def longest_clear_of_midday(problem: Problem, hours: Span) -> int:
    """The longest jury-day within these hours that is over before midday, or begins after it."""
    begins, ends = minute(problem.reglages.midi_debut), minute(problem.reglages.midi_fin)
    return max(min(begins, hours[1]) - hours[0], hours[1] - max(ends, hours[0]))


def deducted_only_over_midday(problem: Problem, day: Day) -> bool:
    """Whether a jury whose break is deducted surely pays midday: it is there before and after that break.

    True where the earliest break ends after midday begins, and before midday and the lunch window end.
    """
    soonest = day.lunch[0] + problem.reglages.pause_jury
    begins, ends = minute(problem.reglages.midi_debut), minute(problem.reglages.midi_fin)
    return begins <= soonest <= min(ends, day.lunch[1])


def rest_in_presence(problem: Problem) -> int:
    """The least that a rest adds to a jury's presence: its minutes, less a battement that may lie inside."""
    return MINUTES_LIBRES - min(problem.reglages.battement, MINUTES_LIBRES)


def least_break(problem: Problem) -> int:
    """The minutes of somebody's break in which they surely do nothing: they may leave after a clôture within it.

    A clôture that waits for longer is no better at any level than one as soon as all else is done.
    """
    return max(0, problem.reglages.pause_jury - problem.reglages.cloture)


def hours_beside_break(problem: Problem, day: Day) -> int:
    """The minutes of a day in which juries tied by their membres work: they have one break in common (`jurys_lies`).

    All those that are tied, whoever sits with whom: m membres make ⌊m / n⌋ juries at once for so long, and one more
    adds no minute. All of the day where a break may lie elsewhere than at midday.
    """
    return day.close - day.open - (least_break(problem) if break_always_at_midday(problem, day) else 0)


def break_always_at_midday(problem: Problem, day: Day) -> bool:
    """Whether every jury that works that day has its break inside the lunch window, all of it within opening hours.

    Or leaves with the clôture that begins before its last hour.
    """
    low, high = day.lunch
    inside = day.open <= low and high <= day.close
    return inside and not may_fill_lunch(problem, high - low, problem.reglages.pause_jury)


def may_fill_lunch(problem: Problem, window: int, pause: int) -> bool:
    """Whether one watched phase could push a break out of the lunch window."""
    return problem.longest_watched > window - 2 * pause + 1


def juries_in_turn(problem: Problem, day: Day) -> int:
    """The most juries in which one membre sits on a day: one, or what fits in one after the other."""
    if not problem.shared_membres:
        return 1
    shortest = min((_least_alone(problem, unit) for unit in problem.units), default=0)
    reglages = problem.reglages
    return hours_beside_break(problem, day) // max(1, reglages.accueil_jury + shortest + reglages.cloture)


def _least_alone(problem: Problem, unit: Unit) -> int:
    """The least work of a jury that hears this chain and nothing else."""
    applicant, reglages = problem.applicants[unit.candidat], problem.reglages
    if len(applicant.units) == 1:
        return watched_minutes(problem, unit) + work_besides(problem, applicant) - reglages.battement
    return watched_minutes(problem, unit) + reglages.deliberation


def weight_of(problem: Problem, unit: Unit) -> int:
    """What a chain weighs in the quota, in minutes of the RE; a titre candidat's first chain has all of it."""
    applicant = problem.applicants[unit.candidat]
    if applicant.weight:
        return applicant.weight if unit.index == applicant.units[0] else 0
    return sum(problem.tasks[t].epreuve.minutes_jury for t in unit.tasks)


def weight_at_most(problem: Problem) -> int | None:
    """The most that the chains heard by a membre, or a jury, in a day may weigh together; None without a quota.

    That is the largest sum of their weights that the quota allows.
    """
    quota = problem.session.quota
    if quota is None:
        return None
    # bit n of `sums` is set where some chains weigh n together
    within = (1 << quota * problem.session.referentiel.titre.minutes_jury + 1) - 1
    sums = 1
    for unit in problem.units:
        sums |= (sums << weight_of(problem, unit)) & within
    return sums.bit_length() - 1


def most_heard(problem: Problem, person: Person, day: Day) -> int:
    """The most candidats whom a membre may hear on a day: by the quota, and by the hours for which they are there."""
    quota = problem.session.quota or len(problem.applicants)
    if problem.watched_together > 1 or any(not a.weight or len(a.units) > 1 for a in problem.applicants):
        return quota
    work = min((work_however_heard(problem, a) for a in problem.applicants if a.units), default=0)
    if not work:
        return quota
    there = free_spans((day.open, day.close), problem.unavailable(person, day))
    return min(quota, sum((end - start) // work for start, end in there))
