"""From a session to a compiled problem, where datetimes stop; and what candidats ask of juries."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from math import ceil, comb, gcd

from tpplanner.domain.appels import poids_des_attentes
from tpplanner.domain.duties import epreuves_de, exclusions, tables_de
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Phase, Surveillance, Table
from tpplanner.domain.reglages import MINUTES_LIBRES, Niveau
from tpplanner.domain.session import Candidat, Jour, Personne, Plage, Session
from tpplanner.solver.model.problem import (
    Applicant,
    Day,
    Freedom,
    Person,
    Problem,
    Room,
    Slot,
    Span,
    Step,
    Task,
    Unit,
    minute,
)

# What candidats ask of juries, before anything is decided: minutes of work, and their weight in the quota.


def watching(problem: Problem, unit: Unit) -> int:
    """The minutes that a jury watches a chain."""
    return sum(step.minutes for t in unit.tasks for step in problem.tasks[t].steps if step.watched)


def besides(problem: Problem, applicant: Applicant) -> int:
    """What juries do at least for a candidat besides watching them: reading, corrections, deliberation, air."""
    reglages = problem.reglages
    unwatched = (problem.tasks[t] for t in applicant.tasks if not problem.tasks[t].watched)
    corrections = sum(problem.correction(t.epreuve) for t in unwatched)
    return corrections + reglages.lecture + reglages.deliberation + reglages.battement


def work_whole(problem: Problem, applicant: Applicant) -> int:
    """The minutes that a jury surely spends on a candidat whom it hears whole."""
    return sum(watching(problem, problem.units[u]) for u in applicant.units) + besides(problem, applicant)


def work_with(problem: Problem, applicant: Applicant) -> int:
    """The minutes that juries surely spend on a candidat, on any day: all if they have one chain, else the watching."""
    whole = work_whole(problem, applicant)
    return whole if len(applicant.units) == 1 else whole - besides(problem, applicant)


def around_work(problem: Problem) -> int:
    """What a jury-day lasts beside its work on candidats: accueil, clôture."""
    return problem.reglages.accueil_jury + problem.reglages.cloture


def hidden_in_break(problem: Problem) -> int:
    """The most of what a jury-day lasts that its break may hide: a battement. Presence counts it all the same."""
    return min(problem.reglages.battement, problem.reglages.pause_jury)


def most_in_a_stretch(problem: Problem) -> int:
    """The most minutes that a jury works without a rest, air before candidats left out.

    A stretch is no longer than the limit, unless it holds one candidat's passages and the deliberation alone.
    """
    n = problem.reglages.deliberation
    return max([problem.reglages.travail_continu, *(_heard_minutes(problem, a) + n for a in problem.applicants)])


def _heard_minutes(problem: Problem, applicant: Applicant) -> int:
    return sum(problem.tasks[t].minutes for u in applicant.units for t in problem.units[u].tasks)


def slack_of(problem: Problem, applicant: Applicant) -> int:
    """The most that short pauses, and what the jury does not watch, can add between a candidat's passages."""
    return MINUTES_LIBRES * sum(len(problem.units[u].tasks) for u in applicant.units)


def with_rests(problem: Problem, work: int, beside: int = 0) -> int:
    """What a jury-day of so much work lasts at least, its break left out: between stretches of it are rests.

    One of them may be the break; each hides a battement at most. `beside` the break are known to be so many.
    """
    return work + max(beside, rests_between(problem, work) - 1) * rest_in_presence(problem)


def rests_between(problem: Problem, work: int) -> int:
    """The least rests between stretches of so much work; each hides a battement at most."""
    most, air = most_in_a_stretch(problem), problem.reglages.battement
    return max(0, -(-(work - most) // (most + air)))


def latest_break(problem: Problem, day: Day) -> int:
    """The minute after which no jury's break begins: in the lunch window, or right after a phase that fills it."""
    n, (low, high) = problem.reglages.pause_jury, day.lunch
    return max(high - n, low + n - 1 + problem.longest_watched)


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
    return problem.longest_watched > window - 2 * pause + 1


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
    """What hearing a chain weighs in the quota, in minutes of the RE: a titre candidat weighs all with their first."""
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
    """The most candidats whom a membre may hear on a day: by the quota, and by what fits in where they are there."""
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


# From a session to a compiled problem: datetimes stop here.


def compile_session(
    session: Session, freedom: Freedom = Freedom.STRICT, slots_a_day: int | None = None, halves: bool = True
) -> Problem:
    """Compile a session; `slots_a_day` overrides how many composed juries a day may have."""
    return _Compiler(session, freedom, halves).problem(slots_a_day)


def unshared(problem: Problem) -> Problem:
    """The same problem where a membre sits in one jury a day: nearly always enough, and much smaller.

    A day then needs no more composed juries than its membres make at once.
    """
    least = problem.session.referentiel.membres_min
    slots: list[Slot] = []
    for day in problem.days:
        there = [
            p for p in problem.people if p.membre and p.habilite[day.index] and not away_all_day(day, p.away[day.index])
        ]
        for slot in problem.slots_of(day.index):
            if slot.given or slot.rank < len(there) // least:
                slots.append(replace(slot, index=len(slots)))
    return replace(problem, slots=tuple(slots), shared_membres=False, halves=True)


def from_the_plainest(session: Session) -> tuple[Problem, ...]:
    """A session's problems, each with more ways for a membre to sit twice a day: the last leaves none out.

    First in one jury a day, then also in a morning and an afternoon one, then in juries by turns. A plan of any is a
    plan of the session; only the last says that there is none, or none better.
    """
    free = compile_session(session, halves=False)
    if not free.shared_membres:
        return (free,)
    by_halves = compile_session(session)
    return (unshared(free), by_halves, free) if by_halves.shared_membres else (unshared(free), free)


class _Compiler:
    """Builds the tables one after the other, each from the session and those before it."""

    def __init__(self, session: Session, freedom: Freedom, halves: bool) -> None:
        self.session = session
        self.freedom = freedom
        self.strict = freedom is Freedom.STRICT
        self.halves = halves
        first = min(jour.date for jour in session.jours)
        ordered = sorted(session.jours, key=lambda jour: jour.date)
        self.days = tuple(_day(i, jour, (jour.date - first).days) for i, jour in enumerate(ordered))
        self.rooms = tuple(
            Room(i, s.id, s.usages, s.postes, dict(s.ressources), s.accessible, self._away(s.indisponibilites))
            for i, s in enumerate(session.salles)
        )
        self.off_grid = _off_grid(session)
        self.waits = poids_des_attentes(session)
        self.tasks: list[Task] = []
        self.units: list[Unit] = []

    def problem(self, slots_a_day: int | None) -> Problem:
        people = self._people()
        applicants = tuple(self._applicant(i, c) for i, c in enumerate(self.session.candidats))
        by_id = {p.id: p.index for p in people}
        index = {a.id: a.index for a in applicants}
        links = frozenset((index[e.candidat], by_id[e.membre]) for e in exclusions(self.session))
        shared = not self.strict or self._may_share(people)
        if self.strict and self.halves:
            shared = shared and self._halves_may_help(people, links)
        bare = Problem(
            session=self.session,
            freedom=self.freedom,
            days=self.days,
            applicants=applicants,
            tasks=tuple(self.tasks),
            units=tuple(self.units),
            slots=(),
            people=people,
            rooms=self.rooms,
            links=links,
            waits=self.waits,
            shared_membres=shared,
            halves=self.halves or not shared,
        )
        return replace(bare, slots=self._slots(bare, slots_a_day))

    def _away(self, plages: tuple[Plage, ...]) -> tuple[tuple[Span, ...], ...]:
        return tuple(tuple(_spans(day.date, plages)) for day in self.days)

    # People and juries

    def _people(self) -> tuple[Person, ...]:
        membres = {m.id: m for m in self.session.membres}
        others = {p.id: p for p in self.session.personnes}
        ids = list(dict.fromkeys([*membres, *others]))
        return tuple(self._person(i, id_, others.get(id_)) for i, id_ in enumerate(ids))

    def _person(self, index: int, id_: str, other: Personne | None) -> Person:
        membre = next((m for m in self.session.membres if m.id == id_), None)
        plages = (*(membre.indisponibilites if membre else ()), *(other.indisponibilites if other else ()))
        sits = membre is not None and not membre.observateur
        return Person(
            index=index,
            id=id_,
            away=self._away(plages),
            roles=frozenset(other.roles if other else ()),
            suppleant=other.suppleant if other else False,
            membre=sits,
            habilite=tuple(membre is not None and habilite(self.session, id_, day.date) for day in self.days),
            qualites=frozenset(membre.qualites if membre else ()),
        )

    def _may_share(self, people: tuple[Person, ...]) -> bool:
        """Whether a membre could sit in two juries of one day: there are others to sit with, in turn.

        Two juries of a day differ by a membre (`jurys_distincts`), so that as few membres as a jury needs make one.
        """
        if self.session.jurys:
            membres = [m for jury in self.session.jurys for m in jury.membres]
            return len(membres) > len(set(membres))
        least = self.session.referentiel.membres_min
        return any(sum(p.membre and self._able(p, day) for p in people) > least for day in self.days)

    def _halves_may_help(self, people: tuple[Person, ...], links: frozenset[tuple[int, int]]) -> bool:
        """Whether a morning and an afternoon jury of one membre are worth a search of their own (no proof).

        Without links and with membres and rooms there all day or not at all, such juries are mostly merged into one,
        with a membre-day less. Pins may ask for both, and a jury of a half-day may disturb a reference plan less.
        """
        if self.session.jurys or self.session.reference:
            return True
        sitting = {p.index for p in people if p.membre}
        absences = [p.away for p in people if p.membre]
        closures = [room.closed for room in self.rooms if USAGE_JURY in room.usages]
        partial = any(
            _away_partly(day, away)
            for spans in (*absences, *closures)
            for day, away in zip(self.days, spans, strict=True)
        )
        pinned = {frozenset(pin.membres) for pin in self.session.pins}
        tied = any(one & other for one, other in combinations(pinned, 2))
        return partial or tied or any(person in sitting for _, person in links)

    @staticmethod
    def _able(person: Person, day: Day) -> bool:
        return person.habilite[day.index] and not away_all_day(day, person.away[day.index])

    def _slots(self, problem: Problem, slots_a_day: int | None) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        people = problem.people
        least = self.session.referentiel.membres_min
        pool = tuple(p.index for p in people if p.membre)
        for day in self.days:
            if self.session.jurys:
                for rank, jury in enumerate(self.session.jurys):
                    given = tuple(p.index for p in people if p.membre and p.id in jury.membres)
                    slots.append(Slot(len(slots), day.index, rank, jury.id, given, least, len(given)))
                continue
            able = len([i for i in pool if self._able(people[i], day)] if self.strict else pool)
            turns = juries_in_turn(problem, day)
            seats = turns * (able // least) if problem.halves else turns * able // least
            most = max(least + len(self.session.referentiel.qualites), self._largest_fixed())
            sets = sum(comb(able, size) for size in range(least, most + 1))  # no two are the same (`jurys_distincts`)
            count = min(len(problem.applicants), seats, sets) if slots_a_day is None else slots_a_day
            slots += [Slot(len(slots) + k, day.index, k, "", pool, least, most) for k in range(count)]
        return tuple(slots)

    def _largest_fixed(self) -> int:
        """The most membres of a jury that is pinned or was planned before: who types it may type more than it takes."""
        counting = {m.id for m in self.session.membres if not m.observateur}
        fixed = [pin.membres for pin in self.session.pins]
        fixed += [c.membres for plan in self.session.reference for c in plan.compositions]
        return max((len(counting.intersection(membres)) for membres in fixed), default=0)

    # Candidats and what they pass

    def _applicant(self, index: int, fiche: Candidat) -> Applicant:
        dues = epreuves_de(self.session.referentiel, fiche)
        chains = self._chains(fiche, dues)
        unit_of = {e.id: len(self.units) + i for i, chain in enumerate(chains) for e in chain}
        first = len(self.tasks)
        for epreuve in dues:
            unit = unit_of.get(epreuve.id, -1)
            rank = next((chain.index(epreuve) for chain in chains if epreuve in chain), 0)
            self.tasks.append(self._task(index, fiche, epreuve, unit, rank))
        mine = tuple(range(first, len(self.tasks)))
        units = tuple(self._unit(index, chain, mine) for chain in chains)
        titre = self.session.referentiel.titre.minutes_jury
        return Applicant(
            index=index,
            id=fiche.id,
            fiche=fiche,
            tasks=mine,
            units=units,
            away=self._away(fiche.indisponibilites),
            weight=titre if fiche.titre else 0,
            wait_weight=self.waits.poids[fiche.id],
        )

    def _chains(self, fiche: Candidat, dues: tuple[Epreuve, ...]) -> list[tuple[Epreuve, ...]]:
        """The chains of a candidat: what one table has before the jury, cut at épreuves apart and at day links.

        Where nothing says in which order they come, and it may matter, each is a chain of its own.
        """
        if not (self.strict and self.session.reglages.enchainer):
            return [(e,) for e in dues if e.devant_jury]
        chains: list[list[Epreuve]] = []
        for table in self._tables(fiche, dues):
            current: list[Epreuve] = []
            watched = [e for e in table if e.devant_jury]
            if not self._in_one_order(fiche, watched, dues):
                chains += [[epreuve] for epreuve in watched]
                continue
            on_one_day: set[str] = set()
            for epreuve in watched:
                apart = epreuve.separee or epreuve.simultanes > 1
                cut = not epreuve.separee and any(n > 0 and before in on_one_day for before, n in epreuve.jours_min)
                on_one_day = {*(() if cut else on_one_day), *(() if epreuve.separee else (epreuve.id,))}
                if apart or cut or not current:
                    current = [epreuve]
                    chains.append(current)
                else:
                    current.append(epreuve)
                if apart:
                    current = []
        return [tuple(chain) for chain in chains]

    def _in_one_order(self, fiche: Candidat, watched: list[Epreuve], dues: tuple[Epreuve, ...]) -> bool:
        """Whether a chain may keep the order of its table: links ask for it, or any order takes the same of a jury."""
        linked = [e for e in watched if not (e.separee or e.simultanes > 1)]
        if all(_oral(e) and not self._is_pinned(fiche, e) for e in linked):
            return True
        before: dict[str, set[str]] = {}
        for epreuve in dues:
            known = {*epreuve.apres, *epreuve.aussitot_apres, *(avant for avant, _ in epreuve.jours_min)}
            before[epreuve.id] = known.union(*(before.get(avant, set()) for avant in known))
        final = self.session.referentiel.entretien_final
        return all(one.id in before[other.id] or other.id == final for one, other in combinations(linked, 2))

    def _is_pinned(self, fiche: Candidat, epreuve: Epreuve) -> bool:
        return (("" if epreuve.collective else fiche.id), epreuve.id) in self.off_grid

    def _tables(self, fiche: Candidat, dues: tuple[Epreuve, ...]) -> list[list[Epreuve]]:
        tables: list[Table] = list(tables_de(self.session.referentiel, fiche))
        grouped = [[e for e in dues if e in table.epreuves] for table in tables]
        rest = [e for e in dues if not any(e in group for group in grouped)]
        return [*grouped, rest] if rest else grouped

    def _task(self, candidat: int, fiche: Candidat, epreuve: Epreuve, unit: int, rank: int) -> Task:
        steps: list[Step] = []
        offset = 0
        for i, phase in enumerate(epreuve.phases):
            minutes = ceil(phase.minutes * (1 + fiche.majoration(epreuve.nature)))
            steps.append(self._step(fiche, phase, i, minutes, offset))
            offset += minutes
        pinned = self._is_pinned(fiche, epreuve)
        return Task(
            index=len(self.tasks),
            candidat=candidat,
            epreuve=epreuve,
            steps=tuple(steps),
            minutes=offset,
            unit=unit,
            rank=rank,
            on_grid=self.strict and not pinned and rank == 0 and not epreuve.aussitot_apres,
            pinned=pinned,
        )

    def _step(self, fiche: Candidat, phase: Phase, index: int, minutes: int, offset: int) -> Step:
        rooms = tuple(
            room.index
            for room in self.rooms
            if not self.strict or (phase.usage in room.usages and (room.accessible or not fiche.salle_accessible))
        )
        in_jury_room = phase.usage == USAGE_JURY
        return Step(
            index=index,
            minutes=minutes,
            offset=offset,
            watched=phase.presence is Surveillance.JURY,
            surveilled=phase.presence is Surveillance.SURVEILLANT,
            in_jury_room=in_jury_room,
            shared=phase.partagee,
            rooms=() if in_jury_room else rooms,
        )

    def _unit(self, candidat: int, chain: tuple[Epreuve, ...], tasks: tuple[int, ...]) -> int:
        members = tuple(t for epreuve in chain for t in tasks if self.tasks[t].epreuve == epreuve)
        index = len(self.units)
        apart = any(e.separee or e.simultanes > 1 for e in chain)
        rigid = self.strict and all(_contiguous(self.tasks[t]) for t in members)
        self.units.append(Unit(index, candidat, members, rigid, alone=not apart))
        return index


def _off_grid(session: Session) -> set[tuple[str, str]]:
    """(candidat, épreuve) of what may begin at any minute; of a collective épreuve nobody's name.

    What is pinned; and where the reference plan has a passage off the grid, or beside a gap of its chain.
    """
    held = {(pin.candidat, pin.epreuve) for pin in session.pins}
    near = timedelta(minutes=session.reglages.courte_pause)
    for plan in session.reference:
        for passage in plan.passages:
            siennes = [p for p in plan.du_candidat(passage.candidat) if p.jour == passage.jour]
            gaps = (gap for p in siennes for gap in (passage.debut - p.fin, p.debut - passage.fin))
            follows = any(p.fin == passage.debut for p in siennes)
            on_grid = follows or minute(passage.debut) % session.reglages.pas == 0
            if not on_grid or (passage.suivies and any(timedelta() < gap <= near for gap in gaps)):
                held.add((passage.candidat, passage.epreuve))
    collective = {e.id for e in session.referentiel.epreuves() if e.collective}
    return held | {("", epreuve) for _, epreuve in held if epreuve in collective}


def _contiguous(task: Task) -> bool:
    """Whether nothing is lost by letting the next passage of the chain follow it at once.

    True of an oral watched from end to end in the jury's room: bringing the rest of the chain forward only frees the
    jury, the room and the candidat earlier. Pins, comédiens, midday cuts and corrections inside a chain keep it open.
    """
    return _oral(task.epreuve) and not task.pinned


def _oral(epreuve: Epreuve) -> bool:
    """Whether it takes nothing but the jury in its room, from end to end."""
    watched = all(p.presence is Surveillance.JURY and p.usage == USAGE_JURY for p in epreuve.phases)
    return watched and not (epreuve.comedien or epreuve.coupure_midi or epreuve.collective or epreuve.plis)


def _day(index: int, jour: Jour, offset: int) -> Day:
    lunch = (minute(jour.pause_debut), minute(jour.pause_fin))
    return Day(index, jour.date, offset, minute(jour.ouverture), minute(jour.fin), minute(jour.accueil), lunch)


def _spans(day: date, plages: tuple[Plage, ...]) -> list[Span]:
    """What those stretches take of a day, merged and sorted."""
    start = datetime.combine(day, time())
    end = start + timedelta(days=1)
    cut = sorted((max(p.debut, start), min(p.fin, end)) for p in plages if p.debut < end and start < p.fin)
    merged: list[Span] = []
    for debut, fin in ((_minutes(start, d), _minutes(start, f)) for d, f in cut):
        if merged and debut <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], fin))
        else:
            merged.append((debut, fin))
    return merged


def _minutes(start: datetime, moment: datetime) -> int:
    return int((moment - start).total_seconds()) // 60


def _away_partly(day: Day, away: tuple[Span, ...]) -> bool:
    """Whether somebody is away for a part of the day's opening hours."""
    return any(debut < day.close and day.open < fin for debut, fin in away) and not away_all_day(day, away)


def away_all_day(day: Day, away: tuple[Span, ...]) -> bool:
    """Whether somebody is away for the whole of the day's opening hours."""
    return any(debut <= day.open and day.close <= fin for debut, fin in away)


def habilite(session: Session, membre: str, jour: date) -> bool:
    """Whether a membre has a habilitation for the session's titre and millésime, valid that day.

    In the year after the titre's end, a habilitation that ran to that end still serves (the reader warns).
    """
    expiration = session.referentiel.expiration
    return any(
        h.vaut_pour(session.referentiel) and (h.fin is None or h.fin >= jour or _extra_year(expiration, h.fin, jour))
        for h in session.membre(membre).habilitations
    )


def _extra_year(expiration: date | None, fin: date, jour: date) -> bool:
    if expiration is None or fin < expiration or jour <= expiration:
        return False
    last = date(
        expiration.year + 1, expiration.month, min(expiration.day, 28) if expiration.month == 2 else expiration.day
    )
    return jour <= last
