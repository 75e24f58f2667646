"""Whoever follows a command at work: what is called while it goes on."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from tpplanner.change.events import Changed
from tpplanner.domain.answers import Places
from tpplanner.domain.session import Session
from tpplanner.errors import Issue
from tpplanner.solver import Listener


@dataclass(frozen=True, slots=True)
class Follower:
    """Whoever follows a command at work, a terminal or a page: what is called while it goes on; by default, nobody.

    `warn` hears what is to be known of what was read, before anything is made of it; `say` a French sentence on what
    was read, or is done; `tried` how many failures of a round are answered, of how many. `search` is there while a
    search goes on, which the event of its budget stops, and gives who hears how far it is; `offer` hears the places of
    a passage found so far.
    """

    warn: Callable[[Iterable[Issue]], None] = lambda _: None
    say: Callable[[str], None] = lambda _: None
    tried: Callable[[int, int], None] = lambda *_: None
    search: Callable[[Session | None], AbstractContextManager[Listener | None]] = lambda _: nullcontext()
    offer: Callable[[Changed, Places], None] = lambda *_: None


NOBODY = Follower()
