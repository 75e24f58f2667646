"""``tpplanner planb``: before the day, what each single failure would do to a planning."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import following, say, say_issues
from tpplanner.cli.french import AFFICHAGES, Choix, Dossier, ManyProcesses
from tpplanner.errors import ExitCode
from tpplanner.texts import commande
from tpplanner.texts import plan_b as textes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Contingencies
    from tpplanner.domain.session import Session


@click.command(
    cls=ManyProcesses,
    epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Un imprévu », puis « Essayer chaque imprévu ».",
)
@options.planning
@options.out("Fichier à écrire (PLANNING-plan-b.xlsx).")
@click.option("--plans", "folder", type=Dossier(), help="Dossier où écrire chaque planning de secours.")
@click.option("--par-jour", is_flag=True, help="Chaque imprévu dure un jour entier, pas une demi-journée.")
@click.option("--minimal", is_flag=True, help="Chercher aussi la preuve qu'aucun plan ne dérange moins : plus long.")
@options.time_limit(90, "Secondes de calcul en tout ({}).")
@options.seed
@options.reproducible("Les mêmes plans à chaque fois ; peut dépasser --time-limit.")
@click.option("--affichage", type=Choix(AFFICHAGES), help="Affiches : numero, prenom ou nom (Session).")
@options.referentiel
def planb(folder: Path | None, affichage: str | None, minimal: bool, par_jour: bool, **asked: Any) -> int:
    """Avant le jour J : ce que chaque imprévu ferait au planning, un seul à la fois.

    Chaque membre de jury, salle, surveillant, comédien, aide ou responsable manque une demi-journée : le planning
    tient-il, qui est irremplaçable, quelle réserve prévoir. Un classeur et une page, à côté du planning.

    \b
    Exemples :
      tpplanner planb planning.xlsx
      tpplanner planb planning.xlsx --plans secours
    """
    from tpplanner.change.contingency import Effort, processes
    from tpplanner.pipeline import plan_b_of, write_plan_b, write_plans

    started = time.monotonic()
    budget = options.budget_of(asked)
    effort = Effort(
        budget.seconds,
        parallel=processes(),
        seed=budget.seed,
        reproducible=budget.reproducible,
        minimal=minimal,
        stop=budget.stop,
    )
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    found = plan_b_of(effort=effort, folder=folder, whole_days=par_jour, follower=follower, **asked)
    _say(found.reading.session, found.contingencies)
    written = write_plan_b(found)
    if folder is not None:
        plans = write_plans(found, folder, affichage=affichage)
        say_issues(plans.avertissements)
        say(textes.plans_ecrits(len(plans.fichiers), str(folder)))
    say_issues(written.avertissements)
    say(commande.duree_totale(time.monotonic() - started))
    say(textes.ecrit([str(path) for path in written.fichiers]))
    return ExitCode.OK


def _say(session: "Session", found: "Contingencies") -> None:
    """The matrix as plain text, then who cannot be replaced and what to hold in reserve."""
    from tpplanner.export.lists import blocks

    if found.interrupted:
        say(textes.INTERROMPU)
    for block in blocks(session, found):
        heads = [f"{day} {moment}" for day, moments in block.days for moment in moments]
        rows = [(f"{row.nom} ({row.role})", [case.words for case in row.cases]) for row in block.rows]
        say(textes.tableau(heads, rows))
        say()
    say(textes.bilan(found))
    for title, lines in (
        (textes.TITRE_IRREMPLACABLES, textes.irremplacables(session, found) or (textes.PERSONNE_IRREMPLACABLE,)),
        (textes.TITRE_RESERVES, textes.reserves(session, found)),
    ):
        say(f"{title} :")
        for line in lines:
            say(f"  - {line}")
