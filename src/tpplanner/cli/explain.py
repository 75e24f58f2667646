"""``tpplanner explain``: why there is no planning."""

from pathlib import Path

import click

from tpplanner.cli.console import say, say_issues
from tpplanner.cli.french import Fichier, FrenchCommand, Nombre
from tpplanner.cli.reasons import say_why
from tpplanner.cli.referentiel import read_referentiel
from tpplanner.cli.stopping import stoppable
from tpplanner.errors import ExitCode
from tpplanner.texts import commande


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Fichier(), metavar="CLASSEUR")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=60, help="Secondes de calcul (60).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
def explain(classeur: Path, secondes: int, referentiel: Path | None) -> int:
    """Dit pourquoi aucun planning n'existe.

    Code de sortie : 0 si un planning existe, 4 sinon, 5 si le temps n'a pas suffi.

    \b
    Exemples :
      tpplanner explain session.xlsx
      tpplanner explain session.xlsx --time-limit 300
    """
    from tpplanner.domain.outcome import Infeasible, Planned
    from tpplanner.pipeline import explain_session
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    reading = read_session(classeur, read_referentiel(referentiel))
    say_issues(reading.avertissements)
    with stoppable() as stop:
        outcome, _ = explain_session(reading.session, Budget(secondes, stop=stop))
    match outcome:
        case Infeasible():
            say_why(reading, outcome)
            return ExitCode.INFEASIBLE
        case Planned():
            say(commande.POSSIBLE.format(classeur.name))
            return ExitCode.OK
        case _:
            say(commande.NON_TRANCHE)
            return ExitCode.UNFINISHED
