"""Slips: people told line by line, « Nom : DUPONT », « Prénom : Marie », as one row each below those titles."""

import re
from collections.abc import Iterator, Sequence

from tpplanner.domain.session import cle
from tpplanner.sheets.colonne import Feuille
from tpplanner.workbook.lists.header import NOM, NOM_COMPLET, PRENOM, Heading, columns_of
from tpplanner.workbook.lists.lines import VCARD, Line

_PAIR = 2
_FIELD = re.compile(r"^[\s>•*-]*(?P<titre>[^:]{2,40}?)[\s.\u2026]*(?::|\.{3,}|\u2026)\s*(?P<valeur>.*)$")


def slips_in(lines: Sequence[Line], feuille: Feuille) -> dict[int, tuple[tuple[Heading, ...], Line]]:
    """Of each line that begins a slip, its columns and its row, which takes all its lines."""
    slips = {}
    cards = [(group, _fields_of([line.text for line in group])) for group in _cards(lines)]
    for group, fields in [*cards, *(([line], pairs) for line in lines if (pairs := _pairs_within(line)))]:
        columns = columns_of([titre for titre, _ in fields], feuille)
        if columns is not None and (len(group) > 1 or _tell_a_name(columns, both=True)):
            text = "\n".join(line.text for line in group)
            cells = tuple(valeur for _, valeur in fields)
            slips[group[0].number] = (columns, Line(group[0].number, cells, text, group[-1].number))
    for group in _groups([line for line in lines if line.number not in slips]):
        pairs = [pair for line in group if (pair := _pair(line)) is not None]
        columns = columns_of([titre for titre, _ in pairs], feuille)
        in_cells = any(len(line.cells) == _PAIR for line in group)
        if columns is None or not _tell_a_name(columns, both=in_cells):
            continue
        cells = tuple(valeur for _, valeur in pairs)
        text = "\n".join(line.text for line in group)
        slips[group[0].number] = (columns, Line(group[0].number, cells, text, group[-1].number))
    return slips


def _pairs_within(line: Line) -> list[tuple[str, str]]:
    """The titles and values of a line that tells several: « Nom : DUPONT / Prénom : Marie »; none where it does not."""
    parts = line.cells if len(line.cells) > 1 else re.split(r"\s*[;,|]\s*|\s+/\s+", line.text)
    matches = [m for part in parts if part and (m := _FIELD.match(part))]
    whole = len(matches) == len([part for part in parts if part]) > 1
    return [(m["titre"], m["valeur"].strip()) for m in matches] if whole else []


def _pair(line: Line) -> tuple[str, str] | None:
    """The title and the value that a line tells: « Nom : DUPONT », « Nom ..... DUPONT », or two cells."""
    if len(line.cells) == _PAIR:
        return re.sub(r"[\s.:\u2026]+$", "", line.cells[0]), line.cells[1].lstrip(" :")
    m = _FIELD.match(line.text) if len(line.cells) == 1 else None
    return (m["titre"], m["valeur"].strip()) if m else None


def _tell_a_name(columns: Sequence[Heading], *, both: bool) -> bool:
    """Whether a nom stands there, and the prénom or more beside it, `both` apart: « Candidats : … » is a list."""
    contents = {column.holds for column in columns}
    called = any(c.holds == NOM_COMPLET and "nom" in cle(c.titre).split() for c in columns)
    return {NOM, PRENOM} <= contents or (called and len(columns) > 1 and not both)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines one below the other that each tell a field; a title that comes again begins another slip."""
    group: list[Line] = []
    titles: set[str] = set()
    for line in lines:
        pair = _pair(line)
        titre = pair[0].casefold() if pair else ""
        if group and (pair is None or line.number != group[-1].number + 1 or titre in titles):
            yield group
            group, titles = [], set()
        if pair is not None:
            group.append(line)
            titles.add(titre)
    if group:
        yield group


# Visiting cards, « BEGIN:VCARD » to « END:VCARD ».

_TITLES = {
    "TEL": "Tel",
    "EMAIL": "Courriel",
    "ADR": "Adresse",
    "ORG": "Entreprise",
    "BDAY": "Date de naissance",
    "NOTE": "Remarque",
    "TITLE": "Fonction",
    "ROLE": "Fonction",
}


_TECHNICAL = frozenset({"BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "PHOTO", "LOGO", "SOUND", "KEY", "CLASS"})


def _cards(lines: Sequence[Line]) -> Iterator[list[Line]]:
    card: list[Line] = []
    for line in lines:
        if VCARD.match(line.text):
            card = [line]
        elif card:
            card.append(line)
        if not card:
            continue
        if line.text.strip().upper() == "END:VCARD":
            yield card
            card = []


def _fields_of(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The titles and values of a card, as a slip would tell them; a line that begins with a space goes on."""
    names: dict[str, str] = {}
    fields = []
    for line in re.sub(r"\n[ \t]", "", "\n".join(lines)).split("\n"):
        name, _, value = line.partition(":")
        key = name.partition(";")[0].rpartition(".")[2].upper()
        parts = [re.sub(r"\\(.)", r"\1", part).strip() for part in re.split(r"(?<!\\);", value)]
        shown = " ".join(filter(None, parts))
        if key == "N":
            nom, prenom, others = (*parts, "", "")[:3]
            names |= {"Nom": nom, "Prenom": " ".join(filter(None, (prenom, others)))}
        elif key == "FN" and shown:
            names.setdefault("Nom et prenom", shown)
        elif shown and key not in _TECHNICAL and not key.startswith("X-"):
            fields.append((_TITLES.get(key, _TITLES["NOTE"]), shown))
    titles = ("Nom", "Prenom") if names.get("Nom") and names.get("Prenom") else ("Nom et prenom",)
    return [*((titre, names.get(titre, "")) for titre in titles), *fields]
