"""What happens belongs to the session: noted in its workbook, listed in *Jour J*, taken back by an act of its own."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape

import openpyxl
import pytest

from builders import LUNDI
from tpplanner.change.statement import Statement, told_events
from tpplanner.commands.notes import events_unknown_to, note_events, note_in_force
from tpplanner.commands.reading import read_planning
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Absence, Accord, CandidatAbsent, Imprevu
from tpplanner.errors import UserError
from tpplanner.web.pages import session as page_of_session
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.reader import read_session
from web.moving import a_planning

MATIN = datetime(2027, 6, 14, 7, 50)
JOURNEE = datetime.combine(LUNDI, datetime.min.time()), datetime.combine(LUNDI + timedelta(days=1), datetime.min.time())
ABSENTE = Absence("M1", *JOURNEE)


def noted(path, *evenements):
    """Tell a workbook what happened."""
    before = read_session(path).saisie
    after = replace(before, imprevus=(*before.imprevus, *(Imprevu(e, MATIN) for e in evenements)))
    note_events(path, before, after, MATIN)


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr(page_of_session, "now", lambda: MATIN.replace(hour=8))
    with a_planning(tmp_path) as (page, path):
        yield page, path.with_name("session.xlsx"), path


def plain(text):
    return re.sub(r"[\u00a0\u202f]", " ", unescape(text))


def shown(page, workbook):
    """What the planning of a session tells of itself, and *Jour J* of what happened."""
    planning = f"/planning/{ident(workbook.with_name('session-planning-v1.xlsx'))}"
    return plain(page.get(planning)[2] + page.get(f"{planning}/imprevu")[2])


def test_it_is_read_again_and_the_rest_of_the_workbook_is_as_it_was(page):
    _, workbook, _ = page
    before = read_session(workbook).saisie
    noted(workbook, ABSENTE, CandidatAbsent("C2"))
    after = read_session(workbook)
    assert [i.evenement for i in after.saisie.imprevus] == [ABSENTE, CandidatAbsent("C2")]
    assert replace(after.saisie, imprevus=()) == before
    assert after.session == held(after.saisie)
    assert "C2" not in {c.id for c in after.session.candidats}
    noted(workbook, ABSENTE)
    assert read_session(workbook).saisie == after.saisie, "told twice, it is one"


def with_a_remark(workbook, *, without=None):
    """The workbook with a remark of its centre's, and perhaps without a sheet, as it was before there was one."""
    book = openpyxl.load_workbook(workbook)
    book["Membres"]["B2"].comment = openpyxl.comments.Comment("à rappeler", "moi")
    if without:
        del book[without]
    book.save(workbook)
    return workbook.read_bytes()


def test_a_workbook_keeps_whatever_else_is_in_it(page):
    _, workbook, _ = page
    with_a_remark(workbook)
    noted(workbook, ABSENTE)
    assert [i.evenement for i in read_session(workbook).saisie.imprevus] == [ABSENTE]
    assert openpyxl.load_workbook(workbook)["Membres"]["B2"].comment.text == "à rappeler"


def test_a_workbook_in_which_there_is_no_place_without_a_loss_stays_as_it_was(page):
    _, workbook, _ = page
    before = with_a_remark(workbook, without="Imprévus")
    with pytest.raises(UserError, match="n'a pas pu être noté"):
        noted(workbook, ABSENTE)
    assert workbook.read_bytes() == before


def test_what_happened_is_no_reason_to_plan_again_as_if_it_had_not(page):
    page, workbook, planning = page
    note_in_force(planning, MATIN)
    noted(workbook, ABSENTE)
    told = shown(page, workbook)
    assert "ne tient pas compte de ce qui s'est passé" in told
    assert "la session a changé" not in told
    assert "Absence de MEMBRE1 Alix : lundi 14 juin 2027" in told
    assert "signalé le 14/06/2027 à 7 h 50" in told


def test_a_workbook_that_asks_for_more_is_planned_again(page):
    page, workbook, _ = page
    book = openpyxl.load_workbook(workbook)
    rows = [c for row in book["Jours"].iter_rows() for c in row if str(c.value).startswith("Fin au plus tard")]
    book["Jours"].cell(rows[0].row + 1, rows[0].column).value = "12:00"
    book.save(workbook)
    assert "Dépassé : la session a changé depuis ce planning." in shown(page, workbook)


def test_taken_back_it_holds_no_more_and_is_told_so(page):
    page, workbook, planning = page
    note_in_force(planning, MATIN)
    noted(workbook, ABSENTE, CandidatAbsent("C2"))
    events = unescape(page.get(f"/planning/{ident(planning)}/imprevu")[2])
    quoi = re.search(r'name="quoi" value="(Absence de MEMBRE1[^"]*)"', events)
    status, headers, _ = page.post(f"/session/{ident(workbook)}/reprendre", {"quoi": quoi[1]})
    assert (status, headers["location"]) == (303, f"/session/{ident(workbook)}")
    imprevus = read_session(workbook).saisie.imprevus
    assert [i.repris_le for i in imprevus] == [MATIN.replace(hour=8), None]
    told = shown(page, workbook)
    assert "repris le 14/06/2027 à 8 h" in told
    assert told.count("Ce n'est plus vrai</button>") == 1
    assert page.post(f"/session/{ident(workbook)}/reprendre", {"quoi": quoi[1]})[0] == 404


def test_what_was_told_holds_when_more_is_told_of_a_planning_that_does_not_know_it(page):
    _, workbook, planning = page
    noted(workbook, ABSENTE)
    reading = read_planning(planning)
    known = events_unknown_to(reading.saisie, workbook)
    assert [i.evenement for i in known] == [ABSENTE]
    change = told_events(
        reading, Statement(candidats=("CANDIDAT2 Sacha",), jour="14/06/2027", maintenant="8h10"), known
    )
    assert [i.evenement for i in change.saisie.imprevus] == [ABSENTE, CandidatAbsent("C2")], "as it was told then"
    assert "C2" not in {c.id for c in change.session.candidats}
    (away,) = [m for m in change.session.membres if m.id == "M1"]
    assert away.indisponibilites
    assert events_unknown_to(change.saisie, workbook) == ()


def test_an_agreement_that_is_counted_on_marks_the_planning_until_it_is_noted(page):
    page, _, planning = page
    noted(planning, Accord("M2", LUNDI, a_demander=True), Accord("C3", LUNDI, a_demander=True))
    address = f"/planning/{ident(planning)}"
    before = read_session(planning)
    assert before.saisie.attendus == ("M2", "C3")
    assert "Accord à obtenir : tient si MEMBRE2 Alix et CANDIDAT3 Sacha acceptent." in plain(page.get(address)[2])
    assert page.post(f"{address}/accord", {"personne": "M2", "reponse": "oui"})[0] == 303
    after = read_session(planning)
    assert after.saisie.attendus == ("C3",)
    assert [i.evenement for i in after.saisie.imprevus] == [
        Accord("M2", LUNDI),
        Accord("C3", LUNDI, a_demander=True),
    ]
    assert (after.ecrit, after.edite) == (before.ecrit, before.edite)
    told = page.get(address)[2]
    assert re.search(r"Accord à obtenir : tient si .* accepte\.", plain(told))
    assert '<th scope="row"></th>' not in told, "each level has its name, whatever has begun"
    assert page.post(f"{address}/accord", {"personne": "M2", "reponse": "oui"})[0] == 404
