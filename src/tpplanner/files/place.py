"""Where a result is written: never over a file that is read, never over another thing; tried before work begins."""

import errno
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.files.beside import FULL, Retries, open_beside, take_away
from tpplanner.texts import commande as texte
from tpplanner.texts.modele import existe_deja
from tpplanner.texts.noms import Texte

OPTION = "-o"
"""The option by which the file to write is chosen."""


def target(
    asked: Path | None,
    default: Path,
    read: Iterable[Path],
    *beside: Callable[[Path], Path],
    tried: bool = True,
) -> Path:
    """The file to write: the one asked for, or else the default, renamed where it is one of the files `read`.

    `beside` names the files that are written with a file. Raises CannotWrite where the file asked for, or one beside
    it, is one of those read; and, if `tried`, where one of them cannot be written.
    """
    read = tuple(read)
    if asked is None:
        other = default.with_name(f"{default.stem}-nouveau{default.suffix}")
        chosen = other if _over(default, read) else default
    else:
        chosen = asked
        over = [path for path in (asked, *(of(asked) for of in beside)) if _over(path, read)]
        if over:
            raise CannotWrite(Issue(Severity.ERROR, texte.fichier_lu(over[0].name), texte.AUTRE_NOM))
    if tried:
        for path in (chosen, *(of(chosen) for of in beside)):
            try_file(path, OPTION)
    return chosen


def _over(path: Path, read: tuple[Path, ...]) -> bool:
    return os.path.exists(path) and any(other.exists() and path.samefile(other) for other in read)


def try_new_file(path: Path) -> None:
    """Try whether a file that is not there yet could be written; raises CannotWrite."""
    try_file(path, OPTION)
    if path.exists():
        raise CannotWrite(Issue(Severity.ERROR, *existe_deja(path.name)))


# What stands where a file is written is replaced by a later state of the same thing, and by nothing else.

Replaceable = Callable[[Path], Texte | None]
"""What a file may replace: answers None where it may, else what stands at that path and is no earlier state of it."""


def any_file(path: Path) -> Texte | None:  # noqa: ARG001 - a `Replaceable`
    """Whatever stands there: for whoever has seen to it already that nothing is lost."""
    return None


def no_file(path: Path) -> Texte | None:
    """Nothing that stands there: for what has no earlier state."""
    return texte.existe_deja(path.name)


def check_replaceable(path: Path, replaces: Replaceable) -> None:
    """Raises CannotWrite where something stands that may not be replaced; an empty file may."""
    place_of(path)
    with suppress(FileNotFoundError, NotADirectoryError):
        if os.path.getsize(path) and (texts := replaces(path)) is not None:
            raise CannotWrite(Issue(Severity.ERROR, *texts))


# Whether something could be written there, tried before work begins.

_ANY_NAME = "tpplanner"


def try_file(path: Path, option: str = "", pause: Callable[[float], None] = time.sleep) -> None:
    """Try whether a file could be put at a path, which is not touched; raises `CannotWrite`, with that option."""
    target = place_of(path, option)
    try:
        with suppress(FileNotFoundError):
            os.lstat(target)  # a name that the system refuses: the file beside has another
        _probe(target, pause)
    except OSError as error:
        raise cannot_write(path, cause(target, error, option)) from error


def place_of(path: Path, option: str = "") -> Path:
    """Where a file comes to stand; raises `CannotWrite` where none can be put: a folder, a device, a pipe, a link.

    To write through a link would replace a file that nobody named; links among the folders lead where they say.
    """
    target = Path(os.path.realpath(path))
    if os.path.isdir(target):
        raise cannot_write(path, texte.pas_un_fichier(option))
    if os.path.exists(target) and not os.path.isfile(target):
        raise cannot_write(path, texte.pas_remplacable(option))
    if os.path.islink(path):
        raise cannot_write(path, texte.un_lien(str(target), option))
    return target


def _probe(target: Path, pause: Callable[[float], None] = time.sleep) -> None:
    """Make a file beside that place and take it away."""
    file, beside = open_beside(target)
    file.close()
    take_away(beside, Retries(pause))


def make_folder(path: Path, option: str = "", *, parents: bool = False) -> None:
    """Make a folder that may be there already; raises `CannotWrite`, with that option."""
    try:
        path.mkdir(parents=parents, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, _folder_cure(path, error, option)) from error


def try_folder(path: Path, option: str = "") -> None:
    """Try whether files could be put into a folder, there or to be made; raises `CannotWrite`, with that option."""
    if os.path.lexists(path) and not path.is_dir():
        raise cannot_write(path, texte.pas_un_dossier(path.name, option))
    if path.is_dir():
        _try_inside(path, option)
    else:  # a file in its place, which a kill leaves to the next run: a folder would stay
        try_file(path, option)


def make_writable_folder(path: Path, option: str = "") -> None:
    """Make a folder, those above it too, and try whether files could be put into it; raises `CannotWrite`."""
    make_folder(path, option, parents=True)
    _try_inside(path, option)


def _try_inside(folder: Path, option: str) -> None:
    inside = folder / _ANY_NAME
    try:
        _probe(inside)
    except OSError as error:
        raise cannot_write(folder, cause(inside, error, option)) from error


def cannot_write(path: Path, cure: str) -> CannotWrite:
    """The error that nothing could be written there, with its cure."""
    return CannotWrite(Issue(Severity.ERROR, texte.impossible(str(path)), cure))


def _folder_cure(path: Path, error: OSError, option: str) -> str:
    """Why a folder cannot be made, and what to do."""
    return texte.pas_un_dossier(path.name, option) if path.is_file() else cause(path, error, option)


def cause(path: Path, error: OSError, option: str) -> str:
    """Why the system refuses to write there, and what to do."""
    files = [above for above in path.parents if above.is_file()]
    if files:
        return texte.pas_un_dossier(files[0].name, option)
    if not path.parent.is_dir():
        return texte.dossier_absent(option)
    if error.errno in _CAUSES:
        return _CAUSES[error.errno](option)
    return texte.dossier_refuse(option) if isinstance(error, PermissionError) else texte.autre(error.errno, option)


_CAUSES = {
    **dict.fromkeys(FULL, texte.disque_plein),
    errno.EFBIG: texte.trop_gros,
    errno.EROFS: texte.lecture_seule,
    errno.ENAMETOOLONG: texte.nom_refuse,
    errno.EINVAL: texte.nom_refuse,
}
