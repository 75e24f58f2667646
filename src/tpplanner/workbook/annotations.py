"""What lies over the cells of a workbook and says something: comments, notes, text boxes, each at its cell."""

from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.domain.session import propre
from tpplanner.workbook.cells import unescape
from tpplanner.workbook.guard import Openable, parts_of

_PART_KINDS = ("comment", "drawing")
"""What the types of such parts have in their names: comments, threadedComment, drawing."""
_LETTERS = 26
_LONGEST = 5_000
"""Signs of a remark that are told."""


def remarks_of(checked: Openable) -> Iterator[tuple[str, str, str]]:
    """The sheet, the cell and the text of each, once; a part that cannot be read tells nothing."""
    archive = ZipFile(checked.stream())
    names = set(archive.namelist())
    for titre, part in parts_of(archive).items():
        first: dict[str, str] = {}  # of each cell: its note, which repeats what a thread says
        remarks: set[tuple[str, str]] = set()
        for over in _parts_over(archive, names, part):
            for cell, text in _told_in(archive, over):
                if text and (cell, text) not in remarks and text not in first.setdefault(cell, ""):
                    first[cell] = first[cell] or text
                    remarks.add((cell, text))
                    yield titre, cell, text


def _parts_over(archive: ZipFile, names: set[str], part: str) -> Iterator[str]:
    """The parts that lie over a sheet; a threaded comment comes after the note that repeats it for older programs."""
    links = join(dirname(part), "_rels", f"{basename(part)}.rels")
    if links not in names:
        return
    parts = []
    for link in fromstring(archive.read(links)):
        target = normpath(join("/", dirname(part), link.get("Target", ""))).removeprefix("/")
        if any(kind in link.get("Type", "").lower() for kind in _PART_KINDS) and target in names:
            parts.append(target)
    yield from sorted(parts, key=lambda name: ("threaded" in name, name))


def _told_in(archive: ZipFile, part: str) -> Iterator[tuple[str, str]]:
    try:
        root = fromstring(archive.read(part))
    except ParseError:
        return
    for element in root.iter():
        kind = _kind(element)
        if kind in ("comment", "threadedComment"):
            yield element.get("ref", ""), _text(element)
        elif kind.endswith("CellAnchor"):
            yield _corner(element), _text(element)


def _kind(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str:
    """The words, without the marks of how they look, as far as anybody would read them."""
    words = " ".join(e.text or "" for e in element.iter() if _kind(e) in ("t", "text"))
    return propre(unescape(words[:_LONGEST]))


def _corner(anchor: Element) -> str:
    """The cell under the left upper corner of a box."""
    offsets = {_kind(e): e.text or "0" for first in anchor if _kind(first) == "from" for e in first}
    column, row = (int(offsets.get(name, "0")) for name in ("col", "row"))
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
