"""What each candidat passes, in which order, their own time; when things may begin, and what is fixed beforehand."""

from collections.abc import Iterable
from itertools import pairwise

from tpplanner.domain.appels import appel_au_plus_tot
from tpplanner.domain.plan import Partie
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.domain.session import Pin, Portee
from tpplanner.solver.model.constraints.juries import Break, Stretch, Window, post_break
from tpplanner.solver.model.posting import Expr, Literal, Poster
from tpplanner.solver.model.problem import DAY, Applicant, Problem, Slot, Task, Unit, minute
from tpplanner.solver.model.variables import IntVar, Variables

# What each candidat passes, in which order, and their own time.


def ordre_epreuves(problem: Problem, x: Variables, post: Poster) -> None:
    """Order links: start(B) ≥ end(A); at once: 0 ≤ start(B) - end(A) ≤ short pause; n days: day(B) ≥ day(A) + n."""
    short = problem.reglages.courte_pause
    for applicant in problem.applicants:
        tasks = {problem.tasks[t].epreuve.id: problem.tasks[t] for t in applicant.tasks}
        for after in tasks.values():
            epreuve = after.epreuve
            for before in (tasks[e] for e in epreuve.apres if e in tasks):
                post.for_requirement("ordre_epreuves", applicant.id, before.epreuve.id, epreuve.id)
                post.add(x.moment(after) >= x.midnight(before) + x.end(before))
            for before in (tasks[e] for e in epreuve.aussitot_apres if e in tasks):
                post.for_requirement("ordre_epreuves", applicant.id, before.epreuve.id, epreuve.id)
                _same_day(problem, x, post, before, after)
                post.add(x.start(after) >= x.end(before))
                post.add(x.start(after) <= x.end(before) + short)
            for before, n in ((tasks[e], n) for e, n in epreuve.jours_min if e in tasks):
                post.for_requirement("ordre_epreuves", applicant.id, before.epreuve.id, epreuve.id)
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
        parts = problem.parts(units)
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
        post.for_requirement("oraux_enchaines", problem.applicants[unit.candidat].id)
        for day in problem.days:
            post.implies(x.heard_on(other, day.index), x.heard_on(unit, day.index))


def _chained(problem: Problem, x: Variables, post: Poster, unit: Unit) -> None:
    post.for_requirement("oraux_enchaines", problem.applicants[unit.candidat].id)
    tasks = [problem.tasks[t] for t in unit.tasks]
    for before, after in pairwise(tasks):
        post.add(x.start(after) <= x.end(before) + problem.reglages.courte_pause)


def _follow_each_other(problem: Problem, x: Variables, post: Poster, applicant: Applicant, units: list[Unit]) -> None:
    post.for_requirement("oraux_enchaines", applicant.id)
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
            gap = 0 if unit.oral and not opened and not post.self_contained else short
            post.add(x.unit_start(other) <= x.unit_end(unit) + gap, literal)
        last = x.both(*(x.any_literal([x.precedes(o, unit), ~x.same_day(unit, o)]) for o in others))
        post.any_of([*followed, last])


def entretien_final_dernier(problem: Problem, x: Variables, post: Poster) -> None:
    """start(EF) ≥ end(t) for every other task t of the candidat; of the CCS alone, where it is a CCS's."""
    referentiel = problem.session.referentiel
    for applicant in problem.applicants:
        tasks = [problem.tasks[t] for t in applicant.tasks]
        for last in (t for t in tasks if t.epreuve.id in referentiel.entretiens_finals):
            post.for_requirement("entretien_final_dernier", applicant.id)
            for task in tasks:
                if referentiel.closes(last.epreuve.id, task.epreuve.id):
                    post.add(x.moment(last) >= x.midnight(task) + x.end(task))


def candidat_sans_chevauchement(problem: Problem, x: Variables, post: Poster) -> None:
    """No overlap of a candidat's tasks of one day."""
    for applicant in problem.applicants:
        post.for_requirement("candidat_sans_chevauchement", applicant.id)
        for day in problem.days:
            post.no_overlap([x.whole_passage(problem.tasks[t], day.index) for t in applicant.tasks])


def candidat_disponible(problem: Problem, x: Variables, post: Poster) -> None:
    """Each task ends before, or begins after, each stretch of its day for which the candidat is away."""
    for applicant in problem.applicants:
        for task in (problem.tasks[t] for t in applicant.tasks):
            for day in problem.days:
                for debut, fin in applicant.away[day.index]:
                    post.for_requirement("candidat_disponible", applicant.id)
                    before = x.model.new_bool_var("")
                    on = x.on(task, day.index)
                    post.add(x.end(task) <= debut, on, before)
                    post.add(x.start(task) >= fin, on, ~before)


def pause_candidat(problem: Problem, x: Variables, post: Poster) -> None:
    """On each day, a break apart from their tasks and plis, in their window or right after a task that fills it."""
    for applicant in problem.applicants:
        tasks = [problem.tasks[t] for t in applicant.tasks]
        for day in problem.days:
            if problem.is_over(day, day.lunch[1]):
                continue
            post.for_requirement("pause_candidat", applicant.id, day.date.isoformat())
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


# When things may begin, and what is fixed beforehand.


def epreuve_longue(problem: Problem, x: Variables, post: Poster) -> None:
    """Start ≤ the late morning hour, or start ≥ the early afternoon one, for a task whose RE length is long."""
    reglages = problem.reglages
    morning, afternoon = minute(reglages.longue_matin), minute(reglages.longue_apres_midi)
    for task in problem.tasks:
        if task.epreuve.minutes >= reglages.epreuve_longue:
            post.for_requirement("epreuve_longue", problem.applicants[task.candidat].id, task.epreuve.id)
            early = x.model.new_bool_var("")
            post.add(x.start(task) <= morning, early)
            post.add(x.start(task) >= afternoon, ~early)


def accueil_candidats(problem: Problem, x: Variables, post: Poster) -> None:
    """Start ≥ accueil + its length, which is another on the first day used, and holds the plis opened before it."""
    reglages = problem.reglages
    for day in problem.days:
        post.for_requirement("accueil_candidats", day.date.isoformat())
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
        post.for_requirement("ouverture_plis", task.epreuve.id)
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
        post.for_requirement("ouverture", day.date.isoformat())
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
            if x.bookings(person.index):
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
        post.for_requirement("passage_fige", pin.candidat, pin.epreuve)
        moment = pin.parties[0].debut
        day = next((d for d in problem.days if d.date == moment.date()), None)
        post.implies(x.true, x.on(task, day.index) if day else x.false)
        post.add(x.start(task) == minute(moment))
        if pin.portee is Portee.TOUT:
            same_rooms(problem, x, post, pin, task)
            same_vehicles(problem, x, post, pin.parties, task)
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


def same_vehicles(problem: Problem, x: Variables, post: Poster, parties: Iterable[Partie], task: Task) -> None:
    """Each phase of a task with the vehicles of its part, if it names any."""
    index = {vehicle.id: vehicle.index for vehicle in problem.vehicles}
    for partie in (p for p in parties if p.vehicules):
        literals = [{who: x.booked(task, b, who) for who in b.able} for b in task.driven if partie.phase in b.phases]
        named = [index.get(id_, -1) for id_ in partie.vehicules]
        for of_one in literals:
            post.any_of(lit for who, lit in of_one.items() if who in named)
        if any(not any(who in of_one for of_one in literals) for who in named):
            post.implies(x.true, x.false)


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
    """Who was convened begins no earlier than then, and only on their days, unless they agreed; nor do their plis.

    Of the responsables, whom the model does not place, `responsable_present` asks it.
    """
    hours = problem.convocations()
    convened = {id_ for id_, _ in hours}
    if post.self_contained:
        x.hold(problem.slots)
    for day in problem.days:
        for applicant in (a for a in problem.applicants if a.id in convened):
            post.for_requirement("convocation_respectee", applicant.id, day.date.isoformat())
            hour = hours.get((applicant.id, day.date))
            called = appel_au_plus_tot(problem.session, applicant.id, day.date)
            for task in (problem.tasks[t] for t in applicant.tasks):
                _begins(x, post, x.start(task), x.on(task, day.index), hour)
                if problem.is_sealed(task) and minute(called):
                    opened = x.both(x.on(task, day.index), x.opens_plis(task))
                    post.add(x.start(task) - problem.reglages.plis >= minute(called), opened)
        for slot in problem.slots_of(day.index):
            for person in (p for p in slot.pool if problem.people[p].id in convened):
                id_ = problem.people[person].id
                post.for_requirement("convocation_respectee", id_, day.date.isoformat())
                _membre_begins(x, post, slot, person, hours.get((id_, day.date)))
        for other in (p for p in problem.people if p.id in convened):
            post.for_requirement("convocation_respectee", other.id, day.date.isoformat())
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
