"""Writing the sheets of a year: a new workbook to fill, an example, or a copy beside a programmation."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.referentiels import find
from tpplanner.sheets import Forme
from tpplanner.sheets.annee import FEUILLES_ANNEE
from tpplanner.workbook.annee_contents import annee_contents, blank_annee
from tpplanner.workbook.annee_example import EXAMPLE_TITRES, example_annee
from tpplanner.workbook.contents import Contents
from tpplanner.workbook.template import CREATED, save_new, write_template
from tpplanner.workbook.template.lists import Lists, choices_of, write_lists
from tpplanner.workbook.template.page import Formats
from tpplanner.workbook.template.sheet import Desk, write_form, write_table

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def write_annee_template(path: str | Path, year: int, *, exemple: bool = False) -> tuple[Path, ...]:
    """Write a workbook of a year to fill; the files written.

    `exemple` fills it with invented people, and writes beside it the session workbook of each titre that it names.
    Raises CannotWrite, also where a file exists.
    """
    target = Path(path)
    if not exemple:
        save_new(target, annee_bytes(blank_annee(date(year, 1, 1), date(year, 12, 31))))
        return (target,)
    annee = example_annee(year)
    save_new(target, annee_bytes(annee_contents(annee)))
    models = []
    for titre in annee.titres:
        model = target.with_name(titre.modele)
        if not model.exists():
            write_template(model, find(EXAMPLE_TITRES[titre.id]), exemple=True)
            models.append(model)
    return (target, *models)


def annee_bytes(contents: Contents) -> bytes:
    """A workbook of a year, to be filled further."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import, and only writers need it

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as workbook:
        workbook.set_properties({"created": CREATED})
        write_annee_sheets(workbook, contents, live=True)
    return target.getvalue()


def write_annee_sheets(workbook: "Workbook", contents: Contents, *, footer: str = "", live: bool = False) -> None:
    """Add the sheets of a year to a workbook; `live` with empty rows to fill."""
    lists = Lists(choices_of(FEUILLES_ANNEE))
    desk = Desk(workbook, Formats(workbook), lists, footer, live=live)
    for feuille in FEUILLES_ANNEE:
        rows = contents.get(feuille.cle, [])
        if feuille.forme is Forme.FICHE:
            write_form(desk, feuille, rows[0] if rows else {})
        else:
            write_table(desk, feuille, rows)
    write_lists(workbook, lists, contents)
