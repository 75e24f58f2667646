"""The hidden sheet *Listes*: what drop-down lists offer, each a column, given to cells by range.

In a new workbook the names of people follow what is typed in their sheets (formulas); in a copy they are values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tpplanner.domain.referentiel import Referentiel
from tpplanner.sheets import AIDES, CANDIDATS, FEUILLES, FORMATEURS, LISTES, MEMBRES, SALLES, Colonne, Feuille
from tpplanner.texts.epreuves import usage_affiche
from tpplanner.texts.noms import etiquettes_d_epreuves
from tpplanner.workbook.contents import Contents

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CAPACITY = 300
"""Rows of a sheet that drop-down lists follow, and that are offered lists."""

FIRST_ROW = 3
"""The first row of data of a table (from 0): below its title, its help line and its header."""

_OF_SHEETS: dict[str, Feuille] = {
    "candidats": CANDIDATS,
    "membres": MEMBRES,
    "formateurs": FORMATEURS,
    "aides": AIDES,
    "salles": SALLES,
}
"""Lists that follow a sheet: full names of people, names of rooms."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a workbook: values, or None where the list follows the sheet of its name."""

    values: dict[str, tuple[str, ...] | None]

    def name_of(self, colonne: Colonne) -> str:
        """The list that a column offers; empty where it offers none."""
        if colonne.liste:
            return colonne.liste if self.values.get(colonne.liste, ()) != () else ""
        return _choices_name(colonne) if colonne.choix else ""

    def source(self, name: str) -> str:
        """The range of a list, as a data validation takes it: no blank at its end."""
        letter = _letter(list(self.values).index(name))
        values = self.values[name]
        if values is not None:
            return f"={LISTES}!${letter}$2:${letter}${len(values) + 1}"
        count = f'COUNTIF({LISTES}!${letter}$2:${letter}${CAPACITY + 1},"?*")'
        return f"=OFFSET({LISTES}!${letter}$2,0,0,MAX(1,{count}),1)"


def lists_of(
    referentiel: Referentiel, contents: Contents, feuilles: Sequence[Feuille] = FEUILLES, *, live: bool
) -> Lists:
    """Every list of a workbook of those sheets; `live` where names are to follow what people type."""
    values: dict[str, tuple[str, ...] | None] = {
        "presentations": ("titre", *(ccp.id for ccp in referentiel.ccps)),
        "epreuves": tuple(etiquettes_d_epreuves(referentiel).values()),
        "usages": _usages(referentiel),
        "qualites": referentiel.qualites,
    }
    values |= choices_of(FEUILLES)
    for name, feuille in _OF_SHEETS.items():
        values[name] = None if live and feuille in feuilles else _names_in(contents, feuille.cle)
    if not live:
        people = ("candidats", "membres", "surveillants", "comediens", "responsables", "formateurs", "aides")
        personnes = tuple(dict.fromkeys(nom for cle in people for nom in _names_in(contents, cle)))
        values |= {"personnes": personnes, "tous": (*personnes, *_names_in(contents, "salles"))}
    return Lists(values)


def choices_of(feuilles: Iterable[Feuille]) -> dict[str, tuple[str, ...] | None]:
    """The choices that the columns of some sheets spell out."""
    choices: dict[str, tuple[str, ...] | None] = {}
    for feuille in feuilles:
        for colonne in feuille.colonnes:
            if colonne.choix:
                choices[_choices_name(colonne)] = tuple(choix for choix in colonne.choix if choix)
    return choices


def _choices_name(colonne: Colonne) -> str:
    return "/".join(colonne.choix)


def _usages(referentiel: Referentiel) -> tuple[str, ...]:
    usages = {phase.usage for epreuve in referentiel.epreuves() for phase in epreuve.phases}
    return tuple(usage_affiche(usage) for usage in sorted(usages))


def _names_in(contents: Contents, cle: str) -> tuple[str, ...]:
    rows = contents.get(cle, [])
    return tuple(f"{row.get('nom') or ''} {row.get('prenom') or ''}".strip() for row in rows)


def write_lists(workbook: "Workbook", lists: Lists, contents: Contents) -> None:
    """Write the sheet, hidden."""
    sheet = workbook.add_worksheet(LISTES)
    for column, (name, values) in enumerate(lists.values.items()):
        sheet.write_string(0, column, name)
        if values is None:
            shown = _names_in(contents, _OF_SHEETS[name].cle)
            for row in range(CAPACITY):
                value = shown[row] if row < len(shown) else ""
                sheet.write_formula(row + 1, column, _full_name(_OF_SHEETS[name]), None, value)
        else:
            sheet.write_column(1, column, values)
    sheet.hide()


def _full_name(feuille: Feuille) -> str:
    """The name on the row of a sheet that stands where the formula does: it survives sorting and inserted rows."""
    champs = [colonne.champ for colonne in feuille.colonnes]
    letters = [_letter(champs.index(champ)) for champ in ("nom", "prenom") if champ in champs]
    parts = [f"INDEX({feuille.titre}!${letter}:${letter},ROW()+{FIRST_ROW - 1})" for letter in letters]
    return "=TRIM(" + '&" "&'.join(parts) + ")"


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
