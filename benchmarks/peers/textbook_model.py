"""The variables and rules of the textbook model. Moments are minutes over the horizon: ``DAY * day + minute``."""

from collections.abc import Callable, Iterable
from itertools import pairwise

from ortools.sat.python import cp_model

from benchmarks.peers.completion import Hearing, Sitting, complete
from benchmarks.peers.question import Block, Paper, Question
from benchmarks.peers.stream import Found
from benchmarks.peers.teams import absences, must_sit, sitting_sizes, useful_slots
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, MINUTES_LIBRES
from tpplanner.domain.session import Role, cle
from tpplanner.solver.model.problem import DAY, Applicant, Day, Slot, Step, Task

RESTS = 2
"""How many breaks, lunch among them, may cut a jury's day."""

Var = cp_model.IntVar
Interval = cp_model.IntervalVar


class Model:
    """The whole model but for the objective."""

    def __init__(self, question: Question) -> None:
        self.q = question
        self.r = question.reglages
        self.model = cp_model.CpModel()
        self.horizon = DAY * len(question.days)
        self.slots = [slot for day in question.days for slot in useful_slots(question, day)]
        self._passages()
        self._days()
        self._juries()
        for slot in self.slots:
            self._jury_day(slot)
        self._membres()
        self._rooms()
        self._candidats()

    def bool(self) -> Var:
        """A fresh literal."""
        return self.model.new_bool_var("")

    def moment(self) -> Var:
        """A fresh moment of the horizon."""
        return self.model.new_int_var(0, self.horizon, "")

    # When candidats pass

    def _passages(self) -> None:
        """A start for each task, on the grid where nothing fixes it; one for all who sit a collective épreuve."""
        self.start: dict[int, Var] = {}
        self.interval: dict[int, Interval] = {}
        together: dict[str, Var] = {}
        for task in self.q.problem.tasks:
            values = [(DAY * d.index + a, DAY * d.index + b) for d in self.q.days for a, b in self.q.windows(task, d)]
            start = self.model.new_int_var_from_domain(cp_model.Domain.from_intervals([list(v) for v in values]), "")
            self.start[task.index] = start
            self.interval[task.index] = self.model.new_fixed_size_interval_var(start, task.minutes, "")
            if task.on_grid:
                ticks = self.model.new_int_var(0, self.horizon // self.r.pas, "")
                self.model.add(start == self.r.pas * ticks)
            if task.epreuve.collective:
                self.model.add(start == together.setdefault(task.epreuve.id, start))
        for block in self.q.blocks:
            self._chain(block)

    def _chain(self, block: Block) -> None:
        """Orals in order, a short pause at most between them; what the order links ask of papers."""
        wait = self.r.courte_pause if self.r.enchainer else DAY
        tasks = [task for task, _ in block.orals]
        for before, after in pairwise(tasks):
            end = self.start[before.index] + before.minutes
            self.model.add(self.start[after.index] >= end)
            close = before.epreuve.id in after.epreuve.aussitot_apres
            self.model.add(self.start[after.index] <= end + (self.r.courte_pause if close else wait))
        mine = [*block.papers, *tasks]
        for first in mine:
            for second in (t for t in mine if first.epreuve.id in t.epreuve.apres):
                self.model.add(self.start[second.index] >= self.start[first.index] + first.minutes)
        if tasks and tasks[-1].epreuve.id == self.q.session.referentiel.entretien_final:
            for paper in block.papers:
                self.model.add(self.start[tasks[-1].index] >= self.start[paper.index] + paper.minutes)

    def _days(self) -> None:
        """On which day each task is, which days are used and which is the first: the accueil is longer then."""
        self.on: dict[tuple[int, int], Var] = {}
        self.day_used = [self.bool() for _ in self.q.days]
        first = [self.bool() for _ in self.q.days]
        for i, used in enumerate(self.day_used):
            self.model.add_bool_or([used.negated(), *first[: i + 1]])
            self.model.add_implication(first[i], used)
        self.model.add_exactly_one(first)
        for task in self.q.problem.tasks:
            start = self.start[task.index]
            for day in self.q.days:
                on = self.on[task.index, day.index] = self.bool()
                self.model.add(start >= DAY * day.index).only_enforce_if(on)
                self.model.add(start < DAY * (day.index + 1)).only_enforce_if(on)
                self.model.add_implication(on, self.day_used[day.index])
                later = DAY * day.index + day.accueil
                self.model.add(start >= later + self.r.accueil_autres_jours).only_enforce_if(on)
                self.model.add(start >= later + self.r.accueil).only_enforce_if([on, first[day.index]])
            self.model.add_exactly_one(self.on[task.index, day.index] for day in self.q.days)
        for day in self.q.days:
            something = [self.on[task.index, day.index] for task in self.q.problem.tasks]
            self.model.add_bool_or([self.day_used[day.index].negated(), *something])

    # Juries

    def _juries(self) -> None:
        self.hears = {(b.applicant.index, s.index): self.bool() for b in self.q.blocks for s in self.slots}
        self.used = {s.index: self.bool() for s in self.slots}
        self.accueil = {s.index: self._of_day(s) for s in self.slots}
        self.end = {s.index: self._of_day(s) for s in self.slots}
        self.lunch = {s.index: self.model.new_int_var(*self._lunches(s), "") for s in self.slots}
        self.lecture = {b.applicant.index: self.moment() for b in self.q.blocks}
        self.correction = {task.index: self.moment() for b in self.q.blocks for task, _ in b.corrections}
        for block in self.q.blocks:
            self._work(block)
            a = block.applicant.index
            self.model.add_exactly_one(self.hears[a, s.index] for s in self.slots)
            for slot in self.slots:
                self.model.add_implication(self.hears[a, slot.index], self.used[slot.index])
                for task, _ in block.orals:
                    self.model.add_implication(self.hears[a, slot.index], self.on[task.index, slot.day])
        for slot in self.slots:
            heard = [self.hears[b.applicant.index, slot.index] for b in self.q.blocks]
            self.model.add_bool_or([self.used[slot.index].negated(), *heard])
            if self.q.quota is not None:
                scale = self.q.session.referentiel.titre.minutes_jury or 1
                loads = [int(b.weight * scale) * h for b, h in zip(self.q.blocks, heard, strict=True)]
                self.model.add(sum(loads) <= self.q.quota * scale * self.used[slot.index])
        for one, other in pairwise(self.slots):
            if one.day == other.day and not one.given:
                self.model.add_implication(self.used[other.index], self.used[one.index])

    def _of_day(self, slot: Slot) -> Var:
        """A moment of a jury's own day."""
        day = self.q.days[slot.day]
        return self.model.new_int_var(DAY * slot.day + day.open, DAY * slot.day + day.close, "")

    def _lunches(self, slot: Slot) -> tuple[int, int]:
        """The first and the last moment at which its lunch may begin."""
        low, high = self.q.days[slot.day].lunch
        return DAY * slot.day + low, DAY * slot.day + high - self.r.pause_jury

    def work_on(self, block: Block) -> int:
        """The minutes that a jury spends on a candidat: changeover, reading, corrections, orals, deliberation."""
        return self.r.battement + self.r.lecture + block.correcting + block.minutes + self.r.deliberation

    def changeovers(self, slot: Slot) -> list[Interval]:
        """The changeover before each candidat whom a jury hears."""
        n = self.r.battement
        starts = ((b.applicant.index, self.start[b.orals[0][0].index] - n) for b in self.q.blocks)
        new = self.model.new_optional_fixed_size_interval_var
        return [new(start, n, self.hears[a, slot.index], "") for a, start in starts]

    def _work(self, block: Block) -> None:
        """A candidat's file is read, and what he wrote corrected, before he enters, with the changeover between."""
        entry = self.start[block.orals[0][0].index] - self.r.battement
        self.model.add(self.lecture[block.applicant.index] + self.r.lecture <= entry)
        for task, length in block.corrections:
            self.model.add(self.correction[task.index] >= self.start[task.index] + task.minutes)
            self.model.add(self.correction[task.index] + length <= entry)

    def _jury_day(self, slot: Slot) -> None:
        """One thing at a time between accueil and clôture, lunch but for that, never too long without a break."""
        used, begins, ends = self.used[slot.index], self.accueil[slot.index], self.end[slot.index]
        day = self.q.days[slot.day]
        low = DAY * slot.day
        self.model.add(begins >= low + day.open).only_enforce_if(used)
        self.model.add(ends <= low + day.close).only_enforce_if(used)
        self.model.add(ends == begins).only_enforce_if(used.negated())
        closing = self.model.new_optional_fixed_size_interval_var(ends - self.r.cloture, self.r.cloture, used, "")
        works = [
            closing,
            self.model.new_optional_fixed_size_interval_var(begins, self.r.accueil_jury, used, ""),
            *(work for block in self.q.blocks for work in self._works(block, slot)),
        ]
        self.model.add_no_overlap([*works, *(self._seen(b, slot, self.r.battement) for b in self.q.blocks)])
        things = [*works, *(self._seen(block, slot, 0) for block in self.q.blocks)]
        lunch, n = self.lunch[slot.index], self.r.pause_jury
        self.model.add(lunch >= low + day.lunch[0]).only_enforce_if(used)
        self.model.add(lunch + n <= low + day.lunch[1]).only_enforce_if(used)
        eating = self.model.new_optional_fixed_size_interval_var(lunch, n, used, "")
        self.model.add_no_overlap([*(thing for thing in things if thing is not closing), eating])
        self._rests(slot, things)

    def _seen(self, block: Block, slot: Slot, changeover: int) -> Interval:
        """From his entry, or the changeover before it (perhaps a part of lunch), to the end of his deliberation."""
        first, last = block.orals[0][0], block.orals[-1][0]
        there = self.hears[block.applicant.index, slot.index]
        before = self.start[first.index] - changeover
        after = self.start[last.index] + last.minutes + self.r.deliberation
        self.model.add(after <= self.end[slot.index] - self.r.cloture).only_enforce_if(there)
        return self.model.new_optional_interval_var(before, self.model.new_int_var(0, DAY, ""), after, there, "")

    def _works(self, block: Block, slot: Slot) -> list[Interval]:
        """What the jury does about a candidat by itself, if it hears him."""
        there = self.hears[block.applicant.index, slot.index]
        works = [(self.lecture[block.applicant.index], self.r.lecture)]
        works += [(self.correction[task.index], length) for task, length in block.corrections]
        for start, _ in works:
            self.model.add(start >= self.accueil[slot.index] + self.r.accueil_jury).only_enforce_if(there)
        return [self.model.new_optional_fixed_size_interval_var(s, n, there, "") for s, n in works]

    def _rests(self, slot: Slot, things: list[Interval]) -> None:
        """Stretches between breaks of twenty free minutes or more are within the limit, accueil and clôture left out.

        That one candidat may take longer is not said.
        """
        limit, used = self.r.travail_continu, self.used[slot.index]
        reached = self.accueil[slot.index] + self.r.accueil_jury
        for _ in range(RESTS):
            start, size, end, taken = self.moment(), self.moment(), self.moment(), self.bool()
            self.model.add(size >= MINUTES_LIBRES).only_enforce_if(taken)
            self.model.add(start == reached).only_enforce_if(taken.negated())
            self.model.add(end == reached).only_enforce_if(taken.negated())
            self.model.add(start - reached <= limit).only_enforce_if(used)
            self.model.add_no_overlap([*things, self.model.new_optional_interval_var(start, size, end, taken, "")])
            reached = end
        self.model.add(self.end[slot.index] - self.r.cloture - reached <= limit).only_enforce_if(used)

    # Membres

    def _membres(self) -> None:
        people = self.q.problem.people
        self.sits = {(p, s.index): self.bool() for s in self.slots for p in s.pool}
        for slot in self.slots:
            used, day = self.used[slot.index], self.q.days[slot.day]
            least = self.q.session.referentiel.membres_min
            most = len(slot.pool) if slot.given else sitting_sizes(self.q)[-1]
            sitting = [self.sits[p, slot.index] for p in slot.pool]
            self.model.add(sum(sitting) >= least).only_enforce_if(used)
            self.model.add(sum(sitting) <= most * used)
            for quality in self.q.session.referentiel.qualites:
                able = [self.sits[p, slot.index] for p in slot.pool if cle(quality) in map(cle, people[p].qualites)]
                self.model.add_bool_or([used.negated(), *able])
            for p in must_sit(self.q, slot):
                self.model.add_implication(used, self.sits[p, slot.index])
            for p in slot.pool:
                sits = self.sits[p, slot.index]
                if not people[p].habilite[slot.day]:
                    self.model.add(sits == 0)
                self._apart(slot, absences(self.q, people[p], day), sits)
                for block in (b for b in self.q.blocks if p in b.linked):
                    self.model.add_implication(sits, self.hears[block.applicant.index, slot.index].negated())
        for day in self.q.days:
            for person in people:
                self.model.add_at_most_one(
                    self.sits[person.index, s.index]
                    for s in self.slots
                    if s.day == day.index and person.index in s.pool
                )

    def _apart(self, slot: Slot, spans: Iterable[tuple[int, int]], there: Var) -> None:
        """The jury's day does not touch those minutes, if `there`."""
        for start, end in spans:
            before = self.bool()
            low = DAY * slot.day
            self.model.add(self.end[slot.index] <= low + start).only_enforce_if([there, before])
            self.model.add(self.accueil[slot.index] >= low + end).only_enforce_if([there, before.negated()])

    # Rooms

    def _rooms(self) -> None:
        self.jury_room = {(s.index, r.index): self.bool() for s in self.slots for r in self.q.jury_rooms}
        self.stays: dict[int, list[tuple[Interval, int]]] = {r.index: [] for r in self.q.problem.rooms}
        self._jury_rooms()
        self.in_room: dict[tuple[int, int, int], Var] = {}
        for task in self.q.problem.tasks:
            for step in (s for s in task.steps if not s.in_jury_room):
                self._step_room(task, step)
        for room in self.q.problem.rooms:
            for day, spans in zip(self.q.days, room.closed, strict=True):
                for start, end in spans:
                    closed = self.model.new_fixed_size_interval_var(DAY * day.index + start, end - start, "")
                    self.stays[room.index].append((closed, max(1, room.posts)))
            intervals, demands = zip(*self.stays[room.index], strict=True) if self.stays[room.index] else ((), ())
            self.model.add_cumulative(intervals, demands, max(1, room.posts))
        self._surveillants()

    def _jury_rooms(self) -> None:
        for slot in self.slots:
            literals = [self.jury_room[slot.index, room.index] for room in self.q.jury_rooms]
            self.model.add(sum(literals) == self.used[slot.index])
            size = self.model.new_int_var(0, DAY, "")
            for room, there in zip(self.q.jury_rooms, literals, strict=True):
                begins, ends = self.accueil[slot.index], self.end[slot.index]
                stay = self.model.new_optional_interval_var(begins, size, ends, there, "")
                self.stays[room.index].append((stay, max(1, room.posts)))
                for block in self.q.blocks if not room.accessible else ():
                    if block.applicant.fiche.salle_accessible:
                        self.model.add_implication(self.hears[block.applicant.index, slot.index], there.negated())

    def _step_room(self, task: Task, step: Step) -> None:
        """One room of its kind for a phase; all its posts for who sits apart or where phases are not on posts."""
        start = self.start[task.index] + step.offset
        apart = not step.shared or (not step.watched and self._fiche(task).salle_a_part)
        for r in step.rooms:
            there = self.in_room[task.index, step.index, r] = self.bool()
            stay = self.model.new_optional_fixed_size_interval_var(start, step.minutes, there, "")
            self.stays[r].append((stay, max(1, self.q.problem.rooms[r].posts) if apart else 1))
        self.model.add_exactly_one(self.in_room[task.index, step.index, r] for r in step.rooms)

    def _fiche(self, task: Task) -> Applicant:
        return self.q.problem.applicants[task.candidat].fiche

    def _surveillants(self) -> None:
        """No more rooms under surveillance at once than surveillants."""
        many = sum(Role.SURVEILLANT in p.roles for p in self.q.problem.people)
        watched: list[Interval] = []
        groups: dict[tuple[str, int], list[tuple[Task, Step]]] = {}
        for task in self.q.problem.tasks:
            for step in (s for s in task.steps if s.surveilled and not s.in_jury_room):
                group = (task.epreuve.id, -1) if task.epreuve.collective else (task.epreuve.id, task.index)
                groups.setdefault(group, []).append((task, step))
        for sitters in groups.values():
            longest, step = max(sitters, key=lambda s: s[1].minutes)
            for r in sorted({r for _, s in sitters for r in s.rooms}):
                opened = self.bool()
                for task, s in sitters:
                    if r in s.rooms:
                        self.model.add_implication(self.in_room[task.index, s.index, r], opened)
                start = self.start[longest.index] + step.offset
                watched.append(self.model.new_optional_fixed_size_interval_var(start, step.minutes, opened, ""))
        if many and watched:
            self.model.add_cumulative(watched, [1] * len(watched), many)

    # Candidats' own time

    def _candidats(self) -> None:
        self.active: dict[tuple[int, int], Var] = {}
        self.candidat_lunch: dict[tuple[int, int], Var] = {}
        for applicant in self.q.problem.applicants:
            tasks = [self.q.problem.tasks[t] for t in applicant.tasks]
            meals = [self._meal(applicant, tasks, day) for day in self.q.days]
            passing = [*(self.interval[t.index] for t in tasks), *(self._plis(t) for t in tasks if t.epreuve.sous_plis)]
            self.model.add_no_overlap([*passing, *meals])
            for day in self.q.days:
                for start, end in applicant.away[day.index]:
                    absent = self.model.new_fixed_size_interval_var(DAY * day.index + start, end - start, "")
                    self.model.add_no_overlap([absent, *passing])

    def _plis(self, task: Task) -> Interval:
        """The minutes in which the plis of a paper are opened in front of him."""
        n = self.r.plis
        return self.model.new_fixed_size_interval_var(self.start[task.index] - n, n, "")

    def _meal(self, applicant: Applicant, tasks: list[Task], day: Day) -> Interval:
        """His break on a day when he comes: in his window, or at the end of the passage that fills it."""
        active = self.active[applicant.index, day.index] = self.bool()
        for task in tasks:
            self.model.add_implication(self.on[task.index, day.index], active)
        n, base = self.r.pause_candidat, DAY * day.index
        low, high = base + day.lunch[0] - AVANCE_PAUSE_CANDIDAT, base + day.lunch[1]
        start = self.candidat_lunch[applicant.index, day.index] = self.moment()
        places = [self.bool()]
        self.model.add(start >= low).only_enforce_if(places[0])
        self.model.add(start + n <= high).only_enforce_if(places[0])
        for task in (t for t in tasks if t.minutes > high - low - 2 * n + 1):
            after = self.bool()
            places.append(after)
            end = self.start[task.index] + task.minutes
            self.model.add_implication(after, self.on[task.index, day.index])
            self.model.add(self.start[task.index] < low + n).only_enforce_if(after)
            self.model.add(end > high - n).only_enforce_if(after)
            self.model.add(start == end).only_enforce_if(after)
        self.model.add_bool_or([active.negated(), *places])
        return self.model.new_optional_fixed_size_interval_var(start, n, active, "")

    # What a solution decides

    def decided(self, value: Callable[[Var], int]) -> Found:
        """The plan of a solution, made when it is called; every value is read now."""
        papers = tuple(self._paper(task, value) for task in self.q.problem.tasks if not task.watched)
        sittings = tuple(self._sitting(slot, value) for slot in self.slots if value(self.used[slot.index]))
        return lambda: complete(self.q, papers, sittings)

    def _paper(self, task: Task, value: Callable[[Var], int]) -> Paper:
        day, start = divmod(value(self.start[task.index]), DAY)
        rooms = tuple(next(r for r in s.rooms if value(self.in_room[task.index, s.index, r])) for s in task.steps)
        return Paper(task, day, start, rooms)

    def _sitting(self, slot: Slot, value: Callable[[Var], int]) -> Sitting:
        membres = tuple(p for p in slot.pool if value(self.sits[p, slot.index]))
        heard = [b for b in self.q.blocks if value(self.hears[b.applicant.index, slot.index])]
        room = next(r.index for r in self.q.jury_rooms if value(self.jury_room[slot.index, r.index]))
        span = (value(self.accueil[slot.index]) % DAY, value(self.end[slot.index]) % DAY)
        return Sitting(slot.day, membres, tuple(self._hearing(b, value) for b in heard), slot.given, room, span)

    def _hearing(self, block: Block, value: Callable[[Var], int]) -> Hearing:
        starts = tuple(value(self.start[task.index]) % DAY for task, _ in block.orals)
        corrections = tuple(value(self.correction[task.index]) % DAY for task, _ in block.corrections)
        return Hearing(block, starts[0], value(self.lecture[block.applicant.index]) % DAY, corrections, starts)
