"""The page opened by a double click: there is no terminal, so what goes wrong is shown in a window."""

import sys

import pytest

from tpplanner.cli import in_a_window


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    """As Windows starts a program without a console."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)


def left(arguments):
    """The exit code, and what the windows showed."""
    shown = []
    with pytest.raises(SystemExit) as leaving:
        in_a_window(arguments, shown.append)
    return leaving.value.code, shown


def test_a_workbook_that_is_not_there_is_told_in_a_window(tmp_path):
    code, (text,) = left([str(tmp_path / "absent.xlsx")])
    assert code == 2
    assert "absent.xlsx" in text


def test_what_goes_well_shows_no_window():
    assert left(["--help"]) == (0, [])
