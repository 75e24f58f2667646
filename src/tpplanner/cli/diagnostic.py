"""``tpplanner diagnostic``: what to send to whoever helps."""

import click

from tpplanner.cli.console import answer
from tpplanner.cli.french import FrenchCommand


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page des sessions, « Diagnostic ».")
def diagnostic() -> None:
    """Décrit l'installation, pour la personne qui vous aide.

    Versions, emplacements, dossiers où l'on peut écrire, et un calcul d'essai de deux secondes. Aucun nom n'y figure,
    ni rien de vos sessions : le texte peut être envoyé tel quel.

    \b
    Exemples :
      tpplanner diagnostic
      tpplanner diagnostic > diagnostic.txt
    """
    from tpplanner.web.diagnostic import diagnose

    for line in diagnose():
        answer(line)
