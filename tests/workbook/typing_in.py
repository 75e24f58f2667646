"""A fact typed in a workbook as a spreadsheet program would leave it there: in a cell, in a comment, on a new sheet."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl.utils import get_column_letter, range_boundaries

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ROOM = 6, 3
"""Rows below what is used, and columns beside it, where something may be typed."""

Typed = str | float
"""What stands in a cell: a text, or a number."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a file: its part, and the cells where nothing stands, in what is used of it and near it."""

    titre: str
    part: str
    empty: tuple[tuple[int, int], ...]


class Typing:
    """A workbook that is there, to be copied with something more in it."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        core = self._parts["docProps/core.xml"]
        self._parts["docProps/core.xml"] = re.sub(
            rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2027-01-01T00:00:00Z", core
        )
        links = fromstring(self._parts["xl/_rels/workbook.xml.rels"])
        targets = {link.get("Id"): f"xl/{link.get('Target')}" for link in links}
        book = fromstring(self._parts["xl/workbook.xml"])
        named = (
            (sheet.get("name", ""), targets[sheet.get(f"{{{_OF_OFFICE}}}id")])
            for sheet in book.iter(f"{{{_MAIN}}}sheet")
        )
        self.sheets = [Sheet(titre, part, self._empty(part)) for titre, part in named if not titre.startswith("_")]

    def _empty(self, part: str) -> tuple[tuple[int, int], ...]:
        root = fromstring(self._parts[part])
        used = {_at(cell.get("r", "")) for cell in root.iter(f"{{{_MAIN}}}c") if len(cell)}
        for merged in root.iter(f"{{{_MAIN}}}mergeCell"):
            left, top, right, bottom = range_boundaries(merged.get("ref"))
            used |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        last, right = (max((at[i] for at in used), default=1) + _ROOM[i] for i in (0, 1))
        every = ((row, column) for row in range(1, last + 1) for column in range(1, right + 1))
        return tuple(at for at in every if at not in used)

    def in_cell(self, path: Path, sheet: Sheet, at: tuple[int, int], value: Typed) -> Path:
        """The workbook with a value in a cell."""
        root = fromstring(self._parts[sheet.part])
        data = next(root.iter(f"{{{_MAIN}}}sheetData"))
        row = _child(data, "row", at[0], lambda e: int(e.get("r", "0")), {"r": str(at[0])})
        ref = f"{get_column_letter(at[1])}{at[0]}"
        cell = _child(row, "c", at[1], lambda e: _at(e.get("r", ""))[1], {"r": ref})
        cell.clear()
        cell.attrib.update({"r": ref} | ({"t": "inlineStr"} if isinstance(value, str) else {}))
        if isinstance(value, str):
            ElementTree.SubElement(ElementTree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t").text = value
        else:
            ElementTree.SubElement(cell, f"{{{_MAIN}}}v").text = repr(value)
        return self._save(path, {sheet.part: ElementTree.tostring(root)})

    def in_comment(self, path: Path, sheet: Sheet, at: tuple[int, int], value: str) -> Path:
        """The workbook with a comment on a cell."""
        text = f'<comments xmlns="{_MAIN}"><authors><author>X</author></authors><commentList><comment authorId="0"'
        text += (
            f' ref="{get_column_letter(at[1])}{at[0]}"><text><t>{value}</t></text></comment></commentList></comments>'
        )
        name = sheet.part.rpartition("/")[2]
        links = f"xl/worksheets/_rels/{name}.rels"
        link = f'<Relationship Id="rIdN" Type="{_OF_OFFICE}/comments" Target="../comments99.xml"/></Relationships>'
        there = self._parts.get(links, f'<Relationships xmlns="{_OF_PACKAGE}"></Relationships>'.encode())
        told = f'<Override PartName="/xl/comments99.xml" ContentType="{_TYPES}.comments+xml"/></Types>'
        return self._save(
            path,
            {
                "xl/comments99.xml": text.encode(),
                links: there.replace(b"</Relationships>", link.encode()),
                "[Content_Types].xml": self._parts["[Content_Types].xml"].replace(b"</Types>", told.encode()),
            },
        )

    def on_new_sheet(self, path: Path, titre: str, value: str) -> Path:
        """The workbook with one more sheet."""
        text = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>{value}</t></is></c></row>'
        sheet = f'<sheet xmlns:r="{_OF_OFFICE}" name="{titre}" sheetId="999" r:id="rIdN"/></sheets>'
        link = (
            f'<Relationship Id="rIdN" Type="{_OF_OFFICE}/worksheet" Target="worksheets/sheet999.xml"/></Relationships>'
        )
        told = f'<Override PartName="/xl/worksheets/sheet999.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
        added = {
            "xl/workbook.xml": (b"</sheets>", sheet),
            "xl/_rels/workbook.xml.rels": (b"</Relationships>", link),
            "[Content_Types].xml": (b"</Types>", told),
        }
        changed = {name: self._parts[name].replace(end, new.encode()) for name, (end, new) in added.items()}
        return self._save(path, changed | {"xl/worksheets/sheet999.xml": f"{text}</sheetData></worksheet>".encode()})

    def untouched(self, path: Path) -> Path:
        """The workbook as another program saves it."""
        return self._save(path, {})

    def _save(self, path: Path, changed: dict[str, bytes]) -> Path:
        with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as new:
            for name, content in (self._parts | changed).items():
                new.writestr(name, content)
        return path


def _at(ref: str) -> tuple[int, int]:
    column, row, *_ = range_boundaries(ref)
    return row, column


def _child(parent, kind, rank, rank_of, attributes):
    """The child of that rank, put among the others where there is none."""
    for position, element in enumerate(parent):
        if rank_of(element) == rank:
            return element
        if rank_of(element) > rank:
            new = ElementTree.Element(f"{{{_MAIN}}}{kind}", attributes)
            parent.insert(position, new)
            return new
    return ElementTree.SubElement(parent, f"{{{_MAIN}}}{kind}", attributes)


def covers(place: str, titre: str, at: tuple[int, int]) -> bool:
    """Whether a place, ``Candidats!Z3:AB14``, ``Candidats!C4`` or the sheet alone, is that of a cell."""
    sheet, _, cells = place.partition("!")
    if sheet != titre:
        return False
    if not cells:
        return True
    left, top, right, bottom = range_boundaries(cells)
    return top <= at[0] <= bottom and left <= at[1] <= right
