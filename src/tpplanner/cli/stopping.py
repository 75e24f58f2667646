"""Ctrl-C: the first one asks a search to stop, the second one abandons."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from tpplanner.cli.console import say
from tpplanner.texts import commande


@contextmanager
def stoppable(told: str = commande.ARRET) -> Iterator[Event]:
    """An event that the first Ctrl-C sets; the second one abandons."""
    stop = Event()

    def on_interrupt(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say()
        say(told)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
