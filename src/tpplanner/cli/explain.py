"""``tpplanner explain``: why there is no planning, and what would make one possible."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import following, say, say_repairs, say_why
from tpplanner.cli.french import Code, FrenchCommand
from tpplanner.errors import ExitCode
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.domain.answers import Repair
    from tpplanner.pipeline import Explained


@click.command(
    cls=FrenchCommand,
    epilog="Sans terminal (tpplanner ouvrir) : après un calcul sans planning, « Chercher ce qui suffirait ».",
)
@options.classeur
@click.option("--appliquer", "code", type=Code(several=True), help="Écrit une copie avec le changement de ce code.")
@options.out("La copie (session-changee.xlsx).")
@options.time_limit(60)
@options.referentiel
@options.avec
def explain(classeur: Path, referentiel: Path | None, avec: tuple[Path, ...], **asked: Any) -> int:
    """Indique pourquoi aucun planning n'existe, et les plus petits changements qui suffisent.

    Le code écrit devant un changement est celui à donner à --appliquer : il le désigne, lui et aucun autre.

    Code de sortie : 0 si un planning existe ou si une copie est écrite, 4 si aucun n'existe, 5 si le temps manque.

    \b
    Exemples :
      tpplanner explain session.xlsx
      tpplanner explain session.xlsx --appliquer KRTBLM -o session-2.xlsx
    """
    from tpplanner.diagnosis.repairs import code_of_repair
    from tpplanner.domain.answers import Infeasible, Planned
    from tpplanner.pipeline import explain_workbook

    budget = options.budget_of(asked)
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    explained = explain_workbook(classeur, budget, referentiel=referentiel, avec=avec, follower=follower, **asked)
    session, autres = explained.reading.session, tuple(map(str, avec))
    if explained.applied is not None:
        return _applied(explained, explained.applied, autres)
    match explained.outcome:
        case Infeasible() as outcome:
            say_why(explained.reading, outcome)
            repairs = explained.repairs()
            say_repairs(session, repairs)
            if repairs.found:
                first = code_of_repair(session, repairs.found[0])
                du_centre = None if referentiel is None else str(referentiel)
                say(commande.appliquer(first, str(explained.path), str(classeur), du_centre, *autres))
            return ExitCode.INFEASIBLE
        case Planned(a_la_minute=a_la_minute):
            say(commande.possible(str(classeur), *autres))
            if a_la_minute:
                say(commande.hors_du_pas(session.reglages.pas))
                say_repairs(session, explained.repairs(), commande.REPARATIONS_DU_PAS)
            return ExitCode.OK
        case _:
            say(commande.NON_TRANCHE)
            return ExitCode.UNFINISHED


def _applied(explained: "Explained", repair: "Repair", avec: tuple[str, ...]) -> int:
    """Say what came of the change that was asked for; the exit code."""
    from tpplanner.domain.answers import Infeasible, Planned
    from tpplanner.texts.fautes import reparation

    phrase = commande.changement(reparation(explained.reading.session, repair))
    match explained.outcome:
        case Planned():
            say(phrase)
            say(commande.appliquee(str(explained.path), *avec))
            return ExitCode.OK
        case Infeasible():
            say(commande.changement_insuffisant(phrase))
            return ExitCode.INFEASIBLE
        case _:
            say(commande.changement_non_tranche(phrase))
            return ExitCode.UNFINISHED
