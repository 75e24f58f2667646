"""A finished example: a session of invented people with its planning, there in seconds since its plan is kept here."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.domain.session import Session
from tpplanner.errors import Bug
from tpplanner.referentiels import find
from tpplanner.texts import mes_sessions as textes
from tpplanner.texts.noms import code_du_site, heure
from tpplanner.web.sessions.folders import SessionFiles, new_folder
from tpplanner.web.sessions.judged import LookAtWorkbook
from tpplanner.web.sessions.looking import WORKBOOK
from tpplanner.wire import load_outcome
from tpplanner.workbook.example import example_session
from tpplanner.workbook.template import write_session
from tpplanner.year.echeances import holidays_named

PLAN = Path(__file__).with_name("exemple.json")
"""The plan of the example: ``scripts/finished_example.py`` makes it anew."""

TITRE = "CDA"

AHEAD = timedelta(weeks=14)
"""How far ahead the example lies at least: all that has to be done for it can still be done."""

_Thing = TypeVar("_Thing")


@cache
def example() -> Session:
    """The session of the example, on the days of its plan."""
    return example_session(find(TITRE))


@cache
def example_planned() -> Planned:
    """Its plan, and how good it is proven to be."""
    outcome = load_outcome(PLAN.read_bytes())
    if not isinstance(outcome, Planned):
        raise Bug("the example has a plan")
    return outcome


def seen_from(today: date) -> tuple[Session, Planned]:
    """The example and its plan on the first free days that lie far enough ahead of a day."""
    session = example()
    first, last = session.jours[0].date, session.jours[-1].date
    free = holidays_named(code_du_site(session.site), today.year, today.year + 1)
    weeks = max(0, -(-(today + AHEAD - first).days // 7))
    while any(first <= day - timedelta(weeks=weeks) <= last for day in free):
        weeks += 1
    return begun_on(first + timedelta(weeks=weeks))


def begun_on(day: date) -> tuple[Session, Planned]:
    """The example and its plan, that day being its first."""
    session = example()
    shift = day - session.jours[0].date
    return replace(_later(session, shift), referentiel=session.referentiel), _later(example_planned(), shift)


def _later(thing: _Thing, shift: timedelta) -> _Thing:
    """The same thing, its days and moments so much later."""
    match thing:
        case date():  # a moment too
            return thing + shift
        case tuple():
            return tuple(_later(each, shift) for each in thing)  # type: ignore[return-value]
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changes: dict[str, Any] = {f.name: _later(getattr(thing, f.name), shift) for f in fields(thing) if f.init}
    return replace(thing, **changes)


def write_example(root: Path, now: datetime, read: Callable[[Path], LookAtWorkbook]) -> SessionFiles:
    """Write the example beside the sessions, finished and in force, unless it is there; raises CannotWrite.

    One whose writing was cut short is finished, where `read` finds in its workbook the session of the example still.
    """
    files = SessionFiles(root / textes.EXEMPLE / WORKBOOK)
    if not files.workbook.is_file():
        files = SessionFiles(new_folder(root, textes.EXEMPLE) / WORKBOOK)
        session, planned = seen_from(now.date())
        write_session(files.workbook, session)
        finish(files, session, planned, now)
    elif not files.plannings():
        reading = read(files.workbook).reading
        if reading is not None:
            _, planned = begun_on(reading.session.jours[0].date)
            if check(reading.session, planned.plan).conforme:
                finish(files, reading.session, planned, now)
    return files


def finish(files: SessionFiles, session: Session, planned: Planned, now: datetime) -> None:
    """Write the planning of a session, in force; raises CannotWrite."""
    planning = files.next_planning()
    report = check(session, planned.plan)
    write_excel(planning, session, planned, report, classeur=files.workbook.name, en_vigueur=now)


# The three steps of the work, as small pictures of the example.


@dataclass(frozen=True, slots=True)
class SketchBar:
    """A candidat before a jury on a small picture: where it begins and how wide it is, in thousandths, and a name."""

    debut: int
    largeur: int
    nom: str


@dataclass(frozen=True, slots=True)
class Sketches:
    """What the pictures show: names of the list, with a tiers temps or without; juries of a day; hours of a poster.

    `heures`: where hours stand on the picture of the day, in thousandths.
    """

    liste: tuple[tuple[str, bool], ...]
    heures: tuple[tuple[int, str], ...]
    jurys: tuple[tuple[SketchBar, ...], ...]
    affiche: tuple[tuple[str, str], ...]


SHOWN = 3
"""Rows of a small picture."""

LETTERS = 8
"""Of a name on a bar."""


@cache
def sketches() -> Sketches:
    """The pictures of the example's first day."""
    session, plan = example(), example_planned().plan
    jour = session.jours[0].date
    names = {candidat.id: candidat for candidat in session.candidats}
    hours = defaultdict[tuple[str, str], list[datetime]](list)
    for passage in plan.passages:
        for partie in passage.parties:
            if partie.jury and partie.debut.date() == jour:
                hours[partie.jury, passage.candidat] += [partie.debut, partie.fin]
    begin, end = min(map(min, hours.values())), max(map(max, hours.values()))
    juries = defaultdict[str, list[SketchBar]](list)
    for (jury, candidat), moments in sorted(hours.items(), key=lambda item: min(item[1])):
        left, right = (int((moment - begin) / (end - begin) * 1000) for moment in (min(moments), max(moments)))
        juries[jury].append(SketchBar(left, right - left, _short(names[candidat].nom)))
    first = sorted((min(moments), names[candidat].nom_complet) for (_, candidat), moments in hours.items())
    on_the_hour = (begin.replace(hour=h, minute=0) for h in range(begin.hour + 1, end.hour + 1, 2))
    return Sketches(
        tuple((c.nom_complet, bool(c.majorations)) for c in session.candidats[:SHOWN]),
        tuple((int((moment - begin) / (end - begin) * 1000), heure(moment)) for moment in on_the_hour),
        tuple(tuple(bars) for _, bars in sorted(juries.items())),
        tuple((heure(moment), nom) for moment, nom in first[:SHOWN]),
    )


def _short(nom: str) -> str:
    return nom if len(nom) <= LETTERS else f"{nom[: LETTERS - 1]}…"
