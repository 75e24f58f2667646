"""Reading the sheet in which a centre typed its own titre; every problem is told at once, with its cell."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import zip_longest
from pathlib import Path

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
from tpplanner.sheets.colonne import OUI_NON, Feuille
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
from tpplanner.workbook.account import Account
from tpplanner.workbook.cells import Raw, Unreadable, choix, entier, jour, minutes, texte
from tpplanner.workbook.forms import meant
from tpplanner.workbook.grid import Cell, Grid, GridRow, Location, Notes, open_book
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.records import Record, column_letter, names_of, title_of
from tpplanner.workbook.titre_write import default_ids, default_name

# The sheet of a titre: its grid, without what merged cells repeat, and every cell that has no value told.

MAX_ROWS = 2_000
MAX_COLUMNS = 100
"""A sheet larger than this is no référentiel."""


def open_sheet(path: str | Path) -> tuple[Grid, Notes, Account]:
    """The rows of the sheet of a titre, the notes, the account.

    The notes already tell of cells that hold an error of Excel, the account of what stands beside: sheets, comments.

    Raises `WorkbookRefused` when the file is no workbook, or has no such sheet; also where something of it is not
    understood: a part of a référentiel would be another one.
    """
    heard, notes = Notes(), Notes()
    book = open_book(read_checked(Path(path)), heard)
    grid = _sheet(list(book.grids.values()))
    unknown = [replace(issue, severity=Severity.ERROR) for issue in heard.issues if not issue.sheet]
    if unknown:
        raise WorkbookRefused(*unknown)
    cut = any(issue.sheet == grid.titre for issue in heard.issues)
    if cut or any(row.number > MAX_ROWS or max(row.cells) > MAX_COLUMNS for row in grid.rows):
        notes.error(textes.TROP_GRANDE, Location(grid.titre))
        raise _refusal(notes)
    rows = [replace(row, cells=dict(_legible(row, notes))) for row in grid.rows]
    account = Account(trace=book.trace)
    for other in book.grids.values():
        if other is not grid and other.rows:
            account.sheet(other, lecture.feuille_inconnue([]))
    account.close((), book.remarques, intact=book.intact)
    return replace(grid, rows=[row for row in rows if row.cells]), notes, account


def _sheet(grids: list[Grid]) -> Grid:
    sheets = [grid for grid in grids if cle(grid.titre) == cle(feuille.TITRE)] or grids
    if len(sheets) > 1 and sheets is grids:
        raise WorkbookRefused(Issue(Severity.ERROR, *textes.sans_feuille(feuille=feuille.TITRE)))
    return sheets[0]


def _legible(row: GridRow, notes: Notes) -> Iterator[tuple[int, Cell]]:
    for column, cell in row.cells.items():
        if not cell.own:
            continue
        if cell.error:
            notes.error(lecture.valeur_d_erreur(), cell.place)
        elif cell.formula:
            notes.error(lecture.formule_non_calculee(), replace(cell.place, valeur=""))
        else:
            yield column, replace(cell, place=replace(cell.place, valeur=texte(cell.value)))


def _refusal(notes: Notes) -> WorkbookRefused:
    """All that was noted, row by row and from left to right; what has no cell comes last."""
    return WorkbookRefused(*sorted(notes.issues, key=lambda issue: _reading_order(issue.cell)))


def _reading_order(ref: str) -> tuple[int, int, str]:
    lettres = ref.rstrip("0123456789")
    return (int(ref.removeprefix(lettres)), len(lettres), lettres) if ref else (MAX_ROWS + 1, 0, "")


def _shown(record: Record, champ: str) -> str:
    """What a cell shows; that it must be filled is told in the words of this sheet."""
    return texte(record.raw(champ))


# The parts of the sheet of a titre: its head, then the table of the titre, those of its CCP and CCS.

_CERTIFICAT = re.compile(rf"({'|'.join(map(cle, feuille.CERTIFICATS))}) ?0?(\d{{1,2}})")
_CELL_OF_VALUE = 2
"""In the head and around a table, the value stands in the second column."""


@dataclass(slots=True)
class Section:
    """A table as typed: `id` (``titre``, ``CCP2``, ``CCS1``), its bar, its name and totals of the RE, its rows."""

    id: str
    barre: Location
    autour: Record
    lignes: list[Record] = field(default_factory=list)

    @property
    def remplie(self) -> bool:
        """Whether anything is typed in it."""
        return bool(self.lignes or self.autour.cells)


@dataclass(slots=True)
class Parts:
    """The head of the RE, and the tables in the order of the sheet."""

    entete: Record
    sections: list[Section] = field(default_factory=list)


def split(grid: Grid, notes: Notes, account: Account) -> Parts:
    """Find the parts of the sheet; what is missing or stands twice is noted."""
    parts = Parts(_form(feuille.ENTETE, grid, notes, account))
    columns: dict[str, int] = {}
    for row in grid.rows:
        premier = row.cells[1].place if 1 in row.cells else Location(grid.titre, f"A{row.number}")
        barre = _section_id(premier.valeur)
        if barre:
            account.read(row.cells[1])
            parts.sections.append(Section(barre, premier, _form(feuille.TABLE, grid, notes, account)))
        elif not parts.sections:
            _beside(parts.entete, row)
        elif cle(premier.valeur) == cle(feuille.EPREUVES.colonne("modalite").titre):
            columns = _columns(row, premier, notes)
            for column in columns.values():
                account.read(row.cells[column])
        elif _is_text_of_the_sheet(premier.valeur):
            account.help(row)
        else:
            section = parts.sections[-1]
            ligne = _record(row, columns, grid.titre, notes, account)
            if not _beside(section.autour, row) and ligne.cells:
                section.lignes.append(ligne)
    _missing(parts, notes, grid)
    return parts


def _form(sheet: Feuille, grid: Grid, notes: Notes, account: Account) -> Record:
    return Record(sheet, grid.titre, 0, {}, {}, notes, account=account)


def _section_id(titre: str) -> str:
    lu = cle(titre)
    if lu.startswith(cle(feuille.SECTION_TITRE)):
        return "titre"
    m = _CERTIFICAT.fullmatch(lu)
    return f"{m[1].upper()}{int(m[2])}" if m else ""


def _beside(form: Record, row: GridRow) -> bool:
    """Whether a row is one of a form; its value is kept there."""
    champ = names_of(form.feuille.colonnes).get(title_of(row.cells[1])) if 1 in row.cells else None
    if champ is None:
        return False
    form.account.read(row.cells[1])
    form.cells.pop(champ, None)
    form.adresses[champ] = f"{column_letter(_CELL_OF_VALUE)}{row.number}"
    if _CELL_OF_VALUE in row.cells:
        form.cells[champ] = row.cells[_CELL_OF_VALUE]
    return True


def _record(row: GridRow, columns: dict[str, int], titre: str, notes: Notes, account: Account) -> Record:
    cells = {champ: row.cells[n] for champ, n in columns.items() if n in row.cells}
    adresses = {champ: f"{column_letter(n)}{row.number}" for champ, n in columns.items()}
    return Record(feuille.EPREUVES, titre, row.number, cells, adresses, notes, account=account)


def _columns(row: GridRow, premier: Location, notes: Notes) -> dict[str, int]:
    """Where each field stands, from a row of titles; the first row that has them speaks for all."""
    titles = names_of(feuille.EPREUVES.colonnes)
    columns: dict[str, int] = {}
    for n, cell in row.cells.items():
        champ = titles.get(title_of(cell))
        if champ:
            columns.setdefault(champ, n)
        else:
            proches = get_close_matches(title_of(cell), titles, n=1)
            proche = lien_inconnu(feuille.EPREUVES.colonne(titles[proches[0]]).titre if proches else "", "")
            notes.error(textes.colonne_inconnue(titre=cell.place.valeur, proche=proche), cell.place)
    for colonne in feuille.EPREUVES.colonnes:
        if colonne.obligatoire and colonne.champ not in columns:
            notes.error(textes.colonne_absente(titre=colonne.titre), premier)
    return columns


def _is_text_of_the_sheet(premier: str) -> bool:
    """Whether a row is help or an example, which the sheet itself wrote."""
    aide = feuille.EPREUVES.colonne("modalite").aide
    fixes = {cle(texte) for texte in (aide, feuille.EXEMPLE_DE, feuille.GROUPE_RE)}
    return cle(premier) in fixes or premier.casefold().startswith(feuille.EXEMPLE)


def _missing(parts: Parts, notes: Notes, grid: Grid) -> None:
    if not any(section.id == "titre" for section in parts.sections):
        notes.error(textes.sans_tableau(section=feuille.SECTION_TITRE), Location(grid.titre))
    seen: set[str] = set()
    for section in parts.sections:
        if section.remplie and section.id in seen:
            notes.error(textes.section_double(section=section.barre.valeur), section.barre)
        seen |= {section.id} if section.remplie else set()


# The épreuves of one table of the sheet of a titre, from its rows.

_NATURES_USUELLES = {"QP": Nature.ECRIT} | dict.fromkeys(("PP", "ET", "QAP", "EF"), Nature.ORAL)
"""What the glossary of the RE says of each modalité; a MSP is of any kind."""


@dataclass(frozen=True, slots=True)
class EpreuveTyped:
    """An épreuve and the rows where it stands: one for each of its phases."""

    epreuve: Epreuve
    lignes: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one épreuve, with its modalité and its id inside the table."""

    modalite: str
    repere: str
    lignes: tuple[Record, ...]


def read_epreuves(section: Section, prefix: str) -> list[EpreuveTyped]:
    """The épreuves of a table in the order in which they are passed: links obeyed, the entretien final last.

    `prefix` is the id of a CCP or CCS, empty for the titre. What cannot be read is noted, something plain in its place.
    """
    groups = _groups(section)
    ids = _ids_by_name(groups)
    return _in_order_of_passage([_typed(group, ids, prefix) for group in groups])


def _ids_by_name(groups: list[_Group]) -> dict[str, str]:
    """The id of an épreuve by what a cell may call it: its id, or its name where no other has it."""
    noms = Counter(_shown_name(group) for group in groups)
    par_nom = {_shown_name(group): group.repere for group in groups if noms[_shown_name(group)] == 1}
    return par_nom | {cle(group.repere): group.repere for group in groups}


def _shown_name(group: _Group) -> str:
    return cle(_shown(group.lignes[0], "nom") or MODALITES[group.modalite])


def _groups(section: Section) -> list[_Group]:
    """Rows gathered by épreuve: « suite » belongs to the row above."""
    gathered: list[tuple[str, list[Record]]] = []
    for ligne in section.lignes:
        modalite = _modalite(ligne)
        if modalite != feuille.SUITE:
            gathered.append((modalite, [ligne]))
        elif gathered:
            gathered[-1][1].append(ligne)
        else:
            ligne.notes.error(textes.SUITE_SEULE, ligne.place("modalite"))
    defaults = default_ids([modalite for modalite, _ in gathered])
    return [
        _Group(modalite, _shown(lignes[0], "repere") or default, tuple(lignes))
        for (modalite, lignes), default in zip(gathered, defaults, strict=True)
    ]


def _modalite(ligne: Record) -> str:
    """``MSP`` for « MSP », « Mise en situation professionnelle », or both as the list has them."""
    if not ligne.has("modalite"):
        ligne.notes.error(textes.SANS_MODALITE, ligne.place("modalite"))
        return "MSP"
    noms = {sigle: (sigle, nom, feuille.libelle_modalite(sigle)) for sigle, nom in MODALITES.items()}
    par_cle = {cle(nom): sigle for sigle, tous in noms.items() for nom in tous} | {feuille.SUITE: feuille.SUITE}
    lu = cle(_shown(ligne, "modalite"))
    if lu in par_cle:
        return par_cle[lu]
    offered = (*MODALITES, *MODALITES.values(), feuille.SUITE)
    return ligne.read("modalite", lambda valeur: choix(valeur, offered), "MSP")


def _typed(group: _Group, ids: dict[str, str], prefix: str) -> EpreuveTyped:
    ligne = group.lignes[0]
    collective = ligne.yes("collective")
    for suite in group.lignes[1:]:
        _says_nothing_else(suite, ligne)
    phases = tuple(_phase(suivante, collective) for suivante in group.lignes)
    if not ligne.has("collective") and all(phase.presence is not Surveillance.JURY for phase in phases):
        ligne.notes.error(textes.COLLECTIVE_A_DIRE, ligne.place("collective"))
    apres, aussitot, jours = _links(ligne, ids, prefix)
    ressource, partage = _resource(ligne)
    correction, avant = _correction(ligne)
    epreuve = Epreuve(
        id=_full(group.repere, prefix),
        nom=_shown(ligne, "nom") or default_name(group.modalite, prefix),
        modalite=group.modalite,
        nature=_nature(ligne, group.modalite),
        phases=phases,
        collective=collective,
        separee=ligne.yes("separee"),
        apres=apres,
        aussitot_apres=aussitot,
        jours_min=jours,
        ressource=ressource,
        partage=partage,
        simultanes=ligne.integer("simultanes", 1),
        correction=correction,
        correction_avant=_full(ids.get(cle(avant), avant), prefix) if avant else "",
        coupure_midi=ligne.yes("coupure_midi"),
        plis=ligne.yes("plis"),
        apporter=_to_bring(_shown(ligne, "apporter")),
        a_confirmer=_to_confirm(ligne),
    )
    return EpreuveTyped(epreuve, group.lignes)


def _full(repere: str, prefix: str) -> str:
    return f"{prefix}.{repere}" if prefix else repere


def _phase(ligne: Record, collective: bool) -> Phase:
    for champ in ("duree", "presence"):
        _required(ligne, champ)
    qui = _presence(ligne, Surveillance.SURVEILLANT if collective else Surveillance.JURY)
    if not ligne.has("usage") and qui is not Surveillance.JURY and ligne.has("presence"):
        ligne.notes.error(textes.SALLE_A_DIRE, ligne.place("usage"))
    usage = _usage(_shown(ligne, "usage")) or (USAGE_JURY if qui is Surveillance.JURY else "ecrit")
    several = collective or qui is Surveillance.SI_PLUSIEURS
    partagee = ligne.yes_or("partagee", several and usage != USAGE_JURY)
    nature = meant(ligne, "nature", NATURES, Nature.ECRIT) if ligne.has("nature") else None
    return Phase(
        ligne.read("duree", minutes, 1),
        qui,
        usage,
        partagee,
        nature,
        ligne.read("comediens", _how_many, 0),
        _shown(ligne, "role"),
        ligne.names("vehicules"),
    )


def _how_many(value: Raw) -> int:
    """How many people play: a number; « oui » is one, as the form was filled where nobody counted them."""
    if isinstance(value, str) and cle(value) in OUI_NON:
        return int(cle(value) == OUI_NON[0])
    return entier(value)


def _says_nothing_else(suite: Record, premiere: Record) -> None:
    """Note what stands on the row of a further phase, belongs to the whole épreuve, and is not said for it."""
    for colonne in feuille.EPREUVES.colonnes:
        champ = colonne.champ
        if champ in feuille.DE_LA_PHASE or not suite.has(champ):
            continue
        if _shown(suite, champ) and cle(_shown(suite, champ)) != cle(_shown(premiere, champ) or OUI_NON[1]):
            texte_ = textes.pas_de_la_suite(titre=colonne.titre, ligne=premiere.number)
            suite.notes.error(texte_, suite.place(champ))


def _presence(ligne: Record, sinon: Surveillance) -> Surveillance:
    if cle(_shown(ligne, "presence")) == feuille.PERSONNE:
        return Surveillance.SEUL
    return meant(ligne, "presence", PRESENCES, sinon)


def _required(record: Record, champ: str) -> None:
    """Note a cell that must be filled, and is not."""
    if not record.has(champ):
        colonne = record.feuille.colonne(champ)
        vide = textes.case_vide(titre=colonne.titre, aide=colonne.aide)
        record.notes.error(vide, record.place(champ))


def _usage(typed: str) -> str:
    """``ecrit`` for « écrit », « salle d'écrit »; a word of the centre's own otherwise."""
    lu = cle(typed)
    usuels = {cle(nom): usage for noms in (LIBELLES_USAGES, USAGES) for usage, nom in noms.items()}
    return usuels.get(lu, lu)


def _nature(ligne: Record, modalite: str) -> Nature:
    usuelle = _NATURES_USUELLES.get(modalite)
    if not ligne.has("nature") and usuelle is None:
        ligne.notes.error(textes.NATURE_A_DIRE, ligne.place("nature"))
    return meant(ligne, "nature", NATURES, usuelle or Nature.ECRIT)


_Links = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...]]


def _links(ligne: Record, ids: dict[str, str], prefix: str) -> _Links:
    """The épreuves that it follows: at any time, at once, or days later."""
    noms, delais = ligne.names("apres"), _delays(ligne)
    if len(delais) > len(noms):
        texte_ = textes.delais_en_trop(delais=len(delais), epreuves=len(noms))
        ligne.notes.error(texte_, ligne.place("delai"))
    suivies = [_full(ids.get(cle(nom), nom), prefix) for nom in noms]
    liens = list(zip_longest(suivies, delais[: len(noms)], fillvalue=None))
    apres = tuple(avant for avant, delai in liens if avant and delai is None)
    aussitot = tuple(avant for avant, delai in liens if avant and delai == 0)
    jours = tuple((avant, delai) for avant, delai in liens if avant and delai)
    return apres, aussitot, jours


def _delays(ligne: Record) -> list[int | None]:
    """None for any time after, 0 for at once, otherwise a number of days; one for each part of the cell."""
    return [_delay(part, ligne) for part in _shown(ligne, "delai").split(";")] if ligne.has("delai") else []


def _delay(part: str, ligne: Record) -> int | None:
    lu = cle(part)
    if lu in ("", cle(feuille.APRES)):
        return None
    if lu in {cle(alias) for alias in feuille.AUSSITOT_ALIAS}:
        return 0
    jours = re.fullmatch(r"(\d{1,3})(?: ?j(?:ours?(?: s)?)?)?", lu)
    if jours and int(jours[1]):
        return int(jours[1])
    ligne.notes.error(textes.DELAI_ILLISIBLE, ligne.place("delai"))
    return None


def _resource(ligne: Record) -> tuple[str, int]:
    """``caisse : 2``: its name, and how many candidats share one."""
    nom, deux_points, partage = _shown(ligne, "ressource").partition(":")
    if not deux_points:
        return nom.strip(), 1
    if nom.strip() and re.fullmatch(r"\s*\d{1,3}\s*", partage):
        return nom.strip(), int(partage)
    ligne.notes.error(textes.RESSOURCE_ILLISIBLE, ligne.place("ressource"))
    return nom.strip(), 1


def _correction(ligne: Record) -> tuple[int | None, str]:
    """``15 min avant ET``: how long, and before which épreuve; either may be left out."""
    if not isinstance(ligne.raw("correction"), str):
        return ligne.read("correction", minutes, None), ""
    duree, _, avant = f" {_shown(ligne, 'correction')} ".partition(f" {feuille.AVANT} ")
    try:
        return (minutes(duree) if duree.strip() else None), avant.strip()
    except Unreadable:
        ligne.notes.error(textes.CORRECTION_ILLISIBLE, ligne.place("correction"))
        return None, ""


def _to_bring(typed: str) -> tuple[str, ...]:
    """``votre dossier de projet imprimé ; votre tenue``: each thing by itself; a comma cuts none."""
    return tuple(filter(None, map(propre, typed.split(";"))))


def _to_confirm(ligne: Record) -> tuple[str, ...]:
    champs = {cle(nom): champ for champ, nom in CHAMPS.items()} | {cle(champ): champ for champ in CONFIRMABLES}
    lus = []
    for mot in ligne.names("a_confirmer"):
        champ = champs.get(cle(mot))
        if champ is None:
            proches = get_close_matches(cle(mot), champs, n=1)
            permis = ", ".join(CHAMPS.values())
            proche = lien_inconnu(CHAMPS[champs[proches[0]]] if proches else "", permis)
            texte_ = textes.champ_inconnu(valeur=mot, proche=proche)
            ligne.notes.error(texte_, ligne.place("a_confirmer"))
        else:
            lus.append(champ)
    return tuple(lus)


def _in_order_of_passage(typed: list[EpreuveTyped]) -> list[EpreuveTyped]:
    """As typed, but each after those that it follows, and the entretien final last.

    A RE prints the questionnaire under the entretien that follows it. What cannot be ordered stays as typed.
    """
    reste, places = sorted(typed, key=lambda t: t.epreuve.modalite == "EF"), list[EpreuveTyped]()
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

Locations = dict[Lieu, Location]
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


def read_referentiel_sheet(path: str | Path, tell: Callable[[Issue], None] | None = None) -> Referentiel:
    """The référentiel that a filled sheet holds, the totals that its RE prints checked.

    Raises `WorkbookRefused` with all that is wrong in it; the file is only read. `tell` hears of what stands there and
    is not read: where nobody does, the sheet is refused for it.
    """
    grid, notes, account = open_sheet(path)
    referentiel = read_titre_grid(grid, notes, account)
    account.rest(grid)
    aside = tuple(account.notes.issues)
    if aside and tell is None:
        raise WorkbookRefused(*(replace(issue, severity=Severity.ERROR) for issue in aside))
    if tell is not None:
        for issue in aside:
            tell(issue)
    return referentiel


def read_titre_grid(grid: Grid, notes: Notes, account: Account | None = None) -> Referentiel:
    """The référentiel that the rows of such a sheet hold, wherever they come from; raises `WorkbookRefused`."""
    parts = split(grid, notes, account or Account())
    cells: Locations = {Lieu(champ): parts.entete.place(champ) for champ in parts.entete.adresses}
    tables = [_table(section, rank, cells) for rank, section in enumerate(_sections(parts))]
    if not tables:
        raise _refusal(notes)
    referentiel = _referentiel(parts.entete, tables)
    cells[Lieu("entretien_final")] = cells[Lieu("epreuves", 0)]
    for fault in faults(referentiel):
        _tell(fault, cells.get(fault.lieu, Location(grid.titre)), notes)
    if notes.issues:
        raise _refusal(notes)
    return referentiel


def _sections(parts: Parts) -> list[Section]:
    """The table of the titre, if the sheet has it, then those of the CCP and of the CCS that are filled."""
    titres = [section for section in parts.sections if section.id == _TITRE]
    if not titres:
        return []
    filled = [section for section in parts.sections if section.id != _TITRE and section.remplie]
    return [titres[0], *sorted(filled, key=lambda section: (_certificat(section.id), int(section.id[3:])))]


def _certificat(id_: str) -> str:
    """``CCP`` or ``CCS``."""
    return id_[:3]


_TITRE = "titre"


def _table(section: Section, rank: int, cells: Locations) -> Table:
    prefix = "" if section.id == _TITRE else section.id
    typed = read_epreuves(section, prefix)
    autour = section.autour
    totals = {champ: autour.read(champ, minutes, 0) for champ in ("total_candidat", "presence_jury")}
    for champ in ("epreuves", "id"):
        cells[Lieu(champ, rank)] = section.barre
    for champ in ("nom", *autour.adresses):
        cells[Lieu(champ, rank)] = autour.place(champ)
    for n, epreuve in enumerate(typed):
        _place(epreuve, rank, n, cells)
    nom = _shown(autour, "nom") if prefix else feuille.SECTION_TITRE
    return Table(section.id, nom, tuple(t.epreuve for t in typed), **totals)


def _place(typed: EpreuveTyped, rank: int, n: int, cells: Locations) -> None:
    """Remember the cell of each field of an épreuve, and of each of its phases."""
    for phase, ligne in enumerate(typed.lignes):
        for champ in (*_COLUMN_OF, *ligne.adresses):
            place = ligne.place(_COLUMN_OF.get(champ, champ))
            cells[Lieu(champ, rank, n, phase)] = place
            cells.setdefault(Lieu(champ, rank, n), place)


def _referentiel(entete: Record, tables: list[Table]) -> Referentiel:
    for colonne in feuille.ENTETE.colonnes:
        if colonne.obligatoire:
            _required(entete, colonne.champ)
    final = [epreuve.id for epreuve in tables[0].epreuves if epreuve.modalite == "EF"]
    return Referentiel(
        sigle=_shown(entete, "sigle").upper(),
        code=_code(_shown(entete, "code")),
        millesime=_millesime(_shown(entete, "millesime")),
        intitule=_shown(entete, "intitule"),
        titre=tables[0],
        source=_shown(entete, "source"),
        verifie=entete.yes("verifie"),
        ccps=tuple(table for table in tables[1:] if _certificat(table.id) == "CCP"),
        ccss=tuple(table for table in tables[1:] if _certificat(table.id) == "CCS"),
        entretien_final=final[-1] if final else "",
        date_entete=entete.read("date_entete", jour, None),
        jo=entete.read("jo", jour, None),
        effet=entete.read("effet", jour, None),
        rncp=re.sub(r"(?i)rncp|\s", "", _shown(entete, "rncp")),
        expiration=entete.read("expiration", jour, None),
        membres_min=entete.integer("membres_min", 2),
        qualites=entete.names("qualites"),
        comediens_exterieurs=entete.yes("comediens_exterieurs"),
        organismes_differents=entete.yes("organismes_differents"),
        quota=entete.integer("quota", None),
        avertissements=tuple(propre(ligne) for ligne in entete.contact("avertissements").splitlines()),
    )


def _code(typed: str) -> str:
    """``TP-01281`` for « TP-01281 », « 01281 », « TP-01281 m04 »; anything else as typed."""
    lu = _CODE.fullmatch(cle(typed))
    return f"TP-{int(lu[1]):05}" if lu else typed


def _millesime(typed: str) -> str:
    lu = _MILLESIME.fullmatch(cle(typed))
    return f"{int(lu[1]):02}" if lu else typed


def _tell(fault: Fault, place: Location, notes: Notes) -> None:
    """Note a fault in its cell, unless that cell is told about already, or a total is wrong for want of a duration."""
    noted = place.cellule and any(issue.cell == place.cellule for issue in notes.issues)
    total = fault.lieu.champ in ("total_candidat", "presence_jury")
    if not noted and not (total and notes.issues):
        notes.error(Texte(*message(fault.code, **fault.donnees)), place)
