"""Sessions that stand in a home before a story begins, of the same invented people as the finished example."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from stories.served import Home
from tpplanner.domain.session import Plage
from tpplanner.web.sessions.folders import SessionFiles, new_folder
from tpplanner.web.sessions.looking import WORKBOOK
from tpplanner.web.sessions.showcase import begun_on, finish, seen_from
from tpplanner.workbook.template import write_session

TIGHT, OF_TODAY = "CDA, un seul jour", "CDA, ce matin"


def too_tight(home: Home, today: date) -> str:
    """A session of three candidats before one jury, in a day, two of whom come at 15:00: too late. Answers its name."""
    session, planned = seen_from(today)
    jour, seated = session.jours[0], planned.plan.compositions[0].membres
    until_three = Plage(datetime.combine(jour.date, time(0)), datetime.combine(jour.date, time(15)))
    first, *late = (c for c in session.candidats if not c.majorations)
    write_session(
        new_folder(home.sessions, TIGHT) / WORKBOOK,
        replace(
            session,
            jours=(jour,),
            liens=(),
            candidats=(first, *(replace(c, indisponibilites=(until_three,)) for c in late[:2])),
            membres=tuple(m for m in session.membres if m.id in seated),
        ),
    )
    return TIGHT


def of_today(home: Home, moment: datetime) -> str:
    """The finished example, its first day being today. Answers its name."""
    files, (session, planned) = SessionFiles(new_folder(home.sessions, OF_TODAY) / WORKBOOK), begun_on(moment.date())
    write_session(files.workbook, session)
    finish(files, session, planned, moment - timedelta(days=7))
    return OF_TODAY
