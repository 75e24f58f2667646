"""What the form shows of a table: its columns, what may be asked for beside, the empty rows that wait below."""

from dataclasses import dataclass

from tpplanner.domain.referentiel import Referentiel
from tpplanner.sheets.colonne import Colonne
from tpplanner.sheets.session import CANDIDATS, MEMBRES, SALLES
from tpplanner.texts.referentiels import usage_affiche
from tpplanner.web.typed.saisie import BY_CLE, CLE, NEVER, TABLES, Form, FormRow, FormTable, is_blank, new_key
from tpplanner.workbook.contents import joined


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table as a step shows it: its columns, those on offer, its rows, those that are empty yet, how many are not."""

    cle: str
    titre: str
    colonnes: tuple[Colonne, ...]
    offertes: tuple[Colonne, ...]
    rows: tuple[FormRow, ...]
    neuves: frozenset[str]
    saisies: int


def table_shown(cle: str, form: Form, referentiel: Referentiel | None, more: int = 0) -> TableShown:
    """A table of the form, rows that were taken away left out; `more` empty ones than usual."""
    table = BY_CLE[cle]
    rows = [row for row in form.rows.get(cle, []) if not form.is_away(cle, row)]
    columns = columns_of(table, form, referentiel)
    waiting = _waiting(table, rows, table.vides + more, referentiel)
    count = sum(not is_blank(row) for row in rows)
    offered, fresh = columns_offered(table, columns, form), frozenset(row[CLE] for row in waiting)
    return TableShown(cle, table.feuille.titre, tuple(columns), tuple(offered), (*rows, *waiting), fresh, count)


def tables_needed(form: Form, referentiel: Referentiel | None) -> list[str]:
    """The tables of the form; those of comédiens and vehicles where there is use for them."""
    epreuves = tuple(referentiel.epreuves()) if referentiel is not None else ()
    booked = {"comediens": any(e.comediens for e in epreuves), "vehicules": any(e.vehicules for e in epreuves)}
    return [t.cle for t in TABLES if booked.get(t.cle, True) or form.present(t.cle)]


def _waiting(table: FormTable, rows: list[FormRow], count: int, referentiel: Referentiel | None) -> list[FormRow]:
    """Empty rows; rooms are offered of the types that none is of yet, then for juries."""
    usages = usages_of(referentiel)
    if table.cle != "salles" or not usages:
        return [{CLE: new_key()} for _ in range(count)]
    there = {usage for row in rows for usage in row.get("usages", "").split(" ; ")}
    wanted = [usage for usage in usages if usage not in there and " ; " not in usage]
    offered = [*wanted, *[usages[0]] * count][: max(count, len(wanted))]
    return [{CLE: new_key(), "usages": usage} for usage in offered]


def columns_of(table: FormTable, saisie: Form, referentiel: Referentiel | None) -> list[Colonne]:
    """The columns in sight: the usual ones, those that were asked for, those in which something stands."""
    rows = saisie.rows.get(table.cle, [])
    usual = {*table.usuelles, *(("presente",) if table.feuille is CANDIDATS and saisie.certificats else ())}
    if table.feuille is SALLES and referentiel and any(e.ressource for e in referentiel.epreuves()):
        usual.add("ressources")
    chosen = {name.partition(".")[2] for name in saisie.colonnes if name.startswith(f"{table.cle}.")}
    unsaid = {"habilitation": referentiel.sigle, "millesime": referentiel.millesime} if referentiel else {}
    filled = {
        champ
        for row in rows
        for champ, value in row.items()
        if value and not (table.feuille is MEMBRES and unsaid.get(champ) == value)
    }
    filled -= {"presente"} if table.feuille is CANDIDATS and not saisie.certificats else set()
    in_sight = [c for c in table.feuille.colonnes if c.champ in usual | chosen | filled and c.champ not in NEVER]
    return sorted(in_sight, key=lambda c: table.usuelles.index(c.champ) if c.champ in table.usuelles else 99)


def columns_offered(table: FormTable, shown: list[Colonne], saisie: Form) -> list[Colonne]:
    """Those that may be asked for."""
    never = NEVER | (set() if saisie.certificats else {"presente", "dernier_ccp"})
    return [c for c in table.feuille.colonnes if c.champ not in never and c not in shown]


def usages_of(referentiel: Referentiel | None) -> list[str]:
    """The types of room that a titre asks for, and all of them together."""
    if referentiel is None:
        return []
    phases = (phase for epreuve in referentiel.epreuves() for phase in epreuve.phases)
    usages = list(dict.fromkeys(usage_affiche(usage) for usage in sorted({p.usage for p in phases}, key=_jury_first)))
    return [*usages, joined(usages)] if len(usages) > 1 else usages


def _jury_first(usage: str) -> tuple[bool, str]:
    return usage != "jury", usage
