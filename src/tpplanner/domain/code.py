"""Short codes for what is told and may be asked for later: drawn from what a thing is, not from its rank in a list."""

from hashlib import sha256

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Consonants alone: no code is a word, nor a number."""

LENGTH = 6
"""Sixty-four million codes: two of the hundreds of things that a session has to tell hardly ever bear the same."""


def code_of(content: object) -> str:
    """The code of texts, numbers, moments and tuples of them: the same in every run, on every machine."""
    number = int.from_bytes(sha256(repr(content).encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, rank = divmod(number, len(LETTERS))
        letters.append(LETTERS[rank])
    return "".join(letters)
