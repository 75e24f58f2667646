"""What a file tells among its properties: of what a planning is a change, with how many breaches; whose poster it is.

They are found without opening the workbook, and a spreadsheet program keeps them when it saves.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.workbook.kit import CREATED

_CORE = "docProps/core.xml"
_MOST_BYTES = 20_000
_STATUS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}contentStatus"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_CATEGORY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category"
_CREATED = "{http://purl.org/dc/terms/}created"
_BREACHES = re.compile(r"(\d{1,6}) manquement\(s\)")


@dataclass(frozen=True, slots=True)
class Marks:
    """`avant`: the name of the planning that it is a change of, empty for none; how many breaches it was kept with.

    `horaires`: by which a poster tells of which planning it is; empty for what is none. `intact`: no other program
    has saved it since it was written. `ici`: it was made by tpplanner, whatever has saved it since.
    """

    avant: str = ""
    manquements: int = 0
    horaires: str = ""
    intact: bool = False
    ici: bool = False


def marks_of(avant: str, manquements: int) -> Mapping[str, str]:
    """The properties of a file that is a change of another, or has breaches."""
    return {"keywords": avant, "status": f"{manquements} manquement(s)" if manquements else ""}


def marks_of_poster(session: Session, plan: Plan) -> Mapping[str, str]:
    """The properties of a poster: a print of who passes what where, from when, from which none of it can be told."""
    noms = {c.id: c.nom_complet for c in session.candidats} | {s.id: s.nom for s in session.salles}
    passages = sorted(
        repr((noms.get(p.candidat), p.epreuve, p.a_partir_de, sorted({noms.get(x.salle, "") for x in p.parties})))
        for p in plan.passages
    )
    return {"category": hashlib.sha256(repr(passages).encode()).hexdigest()[:16]}


def read_marks(path: Path) -> Marks:
    """What a file was written with; nothing where it cannot be read."""
    try:
        return marks_in(path) if path.is_file() else Marks()
    except OSError:
        return Marks()


def marks_in(file: Path | BinaryIO) -> Marks:
    """The same, of a file or of its bytes."""
    try:
        with ZipFile(file) as archive:
            if archive.getinfo(_CORE).file_size > _MOST_BYTES:
                return Marks()
            root = fromstring(archive.read(_CORE))
    except (OSError, BadZipFile, KeyError, ParseError, ValueError):
        return Marks()
    breaches = _BREACHES.fullmatch(root.findtext(_STATUS, ""))
    return Marks(
        avant=root.findtext(_KEYWORDS, ""),
        manquements=int(breaches[1]) if breaches else 0,
        horaires=root.findtext(_CATEGORY, ""),
        intact=root.findtext(_MODIFIED, "") == f"{CREATED.isoformat()}Z",
        ici=root.findtext(_CREATED, "") == f"{CREATED.isoformat()}Z",
    )
