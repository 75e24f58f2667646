"""Workbooks planned: ``tpplanner solve``, ``lot`` for several at once; ``explain`` where there is no planning."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import (
    answer,
    following,
    say,
    say_answers,
    say_granted,
    say_issues,
    say_questions,
    say_repairs,
    say_unfinished,
    say_why,
)
from tpplanner.cli.french import Classeurs, Code, FrenchCommand, ManyProcesses, Nombre
from tpplanner.errors import CannotWrite, ExitCode
from tpplanner.texts import commande
from tpplanner.tuning import PLAN_SECONDS

if TYPE_CHECKING:
    from tpplanner.commands.explain import Explained
    from tpplanner.commands.solve import Solved
    from tpplanner.domain.answers import Reading, Repair, Report
    from tpplanner.domain.referentiel import Epreuve
    from tpplanner.domain.session import Session
    from tpplanner.files.writing import Written


@click.command(
    cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'une session, « Calculer le planning »."
)
@options.classeur
@options.out("Fichier à écrire (planning.xlsx).")
@options.time_limit(PLAN_SECONDS)
@options.seed
@options.reproducible("Le même planning à chaque fois ; le calcul dure plus (à 60 candidats, jusqu'à quatre fois).")
@options.affichage
@options.referentiel
@options.avec
@options.reponse
@click.option("--partiel", "partial", is_flag=True, help="À défaut, le planning qui place le plus de candidats.")
@click.option("--json", "en_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
def solve(classeur: Path, avec: tuple[Path, ...], en_json: bool, **arguments: Any) -> int:
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
    from tpplanner.commands.solve import solve_workbook

    started = time.monotonic()
    budget = options.budget_of(arguments)
    solved = solve_workbook(classeur, budget, avec=avec, follower=following(budget.stop), **arguments)
    say_issues(solved.remarques)
    if solved.en_vigueur:
        say_differences(solved)
    secondes = time.monotonic() - started
    try:
        if en_json:
            _print_json(solved, secondes)
    finally:  # told also where stdout is full
        code = _conclude(solved, [classeur, *avec], secondes)
        say_questions(solved.reading.avertissements, solved.reading.session, "solve", str(classeur))
        say_answers(solved.reading.session, arguments["reponses"])
    return code


def say_differences(solved: "Solved") -> None:
    """Say whom to tell what, where people know a planning."""
    from tpplanner.cli.change import say_messages
    from tpplanner.texts import changements

    say(changements.face_a(solved.en_vigueur, len(solved.changements.a_prevenir)))
    say_messages(solved.changements)


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
    from tpplanner.domain.duties import Verification, verification_du_re
    from tpplanner.rules import HARD
    from tpplanner.texts import fautes
    from tpplanner.texts.referentiels import avertissements

    session = reading.session
    if session.non_places:
        say(f"! {fautes.combien(session)}")
    niveaux = {niveau.nom: niveau for niveau in session.niveaux}
    for atteint in report.niveaux:
        say(commande.niveau_atteint(niveaux[atteint.nom], atteint))
    say(commande.bon_sens(report.bon_sens))
    say_granted(session)
    say_issues(() if isinstance(written, CannotWrite) else written.avertissements)
    compare = verification_du_re(session) is not Verification.ABSENTE
    for text in avertissements(session.referentiel, _epreuves(session), compare=compare):
        say(f"! {text}")
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


GRAVITE = (
    ExitCode.BUG,
    ExitCode.REFUSED,
    ExitCode.CANNOT_WRITE,
    ExitCode.INFEASIBLE,
    ExitCode.UNFINISHED,
    ExitCode.INTERRUPTED,
)
"""Exit codes, the gravest first: when sessions end in several ways, the gravest is the exit code."""


@click.command(
    cls=ManyProcesses, epilog="Sans terminal (tpplanner ouvrir) : chaque session a la sienne, et se calcule à part."
)
@click.argument("classeurs", type=Classeurs(), nargs=-1, required=True, metavar="DOSSIER…")
@options.folder("-o", "--output", default=Path("plannings"), help="Dossier à remplir (plannings).")
@options.time_limit(PLAN_SECONDS, "Secondes par session ({}).")
@click.option("--processus", "processes", type=Nombre(1, 256), help="Sessions calculées à la fois (un par processeur).")
@options.seed
@options.reproducible("Les mêmes plannings à chaque fois.")
@options.affichage
def lot(classeurs: tuple[Path, ...], **arguments: Any) -> int:
    """Calcule les plannings de plusieurs classeurs, chacun contrôlé.

    Donnez un dossier, ou des fichiers. Un classeur refusé ou impossible n'arrête pas les autres. Relancée, la commande
    ne recalcule que ce qui a changé. Ctrl-C arrête et garde ce qui est trouvé.

    \b
    Exemples :
      tpplanner lot sessions-2027
      tpplanner lot juin.xlsx juillet.xlsx -o plannings --time-limit 120
    """
    from tpplanner.commands.lot import plan_workbooks

    started = time.monotonic()
    budget = options.budget_of(arguments, workers=1)
    planned = plan_workbooks(classeurs, budget=budget, follower=following(budget.stop), **arguments)
    worst = next((code for code in GRAVITE if code in planned.ends), ExitCode.OK)
    if not planned.sessions:
        say(commande.AUCUN_CLASSEUR)
        return worst or ExitCode.USAGE
    say(commande.bilan(dict(planned.comptes), time.monotonic() - started))
    return worst


@click.command(
    cls=FrenchCommand,
    epilog="Sans terminal (tpplanner ouvrir) : après un calcul sans planning, « Chercher ce qui suffirait ».",
)
@options.classeur
@click.option("--appliquer", "code", type=Code(several=True), help="Écrit une copie avec le changement de ce code.")
@options.out("La copie (session-changee.xlsx).")
@options.time_limit(PLAN_SECONDS)
@options.referentiel
@options.avec
def explain(classeur: Path, referentiel: Path | None, avec: tuple[Path, ...], **arguments: Any) -> int:
    """Indique pourquoi aucun planning n'existe, et les plus petits changements qui suffisent.

    Le code écrit devant un changement est celui à donner à --appliquer : il le désigne, lui et aucun autre.

    Code de sortie : 0 si un planning existe ou si une copie est écrite, 4 si aucun n'existe, 5 si le temps manque.

    \b
    Exemples :
      tpplanner explain session.xlsx
      tpplanner explain session.xlsx --appliquer KRTBLM -o session-2.xlsx
    """
    from tpplanner.commands.explain import explain_workbook
    from tpplanner.diagnosis.repairs import code_of_repair
    from tpplanner.domain.answers import Infeasible, Planned

    budget = options.budget_of(arguments)
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    explained = explain_workbook(classeur, budget, referentiel=referentiel, avec=avec, follower=follower, **arguments)
    session, autres = explained.reading.session, tuple(map(str, avec))
    if explained.applied is not None:
        return _applied(explained, explained.applied, autres)
    match explained.outcome:
        case Infeasible() as outcome:
            say_why(explained.reading, outcome)
            repairs = explained.repairs()
            say_repairs(session, repairs)
            if repairs.proposals:
                first = code_of_repair(session, repairs.proposals[0])
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
