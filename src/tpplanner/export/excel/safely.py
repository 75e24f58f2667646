"""Writing a workbook safely: its bytes are made in memory, and read again before they replace anything."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.errors import Bug
from tpplanner.export.safely import Written, cannot_write, put
from tpplanner.texts import ecriture as texte

_WORKBOOK = "xl/workbook.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"

Fill = Callable[[BinaryIO], None]
"""Writes the content of the file."""


def write_safely(
    path: Path, fill: Fill, sheets: tuple[str, ...], pause: Callable[[float], None] = time.sleep
) -> Written:
    """Write a workbook whose first sheets have these titles.

    Raises `CannotWrite` when nothing could be written anywhere, and `Bug` when what was made cannot be read again;
    what stood at `path` is then untouched.
    """
    if path.suffix.lower() != ".xlsx":
        raise cannot_write(path, texte.EXTENSION)
    content = BytesIO()
    fill(content)
    return put(path, content.getvalue(), lambda read: verify(read, sheets), pause)


def verify(content: bytes, sheets: tuple[str, ...]) -> None:
    """Check that bytes are a workbook whose every part can be read, with these sheets first; raises `Bug`."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        roots = {name: fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        found = tuple(sheet.get("name") for sheet in roots[_WORKBOOK].iter(_SHEET))
    except (BadZipFile, ParseError, KeyError) as error:
        raise Bug(f"the workbook just made cannot be read again: {error}") from error
    if found[: len(sheets)] != sheets:
        raise Bug(f"the workbook just made has the sheets {found}, not {sheets}")
