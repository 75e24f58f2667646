"""``tpplanner dates``: the échéances of a session, what is late, what comes next, what can no longer be met."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, say, say_issues
from tpplanner.cli.french import Chemin, FrenchCommand, Jour
from tpplanner.errors import ExitCode
from tpplanner.sheets.session import CANDIDATS, JOURS, MEMBRES, PLANNING, SESSION
from tpplanner.texts import echeances as textes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Echeance, Echeancier


_OF_DATES = (SESSION.titre, JOURS.titre, CANDIDATS.titre, MEMBRES.titre, PLANNING.titre)
"""The sheets that bear on dates: what is wrong in others is told where the session is planned."""


@click.command(cls=FrenchCommand, epilog="Sans terminal (tpplanner ouvrir) : la page d'une session, « Échéances ».")
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
