"""``tpplanner solve``: from a workbook to a checked planning; ``explain``: why there is none; ``check``: judge one."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, following, say, say_issues, say_repairs, say_unfinished, say_why
from tpplanner.cli.french import Code, FrenchCommand
from tpplanner.errors import CannotWrite, ExitCode
from tpplanner.texts import commande, fautes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Reading, Repair, Report, Violation
    from tpplanner.domain.referentiel import Epreuve
    from tpplanner.domain.session import Session
    from tpplanner.pipeline import Explained, Solved
    from tpplanner.steps import Written


@click.command(cls=FrenchCommand)
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


# ``tpplanner explain``: why there is no planning, and what would make one possible.


@click.command(cls=FrenchCommand)
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


# ``tpplanner check``: a planning judged, ours or edited by hand.


@click.command(cls=FrenchCommand)
@options.planning
@options.referentiel
@options.avec
def check(planning: Path, referentiel: Path | None, avec: tuple[Path, ...]) -> int:
    """Contrôle un planning, règle par règle, même retouché à la main.

    Chaque manquement est signalé avec ses lignes et ses cellules. Le fichier n'est que lu. Code de sortie : 0 sans
    manquement, 1 sinon.

    \b
    Exemples :
      tpplanner check planning.xlsx
      tpplanner check "planning retouché.xlsx"
      tpplanner check planning-2.xlsx --avec planning.xlsx
    """
    from tpplanner.pipeline import check_planning

    checked = check_planning(planning, referentiel=referentiel, avec=avec)
    reading, violations = checked.reading, checked.report.violations
    say_issues(checked.remarques)
    for edition in reading.editions:
        answer(commande.edition(edition.message, edition.cell))
    laisses = reading.session.non_places
    for laisse in laisses:
        cells = [reading.cells[key] for key in (("non_places", laisse.candidat.id),) if key in reading.cells]
        answer(commande.manquement(fautes.manquement(laisse.candidat.nom_complet), (), cells))
    for violation in violations:
        answer(_told(reading, violation))
    answer(commande.manquements(len(violations) + len(laisses)))
    if violations:
        say(commande.replan_corrige(*map(str, (planning, *avec))))
    return ExitCode.BREACH if violations or laisses else ExitCode.OK


def _told(reading: "Reading", violation: "Violation") -> str:
    rows = sorted({row for element in violation.elements for row in reading.lignes.get(element, ())})
    return commande.manquement(fautes.phrase(reading.session, violation), rows, _cells(reading, violation))


def _cells(reading: "Reading", violation: "Violation") -> list[str]:
    """The cells of the input sheets in which the subject of a breach is named."""
    cells = []
    for id_ in violation.sujet:
        found = (cell for key, cell in reading.cells.items() if len(key) > 1 and key[1] == id_)
        cells += [cell for cell in [next(found, None)] if cell is not None]
    return list(dict.fromkeys(cells))
