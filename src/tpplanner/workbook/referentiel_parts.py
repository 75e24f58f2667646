"""The parts of the sheet of a titre: its head, then the table of the titre and those of its CCP.

They are found by what their rows say, not by where they stand: rows may be added, moved or taken away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from tpplanner.domain.noms import cle
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.sheets.colonne import Colonne, Feuille
from tpplanner.texts import titre_nouveau as textes
from tpplanner.texts.referentiels_fautes import lien_inconnu
from tpplanner.workbook.referentiel_grid import Case, Notes

Row = list[Case]

NOWHERE = Case(None, "")
"""Stands for a cell that the sheet has not."""

_SECTION_CCP = re.compile(r"ccp ?0?(\d{1,2})")
_CELL_OF_VALUE = 1
"""In the head and under a table, the value stands in the second column."""


@dataclass(slots=True)
class Section:
    """A table as typed: `id` (``titre``, ``CCP2``), its bar, its name, its rows by field, the totals of the RE."""

    id: str
    barre: Case
    nom: Case = NOWHERE
    lignes: list[dict[str, Case]] = field(default_factory=list)
    totaux: dict[str, Case] = field(default_factory=dict)

    @property
    def remplie(self) -> bool:
        """Whether anything is typed in it."""
        return bool(self.lignes) or any(not case.vide for case in (self.nom, *self.totaux.values()))


@dataclass(slots=True)
class Parts:
    """The head of the RE by field, and the tables in the order of the sheet."""

    entete: dict[str, Case] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)


def split(rows: list[Row], notes: Notes) -> Parts:
    """Find the parts of the sheet; what is missing or stands twice is noted."""
    parts = Parts()
    columns: dict[str, int] = {}
    for row in rows:
        premiere = row[0] if row else NOWHERE
        barre = _section_id(premiere)
        if barre:
            parts.sections.append(Section(barre, premiere))
        elif not parts.sections:
            _head_row(row, parts)
        elif cle(premiere.texte) == cle(feuille.EPREUVES.colonne("modalite").titre):
            columns = _columns(row, notes)
        elif not _is_text_of_the_sheet(premiere):
            _row_of(parts.sections[-1], row, columns)
    _missing(parts, notes)
    return parts


def _section_id(case: Case) -> str:
    lu = cle(case.texte)
    if lu.startswith(cle(feuille.SECTION_TITRE)):
        return "titre"
    ccp = _SECTION_CCP.fullmatch(lu)
    return f"CCP{int(ccp[1])}" if ccp else ""


def _head_row(row: Row, parts: Parts) -> None:
    champ = _titles(feuille.ENTETE).get(cle(row[0].texte)) if row else None
    if champ and len(row) > _CELL_OF_VALUE:
        parts.entete[champ] = row[_CELL_OF_VALUE]


def _titles(sheet: Feuille) -> dict[str, str]:
    """The fields of a sheet by each title under which people know them."""
    return {cle(titre): colonne.champ for colonne in sheet.colonnes for titre in _titles_of(colonne)}


def _titles_of(colonne: Colonne) -> tuple[str, ...]:
    return (colonne.titre, *colonne.alias)


def _columns(row: Row, notes: Notes) -> dict[str, int]:
    """Where each field stands, from a row of titles; the first row that has them speaks for all."""
    titles = _titles(feuille.EPREUVES)
    columns: dict[str, int] = {}
    for n, case in enumerate(row):
        champ = titles.get(cle(case.texte))
        if champ:
            columns.setdefault(champ, n)
        elif not case.vide:
            proches = get_close_matches(cle(case.texte), titles, n=1)
            proche = feuille.EPREUVES.colonne(titles[proches[0]]).titre if proches else ""
            notes.say(textes.COLONNE_INCONNUE, case, titre=case.texte, proche=lien_inconnu(proche, ""))
    for colonne in feuille.EPREUVES.colonnes:
        if colonne.obligatoire and colonne.champ not in columns:
            notes.say(textes.COLONNE_ABSENTE, row[0], titre=colonne.titre)
    return columns


def _is_text_of_the_sheet(case: Case) -> bool:
    """Whether a row is help or an example, which the sheet itself wrote."""
    aide = feuille.EPREUVES.colonne("modalite").aide
    lu = cle(case.texte)
    fixes = {cle(texte) for texte in (aide, feuille.EXEMPLE_DE, feuille.GROUPE_RE)}
    return lu in fixes or case.texte.casefold().startswith(feuille.EXEMPLE)


def _row_of(section: Section, row: Row, columns: dict[str, int]) -> None:
    """A row under the bar of a table: its name, a total of the RE, or an épreuve."""
    lu = cle(row[0].texte)
    valeur = row[_CELL_OF_VALUE] if len(row) > _CELL_OF_VALUE else NOWHERE
    totaux = {cle(feuille.TOTAL_CANDIDAT): "total_candidat", cle(feuille.PRESENCE_JURY): "presence_jury"}
    if lu == cle(feuille.NOM_DU_CCP):
        section.nom = valeur
    elif lu in totaux:
        section.totaux[totaux[lu]] = valeur
    else:
        ligne = {champ: row[n] for champ, n in columns.items() if n < len(row)}
        if any(not case.vide for case in ligne.values()):
            section.lignes.append(ligne)


def _missing(parts: Parts, notes: Notes) -> None:
    if not any(section.id == "titre" for section in parts.sections):
        notes.say(textes.SANS_TABLEAU, section=feuille.SECTION_TITRE)
    seen: set[str] = set()
    for section in _filled(parts):
        if section.id in seen:
            notes.say(textes.SECTION_DOUBLE, section.barre, section=section.barre.texte)
        seen.add(section.id)


def _filled(parts: Parts) -> Iterator[Section]:
    return (section for section in parts.sections if section.remplie)
