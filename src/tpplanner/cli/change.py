"""What happens to a planning: ``tpplanner planb`` tries each failure first, ``replan`` and ``places`` change it."""

import time
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import (
    answer,
    following,
    say,
    say_answers,
    say_issues,
    say_questions,
    say_unfinished,
    say_why,
)
from tpplanner.cli.french import (
    AFFICHAGES,
    LISTES,
    Choix,
    Code,
    Dossier,
    FichierOuEntree,
    FrenchCommand,
    ManyProcesses,
)
from tpplanner.errors import Bug, CannotWrite, ExitCode
from tpplanner.texts import changements, commande, plan_b, reponses
from tpplanner.tuning import CHANGE_SECONDS, LONGER, PLAN_B_SECONDS

if TYPE_CHECKING:
    from tpplanner.commands.places import PlacesFound
    from tpplanner.commands.replan import Replanned
    from tpplanner.domain.answers import Changements, Contingencies
    from tpplanner.domain.session import Session

SHOWN = 12
"""People named on the terminal; the sheet has them all."""


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Jour J ».")
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
@click.option(
    "--interruption",
    "interruptions",
    multiple=True,
    nargs=2,
    metavar="ÉPREUVE DURÉE",
    help="Écrit arrêté (alerte, réseau) : une nouvelle fin pour tous, majorations gardées.",
)
@click.option(
    "--jury-interrompu",
    "jurys_interrompus",
    multiple=True,
    metavar="JURY",
    help="Il n'entend plus le candidat en cours ; avec --decision.",
)
@click.option(
    "--decision",
    default="",
    metavar="DÉCISION",
    help="Avec --jury-interrompu : poursuivre, suspendre (jusqu'à --reprise), annuler ou reporter.",
)
@click.option("--reprise", default="", metavar="HEURE", help="Avec --decision suspendre : le même jury reprend.")
@click.option(
    "--deport",
    "deports",
    multiple=True,
    nargs=2,
    metavar="MEMBRE CANDIDAT",
    help="Un lien découvert à la porte : il ne le juge pas.",
)
@click.option(
    "--refuse",
    "refuses",
    multiple=True,
    nargs=2,
    metavar="CANDIDAT MOTIF",
    help="Pas admis à composer, faute de pièce : identité ou prérequis.",
)
@click.option(
    "--admis",
    multiple=True,
    nargs=2,
    metavar="CANDIDAT MOTIF",
    help="Admis à composer malgré cela ; l'heure est gardée.",
)
@click.option("--salle-perdue", "salles", multiple=True, metavar="SALLE", help="Salle qui ne peut plus servir.")
@click.option("--ajouter", type=FichierOuEntree(), default=None, help=f"Candidats en plus : une liste. {LISTES}")
@click.option("--travaux-seuls", is_flag=True, help="Les passages restent, le travail des jurys est replacé.")
@click.option("--fin", default="", metavar="HEURE", help="Ce jour-là, la fin au plus tard devient cette heure.")
@click.option(
    "--reprendre", multiple=True, metavar="QUI|RANG", help="L'imprévu ne compte plus : nom, ou rang dans Imprévus."
)
@click.option(
    "--accord", "accords", multiple=True, metavar="PERSONNE", help="Accepte d'autres heures que sur sa convocation."
)
@click.option("--refus", "refus", multiple=True, metavar="PERSONNE", help="N'accepte rien d'autre : autre réponse.")
@click.option(
    "--reponse-choisie",
    "choix",
    type=int,
    default=1,
    metavar="RANG",
    help="Écrit la réponse de ce rang, quand plusieurs sont côte à côte.",
)
@click.option(
    "--jour",
    default="",
    metavar="JOUR",
    help="Le jour dont il s'agit (inutile s'il n'y en a qu'un). Pour un autre jour ou une autre heure : après le nom.",
)
@click.option("--de", default="", metavar="HEURE", help="Absence ou perte à partir de cette heure, ce jour-là.")
@click.option("--jusqu-a", default="", metavar="HEURE", help="Absence jusqu'à cette heure, ce jour-là : un retard.")
@options.avec
@options.reponse
@options.heure
@options.out(options.PLANNING_MODIFIE)
@options.time_limit(CHANGE_SECONDS)
@options.seed
@options.reproducible("Le même planning à chaque fois, en un peu plus de temps.")
@click.option("--detail", is_flag=True, help="Affiche aussi chaque niveau : mesure, et preuve ou écart.")
@options.affichage
@options.referentiel
def replan(planning: Path, detail: bool, **arguments: Any) -> int:
    """Refait un planning après un imprévu, en dérangeant le moins possible.

    Sans option, le planning est rendu tel quel, ou, s'il a été retouché à la main, au plus près de ce qui est tapé.
    Le planning lu n'est jamais modifié. La feuille Changements indique quoi signaler à chacun.

    \b
    Exemples :
      tpplanner replan planning.xlsx --absent "FONTAINE Sylvie" --jour 15/06/2027
      tpplanner replan planning.xlsx --jour "Jour 1" --a 10h40 --decalage "Jury 2" 25min
      tpplanner replan planning.xlsx --absent "FONTAINE Sylvie, lundi, 13h" --salle-perdue "Salle 103, mardi"
      tpplanner replan planning.xlsx --jury-interrompu "Jury 2, lundi, 10h40" --decision annuler
      tpplanner replan planning.xlsx --interruption "Questionnaire professionnel, lundi, 9h10" 15min
    """
    from tpplanner.change.statement import Statement
    from tpplanner.commands.replan import replan_planning

    started = time.monotonic()
    budget = options.budget_of(arguments)
    statement = Statement(**{field.name: arguments.pop(field.name) for field in fields(Statement)})
    replanned = replan_planning(planning, statement, budget, follower=following(budget.stop), **arguments)
    for avis in replanned.change.avis:
        say(avis)
    say_issues(replanned.remarques)
    _say_answers(replanned)
    if replanned.report is None:
        return _without_plan(replanned)
    say_change(replanned, le_moins=not replanned.answers[replanned.chosen].ensemble, detail=detail)
    code = say_written(replanned, started)
    say_answers(replanned.reading.session, arguments["reponses"])
    return code


def _say_answers(replanned: "Replanned") -> None:
    """Say the first line of the answer, what is not settled before it, then the others beside it and how to choose."""
    from tpplanner.change.steps.told import first_line, how_little, undecided

    chosen = replanned.answers[replanned.chosen]
    say(first_line(chosen))
    if chosen.undecided:
        say(undecided(chosen))
    if chosen.accords or chosen.reportes:
        say(how_little(chosen))
    if any(demande.autre_jour for demande in chosen.accords):
        say(reponses.CERES)
    if len(replanned.answers) > 1:
        say(reponses.COTE_A_COTE)
        for rang, other in enumerate(replanned.answers, 1):
            say(reponses.choix(rang, first_line(other)))
        again = commande.commande("replan", *_typed(without="choix"), "--reponse-choisie", "…")
        say(reponses.choisie(replanned.chosen + 1, again))


def _without_plan(replanned: "Replanned") -> int:
    """Say why nothing comes of a change, in the session as changed; the exit code."""
    from tpplanner.domain.answers import Infeasible

    if not isinstance(replanned.outcome, Infeasible):
        return say_unfinished(replanned.outcome)
    say(changements.IMPOSSIBLE)
    say_why(replanned.reading, replanned.outcome)
    return ExitCode.INFEASIBLE


def _typed(without: str) -> list[str]:
    """The words after the name of the command, as they were understood, `without` one of its options."""
    context = click.get_current_context()
    words: list[str] = [str(context.params["planning"])]
    for option in (p for p in context.command.params if isinstance(p, click.Option) and p.name in context.params):
        typed = context.params[option.name or ""]
        if option.name == without:
            continue
        if option.is_flag:
            words += option.opts[-1:] if typed else []
        elif context.get_parameter_source(option.name or "") is click.core.ParameterSource.COMMANDLINE:
            for value in typed if option.multiple else (typed,):
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
    avertissements = (*replanned.reading.avertissements, *replanned.change.avertissements)
    say_questions(avertissements, replanned.change.session, "replan", str(written.fichiers[0]))
    return ExitCode.OK


def say_messages(changes: "Changements") -> None:
    """Say who is to be told what, as many as the terminal holds."""
    for message in changes.messages[:SHOWN]:
        say(f"  {message.nom} ({message.en_tant_que})")
        for phrase in message.sentences:
            say(f"    - {phrase}")
    if len(changes.messages) > SHOWN:
        say(changements.et_d_autres(len(changes.messages) - SHOWN))


def say_change(replanned: "Replanned", *, le_moins: bool = False, detail: bool = False) -> None:
    """Say who is to be told what; `le_moins`: whether that is the least; `detail`: each level too."""
    from tpplanner.domain.reglages import PERTURBATION

    changes, atteints = replanned.changements, replanned.report.niveaux if replanned.report else ()
    parties = atteints[: len(PERTURBATION)]
    if changes.aucun:
        say(changements.RIEN)
    else:
        conclusion = changements.le_moins(parties) if le_moins else ""
        say(changements.derangement(changes.a_prevenir, parties, conclusion))
    say_messages(changes)
    niveaux = {niveau.nom: niveau for niveau in replanned.change.session.niveaux}
    for atteint in atteints if detail else ():
        say(commande.niveau_atteint(niveaux[atteint.nom], atteint))


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
@options.time_limit(None, f"Secondes de calcul ({CHANGE_SECONDS} ; {LONGER * CHANGE_SECONDS} avec --appliquer).")
@options.reproducible("Les mêmes places à chaque fois, en un peu plus de temps.")
@options.affichage
@options.referentiel
def places(code: str | None, secondes: int | None, **arguments: Any) -> int:
    """Indique où un candidat pourrait passer, et à quel prix.

    Pour chaque place : jour, heure, jury, ce qu'elle change à la qualité, qui elle déplace. Celles qui ne
    déplacent personne d'autre d'abord, la meilleure en tête. Le planning lu n'est jamais modifié. Le code écrit
    devant une place est celui à donner à --appliquer : il la désigne, elle et aucune autre.

    Code de sortie : 0 si une place est indiquée ou écrite, 5 si aucune n'est trouvée.

    \b
    Exemples :
      tpplanner places planning.xlsx "MOREAU Léa"
      tpplanner places planning.xlsx "MOREAU Léa" "Entretien technique" --appliquer KRTBLM -o nouveau.xlsx
    """
    from tpplanner.commands.places import find_places

    started = time.monotonic()
    arguments["secondes"] = secondes or (CHANGE_SECONDS if code is None else LONGER * CHANGE_SECONDS)
    budget = options.budget_of(arguments)
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    result = find_places(budget=budget, code=code, follower=follower, **arguments)
    every = [place for of_group in result.places for place in of_group.places]
    if code is None:
        _say_places(result)
        if every:
            say(plan_b.appliquer(_to_find_again(), every[0].code, str(result.path)))
        say(commande.duree_totale(time.monotonic() - started))
        return ExitCode.OK if every else ExitCode.UNFINISHED
    if result.place is None or result.replanned is None:
        _say_places(result)
        raise click.UsageError(plan_b.introuvable(code, len(every), sum(g.ouvertes for g in result.places)))
    say(plan_b.PlacesDites(result.change.session).deplacement(result.place))
    say_change(result.replanned)
    return say_written(result.replanned, started)


def _to_find_again() -> list[str]:
    """The words of the command that told the places, but for the file to write; longer, to find them again."""
    arguments = click.get_current_context().params
    words = [str(arguments["planning"]), arguments["candidat"], *filter(None, [arguments["epreuve"]])]
    for option, name in (("--jour", "jour"), ("--a", "maintenant"), ("--affichage", "affichage")):
        if arguments[name]:
            words += [option, arguments[name]]
    if arguments["referentiel"] is not None:
        words += ["--referentiel", str(arguments["referentiel"])]
    if arguments["reproductible"]:
        words.append("--reproductible")
    if (arguments["secondes"] or 0) > CHANGE_SECONDS:
        words += ["--time-limit", str(LONGER * arguments["secondes"])]
    return words


def _say_places(result: "PlacesFound") -> None:
    words = plan_b.PlacesDites(result.change.session)
    for i, of_group in enumerate(result.places):
        for line in ([""] if i else []) + words.lignes(of_group):
            answer(line)
    if any(of_group.places for of_group in result.places):
        say()


@click.command(
    cls=ManyProcesses,
    epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Jour J », puis « Essayer chaque imprévu ».",
)
@options.planning
@options.out("Fichier à écrire (PLANNING-plan-b.xlsx).")
@click.option("--plans", "folder", type=Dossier(), help="Dossier où écrire chaque planning de secours.")
@click.option("--par-jour", is_flag=True, help="Chaque imprévu dure un jour entier, pas une demi-journée.")
@click.option("--avant-convocations", is_flag=True, help="Comme si les convocations n'étaient pas encore envoyées.")
@click.option("--minimal", is_flag=True, help="Chercher d'emblée, de chaque imprévu, le plan qui dérange le moins.")
@options.time_limit(PLAN_B_SECONDS, "Secondes de calcul en tout ({}).")
@options.seed
@options.reproducible("Les mêmes plans à chaque fois ; peut dépasser --time-limit.")
@click.option("--affichage", type=Choix(AFFICHAGES), help="Affiches : numero, prenom ou nom (Session).")
@options.referentiel
def planb(folder: Path | None, affichage: str | None, minimal: bool, par_jour: bool, **arguments: Any) -> int:
    """Avant le jour J : ce que chaque imprévu ferait au planning, un seul à la fois.

    Chaque membre de jury, salle, surveillant, comédien, aide ou responsable manque une demi-journée : le planning
    tient-il, qui est irremplaçable, quelle réserve prévoir. Un classeur et une page, à côté du planning.

    \b
    Exemples :
      tpplanner planb planning.xlsx
      tpplanner planb planning.xlsx --plans secours
    """
    from tpplanner.change.contingency import Effort, processes
    from tpplanner.commands.planb import plan_b_of, write_plan_b, write_plans

    started = time.monotonic()
    budget = options.budget_of(arguments)
    effort = Effort(
        budget.seconds,
        parallel=processes(),
        seed=budget.seed,
        reproducible=budget.reproducible,
        minimal=minimal,
        stop=budget.stop,
    )
    follower = following(budget.stop, commande.ARRET_DU_CALCUL)
    result = plan_b_of(effort=effort, folder=folder, whole_days=par_jour, follower=follower, **arguments)
    _say_plan_b(result.reading.session, result.contingencies)
    written = write_plan_b(result)
    if folder is not None:
        plans = write_plans(result, folder, affichage=affichage)
        say_issues(plans.avertissements)
        say(plan_b.plans_ecrits(len(plans.fichiers), str(folder)))
    say_issues(written.avertissements)
    say(commande.duree_totale(time.monotonic() - started))
    say(plan_b.ecrit([str(path) for path in written.fichiers]))
    return ExitCode.OK


def _say_plan_b(session: "Session", contingencies: "Contingencies") -> None:
    """Three lines; the matrix as plain text; then who cannot be replaced and what to hold in reserve."""
    from tpplanner.export.lists import blocks

    if contingencies.interrupted:
        say(plan_b.INTERROMPU)
    for line in plan_b.en_trois_lignes(session, contingencies):
        say(line)
    say()
    for block in blocks(session, contingencies):
        heads = [f"{day} {moment}" for day, moments in block.days for moment in moments]
        rows = [(f"{row.nom} ({row.role})", [case.words for case in row.cases]) for row in block.rows]
        say(plan_b.tableau(heads, rows))
        say()
    say(plan_b.bilan(contingencies))
    say(plan_b.ENVOYEES if contingencies.sent else plan_b.AVANT_ENVOI)
    for title, lines in (
        (plan_b.TITRE_IRREMPLACABLES, plan_b.irremplacables(session, contingencies)),
        (plan_b.TITRE_RESERVES, plan_b.reserves(session, contingencies)),
    ):
        say(f"{title} :")
        for line in lines:
            say(f"  - {line}")
