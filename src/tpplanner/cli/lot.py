"""``tpplanner lot``: several workbooks at once."""

import os
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import say, say_issues, stoppable
from tpplanner.cli.french import AFFICHAGES, LOCKS, Choix, FrenchCommand, Nombre
from tpplanner.errors import CannotWrite, ExitCode, UserError
from tpplanner.export.files import folder_to_fill
from tpplanner.texts import commande
from tpplanner.texts import commande as texte

if TYPE_CHECKING:
    from tpplanner.batch import Done
    from tpplanner.domain.answers import Reading

GRAVITE = (
    ExitCode.BUG,
    ExitCode.REFUSED,
    ExitCode.CANNOT_WRITE,
    ExitCode.INFEASIBLE,
    ExitCode.UNFINISHED,
    ExitCode.INTERRUPTED,
)
"""Of several ends, the first of these is the exit code."""

CALCULS = "calculs"
"""The folder, inside the output folder, of what has been settled."""


class Classeurs(click.ParamType[Path]):
    """A workbook, or a folder of workbooks."""

    name = "fichier ou dossier"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, if there is something there."""
        path = Path(str(value))
        if not os.path.exists(path):
            self.fail(f"« {value} » est introuvable.", param, ctx)
        return path


@click.command(cls=FrenchCommand)
@click.argument("classeurs", type=Classeurs(), nargs=-1, required=True, metavar="DOSSIER…")
@click.option(
    "-o",
    "--output",
    "dossier",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    default=Path("plannings"),
    help="Dossier à remplir (plannings).",
)
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=60, help="Secondes par session (60).")
@click.option(
    "--processus", type=Nombre(1, 256), default=None, help="Sessions calculées à la fois (un par processeur)."
)
@click.option("--seed", "graine", type=Nombre(0, 2**31 - 1), default=0, help="Graine du calcul (0).")
@click.option("--reproductible", is_flag=True, help="Les mêmes plannings à chaque fois.")
@click.option("--affichage", type=Choix(AFFICHAGES), default=None, help="Affiche : numero, prenom ou nom (Session).")
def lot(
    classeurs: tuple[Path, ...],
    dossier: Path,
    secondes: int,
    processus: int | None,
    graine: int,
    reproductible: bool,
    affichage: str | None,
) -> int:
    """Calcule les plannings de plusieurs classeurs, chacun contrôlé.

    Donnez un dossier, ou des fichiers. Un classeur refusé ou impossible n'arrête pas les autres. Relancée, la commande
    ne recalcule que ce qui a changé. Ctrl-C arrête et garde ce qui est trouvé.

    \b
    Exemples :
      tpplanner lot sessions-2027
      tpplanner lot juin.xlsx juillet.xlsx -o plannings --time-limit 120
    """
    from tpplanner.batch import plan_many
    from tpplanner.solver import Budget

    started = time.monotonic()
    batch = _Batch(dossier, affichage)
    for path in classeurs:
        batch.read(path)
    if not batch.readings:
        say(texte.AUCUN_CLASSEUR)
        return batch.worst() or ExitCode.USAGE
    folder_to_fill(dossier, "-o")
    with stoppable() as stop:
        plan_many(
            {nom: reading.session for nom, reading in batch.readings.items()},
            budget=Budget(secondes, graine, workers=1, reproducible=reproductible, stop=stop),
            folder=dossier / CALCULS,
            listen=batch.finish,
            processes=processus,
        )
    say(texte.bilan(dict(batch.comptes), time.monotonic() - started))
    return batch.worst()


@dataclass(slots=True)
class _Batch:
    """The workbooks being planned, by a name of their own, and what became of those that are done."""

    dossier: Path
    affichage: str | None
    readings: "dict[str, Reading]" = field(default_factory=dict)
    comptes: Counter[str] = field(default_factory=Counter)
    ends: set[ExitCode] = field(default_factory=set)
    done: int = 0

    def read(self, path: Path) -> None:
        """Read a workbook, or those of a folder: there, plannings are left aside. What is refused is told."""
        if not path.is_dir():
            self._read(path, plannings=True)
            return
        for inside in sorted(path.glob("*.xlsx")):
            if not inside.name.startswith(LOCKS) and not inside.stem.endswith(commande.AFFICHE):
                self._read(inside, plannings=False)

    def _read(self, path: Path, *, plannings: bool) -> None:
        from tpplanner.domain.duties import told_as
        from tpplanner.texts.fautes import D_AVANT
        from tpplanner.workbook.reader import read_session

        try:
            reading = read_session(path)
        except UserError as refusal:
            say(f"{path.name} :")
            say_issues(refusal.issues)
            self._count(texte.REFUSE, ExitCode.REFUSED)
            return
        if reading.edite and not plannings:
            say(texte.deja_un_planning(path.name))
            return
        if reading.avertissements:
            say(f"{path.name} :")
            say_issues(reading.avertissements)
        aside = told_as(reading.session, D_AVANT)
        self.readings[self._free_name(path.stem)] = replace(reading, session=aside)

    def _free_name(self, stem: str) -> str:
        names = (stem, *(f"{stem} ({n})" for n in range(2, len(self.readings) + 3)))
        return next(name for name in names if name not in self.readings)

    def finish(self, done: "Done") -> None:
        """Write what came of a session, and say it."""
        self.done += 1
        quoi, code, suite = self._written(done) if done.report is not None else _why_not(done)
        self._count(quoi, code)
        say(texte.ligne(self.done, len(self.readings), done.nom, suite))

    def _written(self, done: "Done") -> tuple[str, ExitCode, str]:
        from tpplanner.errors import Bug
        from tpplanner.pipeline import write_excel

        if done.outcome is None or done.report is None:
            raise Bug("only a plan is written")
        target = self.dossier / f"{done.nom}-planning.xlsx"
        reading, source = self.readings[done.nom], f"{done.nom}.xlsx"
        try:
            written = write_excel(target, reading, done.outcome, done.report, affichage=self.affichage, classeur=source)
        except CannotWrite as failure:
            say_issues(failure.issues)
            return texte.NON_ECRIT, ExitCode.CANNOT_WRITE, texte.NON_ECRIT
        say_issues((*done.report.avertissements, *written.avertissements))
        quoi = texte.REPRIS if done.kept else texte.PLANIFIE
        return (
            quoi,
            ExitCode.OK,
            f"{quoi}, {texte.niveaux(reading.session.niveaux, done.report.niveaux)} ({written.fichiers[0].name})",
        )

    def _count(self, quoi: str, code: ExitCode) -> None:
        self.comptes[quoi] += 1
        self.ends.add(code)

    def worst(self) -> ExitCode:
        """The exit code."""
        return next((code for code in GRAVITE if code in self.ends), ExitCode.OK)


def _why_not(done: "Done") -> tuple[str, ExitCode, str]:
    from tpplanner.batch import INTERRUPTED
    from tpplanner.domain.answers import Infeasible, Unfinished

    match done.outcome:
        case Infeasible():
            return texte.LOT_IMPOSSIBLE, ExitCode.INFEASIBLE, texte.LOT_IMPOSSIBLE
        case Unfinished(interrompu=False):
            return texte.PAS_TROUVE, ExitCode.UNFINISHED, texte.PAS_TROUVE
        case _ if not done.failure or done.failure == INTERRUPTED:
            return texte.ARRETE, ExitCode.INTERRUPTED, texte.ARRETE
        case _:
            return texte.ECHEC, ExitCode.BUG, f"{texte.ECHEC} ({done.failure})"
