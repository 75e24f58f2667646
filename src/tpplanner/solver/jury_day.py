"""The model of one jury-day: the candidats whom one jury hears on one day, with the rules themselves.

What ties jury-days together (rooms, posts, other people, the common start of a collective épreuve) is left out.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.solver.constraints import CONSTRAINTS
from tpplanner.solver.kinds import ANOTHER_DAY, Key, Kind
from tpplanner.solver.objective import Objective
from tpplanner.solver.posting import Poster
from tpplanner.solver.problem import DAY, Applicant, Day, Problem, Slot, Span, Task, Unit, minute
from tpplanner.solver.strengthen import rests_in_presence, work_in_presence
from tpplanner.solver.variables import Variables
from tpplanner.solver.workload import around_work

MINUTE_RULES = ("presence_jury", "attente", "fin_tardive")
"""Soft rules measured in minutes, of which each jury-day has its own part."""

FAR = 1000
"""Days from what is passed on other days to the jury-day: more than any link between épreuves asks for."""

WITHIN_A_JURY_DAY = (
    "ordre_epreuves",
    "oraux_enchaines",
    "entretien_final_dernier",
    "candidat_sans_chevauchement",
    "candidat_disponible",
    "pause_candidat",
    "epreuve_longue",
    "ouverture_plis",
    "ouverture",
    "jury_sans_chevauchement",
    "candidat_seul_au_jury",
    "accueil_jury",
    "correction",
    "lecture_dossier",
    "battement",
    "pause_meridienne",
    "travail_continu",
    "cloture",
    "passage_fige",
    "convocation_respectee",
    "aide_presente",
)
"""The rules that bind one jury-day alone."""

OF_KINDS = ("passage_fige", "convocation_respectee", "aide_presente")
"""Those of them that the kinds of candidats hold: they know dates, or people, which a jury-day does not."""


@dataclass(frozen=True, slots=True)
class JuryDay:
    """The model of one jury-day: its problem, variables, and the expression of each level in minutes.

    `together`: the collective épreuves that are passed that day.
    """

    problem: Problem
    x: Variables
    levels: tuple[cp_model.LinearExpr, ...]
    together: tuple[Task, ...]

    @property
    def model(self) -> cp_model.CpModel:
        """The model of the variables."""
        return self.x.model


def minute_levels(problem: Problem) -> list[Niveau]:
    """The levels that have a part in minutes, reduced to that part."""
    levels = []
    for niveau in problem.reglages.niveaux:
        termes = tuple(Terme(t.regle, t.poids) for t in niveau.termes if t.regle in MINUTE_RULES)
        if termes:
            levels.append(Niveau(niveau.nom, termes))
    return levels


OF_MEMBRES = ("pause_meridienne", "travail_continu")
"""Those that bind a membre's whole day, in whichever juries he sits: juries in turn of others do not share them."""


class JuryDays:
    """The jury-days of a problem, by their key; `in_turn`: of several juries that follow each other.

    What juries hear on a day one after the other, whoever sits in them, one that needs no rest hears in the same hours,
    with the first one's accueil and the last one's clôture; in between there is, free of all it does, at least once the
    clôture of one and the accueil of the next.
    """

    def __init__(self, problem: Problem, regles: tuple[str, ...] = WITHIN_A_JURY_DAY, *, in_turn: bool = False) -> None:
        self.problem = problem
        self.in_turn_of_others = in_turn
        self.regles = tuple(r for r in regles if not (in_turn and r in OF_MEMBRES))
        self.levels = minute_levels(problem)
        self._of_kind: dict[Kind, list[int]] = {}

    def know_kinds_of(self, other: "JuryDays") -> None:
        """Know the kinds of candidats that another has told."""
        self._of_kind = other._of_kind  # noqa: SLF001 - of the same class

    def opening(self, day: int) -> Span:
        """The hours of a day within which anything may happen; all of it where that rule is left out."""
        fiche = self.problem.days[day]
        return (fiche.open, fiche.close) if "ouverture" in self.regles else (0, DAY)

    def alike(self, day: int) -> int:
        """The first day with the same hours: jury-days of both have the same patterns."""
        hours = self._hours_of(day)
        return next(d.index for d in self.problem.days if self._hours_of(d.index) == hours)

    def _hours_of(self, day: int) -> tuple[int, int, int, Span]:
        fiche = self.problem.days[day]
        return fiche.open, fiche.close, fiche.accueil, fiche.lunch

    def kind_of(self, applicant: Applicant, day: int, same_day: frozenset[str], part: tuple[int, ...] = ()) -> Kind:
        """The kind of a candidat on a day, given which of his épreuves without jury he passes that day.

        `part`: which of his chains the jury hears (their places among his), where it does not hear all.
        """
        tasks = [self.problem.tasks[t] for t in applicant.tasks]
        kind = Kind(
            tasks=tuple((t.epreuve.id, t.minutes) for t in tasks),
            same_day=same_day,
            away=applicant.away[day],
            without_aide=self.problem.without_aide(applicant, day) if "aide_presente" in self.regles else (),
            pins=self._pins(applicant, day),
            convened=self._convened(applicant, day),
            off_grid=frozenset(t.epreuve.id for t in tasks if t.pinned),
            wait_weight=applicant.wait_weight,
            part=part,
        )
        members = self._of_kind.setdefault(kind, [])
        if applicant.index not in members:
            members.append(applicant.index)
        return kind

    def _pins(self, applicant: Applicant, day: int) -> tuple[tuple[str, int], ...]:
        date = self.problem.days[day].date
        mine = (p for p in self.problem.session.pins if p.candidat == applicant.id and "passage_fige" in self.regles)
        moments = ((p.epreuve, p.parties[0].debut) for p in mine)
        return tuple((e, minute(at) if at.date() == date else ANOTHER_DAY) for e, at in moments)

    def _convened(self, applicant: Applicant, day: int) -> int:
        hours = self.problem.convocations() if "convocation_respectee" in self.regles else {}
        if not any(who == applicant.id for who, _ in hours):
            return 0
        return hours.get((applicant.id, self.problem.days[day].date), DAY)

    def begins(self, key: Key) -> int:
        """The minute before which no candidat begins on that day."""
        reglages, day = self.problem.reglages, self.problem.days[key.day]
        return day.accueil + (reglages.accueil if key.first else min(reglages.accueil, reglages.accueil_autres_jours))

    def collectives(self, key: Key) -> frozenset[str]:
        """The collective épreuves that are passed on the day of a jury-day."""
        collective = {t.epreuve.id for t in self.problem.tasks if t.epreuve.collective}
        return frozenset(e for kind, _ in key.kinds for e in kind.same_day if e in collective)

    def model(self, key: Key) -> JuryDay:
        """The model of a jury-day, whatever it costs."""
        problem, away = self._jury_day(key)
        model = cp_model.CpModel()
        x = Variables(problem, model)
        post = Poster(model)
        for regle in (r for r in self.regles if r not in OF_KINDS):
            CONSTRAINTS[regle](problem, x, post)
        x.keep_to_grid()
        costs = Objective(problem, x)
        work_in_presence(problem, x, costs)
        slot = problem.slots[0]
        if self.in_turn_of_others:
            _change_juries(x, problem, slot)
        else:
            rests_in_presence(problem, x, costs)
        model.add(x.jury_start(slot) >= key.window[0])
        model.add(x.jury_end(slot) <= key.window[1])
        together = tuple(self._together(problem, key))
        for epreuve, (low, high) in key.starts:
            for task in (t for t in together if t.epreuve.id == epreuve):
                model.add(x.start(task) >= low)
                model.add(x.start(task) < high)
        self._place(x, problem, key, away)
        _in_order(x, problem, key)
        return JuryDay(problem, x, tuple(costs.level(niveau) for niveau in self.levels), together)

    def _together(self, problem: Problem, key: Key) -> list[Task]:
        """The collective épreuves of a jury-day's problem that are passed that day."""
        return [t for t in problem.tasks if t.epreuve.collective and not self._before(t, key)]

    def _before(self, task: Task, key: Key) -> bool:
        """Whether a task of a jury-day's problem is on another day than the jury's."""
        if task.unit >= 0:
            return False
        position = 0
        for kind, count in key.kinds:
            position += count
            if task.candidat < position:
                return task.epreuve.id not in kind.same_day
        return False

    def _jury_day(self, key: Key) -> tuple[Problem, frozenset[int]]:
        """A problem with these candidats and one jury on its last day, which is the key's.

        What they pass without jury on other days is put on one day long before, wide open and without links between
        épreuves, so that no rule of those days binds here. Also those tasks.
        """
        opens, closes = self.opening(key.day)
        day = replace(self.problem.days[key.day], open=opens, close=closes)
        tasks: list[Task] = []
        units: list[Unit] = []
        applicants: list[Applicant] = []
        for kind, count in key.kinds:
            for index in self._of_kind[kind][:count]:
                self._copy(self.problem.applicants[index], kind, (tasks, units, applicants))
        before = frozenset(t.index for t in tasks if self._before(t, key))
        tasks = [_freed(t) if t.index in before else t for t in tasks]
        wide = replace(day, index=0, offset=0, open=0, close=DAY, accueil=0, lunch=(0, DAY))
        days: tuple[Day, ...] = (replace(day, index=0, offset=0),)
        if before:
            days = (wide, replace(day, index=1, offset=FAR))
        last = len(days) - 1
        jury = Slot(index=0, day=last, rank=0, given="jury", pool=(), least=0, most=0)
        shifted = tuple(replace(a, away=((),) * last + a.away) for a in applicants)
        alone = replace(
            self.problem,
            days=days,
            applicants=shifted,
            tasks=tuple(tasks),
            units=tuple(units),
            slots=(jury,),
            people=(),
            rooms=(),
            links=frozenset(),
            shared_membres=False,
            halves=not key.turn,
        )
        return alone, before

    def _copy(self, applicant: Applicant, kind: Kind, into: tuple[list[Task], list[Unit], list[Applicant]]) -> None:
        tasks, units, applicants = into
        first, index, first_unit = len(tasks), len(applicants), len(units)
        heard = [applicant.units[i] for i in kind.part or range(len(applicant.units))]
        mine = [t for t in applicant.tasks if self.problem.tasks[t].unit < 0 or self.problem.tasks[t].unit in heard]
        for t in (self.problem.tasks[t] for t in mine):
            unit = first_unit + heard.index(t.unit) if t.unit >= 0 else -1
            tasks.append(replace(_unsealed(t), index=len(tasks), candidat=index, unit=unit))
        for u in (self.problem.units[u] for u in heard):
            shift = tuple(first + mine.index(t) for t in u.tasks)
            units.append(replace(u, index=len(units), candidat=index, tasks=shift))
        applicants.append(
            replace(
                applicant,
                index=index,
                tasks=tuple(range(first, len(tasks))),
                units=tuple(range(first_unit, len(units))),
                away=(kind.away,),
                elsewhere=bool(kind.part),
            )
        )

    def _place(self, x: Variables, problem: Problem, key: Key, before: frozenset[int]) -> None:
        """Each task on its day, where it is pinned, with the aide there, after the candidats' accueil.

        That is the shortest, unless the day is known to be the first.
        """
        model, last = x.model, len(problem.days) - 1
        kinds = [kind for kind, count in key.kinds for _ in range(count)]
        for task in problem.tasks:
            kind = kinds[task.candidat]
            start = dict(kind.pins).get(task.epreuve.id)
            if task.index in before:
                model.add(x.on(task, 0) == int(start in (None, ANOTHER_DAY)))
                continue
            if last:
                model.add(x.on(task, last) == 1)
            model.add(x.start(task) >= self.begins(key))
            model.add(x.start(task) >= kind.convened)
            for away, back in kind.without_aide:
                earlier = model.new_bool_var("")
                model.add(x.end(task) <= away).only_enforce_if(earlier)
                model.add(x.start(task) >= back).only_enforce_if(~earlier)
            if start is not None:
                model.add(x.start(task) == start)


def _unsealed(task: Task) -> Task:
    """Before whom the plis of an épreuve that is not collective are opened, one jury-day alone does not tell."""
    if not task.epreuve.plis or task.epreuve.collective:
        return task
    return replace(task, epreuve=replace(task.epreuve, plis=False))


def _freed(task: Task) -> Task:
    return replace(task, epreuve=replace(task.epreuve, apres=(), aussitot_apres=(), jours_min=()), elsewhere=True)


def _in_order(x: Variables, problem: Problem, key: Key) -> None:
    """Candidats of one kind are interchangeable: heard, read and corrected in the order in which they stand.

    Any plan can be put so: swap their passages first; then readings have equal lengths and no release, corrections
    equal lengths and equal releases, so the one due earlier can be done earlier.
    """
    position = 0
    for _, count in key.kinds:
        alike = problem.applicants[position : position + count]
        position += count
        for one, other in pairwise(alike):
            x.model.add(x.watch_start(problem.units[one.units[0]]) <= x.watch_start(problem.units[other.units[0]]))
            if len(one.units) == 1:
                x.model.add(x.lecture(one) <= x.lecture(other))
                for a, b in zip(one.tasks, other.tasks, strict=True):
                    if not problem.tasks[a].watched and problem.tasks[a].epreuve.collective:
                        x.model.add(x.correction(problem.tasks[a]) <= x.correction(problem.tasks[b]))


def _change_juries(x: Variables, problem: Problem, slot: Slot) -> None:
    """Once in the day one jury closes and the next begins: so long nothing else is done."""
    if problem.watched_together > 1:
        return
    change, n = x.minute_of("change of juries in", slot.index), around_work(problem)
    between = x.model.new_fixed_size_interval_var(change, n, "")
    x.model.add(change >= x.jury_start(slot))
    x.model.add(change + n <= x.jury_end(slot))
    x.model.add_no_overlap([between, *(thing.interval for thing in x.things(slot))])
