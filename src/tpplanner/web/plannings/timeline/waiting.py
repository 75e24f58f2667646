"""What a candidat does on a day besides épreuves: welcomed, waiting, at lunch; how many are on site."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpplanner.audit.juries import fenetre_candidat, premiere_pause
from tpplanner.domain.appels import appels
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.web.plannings.timeline.capsules import Bar, BarKind, Interval, merged


@dataclass(frozen=True, slots=True)
class DayOnSite:
    """A candidat's day on site: from the hour at which they are called until they are done."""

    candidat: str
    debut: datetime
    fin: datetime


def stays(agenda: Agenda) -> dict[date, dict[str, DayOnSite]]:
    """Who is there on each day, and from when to when."""
    called = appels(agenda.session, agenda.plan)
    days: dict[date, dict[str, DayOnSite]] = {}
    for passage in agenda.plan.passages:
        of_day = days.setdefault(passage.jour, {})
        known = of_day.get(passage.candidat)
        debut = called.get((passage.candidat, passage.epreuve), passage.debut)
        begins = min(debut, passage.debut) if debut.date() == passage.jour else passage.debut
        of_day[passage.candidat] = DayOnSite(
            passage.candidat,
            min(begins, known.debut) if known else begins,
            max(passage.fin, known.fin) if known else passage.fin,
        )
    return days


def on_site(stays: Iterable[DayOnSite], halves: Iterable[datetime]) -> list[int]:
    """How many are there at some time in each half hour."""
    stays = list(stays)
    return [sum(s.debut < half + timedelta(minutes=30) and half < s.fin for s in stays) for half in halves]


def between(agenda: Agenda, stay: DayOnSite, moments: Sequence[Moment]) -> list[Bar]:
    """What fills a candidat's day around their épreuves: no minute from their call to their end is left out."""
    busy = merged((m.debut, m.fin) for m in moments)
    welcomes = [(m.debut, m.fin) for m in agenda.moments if m.jour == stay.debut.date() and _with(m, moments)]
    bars: list[Bar] = []
    free = list(_without(((stay.debut, stay.fin),), busy))
    for debut, fin in _within(free, merged(welcomes)):
        bars.append(Bar(BarKind.ACCUEIL, debut, fin, candidat=stay.candidat))
    free = list(_without(free, merged(welcomes)))
    lunch = _lunch(agenda, stay, moments)
    for debut, fin in _within(free, lunch):
        bars.append(Bar(BarKind.PAUSE, debut, fin, candidat=stay.candidat))
    bars += [Bar(BarKind.ATTENTE, debut, fin, candidat=stay.candidat) for debut, fin in _without(free, lunch)]
    return sorted(bars, key=lambda bar: bar.debut)


def _with(welcome: Moment, moments: Sequence[Moment]) -> bool:
    """Whether a candidat is at an accueil, or at the opening of the plis of an épreuve that they pass."""
    if welcome.sort is Sort.PLIS:
        return any(m.epreuve == welcome.epreuve and m.debut == welcome.fin for m in moments)
    return welcome.sort is Sort.ACCUEIL and welcome.debut < moments[0].debut


def _lunch(agenda: Agenda, stay: DayOnSite, moments: Sequence[Moment]) -> tuple[Interval, ...]:
    """Their lunch, as the rules find it, where it lies between two of their épreuves."""
    jour = next((j for j in agenda.session.jours if j.date == stay.debut.date()), None)
    if jour is None:
        return ()
    window = fenetre_candidat(jour, agenda.session.reglages.pause_candidat)
    longest = max(moments, key=lambda m: m.minutes)
    pause = premiere_pause(window, [(m.debut, m.fin) for m in moments], [(longest.debut, longest.fin)])
    inside = pause is not None and moments[0].debut < pause[0] and pause[1] < stay.fin
    return (pause,) if pause is not None and inside else ()


def _without(stretches: Iterable[Interval], taken: Sequence[Interval]) -> Iterator[Interval]:
    """What is left of stretches once others are taken away, these in order of time."""
    for debut, fin in stretches:
        at = debut
        for from_, until in taken:
            if until <= at or fin <= from_:
                continue
            if at < from_:
                yield at, from_
            at = max(at, until)
        if at < fin:
            yield at, fin


def _within(stretches: Iterable[Interval], others: Sequence[Interval]) -> Iterator[Interval]:
    """What stretches share with others."""
    for debut, fin in stretches:
        for from_, until in others:
            if max(debut, from_) < min(fin, until):
                yield max(debut, from_), min(fin, until)
