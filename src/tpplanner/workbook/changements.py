"""The sheet *Changements* of a planning read again: what happened, whom to tell what, who is late."""

from collections.abc import Iterator, Sequence

from tpplanner.domain.answers import Changements, Message, Retard
from tpplanner.domain.session import Session, cle
from tpplanner.texts import changements as textes
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw
from tpplanner.workbook.grid import Grid
from tpplanner.workbook.records import Index

_TITRES = {
    cle(titre): titre
    for titre in (textes.AVIS_TITRE, textes.RETARDS_TITRE, textes.MESSAGES_TITRE, textes.DIFFERENCES_TITRE)
}
"""The parts of the sheet."""


def changes_told(grid: Grid | None, session: Session) -> Changements:
    """What the sheet tells, without its differences; nothing where there is no sheet.

    It is the words of a planning for people, and notes of who is late; no plan depends on it. Somebody whom the session
    has no more bears no id.
    """
    parts = _parts(grid) if grid is not None else {}
    index = Index(session)
    return Changements(
        tuple(row[0] for row in parts.get(textes.AVIS_TITRE, ())),
        messages=tuple(_messages(parts.get(textes.MESSAGES_TITRE, ())[1:], index)),
        retards=tuple(_retards(parts.get(textes.RETARDS_TITRE, ())[1:], index)),
    )


def _parts(grid: Grid) -> dict[str, list[list[str]]]:
    """The rows below each title: the text of their own cells."""
    parts: dict[str, list[list[str]]] = {}
    below: list[list[str]] = []
    for row in grid.rows:
        shown = [_lines(cell.value) for _, cell in sorted(row.cells.items()) if not cell.spread]
        titre = _TITRES.get(cle(shown[0])) if len(shown) == 1 else None
        if titre is not None:
            below = parts.setdefault(titre, [])
        elif shown:
            below.append(shown)
    return parts


def _lines(value: Raw) -> str:
    """The text of a cell, line by line."""
    return "\n".join(map(cells.texte, value.splitlines())) if isinstance(value, str) else cells.texte(value)


def _messages(rows: Sequence[Sequence[str]], index: Index) -> Iterator[Message]:
    for nom, role, phrases in (row for row in rows if len(row) == 3):
        ids = index.candidats(nom) if role.startswith(textes.CANDIDAT) else index.personnes(nom)
        yield Message(ids[0] if len(ids) == 1 else "", nom, role, tuple(phrases.splitlines()))


def _retards(rows: Sequence[Sequence[str]], index: Index) -> Iterator[Retard]:
    """Those of candidats and épreuves that the session has."""
    for nom, epreuve, minutes in (row for row in rows if len(row) == 3):
        ids = index.candidats(nom)
        id_ = index.epreuve(epreuve, ids[0]) if len(ids) == 1 else None
        if id_ is not None and minutes.isdigit():
            yield Retard(ids[0], id_, int(minutes))
