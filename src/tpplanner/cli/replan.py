"""``tpplanner replan``: a planning that changes, with the least disturbance."""

import time
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import following, say, say_issues, say_unfinished, say_why
from tpplanner.cli.french import Fichier, FrenchCommand
from tpplanner.errors import Bug, CannotWrite, ExitCode
from tpplanner.texts import changements as textes
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.pipeline import Replanned

SHOWN = 12
"""People named on the terminal; the sheet has them all."""


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Un imprévu ».")
@options.planning
@click.option(
    "--absent", "absents", multiple=True, metavar="PERSONNE", help="Membre, surveillant, comédien, responsable."
)
@click.option("--absent-candidat", "candidats", multiple=True, metavar="CANDIDAT", help="Ne vient pas : retiré.")
@click.option(
    "--retard", "retards", multiple=True, nargs=2, metavar="CANDIDAT DURÉE", help="Noté ; les heures restent."
)
@click.option("--reporter", is_flag=True, help="Avec --retard : ses passages à venir sont replacés plus tard.")
@click.option("--decalage", "decalages", multiple=True, nargs=2, metavar="JURY DURÉE", help="Le jury est en retard.")
@click.option("--salle-perdue", "salles", multiple=True, metavar="SALLE", help="Salle qui ne peut plus servir.")
@click.option("--ajouter", type=Fichier(), default=None, help="Candidats en plus : liste Excel ou CSV.")
@click.option("--travaux-seuls", is_flag=True, help="Les passages restent, le travail des jurys est replacé.")
@click.option("--fin", default="", metavar="HEURE", help="Ce jour-là, la fin au plus tard devient cette heure.")
@click.option(
    "--accord", "accords", multiple=True, metavar="PERSONNE", help="Accepte d'autres heures que sur sa convocation."
)
@click.option(
    "--jour",
    default="",
    metavar="JOUR",
    help="Le jour dont il s'agit (inutile s'il n'y en a qu'un). Pour un autre jour ou une autre heure : après le nom.",
)
@click.option("--de", default="", metavar="HEURE", help="Absence ou perte à partir de cette heure, ce jour-là.")
@options.avec
@options.heure
@options.out(options.PLANNING_MODIFIE)
@options.time_limit(30)
@options.seed
@options.reproducible("Le même planning à chaque fois, en un peu plus de temps.")
@click.option("--detail", is_flag=True, help="Affiche aussi chaque niveau : mesure, et preuve ou écart.")
@options.affichage
@options.referentiel
def replan(planning: Path, detail: bool, **asked: Any) -> int:
    """Refait un planning après un imprévu, en dérangeant le moins possible.

    Sans option, le planning est rendu tel quel, ou, s'il a été retouché à la main, au plus près de ce qui est tapé.
    Le planning lu n'est jamais modifié. La feuille Changements indique quoi signaler à chacun.

    \b
    Exemples :
      tpplanner replan planning.xlsx --absent "MARTIN Paul" --jour 15/06/2027
      tpplanner replan planning.xlsx --jour "Jour 1" --a 10h40 --decalage "Jury 2" 25min
      tpplanner replan planning.xlsx --absent "MARTIN Paul, lundi, 13h" --salle-perdue "Salle 3, mardi"
    """
    from tpplanner.change.told import Told
    from tpplanner.pipeline import replan_planning

    started = time.monotonic()
    budget = options.budget_of(asked)
    told = Told(**{field.name: asked.pop(field.name) for field in fields(Told)})
    replanned = replan_planning(planning, told, budget, follower=following(budget.stop), **asked)
    for avis in replanned.change.avis:
        say(avis)
    say_issues(replanned.remarques)
    if replanned.report is None:
        return _without_plan(replanned)
    say_change(replanned, le_moins=True, detail=detail)
    return say_written(replanned, started)


def _without_plan(replanned: "Replanned") -> int:
    """Say why nothing comes of a change, in the session as changed, and what would be enough; the exit code."""
    from tpplanner.domain.answers import Infeasible

    if not isinstance(replanned.outcome, Infeasible):
        return say_unfinished(replanned.outcome)
    say(textes.IMPOSSIBLE)
    say_why(replanned.reading, replanned.outcome)
    if replanned.change.session.convocations:
        say(textes.CONVOCATIONS_TENUES)
    found = False
    for cure in replanned.cures:
        if not found:
            say(textes.SUFFIRAIT)
        found = True
        say(f"  - {cure.phrase}")
        say(f"    {commande.commande('replan', *_typed(), *cure.options)}")
    if not found:
        say(textes.RIEN_NE_SUFFIT)
    return ExitCode.INFEASIBLE


def _typed() -> list[str]:
    """The words after the name of the command, as they were understood."""
    context = click.get_current_context()
    words: list[str] = [str(context.params["planning"])]
    for option in (p for p in context.command.params if isinstance(p, click.Option) and p.name in context.params):
        given = context.params[option.name or ""]
        if option.is_flag:
            words += option.opts[-1:] if given else []
        elif context.get_parameter_source(option.name or "") is click.core.ParameterSource.COMMANDLINE:
            for value in given if option.multiple else (given,):
                parts = value if option.nargs > 1 else (value,)
                words += [option.opts[-1], *map(str, parts)]
    return words


def say_written(replanned: "Replanned", started: float) -> int:
    """Say what was written, or raise why nothing is; the exit code."""
    from tpplanner.rules import HARD

    written = replanned.written
    if written is None or isinstance(written, CannotWrite):
        raise written or Bug("only a plan is written")
    say_issues(written.avertissements)
    say(commande.duree_totale(time.monotonic() - started))
    non_places = replanned.change.session.non_places
    say(commande.ecrit([str(path) for path in written.fichiers], len(HARD), len(non_places)))
    return ExitCode.OK


def say_change(replanned: "Replanned", *, le_moins: bool = False, detail: bool = False) -> None:
    """Say who is to be told what; `le_moins`: whether that is the least; `detail`: each level too."""
    from tpplanner.domain.reglages import PERTURBATION

    changements, atteints = replanned.changements, replanned.report.niveaux if replanned.report else ()
    parties = atteints[: len(PERTURBATION)]
    if changements.aucun:
        say(textes.RIEN)
    else:
        conclusion = textes.le_moins(parties) if le_moins else ""
        say(textes.derangement(len(changements.messages), parties, conclusion))
    for message in changements.messages[:SHOWN]:
        say(f"  {message.nom} ({message.role})")
        for phrase in message.phrases:
            say(f"    - {phrase}")
    if len(changements.messages) > SHOWN:
        say(textes.et_d_autres(len(changements.messages) - SHOWN))
    niveaux = {niveau.nom: niveau for niveau in replanned.change.session.niveaux}
    for atteint in atteints if detail else ():
        say(commande.niveau_atteint(niveaux[atteint.nom], atteint))
