"""Ctrl-C, a terminal closed, a machine that stops: the first asks a search to stop, the second abandons."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from tpplanner.cli.console import say
from tpplanner.texts import commande

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
"""Those that ask to stop and leave the time to write: not each system has them all."""


@contextmanager
def stoppable(told: str = commande.ARRET) -> Iterator[Event]:
    """An event that the first Ctrl-C sets, or whatever else asks to stop; the second one abandons."""
    stop = Event()

    def on_signal(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say()
        say(told)

    heard = [s for s in SIGNALS if s == signal.SIGINT or signal.getsignal(s) is not signal.SIG_IGN]  # nohup's wish
    before = {s: signal.signal(s, on_signal) for s in heard}
    try:
        yield stop
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)
