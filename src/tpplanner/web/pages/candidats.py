"""*Candidats*, the third step: who passes, and with what counts for the planning."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

from tpplanner.sheets import puces
from tpplanner.sheets.colonne import OUI_NON, Colonne
from tpplanner.sheets.puces import Facette
from tpplanner.sheets.session import CANDIDATS
from tpplanner.texts import liste_collee as textes
from tpplanner.web.typed.chips import CandidatRow, rows_shown
from tpplanner.web.typed.entry import Entry
from tpplanner.web.typed.intake import NAMES, answered, blank, intake_of, take_away
from tpplanner.web.typed.saisie import CLE, NEVER, new_key
from tpplanner.web.typed.triage import ask_list, list_shown

TABLE = CANDIDATS.cle


@dataclass(frozen=True, slots=True)
class OpenRow:
    """What a dialog shows of a row: one facet of it (`puce`), all of it, or what may be added (`ajouter`)."""

    ligne: CandidatRow
    titre: str
    colonnes: tuple[Colonne, ...]
    facette: Facette | None = None
    ajouter: bool = False

    @property
    def source(self) -> str:
        """The piece of the list that told it, empty where it was typed."""
        faits = self.ligne.origine.faits
        pieces = (faits.get(colonne.champ, "") for colonne in self.colonnes)
        return next(filter(None, pieces), "") if self.facette else ""


def values(entry: Entry, request: Request) -> dict[str, Any]:
    """The list above, the rows below it, what is kept and does not count, the row that is open."""
    form, session = entry.form, entry.verdict.reading.session if entry.verdict.reading else None
    rows = rows_shown(form.present(TABLE), intake_of(form, TABLE), session)
    liste = list_shown(entry, TABLE, rows)
    filtre = request.query_params.get("filtre", "")
    more = 2 + (request.query_params.get("plus") == TABLE)
    return {
        "liste": liste,
        "lignes": [row for row in rows if _is_of(row, filtre)],
        "neuves": [new_key() for _ in range(0 if filtre else more)],
        "en_suspens": {line.cle for line in liste.a_verifier},
        "compte": textes.compte(len(rows), sum(line.comptee for line in liste.a_verifier)),
        "filtre": filtre,
        "filtres": [(_filter_told(id_, rows), f"?filtre={id_}") for id_ in textes.FILTRES],
        "filtre_dit": _filter_told(filtre, rows),
        "sans_usage": [row for row in rows if row.origine.reste or any(row.row.get(c) for c in puces.SANS_USAGE)],
        "t_puces": puces,
        "colonnes": {c.champ: c for c in CANDIDATS.colonnes},
        "champs_sans_usage": puces.SANS_USAGE,
        "detail": _detail(rows, request),
    }


def _filter_told(filtre: str, rows: list[CandidatRow]) -> str:
    return f"{textes.FILTRES.get(filtre, '')} ({sum(_is_of(row, filtre) for row in rows)})"


def _is_of(row: CandidatRow, filtre: str) -> bool:
    return {"adaptation": row.adaptee, "verifier": row.a_verifier}.get(filtre, True)


def _detail(rows: list[CandidatRow], request: Request) -> OpenRow | None:
    """The row that is open, by its key: ``?puce=3f2a91c0.vae``, ``?ligne=3f2a91c0``, ``?ajouter=3f2a91c0``."""
    for how in ("puce", "ligne", "ajouter"):
        cle, _, facette = request.query_params.get(how, "").partition(".")
        row = next((row for row in rows if cle and row.cle == cle), None)
        if row is None:
            continue
        if how == "puce" and facette in puces.BY_ID:
            chosen = puces.BY_ID[facette]
            return OpenRow(row, chosen.mot, tuple(CANDIDATS.colonne(champ) for champ in chosen.champs), chosen)
        if how == "ajouter":
            return OpenRow(row, textes.ajouter_a(row.qui), (), ajouter=True)
        known = [c for c in CANDIDATS.colonnes if c.champ not in {*NAMES, *NEVER}]
        return OpenRow(row, row.qui, tuple(known))
    return None


def ask(entry: Entry, faire: str, _form: FormData) -> str:
    """What a button asks for: of the list, of a chip, of a row; the id to go to."""
    of_list = ask_list(entry, TABLE, faire)
    if of_list is not None:
        return of_list
    quoi, _, rest = faire.partition("-")
    cle, _, id_ = rest.partition("-")
    row = next((row for row in entry.form.rows.get(TABLE, []) if row[CLE] == cle), None)
    if row is None:
        return TABLE
    qui = f"{row.get('nom', '')} {row.get('prenom', '')}".strip()
    if quoi == "oter" and id_ in puces.BY_ID:
        facette = puces.BY_ID[id_]
        blank(entry.form, TABLE, cle, facette.champs, textes.retire(quoi=_chip(facette, row), qui=qui))
    elif quoi == "mettre" and id_ in puces.BY_ID and puces.BY_ID[id_].oui_non:
        row[puces.BY_ID[id_].champs[0]] = OUI_NON[0]
    elif quoi == "regle":
        answered(entry.form, TABLE, cle)
    elif quoi == "ecarter":
        take_away(entry.form, TABLE, cle, textes.retiree(qui=qui))
        return "annuler"
    return f"ligne-{cle}"


def _chip(facette: Facette, row: dict[str, str]) -> str:
    there = any(row.get(champ) for champ in facette.champs)
    return facette.dit(row) if there else facette.mot
