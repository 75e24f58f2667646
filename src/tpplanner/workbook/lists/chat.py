"""Messages of a chat: who writes, and when, is none of the list; what they write is read as a line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from tpplanner.workbook.lists.sources import Line

_DAY = r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_MESSAGE = re.compile(
    rf"\s*(?:\[(?:{_DAY},? (?:à )?)?{_CLOCK}(?:,? {_DAY})?\] *|{_DAY},? (?:à )?{_CLOCK} [-–] )"
    r"(?P<who>[^:\[\]<>@]{2,50}?)\s*(?P<colon>:\s*(?P<said>.*))?"
)


def messages(lines: Sequence[Line]) -> tuple[list[Line], set[int]]:
    """The lines with what is said in place of who says it; the numbers of those that tell only who goes on to write."""
    said, senders = [], set()
    for line, below in zip_longest(lines, lines[1:]):
        m = _MESSAGE.fullmatch(line.text) if len(line.cells) == 1 else None
        says = (m["said"] or "").strip() if m else ""
        said.append(replace(line, cells=(says,), text=says) if says else line)
        if m and not says and (m["colon"] or (below is not None and not _MESSAGE.fullmatch(below.text))):
            senders.add(line.number)
    return said, senders
