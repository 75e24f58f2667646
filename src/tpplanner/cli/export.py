"""``tpplanner export``: the documents that people hold, from a planning."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.check import as_of_now
from tpplanner.cli.console import say, say_issues
from tpplanner.cli.french import AFFICHAGES, Choix, Dossier, Fichier, FrenchCommand, Liste
from tpplanner.cli.options import read_referentiel
from tpplanner.errors import ExitCode, Issue, Severity, WorkbookRefused
from tpplanner.export.documents import Audience, Format
from tpplanner.export.files import try_folder
from tpplanner.sheets import SESSION
from tpplanner.texts import commande
from tpplanner.texts import documents as texte

if TYPE_CHECKING:
    from tpplanner.export.agenda import Agenda

AUDIENCES, FORMATS = tuple(a.value for a in Audience), tuple(f.value for f in Format)


@click.command(cls=FrenchCommand)
@click.argument("planning", type=Fichier(), metavar="PLANNING")
@click.option("-o", "--output", "dossier", type=Dossier(), default=None, help="Dossier où écrire (dossier).")
@click.option("--pour", type=Liste(AUDIENCES), default=AUDIENCES, help=f"Pour qui : {', '.join(AUDIENCES)} (tous).")
@click.option("--format", "formats", type=Liste(FORMATS), default=FORMATS, help=f"{', '.join(FORMATS)} (tous).")
@click.option("--affichage", type=Choix(AFFICHAGES), default=None, help="Affiche : numero, prenom ou nom (Session).")
@click.option("--convocation", "modele", type=Fichier(), default=None, help="Votre lettre aux candidats (.docx).")
@click.option("--convocation-jury", "modele_jury", type=Fichier(), default=None, help="Votre lettre au jury (.docx).")
@click.option("--malgre-manquements", is_flag=True, help="Écrit les documents d'un planning que le contrôle refuse.")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
def export(
    planning: Path,
    dossier: Path | None,
    pour: tuple[str, ...],
    formats: tuple[str, ...],
    affichage: str | None,
    modele: Path | None,
    modele_jury: Path | None,
    malgre_manquements: bool,
    referentiel: Path | None,
) -> int:
    """Écrit les documents d'une session, d'après son planning : un dossier par destinataire.

    Affiches, feuilles de porte et de jury, convocations, calendriers, page du responsable, journées en image, feuille
    de route, listes, émargements, consignes, dossier d'agrément. Le planning est d'abord contrôlé ; il n'est que lu.

    \b
    Exemples :
      tpplanner export planning.xlsx -o dossier
      tpplanner export planning.xlsx -o dossier --pour affichage,candidat --format pdf
      tpplanner export planning.xlsx -o dossier --pour candidat --convocation "notre lettre.docx"
    """
    from tpplanner.audit import check
    from tpplanner.export.agenda import Agenda
    from tpplanner.pipeline import missing_for_documents, write_documents
    from tpplanner.workbook.reader import read_session

    reading = read_session(planning, read_referentiel(referentiel))
    if not reading.edite:
        raise WorkbookRefused(Issue(Severity.ERROR, commande.AUCUN_PLANNING))
    say_issues((*reading.avertissements, *missing_for_documents(reading, pour)))
    for edition in reading.editions:
        say(commande.edition(edition.message, edition.cell))
    plan = reading.edite[0]
    report = check(as_of_now(reading), plan)
    if not report.conforme and not malgre_manquements:
        say_issues([Issue(Severity.ERROR, texte.manquements(len(report.violations)), texte.MANQUEMENTS_CONSEIL)])
        return ExitCode.BREACH
    folder = dossier or planning.with_name("dossier")
    try_folder(folder, "-o")
    written = write_documents(
        folder,
        reading,
        plan,
        report,
        pour=pour,
        formats=formats,
        affichage=affichage,
        convocation=modele,
        convocation_jury=modele_jury,
        classeur=planning.name,
        malgre_manquements=malgre_manquements,
    )
    say_issues(written.avertissements)
    if not reading.session.re_verifie_le and {Audience.AFFICHAGE, Audience.AGREMENT} & set(pour):
        _say_unverified(Agenda(reading.session, plan))
    say(texte.ecrits(len(written.fichiers), str(folder)))
    if not report.conforme:
        say_issues([Issue(Severity.WARNING, texte.malgre(len(report.violations)), texte.MALGRE_CONSEIL)])
    return ExitCode.OK


def _say_unverified(agenda: "Agenda") -> None:
    """What the documents do not tell of the référentiel, and is still to be compared with the RE."""
    if agenda.avertissements:
        say_issues([Issue(Severity.WARNING, texte.RE_A_VERIFIER, texte.RE_A_VERIFIER_CONSEIL, SESSION.titre)])
    for text in agenda.avertissements:
        say(f"! {text}")
