"""``tpplanner replan``: a planning that changes, with the least disturbance."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli.console import LiveLine, say, say_issues, say_why, stoppable
from tpplanner.cli.french import AFFICHAGES, Chemin, Choix, Fichier, FrenchCommand, Nombre
from tpplanner.cli.options import avec_option, poster, read_others, read_referentiel, target
from tpplanner.errors import CannotWrite, ExitCode, Issue, Severity, WorkbookRefused
from tpplanner.texts import changements as textes
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.change.beside import Beside
    from tpplanner.change.session import Changed
    from tpplanner.change.told import Told, Understood
    from tpplanner.domain.answers import Changements, Infeasible, Outcome, Reading, Report
    from tpplanner.solver import Budget

CURES_SECONDS = 10
"""The most for what would make an impossible change possible."""

SHOWN = 12
"""People named on the terminal; the sheet has them all."""


@click.command(cls=FrenchCommand)
@click.argument("planning", type=Fichier(), metavar="PLANNING")
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
@click.option("--jour", default="", metavar="JOUR", help="Le jour dont il s'agit (inutile s'il n'y en a qu'un).")
@click.option("--de", default="", metavar="HEURE", help="Absence ou perte à partir de cette heure, ce jour-là.")
@avec_option
@click.option("--a", "maintenant", default="", metavar="HEURE", help="Il est cette heure : ce qui a commencé reste.")
@click.option("-o", "--output", "sortie", type=Chemin(), default=None, help="Fichier à écrire (PLANNING-modifié.xlsx).")
@click.option("--time-limit", "secondes", type=Nombre(1, 86_400), default=30, help="Secondes de calcul (30).")
@click.option("--seed", "graine", type=Nombre(0, 2**31 - 1), default=0, help="Graine du calcul (0).")
@click.option("--reproductible", is_flag=True, help="Le même planning à chaque fois, en un peu plus de temps.")
@click.option("--detail", is_flag=True, help="Affiche aussi chaque niveau : mesure, et preuve ou écart.")
@click.option("--affichage", type=Choix(AFFICHAGES), default=None, help="Affiche : numero, prenom ou nom (Session).")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
def replan(
    planning: Path,
    sortie: Path | None,
    secondes: int,
    graine: int,
    reproductible: bool,
    detail: bool,
    affichage: str | None,
    referentiel: Path | None,
    avec: tuple[Path, ...],
    **dit: Any,
) -> int:
    """Refait un planning après un imprévu, en dérangeant le moins possible.

    Sans option, le planning est rendu tel quel, ou, s'il a été retouché à la main, au plus près de ce qui est tapé.
    Le planning lu n'est jamais modifié. La feuille Changements indique quoi signaler à chacun.

    \b
    Exemples :
      tpplanner replan planning.xlsx --absent "MARTIN Paul" --jour 15/06/2027
      tpplanner replan planning.xlsx --jour "Jour 1" --a 10h40 --decalage "Jury 2" 25min
    """
    from tpplanner.change.beside import shared_responsables
    from tpplanner.change.told import Told
    from tpplanner.domain.answers import Planned
    from tpplanner.pipeline import replan_session
    from tpplanner.solver import Budget
    from tpplanner.workbook.reader import read_session

    started = time.monotonic()
    ecrit = target(sortie, planning.with_name(f"{planning.stem}-modifié.xlsx"), (planning, *avec), poster)
    reading = read_session(planning, read_referentiel(referentiel))
    if not reading.edite:
        raise WorkbookRefused(Issue(Severity.ERROR, commande.AUCUN_PLANNING))
    say_issues(reading.avertissements)
    told, others = Told(**dit), read_others(avec, planning, reading)
    change, taken = _understood(reading, others, told)
    if change.lu:
        say(change.lu)
    say_issues((*change.avertissements, *taken))
    reading = replace(reading, avertissements=(*reading.avertissements, *taken))
    line = LiveLine(change.session)
    with stoppable() as stop:
        budget = Budget(secondes, graine, reproducible=reproductible, stop=stop)
        outcome, report, changements = replan_session(
            change, budget, lambda p: line.show(p.seconds, p.plans, p.niveau, p.valeur, p.borne)
        )
    line.clear()
    for avis in change.avis:
        say(avis)
    if isinstance(outcome, Planned):
        say_issues(report.avertissements if report else ())
        say_issues(shared_responsables(change.session, outcome.plan, others))
    if report is None:
        budget = replace(budget, seconds=CURES_SECONDS)
        cures = partial(_say_cures, lambda t: _understood(reading, others, t)[0], told, budget)
        return _without_plan(replace(reading, session=change.session), outcome, cures)
    said = partial(say_change, change, report, changements, le_moins=True, detail=detail)
    return written(reading, change, outcome, report, changements, ecrit, affichage, planning.name, started, said)


def _without_plan(reading: "Reading", outcome: "Outcome", cures: Callable[["Infeasible"], None]) -> int:
    """Say why nothing comes of a change, in the session as changed, and what would be enough; the exit code."""
    from tpplanner.domain.answers import Infeasible

    if isinstance(outcome, Infeasible):
        say(textes.IMPOSSIBLE)
        say_why(reading, outcome)
        if reading.session.convocations:
            say(textes.CONVOCATIONS_TENUES)
        cures(outcome)
        return ExitCode.INFEASIBLE
    interrupted = getattr(outcome, "interrompu", False)
    say(commande.INTERROMPU_SANS_PLAN if interrupted else commande.RIEN_TROUVE)
    return ExitCode.INTERRUPTED if interrupted else ExitCode.UNFINISHED


def _understood(reading: "Reading", others: "tuple[Beside, ...]", told: "Told") -> "tuple[Changed, tuple[Issue, ...]]":
    """What is to be planned after what was told, beside the other plannings of the centre, and what to say of these."""
    from tpplanner.change.beside import beside
    from tpplanner.change.told import told_events

    change = told_events(reading, told)
    session, taken = beside(change.session, others)
    return replace(change, session=session), taken


def _say_cures(understood: "Understood", told: "Told", budget: "Budget", outcome: "Infeasible") -> None:
    """What would make the change possible, each with the command that does it."""
    from tpplanner.change.told import cures

    found = False
    for cure in cures(understood, told, outcome, budget):
        if not found:
            say(textes.SUFFIRAIT)
        found = True
        say(f"  - {cure.phrase}")
        say(f"    {commande.commande('replan', *_typed(), *cure.options)}")
    if not found:
        say(textes.RIEN_NE_SUFFIT)


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


def written(
    reading: "Reading",
    change: "Changed",
    outcome: "Outcome",
    report: "Report",
    changements: "Changements",
    ecrit: Path,
    affichage: str | None,
    classeur: str,
    started: float,
    said: Callable[[], None],
) -> int:
    """Write the planning that follows another, and say (`said`) who is to be told what, whether it can be or not."""
    from tpplanner.domain.answers import Change
    from tpplanner.pipeline import write_excel
    from tpplanner.rules import HARD

    lu = replace(reading, session=change.session)
    saisie = Change(change.saisie, changements)
    try:
        written = write_excel(ecrit, lu, outcome, report, affichage=affichage, classeur=classeur, change=saisie)
    except CannotWrite:
        said()  # what was found is told all the same
        raise
    said()
    say_issues(written.avertissements)
    say(commande.duree_totale(time.monotonic() - started))
    say(commande.ecrit([str(path) for path in written.fichiers], len(HARD), len(lu.session.non_places)))
    return ExitCode.OK


def say_change(
    change: "Changed", report: "Report", changements: "Changements", *, le_moins: bool = False, detail: bool = False
) -> None:
    """Say who is to be told what; `le_moins`: whether that is the least; `detail`: each level too."""
    from tpplanner.domain.reglages import PERTURBATION

    parties = report.niveaux[: len(PERTURBATION)]
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
    niveaux = {niveau.nom: niveau for niveau in change.session.niveaux}
    for atteint in report.niveaux if detail else ():
        say(commande.niveau_atteint(niveaux[atteint.nom], atteint))
