"""Names of files: what every system takes, none leading out of its folder; and what stands beside a planning."""

import re
from pathlib import Path

from tpplanner.texts import commande as texte
from tpplanner.texts.plain import one_line

LONGEST = 100
"""characters, the extension left out: Windows counts the whole path to 260"""
LONGEST_BYTES = 150
"""of UTF-8, the extension left out: Linux counts a name to 255, a Chinese character takes three"""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def cut(name: str, most: int = LONGEST_BYTES) -> str:
    """The beginning of a name that takes so many bytes at most."""
    return name.encode()[:most].decode(errors="ignore")


def file_name(text: str) -> str:
    """A text as the stem of a file's name."""
    plain = cut(one_line(_FORBIDDEN.sub("-", one_line(text)))[:LONGEST]).strip(". ") or "-"
    return f"-{plain}" if _RESERVED.match(plain) else plain


def free_name(stem: str, extension: str, taken: set[str]) -> str:
    """A name that is not in `taken`, whatever the case, and is added to it: ``x.pdf``, ``x (2).pdf``."""
    name, number = f"{stem}.{extension}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}).{extension}"
    taken.add(name.casefold())
    return name


# What stands beside a planning, and what programs put there.


def poster(path: Path) -> Path:
    """The poster beside a planning."""
    return path.with_name(f"{path.stem}{texte.AFFICHE}.xlsx")


DOCUMENTS_OF = "-documents"
"""How the page calls the folder of a planning's documents, after its name."""


def documents(path: Path) -> Path:
    """The folder of a planning's documents, where the page makes them."""
    return path.with_name(f"{path.stem}{DOCUMENTS_OF}")


def page(path: Path) -> Path:
    """The page beside a plan B."""
    return path.with_suffix(".html")


LOCKS = ("~$", ".")
"""How the names of files begin that Excel and LibreOffice keep beside an open workbook."""


def is_open(path: Path) -> bool:
    """Whether Excel or LibreOffice says, by a file beside it, that it has a workbook open."""
    return any(path.with_name(name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#"))
