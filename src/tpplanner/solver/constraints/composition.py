"""Who sits in a jury, and before whom each candidat passes."""

from itertools import combinations

from tpplanner.domain.noms import cle
from tpplanner.solver.posting import Expr, Literal, Poster, total
from tpplanner.solver.problem import Applicant, Problem, Slot
from tpplanner.solver.variables import Variables


def jury_nombre(problem: Problem, x: Variables, post: Poster) -> None:
    """Least ≤ Σ sits ≤ most where the jury is used; of a given jury, all who are there the whole day sit.

    Unless they lead that day, or stand aside for a candidat whom every given jury has a link with.
    """
    for slot in problem.slots:
        day = problem.days[slot.day]
        post.requirement("jury_nombre", slot.given or f"{slot.rank + 1}", day.date.isoformat())
        seated = total(x.sits(p, slot) for p in slot.pool)
        used = x.used(slot)
        post.add(seated >= slot.least, used)
        post.add(seated <= max(slot.most, slot.least), used)
        if slot.given:
            for person in (problem.people[p] for p in slot.pool):
                if not person.away[slot.day] and person.habilite[slot.day]:
                    excused: list[Literal] = [x.leads(person.index, slot.day)] if x.torn(person.index) else []
                    excused += [x.sees(a, slot) for a in _stands_aside_for(problem, person.index)]
                    post.any_of([x.sits(person.index, slot), *excused], used)


def _stands_aside_for(problem: Problem, person: int) -> list[Applicant]:
    """The candidats with whom that membre has a link, and somebody of each given jury that is large enough to sit."""
    juries = [slot for slot in problem.slots if len(slot.pool) >= slot.least]
    return [
        applicant
        for applicant in problem.applicants
        if (applicant.index, person) in problem.links
        and all(any((applicant.index, p) in problem.links for p in slot.pool) for slot in juries)
    ]


def membre_habilite(problem: Problem, x: Variables, post: Poster) -> None:
    """Who is not habilité on a day sits in no jury of it."""
    for slot in problem.slots:
        for person in (problem.people[p] for p in slot.pool):
            if not person.habilite[slot.day]:
                post.requirement("membre_habilite", person.id, problem.days[slot.day].date.isoformat())
                post.implies(x.sits(person.index, slot), x.false)


def membre_qualifie(problem: Problem, x: Variables, post: Poster) -> None:
    """For each quality of the RE, someone who has it sits in each jury used."""
    for slot in problem.slots:
        post.requirement("membre_qualifie", slot.given or f"{slot.rank + 1}", problem.days[slot.day].date.isoformat())
        for qualite in problem.session.referentiel.qualites:
            able = [p for p in slot.pool if cle(qualite) in {cle(q) for q in problem.people[p].qualites}]
            post.any_of([x.sits(p, slot) for p in able], x.used(slot))


def membre_disponible(problem: Problem, x: Variables, post: Poster) -> None:
    """All that a jury does is before or after each stretch for which one of its membres is away."""
    if post.alone:
        x.hold(problem.slots)
    for slot in problem.slots:
        for person in (problem.people[p] for p in slot.pool):
            for debut, fin in person.away[slot.day]:
                post.requirement("membre_disponible", person.id, problem.days[slot.day].date.isoformat())
                sits = x.sits(person.index, slot)
                before = x.model.new_bool_var("")
                post.add(x.jury_end(slot) <= debut, sits, before)
                post.add(x.jury_start(slot) >= fin, sits, ~before)


def lien_exclu(problem: Problem, x: Variables, post: Poster) -> None:
    """Who has a link with a candidat sits in no jury that sees him."""
    for candidat, person in sorted(problem.links):
        applicant = problem.applicants[candidat]
        post.requirement("lien_exclu", applicant.id, problem.people[person].id)
        for slot in (s for s in problem.slots if person in s.pool):
            post.never(x.sees(applicant, slot), x.sits(person, slot))


def jury_constant(problem: Problem, x: Variables, post: Poster) -> None:
    """The juries that see one candidat on several days have the same membres; on one day it is one jury.

    Of a candidat already heard in part, at least one membre stays.
    """
    for applicant in problem.applicants:
        units = [problem.units[u] for u in applicant.units]
        if len(units) < 2:
            continue
        post.requirement("jury_constant", applicant.id)
        begun = applicant.id in problem.heard_in_part()
        for first, second in combinations(problem.slots, 2):
            sees_both = (x.sees(applicant, first), x.sees(applicant, second))
            if begun and first.day != second.day:
                staying = [x.both(x.sits(p, first), x.sits(p, second)) for p in first.pool if p in second.pool]
                post.any_of([*staying, *(~s for s in sees_both)])
                continue
            if first.day == second.day or (first.given and first.given != second.given):
                post.never(*sees_both)
                continue
            for person in sorted(set(first.pool) | set(second.pool)):
                one, other = x.sits(person, first), x.sits(person, second)
                post.any_of([~one, other, *(~s for s in sees_both)])
                post.any_of([one, ~other, *(~s for s in sees_both)])


def quota_jury(problem: Problem, x: Variables, post: Poster) -> None:
    """Σ weights of the candidats of a jury-day ≤ quota; also over all the juries of a day in which a membre sits."""
    quota = problem.session.quota
    reference = problem.session.referentiel.titre.minutes_jury
    if quota is None:
        return
    loads = {slot.index: total(_load(problem, x, a, slot) for a in problem.applicants) for slot in problem.slots}
    for slot in problem.slots:
        post.requirement("quota_jury", slot.given or f"{slot.rank + 1}", problem.days[slot.day].date.isoformat())
        post.add(loads[slot.index] <= quota * reference)
    if problem.shared_membres:
        for day in problem.days:
            post.requirement("quota_jury", "", day.date.isoformat())
            for person in problem.people:
                _quota_of_membre(problem, x, post, (person.index, day.index), loads)


def _quota_of_membre(
    problem: Problem, x: Variables, post: Poster, membre_day: tuple[int, int], loads: dict[int, Expr]
) -> None:
    """Σ over the juries in which he sits that day of what each weighs ≤ quota."""
    person, day = membre_day
    most = (problem.session.quota or 0) * problem.session.referentiel.titre.minutes_jury
    slots = [s for s in problem.slots_of(day) if person in s.pool]
    if len(slots) < 2:
        return
    weighed = []
    for slot in slots:
        weight = x.model.new_int_var(0, most, "")
        post.add(weight >= loads[slot.index], x.sits(person, slot))
        weighed.append(weight)
    post.add(total(weighed) <= most)


def _load(problem: Problem, x: Variables, applicant: Applicant, slot: Slot) -> Expr:
    """A titre candidat weighs the titre's jury minutes, a CCP candidat the RE minutes before this jury."""
    if applicant.weight:
        return applicant.weight * x.sees(applicant, slot)
    units = [problem.units[u] for u in applicant.units]
    return total(sum(problem.tasks[t].epreuve.minutes_jury for t in unit.tasks) * x.hears(unit, slot) for unit in units)


def jurys_distincts(problem: Problem, x: Variables, post: Poster) -> None:
    """Of two juries of a day that are used, somebody sits in one alone."""
    if not problem.shared_membres:
        return
    for first, second in combinations(problem.slots, 2):
        if first.day == second.day:
            post.requirement(
                "jurys_distincts", second.given or f"{second.rank + 1}", problem.days[first.day].date.isoformat()
            )
            differing = []
            for person in sorted(set(first.pool) | set(second.pool)):
                differs = x.model.new_bool_var("")
                post.add(x.sits(person, first) + x.sits(person, second) == 1, differs)
                differing.append(differs)
            post.any_of(differing, x.used(first), x.used(second))


def personne_sans_chevauchement(problem: Problem, x: Variables, post: Poster) -> None:
    """One place at once: juries that share a membre, other roles, and the responsable of the day."""
    if post.alone:
        x.hold(problem.slots)
    for day in problem.days:
        for person in problem.people:
            post.requirement("personne_sans_chevauchement", person.id, day.date.isoformat())
            _in_juries(problem, x, post, person.index, day.index)
            _in_other_roles(problem, x, post, person.index, day.index)


def _in_juries(problem: Problem, x: Variables, post: Poster, person: int, day: int) -> None:
    slots = [s for s in problem.slots_of(day) if person in s.pool]
    if not problem.shared_membres:
        post.at_most_one([x.sits(person, s) for s in slots])
        return
    for first, second in combinations(slots, 2):
        both = (x.sits(person, first), x.sits(person, second))
        earlier = x.ends_before(first, second)
        post.add(x.jury_end(first) <= x.jury_start(second), *both, earlier)
        post.add(x.jury_end(second) <= x.jury_start(first), *both, ~earlier)


def _in_other_roles(problem: Problem, x: Variables, post: Poster, person: int, day: int) -> None:
    stays = x.stays(person, day)
    for slot in (s for s in problem.slots_of(day) if person in s.pool):
        sits = x.sits(person, slot)
        for stay in stays:
            before = x.model.new_bool_var("")
            post.add(x.jury_end(slot) <= stay.start, sits, stay.lit, before)
            post.add(stay.end <= x.jury_start(slot), sits, stay.lit, ~before)
        if x.torn(person):
            post.never(sits, x.leads(person, day))
    for first, second in combinations(stays, 2):
        if not (first.room >= 0 and first.room == second.room):
            post.no_overlap([first.interval, second.interval])
    if x.torn(person):
        for stay in (s for s in stays if s.plays):
            post.never(stay.lit, x.leads(person, day))
