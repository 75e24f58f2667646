"""``tpplanner lot``: workbooks, each planned and written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tpplanner.batch import INTERRUPTED, SETTLED_FOLDER, BatchResult, plan_many
from tpplanner.commands.following import Follower
from tpplanner.commands.in_force import holding_to, version_in_force
from tpplanner.commands.outputs import write_excel
from tpplanner.commands.reading import planned_before
from tpplanner.domain.answers import Infeasible, Reading, Unfinished
from tpplanner.domain.duties import declined_away
from tpplanner.domain.held import told_since
from tpplanner.errors import CannotWrite, ExitCode, UserError
from tpplanner.export.standing import a_planning_of
from tpplanner.files.names import LOCKS
from tpplanner.files.place import check_replaceable, make_writable_folder
from tpplanner.solver import Budget
from tpplanner.texts import commande as texte
from tpplanner.texts.fautes import told_before
from tpplanner.workbook.reader import read_session

_WORKBOOKS = (".xlsx", ".xlsm")
"""The files of a folder that are read: those that are read too when they are given by name."""


_OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods")
"""Those that their author may take for workbooks like the others: they are told."""


@dataclass(slots=True)
class Lot:
    """Workbooks that are planned, by a name of their own, and what became of each: how many of a kind, exit codes."""

    folder: Path
    affichage: str | None
    follower: Follower
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
        reading = holding_to(reading, planned_before(version_in_force(self._path(free))))
        if told_since(reading.saisie) is not None:
            self.follower.say(texte.deja_commencee(path.name))
            return
        self.classeurs[free] = path.name
        self.sessions[free] = replace(reading, session=told_before(reading.session))

    def _taken(self, nom: str, reading: Reading) -> bool:
        """Whether its planning would replace another; then it is told, before anything is searched."""
        try:
            check_replaceable(self._path(nom), a_planning_of(reading.session))
        except CannotWrite as refusal:
            self.follower.warn(refusal.issues)
            self._count(texte.NON_ECRIT, ExitCode.CANNOT_WRITE)
            return True
        return False

    def _path(self, nom: str) -> Path:
        return self.folder / f"{nom}-planning.xlsx"

    def finish(self, done: BatchResult) -> None:
        """Write what came of a session, and tell it."""
        self.done += 1
        quoi, code, suite = self._written(done)
        self._count(quoi, code)
        self.follower.say(texte.ligne(self.done, len(self.sessions), done.nom, suite or quoi))

    def _written(self, done: BatchResult) -> tuple[str, ExitCode, str]:
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


def _why_not(done: BatchResult) -> tuple[str, ExitCode, str]:
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
    budget: Budget,
    follower: Follower,
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
        make_writable_folder(folder, "-o")
        sessions = {nom: declined_away(reading.session) for nom, reading in lot.sessions.items()}
        with follower.search(None):
            plan_many(sessions, budget=budget, folder=folder / SETTLED_FOLDER, listen=lot.finish, processes=processes)
    return lot
