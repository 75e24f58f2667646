"""``tpplanner ouvrir``: the page on this machine."""

from pathlib import Path

import click

from tpplanner.cli.console import say
from tpplanner.cli.french import Classeurs, FrenchCommand


@click.command(cls=FrenchCommand)
@click.argument("classeur", type=Classeurs(), required=False, metavar="[CLASSEUR OU DOSSIER]")
@click.option("--sans-navigateur", is_flag=True, help="Donne l'adresse de la page au lieu de l'ouvrir.")
@click.option("--fermer", is_flag=True, help="Ferme la page, si elle est ouverte ; ce qui a été trouvé est écrit.")
def ouvrir(classeur: Path | None, sans_navigateur: bool, fermer: bool) -> int:
    """Ouvre la page : ce que font les commandes, sans terminal.

    La page s'ouvre dans le navigateur et ne parle qu'à cet ordinateur. Sans argument, elle montre les sessions de
    Documents/tpplanner ; un classeur ou un dossier d'ailleurs est ouvert à sa place. Si elle est déjà ouverte, elle
    passe devant.

    \b
    Exemples :
      tpplanner ouvrir
      tpplanner ouvrir session.xlsx
    """
    from tpplanner.web.running import close_page, open_page

    if fermer:
        return close_page(say)
    return open_page(classeur, say, browse=not sans_navigateur)
