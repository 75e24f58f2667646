"""A planning as it stands: ``tpplanner check`` judges it, ``export`` writes its documents, ``dates`` its échéances."""

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, following, say, say_granted, say_issues, say_questions
from tpplanner.cli.french import Chemin, Choices, Date, Dossier, Fichier, FrenchCommand
from tpplanner.errors import ExitCode, Issue, Severity
from tpplanner.export.documents import Audience, Format
from tpplanner.sheets.session import CANDIDATS, JOURS, MEMBRES, PLANNING, SESSION
from tpplanner.texts import classeur, commande, documents, echeances, fautes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Echeance, Echeancier


@click.command(
    cls=FrenchCommand,
    epilog="Sans terminal (tpplanner ouvrir) : « Contrôler un planning », et la page de chaque planning.",
)
@options.planning
@options.referentiel
@options.avec
def check(planning: Path, referentiel: Path | None, avec: tuple[Path, ...]) -> int:
    """Contrôle un planning, règle par règle, même retouché à la main.

    Chaque manquement est signalé avec ses lignes et ses cellules. Le fichier n'est que lu. Code de sortie : 0 sans
    manquement, 1 sinon.

    \b
    Exemples :
      tpplanner check planning.xlsx
      tpplanner check "planning retouché.xlsx"
      tpplanner check planning-2.xlsx --avec planning.xlsx
    """
    from tpplanner.commands.check import check_planning
    from tpplanner.workbook.breaches import where_broken

    checked = check_planning(planning, referentiel=referentiel, avec=avec)
    reading, violations = checked.reading, checked.report.violations
    say_issues(issue for issue in checked.remarques if issue.severity is not Severity.QUESTION)
    say_granted(reading.session)
    for edition in reading.editions:
        answer(commande.edition(edition.message, edition.cell))
    non_places = reading.session.non_places
    for non_place in non_places:
        cells = [reading.cells[key] for key in (("non_places", non_place.candidat.id),) if key in reading.cells]
        answer(commande.manquement(fautes.manquement(non_place.candidat.nom_complet), (), (), cells))
    for violation, where in zip(violations, where_broken(reading, checked.report), strict=True):
        answer(commande.manquement(fautes.phrase(reading.session, violation), *astuple(where)))
    for constat in checked.report.constats:
        answer(classeur.CONSTATE.format(phrase=fautes.phrase(reading.session, constat)))
    answer(commande.manquements(len(violations) + len(non_places)))
    say_questions(checked.remarques, reading.session, "replan", str(planning))
    if violations:
        say(commande.replan_corrige(*map(str, (planning, *avec))))
    return ExitCode.BREACH if violations or non_places else ExitCode.OK


_OF_DATES = (SESSION.titre, JOURS.titre, CANDIDATS.titre, MEMBRES.titre, PLANNING.titre)
"""The sheets that bear on dates: what is wrong in others is told where the session is planned."""


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'une session, « Échéances ».")
@options.classeur
@click.option("--aujourdhui", type=Date(), metavar="DATE", help="Comme si l'on était ce jour-là.")
@click.option("--page", type=Chemin(".html"), help="Écrit aussi une page à lire ou à imprimer (.html).")
@click.option("--calendrier", type=Chemin(".ics"), help="Écrit aussi un calendrier (.ics).")
@options.referentiel
def dates(
    classeur: Path, aujourdhui: date | None, page: Path | None, calendrier: Path | None, referentiel: Path | None
) -> int:
    """Indique ce qu'il faut faire autour d'une session, et pour quand.

    CLASSEUR est un classeur, même rempli en partie (il faut des jours), ou mieux un planning, qui connaît le premier et
    le dernier jour. Ce qui est en retard vient d'abord, puis la suite. Rien n'est modifié.

    \b
    Exemples :
      tpplanner dates planning.xlsx
      tpplanner dates session.xlsx --calendrier session.ics --page session.html
    """
    from tpplanner.commands.dates import workbook_dates, write_dates

    today = aujourdhui or date.today()  # noqa: DTZ011 - the day of whoever asks
    reading, echeancier = workbook_dates(classeur, today, referentiel=referentiel)
    say_issues(issue for issue in reading.avertissements if issue.sheet in ("", *_OF_DATES))
    for line in _lines_of(echeancier, reading.session.referentiel.sigle, reading.session.centre):
        answer(line)
    written = write_dates(reading.session, echeancier, today, page=page, calendar=calendrier)
    say_issues(written.avertissements)
    for path in written.fichiers:
        say(echeances.page_ecrite(str(path)) if path.suffix == ".html" else echeances.agenda_ecrit(str(path)))
    return ExitCode.OK


def _lines_of(echeancier: "Echeancier", sigle: str, centre: str) -> list[str]:
    """What is printed: the whole in a few lines, then each part, the worst first."""
    from tpplanner.domain.answers import Etat

    lines = [echeances.titre(sigle, centre), f"{echeances.dates(echeancier)} {echeances.compte_de(echeancier)}"]
    lines += [f"* {avis}" for avis in echeances.entete(echeancier)]
    for etat in Etat:
        of_state = echeancier.en_etat(etat)
        lines += ["", echeances.TITRES[etat]] if of_state else []
        for echeance in of_state:
            lines += _lines(echeance)
    return [*lines, "", echeances.bilan(echeancier)]


def _lines(echeance: "Echeance") -> list[str]:
    return [echeances.ligne(echeance), *(f"      {detail}" for detail in echeances.details_courts(echeance))]


AUDIENCES, FORMATS = tuple(a.value for a in Audience), tuple(f.value for f in Format)


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Documents ».")
@options.planning
@click.option("-o", "--output", "folder", type=Dossier(), help="Dossier où écrire (dossier).")
@click.option("--pour", type=Choices(AUDIENCES), default=AUDIENCES, help=f"Pour qui : {', '.join(AUDIENCES)} (tous).")
@click.option("--format", "formats", type=Choices(FORMATS), default=FORMATS, help=f"{', '.join(FORMATS)} (tous).")
@options.affichage
@click.option("--convocation", type=Fichier(), help="Votre lettre aux candidats (.docx).")
@click.option("--convocation-jury", type=Fichier(), help="Votre lettre au jury (.docx).")
@click.option(
    "--changements",
    is_flag=True,
    help="Après un imprévu : ce qu'il faut refaire, pour qui est à prévenir, et rien d'autre.",
)
@click.option("--malgre-manquements", is_flag=True, help="Écrit les documents d'un planning que le contrôle refuse.")
@options.referentiel
def export(planning: Path, pour: tuple[str, ...], **arguments: Any) -> int:
    """Écrit les documents d'une session, d'après son planning : un dossier par destinataire.

    Affiches, feuilles de porte et de jury, convocations, calendriers, page du responsable, journées en image, feuille
    de route, listes, émargements, consignes, dossier d'agrément. Le planning est d'abord contrôlé ; il n'est que lu.

    \b
    Exemples :
      tpplanner export planning.xlsx -o dossier
      tpplanner export planning.xlsx -o dossier --pour affichage,candidat --format pdf
      tpplanner export planning.xlsx -o dossier --pour candidat --convocation "notre lettre.docx"
      tpplanner export planning-modifié.xlsx --changements
    """
    from tpplanner.commands.export import export_planning
    from tpplanner.export.agenda import Agenda

    exported = export_planning(planning, pour=pour, follower=following(), **arguments)
    session, manquements = exported.reading.session, len(exported.report.violations)
    if exported.written is None:
        say_issues([Issue(Severity.ERROR, documents.manquements(manquements), documents.MANQUEMENTS_CONSEIL)])
        return ExitCode.BREACH
    say_issues(exported.written.avertissements)
    agenda = Agenda(session, exported.reading.edite[0])
    if not agenda.verifiees and {Audience.AFFICHAGE, Audience.AGREMENT} & set(pour):
        for text in agenda.avertissements:
            say(f"! {text}")
    say(documents.ecrits(len(exported.written.fichiers), str(exported.folder)))
    if manquements:
        say_issues([Issue(Severity.WARNING, documents.malgre(manquements), documents.MALGRE_CONSEIL)])
    return ExitCode.OK
