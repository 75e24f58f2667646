"""``tpplanner solve``: from a workbook to a checked planning."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, following, say, say_issues, say_unfinished, say_why
from tpplanner.cli.french import FrenchCommand
from tpplanner.errors import CannotWrite, ExitCode
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.domain.answers import Reading, Report
    from tpplanner.domain.referentiel import Epreuve
    from tpplanner.domain.session import Session
    from tpplanner.pipeline import Solved
    from tpplanner.steps import Written


@click.command(
    cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'une session, « Calculer le planning »."
)
@options.classeur
@options.out("Fichier à écrire (planning.xlsx).")
@options.time_limit(60)
@options.seed
@options.reproducible("Le même planning à chaque fois, en un peu plus de temps.")
@options.affichage
@options.referentiel
@options.avec
@click.option("--partiel", "partial", is_flag=True, help="À défaut, le planning qui place le plus de candidats.")
@click.option("--json", "en_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
def solve(classeur: Path, avec: tuple[Path, ...], en_json: bool, **asked: Any) -> int:
    """Calcule le meilleur planning d'un classeur et l'écrit, contrôlé.

    Deux fichiers sont écrits : planning.xlsx, document interne, et planning-affichage.xlsx, l'affiche et rien d'autre.
    Ctrl-C arrête le calcul et garde le meilleur planning trouvé. Avec --partiel, s'il n'existe aucun planning pour
    tous, celui qui place le plus de candidats est écrit : il indique qui est laissé de côté, pourquoi, et ce qui le
    placerait.

    \b
    Exemples :
      tpplanner solve session.xlsx
      tpplanner solve session.xlsx -o juin.xlsx --time-limit 300 --affichage prenom
      tpplanner solve session-2.xlsx -o planning-2.xlsx --avec planning.xlsx
    """
    from tpplanner.pipeline import solve_workbook

    started = time.monotonic()
    budget = options.budget_of(asked)
    solved = solve_workbook(classeur, budget, avec=avec, follower=following(budget.stop), **asked)
    say_issues(solved.remarques)
    secondes = time.monotonic() - started
    try:
        if en_json:
            _print_json(solved, secondes)
    finally:  # told also where stdout is full
        code = _conclude(solved, [classeur, *avec], secondes)
    return code


def _print_json(solved: "Solved", secondes: float) -> None:
    from tpplanner.wire import answer as value_of
    from tpplanner.wire import dump

    reading = solved.reading
    fichiers = tuple(str(path) for path in getattr(solved.written, "fichiers", ()))
    value = value_of(
        reading.session,
        solved.outcome,
        solved.report,
        secondes=secondes,
        avertissements=reading.avertissements,
        fichiers=fichiers,
    )
    answer(dump(value))


def _conclude(solved: "Solved", classeurs: list[Path], secondes: float) -> int:
    """Say what came out, last line last; the exit code."""
    from tpplanner.domain.answers import Infeasible

    reading = replace(solved.reading, session=solved.session)
    if solved.report is not None and solved.written is not None:
        return _planned(reading, solved.report, solved.written, secondes)
    if isinstance(solved.outcome, Infeasible):
        say_why(reading, solved.outcome)
        say(commande.que_faire(*map(str, classeurs)))
        return ExitCode.INFEASIBLE
    return say_unfinished(solved.outcome)


def _planned(reading: "Reading", report: "Report", written: "Written | CannotWrite", secondes: float) -> int:
    from tpplanner.rules import HARD
    from tpplanner.texts import fautes
    from tpplanner.texts.referentiels import avertissements

    session = reading.session
    niveaux = {niveau.nom: niveau for niveau in session.niveaux}
    for atteint in report.niveaux:
        say(commande.niveau_atteint(niveaux[atteint.nom], atteint))
    say(commande.bon_sens(report.bon_sens))
    say_issues(() if isinstance(written, CannotWrite) else written.avertissements)
    compare = session.re_verifie_le is not None
    for text in avertissements(session.referentiel, _epreuves(session), compare=compare):
        say(f"! {text}")
    if session.non_places:
        say(f"! {fautes.combien(session)}")
        for ligne in fautes.laisses(session):
            say(ligne)
    say(commande.duree_totale(secondes))
    if isinstance(written, CannotWrite):
        raise written
    say(commande.ecrit([str(path) for path in written.fichiers], len(HARD), len(session.non_places)))
    return ExitCode.OK


def _epreuves(session: "Session") -> list["Epreuve"]:
    """The épreuves that somebody passes, each once."""
    from tpplanner.domain.duties import epreuves_de

    passed = (e for candidat in session.candidats for e in epreuves_de(session.referentiel, candidat))
    return list(dict.fromkeys(passed))
