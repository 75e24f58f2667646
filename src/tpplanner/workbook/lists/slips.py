"""Slips: people told line by line, « Nom : DUPONT », « Prénom : Marie », as one row each below those titles."""

import re
from collections.abc import Iterator, Sequence

from tpplanner.domain.session import cle
from tpplanner.sheets.colonne import Feuille
from tpplanner.workbook.lists.header import NOM, NOM_COMPLET, PRENOM, Column, columns_of
from tpplanner.workbook.lists.sources import Line

_FIELD = re.compile(r"^[\s>•*-]*(?P<titre>[^:]{2,40}?)\s*:\s*(?P<valeur>\S.*)$")


def slips_in(lines: Sequence[Line], feuille: Feuille) -> dict[int, tuple[tuple[Column, ...], Line]]:
    """Of each line that begins a slip, its columns and its row, which takes all its lines."""
    found = {}
    for group in _groups(lines):
        pairs = [pair for line in group if (pair := _FIELD.match(line.text)) is not None]
        columns = columns_of([pair["titre"] for pair in pairs], feuille)
        if columns is None or not _tell_a_name(columns):
            continue
        cells = tuple(pair["valeur"].strip() for pair in pairs)
        text = "\n".join(line.text for line in group)
        found[group[0].number] = (columns, Line(group[0].number, cells, text, group[-1].number))
    return found


def _tell_a_name(columns: Sequence[Column]) -> bool:
    """Whether a nom stands there, and the prénom or more beside it: « Candidats : … » alone is a list."""
    held = {column.holds for column in columns}
    called = any(c.holds == NOM_COMPLET and "nom" in cle(c.titre).split() for c in columns)
    return {NOM, PRENOM} <= held or (called and len(columns) > 1)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines one below the other that each tell a field; a title that comes again begins another slip."""
    group: list[Line] = []
    titles: set[str] = set()
    for line in lines:
        pair = _FIELD.match(line.text) if len(line.cells) == 1 else None
        titre = pair["titre"].casefold() if pair else ""
        if group and (pair is None or line.number != group[-1].number + 1 or titre in titles):
            yield group
            group, titles = [], set()
        if pair is not None:
            group.append(line)
            titles.add(titre)
    if group:
        yield group
