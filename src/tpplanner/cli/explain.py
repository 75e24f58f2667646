"""``tpplanner explain``: why there is no planning, and what would make one possible."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import say, say_issues, say_repairs, say_why, stoppable
from tpplanner.cli.french import Chemin, Code, Fichier, FrenchCommand, Nombre
from tpplanner.cli.options import avec_option, new_file, read_others, read_referentiel
from tpplanner.errors import ExitCode
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.domain.session import Session
    from tpplanner.solver import Budget

WHY_SHARE = 0.5
"""The part of the time for saying why; the rest is for what would make it possible."""


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Fichier(), metavar="CLASSEUR")
@click.option(
    "--appliquer", "code", type=Code(several=True), default=None, help="Écrit une copie avec le changement de ce code."
)
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="La copie (session-changee.xlsx).")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=60, help="Secondes de calcul (60).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
@avec_option
def explain(
    classeur: Path,
    code: str | None,
    sortie: Path | None,
    secondes: int,
    referentiel: Path | None,
    avec: tuple[Path, ...],
) -> int:
    """Indique pourquoi aucun planning n'existe, et les plus petits changements qui suffisent.

    Le code écrit devant un changement est celui à donner à --appliquer : il le désigne, lui et aucun autre.

    Code de sortie : 0 si un planning existe ou si une copie est écrite, 4 si aucun n'existe, 5 si le temps manque.

    \b
    Exemples :
      tpplanner explain session.xlsx
      tpplanner explain session.xlsx --appliquer KRTBLM -o session-2.xlsx
    """
    from tpplanner.change.beside import beside
    from tpplanner.diagnosis.repairs import code_of_repair
    from tpplanner.domain.answers import Infeasible, Planned
    from tpplanner.pipeline import explain_session, repair_session
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    copie = sortie or classeur.with_name(f"{classeur.stem}-changee.xlsx")
    if code is not None:
        new_file(copie)
    reading = read_session(classeur, read_referentiel(referentiel))
    session, taken = beside(reading.session, read_others(avec, classeur, reading))
    reading = replace(reading, session=session)
    say_issues((*reading.avertissements, *taken))
    with stoppable(commande.ARRET_DU_CALCUL) as stop:
        budget = Budget(secondes, stop=stop)
        if code is not None:
            return _apply(reading.session, code, copie, budget, tuple(map(str, avec)))
        outcome, _ = explain_session(reading.session, replace(budget, seconds=WHY_SHARE * secondes))
        match outcome:
            case Infeasible():
                say_why(reading, outcome)
                repairs = repair_session(reading.session, outcome, replace(budget, seconds=secondes / 2))
                say_repairs(reading.session, repairs)
                if repairs.found:
                    first = code_of_repair(reading.session, repairs.found[0])
                    du_centre = None if referentiel is None else str(referentiel)
                    say(commande.appliquer(first, str(copie), str(classeur), du_centre, *map(str, avec)))
                return ExitCode.INFEASIBLE
            case Planned():
                say(commande.possible(str(classeur), *map(str, avec)))
                if outcome.a_la_minute:
                    say(commande.hors_du_pas(reading.session.reglages.pas))
                    repairs = repair_session(reading.session, outcome, replace(budget, seconds=secondes / 2))
                    say_repairs(reading.session, repairs, commande.REPARATIONS_DU_PAS)
                return ExitCode.OK
            case _:
                say(commande.NON_TRANCHE)
                return ExitCode.UNFINISHED


def _apply(session: "Session", code: str, copie: Path, budget: "Budget", avec: tuple[str, ...]) -> int:
    """Write the copy with the change of that code, proven anew; the exit code."""
    from tpplanner.diagnosis.repairs import repair_told
    from tpplanner.domain.answers import Infeasible, Planned
    from tpplanner.pipeline import write_repaired
    from tpplanner.texts.fautes import reparation

    repair = repair_told(session, code)
    if repair is None:
        raise click.UsageError(commande.changement_inconnu(code))
    phrase = commande.changement(reparation(session, repair))
    match write_repaired(copie, session, repair, budget):
        case Planned():
            say(phrase)
            say(commande.appliquee(str(copie), *avec))
            return ExitCode.OK
        case Infeasible():
            say(commande.changement_insuffisant(phrase))
            return ExitCode.INFEASIBLE
        case _:
            say(commande.changement_non_tranche(phrase))
            return ExitCode.UNFINISHED
