"""A session's workbook written anew from elsewhere than Excel: whether anything of it would be lost, and its bytes."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.domain.session import Session
from tpplanner.sheets.session import FEUILLES, LISTES
from tpplanner.workbook.grid import load
from tpplanner.workbook.guard import Checked, read_checked
from tpplanner.workbook.template import feuilles_for, sheets_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook


def carried(old: Session, new: Session) -> Session:
    """A session typed anew, with what the old one had on other sheets: jurys, links, convocations, réglages.

    What names somebody, or a day, that is gone goes with them.
    """
    membres = {m.id for m in new.membres}
    candidats = {c.id for c in new.candidats}
    everybody = membres | candidats | {p.id for p in new.personnes}
    dates = {jour.date for jour in new.jours}
    return replace(
        new,
        jurys=tuple(jury for jury in old.jurys if membres.issuperset(jury.membres)),
        liens=tuple(lien for lien in old.liens if lien.candidat in candidats and lien.membre in membres),
        convocations=tuple(c for c in old.convocations if c.personne in everybody and c.jour in dates),
        reglages=old.reglages,
    )


def holds_more(path: Path, session: Session) -> bool:
    """Whether a workbook holds anything that its session does not tell: a remark, a colour, a formula.

    It is compared, cell by cell, with the one that tpplanner would write of that session.
    """
    checked = read_checked(path)
    if checked.contenu == sheets_bytes(session, feuilles_for(session)):
        return False
    there = load(checked, lambda _: None, data_only=False, whole=True)
    known = {feuille.titre: feuille for feuille in FEUILLES}
    kept = tuple(known[titre] for titre in there.sheetnames if titre in known)
    ours = load(Checked(sheets_bytes(session, kept), frozenset()), lambda _: None, data_only=False, whole=True)
    return there.sheetnames != ours.sheetnames or any(
        _held(there, titre) != _held(ours, titre) for titre in there.sheetnames if titre != LISTES
    )


def _held(book: "Workbook", titre: str) -> dict[str, tuple[Any, ...]]:
    """What a person sees of each cell of a sheet that holds something, and what lies over its cells."""
    sheet: Any = book[titre]
    over = {"": (len(sheet._images), len(sheet._charts))}  # noqa: SLF001 - no public way to them
    return over | {
        cell.coordinate: (cell.value, cell.comment and cell.comment.text, *_looks(cell))
        for cell in sheet._cells.values()  # noqa: SLF001 - every public way to them makes those between as well
        if cell.value not in (None, "") or cell.comment
    }


def _looks(cell: Any) -> tuple[Any, ...]:
    colour = cell.font.color.rgb if cell.font.color is not None and cell.font.color.type == "rgb" else None
    filled = cell.fill.fgColor.rgb if cell.fill.fill_type else None
    return filled, colour if colour != "FF000000" else None, bool(cell.font.b), bool(cell.font.strike)


def rewritten(path: Path, session: Session) -> bytes:
    """That workbook with another session: the sheets that it has, and those that are needed."""
    checked = read_checked(path)
    there = set(load(checked, lambda _: None, data_only=True).sheetnames)
    needed = feuilles_for(session)
    return sheets_bytes(session, tuple(f for f in FEUILLES if f in needed or f.titre in there))
