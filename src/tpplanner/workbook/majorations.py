"""What people type for more time, understood or refused: an exact fraction for one kind of épreuve, never a guess.

What can be read in two ways is refused, with the minutes that each would give; why somebody has more time is read by
nobody and kept nowhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import isfinite

from tpplanner.domain.referentiel import Nature
from tpplanner.texts import majorations as textes
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Tell, Unreadable, folded, silent


@dataclass(frozen=True, slots=True)
class Majoration:
    """By how much time grows, exactly; `a_confirmer` where it is typed with a doubt: ``1/3 ?``."""

    part: Fraction
    a_confirmer: bool = False


AUCUNE = Majoration(Fraction(0))
_RIEN = frozenset(
    {"non", "n", "aucun", "aucune", "neant", "rien", "-", "/", "sans", "sans objet", "s.o", "n/a", "non concerne"}
    | {"pas de majoration", "aucune majoration", "sans majoration", "pas de tiers temps", "sans tiers temps"}
    | {"pas de temps en plus", "aucun tiers temps"}
)
_DOUTE = re.compile(
    r"\?+|\b(?:a (?:confirmer|verifier|voir|preciser)|demandee?s?|en (?:attente|cours)|sous reserve"
    r"|probable(?:ment)?)\b"
)
MOTIF = re.compile(
    r"\b(?:rqth|mdph|cdaph|pap|pps|ppre|pai|ulis|aesh|avs|aeeh|aah|boeth?|psh|th|tdah?|tdha|tsa|dys\w*|handicap\w*"
    r"|invalid\w*|autis\w*|asperger|sourde?s?|surdite|mal[- ]?(?:entendan|voyan)\w*|aveugle\w*|epilep\w*|diabet\w*"
    r"|medic\w*|medecin\w*|malad\w*|troubles?|enceinte|grossesse|sante)\b"
)
"""Words that say why, which is a matter of health: they grant nothing by themselves."""
_NATURE = re.compile(
    r"(?P<sauf>\bsauf )?(?:\b(?:seulement|uniquement|pour|par|en|a|aux?|les?|toutes|tous)\b ?|\bl')*(?:\bepreuves? )?"
    r"\b(?:(?P<ecrit>ecrit)e?s?|(?P<oral>oral|oraux)e?s?|(?P<pratique>pratique)s?|(?P<tout>partout|toutes|epreuves))\b"
    r"(?: (?:seulement|uniquement))?(?: et\b)?"
)
_AUTOUR = re.compile(
    r"^(?:oui|ok)\b|\baccorde(?:e?s?)?\b|\b(?:temps )?major(?:ation|ee?)s?\b(?: (?:de|d')(?= |\d|une?\b))?"
    r"|\b(?:de |du |le )?(?:temps|tps)\b|\b(?:en|de) plus\b|\ben \+|\bsup(?:p|plementaires?)?\b|\bamenagements?\b"
)
"""Words around a majoration which say nothing of how much."""
_OUI = frozenset({"oui", "o", "x", "vrai", "ok", "✓", "✔", "☑", "✅"})


def majoration(value: Raw, nature: Nature, tell: Tell = silent) -> Majoration:
    """What is granted for épreuves of a kind, in whose column it is typed.

    `tell` hears what was read otherwise than it shows: a rounded third, a bare number, a date for ``1/3``.
    Raises Unreadable.
    """
    match value:
        case bool():
            raise Unreadable(textes.sans_valeur())
        case datetime() if value.year <= 1900:
            return Majoration(_in_all(cells.minutes(value)))
        case date():
            return Majoration(_of_date(value.day, value.month, tell))
        case time() | timedelta():
            return Majoration(_in_all(cells.minutes(value)))
        case int() | float() if isfinite(value):
            return Majoration(_bare(Fraction(str(value)), tell))
        case str():
            return _typed(_plain(value), nature, tell)
    raise Unreadable(textes.illisible())


def shown(lue: Majoration) -> str:
    """As its cell takes it, and reads it back: ``1/3``, ``1/3 ?``; empty where there is none."""
    part = textes.LE_DOUBLE if lue.part == 1 else f"{lue.part}" if lue.part else ""
    return f"{part} ?" if lue.a_confirmer else part


def says_why(texte: str) -> bool:
    """Whether a text holds a word of health, which is repeated nowhere."""
    return bool(MOTIF.search(folded(texte)))


_SIGNES = str.maketrans({"⁄": "/", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "×": "x", "*": "x", "’": "'"})


def _plain(value: str) -> str:
    """Folded, each sign in one form; a fraction of one sign does not join the figure before it."""
    apart = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", cells.unescape(value))
    return folded(apart).translate(_SIGNES).replace("→", "->").strip(" .!")


def _typed(lu: str, nature: Nature, tell: Tell) -> Majoration:
    if lu in _RIEN or not lu:
        return AUCUNE
    if lu in _OUI:
        raise Unreadable(textes.sans_valeur())
    if re.match(r"- ?\d", lu):
        raise Unreadable(textes.hors_bornes())
    sans_doute, doutes = _DOUTE.subn(" ", lu)
    sans_motif, motifs = MOTIF.subn(" ", sans_doute)
    if not motifs and not _trimmed(sans_doute):
        raise Unreadable(textes.inconnue())
    try:
        part = _granted(_trimmed(sans_motif), nature, tell)
    except Unreadable:
        if motifs:
            raise Unreadable(textes.inconnue()) from None
        raise
    if motifs:
        tell(textes.reste_non_garde(part))
    return Majoration(part, a_confirmer=bool(doutes and part))


def _trimmed(lu: str) -> str:
    """Without what stands around words: brackets, separators, spaces."""
    return " ".join(re.sub(r"[()\[\]]", " ", lu).split()).strip(" .,:;!-/")


def _granted(lu: str, nature: Nature, tell: Tell) -> Fraction:
    """How much, of a text that says nothing of a doubt or of why."""
    named = list(_NATURE.finditer(lu))
    part = _how_much(_trimmed(_NATURE.sub(" ", lu)), tell)
    natures = {Nature(groupe) for m in named for groupe in ("ecrit", "oral", "pratique") if m[groupe]}
    if named and (natures != {nature} or any(m["sauf"] or m["tout"] for m in named)):
        raise Unreadable(textes.d_une_nature(nature))
    return part


def _how_much(lu: str, tell: Tell) -> Fraction:
    if m := re.fullmatch(rf"({_NOMBRE}) ?% du temps", lu):
        return _exact(_bounded(_decimal(m[1]) / 100 - 1), tell)
    bare = _trimmed(_AUTOUR.sub(" ", lu)).removeprefix("+").strip()
    if not any(map(str.isalnum, bare)):
        raise Unreadable(textes.sans_valeur())
    for forme, lire in _FORMES:
        if m := forme.fullmatch(bare):
            return lire(m, tell)
    raise Unreadable(textes.illisible())


# The forms of a majoration, each with how it is read.

_MOTS = {"tiers": 3, "quart": 4, "cinquieme": 5, "sixieme": 6, "huitieme": 8, "dixieme": 10, "demi": 2, "moitie": 2}
_COMBIEN = {"un": 1, "une": 1, "la": 1, "deux": 2, "trois": 3}
_NOMBRE = r"\d{1,3}(?:[.,]\d{1,10})?"
_FACTEUR = rf"(?P<haut>{_NOMBRE})(?: ?/ ?(?P<bas>\d{{1,3}}))?"
_DUREE = (
    r"(?:\d{1,3} ?(?:mn|min|minutes?|'|h|heures?|:)?(?: ?\d{1,2} ?(?:mn|min|minutes?|')?)?|(?:une )?(?:demi[- ])?heure)"
)
_LEAST = Fraction(1, 20)
"""Less is no majoration that anybody grants: it is a factor, or a slip."""
_MOST_PER_HOUR = 60
_ARRONDIS = ((Fraction(1, 3), Fraction(4, 1000)), (Fraction(2, 3), Fraction(75, 10000)))
"""Fractions that no decimal writes exactly, and how far a rounded one may lie."""
_USUELS = frozenset({Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)})
"""What a number alone can only be as a percentage: 25, 33, 50, 66, 75."""


def _decimal(texte: str) -> Fraction:
    return Fraction(texte.replace(",", "."))


def _bounded(part: Fraction) -> Fraction:
    if not 0 <= part <= 1:
        raise Unreadable(textes.hors_bornes())
    if 0 < part < _LEAST:
        raise Unreadable(textes.infime(part))
    return part


def _rounded(nombre: Fraction) -> Fraction:
    return next((exacte for exacte, ecart in _ARRONDIS if abs(nombre - exacte) < ecart), nombre)


def _exact(nombre: Fraction, tell: Tell) -> Fraction:
    exacte = _rounded(nombre)
    if exacte != nombre:
        tell(textes.exacte(exacte))
        return exacte
    return nombre.limit_denominator(10_000)


def _of_date(day: int, month: int, tell: Tell) -> Fraction:
    """``1/3`` becomes the first of March in France, the third of January elsewhere: a third both times.

    Of another date whose day comes after its month, nobody knows which of the two was typed first.
    """
    if not 0 < min(day, month) < max(day, month) <= 10 or 1 < month < day:
        raise Unreadable(textes.illisible())
    lue = Fraction(min(day, month), max(day, month))
    tell(textes.lue_d_une_date(lue))
    return lue


def _bare(nombre: Fraction, tell: Tell) -> Fraction:
    """A number without a unit: a fraction below 1, a percentage where it can be nothing else."""
    if nombre < 1:
        return _exact(_bounded(nombre), tell)
    lue = nombre / 100
    if not (_rounded(lue) in _USUELS or _MOST_PER_HOUR < nombre < 100):
        raise Unreadable(textes.ambigue(_readings(nombre)))
    if _rounded(lue) == lue:
        tell(textes.lue_d_un_nombre(lue))
    return _exact(lue, tell)


def _readings(nombre: Fraction) -> list[tuple[str, Fraction]]:
    """What a number may mean, each with what it would add."""
    chiffres = textes.decimal(nombre)
    if nombre >= 100:
        return _percent_readings(nombre)
    meant = [(f"{chiffres} %", nombre / 100)]
    if nombre >= 5:
        meant.append((textes.par_heure(chiffres), nombre / 60))
    if nombre == 1:
        meant.insert(0, (textes.LE_DOUBLE, Fraction(1)))
    elif nombre <= 2:
        meant.insert(0, (f"×{chiffres}", nombre - 1))
    if nombre > 1 and nombre.denominator == 1 and nombre <= 10:
        meant.append((f"1/{chiffres}", 1 / nombre))
    return meant


def _percent_readings(percent: Fraction) -> list[tuple[str, Fraction]]:
    """What a percentage of 100 or more may mean: of the time, or beside it."""
    if percent == 100:
        return [(textes.LE_DOUBLE, Fraction(1)), (textes.du_temps("100 %"), Fraction(0))]
    chiffres = f"{textes.decimal(percent)} %"
    return [(textes.du_temps(chiffres), percent / 100 - 1), (textes.de_plus(chiffres), percent / 100)]


def _percentage(m: re.Match[str], tell: Tell) -> Fraction:
    nombre = _decimal(m[1])
    if nombre >= 100:
        raise Unreadable(textes.ambigue(_percent_readings(nombre)))
    return _exact(_bounded(nombre / 100), tell)


def _ratio(m: re.Match[str], _: Tell) -> Fraction:
    haut, bas = int(m[1]), int(m[2])
    if not haut or not bas:
        raise Unreadable(textes.illisible())
    part = Fraction(haut, bas)
    if part >= 1:
        texte = f"{haut}/{bas}"
        readings = [(f"×{texte}", part - 1), (textes.de_plus(texte), part)]
        raise Unreadable(textes.ambigue(readings))
    return _bounded(part)


def _word(m: re.Match[str], _: Tell) -> Fraction:
    return _bounded(Fraction(_COMBIEN.get(m[1] or "un", 1), _MOTS[m[2]]))


def _factor(m: re.Match[str], tell: Tell) -> Fraction:
    """By what time is multiplied, which must add something."""
    bas = int(m["bas"] or 1)
    part = _decimal(m["haut"]) / bas - 1 if bas else Fraction(0)
    if not part:
        raise Unreadable(textes.hors_bornes())
    return _exact(_bounded(part), tell)


def _per(m: re.Match[str], _: Tell) -> Fraction:
    return _bounded(Fraction(_decimal(m[1]), _minutes(m[2])))


def _in_place_of(m: re.Match[str], _: Tell) -> Fraction:
    return _more(_minutes(m[1]), _minutes(m[2]))


def _from_to(m: re.Match[str], _: Tell) -> Fraction:
    return _more(_minutes(m[2]), _minutes(m[1]))


def _more(accorde: int, prevu: int) -> Fraction:
    if not 0 < prevu < accorde:
        raise Unreadable(textes.hors_bornes())
    return _bounded(Fraction(accorde - prevu, prevu))


def _in_all(plus: int) -> Fraction:
    """So many minutes more, of nobody knows how many; none at all is nothing."""
    if plus:
        raise Unreadable(textes.en_minutes(plus))
    return Fraction(0)


def _minutes(texte: str) -> int:
    return cells.minutes({"h": "1h", "heure": "1h"}.get(texte, texte))


_FORMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Tell], Fraction]], ...] = (
    (re.compile(r"t\.? ?t"), lambda _, __: Fraction(1, 3)),
    (re.compile(rf"(?:({'|'.join(_COMBIEN)}) )?({'|'.join(_MOTS)})"), _word),
    (re.compile(r"(\d{1,5}) ?/ ?(\d{1,5})"), _ratio),
    (re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}"), lambda m, tell: _of_date(int(m[1]), int(m[2]), tell)),
    (re.compile(rf"({_NOMBRE}) ?(?:%|pour ?cent)"), _percentage),
    (re.compile(_NOMBRE), lambda m, tell: _bare(_decimal(m[0]), tell)),
    (re.compile(r"(?:le )?double|deux fois"), lambda _, __: Fraction(1)),
    (re.compile(rf"(?:x|fois|coef(?:ficient)?\.?) ?{_FACTEUR}"), _factor),
    (re.compile(rf"{_FACTEUR} fois"), _factor),
    (re.compile(rf"({_NOMBRE}) ?(?:mn|min|minutes?|') ?(?:par|/) ?(h|{_DUREE})"), _per),
    (re.compile(rf"({_DUREE}) (?:au lieu (?:de |d')|pour |contre )({_DUREE})"), _in_place_of),
    (re.compile(rf"(?:de )?({_DUREE}) ?(?:->|a) ?({_DUREE})"), _from_to),
    (re.compile(rf"({_DUREE})(?: (?:par|pour) epreuve)?(?: par)?"), lambda m, _: _in_all(_minutes(m[1]))),
)
"""The ways in which a majoration is typed, and how each is read."""
