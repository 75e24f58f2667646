"""``tpplanner check``: judge a planning, ours or edited by hand."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tpplanner.cli import options
from tpplanner.cli.console import answer, say, say_issues
from tpplanner.cli.french import FrenchCommand
from tpplanner.errors import ExitCode
from tpplanner.texts import commande, fautes

if TYPE_CHECKING:
    from tpplanner.domain.answers import Reading, Violation


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
    from tpplanner.pipeline import check_planning

    checked = check_planning(planning, referentiel=referentiel, avec=avec)
    reading, violations = checked.reading, checked.report.violations
    say_issues(checked.remarques)
    for edition in reading.editions:
        answer(commande.edition(edition.message, edition.cell))
    laisses = reading.session.non_places
    for laisse in laisses:
        cells = [reading.cells[key] for key in (("non_places", laisse.candidat.id),) if key in reading.cells]
        answer(commande.manquement(fautes.manquement(laisse.candidat.nom_complet), (), cells))
    for violation in violations:
        answer(_told(reading, violation))
    answer(commande.manquements(len(violations) + len(laisses)))
    if violations:
        say(commande.replan_corrige(*map(str, (planning, *avec))))
    return ExitCode.BREACH if violations or laisses else ExitCode.OK


def _told(reading: "Reading", violation: "Violation") -> str:
    from tpplanner.steps import where_broken

    return commande.manquement(fautes.phrase(reading.session, violation), *where_broken(reading, violation))
