"""Lines that go on about somebody named above: an address, how to reach them, what is set in."""

import re
from collections import Counter
from collections.abc import Sequence

from tpplanner.domain.session import cle, propre
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import MEMBRES
from tpplanner.texts import listes as textes
from tpplanner.workbook.lists import prose
from tpplanner.workbook.lists.answer import Triage
from tpplanner.workbook.lists.draft import Draft
from tpplanner.workbook.lists.extraction import facts_in, pieces_of
from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.name_shapes import Name, given_name


def joined(drafts: list[Draft], feuille: Feuille) -> list[Draft]:
    """The same, but lines that go on about somebody are theirs: an address, how to reach them, what is set in below."""
    together: list[Draft] = []
    open_: Draft | None = None
    parts = Counter(draft.line.number for draft in drafts)
    for i, draft in enumerate(drafts):
        if open_ is not None and _goes_on(open_, draft, drafts[i:]):
            _take(open_, draft, feuille)
            continue
        together.append(draft)
        alone = parts[draft.line.number] == 1
        named = draft.name is not None and draft.etat is not Triage.IGNOREE and not draft.signed
        open_ = draft if draft.free and alone and named else None
    return together


def _goes_on(open_: Draft, draft: Draft, following: Sequence[Draft]) -> bool:
    """Whether a line goes on about whom the one above it names."""
    if _stands_apart(open_, draft):
        return False
    text = draft.line.text
    confirmed = _both(open_, draft) is not None or _confirms(open_, draft)
    if confirmed or (_is_named(draft) and draft.etat is not Triage.IGNOREE):
        return confirmed
    if _tells_alone(draft) or prose.is_address(text) or _margin(draft) > _margin(open_):
        return True
    champs = {fait.champ for fait in draft.extraction.faits}
    if champs and champs <= {"contact", "telephone"} and not draft.rest:
        return not _reached(draft) & _reached(open_)
    return _leads_to_a_town(draft, following[1:])


def _both(open_: Draft, draft: Draft) -> Name | None:
    """Who is named by a nom in capitals and a prénom, each alone on its line, one below the other."""
    if open_.numbers or open_.name is None or draft.name is None or open_.name.whole or draft.name.whole:
        return None
    texts = [propre(open_.line.text), propre(draft.line.text)]
    alone = all(
        cle(text) == cle(name.nom or name.prenom) for text, name in zip(texts, (open_.name, draft.name), strict=True)
    )
    nom, prenom = sorted(texts, key=str.isupper, reverse=True)
    return Name(nom, given_name(prenom)) if alone and nom.isupper() and not prenom.isupper() else None


def _confirms(open_: Draft, draft: Draft) -> bool:
    """Whether a mail from which a name is guessed is that of somebody above."""
    if draft.raison != textes.DEVINE_D_UN_COURRIEL or draft.name is None or open_.name is None or draft.rest:
        return False
    return {cle(draft.name.nom), cle(draft.name.prenom)} <= set(cle(open_.name.nom + " " + open_.name.prenom).split())


def _tells_alone(draft: Draft) -> bool:
    """Whether a line tells facts and nothing else, « tiers temps »: of whom, it does not say. A title announces."""
    reached = any(fait.champ in ("contact", "telephone") for fait in draft.extraction.faits)
    tells = bool(draft.extraction.faits or draft.extraction.questions) and not reached
    return tells and not draft.rest and draft.name is None and not draft.line.text.rstrip().endswith(":")


def _stands_apart(open_: Draft, draft: Draft) -> bool:
    """Whether a line has a place of its own: behind a bullet, after an empty line, in a table, of a letter."""
    last = (open_.numbers or open_.line.numbers)[-1]
    below = draft.free and draft.line.number == last + 1
    noted = draft.line.text.lstrip().startswith("*")
    marked = draft.marked and not (_margin(draft) > _margin(open_) and _tells_alone(draft))
    return not below or marked or draft.signed or noted or draft.raison in _OF_LETTERS


def _leads_to_a_town(draft: Draft, following: Sequence[Draft]) -> bool:
    """Whether a postal code follows before anybody else is named: a line between a name and it is of the address."""
    for number, later in enumerate(following, draft.line.number + 1):
        if later.line.number != number or later.marked or not later.free:
            return False
        if prose.has_postal_code(later.line.text):
            return True
        if _is_named(later) and not prose.is_address(later.line.text):
            return False
    return False


def _is_named(draft: Draft) -> bool:
    return draft.name is not None and draft.name.whole and draft.name.sure


def _margin(draft: Draft) -> int:
    return len(draft.line.text) - len(draft.line.text.lstrip())


def _reached(draft: Draft) -> set[tuple[str, bool]]:
    """How somebody is reached: a mail is another way than an address."""
    return {
        (fait.champ, "@" in fait.valeur) for fait in draft.extraction.faits if fait.champ in ("contact", "telephone")
    }


_OF_LETTERS = (textes.SALUTATION, textes.SIGNATURE, textes.EN_TETE, textes.TOTAL)


def _take(open_: Draft, draft: Draft, feuille: Feuille) -> None:
    """Put what a line tells with whom it goes on about."""
    both = _both(open_, draft)
    open_.numbers = (*(open_.numbers or open_.line.numbers), *draft.line.numbers)
    open_.source += f"\n{draft.source}"
    text = propre(draft.line.text)
    if both is not None:
        open_.name = both
        open_.etat, open_.raison = Triage.PERSONNE, ""
        open_.settle()
        return
    extraction = facts_in(text, feuille)
    open_.extraction.add_all(extraction)
    open_.extraction.add_all(draft.extraction)
    pieces = [
        piece
        for piece in pieces_of(extraction)
        if not re.fullmatch(r"(?:tel|telephone|port|portable|mobile|mail|courriel|e-?mail)[ .:]*", flat(piece))
    ]
    if prose.is_address(text) or (not extraction.faits and not text[:1].islower() and pieces):
        known = {fait.champ for fait in open_.extraction.faits}
        if feuille is MEMBRES and not prose.is_address(text) and not known & {"employeur", "organisme"}:
            open_.rest.append(text)
            open_.place_of_work(feuille)
        else:
            open_.extraction.add("contact", text, text)
    else:
        open_.rest += pieces
    if open_.etat is Triage.PERSONNE:
        open_.settle()
