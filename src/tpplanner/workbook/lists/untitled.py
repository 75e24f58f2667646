"""Rows without titles: what their cells look like says what they are."""

import re
from collections.abc import Sequence

from tpplanner.domain.session import propre
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import CANDIDATS
from tpplanner.texts import listes as textes
from tpplanner.workbook.lists import prose
from tpplanner.workbook.lists.draft import Draft
from tpplanner.workbook.lists.extraction import GAP, Extraction, facts_in, pieces_of
from tpplanner.workbook.lists.lines import Line
from tpplanner.workbook.lists.name_shapes import Name, given_name, is_given, is_prenom, odds
from tpplanner.workbook.lists.naming import Namer, other_name, without_nee
from tpplanner.workbook.somebody import names_nobody

LONGEST_NAME = 500
"""Signs of a cell that may hold a name, and what is told beside it."""


class Untitled:
    """The rows of a table that has no titles."""

    def __init__(self, namer: Namer, feuille: Feuille, lines: Sequence[Line]) -> None:
        self.namer, self.feuille = namer, feuille
        rows = [line for line in lines if len(line.filled) > 1]
        self.sigles = _sigles(rows)
        pairs = [texts for line in rows if (texts := self._texts(line))]
        whole = [self._is_whole(texts[0]) for texts in pairs]
        self.whole = sum(whole) * 2 > len(whole)
        leanings = [odds(b.split()[0]) - odds(a.split()[-1]) for a, b, *_ in (p for p in pairs if len(p) > 1)]
        self.turned = sum(leanings) < 0 and not self.whole

    def _texts(self, line: Line) -> list[str]:
        """The cells of a row that may hold names."""
        texts = []
        for i, cell in enumerate(line.cells):
            if not 0 < len(cell) <= LONGEST_NAME or i in self.sigles or prose.is_hour(cell):
                continue
            rest = propre(facts_in(propre(cell), self.feuille).text.replace(GAP, " "))
            if any(map(str.isalpha, rest)) and "@" not in cell:
                texts.append(prose.led(rest))
        return texts

    def _is_whole(self, text: str) -> bool:
        name = self.namer.name(without_nee(text)[0])
        return name is not None and name.whole and name.sure and _told_apart(text)

    def draft(self, line: Line) -> Draft:
        """What a row gives."""
        draft = Draft(line, line.text, free=False)
        extraction = draft.extraction
        pieces: list[str] = []
        set_aside: list[str] = []
        texts: list[str] = []
        if not any(map(str.isalnum, line.text)):
            return draft.ignore(textes.RIEN)
        for i, cell in enumerate(line.cells):
            text = propre(cell)
            if not any(map(str.isalnum, text)) or (i == 0 and text.strip(".)°").isdigit() and len(text) < 5):
                continue
            texts.append(cell)
            if text.isdigit() and len(text) >= 5 and self.feuille is CANDIDATS:
                if not re.fullmatch(r"0?[67]\d{8}", text):
                    extraction.add("numero_ceres", text, cell)
                    continue
                extraction.add("telephone", text, cell)
                continue
            (set_aside if i in self.sigles or prose.is_hour(text) else pieces).extend(self._of_cell(extraction, text))
        if len(line.filled) == 1 and not extraction.faits and len(line.cells) == 1:
            return draft.ignore(prose.why_nobody(line.text))
        draft = self._settle(draft, pieces)
        draft.rest += set_aside
        draft.own_text = "\n".join(texts)
        return draft

    def _of_cell(self, extraction: Extraction, text: str) -> list[str]:
        cell_facts = facts_in(text, self.feuille)
        extraction.add_all(cell_facts)
        if cell_facts.faits or cell_facts.questions or cell_facts.doutes or cell_facts.notes:
            return list(pieces_of(cell_facts))
        whole = propre(cell_facts.text.replace(GAP, " "))
        return [prose.led(whole)] if whole else []

    def _settle(self, draft: Draft, pieces: list[str]) -> Draft:
        shown = propre(draft.line.text)
        pieces = [prose.bare(piece)[0] for piece in pieces]
        if prose.is_form(shown, forwarded=False) or (pieces and names_nobody(pieces[0], "")):
            return draft.ignore(prose.why_nobody(shown))
        if not pieces:
            tells = draft.extraction.faits or draft.extraction.questions
            return draft.doubt(textes.SANS_PERSONNE) if tells else draft.ignore(textes.PERSONNE)
        if draft.line.cells and not draft.line.cells[0] and len(pieces) == 1 and not self.whole:
            return draft.ignore(prose.why_nobody(shown))
        named = self._name(pieces)
        if named is None:
            draft.rest = pieces
            draft.place_of_work(self.feuille)
            tells = draft.extraction.faits or draft.extraction.questions
            return draft.doubt(textes.SANS_PERSONNE) if tells else draft.ignore(prose.why_nobody(shown))
        draft.name, draft.autre_nom, draft.rest = named
        draft.place_of_work(self.feuille)
        return draft.settle()

    def _name(self, pieces: list[str]) -> tuple[Name, str, list[str]] | None:
        first, other = without_nee(pieces[0])
        if not self.whole and len(pieces) > 1:
            second, more = without_nee(pieces[1])
            a, b = self.namer.name(first), self.namer.name(second)
            if a is not None and b is not None:
                nom, prenom = (second, first) if self.turned else (first, second)
                third, rest = other_name(pieces[2:])
                return Name(nom.upper(), given_name(prenom)), other or more or third, rest
        return self.namer.named(pieces)


def _told_apart(text: str) -> bool:
    """Whether both names stand in the text, told apart by capitals or by a prénom that is known."""
    words = text.split()
    return len(words) > 1 and (
        any(map(is_prenom, words)) or any(word.isupper() for word in words) != all(word.isupper() for word in words)
    )


_ROWS = 3
"""From which on a column is known by what it repeats."""


def _sigles(rows: Sequence[Line]) -> set[int]:
    """The columns of short words in capitals that come again and again, « CDA »: nobody is called so."""
    columns: dict[int, list[str]] = {}
    for row in rows:
        for i, cell in enumerate(row.cells):
            columns.setdefault(i, []).extend([cell] if cell else [])
    prenom_columns = {i for i, cells in columns.items() if sum(map(_is_prenom_alone, cells)) * 2 > len(cells)}
    return {
        i
        for i, cells in columns.items()
        if len(cells) >= _ROWS
        and len(set(cells)) < len(cells)
        and not prenom_columns & {i - 1, i, i + 1}
        and all(re.fullmatch(r"[A-Z][A-Z0-9]{1,5}(?: \d{2})?", cell) for cell in cells)
    }


def _is_prenom_alone(cell: str) -> bool:
    return len(cell.split()) == 1 and is_given(cell)
