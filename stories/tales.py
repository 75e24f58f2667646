"""The five stories, each from the first screen to the last."""

from collections.abc import Callable

from stories.people import MAIL, MEMBRES
from stories.served import Home
from stories.teller import Teller


def first_planning(teller: Teller, _: Home) -> None:
    """From nothing to a checked planning of 12 candidats, whose list came by mail."""
    t = teller
    t.follow("Nouvelle session")
    t.paste("Coller ou déposer une liste", MAIL)
    t.paste("Coller une liste de membres", MEMBRES)


TALES: dict[str, Callable[[Teller, Home], None]] = {
    "premier-planning": first_planning,
}
"""Each story by its name."""
