"""One door for every text that goes into a cell: whatever was typed, it arrives as inert text.

XlsxWriter is told to make no formula, link or number of a text; what is left to remove is what XML cannot hold, what
turns the reading direction, and what is longer than a cell.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

from tpplanner.domain.session import Session

_Value = TypeVar("_Value")

LONGEST = 32_000
"""A cell holds 32 767 UTF-16 units; a longer text is not written at all."""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def safe(text: str) -> str:
    """The text without what a cell cannot hold; its line breaks are kept."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    clean = unicodedata.normalize("NFC", _FORBIDDEN.sub("", unix))
    return clean if len(clean) <= LONGEST // 2 else clean[: LONGEST // 2 - 1] + "…"


def one_line(text: str) -> str:
    """A safe text on one line: for names."""
    return " ".join(safe(text).split())


def inert(session: Session) -> Session:
    """The same session, every text in it safe: for writers that do not pass by this door."""
    return _inert(session)


def _inert(value: _Value) -> _Value:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast("_Value", safe(value))
    if isinstance(value, tuple):
        return cast("_Value", tuple(_inert(item) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _inert(getattr(value, f.name)) for f in fields(value)})
    return value
