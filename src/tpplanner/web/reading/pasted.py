"""A list that was pasted or dropped, as it is read."""

from dataclasses import dataclass
from pathlib import Path

from tpplanner.web.typed.saisie import BY_CLE
from tpplanner.workbook.lists import Liste, read_text
from tpplanner.workbook.lists.entries import entries_of
from tpplanner.workbook.lists.opening import read_source


@dataclass(frozen=True, slots=True)
class ListRead:
    """What a list tells, and its text."""

    liste: Liste
    texte: str


def list_in_file(path: Path, table: str) -> ListRead:
    """The list of a file, for a table; raises UserError."""
    lines = read_source(path, BY_CLE[table].feuille).lines
    return ListRead(entries_of(lines, BY_CLE[table].feuille), "\n".join(line.text for line in lines))


def list_in_text(path: Path, table: str) -> ListRead:
    """The same, of a text that was pasted, as it stands in a file of ours."""
    texte = path.read_bytes().decode()
    return ListRead(read_text(texte, BY_CLE[table].feuille), texte)
