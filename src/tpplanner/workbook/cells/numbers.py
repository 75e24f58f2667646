"""Whole numbers, and majorations: exact fractions, never floats."""

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from math import isfinite

from tpplanner.texts import saisie as textes
from tpplanner.workbook.cells.value import Raw, Tell, Unreadable, folded, silent

_MOTS = {
    "tiers": Fraction(1, 3),
    "quart": Fraction(1, 4),
    "cinquieme": Fraction(1, 5),
    "sixieme": Fraction(1, 6),
    "demi": Fraction(1, 2),
    "moitie": Fraction(1, 2),
}
_RIEN = frozenset({"non", "n", "aucun", "aucune", "neant", "-", "–", "—", "sans", "sans objet"})
_OUI = frozenset({"oui", "o", "x", "vrai"})
_AUTOUR = re.compile(r"^\+ ?|^une? |(?: de)? temps$| (?:en plus|supplementaires?)$")
"""words around a fraction which say nothing more"""
_ARRONDIS = ((Fraction(1, 3), Fraction(4, 1000)), (Fraction(2, 3), Fraction(75, 10000)))
"""Fractions that no decimal writes exactly, and how far a rounded one may lie."""


def entier(value: Raw, au_plus: int = 999_999_999) -> int:
    """A whole number up to a bound, as a number or as digits; spaces between thousands do not count."""
    lu = _any_whole(value)
    if abs(lu) > au_plus:
        raise Unreadable(textes.entier_trop_grand(au_plus))
    return lu


def _any_whole(value: Raw) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
        return int(value)
    if isinstance(value, str):
        lu = re.sub(r"\s", "", folded(value))
        if re.fullmatch(r"[+-]?\d{1,40}", lu):
            return int(lu)
    raise Unreadable(textes.entier_illisible())


def fraction(value: Raw, tell: Tell = silent) -> Fraction:
    """A majoration: ``1/3``, ``33 %``, ``0,33``, ``tiers``, or the date into which Excel turned ``1/3``.

    A rounded third is exactly a third, and `tell` hears it.
    """
    lue = _any_fraction(value, tell)
    if not 0 <= lue <= 1:
        raise Unreadable(textes.fraction_hors_bornes())
    return lue


def _any_fraction(value: Raw, tell: Tell) -> Fraction:
    match value:
        case bool():
            raise Unreadable(textes.fraction_sans_valeur())
        case datetime() | date():
            return _from_date(value.day, value.month, tell)
        case int() | float() if isfinite(value):
            return _from_number(Fraction(str(value)), tell)
        case str():
            return _from_text(folded(value), tell)
    raise Unreadable(textes.fraction_illisible())


def _from_date(day: int, month: int, tell: Tell) -> Fraction:
    """``1/3`` becomes the first of March in France, the third of January elsewhere: a third both times."""
    if not 0 < min(day, month) < max(day, month) <= 10:
        raise Unreadable(textes.fraction_illisible())
    lue = Fraction(min(day, month), max(day, month))
    tell(textes.fraction_lue_d_une_date(lue))
    return lue


def _from_number(nombre: Fraction, tell: Tell) -> Fraction:
    if nombre == 1:
        raise Unreadable(textes.fraction_ambigue())
    if 1 < nombre <= 100:
        nombre /= 100
    return _exact(nombre, tell)


def _exact(nombre: Fraction, tell: Tell) -> Fraction:
    for exacte, ecart in _ARRONDIS:
        if nombre != exacte and abs(nombre - exacte) < ecart:
            tell(textes.fraction_exacte(exacte))
            return exacte
    return nombre.limit_denominator(10_000)


def _from_text(lu: str, tell: Tell) -> Fraction:
    if lu in _RIEN:
        return Fraction(0)
    if lu in _OUI:
        raise Unreadable(textes.fraction_sans_valeur())
    lu = _AUTOUR.sub("", lu.replace("tiers-temps", "tiers").replace("\u2044", "/")).strip(" .")
    if lu in _MOTS:
        return _MOTS[lu]
    for forme, lire in _FORMES:
        if m := forme.fullmatch(lu):
            return lire(m, tell)
    raise Unreadable(textes.fraction_illisible())


def _ratio(m: re.Match[str], _: Tell) -> Fraction:
    if not int(m[2]):
        raise Unreadable(textes.fraction_illisible())
    return Fraction(int(m[1]), int(m[2]))


_FORMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Tell], Fraction]], ...] = (
    (re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})"), _ratio),
    (re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}"), lambda m, tell: _from_date(int(m[1]), int(m[2]), tell)),
    (re.compile(r"(\d{1,2}) ?(?:mn|min|minutes?) ?(?:par|/) ?(?:h|heure)"), lambda m, _: Fraction(int(m[1]), 60)),
    (re.compile(r"(\d{1,3}(?:[.,]\d{1,6})?) ?%"), lambda m, tell: _exact(_decimal(m[1]) / 100, tell)),
    (re.compile(r"\d{1,3}(?:[.,]\d{1,10})?"), lambda m, tell: _from_number(_decimal(m[0]), tell)),
)
"""The ways in which a fraction is typed, and how each is read."""


def _decimal(texte: str) -> Fraction:
    return Fraction(texte.replace(",", "."))
