"""What there is to say about a workbook, gathered while it is read: everything at once, in the order of the sheets."""

import re
from dataclasses import dataclass, field, replace
from typing import ClassVar

from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.texts import lecture
from tpplanner.texts.message import Texte


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a sheet, perhaps a cell of it, and what is typed there."""

    feuille: str = ""
    cellule: str = ""
    valeur: str = ""

    def __str__(self) -> str:
        return f"{self.feuille}!{self.cellule}" if self.cellule else self.feuille


NOWHERE = Place()


@dataclass
class Notes:
    """The issues found so far."""

    patient: ClassVar[bool] = False
    """Whether what is wrong lets reading go on to its end."""

    issues: list[Issue] = field(default_factory=list)
    absentes: tuple[str, ...] = ()
    """The titles of the sheets that the workbook does without: what speaks of one says how to come by it."""

    def error(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something because of which no session can be built."""
        self._add(Severity.ERROR, texte, place)

    def warning(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something to say, which lets the session be planned."""
        self._add(Severity.WARNING, texte, place)

    def _add(self, severity: Severity, texte: Texte, place: Place) -> Issue:
        told = f"{texte.message} {texte.conseil} feuille {place.feuille}."
        named = (titre for titre in self.absentes if re.search(rf"feuille {re.escape(titre)}\b", told))
        conseil = " ".join(filter(None, (texte.conseil, *map(lecture.feuille_a_ajouter, named))))
        issue = Issue(severity, texte.message, conseil, place.feuille, place.cellule, place.valeur)
        if issue not in self.issues:
            self.issues.append(issue)
        return issue

    @property
    def avertissements(self) -> tuple[Issue, ...]:
        """The warnings."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.WARNING)

    def refusal(self) -> WorkbookRefused:
        """Every issue so far, the errors first."""
        errors = [issue for issue in self.issues if issue.severity is Severity.ERROR]
        return WorkbookRefused(*errors, *self.avertissements)

    def refuse_if_needed(self) -> None:
        """Raise WorkbookRefused if there is any error."""
        if any(issue.severity is Severity.ERROR for issue in self.issues):
            raise self.refusal()


@dataclass
class PatientNotes(Notes):
    """Notes whose errors are warnings, but are errors again where reading must stop all the same."""

    patient: ClassVar[bool] = True
    _wrong: set[Issue] = field(default_factory=set)

    def error(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something wrong that need not stop what is read for."""
        self._wrong.add(self._add(Severity.WARNING, texte, place))

    def refusal(self) -> WorkbookRefused:
        """Every issue so far, what is wrong as an error, and first."""
        errors = [replace(issue, severity=Severity.ERROR) for issue in self.issues if issue in self._wrong]
        return WorkbookRefused(*errors, *(issue for issue in self.issues if issue not in self._wrong))


class MildNotes(Notes):
    """Notes whose errors are warnings: for what may be wrong without preventing a session."""

    def error(self, texte: Texte, place: Place = NOWHERE) -> None:
        """Something wrong, told as a warning."""
        self.warning(texte, place)
