"""Where things take place, and who else must be there."""

from itertools import combinations, product
from math import lcm

from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Role
from tpplanner.solver.model.posting import Poster, total
from tpplanner.solver.model.problem import Claim, Problem, Room, Slot, Span, Step, Task
from tpplanner.solver.model.variables import Interval, Occupation, Stay, Variables

# Where things take place.


def salle_capacite(problem: Problem, x: Variables, post: Poster) -> None:
    """Σ posts ≤ posts of the room, an unshared step taking all of them; Σ 1/share ≤ number of each resource."""
    for room in problem.rooms:
        for day in problem.days:
            occupations = x.occupations(room, day.index)
            post.for_requirement("salle_capacite", room.id, day.date.isoformat())
            capacity = max(1, room.posts)
            counted = [o for o in occupations if not _watched_together(o)]
            demands = [1 if o.step.shared else capacity for o in counted]
            post.cumulative([o.interval for o in counted], demands, capacity)
            for one, other in combinations(occupations, 2) if len(counted) < len(occupations) else ():
                if _watched_together(one) or _watched_together(other):
                    _only_with_the_same_jury(problem, x, post, one, other)
            _resources(problem, post, room, occupations)


def _watched_together(occupation: Occupation) -> bool:
    """Whether those whom one jury watches at once may share the room, though the step is not on posts."""
    step = occupation.step
    return step.watched and not step.shared and occupation.task.epreuve.simultanes > 1


def _only_with_the_same_jury(problem: Problem, x: Variables, post: Poster, one: Occupation, other: Occupation) -> None:
    """No overlap, unless both sit the same épreuve before one jury."""
    if one.task.epreuve != other.task.epreuve or not (_watched_together(one) and _watched_together(other)):
        post.no_overlap([one.interval, other.interval])
        return
    before = x.model.new_bool_var("")
    units = [problem.units[o.task.unit] for o in (one, other)]
    for slot in problem.slots:
        differ = (x.hears(units[0], slot), ~x.hears(units[1], slot), one.lit, other.lit)
        post.add(one.end <= other.start, *differ, before)
        post.add(other.end <= one.start, *differ, ~before)


def _resources(problem: Problem, post: Poster, room: Room, occupations: list[Occupation]) -> None:
    outside = [o for o in occupations if not o.step.in_jury_room]
    for name in sorted({t.epreuve.ressource for t in problem.tasks if t.epreuve.ressource}):
        users = [o for o in outside if o.task.epreuve.ressource == name]
        unit = lcm(*(o.task.epreuve.partage for o in users))
        demands = [unit // o.task.epreuve.partage for o in users]
        post.cumulative([o.interval for o in users], demands, unit * room.ressources.get(name, 0))


def salle_adaptee(problem: Problem, x: Variables, post: Poster) -> None:
    """No step in a room of another kind, nor in one that is not accessible to who needs it."""
    for task in problem.tasks:
        applicant = problem.applicants[task.candidat]
        post.for_requirement("salle_adaptee", applicant.id, task.epreuve.id)
        for step in task.steps:
            usage = task.epreuve.phases[step.index].usage
            unfit = [r.index for r in problem.rooms if not _fits(r, usage, applicant.fiche.salle_accessible)]
            if step.in_jury_room:
                _jury_room_fits(problem, x, post, task, unfit)
                continue
            if not step.rooms:
                post.implies(x.true, x.false)
            for room in (r for r in step.rooms if r in unfit):
                post.implies(x.in_room(task, step, room), x.false)


def _fits(room: Room, usage: str, accessible: bool) -> bool:
    return usage in room.usages and (room.accessible or not accessible)


def _jury_room_fits(problem: Problem, x: Variables, post: Poster, task: Task, unfit: list[int]) -> None:
    unit = problem.units[task.unit]
    for slot in (s for s in problem.slots if x.hears(unit, s) is not x.false):
        for room in unfit:
            post.not_all(x.hears(unit, slot), x.jury_in(slot, room))


def salle_jury(problem: Problem, x: Variables, post: Poster) -> None:
    """A jury's own room suits juries; stays there overlap neither each other nor what candidats of others do there."""
    if post.self_contained:
        x.hold(problem.slots)
    for room in problem.rooms:
        steps = [(task, step) for task in problem.tasks for step in task.steps if room.index in step.rooms]
        for slot in problem.slots:
            if USAGE_JURY not in room.usages and x.jury_in(slot, room.index) is not x.false:
                post.for_requirement("salle_jury", room.id, problem.days[slot.day].date.isoformat())
                post.implies(x.jury_in(slot, room.index), x.false)
        for day in problem.days:
            stays = [(slot, stay) for slot in problem.slots_of(day.index) for stay in x.jury_stays(slot, room.index)]
            post.for_requirement("salle_jury", room.id, day.date.isoformat())
            # those of one jury, before and after its break, are apart anyhow
            post.no_overlap([stay for _, stay in stays])
            for slot, stay in stays:
                for task, step in steps:
                    _no_stranger(x, post, task, step, room, slot, stay)


def _no_stranger(x: Variables, post: Poster, task: Task, step: Step, room: Room, slot: Slot, stay: Interval) -> None:
    """A candidat whom that jury does not see is not in its room while it stays there."""
    seen = x.sees(x.problem.applicants[task.candidat], slot)
    on = x.on(task, slot.day)
    if on is x.false or seen is x.true:
        return
    stranger = x.both(on, x.in_room(task, step, room.index), ~seen)
    for segment in x.segments(task, step):
        lit = x.both(stranger, segment.lit)
        there = x.model.new_optional_interval_var(segment.start, segment.size, segment.end, lit, "")
        post.no_overlap([stay, there])


def salle_disponible(problem: Problem, x: Variables, post: Poster) -> None:
    """Nothing takes place in a room while it is closed."""
    if post.self_contained:
        x.hold(problem.slots)
    for room in problem.rooms:
        for day in problem.days:
            post.for_requirement("salle_disponible", room.id, day.date.isoformat())
            for debut, fin in room.closed[day.index]:
                closed = x.model.new_fixed_size_interval_var(debut, fin - debut, "")
                used = [o.interval for o in x.occupations(room, day.index)]
                used += [stay for slot in problem.slots_of(day.index) for stay in x.jury_stays(slot, room.index)]
                for interval in used:
                    post.no_overlap([closed, interval])


# Who else must be there.


def surveillance(problem: Problem, x: Variables, post: Poster) -> None:
    """Each room in use under surveillance has one surveillant, free then: from end to end, or several in turn.

    Who is alone there only as long as nobody else is takes the whole room, or is under surveillance like the others.
    """
    if not any(Role.SURVEILLANT in p.roles for p in problem.people):
        return
    for room in problem.rooms:
        for day in problem.days:
            post.for_requirement("surveillance", room.id, day.date.isoformat())
            _alone_or_watched(x, post, x.occupations(room, day.index))
    for watch in x.watches():
        post.for_requirement("surveillance", problem.rooms[watch.room].id, problem.days[watch.day].date.isoformat())
        for turn, used in zip(watch.turns, watch.used, strict=True):
            post.exactly_one([stay.lit for stay in turn.values()], used)
            for person, stay in turn.items():
                post.implies(stay.lit, used)
                _free(x, post, stay, problem.people[person].unable(watch.day))
        for before, after, broken in zip(watch.turns, watch.turns[1:], watch.breaks, strict=False):
            for person, stay in after.items():
                post.any_of([~stay.lit, ~before[person].lit, broken])


def _alone_or_watched(x: Variables, post: Poster, occupations: list[Occupation]) -> None:
    """Σ of those in the room ≤ their number, whoever is alone and not watched counting for all."""
    unwatched = [
        x.model.new_optional_interval_var(
            o.start, o.size, o.end, x.both(o.lit, ~x.joined(o.task, o.step, o.segment)), ""
        )
        for o in occupations
        if o.step.alone
    ]
    if unwatched:
        everybody = len(occupations)
        demands = [1 for _ in occupations] + [everybody - 1 for _ in unwatched]
        post.cumulative([*(o.interval for o in occupations), *unwatched], demands, everybody)


def _free(x: Variables, post: Poster, stay: Stay, away: tuple[Span, ...]) -> None:
    for debut, fin in away:
        before = x.model.new_bool_var("")
        post.add(stay.end <= debut, stay.lit, before)
        post.add(stay.start >= fin, stay.lit, ~before)


def formateur_a_part(problem: Problem, x: Variables, post: Poster) -> None:
    """A formateur watches no room during what their candidat may be watched at there, and plays before them nowhere."""
    for applicant in problem.applicants:
        trainers = [p for p in problem.people if p.id in applicant.fiche.formateurs_tenus]
        for person in trainers:
            post.for_requirement("formateur_a_part", applicant.id, person.id)
            for task in (problem.tasks[t] for t in applicant.tasks):
                _never_played_by(x, post, task, person.index)
            if Role.SURVEILLANT in person.roles:
                _not_watched_by(problem, x, post, applicant.tasks, person.index)


def _never_played_by(x: Variables, post: Poster, task: Task, person: int) -> None:
    for booking in (b for b in task.played if person in b.able):
        post.implies(x.booked(task, booking, person), x.false)


def _not_watched_by(problem: Problem, x: Variables, post: Poster, tasks: tuple[int, ...], person: int) -> None:
    for watch in x.watches():
        for task in (problem.tasks[t] for t in tasks):
            for step in (s for s in task.steps if s.watchable and watch.room in s.rooms):
                there = x.both(x.on(task, watch.day), x.in_room(task, step, watch.room))
                for segment in x.segments(task, step):
                    lit = x.both(there, segment.lit)
                    theirs = x.model.new_optional_interval_var(segment.start, segment.size, segment.end, lit, "")
                    for turn in watch.turns:
                        post.no_overlap([turn[person].interval, theirs])


def aide_presente(problem: Problem, x: Variables, post: Poster) -> None:
    """The aide is free for what it is granted for; a room apart holds nobody else while no jury watches."""
    people = {p.id: p for p in problem.people}
    for applicant in problem.applicants:
        for task in (problem.tasks[t] for t in applicant.tasks):
            post.for_requirement("aide_presente", applicant.id, task.epreuve.id)
            aide = people.get(applicant.fiche.aide)
            if task.aided and (aide is None or Role.AIDE not in aide.roles):
                post.implies(x.true, x.false)
            for stretch, day in product(task.aided, problem.days):
                start, end = x.stretch(task, stretch)
                for debut, fin in aide.away[day.index] if aide else ():
                    before = x.model.new_bool_var("")
                    post.add(end <= debut, x.on(task, day.index), before)
                    post.add(start >= fin, x.on(task, day.index), ~before)
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
    """Σ booked = as many as play, of those who play that part, each free and welcomed before their first of the day."""
    n = problem.reglages.accueil_comedien
    for task, booking in ((t, b) for t in problem.tasks for b in t.played):
        post.for_requirement("comedien_present", problem.applicants[task.candidat].id, task.epreuve.id)
        _as_many_that_fit(x, post, task, booking)
        for person in booking.able:
            for day in problem.days:
                lit = x.both(x.booked(task, booking, person), x.on(task, day.index))
                accueil = x.comedien_accueil(person, day.index)
                post.add(accueil + n <= x.stretch(task, booking.stretches[0])[0], lit)
    for person_ in x.comediens():
        for day in problem.days:
            for stay in (s for s in x.stays(person_.index, day.index) if s.plays):
                post.for_requirement("comedien_present")
                _free(x, post, stay, person_.unable(day.index))


def _as_many_that_fit(x: Variables, post: Poster, task: Task, booking: Claim) -> None:
    literals = {who: x.booked(task, booking, who) for who in booking.able}
    post.add(total(literals.values()) == booking.count)
    for who in (who for who in booking.able if who not in booking.fit):
        post.implies(literals[who], x.false)


def comedien_sans_lien(problem: Problem, x: Variables, post: Poster) -> None:
    """Booked = 0 of each pair kept apart."""
    for applicant in problem.applicants:
        for person in (p for p in x.comediens() if (applicant.index, p.index) in problem.apart):
            post.for_requirement("comedien_sans_lien", applicant.id, person.id)
            for task in (problem.tasks[t] for t in applicant.tasks):
                _never_played_by(x, post, task, person.index)


def vehicule_reserve(problem: Problem, x: Variables, post: Poster) -> None:
    """Σ booked = 1 of those of the kind; what is taken overlaps neither anything else of it nor its absences."""
    for task, booking in ((t, b) for t in problem.tasks for b in t.driven):
        post.for_requirement("vehicule_reserve", problem.applicants[task.candidat].id, task.epreuve.id)
        _as_many_that_fit(x, post, task, booking)
    for vehicle in problem.vehicles:
        for day in problem.days:
            trips = x.trips(vehicle.index, day.index)
            post.for_requirement("vehicule_reserve")
            post.no_overlap([trip.interval for trip in trips])
            for trip in trips:
                _free(x, post, trip, vehicle.away[day.index])


def responsable_present(problem: Problem, x: Variables, post: Poster) -> None:
    """At each minute between the day's bounds, one of those who lead it is free, and was convened for it."""
    leaders = [p for p in problem.people if Role.RESPONSABLE in p.roles]
    if not leaders:
        return
    if post.self_contained:
        x.hold(problem.slots)
    for day in problem.days:
        post.for_requirement("responsable_present", day.date.isoformat())
        for span, free in problem.free_throughout(leaders, day):
            if any(not x.torn(p.index) for p in free):
                continue
            post.any_of([x.leads(p.index, day.index) for p in free], x.touches(day.index, span), x.day_used(day.index))
