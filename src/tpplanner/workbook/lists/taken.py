"""A list that a command takes: its people as rows and records of their sheet, and all that is to be said of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import OUI_NON, Feuille, Saisie
from tpplanner.texts import listes as textes
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.contents import Fields, Value
from tpplanner.workbook.grid import Cell, Location, Notes
from tpplanner.workbook.lists.answer import Entree, Liste, Triage
from tpplanner.workbook.lists.entries import MOST, entries_of
from tpplanner.workbook.lists.opening import read_source
from tpplanner.workbook.records import Record

_ON_A_PLAN = ("majoration", "indisponible", "disponible", "formateurs", "presente", "dernier_ccp", "reponse")
"""Fields, by how they begin, that change a plan: each is told with whom it is about."""


@dataclass(frozen=True)
class Taken:
    """The people of a list, where it comes from, and what is to be said of it."""

    source: str
    liste: Liste
    avertissements: tuple[Issue, ...] = ()

    @property
    def rows(self) -> list[Fields]:
        """The people, as rows to write; what cannot be read stays as typed, for the reader of the workbook to tell."""
        return [_row(entree, self.liste.feuille) for entree in self.liste.personnes]

    @cached_property
    def told(self) -> str:
        """The sum, then what became of each line that is not simply a person, and the facts taken."""
        liste = self.liste
        suites = [
            (textes.PRIS, list(_facts(liste))),
            (textes.A_DEMANDER, [_of(e, e.nom_complet, question) for e in liste.personnes for question in e.questions]),
            (textes.LAISSES, [_of(e, e.nom_complet, e.reste) for e in liste.personnes if e.reste]),
            (textes.A_VERIFIER, [_shown(entree) for entree in liste.entrees if entree.etat is Triage.A_VERIFIER]),
            (textes.IGNOREES, [_shown(entree) for entree in liste.entrees if entree.etat is Triage.IGNOREE]),
        ]
        return textes.lue(self.source, liste.somme, liste.titres, suites)

    def records(self, notes: Notes) -> tuple[Record, ...]:
        """The people as records of their sheet; `notes` gathers what is wrong with them."""
        pairs = zip(self.liste.personnes, self.rows, strict=True)
        return tuple(self._record(entree, row, notes) for entree, row in pairs)

    def _record(self, entree: Entree, row: Fields, notes: Notes) -> Record:
        ou = textes.ou(entree.lignes)
        champs = {fait.champ for other in self.liste.personnes for fait in other.faits} | {"nom", "prenom"}
        places = {c.champ: ou for c in self.liste.feuille.colonnes if c.champ in champs}
        titles = {colonne.champ: colonne.titre for colonne in self.liste.feuille.colonnes}
        values = {champ: _raw(value) for champ, value in row.items()}
        row_cells = {
            champ: Cell(Location(self.source, f"{ou}, {titles[champ]}", cells.texte(value)), value)
            for champ, value in values.items()
            if not cells.is_empty(value)
        }
        return Record(self.liste.feuille, self.source, entree.lignes[0], row_cells, places, notes)


def read_list(path: str | Path, feuille: Feuille) -> Taken:
    """The people of a list: a file, or the standard input for ``-``; raises UserError where it gives nobody."""
    source = read_source(Path(path), feuille)
    if len(source.lines) > MOST:
        raise UserError(Issue(Severity.ERROR, *textes.trop_de_lignes(MOST), value=source.nom))
    taken = Taken(source.nom, entries_of(source.lines, feuille), source.avertissements)
    if not taken.liste.personnes:
        issues = [
            Issue(Severity.ERROR, *textes.a_verifier(textes.cite(e.source), e.raison, feuille.titre), sheet=source.nom)
            for e in taken.liste.entrees
            if e.etat is Triage.A_VERIFIER
        ]
        raise UserError(Issue(Severity.ERROR, *textes.personne(feuille.cle), value=source.nom), *issues)
    return taken


def _facts(liste: Liste) -> Iterator[str]:
    """How often each field was told, then those that change a plan, with whom they are about."""
    titles = {colonne.champ: colonne.titre for colonne in liste.feuille.colonnes}
    counts = Counter(fait.champ for entree in liste.personnes for fait in entree.faits)
    if counts:
        yield ", ".join(f"{titles[champ]} ({count})" for champ, count in counts.items())
    for entree in liste.personnes:
        faits = [fait for fait in entree.faits if fait.champ.startswith(_ON_A_PLAN)]
        if faits:
            yield _of(entree, entree.nom_complet, " ; ".join(f"{titles[f.champ]} : {f.valeur}" for f in faits))


def _of(entree: Entree, qui: str, quoi: str) -> str:
    return textes.dite(textes.ou(entree.lignes), qui, quoi)


def _shown(entree: Entree) -> str:
    return _of(entree, textes.cite(entree.source), entree.raison)


def _row(entree: Entree, feuille: Feuille) -> Fields:
    usual = ("nom", "prenom", "numero_ceres", "organisme", "employeur", "contact")
    fields: Fields = dict.fromkeys((c.champ for c in feuille.colonnes if c.champ in usual), "")
    return fields | {champ: _value(champ, typed, feuille) for champ, typed in entree.fields().items()}


def _value(champ: str, typed: str, feuille: Feuille) -> Value:
    """A value as its column shows it; as it is typed where it cannot be read, and of majorations, always."""
    try:
        match feuille.colonne(champ).saisie:
            case Saisie.DATE:
                return cells.jour(typed)
            case Saisie.OUI_NON:
                return cells.oui_non(typed) or None
            case Saisie.ENTIER:
                return cells.entier(typed)
    except Unreadable:
        pass
    return typed


def _raw(value: Value) -> cells.Raw:
    """A value as its cell would hold it."""
    return OUI_NON[0] if value is True else str(value) if isinstance(value, Fraction) else value
