"""Inequalities that say what delays the end of each candidat, where it is known whom each jury hears.

They are no rules: `strengthen` has those that hold whoever hears whom. Waits are sums of ends, of which a worker that
learns sees no bound by itself: whoever is heard first ends soon, and each might be first.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from tpplanner.solver.model.posting import Expr, Literal, total
from tpplanner.solver.model.problem import DAY, Applicant, Problem, Slot, Task, Unit
from tpplanner.solver.model.variables import Variables
from tpplanner.solver.model.workload import hidden_in_break, rest_in_presence, watched_minutes


def ends_may_be_told(problem: Problem) -> bool:
    """Whether a jury sees nobody else from the start of a chain to its end, nothing has begun, and all takes time.

    Where literals order what is disjoint from a thing of no length, a reading of 0 minutes say, the strong propagation
    of disjunctives of OR-Tools 9.15 refutes some models that have solutions.
    """
    reglages, unwatched = problem.reglages, (task for task in problem.tasks if not task.watched)
    lengths = [reglages.accueil_jury, reglages.cloture, reglages.lecture, reglages.deliberation, reglages.pause_jury]
    lengths += [problem.correction(task.epreuve) for task in unwatched]
    in_turn = problem.watched_together == 1 and all(unit.alone for unit in problem.units)
    return in_turn and all(lengths) and not problem.session.reference


def end_of_paper(x: Variables, paper: str) -> Expr:
    """When a collective épreuve is over for those who have least time for it, on its day."""
    return x.end(min(x.problem.collectives()[paper], key=lambda task: task.minutes))


def ends_in_order(model: cp_model.CpModel, x: Variables, slot: Slot, heard: Sequence[Applicant], first: str) -> None:
    """End of a candidat ≥ a moment + Σ minutes of what their jury does from it on until then: it does one at a time.

    The moments are the start of the jury's day and the end of each collective épreuve that is passed on it, of which
    `first` is over before the others of its day. Who ends before whom is a literal a pair of candidats.

    `model` is that of `x`, or a clone with more constraints: in it the jury hears the chains of these candidats, all of
    them and no others. `ends_may_be_told` says of which problems.
    """
    ends = _Ends(model, x, slot, heard)
    ends.post_from(x.accueil(slot) + x.problem.reglages.accueil_jury, None)
    for paper in sorted(ends.papers):
        ends.post_from(end_of_paper(x, paper), {paper})
    if first in ends.papers and len(ends.papers) > 1:
        ends.post_from(end_of_paper(x, first), ends.papers)


@dataclass(frozen=True, slots=True)
class _Work:
    """Something that takes so many minutes of a jury's time at least, if `present`; of a candidat (index), or -1.

    `papers` are surely over when it begins. `alone`: it is the only chain of its candidat.
    """

    start: Expr
    end: Expr
    minutes: int
    present: Literal
    applicant: int = -1
    papers: frozenset[str] = frozenset()
    alone: bool = False


class _Ends:
    def __init__(self, model: cp_model.CpModel, x: Variables, slot: Slot, heard: Sequence[Applicant]) -> None:
        self.model, self.x, self.problem = model, x, x.problem
        self.slot, self.heard, self.reglages = slot, heard, x.problem.reglages
        self.sat = {a.index: {t.epreuve.id for t in self._unwatched(a) if t.epreuve.collective} for a in heard}
        self.papers = set[str]().union(*self.sat.values())
        """the collective épreuves that these candidats sit, on whichever day"""
        self.ends = {a.index: self._end_of(a) for a in heard}
        self.earlier = self._earlier()
        self.works = [*self._break_and_rests(), *(work for a in heard for work in self._about(a))]
        self.until = {(k, a.index): self._until(work, a) for k, work in enumerate(self.works) for a in heard}

    def post_from(self, moment: Expr, papers: Set[str] | None) -> None:
        """From the end of the first of these papers on, if all are on the jury's day; from its start if None."""
        that_day = [self.x.on(self.problem.collectives()[paper][0], self.slot.day) for paper in sorted(papers or ())]
        since = [self._since(work, moment, papers) for work in self.works]
        around = {a.index: self._around(a, papers) for a in self.heard}
        for a in (a for a in self.heard if papers is None or self.sat[a.index] & papers):
            done = [
                work.minutes * self._all(since[k], self.until[k, a.index], work.present)
                for k, work in enumerate(self.works)
            ]
            done += [sum(around[b.index]) * self.earlier[b.index, a.index] for b in self.heard if b is not a]
            battement, _ = around[a.index]
            delayed = self.model.add(self.ends[a.index] >= moment + battement + total(done))
            delayed.only_enforce_if(that_day)

    # What a jury does

    def _about(self, applicant: Applicant) -> Iterator[_Work]:
        """Reading, corrections and hearings of a candidat; the battement and the deliberation are `_around` these."""
        x, i, alone = self.x, applicant.index, len(applicant.units) == 1
        begins, minutes = x.lecture(applicant), self.reglages.lecture
        yield _Work(begins, begins + minutes, minutes, x.true, i)
        for task in self._unwatched(applicant):
            begins, minutes = x.correction(task), self.problem.correction(task.epreuve)
            yield _Work(begins, begins + minutes, minutes, x.true, i, frozenset((task.epreuve.id,)))
        for unit in (self.problem.units[u] for u in applicant.units):
            minutes = watched_minutes(self.problem, unit)
            yield _Work(x.watch_start(unit), x.unit_end(unit), minutes, x.true, i, self._before(unit), alone)

    def _around(self, applicant: Applicant, papers: Set[str] | None) -> tuple[int, int]:
        """The minutes of a candidat's battement and deliberation, 0 for what may be before the end of these papers.

        They are corrected before the battement.
        """
        after = [papers is None or bool(self._before(self.problem.units[u]) & papers) for u in applicant.units]
        return self.reglages.battement * all(after), self.reglages.deliberation * any(after)

    def _before(self, unit: Unit) -> frozenset[str]:
        """The papers that are over when a chain begins: it follows them, or they are corrected before the only one."""
        sat, closes = self.sat[unit.candidat], self.problem.session.referentiel.closes
        epreuves = [self.problem.tasks[t].epreuve for t in unit.tasks]
        if len(self.problem.applicants[unit.candidat].units) == 1:
            return frozenset(sat)
        linked = {paper for e in epreuves for paper in (*e.apres, *e.aussitot_apres)}
        return frozenset(paper for paper in sat if paper in linked or any(closes(e.id, paper) for e in epreuves))

    def _break_and_rests(self) -> Iterator[_Work]:
        """The break if it is inside the jury's day, and rests beside it; a battement may lie in each."""
        pause, n = self.x.pause(self.slot), self.reglages.pause_jury
        yield _Work(pause, pause + n, n - hidden_in_break(self.problem), self.x.breaks_inside(self.slot))
        for rest in self.x.rests(self.slot):
            apart, before = self.model.new_bool_var(""), self.model.new_bool_var("")
            self.model.add_implication(apart, rest.taken)
            self.model.add(rest.start >= self.x.accueil(self.slot)).only_enforce_if(apart)
            self.model.add(rest.end <= pause).only_enforce_if(apart, before)
            self.model.add(rest.start >= pause + n).only_enforce_if(apart, ~before)
            self.model.add(rest.start <= pause + n).only_enforce_if(rest.taken, ~apart)
            self.model.add(rest.end >= pause).only_enforce_if(rest.taken, ~apart)
            yield _Work(rest.start, rest.end, rest_in_presence(self.problem), apart)

    def _unwatched(self, applicant: Applicant) -> list[Task]:
        return [task for t in applicant.tasks if not (task := self.problem.tasks[t]).watched]

    # What is before what

    def _end_of(self, applicant: Applicant) -> Expr:
        ends = [self.x.unit_end(self.problem.units[u]) for u in applicant.units]
        if len(ends) == 1:
            return ends[0]
        last = self.model.new_int_var(0, DAY, "")
        self.model.add_max_equality(last, ends)
        return last

    def _earlier(self) -> dict[tuple[int, int], Literal]:
        """Whether the first of two candidats (by index) ends before the other."""
        earlier: dict[tuple[int, int], Literal] = {}
        for one, other in combinations(self.heard, 2):
            literal = self.model.new_bool_var("")
            for first, second, holds in ((one, other, literal), (other, one, ~literal)):
                least = min(watched_minutes(self.problem, self.problem.units[u]) for u in second.units)
                soonest = self.ends[first.index] + self.reglages.deliberation + least
                self.model.add(self.ends[second.index] >= soonest).only_enforce_if(holds)
                earlier[first.index, second.index] = holds
        return earlier

    def _until(self, work: _Work, applicant: Applicant) -> Literal:
        """Whether a work is done when a candidat ends."""
        if work.applicant == applicant.index:
            return self.x.true
        if work.alone:
            return self.earlier[work.applicant, applicant.index]
        end, done = self.ends[applicant.index], self.model.new_bool_var("")
        self.model.add(work.end <= end).only_enforce_if(done, work.present)
        self.model.add(work.start >= end).only_enforce_if(~done, work.present)
        if work.applicant >= 0:
            self.model.add_implication(self.earlier[work.applicant, applicant.index], done)
        return done

    def _since(self, work: _Work, moment: Expr, papers: Set[str] | None) -> Literal:
        """Whether a work is from a moment on, the end of the first of these papers."""
        if papers is None or work.papers & papers:
            return self.x.true
        since = self.model.new_bool_var("")
        self.model.add(work.start >= moment).only_enforce_if(since, work.present)
        self.model.add(work.start < moment).only_enforce_if(~since, work.present)
        return since

    def _all(self, *literals: Literal) -> Literal:
        conditions = [lit for lit in literals if lit is not self.x.true]
        if not conditions:
            return self.x.true
        if len(conditions) == 1:
            return conditions[0]
        both = self.model.new_bool_var("")
        self.model.add_bool_and(conditions).only_enforce_if(both)
        self.model.add_bool_or([both, *(~lit for lit in conditions)])
        return both
