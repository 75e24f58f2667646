"""A PDF read: the durations twice, by two readers that share no library; what they do not both say is asked."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.re_pdf.agreed import agreed
from tpplanner.re_pdf.by_tables import tables_by_cells
from tpplanner.re_pdf.by_text import table_by_text
from tpplanner.re_pdf.clues import read_prose
from tpplanner.re_pdf.conditions import (
    composition_questions,
    different_organismes,
    equipment_of,
    presence_questions,
    qualities,
    quota_of,
    quotas,
)
from tpplanner.re_pdf.document import (
    Document,
    ReHead,
    ReLine,
    RePart,
    RePassage,
    ReQuestion,
    Scope,
    Whereabouts,
    is_pdf,
)
from tpplanner.re_pdf.head import head_of
from tpplanner.re_pdf.printed import PrintedPage
from tpplanner.re_pdf.printed_table import PrintedTable
from tpplanner.re_pdf.resources import resource_rows
from tpplanner.re_pdf.sections import Outline, ReSection, outline
from tpplanner.re_pdf.text_layer import printed_pages
from tpplanner.re_pdf.understood import understood
from tpplanner.re_pdf.wording import EITHER, comparable, modalite_of
from tpplanner.texts import re_pdf as textes
from tpplanner.texts.noms import Texte

LARGEST = 50_000_000
"""Bytes of the largest file that is opened."""
MOST_PAGES = 300

_MOST_OBJECTS = 3_000
"""Texts and rules drawn on a page; those of a RE have a thousand at most, and what tires a reader has many more."""

_GAP = 5.0
"""Points between two words of annexe 1 that lie in two cells."""
_LEAST_TEXT = 20
"""Characters a page below which a file is told to hold no text: a scan, perhaps with a stamp in its margin."""
_LEAST_LETTERS = 0.5
"""Share of letters below which a text is told to be garbled: fonts that do not say which letters they draw."""
_WITH_CELLS = re.compile(
    r"modalites\b.*\bduree\b.*|.*\bduree totale\b.*|(?:ccp|ccs)\b.{0,200}|.*dispositif d'evaluation\b.*|annexe \d.*"
)
"""A line of which the second reader has to see the page: pages that cost much and hold none of these are left."""


def read_pdf(data: bytes, name: str, recognised: Callable[[], None] = lambda: None) -> Document:
    """What a référentiel d'évaluation says; raises `UserError` for a file that is none, in one sentence.

    `recognised` is called before the costly second reading of a file that looks like one, on no page of which more is
    drawn than on those of a RE.
    """
    pages = _pages(data, name)
    parts = outline(pages)
    head, about_head = head_of(parts)
    _refuse_others(name, head, parts, pages)
    if max(page.objects for page in pages) <= _MOST_OBJECTS:
        recognised()
    scopes, about_scopes = _scopes(parts, tables_by_cells(data, _worth_cells(pages, parts)))
    equipment = tuple(filter(None, map(equipment_of, _resources(data, parts))))
    quota, about_quota = quota_of(quotas(_plateau(parts)))
    return Document(
        hashlib.sha256(data).hexdigest(),
        len(pages),
        head,
        scopes,
        quota,
        different_organismes(scopes),
        qualities(scopes),
        equipment,
        (*about_head, *_order_of_pages(parts), *about_scopes, *about_quota, *composition_questions(scopes)),
    )


def _pages(data: bytes, name: str) -> tuple[PrintedPage, ...]:
    """The lines of the file; whatever it holds beside text is not looked at, run or fetched."""
    import pypdfium2  # noqa: PLC0415  (heavy: only where a PDF is read)

    if len(data) > LARGEST:
        raise _refusal(textes.TROP_GROS(name, LARGEST))
    if not is_pdf(data):
        raise _refusal(textes.PAS_UN_PDF(name))
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise _refusal(textes.PROTEGE(name) if locked else textes.ABIME(name)) from error
    try:
        return _checked(pdf, name)
    except pypdfium2.PdfiumError as error:
        raise _refusal(textes.ABIME(name)) from error
    finally:
        pdf.close()


def _checked(pdf: Any, name: str) -> tuple[PrintedPage, ...]:
    if len(pdf) == 0:
        raise _refusal(textes.ABIME(name))
    if len(pdf) > MOST_PAGES:
        raise _refusal(textes.TROP_DE_PAGES(name, len(pdf), MOST_PAGES))
    pages = printed_pages(pdf)
    letters = [letter for page in pages for line in page.lines for word in line.words for letter in word.text]
    if len(letters) < _LEAST_TEXT * len(pages):
        raise _refusal(textes.SANS_TEXTE(name))
    if sum(map(str.isalpha, letters)) < _LEAST_LETTERS * len(letters):
        raise _refusal(textes.TEXTE_BROUILLE(name))
    return pages


def _refusal(said: Texte) -> UserError:
    return UserError(Issue(Severity.ERROR, said.message, said.conseil))


def _refuse_others(name: str, head: ReHead, parts: Outline, pages: Sequence[PrintedPage]) -> None:
    """A REAC, or any other document; an RE of which no table was found."""
    genre = head.genre.value if head.genre else None
    if genre not in {None, "RE", "RC"} or (genre is None and _calls_itself_reac(pages)):
        raise _refusal(textes.REAC(name) if genre in {None, "REAC"} else textes.AUTRE_DOCUMENT(name))
    if not any(scope.of(ReSection.TABLE) for scope in parts.scopes):
        raise _refusal(textes.SANS_TABLEAU(name) if genre else textes.AUTRE_DOCUMENT(name))


def _calls_itself_reac(pages: Sequence[PrintedPage]) -> bool:
    first = " ".join(comparable(line.text) for page in pages[:3] for line in page.lines)
    return bool(re.search(r"referentiel (?:emploi|d'emploi),? ?activites", first))


def _worth_cells(pages: Sequence[PrintedPage], parts: Outline) -> set[int]:
    """The pages that the second reader opens: where a session, a table, a total or a presence may stand."""
    numbers = {page.number for page in pages if any(_WITH_CELLS.fullmatch(comparable(x.text)) for x in page.lines)}
    blocks = (block for scope in parts.scopes for block in scope.of(ReSection.TABLE))
    return numbers | {line.page for block in blocks for line in block.lines}


def _scopes(parts: Outline, cells: dict[str, PrintedTable]) -> tuple[tuple[Scope, ...], list[ReQuestion]]:
    """The sessions, and all that has to be asked of them."""
    scopes: list[Scope] = []
    questions: list[ReQuestion] = []
    for text in parts.scopes:
        by_text = table_by_text(text)
        by_cells = cells.get(text.id, PrintedTable())
        scope, asked = agreed(text, understood(text.id, by_text), understood(text.id, by_cells))
        scope, more = _with_prose(scope, (*_details(by_text), *text.passages))
        scopes.append(scope)
        questions += [*asked, *more, *presence_questions(scope)]
    questions += [ReQuestion("stray_table", where=(line.where,)) for line in parts.strays]
    return tuple(scopes), questions


def _details(table: PrintedTable) -> Iterator[RePassage]:
    """The last column of the table, by the modalité of the row."""
    for row in table.rows:
        modalite = modalite_of(row.label)
        if row.detail and modalite and modalite != EITHER:
            yield RePassage(RePart.DETAIL, modalite, tuple(row.detail))


def _with_prose(scope: Scope, passages: Sequence[RePassage]) -> tuple[Scope, tuple[ReQuestion, ...]]:
    """The session with what its sentences say, and what has to be asked of them."""
    prose = read_prose(scope.id, scope.rows, passages)
    rows = tuple(replace(row, parts=prose.parts.get(row.modalite, ())) for row in scope.rows)
    scope = replace(
        scope, rows=rows, clues=prose.clues, protocol=prose.protocol, composition=prose.composition, watch=prose.watch
    )
    return scope, prose.questions


def _plateau(parts: Outline) -> list[ReLine]:
    """The lines of annexe 1, each piece of a row of its tables a line of its own."""
    return [
        ReLine(piece.text, Whereabouts(line.page, line.printed, (piece.frame,)))
        for line in parts.plateau
        for piece in line.line.pieces(_GAP)
    ]


def _resources(data: bytes, parts: Outline) -> Iterator[tuple[tuple[ReLine, ...], ...]]:
    """The rows of the tables of annexe 1."""
    printed = {line.page: line.printed for line in parts.plateau}
    yield from resource_rows(data, printed.keys(), printed)


def _order_of_pages(parts: Outline) -> Iterator[ReQuestion]:
    """Pages that are missing, or come from two documents, by the numbers printed on them."""
    numbered = [footer for footer in parts.footers if footer is not None]
    for before, after in pairwise(numbered):
        if after.printed - before.printed != after.page - before.page or after.last != before.last:
            where = (Whereabouts(before.page, before.printed), Whereabouts(after.page, after.printed))
            yield ReQuestion("pages_jump", where=where)
    if numbered and numbered[-1].last - numbered[-1].printed > len(parts.footers) - numbered[-1].page:
        yield ReQuestion("pages_missing", data={"pages": len(parts.footers), "imprimees": numbered[-1].last})
