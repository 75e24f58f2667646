"""Where a result is written: never over a file that the command reads, what people typed would be lost."""

from collections.abc import Iterable
from pathlib import Path

from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.texts import ecriture


def target(asked: Path | None, default: Path, read: Iterable[Path]) -> Path:
    """The file to write: the one asked for, or the default, with another name where that is a file that is read.

    Raises CannotWrite where the file asked for is one of those, or where the poster beside it would be.
    """
    read = tuple(read)
    if asked is None:
        return _renamed(default) if _over(default, read) else default
    over = [path for path in (asked, _poster(asked)) if _over(path, read)]
    if over:
        raise CannotWrite(Issue(Severity.ERROR, ecriture.fichier_lu(over[0].name), ecriture.AUTRE_NOM))
    return asked


def _over(path: Path, read: tuple[Path, ...]) -> bool:
    return path.exists() and any(other.exists() and path.samefile(other) for other in read)


def _poster(path: Path) -> Path:
    return path.with_name(f"{path.stem}{ecriture.AFFICHE}{path.suffix}")


def _renamed(path: Path) -> Path:
    return path.with_name(f"{path.stem}-nouveau{path.suffix}")
