"""What people answer, and which planning they hold to, noted in a workbook, which stays what it is."""

from datetime import date, datetime
from pathlib import Path

from tpplanner.domain.questions import Question
from tpplanner.domain.session import Reponse
from tpplanner.files.writing import put_keeping_age
from tpplanner.workbook.marks import in_force
from tpplanner.workbook.patch import with_answer
from tpplanner.workbook.replies import with_reply


def note_answer(planning: Path, membre: str, reponse: Reponse | None, le: date | None) -> None:
    """Note what a membre (id) answered, on which day, in the workbook of a planning; None: they are not asked.

    Raises UserError and CannotWrite: the file then stays as it was.
    """
    before = planning.read_bytes()
    put_keeping_age(planning, before, with_answer(planning, membre, reponse, le))


def note_reply(path: Path, question: Question, reponse: bool) -> None:
    """Note the answer to a question in a workbook, of a session or of its planning.

    Raises UserError, with the row to type, and CannotWrite: the file then stays as it was.
    """
    before = path.read_bytes()
    put_keeping_age(path, before, with_reply(path, question, reponse))


def note_in_force(planning: Path, moment: datetime) -> None:
    """Mark a planning as the one that people hold to from a moment on: of its versions, the one marked last is.

    Raises UserError and CannotWrite: the file then stays as it was.
    """
    before = planning.read_bytes()
    put_keeping_age(planning, before, in_force(planning, moment))
