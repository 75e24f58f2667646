"""What goes to the terminal: everything to stderr, nothing animated where nobody watches."""

import sys
from collections.abc import Iterable

import click

from tpplanner.domain.reglages import Niveau
from tpplanner.errors import Issue, Severity
from tpplanner.texts import commande
from tpplanner.texts.conformite import valeur_de_niveau

SHOWN = 50
"""Issues shown at once: beyond, the first ones are to be cured first."""


def say(text: str = "") -> None:
    """A line on stderr."""
    click.echo(text, err=True)


def say_issues(issues: Iterable[Issue]) -> None:
    """Issues, errors first."""
    ordered = sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)
    for issue in ordered[:SHOWN]:
        say(commande.probleme(issue))
    if len(ordered) > SHOWN:
        say(f"… +{len(ordered) - SHOWN}")


class LiveLine:
    """One line that is rewritten while a search goes on; silent where stderr is no terminal."""

    def __init__(self, niveaux: tuple[Niveau, ...]) -> None:
        self._niveaux = {niveau.nom: niveau for niveau in niveaux}
        self._live = sys.stderr.isatty()
        self._width = 0

    def show(self, secondes: float, plans: int, nom: str, valeur: int, borne: int) -> None:
        """Say how far the search is."""
        niveau = self._niveaux.get(nom)
        valeurs = (valeur_de_niveau(niveau, v) for v in (valeur, max(0, borne)))
        self._rewrite(commande.avancement(secondes, plans, nom, *valeurs))

    def tell(self, text: str) -> None:
        """Say anything else on that line."""
        self._rewrite(text)

    def clear(self) -> None:
        """Take the line away."""
        self._rewrite("")
        if self._live:
            sys.stderr.write("\r")

    def _rewrite(self, text: str) -> None:
        if self._live:
            sys.stderr.write("\r" + text.ljust(self._width))
            sys.stderr.flush()
            self._width = len(text)
