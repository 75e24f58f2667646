"""The model in PyJobShop's words. Moments are minutes over the horizon: ``DAY * day + minute``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import pyjobshop
from ortools.sat.python import cp_model
from pyjobshop import Mode, Task
from pyjobshop.ProblemData import Break
from pyjobshop.solvers.ortools import CPModel

from benchmarks.peers.completion import Sitting, complete, packed
from benchmarks.peers.offer import Offer
from benchmarks.peers.question import Block, Question
from benchmarks.peers.stream import Found
from benchmarks.peers.teams import Team, alternatives
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.solver.model.problem import DAY, Day

TEAMS_A_DAY = 12
"""How many pairs are offered a day, if the session has no more membres than that."""

PRESENCE = 1_000
"""What a minute of a jury costs, in minutes of a candidat."""

WORKERS = 2


@dataclass(frozen=True, slots=True)
class _Desk:
    """A jury that may sit on a day: its machine and its own tasks."""

    team: Team
    machine: pyjobshop.Machine
    places: pyjobshop.Consumable | None
    accueil: Task
    cloture: Task
    opening: Mode


class Model:
    """The whole model."""

    def __init__(self, question: Question) -> None:
        self.q = question
        self.r = question.reglages
        self.offer = Offer(question)
        self.model = pyjobshop.Model()
        self.free = self.model.add_renewable(0)
        self.presence = PRESENCE * question.problem.waits.unite
        self.desks: list[_Desk] = []
        self.blocks: dict[tuple[int, int], Task] = {}
        self.lectures: dict[tuple[int, int], Task] = {}
        for day in question.days:
            self._desks(day)
        self.stays: dict[int, list[tuple[Task, int]]] = {}
        self._rooms()
        for block in question.blocks:
            self._candidat(block)
        self.model.set_objective(weight_tardy_jobs=self._weight(), weight_total_flow_time=1, weight_total_earliness=2)

    def _weight(self) -> int:
        """Of one called membre over all the minutes of juries."""
        return self.presence * (1 + 2 * sum(d.close - d.open for d in self.q.days) * max(1, len(self.q.blocks)))

    def _cut(self, day: Day, span: tuple[int, int]) -> list[Break]:
        """All of the horizon but a stretch of a day."""
        low, high = DAY * day.index + span[0], DAY * day.index + span[1]
        return [b for b in ((0, low), (high, DAY * len(self.q.days))) if b[0] < b[1]]

    # Juries

    def _desks(self, day: Day) -> None:
        base = DAY * day.index
        used = self._marker(base, weight=int(all(paper.day != day.index for paper in self.offer.papers)))
        rooms = self.model.add_renewable(self.q.open_jury_rooms(day))
        most = max(TEAMS_A_DAY, len(self.q.problem.people) // 2)
        teams = alternatives(self.q, day, most)
        membres = {m: self.model.add_machine() for t in teams for m in t.membres}
        for team in teams:
            called = self._marker(base, [*(membres[m] for m in team.membres), rooms], weight=10 * len(team.membres))
            self._desk(day, team, [called, used])

    def _marker(self, moment: int, resources: Sequence[object] = (), weight: int = 0) -> Mode:
        """The mode of an optional minute of work whose job is late, and so costs its weight, if selected."""
        job = self.model.add_job(weight=weight, release_date=moment, due_date=moment)
        task = self.model.add_task(job=job, earliest_start=moment, latest_start=moment, optional=True)
        chosen = list(resources) or [self.free]
        demands = [int(isinstance(r, pyjobshop.Renewable) and r is not self.free) for r in chosen]
        return self.model.add_mode(task, chosen, 1, demands)

    def _desk(self, day: Day, team: Team, paid: list[Mode]) -> None:
        """Accueil, lunch, clôture and the second break of a jury; they stand or fall with what is paid for it."""
        m, r, base = self.model, self.r, DAY * day.index
        machine = m.add_machine(self._cut(day, team.span))
        opens, closes = base + day.open, base + day.close
        accueil = m.add_task(job=m.add_job(self.presence, opens, due_date=closes), optional=True)
        cloture = m.add_task(job=m.add_job(self.presence, opens, due_date=opens), latest_end=closes, optional=True)
        lunch = self._lunch(machine, accueil, team, day)
        opening = m.add_mode(accueil, machine, r.accueil_jury)
        m.add_mode(cloture, machine, r.cloture)
        m.add_select_all_or_none([accueil, lunch, cloture])
        for mode in paid:
            m.add_mode_dependency(opening, [mode])
        m.add_start_before_start(lunch, accueil, -r.travail_continu - r.accueil_jury)
        self._second_break(machine, accueil, lunch, cloture)
        places = None
        if self.q.quota is not None:
            places = m.add_consumable(self.q.quota * self._scale())
        self.desks.append(_Desk(team, machine, places, accueil, cloture, opening))

    def _lunch(self, machine: pyjobshop.Machine, accueil: Task, team: Team, day: Day) -> Task:
        """Lunch is on the jury's machine, but for those who come after or leave before: nothing, as they come."""
        m, n, base = self.model, self.r.pause_jury, DAY * day.index
        if team.span[0] >= day.lunch[0] + n or team.span[1] <= day.lunch[1] - n:
            nothing = m.add_task(optional=True)
            m.add_mode(nothing, self.free, 0)
            m.add_start_at_start(nothing, accueil)
            return nothing
        lunch = m.add_task(earliest_start=base + day.lunch[0], latest_end=base + day.lunch[1], optional=True)
        m.add_mode(lunch, machine, n)
        return lunch

    def _scale(self) -> int:
        return self.q.session.referentiel.titre.minutes_jury or 1

    def _second_break(self, machine: pyjobshop.Machine, accueil: Task, lunch: Task, cloture: Task) -> None:
        """After lunch, either the clôture is near enough, or twenty minutes of rest are."""
        m, limit, closing = self.model, self.r.travail_continu, self.r.travail_continu + self.r.cloture
        rest, none = m.add_task(optional=True), m.add_task(optional=True)
        m.add_mode(rest, machine, MINUTES_LIBRES)
        m.add_mode(none, self.free, 0)
        m.add_select_exactly_one([rest, none], accueil)
        m.add_start_at_end(none, lunch)
        m.add_end_before_end(cloture, none, -closing)
        m.add_end_before_start(lunch, rest)
        m.add_start_before_end(rest, lunch, -limit)
        m.add_end_before_end(cloture, rest, -closing)

    # Rooms with posts

    def _rooms(self) -> None:
        """Each stay of a candidat on a post is a task, tied to his block wherever that is."""
        for (rooms, shared), stays in self.offer.kinds_of_rooms().items():
            posts = self.model.add_renewable(self.q.posts(rooms, shared=shared))
            self._closed(posts, rooms, shared=shared)
            for block, offset, minutes in stays:
                task = self.model.add_task()
                self.model.add_mode(task, posts, minutes, 1)
                self.stays.setdefault(block.applicant.index, []).append((task, offset))

    def _closed(self, posts: pyjobshop.Renewable, rooms: tuple[int, ...], *, shared: bool) -> None:
        """A closed room's posts are taken."""
        for room in rooms:
            for day, spans in zip(self.q.days, self.q.problem.rooms[room].closed, strict=True):
                for start, end in spans:
                    moment = DAY * day.index + start
                    task = self.model.add_task(earliest_start=moment, latest_start=moment)
                    self.model.add_mode(task, posts, end - start, self.q.posts((room,), shared=shared))

    # Candidats

    def _candidat(self, block: Block) -> None:
        """One block before one jury, begun at a minute that suits the candidat, his file read before."""
        a, m, r = block.applicant.index, self.model, self.r
        before = block.correcting + r.battement
        door = m.add_task()
        m.add_mode(door, m.add_machine(self._shut(block)), 1)
        own = self._own_time(block)
        choices = []
        for k, desk in enumerate(self.desks):
            if not desk.team.may_hear(block) or not self.offer.entries[a, desk.team.day]:
                continue
            task, reading = m.add_task(job=own, optional=True), m.add_task(optional=True)
            length = before + block.minutes + r.deliberation
            resources, demands = [desk.machine], [0]
            if desk.places is not None:
                resources.append(desk.places)
                demands.append(int(block.weight * self._scale()))
            mode = m.add_mode(task, resources, length, demands)
            m.add_mode(reading, desk.machine, r.lecture)
            m.add_mode_dependency(mode, [desk.opening])
            m.add_select_all_or_none([task, reading])
            m.add_end_before_start(desk.accueil, reading)
            m.add_end_before_start(reading, task)
            m.add_end_before_start(task, desk.cloture)
            m.add_start_at_start(task, door, before)
            for stay, offset in self.stays.get(a, []):
                m.add_start_at_start(task, stay, before + offset)
            self.blocks[a, k], self.lectures[a, k] = task, reading
            choices.append(task)
        m.add_select_exactly_one(choices)

    def _own_time(self, block: Block) -> pyjobshop.Job:
        """The job whose flow time is a candidat's wait after his last paper, days included; of no weight without."""
        last = max((DAY * paper.day + paper.end for paper in self.offer.of(block)), default=0)
        return self.model.add_job(weight=block.applicant.wait_weight * (last > 0), release_date=last, due_date=last)

    def _shut(self, block: Block) -> list[Break]:
        """The breaks of the door by which a candidat enters: whenever he may not."""
        breaks, reached = [], 0
        for day in self.q.days:
            for low, high in self.offer.ranges(block, day):
                breaks.append((reached, DAY * day.index + low))
                reached = DAY * day.index + high + 1
        breaks.append((reached, max(reached + 1, DAY * len(self.q.days))))
        return [b for b in breaks if b[0] < b[1]]

    # What a solution decides

    def decided(self, variables: object, value: Callable[[object], int]) -> Found:
        """The plan of a solution, made when it is called."""
        index = {id(task): i for i, task in enumerate(self.model.tasks)}

        def start(task: Task) -> int | None:
            var = variables.task_vars[index[id(task)]]
            return value(var.start) % DAY if value(var.present) else None

        sittings = []
        for k, desk in enumerate(self.desks):
            hearings = []
            for block in self.q.blocks:
                task = self.blocks.get((block.applicant.index, k))
                if task is not None and (begins := start(task)) is not None:
                    entry = begins + block.correcting + self.r.battement
                    hearings.append(packed(self.q, block, entry, start(self.lectures[block.applicant.index, k])))
            if hearings:
                span = (start(desk.accueil), start(desk.cloture) + self.r.cloture)
                team = desk.team
                sittings.append(Sitting(team.day, team.membres, tuple(hearings), team.given, None, span))
        return lambda: complete(self.q, self.offer.papers, sittings)


class _Told(cp_model.CpSolverSolutionCallback):
    """PyJobShop tells of its last solution only; its own CP-SAT model tells of each."""

    def __init__(self, model: Model, variables: object, tell: Callable[[Found], None]) -> None:
        super().__init__()
        self._model, self._variables, self._tell = model, variables, tell

    def on_solution_callback(self) -> None:
        """Keep what was decided."""
        self._tell(self._model.decided(self._variables, self.value))


def search(question: Question, until: float, tell: Callable[[Found], None]) -> None:
    """Solve, telling of each better solution, until that moment of `perf_counter`."""
    model = Model(question)
    built = CPModel(model.model.data())
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = max(0.0, until - perf_counter())
    solver.solve(built.model, _Told(model, built.variables, tell))
