"""An open tab goes on with the server that comes after: each proves to the other that it has the key, and tells it not.

The key stands in pages of ours alone. A tab asks whoever listens at its port; of a server that proves to be ours it
makes out the name, and makes by itself the ticket that opens it: neither is told to anybody.
"""

import time
from collections.abc import Callable

from tpplanner.web.guard.door import Door
from tpplanner.web.guard.proofs import Draws, same, signed

LONGEST_CHALLENGE = 64
"""Characters of what a tab asks to have signed."""


class Tabs:
    """The server's side."""

    def __init__(self, door: Door, now: Callable[[], float] = time.monotonic) -> None:
        self._door, self._draws = door, Draws(door.cle, door.port, now)

    def told(self, challenge: str) -> dict[str, str]:
        """What a tab is told: what the server drew for its name and for a ticket, and that it is ours."""
        door, drawn = self._door, self._draws.draw()
        words = (challenge[:LONGEST_CHALLENGE], door.tirage, drawn)
        return {
            "tirage": door.tirage,
            "defi": drawn,
            "preuve": signed(door.cle, "serveur", door.port, *words),
        }

    def admit(self, ticket: str) -> bool:
        """Whether a tab of ours made a ticket of what was drawn for it a moment ago; it is not good again."""
        drawn, _, proof = ticket.rpartition(".")
        return same(proof, signed(self._door.cle, "onglet", self._door.port, drawn)) and self._draws.use(drawn)
