"""Reading the sheet in which a centre typed its own titre; every problem is told at once, with its cell."""

import re
from pathlib import Path

from tpplanner.domain.noms import cle, propre
from tpplanner.domain.referentiel import Referentiel, Table
from tpplanner.errors import Issue, Severity
from tpplanner.referentiels.checks import faults
from tpplanner.referentiels.fault import Fault, Lieu
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.texts import titre_nouveau as textes
from tpplanner.texts.referentiels_fautes import message
from tpplanner.workbook.cells import contact, entier, jour, liste, minutes, oui_non
from tpplanner.workbook.referentiel_epreuves import Ligne, Typed, read_epreuves
from tpplanner.workbook.referentiel_grid import Case, Notes, open_sheet
from tpplanner.workbook.referentiel_parts import NOWHERE, Parts, Section, split

Cells = dict[Lieu, Case]
"""Where each part of the référentiel stands in the sheet."""

_CODE = re.compile(r"(?:tp ?)?(\d{1,5})(?: ?m ?\d{1,2})?")
_MILLESIME = re.compile(r"m? ?(\d{1,2})")

_COLUMN_OF = {
    "id": "repere",
    "minutes": "duree",
    "phases": "duree",
    "aussitot_apres": "delai",
    "jours_min": "delai",
    "partage": "ressource",
    "correction_avant": "correction",
}
"""The column in which a field of an épreuve is typed, where its name is another."""


def read_referentiel_sheet(path: str | Path) -> Referentiel:
    """The référentiel that a filled sheet holds, the totals that its RE prints checked.

    Raises `WorkbookRefused` with all that is wrong in it; the file is only read.
    """
    rows, notes = open_sheet(path)
    parts = split(rows, notes)
    cells: Cells = {Lieu(champ): case for champ, case in parts.entete.items()}
    tables = [_table(section, rank, notes, cells) for rank, section in enumerate(_sections(parts))]
    if not tables:
        notes.raise_if_any()
    referentiel = _referentiel(parts.entete, tables, notes)
    cells[Lieu("entretien_final")] = cells[Lieu("epreuves", 0)]
    for fault in faults(referentiel):
        _tell(fault, cells, notes)
    notes.raise_if_any()
    return referentiel


def _sections(parts: Parts) -> list[Section]:
    """The table of the titre, if the sheet has it, then those of the CCP that are filled."""
    titres = [section for section in parts.sections if section.id == _TITRE]
    if not titres:
        return []
    ccps = [section for section in parts.sections if section.id != _TITRE and section.remplie]
    return [titres[0], *sorted(ccps, key=lambda section: int(section.id.removeprefix("CCP")))]


_TITRE = "titre"


def _table(section: Section, rank: int, notes: Notes, cells: Cells) -> Table:
    prefix = "" if section.id == _TITRE else section.id
    typed = read_epreuves(section, prefix, notes)
    totals = {
        champ: notes.read(section.totaux.get(champ, NOWHERE), minutes, 0)
        for champ in ("total_candidat", "presence_jury")
    }
    for champ in ("epreuves", "id"):
        cells[Lieu(champ, rank)] = section.barre
    cells[Lieu("nom", rank)] = section.nom
    cells |= {Lieu(champ, rank): case for champ, case in section.totaux.items()}
    for n, epreuve in enumerate(typed):
        _place(epreuve, rank, n, cells)
    nom = section.nom.texte if prefix else feuille.SECTION_TITRE
    return Table(section.id, nom, tuple(t.epreuve for t in typed), **totals)


def _place(typed: Typed, rank: int, n: int, cells: Cells) -> None:
    """Remember the cell of each field of an épreuve, and of each of its phases."""
    for phase, ligne in enumerate(typed.lignes):
        for champ in (*_COLUMN_OF, *ligne):
            case = ligne.get(_COLUMN_OF.get(champ, champ), NOWHERE)
            cells[Lieu(champ, rank, n, phase)] = case
            cells.setdefault(Lieu(champ, rank, n), case)


def _referentiel(entete: Ligne, tables: list[Table], notes: Notes) -> Referentiel:
    def case(champ: str) -> Case:
        return entete.get(champ, NOWHERE)

    for colonne in feuille.ENTETE.colonnes:
        if colonne.obligatoire and case(colonne.champ).vide:
            notes.say(textes.CASE_VIDE, case(colonne.champ), titre=colonne.titre, aide=colonne.aide)
    final = [epreuve.id for epreuve in tables[0].epreuves if epreuve.modalite == "EF"]
    return Referentiel(
        sigle=case("sigle").texte.upper(),
        code=_code(case("code")),
        millesime=_millesime(case("millesime")),
        intitule=case("intitule").texte,
        titre=tables[0],
        source=case("source").texte,
        verifie=notes.read(case("verifie"), oui_non, default=False),
        ccps=tuple(tables[1:]),
        entretien_final=final[-1] if final else "",
        date_entete=notes.read(case("date_entete"), jour, None),
        rncp=re.sub(r"(?i)rncp|\s", "", case("rncp").texte),
        expiration=notes.read(case("expiration"), jour, None),
        membres_min=notes.read(case("membres_min"), entier, 2),
        qualites=liste(case("qualites").valeur),
        quota=notes.read(case("quota"), entier, None),
        avertissements=tuple(propre(ligne) for ligne in contact(case("avertissements").valeur).splitlines()),
    )


def _code(case: Case) -> str:
    """``TP-01281`` for « TP-01281 », « 01281 », « TP-01281 m04 »; anything else as typed."""
    lu = _CODE.fullmatch(cle(case.texte))
    return f"TP-{int(lu[1]):05}" if lu else case.texte


def _millesime(case: Case) -> str:
    lu = _MILLESIME.fullmatch(cle(case.texte))
    return f"{int(lu[1]):02}" if lu else case.texte


def _tell(fault: Fault, cells: Cells, notes: Notes) -> None:
    """Note a fault in its cell, unless that cell is told about already, or a total is wrong for want of a duration."""
    case = cells.get(fault.lieu, NOWHERE)
    total = fault.lieu.champ in ("total_candidat", "presence_jury")
    if (case.ref and notes.said_of(case.ref)) or (total and notes.issues):
        return
    phrase, remede = message(fault.code, **fault.donnees)
    notes.issues.append(Issue(Severity.ERROR, phrase, remede, notes.sheet, case.ref, case.texte))
