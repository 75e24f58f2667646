"""Of the versions of a session one is in force; those made since wait, those before are replaced."""

from datetime import datetime

import pytest

from tpplanner.commands.notes import note_in_force
from tpplanner.web.desk import Desk
from tpplanner.web.searches.jobs import Jobs
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.library import Library
from tpplanner.web.sessions.versions import VersionState, version_at, versions_of
from web_stories import with_planning

PROPOSITION, EN_VIGUEUR, REMPLACEE = VersionState


@pytest.fixture
def session(tmp_path):
    """A session of three versions that nobody has put in force."""
    folder = with_planning(tmp_path)
    first = folder / "session-planning-v1.xlsx"
    for version in (2, 3):
        (folder / f"session-planning-v{version}.xlsx").write_bytes(first.read_bytes())
    return SessionFiles(folder / "session.xlsx")


@pytest.fixture
def desk(tmp_path):
    return Desk(Library(tmp_path), Jobs(print), tmp_path / "données")


def put_in_force(session, version, minute):
    note_in_force(session.workbook.with_name(f"session-planning-v{version}.xlsx"), datetime(2027, 1, 4, 9, minute))


def states(desk, session):
    """From the first version to the last."""
    return [version.statut for version in reversed(versions_of(desk, session))]


def test_the_newest_is_in_force_while_none_was_chosen(desk, session):
    assert states(desk, session) == [REMPLACEE, REMPLACEE, EN_VIGUEUR]


def test_what_was_made_since_the_version_in_force_is_a_proposition(desk, session):
    put_in_force(session, 1, 0)
    assert states(desk, session) == [EN_VIGUEUR, PROPOSITION, PROPOSITION]


def test_one_that_was_in_force_is_replaced_even_by_an_older_one(desk, session):
    put_in_force(session, 3, 0)
    put_in_force(session, 2, 1)
    assert states(desk, session) == [REMPLACEE, EN_VIGUEUR, REMPLACEE]


def test_a_version_tells_when_and_why_it_was_made(desk, session):
    version = version_at(desk, session, session.workbook.with_name("session-planning-v2.xlsx"))
    assert (version.planning.version, version.cause) == (2, "calcul")
    assert version.quand
    assert version_at(desk, session, session.workbook) is None
