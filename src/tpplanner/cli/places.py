"""``tpplanner places``: where a candidat's passages could go in a planning, and what each place costs."""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import answer, say, say_issues, stoppable
from tpplanner.cli.french import AFFICHAGES, Chemin, Choix, Code, Fichier, FrenchCommand, Nombre
from tpplanner.cli.options import poster, read_referentiel, target
from tpplanner.cli.replan import say_change, written
from tpplanner.errors import ExitCode, Issue, Severity, UserError, WorkbookRefused
from tpplanner.texts import commande
from tpplanner.texts import plan_b as textes

if TYPE_CHECKING:
    from tpplanner.change.session import Changed
    from tpplanner.domain.answers import Place, Places

SECONDS = 30
"""For a list of places."""

LONGER = 4
"""How many times longer a place that was told is looked for: that search ends where it is found."""


@click.command(cls=FrenchCommand)
@click.argument("planning", type=Fichier(), metavar="PLANNING")
@click.argument("candidat", metavar="CANDIDAT")
@click.argument("epreuve", default="", metavar="[ÉPREUVE]")
@click.option("--appliquer", "code", type=Code(), default=None, help="Écrit le planning avec la place de ce code.")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="Fichier à écrire (PLANNING-modifié.xlsx).")
@click.option("--jour", default="", metavar="JOUR", help="Avec --a : le jour dont il s'agit.")
@click.option("--a", "maintenant", default="", metavar="HEURE", help="Il est cette heure : ce qui a commencé reste.")
@click.option(
    "--time-limit",
    "secondes",
    type=Nombre(1, 86_400),
    default=None,
    help="Secondes de calcul (30 ; 120 avec --appliquer).",
)
@click.option("--reproductible", is_flag=True, help="Les mêmes places à chaque fois, en un peu plus de temps.")
@click.option("--affichage", type=Choix(AFFICHAGES), default=None, help="Affiche : numero, prenom ou nom (Session).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
def places(
    planning: Path,
    candidat: str,
    epreuve: str,
    code: str | None,
    sortie: Path | None,
    jour: str,
    maintenant: str,
    secondes: int | None,
    reproductible: bool,
    affichage: str | None,
    referentiel: Path | None,
) -> int:
    """Indique où un candidat pourrait passer, et à quel prix.

    Pour chaque place : jour, heure, jury, ce qu'elle change à la qualité, qui elle déplace. Celles qui ne
    déplacent personne d'autre d'abord, la meilleure en tête. Le planning lu n'est jamais modifié. Le code écrit
    devant une place est celui à donner à --appliquer : il la désigne, elle et aucune autre.

    Code de sortie : 0 si une place est indiquée ou écrite, 5 si aucune n'est trouvée.

    \b
    Exemples :
      tpplanner places planning.xlsx "DURAND Léa"
      tpplanner places planning.xlsx "DURAND Léa" "Entretien technique" --appliquer KRTBLM -o nouveau.xlsx
    """
    from tpplanner.change.told import Told, told_events, told_passage
    from tpplanner.pipeline import moved, places_in
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    started = time.monotonic()
    default = planning.with_name(f"{planning.stem}-modifié.xlsx")
    ecrit = target(sortie, default, (planning,), poster, tried=code is not None)
    reading = read_session(planning, read_referentiel(referentiel))
    if not reading.edite:
        raise WorkbookRefused(Issue(Severity.ERROR, commande.AUCUN_PLANNING))
    say_issues(reading.avertissements)
    change = told_events(reading, Told(jour=jour, maintenant=maintenant))
    qui, quoi = told_passage(change.session, candidat, epreuve)
    _must_be_sound(change)
    with stoppable(commande.ARRET_DU_CALCUL) as stop:
        seconds = secondes or (SECONDS if code is None else LONGER * SECONDS)
        found = places_in(change, qui, quoi, Budget(seconds, reproducible=reproductible, stop=stop), code or "")
    if code is None:
        _say(change, found)
        every = [place for of_group in found for place in of_group.places]
        if every:
            say(textes.appliquer(_typed(), every[0].code, str(ecrit)))
        say(commande.duree_totale(time.monotonic() - started))
        return ExitCode.OK if every else ExitCode.UNFINISHED
    place = _told_before(change, found, code)
    outcome, report, changements = moved(change, place)
    told = textes.PlacesDites(change.session).deplacement(place)
    say(told)
    said = partial(say_change, change, report, changements)
    return written(reading, change, outcome, report, changements, ecrit, affichage, planning.name, started, said)


def _must_be_sound(change: "Changed") -> None:
    """Raise UserError for a planning that the check refuses: nothing can stay where it is around it."""
    from tpplanner.audit import check

    report = check(change.session, change.session.reference[0])
    if not report.conforme:
        refusal = textes.non_conforme(len(report.violations))
        raise UserError(Issue(Severity.ERROR, refusal.message, refusal.conseil))


def _told_before(change: "Changed", found: "tuple[Places, ...]", code: str) -> "Place":
    """The place of that code; raises UsageError, once those that were found are told, if it is not among them."""
    every = [place for of_group in found for place in of_group.places]
    place = next((place for place in every if place.code == code), None)
    if place is None:
        _say(change, found)
        raise click.UsageError(textes.introuvable(code, len(every), sum(of_group.ouvertes for of_group in found)))
    return place


def _typed() -> list[str]:
    """The words of the command that told the places, but for the file to write; longer, to find them again."""
    asked = click.get_current_context().params
    words = [str(asked["planning"]), asked["candidat"], *filter(None, [asked["epreuve"]])]
    for option, name in (("--jour", "jour"), ("--a", "maintenant"), ("--affichage", "affichage")):
        if asked[name]:
            words += [option, asked[name]]
    if asked["referentiel"] is not None:
        words += ["--referentiel", str(asked["referentiel"])]
    if asked["reproductible"]:
        words.append("--reproductible")
    if (asked["secondes"] or 0) > SECONDS:
        words += ["--time-limit", str(LONGER * asked["secondes"])]
    return words


def _say(change: "Changed", found: "tuple[Places, ...]") -> None:
    told = textes.PlacesDites(change.session)
    for i, of_group in enumerate(found):
        for line in ([""] if i else []) + told.lignes(of_group):
            answer(line)
    if any(of_group.places for of_group in found):
        say()
