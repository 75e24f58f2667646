"""What is known of every single failure: of the planning, as the page beside it tells that was last written."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tpplanner.files.regular import bytes_of
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.web.sessions.looking import EXTENSION

_COUNTS = re.compile(
    r'<ul class="tally" data-cas="(\d+)" data-inconnus="(\d+)" data-sans-planning="(\d+)">(.*?)</ul>', re.S
)
_LINE = re.compile(r"<li>(.*?)</li>", re.S)


@dataclass(frozen=True, slots=True)
class TriedCases:
    """The failures that were tried of a planning: how many, of how many nothing is known, how many leave no planning.

    `lignes`: in three lines. `ancien`: the planning has changed since.
    """

    path: Path
    tous: int
    inconnus: int
    sans_planning: int
    lignes: tuple[str, ...]
    ancien: bool


def workbook_of_failures(planning: Path) -> Path:
    """Where the failures of a planning are written as a workbook."""
    return planning.with_name(f"{planning.stem}{SUFFIXE}{EXTENSION}")


def page_of_failures(planning: Path) -> Path:
    """The same as a page."""
    return workbook_of_failures(planning).with_suffix(".html")


def tried_cases(planning: Path) -> TriedCases | None:
    """What the page beside a planning tells; None where there is none that can be read."""
    path = page_of_failures(planning)
    try:
        counts = _COUNTS.search(bytes_of(path).decode())
        ancien = path.stat().st_mtime < planning.stat().st_mtime
    except (OSError, UnicodeDecodeError):
        return None
    if counts is None:
        return None
    lines = tuple(unescape(line).strip() for line in _LINE.findall(counts[4]))
    return TriedCases(path, int(counts[1]), int(counts[2]), int(counts[3]), lines, ancien)
