"""When somebody or something is not available, from what people type: days, half-days, hours."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from tpplanner.domain.session import NOON, Jour, Plage
from tpplanner.texts import lecture, saisie
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable
from tpplanner.workbook.cells.value import folded
from tpplanner.workbook.reader.days import Days
from tpplanner.workbook.reader.notes import Notes
from tpplanner.workbook.reader.record import Record

_HOUR = r"(?:\d{1,2} ?(?:h|:|\.) ?\d{0,2}|midi)"
_HOURS = re.compile(
    rf"(?P<jour>.*?)(?:^|\s|,)\(?(?:(?:de |entre )?(?P<de>{_HOUR}) ?(?:a|-|–|et|jusqu'a) ?(?P<a>{_HOUR})"
    rf"|(?:des|a partir de|apres|depuis) (?P<des>{_HOUR})|(?:jusqu'a|avant) (?P<jusque>{_HOUR}))\)?"
)
_MOMENT = re.compile(
    r"(?P<jour>.*?)(?:^|\s|,)(?:le |l'|en |au )?(?:\()?(?P<moment>matin(?:ee)?|apres[- ]?midi|journee)\)?"
)


def whole_day(jour: date) -> Plage:
    """From midnight to midnight."""
    return between(jour, None, None)


def between(jour: date, de: time | None, a: time | None) -> Plage:
    """From an hour to another of one day; None is its beginning, or its end."""
    debut = datetime.combine(jour, de or time(0))
    fin = datetime.combine(jour, a) if a else datetime.combine(jour + timedelta(days=1), time(0))
    if fin <= debut:
        raise Unreadable(saisie.plage_a_l_envers())
    return Plage(debut, fin)


def moment_of(jour: date, moment: str) -> Plage:
    """A half-day or the whole day, by its folded name."""
    if moment.startswith("matin"):
        return between(jour, None, NOON)
    if moment.startswith("apres"):
        return between(jour, NOON, None)
    return whole_day(jour)


def plages_typed(value: Raw, days: Days) -> tuple[Plage, ...]:
    """What a cell lists: ``14/06 matin ; Jour 2 de 9h à 11h``; a moment alone stands for every day."""
    if not isinstance(value, str):
        return (whole_day(days.find(value)),)
    return tuple(plage for morceau in cells.liste(value) for plage in _plages_of(folded(morceau), days))


def _plages_of(morceau: str, days: Days) -> list[Plage]:
    if m := _MOMENT.fullmatch(morceau):
        return [moment_of(jour, m["moment"]) for jour in _days_named(m["jour"], days)]
    if m := _HOURS.fullmatch(morceau):
        de, a = m["de"] or m["des"], m["a"] or m["jusque"]
        hours = [cells.heure(texte) if texte else None for texte in (de, a)]
        return [between(jour, hours[0], hours[1]) for jour in _days_named(m["jour"], days)]
    return [whole_day(jour) for jour in _days_named(morceau, days)]


def _days_named(texte: str, days: Days) -> Sequence[date]:
    texte = re.sub(r"^le |[\s,:]+$", "", texte)
    if not texte:
        return days.dates
    try:
        return [days.find(texte)]
    except Unreadable as refusal:
        if refusal.texte.message == saisie.date_illisible().message:
            raise Unreadable(saisie.plage_illisible()) from None
        raise


def merged(plages: Iterable[Plage]) -> tuple[Plage, ...]:
    """The same absences in order, those that touch made one."""
    suite: list[Plage] = []
    for plage in sorted(plages, key=lambda p: (p.debut, p.fin)):
        if suite and plage.debut <= suite[-1].fin:
            suite[-1] = Plage(suite[-1].debut, max(suite[-1].fin, plage.fin))
        else:
            suite.append(plage)
    return tuple(suite)


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
        plages = plages_typed(record.raw(champ), days)
    except Unreadable as refusal:
        record.notes.error(refusal.texte, record.place(champ))
        return ()
    _tell_of_other_days(record.notes, record, champ, plages, days)
    return plages


def _tell_of_other_days(notes: Notes, record: Record, champ: str, plages: Iterable[Plage], days: Days) -> None:
    if any(plage.debut.date() not in days.dates for plage in plages):
        notes.warning(lecture.jour_inconnu([j.etiquette for j in days.jours[:3]]), record.place(champ))
