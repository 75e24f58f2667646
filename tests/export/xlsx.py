"""Reading back what was written, with another reader than wrote: openpyxl, or the bare parts of the file."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZipFile

from openpyxl.worksheet.worksheet import Worksheet


def parts(path: Path) -> dict[str, str]:
    """Every part of the file as text."""
    with ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def texts(sheet: Worksheet) -> list[str]:
    """Every text of a sheet, guillemets with plain spaces."""
    return [plain(v) for row in rows(sheet) for v in row if isinstance(v, str)]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def table(sheet: Worksheet, first_title: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows under each header that begins with that title, as title → value, with the banner last read.

    A banner is a row with a text in its first cell alone.
    """
    banner, titles = "", []
    for row in rows(sheet):
        filled = [v for v in row if v is not None]
        if row[0] == first_title:
            titles = row
        elif len(filled) == 1 and isinstance(row[0], str):
            banner = plain(row[0])
        elif titles and filled:
            yield banner, dict(zip(titles, row, strict=True))


def at(jour: date, heure: object) -> datetime:
    assert isinstance(heure, time), heure
    return datetime.combine(jour, heure)
