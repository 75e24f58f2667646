"""The days of a session, and finding one by its date or its label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tpplanner.domain.noms import cle
from tpplanner.domain.session import Jour
from tpplanner.sheets import JOURS
from tpplanner.texts import constats, lecture
from tpplanner.texts.jours import LUNDI_FICTIF, etiquette_du_jour
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source

_NUMERO = re.compile(r"(?:jour|j) ?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a session in order of date."""

    jours: tuple[Jour, ...]
    fictive: bool = False

    @property
    def dates(self) -> tuple[date, ...]:
        """Their dates."""
        return tuple(jour.date for jour in self.jours)

    def find(self, value: Raw) -> date:
        """The date that a cell names, by a label or as a date; raises Unreadable."""
        lu = cle(cells.texte(value))
        for jour in self.jours:
            if lu == cle(jour.etiquette):
                return jour.date
        if self.fictive and (m := _NUMERO.fullmatch(lu)):
            return LUNDI_FICTIF + timedelta(days=int(m[1]) - 1)
        return cells.jour(value, self.dates)


def read_days(source: Source, *, fictive: bool) -> Days:
    """The days that the workbook lists, by date; a fictive session may count them from its Monday."""
    trouves: dict[date, tuple[Record, Jour]] = {}
    for record in source.records(JOURS, needed=True):
        date_ = _date_of(record, fictive=fictive)
        jour = _jour_of(record, date_ or LUNDI_FICTIF)
        if date_ is None:
            continue
        if date_ in trouves:
            premiere = str(trouves[date_][0].place("date"))
            source.notes.error(lecture.identique(premiere, constats.CE_JOUR), record.place("date"))
        else:
            trouves[date_] = (record, jour)
            source.keep(record, date_.isoformat())
    jours = _labelled([trouves[jour][1] for jour in sorted(trouves)], fictive=fictive)
    _check_labels(source, trouves, jours)
    return Days(jours, fictive)


def _date_of(record: Record, *, fictive: bool) -> date | None:
    if fictive and (m := _NUMERO.fullmatch(record.key("date"))) and int(m[1]):
        return LUNDI_FICTIF + timedelta(days=int(m[1]) - 1)
    record.text("date")
    return record.day("date")


def _jour_of(record: Record, jour: date) -> Jour:
    usuel = Jour(jour, "")
    lu = Jour(
        jour,
        record.text("etiquette"),
        ouverture=record.hour("ouverture", usuel.ouverture),
        accueil=record.hour("accueil", usuel.accueil),
        fin=record.hour("fin", usuel.fin),
        pause_debut=record.hour("pause_debut", usuel.pause_debut),
        pause_fin=record.hour("pause_fin", usuel.pause_fin),
    )
    _check_hours(record, lu)
    return lu


def _check_hours(record: Record, jour: Jour) -> None:
    if jour.ouverture >= jour.fin:
        record.notes.error(constats.heures_a_l_envers(jour.ouverture, jour.fin), record.place("fin"))
    if jour.pause_debut >= jour.pause_fin:
        record.notes.error(constats.midi_a_l_envers(jour.pause_debut, jour.pause_fin), record.place("pause_fin"))
    if not jour.ouverture <= jour.accueil < jour.fin:
        record.notes.warning(constats.accueil_hors_ouverture(jour.accueil), record.place("accueil"))


def _labelled(jours: Sequence[Jour], *, fictive: bool) -> tuple[Jour, ...]:
    """Each day with a label: what is typed, else its rank (in a fictive session, its rank from the first Monday)."""
    nommes = []
    for rang, jour in enumerate(jours, 1):
        depuis = (jour.date - LUNDI_FICTIF).days + 1
        numero = depuis if fictive and 0 < depuis < 100 else rang
        etiquette = jour.etiquette or etiquette_du_jour(numero)
        nommes.append(replace(jour, etiquette=etiquette))
    return tuple(nommes)


def _check_labels(source: Source, trouves: dict[date, tuple[Record, Jour]], jours: Sequence[Jour]) -> None:
    deja: dict[str, Record] = {}
    for jour in jours:
        record = trouves[jour.date][0]
        if cle(jour.etiquette) in deja:
            premiere = str(deja[cle(jour.etiquette)].place("etiquette"))
            source.notes.error(lecture.identique(premiere, constats.CE_LIBELLE), record.place("etiquette"))
        deja.setdefault(cle(jour.etiquette), record)


def day_in(record: Record, champ: str, days: Days) -> date | None:
    """The day of the session that a cell names; None where it is empty, unreadable, or not one of them (told)."""
    if not record.has(champ):
        return None
    try:
        jour = days.find(record.raw(champ))
    except Unreadable as refusal:
        record.notes.error(refusal.texte, record.place(champ))
        return None
    if jour not in days.dates:
        proposes = [j.etiquette for j in days.jours[:3]]
        record.notes.warning(lecture.jour_inconnu(proposes), record.place(champ))
    return jour
