"""Writing the one-sheet workbook by which a centre types its own titre (XlsxWriter)."""

from collections import Counter
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from tpplanner.domain.referentiel import USAGE_JURY, DocumentRe, Epreuve, Phase, Referentiel, Table
from tpplanner.files.writing import save_new
from tpplanner.referentiels import find
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.sheets.colonne import OUI_NON, Colonne
from tpplanner.texts.noms import Texte, accorde, date_chiffres
from tpplanner.texts.referentiels import CHAMPS, LIBELLES_USAGES, MODALITES, NATURES, PRESENCES, duree_du_re, insecable
from tpplanner.workbook.kit import Book, Look, Sheet, made, write_trace

# What stands in the sheet of a titre: a référentiel in the words of its cells. No Excel library.

RowTexts = dict[str, str]
"""The text of each cell of a row, by the field of its column."""


@dataclass(slots=True)
class EnteredTable:
    """A table of épreuves as it is typed: `id` is ``titre`` or ``CCP2``; `autour` its name and the totals of the RE."""

    id: str
    autour: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class EnteredTitre:
    """A titre as it is typed: the head of its RE, then its tables, that of the titre first.

    `document` is what it was read from, if that is known; nobody types it.
    """

    entete: dict[str, str] = field(default_factory=dict)
    tables: list[EnteredTable] = field(default_factory=list)
    document: DocumentRe | None = None


def entered_titre(referentiel: Referentiel) -> EnteredTitre:
    """A référentiel as it would be typed."""
    tables = []
    for table in referentiel.tables:
        prefix = "" if table is referentiel.titre else table.id
        totals = {"total_candidat": table.total_candidat, "presence_jury": table.presence_jury}
        autour = {champ: duree_du_re(total) for champ, total in totals.items() if total}
        tables.append(
            EnteredTable(table.id, autour | ({"nom": table.nom} if prefix else {}), epreuve_rows(table, prefix))
        )
    return EnteredTitre(header_cells(referentiel), tables, referentiel.document)


def header_cells(referentiel: Referentiel) -> RowTexts:
    """The values of the head of the RE, by field."""
    dates = {champ: getattr(referentiel, champ) for champ in ("date_entete", "jo", "effet", "expiration")}
    return {
        "sigle": referentiel.sigle,
        "code": referentiel.code,
        "millesime": referentiel.millesime,
        "intitule": referentiel.intitule,
        "rncp": referentiel.rncp,
        "source": referentiel.source,
        "verifie": _yes(referentiel.verifie),
        "membres_min": str(referentiel.membres_min),
        "qualites": " ; ".join(referentiel.qualites),
        "comediens_exterieurs": _yes_or_empty(referentiel.comediens_exterieurs),
        "organismes_differents": _yes_or_empty(referentiel.organismes_differents),
        "quota": str(referentiel.quota or ""),
        "avertissements": "\n".join(referentiel.avertissements),
        **{champ: date_chiffres(date) if date else "" for champ, date in dates.items()},
    }


def epreuve_rows(table: Table, prefix: str = "") -> list[RowTexts]:
    """The rows of a table: one an épreuve, then one for each further phase of it. `prefix` is that of a CCP or CCS."""
    defaults = default_ids([epreuve.modalite for epreuve in table.epreuves])
    rows: list[RowTexts] = []
    for epreuve, default in zip(table.epreuves, defaults, strict=True):
        premiere, *suites = (_phase_cells(epreuve, phase) for phase in epreuve.phases)
        rows.append({**premiere, **_epreuve_cells(epreuve, prefix, default)})
        rows += [{"modalite": feuille.SUITE, **suite} for suite in suites]
    return rows


def default_ids(modalites: list[str]) -> list[str]:
    """The ids of épreuves that were given none: their modalité, numbered where a table has it more than once."""
    times, seen = Counter(modalites), Counter[str]()
    ids = []
    for modalite in modalites:
        seen[modalite] += 1
        ids.append(modalite if times[modalite] == 1 else f"{modalite}{seen[modalite]}")
    return ids


def default_name(modalite: str, prefix: str) -> str:
    """The name of an épreuve that was given none: its modalité's, with its CCP or CCS."""
    return f"{MODALITES[modalite]} ({prefix})" if prefix else MODALITES[modalite]


def _epreuve_cells(epreuve: Epreuve, prefix: str, default_id: str) -> RowTexts:
    repere = _local(epreuve.id, prefix)
    apres, delai = _links(epreuve, prefix)
    return {
        "modalite": feuille.libelle_modalite(epreuve.modalite),
        "collective": _yes(epreuve.collective) if not epreuve.devant_jury or epreuve.collective else "",
        "apres": apres,
        "delai": delai,
        "nature": NATURES[epreuve.nature],
        "nom": "" if epreuve.nom == default_name(epreuve.modalite, prefix) else epreuve.nom,
        "repere": "" if repere == default_id else repere,
        "ressource": f"{epreuve.ressource} : {epreuve.partage}" if epreuve.partage > 1 else epreuve.ressource,
        "simultanes": str(epreuve.simultanes) if epreuve.simultanes > 1 else "",
        "coupure_midi": _yes_or_empty(epreuve.coupure_midi),
        "plis": _yes_or_empty(epreuve.plis),
        "separee": _yes_or_empty(epreuve.separee),
        "correction": _correction(epreuve, prefix),
        "apporter": " ; ".join(epreuve.apporter),
        "a_confirmer": " ; ".join(CHAMPS[champ] for champ in epreuve.a_confirmer),
    }


def _phase_cells(epreuve: Epreuve, phase: Phase) -> RowTexts:
    au_jury = phase.usage == USAGE_JURY
    return {
        "duree": duree_du_re(phase.minutes),
        "presence": PRESENCES[phase.presence],
        "usage": LIBELLES_USAGES.get(phase.usage, phase.usage),
        "partagee": "" if au_jury else _yes(phase.partagee),
        "nature": NATURES[epreuve.nature_de(phase)] if len(epreuve.natures) > 1 else "",
        "comediens": str(phase.comediens or ""),
        "role": phase.role,
        "vehicules": " ; ".join(phase.vehicules),
    }


def _links(epreuve: Epreuve, prefix: str) -> tuple[str, str]:
    """The cells *Passe après* and *Délai*: as many delays as épreuves, where any is said."""
    liens = [(avant, "") for avant in epreuve.apres]
    liens += [(avant, feuille.AUSSITOT) for avant in epreuve.aussitot_apres]
    liens += [(avant, accorde(feuille.JOURS.format(n=n))) for avant, n in epreuve.jours_min]
    delais = [delai for _, delai in liens]
    return " ; ".join(_local(avant, prefix) for avant, _ in liens), " ; ".join(delais) if any(delais) else ""


def _correction(epreuve: Epreuve, prefix: str) -> str:
    minutes = f"{epreuve.correction} min" if epreuve.correction is not None else ""
    avant = f"{feuille.AVANT} {_local(epreuve.correction_avant, prefix)}" if epreuve.correction_avant else ""
    return f"{minutes} {avant}".strip()


def _local(id_: str, prefix: str) -> str:
    return id_.removeprefix(f"{prefix}.") if prefix else id_


def _yes(valeur: bool) -> str:
    return OUI_NON[0] if valeur else OUI_NON[1]


def _yes_or_empty(valeur: bool) -> str:
    return OUI_NON[0] if valeur else ""


# Writing the one-sheet workbook by which a centre types its own titre (XlsxWriter).

_LINE: Look = {"border": 1, "border_color": "#A6A6A6"}
_TITRE: Look = {"bold": True, "font_size": 16}
_TEXTE: Look = {"text_wrap": True, "valign": "top"}
_SECTION: Look = {"bold": True, "font_size": 12, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "vcenter"}
_GROUPE: Look = {"bold": True, "bg_color": "#D9E1F2", **_LINE}
_COLONNE: Look = {"bold": True, "bg_color": "#B4C6E7", "text_wrap": True, **_LINE}
_AIDE: Look = {"italic": True, "font_size": 8, "font_color": "#404040", **_TEXTE, **_LINE}
_EXEMPLE: Look = {"italic": True, "font_color": "#7F7F7F", "bg_color": "#EDEDED", **_LINE}
_LIBELLE: Look = {"bold": True, "valign": "vcenter", "text_wrap": True}
_SAISIE: Look = {"bg_color": "#FFF9DB", **_LINE, "num_format": "@", "valign": "vcenter", "text_wrap": True}

_LIGNES_TITRE = 10
_LIGNES_CERTIFICAT = 6
_VIDES = {"CCP": 6, "CCS": 2}
"""How many tables of each wait to be filled."""
_PAR_PAGE = 3
_VALEUR = 1
_FIN_VALEUR = 5
"""The value of a field of the head spans these columns; its help stands at its right."""
_MARGES = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}


def write_referentiel_template(path: str | Path, of: Referentiel | EnteredTitre | None = None) -> None:
    """Write the sheet to fill: empty, or with a référentiel or as much of one as is known.

    Raises `CannotWrite`, also when the file exists.

    Never writes over an existing file: it may be the one that somebody has been filling.
    """

    def fill(book: Book) -> None:
        _Page(book).fill(entered_titre(of) if isinstance(of, Referentiel) else of or EnteredTitre())
        write_trace(book)

    contenu = made(fill)
    save_new(Path(path), contenu, lambda nom: _texte(feuille.EXISTE, nom), lambda nom: _texte(feuille.NON_ECRIT, nom))


def _texte(texte: tuple[str, str], nom: str) -> Texte:
    return Texte(texte[0].format(nom=nom), texte[1])


class _Page(Sheet):
    """The sheet while it is written, from top to bottom."""

    def __init__(self, book: Book) -> None:
        self._colonnes = feuille.EPREUVES.colonnes
        super().__init__(book, feuille.TITRE, [colonne.largeur for colonne in self._colonnes])

    def fill(self, titre: EnteredTitre) -> None:
        """Everything that stands in it."""
        self._frame()
        self._introduction()
        self._head(titre.entete)
        pages = [self.row]
        self._section(feuille.SECTION_TITRE, f"{feuille.SECTION_TITRE} ({feuille.SECTION_TITRE_PRECISION})")
        self._columns(with_help=True)
        self._example()
        first, *others = titre.tables or [EnteredTable("titre")]
        self._table(first, _LIGNES_TITRE)
        waiting = (f"{bloc}{n}" for bloc, count in _VIDES.items() for n in range(1, count + 1))
        tables = {id_: EnteredTable(id_) for id_ in waiting}
        tables |= {table.id: table for table in others}
        for rank, id_ in enumerate(sorted(tables, key=lambda id_: (id_[:3], int(id_[3:])))):
            if rank % _PAR_PAGE == 0:
                pages.append(self.row)
            self._section(id_, id_, tables[id_])
            self._columns(with_help=False)
            self._table(tables[id_], _LIGNES_CERTIFICAT)
        self.worksheet.set_h_pagebreaks(pages)

    def _frame(self) -> None:
        """Widths, and how it prints: what the RE says on one page wide, the rare columns on the next."""
        for n, width in enumerate(self.widths):
            self.worksheet.set_column(n, n, width, self.format(_TEXTE))
        self.worksheet.freeze_panes(0, 1)
        self.set_page(f"&L&8{feuille.PIED}&R&8&P / &N", _MARGES, foot=None)
        self.worksheet.set_print_scale(72)
        self.worksheet.repeat_columns(0, 0)
        self.worksheet.set_v_pagebreaks([feuille.COLONNES_DU_RE])

    def _introduction(self) -> None:
        for texte, look, points in ((feuille.GRAND_TITRE, _TITRE, 26), (insecable(feuille.INTRODUCTION), _TEXTE, 42)):
            self.merge(self.row, 0, self.row, feuille.COLONNES_DU_RE - 1, texte, look)
            self.set_height(self.row, points)
            self.row += 1
        self.row += 1

    def _head(self, values: RowTexts) -> None:
        self._bar(feuille.ENTETE.titre)
        for colonne in feuille.ENTETE.colonnes:
            titre = f"{colonne.titre} *" if colonne.obligatoire else colonne.titre
            aide = insecable(f"{colonne.aide} {feuille.PAR_EXEMPLE.format(exemple=colonne.exemple)}")
            valeur = values.get(colonne.champ, "")
            self._line(titre, valeur, _FIN_VALEUR, aide, 13 * max(1.4, ceil(len(aide) / 62), ceil(len(valeur) / 50)))
            self._choices(self.row - 1, _VALEUR, self.row - 1, colonne)
        self.cells((feuille.OBLIGATOIRE,), _AIDE)
        self.row += 1

    def _line(self, titre: str, valeur: str, last: int, aide: str, points: float) -> None:
        """A thing to fill in: its title, its value as far as that column, its help as far as the RE goes."""
        self.write(self.row, 0, titre, _LIBELLE)
        self.merge(self.row, _VALEUR, self.row, last, valeur, _SAISIE)
        self.leave(self.row, self.row, _VALEUR)
        self.merge(self.row, last + 1, self.row, feuille.COLONNES_DU_RE - 1, aide, _AIDE)
        self.set_height(self.row, points)
        self.row += 1

    def _bar(self, titre: str) -> None:
        self.cells([titre, *[""] * (len(self.widths) - 1)], _SECTION, 20)

    def _section(self, cle: str, titre: str, table: EnteredTable | None = None) -> None:
        """The bar of a table; under that of a CCP or CCS, its name to fill in."""
        self._bar(titre)
        if cle == feuille.SECTION_TITRE:
            return
        self.write(self.row, 0, feuille.INTITULE, _LIBELLE)
        nom = table.autour.get("nom", "") if table else ""
        self.merge(self.row, _VALEUR, self.row, feuille.COLONNES_DU_RE - 1, nom, _SAISIE)
        self.leave(self.row, self.row, _VALEUR)
        self.row += 1

    def _columns(self, *, with_help: bool) -> None:
        """The titles of the columns; over the first table, also their groups and their help."""
        first_rare, last = feuille.COLONNES_DU_RE, len(self.widths) - 1
        if with_help:
            self.merge(self.row, 0, self.row, first_rare - 1, feuille.GROUPE_RE, _GROUPE)
            self.merge(self.row, first_rare, self.row, last, feuille.GROUPE_RARE, _GROUPE)
            self.row += 1
        self.cells((colonne.titre for colonne in self._colonnes), _COLONNE, 28)
        if with_help:
            lines = max(ceil(len(colonne.aide) / (colonne.largeur * 1.35)) for colonne in self._colonnes)
            self.cells((insecable(colonne.aide) for colonne in self._colonnes), _AIDE, 11 * (lines + 1))

    def _example(self) -> None:
        """CDA's table 3.1 in the order in which the RE prints it; the reader skips it."""
        self.cells((feuille.EXEMPLE_DE,), _AIDE)
        rows = {row["modalite"].split()[0]: row for row in epreuve_rows(find("CDA").titre)}
        for modalite in ("PP", "ET", "QP", "EF"):
            row = {**rows[modalite], "modalite": f"{feuille.EXEMPLE} {rows[modalite]['modalite']}"}
            for n, colonne in enumerate(self._colonnes):
                self.worksheet.write_string(self.row, n, row.get(colonne.champ, ""), self.format(_EXEMPLE))
                self.keep(self.row, n, row.get(colonne.champ, ""))
            self.row += 1

    def _table(self, table: EnteredTable, lignes: int) -> None:
        rows = [*table.rows, *({} for _ in range(lignes - len(table.rows)))]
        first = self.row
        for row in rows:
            self.leave(self.cells((row.get(colonne.champ, "") for colonne in self._colonnes), _SAISIE))
        for n, colonne in enumerate(self._colonnes):
            self._choices(first, n, self.row - 1, colonne)
        self.worksheet.ignore_errors({"number_stored_as_text": f"A1:R{self.row + 2}"})
        totals = (
            (feuille.TOTAL_CANDIDAT, feuille.TOTAL_CANDIDAT_OU, "total_candidat"),
            (feuille.PRESENCE_JURY, feuille.PRESENCE_JURY_OU, "presence_jury"),
        )
        for libelle, aide, champ in totals:
            self._line(libelle, table.autour.get(champ, ""), _VALEUR, aide, 26)
        self.row += 1

    def _choices(self, first: int, column: int, last: int, colonne: Colonne) -> None:
        """A drop-down list that offers and does not forbid: the reader says what it does not understand."""
        if colonne.choix:
            options = {"validate": "list", "source": list(colonne.choix), "show_error": False}
            self.worksheet.data_validation(first, column, last, column, options)
