"""``tpplanner planb``: before the day, what each single failure would do to a planning."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import LiveLine, say, say_issues, stoppable
from tpplanner.cli.french import AFFICHAGES, Chemin, Choix, Dossier, Fichier, FrenchCommand, Nombre
from tpplanner.cli.options import page, read_referentiel, target
from tpplanner.errors import ExitCode, Issue, Severity, WorkbookRefused
from tpplanner.export.files import try_folder
from tpplanner.texts import commande
from tpplanner.texts import plan_b as textes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Contingencies, Reading
    from tpplanner.domain.plan import Plan
    from tpplanner.domain.session import Session


@click.command(cls=FrenchCommand)
@click.argument("planning", type=Fichier(), metavar="PLANNING")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="Fichier à écrire (PLANNING-plan-b.xlsx).")
@click.option("--plans", "dossier", type=Dossier(), default=None, help="Dossier où écrire chaque planning de secours.")
@click.option("--par-jour", is_flag=True, help="Chaque imprévu dure un jour entier, pas une demi-journée.")
@click.option("--minimal", is_flag=True, help="Chercher aussi la preuve qu'aucun plan ne dérange moins : plus long.")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=90, help="Secondes de calcul en tout (90).")
@click.option("--seed", "graine", type=Nombre(0, 2**31 - 1), default=0, help="Graine du calcul (0).")
@click.option("--reproductible", is_flag=True, help="Les mêmes plans à chaque fois ; peut dépasser --time-limit.")
@click.option("--affichage", type=Choix(AFFICHAGES), default=None, help="Affiches : numero, prenom ou nom (Session).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
def planb(
    planning: Path,
    sortie: Path | None,
    dossier: Path | None,
    par_jour: bool,
    minimal: bool,
    secondes: int,
    graine: int,
    reproductible: bool,
    affichage: str | None,
    referentiel: Path | None,
) -> int:
    """Avant le jour J : ce que chaque imprévu ferait au planning, un seul à la fois.

    Chaque membre de jury, salle, surveillant, comédien, aide ou responsable manque une demi-journée : le planning
    tient-il, qui est irremplaçable, quelle réserve prévoir. Un classeur et une page, à côté du planning.

    \b
    Exemples :
      tpplanner planb planning.xlsx
      tpplanner planb planning.xlsx --plans secours
    """
    from tpplanner.change.contingency import Effort, contingencies, machine_pool, processes
    from tpplanner.pipeline import write_plan_b, write_plans
    from tpplanner.workbook.reader import read_session

    started, line = time.monotonic(), LiveLine()
    ecrit = target(sortie, planning.with_name(f"{planning.stem}{textes.SUFFIXE}.xlsx"), (planning,), page)
    if dossier is not None:
        try_folder(dossier, "--plans")
    reading = read_session(planning, read_referentiel(referentiel))
    plan = _plan(reading)
    with machine_pool() as executor, stoppable(commande.ARRET_DU_CALCUL) as stop:
        effort = Effort(
            secondes, parallel=processes(), seed=graine, reproducible=reproductible, minimal=minimal, stop=stop
        )
        found = contingencies(
            reading.session,
            plan,
            effort,
            executor,
            lambda n, of: line.tell(textes.en_cours(n, of)),
            whole_days=par_jour,
        )
    line.clear()
    _say(reading.session, found)
    written = write_plan_b(ecrit, reading.session, plan, found, classeur=planning.name, files=dossier is not None)
    if dossier is not None:
        plans = write_plans(dossier, reading, plan, found, affichage=affichage, classeur=planning.name)
        say_issues(plans.avertissements)
        say(textes.plans_ecrits(len(plans.fichiers), str(dossier)))
    say_issues(written.avertissements)
    say(commande.duree_totale(time.monotonic() - started))
    say(textes.ecrit([str(path) for path in written.fichiers]))
    return ExitCode.OK


def _plan(reading: "Reading") -> "Plan":
    """The planning that the workbook holds; raises WorkbookRefused where it has none, or one that breaks a rule."""
    from tpplanner.audit import check

    if not reading.edite:
        raise WorkbookRefused(Issue(Severity.ERROR, commande.AUCUN_PLANNING))
    if not check(reading.session, reading.edite[0]).conforme:
        raise WorkbookRefused(Issue(Severity.ERROR, textes.NON_CONFORME, textes.NON_CONFORME_CONSEIL))
    say_issues(reading.avertissements)
    if reading.commence:
        say(textes.STATUT_IGNORE)
    return reading.edite[0]


def _say(session: "Session", found: "Contingencies") -> None:
    """The matrix as plain text, then who cannot be replaced and what to hold in reserve."""
    from tpplanner.export.lists import blocks
    from tpplanner.texts.plan_b import tableau

    if found.interrupted:
        say(textes.INTERROMPU)
    for block in blocks(session, found):
        heads = [f"{day} {moment}" for day, moments in block.days for moment in moments]
        rows = [(f"{row.nom} ({row.role})", [case.words for case in row.cases]) for row in block.rows]
        say(tableau(heads, rows))
        say()
    say(textes.bilan(found))
    for title, lines in (
        (textes.TITRE_IRREMPLACABLES, textes.irremplacables(session, found) or (textes.PERSONNE_IRREMPLACABLE,)),
        (textes.TITRE_RESERVES, textes.reserves(session, found)),
    ):
        say(f"{title} :")
        for line in lines:
            say(f"  - {line}")
