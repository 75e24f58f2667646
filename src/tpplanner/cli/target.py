"""Where a result is written: never over a file that the command reads, what people typed would be lost.

Whether it can be written is tried before anything is calculated.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.export.safely import try_file
from tpplanner.texts import ecriture, modele

OPTION = "-o"


def poster(path: Path) -> Path:
    """The poster beside a planning."""
    return path.with_name(f"{path.stem}{ecriture.AFFICHE}{path.suffix}")


def page(path: Path) -> Path:
    """The page beside a plan B."""
    return path.with_suffix(".html")


def target(
    asked: Path | None,
    default: Path,
    read: Iterable[Path],
    *beside: Callable[[Path], Path],
    tried: bool = True,
) -> Path:
    """The file to write: the one asked for, or the default, with another name where that is a file that is read.

    `beside`: what is written with it. Raises CannotWrite where the file asked for is one of those read, or where one
    beside it would be; also, unless it is not `tried`, where one of them cannot be written.
    """
    read = tuple(read)
    if asked is None:
        chosen = _renamed(default) if _over(default, read) else default
    else:
        chosen = asked
        over = [path for path in (asked, *(of(asked) for of in beside)) if _over(path, read)]
        if over:
            raise CannotWrite(Issue(Severity.ERROR, ecriture.fichier_lu(over[0].name), ecriture.AUTRE_NOM))
    if tried:
        for path in (chosen, *(of(chosen) for of in beside)):
            try_file(path, OPTION)
    return chosen


def new_file(path: Path) -> None:
    """Try whether a file that is not there yet could be written; raises CannotWrite."""
    try_file(path, OPTION)
    if path.exists():
        there = modele.existe_deja(path.name)
        raise CannotWrite(Issue(Severity.ERROR, there.message, there.conseil))


def _over(path: Path, read: tuple[Path, ...]) -> bool:
    return os.path.exists(path) and any(other.exists() and path.samefile(other) for other in read)


def _renamed(path: Path) -> Path:
    return path.with_name(f"{path.stem}-nouveau{path.suffix}")
