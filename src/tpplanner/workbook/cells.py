"""What people type in a cell, understood or refused: words, numbers, dates and hours. No Excel library here."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from fractions import Fraction
from math import floor

from tpplanner.domain.session import cle, propre
from tpplanner.errors import TpPlannerError
from tpplanner.texts import lecture as textes
from tpplanner.texts.noms import JOURS, MOIS, Texte, date_chiffres, heure_chiffres

# The raw value of a cell, and why it cannot be read.

Raw = str | int | float | bool | datetime | date | time | timedelta | None
"""What a spreadsheet library gives for a cell."""

Tell = Callable[[Texte], None]
"""Where a function says that it read something else than what the cell shows."""


class Unreadable(TpPlannerError):
    """A cell does not hold what its column takes; `texte` says what was expected."""

    def __init__(self, texte: Texte) -> None:
        self.texte = texte
        super().__init__(texte.message)


def silent(_: Texte) -> None:
    """Say nothing."""


def is_empty(value: Raw) -> bool:
    """Whether nothing is typed: no value, or only spaces and invisible characters."""
    return value is None or (isinstance(value, str) and not propre(unescape(value)))


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(texte: str) -> str:
    """The text behind Excel's escapes (``_x000D_`` is a carriage return), without control characters."""
    if texte.isprintable() and "_x" not in texte:
        return texte
    clair = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), texte)
    return "".join(c for c in clair if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def folded(texte: str) -> str:
    """Lower case, without accents, single spaces; punctuation is kept."""
    plie = unicodedata.normalize("NFKD", propre(unescape(texte)).casefold())
    return "".join(c for c in plie if not unicodedata.combining(c))


# Texts, lists of texts, yes or no, one of several values.

_OUI = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "y", "✓", "✔", "✅", "☑", "ok", "coche", "[x]"})
_NON = frozenset({"non", "n", "0", "faux", "false", "no", "☐", "[ ]"})
RIEN = frozenset(
    {"-", "–", "—", "/", "aucun", "aucune", "sans", "neant", "rien", "sans objet", "s.o", "n/a", "non concerne"}
)
"""What people write, folded, where there is nothing to write."""


def texte(value: Raw, number_format: str = "") -> str:
    """A text as displayed; a number typed as such keeps the zeros that its format shows (``00123``).

    Of a number typed in a cell of hours, which a spreadsheet takes for days, the number: ``14,3``.
    """
    match value:
        case str():
            return propre(unescape(value))
        case bool():
            return "VRAI" if value else "FAUX"
        case int() | float():
            return _number(value, number_format)
        case datetime() | date():
            return _moment(value)
        case time():
            return heure_chiffres(value)
    return "" if value is None else str(value)


def _moment(value: date) -> str:
    """A date; of January 1900, which nobody types, the number that a cell of dates or hours makes of it."""
    if isinstance(value, datetime) and value < _EXCEL_ZERO + timedelta(days=32):
        return _number(round(_days(value), 6), "")
    return date_chiffres(value)


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
    if lu in _NON or lu in RIEN or not lu:
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


# Whole numbers.


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


# Hours, dates and lengths of time, as people type them and as spreadsheets turn them.

_EXCEL_ZERO = datetime(1899, 12, 31)
"""The moment from which a spreadsheet counts a length of a day or more."""
_EXCEL_LEAP = datetime(1900, 3, 1)
"""The first day before which a spreadsheet counts one day less: it takes 1900 for a leap year."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_SERIALS = range(32_874, 73_416)
"""Serial numbers of the days of those years."""


def heure(value: Raw, tell: Tell = silent) -> time:
    """An hour of the day, to the minute: ``9h30``, ``9:30``, ``9 h``, ``midi``, ``930``, a cell of hours.

    `tell` hears of a bare number that is read as an hour, ``18``, ``930``, and of an hour of the night: ``2h30``.
    """
    lue = _hour(value, tell)
    if lue < _FIRST_HOUR:
        tell(textes.heure_de_nuit(lue, lue.replace(hour=lue.hour + 12)))
    return lue


_FIRST_HOUR = time(6)
"""Before it, somebody who types an hour of a session means the afternoon, or is mistaken."""


def _hour(value: Raw, tell: Tell) -> time:
    match value:
        case bool():
            raise Unreadable(textes.heure_illisible())
        case datetime():
            return _hour_of_moment(value, tell)
        case time():
            return _hour_of_seconds(_seconds(value), tell)
        case timedelta():
            return _hour_of_days(value / timedelta(days=1), tell)
        case date():
            raise Unreadable(textes.date_pour_heure())
        case int() | float():
            return _hour_of_number(value, tell)
        case str():
            return _hour_of_text(folded(value), tell)
    raise Unreadable(textes.heure_illisible())


def _hour_of_moment(value: datetime, tell: Tell) -> time:
    """The hour of a date; a date long ago is a number typed in a cell of hours (a full day is the first of them)."""
    if value.year < _FIRST_YEAR:
        return _hour_of_days(_days(value), tell)
    if value.time() == time(0):
        raise Unreadable(textes.date_pour_heure())
    return _hour(value.time(), tell)


def _days(value: datetime) -> float:
    """The number that a spreadsheet shows as this moment."""
    zero = _EXCEL_ZERO if value < _EXCEL_LEAP else _EXCEL_ZERO - timedelta(days=1)
    return (value - zero) / timedelta(days=1)


def _hour_of_days(days: float, tell: Tell) -> time:
    """A part of a day; more than one is a number that somebody typed in a cell of hours."""
    return _hour_of_number(days, tell) if days > 1 else _hour_of_seconds(days * 24 * 3600, tell)


def _seconds(value: time) -> float:
    return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6


_LACKING = 5
"""Seconds that a decimal part of a day, 0.3958, may lack of the minute that it stands for."""


def _hour_of_seconds(seconds: float, tell: Tell) -> time:
    """The nearest minute, the later of two."""
    minutes = floor(seconds / 60 + 0.5)
    if minutes in (0, 24 * 60):
        raise Unreadable(textes.minuit())
    if not 0 < minutes < 24 * 60:
        raise Unreadable(textes.heure_illisible())
    lue = time(minutes // 60, minutes % 60)
    if abs(seconds - 60 * minutes) >= _LACKING:
        tell(textes.heure_avec_secondes(lue))
    return lue


def _hour_of_number(value: float, tell: Tell) -> time:
    if 0 < value < 1:
        return _hour_of_seconds(value * 24 * 3600, tell)
    if float(value).is_integer():
        return _hour_of_text(str(int(value)), tell)
    if 0 < value < 24:
        heures, reste = int(value), round(value % 1 * 100)
        decimale = _hour_of_seconds(value * 3600, silent)
        raise Unreadable(textes.heure_ambigue(decimale, _clock(heures, reste) if reste < 60 else decimale))
    raise Unreadable(textes.heure_illisible())


_HEURE = r"(\d{1,2}) ?(?:h|heures?|:)"
_MOITIES = {"et demie": 30, "et demi": 30, "et quart": 15, "un quart": 15, "et un quart": 15, "moins le quart": -15}
_AFTER_NOON = re.compile(r" (?:de l'apres[- ]midi|du soir)$")


def _hour_of_text(lu: str, tell: Tell) -> time:
    lu = re.sub(r"^(?:a|vers) | du matin$", "", _in_figures(lu)).strip(" .")
    if m := _AFTER_NOON.search(lu):
        matin = _hour_of_text(lu[: m.start()], silent)
        return matin.replace(hour=matin.hour + 12) if matin.hour < 12 else matin
    if lu == "minuit":
        raise Unreadable(textes.minuit())
    lu = re.sub(r"^midi ?", "12h ", lu).strip()
    if m := re.fullmatch(rf"{_HEURE} ?(\d{{1,2}})? ?(?:mn|min|minutes?|m)?(?:: ?([0-5]?\d))?", lu):
        return _hour_of_seconds(_seconds(_clock(int(m[1]), int(m[2] or 0))) + int(m[3] or 0), tell)
    if m := re.fullmatch(rf"{_HEURE} ?({'|'.join(_MOITIES)}|moins \d{{1,2}})", lu):
        plus = _MOITIES[m[2]] if m[2] in _MOITIES else -int(m[2].split()[1])
        return _clock(*divmod(int(m[1]) * 60 + plus, 60))
    if m := re.fullmatch(r"(\d{1,2})\.(\d{2})", lu):
        return _clock(int(m[1]), int(m[2]))
    if m := re.fullmatch(r"(\d{1,2})(\d{2})?", lu):
        lue = _clock(int(m[1]), int(m[2] or 0))
        tell(textes.heure_lue_d_un_nombre(lue))
        return lue
    if re.fullmatch(r"\d{1,2}[.,]\d{1,2}", lu):
        return _hour_of_number(float(lu.replace(",", ".")), tell)
    raise Unreadable(textes.heure_illisible())


_UNITES = "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_NOMBRES = {nom: str(rang) for rang, nom in enumerate(_UNITES.split(), 1)} | {
    "dix-sept": "17",
    "dix-huit": "18",
    "dix-neuf": "19",
    "vingt": "20",
    "trente": "30",
    "quarante": "40",
}


def _in_figures(lu: str) -> str:
    """``9 heures 30`` for « neuf heures trente »: numbers beside their unit, never one alone."""
    lu = lu.replace("’", "'")
    if not re.search("heure|midi", lu):
        return lu
    return re.sub(r"(?:dix-)?[a-z]+", lambda m: _NOMBRES.get(m[0], m[0]), lu)


def _clock(heures: int, minutes: int) -> time:
    if (heures, minutes) in ((24, 0), (0, 0)):
        raise Unreadable(textes.minuit())
    if heures > 23 or minutes > 59:
        raise Unreadable(textes.heure_illisible())
    return time(heures, minutes)


def minutes(value: Raw) -> int:
    """A length in minutes: ``90``, ``90 min``, ``1h30``, ``02 h 15 min``, ``1:30``, a cell of hours or lengths."""
    match value:
        case bool():
            raise Unreadable(textes.duree_illisible())
        case datetime() if value.year <= 1900:
            return _whole_minutes((value - _EXCEL_ZERO).total_seconds())
        case time():
            return _whole_minutes(_seconds(value))
        case timedelta():
            return _whole_minutes(value.total_seconds())
        case int() | float() if float(value).is_integer() and 0 <= value < 100_000:
            return int(value)
        case float() if 0 < value < 100:
            return _minutes_of_text(f"{value:.10g}")
        case str():
            return _minutes_of_text(folded(value))
    raise Unreadable(textes.duree_illisible())


def _whole_minutes(seconds: float) -> int:
    if abs(seconds - 60 * round(seconds / 60)) >= _LACKING:
        raise Unreadable(textes.duree_avec_secondes())
    return round(seconds / 60)


def _minutes_of_text(lu: str) -> int:
    lu = _in_figures(lu.replace("\u2044", "/")).strip(" .")
    if m := re.fullmatch(r"(\d{1,5}) ?(?:mn|min|minutes?|')?", lu):
        return int(m[1])
    minutes_ = r" ?(?:mn|min|minutes?|')?"
    if m := re.fullmatch(rf"(\d{{1,3}}) ?(?:h|heures?|:) ?(?:([0-5]?\d){minutes_})?(?::00)?", lu):
        return int(m[1]) * 60 + int(m[2] or 0)
    if m := re.fullmatch(r"(\d{1,3}) ?(?:h|heures?) et demie?", lu):
        return int(m[1]) * 60 + 30
    if m := re.fullmatch(r"(?:une? |1 )?(demi|1/2|quart d'|1/4|3 quarts d'|3/4)[ -]?(?:h|heure)", lu):
        return _PARTS_OF_HOUR[m[1]]
    if m := re.fullmatch(r"(\d{1,3})[.,](\d{1,2}) ?(h|heures?)?", lu):
        return _decimal_hours(m[1], m[2], with_unit=bool(m[3]))
    raise Unreadable(textes.duree_illisible())


_PARTS_OF_HOUR = {"demi": 30, "1/2": 30, "quart d'": 15, "1/4": 15, "3 quarts d'": 45, "3/4": 45}


def _decimal_hours(heures: str, decimales: str, *, with_unit: bool) -> int:
    """``1,5 h``; without its unit, it may be minutes, or hours and minutes."""
    lue = Fraction(f"{heures}.{decimales}")
    if with_unit and (lue * 60).denominator == 1:
        return int(lue * 60)
    if with_unit:
        raise Unreadable(textes.duree_illisible())
    autre = int(heures) * 60 + int(decimales) if len(decimales) == 2 and int(decimales) < 60 else None
    raise Unreadable(textes.duree_ambigue(lue, autre))


def jour(value: Raw, connus: Sequence[date] = (), tell: Tell = silent, *, epoch: date = date(1899, 12, 30)) -> date:
    """A date, as a cell of dates or as French people type it; without a year, that of one of the days `connus`.

    A bare number is a serial number counted from `epoch`, and `tell` hears of it.
    """
    match value:
        case bool() | time() | timedelta():
            raise Unreadable(textes.date_illisible())
        case datetime():
            return _plausible(value.date())
        case date():
            return _plausible(value)
        case int() | float() if 0 < value < 32 and float(value).is_integer():
            return _date_of_text(str(int(value)), connus)
        case int() | float():
            return _from_serial(value, tell, epoch)
        case str():
            return _date_of_text(folded(value), connus)
    raise Unreadable(textes.date_illisible())


def _plausible(lu: date) -> date:
    if not _FIRST_YEAR <= lu.year <= _LAST_YEAR:
        raise Unreadable(textes.date_illisible())
    return lu


def _from_serial(value: float, tell: Tell, epoch: date) -> date:
    if not float(value).is_integer() or int(value) not in _SERIALS:
        raise Unreadable(textes.date_illisible())
    lu = epoch + timedelta(days=int(value))
    tell(textes.date_lue_d_un_nombre(lu))
    return lu


_SEMAINE = {nom: rang for rang, jour_ in enumerate(JOURS) for nom in (jour_, jour_[:3])}


def _date_of_text(lu: str, connus: Sequence[date]) -> date:
    lu = lu.strip(" .")
    le, lu = lu.startswith("le "), re.sub(r"^le ", "", lu)
    semaine = None
    if (m := re.match(r"([a-z]+)\.?(?:,? +|$)", lu)) and m[1] in _SEMAINE:
        semaine, lu = _SEMAINE[m[1]], lu[m.end() :]
        le, lu = True, re.sub(r"^le ", "", lu)
    if connus and (m := re.fullmatch(r"(\d{1,2})(?:er)?|", lu)) and (le or lu):
        return _among(connus, int(lu.removesuffix("er")) if lu else None, semaine, sure=le)
    day = _day_month_year(lu, connus)
    if semaine is not None and day.weekday() != semaine:
        raise Unreadable(textes.jour_de_semaine(day))
    return day


def _among(connus: Sequence[date], jour_: int | None, semaine: int | None, *, sure: bool) -> date:
    """The only day of those that is such a day of a month, of a week, or both; not `sure` of a number alone."""
    du_mois = [connu for connu in connus if jour_ in (None, connu.day)]
    jours = [connu for connu in du_mois if semaine in (None, connu.weekday())]
    if not jours and len(du_mois) == 1:
        raise Unreadable(textes.jour_de_semaine(du_mois[0]))
    if not jours:
        raise Unreadable(textes.aucun_de_ces_jours(sorted(connus)))
    if len(jours) > 1 or not sure:
        raise Unreadable(textes.jour_a_preciser(jours))
    return jours[0]


def _day_month_year(lu: str, connus: Sequence[date]) -> date:
    if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?", lu):
        return _calendar(int(m[3]), int(m[2]), int(m[1]))
    if m := re.fullmatch(r"(\d{1,2}) ?[/.\- ] ?(\d{1,2})(?: ?[/.\- ] ?(\d{4}|\d{2}))?", lu):
        return _with_year(int(m[1]), int(m[2]), m[3], connus)
    if m := re.fullmatch(r"(\d{1,2})(?:er)?[ -]?([a-z]{3,9})\.?(?:[ -]?(\d{4}|\d{2}))?", lu):
        return _with_year(int(m[1]), _month(m[2]), m[3], connus)
    raise Unreadable(textes.date_illisible())


def _month(nom: str) -> int:
    mois = [rang for rang, complet in enumerate(MOIS, 1) if folded(complet).startswith(nom)]
    if len(mois) != 1:
        raise Unreadable(textes.date_illisible())
    return mois[0]


def _with_year(jour_: int, mois: int, annee: str | None, connus: Sequence[date]) -> date:
    if mois > 12 >= jour_:
        raise Unreadable(textes.date_americaine())
    if annee:
        return _calendar(jour_, mois, int(annee) + (2000 if len(annee) == 2 else 0))
    annees = {connu.year for connu in connus if (connu.day, connu.month) == (jour_, mois)}
    if len(annees) != 1:
        inverses = [connu for connu in connus if (connu.month, connu.day) == (jour_, mois)]
        raise Unreadable(textes.jour_a_preciser(inverses) if inverses else textes.date_sans_annee())
    return date(annees.pop(), mois, jour_)


def _calendar(jour_: int, mois: int, annee: int) -> date:
    try:
        return _plausible(date(annee, mois, jour_))
    except ValueError:
        raise Unreadable(textes.date_impossible()) from None
