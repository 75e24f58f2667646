"""Names of files made from names of people: every system takes them, and none leads out of its folder."""

import re

from tpplanner.export.safe_text import one_line

LONGEST = 100
"""characters, the extension left out: Windows counts the whole path to 260"""
LONGEST_BYTES = 150
"""of UTF-8, the extension left out: Linux counts a name to 255, a Chinese character takes three"""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(text: str) -> str:
    """A text as the stem of a file's name."""
    plain = cut(one_line(_FORBIDDEN.sub("-", one_line(text)))[:LONGEST]).strip(". ") or "-"
    return f"-{plain}" if _RESERVED.match(plain) else plain


def cut(name: str, most: int = LONGEST_BYTES) -> str:
    """The beginning of a name that takes so many bytes at most."""
    return name.encode()[:most].decode(errors="ignore")


def free_name(stem: str, extension: str, taken: set[str]) -> str:
    """A name that is not taken yet, whatever the case, which is taken from then on: ``x.pdf``, ``x (2).pdf``."""
    name, number = f"{stem}.{extension}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}).{extension}"
    taken.add(name.casefold())
    return name
