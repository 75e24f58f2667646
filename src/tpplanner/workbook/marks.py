"""What a planning's file tells among its properties: what it is a change of, how many breaches it was kept with.

They are found without opening the workbook, and a spreadsheet program keeps them when it saves.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

_CORE = "docProps/core.xml"
_MOST_BYTES = 20_000
_STATUS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}contentStatus"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_BREACHES = re.compile(r"(\d{1,6}) manquement\(s\)")


@dataclass(frozen=True, slots=True)
class Marks:
    """`avant`: the name of the planning that it is a change of, empty for none; how many breaches it was kept with."""

    avant: str = ""
    manquements: int = 0


def marks_of(avant: str, manquements: int) -> Mapping[str, str]:
    """The properties of a file that is a change of another, or has breaches."""
    return {"keywords": avant, "status": f"{manquements} manquement(s)" if manquements else ""}


def read_marks(path: Path) -> Marks:
    """What a file was written with; nothing where it cannot be read."""
    try:
        with ZipFile(path) as archive:
            if archive.getinfo(_CORE).file_size > _MOST_BYTES:
                return Marks()
            root = fromstring(archive.read(_CORE))
    except (OSError, BadZipFile, KeyError, ParseError, ValueError):
        return Marks()
    found = _BREACHES.fullmatch(root.findtext(_STATUS, ""))
    return Marks(root.findtext(_KEYWORDS, ""), int(found[1]) if found else 0)
