"""What is taken into the form of a session: a pasted list, shown first, or what another session has; nobody twice."""

from dataclasses import dataclass
from fractions import Fraction

from tpplanner.domain.session import Session
from tpplanner.sheets.colonne import Colonne
from tpplanner.texts import page as textes
from tpplanner.web.saisie import BY_CLE, FIELDS, Row, Saisie, is_blank, saisie_of, shown
from tpplanner.workbook.contents import Fields
from tpplanner.workbook.pasted_list import Pasted, read_pasted
from tpplanner.workbook.records import key


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list gives before it is taken: how many, in which columns, and what is to be said of how it was read.

    `devines`: whether nothing tells nom from prénom in some of it.
    """

    lus: str
    colonnes: tuple[Colonne, ...]
    rows: tuple[Row, ...]
    phrases: tuple[str, ...]
    devines: bool


def preview(saisie: Saisie, cle: str) -> Preview:
    """What the list pasted for that table gives."""
    pasted = _pasted(saisie, cle)
    rows, known = _newcomers(saisie, cle, pasted)
    colonnes = tuple(c for c in BY_CLE[cle].feuille.colonnes if any(row.get(c.champ) for row in rows))
    phrases = textes.illisibles(pasted.left, pasted.without_prenom, pasted.guessed, pasted.aside, pasted.again)
    phrases += [textes.deja_la(known)] if known else []
    return Preview(textes.lus(len(pasted.rows), cle), colonnes, tuple(rows), tuple(phrases), bool(pasted.guessed))


def take(saisie: Saisie, cle: str) -> int:
    """Put the people of the list below those of the table; the rank of the first of them."""
    rows = saisie.rows.setdefault(cle, [])
    while rows and is_blank(rows[-1]):
        rows.pop()
    first = len(rows)
    rows += _newcomers(saisie, cle, _pasted(saisie, cle))[0]
    saisie.collages[cle] = ""
    return first


def take_over(saisie: Saisie, session: Session) -> None:
    """Take what a centre's sessions have in common: membres, rooms, surveillants; the centre, where it is not told."""
    there = saisie_of(session, "")
    for champ in FIELDS:
        saisie.session[champ] = saisie.session.get(champ) or there.session[champ]
    for cle in ("membres", "salles", "surveillants", "comediens"):
        rows = [row for row in saisie.rows.get(cle, []) if not is_blank(row)]
        known = {_name_of(row) for row in rows}
        new = (row for row in there.rows[cle] if _name_of(row) not in known)
        saisie.rows[cle] = rows + [{c: v for c, v in row.items() if c not in _OF_ITS_DAYS} for row in new]


_OF_ITS_DAYS = ("id", "disponible", "indisponible")
"""What somebody has in one session alone."""


def _pasted(saisie: Saisie, cle: str) -> Pasted:
    return read_pasted(saisie.collages.get(cle, ""), BY_CLE[cle].feuille, prenom_first=saisie.prenom_first)


def _newcomers(saisie: Saisie, cle: str, pasted: Pasted) -> tuple[list[Row], list[str]]:
    """Those who are not in the table, and the names of those who are."""
    there = {_name_of(row) for row in saisie.rows.get(cle, [])}
    rows = [_row(fields) for fields in pasted.rows]
    new = [row for row in rows if _name_of(row) not in there]
    return new, [f"{row['nom']} {row.get('prenom', '')}".strip() for row in rows if _name_of(row) in there]


def _name_of(row: Row) -> str:
    return key(f"{row.get('nom', '')} {row.get('prenom', '')}")


def _row(fields: Fields) -> Row:
    return {champ: str(v) if isinstance(v, Fraction) else shown(v) for champ, v in fields.items()}
