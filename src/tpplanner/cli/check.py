"""``tpplanner check``: judge a planning, ours or edited by hand."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli.console import answer, say, say_issues
from tpplanner.cli.french import Fichier, FrenchCommand
from tpplanner.cli.options import avec_option, read_others, read_referentiel
from tpplanner.errors import ExitCode, Issue, Severity, WorkbookRefused
from tpplanner.texts import commande, fautes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Reading, Violation
    from tpplanner.domain.session import Session


@click.command(cls=FrenchCommand)
@click.argument("planning", type=Fichier(), metavar="PLANNING")
@click.option("--referentiel", type=Fichier(), default=None, help="Référentiel du centre (.toml ou .xlsx).")
@avec_option
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
    from tpplanner.audit import check as judge
    from tpplanner.change.beside import beside, shared_responsables
    from tpplanner.diagnosis.capacity import beside_given
    from tpplanner.pipeline import on_public_holidays, without_margin
    from tpplanner.workbook.reader import read_session

    reading = read_session(planning, read_referentiel(referentiel))
    if not reading.edite:
        raise WorkbookRefused(Issue(Severity.ERROR, commande.AUCUN_PLANNING))
    others = read_others(avec, planning, reading)
    session, taken = beside(reading.session, others)
    reading = replace(reading, session=session)
    shared = shared_responsables(session, reading.edite[0], others)
    known = (*reading.avertissements, *on_public_holidays(reading))
    given, pressed = beside_given(session, reading.edite[0]), without_margin(reading, reading.edite[0])
    say_issues((*known, *taken, *shared, *given, *pressed))
    for edition in reading.editions:
        answer(commande.edition(edition.message, edition.cell))
    report = judge(as_of_now(reading), reading.edite[0])
    laisses = reading.session.non_places
    for laisse in laisses:
        cells = [reading.cells[key] for key in (("non_places", laisse.candidat.id),) if key in reading.cells]
        answer(commande.manquement(fautes.manquement(laisse.candidat.nom_complet), (), cells))
    for violation in report.violations:
        answer(_told(reading, violation))
    answer(commande.manquements(len(report.violations) + len(laisses)))
    if report.violations:
        say(commande.replan_corrige(*map(str, (planning, *avec))))
    return ExitCode.OK if report.conforme and not laisses else ExitCode.BREACH


def as_of_now(reading: "Reading") -> "Session":
    """The session; where *Statut* says that something has begun, at that moment, all that has begun being history."""
    from tpplanner.domain.plan import Travail

    moments = [e.debut + timedelta(minutes=1) for e in reading.commence]
    # a jury reads and corrects to the end what it has begun, even for a candidat who then passes before another
    moments += [e.fin for e in reading.commence if isinstance(e, Travail)]
    if not moments:
        return reading.session
    return replace(reading.session, maintenant=max(moments), reference=(reading.edite[0],))


def _told(reading: "Reading", violation: "Violation") -> str:
    from tpplanner.texts.fautes import phrase

    rows = sorted({row for element in violation.elements for row in reading.lignes.get(element, ())})
    return commande.manquement(phrase(reading.session, violation), rows, _cells(reading, violation))


def _cells(reading: "Reading", violation: "Violation") -> list[str]:
    """The cells of the input sheets in which the subject of a breach is named."""
    cells = []
    for id_ in violation.sujet:
        found = (cell for key, cell in reading.cells.items() if len(key) > 1 and key[1] == id_)
        cells += [cell for cell in [next(found, None)] if cell is not None]
    return list(dict.fromkeys(cells))
