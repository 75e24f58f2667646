"""A file being drafted: the agenda that every sheet tells, and how each sheet begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from tpplanner.export.agenda import Agenda
from tpplanner.export.excel.book import Book, Footer, Sheet
from tpplanner.export.safe_text import one_line
from tpplanner.texts.classeur import phrase_centre, phrase_dates, phrase_session, sujet_de_page
from tpplanner.texts.conformite import RENVOI


@dataclass(frozen=True, slots=True)
class Draft:
    """The book, what it is of, and for whom."""

    book: Book
    agenda: Agenda
    audience: str

    def sheet(
        self, titre: str, widths: Sequence[float], aide: str = "", *, audience: str = "", alerts: bool = False
    ) -> Sheet:
        """A sheet with its head: title, session, help.

        The warnings on the référentiel are told whole when `alerts`, otherwise by a line that says where they stand.
        """
        session = self.agenda.session
        sheet = self._blank(titre, widths, audience)
        lines = [phrase_session(session), self._where_and_when]
        sheet.head(titre, [*lines, *filter(None, (aide,))], self.agenda.avertissements if alerts else self._pointer)
        return sheet

    def compact_sheet(
        self, titre: str, widths: Sequence[float], aide: Sequence[str] = (), *, alerts: bool = False
    ) -> Sheet:
        """A sheet whose head takes little room: title and session on one line."""
        session = self.agenda.session
        sheet = self._blank(titre, widths)
        parts = (titre, session.referentiel.sigle, self._where_and_when)
        head = one_line(" – ".join(filter(None, parts)))
        sheet.head(head, aide, self.agenda.avertissements if alerts else self._pointer)
        return sheet

    def _blank(self, titre: str, widths: Sequence[float], audience: str = "") -> Sheet:
        subject = sujet_de_page(self.agenda.session, self.agenda.jours)
        return self.book.sheet(titre, widths, Footer(audience or self.audience, subject))

    @property
    def _where_and_when(self) -> str:
        session = self.agenda.session
        return " – ".join(filter(None, (phrase_centre(session), phrase_dates(session, self.agenda.jours))))

    @property
    def _pointer(self) -> tuple[str, ...]:
        return (RENVOI,) if self.agenda.avertissements else ()
