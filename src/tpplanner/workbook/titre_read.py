"""Reading the sheet in which a centre typed its own titre; every problem is told at once, with its cell."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from tpplanner.domain.referentiel import (
    CONFIRMABLES,
    USAGE_JURY,
    Epreuve,
    Nature,
    Phase,
    Referentiel,
    Surveillance,
    Table,
)
from tpplanner.domain.session import cle, propre
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.referentiels.checks import Fault, Lieu, faults
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.sheets.colonne import Colonne, Feuille
from tpplanner.texts import lecture
from tpplanner.texts import referentiels as textes
from tpplanner.texts.noms import Texte
from tpplanner.texts.referentiels import (
    CHAMPS,
    LIBELLES_USAGES,
    MODALITES,
    NATURES,
    PRESENCES,
    USAGES,
    lien_inconnu,
    message,
)
from tpplanner.workbook.cells import (
    Raw,
    Unreadable,
    choix,
    contact,
    entier,
    is_empty,
    jour,
    liste,
    minutes,
    oui_non,
    texte,
)
from tpplanner.workbook.grid import Checked, calculated_as_empty, load, read_checked
from tpplanner.workbook.titre_write import default_ids, default_name

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# The sheet of a titre as plain values with their places: opened with openpyxl, on a guarded copy of the bytes.

MAX_ROWS = 2_000
MAX_COLUMNS = 100
"""A sheet larger than this is no référentiel, and is not walked through."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """A cell: its value and its address (``D14``)."""

    valeur: Raw
    ref: str

    @property
    def texte(self) -> str:
        """What it shows, on one line."""
        return texte(self.valeur)

    @property
    def vide(self) -> bool:
        """Whether nothing is typed in it."""
        return is_empty(self.valeur)


class Notes:
    """All that is to be said of a sheet, with the cells where it stands."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.issues: list[Issue] = []

    def say(self, dit: Texte, case: Case | None = None) -> None:
        """Note an error, in a cell if one is given."""
        ref, valeur = (case.ref, case.texte) if case else ("", "")
        self.issues.append(Issue(Severity.ERROR, dit.message, dit.conseil, self.sheet, ref, valeur))

    def said_of(self, ref: str) -> bool:
        """Whether that cell has already been told about."""
        return any(issue.cell == ref for issue in self.issues)

    def read(self, case: Case, parse: Callable[[Raw], T], default: T) -> T:
        """What a cell holds; the default when it is empty, or not readable, which is noted."""
        if case.vide:
            return default
        try:
            return parse(case.valeur)
        except Unreadable as erreur:
            self.say(erreur.texte, case)
            return default

    def raise_if_any(self) -> None:
        """Refuse the sheet when anything was noted, in the order of its rows."""
        if self.issues:
            raise WorkbookRefused(*sorted(self.issues, key=lambda issue: _reading_order(issue.cell)))


def _reading_order(ref: str) -> tuple[int, int, str]:
    """Row by row, then from left to right; what has no cell comes last."""
    lettres = ref.rstrip("0123456789")
    return (int(ref.removeprefix(lettres)), len(lettres), lettres) if ref else (MAX_ROWS + 1, 0, "")


def open_sheet(path: str | Path) -> tuple[list[list[Case]], Notes]:
    """The rows of the sheet of a titre, and the notes, which already tell of cells that hold an error of Excel.

    Raises `WorkbookRefused` when the file is no workbook, or has no such sheet.
    """
    checked = read_checked(Path(path))
    sheet = _sheet(_workbook(checked, values=True))
    notes = Notes(sheet.title)
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        notes.say(textes.TROP_GRANDE)
        notes.raise_if_any()
    formulas = set(_formulas(checked)) if checked.formules else set()
    return [[_case(cell, notes, formulas) for cell in row] for row in sheet.iter_rows()], notes


def _workbook(checked: Checked, *, values: bool) -> "Workbook":
    """The workbook; refused where something of it is not understood: a part of a référentiel would be another one."""
    told: list[Texte] = []
    book = load(checked, told.append, data_only=values)
    if told:
        raise WorkbookRefused(*(Issue(Severity.ERROR, *texte_) for texte_ in told))
    return book


def _sheet(workbook: "Workbook") -> "Worksheet":
    for sheet in workbook.worksheets:
        if cle(sheet.title) == cle(feuille.TITRE):
            return cast("Worksheet", sheet)
    if len(workbook.worksheets) == 1:
        return cast("Worksheet", workbook.worksheets[0])
    manque = textes.sans_feuille(feuille.TITRE)
    raise WorkbookRefused(Issue(Severity.ERROR, manque.message, manque.conseil))


def _formulas(checked: Checked) -> Iterator[str]:
    """The addresses of the cells that hold a formula."""
    for row in _sheet(_workbook(checked, values=False)).iter_rows():
        yield from (cell.coordinate for cell in row if cell.data_type == "f")


def _case(cell: object, notes: Notes, formulas: set[str]) -> Case:
    valeur, ref = cast("Raw", getattr(cell, "value", None)), cast("str", getattr(cell, "coordinate", ""))
    case = Case(valeur, ref)
    if getattr(cell, "data_type", "") == "e":
        notes.say(lecture.valeur_d_erreur(), case)
    elif valeur is None and ref in formulas and not calculated_as_empty(cell):
        notes.say(lecture.formule_non_calculee(), case)
    else:
        return case
    return Case(None, ref)


# The parts of the sheet of a titre: its head, then the table of the titre and those of its CCP.

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
            notes.say(textes.colonne_inconnue(case.texte, lien_inconnu(proche, "")), case)
    for colonne in feuille.EPREUVES.colonnes:
        if colonne.obligatoire and colonne.champ not in columns:
            notes.say(textes.colonne_absente(colonne.titre), row[0])
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
        notes.say(textes.sans_tableau(feuille.SECTION_TITRE))
    seen: set[str] = set()
    for section in _filled(parts):
        if section.id in seen:
            notes.say(textes.section_double(section.barre.texte), section.barre)
        seen.add(section.id)


def _filled(parts: Parts) -> Iterator[Section]:
    return (section for section in parts.sections if section.remplie)


# The épreuves of one table of the sheet of a titre, from its rows.

Ligne = dict[str, Case]
"""The cells of a row, by field."""

_NATURES_USUELLES = {
    "QP": Nature.ECRIT,
    "PP": Nature.ORAL,
    "ET": Nature.ORAL,
    "QAP": Nature.ORAL,
    "EF": Nature.ORAL,
}
"""What the glossary of the RE says of each modalité; a MSP is of any kind."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An épreuve and the rows where it stands: one for each of its phases."""

    epreuve: Epreuve
    lignes: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one épreuve, with its modalité and its id inside the table."""

    modalite: str
    repere: str
    lignes: tuple[Ligne, ...]


def read_epreuves(section: Section, prefix: str, notes: Notes) -> list[Typed]:
    """The épreuves of a table in the order in which they are passed: links obeyed, the entretien final last.

    `prefix` is the id of a CCP, empty for the titre. What cannot be read is noted, and replaced by something plain.
    """
    groups = _groups(section, notes)
    ids = _ids_by_name(groups)
    return _in_order_of_passage([_typed(group, ids, prefix, notes) for group in groups])


def _ids_by_name(groups: list[_Group]) -> dict[str, str]:
    """The id of an épreuve by what a cell may call it: its id, or its name where no other has it."""
    noms = Counter(_shown_name(group) for group in groups)
    par_nom = {_shown_name(group): group.repere for group in groups if noms[_shown_name(group)] == 1}
    return par_nom | {cle(group.repere): group.repere for group in groups}


def _shown_name(group: _Group) -> str:
    return cle(_epreuves_case(group.lignes[0], "nom").texte or MODALITES[group.modalite])


def _groups(section: Section, notes: Notes) -> list[_Group]:
    """Rows gathered by épreuve: « suite » belongs to the row above."""
    gathered: list[tuple[str, list[Ligne]]] = []
    for ligne in section.lignes:
        modalite = _modalite(_epreuves_case(ligne, "modalite"), notes)
        if modalite != feuille.SUITE:
            gathered.append((modalite, [ligne]))
        elif gathered:
            gathered[-1][1].append(ligne)
        else:
            notes.say(textes.SUITE_SEULE, _epreuves_case(ligne, "modalite"))
    defaults = default_ids([modalite for modalite, _ in gathered])
    return [
        _Group(modalite, _epreuves_case(lignes[0], "repere").texte or default, tuple(lignes))
        for (modalite, lignes), default in zip(gathered, defaults, strict=True)
    ]


def _modalite(case: Case, notes: Notes) -> str:
    """``MSP`` for « MSP », « Mise en situation professionnelle », or both as the list has them."""
    if case.vide:
        notes.say(textes.SANS_MODALITE, case)
        return "MSP"
    noms = {sigle: (sigle, nom, feuille.libelle_modalite(sigle)) for sigle, nom in MODALITES.items()}
    par_cle = {cle(nom): sigle for sigle, tous in noms.items() for nom in tous} | {feuille.SUITE: feuille.SUITE}
    lu = cle(case.texte)
    if lu in par_cle:
        return par_cle[lu]
    return notes.read(case, lambda valeur: choix(valeur, (*MODALITES, *MODALITES.values(), feuille.SUITE)), "MSP")


def _typed(group: _Group, ids: dict[str, str], prefix: str, notes: Notes) -> Typed:
    ligne = group.lignes[0]
    collective = _yes(ligne, "collective", notes)
    phases = tuple(_phase(suivante, collective, notes) for suivante in group.lignes)
    if _epreuves_case(ligne, "collective").vide and all(phase.presence is not Surveillance.JURY for phase in phases):
        notes.say(textes.COLLECTIVE_A_DIRE, _epreuves_case(ligne, "collective"))
    apres, aussitot, jours = _links(ligne, ids, prefix, notes)
    ressource, partage = _resource(ligne, notes)
    correction, avant = _correction(ligne, notes)
    epreuve = Epreuve(
        id=_full(group.repere, prefix),
        nom=_epreuves_case(ligne, "nom").texte or default_name(group.modalite, prefix),
        modalite=group.modalite,
        nature=_nature(ligne, group.modalite, notes),
        phases=phases,
        collective=collective,
        separee=_yes(ligne, "separee", notes),
        apres=apres,
        aussitot_apres=aussitot,
        jours_min=jours,
        ressource=ressource,
        partage=partage,
        simultanes=notes.read(_epreuves_case(ligne, "simultanes"), entier, 1),
        comedien=_yes(ligne, "comedien", notes),
        correction=correction,
        correction_avant=_full(ids.get(cle(avant), avant), prefix) if avant else "",
        coupure_midi=_yes(ligne, "coupure_midi", notes),
        plis=_yes(ligne, "plis", notes),
        apporter=_to_bring(_epreuves_case(ligne, "apporter")),
        a_confirmer=_to_confirm(_epreuves_case(ligne, "a_confirmer"), notes),
    )
    return Typed(epreuve, group.lignes)


def _epreuves_case(ligne: Ligne, champ: str) -> Case:
    return ligne.get(champ, NOWHERE)


def _full(repere: str, prefix: str) -> str:
    return f"{prefix}.{repere}" if prefix else repere


def _yes(ligne: Ligne, champ: str, notes: Notes) -> bool:
    return notes.read(_epreuves_case(ligne, champ), oui_non, default=False)


def _phase(ligne: Ligne, collective: bool, notes: Notes) -> Phase:
    duree = _required(ligne, "duree", notes)
    presence = _required(ligne, "presence", notes)
    qui = _presence(presence, Surveillance.SURVEILLANT if collective else Surveillance.JURY, notes)
    salle = _epreuves_case(ligne, "usage")
    if salle.vide and qui is not Surveillance.JURY and not presence.vide:
        notes.say(textes.SALLE_A_DIRE, salle)
    usage = _usage(salle) or (USAGE_JURY if qui is Surveillance.JURY else "ecrit")
    partagee = notes.read(_epreuves_case(ligne, "partagee"), oui_non, collective and usage != USAGE_JURY)
    return Phase(notes.read(duree, minutes, 1), qui, usage, partagee)


def _presence(case: Case, sinon: Surveillance, notes: Notes) -> Surveillance:
    if cle(case.texte) == feuille.PERSONNE:
        return Surveillance.SEUL
    par_mot = {mot: qui for qui, mot in PRESENCES.items()}
    return par_mot[notes.read(case, lambda valeur: choix(valeur, tuple(par_mot)), PRESENCES[sinon])]


def _required(ligne: Ligne, champ: str, notes: Notes) -> Case:
    """A cell that must be filled; noted when it is not."""
    case, colonne = _epreuves_case(ligne, champ), feuille.EPREUVES.colonne(champ)
    if case.vide:
        notes.say(textes.case_vide(colonne.titre, colonne.aide), case)
    return case


def _usage(case: Case) -> str:
    """``ecrit`` for « écrit », « salle d'écrit »; a word of the centre's own otherwise."""
    lu = cle(case.texte)
    usuels = {cle(nom): usage for noms in (LIBELLES_USAGES, USAGES) for usage, nom in noms.items()}
    return usuels.get(lu, lu)


def _nature(ligne: Ligne, modalite: str, notes: Notes) -> Nature:
    case = _epreuves_case(ligne, "nature")
    usuelle = _NATURES_USUELLES.get(modalite)
    if case.vide and usuelle is None:
        notes.say(textes.NATURE_A_DIRE, case)
    par_mot = {mot: nature for nature, mot in NATURES.items()}
    mot = notes.read(case, lambda valeur: choix(valeur, tuple(par_mot)), NATURES[usuelle or Nature.ECRIT])
    return par_mot[mot]


_Links = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...]]


def _links(ligne: Ligne, ids: dict[str, str], prefix: str, notes: Notes) -> _Links:
    """The épreuves that it follows: at any time, at once, or days later."""
    noms, delais = liste(_epreuves_case(ligne, "apres").valeur), _delays(_epreuves_case(ligne, "delai"), notes)
    if len(delais) > len(noms):
        notes.say(textes.delais_en_trop(len(delais), len(noms)), _epreuves_case(ligne, "delai"))
    suivies = [_full(ids.get(cle(nom), nom), prefix) for nom in noms]
    liens = list(zip_longest(suivies, delais[: len(noms)], fillvalue=None))
    apres = tuple(avant for avant, delai in liens if avant and delai is None)
    aussitot = tuple(avant for avant, delai in liens if avant and delai == 0)
    jours = tuple((avant, delai) for avant, delai in liens if avant and delai)
    return apres, aussitot, jours


def _delays(case: Case, notes: Notes) -> list[int | None]:
    """None for any time after, 0 for at once, otherwise a number of days; one for each part of the cell."""
    return [] if case.vide else [_delay(part, case, notes) for part in case.texte.split(";")]


def _delay(part: str, case: Case, notes: Notes) -> int | None:
    lu = cle(part)
    if lu in ("", cle(feuille.APRES)):
        return None
    if lu in {cle(alias) for alias in feuille.AUSSITOT_ALIAS}:
        return 0
    jours = re.fullmatch(r"(\d{1,3})(?: ?j(?:ours?(?: s)?)?)?", lu)
    if jours and int(jours[1]):
        return int(jours[1])
    notes.say(textes.DELAI_ILLISIBLE, case)
    return None


def _resource(ligne: Ligne, notes: Notes) -> tuple[str, int]:
    """``caisse : 2``: its name, and how many candidats share one."""
    case = _epreuves_case(ligne, "ressource")
    nom, deux_points, partage = case.texte.partition(":")
    if not deux_points:
        return nom.strip(), 1
    if nom.strip() and re.fullmatch(r"\s*\d{1,3}\s*", partage):
        return nom.strip(), int(partage)
    notes.say(textes.RESSOURCE_ILLISIBLE, case)
    return nom.strip(), 1


def _correction(ligne: Ligne, notes: Notes) -> tuple[int | None, str]:
    """``15 min avant ET``: how long, and before which épreuve; either may be left out."""
    case = _epreuves_case(ligne, "correction")
    if not isinstance(case.valeur, str):
        return notes.read(case, minutes, None), ""
    duree, _, avant = f" {case.texte} ".partition(f" {feuille.AVANT} ")
    try:
        return (minutes(duree) if duree.strip() else None), avant.strip()
    except Unreadable:
        notes.say(textes.CORRECTION_ILLISIBLE, case)
        return None, ""


def _to_bring(case: Case) -> tuple[str, ...]:
    """``votre dossier de projet imprimé ; votre tenue``: each thing by itself; a comma cuts none."""
    return tuple(filter(None, map(propre, case.texte.split(";"))))


def _to_confirm(case: Case, notes: Notes) -> tuple[str, ...]:
    champs = {cle(nom): champ for champ, nom in CHAMPS.items()} | {cle(champ): champ for champ in CONFIRMABLES}
    lus = []
    for mot in liste(case.valeur):
        champ = champs.get(cle(mot))
        if champ is None:
            proches = get_close_matches(cle(mot), champs, n=1)
            permis = ", ".join(CHAMPS.values())
            proche = lien_inconnu(CHAMPS[champs[proches[0]]] if proches else "", permis)
            notes.say(textes.champ_inconnu(mot, proche), case)
        else:
            lus.append(champ)
    return tuple(lus)


def _in_order_of_passage(typed: list[Typed]) -> list[Typed]:
    """As typed, but each after those that it follows, and the entretien final last.

    A RE prints the questionnaire under the entretien that follows it. What cannot be ordered stays as typed.
    """
    reste, places = sorted(typed, key=lambda t: t.epreuve.modalite == "EF"), list[Typed]()
    while reste:
        en_attente = {t.epreuve.id for t in reste}
        suivant = next((t for t in reste if not (_before(t.epreuve) & en_attente)), None)
        if suivant is None:
            return places + reste
        reste = [t for t in reste if t is not suivant]
        places.append(suivant)
    return places


def _before(epreuve: Epreuve) -> set[str]:
    return {*epreuve.apres, *epreuve.aussitot_apres, *(avant for avant, _ in epreuve.jours_min)}


# Reading the sheet in which a centre typed its own titre; every problem is told at once, with its cell.

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
            notes.say(textes.case_vide(colonne.titre, colonne.aide), case(colonne.champ))
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
