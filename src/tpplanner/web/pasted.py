"""A list that was pasted: shown entry by entry before it is taken, who and what of it is chosen."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from starlette.datastructures import FormData

from tpplanner.sheets.colonne import Feuille
from tpplanner.texts import listes
from tpplanner.texts import page as textes
from tpplanner.web.saisie import BY_CLE, CLE, Form, FormRow
from tpplanner.workbook.lists import Entree, Liste, Triage, read_text
from tpplanner.workbook.records import key


@dataclass(frozen=True, slots=True)
class PastedList:
    """What was pasted, and what is chosen: entries by their rank, facts as ``3.0``; `stamp_seen`: of which text."""

    texte: str = ""
    stamp_seen: str = ""
    pris: frozenset[str] = field(default_factory=frozenset)
    faits: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_current(self) -> bool:
        """Whether somebody chose from this very text: what a button says of another is not about it."""
        return self.stamp_seen == stamp(self.texte)


@dataclass(frozen=True, slots=True)
class FactChoice:
    """A fact that may be taken or left: its name in the form, what it says."""

    cle: str
    dite: str
    gardee: bool


@dataclass(frozen=True, slots=True)
class EntryInWords:
    """An entry as it is shown: `prise` is None for one that nobody can take."""

    rang: str
    etat: str
    dit: str
    ou: str
    source: str
    nom: str
    prise: bool | None
    puces: tuple[FactChoice, ...]
    remarques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apercu:
    """A list before it is taken; `lu` is the stamp of its text."""

    somme: str
    lignes: tuple[EntryInWords, ...]
    lu: str


def list_shown(form: Form, cle: str) -> Apercu | None:
    """What the list pasted for a table gives, before it is taken; None where none was."""
    texte = _texte(form, cle)
    return preview(PastedList(texte), BY_CLE[cle].feuille, _there(form, cle)) if texte else None


def take(form: Form, cle: str, sent: FormData) -> str:
    """Put those who are chosen of the list below those of the table; the field to go to then."""
    ticked = read_collage(sent, cle)
    rows = taken(replace(ticked, texte=_texte(form, cle)), BY_CLE[cle].feuille, _there(form, cle))
    form.listes.pop(cle, None)
    return add(form, cle, rows)


def add(form: Form, cle: str, rows: list[FormRow]) -> str:
    """Put rows below those of a table; the field to go to then."""
    form.rows.setdefault(cle, []).extend(rows)
    form.tidy()
    return f"{cle}-{form.rows[cle][-len(rows)][CLE]}-{BY_CLE[cle].nom}" if rows else cle


def _texte(form: Form, cle: str) -> str:
    return str(form.listes.get(cle, {}).get("texte", ""))


def _there(form: Form, cle: str) -> frozenset[str]:
    return frozenset(name_of(row) for row in form.present(cle))


def read_collage(form: FormData, cle: str) -> PastedList:
    """What a browser sent of the list of a table."""
    pris, faits = (frozenset(map(str, form.getlist(f"{nom}.{cle}"))) for nom in ("pris", "faits"))
    return PastedList(str(form.get(f"collage.{cle}", "")), str(form.get(f"lu.{cle}", "")), pris, faits)


def stamp(texte: str) -> str:
    """What tells one text from another, however its lines end."""
    return sha256("\n".join(texte.splitlines()).encode(errors="replace")).hexdigest()[:16]


def preview(collage: PastedList, feuille: Feuille, there: Collection[str]) -> Apercu:
    """A list as it is shown; `there` are the names that the table has."""
    liste = read_text(collage.texte, feuille)
    lignes = (_ligne(str(rang), entree, collage, liste, there) for rang, entree in enumerate(liste.entrees))
    return Apercu(liste.somme, tuple(lignes), stamp(collage.texte))


def taken(collage: PastedList, feuille: Feuille, there: Collection[str]) -> list[dict[str, str]]:
    """The rows of those who are chosen, with the facts that are; of a list not looked at, of all who are people."""
    liste = read_text(collage.texte, feuille)
    return list(_rows(collage, liste, there))


def name_of(row: dict[str, str]) -> str:
    """The name of a row, case and accents folded."""
    return key(f"{row.get('nom', '')} {row.get('prenom', '')}")


def _rows(collage: PastedList, liste: Liste, there: Collection[str]) -> Iterator[dict[str, str]]:
    for rang, entree in enumerate(liste.entrees):
        if _is_taken(str(rang), entree, collage) and not _is_there(entree, there):
            faits = (f for n, f in enumerate(entree.faits) if not collage.is_current or f"{rang}.{n}" in collage.faits)
            yield replace(entree, faits=tuple(faits)).fields()


def _is_taken(rang: str, entree: Entree, collage: PastedList) -> bool:
    if not _may_be_taken(entree):
        return False
    return rang in collage.pris if collage.is_current else entree.etat is Triage.PERSONNE


def _may_be_taken(entree: Entree) -> bool:
    return entree.etat is not Triage.IGNOREE and bool(entree.nom or entree.prenom)


def _is_there(entree: Entree, there: Collection[str]) -> bool:
    return key(entree.nom_complet) in there


def _ligne(rang: str, entree: Entree, collage: PastedList, liste: Liste, there: Collection[str]) -> EntryInWords:
    titles = {colonne.champ: colonne.titre for colonne in liste.feuille.colonnes}
    known = _is_there(entree, there)
    puces = (
        FactChoice(
            f"{rang}.{n}", f"{titles[f.champ]} : {f.valeur}", not collage.is_current or f"{rang}.{n}" in collage.faits
        )
        for n, f in enumerate(entree.faits)
    )
    remarques = [textes.DEJA_LA] if known else []
    remarques += [entree.raison, *entree.questions, entree.autre_nom and textes.autre_nom(entree.autre_nom)]
    remarques += [entree.reste and textes.reste(entree.reste)]
    return EntryInWords(
        rang,
        entree.etat.value,
        listes.ETATS[entree.etat.value],
        listes.ou(entree.lignes),
        entree.source,
        entree.nom_complet,
        None if known or not _may_be_taken(entree) else _is_taken(rang, entree, collage),
        tuple(puces),
        tuple(filter(None, remarques)),
    )
