"""What can go wrong, and what the command answers then.

    TpPlannerError
    ├── UserError     expected and curable: French, with its place and its cure, all issues at once
    │   ├── WorkbookRefused   exit 3
    │   ├── CannotWrite       exit 6
    │   └── TooLittle         exit 71
    ├── Misused       what is asked makes no sense: French, exit 2
    └── Bug           cannot happen: English, exit 70; the command says what it had written

"No plan exists" and "none found in time" are answers (`domain.answers`), not exceptions.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """Exit codes of the command."""

    OK = 0
    BREACH = 1
    USAGE = 2
    REFUSED = 3
    INFEASIBLE = 4
    UNFINISHED = 5
    CANNOT_WRITE = 6
    BUG = 70
    MACHINE = 71
    INTERRUPTED = 130


class Severity(StrEnum):
    """An error refuses the workbook; a warning and a question are told and let the session be planned."""

    ERROR = "erreur"
    WARNING = "avertissement"
    QUESTION = "question"
    """what the user is asked: told in full wherever a verdict is, until it is answered"""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to say about what was typed: where it stands, what it is, how to cure it (French texts)."""

    severity: Severity
    message: str
    hint: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""

    @property
    def place(self) -> str:
        """Where it stands: ``Candidats!C14``, the sheet alone, or an empty string."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


class TpPlannerError(Exception):
    """Whatever tpplanner raises on purpose."""


class UserError(TpPlannerError):
    """Something that the user can cure; `issues` says all of it at once."""

    exit_code = ExitCode.REFUSED

    def __init__(self, *issues: Issue) -> None:
        self.issues = issues
        super().__init__("; ".join(f"{i.place}: {i.message}" if i.place else i.message for i in issues))

    def __reduce__(self) -> tuple[type["UserError"], tuple[Issue, ...]]:
        """By which another process tells it."""
        return type(self), self.issues


class WorkbookRefused(UserError):
    """No session can be built from the workbook as typed."""


class CannotWrite(UserError):
    """The result could not be written anywhere; what was there before is untouched."""

    exit_code = ExitCode.CANNOT_WRITE


class TooLittle(UserError):
    """The machine leaves too little memory, or too few processes, for what is asked."""

    exit_code = ExitCode.MACHINE


class Misused(TpPlannerError):
    """What is asked makes no sense of what was read: one French sentence."""


class Bug(TpPlannerError):
    """The program is wrong, not the user: for instance our own audit refused our own plan."""
