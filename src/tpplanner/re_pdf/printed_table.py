"""A table of the modalités as it is printed, cell by cell, before anything is understood: both readers answer it."""

from dataclasses import dataclass, field

from tpplanner.re_pdf.document import ReLine, Whereabouts


@dataclass(slots=True)
class PrintedRow:
    """A row: the texts of its label, of its duration and of its other cells; `where` is where it begins.

    `detail` are the lines of its last column, where the reader gives them.
    """

    label: str = ""
    duration: str = ""
    others: str = ""
    where: Whereabouts | None = None
    duration_where: Whereabouts | None = None
    detail: list[ReLine] = field(default_factory=list)


@dataclass(slots=True)
class PrintedTable:
    """The table of one session: its rows, the text of its total row, the text of the presence of the jury.

    `strays` are where another table begins after the total: that of a session whose heading was not recognised.
    """

    rows: list[PrintedRow] = field(default_factory=list)
    total: ReLine | None = None
    presence: ReLine | None = None
    strays: list[Whereabouts] = field(default_factory=list)
