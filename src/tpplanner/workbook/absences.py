"""When somebody or something is not available, from what people type: days, half-days, hours."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from tpplanner.domain.session import NOON, Jour, Plage, cle
from tpplanner.sheets.colonne import DISPONIBLE
from tpplanner.texts import lecture
from tpplanner.texts.noms import MOIS
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Tell, Unreadable, folded, silent
from tpplanner.workbook.forms import Days
from tpplanner.workbook.records import Record

# Stretches of days.


def whole_day(jour: date) -> Plage:
    """From midnight to midnight."""
    return between(jour, None, None)


def between(jour: date, de: time | None, a: time | None) -> Plage:
    """From an hour to another of one day; None is its beginning, or its end."""
    debut = datetime.combine(jour, de or time(0))
    fin = datetime.combine(jour, a) if a else datetime.combine(jour + timedelta(days=1), time(0))
    if fin <= debut:
        raise Unreadable(lecture.plage_a_l_envers())
    return Plage(debut, fin)


def moment_of(jour: date, moment: str) -> Plage:
    """A half-day or the whole day, by its folded name."""
    if moment.startswith("matin"):
        return between(jour, None, NOON)
    if moment.startswith("apres"):
        return between(jour, NOON, None)
    return whole_day(jour)


def merged(plages: Iterable[Plage]) -> tuple[Plage, ...]:
    """The same absences in order, those that touch made one."""
    stretches: list[Plage] = []
    for plage in sorted(plages, key=lambda p: (p.debut, p.fin)):
        if stretches and plage.debut <= stretches[-1].fin:
            stretches[-1] = Plage(stretches[-1].debut, max(stretches[-1].fin, plage.fin))
        else:
            stretches.append(plage)
    return tuple(stretches)


def absences_but(presences: Iterable[Plage], jours: Iterable[Jour]) -> list[Plage]:
    """What is left of the days of the session outside the only times of availability."""
    presentes = merged(presences)
    absences = []
    for jour in jours:
        debut, fin = whole_day(jour.date).debut, whole_day(jour.date).fin
        for plage in presentes:
            if not plage.coupe(debut, fin):
                continue
            if debut < plage.debut:
                absences.append(Plage(debut, plage.debut))
            debut = max(debut, plage.fin)
        if debut < fin:
            absences.append(Plage(debut, fin))
    return absences


def plages_of(record: Record, days: Days) -> list[Plage]:
    """The absences that a row of people or rooms tells in its two columns of availability."""
    absences = list(_typed(record, "indisponible", days))
    if record.has("disponible"):
        presences = _typed(record, "disponible", days)
        absences += absences_but(presences, days.jours) if presences else []
    return absences


def _typed(record: Record, champ: str, days: Days) -> tuple[Plage, ...]:
    if not record.has(champ):
        return ()
    try:
        plages = plages_typed(record.raw(champ), days, record.teller(champ), present=champ == DISPONIBLE.champ)
    except Unreadable as refusal:
        record.notes.error(refusal.texte, record.place(champ))
        return ()
    strangers = [plage.debut.date() for plage in plages if plage.debut.date() not in days.dates]
    if strangers:
        record.notes.warning(lecture.jour_inconnu(days.near(strangers[0])), record.place(champ))
    return plages


# What a cell lists, taken apart: pieces, the moment of each, the days that it names.

_HOUR = r"(?:\d{1,2} ?(?:h|:) ?\d{0,2}|midi)"
_MOMENTS = re.compile(
    r"\(?(?:\b(?:tous |toute )?(?:dans |en |au )?(?:les? |la |l')?"
    r"(?P<moment>matin(?:ee)?|apres[- ]?midi|aprem|journee)s?\b"
    rf"|(?:\b(?:de|(?P<entre>entre)) )?(?P<de>\b{_HOUR})"
    rf" ?(?:\ba\b|-|–|/|(?(entre)\bet\b|(?!))|\bjusqu'a\b) ?(?P<a>{_HOUR})"
    rf"|\b(?:des|a partir de|apres|depuis) (?P<des>{_HOUR})|\b(?:jusqu'a|avant) (?P<jusque>{_HOUR}))\)?"
)
_HERE = "@"
"""Where a moment stood, in what is left of a piece."""
_ABSENT = re.compile(r"^(?:absente?s?|indisponibles?|pas (?:la|libre|disponible)|non disponible|pas)\b ?")
_PRESENT = re.compile(r"^(?:seulement|uniquement|disponible|dispo|presente?|libre)\b ?")
_TOUJOURS = frozenset({"tous les jours", "toute la session", "chaque jour"})
_NO_ABSENCE = cells.RIEN | {"non", "aucune absence", "ras"}
_NO_LIMIT = cells.RIEN - {"aucun", "aucune", "sans", "neant", "rien"}
_BETWEEN = re.compile(
    r"(?:du |de |d')?(?P<de>.+?) (?:au|jusqu'au) (?P<a>.+)|(?P<d>\d{1,2}) ?- ?(?P<f>\d{1,2} [a-z]{3,}.*)"
)
_MONTH = re.compile(rf" ?(?:{'|'.join(cle(mois) for mois in MOIS)}|[a-z]{{3,4}}\.)(?: \d{{4}})?$")


def plages_typed(value: Raw, days: Days, tell: Tell = silent, *, present: bool = False) -> tuple[Plage, ...]:
    """What a cell lists: ``14/06 matin ; Jour 2 de 9h à 11h``; a moment alone stands for every day, which `tell` hears.

    `present`: the cell says when somebody is there, and not when they are away.
    """
    if not isinstance(value, str):
        return (whole_day(days.find(value)),)
    lu = folded(value).replace("’", "'").strip(" .")
    if lu in (_NO_LIMIT if present else _NO_ABSENCE):
        return ()
    typed = cells.unescape(value).replace("’", "'")
    pieces = [_alone(folded(piece), present) for piece in re.split(r"[;\r\n]+", typed) if not cells.is_empty(piece)]
    return tuple(plage for piece in pieces for plage in _plages_of(piece, days, tell))


def _alone(piece: str, present: bool) -> str:
    return (_PRESENT if present else _ABSENT).sub("", piece).strip(" .,")


def _plages_of(piece: str, days: Days, tell: Tell) -> list[Plage]:
    if not piece:  # « absent » alone: when is not said
        raise Unreadable(lecture.plage_illisible())
    if piece in _TOUJOURS:
        tell(lecture.chaque_jour())
        return [whole_day(jour) for jour in days.dates]
    moments = list(_MOMENTS.finditer(piece))
    if not moments:
        return [whole_day(jour) for jour in _days_listed(piece, days)]
    text = _MOMENTS.sub(_HERE, piece)
    items = _items(text)
    if len(items) != len(moments) or any(item.count(_HERE) != 1 for item in items):
        raise Unreadable(lecture.plage_partagee() if len(items) > 1 else lecture.plage_illisible())
    day_names = [_bare(item) for item in items]
    if not all(day_names):
        return _every_day(moments, days, tell)
    if any(_BETWEEN.fullmatch(item) for item in day_names):
        raise Unreadable(lecture.plage_partagee())
    pairs = zip(moments, _with_months(day_names), strict=True)
    return [_moment(m, _day_of(item, days), tell) for m, item in pairs]


def _every_day(moments: Sequence[re.Match[str]], days: Days, tell: Tell) -> list[Plage]:
    """One moment without a day: that of each of them."""
    if len(moments) > 1:
        raise Unreadable(lecture.plage_partagee())
    tell(lecture.chaque_jour())
    return [_moment(moments[0], jour, tell) for jour in days.dates]


def _items(text: str) -> list[str]:
    return [item for item in (part.strip() for part in re.split(r",| et |(?<=@) et$", text)) if item]


def _bare(item: str) -> str:
    """The day of an item, without the words that tie it to its moment."""
    day = re.sub(rf" ?{_HERE} ?(?:du |de la |des |le )?", " ", item).strip(" ,:")
    return re.sub(r" (?:au|a|le|en|dans|,)$", "", day)


def _moment(m: re.Match[str], jour: date, tell: Tell) -> Plage:
    if m["moment"]:
        return moment_of(jour, m["moment"].replace("aprem", "apres"))
    de, a = m["de"] or m["des"], m["a"] or m["jusque"]
    hours = [cells.heure(texte, tell) if texte else None for texte in (de, a)]
    return between(jour, hours[0], hours[1])


def _days_listed(piece: str, days: Days) -> list[date]:
    """The days of a piece: one, several with one month behind the last, all from one to another."""
    if m := _BETWEEN.fullmatch(piece):
        first, last = _with_months([m["de"] or m["d"], m["a"] or m["f"]])
        return _from_to(_bound_of(first, days), _bound_of(last, days), days)
    return [_day_of(item, days) for item in _with_months(_items(piece))]


def _with_months(items: Sequence[str]) -> list[str]:
    """The items, days of a month without its name taking that of the one behind them."""
    full_items = list(items)
    for rank in range(len(full_items) - 1, 0, -1):
        month = _MONTH.search(full_items[rank])
        if month and re.fullmatch(r"(?:(?:les?|du) )?(?:[a-z]+\.? )?\d{1,2}(?:er)?", full_items[rank - 1]):
            full_items[rank - 1] += f" {month[0].strip()}"
    return full_items


def _day_of(item: str, days: Days) -> date:
    texte = re.sub(r"^les? (?=\d+ [a-z])", "", item.strip())
    try:
        return days.find(texte)
    except Unreadable as refusal:
        if refusal.texte.message == lecture.date_illisible().message:
            raise Unreadable(lecture.plage_illisible()) from None
        raise


def _bound_of(item: str, days: Days) -> date:
    """A day from or to which somebody is away: of the session, or another of its year."""
    years = {jour.year for jour in days.dates}
    try:
        return _day_of(item if re.match(r"[a-z]", item) else f"le {item}", days)
    except Unreadable:
        if len(years) != 1:
            raise
        separator = "/" if "/" in item else " "
        return cells.jour(f"{item}{separator}{years.pop()}")


def _from_to(first: date, last: date, days: Days) -> list[date]:
    """The days of the session from one to another, both included; both, where there is none."""
    if last < first:
        raise Unreadable(lecture.plage_a_l_envers())
    return [jour for jour in days.dates if first <= jour <= last] or [first]
