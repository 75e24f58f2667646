"""Texts as they were typed, made plain: what goes into a cell, a document or a name holds nothing else."""

import re
import unicodedata

LONGEST = 32_000
"""A cell holds 32 767 UTF-16 units; a longer text is not written at all."""

MOST_DIGITS = 100
"""of a number: Python refuses to read one of thousands"""

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """The text without what no document can hold; its line breaks are kept."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", unix))


def safe(text: str) -> str:
    """A clean text cut to half of what a cell can hold, so that one cell can join two of them."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= LONGEST // 2 else cleaned[: LONGEST // 2 - 1] + "…"


def one_line(text: str) -> str:
    """A safe text on one line: for names."""
    return " ".join(safe(text).split())


def number_in_digits(text: str) -> int | None:
    """The whole number that a text writes in digits; None for any other text, as « ² », and for endless digits."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
