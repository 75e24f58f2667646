"""Rows below titles, each cell read as its column says."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tpplanner.domain.session import cle, propre
from tpplanner.sheets.colonne import Feuille
from tpplanner.texts import listes as textes
from tpplanner.texts.plain import number_in_digits
from tpplanner.workbook.lists import prose
from tpplanner.workbook.lists.draft import Draft
from tpplanner.workbook.lists.extraction import facts_in, pieces_of
from tpplanner.workbook.lists.fields import tell
from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.header import (
    AUTRE_NOM,
    CIVILITE,
    ENCORE,
    NOM,
    NOM_COMPLET,
    NUMERO,
    PRENOM,
    SANS_INTERET,
    Heading,
)
from tpplanner.workbook.lists.lines import Line
from tpplanner.workbook.lists.name_shapes import Name, given_name, name_of, names_in
from tpplanner.workbook.lists.naming import Namer
from tpplanner.workbook.somebody import names_nobody

_UNTOLD = frozenset({NUMERO, "numero_ceres", CIVILITE, SANS_INTERET})
"""Columns that count the rows, or of which nothing is kept."""
_FIRST_LONG = 10_000
"""Numbers from here on do not count the rows of a list."""


class Titled:
    """The rows of a table with titles."""

    def __init__(self, namer: Namer, feuille: Feuille) -> None:
        self.namer, self.feuille = namer, feuille
        self.columns: tuple[Heading, ...] = ()

    def begin(self, columns: tuple[Heading, ...], below: Sequence[Line]) -> None:
        """The rows that follow stand below those titles."""
        self.columns = columns
        self.numbered = {i for i, column in enumerate(columns) if self._is_ceres(column, i, below)}
        place = {column.holds: i for i, column in enumerate(columns)}
        values = [_cell(line, place[PRENOM]) for line in below] if PRENOM in place else []
        self.given = PRENOM in place and any(any(map(str.isalpha, v)) for v in values)
        whole = [self.namer.name(_cell(line, place[NOM_COMPLET])) for line in below] if NOM_COMPLET in place else []
        self.lone = NOM_COMPLET in place and not any(n is not None and n.whole for n in whole)

    @staticmethod
    def _is_ceres(column: Heading, place: int, below: Sequence[Line]) -> bool:
        """Whether the numbers of a column are those of CERES: long ones, which do not count the rows."""
        counts = [n for line in below if (n := number_in_digits(_cell(line, place))) is not None]
        running = len(counts) > 1 and counts[0] < _FIRST_LONG and all(b - a == 1 for a, b in pairwise(counts))
        if column.holds == "numero_ceres":
            return not running
        return column.holds == NUMERO and bool(counts) and not running and min(counts) >= _FIRST_LONG

    def draft(self, line: Line) -> Draft | None:
        """What a row gives; None where a line below the table is none of its rows."""
        alone = len(line.cells) == 1 and len(self.columns) > 1
        if alone and (":" in line.cells[0] or facts_in(line.cells[0], self.feuille).faits):
            return None
        if alone and prose.is_form(line.cells[0], forwarded=False):
            return None
        draft = Draft(line, line.text, free=False, own_text="")
        texts: list[str] = []
        names: dict[str, str] = {}
        more: list[str] = []
        for i, cell in enumerate(line.cells):
            if not cell:
                continue
            column = self.columns[i] if i < len(self.columns) else Heading("", "")
            if column.holds in (NOM, PRENOM, NOM_COMPLET, AUTRE_NOM):
                names[column.holds] = cell
            elif not column.holds and 0 < i <= len(self.columns) and self._goes_on(i):
                more.append(cell)
            elif column.holds == ENCORE:
                continue
            elif column.holds not in (NUMERO, "numero_ceres") or i in self.numbered:
                tell(draft, column, cell, self.feuille)
            if column.holds not in _UNTOLD:
                texts.append(cell)
        draft.own_text = "\n".join(texts)
        draft.name, other = self._name(draft, names, more)
        draft.autre_nom = other or draft.autre_nom
        draft.rest += more
        return self._settled(draft, names)

    def beside(self, line: Line) -> Draft | None:
        """Whoever stands in a second table, at the right of the first: nothing tells that they are of the list."""
        cells = [propre(cell) for column, cell in zip(self.columns, line.cells, strict=False) if column.holds == ENCORE]
        named = [cell for cell in cells if any(map(str.isalpha, cell))]
        if not named:
            return None
        draft = Draft(line, " ".join(named), free=False)
        draft.name = Name(named[0], named[1]) if len(named) > 1 else self.namer.name(named[0])
        return draft.doubt(textes.A_COTE)

    def _is_somebody(self, name: Name) -> bool:
        """Whether a row names somebody: no total, no title again, no help of our own sheet, no formula of a letter."""
        titles = {cle(t) for colonne in self.feuille.colonnes for t in (colonne.titre, colonne.aide, *colonne.alias)}
        again = cle(name.nom) in titles and (not name.prenom or cle(name.prenom) in titles)
        form = not name.prenom and prose.is_form(name.nom, forwarded=False)
        return any(map(str.isalpha, name.nom)) and not (names_nobody(name.nom, name.prenom) or again or form)

    def _goes_on(self, i: int) -> bool:
        """Whether a column without a title may hold the prénoms of that of the names before it."""
        return self.columns[i - 1].holds == NOM_COMPLET

    def _settled(self, draft: Draft, names: dict[str, str]) -> Draft:
        line = draft.line
        filled = [cell for cell in line.filled if any(map(str.isalnum, cell))]
        if not filled:
            return draft.ignore(textes.RIEN)
        if draft.name is None or not self._is_somebody(draft.name):
            return self._nobody(draft, names)
        if self.given and not draft.name.prenom:
            plausible = name_of(draft.name.nom) is not None
            return draft.doubt(textes.SANS_PRENOM) if plausible else draft.ignore(textes.PERSONNE)
        return draft.settle(alone=self.lone or (not self.given and NOM in names))

    def _nobody(self, draft: Draft, names: dict[str, str]) -> Draft:
        """A row without a name: to be checked where it tells something of somebody all the same."""
        draft.name = None
        shown = " ".join(names.values()) or propre(draft.line.text)
        if PRENOM in names and NOM not in names and name_of(names[PRENOM]) is not None:
            draft.name = Name("", names[PRENOM])
            return draft.doubt(textes.SANS_NOM)
        faits = [fait for fait in draft.extraction.faits if fait.champ not in ("numero_ceres",)]
        if faits and not names_nobody(shown, "") and not names:
            return draft.doubt(textes.SANS_PERSONNE)
        return draft.ignore(prose.why_nobody(shown))

    def _name(self, draft: Draft, names: dict[str, str], more: list[str]) -> tuple[Name | None, str]:
        other = propre(names.get(AUTRE_NOM, ""))
        if NOM in names:
            nom, autre_nom = _with_other(propre(names[NOM]))
            prenom = propre(names.get(PRENOM, ""))
            prenom = prenom if any(map(str.isalpha, prenom)) else ""
            if not prenom and (both := self.namer.name(nom)) is not None and both.whole and self.given:
                return both, autre_nom
            other = autre_nom or (other if cle(other) != cle(nom) else "")
            small = nom.islower() and name_of(nom) is not None
            return Name(nom.upper() if small else nom, given_name(prenom)), other
        if NOM_COMPLET not in names:
            return (Name(other, propre(names[PRENOM])), "") if other and PRENOM in names else (None, "")
        return self._in_one_cell(draft, names, more, other)

    def _in_one_cell(self, draft: Draft, names: dict[str, str], more: list[str], other: str) -> tuple[Name | None, str]:
        """Both names in one cell, whatever else stands there; the prénom perhaps in the next."""
        text = prose.bare(propre(names[NOM_COMPLET]))[0]
        body = facts_in(text, self.feuille)
        draft.extraction.add_all(body)
        if names.get(PRENOM):
            return Name(body.rest.upper() if body.rest.islower() else body.rest, propre(names[PRENOM])), other
        named = self.namer.named([prose.led(piece) for piece in pieces_of(body)])
        if (named is None or not named[0].whole) and names_nobody(names[NOM_COMPLET], ""):
            return None, ""
        if named is None:
            for _, _, name in names_in(body.text):
                draft.extraction.doutes.append(text)
                return name, ""
            return (Name(body.rest, "", sure=False), "") if self.lone and body.rest else (None, "")
        name, autre_nom, rest = named
        if not name.whole and name.nom and more and name_of(more[0]) is not None:
            name = Name(name.nom, more.pop(0))
        draft.rest += rest
        return name, autre_nom or other


def _cell(line: Line, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _with_other(nom: str) -> tuple[str, str]:
    """A nom, and the other one that stands beside it in its cell: « LE GALL, dit BIHAN »."""
    m = re.search(
        r"[ ,(]+(?:nee?|epouse|ep\.|veuve|dite?|alias|nom (?:d'usage|de naissance|de jeune fille|marital))\b ?:? ?",
        flat(nom),
    )
    if m is None or m.start() == 0:
        return nom, ""
    return nom[: m.start()].strip(), nom[m.end() :].strip(" )")
