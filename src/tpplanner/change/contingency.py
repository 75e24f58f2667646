"""Plan B before the day: every single failure of a person or a room tried on the planning; reserves."""

import os
import signal
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from math import ceil
from multiprocessing import get_context, parent_process
from threading import Event, Thread
from time import monotonic

from tpplanner.audit import check
from tpplanner.change.diff import changes
from tpplanner.change.events import Changed, changed
from tpplanner.change.steps.asking import as_convened
from tpplanner.change.steps.in_place import alike, put_in_place
from tpplanner.change.steps.ladder import DayAnswer, Rung, answers, side_by_side
from tpplanner.change.steps.told import first_line
from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.repairs import LATEST, STEP, Amendments, cost, repaired
from tpplanner.diagnosis.requirements import usages
from tpplanner.domain.answers import (
    MEMBRE,
    PLANNED,
    Amendment,
    Contingencies,
    Failure,
    Infeasible,
    Outcome,
    PartOfDay,
    Planned,
    Recourse,
    Remedy,
    Repair,
    Report,
    Reserve,
    Resource,
    Verdict,
    resources,
)
from tpplanner.domain.imprevus import Absence, Evenement, SallePerdue
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.reglages import PERTURBATION
from tpplanner.domain.session import Jour, Role, Session
from tpplanner.errors import UserError
from tpplanner.planner import judged, near_plan
from tpplanner.solver import Budget
from tpplanner.tuning import (
    CASE_SECONDS,
    FIRST_WORKERS,
    LATER_DAY_SHARE,
    LEAST_SHARE,
    MORE_WORKERS,
    PLAN_B_SECONDS,
    RETRIES,
    VERDICTS_SHARE,
)

# Plans in which another person, or another room, simply takes the place of what fails: tried before any search.


def stand_in(session: Session, plan: Plan, failure: Failure) -> tuple[Plan, ...]:
    """The plan with the stand-in that costs least, level after level; empty where no single one can stand in."""
    stand_ins = []
    for other in alike(session, failure.resource):
        report = check(session, changed := put_in_place(plan, failure.resource, failure.plage, other.id))
        if not report.violations:
            stand_ins.append(([niveau.valeur for niveau in report.niveaux], changed))
    return (min(stand_ins, key=lambda costed: costed[0])[1],) if stand_ins else ()


# A day that begins later: where a failure takes away what a collective épreuve needs, it may begin once that is over.


def later_day(session: Session, plan: Plan, failure: Failure) -> tuple[Session, ...]:
    """The session whose candidats come once the failure is over; empty where that breaks no collective épreuve.

    `session` is the session with the failure; `plan` breaks a rule of it.
    """
    broken = (element for violation in check(session, plan).violations for element in violation.elements)
    collective = {e.id for e in session.referentiel.epreuves() if e.collective}
    if not any(isinstance(element, Passage) and element.epreuve in collective for element in broken):
        return ()
    jours = tuple(_later(session, j, failure) if j.date == failure.jour else j for j in session.jours)
    return (replace(session, jours=jours),) if jours != session.jours else ()


def _later(session: Session, jour: Jour, failure: Failure) -> Jour:
    over = failure.plage.fin - timedelta(minutes=session.reglages.accueil)
    last = datetime.combine(jour.date, jour.fin)
    return replace(jour, accueil=max(jour.accueil, _hour(min(over, last))))


def _hour(moment: datetime) -> time:
    return time(moment.hour, moment.minute)


# What a centre could hold in reserve against failures, and which reserve makes the most of them survivable.

LOST = (Verdict.IMPOSSIBLE, Verdict.OPEN)
"""The verdicts of which asking people may make something better."""

ROLES = (Role.SURVEILLANT, Role.COMEDIEN, Role.RESPONSABLE)
"""The roles of which somebody more can be held in reserve."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A failure in the session that has a reserve."""

    reserve: Amendments
    session: Session
    failure: Failure


def trials(session: Session, plan: Plan, lost: Sequence[Failure], heavy: Sequence[Failure] = ()) -> tuple[Trial, ...]:
    """Every reserve tried against every failure that is lost (has no plan), the likeliest first.

    A reserve is one more of a kind: a membre habilité without any link on each day of the plan, a room, half an hour at
    the end of a day, somebody for a role. Against heavy absences, only reserves of what is absent are tried.
    """
    changed = [(step, _in_reserve(session, repaired(session, Repair(step)))) for step in _steps(session, plan)]
    every = [Trial(step, other, failure) for step, other in changed for failure in lost]
    every += [
        Trial(step, other, failure)
        for step, other in changed
        for failure in heavy
        if step[0].change is not Remedy.LATER and _of_its_kind(session, step[0], failure.resource)
    ]
    return tuple(sorted(every, key=lambda trial: _distance(session, trial)))


def _in_reserve(session: Session, more: Session) -> Session:
    """A session whose newcomers have agreed beforehand to come if they are called."""
    known = {m.id for m in session.membres} | {p.id for p in session.personnes}
    return replace(
        more,
        membres=tuple(m if m.id in known else replace(m, reserve=True) for m in more.membres),
        personnes=tuple(p if p.id in known else replace(p, reserve=True) for p in more.personnes),
    )


def _steps(session: Session, plan: Plan) -> Iterator[Amendments]:
    """The reserves there could be; each costs what a repair of its kind does (`diagnosis.repairs`)."""
    days = [jour.isoformat() for jour in plan.jours()]
    yield tuple(Amendment(Remedy.MEMBRES, (day, PartOfDay.DAY.value), 1, cost=28) for day in days)
    for usage in usages(session):
        yield (Amendment(Remedy.SALLE, (usage,), 1, cost=20),)
    for jour in session.jours:
        if jour.date.isoformat() in days and jour.fin < LATEST:
            yield (Amendment(Remedy.LATER, (jour.date.isoformat(),), STEP, cost=STEP // 5),)
    for role in ROLES:
        if session.avec_role(role):
            yield (Amendment(Remedy.ROLE, (role.value,), 1, cost=18),)


def _distance(session: Session, trial: Trial) -> int:
    """How far a reserve is from what fails: 0 of its kind, 1 time on that day, 2 time on another, 3 anything else."""
    first, resource = trial.reserve[0], trial.failure.resource
    if first.change is Remedy.LATER:
        return 1 if first.subject[0] == trial.failure.jour.isoformat() else 2
    return 0 if _of_its_kind(session, first, resource) else 3


def _of_its_kind(session: Session, amendment: Amendment, resource: Resource) -> bool:
    match amendment.change:
        case Remedy.SALLE:
            return resource.room and amendment.subject[0] in session.salle(resource.id).usages
        case Remedy.MEMBRES:
            return MEMBRE in resource.roles
        case _:
            return amendment.subject[0] in resource.roles


def ranked(
    tried: Sequence[Trial], answered: Iterable[tuple[Trial, Recourse, bool]], lost: Collection[Failure]
) -> tuple[Reserve, ...]:
    """The reserves that help, the one that helps against most failures first, then the cheapest.

    `answered`: each trial with its answer, and whether the reserve helps. A failure that is `lost` is saved by it, any
    other is eased.
    """
    replies = list(answered)
    reserves = []
    for step in dict.fromkeys(trial.reserve for trial in tried):
        mine = [(trial.failure, reply, helps) for trial, reply, helps in replies if trial.reserve == step]
        saves = tuple(failure for failure, _, helps in mine if helps and failure in lost)
        eases = tuple(reply for failure, reply, helps in mine if helps and failure not in lost)
        if saves or eases:
            total = sum(trial.reserve == step for trial in tried)
            reserves.append(Reserve(step, saves, eases, total - len(mine)))
    return tuple(sorted(reserves, key=lambda r: (-len(r.saves), -len(r.eases), cost(r.amendments))))


# Plan B before the day: every single failure of a person or a room, tried on the planning.

POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try, and who may stop it.

    `seconds` are for all of it, of wall clock, and are not counted when `reproducible`; `trial` is for one case at
    first, `parallel` how many run at once. With `minimal` each case goes on, within its trial, to prove that what is
    disturbed is least.
    """

    seconds: float = PLAN_B_SECONDS
    trial: float = CASE_SECONDS
    parallel: int = 1
    seed: int = 0
    reproducible: bool = False
    minimal: bool = False
    stop: Event = field(default_factory=Event)


RoundListener = Callable[[int, int], None]
"""Told how many cases of a round are answered, of how many."""


@dataclass(frozen=True, slots=True)
class Case:
    """One failure to be tried, with what may be spent on it: plain data, that any process can be sent."""

    session: Session
    plan: Plan
    failure: Failure
    seconds: float
    seed: int = 0
    workers: int = FIRST_WORKERS
    reproducible: bool = False
    minimal: bool = False


# One failure: its event, the session after it, its answer.


def as_sent(session: Session, plan: Plan, *, sent: bool = True) -> Session:
    """The session whose people hold the convocations of a plan, or do not yet: whoever holds one comes no earlier."""
    day = session.convocations_envoyees or min(plan.jours(), default=None)
    return replace(session, convocations_envoyees=day if sent else None)


def event(failure: Failure) -> Evenement:
    """The failure as something that happens."""
    plage = failure.plage
    if failure.resource.room:
        return SallePerdue(failure.resource.id, plage.debut, plage.fin)
    return Absence(failure.resource.id, plage.debut, plage.fin)


def after(session: Session, plan: Plan, failure: Failure) -> Changed:
    """The session to plan after a failure, nobody being asked; raises UserError where it cannot be planned at all."""
    change = changed(session, plan, (event(failure),))
    return replace(change, session=as_convened(change.session))


def stands(session: Session, plan: Plan, failure: Failure) -> bool:
    """Whether the plan keeps every rule as it is."""
    try:
        change = after(session, plan, failure)
    except UserError:
        return False
    return not check(change.session, plan).violations


def recourse(case: Case) -> Recourse:
    """The verdict on one failure that breaks a rule."""
    try:
        change = after(case.session, case.plan, case.failure)
    except UserError as refused:
        reasons = tuple(f"{issue.message} {issue.hint}".strip() for issue in refused.issues)
        return Recourse(case.failure, Verdict.IMPOSSIBLE, Infeasible(), refus=reasons)
    if case.minimal:
        budget = Budget(case.seconds, case.seed, case.workers, case.reproducible)
        return _answered(case.failure, side_by_side([*answers(change, budget)])[0])
    manques = shortages(change.session)
    if manques:
        return Recourse(case.failure, Verdict.IMPOSSIBLE, Infeasible(manques), manques=manques)
    outcome, report = _planned(case, change.session)
    if not isinstance(outcome, Planned) or report is None:
        verdict = Verdict.IMPOSSIBLE if isinstance(outcome, Infeasible) else Verdict.OPEN
        return Recourse(case.failure, verdict, outcome)
    return Recourse(case.failure, _survived(report), outcome, changes(change, outcome.plan))


def _survived(report: Report) -> Verdict:
    """Whether it is proven that no plan calls fewer membres in addition, then tells fewer people."""
    proven = {niveau.nom for niveau in report.niveaux if niveau.prouve}
    return Verdict.LEAST if {niveau.nom for niveau in PERTURBATION[:2]} <= proven else Verdict.SURVIVES


def _answered(failure: Failure, answer: DayAnswer) -> Recourse:
    """What the first answer of the day would be: as convened, or by asking, a derogation, postponing; or none."""
    if answer.step is Rung.NOTHING or answer.report is None:
        verdict = Verdict.IMPOSSIBLE if isinstance(answer.outcome, Infeasible) else Verdict.OPEN
        manques = shortages(answer.change.session)
        return Recourse(failure, verdict, answer.outcome, manques=manques, a_faire=first_line(answer))
    if not answer.asks:
        return Recourse(failure, _survived(answer.report), answer.outcome, answer.changements)
    return Recourse(
        failure,
        Verdict.ASKED,
        answer.outcome,
        answer.changements,
        accords=len({demande.personne for demande in answer.accords}),
        derogation=bool(answer.usage),
        reportes=len(answer.reportes),
        a_faire=first_line(answer),
    )


def _planned(case: Case, session: Session) -> tuple[Outcome, Report | None]:
    """A plan near the reference plan: by a stand-in or a later start, else by a search."""
    budget = Budget(case.seconds, case.seed, case.workers, case.reproducible)
    at_once = stand_in(session, case.plan, case.failure) or _on_a_later_day(case, session, budget)
    if at_once:
        return judged(session, Planned(at_once[0], ()))
    return near_plan(_by_disturbance_alone(session), budget)


def _on_a_later_day(case: Case, session: Session, budget: Budget) -> tuple[Plan, ...]:
    """The plan of a day that begins once the failure is over, if one is found in a part of the time; else empty."""
    for narrowed in later_day(session, case.plan, case.failure):
        outcome, _ = near_plan(
            _by_disturbance_alone(narrowed), replace(budget, seconds=LATER_DAY_SHARE * budget.seconds)
        )
        if isinstance(outcome, Planned):
            return (outcome.plan,) if check(session, outcome.plan).conforme else ()
    return ()


def _by_disturbance_alone(session: Session) -> Session:
    """The session with the levels of disturbance alone: the others do not concern a plan B, and take time to build."""
    return replace(session, reglages=replace(session.reglages, niveaux=()))


def _disturbance(session: Session, plan: Plan) -> list[int]:
    values = {niveau.nom: niveau.valeur for niveau in check(session, plan).niveaux}
    return [values[niveau.nom] for niveau in PERTURBATION]


# All failures: which there are, and the runner that answers them within an effort.


def failures(session: Session, plan: Plan, *, whole_days: bool = False) -> tuple[Failure, ...]:
    """Every failure, resource by resource, over the half-days (or the days) on which the plan does something."""
    moments = (PartOfDay.DAY,) if whole_days else (PartOfDay.MORNING, PartOfDay.AFTERNOON)
    return tuple(
        Failure(resource, jour, moment)
        for resource in resources(session)
        for jour in plan.jours()
        for moment in moments
    )


def contingencies(
    session: Session,
    plan: Plan,
    effort: Effort | None = None,
    executor: Executor | None = None,
    listen: RoundListener | None = None,
    *,
    whole_days: bool = False,
) -> Contingencies:
    """The verdict on every single failure, and the reserves that make the most of them survivable.

    `plan` keeps every rule of `session`. Cases run in `executor`, one after the other in this thread without one.
    """
    runner = _Runner(session, plan, effort or Effort(), executor, listen)
    every = failures(session, plan, whole_days=whole_days)
    recourses = {f: Recourse(f, Verdict.UNTOUCHED) for f in every if stands(session, plan, f)}
    recourses |= runner.verdicts([f for f in every if f not in recourses])
    recourses |= runner.answers_of_the_day([a for a in recourses.values() if a.verdict in (*LOST, Verdict.SURVIVES)])
    in_order = tuple(replace(recourses[f], presents=len(_present(plan, f.jour))) for f in every)
    lost = [a.failure for a in in_order if a.verdict not in PLANNED]
    heavy = tuple(a for a in in_order if a.planned and not a.failure.resource.room and _heavy(session, a))
    reserves = runner.reserves(lost, heavy) if lost or heavy else ()
    sent = session.convocations_envoyees is not None
    return Contingencies(in_order, reserves, runner.effort.stop.is_set(), heavy, sent)


def _heavy(session: Session, answered: Recourse) -> bool:
    """Whether an absence disturbs a greater part of the others present than the réglage `absence_lourde` allows."""
    return 100 * answered.disturbed > session.reglages.absence_lourde * answered.presents


def _present(plan: Plan, jour: date) -> set[str]:
    """Whom a plan has on a day."""
    here = {p.candidat for p in plan.passages if p.jour == jour}
    here |= {m for c in plan.compositions if c.jour == jour for m in c.membres}
    return here | {p.personne for p in plan.presences if p.debut.date() == jour}


class _Runner:
    """Runs cases within an effort."""

    def __init__(
        self, session: Session, plan: Plan, effort: Effort, executor: Executor | None, listen: RoundListener | None
    ) -> None:
        self.session, self.plan, self.effort = session, plan, effort
        self.executor, self.listen = executor, listen
        self.started = monotonic()

    def verdicts(self, searched: list[Failure]) -> dict[Failure, Recourse]:
        """The verdict on each; those left open are tried again."""
        recourses = {f: Recourse(f, Verdict.OPEN) for f in searched}
        for attempt, part in enumerate((None, *RETRIES)):
            still_open = [f for f, a in recourses.items() if a.verdict is Verdict.OPEN]
            seconds = self.effort.trial if part is None else self._seconds_again(part, len(still_open), attempt)
            workers = FIRST_WORKERS if part is None else MORE_WORKERS
            cases = [
                replace(self._case(self.session, f, seconds), seed=self.effort.seed + attempt, workers=workers)
                for f in still_open
            ]
            recourses |= {still_open[i]: reply for i, reply in self._recourses(cases, VERDICTS_SHARE)}
        return recourses

    def _seconds_again(self, part: float, number: int, attempt: int) -> float:
        """Seconds for each of so many cases tried again: an equal share of that part of the time left.

        When reproducible, no clock is read: twice as many seconds at each attempt.
        """
        effort = self.effort
        if effort.reproducible or not number:
            return effort.trial * float(2**attempt)
        seconds = max(0.0, self._left(VERDICTS_SHARE))
        return part * seconds / ceil(number / effort.parallel)

    def answers_of_the_day(self, known: Iterable[Recourse]) -> dict[Failure, Recourse]:
        """What `replan` would answer, where that says more: the worst first.

        By asking, where nothing is possible otherwise; the least plan, or that it is the least, where there is one.
        """
        worst = sorted(known, key=lambda a: (bool(a.planned), -a.disturbed)) if not self.effort.minimal else []
        cases = [replace(self._case(self.session, a.failure, self.effort.trial), minimal=True) for a in worst]
        replies = ((worst[i], reply) for i, reply in self._recourses(cases, LEAST_SHARE))
        return {known.failure: reply for known, reply in replies if self._says_more(known, reply)}

    def _says_more(self, known: Recourse, reply: Recourse) -> bool:
        """Whether a reply tells more than the verdict known: never that less is possible."""
        if not known.planned:
            return reply.verdict is not Verdict.OPEN
        session = after(self.session, self.plan, known.failure).session
        costs = [_disturbance(session, planned.plan) for a in (reply, known) for planned in a.planned]
        return len(costs) == 2 and (costs[0] < costs[1] or (reply.verdict is Verdict.LEAST and costs[0] == costs[1]))

    def reserves(self, lost: list[Failure], heavy: Sequence[Recourse]) -> tuple[Reserve, ...]:
        """The reserves that save lost failures, or with which a heavy absence disturbs few."""
        tried = trials(self.session, self.plan, lost, [a.failure for a in heavy])
        cases = [replace(self._case(t.session, t.failure, self.effort.trial), minimal=False) for t in tried]
        before = {a.failure: a for a in heavy}
        answered = []
        for i, reply in sorted(self._recourses(cases, 1.0), key=lambda answered: answered[0]):
            known = before.get(reply.failure)
            compared = reply if known is None else replace(reply, presents=known.presents)
            helps = reply.verdict in PLANNED and (known is None or not _heavy(self.session, compared))
            answered.append((tried[i], compared, helps))
        return ranked(tried, answered, set(lost))

    def _case(self, session: Session, failure: Failure, seconds: float) -> Case:
        effort = self.effort
        return Case(
            session,
            self.plan,
            failure,
            seconds,
            effort.seed,
            reproducible=effort.reproducible,
            minimal=effort.minimal,
        )

    def _left(self, share: float) -> float:
        """The seconds left of this share of the whole time; below 0 once it is over."""
        return self.started + share * self.effort.seconds - monotonic()

    def _over(self, share: float) -> bool:
        return self.effort.stop.is_set() or (not self.effort.reproducible and self._left(share) <= 0)

    def _recourses(self, cases: Sequence[Case], share: float) -> Iterator[tuple[int, Recourse]]:
        """The answers as they come, by the rank of their case; without those that do not begin within that share."""
        run = (
            self._in_this_thread(cases, share)
            if self.executor is None
            else self._in_executor(self.executor, cases, share)
        )
        for n, answered in enumerate(run, 1):
            if self.listen is not None:
                self.listen(n, len(cases))
            yield answered

    def _in_this_thread(self, cases: Sequence[Case], share: float) -> Iterator[tuple[int, Recourse]]:
        for i, case in enumerate(cases):
            if self._over(share):
                return
            yield i, recourse(case)

    def _in_executor(self, executor: Executor, cases: Sequence[Case], share: float) -> Iterator[tuple[int, Recourse]]:
        pending = {} if self._over(share) else {executor.submit(recourse, case): i for i, case in enumerate(cases)}
        while pending:
            if self._over(share):
                pending = {future: i for future, i in pending.items() if not future.cancel()}
            for future in wait(pending, POLL_SECONDS, FIRST_COMPLETED).done:
                yield pending.pop(future), future.result()


# The processes of this machine, as an executor: one for each core.

MOST = 61
"""Windows waits for no more processes at once."""


def processes() -> int:
    """As many as this process may use cores, as far as the system waits for them."""
    from tpplanner.solver.run import cores  # noqa: PLC0415 - OR-Tools is slow to import

    return min(MOST, cores())


@contextmanager
def machine_pool() -> Iterator[Executor | None]:
    """An executor with a process a core; None on a machine with one, where it would only cost.

    Processes are spawned, as everywhere on Windows: a fork would copy threads of the solver that it cannot run.
    """
    number = processes()
    if number == 1:
        yield None
        return
    pool = ProcessPoolExecutor(number, get_context("spawn"), follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def follow_parent() -> None:
    """Ready a process of a pool: Ctrl-C and a closed terminal are its parent's business; it ends when its parent does.

    A parent that is killed tells nobody: its processes would calculate on, then wait for ever.
    """
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
