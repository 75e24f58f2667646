"""What a mise à jour of a titre says otherwise than the one that is known: only what a RE prints is compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import cle
from tpplanner.workbook.cells import Unreadable, jour, minutes
from tpplanner.workbook.entered import EnteredEpreuve, epreuves_of, modalite_of
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre, entered_titre


class Age(StrEnum):
    """How a document stands to what is known of its titre: by millésime, then by mise à jour."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    UNKNOWN = "unknown"
    """one of the two bears no date"""


@dataclass(frozen=True, slots=True)
class ReChange:
    """What is said otherwise: the cell texts `before` and `after` of a field.

    Durations are minutes. `table` is empty for the head; `epreuve`, the name of the épreuve, for what is said of a
    whole table. The field `epreuve` or `table` tells that it is new (`before` empty) or gone (`after` empty).
    """

    table: str
    epreuve: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A titre that is known beside a document of it."""

    known: Referentiel
    age: Age
    changes: tuple[ReChange, ...]


_HEAD = ("intitule", "millesime", "quota", "membres_min", "qualites")
_AROUND = ("nom", "total_candidat", "presence_jury")


def known_of(entered: EnteredTitre, titres: Iterable[Referentiel]) -> Referentiel | None:
    """The newest of those titres that is the one of a document: by its code, or by its sigle where it has no code."""
    code, sigle = cle(entered.entete.get("code", "")), cle(entered.entete.get("sigle", ""))
    ours = [t for t in titres if (cle(t.code) == code if code else bool(sigle) and cle(t.sigle) == sigle)]
    return max(ours, key=lambda t: (t.millesime, t.date_entete or date.min, t.verifie), default=None)


def compared(known: Referentiel, entered: EnteredTitre) -> Comparison:
    """What a document says otherwise; what was not read of it, and is to be asked, is no difference."""
    before = entered_titre(known)
    changes = (*_of_head(before, entered), *_of_tables(before, entered))
    return Comparison(known, _age(known, entered), changes)


def _age(known: Referentiel, entered: EnteredTitre) -> Age:
    millesime = entered.entete.get("millesime", "").strip()
    if millesime and millesime != known.millesime:
        return Age.NEWER if millesime > known.millesime else Age.OLDER
    try:
        updated = jour(entered.entete.get("date_entete", ""))
    except Unreadable:
        return Age.UNKNOWN
    if known.date_entete is None:
        return Age.UNKNOWN
    if updated == known.date_entete:
        return Age.SAME
    return Age.NEWER if updated > known.date_entete else Age.OLDER


def _of_head(before: EnteredTitre, after: EnteredTitre) -> Iterator[ReChange]:
    for field in _HEAD:
        old, new = (titre.entete.get(field, "").strip() for titre in (before, after))
        if cle(old) != cle(new) and (new or field == "quota"):
            yield ReChange("", "", field, old, new)


def _of_tables(before: EnteredTitre, after: EnteredTitre) -> Iterator[ReChange]:
    olds, news = ({table.id: table for table in titre.tables} for titre in (before, after))
    for id_ in dict.fromkeys((*olds, *news)):
        old, new = olds.get(id_), news.get(id_)
        if old is None or new is None:
            yield ReChange(id_, "", "table", _name(old), _name(new))
        else:
            yield from _of_table(old, new)


def _name(table: EnteredTable | None) -> str:
    return (table.autour.get("nom", "") or table.id) if table else ""


def _of_table(old: EnteredTable, new: EnteredTable) -> Iterator[ReChange]:
    for field in _AROUND:
        before, after = old.autour.get(field, ""), new.autour.get(field, "")
        if field != "nom":
            before, after = _minutes_of(before), _minutes_of(after)
        if after and cle(before) != cle(after):
            yield ReChange(new.id, "", field, before, after)
    olds, news = ({e.id: e for e in epreuves_of(table)} for table in (old, new))
    for id_ in dict.fromkeys((*olds, *news)):
        one, other = olds.get(id_), news.get(id_)
        if one is not None and other is not None:
            yield from _of_epreuve(new.id, one, other)
        elif one is not None:
            yield ReChange(new.id, one.nom, "epreuve", one.nom, "")
        elif other is not None:
            yield ReChange(new.id, other.nom, "epreuve", "", other.nom)


def _minutes_of(text: str) -> str:
    try:
        return str(minutes(text)) if text else ""
    except Unreadable:
        return text


def _of_epreuve(table: str, old: EnteredEpreuve, new: EnteredEpreuve) -> Iterator[ReChange]:
    longer = old.minutes != new.minutes
    if new.minutes and longer:
        yield ReChange(table, new.nom, "duree", str(old.minutes), str(new.minutes))
    if all(who for _, who in new.phases):
        others = [who for _, who in old.phases] != [who for _, who in new.phases]
        if others or (not longer and old.phases != new.phases):
            yield ReChange(table, new.nom, "presence", _told(old), _told(new))
    last = modalite_of(new.rows[0]) == "EF"  # whatever is said of its order
    for field in ("collective",) if last else ("collective", "ordre"):
        before, after = getattr(old, field), getattr(new, field)
        if cle(before) != cle(after):
            yield ReChange(table, new.nom, field, before, after)


def _told(epreuve: EnteredEpreuve) -> str:
    return ", puis ".join(f"{who} {minutes_} min" for minutes_, who in epreuve.phases)
