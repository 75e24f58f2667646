"""Writing the one-sheet workbook by which a centre types its own titre (XlsxWriter)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Phase, Referentiel, Table
from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.referentiels import find
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.sheets.colonne import OUI_NON, Colonne
from tpplanner.texts.noms import accorde, date_chiffres
from tpplanner.texts.referentiels import CHAMPS, LIBELLES_USAGES, MODALITES, NATURES, PRESENCES, duree_du_re, insecable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

# What stands in the sheet of a titre: a référentiel in the words of its cells. No Excel library.

Cells = dict[str, str]
"""The text of each cell of a row, by the field of its column."""


def header_cells(referentiel: Referentiel) -> Cells:
    """The values of the head of the RE, by field."""
    dates = {champ: getattr(referentiel, champ) for champ in ("date_entete", "expiration")}
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
        "quota": str(referentiel.quota or ""),
        "avertissements": "\n".join(referentiel.avertissements),
        **{champ: date_chiffres(date) if date else "" for champ, date in dates.items()},
    }


def epreuve_rows(table: Table, prefix: str = "") -> list[Cells]:
    """The rows of a table: one an épreuve, then one for each further phase of it. `prefix` is the id of a CCP."""
    defaults = default_ids([epreuve.modalite for epreuve in table.epreuves])
    rows: list[Cells] = []
    for epreuve, default in zip(table.epreuves, defaults, strict=True):
        premiere, *suites = epreuve.phases
        rows.append({**_epreuve_cells(epreuve, prefix, default), **_phase_cells(premiere)})
        rows += [{"modalite": feuille.SUITE, **_phase_cells(phase)} for phase in suites]
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
    """The name of an épreuve that was given none: its modalité's, with its CCP."""
    return f"{MODALITES[modalite]} ({prefix})" if prefix else MODALITES[modalite]


def _epreuve_cells(epreuve: Epreuve, prefix: str, default_id: str) -> Cells:
    repere = _local(epreuve.id, prefix)
    apres, delai = _links(epreuve, prefix)
    return {
        "modalite": feuille.libelle_modalite(epreuve.modalite),
        "collective": _yes(epreuve.collective) if not epreuve.devant_jury or epreuve.collective else "",
        "apres": apres,
        "delai": delai,
        "nature": NATURES[epreuve.nature],
        "comedien": _yes_or_empty(epreuve.comedien),
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


def _phase_cells(phase: Phase) -> Cells:
    au_jury = phase.usage == USAGE_JURY
    return {
        "duree": duree_du_re(phase.minutes),
        "presence": PRESENCES[phase.presence],
        "usage": LIBELLES_USAGES.get(phase.usage, phase.usage),
        "partagee": "" if au_jury else _yes(phase.partagee),
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

CREATED = datetime(2000, 1, 1)
"""The date in the file's properties: the same content is always the same file."""

_LINE = {"border": 1, "border_color": "#A6A6A6"}
_FILL = {"bg_color": "#FFF9DB", **_LINE, "num_format": "@", "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "titre": {"bold": True, "font_size": 16},
    "texte": {"text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "vcenter"},
    "groupe": {"bold": True, "bg_color": "#D9E1F2", **_LINE},
    "colonne": {"bold": True, "bg_color": "#B4C6E7", "text_wrap": True, **_LINE},
    "aide": {"italic": True, "font_size": 8, "font_color": "#404040", "text_wrap": True, "valign": "top", **_LINE},
    "exemple": {"italic": True, "font_color": "#7F7F7F", "bg_color": "#EDEDED", **_LINE},
    "libelle": {"bold": True, "valign": "vcenter", "text_wrap": True},
    "saisie": {**_FILL, "text_wrap": True},
}

_LIGNES_TITRE = 10
_LIGNES_CCP = 6
_CCPS = 6
_CCPS_PAR_PAGE = 3
_VALEUR = 1
_FIN_VALEUR = 5
"""The value of a field of the head spans these columns; its help stands at its right."""


def write_referentiel_template(path: str | Path, referentiel: Referentiel | None = None) -> None:
    """Write the sheet to fill, empty or filled with a référentiel; raises `CannotWrite`, also when the file exists.

    Never writes over an existing file: it may be the one that somebody has been filling.
    """
    contenu = _content(referentiel)
    try:
        with Path(path).open("xb") as fichier:
            fichier.write(contenu)
    except FileExistsError:
        raise CannotWrite(_issue(feuille.EXISTE, path)) from None
    except OSError:
        raise CannotWrite(_issue(feuille.NON_ECRIT, path)) from None


def _issue(texte: tuple[str, str], path: str | Path) -> Issue:
    return Issue(Severity.ERROR, texte[0].format(nom=Path(path).name), texte[1])


def _content(referentiel: Referentiel | None) -> bytes:
    from xlsxwriter import Workbook  # noqa: PLC0415 - heavy

    tampon = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(tampon, options) as classeur:
        classeur.set_properties({"created": CREATED})
        _Page(classeur).write(referentiel)
    return tampon.getvalue()


class _Page:
    """The sheet while it is written, from top to bottom."""

    def __init__(self, classeur: "Workbook") -> None:
        self._sheet = classeur.add_worksheet(feuille.TITRE)
        police = {"font_name": "Arial", "font_size": 10}
        self._styles: dict[str, Format] = {nom: classeur.add_format({**police, **s}) for nom, s in _STYLES.items()}
        self._row = 0
        self._colonnes = feuille.EPREUVES.colonnes

    def write(self, referentiel: Referentiel | None) -> None:
        self._frame()
        self._introduction()
        self._head(header_cells(referentiel) if referentiel else {})
        pages = [self._row]
        self._section(feuille.SECTION_TITRE, f"{feuille.SECTION_TITRE} ({feuille.SECTION_TITRE_PRECISION})")
        self._columns(with_help=True)
        self._example()
        self._table(referentiel.titre if referentiel else None, "", _LIGNES_TITRE)
        ccps = referentiel.ccps if referentiel else ()
        for n in range(1, max(_CCPS, len(ccps)) + 1):
            ccp = ccps[n - 1] if n <= len(ccps) else None
            prefix = ccp.id if ccp else feuille.SECTION_CCP.format(n=n)
            if n % _CCPS_PAR_PAGE == 1:
                pages.append(self._row)
            self._section(prefix, prefix, ccp)
            self._columns(with_help=False)
            self._table(ccp, prefix, _LIGNES_CCP)
        self._sheet.set_h_pagebreaks(pages)

    def _frame(self) -> None:
        """Widths, and how it prints: what the RE says on one page wide, the rare columns on the next."""
        sheet = self._sheet
        for n, colonne in enumerate(self._colonnes):
            sheet.set_column(n, n, colonne.largeur, self._styles["texte"])
        sheet.hide_gridlines(2)
        sheet.freeze_panes(0, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_print_scale(72)
        sheet.repeat_columns(0, 0)
        sheet.set_v_pagebreaks([feuille.COLONNES_DU_RE])
        sheet.set_footer(f"&L&8{feuille.PIED}&R&8&P / &N")

    def _introduction(self) -> None:
        last = feuille.COLONNES_DU_RE - 1
        self._sheet.merge_range(0, 0, 0, last, feuille.GRAND_TITRE, self._styles["titre"])
        self._sheet.set_row(0, 26)
        self._sheet.merge_range(1, 0, 1, last, insecable(feuille.INTRODUCTION), self._styles["texte"])
        self._sheet.set_row(1, 42)
        self._row = 3

    def _head(self, values: Cells) -> None:
        last = feuille.COLONNES_DU_RE - 1
        self._bar(feuille.ENTETE.titre)
        for colonne in feuille.ENTETE.colonnes:
            titre = f"{colonne.titre} *" if colonne.obligatoire else colonne.titre
            aide = insecable(f"{colonne.aide} {feuille.PAR_EXEMPLE.format(exemple=colonne.exemple)}")
            self._sheet.write_string(self._row, 0, titre, self._styles["libelle"])
            saisie, valeur = self._styles["saisie"], values.get(colonne.champ, "")
            self._sheet.merge_range(self._row, _VALEUR, self._row, _FIN_VALEUR, "", saisie)
            self._fill(self._row, _VALEUR, valeur, colonne)
            self._sheet.merge_range(self._row, _FIN_VALEUR + 1, self._row, last, aide, self._styles["aide"])
            self._sheet.set_row(self._row, 13 * max(1.4, ceil(len(aide) / 62), ceil(len(valeur) / 50)))
            self._row += 1
        self._sheet.write_string(self._row, 0, feuille.OBLIGATOIRE, self._styles["aide"])
        self._row += 2

    def _bar(self, titre: str) -> None:
        last = len(self._colonnes) - 1
        self._sheet.set_row(self._row, 20)
        for n in range(last + 1):
            self._sheet.write_blank(self._row, n, None, self._styles["section"])
        self._sheet.write_string(self._row, 0, titre, self._styles["section"])
        self._row += 1

    def _section(self, cle: str, titre: str, ccp: Table | None = None) -> None:
        """The bar of a table; under that of a CCP, its name to fill in."""
        self._bar(titre)
        if cle == feuille.SECTION_TITRE:
            return
        self._sheet.write_string(self._row, 0, feuille.NOM_DU_CCP, self._styles["libelle"])
        self._sheet.merge_range(self._row, 1, self._row, feuille.COLONNES_DU_RE - 1, "", self._styles["saisie"])
        self._fill(self._row, 1, ccp.nom if ccp else "")
        self._row += 1

    def _columns(self, *, with_help: bool) -> None:
        """The titles of the columns; over the first table, also their groups and their help."""
        first_rare, last = feuille.COLONNES_DU_RE, len(self._colonnes) - 1
        if with_help:
            self._sheet.merge_range(self._row, 0, self._row, first_rare - 1, feuille.GROUPE_RE, self._styles["groupe"])
            self._sheet.merge_range(self._row, first_rare, self._row, last, feuille.GROUPE_RARE, self._styles["groupe"])
            self._row += 1
        self._texts(self._row, (colonne.titre for colonne in self._colonnes), "colonne")
        self._sheet.set_row(self._row, 28)
        self._row += 1
        if with_help:
            self._texts(self._row, (insecable(colonne.aide) for colonne in self._colonnes), "aide")
            lines = max(ceil(len(colonne.aide) / (colonne.largeur * 1.35)) for colonne in self._colonnes)
            self._sheet.set_row(self._row, 11 * (lines + 1))
            self._row += 1

    def _example(self) -> None:
        """CDA's table 3.1 in the order in which the RE prints it; the reader skips it."""
        self._texts(self._row, [feuille.EXEMPLE_DE], "aide")
        self._row += 1
        rows = {row["modalite"].split()[0]: row for row in epreuve_rows(find("CDA").titre)}
        for modalite in ("PP", "ET", "QP", "EF"):
            row = {**rows[modalite], "modalite": f"{feuille.EXEMPLE} {rows[modalite]['modalite']}"}
            self._texts(self._row, (row.get(colonne.champ, "") for colonne in self._colonnes), "exemple")
            self._row += 1

    def _table(self, table: Table | None, prefix: str, lignes: int) -> None:
        rows = epreuve_rows(table, prefix) if table else []
        rows += [{} for _ in range(lignes - len(rows))]
        first = self._row
        for row in rows:
            for n, colonne in enumerate(self._colonnes):
                self._fill(self._row, n, row.get(colonne.champ, ""))
            self._row += 1
        for n, colonne in enumerate(self._colonnes):
            self._choices(first, n, self._row - 1, n, colonne)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:R{self._row + 2}"})
        self._total(feuille.TOTAL_CANDIDAT, feuille.TOTAL_CANDIDAT_OU, table.total_candidat if table else 0)
        self._total(feuille.PRESENCE_JURY, feuille.PRESENCE_JURY_OU, table.presence_jury if table else 0)
        self._row += 1

    def _total(self, libelle: str, aide: str, minutes: int) -> None:
        self._sheet.write_string(self._row, 0, libelle, self._styles["libelle"])
        self._fill(self._row, 1, duree_du_re(minutes) if minutes else "")
        self._sheet.merge_range(self._row, 2, self._row, feuille.COLONNES_DU_RE - 1, aide, self._styles["aide"])
        self._sheet.set_row(self._row, 26)
        self._row += 1

    def _fill(self, row: int, column: int, valeur: str, colonne: Colonne | None = None) -> None:
        if valeur:
            self._sheet.write_string(row, column, valeur, self._styles["saisie"])
        else:
            self._sheet.write_blank(row, column, None, self._styles["saisie"])
        if colonne:
            self._choices(row, column, row, column, colonne)

    def _choices(self, row: int, column: int, last_row: int, last_column: int, colonne: Colonne) -> None:
        """A drop-down list that offers and does not forbid: the reader says what it does not understand."""
        if colonne.choix:
            options = {"validate": "list", "source": list(colonne.choix), "show_error": False}
            self._sheet.data_validation(row, column, last_row, last_column, options)

    def _texts(self, row: int, textes: Iterable[str], style: str) -> None:
        for n, texte in enumerate(textes):
            self._sheet.write_string(row, n, texte, self._styles[style])
