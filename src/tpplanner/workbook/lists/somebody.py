"""Whether a row of a list, or of a sheet that people fill, names somebody: no total, no title, no greeting."""

from tpplanner.domain.session import cle
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import CANDIDATS
from tpplanner.workbook.lists import letters

_NOTES = frozenset(
    {"total", "totaux", "effectif", "effectifs", "nb", "nombre", "legende", "signature", "signatures"}
    | {"session", "groupe", "soit"}
)
_NOTES_OF_TWO = frozenset({("sous", "total"), ("sous", "totaux"), ("fait", "a"), ("fait", "le")})
_LONGEST_NAME = 80
_SENTENCE_WORDS = 4


def is_somebody(nom: str, prenom: str, feuille: Feuille = CANDIDATS) -> bool:
    """Whether a row names somebody: no total, no title again, no help, no greeting, no sentence below the list."""
    words = nom.split()
    told = {cle(texte) for colonne in feuille.colonnes for texte in (colonne.titre, colonne.aide, *colonne.alias)}
    sentence = len(nom) > _LONGEST_NAME or ":" in nom or (nom.endswith(".") and len(words) >= _SENTENCE_WORDS)
    header = cle(nom) in told and (not prenom or cle(prenom) in told)
    noted = not prenom and (is_note(nom) or bool(letters.is_form(nom, forwarded=False)))
    return any(map(str.isalpha, nom)) and not (sentence or header or noted)


def is_note(shown: str) -> bool:
    """Whether a text counts, dates or heads something: « 2 candidats », « le 3 mai », « Groupe B »."""
    first, second = (*cle(shown).split()[:2], "", "")[:2]
    dated = first == "le" and second[:1].isdigit()
    return dated or first.isdigit() or first in _NOTES or (first, second) in _NOTES_OF_TWO
