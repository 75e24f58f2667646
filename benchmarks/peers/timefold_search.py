"""A session put to Timefold, and its best solutions as they come."""

from collections.abc import Callable
from itertools import cycle
from time import perf_counter

from timefold.solver import BestSolutionChangedEvent, SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig

from benchmarks.peers.completion import Sitting, complete, packed
from benchmarks.peers.offer import Offer
from benchmarks.peers.question import Block, Question
from benchmarks.peers.stream import Found
from benchmarks.peers.teams import Team, alternatives, paired
from benchmarks.peers.timefold_model import Days, Desk, Hearing, Lunch, constraints
from tpplanner.solver.problem import minute

TEAMS_A_DAY = 12
"""How many pairs are offered a day, if the session has no more membres than that."""


def search(question: Question, until: float, tell: Callable[[Found], None]) -> None:
    """Search until that moment of `perf_counter`, telling of each better solution that breaks no rule."""
    problem = _Problem(question)

    def told(event: "BestSolutionChangedEvent[Days]") -> None:
        if event.new_best_score.is_feasible and event.is_new_best_solution_initialized:
            tell(problem.decided(event.new_best_solution))

    termination = TerminationConfig(spent_limit=Duration(milliseconds=max(1, round(1000 * (until - perf_counter())))))
    config = SolverConfig(
        solution_class=Days,
        entity_class_list=[Hearing, Lunch],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=termination,
    )
    solver = SolverFactory.create(config).build_solver()
    solver.add_event_listener(told)
    solver.solve(problem.start())


class _Problem:
    """The question as desks and hearings."""

    def __init__(self, question: Question) -> None:
        self.q = question
        self.r = question.reglages
        self.offer = Offer(question)
        self.kinds = list(self.offer.kinds_of_rooms())
        most = max(TEAMS_A_DAY, len(question.problem.people) // 2)
        self.teams = [team for day in question.days for team in alternatives(question, day, most)]

    def start(self) -> Days:
        """The problem, the candidats on the desks of the hand's pairs in turn, one after the other."""
        desks = [self._desk(i, team) for i, team in enumerate(self.teams)]
        hearings = [self._hearing(i, block) for i, block in enumerate(self.q.blocks)]
        first = {team for day in self.q.days for team in paired(self.q, day)[: self.q.open_jury_rooms(day)]}
        turn = cycle([desk for desk in desks if self.teams[desk.id] in first] or desks)
        reached = {desk.id: desk.low for desk in desks}
        for hearing in hearings:
            desk = next((d for d in (next(turn) for _ in desks) if hearing.doors[d.day]), desks[0])
            hearing.desk, hearing.entry = desk, self._first_hour(hearing, desk, reached[desk.id])
            reached[desk.id] = hearing.entry + hearing.after
        lunches = [Lunch(desk.id, desk, desk.lunch_from) for desk in desks]
        low, high = min(d.open for d in self.q.days), max(d.close for d in self.q.days)
        midday = range(min(d.lunch[0] for d in self.q.days), max(d.lunch[1] for d in self.q.days), self.r.pas)
        return Days(desks, list(range(low, high, self.r.pas)), list(midday), hearings, lunches)

    def _first_hour(self, hearing: Hearing, desk: Desk, after: int) -> int:
        """The first minute of the grid from then on that suits a candidat; the last one where none does."""
        step, doors = self.r.pas, hearing.doors[desk.day]
        hours = [h for low, high in zip(doors[::2], doors[1::2], strict=True) for h in range(low, high + 1, step)]
        return next((h for h in hours if h >= after + hearing.before), hours[-1] if hours else desk.low)

    def _scale(self) -> int:
        return self.q.session.referentiel.titre.minutes_jury or 1

    def _hearing(self, index: int, block: Block) -> Hearing:
        papers = self.offer.of(block)
        stays = [(s.minutes, self.kinds.index((s.rooms, s.shared)), offset) for _, s, offset in block.steps()]
        length, kind, offset = max(stays, default=(0, -1, 0))
        return Hearing(
            id=index,
            before=block.correcting + self.r.lecture + self.r.battement,
            after=block.minutes + self.r.deliberation,
            weight=int(block.weight * self._scale()),
            doors=[[bound for span in self.offer.ranges(block, d) for bound in span] for d in self.q.days],
            written=[max((p.end for p in papers if p.day == d.index), default=0) for d in self.q.days],
            barred=[i for i, team in enumerate(self.teams) if not team.may_hear(block)],
            stay_kind=kind,
            stay_from=offset,
            stay_length=length,
            posts=self.q.posts(self.kinds[kind][0], shared=self.kinds[kind][1]) if kind >= 0 else 0,
        )

    def _desk(self, index: int, team: Team) -> Desk:
        day, whole = self.q.days[team.day], sum(b.weight for b in self.q.blocks)
        quota = whole if self.q.quota is None else self.q.quota
        others = [(i, t) for i, t in enumerate(self.teams) if t is not team and t.day == team.day]
        return Desk(
            id=index,
            day=team.day,
            low=team.span[0] + self.r.accueil_jury,
            high=team.span[1] - self.r.cloture,
            lunch_from=day.lunch[0],
            lunch_to=day.lunch[1],
            clashes=[i for i, other in others if set(other.membres) & set(team.membres)],
            cost=(len(self.q.days) + 1) * len(team.membres),
            jury_rooms=self.q.open_jury_rooms(day),
            written_on=any(paper.day == team.day for paper in self.offer.papers),
            pause=self.r.pause_jury,
            limit=self.r.travail_continu - self.r.accueil_jury - self.r.cloture,
            late=minute(self.r.fin_tardive) - self.r.cloture,
            quota=int(quota * self._scale()),
        )

    def decided(self, days: Days) -> Found:
        """The plan of a solution, made when it is called."""
        heard: dict[int, list[tuple[Block, int]]] = {}
        for hearing in days.hearings:
            heard.setdefault(hearing.desk.id, []).append((self.q.blocks[hearing.id], int(hearing.entry)))
        sittings = [
            Sitting(team.day, team.membres, tuple(packed(self.q, b, entry) for b, entry in heard[i]), team.given)
            for i, team in enumerate(self.teams)
            if i in heard
        ]
        return lambda: complete(self.q, self.offer.papers, sittings)
