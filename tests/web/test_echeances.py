"""The échéances of a session on its page, as they stand on the day when it is looked at."""

from datetime import date

import pytest

from builders import plan_cda_trois, session
from served import served
from tpplanner.domain.answers import Etat
from tpplanner.domain.session import Suivi
from tpplanner.texts.page import dans
from tpplanner.web import due
from tpplanner.web.folders import ident
from tpplanner.web.pages import session as page_of_session
from tpplanner.web.pages.session import frise
from tpplanner.workbook.template import write_session
from tpplanner.year.echeances import echeancier
from web_stories import with_planning


def line(today, **values):
    return frise(echeancier(session(**values), plan_cda_trois(), today))


def test_what_is_late_comes_first_and_says_so():
    told = line(date(2027, 6, 10))
    late = [mark.presse for mark in told.a_faire]
    assert late[0]
    assert late == sorted(late, reverse=True)
    assert any(mark.quand.startswith("il y a") for mark in told.a_faire if mark.presse)


def test_what_is_to_come_stands_in_the_order_of_its_days_and_says_how_far_it_is():
    told = line(date(2026, 9, 1))
    assert not any(mark.presse for mark in told.a_faire)
    days = [int(mark.quand.split()[1]) for mark in told.a_faire]
    assert days == sorted(days)


def test_what_is_done_is_told_apart_and_is_not_far_any_more():
    done = Suivi(dte_commandes=date(2027, 1, 5))
    told = line(date(2027, 6, 1), suivi=done)
    (dte,) = [mark for mark in told.autres if mark.quoi == "Commander les sujets (DTE)"]
    assert dte.quand == ""
    assert dte.etat == "fait"


def test_every_echeance_stands_on_the_line_once():
    echeances_ = echeancier(session(), plan_cda_trois(), date(2027, 6, 10))
    told = frise(echeances_)
    assert len(told.a_faire) + len(told.autres) == len(echeances_.echeances)
    assert {Etat.A_SAVOIR} <= {e.etat for e in echeances_.echeances}


@pytest.mark.parametrize(
    ("jours", "told"),
    [(0, "aujourd'hui"), (1, "demain"), (12, "dans 12 jours"), (-1, "il y a 1 jour"), (-30, "il y a 30 jours")],
)
def test_a_day_is_so_far(jours, told):
    assert dans(jours) == told


@pytest.fixture
def page(tmp_path, monkeypatch):
    for module in (due, page_of_session):
        monkeypatch.setattr(module, "today", lambda: date(2027, 6, 10))
    with served(tmp_path) as page:
        yield page


def test_they_are_on_the_page_of_the_session_on_a_page_of_their_own_and_in_a_calendar(tmp_path, page):
    folder = with_planning(tmp_path)
    id_ = ident(folder / "session.xlsx")
    assert "Échéances" in page.get(f"/session/{id_}")[2]
    status, headers, made = page.get(f"/session/{id_}/echeances")
    assert status == 200
    assert "Échéancier de la session CDA" in made
    assert "script-src" not in {name.lower(): v for name, v in headers.items()}["content-security-policy"]
    status, _, made = page.get(f"/session/{id_}/echeances/calendrier")
    assert status == 200
    assert made.startswith("BEGIN:VCALENDAR")


def test_without_a_planning_they_are_counted_from_the_days_that_are_possible(tmp_path, page):
    (tmp_path / "CDA").mkdir()
    write_session(tmp_path / "CDA" / "session.xlsx", session(nb_jours=2))
    told = page.get(f"/session/{ident(tmp_path / 'CDA' / 'session.xlsx')}")[2]
    assert "14 au mardi 15 juin 2027" in told.replace("\xa0", " ")


def test_a_file_that_is_no_workbook_has_none_and_its_page_is_shown(tmp_path, page):
    (tmp_path / "CDA").mkdir()
    (tmp_path / "CDA" / "session.xlsx").write_bytes(b"x")
    id_ = ident(tmp_path / "CDA" / "session.xlsx")
    status, _, told = page.get(f"/session/{id_}")
    assert status == 200
    assert "Échéances" not in told
    assert page.get(f"/session/{id_}/echeances")[0] == 404
