"""Where results are written: never over a file that is read."""

import pytest

from tpplanner.cli import run
from tpplanner.cli.target import target
from tpplanner.errors import CannotWrite, ExitCode


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "planning.xlsx"
    path.write_bytes(b"typed by hand")
    return path


def test_the_file_asked_for_is_written(tmp_path, read):
    assert target(tmp_path / "n.xlsx", read, [read]) == tmp_path / "n.xlsx"


def test_a_default_that_is_a_file_read_has_another_name(tmp_path, read):
    assert target(None, read, [read]) == tmp_path / "planning-nouveau.xlsx"
    assert target(None, tmp_path / "autre.xlsx", [read]) == tmp_path / "autre.xlsx"


def test_a_file_read_is_refused_however_it_is_named(tmp_path, read):
    (tmp_path / "sous").mkdir()
    for asked in (read, tmp_path / "sous" / ".." / "planning.xlsx"):
        with pytest.raises(CannotWrite, match="un des fichiers lus"):
            target(asked, tmp_path / "autre.xlsx", [read])


def test_the_poster_beside_it_is_over_no_file_read_either(tmp_path):
    read = tmp_path / "n-affichage.xlsx"
    read.write_bytes(b"typed by hand")
    with pytest.raises(CannotWrite, match="n-affichage"):
        target(tmp_path / "n.xlsx", read, [read])


@pytest.mark.parametrize("command", ["solve", "replan", "planb", "annee"])
def test_every_command_refuses_it_before_it_reads(read, command, capsys):
    assert run([command, str(read), "-o", str(read)]) == ExitCode.CANNOT_WRITE
    assert "jamais remplacé" in capsys.readouterr().err
    assert read.read_bytes() == b"typed by hand"
