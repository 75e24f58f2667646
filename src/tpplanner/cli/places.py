"""``tpplanner places``: where a candidat's passages could go in a planning, and what each place costs."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import say, say_issues
from tpplanner.cli.french import Chemin, Choix, Fichier, FrenchCommand, Nombre
from tpplanner.cli.referentiel import read_referentiel
from tpplanner.cli.replan import written
from tpplanner.cli.stopping import stoppable
from tpplanner.cli.target import poster, target
from tpplanner.errors import ExitCode, Issue, Severity, UserError, WorkbookRefused
from tpplanner.texts import commande
from tpplanner.texts import places as textes

if TYPE_CHECKING:
    from tpplanner.change.session import Changed
    from tpplanner.domain.place import Places


@click.command(cls=FrenchCommand)
@click.argument("planning", type=Fichier(), metavar="PLANNING")
@click.argument("candidat", metavar="CANDIDAT")
@click.argument("epreuve", default="", metavar="[ÉPREUVE]")
@click.option("--appliquer", "numero", type=Nombre(1, 999), default=None, help="Écrit le planning avec cette place.")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="Fichier à écrire (PLANNING-modifié.xlsx).")
@click.option("--jour", default="", metavar="JOUR", help="Avec --a : le jour dont il s'agit.")
@click.option("--a", "maintenant", default="", metavar="HEURE", help="Il est cette heure : ce qui a commencé reste.")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=30, help="Secondes de calcul (30).")
@click.option("--reproductible", is_flag=True, help="Les mêmes places à chaque fois, en un peu plus de temps.")
@click.option("--affichage", type=Choix(("numero", "prenom")), default="numero", help="Affiche : numero ou prenom.")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
def places(
    planning: Path,
    candidat: str,
    epreuve: str,
    numero: int | None,
    sortie: Path | None,
    jour: str,
    maintenant: str,
    secondes: int,
    reproductible: bool,
    affichage: str,
    referentiel: Path | None,
) -> int:
    """Dit où un candidat pourrait passer, et à quel prix.

    Pour chaque place : jour, heure, jury, ce qu'elle change à la qualité, qui elle déplace. Celles qui ne
    déplacent personne d'autre d'abord, la meilleure en tête. Le planning lu n'est jamais modifié.

    Code de sortie : 0 si une place est dite ou écrite, 5 si aucune n'est trouvée.

    \b
    Exemples :
      tpplanner places planning.xlsx "DURAND Léa"
      tpplanner places planning.xlsx "DURAND Léa" "Entretien technique" --appliquer 2 -o nouveau.xlsx
    """
    from tpplanner.change.told import Told, told_events, told_passage
    from tpplanner.pipeline import moved, places_in
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    started = time.monotonic()
    default = planning.with_name(f"{planning.stem}-modifié.xlsx")
    ecrit = target(sortie, default, (planning,), poster, tried=numero is not None)
    reading = read_session(planning, read_referentiel(referentiel))
    if not reading.edite:
        raise WorkbookRefused(Issue(Severity.ERROR, commande.AUCUN_PLANNING))
    say_issues(reading.avertissements)
    change = told_events(reading, Told(jour=jour, maintenant=maintenant))
    qui, quoi = told_passage(change.session, candidat, epreuve)
    _must_be_sound(change)
    with stoppable(commande.ARRET_DU_CALCUL) as stop:
        found = places_in(change, qui, quoi, Budget(secondes, reproducible=reproductible, stop=stop))
    every = [place for of_group in found for place in of_group.places]
    if numero is None:
        _say(change, found)
        say(commande.duree_totale(time.monotonic() - started))
        return ExitCode.OK if every else ExitCode.UNFINISHED
    if numero > len(every):
        raise click.UsageError(textes.hors_liste(len(every)))
    place = every[numero - 1]
    outcome, report, changements = moved(change, place)
    told = textes.PlacesDites(change.session).deplacement(place)
    say(told)
    return written(reading, change, outcome, report, changements, ecrit, affichage, planning.name, started)


def _must_be_sound(change: "Changed") -> None:
    """Raise UserError for a planning that the check refuses: nothing can stay where it is around it."""
    from tpplanner.audit import check

    report = check(change.session, change.session.reference[0])
    if not report.conforme:
        refusal = textes.non_conforme(len(report.violations))
        raise UserError(Issue(Severity.ERROR, refusal.message, refusal.conseil))


def _say(change: "Changed", found: "tuple[Places, ...]") -> None:
    told, numero = textes.PlacesDites(change.session), 1
    for i, of_group in enumerate(found):
        for line in ([""] if i else []) + told.lignes(of_group, numero):
            click.echo(line)
        numero += len(of_group.places)
    if any(of_group.places for of_group in found):
        say()
