"""``tpplanner export``: the documents that people hold, from a planning; ``dates``: what is to be done, and when."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, following, say, say_issues
from tpplanner.cli.french import Chemin, Dossier, Fichier, FrenchCommand, Jour, Liste
from tpplanner.errors import ExitCode, Issue, Severity
from tpplanner.export.documents import Audience, Format
from tpplanner.sheets import CANDIDATS, JOURS, MEMBRES, PLANNING, SESSION
from tpplanner.texts import documents as texte
from tpplanner.texts import echeances as textes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Echeance, Echeancier


AUDIENCES, FORMATS = tuple(a.value for a in Audience), tuple(f.value for f in Format)


@click.command(cls=FrenchCommand)
@options.planning
@click.option("-o", "--output", "folder", type=Dossier(), help="Dossier où écrire (dossier).")
@click.option("--pour", type=Liste(AUDIENCES), default=AUDIENCES, help=f"Pour qui : {', '.join(AUDIENCES)} (tous).")
@click.option("--format", "formats", type=Liste(FORMATS), default=FORMATS, help=f"{', '.join(FORMATS)} (tous).")
@options.affichage
@click.option("--convocation", type=Fichier(), help="Votre lettre aux candidats (.docx).")
@click.option("--convocation-jury", type=Fichier(), help="Votre lettre au jury (.docx).")
@click.option("--malgre-manquements", is_flag=True, help="Écrit les documents d'un planning que le contrôle refuse.")
@options.referentiel
def export(planning: Path, pour: tuple[str, ...], **asked: Any) -> int:
    """Écrit les documents d'une session, d'après son planning : un dossier par destinataire.

    Affiches, feuilles de porte et de jury, convocations, calendriers, page du responsable, journées en image, feuille
    de route, listes, émargements, consignes, dossier d'agrément. Le planning est d'abord contrôlé ; il n'est que lu.

    \b
    Exemples :
      tpplanner export planning.xlsx -o dossier
      tpplanner export planning.xlsx -o dossier --pour affichage,candidat --format pdf
      tpplanner export planning.xlsx -o dossier --pour candidat --convocation "notre lettre.docx"
    """
    from tpplanner.export.agenda import Agenda
    from tpplanner.pipeline import export_planning

    exported = export_planning(planning, pour=pour, follower=following(), **asked)
    session, manquements = exported.reading.session, len(exported.report.violations)
    if exported.written is None:
        say_issues([Issue(Severity.ERROR, texte.manquements(manquements), texte.MANQUEMENTS_CONSEIL)])
        return ExitCode.BREACH
    say_issues(exported.written.avertissements)
    if not session.re_verifie_le and {Audience.AFFICHAGE, Audience.AGREMENT} & set(pour):
        _say_unverified(Agenda(session, exported.reading.edite[0]).avertissements)
    say(texte.ecrits(len(exported.written.fichiers), str(exported.folder)))
    if manquements:
        say_issues([Issue(Severity.WARNING, texte.malgre(manquements), texte.MALGRE_CONSEIL)])
    return ExitCode.OK


def _say_unverified(avertissements: tuple[str, ...]) -> None:
    """What the documents do not tell of the référentiel, and is still to be compared with the RE."""
    if avertissements:
        say_issues([Issue(Severity.WARNING, texte.RE_A_VERIFIER, texte.RE_A_VERIFIER_CONSEIL, SESSION.titre)])
    for text in avertissements:
        say(f"! {text}")


# ``tpplanner dates``: what is late, what comes next, what can no longer be met.


_OF_DATES = (SESSION.titre, JOURS.titre, CANDIDATS.titre, MEMBRES.titre, PLANNING.titre)
"""The sheets that bear on dates: what is wrong in others is told where the session is planned."""


@click.command(cls=FrenchCommand)
@options.classeur
@click.option("--aujourdhui", type=Jour(), metavar="DATE", help="Comme si l'on était ce jour-là.")
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
    from tpplanner.pipeline import workbook_dates, write_dates

    today = aujourdhui or date.today()  # noqa: DTZ011 - the day of whoever asks
    reading, echeancier = workbook_dates(classeur, today, referentiel=referentiel)
    say_issues(issue for issue in reading.avertissements if issue.sheet in ("", *_OF_DATES))
    for line in _told(echeancier, reading.session.referentiel.sigle, reading.session.centre):
        answer(line)
    written = write_dates(reading.session, echeancier, today, page=page, calendar=calendrier)
    say_issues(written.avertissements)
    for path in written.fichiers:
        say(textes.page_ecrite(str(path)) if path.suffix == ".html" else textes.agenda_ecrit(str(path)))
    return ExitCode.OK


def _told(echeancier: "Echeancier", sigle: str, centre: str) -> list[str]:
    """What is printed: the whole in a few lines, then each part, the worst first."""
    from tpplanner.domain.answers import Etat

    lines = [textes.titre(sigle, centre), f"{textes.dates(echeancier)} {textes.compte_de(echeancier)}"]
    lines += [f"* {avis}" for avis in textes.entete(echeancier)]
    for etat in Etat:
        found = echeancier.en_etat(etat)
        lines += ["", textes.TITRES[etat]] if found else []
        for echeance in found:
            lines += _lines(echeance)
    return [*lines, "", textes.bilan(echeancier)]


def _lines(echeance: "Echeance") -> list[str]:
    return [textes.ligne(echeance), *(f"      {detail}" for detail in textes.details_courts(echeance))]
