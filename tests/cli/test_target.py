"""Where results are written: never over a file that is read."""

import pytest

from tpplanner.cli import run
from tpplanner.errors import CannotWrite, ExitCode
from tpplanner.files.beside import open_beside
from tpplanner.files.names import poster
from tpplanner.files.place import target


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
        target(tmp_path / "n.xlsx", read, [read], poster)


@pytest.mark.parametrize("command", ["solve", "replan", "planb", "annee"])
def test_every_command_refuses_it_before_it_reads(read, command, capsys):
    assert run([command, str(read), "-o", str(read)]) == ExitCode.CANNOT_WRITE
    assert "jamais remplacé" in capsys.readouterr().err
    assert read.read_bytes() == b"typed by hand"


WRITERS = ["solve", "replan", "planb", "annee"]


@pytest.mark.parametrize("arguments", [[command] for command in WRITERS] + [["explain", "--appliquer", "KRTBLM"]])
def test_a_folder_in_place_of_the_file_is_told_before_the_workbook_is_read(tmp_path, read, arguments, capsys):
    there = tmp_path / "n.xlsx"
    there.mkdir()
    assert run([*arguments, str(read), "-o", str(there)]) == ExitCode.CANNOT_WRITE
    assert "Un dossier porte ce nom, il faut un fichier : choisissez un autre nom avec -o." in capsys.readouterr().err
    assert list(there.iterdir()) == []


@pytest.mark.parametrize(("command", "beside"), [("solve", "n-affichage.xlsx"), ("planb", "n.html")])
def test_what_is_written_beside_is_tried_too(tmp_path, read, command, beside, capsys):
    (tmp_path / beside).mkdir()
    assert run([command, str(read), "-o", str(tmp_path / "n.xlsx")]) == ExitCode.CANNOT_WRITE
    assert beside in capsys.readouterr().err


@pytest.mark.parametrize("command", WRITERS)
def test_a_folder_that_takes_nothing_is_told_before_the_workbook_is_read(read, command, capsys, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tpplanner.files.beside.open", refuse, raising=False)
    assert run([command, str(read)]) == ExitCode.CANNOT_WRITE
    monkeypatch.undo()
    err = capsys.readouterr().err
    assert "pas le droit d'écrire dans ce dossier : choisissez-en un autre avec -o" in err
    assert "denied" not in err
    assert [p.name for p in read.parent.iterdir()] == [read.name]


def test_trying_leaves_nothing_and_touches_nothing(tmp_path, read):
    there = tmp_path / "n.xlsx"
    there.write_bytes(b"a result of before")
    before = there.stat()
    assert target(there, read, [read], poster) == there
    assert (there.read_bytes(), there.stat().st_mtime_ns) == (b"a result of before", before.st_mtime_ns)
    assert {p.name for p in tmp_path.iterdir()} == {"n.xlsx", "planning.xlsx"}


def test_explain_writes_over_nothing_and_says_so_first(tmp_path, read, capsys):
    there = tmp_path / "n.xlsx"
    there.write_bytes(b"typed by hand")
    assert run(["explain", str(read), "--appliquer", "KRTBLM", "-o", str(there)]) == ExitCode.CANNOT_WRITE
    assert "existe déjà" in capsys.readouterr().err
    assert there.read_bytes() == b"typed by hand"


def test_a_name_that_no_file_can_have_is_told(tmp_path, read, capsys):
    assert run(["solve", str(read), "-o", str(tmp_path / f"{'a' * 400}.xlsx")]) == ExitCode.CANNOT_WRITE
    assert "Ce nom est trop long" in capsys.readouterr().err


def test_where_nothing_will_be_written_nothing_is_tried(read, capsys):
    read.with_name("planning-changee.xlsx").mkdir()
    read.with_name("planning-modifié.xlsx").mkdir()
    assert run(["explain", str(read)]) == ExitCode.REFUSED
    assert run(["places", str(read), "C1"]) == ExitCode.REFUSED
    assert "Un dossier porte ce nom" not in capsys.readouterr().err


def test_a_folder_of_plannings_is_no_file(tmp_path, read, capsys):
    assert run(["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", "--exemple"]) == ExitCode.OK
    capsys.readouterr()
    assert run(["lot", str(tmp_path / "s.xlsx"), "-o", str(read)]) == ExitCode.CANNOT_WRITE
    assert "« planning.xlsx » est un fichier, il faut un dossier : choisissez-en un autre avec -o." in (
        capsys.readouterr().err
    )


def test_the_folder_of_plans_that_cannot_be_made_is_told_with_its_option(tmp_path, read, capsys, monkeypatch):
    def refused_there(place):
        if place.name == "secours":
            raise PermissionError(13, "Permission denied")
        return open_beside(place)

    monkeypatch.setattr("tpplanner.files.place.open_beside", refused_there)
    assert run(["planb", str(read), "--plans", str(tmp_path / "secours")]) == ExitCode.CANNOT_WRITE
    assert "choisissez-en un autre avec --plans" in capsys.readouterr().err
