"""``tpplanner annee``: the sessions of a year, checked, proposed, planned."""

import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, following, say, say_issues
from tpplanner.cli.french import Date, ManyProcesses
from tpplanner.errors import ExitCode
from tpplanner.texts import annee as texte
from tpplanner.texts import commande
from tpplanner.tuning import EACH_SECONDS, YEAR_SECONDS

if TYPE_CHECKING:
    from tpplanner.commands.annee import Year
    from tpplanner.domain.annee import LectureAnnee
    from tpplanner.domain.answers import Infeasible


@click.command(
    cls=ManyProcesses,
    epilog="Sans terminal (tpplanner ouvrir) : la page d'un classeur d'année, « Proposer la programmation » ; "
    "puis celle de la programmation, « Calculer les plannings de ses sessions ».",
)
@options.classeur
@options.out("Fichier à écrire (programmation.xlsx).")
@options.time_limit(YEAR_SECONDS)
@click.option("--aujourdhui", type=Date(), help="Le jour d'où comptent les 91 jours (aujourd'hui).")
@options.folder("--plannings", help="Calcule aussi le planning de chaque session, dans ce dossier.")
@click.option(
    "--par-session",
    "secondes_par_session",
    type=options.SECONDS,
    default=EACH_SECONDS,
    help=f"Secondes par planning de session ({EACH_SECONDS}).",
)
@options.seed
@options.reproducible("La même programmation à chaque fois.")
def annee(
    classeur: Path, aujourdhui: date | None, folder: Path | None, secondes_par_session: int, **arguments: Any
) -> int:
    """Programme les sessions d'une année : contrôle ce qui est saisi, propose le reste.

    Écrit programmation.xlsx : la feuille pour le service départemental (sessions titre et sessions CCP à part), le
    calendrier, les jurys, les inscriptions, et vos saisies complétées. Code de sortie : 1 si ce qui est saisi manque
    à une règle, 4 si aucune programmation n'existe.

    \b
    Exemples :
      tpplanner init annee.xlsx --annee 2027
      tpplanner annee annee.xlsx
      tpplanner annee annee.xlsx --plannings plannings --par-session 30
    """
    from tpplanner.commands.annee import decide_year, write_year
    from tpplanner.commands.plannings import FAILED, plan_year
    from tpplanner.rules import ANNEE

    budget = options.budget_of(arguments)
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    year = decide_year(
        classeur, aujourdhui or datetime.now().date(), budget, folder=folder, follower=follower, **arguments
    )
    if year.programmation is None or year.report is None or not year.report.conforme:
        return _without_programmation(year, stopped=budget.stop.is_set())
    if year.outcome is None:
        say(texte.RIEN_A_PROPOSER)
    for atteint in year.report.niveaux:
        say(texte.niveau(atteint))
    ends_by_session: dict[str, str] = {}
    if folder is not None:
        started = time.monotonic()
        each = replace(budget, seconds=secondes_par_session, workers=1)
        ends_by_session = plan_year(year, year.programmation, folder, each, follower)
        say(texte.bilan(Counter(ends_by_session.values()).items(), time.monotonic() - started))
    written = write_year(year, {nom: texte.PLANNING[end] for nom, end in ends_by_session.items()})
    say_issues(written.avertissements)
    say(texte.CONFORME.format(len(ANNEE), written.fichiers[0]))
    return ExitCode.UNFINISHED if FAILED & set(ends_by_session.values()) else ExitCode.OK


def _without_programmation(year: "Year", *, stopped: bool) -> int:
    """Say what is wrong with what is typed, or why nothing is proposed; the exit code."""
    from tpplanner.domain.answers import Infeasible

    lecture = year.lecture
    if year.report is not None:
        for violation in year.report.violations:
            answer(commande.point(texte.phrase(lecture.annee, violation), lecture.cells_of(violation.sujet)))
        say(texte.manquements(len(year.report.violations)))
        return ExitCode.BREACH
    if isinstance(year.outcome, Infeasible):
        return _say_why(lecture, year.outcome)
    say(commande.abandon(()) if stopped else texte.RIEN_TROUVE)
    return ExitCode.INTERRUPTED if stopped else ExitCode.UNFINISHED


def _say_why(lecture: "LectureAnnee", outcome: "Infeasible") -> int:
    say(texte.IMPOSSIBLE)
    if outcome.cause is None:
        say(texte.CONFLIT_INCONNU)
        return ExitCode.INFEASIBLE
    for requirement in outcome.cause.exigences:
        cells = lecture.cells_of(requirement.sujet[: texte.NOMMES])
        say(commande.point(texte.exigence(lecture.annee, requirement), cells))
    say(texte.MINIMAL if outcome.cause.minimale else texte.PEUT_ETRE_TROP)
    say(texte.PROGRAMMATION_PISTES)
    for piste in texte.pistes(r.regle for r in outcome.cause.exigences):
        say(f"  - {piste}")
    return ExitCode.INFEASIBLE
