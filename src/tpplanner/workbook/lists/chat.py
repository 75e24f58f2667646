"""Messages of a chat: who writes, and when, is none of the list; what they write is read as a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.lines import Line

_DAY = r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_MESSAGE = re.compile(
    rf"\s*(?:\[(?:{_DAY},? (?:a )?)?{_CLOCK}(?:,? {_DAY})?\] *|{_DAY},? (?:a )?{_CLOCK} - )"
    r"(?P<who>[^:\[\]<>@]{2,50}?)\s*(?P<colon>:\s*(?P<said>.*))?"
)


_AFTER = re.compile(rf"[^:\d]{{3,50}}[, ]+(?:a )?{_CLOCK}")
"""Who writes and when, in that order: or somebody, and the hour of their passage."""


@dataclass(frozen=True, slots=True)
class Said:
    """The lines with what is said in place of who says it, and the numbers of those that tell only who writes.

    `senders` tell it for sure; `maybe` as well as somebody with an hour.
    """

    lines: list[Line]
    senders: set[int]
    maybe: set[int]


def messages(lines: Sequence[Line]) -> Said:
    """What is said in lines that may be those of a chat."""
    chat = Said([], set(), set())
    for line, below in zip_longest(lines, lines[1:]):
        m = _MESSAGE.fullmatch(flat(line.text)) if len(line.cells) == 1 else None
        says = line.text[m.start("said") :].strip() if m and m["said"] else ""
        chat.lines.append(replace(line, cells=(says,), text=says) if says else line)
        if m and not says and (m["colon"] or _is_said(below, _MESSAGE)):
            chat.senders.add(line.number)
        elif _AFTER.fullmatch(flat(line.text).strip()) and _is_said(below, _AFTER):
            chat.maybe.add(line.number)
    return chat


def _is_said(below: Line | None, sender: re.Pattern[str]) -> bool:
    """Whether the line below is none that tells who writes."""
    return below is not None and not sender.fullmatch(flat(below.text).strip())
