"""The peers against which tpplanner is measured: each a module with the same five names.

`NAME` is what the report calls it, `CANNOT` what it cannot express, `RESTRICTED` whether papers and
blocks are fixed before it decides anything, `missing()` why it cannot run here ("" when it
can), and `plans(session, seconds)` yields each better plan with the seconds since the call. A session that a peer
cannot put at all gets no plan from it.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

PEERS = ("hand", "textbook", "pyjobshop_", "timefold_", "minizinc_")
"""The modules, in the order of the report."""


class Peer(Protocol):
    """What each module offers."""

    NAME: str
    CANNOT: str
    RESTRICTED: bool

    def missing(self) -> str:
        """Why it cannot run here; empty when it can."""

    def plans(self, session: Session, seconds: float) -> Iterator[tuple[float, Plan]]:
        """Each better plan with the seconds since the call."""


def peer(module: str) -> Peer:
    """The peer of that module."""
    return cast("Peer", import_module(f"benchmarks.peers.{module}"))
