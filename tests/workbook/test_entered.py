"""Rows typed elsewhere than in a workbook are read as a workbook's: the same session, the same issues at their field."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tpplanner.domain.session import Plage
from tpplanner.errors import UserError
from tpplanner.referentiels import find, shipped
from tpplanner.workbook.contents import blank_contents, contents_by_row
from tpplanner.workbook.entered import Field, field_of, read_entered
from tpplanner.workbook.example import agrement_session, example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session

CDA = find("CDA")


def issues(contents):
    with pytest.raises(UserError) as refused:
        read_entered(contents, CDA)
    return [(field_of(issue), issue.message) for issue in refused.value.issues]


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_the_rows_of_a_session_read_back_are_that_session(referentiel):
    for session in (example_session(referentiel), agrement_session(referentiel, 6)):
        assert read_entered(contents_by_row(session), referentiel).session == session


def test_what_rows_tell_is_what_a_workbook_of_them_tells(tmp_path):
    session = example_session(CDA)
    write_session(tmp_path / "session.xlsx", session)
    typed, read = read_entered(contents_by_row(session), CDA), read_session(tmp_path / "session.xlsx")
    assert typed.session == read.session
    assert {i.message for i in typed.avertissements} == {i.message for i in read.avertissements}


ABSENCES = [
    (Plage(datetime(2027, 6, 14), datetime(2027, 6, 15)), "journée"),
    (Plage(datetime(2027, 6, 14), datetime(2027, 6, 14, 13)), "matin"),
    (Plage(datetime(2027, 6, 14, 13), datetime(2027, 6, 15)), "après-midi"),
    (Plage(datetime(2027, 6, 14, 9), datetime(2027, 6, 14, 11, 30)), "de 09h00 à 11h30"),
    (Plage(datetime(2027, 6, 14, 15), datetime(2027, 6, 15)), "dès 15h00"),
    (Plage(datetime(2027, 6, 14), datetime(2027, 6, 14, 10)), "jusqu'à 10h00"),
    (Plage(datetime(2027, 6, 14, 15), datetime(2027, 6, 15, 10)), "dès 15h00 ; 15/06/2027 jusqu'à 10h00"),
]


@pytest.mark.parametrize(("plage", "moment"), ABSENCES, ids=lambda v: v if isinstance(v, str) else "")
def test_an_absence_stands_in_the_row_of_who_is_away(plage, moment):
    session = example_session(CDA)
    away = replace(session.membres[0], indisponibilites=(plage,))
    closed = replace(session.salles[0], indisponibilites=(plage,))
    session = replace(session, membres=(away, *session.membres[1:]), salles=(closed, *session.salles[1:]))
    contents = contents_by_row(session)
    assert contents["membres"][0]["indisponible"] == f"14/06/2027 {moment}"
    assert contents["indisponibilites"] == []
    assert read_entered(contents, CDA).session == session


def test_an_issue_names_the_field_that_was_typed():
    contents = blank_contents(CDA)
    contents["jours"] = [{"date": "14/06/2027"}, {"date": "35/06/2027"}]
    contents["candidats"] = [{"nom": "DURAND"}, {}, {"prenom": "Zoé"}]
    assert [field for field, _ in issues(contents)][:2] == [Field("jours", 1, "date"), Field("candidats", 2, "nom")]


def test_an_issue_of_a_form_names_its_field_and_one_of_a_whole_sheet_the_sheet():
    contents = blank_contents(CDA)
    contents["session"][0]["version_planning"] = "deux"
    assert {field for field, _ in issues(contents)} == {
        Field("session", 0, "version_planning"),
        Field("jours"),
        Field("candidats"),
    }


def test_a_patient_reading_gives_what_there_is():
    contents = blank_contents(CDA) | {"jours": [{"date": "14/06/2027"}]}
    session = read_entered(contents, CDA, patient=True).session
    assert [jour.date for jour in session.jours] == [date(2027, 6, 14)]
    assert session.candidats == ()
