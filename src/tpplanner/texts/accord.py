"""The number that a French sentence counts, and the words that agree with it."""

import re

_COUNTED = re.compile(r"(\d[\d\u202f,]*) ((?:[^\s\d(]+\(s\) ?)+)")


def accorde(phrase: str) -> str:
    """A sentence whose words in « (s) » right after a number agree with it: « 1 membre », « 2 membres présents ».

    From two on they take their s; an « (s) » that follows no number stays.
    """
    return _COUNTED.sub(_settled, phrase)


def _settled(counted: re.Match[str]) -> str:
    number = float(counted[1].replace("\u202f", "").replace(",", "."))
    return f"{counted[1]} {counted[2].replace('(s)', 's' if number >= 2 else '')}"
