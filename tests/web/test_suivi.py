"""Suivi: échéances as they stand on the day, ticked where they are read; answers; what is known of failures."""

import re
import shutil
from datetime import date
from email import message_from_bytes, policy
from html import unescape

import pytest

from builders import plan_cda_trois, session
from edits import changed
from served import served
from tpplanner.domain.answers import MEMBRE, Contingencies, Etat, Failure, PartOfDay, Recourse, Resource, Verdict
from tpplanner.domain.session import Reponse, Suivi
from tpplanner.export.html_page import plan_b_page
from tpplanner.texts.page import dans
from tpplanner.web.handed import due, marking
from tpplanner.web.handed.failures import page_of_failures, tried_cases
from tpplanner.web.handed.followup import file_beside, read_followup
from tpplanner.web.handed.remaining import headline_of, lines_of
from tpplanner.web.pages import suivi
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from tpplanner.year.echeances import echeancier
from web_stories import with_planning

AUJOURDHUI = date(2027, 6, 10)


def lines(day, **values):
    return lines_of(echeancier(session(**values), plan_cda_trois(), day), day)


# Échéances.


def test_what_is_late_comes_first_and_says_so():
    shown = lines(AUJOURDHUI)
    late = [line.etat not in (due.TaskState.A_FAIRE,) for line in shown.a_faire]
    assert late[0]
    assert late == sorted(late, reverse=True)
    assert shown.pire in (due.TaskState.EN_RETARD, due.TaskState.PLUS_TENU)


def test_what_is_to_come_stands_in_the_order_of_its_days_and_says_how_far_it_is():
    shown = lines(date(2026, 9, 1))
    assert {line.etat for line in shown.a_faire} == {due.TaskState.A_FAIRE}
    days = [int(line.quand.split()[1]) for line in shown.a_faire]
    assert days == sorted(days)


def test_what_is_done_is_told_apart_with_its_day_and_is_not_far_any_more():
    shown = lines(date(2027, 6, 1), suivi=Suivi(dte_commandes=date(2027, 1, 5)))
    (dte,) = [line for line in shown.autres if line.quoi == "Commander les sujets (DTE)"]
    assert (dte.quand, dte.fait, dte.etat) == ("", "Fait le 05/01/2027", due.TaskState.FAIT)


def test_every_echeance_stands_there_once_with_all_that_is_said_of_it():
    dates = echeancier(session(), plan_cda_trois(), AUJOURDHUI)
    shown = lines_of(dates, AUJOURDHUI)
    assert len(shown.a_faire) + len(shown.autres) == len(dates.echeances)
    assert {Etat.A_SAVOIR} <= {e.etat for e in dates.echeances}
    assert {line.details[0] for line in (*shown.a_faire, *shown.autres)} == {e.quoi for e in dates.echeances}


@pytest.mark.parametrize(
    ("jours", "told"),
    [(0, "aujourd'hui"), (1, "demain"), (12, "dans 12 jours"), (-1, "il y a 1 jour"), (-30, "il y a 30 jours")],
)
def test_a_day_is_so_far(jours, told):
    assert dans(jours) == told


def test_nothing_to_do_is_told_as_such():
    assert headline_of([]).sorte == "ok"


# The screen.


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A session of which M1 has an address and M2 a telephone, with its planning."""
    root = tmp_path_factory.mktemp("sessions")
    s = changed(session(nb_membres=4), "M1", contact="m1@exemple.fr")
    with_planning(root, changed(s, "M2", telephone="06 11 22 33 44"))
    return root


@pytest.fixture
def page(folder, tmp_path, monkeypatch):
    """The page of it, four days before; its workbook."""
    for module in (due, suivi):
        monkeypatch.setattr(module, "today", lambda: AUJOURDHUI)
    root = tmp_path / "sessions"
    shutil.copytree(folder, root)
    with served(root) as page:
        yield page, root / "CDA juin" / "session.xlsx"


def address(workbook, rest="/suivi"):
    return f"/session/{ident(workbook)}{rest}"


def planning_of(workbook):
    return workbook.with_name("session-planning-v1.xlsx")


def told(page, workbook):
    status, _, text = page.get(address(workbook))
    assert status == 200
    return re.sub(r"[\u00a0\u202f]", " ", unescape(text))


def test_an_echeance_is_ticked_and_taken_back_where_it_is_read(page):
    page, workbook = page
    assert "Fait : Commander les sujets (DTE)" in told(page, workbook)
    status, headers, _ = page.post(address(workbook, "/fait"), {"cle": "dte", "fait": "oui"})
    assert (status, headers["location"]) == (303, f"{address(workbook)}#echeances")
    assert "Annuler : Commander les sujets (DTE)" in told(page, workbook)
    assert read_session(workbook).session.suivi.dte_commandes == AUJOURDHUI
    page.post(address(workbook, "/fait"), {"cle": "dte", "fait": "non"})
    assert "Fait : Commander les sujets (DTE)" in told(page, workbook)


@pytest.mark.parametrize(
    ("retour", "location"), [("/", "/"), ("//ailleurs.fr", "/"), ("https://ailleurs.fr", "/"), ("/centre", "/centre")]
)
def test_one_comes_back_to_where_one_ticked_and_nowhere_else(page, retour, location):
    page, workbook = page
    answer = page.post(address(workbook, "/fait"), {"cle": "saisie", "fait": "oui", "retour": retour})
    assert (answer[0], answer[1]["location"]) == (303, location)


def test_what_is_no_echeance_is_not_found(page):
    page, workbook = page
    assert page.post(address(workbook, "/fait"), {"cle": "x", "fait": "oui"})[0] == 404


def test_a_workbook_that_is_open_elsewhere_is_left_and_that_is_told(page):
    page, workbook = page
    workbook.with_name(f"~${workbook.name}").touch()
    before = workbook.read_bytes()
    status, _, text = page.post(address(workbook, "/fait"), {"cle": "dte", "fait": "oui"})
    assert status == 200
    assert "Fermez le fichier dans Excel" in unescape(text)
    assert workbook.read_bytes() == before


def test_echeances_print_on_a_page_of_their_own_and_go_into_a_calendar(page):
    page, workbook = page
    status, headers, made = page.get(address(workbook, "/echeances"))
    assert status == 200
    assert "Échéancier de la session CDA" in made
    assert "script-src" not in {name.lower(): v for name, v in headers.items()}["content-security-policy"]
    status, _, made = page.get(address(workbook, "/echeances/calendrier"))
    assert status == 200
    assert made.startswith("BEGIN:VCALENDAR")


def test_without_a_planning_they_are_counted_from_the_days_that_are_possible(tmp_path):
    (tmp_path / "CDA").mkdir()
    path = tmp_path / "CDA" / "session.xlsx"
    write_session(path, session(nb_jours=2))
    with served(tmp_path) as page:
        text = told(page, path)
    assert "14 au mardi 15 juin 2027" in text
    assert "Les réponses se notent dès qu'un planning est calculé" in text
    assert "Si quelqu'un manque" not in text


def test_a_file_that_is_no_workbook_has_none(tmp_path):
    (tmp_path / "CDA").mkdir()
    path = tmp_path / "CDA" / "session.xlsx"
    path.write_bytes(b"x")
    with served(tmp_path) as page:
        assert "Les échéances se comptent dès qu'un jour est choisi" in told(page, path)
        assert page.get(address(path, "/echeances"))[0] == 404


def test_what_could_not_be_read_is_told_until_somebody_has_seen_it(page):
    page, workbook = page
    file_beside(workbook).write_bytes(b"?")
    assert "n'a pas pu être lu" in told(page, workbook)
    assert page.post(address(workbook, "/suivi/lu"))[0] == 303
    assert "n'a pas pu être lu" not in told(page, workbook)


# Answers.


def test_an_answer_is_noted_in_the_planning_that_people_hold_to(page):
    page, workbook = page
    assert "Réponses : 0 sur 2" in told(page, workbook)
    status, headers, _ = page.post(address(workbook, "/reponse"), {"membre": "M1", "reponse": "confirme"})
    assert (status, headers["location"]) == (303, f"{address(workbook)}#reponses")
    assert "Réponses : 1 sur 2" in told(page, workbook)
    membre = read_session(planning_of(workbook)).session.membre("M1")
    assert (membre.reponse, membre.repondu_le) == (Reponse.CONFIRME, AUJOURDHUI)
    page.post(address(workbook, "/reponse"), {"membre": "M1", "reponse": ""})
    assert "Réponses : 0 sur 2" in told(page, workbook)


@pytest.mark.proof
def test_who_declined_and_is_called_still_leads_to_another_planning(page):
    page, workbook = page
    page.post(address(workbook, "/reponse"), {"membre": "M1", "reponse": "decline", "le": "2027-06-01"})
    text = told(page, workbook)
    assert "MEMBRE1 Alix a décliné le 01/06/2027, et ce planning l'appelle encore" in text
    assert "Chercher le planning qui dérange le moins" in text


@pytest.mark.parametrize(
    "form", [{"membre": "M9", "reponse": "confirme"}, {"membre": "M1", "reponse": "confirme", "le": "hier"}]
)
def test_an_answer_that_cannot_be_noted_is_told(page, form):
    page, workbook = page
    before = planning_of(workbook).read_bytes()
    assert page.post(address(workbook, "/reponse"), form)[0] == 200
    assert planning_of(workbook).read_bytes() == before


def test_whoever_has_not_answered_is_asked_again_by_a_message_or_a_call(page, monkeypatch):
    page, workbook = page
    assert "Relancer MEMBRE1 Alix" not in told(page, workbook), "nobody was asked yet"
    planning = planning_of(workbook)
    monkeypatch.setattr(marking, "now", lambda: AUJOURDHUI)
    keys = ["jurys/MEMBRE1 Alix", "jurys/MEMBRE2 Alix"]
    marking.mark_papers(page.desk, page.desk.library.session(ident(workbook)), planning, keys, date(2027, 6, 1))
    text = told(page, workbook)
    assert text.count("Sans réponse depuis 9 jours") == 2
    assert "06 11 22 33 44" in text
    status, headers, mail = page.post(address(workbook, "/relancer"), {"membre": "M1"})
    assert (status, headers["content-type"]) == (200, "message/rfc822")
    written = message_from_bytes(mail.encode(), policy=policy.default)
    assert [a.addr_spec for a in written["To"].addresses] == ["m1@exemple.fr"]
    assert "Pourrez-vous siéger" in written.get_body().get_content()
    assert page.post(address(workbook, "/relancer"), {"membre": "M2"})[0] == 303
    assert read_followup(workbook).relances == {"MEMBRE1 Alix": AUJOURDHUI, "MEMBRE2 Alix": AUJOURDHUI}
    assert "Sollicité aujourd'hui, relancé le 10/06/2027" in told(page, workbook)
    assert page.post(address(workbook, "/relancer"), {"membre": "M9"})[0] == 404


# If somebody fails: never reassuring while a case is unknown.


def failures(workbook, *verdicts):
    """Write the page of failures that ended so, as a search does."""
    of = read_session(planning_of(workbook)).session
    lost = (Failure(Resource(f"M{n}", (MEMBRE,)), of.jours[0].date, PartOfDay.DAY) for n in range(1, 9))
    cases = tuple(Recourse(failure, verdict) for failure, verdict in zip(lost, verdicts, strict=False))
    html = plan_b_page(of, plan_cda_trois(), Contingencies(cases))
    page_of_failures(planning_of(workbook)).write_text(html, encoding="utf-8")


def fold(page, workbook):
    return told(page, workbook).partition('id="manque"')[2].partition("</details>")[0]


def test_cases_that_are_not_known_come_first_and_nothing_reassures(page):
    page, workbook = page
    assert "Aucun cas n'est encore connu" in fold(page, workbook)
    assert 'class="etat attention"' in fold(page, workbook)
    failures(workbook, Verdict.OPEN, Verdict.UNTOUCHED, Verdict.OPEN)
    text = fold(page, workbook)
    assert "2 cas sur 3 pas encore connus" in text
    assert 'class="etat attention"' in text
    assert "Continuer la recherche" in text
    assert "chaque imprévu a son planning" not in text


def test_cases_that_are_all_known_are_told_so(page):
    page, workbook = page
    failures(workbook, Verdict.UNTOUCHED, Verdict.UNTOUCHED)
    text = fold(page, workbook)
    assert "2 cas, tous connus" in text
    assert 'class="etat ok"' in text
    assert "Continuer la recherche" not in text


def test_a_case_that_nothing_survives_is_told_on_the_fold(page):
    page, workbook = page
    failures(workbook, Verdict.UNTOUCHED, Verdict.IMPOSSIBLE)
    summary = fold(page, workbook).partition("</summary>")[0]
    assert "2 cas, tous connus, 1 sans planning possible" in summary
    assert 'class="etat attention"' in summary


def test_cases_of_a_planning_that_changed_are_not_sure_any_more(page):
    import os

    page, workbook = page
    failures(workbook, Verdict.UNTOUCHED)
    path = planning_of(workbook)
    later = page_of_failures(path).stat().st_mtime + 5
    os.utime(path, (later, later))
    assert tried_cases(path).ancien
    text = fold(page, workbook)
    assert "n'est plus sûr" in text
    assert 'class="etat attention"' in text
