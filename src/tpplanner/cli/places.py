"""``tpplanner places``: where a candidat's passages could go in a planning, and what each place costs."""

import time
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, following, say
from tpplanner.cli.french import Code, FrenchCommand
from tpplanner.cli.replan import say_change, say_written
from tpplanner.errors import ExitCode
from tpplanner.texts import commande
from tpplanner.texts import plan_b as textes

if TYPE_CHECKING:
    from tpplanner.pipeline import PlacesFound

SECONDS = 30
"""For a list of places."""

LONGER = 4
"""How many times longer a place that was told is looked for: that search ends where it is found."""


@click.command(
    cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Déplacer un passage »."
)
@options.planning
@click.argument("candidat", metavar="CANDIDAT")
@click.argument("epreuve", default="", metavar="[ÉPREUVE]")
@click.option("--appliquer", "code", type=Code(), help="Écrit le planning avec la place de ce code.")
@options.out(options.PLANNING_MODIFIE)
@click.option("--jour", default="", metavar="JOUR", help="Avec --a : le jour dont il s'agit.")
@options.heure
@options.time_limit(None, "Secondes de calcul (30 ; 120 avec --appliquer).")
@options.reproducible("Les mêmes places à chaque fois, en un peu plus de temps.")
@options.affichage
@options.referentiel
def places(code: str | None, secondes: int | None, **asked: Any) -> int:
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
    from tpplanner.pipeline import find_places

    started = time.monotonic()
    asked["secondes"] = secondes or (SECONDS if code is None else LONGER * SECONDS)
    budget = options.budget_of(asked)
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    found = find_places(budget=budget, code=code, follower=follower, **asked)
    every = [place for of_group in found.places for place in of_group.places]
    if code is None:
        _say(found)
        if every:
            say(textes.appliquer(_typed(), every[0].code, str(found.path)))
        say(commande.duree_totale(time.monotonic() - started))
        return ExitCode.OK if every else ExitCode.UNFINISHED
    if found.place is None or found.replanned is None:
        _say(found)
        raise click.UsageError(textes.introuvable(code, len(every), sum(g.ouvertes for g in found.places)))
    say(textes.PlacesDites(found.change.session).deplacement(found.place))
    say_change(found.replanned)
    return say_written(found.replanned, started)


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


def _say(found: "PlacesFound") -> None:
    told = textes.PlacesDites(found.change.session)
    for i, of_group in enumerate(found.places):
        for line in ([""] if i else []) + told.lignes(of_group):
            answer(line)
    if any(of_group.places for of_group in found.places):
        say()
