"""Workbooks to read: written from a session, then changed cell by cell as people (or accidents) do."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from tpplanner.domain.session import Session
from tpplanner.sheets import FEUILLES, PLANNING_COMPLET, Feuille, Forme
from tpplanner.workbook.example import example_session
from tpplanner.workbook.template import workbook_bytes
from tpplanner.workbook.template.contents import contents_of
from tpplanner.workbook.template.lists import FIRST_ROW

BY_KEY: dict[str, Feuille] = {feuille.cle: feuille for feuille in (*FEUILLES, PLANNING_COMPLET)}


def write(path: Path, session: Session) -> Path:
    """The workbook of a session."""
    path.write_bytes(workbook_bytes(session.referentiel, contents_of(session)))
    return path


def example(path: Path, referentiel: object) -> Path:
    """The example workbook of a titre."""
    return write(path, example_session(referentiel))


def address(cle: str, champ: str, rank: int = 0) -> str:
    """The cell of a field: of a form, or of a row of a table (from 0)."""
    feuille = BY_KEY[cle]
    champs = [colonne.champ for colonne in feuille.colonnes]
    if feuille.forme is Forme.TABLE:
        return f"{get_column_letter(champs.index(champ) + 1)}{FIRST_ROW + 1 + rank}"
    before = feuille.colonnes[: champs.index(champ) + 1]
    return f"B{2 + len(before) + sum(bool(c.rubrique) for c in before)}"


def change(path: Path, changes: Mapping[tuple[str, str, int], object]) -> Path:
    """Type values in cells: ``{("candidats", "vae", 2): "oui"}``."""
    book = openpyxl.load_workbook(path)
    for (cle, champ, rank), value in changes.items():
        cell = book[BY_KEY[cle].titre][address(cle, champ, rank)]
        cell.value = value
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "f"
    book.save(path)
    return path


def opened(path: Path) -> Workbook:
    """The workbook, to be changed and saved again."""
    return openpyxl.load_workbook(path)
