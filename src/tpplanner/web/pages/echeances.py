"""The échéances of a session, as they stand today: on its page, as a page of their own, as a calendar."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tpplanner.domain.answers import Echeance, Echeancier, Etat, Reading
from tpplanner.errors import UserError
from tpplanner.export.calendars import calendar_of
from tpplanner.export.page import page_of
from tpplanner.steps import session_dates
from tpplanner.texts import echeances as textes
from tpplanner.texts import page as textes_de_page
from tpplanner.texts.noms import date_longue
from tpplanner.web.desk import Desk, desk_of, document, session_of
from tpplanner.web.folders import SessionFiles
from tpplanner.web.judged import judge, look

_PRESSING = (Etat.INTENABLE, Etat.EN_RETARD, Etat.A_VERIFIER)
"""What is to be looked at first, the worst first."""


@dataclass(frozen=True, slots=True)
class Repere:
    """An échéance on the line: its day and how far it is, what to do, how it stands; what is to be known of it."""

    jour: str
    quand: str
    quoi: str
    etat: str
    presse: bool
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frise:
    """The échéances of a session in the order in which they are to be read: late ones, those to come, the others."""

    bilan: str
    dates: str
    entete: tuple[str, ...]
    a_faire: tuple[Repere, ...]
    autres: tuple[Repere, ...]


def today() -> date:
    """The day on which échéances are looked at."""
    return datetime.now().date()


def read_dates(path: Path) -> Reading | None:
    """What a workbook that is refused tells of its dates all the same; None where it tells none."""
    from tpplanner.workbook.reader import read_session

    try:
        return read_session(path, dates_only=True)
    except UserError:
        return None


def dates_of(desk: Desk, session: SessionFiles) -> tuple[Reading, Echeancier] | None:
    """The échéances of a session today, counted from its newest planning if it has one; None where it has no dates."""
    reading = desk.readings.of(session.workbook, look).reading or desk.readings.of(session.workbook, read_dates)
    if reading is None or reading.session.fictive:
        return None
    newest = session.newest()
    planned = _planned(desk, newest) if newest is not None else None
    if planned is not None and planned.edite and not reading.edite:
        reading = replace(reading, edite=planned.edite)
    return reading, session_dates(reading, today())


def _planned(desk: Desk, planning: Path) -> Reading | None:
    judged = desk.readings.of(planning, judge)
    return judged.checked.reading if judged.checked else desk.readings.of(planning, read_dates)


def frise(echeancier: Echeancier) -> Frise:
    """The échéances in words."""
    pressing = [e for etat in _PRESSING for e in echeancier.en_etat(etat)]
    coming = list(echeancier.en_etat(Etat.A_FAIRE))
    others = [e for e in echeancier.echeances if e not in pressing and e not in coming]
    day = echeancier.aujourdhui or today()
    return Frise(
        textes.bilan(echeancier),
        textes.dates(echeancier),
        tuple(textes.entete(echeancier)),
        tuple(_mark(e, day) for e in (*pressing, *coming)),
        tuple(_mark(e, day) for e in others),
    )


def _mark(echeance: Echeance, day: date) -> Repere:
    limit = echeance.au_plus_tard
    counted = (echeance.regle, textes.source(echeance))
    return Repere(
        date_longue(limit) if limit else textes.SANS_DATE,
        textes_de_page.dans((limit - day).days) if limit and echeance.fait is None else "",
        echeance.quoi,
        textes.ETATS[echeance.etat],
        echeance.etat in _PRESSING,
        tuple(filter(None, (*textes.details(echeance), *counted))),
    )


def _found(request: Request) -> tuple[Reading, Echeancier]:
    found = dates_of(desk_of(request), session_of(request))
    if found is None:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return found


def show(request: Request) -> HTMLResponse:
    """All of them as a page of its own, which prints: the same as the command's."""
    reading, echeancier = _found(request)
    session = reading.session
    return document(page_of(echeancier, session.referentiel.sigle, session.centre))


def calendar(request: Request) -> Response:
    """What is to be done, for Outlook or any calendar."""
    reading, echeancier = _found(request)
    made = calendar_of(echeancier, reading.session.referentiel.sigle, today())
    disposition = {"content-disposition": f'attachment; filename="{textes_de_page.ECHEANCES_ICS}"'}
    return Response(made, media_type="text/calendar", headers=disposition)
