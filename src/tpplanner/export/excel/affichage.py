"""The poster as a workbook: the pages of the PDF laid out on cells, on a sheet for A4 and on one for A3.

A page is a day, or a half-day, or all there is; juries stand side by side in blocks, in letters as large as it allows.
Both sheets have the same cells, and the second is printed larger: each is hung as its printer gives it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby, zip_longest
from math import ceil

from tpplanner.domain.referentiel import Table
from tpplanner.domain.session import Designation
from tpplanner.export import posters, text_size
from tpplanner.export.agenda import Agenda, designations
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import A3, PORTRAIT, Paper, PrintedSheet
from tpplanner.export.tokens import LIGHT
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import phrase_session, sujet_de_page
from tpplanner.workbook.kit import Book, Look

# A page is laid out on a grid of narrow columns, on which one, two or three juries stand side by side.

_COLUMNS = 35
_WIDTH = 13 / 7
"""of each, in characters"""
_FULL = 0.97
"""of the height of a page"""
_PLAIN = 10
_SIZES = range(40, _PLAIN - 1, -1)
"""points of the hours and of those whom they call"""
_GOOD = 20
"""points from which a page is read from as far as a poster should be: it need not be split"""
_REST_SIZES = range(16, _PLAIN - 1, -1)

_DARK = LIGHT["encre"]
_BOX: Look = {"border": 1, "border_color": looks.BLACK, "text_wrap": True, "align": "left", "indent": 1}
_TOP: Look = {**_BOX, "bottom": 0, "bold": True}
_BOTTOM: Look = {**_BOX, "top": 0, "valign": "top"}
_NOTHING: Look = {}


PosterCells = tuple[tuple[str, int, Look], ...]
"""Side by side, each a text over so many columns of the grid."""


@dataclass(frozen=True, slots=True)
class PosterLine:
    """A row of cells, at least so many points high."""

    cells: PosterCells = ()
    least: float = 0


PosterPage = list[PosterLine]


class PosterSheet(PrintedSheet):
    """A sheet of the poster, which measures lines before they are written."""

    def __init__(self, book: Book, titre: str, paper: Paper, subject: str) -> None:
        super().__init__(book, titre, [_WIDTH] * _COLUMNS, texte.AUDIENCE, subject, paper)

    def page_height(self, scale: int) -> float:
        """As high as the paper, but for a little: rows, unlike columns, are as high in every program."""
        return self.paper.points / scale * 100 * _FULL

    def height(self, lines: Iterable[PosterLine]) -> float:
        """The points that lines take."""
        return sum(max((line.least, *(self.needed(*cell) for cell in _placed(line)))) for line in lines)

    def holds(self, lines: Sequence[PosterLine]) -> bool:
        """Whether they fit a page, and each word its cell."""
        return self.height(lines) <= self.page_height(self.width_scale()) and all(
            self._is_whole(*cell) for line in lines for cell in _placed(line)
        )

    def _is_whole(self, text: str, first: int, last: int, look: Look) -> bool:
        size, bold = float(look.get("font_size", _PLAIN)), bool(look.get("bold"))
        pieces = re.split(r"(?<=-)| ", text) if look.get("text_wrap") else [text]
        widest = max(text_size.text_points(piece, size, bold=bold) for piece in pieces)
        return widest <= self.room(first, last, look)

    def put(self, lines: Iterable[PosterLine]) -> None:
        """Write them."""
        for line in lines:
            if line.cells:
                values, spans, own = zip(*line.cells, strict=True)
                self.line(values, looks=dict(enumerate(own)), least=line.least, spans=spans)
            else:
                self.skip(line.least)


def _placed(line: PosterLine) -> Iterator[tuple[str, int, int, Look]]:
    """The cells of a line, each with its first and last column."""
    first = 0
    for text, span, look in line.cells:
        yield text, first, first + span - 1, look
        first += span


def affichage(book: Book, agenda: Agenda, designation: Designation) -> None:
    """Write the two sheets of the poster."""
    subject = sujet_de_page(agenda.session, agenda.jours)
    pages = _pages(PosterSheet(Book(BytesIO()), texte.FEUILLES[0], PORTRAIT, subject), agenda, designation)
    for titre, paper in zip(texte.FEUILLES, (PORTRAIT, A3), strict=True):
        sheet = PosterSheet(book, titre, paper, subject)
        for page in pages:
            sheet.break_here()
            sheet.put(page)
        sheet.paginate(sheet.scale_of_pages(sheet.longest_page(), 0))
        sheet.close()


# -- which page holds what, in which letters


def _pages(sheet: PosterSheet, agenda: Agenda, designation: Designation) -> list[PosterPage]:
    """All on a page where it can be read from afar; else a page for each day or half-day, and one for the rest."""
    noms = designations(agenda, designation)
    demis = posters.half_days_in_words(agenda, noms)
    top, rest = [*_head(agenda), *_consigne()], _rest(agenda, _PLAIN)
    alone = _largest(sheet, top, demis, rest, _GOOD)
    if alone is not None:
        return [alone]
    days = [list(group) for _, group in groupby(demis, key=lambda demi: demi.jour)]
    return [page for day in days for page in _pages_of_day(sheet, top, day)] + [_last(sheet, agenda)]


def _pages_of_day(sheet: PosterSheet, top: PosterPage, day: Sequence[posters.HalfDayInWords]) -> list[PosterPage]:
    whole = _largest(sheet, top, day, [], _GOOD if len(day) > 1 else _PLAIN)
    if whole is not None:
        return [whole]
    if len(day) > 1:
        return [page for demi in day for page in _pages_of_day(sheet, top, [demi])]
    return [[*top, *_calls(day, _PLAIN, 3)]]


def _largest(
    sheet: PosterSheet, top: PosterPage, demis: Sequence[posters.HalfDayInWords], after: PosterPage, least: int
) -> PosterPage | None:
    """The page with the largest letters that hold these half-days, with one, two or three juries side by side."""
    sizes = [size for size in _SIZES if size >= least]

    def page(size: int, across: int) -> PosterPage:
        return [*top, *_calls(demis, size, across), *after]

    def rank_of(across: int) -> int:
        return bisect_left(sizes, 1, key=lambda size: sheet.holds(page(size, across)))

    ranks = {across: rank_of(across) for across in (3, 2, 1)}
    across = min(ranks, key=ranks.__getitem__)
    return page(sizes[ranks[across]], across) if ranks[across] < len(sizes) else None


def _last(sheet: PosterSheet, agenda: Agenda) -> PosterPage:
    pages = ([*_head(agenda), *_rest(agenda, size)] for size in _REST_SIZES)
    return next(filter(sheet.holds, pages), [*_head(agenda), *_rest(agenda, _PLAIN)])


# -- what stands on each page


def _wide(text: str, look: Look, size: float, least: float = 0) -> PosterLine:
    return PosterLine(((text, _COLUMNS, {**look, "font_size": size}),), least)


def _head(agenda: Agenda) -> PosterPage:
    lines = (phrase_session(agenda.session), agenda.lieu)
    provisional = [_banner(agenda.provisoire, _PLAIN)] if agenda.provisoire else []
    return [
        *provisional,
        _wide(texte.TITRE, looks.TITLE, 16),
        *(_wide(line, {**looks.NOTE, "font_color": looks.BLACK}, _PLAIN) for line in lines),
        PosterLine(least=4),
    ]


def _consigne() -> PosterPage:
    return [_wide(texte.CONSIGNE, {**_BOX, "bold": True, "border": 2}, _PLAIN), PosterLine(least=8)]


def _small(size: int) -> int:
    return max(_PLAIN, round(0.55 * size))


def _banner(text: str, size: int) -> PosterLine:
    return _wide(text, {**looks.BANNER, "bg_color": _DARK, "font_color": looks.WHITE}, size, least=1.6 * size)


def _calls(demis: Sequence[posters.HalfDayInWords], size: int, across: int) -> PosterPage:
    """Half-days: what is common to all, then a block a jury."""
    lines = []
    for demi in demis:
        lines.append(_banner(demi.titre, max(12, _small(size))))
        if demi.collectifs:
            lines += _collective(demi.collectifs, size)
            lines.append(PosterLine(least=6))
        columns = min(across, len(demi.jurys))
        for rank in range(0, len(demi.jurys), across):
            lines += _blocks(demi.jurys[rank : rank + across], size, columns)
            lines.append(PosterLine(least=6))
    return lines


def _collective(calls: Sequence[posters.CommonCallInWords], size: int) -> PosterPage:
    lines = [PosterLine(_pair(texte.COLLECTIFS_ENTETES, size, _COLUMNS, looks.HEADER, looks.HEADER, _small(size)))]
    for call in calls:
        lines.append(PosterLine(_pair((call.heure, call.qui), size, _COLUMNS, _TOP, _TOP, size)))
        below = (texte.debut_a(call.debut), texte.epreuve_commune(call.epreuve, call.fin, call.salle))
        lines.append(PosterLine(_pair(below, size, _COLUMNS, _BOTTOM, _BOTTOM, _small(size))))
    return lines


def _blocks(jurys: Sequence[posters.JuryInWords], size: int, columns: int) -> PosterPage:
    """Juries side by side, each with its title, the titles of its columns, then those whom it hears."""
    width = (_COLUMNS + 1) // columns - 1
    blocks = [list(_block(jury, size, width)) for jury in jurys]
    blocks += [[] for _ in range(columns - len(blocks))]
    return [PosterLine(_side_by_side(row, width)) for row in zip_longest(*blocks, fillvalue=())]


def _side_by_side(row: Sequence[PosterCells], width: int) -> PosterCells:
    cells: list[tuple[str, int, Look]] = []
    for rank, own in enumerate(row):
        cells += [("", 1, _NOTHING)] if rank else []
        cells += own or [("", width, _NOTHING)]
    return tuple(cells)


def _block(jury: posters.JuryInWords, size: int, width: int) -> Iterator[PosterCells]:
    titre = texte.jury_en_salle(jury.jury, jury.salle)
    title: Look = {**_BOX, "bold": True, "bg_color": looks.PALE, "font_size": _small(size)}
    yield ((titre, width, title),)
    yield _pair(texte.INDIVIDUELS_ENTETES, size, width, looks.HEADER, looks.HEADER, _small(size))
    for call in jury.appels:
        who = call.qui.replace("n° ", "n°\u00a0")
        yield _pair((call.heure, who), size, width, _TOP, _TOP, size)
        yield ((_to_what(call, jury), width, {**_BOTTOM, "font_size": _small(size)}),)


def _to_what(call: posters.CallInWords, jury: posters.JuryInWords) -> str:
    """The passages to which a call calls, and the room where its jury has several."""
    passages = ", ".join(f"{epreuve}\u00a0{heure}" for epreuve, heure in call.passages)
    return passages if jury.salle else texte.passages_en_salle(passages, call.salle)


def _pair(texts: Sequence[str], size: int, width: int, hour: Look, beside: Look, letters: int) -> PosterCells:
    """An hour, in a column as wide as any hour in the letters of the page, and what stands beside it."""
    span = min(_hours_span(size), width - 1)
    first, second = texts
    return (
        (first, span, {**hour, "font_size": letters, "text_wrap": False, "indent": 0, "align": "center"}),
        (second, width - span, {**beside, "font_size": letters, "align": "left", "indent": 1}),
    )


@cache
def _hours_span(size: int) -> int:
    """The columns that the widest of what may stand in that of the hours takes."""
    small = _small(size)
    widest = max(
        text_size.text_points("00 h 00", size, bold=True),
        text_size.text_points(texte.INDIVIDUELS_ENTETES[0], small, bold=True),
        text_size.text_points(texte.debut_a("00 h 00"), small),
    )
    return ceil((widest + 8) / (text_size.column_pixels(_WIDTH) * text_size.POINTS_A_PIXEL))


# -- what is the same for everybody: the épreuves of the RE, the règlement

_TABLE_SPANS = (15, 6, 14)


def _rest(agenda: Agenda, size: int) -> PosterPage:
    lines = [PosterLine(least=4), _banner(posters.titre_des_epreuves(agenda), size + 2)]
    for table in posters.tables(agenda):
        lines += _table(agenda, table, size)
    for note in filter(None, (posters.final_du_dernier_ccp(agenda), agenda.verifiees)):
        lines.append(_wide(note, looks.NOTE, size))
    lines += [PosterLine(least=8), _banner(texte.REGLEMENT_TITRE, size + 2)]
    lines += [
        _wide(f"•  {rule}", {**looks.NOTE, "align": "left", "indent": 1}, size, least=1.5 * size)
        for rule in texte.REGLEMENT
    ]
    return lines


def _table(agenda: Agenda, table: Table, size: int) -> PosterPage:
    titre = posters.titre_de_table(agenda, table)
    *rows, total = posters.lignes_de_table(agenda, table)
    looked = [
        (texte.EPREUVES_ENTETES, looks.HEADER),
        *((row, {**_BOX, "indent": 0, "align": "center"}) for row in rows),
        (total, {**_BOX, "bold": True, "indent": 0, "align": "center"}),
    ]
    return [
        PosterLine(least=6),
        *([_wide(titre, looks.HEADING, size)] if titre else []),
        *(PosterLine(_row_of_table(row, {**look, "font_size": size})) for row, look in looked),
    ]


def _row_of_table(row: Sequence[str], look: Look) -> PosterCells:
    return tuple((text, span, look) for text, span in zip(row, _TABLE_SPANS, strict=True))
