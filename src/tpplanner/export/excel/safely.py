"""Writing a file so that a failure never harms the one that stands there.

The content is made in memory, written beside the target, read again from the disk and checked, and only then moved
into place. A target that another program holds (Excel on Windows) is left alone: the file goes beside it under
another name, and that is said.
"""

import errno
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import ParseError, fromstring

from tpplanner.errors import Bug, CannotWrite, Issue, Severity
from tpplanner.texts import ecriture as texte

TRIES, PAUSE = 10, 0.05
"""An antivirus or a synchronised folder holds a file for some tenths of a second: the move is tried again."""
_OTHER_NAMES = 99
_WORKBOOK = "xl/workbook.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"

Fill = Callable[[BinaryIO], None]
"""Writes the content of the file."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where the file is, and what must be said if that is not where it was wanted."""

    path: Path
    avertissements: tuple[Issue, ...] = ()


def write_safely(
    path: Path, fill: Fill, sheets: tuple[str, ...], pause: Callable[[float], None] = time.sleep
) -> Written:
    """Write a workbook whose first sheets have these titles.

    Raises `CannotWrite` when nothing could be written anywhere, and `Bug` when what was made cannot be read again;
    what stood at `path` is then untouched.
    """
    if path.suffix.lower() != ".xlsx":
        raise _cannot(path, texte.EXTENSION)
    content = BytesIO()
    fill(content)
    return put_safely(path, content.getvalue(), lambda read: verify(read, sheets), pause)


def put_safely(
    path: Path, content: bytes, verified: Callable[[bytes], None], pause: Callable[[float], None] = time.sleep
) -> Written:
    """Write bytes, verified once they are on the disk, before the move into place; raises as `write_safely` does."""
    target = Path(os.path.realpath(path))
    try:
        beside = _write_beside(target, content)
    except OSError as error:
        raise _cannot(path, _cure(target, error)) from error
    try:
        verified(beside.read_bytes())
        return _move(beside, target, pause)
    except OSError as error:
        raise _cannot(path, _cure(target, error)) from error
    finally:
        beside.unlink(missing_ok=True)


def folder(path: Path) -> Path:
    """The folder, made if it is not there; raises `CannotWrite`."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise _cannot(path, _cure(path, error)) from error
    return path


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


def _write_beside(target: Path, content: bytes) -> Path:
    """A new file in the same folder, on the disk for good, with the rights of the one that it will replace."""
    for number in range(_OTHER_NAMES):
        beside = target.with_name(f".{target.stem[:80]}.{os.getpid()}-{number}.tmp")
        try:
            file = beside.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        return beside
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _move(beside: Path, target: Path, pause: Callable[[float], None]) -> Written:
    for number in range(TRIES):
        try:
            os.replace(beside, target)
        except PermissionError:
            if number < TRIES - 1:
                pause(PAUSE)
        else:
            return Written(target)
    return _move_elsewhere(beside, target)


def _move_elsewhere(beside: Path, target: Path) -> Written:
    """The first free name among ``planning (2).xlsx``, ``planning (3).xlsx``…; a file already there stays."""
    for number in range(2, _OTHER_NAMES + 1):
        other = target.with_name(f"{target.stem} ({number}){target.suffix}")
        if other.exists():
            continue
        os.replace(beside, other)
        message = texte.verrouille(target.name, other.name)
        return Written(other, (Issue(Severity.WARNING, message, texte.VERROUILLE_CONSEIL),))
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _cannot(path: Path, cure: str) -> CannotWrite:
    return CannotWrite(Issue(Severity.ERROR, texte.impossible(str(path)), cure))


def _cure(target: Path, error: OSError) -> str:
    if not target.parent.is_dir():
        return texte.DOSSIER_ABSENT
    if error.errno == errno.ENOSPC:
        return texte.DISQUE_PLEIN
    if isinstance(error, PermissionError):
        return texte.DOSSIER_REFUSE
    return texte.AUTRE.format(detail=error.strerror or str(error))
