"""Options and arguments that several commands have, each declared once; and the budget that they ask for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli.french import AFFICHAGES, Chemin, Choix, Fichier, Nombre, Reply

if TYPE_CHECKING:
    from tpplanner.solver import Budget

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Gives a command an option or an argument, as click does."""

SECONDS, SEED = Nombre(1, 86_400), Nombre(0, 2**31 - 1)

classeur = click.argument("classeur", type=Fichier(), metavar="CLASSEUR")
planning = click.argument("planning", type=Fichier(), metavar="PLANNING")
seed = click.option("--seed", "graine", type=SEED, default=0, help="Graine du calcul (0).")
affichage = click.option("--affichage", type=Choix(AFFICHAGES), help="Affiche : numero, prenom ou nom (Session).")
referentiel = click.option("--referentiel", type=Fichier(), help="Référentiel du centre (.toml ou .xlsx).")
millesime = click.option("--millesime", metavar="MILLÉSIME", help="Millésime, si plusieurs sont connus.")
heure = click.option(
    "--a", "maintenant", default="", metavar="HEURE", help="Il est cette heure : ce qui a commencé reste."
)
avec = click.option(
    "--avec",
    type=Fichier(),
    multiple=True,
    metavar="PLANNING",
    help="Autre planning : ses personnes et ses salles sont occupées. Se répète.",
)

reponse = click.option(
    "--reponse",
    "reponses",
    type=Reply(),
    multiple=True,
    metavar="RÉPONSE",
    help="À une question posée : « C. Roux = ROUX Fanny : oui » (ou non). Se répète.",
)


def out(help_text: str, suffix: str = ".xlsx") -> Decorator:
    """``-o``: the file to write; `help_text` is its help."""
    return click.option("-o", "--output", "out", type=Chemin(suffix), help=help_text)


PLANNING_MODIFIE = "Fichier à écrire (PLANNING-modifié.xlsx)."


def folder(*names: str, **more: Any) -> Decorator:
    """The folder to fill, which need not exist yet."""
    return click.option(*names, "folder", type=click.Path(path_type=Path), metavar="DOSSIER", **more)


def time_limit(default: int | None, help_text: str = "Secondes de calcul ({}).") -> Decorator:
    """``--time-limit``: how long to search, with its default in the help."""
    return click.option("--time-limit", "secondes", type=SECONDS, default=default, help=help_text.format(default))


def reproducible(help_text: str) -> Decorator:
    """``--reproductible``: whether every run gives the same result."""
    return click.option("--reproductible", is_flag=True, help=help_text)


def budget_of(arguments: dict[str, Any], **more: Any) -> "Budget":
    """The budget that the options ask for; those options are removed from `arguments`."""
    from tpplanner.solver import Budget

    seconds, graine = arguments.pop("secondes"), arguments.pop("graine", 0)
    return Budget(seconds, graine, reproducible=arguments.pop("reproductible", False), **more)
