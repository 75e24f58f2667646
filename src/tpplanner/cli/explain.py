"""``tpplanner explain``: why there is no planning, and what would make one possible."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.avec import avec_option, read_others
from tpplanner.cli.console import say, say_issues
from tpplanner.cli.french import Chemin, Fichier, FrenchCommand, Nombre
from tpplanner.cli.reasons import say_repairs, say_why
from tpplanner.cli.referentiel import read_referentiel
from tpplanner.cli.stopping import stoppable
from tpplanner.cli.target import new_file
from tpplanner.errors import ExitCode
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.domain.outcome import Infeasible
    from tpplanner.domain.reading import Reading
    from tpplanner.solver import Budget

WHY_SHARE = 0.5
"""The part of the time for saying why; the rest is for what would make it possible."""


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Fichier(), metavar="CLASSEUR")
@click.option("--appliquer", "numero", type=Nombre(1, 99), default=None, help="Applique ce changement à une copie.")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="La copie (session-changee.xlsx).")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=60, help="Secondes de calcul (60).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
@avec_option
def explain(
    classeur: Path,
    numero: int | None,
    sortie: Path | None,
    secondes: int,
    referentiel: Path | None,
    avec: tuple[Path, ...],
) -> int:
    """Dit pourquoi aucun planning n'existe, et les plus petits changements qui suffisent.

    Code de sortie : 0 si un planning existe ou si une copie est écrite, 4 si aucun n'existe, 5 si le temps manque.

    \b
    Exemples :
      tpplanner explain session.xlsx
      tpplanner explain session.xlsx --appliquer 2 -o session-2.xlsx
    """
    from tpplanner.change.beside import beside
    from tpplanner.domain.outcome import Infeasible, Planned
    from tpplanner.pipeline import explain_session
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    copie = sortie or classeur.with_name(f"{classeur.stem}-changee.xlsx")
    if numero is not None:
        new_file(copie)
    reading = read_session(classeur, read_referentiel(referentiel))
    session, taken = beside(reading.session, read_others(avec, classeur, reading))
    reading = replace(reading, session=session)
    say_issues((*reading.avertissements, *taken))
    with stoppable(commande.ARRET_DU_CALCUL) as stop:
        budget = Budget(secondes, stop=stop)
        outcome, _ = explain_session(reading.session, replace(budget, seconds=WHY_SHARE * secondes))
        match outcome:
            case Infeasible():
                say_why(reading, outcome)
                half = replace(budget, seconds=secondes / 2)
                return _repair([classeur, *avec], reading, outcome, half, (numero, copie))
            case Planned():
                say(commande.possible(str(classeur), *map(str, avec)))
                return ExitCode.OK
            case _:
                say(commande.NON_TRANCHE)
                return ExitCode.UNFINISHED


def _repair(
    classeurs: list[Path],
    reading: "Reading",
    outcome: "Infeasible",
    budget: "Budget",
    asked: tuple[int | None, Path],
) -> int:
    """Say what would make it possible, and write the copy asked for of the first workbook; the exit code."""
    from tpplanner.pipeline import repair_session, write_repaired

    numero, copie = asked
    repairs = repair_session(reading.session, outcome, budget)
    say_repairs(reading.session, repairs)
    if numero is None:
        if repairs:
            say(commande.appliquer(str(copie), *map(str, classeurs)))
        return ExitCode.INFEASIBLE
    if numero > len(repairs):
        raise click.UsageError(commande.appliquer_hors_liste(len(repairs)))
    write_repaired(copie, reading.session, repairs[numero - 1], budget)
    say(commande.appliquee(str(copie), *map(str, classeurs[1:])))
    return ExitCode.OK
