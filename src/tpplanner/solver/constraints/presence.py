"""Who else must be there."""

from itertools import pairwise

from tpplanner.domain.session import Role
from tpplanner.solver.posting import Poster
from tpplanner.solver.problem import Problem, Span
from tpplanner.solver.variables import Stay, Variables


def surveillance(problem: Problem, x: Variables, post: Poster) -> None:
    """Each room in use under surveillance has one surveillant, free then: from end to end, or several in turn."""
    if not any(Role.SURVEILLANT in p.roles for p in problem.people):
        return
    for watch in x.watches():
        post.requirement("surveillance", problem.rooms[watch.room].id, problem.days[watch.day].date.isoformat())
        for turn, used in zip(watch.turns, watch.used, strict=True):
            post.exactly_one([stay.lit for stay in turn.values()], used)
            for person, stay in turn.items():
                post.implies(stay.lit, used)
                _free(x, post, stay, problem.people[person].away[watch.day])
        for before, after, broken in zip(watch.turns, watch.turns[1:], watch.breaks, strict=False):
            for person, stay in after.items():
                post.any_of([~stay.lit, ~before[person].lit, broken])


def _free(x: Variables, post: Poster, stay: Stay, away: tuple[Span, ...]) -> None:
    for debut, fin in away:
        before = x.model.new_bool_var("")
        post.add(stay.end <= debut, stay.lit, before)
        post.add(stay.start >= fin, stay.lit, ~before)


def formateur_a_part(problem: Problem, x: Variables, post: Poster) -> None:
    """A formateur's surveillance overlaps no surveilled step of his candidat in that room; nor does he play for him."""
    for applicant in problem.applicants:
        trainers = [p for p in problem.people if p.id in applicant.fiche.formateurs]
        for person in trainers:
            post.requirement("formateur_a_part", applicant.id, person.id)
            for task in (problem.tasks[t] for t in applicant.tasks):
                if task.epreuve.comedien and Role.COMEDIEN in person.roles:
                    post.implies(x.plays(person.index, task), x.false)
            if Role.SURVEILLANT in person.roles:
                _not_watched_by(problem, x, post, applicant.tasks, person.index)


def _not_watched_by(problem: Problem, x: Variables, post: Poster, tasks: tuple[int, ...], person: int) -> None:
    for watch in x.watches():
        for task in (problem.tasks[t] for t in tasks):
            for step in (s for s in task.steps if s.surveilled and watch.room in s.rooms):
                there = x.both(x.on(task, watch.day), x.in_room(task, step, watch.room))
                for segment in x.segments(task, step):
                    lit = x.both(there, segment.lit)
                    theirs = x.model.new_optional_interval_var(segment.start, segment.size, segment.end, lit, "")
                    for turn in watch.turns:
                        post.no_overlap([turn[person].interval, theirs])


def aide_presente(problem: Problem, x: Variables, post: Poster) -> None:
    """The aide is free for each passage of his candidat; a room apart holds nobody else while no jury watches."""
    people = {p.id: p for p in problem.people}
    for applicant in problem.applicants:
        for task in (problem.tasks[t] for t in applicant.tasks):
            post.requirement("aide_presente", applicant.id, task.epreuve.id)
            aide = people.get(applicant.fiche.aide)
            if applicant.fiche.aide and (aide is None or Role.AIDE not in aide.roles):
                post.implies(x.true, x.false)
            for day in problem.days:
                for debut, fin in aide.away[day.index] if aide else ():
                    before = x.model.new_bool_var("")
                    post.add(x.end(task) <= debut, x.on(task, day.index), before)
                    post.add(x.start(task) >= fin, x.on(task, day.index), ~before)
            if applicant.fiche.salle_a_part:
                _alone_in_room(problem, x, post, task.index)


def _alone_in_room(problem: Problem, x: Variables, post: Poster, index: int) -> None:
    task = problem.tasks[index]
    for room in problem.rooms:
        for day in problem.days:
            occupations = x.occupations(room, day.index)
            mine = [o.interval for o in occupations if o.task is task and not o.step.watched]
            theirs = [o.interval for o in occupations if o.task.candidat != task.candidat]
            for one in mine:
                for other in theirs:
                    post.no_overlap([one, other])


def comedien_present(problem: Problem, x: Variables, post: Poster) -> None:
    """One free comédien plays at each passage that needs one, welcomed before his first of the day."""
    n = problem.reglages.accueil_comedien
    for task in (t for t in problem.tasks if t.epreuve.comedien):
        post.requirement("comedien_present", problem.applicants[task.candidat].id, task.epreuve.id)
        post.exactly_one([x.plays(p.index, task) for p in x.comediens()])
        for person in x.comediens():
            for day in problem.days:
                lit = x.both(x.plays(person.index, task), x.on(task, day.index))
                accueil = x.comedien_accueil(person.index, day.index)
                post.add(accueil + n <= x.start(task), lit)
    for person in x.comediens():
        for day in problem.days:
            for stay in (s for s in x.stays(person.index, day.index) if s.plays):
                post.requirement("comedien_present")
                _free(x, post, stay, person.away[day.index])


def responsable_present(problem: Problem, x: Variables, post: Poster) -> None:
    """At each minute between the day's bounds, one of those who lead it is free, and was convened for it."""
    leaders = [p for p in problem.people if Role.RESPONSABLE in p.roles]
    if not leaders:
        return
    if post.alone:
        x.hold(problem.slots)
    for day in problem.days:
        post.requirement("responsable_present", day.date.isoformat())
        unable = {p.index: problem.unavailable(p, day) for p in leaders}
        bounds = sorted({0, 1440, *(m for spans in unable.values() for span in spans for m in span)})
        for span in pairwise(bounds):
            free = [p for p in leaders if not any(a < span[1] and span[0] < b for a, b in unable[p.index])]
            if any(not x.torn(p.index) for p in free):
                continue
            post.any_of([x.leads(p.index, day.index) for p in free], x.touches(day.index, span), x.day_used(day.index))
