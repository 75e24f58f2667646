"""The échéances in the workbook, as a page, as a calendar."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from builders import LUNDI, plan_cda_trois, session
from export.xlsx import parts, table, texts
from tpplanner.audit import check
from tpplanner.domain.answers import Etat
from tpplanner.domain.session import Candidat
from tpplanner.export.calendars import calendar_of
from tpplanner.export.excel import write_planning
from tpplanner.export.html_page import page_of
from tpplanner.sheets.produites import ECHEANCES
from tpplanner.texts.echeances import ETATS
from tpplanner.workbook.reader import read_session
from tpplanner.year.echeances import echeancier

HOSTILE = '<script>alert(1)</script> "=1+1'
TODAY = date(2027, 5, 20)


@pytest.fixture(scope="module")
def base():
    candidats = tuple(
        Candidat(f"C{i}", nom, fin_formation=date(2027, 5, 28)) for i, nom in enumerate(("UN", "DEUX", HOSTILE), 1)
    )
    return session(candidats=candidats, site="1 rue du Port, 97400 Saint-Denis", centre="Centre & Cie")


@pytest.fixture(scope="module")
def found(base):
    return echeancier(base, plan_cda_trois(), TODAY)


# The sheet


@pytest.fixture(scope="module")
def planning(base, tmp_path_factory):
    path = tmp_path_factory.mktemp("dates") / "planning.xlsx"
    plan = plan_cda_trois()
    return write_planning(path, base, plan, check(base, plan), echeancier=echeancier(base, plan)).path


def test_the_sheet_holds_every_echeance_in_order(base, planning):
    sheet = load_workbook(planning)[ECHEANCES.titre]
    rows = [row for _, row in table(sheet, "Au plus tard")]
    expected = echeancier(base, plan_cda_trois()).echeances
    assert [row["Quoi"] for row in rows] == [e.quoi for e in expected]
    days = [row["Au plus tard"].date() if isinstance(row["Au plus tard"], datetime) else None for row in rows]
    assert days == [e.au_plus_tard for e in expected]
    assert [row["État"] for row in rows] == [ETATS[e.etat] for e in expected]
    assert any("20 décembre" not in text and "La Réunion" in text for text in texts(sheet))


def test_what_is_late_is_marked_on_the_day_of_the_opening_and_no_cell_holds_a_formula(planning):
    sheet = load_workbook(planning)[ECHEANCES.titre]
    ((area, rules),) = [(str(r.sqref), r.rules) for r in sheet.conditional_formatting]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Au plus tard") + 1
    assert area == f"A{first}:E{sheet.max_row}"
    assert rules[0].formula == [f'AND(ISNUMBER($A{first}),$A{first}<TODAY(),$E{first}="à faire")']
    assert rules[0].dxf.font.b
    assert not any(re.search(r"<f[ >/]", part) for part in parts(planning).values())


def test_a_planning_with_its_echeances_is_read_back(base, planning):
    reading = read_session(planning, base.referentiel)
    assert reading.edite == (plan_cda_trois(),)
    assert not any(issue.sheet == ECHEANCES.titre for issue in reading.avertissements)


# The page


class Seen(HTMLParser):
    """The elements of a page, and what it would fetch."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.fetched, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href", "action")]

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_tells_everything_and_fetches_nothing(base, found):
    seen = Seen(page_of(found, "CDA", base.centre))
    text = " ".join(" ".join(seen.words).replace("\u00a0", " ").split())
    assert seen.fetched == []
    assert not {"script", "img", "link", "iframe"} & set(seen.tags)
    for echeance in found.echeances:
        assert echeance.quoi in text
        assert all(line in text for line in echeance.precisions)
    assert HOSTILE in text, "what was typed is shown, not run"
    assert "Centre & Cie" in text


def test_the_worst_comes_first_on_the_page(base, found):
    page = page_of(found, "CDA", base.centre)
    sections = re.findall(r'<section class="(\w+)"', page)
    assert sections == [etat.value for etat in Etat if found.en_etat(etat)]
    assert sections[0] == "intenable"


# The calendar


@pytest.fixture(scope="module")
def calendar(found):
    return Calendar.from_ical(calendar_of(found, "CDA", TODAY))


def whole_days(calendar):
    return [e for e in calendar.walk("VEVENT") if not isinstance(e["dtstart"].dt, datetime)]


def test_each_echeance_with_a_day_is_a_whole_day_with_a_reminder(found, calendar):
    expected = [e for e in found.echeances if e.au_plus_tard and e.etat is not Etat.FAIT]
    events = whole_days(calendar)
    assert [e["dtstart"].dt for e in events] == [e.au_plus_tard for e in expected]
    assert all(e["dtend"].dt - e["dtstart"].dt == timedelta(days=1) for e in events)
    assert all(str(e["summary"]).startswith("CDA : ") for e in events)
    reminder = events[0].walk("VALARM")[0]["trigger"].dt
    assert reminder == timedelta(days=-7, hours=9)


def test_the_day_of_the_session_has_its_hours_in_the_time_zone_of_the_centre(calendar):
    (day,) = [e for e in calendar.walk("VEVENT") if isinstance(e["dtstart"].dt, datetime)]
    assert day["dtstart"].dt.replace(tzinfo=None) == datetime.combine(LUNDI, datetime.min.time()).replace(
        hour=8, minute=30
    )
    assert day["dtstart"].dt.utcoffset() == timedelta(hours=4)
    assert {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")} == {"Indian/Reunion"}


def test_the_calendar_names_nobody(found):
    text = calendar_of(found, "CDA", TODAY).decode().replace("\r\n ", "")
    assert "script" not in text
    assert "MEMBRE" not in text
    assert "Alix" not in text


def test_what_is_done_is_left_out_and_the_rest_keeps_its_name(base, found):
    more = echeancier(replace(base, convocations_envoyees=date(2027, 5, 3)), plan_cda_trois(), TODAY)
    before, after = (
        {str(e["summary"]): str(e["uid"]) for e in whole_days(Calendar.from_ical(calendar_of(x, "CDA", TODAY)))}
        for x in (found, more)
    )
    assert len(before) > len(after)
    assert all(before[title] == uid for title, uid in after.items())
    assert not any("convocations" in title for title in after)


def test_equal_echeances_give_equal_files(base, found):
    assert calendar_of(found, "CDA", TODAY) == calendar_of(found, "CDA", TODAY)
    assert page_of(found, "CDA", base.centre) == page_of(found, "CDA", base.centre)
