"""What goes to the terminal: answers to stdout, the rest to stderr, nothing animated where nobody watches.

Nobody listening changes nothing of what a command does, nor its exit code: a pipe closed by who has read enough, a
terminal that is gone.
"""

import errno
import os
import sys
from collections.abc import Iterable
from contextlib import suppress

import click

from tpplanner.domain.attente import poids_des_attentes
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.texts import commande, ecriture
from tpplanner.texts.conformite import valeur_de_niveau

SHOWN = 50
"""Issues shown at once: beyond, the first ones are to be cured first."""


CLOSED = (errno.EPIPE, errno.EINVAL)
"""What writing to a pipe that nobody reads gives, the second on Windows."""


def answer(text: str) -> None:
    """What was asked for, on stdout; raises CannotWrite where that is a file that takes no more."""
    try:
        click.echo(text)
    except OSError as error:
        _silence(1)
        if error.errno not in CLOSED:
            cure = ecriture.sortie_pleine(error.errno)
            raise CannotWrite(Issue(Severity.ERROR, ecriture.SORTIE_PERDUE, cure)) from error


def say(text: str = "", *, ended: bool = True) -> None:
    """A line on stderr, or the beginning of one."""
    try:
        click.echo(text, err=True, nl=ended)
    except OSError:
        _silence(2)


def _silence(stream: int) -> None:
    """Let all that a standard stream (by its number) is still given go nowhere, what it holds back too."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream)
        os.close(nowhere)


def hold_streams() -> None:
    """Take the numbers of standard streams that are closed, lest what is told be written into a file opened later."""
    while (held := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(held)


def say_issues(issues: Iterable[Issue]) -> None:
    """Issues, errors first."""
    ordered = sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)
    for issue in ordered[:SHOWN]:
        say(commande.probleme(issue))
    if len(ordered) > SHOWN:
        say(f"… +{len(ordered) - SHOWN}")


class LiveLine:
    """One line that is rewritten while a search goes on; silent where stderr is no terminal."""

    def __init__(self, session: Session | None = None) -> None:
        self._niveaux = {niveau.nom: niveau for niveau in (session.niveaux if session else ())}
        self._poids = poids_des_attentes(session) if session else None
        self._live = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def show(self, secondes: float, plans: int, nom: str, valeur: int, borne: int) -> None:
        """Say how far the search is."""
        niveau = self._niveaux.get(nom)
        unite = self._poids.unite_du(niveau) if self._poids and niveau else 1
        valeurs = (valeur_de_niveau(niveau, v, unite) for v in (valeur, max(0, borne)))
        self._rewrite(commande.avancement(secondes, plans, nom, *valeurs))

    def tell(self, text: str) -> None:
        """Say anything else on that line."""
        self._rewrite(text)

    def clear(self) -> None:
        """Take the line away."""
        self._rewrite("", end="\r")

    def _rewrite(self, text: str, end: str = "") -> None:
        if self._live:
            say("\r" + text.ljust(self._width) + end, ended=False)
            self._width = len(text)
