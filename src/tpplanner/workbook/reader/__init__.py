"""Reading a workbook: its session, and the planning that it holds if any. Everything to say is said at once."""

from dataclasses import replace
from pathlib import Path

from tpplanner.domain.integrity import faults
from tpplanner.domain.reading import Reading
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Session
from tpplanner.errors import Bug
from tpplanner.sheets import FEUILLES_PRODUITES, LISTES, SESSION
from tpplanner.sheets.annee import ANNEE
from tpplanner.texts import affichage, lecture, plan_b
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.reader.assemble import read_input_sheets
from tpplanner.workbook.reader.grid import open_book
from tpplanner.workbook.reader.notes import Notes, PatientNotes
from tpplanner.workbook.reader.planning import read_planning
from tpplanner.workbook.reader.source import Source
from tpplanner.workbook.reader.table import Sheets


def read_session(
    path: str | Path,
    referentiel: Referentiel | None = None,
    *,
    dates_only: bool = False,
    avant: Session | None = None,
) -> Reading:
    """What a workbook tells: the session, warnings, the planning as written and as edited, and where all of it stands.

    `referentiel` takes the place of the one that the workbook names. `dates_only` reads what there is of a session,
    which must have days: where people, rooms or the référentiel are missing, it cannot be planned. Candidats whose
    number is not typed keep that of `avant`, the same session as it was planned before. Raises
    WorkbookRefused, with every issue, where the file is no workbook or where no session can be built from it. The
    file is only read.
    """
    checked = read_checked(Path(path))
    notes = PatientNotes(list(checked.avertissements)) if dates_only else Notes(list(checked.avertissements))
    sheets = Sheets(open_book(checked, notes, (LISTES, *FEUILLES_PRODUITES)), notes)
    sheets.refuse_another_kind(SESSION, ANNEE.titre, lecture.CLASSEUR_D_ANNEE)
    sheets.refuse_another_kind(SESSION, affichage.FEUILLE, lecture.affiche(Path(path).name))
    sheets.refuse_another_kind(SESSION, plan_b.TITRE, lecture.PLAN_B)
    sheets.warn_of_unknown_sheets()
    source = Source(sheets, notes, avant=avant)
    session = read_input_sheets(source, referentiel)
    planning = read_planning(source, session)
    session = replace(session, pins=planning.pins)
    found = faults(session)
    if found and not dates_only:
        raise Bug("; ".join(found))
    return Reading(
        session,
        notes.avertissements,
        planning.ecrit,
        planning.edite,
        planning.editions,
        source.cells,
        planning.lignes,
        planning.commence,
    )


__all__ = ["read_session"]
