"""What a membre answered stands in two columns of *Membres*; noted in a planning, it changes nothing else there."""

import zipfile
from dataclasses import replace
from datetime import date
from shutil import copytree

import pytest
from openpyxl import load_workbook

from builders import plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.commands.check import check_planning
from tpplanner.commands.notes import note_answer
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.domain.duties import declined_away
from tpplanner.domain.session import Reponse
from tpplanner.errors import CannotWrite, UserError
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session

LE = date(2026, 12, 3)


def answered(s, id_, reponse, le=LE):
    return replace(
        s, membres=tuple(replace(m, reponse=reponse, repondu_le=le) if m.id == id_ else m for m in s.membres)
    )


@pytest.fixture(scope="module")
def written_once(tmp_path_factory):
    """A planning and its poster."""
    s, plan = session(nb_membres=4), plan_cda_trois()
    folder = tmp_path_factory.mktemp("answers")
    write_excel(folder / "planning.xlsx", s, Planned(plan, ()), check(s, plan))
    return folder


@pytest.fixture
def planning(written_once, tmp_path):
    return copytree(written_once, tmp_path, dirs_exist_ok=True) / "planning.xlsx"


def test_each_answer_is_read_as_it_is_written(tmp_path):
    s = session(nb_membres=4)
    for membre, reponse in zip(s.membres, Reponse, strict=False):
        s = answered(s, membre.id, reponse)
    assert {membre.reponse for membre in s.membres} == {*Reponse, None}
    write_session(tmp_path / "s.xlsx", s)
    assert read_session(tmp_path / "s.xlsx").session.membres == s.membres


def test_noted_it_is_read_again_and_nothing_else_differs(planning):
    before = read_session(planning)
    note_answer(planning, "M2", Reponse.CONFIRME, LE)
    after = read_session(planning)
    assert after.session == answered(before.session, "M2", Reponse.CONFIRME)
    assert (after.ecrit, after.edite) == (before.ecrit, before.edite)


def test_noted_again_it_takes_the_place_of_the_first_and_may_be_taken_back(planning):
    before = read_session(planning).session
    note_answer(planning, "M2", Reponse.SOLLICITE, LE)
    note_answer(planning, "M2", Reponse.DECLINE, None)
    assert read_session(planning).session == answered(before, "M2", Reponse.DECLINE, None)
    note_answer(planning, "M2", None, LE)
    assert read_session(planning).session == before


def test_only_the_sheet_of_membres_is_written_anew(planning):
    before = parts(planning)
    note_answer(planning, "M2", Reponse.CONFIRME, LE)
    after = parts(planning)
    changed = [name for name in before if before[name] != after.pop(name)]
    assert after == {}
    assert len(changed) == 1
    assert changed[0].startswith("xl/worksheets/")


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_workbook_without_the_columns_gets_them(planning):
    book = load_workbook(planning)
    sheet = book["Membres"]
    titles = {cell.value: cell.column for cell in sheet[3]}
    for titre in ("Réponse le", "Réponse"):
        sheet.delete_cols(titles[titre])
    book.save(planning)
    before = read_session(planning)
    assert ("membres", "M2", "reponse") not in before.cells
    note_answer(planning, "M2", Reponse.SOLLICITE, LE)
    after = read_session(planning)
    assert after.session == answered(before.session, "M2", Reponse.SOLLICITE)
    assert after.avertissements == before.avertissements


def test_a_planning_that_is_open_in_excel_is_not_written(planning):
    content = planning.read_bytes()
    planning.with_name(f"~${planning.name}").write_bytes(b"")
    with pytest.raises(CannotWrite):
        note_answer(planning, "M2", Reponse.CONFIRME, LE)
    assert planning.read_bytes() == content
    assert len(list(planning.parent.glob("*"))) == 3, "the planning, its poster, the lock"


def test_a_computed_cell_is_left_alone(planning):
    book = load_workbook(planning)
    titles = {cell.value: cell.column for cell in book["Membres"][3]}
    book["Membres"].cell(5, titles["Réponse"]).value = '="confirmé"'
    book.save(planning)
    content = planning.read_bytes()
    with pytest.raises(UserError):
        note_answer(planning, "M2", Reponse.CONFIRME, LE)
    assert planning.read_bytes() == content


def test_nobody_else_is_noted(planning):
    with pytest.raises(UserError):
        note_answer(planning, "M9", Reponse.CONFIRME, LE)


def test_what_was_made_of_the_planning_is_not_outdated_by_an_answer(planning):
    before = planning.stat().st_mtime_ns
    note_answer(planning, "M2", Reponse.CONFIRME, LE)
    assert 0 < planning.stat().st_mtime_ns - before < 10_000_000


def test_who_declined_and_is_called_still_is_told_at_their_cell(planning):
    assert not any("décliné" in issue.message for issue in check_planning(planning).remarques)
    note_answer(planning, "M2", Reponse.DECLINE, LE)
    checked = check_planning(planning)
    (told,) = [issue for issue in checked.remarques if "décliné" in issue.message]
    assert told.place == read_session(planning).cells["membres", "M2", "reponse"]
    assert checked.report.conforme, "a rule is not broken: its documents can still be made"


def test_an_answer_that_is_not_typed_is_the_one_given_to_the_planning_before(tmp_path):
    s = session(nb_membres=4)
    write_session(tmp_path / "s.xlsx", answered(s, "M1", Reponse.CONFIRME))
    avant = answered(answered(s, "M2", Reponse.DECLINE), "M1", Reponse.SOLLICITE)
    read = read_session(tmp_path / "s.xlsx", avant=avant).session
    assert [m.reponse for m in read.membres] == [Reponse.CONFIRME, Reponse.DECLINE, None, None]
    elsewhere = replace(avant, jours=tuple(replace(j, date=date(2030, 1, 7)) for j in avant.jours))
    read = read_session(tmp_path / "s.xlsx", avant=elsewhere).session
    assert [m.reponse for m in read.membres] == [Reponse.CONFIRME, None, None, None]


def test_who_declined_is_away_all_along_but_where_they_are_called():
    s = answered(session(nb_membres=3, nb_jours=2), "M3", Reponse.DECLINE)
    away = declined_away(s)
    (plage,) = away.membre("M3").indisponibilites
    assert plage.debut.date() == s.jours[0].date
    assert plage.fin.date() > s.jours[-1].date
    assert away.membre("M1").indisponibilites == ()
    assert declined_away(s, ("M3",)) == s
