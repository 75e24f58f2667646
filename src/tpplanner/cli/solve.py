"""``tpplanner solve``: from a workbook to a checked planning."""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import LiveLine, answer, say, say_issues, say_why, stoppable
from tpplanner.cli.french import AFFICHAGES, Chemin, Choix, Fichier, FrenchCommand, Nombre
from tpplanner.cli.options import avec_option, poster, read_others, read_referentiel, target
from tpplanner.errors import CannotWrite, ExitCode, UserError
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.domain.answers import Outcome, Reading, Report
    from tpplanner.domain.referentiel import Epreuve
    from tpplanner.domain.session import Session
    from tpplanner.pipeline import Partial, Written
    from tpplanner.solver import Budget, Listener, Progress


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Fichier(), metavar="CLASSEUR")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="Fichier à écrire (planning.xlsx).")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=60, help="Secondes de calcul (60).")
@click.option("--seed", "graine", type=Nombre(0, 2**31 - 1), default=0, help="Graine du calcul (0).")
@click.option("--reproductible", is_flag=True, help="Le même planning à chaque fois, en un peu plus de temps.")
@click.option("--affichage", type=Choix(AFFICHAGES), default=None, help="Affiche : numero, prenom ou nom (Session).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
@avec_option
@click.option("--partiel", is_flag=True, help="À défaut, le planning qui place le plus de candidats.")
@click.option("--json", "en_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
def solve(
    classeur: Path,
    sortie: Path | None,
    secondes: int,
    graine: int,
    reproductible: bool,
    affichage: str | None,
    referentiel: Path | None,
    avec: tuple[Path, ...],
    partiel: bool,
    en_json: bool,
) -> int:
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
    from tpplanner.change.beside import beside, shared_responsables
    from tpplanner.diagnosis.capacity import beside_given
    from tpplanner.domain.answers import Planned
    from tpplanner.domain.duties import left_out_as
    from tpplanner.pipeline import on_public_holidays, without_margin, write_excel
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    started = time.monotonic()
    ecrit = target(sortie, classeur.with_name("planning.xlsx"), (classeur, *avec), poster)
    reading = read_session(classeur, read_referentiel(referentiel), avant=_planned_before(ecrit))
    others = read_others(avec, classeur, reading)
    session, taken = beside(reading.session, others)
    reading = replace(reading, avertissements=(*reading.avertissements, *on_public_holidays(reading), *taken))
    _warn(reading)
    line = LiveLine(session)
    with stoppable() as stop:
        say(commande.lu(session.referentiel.sigle, len(session.candidats), len(session.membres), len(session.jours)))
        budget = Budget(secondes, graine, reproducible=reproductible, stop=stop)
        solved = _solved(session, budget, partial(_show, line), partiel=partiel)
    line.clear()
    outcome, report = solved.outcome, solved.report
    reading = replace(reading, session=left_out_as(reading.session, solved.session))
    written: Written | CannotWrite | None = None
    if report is not None and isinstance(outcome, Planned):
        given, pressed = beside_given(session, outcome.plan), without_margin(reading, outcome.plan)
        shared = shared_responsables(session, outcome.plan, others)
        remarques = (*report.avertissements, *shared, *given, *pressed)
        say_issues(remarques)
        reading = replace(reading, avertissements=(*reading.avertissements, *remarques))
        try:
            written = write_excel(ecrit, reading, outcome, report, affichage=affichage, classeur=classeur.name)
        except CannotWrite as failure:
            written = failure  # what was found is told all the same
    return _tell([classeur, *avec], reading, solved, written, time.monotonic() - started, en_json=en_json)


def _warn(reading: "Reading") -> None:
    """Say what is to be known of what was read before it is planned."""
    from tpplanner.pipeline import missing_for_documents

    say_issues((*reading.avertissements, *missing_for_documents(reading)))
    if reading.commence:
        say(commande.STATUT_IGNORE)


def _planned_before(ecrit: Path) -> "Session | None":
    """The session of the planning that stands where the new one is written, None where there is none to be read."""
    from tpplanner.workbook.reader import read_session

    try:
        return read_session(ecrit).session if ecrit.is_file() else None
    except UserError:
        return None


def _solved(session: "Session", budget: "Budget", tell: "Listener", *, partiel: bool) -> "Partial":
    from tpplanner.domain.duties import told_as
    from tpplanner.pipeline import Partial, solve_partially, solve_session
    from tpplanner.texts.fautes import D_AVANT

    if partiel:
        return solve_partially(session, budget, tell)
    return Partial(told_as(session, D_AVANT), *solve_session(session, budget, tell))


def _show(line: LiveLine, progress: "Progress") -> None:
    line.show(progress.seconds, progress.plans, progress.niveau, progress.valeur, progress.borne)


def _tell(
    classeurs: list[Path],
    reading: "Reading",
    solved: "Partial",
    written: "Written | CannotWrite | None",
    secondes: float,
    *,
    en_json: bool,
) -> int:
    """Print the answer where it is asked for, and say it, also where stdout is full; the exit code."""
    outcome, report = solved.outcome, solved.report
    try:
        if en_json:
            _print_json(reading, outcome, report, written, secondes)
    finally:
        whole = replace(reading, session=solved.session)
        code = _conclude(classeurs, whole, outcome, report, written, secondes)
    return code


def _print_json(
    reading: "Reading",
    outcome: "Outcome",
    report: "Report | None",
    written: "Written | CannotWrite | None",
    secondes: float,
) -> None:
    from tpplanner.wire import answer as value_of
    from tpplanner.wire import dump

    fichiers = tuple(str(path) for path in getattr(written, "fichiers", ()))
    value = value_of(
        reading.session,
        outcome,
        report,
        secondes=secondes,
        avertissements=reading.avertissements,
        fichiers=fichiers,
    )
    answer(dump(value))


def _conclude(
    classeurs: list[Path],
    reading: "Reading",
    outcome: "Outcome",
    report: "Report | None",
    written: "Written | CannotWrite | None",
    secondes: float,
) -> int:
    """Say what came out, last line last; the exit code."""
    from tpplanner.domain.answers import Infeasible, Planned

    if isinstance(outcome, Planned) and report is not None and written is not None:
        return _planned(reading, report, written, secondes)
    if isinstance(outcome, Infeasible):
        say_why(reading, outcome)
        say(commande.que_faire(*(str(path) for path in classeurs)))
        return ExitCode.INFEASIBLE
    interrupted = getattr(outcome, "interrompu", False)
    say(commande.INTERROMPU_SANS_PLAN if interrupted else commande.RIEN_TROUVE)
    return ExitCode.INTERRUPTED if interrupted else ExitCode.UNFINISHED


def _planned(reading: "Reading", report: "Report", written: "Written | CannotWrite", secondes: float) -> int:
    from tpplanner.rules import HARD
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
    _say_left_out(session)
    say(commande.duree_totale(secondes))
    if isinstance(written, CannotWrite):
        raise written
    say(commande.ecrit([str(path) for path in written.fichiers], len(HARD), len(session.non_places)))
    return ExitCode.OK


def _say_left_out(session: "Session") -> None:
    from tpplanner.texts import fautes

    if session.non_places:
        say(f"! {fautes.combien(session)}")
        for ligne in fautes.laisses(session):
            say(ligne)


def _epreuves(session: "Session") -> list["Epreuve"]:
    """The épreuves that somebody passes, each once."""
    from tpplanner.domain.duties import epreuves_de

    passed = (e for candidat in session.candidats for e in epreuves_de(session.referentiel, candidat))
    return list(dict.fromkeys(passed))
