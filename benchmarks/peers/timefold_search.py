"""A session put to Timefold, and its best solutions as they come."""

from collections.abc import Callable

from timefold.solver import BestSolutionChangedEvent, SolutionManager, SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig

from benchmarks.peers.completion import Sitting, complete, packed
from benchmarks.peers.offer import Offer
from benchmarks.peers.question import Block, Question
from benchmarks.peers.stream import Found
from benchmarks.peers.teams import Team, alternatives, paired
from benchmarks.peers.timefold_model import BEGINS, ENDS, HOURS, Days, Desk, Hearing, best_day, constraints
from tpplanner.solver.model.problem import minute

MOVES = """
<solver xmlns="https://timefold.ai/xsd/solver"><localSearch><unionMoveSelector>
  <listChangeMoveSelector/><listSwapMoveSelector/><subListChangeMoveSelector/><subListSwapMoveSelector/>
  <changeMoveSelector/>
</unionMoveSelector></localSearch></solver>
"""
"""Whole lists move too, from one pair of membres to another, besides its usual moves."""

DELAY, LATEST = 15, 300
"""Minutes: the steps by which a jury may begin later than it could, and the limit of that."""

TEAMS_A_DAY = 12
"""How many pairs are offered a day, if the session has no more membres than that."""


def search(question: Question, seconds: float, tell: Callable[[Found], None]) -> None:
    """Search for so many seconds, telling of each better solution that breaks no rule."""
    problem = _Problem(question)

    def told(event: "BestSolutionChangedEvent[Days]") -> None:
        if event.new_best_score.is_feasible and event.is_new_best_solution_initialized:
            tell(problem.decided(event.new_best_solution))

    config = SolverConfig(
        xml_source_text=MOVES,
        solution_class=Days,
        entity_class_list=[Desk],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=max(1, round(1000 * seconds)))),
    )
    factory = SolverFactory.create(config)
    solver = factory.build_solver()
    solver.add_event_listener(told)
    start = problem.start()
    if SolutionManager.create(factory).update(start).is_feasible:
        tell(problem.decided(start))
    solver.solve(start)


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
        """The problem, the candidats on the lists of the hand's pairs in order, as far as the quota of each goes."""
        desks = [self._desk(i, team) for i, team in enumerate(self.teams)]
        hearings = [self._hearing(i, block) for i, block in enumerate(self.q.blocks)]
        hands = {team for day in self.q.days for team in paired(self.q, day)[: self.q.open_jury_rooms(day)]}
        first = [desk for desk in desks if self.teams[desk.id] in hands] or desks
        for hearing in hearings:
            able = [d for d in first if hearing.doors[d.day] and d.id not in hearing.barred]
            room = (d for d in able if sum(h.weight for h in (*d.hearings, hearing)) <= d.quota)
            min(room, key=lambda d: d.day, default=(able or first)[0]).hearings.append(hearing)
        return Days(hearings, list(range(0, LATEST, DELAY)), desks)

    def _scale(self) -> int:
        return self.q.session.referentiel.titre.minutes_jury or 1

    def _hearing(self, index: int, block: Block) -> Hearing:
        papers = self.offer.of(block)
        stays = [(s.minutes, self.kinds.index((s.rooms, s.shared)), offset) for _, s, offset in block.steps()]
        length, kind, offset = max(stays, default=(0, -1, 0))
        return Hearing(
            id=index,
            reading=self.r.lecture,
            before=block.correcting + self.r.battement,
            after=block.minutes + self.r.deliberation,
            weight=int(block.weight * self._scale()),
            doors=[[bound for span in self.offer.ranges(block, d) for bound in span] for d in self.q.days],
            written=[max((p.end for p in papers if p.day == d.index), default=0) for d in self.q.days],
            barred=[i for i, team in enumerate(self.teams) if not team.may_hear(block)],
            wait_weight=block.applicant.wait_weight,
            eaten=[self.offer.eaten_from(block, d) for d in self.q.days],
            minutes=block.minutes,
            pause=self.r.pause_candidat,
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
            low=team.span[0],
            high=team.span[1],
            accueil=self.r.accueil_jury,
            cloture=self.r.cloture,
            lunch_from=day.lunch[0],
            lunch_to=day.lunch[1],
            clashes=[i for i, other in others if set(other.membres) & set(team.membres)],
            cost=(len(self.q.days) + 1) * len(team.membres),
            jury_rooms=self.q.open_jury_rooms(day),
            written_on=any(paper.day == team.day for paper in self.offer.papers),
            pause=self.r.pause_jury,
            limit=self.r.travail_continu,
            late=minute(self.r.fin_tardive),
            quota=int(quota * self._scale()),
            step=self.r.pas,
            midday=self.r.presence_midi,
            midday_from=minute(self.r.midi_debut),
            midday_to=minute(self.r.midi_fin),
            wait_unit=self.q.problem.waits.unite,
        )

    def decided(self, days: Days) -> Found:
        """The plan of a solution, made when it is called."""
        sittings = []
        for desk in days.desks:
            if desk.hearings:
                team, told = self.teams[desk.id], best_day(desk)
                blocks = [self.q.blocks[hearing.id] for hearing in desk.hearings]
                hours = zip(blocks, told[HOURS::2], told[HOURS + 1 :: 2], strict=True)
                hearings = tuple(packed(self.q, block, entry, reading) for block, reading, entry in hours)
                span = (told[BEGINS], told[ENDS])
                sittings.append(Sitting(team.day, team.membres, hearings, team.given, None, span))
        return lambda: complete(self.q, self.offer.papers, sittings)
