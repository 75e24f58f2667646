"""A year of sessions: read, checked, proposed; each of its sessions as one to plan."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.domain.annee import Annee, LectureAnnee, OutcomeAnnee, Programmation, Programmee, ouverte, saisie
from tpplanner.domain.outcome import Report
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts.programmation import modele_absent

if TYPE_CHECKING:
    from tpplanner.solver import Budget


def read_year(path: str | Path, aujourdhui: date) -> LectureAnnee:
    """What a workbook of a year tells, public holidays known; raises WorkbookRefused."""
    from tpplanner.workbook.reader.annee import read_annee  # noqa: PLC0415 - openpyxl is slow to import
    from tpplanner.year.public_holidays import with_public_holidays  # noqa: PLC0415

    lecture = read_annee(path, aujourdhui)
    return replace(lecture, annee=with_public_holidays(lecture.annee))


def check_year(annee: Annee) -> tuple[Programmation, Report, bool]:
    """What a year's workbook itself decides, how the check judges it, and whether it decides everything."""
    from tpplanner.audit.annee import check_annee  # noqa: PLC0415 - only for a year

    given = saisie(annee)
    settled = not ouverte(annee)
    return given, check_annee(annee, given, complete=settled), settled


def propose_year(annee: Annee, budget: "Budget") -> tuple[OutcomeAnnee, Report | None]:
    """Decide what a year leaves open: the outcome and, for a programmation, the report of the independent check."""
    from tpplanner.year.proposal import propose  # noqa: PLC0415 - OR-Tools is slow to import

    return propose(annee, budget)


def read_models(annee: Annee, folder: Path) -> dict[str, Session]:
    """The session workbook by which each session of a year is planned, those of its titre where it has none.

    Files are looked for beside the year's workbook. Raises UserError, with every issue of every file.
    """
    from tpplanner.workbook.reader import read_session  # noqa: PLC0415 - as above

    names = {s.id: s.classeur or annee.titre(s.titre).modele for s in annee.sessions}
    read: dict[str, Session] = {}
    issues: list[Issue] = []
    for name in dict.fromkeys(filter(None, names.values())):
        try:
            if not (folder / name).is_file():
                texte = modele_absent(name)
                raise UserError(Issue(Severity.ERROR, texte.message, texte.conseil))
            read[name] = read_session(folder / name).session
        except UserError as refusal:
            issues += (replace(i, sheet=f"{name} {i.sheet}".strip()) for i in refusal.issues)
    if issues:
        raise UserError(*issues)
    return {session: read[name] for session, name in names.items() if name in read}


def session_of_year(annee: Annee, programmee: Programmee, base: Session) -> Session:
    """A session of a year as a session to plan, by a session workbook; raises UserError."""
    from tpplanner.year.sessions import session_of  # noqa: PLC0415 - only for a year

    return session_of(annee, programmee, base)
