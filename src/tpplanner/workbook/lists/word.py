"""The lines of a Word document, its tables row by row: read from its XML, once the guard has weighed it.

python-docx gives no text that stands as an insertion of the review mode, in a content control or in a text box: people
of a list would be lost without a word.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from tpplanner.workbook.guard import Cost, opened_zip, weigh

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
_PART = "word/document.xml"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SECOND_TIME = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What a text box says again for an older Word."""


def is_word(contenu: bytes) -> bool:
    """Whether a zip holds a Word document; raises what `zipfile` raises."""
    return _PART in opened_zip(contenu).namelist()


def rows_of_word(contenu: bytes) -> list[list[str]]:
    """The cells of each line: one for a paragraph, several for a row of a table; empty ones too.

    Raises TooDearError, and what `zipfile` and a parser raise for a document that is damaged.
    """
    archive: zipfile.ZipFile = opened_zip(contenu)
    weigh(archive, Cost())
    root = ElementTree.parse(BytesIO(archive.read(_PART))).getroot()  # noqa: S314 - without a DTD nothing is to be feared
    return [row for body in root.iter(f"{_W}body") for row in _rows(body)]


def _rows(parent: ElementTree.Element) -> Iterator[list[str]]:
    for element in parent:
        if element.tag == _P:
            yield from ([line] for line in _text(element).split("\n"))
        elif element.tag == _TABLE:
            yield from _rows_of_table(element)
        else:
            yield from _rows(element)


def _rows_of_table(table: ElementTree.Element) -> Iterator[list[str]]:
    """Its rows, each before those of the tables that stand in it."""
    for row in _within(table, _ROW):
        cells = list(_within(row, _CELL))
        yield ["\n".join(filter(None, (_text(paragraph).strip() for paragraph in _within(cell, _P)))) for cell in cells]
        for cell in cells:
            for inner in _within(cell, _TABLE):
                yield from _rows_of_table(inner)


def _within(parent: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """What bears that tag in an element, each once: what stands in another paragraph or table is theirs."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in (_TABLE, _P):
            yield from _within(element, tag)


def _text(element: ElementTree.Element) -> str:
    """What is shown of an element; a text that was deleted has a tag of its own."""
    if element.tag == _SECOND_TIME:
        return ""
    if element.tag == f"{_W}t":
        return element.text or ""
    return _SIGNS.get(element.tag, "") + "".join(map(_text, element))
