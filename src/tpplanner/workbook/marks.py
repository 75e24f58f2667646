"""What a file tells among its properties: a planning's cause, its breaches, whether it is in force; whose poster it is.

They are found without opening the workbook, and a spreadsheet program keeps them when it saves.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.files.regular import open_file
from tpplanner.texts import lecture
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.kit import CREATED

_CORE = "docProps/core.xml"
_MOST_BYTES = 20_000
_STATUS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}contentStatus"
_KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_CATEGORY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}category"
_CREATED = "{http://purl.org/dc/terms/}created"
_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
_BREACHES = re.compile(r"(\d{1,6}) manquement\(s\)")
_SINCE = "en vigueur depuis "
_IN_FORCE = re.compile(_SINCE + r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)")
_CATEGORY_TEXT = re.compile(rb"<(?P<p>(?:\w+:)?)category\b[^>]*(?:/>|>[^<]*</(?P=p)category>)")
_END = re.compile(rb"</(?P<p>(?:\w+:)?)coreProperties>")
_LONGEST_CAUSE = 300


@dataclass(frozen=True, slots=True)
class Marks:
    """`avant`: the name of the planning that it is a change of, empty for none; how many breaches it was kept with.

    `cause`: what it was made for, in French; `en_vigueur`: since when it is the planning that people hold to, unless
    another one of its session is so since later.
    `horaires`: by which a poster tells of which planning it is; empty for what is none. `intact`: no other program
    has saved it since it was written. `ici`: it was made by tpplanner, whatever has saved it since.
    """

    avant: str = ""
    manquements: int = 0
    cause: str = ""
    en_vigueur: datetime | None = None
    horaires: str = ""
    intact: bool = False
    ici: bool = False


def marks_of(avant: str, manquements: int, cause: str = "", en_vigueur: datetime | None = None) -> Mapping[str, str]:
    """The properties of a file that is a change of another, with what it was made for, has breaches, or is in force."""
    status = f"{manquements} manquement(s)" if manquements else ""
    since = {"category": _since(en_vigueur)} if en_vigueur is not None else {}
    return {"keywords": avant, "status": status, "comments": cause[:_LONGEST_CAUSE], **since}


def _since(moment: datetime) -> str:
    return f"{_SINCE}{moment:%Y-%m-%dT%H:%M:%S}"


def in_force(path: Path, moment: datetime) -> bytes:
    """A planning's file marked as the one that people hold to from a moment on, the rest byte for byte.

    Raises UserError where it has no properties, or is no workbook.
    """
    checked, written, marked = read_checked(path), BytesIO(), False
    with ZipFile(checked.stream()) as before, ZipFile(written, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == _CORE and (end := _END.search(content)):
                p, marked = end["p"], True
                mark = b"<%scategory>%s</%scategory>" % (p, _since(moment).encode(), p)
                content = _CATEGORY_TEXT.sub(b"", content[: end.start()]) + mark + content[end.start() :]
            after.writestr(info, content, info.compress_type)
    if not marked:
        raise UserError(Issue(Severity.ERROR, *lecture.SANS_PROPRIETES))
    return written.getvalue()


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
        with open_file(path) as file:
            return marks_in(file)
    except (OSError, ValueError):  # ValueError: a name that no system has
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
    breaches, category = _BREACHES.fullmatch(root.findtext(_STATUS, "")), root.findtext(_CATEGORY, "")
    since = _IN_FORCE.fullmatch(category)
    return Marks(
        avant=root.findtext(_KEYWORDS, ""),
        manquements=int(breaches[1]) if breaches else 0,
        cause=root.findtext(_DESCRIPTION, ""),
        en_vigueur=datetime.fromisoformat(since[1]) if since else None,
        horaires="" if since else category,
        intact=root.findtext(_MODIFIED, "") == f"{CREATED.isoformat()}Z",
        ici=root.findtext(_CREATED, "") == f"{CREATED.isoformat()}Z",
    )
