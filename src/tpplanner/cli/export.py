"""``tpplanner export``: the documents that people hold, from a planning."""

from pathlib import Path
from typing import Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import following, say, say_issues
from tpplanner.cli.french import Dossier, Fichier, FrenchCommand, Liste
from tpplanner.errors import ExitCode, Issue, Severity
from tpplanner.export.documents import Audience, Format
from tpplanner.sheets.session import SESSION
from tpplanner.texts import documents as texte

AUDIENCES, FORMATS = tuple(a.value for a in Audience), tuple(f.value for f in Format)


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'un planning, « Documents ».")
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
