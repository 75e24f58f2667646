"""Many sessions over any `concurrent.futures.Executor`: a pool of processes here, Dask's executor on many machines.

One failure is one result. A process that dies takes nothing else with it: what was being planned when a pool broke is
planned again, alone, and only what breaks a process a second time is given up. With a folder, what has been settled
for the same input is not planned again: it is read back and checked.
"""

import multiprocessing
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from tpplanner.change.contingency import follow_parent
from tpplanner.domain.answers import Infeasible, Outcome, Planned, Reading, Report, Unfinished
from tpplanner.domain.duties import declined_away
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, CannotWrite, ExitCode, UserError
from tpplanner.export.standing import a_planning_of
from tpplanner.files.names import LOCKS, cut, free_name
from tpplanner.files.place import folder_to_fill, only_earlier
from tpplanner.files.writing import put_whole
from tpplanner.texts import annee as textes_annee
from tpplanner.texts import commande as texte
from tpplanner.texts.fautes import exigences, manque, told_before
from tpplanner.version import __version__

if TYPE_CHECKING:
    from tpplanner.domain.annee import Programmation
    from tpplanner.pipeline import Follower, Year
    from tpplanner.solver import Budget

POLL_SECONDS = 0.1
INTERRUPTED = "stopped before it was planned"
DIED_ALONE = "its process died, alone too"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one session of a batch.

    `outcome` is None where `failure` says, in English, what went wrong; `from_shelf`: settled by an earlier run, and
    checked again; `report` is there for a plan.
    """

    nom: str
    outcome: Outcome | None = None
    report: Report | None = None
    seconds: float = 0.0
    from_shelf: bool = False
    failure: str = ""


Tell = Callable[[Done], None]


@dataclass(frozen=True, slots=True)
class _Task:
    """A session on its way to another process: what of a budget can be sent."""

    nom: str
    session: Session
    seconds: float
    seed: int
    workers: int
    reproducible: bool

    @property
    def settings(self) -> tuple[object, ...]:
        """What its answer depends on besides the session: an « impossible » rests on the solver's version too."""
        return (__version__, version("ortools"), self.seconds, self.seed, self.workers, self.reproducible)


def plan_many(
    sessions: Mapping[str, Session],
    executor: Executor | None = None,
    *,
    budget: "Budget | None" = None,
    folder: str | Path | None = None,
    listen: Tell | None = None,
    processes: int | None = None,
) -> dict[str, Done]:
    """Plan sessions, named as the caller likes; what became of each, in their order.

    Without an executor: a pool of `processes` (as many as processors), one CP-SAT worker each. `budget` is for each
    session; setting its `stop` ends the batch, what is being planned here giving its best plan so far: another
    executor is not told, and what it has begun is waited for. Its workers must plan one session at a time (Dask: one
    thread each), since importing OR-Tools is not safe beside another thread's imports. `listen` is
    called with each result as it comes, in the caller's thread. `folder` keeps what is settled, under the
    fingerprint of its input: a plan, or that there is none. The guard ``if __name__ == "__main__"`` is needed in a
    script, as for any pool of processes.
    """
    from tpplanner.solver import Budget  # noqa: PLC0415 - OR-Tools is slow to import

    budget = budget or Budget(workers=1)
    tasks = [
        _Task(nom, session, budget.seconds, budget.seed, budget.workers, budget.reproducible)
        for nom, session in sessions.items()
    ]
    done: dict[str, Done] = {}
    shelf = _Shelf(Path(folder)) if folder is not None else None

    def finish(task: _Task, result: Done) -> None:
        done[task.nom] = result
        if shelf is not None and not result.from_shelf:
            shelf.keep(task, result)
        if listen is not None:
            listen(result)

    stop = Stop(budget.stop)
    todo = deque(_not_kept(tasks, shelf, finish))
    if executor is not None:
        todo.extend(_feed(executor, todo, len(todo), stop, finish))
    _in_processes(todo, processes or os.cpu_count() or 1, stop, finish)
    for task in tasks:
        if task.nom not in done:
            finish(task, Done(task.nom, failure=INTERRUPTED))
    return {task.nom: done[task.nom] for task in tasks}


Finish = Callable[[_Task, Done], None]


def _not_kept(tasks: Iterable[_Task], shelf: "_Shelf | None", finish: Finish) -> Iterator[_Task]:
    for task in tasks:
        known = shelf.find(task) if shelf is not None else None
        if known is None:
            yield task
        else:
            finish(task, known)


class Stop:
    """The caller's wish to stop, made known to the processes here by a byte that they share: no lock to die with."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self.shared = multiprocessing.get_context("spawn").RawValue("b", 0)

    def asked(self) -> bool:
        """Whether the caller wants to stop; the processes are told."""
        if self._event.is_set():
            self.shared.value = 1
        return self._event.is_set()


def _in_processes(todo: deque[_Task], processes: int, stop: Stop, finish: Finish) -> None:
    """Plan in pools of processes: a new one each time one breaks, and one for each suspect of it."""
    while todo and not stop.asked():
        with pool_of(min(processes, len(todo)), stop) as pool:
            suspects = _feed(pool, todo, processes, stop, finish)
        for task in suspects:
            with pool_of(1, stop) as pool:
                if _feed(pool, deque([task]), 1, stop, finish):
                    finish(task, Done(task.nom, failure=DIED_ALONE))


def _feed(pool: Executor, todo: deque[_Task], at_once: int, stop: Stop, finish: Finish) -> list[_Task]:
    """Plan through an executor, so many at once; answers those that were on their way when it broke.

    What was not sent stays in `todo`, also once stopped: then an executor of our own gives what it has, and what
    another one has not begun is cancelled.
    """
    flying: dict[Future[Done], _Task] = {}
    while flying or (todo and not stop.asked()):
        try:
            while todo and len(flying) < at_once and not stop.asked():
                flying[pool.submit(planned, todo[0])] = todo[0]
                todo.popleft()
        except BrokenExecutor:
            return _left(flying, finish)
        landed = wait(flying, POLL_SECONDS, FIRST_COMPLETED).done
        if lost := _left({future: flying.pop(future) for future in landed}, finish):
            return [*lost, *_left(flying, finish)]
        if stop.asked():
            for future in [future for future in flying if future.cancel()]:
                del flying[future]
    return []


def _left(flying: Mapping[Future[Done], _Task], finish: Finish) -> list[_Task]:
    """Tell what came of each task; those left are the ones under which their executor broke."""
    return [task for future, task in flying.items() if not _landed(future, task, finish)]


def _landed(future: Future[Done], task: _Task, finish: Finish) -> bool:
    """Tell what came of a task; False where its executor broke under it."""
    try:
        finish(task, future.result())
    except BrokenExecutor:
        return False
    except Exception as error:
        finish(task, Done(task.nom, failure=f"{type(error).__name__}: {error}"))
    return True


@contextmanager
def pool_of(processes: int, stop: Stop) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: a fork of a process that runs CP-SAT's threads would inherit their locks."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(stop.shared,))
    try:
        yield pool
    except BaseException:  # abandoned: the processes are not waited for longer than it takes to tell them
        stop.shared.value = 1
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _StopSignal:
    """In a process of a pool: whether the batch is stopping; stands where a budget wants an event."""

    shared: Any = None

    def is_set(self) -> bool:
        """Whether it is."""
        return self.shared is not None and bool(self.shared.value)


_STOP = _StopSignal()


def _begin(shared: Any) -> None:
    """Ready a process."""
    follow_parent()
    _STOP.shared = shared


def planned(task: _Task) -> Done:
    """Plan one session, wherever this runs; what goes wrong with it is its result."""
    from tpplanner.solver import Budget  # noqa: PLC0415
    from tpplanner.steps import solve_session  # noqa: PLC0415 - OR-Tools is slow to import

    started = monotonic()
    stop = cast("Event", _STOP)
    budget = Budget(task.seconds, task.seed, workers=task.workers, reproducible=task.reproducible, stop=stop)
    try:
        outcome, report = solve_session(task.session, budget)
    except (Bug, ValueError) as error:
        return Done(task.nom, seconds=monotonic() - started, failure=f"{type(error).__name__}: {error}")
    return Done(task.nom, outcome, report, monotonic() - started)


class _Shelf:
    """A folder with what has been settled: a file an input, named by its fingerprint; ids and hours, no names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _path(self, task: _Task) -> Path:
        from tpplanner.wire import fingerprint  # noqa: PLC0415 - pydantic is slow to import

        return self._folder / f"{fingerprint(task.session, task.settings)}.json"

    def find(self, task: _Task) -> Done | None:
        """What an earlier run settled for this input, a plan being checked again; None without any worth keeping."""
        from tpplanner.planner import judged  # noqa: PLC0415 - as above
        from tpplanner.wire import load_outcome  # noqa: PLC0415

        try:
            outcome, report = judged(task.session, load_outcome(self._path(task).read_bytes()))
        except (OSError, ValueError, KeyError, Bug):
            return None
        return Done(task.nom, outcome, report, from_shelf=True)

    def keep(self, task: _Task, done: Done) -> None:
        """Keep what more time would not change: no plan that was cut short, nothing unfinished, no failure."""
        from tpplanner.wire import dump_outcome  # noqa: PLC0415 - pydantic is slow to import

        match done.outcome:
            case Planned(interrompu=False) | Infeasible():
                with suppress(OSError):  # what is not kept will be planned again, and nothing is lost
                    put_whole(self._path(task), dump_outcome(done.outcome))


# ``tpplanner lot``: workbooks, each planned and written.

CALCULS = "calculs"
"""The folder, inside the output folder, of what has been settled."""
_WORKBOOKS = (".xlsx", ".xlsm")
"""The files of a folder that are read: those that are read too when they are given by name."""
_OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods")
"""Those that their author may take for workbooks like the others: they are told."""


@dataclass(slots=True)
class Lot:
    """Workbooks that are planned, by a name of their own, and what became of each: how many of a kind, exit codes."""

    folder: Path
    affichage: str | None
    follower: "Follower"
    sessions: dict[str, Reading] = field(default_factory=dict)
    classeurs: dict[str, str] = field(default_factory=dict)
    comptes: Counter[str] = field(default_factory=Counter)
    ends: set[ExitCode] = field(default_factory=set)
    done: int = 0

    def read(self, path: Path) -> None:
        """Read a workbook, or those of a folder: there, plannings are left aside. What is not read is told."""
        if not path.is_dir():
            self._read(path, plannings=True)
            return
        for inside in sorted(path.iterdir()):
            if inside.name.startswith(LOCKS) or inside.stem.endswith(texte.AFFICHE) or inside.is_dir():
                continue
            if inside.suffix.lower() in _WORKBOOKS:
                self._read(inside, plannings=False)
            elif inside.suffix.lower() in _OTHER_WORKBOOKS:
                self.follower.say(texte.autre_format(inside.name, inside.suffix))

    def _read(self, path: Path, *, plannings: bool) -> None:
        from tpplanner.workbook.reader import read_session  # noqa: PLC0415 - openpyxl is slow to import

        try:
            reading = read_session(path)
        except UserError as refusal:
            self.follower.say(f"{path.name} :")
            self.follower.warn(refusal.issues)
            self._count(texte.REFUSE, ExitCode.REFUSED)
            return
        if reading.edite and not plannings:
            self.follower.say(texte.deja_un_planning(path.name))
            return
        if reading.avertissements:
            self.follower.say(f"{path.name} :")
            self.follower.warn(reading.avertissements)
        names = (path.stem, *(f"{path.stem} ({n})" for n in range(2, len(self.sessions) + 3)))
        taken = {name.casefold() for name in self.sessions}
        free = next(name for name in names if name.casefold() not in taken)
        if self._taken(free, reading):
            return
        self.classeurs[free] = path.name
        self.sessions[free] = replace(reading, session=told_before(reading.session))

    def _taken(self, nom: str, reading: Reading) -> bool:
        """Whether its planning would replace another; then it is told, before anything is searched."""
        try:
            only_earlier(self._path(nom), a_planning_of(reading.session))
        except CannotWrite as refusal:
            self.follower.warn(refusal.issues)
            self._count(texte.NON_ECRIT, ExitCode.CANNOT_WRITE)
            return True
        return False

    def _path(self, nom: str) -> Path:
        return self.folder / f"{nom}-planning.xlsx"

    def finish(self, done: Done) -> None:
        """Write what came of a session, and tell it."""
        self.done += 1
        quoi, code, suite = self._written(done)
        self._count(quoi, code)
        self.follower.say(texte.ligne(self.done, len(self.sessions), done.nom, suite or quoi))

    def _written(self, done: Done) -> tuple[str, ExitCode, str]:
        from tpplanner.steps import write_excel  # noqa: PLC0415 - OR-Tools is slow to import

        if done.outcome is None or done.report is None:
            return _why_not(done)
        path, reading = self._path(done.nom), self.sessions[done.nom]
        affichage, source = self.affichage, self.classeurs[done.nom]
        try:
            written = write_excel(path, reading, done.outcome, done.report, affichage=affichage, classeur=source)
        except CannotWrite as failure:
            self.follower.warn(failure.issues)
            return texte.NON_ECRIT, ExitCode.CANNOT_WRITE, ""
        self.follower.warn((*done.report.avertissements, *written.avertissements))
        quoi = texte.REPRIS if done.from_shelf else texte.PLANIFIE
        niveaux = texte.niveaux(reading.session.niveaux, done.report.niveaux)
        return quoi, ExitCode.OK, f"{quoi}, {niveaux} ({written.fichiers[0]})"

    def _count(self, quoi: str, code: ExitCode) -> None:
        self.comptes[quoi] += 1
        self.ends.add(code)


def _why_not(done: Done) -> tuple[str, ExitCode, str]:
    match done.outcome:
        case Infeasible():
            return texte.LOT_IMPOSSIBLE, ExitCode.INFEASIBLE, ""
        case Unfinished(interrompu=False):
            return texte.PAS_TROUVE, ExitCode.UNFINISHED, ""
        case _ if not done.failure or done.failure == INTERRUPTED:
            return texte.ARRETE, ExitCode.INTERRUPTED, ""
        case _:
            return texte.ECHEC, ExitCode.BUG, f"{texte.ECHEC} ({done.failure})"


def plan_workbooks(
    paths: Iterable[Path],
    folder: Path,
    budget: "Budget",
    follower: "Follower",
    *,
    affichage: str | None = None,
    processes: int | None = None,
) -> Lot:
    """Plan workbooks, and those of folders, each within the budget, and write their plannings into `folder`.

    What is refused, or has no plan, stops none of the others; `follower` hears what becomes of each. What has been
    settled before for the same input is taken up again. Raises CannotWrite for the folder alone.
    """
    lot = Lot(folder, affichage, follower)
    for path in paths:
        lot.read(path)
    if lot.sessions:
        folder_to_fill(folder, "-o")
        sessions = {nom: declined_away(reading.session) for nom, reading in lot.sessions.items()}
        with follower.search(None):
            plan_many(sessions, budget=budget, folder=folder / CALCULS, listen=lot.finish, processes=processes)
    return lot


# ``tpplanner annee --plannings``: the sessions of a year, each planned and written.

FAILED = {"impossible", "pas_trouve", "echec", "arret", "autre_modele", "non_ecrit"}
"""What becomes of a session (keys of `texts.annee.PLANNING`) that has no planning though it could have one."""
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What Windows takes in no name of a file."""


def plan_year(
    year: "Year", programmation: "Programmation", folder: Path, budget: "Budget", follower: "Follower"
) -> dict[str, str]:
    """Plan the sessions of a year, each within the budget, and write them into `folder`; what became of each."""
    ends: dict[str, str] = {}
    sessions = _sessions_of(year, programmation, ends, follower)
    files = file_names(sessions)
    for nom, session in list(sessions.items()):
        try:
            only_earlier(folder / files[nom], a_planning_of(session))
        except CannotWrite as refusal:
            follower.warn(refusal.issues)
            ends[nom] = "non_ecrit"
            del sessions[nom]

    def finish(done: Done) -> None:
        session = sessions[done.nom]
        end = ends[done.nom] = _end(done, session, folder / files[done.nom], follower)
        suite = textes_annee.PLANNING[end] + (f" ({done.failure})" if end == "echec" else "")
        rank = sum(nom in ends for nom in sessions)
        follower.say(texte.ligne(rank, len(sessions), done.nom, suite))
        if isinstance(done.outcome, Infeasible):
            cause = done.outcome.cause
            for shortage in done.outcome.manques:
                follower.say(texte.point(manque(session, shortage), ()))
            for phrase in exigences(session, cause.exigences if cause else ()):
                follower.say(texte.point(phrase.texte, ()))

    with follower.search(None):
        plan_many(sessions, budget=budget, folder=folder / CALCULS, listen=finish)
    return ends


def _sessions_of(
    year: "Year", programmation: "Programmation", ends: dict[str, str], follower: "Follower"
) -> dict[str, Session]:
    """The sessions of a year that can be planned; what becomes of the others."""
    from tpplanner.year.sessions import session_of  # noqa: PLC0415 - OR-Tools is slow to import

    sessions = {}
    for s in programmation.sessions:
        base = year.models.get(s.session)
        if base is None or not s.candidats:
            ends[s.session] = "sans_candidat" if base is not None else "sans_modele"
            continue
        try:
            sessions[s.session] = session_of(year.lecture.annee, s, base)
        except UserError as refusal:
            follower.warn(replace(issue, sheet=s.session) for issue in refusal.issues)
            ends[s.session] = "autre_modele"
    return sessions


def _end(done: Done, session: Session, path: Path, follower: "Follower") -> str:
    """What became of a session, once its planning is written, if there is one."""
    from tpplanner.steps import write_excel  # noqa: PLC0415 - as above

    if done.outcome is not None and done.report is not None:
        try:
            written = write_excel(path, session, done.outcome, done.report)
        except CannotWrite as failure:
            follower.warn(failure.issues)
            return "non_ecrit"
        follower.warn(written.avertissements)
        return "planifiee"
    if done.failure:
        return "arret" if done.failure == INTERRUPTED else "echec"
    return "impossible" if isinstance(done.outcome, Infeasible) else "pas_trouve"


def file_names(names: Iterable[str]) -> dict[str, str]:
    """For each session, the name of a file, borne by no other."""
    taken: set[str] = set()
    stems = ((name, cut(_NOT_IN_FILES.sub("-", name)).strip(" .") or "session") for name in names)
    return {name: free_name(stem, "xlsx", taken) for name, stem in stems}
