"""Writing the input sheets (XlsxWriter): a new workbook to fill, or the copy of the inputs beside a planning."""

import errno
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre, Session
from tpplanner.errors import CannotWrite, Issue, Severity, UserError
from tpplanner.referentiels import dump, find
from tpplanner.sheets import COMEDIENS, FEUILLES, LISEZ_MOI, Feuille, Forme
from tpplanner.texts import commande, modele
from tpplanner.texts.message import Texte
from tpplanner.workbook.candidats_list import read_candidats_list
from tpplanner.workbook.contents import Contents, blank_contents, contents_of
from tpplanner.workbook.example import agrement_session, example_session
from tpplanner.workbook.template.lists import lists_of, write_lists
from tpplanner.workbook.template.page import Formats
from tpplanner.workbook.template.sheet import (
    Desk,
    rows_in,
    write_form,
    write_lisez_moi,
    write_referentiel,
    write_table,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CREATED = datetime(2000, 1, 1)
"""The date in the file's properties: the same content is always the same file."""


def write_template(
    path: str | Path,
    referentiel: Referentiel,
    *,
    exemple: bool = False,
    candidats: str | Path | None = None,
    fictif: int | None = None,
    genre: Genre = Genre.TITRE,
    complet: bool = False,
) -> str:
    """Write a workbook to fill for a titre; answer what there is to say of it (empty, or columns taken for what).

    `exemple` fills it with invented people, so that it can be planned as it is; `fictif` with that many unnamed
    candidats and juries, for an agrément file; `candidats` takes the names from a list that the centre has (.xlsx or
    .csv). Sheets that a first planning needs, or that have something to hold, are written; all of them if `complet`.
    Raises CannotWrite, also where the file exists: it may be one that somebody has been filling; UserError
    where the list cannot be read.
    """
    told = ""
    if fictif is not None:
        contents = contents_of(agrement_session(referentiel, fictif))
    elif exemple:
        contents = contents_of(example_session(referentiel))
    else:
        contents = blank_contents(referentiel, genre)
    if candidats is not None:
        liste = read_candidats_list(candidats)
        contents |= {"candidats": liste.rows, "liens": []}
        told = "\n".join([liste.told, *map(commande.probleme, liste.notes.avertissements)])
    save_new(Path(path), workbook_bytes(referentiel, contents, complet=complet))
    return told


def write_session(path: str | Path, session: Session) -> None:
    """Write a workbook to fill that holds a session, but for its pins; raises CannotWrite, also where it exists."""
    save_new(Path(path), workbook_bytes(session.referentiel, contents_of(session)))


def workbook_bytes(referentiel: Referentiel, contents: Contents, *, complet: bool = True) -> bytes:
    """A workbook of input sheets, to be filled further: all of them, or those of a first planning and those filled."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import, and only writers need it

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as workbook:
        workbook.set_properties({"created": CREATED})
        feuilles = FEUILLES if complet else tuple(f for f in FEUILLES if _is_needed(f, referentiel, contents))
        _write(workbook, referentiel, contents, feuilles, footer=referentiel.sigle, live=True)
    return target.getvalue()


def write_input_sheets(workbook: "Workbook", session: Session, *, footer: str = "") -> None:
    """Add to a workbook the input sheets filled from a session, as values: read again, they give an equal session.

    (Its pins and reference plan excepted, which stand in *Planning*.) `footer` says for whom the pages are.
    """
    write_contents(workbook, session.referentiel, contents_of(session), footer=footer)


def write_contents(workbook: "Workbook", referentiel: Referentiel, contents: Contents, *, footer: str = "") -> None:
    """Add to a workbook the input sheets with these rows, as values."""
    _write(workbook, referentiel, contents, FEUILLES, footer=footer, live=False)


def _is_needed(feuille: Feuille, referentiel: Referentiel, contents: Contents) -> bool:
    """Whether a first planning needs a sheet: every one does, the titre does, or something stands there."""
    played = feuille is COMEDIENS and any(epreuve.comedien for epreuve in referentiel.epreuves())
    return feuille.premiere or played or any(any(row.values()) for row in rows_in(contents, feuille))


def _write(
    workbook: "Workbook",
    referentiel: Referentiel,
    contents: Contents,
    feuilles: Sequence[Feuille],
    *,
    footer: str,
    live: bool,
) -> None:
    lists = lists_of(referentiel, contents, feuilles, live=live)
    desk = Desk(workbook, Formats(workbook), lists, footer, live=live)
    absentes = [feuille.titre for feuille in FEUILLES if feuille not in feuilles]
    for feuille in feuilles:
        rows = rows_in(contents, feuille)
        if feuille is LISEZ_MOI:
            write_lisez_moi(desk, referentiel, absentes)
        elif feuille.forme is Forme.FICHE:
            write_form(desk, feuille, rows[0] if rows else {})
        else:
            write_table(desk, feuille, rows, referentiel)
    write_lists(workbook, lists, contents)
    if not _is_shipped(referentiel):
        write_referentiel(desk, dump(referentiel))


def _is_shipped(referentiel: Referentiel) -> bool:
    try:
        return find(referentiel.sigle, referentiel.millesime) == referentiel
    except UserError:
        return False


def save_new(path: Path, contents: bytes) -> None:
    """Write a file that does not exist yet, whole or not at all; raises CannotWrite."""
    try:
        target = path.open("xb")
    except FileExistsError:
        raise _cannot_write(modele.existe_deja(path.name)) from None
    except (OSError, ValueError):
        raise _cannot_write(modele.non_ecrit(path.name)) from None
    try:
        with target:
            target.write(contents)
    except OSError as error:
        path.unlink(missing_ok=True)
        full = error.errno == errno.ENOSPC
        raise _cannot_write(modele.disque_plein(path.name) if full else modele.non_ecrit(path.name)) from None


def _cannot_write(texte: Texte) -> CannotWrite:
    return CannotWrite(Issue(Severity.ERROR, texte.message, texte.conseil))
