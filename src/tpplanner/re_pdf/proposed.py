"""What is proposed of a document that was read: the rows of the form of a titre, each value with its words."""

from dataclasses import dataclass

from tpplanner.re_pdf.document import ReQuestion, Stated
from tpplanner.workbook.titre_write import EnteredTitre


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a value of the form *Titres*: `proposed`, in that field of that row of that table.

    `table` is ``entete``, ``titre``, ``CCP1``…; `row` the rank of the row in it (-1: beside the rows).
    """

    table: str
    row: int
    field: str
    said: Stated[object]
    proposed: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form filled with what was read: what nothing states is an empty cell, and what is asked stands beside."""

    entered: EnteredTitre
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[ReQuestion, ...] = ()
