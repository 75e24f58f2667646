"""A thing to say to a user."""

from typing import NamedTuple


class Texte(NamedTuple):
    """A message and its cure."""

    message: str
    conseil: str = ""
