"""The command line: commands, which call the public functions of the package; how they begin and end."""

import os
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import click

from tpplanner.cli.annee import annee
from tpplanner.cli.change import places, planb, replan
from tpplanner.cli.console import answer, hold_streams, say, say_issues
from tpplanner.cli.french import FrenchGroup, told
from tpplanner.cli.init import init
from tpplanner.cli.limits import little_memory
from tpplanner.cli.ouvrir import diagnostic, ouvrir, purger
from tpplanner.cli.planning import check, dates, export
from tpplanner.cli.solve import explain, lot, solve
from tpplanner.cli.titres import titres
from tpplanner.errors import Bug, ExitCode, Misused, UserError
from tpplanner.files.writing import files_put
from tpplanner.texts import commande
from tpplanner.version import __version__


@click.group(
    cls=FrenchGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option("--version", is_flag=True, help="Affiche la version.")
@click.pass_context
def tpplanner(ctx: click.Context, version: bool) -> None:
    """Planning d'une session d'examen de titre professionnel.

    Un classeur Excel entre, un planning optimal et contrôlé sort.

    \b
    Pour commencer :
      tpplanner ouvrir                            la page, dans le navigateur : tout se fait là aussi
      tpplanner init session.xlsx --titre CDA     un classeur à remplir
      tpplanner solve session.xlsx                le planning et son affichage
      tpplanner explain session.xlsx              pourquoi aucun planning n'existe, et que changer
      tpplanner check planning.xlsx               le contrôle d'un planning, même retouché à la main
      tpplanner planb planning.xlsx               avant le jour J : chaque imprévu, qui est irremplaçable
      tpplanner replan planning.xlsx              le jour J : une absence, un retard, une salle perdue
      tpplanner places planning.xlsx CANDIDAT     où il pourrait passer, ce que cela coûte, qui cela déplace
      tpplanner export planning.xlsx -o dossier   affiches, convocations, feuilles de jury, émargements…
      tpplanner dates planning.xlsx               les échéances : ce qui est en retard, ce qui vient
      tpplanner lot DOSSIER                       plusieurs classeurs à la fois
      tpplanner annee annee.xlsx                  les sessions d'une année : dates, jurys, programmation
      tpplanner purger                            ce qu'ont laissé les sessions de plus de cinq ans
      tpplanner diagnostic                        l'installation, pour la personne qui vous aide
    """
    if version:
        answer(f"tpplanner {__version__}")
    elif ctx.invoked_subcommand is None:
        answer(ctx.get_help())


_COMMANDS = (
    ouvrir,
    init,
    solve,
    explain,
    check,
    planb,
    replan,
    places,
    export,
    dates,
    lot,
    annee,
    titres,
    purger,
    diagnostic,
)
for _command in _COMMANDS:
    tpplanner.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; whatever goes wrong is told in French."""
    _write_any_name()
    hold_streams()
    sys.exit(run(arguments))


def show_message(text: str) -> None:
    """Say something in a window of the system, where there is no terminal: Windows alone starts us so."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "tpplanner", 0)


def in_a_window(arguments: Sequence[str] | None = None, show: Callable[[str], None] = show_message) -> None:
    """Do as ``tpplanner ouvrir`` where a double click opens it, without a terminal: a failure is told by `show`."""
    hold_streams()
    output = sys.stdout = sys.stderr = StringIO()
    code = run(["ouvrir", *(sys.argv[1:] if arguments is None else arguments)])
    if code != ExitCode.OK:
        show(output.getvalue().strip())
    sys.exit(code)


def _write_any_name() -> None:
    """Begin again in UTF-8 where names of files could only be ASCII: no document of Zoé's could be named after her."""
    if sys.getfilesystemencoding() == "ascii" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - our own command


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    with files_put() as written:
        try:
            result = tpplanner.main(arguments, prog_name="tpplanner", standalone_mode=False)
        except click.exceptions.Exit as leaving:
            return leaving.exit_code
        except SystemExit as left:  # click's way with any pipe that breaks
            return _failed(left.__context__ or left, written)
        except BaseException as error:  # what Rust calls a panic is no Exception
            return _failed(error, written)
    return result if isinstance(result, int) else ExitCode.OK


def _failed(error: BaseException, written: Sequence[Path]) -> int:
    """Say what went wrong, and what was written all the same; the exit code."""
    files = [str(path) for path in written]
    match error:
        case click.Abort(__cause__=EOFError() as ended):  # click takes what ends too early for a Ctrl-D
            return _failed(ended, written)
        case click.Abort() | KeyboardInterrupt():
            say(commande.abandon(files))
            return ExitCode.INTERRUPTED
        case click.ClickException() | Misused():
            say(told(error) if isinstance(error, click.ClickException) else str(error))
            return ExitCode.USAGE
        case MemoryError():
            return _failed(little_memory(), written)
        case UserError():
            say_issues(error.issues)
            if files:
                say(commande.ecrits_avant(files))
            return error.exit_code
        case _:
            say(commande.bogue(files))
            say(str(error) if isinstance(error, Bug) else f"{type(error).__name__}: {_where(error)}")
            return ExitCode.BUG


def _where(error: BaseException) -> str:
    """Where it happened, without any value that could hold a name."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place is not None else ""
