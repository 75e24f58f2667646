"""``tpplanner export``: what people hold."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tpplanner.audit import check
from tpplanner.commands.check import DOSSIER, poster_of_another
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import write_documents
from tpplanner.commands.reading import planned_before, read_planning
from tpplanner.commands.remarks import (
    called_though_declined,
    missing_for_documents,
    not_handed,
    seen_on_the_wall,
    still_to_agree,
)
from tpplanner.domain.answers import Reading, Report
from tpplanner.errors import Misused
from tpplanner.export.standing import same_session
from tpplanner.files.place import try_folder
from tpplanner.files.writing import Written
from tpplanner.texts import commande
from tpplanner.workbook.breaches import as_of_now
from tpplanner.workbook.marks import read_marks


@dataclass(frozen=True, slots=True)
class Exported:
    """The documents of the planning of `reading`; none `written` where the check refuses it."""

    reading: Reading
    report: Report
    folder: Path
    written: Written | None = None


def export_planning(
    planning: Path,
    folder: Path | None = None,
    *,
    pour: Collection[str] = (),
    malgre_manquements: bool = False,
    changements: bool = False,
    referentiel: Path | None = None,
    follower: Follower = NOBODY,
    **wished: Any,
) -> Exported:
    """Judge a planning, and write its documents into `folder` (``dossier``), as `write_documents` does.

    `changements` as it takes it; raises Misused where no change made the planning.
    """
    reading = read_planning(planning, referentiel)
    stale = poster_of_another(planning, reading)
    missing = (*missing_for_documents(reading, pour), *called_though_declined(reading), *not_handed(reading))
    shown = seen_on_the_wall(reading.session, reading.edite[0]) if not pour or "affichage" in pour else ()
    follower.warn((*reading.avertissements, *still_to_agree(reading), *missing, *stale, *shown))
    for edition in reading.editions:
        follower.say(commande.edition(edition.message, edition.cell))
    plan, change = reading.edite[0], reading.changements
    if changements and not (change.messages or change.affiches):
        raise Misused(commande.SANS_CHANGEMENT)
    folder = folder or planning.with_name(DOSSIER)
    answer = Exported(reading, check(as_of_now(reading), plan), folder)
    if not answer.report.conforme and not malgre_manquements:
        return answer
    try_folder(folder, "-o")
    wished |= {
        "pour": pour,
        "changements": changements,
        "avant": _before(planning, reading),
        "malgre_manquements": malgre_manquements,
        "classeur": planning.name,
    }
    return replace(answer, written=write_documents(folder, reading, plan, answer.report, **wished))


def _before(planning: Path, reading: Reading) -> Reading | None:
    """The planning of which this one is a change, where it stands beside it."""
    avant = read_marks(planning).avant
    before = planned_before(planning.with_name(avant)) if avant and avant != planning.name else None
    return before if before and before.ecrit and same_session(before.session, reading.session) else None
