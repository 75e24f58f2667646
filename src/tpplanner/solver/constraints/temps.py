"""When things may begin, and what is fixed beforehand."""

from tpplanner.domain.accueils import appelable
from tpplanner.domain.session import Pin, Portee
from tpplanner.solver.posting import Expr, Literal, Poster
from tpplanner.solver.problem import Problem, Slot, Task, minute
from tpplanner.solver.variables import Variables


def epreuve_longue(problem: Problem, x: Variables, post: Poster) -> None:
    """Start ≤ the late morning hour, or start ≥ the early afternoon one, for a task whose RE length is long."""
    reglages = problem.reglages
    morning, afternoon = minute(reglages.longue_matin), minute(reglages.longue_apres_midi)
    for task in problem.tasks:
        if task.epreuve.minutes >= reglages.epreuve_longue:
            post.requirement("epreuve_longue", problem.applicants[task.candidat].id, task.epreuve.id)
            early = x.model.new_bool_var("")
            post.add(x.start(task) <= morning, early)
            post.add(x.start(task) >= afternoon, ~early)


def accueil_candidats(problem: Problem, x: Variables, post: Poster) -> None:
    """Start ≥ accueil + its length, which is another on the first day used, and holds the plis opened before it."""
    reglages = problem.reglages
    for day in problem.days:
        post.requirement("accueil_candidats", day.date.isoformat())
        first = x.first_day(day.index)
        for task in problem.tasks:
            on = x.on(task, day.index)
            post.add(x.start(task) >= day.accueil + min(reglages.accueil, reglages.accueil_autres_jours), on)
            post.add(x.start(task) >= day.accueil + reglages.accueil, on, first)
            post.add(x.start(task) >= day.accueil + reglages.accueil_autres_jours, on, ~first)
            if problem.is_sealed(task):
                post.add(x.start(task) >= day.accueil + reglages.plis, on, x.opens_plis(task))


def ouverture_plis(problem: Problem, x: Variables, post: Poster) -> None:
    """[start - n, start) of a task before which plis are opened: none of its candidat's other tasks, nor absences."""
    n = problem.reglages.plis
    for task in (t for t in problem.tasks if problem.is_sealed(t)):
        post.requirement("ouverture_plis", task.epreuve.id)
        applicant = problem.applicants[task.candidat]
        others = [problem.tasks[t] for t in applicant.tasks if t != task.index]
        for day in problem.days:
            for other in others:
                post.no_overlap([x.plis(task, day.index), x.whole_passage(other, day.index)])
            there = x.both(x.on(task, day.index), x.opens_plis(task))
            for debut, fin in applicant.away[day.index]:
                before = x.model.new_bool_var("")
                post.add(x.start(task) <= debut, there, before)
                post.add(x.start(task) - n >= fin, there, ~before)


def ouverture(problem: Problem, x: Variables, post: Poster) -> None:
    """Everything begins at or after the opening of its day and ends by its last hour."""
    for day in problem.days:
        post.requirement("ouverture", day.date.isoformat())
        for task in problem.tasks:
            on = x.on(task, day.index)
            post.add(x.start(task) >= day.open, on)
            if problem.is_sealed(task):
                post.add(x.start(task) - problem.reglages.plis >= day.open, on, x.opens_plis(task))
            post.add(x.end(task) <= day.close, on)
        for slot in problem.slots_of(day.index):
            for thing in x.things(slot):
                post.add(thing.start >= day.open, thing.lit)
                post.add(thing.end <= day.close, thing.lit)
        for person in x.comediens():
            if any(t.epreuve.comedien for t in problem.tasks):
                accueil = x.comedien_accueil(person.index, day.index)
                post.add(accueil >= day.open, x.plays_on(person.index, day.index))
                post.add(accueil + problem.reglages.accueil_comedien <= day.close, x.plays_on(person.index, day.index))


def passage_fige(problem: Problem, x: Variables, post: Poster) -> None:
    """A pinned task keeps its day and start; pinned whole, its rooms and exactly those membres too."""
    tasks = {(problem.applicants[t.candidat].id, t.epreuve.id): t for t in problem.tasks}
    for pin in problem.session.pins:
        task = tasks.get((pin.candidat, pin.epreuve))
        if task is None:
            continue
        post.requirement("passage_fige", pin.candidat, pin.epreuve)
        moment = pin.parties[0].debut
        day = next((d for d in problem.days if d.date == moment.date()), None)
        post.implies(x.true, x.on(task, day.index) if day else x.false)
        post.add(x.start(task) == minute(moment))
        if pin.portee is Portee.TOUT:
            same_rooms(problem, x, post, pin, task)
            same_membres(problem, x, post, pin, task)


def pinned_without_hours(problem: Problem, x: Variables, post: Poster) -> None:
    """What pins say of days and membres: a part of `passage_fige`."""
    tasks = {(problem.applicants[t.candidat].id, t.epreuve.id): t for t in problem.tasks}
    for pin in (p for p in problem.session.pins if (p.candidat, p.epreuve) in tasks):
        task, date = tasks[pin.candidat, pin.epreuve], pin.parties[0].debut.date()
        day = next((d for d in problem.days if d.date == date), None)
        post.implies(x.true, x.on(task, day.index) if day else x.false)
        if pin.portee is Portee.TOUT:
            same_membres(problem, x, post, pin, task)


def same_rooms(problem: Problem, x: Variables, post: Poster, pin: Pin, task: Task) -> None:
    """Each phase of a task in the room of its pin."""
    index = {room.id: room.index for room in problem.rooms}
    for partie in pin.parties:
        step, room = task.steps[partie.phase], index.get(partie.salle, -1)
        if not step.in_jury_room:
            post.implies(x.true, x.in_room(task, step, room))
            continue
        for slot in problem.slots:
            post.implies(x.hears(problem.units[task.unit], slot), x.jury_in(slot, room))


def same_membres(problem: Problem, x: Variables, post: Poster, pin: Pin, task: Task) -> None:
    """Before exactly the membres of its pin who count, if it names any."""
    membres = problem.session.sans_observateurs(pin.membres)
    if not membres or task.unit < 0:
        return
    for slot in problem.slots:
        hears = x.hears(problem.units[task.unit], slot)
        for person in slot.pool:
            sits = x.sits(person, slot)
            post.implies(hears, sits if problem.people[person].id in membres else ~sits)
        if not membres <= {problem.people[p].id for p in slot.pool}:
            post.implies(hears, x.false)


def convocation_respectee(problem: Problem, x: Variables, post: Poster) -> None:
    """Who was convened begins no earlier than his hour, and only on his days, unless he agreed; nor do his plis.

    Of the responsables, whom the model does not place, `responsable_present` asks it.
    """
    hours = problem.convocations()
    convened = {id_ for id_, _ in hours}
    if post.alone:
        x.hold(problem.slots)
    for day in problem.days:
        for applicant in (a for a in problem.applicants if a.id in convened):
            post.requirement("convocation_respectee", applicant.id, day.date.isoformat())
            hour = hours.get((applicant.id, day.date))
            called = appelable(problem.session, applicant.id, day.date)
            for task in (problem.tasks[t] for t in applicant.tasks):
                _begins(x, post, x.start(task), x.on(task, day.index), hour)
                if problem.is_sealed(task) and minute(called):
                    opened = x.both(x.on(task, day.index), x.opens_plis(task))
                    post.add(x.start(task) - problem.reglages.plis >= minute(called), opened)
        for slot in problem.slots_of(day.index):
            for person in (p for p in slot.pool if problem.people[p].id in convened):
                id_ = problem.people[person].id
                post.requirement("convocation_respectee", id_, day.date.isoformat())
                _membre_begins(x, post, slot, person, hours.get((id_, day.date)))
        for other in (p for p in problem.people if p.id in convened):
            post.requirement("convocation_respectee", other.id, day.date.isoformat())
            for stay in x.stays(other.index, day.index):
                _begins(x, post, stay.start, stay.lit, hours.get((other.id, day.date)))


def _begins(x: Variables, post: Poster, start: Expr, on: Literal, hour: int | None) -> None:
    if hour is None:
        post.implies(on, x.false)
    else:
        post.add(start >= hour, on)


def _membre_begins(x: Variables, post: Poster, slot: Slot, person: int, hour: int | None) -> None:
    if hour is None:
        post.implies(x.sits(person, slot), x.false)
    else:
        for thing in x.things(slot):
            post.add(thing.start >= hour, thing.lit, x.sits(person, slot))
