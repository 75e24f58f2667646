"""For what a candidat's aide is granted, as a cell says it: kinds of épreuve, épreuves by name, or all of them.

What is neither is refused, never guessed: an aide is there for what the decision says, and for nothing else.
"""

import re
from collections.abc import Iterator

from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.referentiel import Epreuve, Nature
from tpplanner.domain.session import Candidat
from tpplanner.texts import lecture
from tpplanner.texts.classeur import TOUTES
from tpplanner.texts.noms import etiquettes_d_epreuves
from tpplanner.texts.referentiels import MODALITES
from tpplanner.workbook.cells import folded
from tpplanner.workbook.records import Index, Record, key

_ALL = frozenset({"tout", "tous", TOUTES, "toutes les epreuves", "toutes ses epreuves", "ensemble des epreuves"})
_BEFORE = r"(?:(?:pour|a|au|aux|de|des|en|l'|les?|la|parties?|phases?|epreuves?) ?)*"
_KINDS = {
    Nature.ECRIT: re.compile(rf"{_BEFORE}ecrite?s?"),
    Nature.ORAL: re.compile(rf"{_BEFORE}(?:orale?s?|oraux)"),
    Nature.PRATIQUE: re.compile(rf"{_BEFORE}pratiques?"),
}
_AND = re.compile(r"\s+et\s+|\s*[/+&]\s*")

Granted = tuple[tuple[Nature, ...], tuple[str, ...]]
"""Kinds, and épreuves (ids)."""


def granted(record: Record, candidat: Candidat, index: Index) -> Granted:
    """What the cell says, each in its order; nothing where it is empty. What is not understood is noted."""
    if not record.has("aide_pour"):
        if candidat.aide:
            record.notes.warning(lecture.aide_pour_tout(), record.place("aide_pour"))
        return (), ()
    siennes = epreuves_de(index.session.referentiel, candidat)
    natures, epreuves = set[Nature](), set[str]()
    for piece in _pieces(record, candidat, index):
        named = _named(piece, candidat, index, siennes)
        of_kind = () if named else _natures(piece)
        natures.update(of_kind)
        epreuves.update(named)
        if not (of_kind or named):
            etiquettes = etiquettes_d_epreuves(index.session.referentiel)
            texte = lecture.aide_pour_inconnue([etiquettes[e.id] for e in siennes])
            record.notes.error(texte, record.place("aide_pour", piece))
    reach = tuple(n for n in Nature if n in natures), tuple(e.id for e in siennes if e.id in epreuves)
    _tell(record, candidat, reach, siennes)
    return reach


def _tell(record: Record, candidat: Candidat, reach: Granted, siennes: tuple[Epreuve, ...]) -> None:
    """Note what is granted for nothing that they pass, or to nobody who is named."""
    natures, epreuves = reach
    if natures and not epreuves and not any(set(natures) & set(e.natures) for e in siennes):
        record.notes.warning(lecture.aide_pour_rien(), record.place("aide_pour"))
    elif not candidat.aide and not record.has("aide"):
        record.notes.warning(lecture.aide_sans_nom(), record.place("aide_pour"))


def _pieces(record: Record, candidat: Candidat, index: Index) -> Iterator[str]:
    """What the cell lists; « et » joins two, unless an épreuve bears it in its name."""

    def whole(text: str) -> bool:
        return index.epreuve(text, candidat.id) is not None

    for piece in record.names("aide_pour", whole):
        yield from (piece,) if whole(piece) else filter(None, _AND.split(piece))


def _natures(piece: str) -> tuple[Nature, ...]:
    text = folded(piece).strip(" .")
    if text in _ALL:
        return tuple(Nature)
    return tuple(nature for nature, pattern in _KINDS.items() if pattern.fullmatch(text))


def _named(piece: str, candidat: Candidat, index: Index, siennes: tuple[Epreuve, ...]) -> tuple[str, ...]:
    """The épreuve of that name; else all of that modalité."""
    named = index.epreuve(piece, candidat.id)
    if any(e.id == named for e in siennes):
        return (str(named),)
    return tuple(e.id for e in siennes if key(piece) in (key(e.modalite), key(MODALITES.get(e.modalite, ""))))
