"""``tpplanner annee``: the sessions of a year decided, and written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tpplanner.audit.programmation import check_annee
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.domain.annee import Annee, LectureAnnee, OutcomeAnnee, Programmation, Proposee, ouverte, saisie
from tpplanner.domain.answers import Report
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, Issue, Severity, UserError
from tpplanner.export.excel.programmation import YearDraft, write_programmation
from tpplanner.export.standing import a_programmation_of
from tpplanner.files.place import check_replaceable, make_writable_folder, target
from tpplanner.files.writing import Written
from tpplanner.solver import Budget
from tpplanner.texts import annee as textes_annee
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.year import read_annee
from tpplanner.year.echeances import with_public_holidays
from tpplanner.year.proposal import propose


def read_year(path: str | Path, aujourdhui: date) -> LectureAnnee:
    """What a workbook of a year tells, public holidays known; raises WorkbookRefused."""
    lecture = read_annee(path, aujourdhui)
    return replace(lecture, annee=with_public_holidays(lecture.annee))


def check_year(annee: Annee) -> tuple[Programmation, Report, bool]:
    """What a year's workbook itself decides, how the check judges it, and whether it decides everything."""
    programmation = saisie(annee)
    settled = not ouverte(annee)
    return programmation, check_annee(annee, programmation, complete=settled), settled


def read_models(annee: Annee, folder: Path) -> dict[str, Session]:
    """The session workbook by which each session of a year is planned, those of its titre where it has none.

    Files are looked for beside the year's workbook. Raises UserError, with every issue of every file.
    """
    names = {s.id: s.classeur or annee.titre(s.titre).modele for s in annee.sessions}
    read: dict[str, Session] = {}
    issues: list[Issue] = []
    for name in dict.fromkeys(filter(None, names.values())):
        try:
            if not (folder / name).is_file():
                texte = textes_annee.modele_absent(name)
                raise UserError(Issue(Severity.ERROR, texte.message, texte.conseil))
            read[name] = read_session(folder / name).session
        except UserError as refusal:
            issues += (replace(i, sheet=f"{name} {i.sheet}".strip()) for i in refusal.issues)
    if issues:
        raise UserError(*issues)
    return {session: read[name] for session, name in names.items() if name in read}


@dataclass(frozen=True, slots=True)
class Year:
    """What came of a workbook of a year: the `programmation` that it decides itself, or the `outcome` of a search.

    `report` judges the one or the other. `models` are the sessions by which each of the year is planned, where that was
    asked for; `path` is where to write.
    """

    lecture: LectureAnnee
    path: Path
    models: dict[str, Session]
    report: Report | None
    programmation: Programmation | None = None
    outcome: OutcomeAnnee | None = None


def decide_year(
    classeur: Path,
    today: date,
    budget: Budget,
    out: Path | None = None,
    folder: Path | None = None,
    *,
    follower: Follower = NOBODY,
) -> Year:
    """Judge what a workbook of a year decides, and decide the rest; `folder`: where its plannings will be written.

    Nothing is written yet (`write_year`), but it is tried.
    """
    path = target(out, classeur.with_name("programmation.xlsx"), (classeur,))
    lecture = read_year(classeur, today)
    check_replaceable(path, a_programmation_of(lecture.annee))
    lue, models = lecture.annee, {}
    follower.warn(lecture.avertissements)
    follower.say(textes_annee.lu(len(lue.sessions), len(lue.candidats), len(lue.membres), len(lue.responsables)))
    if folder is not None:
        models = read_models(lue, classeur.parent)
        make_writable_folder(folder, "--plannings")
    programmation, report, settled = check_year(lue)
    if report.violations or settled:
        return Year(lecture, path, models, report, programmation)
    with follower.search(None):
        outcome, judged = propose(lue, budget)
    decided = outcome.programmation if isinstance(outcome, Proposee) else None
    return Year(lecture, path, models, judged, decided, outcome)


def write_year(year: Year, plannings: Mapping[str, str]) -> Written:
    """Write what is decided of a year, and what became of the planning of each session; raises CannotWrite."""
    if year.programmation is None or year.report is None:
        raise Bug("only what is decided is written")
    lecture = year.lecture
    draft = YearDraft(lecture.annee, year.programmation, year.report, lecture.avertissements, plannings)
    written = write_programmation(year.path, draft)
    return Written((written.path,), written.avertissements)
