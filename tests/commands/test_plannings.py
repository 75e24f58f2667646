"""The plannings of a year's sessions, as files."""

from tpplanner.commands.plannings import file_names


def test_a_session_named_as_no_file_can_be_still_gets_one():
    assert file_names(["juin 1/2", "juin 1:2", "Juin 1-2", "..", "a"]) == {
        "juin 1/2": "juin 1-2.xlsx",
        "juin 1:2": "juin 1-2 (2).xlsx",
        "Juin 1-2": "Juin 1-2 (3).xlsx",
        "..": "session.xlsx",
        "a": "a.xlsx",
    }
