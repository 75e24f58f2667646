"""What a cell tells below the title of its column."""

import re
from collections.abc import Callable
from functools import cache

from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Reponse, cle, propre
from tpplanner.sheets.colonne import OUI_NON, Feuille, Saisie
from tpplanner.sheets.session import MEMBRES, REPONSES, champ_majoration
from tpplanner.texts.noms import Texte
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.lists import extraction as in_text
from tpplanner.workbook.lists.draft import Draft
from tpplanner.workbook.lists.extraction import Extraction, facts_in, pieces_of, says_nothing
from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.header import CIVILITE, JOUR, MAJORATION, NUMERO, SANS_INTERET, TEXTE, Heading
from tpplanner.workbook.lists.naming import other_name
from tpplanner.workbook.lists.words import CIVILITES, POSTES
from tpplanner.workbook.majorations import majoration, says_why, shown

_TICKED = frozenset({"oui", "o", "x", "1", "vrai", "ok", "✓", "✔", "☑", "yes"})
_UN_TIERS = frozenset({"1/3", "tiers", "un tiers", "33 %", "33%", "0,33", "1/3 temps"})
_NOT = frozenset({"non", "n", "0", "-", "–", "faux", "no"})


def tell(draft: Draft, column: Heading, cell: str, feuille: Feuille) -> None:
    """Put what a cell tells with whom its row is about; nothing of how old they are, nor of why they have more time."""
    text, holds = propre(cell), column.holds
    if holds.startswith(f"{MAJORATION}_"):
        _of_one_kind(draft, column, text)
    elif holds in _fields(feuille) and feuille.colonne(holds).saisie is Saisie.OUI_NON:
        _yes_or_no(draft, holds, text)
    elif holds == CIVILITE and not re.fullmatch(CIVILITES, flat(text)):
        draft.rest.append(f"{column.titre} : {text}")
    elif holds in (SANS_INTERET, CIVILITE) or (says_nothing(text) and not _answers(holds, text)):
        return
    elif teller := _TOLD.get(holds):
        teller(draft, column, cell, feuille)
    else:
        dated = feuille.colonne(holds).saisie is Saisie.DATE
        questions: list[Texte] = []
        draft.extraction.add(holds, in_text.french_date(text, questions.append) if dated else text, cell)
        draft.extraction.questions += [texte.message for texte in questions]


def _answers(holds: str, text: str) -> bool:
    """Whether a cell that says little answers what its column asks: a yes, or a no below a day."""
    return flat(text) in _TICKED or (holds in (JOUR, "disponible", "indisponible") and flat(text) in _NOT | {"?"})


@cache
def _fields(feuille: Feuille) -> frozenset[str]:
    return frozenset(colonne.champ for colonne in feuille.colonnes)


def _yes_or_no(draft: Draft, holds: str, text: str) -> None:
    """Yes; what is neither stays as it is typed, for the reader of the workbook to tell."""
    try:
        if cells.oui_non(text):
            draft.extraction.add(holds, OUI_NON[0], text)
    except Unreadable:
        value = _UNSAID if says_why(text) else text
        draft.extraction.add(holds, value, value)


def _number(draft: Draft, _: Heading, cell: str, __: Feuille) -> None:
    draft.extraction.add("numero_ceres", propre(cell), cell)


def _reach(draft: Draft, column: Heading, cell: str, feuille: Feuille) -> None:
    """An address stays whole; a telephone or a mail is found wherever it stands."""
    extraction = facts_in(cell, feuille) if "@" in cell or column.holds == "telephone" else Extraction(cell)
    faits = [fait for fait in extraction.faits if fait.champ in ("contact", "telephone")]
    for fait in faits:
        draft.extraction.add(fait.champ, fait.valeur, fait.texte)
    if not faits:
        draft.extraction.add(column.holds, cell, cell)


def _formateurs(draft: Draft, _: Heading, cell: str, __: Feuille) -> None:
    draft.extraction.add("formateurs", in_text.names_listed(cell), cell)


def _workplace(draft: Draft, column: Heading, cell: str, _: Feuille) -> None:
    text = propre(cell)
    if flat(text) in POSTES:
        draft.rest.append(text)
    else:
        draft.extraction.add(column.holds, text, cell)


def _habilitation(draft: Draft, _: Heading, cell: str, __: Feuille) -> None:
    in_text.habilitation(draft.extraction, propre(cell), cell)


def _qualites(draft: Draft, column: Heading, cell: str, feuille: Feuille) -> None:
    """What a jury asks for, « anglais », or what somebody does and where: « gérante, Fleurs de Cornouaille »."""
    if set(re.split(r"\W+", flat(cell))) & POSTES:
        _text(draft, column, cell, feuille)
    else:
        draft.extraction.add("qualites", propre(cell), cell)


def _presente(draft: Draft, _: Heading, cell: str, feuille: Feuille) -> None:
    text = propre(cell)
    faits = [fait for fait in facts_in(text, feuille).faits if fait.champ in ("presente", "dernier_ccp")]
    for fait in faits:
        draft.extraction.add(fait.champ, fait.valeur, fait.texte)
    if not faits and not re.search(r"\btitre\b", flat(text)):
        draft.extraction.add("presente", text, text)


def _day(draft: Draft, column: Heading, cell: str, _: Feuille) -> None:
    """A cross below a day, or a word."""
    text = propre(cell)
    day, piece = in_text.when(column.titre) or column.titre, f"{column.titre} : {text}"
    if flat(text) in _TICKED or re.match(r"(?:oui|present|dispo|ok)", flat(text)):
        draft.extraction.add("disponible", day, piece)
    elif flat(text) in _NOT or re.match(r"(?:absent|indispo|pas)", flat(text)):
        draft.extraction.add("indisponible", day, piece)
    elif half := in_text.when(text):
        draft.extraction.add("disponible", f"{day} {half}", piece)
    else:
        draft.rest.append(piece)
        return
    if len(text.split()) > 1:
        draft.rest.append(piece)


_THIRD = re.compile(r"\btiers\b|1/3|⅓|^\W*t\.?t\.?\W*$")
"""Says in a title how much is granted."""


def _of_any_kind(draft: Draft, column: Heading, cell: str, feuille: Feuille) -> None:
    """Below « Tiers temps »: yes says a third, not for which épreuves."""
    text = propre(cell)
    if flat(text) in _TICKED and not _THIRD.search(flat(column.titre)):
        in_text.ask_amenagement(draft.extraction, text)
    elif flat(text) in _TICKED | _UN_TIERS:
        in_text.grant(draft.extraction, "", text)
    elif flat(text) not in _NOT:
        extraction = facts_in(text, feuille)
        draft.extraction.add_all(extraction)
        if not (extraction.faits or extraction.questions or extraction.notes):
            in_text.ask_amenagement(draft.extraction, text)


def _of_one_kind(draft: Draft, column: Heading, text: str) -> None:
    """Below « Majoration écrit »: as typed, without a word of health; below « Tiers temps écrit », yes is a third."""
    if says_why(text):
        in_text.ask_amenagement(draft.extraction, text)
        value = _without_why(column.holds, text)
    else:
        third = flat(text) in _TICKED and "tiers" in flat(column.titre)
        value = in_text.UN_TIERS if third else text
    if flat(value) not in _NOT:
        draft.extraction.add(column.holds, value, value)


def _without_why(champ: str, text: str) -> str:
    """What is granted, without why."""
    nature = next(nature for nature in Nature if champ_majoration(nature) == champ)
    try:
        return shown(majoration(text, nature))
    except Unreadable:
        return _UNSAID


_UNSAID = "?"
"""Stands where something is typed, and nothing of it can be told."""


def _days(draft: Draft, column: Heading, cell: str, feuille: Feuille) -> None:
    """What a text says of days prevails over the title: « absent lundi 7 » below « Présence »."""
    text = propre(cell)
    extraction = facts_in(text, feuille)
    faits = [fait for fait in extraction.faits if fait.champ in ("disponible", "indisponible")]
    for fait in faits:
        draft.extraction.add(fait.champ, fait.valeur, fait.texte)
    if faits:
        draft.rest += list(pieces_of(extraction))
    elif flat(text) not in _TICKED | _NOT:
        draft.extraction.add(column.holds, in_text.when(text) or text, text)
    elif day := in_text.when(column.titre):
        comes = (flat(text) in _TICKED) is (column.holds == "disponible")
        draft.extraction.add("disponible" if comes else "indisponible", day, f"{column.titre} : {text}")
    elif flat(text) in _TICKED or column.holds == "disponible":
        draft.rest.append(f"{column.titre} : {text}")


def _answer(draft: Draft, _: Heading, cell: str, __: Feuille) -> None:
    """What became of asking somebody to come, in the words of the sheet where it is told in others."""
    text = propre(cell)
    reponse = next((reponse for reponse, pattern in _ANSWERS if re.search(pattern, flat(text))), None)
    draft.extraction.add("reponse", REPONSES[reponse] if reponse else text, cell)
    if reponse is Reponse.SOLLICITE:
        draft.extraction.doutes.append(text)


_ANSWERS = (
    (Reponse.DECLINE, r"declin|refus|\bnon\b|ne (?:peut|vient)|indispo"),
    (Reponse.SOLLICITE, r"sollicit|attente|a confirmer|relanc|sans reponse"),
    (Reponse.CONFIRME, r"confirm|\boui\b|accepte|accord|\bok\b|present"),
)
"""How answers are told, the first that fits; on flat text."""


def _text(draft: Draft, column: Heading, cell: str, feuille: Feuille) -> None:
    """What is told beside; a cross or a yes, with what was asked."""
    if column.titre and flat(propre(cell)) in _TICKED:
        draft.rest.append(f"{column.titre} : {propre(cell)}")
        return
    extraction = facts_in(propre(cell), feuille)
    draft.extraction.add_all(extraction)
    other, rest = other_name(list(pieces_of(extraction)))
    draft.autre_nom = draft.autre_nom or other
    if feuille is MEMBRES and re.search(r"\b(?:qualite|fonction|poste)", cle(column.titre)):
        mine = Draft(draft.line, "", extraction=draft.extraction, rest=rest)
        mine.place_of_work(feuille)
        rest = mine.rest
    draft.rest += rest


_TOLD: dict[str, Callable[[Draft, Heading, str, Feuille], None]] = {
    NUMERO: _number,
    "numero_ceres": _number,
    JOUR: _day,
    MAJORATION: _of_any_kind,
    "telephone": _reach,
    "contact": _reach,
    "formateurs": _formateurs,
    "disponible": _days,
    "indisponible": _days,
    "habilitation": _habilitation,
    "organisme": _workplace,
    "employeur": _workplace,
    "qualites": _qualites,
    "presente": _presente,
    "reponse": _answer,
    TEXTE: _text,
    "": _text,
}
