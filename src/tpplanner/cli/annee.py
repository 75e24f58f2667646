"""``tpplanner annee``: the sessions of a year, checked, proposed, planned."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import answer, say, say_issues, stoppable
from tpplanner.cli.french import Chemin, Fichier, FrenchCommand, Jour, Nombre
from tpplanner.cli.lot import CALCULS
from tpplanner.cli.options import target
from tpplanner.errors import CannotWrite, ExitCode, UserError
from tpplanner.export.files import cut, folder_to_fill
from tpplanner.texts import annee as regles
from tpplanner.texts import annee as texte
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.batch import Done
    from tpplanner.domain.annee import Annee, LectureAnnee, Programmation
    from tpplanner.domain.answers import Infeasible, Report
    from tpplanner.domain.session import Session
    from tpplanner.solver import Budget


_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What Windows takes in no name of a file."""


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Fichier(), metavar="CLASSEUR")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="Fichier à écrire (programmation.xlsx).")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=120, help="Secondes de calcul (120).")
@click.option("--aujourdhui", type=Jour(), default=None, help="Le jour d'où comptent les 91 jours (aujourd'hui).")
@click.option(
    "--plannings",
    "dossier",
    type=click.Path(path_type=Path),
    metavar="DOSSIER",
    default=None,
    help="Calcule aussi le planning de chaque session, dans ce dossier.",
)
@click.option("--par-session", type=Nombre(1, 86_400), default=20, help="Secondes par planning de session (20).")
@click.option("--seed", "graine", type=Nombre(0, 2**31 - 1), default=0, help="Graine du calcul (0).")
@click.option("--reproductible", is_flag=True, help="La même programmation à chaque fois.")
def annee(
    classeur: Path,
    sortie: Path | None,
    secondes: int,
    aujourdhui: date | None,
    dossier: Path | None,
    par_session: int,
    graine: int,
    reproductible: bool,
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
    from tpplanner.pipeline import read_models, read_year
    from tpplanner.solver import Budget

    ecrit = target(sortie, classeur.with_name("programmation.xlsx"), (classeur,))
    lecture = read_year(classeur, aujourdhui or datetime.now().date())
    say_issues(lecture.avertissements)
    lue = lecture.annee
    say(texte.lu(len(lue.sessions), len(lue.candidats), len(lue.membres), len(lue.responsables)))
    models: dict[str, Session] = {}
    if dossier is not None:
        models = read_models(lue, classeur.parent)
        folder_to_fill(dossier, "--plannings")
    with stoppable(commande.ARRET_DU_CALCUL) as stop:
        budget = Budget(secondes, graine, reproducible=reproductible, stop=stop)
        decided = _decided(lecture, budget)
        if isinstance(decided, int):
            return decided
        programmation, report = decided
        for atteint in report.niveaux:
            say(texte.niveau(atteint))
        plannings: dict[str, str] = {}
        code = ExitCode.OK
        if dossier is not None:
            each = Budget(par_session, graine, workers=1, reproducible=reproductible, stop=stop)
            plannings, code = _Plannings(lue, programmation, models, dossier).made(each)
    return _write(ecrit, lecture, programmation, report, plannings) or code


def _decided(lecture: "LectureAnnee", budget: "Budget") -> "tuple[Programmation, Report] | int":
    """What is decided of the year and how it was judged; an exit code where nothing is."""
    from tpplanner.domain.annee import Proposee
    from tpplanner.domain.answers import Infeasible
    from tpplanner.pipeline import check_year, propose_year

    given, report, settled = check_year(lecture.annee)
    if report.violations:
        for violation in report.violations:
            cells = _cells(lecture, violation.sujet)
            answer(commande.point(regles.phrase(lecture.annee, violation), cells))
        say(texte.manquements(len(report.violations)))
        return ExitCode.BREACH
    if settled:
        say(texte.RIEN_A_PROPOSER)
        return given, report
    outcome, judged = propose_year(lecture.annee, budget)
    match outcome:
        case Proposee() if judged is not None:
            return outcome.programmation, judged
        case Infeasible():
            return _say_why(lecture, outcome)
        case _:
            say(commande.abandon(()) if budget.stop.is_set() else texte.RIEN_TROUVE)
            return ExitCode.INTERRUPTED if budget.stop.is_set() else ExitCode.UNFINISHED


def _cells(lecture: "LectureAnnee", sujet: tuple[str, ...]) -> list[str]:
    """Where the subjects stand in the workbook."""
    found = (cell for id_ in sujet for key, cell in lecture.cells.items() if len(key) == 2 and key[1] == id_)
    return list(dict.fromkeys(found))


def _say_why(lecture: "LectureAnnee", outcome: "Infeasible") -> int:
    say(texte.IMPOSSIBLE)
    if outcome.cause is None:
        say(texte.CONFLIT_INCONNU)
        return ExitCode.INFEASIBLE
    for requirement in outcome.cause.exigences:
        cells = _cells(lecture, requirement.sujet[: regles.NOMMES])
        say(commande.point(regles.exigence(lecture.annee, requirement), cells))
    say(texte.MINIMAL if outcome.cause.minimale else texte.PEUT_ETRE_TROP)
    say(texte.PROGRAMMATION_PISTES)
    for piste in regles.pistes(r.regle for r in outcome.cause.exigences):
        say(f"  - {piste}")
    return ExitCode.INFEASIBLE


def _write(
    path: Path, lecture: "LectureAnnee", programmation: "Programmation", report: "Report", plannings: Mapping[str, str]
) -> int:
    from tpplanner.export.excel.programmation import YearDraft, write_programmation
    from tpplanner.rules import ANNEE

    draft = YearDraft(lecture.annee, programmation, report, lecture.avertissements, plannings)
    written = write_programmation(path, draft)
    say_issues(written.avertissements)
    say(texte.CONFORME.format(len(ANNEE), written.path))
    return ExitCode.OK


class _Plannings:
    """The plannings of the sessions of a year, made by the main job, several at once."""

    def __init__(
        self, annee: "Annee", programmation: "Programmation", models: "Mapping[str, Session]", dossier: Path
    ) -> None:
        self._annee = annee
        self._programmation = programmation
        self._models = models
        self._dossier = dossier
        self._sessions: dict[str, Session] = {}
        self._files: dict[str, str] = {}
        self.ends: dict[str, str] = {}

    def made(self, budget: "Budget") -> tuple[dict[str, str], ExitCode]:
        """What became of each session, in a few words, and the exit code."""
        from tpplanner.batch import plan_many

        started = time.monotonic()
        self._sessions = self._to_plan()
        self._files = _file_names(self._sessions)
        plan_many(self._sessions, budget=budget, folder=self._dossier / CALCULS, listen=self._finish)
        say(texte.bilan(Counter(self.ends.values()).items(), time.monotonic() - started))
        failed = {"impossible", "pas_trouve", "echec", "arret", "autre_modele", "non_ecrit"} & set(self.ends.values())
        return {nom: texte.PLANNING[end] for nom, end in self.ends.items()}, (
            ExitCode.UNFINISHED if failed else ExitCode.OK
        )

    def _to_plan(self) -> "dict[str, Session]":
        from tpplanner.pipeline import session_of_year

        sessions = {}
        for s in self._programmation.sessions:
            base = self._models.get(s.session)
            if base is None or not s.candidats:
                self.ends[s.session] = "sans_candidat" if base is not None else "sans_modele"
                continue
            try:
                sessions[s.session] = session_of_year(self._annee, s, base)
            except UserError as refusal:
                say_issues(replace(issue, sheet=s.session) for issue in refusal.issues)
                self.ends[s.session] = "autre_modele"
        return sessions

    def _finish(self, done: "Done") -> None:
        from tpplanner.batch import INTERRUPTED
        from tpplanner.domain.answers import Infeasible
        from tpplanner.pipeline import write_excel

        if done.outcome is not None and done.report is not None:
            target = self._dossier / f"{self._files[done.nom]}.xlsx"
            try:
                written = write_excel(target, self._sessions[done.nom], done.outcome, done.report)
                say_issues(written.avertissements)
                end = "planifiee"
            except CannotWrite as failure:
                say_issues(failure.issues)
                end = "non_ecrit"
        elif done.failure:
            end = "arret" if done.failure == INTERRUPTED else "echec"
        else:
            end = "impossible" if isinstance(done.outcome, Infeasible) else "pas_trouve"
        self.ends[done.nom] = end
        suite = texte.PLANNING[end] + (f" ({done.failure})" if end == "echec" else "")
        rank = sum(nom in self.ends for nom in self._sessions)
        say(commande.ligne(rank, len(self._sessions), done.nom, suite))
        if isinstance(done.outcome, Infeasible):
            _say_what_lacks(self._sessions[done.nom], done.outcome)


def _file_names(names: Iterable[str]) -> dict[str, str]:
    """For each session, a name that a file can bear, borne by no other."""
    files: dict[str, str] = {}
    for name in names:
        plain = cut(_NOT_IN_FILES.sub("-", name)).strip(" .") or "session"
        taken = {file.casefold() for file in files.values()}
        tries = (plain, *(f"{plain} ({n})" for n in range(2, len(files) + 3)))
        files[name] = next(file for file in tries if file.casefold() not in taken)
    return files


def _say_what_lacks(session: "Session", outcome: "Infeasible") -> None:
    """Why a session of the year has no planning."""
    from tpplanner.texts.fautes import exigences, manque

    for shortage in outcome.manques:
        say(commande.point(manque(session, shortage), ()))
    for phrase in exigences(session, outcome.cause.exigences if outcome.cause else ()):
        say(commande.point(phrase.texte, ()))
