from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tpplanner.domain.duties import faults
from tpplanner.domain.session import Role
from tpplanner.referentiels import find, shipped
from tpplanner.workbook.example import agrement_session, example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_template
from workbook.samples import asked_nothing, opened, reading_of, write
from workbook.sessions import sessions

CDA = example_session(find("CDA"))
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def same_after_a_round_trip(tmp_path, session) -> None:
    assert faults(session) == ()
    found = read_session(write(tmp_path / "session.xlsx", session)).saisie
    assert asked_nothing(found) == session
    if found.questions:  # of names that are near by chance: asked again, and no more than that
        assert read_session(write(tmp_path / "asked.xlsx", found)).saisie == found


@given(sessions())
@settings(SLOW, max_examples=5)
def test_a_session_made_into_sheets_and_read_again_is_the_same_session(tmp_path, session):
    same_after_a_round_trip(tmp_path, session)


@pytest.mark.proof
@given(sessions())
@settings(SLOW, max_examples=150)
def test_many_sessions_made_into_sheets_and_read_again_are_the_same(tmp_path, session):
    same_after_a_round_trip(tmp_path, session)


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_the_example_of_every_titre_is_read_without_a_word(tmp_path, referentiel):
    told = write_template(tmp_path / "exemple.xlsx", referentiel, exemple=True)
    reading = read_session(tmp_path / "exemple.xlsx")
    assert told == ""
    assert reading.session == example_session(referentiel)
    assert reading.avertissements == ()


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_the_agrement_file_of_every_titre_is_fictive_and_read_without_a_word(tmp_path, referentiel):
    write_template(tmp_path / "agrement.xlsx", referentiel, fictif=12)
    reading = read_session(tmp_path / "agrement.xlsx")
    assert reading.session == agrement_session(referentiel, 12)
    assert reading.session.fictive
    assert reading.avertissements == ()


def test_rows_that_have_been_sorted_keep_their_ids(tmp_path):
    session = example_session(shipped()[0])
    path = write(tmp_path / "session.xlsx", session)
    book = opened(path)
    sheet = book["Candidats"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=3 + len(session.candidats))]
    for number, row in enumerate(reversed(rows), 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(path)
    assert read_session(path).session == replace(session, candidats=session.candidats[::-1])


def test_a_responsable_whose_name_has_a_comma_stays_one(tmp_path):
    responsable = next(p for p in CDA.personnes if Role.RESPONSABLE in p.roles)
    named = replace(responsable, nom=f"{responsable.nom}, fils", contact="3, rue Haute, Nantes")
    session = replace(CDA, personnes=tuple(named if p.id == named.id else p for p in CDA.personnes))
    assert read_session(write(tmp_path / "session.xlsx", session)).session == session


def test_the_only_contact_in_the_form_is_read_whole():
    nobody = replace(CDA, personnes=tuple(p for p in CDA.personnes if Role.RESPONSABLE not in p.roles))
    changes = {
        ("session", "responsable", 0): "PETIT Isabelle",
        ("session", "contact_responsable", 0): "3, rue Haute, Nantes",
    }
    lue = reading_of(nobody, changes).session
    assert [p.contact for p in lue.avec_role(Role.RESPONSABLE)] == ["3, rue Haute, Nantes"]
