"""Writing a file so that a failure never harms the one that stands there.

The content is written beside the target, read again from the disk and checked, and only then moved into place. A
target that another program holds (Excel on Windows) is left alone: the file goes beside it under another name, and
that is said.
"""

import errno
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.texts import ecriture as texte

TRIES, PAUSE = 10, 0.05
"""An antivirus or a synchronised folder holds a file for some tenths of a second: the move is tried again."""
_OTHER_NAMES = 99


@dataclass(frozen=True, slots=True)
class Written:
    """Where the file is, and what must be said if that is not where it was wanted."""

    path: Path
    avertissements: tuple[Issue, ...] = ()


def put(
    path: Path,
    content: bytes,
    verify: Callable[[bytes], None],
    pause: Callable[[float], None] = time.sleep,
) -> Written:
    """Put bytes at a path, once `verify` accepts what the disk gives back.

    Raises `CannotWrite` when nothing could be written anywhere, and what `verify` raises; what stood at `path` is then
    untouched.
    """
    target = Path(os.path.realpath(path))
    try:
        beside = _write_beside(target, content)
    except OSError as error:
        raise cannot_write(path, _cure(target, error)) from error
    try:
        verify(beside.read_bytes())
        return _move(beside, target, pause)
    except OSError as error:
        raise cannot_write(path, _cure(target, error)) from error
    finally:
        beside.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder that may be there already; raises `CannotWrite`."""
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise cannot_write(path, texte.PAS_UN_DOSSIER) from error
    except OSError as error:
        raise cannot_write(path, _cure(path, error)) from error


def cannot_write(path: Path, cure: str) -> CannotWrite:
    """That nothing could be written there, and what to do."""
    return CannotWrite(Issue(Severity.ERROR, texte.impossible(str(path)), cure))


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


def _cure(target: Path, error: OSError) -> str:
    if not target.parent.is_dir():
        return texte.DOSSIER_ABSENT
    if error.errno == errno.ENOSPC:
        return texte.DISQUE_PLEIN
    if isinstance(error, PermissionError):
        return texte.DOSSIER_REFUSE
    return texte.AUTRE.format(detail=error.strerror or str(error))
