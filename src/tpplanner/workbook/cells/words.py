"""Texts, lists of texts, yes or no, one of several values."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches

from tpplanner.domain.noms import cle, propre
from tpplanner.texts import saisie as textes
from tpplanner.texts.temps import date_chiffres, heure_chiffres
from tpplanner.workbook.cells.value import Raw, Unreadable, folded, unescape

_OUI = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "y", "✓", "✔", "☑", "ok"})
_NON = frozenset({"non", "n", "0", "faux", "false", "no", "-", "–", "—", "☐", "aucun", "aucune", "sans"})


def texte(value: Raw, number_format: str = "") -> str:
    """A text as displayed; a number typed as such keeps the zeros that its format shows (``00123``)."""
    match value:
        case str():
            return propre(unescape(value))
        case bool():
            return "VRAI" if value else "FAUX"
        case int() | float():
            return _number(value, number_format)
        case datetime() | date():
            return date_chiffres(value)
        case time():
            return heure_chiffres(value)
    return "" if value is None else str(value)


def _number(value: float, number_format: str) -> str:
    if not float(value).is_integer():
        return f"{value:.10g}".replace(".", ",")
    zeros = number_format if re.fullmatch("0+", number_format) else ""
    return str(int(value)).zfill(len(zeros))


def contact(value: Raw) -> str:
    """An address or e-mail, line by line; a French phone number typed as a number gets its zero back."""
    if isinstance(value, str):
        lignes = (propre(ligne) for ligne in re.split(r"[\r\n]+", unescape(value)))
        return "\n".join(ligne for ligne in lignes if ligne)
    lu = texte(value)
    return f"0{lu}" if re.fullmatch(r"[1-9]\d{8}", lu) else lu


def liste(value: Raw, whole: Callable[[str], bool] = lambda _: False) -> tuple[str, ...]:
    """Several texts, separated by semicolons, commas or new lines; a comma cuts nothing that is known `whole`."""
    if not isinstance(value, str):
        return (texte(value),) if value is not None else ()
    morceaux = (propre(morceau) for morceau in re.split(r"[;\r\n]+", unescape(value)))
    coupes = (m for morceau in morceaux for m in ([morceau] if whole(morceau) else map(propre, morceau.split(","))))
    return tuple(morceau for morceau in coupes if morceau)


def oui_non(value: Raw) -> bool:
    """Yes or no, as people tick it."""
    if isinstance(value, bool):
        return value
    lu = folded(texte(value)).strip(" .!")
    if lu in _OUI:
        return True
    if lu in _NON or not lu:
        return False
    raise Unreadable(textes.oui_non_illisible())


def choix(value: Raw, options: Sequence[str]) -> str:
    """The one of the options that is typed, case and accents folded."""
    lu = cle(texte(value))
    par_cle = {cle(option): option for option in options}
    if lu in par_cle:
        return par_cle[lu]
    proche = get_close_matches(lu, par_cle, n=1)
    raise Unreadable(textes.choix_inconnu(options, par_cle[proche[0]] if proche else ""))
