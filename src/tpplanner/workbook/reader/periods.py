"""Periods of a year, from what people type: dates, from one to another, months, days of the week."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tpplanner.domain.annee import Agenda, Periode
from tpplanner.texts.annee import MOIS_DE_L_ANNEE, PERIODE, PERIODE_A_L_ENVERS, SEMAINE
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable
from tpplanner.workbook.cells.value import folded
from tpplanner.workbook.reader.notes import Place
from tpplanner.workbook.reader.record import Record

_SPAN = re.compile(r"(?:du |de |entre )?(?:le )?(?P<de>.*?\d.*?) (?:au|a|et|jusqu'au|-|–) (?:le )?(?P<a>.*\d.*)")
_MONTH = re.compile(r"(?:en )?(?P<mois>[a-z]+)(?: (?P<annee>\d{4}))?")
_WEEKDAY = re.compile(r"(?:les? )?(?P<jour>[a-z]+?)s?")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a year, by which dates without a year, months and days of the week are understood."""

    debut: date
    fin: date

    @property
    def days(self) -> list[date]:
        """All of them."""
        return [self.debut + timedelta(days=n) for n in range((self.fin - self.debut).days + 1)]

    def periods(self, value: Raw) -> tuple[Periode, ...]:
        """What a cell lists; raises Unreadable."""
        if not isinstance(value, str):
            jour = cells.jour(value, self.days)
            return (Periode(jour, jour),)
        return tuple(period for text in cells.liste(value) for period in self._read(folded(text)))

    def _read(self, text: str) -> Iterator[Periode]:
        if (m := _SPAN.fullmatch(text)) is not None:
            debut, fin = (cells.jour(m[part], self.days) for part in ("de", "a"))
            if fin < debut:
                raise Unreadable(PERIODE_A_L_ENVERS)
            yield Periode(debut, fin)
        elif (m := _WEEKDAY.fullmatch(text)) is not None and m["jour"] in SEMAINE:
            yield from (Periode(jour, jour) for jour in self.days if jour.weekday() == SEMAINE.index(m["jour"]))
        elif (m := _MONTH.fullmatch(text)) is not None and m["mois"] in _MONTHS:
            yield from self._month(_MONTHS.index(m["mois"]) + 1, m["annee"])
        else:
            yield self._day(text)

    def _day(self, text: str) -> Periode:
        try:
            jour = cells.jour(text, self.days)
        except Unreadable as refusal:
            raise Unreadable(PERIODE if not re.search(r"\d", text) else refusal.texte) from None
        return Periode(jour, jour)

    def _month(self, month: int, year: str | None) -> Iterator[Periode]:
        for n in sorted({jour.year for jour in self.days}) if year is None else [int(year)]:
            following = date(n + month // 12, month % 12 + 1, 1)
            yield Periode(date(n, month, 1), following - timedelta(days=1))


_MONTHS = tuple(folded(month) for month in MOIS_DE_L_ANNEE)


def periods_in(record: Record, champ: str, calendar: Calendar) -> tuple[Periode, ...]:
    """The periods that a cell lists; none, and an error, where it is not understood."""
    if not record.has(champ):
        return ()
    try:
        return calendar.periods(record.raw(champ))
    except Unreadable as refusal:
        place = record.place(champ)
        record.notes.error(refusal.texte, Place(place.feuille, place.cellule, place.valeur))
        return ()


def agenda_of(record: Record, calendar: Calendar) -> Agenda:
    """When somebody or something is there, by its two columns."""
    return Agenda(periods_in(record, "disponible", calendar), periods_in(record, "indisponible", calendar))
