"""Who sits in a jury and before whom candidats pass; a jury's day: its own work, its breaks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from math import lcm

from tpplanner.domain.duties import jurys_commences, remplacants, titulaires
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.domain.session import Reponse, cle
from tpplanner.solver.model.posting import Expr, Literal, Poster, total
from tpplanner.solver.model.problem import DAY, Applicant, Day, Person, Problem, Slot, Span, Task, Unit, minute
from tpplanner.solver.model.variables import Interval, Segment, Thing, Variables
from tpplanner.solver.model.workload import longest_alone

# Who sits in a jury, and before whom each candidat passes.


def jury_nombre(problem: Problem, x: Variables, post: Poster) -> None:
    """Least ≤ Σ sits where the jury is used; Σ sits ≤ most of one that is composed."""
    for slot in problem.slots:
        day = problem.days[slot.day]
        post.for_requirement("jury_nombre", slot.given or f"{slot.rank + 1}", day.date.isoformat())
        seated = total(x.sits(p, slot) for p in slot.pool)
        used = x.used(slot)
        post.add(seated >= slot.least, used)
        if not slot.given:
            post.add(seated <= max(slot.most, slot.least), used)


def jurys_du_centre(problem: Problem, x: Variables, post: Poster) -> None:
    """Of a given jury that has not begun: nobody else sits; Σ replacing ≤ Σ (1 - sits) of its membres.

    Each of its membres sits who is there the whole day, unless they lead that day, or stand aside for a candidat whom
    every given jury has a link with.
    """
    begun = jurys_commences(problem.session)
    index = {person.id: person.index for person in problem.people}
    for slot in (s for s in problem.slots if s.given and (s.given, problem.days[s.day].date) not in begun):
        post.for_requirement("jurys_du_centre", *_subject(problem, slot))
        own = {index[id_] for id_ in titulaires(problem.session, slot.given)}
        replacing = {index[id_] for id_ in remplacants(problem.session, slot.given, problem.days[slot.day].date)}
        used = x.used(slot)
        for person in set(slot.pool) - own - replacing:
            post.implies(x.sits(person, slot), x.false)
        if replacing & set(slot.pool):
            post.add(total(x.sits(p, slot) for p in slot.pool) <= len(own), used)
        for person in there_all_day(problem, slot):
            leads = [x.leads(person, slot.day)] if x.torn(person) else []
            post.any_of([x.sits(person, slot), *leads, *stands_aside(problem, x, slot, person)], used)


def there_all_day(problem: Problem, slot: Slot) -> list[int]:
    """The membres of a given jury who sit in it unless they lead that day or stand aside, by index."""
    index = {person.id: person.index for person in problem.people}
    own = sorted(index[id_] for id_ in titulaires(problem.session, slot.given))
    return [person for person in own if _is_free(problem, problem.people[person], slot)]


def stands_aside(problem: Problem, x: Variables, slot: Slot, person: int) -> list[Literal]:
    """Whether that jury hears each of the candidats for whom a membre of it stands aside."""
    return [x.sees(a, slot) for a in _stands_aside_for(problem, person)]


def _is_free(problem: Problem, person: Person, slot: Slot) -> bool:
    """Whether a membre is there that whole day, and habilité, and has not declined."""
    there = not person.unable(slot.day) and person.habilite[slot.day]
    return there and problem.session.membre(person.id).reponse is not Reponse.DECLINE


def _stands_aside_for(problem: Problem, person: int) -> list[Applicant]:
    """The candidats with whom that membre has a link, and somebody of each given jury that is large enough to sit."""
    index = {p.id: p.index for p in problem.people}
    given = [titulaires(problem.session, jury.id) for jury in problem.session.jurys]
    juries = [{index[id_] for id_ in own} for own in given if len(own) >= problem.session.referentiel.membres_min]
    return [
        applicant
        for applicant in problem.applicants
        if (applicant.index, person) in problem.links
        and all(any((applicant.index, p) in problem.links for p in own) for own in juries)
    ]


def membre_habilite(problem: Problem, x: Variables, post: Poster) -> None:
    """Who is not habilité on a day sits in no jury of it."""
    for slot in problem.slots:
        for person in (problem.people[p] for p in slot.pool):
            if not person.habilite[slot.day]:
                post.for_requirement("membre_habilite", person.id, problem.days[slot.day].date.isoformat())
                post.implies(x.sits(person.index, slot), x.false)


def membre_qualifie(problem: Problem, x: Variables, post: Poster) -> None:
    """For each quality of the RE, someone who has it sits in each jury used."""
    for slot in problem.slots:
        post.for_requirement(
            "membre_qualifie", slot.given or f"{slot.rank + 1}", problem.days[slot.day].date.isoformat()
        )
        for qualite in problem.session.referentiel.qualites:
            able = [p for p in slot.pool if cle(qualite) in {cle(q) for q in problem.people[p].qualites}]
            post.any_of([x.sits(p, slot) for p in able], x.used(slot))


def organismes_differents(problem: Problem, x: Variables, post: Poster) -> None:
    """Of two membres of one organisme, one at most sits in a jury."""
    for slot in problem.slots if problem.colleagues else ():
        post.for_requirement(
            "organismes_differents", slot.given or f"{slot.rank + 1}", problem.days[slot.day].date.isoformat()
        )
        for un, autre in sorted(problem.colleagues):
            if un in slot.pool and autre in slot.pool:
                post.not_all(x.sits(un, slot), x.sits(autre, slot))


def membre_disponible(problem: Problem, x: Variables, post: Poster) -> None:
    """All that a jury does is before or after each stretch for which one of its membres is away."""
    if post.self_contained:
        x.hold(problem.slots)
    for slot in problem.slots:
        for person in (problem.people[p] for p in slot.pool):
            for debut, fin in person.away[slot.day]:
                post.for_requirement("membre_disponible", person.id, problem.days[slot.day].date.isoformat())
                sits = x.sits(person.index, slot)
                before = x.model.new_bool_var("")
                post.add(x.jury_end(slot) <= debut, sits, before)
                post.add(x.jury_start(slot) >= fin, sits, ~before)
        if any(problem.people[p].left[slot.day] for p in slot.pool):
            _once_somebody_has_left(problem, x, post, slot)


def _once_somebody_has_left(problem: Problem, x: Variables, post: Poster, slot: Slot) -> None:
    """A jury that has begun does nothing about candidats while too few stay; one that has not waits for all its own."""
    day, now = problem.days[slot.day], problem.session.maintenant
    left = {p: problem.people[p].left[slot.day] for p in slot.pool}
    has_begun: Literal = x.true
    if now is not None and now.date() == day.date:
        has_begun = x.model.new_bool_var(f"slot {slot.index} has begun")
        x.model.add(x.accueil(slot) < minute(now)).only_enforce_if(has_begun)
        x.model.add(x.accueil(slot) >= minute(now)).only_enforce_if(~has_begun)
    for person, span in ((p, span) for p, spans in left.items() for span in spans):
        post.for_requirement("membre_disponible", problem.people[person].id, day.date.isoformat())
        before, sits = x.model.new_bool_var(""), x.sits(person, slot)
        post.add(x.jury_end(slot) <= span[0], sits, ~has_begun, before)
        post.add(x.jury_start(slot) >= span[1], sits, ~has_begun, ~before)
        enough = _enough_stay(problem, x, post, slot, [p for p in slot.pool if not _covers(left[p], span[0])])
        until = min([span[1], *(s for spans in left.values() for s, _ in spans if span[0] < s < span[1])])
        for thing in (t for t in x.things(slot) if t.applicant >= 0):
            earlier = x.model.new_bool_var("")
            post.add(thing.end <= span[0], sits, has_begun, ~enough, thing.lit, earlier)
            post.add(thing.start >= until, sits, has_begun, ~enough, thing.lit, ~earlier)


def _covers(spans: Sequence[Span], minute_: int) -> bool:
    return any(start <= minute_ < end for start, end in spans)


def _enough_stay(problem: Problem, x: Variables, post: Poster, slot: Slot, staying: Sequence[int]) -> Literal:
    """A literal under which those are enough, in number and in qualities, to go on as a jury."""
    enough = x.model.new_bool_var("")
    post.add(total(x.sits(p, slot) for p in staying) >= slot.least, enough)
    for qualite in problem.session.referentiel.qualites:
        able = [p for p in staying if cle(qualite) in {cle(q) for q in problem.people[p].qualites}]
        post.any_of([x.sits(p, slot) for p in able], enough)
    return enough


def lien_exclu(problem: Problem, x: Variables, post: Poster) -> None:
    """Who has a link with a candidat sits in no jury that sees them."""
    for candidat, person in sorted(problem.links):
        applicant = problem.applicants[candidat]
        post.for_requirement("lien_exclu", applicant.id, problem.people[person].id)
        for slot in (s for s in problem.slots if person in s.pool):
            post.not_all(x.sees(applicant, slot), x.sits(person, slot))


def jury_constant(problem: Problem, x: Variables, post: Poster) -> None:
    """The juries that see one candidat on several days have the same membres; on one day it is one jury.

    Of a candidat already heard in part, at least one membre stays.
    """
    for applicant in problem.applicants:
        units = [problem.units[u] for u in applicant.units]
        if len(units) < 2:
            continue
        post.for_requirement("jury_constant", applicant.id)
        begun = applicant.id in problem.heard_in_part()
        for first, second in combinations(problem.slots, 2):
            sees_both = (x.sees(applicant, first), x.sees(applicant, second))
            if begun and first.day != second.day:
                staying = [x.both(x.sits(p, first), x.sits(p, second)) for p in first.pool if p in second.pool]
                post.any_of([*staying, *(~s for s in sees_both)])
                continue
            if first.day == second.day or (first.given and first.given != second.given):
                post.not_all(*sees_both)
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
        post.for_requirement("quota_jury", slot.given or f"{slot.rank + 1}", problem.days[slot.day].date.isoformat())
        post.add(loads[slot.index] <= quota * reference)
    if problem.shared_membres:
        for day in problem.days:
            post.for_requirement("quota_jury", "", day.date.isoformat())
            for person in problem.people:
                _quota_of_membre(problem, x, post, (person.index, day.index), loads)


def _quota_of_membre(
    problem: Problem, x: Variables, post: Poster, membre_day: tuple[int, int], loads: dict[int, Expr]
) -> None:
    """Σ over the juries in which they sit that day of what each weighs ≤ quota."""
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
            post.for_requirement(
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
    if post.self_contained:
        x.hold(problem.slots)
    for day in problem.days:
        for person in problem.people:
            post.for_requirement("personne_sans_chevauchement", person.id, day.date.isoformat())
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
            post.not_all(sits, x.leads(person, day))
    post.no_overlap([stay.interval for stay in stays if stay.plays])
    for first, second in combinations(stays, 2):
        if not ((first.room >= 0 and first.room == second.room) or (first.plays and second.plays)):
            post.no_overlap([first.interval, second.interval])
    if x.torn(person):
        for stay in (s for s in stays if s.plays):
            post.not_all(stay.lit, x.leads(person, day))


# Midday breaks: n minutes that overlap nothing of somebody's day, in their window or after the stretch that fills
# it.


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that may push a break out of its window if it fills that alone: when, and whether (`lit`)."""

    start: Expr
    end: Expr
    lit: Literal
    length: int


@dataclass(frozen=True, slots=True)
class Window:
    """A lunch window and the minutes of break asked for inside it."""

    span: Span
    minutes: int

    def may_be_filled(self, length: int) -> bool:
        """Whether a stretch of that length can leave fewer minutes than asked for, before it and after it."""
        low, high = self.span
        return length > high - low - 2 * self.minutes + 1


@dataclass(frozen=True, slots=True)
class Break:
    """A break to place: when it begins, in which window, whether it is asked for (`there`)."""

    start: Expr
    window: Window
    there: Literal


def post_break(x: Variables, post: Poster, rest: Break, busy: Sequence[Interval], fillers: Sequence[Stretch]) -> None:
    """The break overlaps nothing; it lies in the window, or begins where a stretch that fills it alone ends."""
    low, high = rest.window.span
    minutes = rest.window.minutes
    interval = x.model.new_optional_fixed_size_interval_var(rest.start, minutes, rest.there, "")
    post.apart(interval, busy, disjoint=x.problem.watched_together == 1)
    excuses = []
    for stretch in (f for f in fillers if rest.window.may_be_filled(f.length)):
        excuse = x.model.new_bool_var("")
        excuses.append(excuse)
        x.model.add_implication(excuse, stretch.lit)
        x.model.add(stretch.start <= low + minutes - 1).only_enforce_if(excuse)
        x.model.add(stretch.end >= high - minutes + 1).only_enforce_if(excuse)
        x.model.add(rest.start == stretch.end).only_enforce_if(excuse)
    if not excuses:
        post.add(rest.start >= low, rest.there)
        post.add(rest.start <= high - minutes, rest.there)
        return
    inside = x.model.new_bool_var("")
    x.model.add(rest.start >= low).only_enforce_if(inside)
    x.model.add(rest.start <= high - minutes).only_enforce_if(inside)
    post.any_of([inside, *excuses], rest.there)


# A jury's day: one thing at a time, its own work, its breaks.


def jury_sans_chevauchement(problem: Problem, x: Variables, post: Poster) -> None:
    """No overlap of a jury's things; watched by k at once, one takes 1/k of the jury, anything else all of it."""
    together = lcm(*(task.epreuve.simultanes for task in problem.tasks))
    for slot in problem.slots:
        post.for_requirement("jury_sans_chevauchement", *_subject(problem, slot))
        things = x.things(slot)
        intervals = [thing.interval for thing in things]
        if together == 1:
            post.no_overlap(intervals)
        else:
            post.cumulative(intervals, [_demand(problem, thing, together) for thing in things], together)
            _one_epreuve_at_once(problem, post, things)


def _subject(problem: Problem, slot: Slot) -> tuple[str, str]:
    return slot.given or f"{slot.rank + 1}", problem.days[slot.day].date.isoformat()


def _demand(problem: Problem, thing: Thing, together: int) -> int:
    return together // _simultanes(problem, thing)


def _simultanes(problem: Problem, thing: Thing) -> int:
    if thing.unit < 0:
        return 1
    return max(problem.tasks[t].epreuve.simultanes for t in problem.units[thing.unit].tasks)


def _one_epreuve_at_once(problem: Problem, post: Poster, things: list[Thing]) -> None:
    """Candidats watched together sit the same épreuve."""
    shared = [t for t in things if _simultanes(problem, t) > 1]
    for one, other in combinations(shared, 2):
        if _epreuve(problem, one) != _epreuve(problem, other):
            post.no_overlap([one.interval, other.interval])


def _epreuve(problem: Problem, thing: Thing) -> str:
    return problem.tasks[problem.units[thing.unit].tasks[0]].epreuve.id


def candidat_seul_au_jury(problem: Problem, x: Variables, post: Poster) -> None:
    """From the start of a candidat's watching to the end of their deliberation, nobody else is watched."""
    n = problem.reglages.deliberation
    for slot in problem.slots:
        for applicant in problem.applicants:
            units = [problem.units[u] for u in applicant.units if problem.units[u].alone]
            if not units or all(x.merged(u) for u in units) or x.sees(applicant, slot) is x.false:
                continue
            post.for_requirement("candidat_seul_au_jury", applicant.id, problem.days[slot.day].date.isoformat())
            box = _box(x, [(u, x.hears(u, slot)) for u in units], 0 if applicant.elsewhere else n)
            others = [t for t in x.things(slot) if t.unit >= 0 and t.applicant != applicant.index]
            for other in others:
                post.no_overlap([box, other.interval])


def _box(x: Variables, units: list[tuple[Unit, Literal]], deliberation: int) -> Interval:
    """From the first watching of these chains to the end of the last, and of the deliberation where it follows."""
    model = x.model
    there = x.any_literal([lit for _, lit in units])
    start, size, end = (model.new_int_var(0, 1440, "") for _ in range(3))
    for unit, lit in units:
        model.add(start <= x.watch_start(unit)).only_enforce_if(lit)
        model.add(end >= x.unit_end(unit)).only_enforce_if(lit)
        model.add(end >= x.unit_end(unit) + deliberation).only_enforce_if(lit, x.last_of_day(unit))
    return model.new_optional_interval_var(start, size, end, there, "")


def accueil_jury(problem: Problem, x: Variables, post: Poster) -> None:
    """Everything else begins after the accueil."""
    for slot in problem.slots:
        post.for_requirement("accueil_jury", *_subject(problem, slot))
        accueil, *others = x.things(slot)
        for thing in others:
            post.add(thing.start >= accueil.end, thing.lit)


def cloture(problem: Problem, x: Variables, post: Poster) -> None:
    """Everything else ends before the clôture."""
    for slot in problem.slots:
        post.for_requirement("cloture", *_subject(problem, slot))
        accueil, end, *others = x.things(slot)
        for thing in (accueil, *others):
            post.add(thing.end <= end.start, thing.lit)


def correction(problem: Problem, x: Variables, post: Poster) -> None:
    """Of whom a jury hears: end(W) ≤ correction, and its end ≤ the watching before which it is due, on that day.

    That is the next watching, or the named one's.
    """
    for applicant in (a for a in problem.applicants if a.units and not a.elsewhere):
        units = [problem.units[u] for u in applicant.units]
        for task in (problem.tasks[t] for t in applicant.tasks):
            if task.watched:
                continue
            post.for_requirement("correction", applicant.id, task.epreuve.id)
            start, length = x.correction(task), problem.correction(task.epreuve)
            post.exactly_one([x.corrected_before(task, unit) for unit in units])
            for unit in units:
                due = x.corrected_before(task, unit)
                for day in problem.days:
                    same = x.both(due, x.heard_on(unit, day.index), x.on(task, day.index))
                    post.add(start >= x.end(task), same)
                post.add(start + length <= x.watch_start(unit), due)
                post.add(x.unit_moment(unit) >= x.midnight(task) + x.end(task), due)
            _next_chain(problem, x, post, task, units)


def _next_chain(problem: Problem, x: Variables, post: Poster, task: Task, units: list[Unit]) -> None:
    """The chain of the named épreuve; else the first that begins after the candidat's end."""
    named = task.epreuve.correction_avant
    holder = [u for u in units if named in {problem.tasks[t].epreuve.id for t in u.tasks}]
    if holder:
        post.implies(x.true, x.corrected_before(task, holder[0]))
        return
    for unit, other in ((u, o) for u in units for o in units if o is not u):
        due = x.corrected_before(task, unit)
        earlier = x.precedes(other, unit)
        post.add(x.unit_moment(other) <= x.midnight(task) + x.end(task) - 1, due, earlier)


def lecture_dossier(problem: Problem, x: Variables, post: Poster) -> None:
    """The reading ends before the jury first watches the candidat, that is before any watching of their first day."""
    for applicant in (a for a in problem.applicants if not a.elsewhere):
        post.for_requirement("lecture_dossier", applicant.id)
        units = [problem.units[u] for u in applicant.units]
        for unit in units:
            end = x.lecture(applicant) + problem.reglages.lecture
            post.add(end <= x.watch_start(unit), x.first(unit))
            # passages in order are watched in order: only where they may overlap does the rest say more
            for other in (o for o in units if post.self_contained and o is not unit):
                post.add(end <= x.watch_start(other), x.first(unit), x.same_day(unit, other))


def battement(problem: Problem, x: Variables, post: Poster) -> None:
    """The n minutes before a candidat comes in before a jury overlap no other candidat and no work."""
    n = problem.reglages.battement
    if not n:
        return
    for slot in problem.slots:
        things = x.things(slot)
        if not post.self_contained and problem.watched_together == 1:
            post.for_requirement("battement", "", problem.days[slot.day].date.isoformat())
            post.no_overlap([*(t.interval for t in things), *x.changeovers(slot)])
            continue
        for unit in (u for u in problem.units if not problem.has_entered(u)):
            lit = x.comes_in(unit, slot)
            if lit is x.false:
                continue
            wait = x.model.new_optional_fixed_size_interval_var(x.watch_start(unit) - n, n, lit, "")
            applicant = problem.applicants[unit.candidat]
            post.for_requirement("battement", applicant.id, problem.days[slot.day].date.isoformat())
            for other in (t for t in things if t.unit < 0 or t.applicant != applicant.index):
                if _joins(problem, unit, other):
                    _together_or_apart(x, post, unit, other, lit)
                else:
                    post.no_overlap([wait, other.interval])


def _together_or_apart(x: Variables, post: Poster, unit: Unit, other: Thing, lit: Literal) -> None:
    """The jury still watches the other when the chain begins, or the n minutes before it are free of them."""
    n = x.problem.reglages.battement
    still = x.model.new_bool_var("")
    post.add(other.end > x.watch_start(unit), lit, other.lit, still)
    post.add(other.end <= x.watch_start(unit) - n, lit, other.lit, ~still)


def _joins(problem: Problem, unit: Unit, other: Thing) -> bool:
    """Whether the other candidat may be watched together with this chain."""
    mine = problem.tasks[unit.tasks[0]].epreuve
    return mine.simultanes > 1 and other.unit >= 0 and _epreuve(problem, other) == mine.id


def pause_meridienne(problem: Problem, x: Variables, post: Poster) -> None:
    """A break that overlaps none of the jury's things; juries that share a membre take it at the same minutes.

    A clôture after which its membres leave is none of them: who leaves so early but for it needs no break.
    """
    for slot in problem.slots:
        post.for_requirement("pause_meridienne", *_subject(problem, slot))
        window = Window(problem.days[slot.day].lunch, problem.reglages.pause_jury)
        rest = Break(x.pause(slot), window, x.used(slot))
        accueil, cloture, *others = x.things(slot)
        there = x.both(x.used(slot), ~_leaves(problem, x, post, slot))
        n = problem.reglages.cloture
        keeps = x.model.new_optional_fixed_size_interval_var(cloture.start, n, there, "")
        busy = [accueil.interval, keeps, *(t.interval for t in others)]
        post_break(x, post, rest, busy, _fillers(problem, x, slot, window))
    if problem.shared_membres:
        for first, second in combinations(problem.slots, 2):
            if first.day == second.day:
                post.for_requirement("pause_meridienne", *_subject(problem, first))
                post.add(x.pause(first) == x.pause(second), x.shares(first, second))


def _leaves(problem: Problem, x: Variables, post: Poster, slot: Slot) -> Literal:
    """A literal under which the membres of a jury have nothing more to do that day once its clôture begins."""
    if not (problem.shared_membres or post.self_contained):
        return x.true
    leaves, (_, cloture, *_others) = x.model.new_bool_var(""), x.things(slot)
    for thing in x.things(slot) if post.self_contained else ():
        if thing is not cloture:
            post.add(thing.end <= cloture.start, leaves, thing.lit)
    for other in problem.slots_of(slot.day) if problem.shared_membres else ():
        if other is not slot and set(other.pool) & set(slot.pool):
            shares = x.shares(*sorted((slot, other), key=lambda s: s.index))
            post.add(x.jury_end(other) <= cloture.start, leaves, shares)
    return leaves


def _fillers(problem: Problem, x: Variables, slot: Slot, window: Window) -> list[Stretch]:
    """What may push a jury's break out of the window: a phase that it watches, or that a jury tied to it does."""
    tied: list[tuple[Slot, Literal]] = [(slot, x.true)]
    if problem.shared_membres:
        tied += [(s, x.tied(slot, s)) for s in problem.slots_of(slot.day) if s is not slot]
    return [
        Stretch(segment.start, segment.end, x.both(x.hears(unit, other), segment.lit, together), step.minutes)
        for unit in problem.units
        for task in (problem.tasks[t] for t in unit.tasks)
        for step in task.steps
        if step.watched and window.may_be_filled(step.minutes)
        for segment in x.segments(task, step)
        for other, together in tied
        if x.hears(unit, other) is not x.false
    ]


def travail_continu(problem: Problem, x: Variables, post: Poster) -> None:
    """Work on candidats between rests of 20 free minutes or more is no longer than the limit, but one candidat's own.

    The accueil and the clôture are not counted around it.
    """
    if post.self_contained and problem.shared_membres:
        _two_juries_apart(problem, x, post)
    stretches: dict[int, tuple[Expr, Expr]] = {}
    for slot in problem.slots:
        post.for_requirement("travail_continu", *_subject(problem, slot))
        things = x.things(slot)
        begins, ends = x.work_on_candidats(slot)
        reached: Expr = begins
        for rest in x.rests(slot):
            x.model.add(rest.start == reached).only_enforce_if(~rest.taken)
            x.model.add(rest.end == reached).only_enforce_if(~rest.taken)
            _at_most(problem, x, post, slot, (reached, rest.start), x.both(rest.taken, x.used(slot)))
            reached = rest.end
            post.apart(rest.interval, [thing.interval for thing in things], disjoint=problem.watched_together == 1)
        _at_most(problem, x, post, slot, (reached, ends), x.used(slot))
        stretches[slot.index] = (_first_stretch_end(x, slot), reached)
    if problem.shared_membres and not post.self_contained:
        _one_after_the_other(problem, x, post, stretches)


def _first_stretch_end(x: Variables, slot: Slot) -> Expr:
    """When a jury's first stretch of work ends: at its first rest, or with its last work."""
    rests, (_, ends) = x.rests(slot), x.work_on_candidats(slot)
    if not rests:
        return ends
    end = x.minute_of("first stretch of", slot.index)
    x.model.add(end == rests[0].start).only_enforce_if(rests[0].taken)
    x.model.add(end == ends).only_enforce_if(~rests[0].taken)
    return end


def _one_after_the_other(problem: Problem, x: Variables, post: Poster, stretches: dict[int, tuple[Expr, Expr]]) -> None:
    """Juries of a day that share a membre without their midday break between them: a rest between, or one stretch."""
    for slot in problem.slots:
        begins, ends = x.work_on_candidats(slot)
        # as jury_start and jury_end these may lie beyond all that the jury does, which would hide the jury before
        for edge in (begins, ends):
            x.model.add(edge >= x.accueil(slot) + problem.reglages.accueil_jury).only_enforce_if(x.used(slot))
            x.model.add(edge <= x.cloture(slot)).only_enforce_if(x.used(slot))
        for rest in x.rests(slot):
            # beside its work a rest would hide what the jury before or after does
            x.model.add(rest.start >= begins).only_enforce_if(rest.taken)
            x.model.add(rest.end <= ends).only_enforce_if(rest.taken)
    for day in problem.days:
        apart = _rests_between(problem, x, post, day)
        for person in problem.people:
            slots = [s for s in problem.slots_of(day.index) if person.index in s.pool]
            if len(slots) > 1:
                post.for_requirement("travail_continu", person.id, day.date.isoformat())
                _stretches_of(x, post, person, slots, stretches, apart)


def _rests_between(problem: Problem, x: Variables, post: Poster, day: Day) -> dict[tuple[int, int], Literal]:
    """For each two juries of a day in their order, whether who sits in both rests between their candidats.

    Before the clôture of the one, between the juries, or after the accueil of the other.
    """
    result: dict[tuple[int, int], Literal] = {}
    slots = problem.slots_of(day.index)
    for first, second in combinations(slots, 2):
        post.for_requirement("travail_continu", *_subject(problem, first))
        shares, earlier = x.shares(first, second), x.ends_before(first, second)
        for one, other, order in ((first, second, earlier), (second, first, ~earlier)):
            between = x.model.new_bool_var("")
            post.add(x.jury_start(other) - x.jury_end(one) >= MINUTES_LIBRES, shares, order, between)
            opens, closes = x.rests_at_ends(other)[0], x.rests_at_ends(one)[1]
            result[one.index, other.index] = x.any_literal([between, closes, opens])
    return result


def _stretches_of(
    x: Variables,
    post: Poster,
    person: Person,
    slots: list[Slot],
    stretches: dict[int, tuple[Expr, Expr]],
    apart: dict[tuple[int, int], Literal],
) -> None:
    """A membre's stretch goes on from jury to jury until they rest: each jury's first one began when they last had.

    It begins and ends with a candidat: a jury that has lost all of its own only hands it on.
    """
    limit = x.problem.reglages.travail_continu
    since = {slot.index: x.model.new_int_var(0, DAY, "") for slot in slots}
    for slot in slots:
        there = (x.sits(person.index, slot), x.works_on_candidats(slot))
        post.add(stretches[slot.index][0] - since[slot.index] <= limit, *there)
    for first, second in combinations(slots, 2):
        both, earlier = (x.sits(person.index, first), x.sits(person.index, second)), x.ends_before(first, second)
        for one, other, order in ((first, second, earlier), (second, first, ~earlier)):
            rests, goes_on = x.rests(one), (*both, order, ~apart[one.index, other.index])
            post.add(since[other.index] <= stretches[one.index][1], *goes_on, x.works_on_candidats(one))
            unrested = [~rests[0].taken] if rests else []
            post.add(since[other.index] <= since[one.index], *goes_on, *unrested)


def _two_juries_apart(problem: Problem, x: Variables, post: Poster) -> None:
    """Two juries that share a membre are 20 minutes apart: so they are when their midday break is posted too."""
    for first, second in combinations(problem.slots, 2):
        if first.day == second.day:
            post.for_requirement("travail_continu", *_subject(problem, first))
            shares, earlier = x.shares(first, second), x.ends_before(first, second)
            post.add(x.jury_start(second) >= x.jury_end(first) + MINUTES_LIBRES, shares, earlier)
            post.add(x.jury_start(first) >= x.jury_end(second) + MINUTES_LIBRES, shares, ~earlier)


def _at_most(
    problem: Problem, x: Variables, post: Poster, slot: Slot, stretch: tuple[Expr, Expr], there: Literal
) -> None:
    """The stretch is no longer than the limit, unless it is all of one candidat, or of those watched together."""
    limit, (start, end) = problem.reglages.travail_continu, stretch
    seen = [a for a in problem.applicants if x.sees(a, slot) is not x.false]
    long = [a for a in seen if problem.watched_together > 1 or longest_alone(problem, a) > limit]
    if not long:
        post.add(end - start <= limit, there)
        return
    excuse, size = x.model.new_bool_var(""), x.model.new_int_var(0, DAY, "")
    inside = {a.index: x.model.new_bool_var("") for a in long}
    things = x.things(slot)
    others = [t for t in things if t.applicant >= 0 and t.applicant not in inside]
    elsewhere: list[tuple[Literal, list[Thing]]] = [(excuse, others)]
    elsewhere += [(x.both(excuse, ~lit), [t for t in things if t.applicant == a]) for a, lit in inside.items()]
    for apart, others in elsewhere:
        if others:
            interval = x.model.new_optional_interval_var(start, size, end, apart, "")
            post.apart(interval, [t.interval for t in others], disjoint=problem.watched_together == 1)
    for one, other in combinations(long, 2):
        together = _together(problem, x, slot, one, other)
        x.model.add_bool_or([together, ~excuse, ~inside[one.index], ~inside[other.index]])
    post.add(end - start <= limit, there, ~excuse)


def _together(problem: Problem, x: Variables, slot: Slot, one: Applicant, other: Applicant) -> Literal:
    """A literal under which a jury watches both candidats at once, in an épreuve that lets it watch several."""
    ways: list[Literal] = []
    for (mine, segment), (theirs, met) in product(_watched(problem, x, slot, one), _watched(problem, x, slot, other)):
        if mine.epreuve.id == theirs.epreuve.id and mine.epreuve.simultanes > 1:
            ways.append(x.model.new_bool_var(""))
            for literal in (segment.lit, met.lit):
                x.model.add_implication(ways[-1], literal)
            x.model.add(segment.start < met.end).only_enforce_if(ways[-1])
            x.model.add(met.start < segment.end).only_enforce_if(ways[-1])
    return x.any_literal(ways)


def _watched(problem: Problem, x: Variables, slot: Slot, applicant: Applicant) -> Iterator[tuple[Task, Segment]]:
    """When a jury would watch a candidat, and in what."""
    for unit in (problem.units[u] for u in applicant.units):
        for task in (problem.tasks[t] for t in unit.tasks):
            for segment in (s for step in task.steps if step.watched for s in x.segments(task, step)):
                yield task, replace(segment, lit=x.both(x.hears(unit, slot), segment.lit))
