"""Cells of a workbook changed in place: the rest of the file stays as it is, byte for byte.

A library that reads a workbook and writes it again loses what it does not know: values of formulas, looks, comments.
Here only the rows of the cells are written anew, in the text of their sheet.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from tpplanner.workbook.guard import Checked, part_of_sheet

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_CELL = re.compile(
    r'<(?P<p>(?:\w+:)?)c\b(?P<a>[^>]*?)\br="(?P<r>[A-Z]+)\d+"(?P<b>[^>]*?)(?:/>|>(?P<in>.*?)</(?P=p)c>)', re.S
)
_STYLE = re.compile(r'\bs="(\d+)"')


class NotInPlaceError(Exception):
    """The sheet is not written as Excel or tpplanner writes one, or the cell is computed: nothing is changed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is put in a cell: a text, empty for nothing; `like` is the address of a cell whose look it takes."""

    texte: str
    like: str = ""


def with_cells(checked: Checked, titre: str, typed: Mapping[str, Typed]) -> bytes:
    """The workbook with these cells of a sheet, by address; raises NotInPlaceError."""
    part = part_of_sheet(checked, titre)
    written = BytesIO()
    with zipfile.ZipFile(checked.stream()) as before, zipfile.ZipFile(written, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                content = _changed(content, typed)
            after.writestr(info, content, info.compress_type)
    return written.getvalue()


def _changed(content: bytes, typed: Mapping[str, Typed]) -> bytes:
    try:
        sheet = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotInPlaceError from error
    looks = {address: _look(sheet, cell.like or address) for address, cell in typed.items()}
    for address, cell in typed.items():
        sheet = _with_cell(sheet, address, cell.texte, looks[address])
    return sheet.encode()


def _row(sheet: str, address: str) -> re.Match[str]:
    """The row of a cell, which has cells; its `before`, `in` and `after` are the whole of it."""
    match = _ADDRESS.fullmatch(address)
    number = match[2] if match else ""
    rows = re.finditer(
        rf'(?P<before><(?P<p>(?:\w+:)?)row\b(?=[^>]*\br="{number}")[^>]*(?<!/)>)(?P<in>.*?)(?P<after></(?P=p)row>)',
        sheet,
        re.S,
    )
    found = list(rows)
    if len(found) != 1:
        raise NotInPlaceError
    return found[0]


def _look(sheet: str, address: str) -> str:
    """The number of a cell's look, as an attribute; empty where it has none."""
    column = address.rstrip("0123456789")
    for cell in _CELL.finditer(_row(sheet, address)["in"]):
        if cell["r"] == column and (style := _STYLE.search(cell["a"] + cell["b"])):
            return f' s="{style[1]}"'
    return ""


def _with_cell(sheet: str, address: str, texte: str, look: str) -> str:
    row, column = _row(sheet, address), address.rstrip("0123456789")
    p, inside = row["p"], row["in"]
    told = f'<{p}is><{p}t xml:space="preserve">{escape(texte)}</{p}t></{p}is>'
    ours = f'<{p}c r="{address}"{look}' + (f' t="inlineStr">{told}</{p}c>' if texte else "/>")
    cells = list(_CELL.finditer(inside))
    there = next((cell for cell in cells if cell["r"] == column), None)
    if there is not None and re.search(rf"<{p}f\b", there["in"] or ""):
        raise NotInPlaceError
    if there is not None:
        inside = inside[: there.start()] + ours + inside[there.end() :]
    else:
        following = next((cell.start() for cell in cells if _rank(cell["r"]) > _rank(column)), len(inside))
        inside = inside[:following] + ours + inside[following:]
    # how far a row goes is told for speed alone, and would not be true any more
    before = re.sub(r'\sspans="[^"]*"', "", row["before"])
    return sheet[: row.start()] + before + inside + row["after"] + sheet[row.end() :]


def _rank(column: str) -> tuple[int, str]:
    return len(column), column
