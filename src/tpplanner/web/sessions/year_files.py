"""What files of a year tell now: whether one is of a year, of which, what it decides."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tpplanner.commands.annee import check_year, read_year
from tpplanner.domain.annee import LectureAnnee, Programmation
from tpplanner.domain.answers import Report
from tpplanner.errors import Issue, UserError
from tpplanner.texts import mes_sessions as textes
from tpplanner.web.reading.child import judging
from tpplanner.web.reading.readings import refused_as
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.workbook.year import is_of_a_year, read_annee

_YEAR = re.compile(r"\b20\d\d\b")


@refused_as(lambda _: "")
def year_of(path: Path) -> str:
    """The year that a workbook is of; empty for that of a session, or where it cannot be read.

    One that is not filled yet is of the year that stands in its name.
    """
    with suppress(UserError):
        if is_of_a_year(path):
            with suppress(UserError):
                return str(read_annee(path, date.min).annee.debut.year)
            named = _YEAR.search(SessionFiles(path).nom)
            return named[0] if named else textes.ANNEE_SANS_DATE
    return ""


@dataclass(frozen=True, slots=True)
class LookAtYear:
    """What a workbook of a year tells and decides, or why it is refused."""

    lecture: LectureAnnee | None
    programmation: Programmation | None
    report: Report | None
    decide_tout: bool
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class LookOn:
    """How a workbook of a year is looked at on a day, from which delays are counted."""

    day: date

    def __call__(self, path: Path) -> LookAtYear:
        """What it tells and decides."""
        try:
            lecture = read_year(path, self.day)
        except UserError as refusal:
            return self.refused(refusal)
        judging()
        programmation, report, settled = check_year(lecture.annee)
        return LookAtYear(lecture, programmation, report, settled, lecture.avertissements)

    @staticmethod
    def refused(refusal: UserError) -> LookAtYear:
        """What is told of one that cannot be read."""
        return LookAtYear(None, None, None, False, refusal.issues)
