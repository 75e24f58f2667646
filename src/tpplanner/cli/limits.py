"""What the machine must leave to a command: where it does not, C++ and Rust end the process without a word of ours."""

import sys
from threading import Event, Thread

from tpplanner.errors import Issue, Severity, TooLittle
from tpplanner.texts import commande as texte

MEMORY = 2**31
"""bytes of addresses: threads reserve most of them, 1.6 GB on two cores, of which a search fills a tenth"""

THREADS = 16
"""At once: eight search a plan, and whoever waits for them and counts beside them."""

THREADS_OF_A_PROCESS = 8
"""The same in a process that plans a session of several, with one to search."""


def require(processes: int = 0) -> None:
    """Ask whether memory and threads are allowed, those of so many processes too; raises `TooLittle`."""
    if _addresses_are_few():
        raise little_memory()
    threads = THREADS + processes * THREADS_OF_A_PROCESS
    if not _threads_begin(threads):
        raise TooLittle(Issue(Severity.ERROR, texte.PEU_DE_PROCESSUS, texte.peu_de_processus(threads)))


def little_memory() -> TooLittle:
    """That memory does not suffice, and what to do."""
    return TooLittle(Issue(Severity.ERROR, texte.PEU_DE_MEMOIRE, texte.MEMOIRE_CONSEIL))


def _addresses_are_few() -> bool:
    """Whether a limit that was set, not the machine itself, leaves too few: a system promises more than it has."""
    if sys.platform == "win32":
        return False
    import resource

    return 0 <= resource.getrlimit(resource.RLIMIT_AS)[0] < MEMORY  # negative: without limit


def _threads_begin(number: int) -> bool:
    """Whether so many threads can wait side by side."""
    enough, begun = Event(), []
    try:
        for _ in range(number):
            thread = Thread(target=enough.wait)
            thread.start()
            begun.append(thread)
    except RuntimeError:
        return False
    finally:
        enough.set()
        for thread in begun:
            thread.join()
    return True
