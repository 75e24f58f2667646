"""Hours, dates and lengths of time, as people type them and as spreadsheets turn them."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tpplanner.texts import saisie as textes
from tpplanner.texts.temps import JOURS, MOIS
from tpplanner.workbook.cells.value import Raw, Tell, Unreadable, folded, silent

_EXCEL_ZERO = datetime(1899, 12, 31)
"""The moment from which a spreadsheet counts a length of a day or more."""
_EXCEL_LEAP = datetime(1900, 3, 1)
"""The first day before which a spreadsheet counts one day less: it takes 1900 for a leap year."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_SERIALS = range(32_874, 73_416)
"""Serial numbers of the days of those years."""


def heure(value: Raw, tell: Tell = silent) -> time:
    """An hour of the day, to the minute: ``9h30``, ``9:30``, ``9 h``, ``midi``, ``930``, a cell of hours.

    `tell` hears of a bare number that is read as an hour: ``18``, ``930``.
    """
    match value:
        case bool():
            raise Unreadable(textes.heure_illisible())
        case datetime():
            return _hour_of_moment(value, tell)
        case time():
            return _hour_of_seconds(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6)
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
        zero = _EXCEL_ZERO if value < _EXCEL_LEAP else _EXCEL_ZERO - timedelta(days=1)
        return _hour_of_days((value - zero) / timedelta(days=1), tell)
    if value.time() == time(0):
        raise Unreadable(textes.date_pour_heure())
    return heure(value.time())


def _hour_of_days(days: float, tell: Tell) -> time:
    """A part of a day; more than one is a number that somebody typed in a cell of hours."""
    return _hour_of_number(days, tell) if days > 1 else _hour_of_seconds(days * 24 * 3600)


def _hour_of_seconds(seconds: float) -> time:
    minutes = round(seconds / 60)
    if minutes in (0, 24 * 60):
        raise Unreadable(textes.minuit())
    if not 0 < minutes < 24 * 60:
        raise Unreadable(textes.heure_illisible())
    return time(minutes // 60, minutes % 60)


def _hour_of_number(value: float, tell: Tell) -> time:
    if 0 < value < 1:
        return _hour_of_seconds(value * 24 * 3600)
    if float(value).is_integer():
        return _hour_of_text(str(int(value)), tell)
    if 0 < value < 24:
        heures, reste = int(value), round(value % 1 * 100)
        decimale = _hour_of_seconds(value * 3600)
        raise Unreadable(textes.heure_ambigue(decimale, _clock(heures, reste) if reste < 60 else decimale))
    raise Unreadable(textes.heure_illisible())


def _hour_of_text(lu: str, tell: Tell) -> time:
    lu = re.sub(r"^(?:a|vers) ", "", lu).strip(" .")
    if lu == "midi":
        return time(12)
    if lu == "minuit":
        raise Unreadable(textes.minuit())
    if m := re.fullmatch(r"(\d{1,2}) ?(?:h|heures?|:) ?(\d{1,2})? ?(?:mn|min|minutes?|m)?(?:: ?\d{1,2})?", lu):
        return _clock(int(m[1]), int(m[2] or 0))
    if m := re.fullmatch(r"(\d{1,2})\.(\d{2})", lu):
        return _clock(int(m[1]), int(m[2]))
    if m := re.fullmatch(r"(\d{1,2})(\d{2})?", lu):
        lue = _clock(int(m[1]), int(m[2] or 0))
        tell(textes.heure_lue_d_un_nombre(lue))
        return lue
    if re.fullmatch(r"\d{1,2}[.,]\d{1,2}", lu):
        return _hour_of_number(float(lu.replace(",", ".")), tell)
    raise Unreadable(textes.heure_illisible())


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
            return round((value - _EXCEL_ZERO).total_seconds() / 60)
        case time():
            return round(value.hour * 60 + value.minute + value.second / 60)
        case timedelta():
            return round(value.total_seconds() / 60)
        case int() | float() if float(value).is_integer() and 0 <= value < 100_000:
            return int(value)
        case str():
            return _minutes_of_text(folded(value))
    raise Unreadable(textes.duree_illisible())


def _minutes_of_text(lu: str) -> int:
    lu = lu.strip(" .")
    if m := re.fullmatch(r"(\d{1,5}) ?(?:mn|min|minutes?|')?", lu):
        return int(m[1])
    if m := re.fullmatch(r"(\d{1,3}) ?(?:h|heures?|:) ?(?:(\d{1,2}) ?(?:mn|min|minutes?|')?)?(?::00)?", lu):
        return int(m[1]) * 60 + int(m[2] or 0)
    raise Unreadable(textes.duree_illisible())


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
    lu = re.sub(r"^le ", "", lu)
    semaine = None
    if (m := re.match(r"([a-z]+)\.? +", lu)) and m[1] in _SEMAINE:
        semaine, lu = _SEMAINE[m[1]], lu[m.end() :]
        lu = re.sub(r"^le ", "", lu)
    trouve = _day_month_year(lu, connus)
    if semaine is not None and trouve.weekday() != semaine:
        raise Unreadable(textes.jour_de_semaine(trouve))
    return trouve


def _day_month_year(lu: str, connus: Sequence[date]) -> date:
    if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?", lu):
        return _calendar(int(m[3]), int(m[2]), int(m[1]))
    if m := re.fullmatch(r"(\d{1,2}) ?[/.\- ] ?(\d{1,2})(?: ?[/.\- ] ?(\d{4}|\d{2}))?", lu):
        return _with_year(int(m[1]), int(m[2]), m[3], connus)
    if m := re.fullmatch(r"(\d{1,2})(?:er)? ?([a-z]{3,9})\.?(?: ?(\d{4}|\d{2}))?", lu):
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
        raise Unreadable(textes.date_sans_annee())
    return date(annees.pop(), mois, jour_)


def _calendar(jour_: int, mois: int, annee: int) -> date:
    try:
        return _plausible(date(annee, mois, jour_))
    except ValueError:
        raise Unreadable(textes.date_impossible()) from None
