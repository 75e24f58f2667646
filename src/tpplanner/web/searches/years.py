"""A year decided in a child process, and its sessions planned."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tpplanner.texts.page import problemes
from tpplanner.web.searches.bench import Bench, Fin

if TYPE_CHECKING:
    from tpplanner.commands.annee import Year
    from tpplanner.domain.annee import LectureAnnee
    from tpplanner.domain.answers import Infeasible


def decide(bench: Bench, classeur: Any, aujourdhui: Any, out: Any, secondes: float) -> Fin:
    """What a workbook of a year leaves open, decided and written; or why it cannot be."""
    from tpplanner.commands.annee import decide_year, write_year
    from tpplanner.texts import annee as phrases

    year = decide_year(classeur, aujourdhui, bench.budget(secondes), out, follower=bench.follower())
    if year.programmation is None or year.report is None or not year.report.conforme:
        return _undecided(bench, year)
    written = write_year(year, {})
    return {
        "quoi": "programmation",
        "fichier": str(written.fichiers[0]),
        "niveaux": [phrases.niveau(n).strip() for n in year.report.niveaux],
        "problemes": problemes((*year.lecture.avertissements, *written.avertissements)),
    }


def plan_sessions(bench: Bench, classeur: Any, aujourdhui: Any, out: Any, dossier: Any, secondes: float) -> Fin:
    """The sessions of a year planned into a folder, each within these seconds; a programmation tells how each ended."""
    from tpplanner.commands.annee import decide_year, write_year
    from tpplanner.commands.plannings import plan_year
    from tpplanner.texts import annee as phrases

    follower = bench.follower()
    year = decide_year(classeur, aujourdhui, bench.budget(secondes), out, dossier, follower=follower)
    if year.programmation is None or year.report is None or not year.report.conforme:
        return _undecided(bench, year)
    each = replace(bench.budget(secondes), workers=1)
    ends = plan_year(year, year.programmation, dossier, each, follower)
    results = {nom: phrases.PLANNING[end] for nom, end in ends.items()}
    written = write_year(year, results)
    return {
        "quoi": "plannings",
        "fichier": str(written.fichiers[0]),
        "lignes": [phrases.devenir(nom=nom, quoi=quoi) for nom, quoi in results.items()],
        "problemes": [*bench.warned, *problemes(written.avertissements)],
    }


def _undecided(bench: Bench, year: "Year") -> Fin:
    """Why nothing is written for a year."""
    from tpplanner.domain.answers import Infeasible
    from tpplanner.texts import annee as phrases

    lecture = year.lecture
    if year.report is not None and year.report.violations:
        points = [(phrases.phrase(lecture.annee, v), lecture.cells_of(v.sujet)) for v in year.report.violations]
        return {"quoi": "annee_refusee", "points": points, "titre": phrases.manquements(len(points))}
    if isinstance(year.outcome, Infeasible):
        return {"quoi": "annee_impossible", **_why_no_year(lecture, year.outcome)}
    return {"quoi": "arret" if bench.stop.is_set() else "rien"}


def _why_no_year(lecture: "LectureAnnee", outcome: "Infeasible") -> dict[str, Any]:
    from tpplanner.texts import annee as phrases

    if outcome.cause is None:
        return {"points": [], "certitude": phrases.CONFLIT_INCONNU, "pistes": []}
    core = outcome.cause.exigences
    points = [(phrases.exigence(lecture.annee, e), lecture.cells_of(e.sujet[: phrases.NOMMES])) for e in core]
    certitude = phrases.MINIMAL if outcome.cause.minimale else phrases.PEUT_ETRE_TROP
    return {"points": points, "certitude": certitude, "pistes": phrases.pistes(e.regle for e in core)}
