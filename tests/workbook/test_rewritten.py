"""A workbook is written anew only where nothing of it is lost."""

from dataclasses import replace

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from proofs import mostly_proofs
from tpplanner.domain.session import Jury, Lien
from tpplanner.referentiels import find
from tpplanner.sheets.session import FEUILLES
from tpplanner.workbook.entered import carry_over, holds_more, rewritten
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import feuilles_for, sheets_bytes, write_template

CDA = find("CDA")


@pytest.fixture(scope="module")
def written():
    session = example_session(CDA)
    return sheets_bytes(session, feuilles_for(session))


@pytest.fixture
def workbook(written, tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_bytes(written)
    return path


def saved(path, edit):
    """Whether the workbook, so edited, holds more than the session that is read of it."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return holds_more(path, read_session(path).session)


def test_a_workbook_that_nobody_has_touched_holds_no_more_than_its_session(workbook):
    assert not holds_more(workbook, read_session(workbook).session)


def test_a_workbook_that_was_only_saved_again_holds_no_more(workbook):
    before = workbook.read_bytes()
    assert not saved(workbook, lambda _: None)
    assert workbook.read_bytes() != before


def test_a_question_that_is_found_as_a_workbook_is_read_is_nothing_that_it_holds(tmp_path):
    session = example_session(CDA)
    near = replace(
        session,
        candidats=tuple(replace(c, employeur="Leclerc") for c in session.candidats),
        membres=tuple(replace(m, employeur="E. Leclerc Brest") for m in session.membres),
    )
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheets_bytes(near, FEUILLES))
    found = read_session(path).session
    assert found.questions
    assert not near.questions
    assert not holds_more(path, found)


def test_a_name_corrected_by_hand_is_no_more_than_the_session(workbook):
    def edit(book):
        book["Candidats"]["B5"] = "Hugues"

    assert not saved(workbook, edit)


def remark(book):
    book["Candidats"]["A4"].comment = Comment("à rappeler", "Anne")


def colour(book):
    book["Candidats"]["A4"].fill = PatternFill("solid", fgColor="FFFF00")


def strike(book):
    book["Candidats"]["A4"].font = Font(strike=True)


def red(book):
    book["Candidats"]["A4"].font = Font(color="FFFF0000")


def sheet(book):
    book.create_sheet("Mes notes")["A1"] = "à rappeler"


def beside(book):
    book["Candidats"]["AZ4"] = "à rappeler"


def formula(book):
    book["Salles"]["C4"] = "=6+6"


def guide(book):
    book["Lisez-moi"]["B40"] = "à rappeler"


EDITS = mostly_proofs([remark, colour, strike, red, sheet, beside, guide], remark, strike, beside)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: getattr(edit, "__name__", None))
def test_what_a_hand_added_is_more_than_the_session(workbook, edit):
    assert saved(workbook, edit)


def test_a_formula_is_more_than_the_value_that_it_gives(workbook):
    session = read_session(workbook).session
    book = openpyxl.load_workbook(workbook)
    formula(book)
    book.save(workbook)
    assert holds_more(workbook, session)


def test_the_sheets_that_a_workbook_has_stay(tmp_path):
    path = tmp_path / "session.xlsx"
    write_template(path, CDA, exemple=True, complet=True)
    before = openpyxl.load_workbook(path).sheetnames
    path.write_bytes(rewritten(path, read_session(path).session))
    assert openpyxl.load_workbook(path).sheetnames == before


def test_what_stands_on_other_sheets_is_carried_along_but_for_who_is_gone():
    old = example_session(CDA)
    old = replace(
        old,
        jurys=(Jury("Jury A", ("M1", "M2")), Jury("Jury B", ("M3", "M4"))),
        liens=(Lien("C1", "M1", "voisins"), Lien("C2", "M3", "cousins")),
        reglages=replace(old.reglages, lecture=20, origines=("lecture",)),
    )
    new = replace(old, membres=tuple(m for m in old.membres if m.id != "M3"), jurys=(), liens=(), reglages=old.reglages)
    kept = carry_over(old, new)
    assert [jury.id for jury in kept.jurys] == ["Jury A"]
    assert [lien.motif for lien in kept.liens] == ["voisins"]
    assert kept.reglages.lecture == 20
