"""A failure never harms the file that stands there."""

import errno
import os
import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.errors import Bug, CannotWrite
from tpplanner.export import excel
from tpplanner.export.documents import Format, Matter
from tpplanner.export.dossier import write_dossier
from tpplanner.export.excel import Provenance, planning_file, write_affichage, write_planning
from tpplanner.export.excel.book import verify, write_safely
from tpplanner.files import beside
from tpplanner.files.beside import PAUSE, TRIES
from tpplanner.files.names import poster
from tpplanner.files.place import any_file, make_writable_folder, try_file, try_folder
from tpplanner.files.writing import Content, overwrite, put, put_all, save_new
from tpplanner.workbook.kit import made

BASE, PLAN = session(), plan_cda_trois()
OLD = planning_file(
    Path("planning.xlsx"), BASE, PLAN, check(BASE, PLAN), provenance=Provenance(classeur="avant.xlsx")
).octets
"""What stood there before: an earlier state of what is written."""


def write_it(path):
    return write_planning(path, BASE, PLAN, check(BASE, PLAN))


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "planning.xlsx"
    path.write_bytes(OLD)
    return path


def alone(path):
    """No temporary file is left beside it."""
    return [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_existing_file_is_replaced_by_a_readable_one(target):
    written = write_it(target)
    assert (written.path, written.avertissements) == (target.resolve(), ())
    assert "Planning" in load_workbook(target).sheetnames
    assert alone(target)


@pytest.mark.parametrize("step", ["planning", "grille", "qualite", "par_salle"])
def test_an_error_while_a_sheet_is_made_leaves_the_old_file(target, monkeypatch, step):
    def broken(*_):
        raise RuntimeError(step)

    monkeypatch.setattr(excel, step, broken)
    with pytest.raises(RuntimeError, match=step):
        write_it(target)
    assert target.read_bytes() == OLD
    assert alone(target)


def test_an_error_while_the_poster_is_made_leaves_the_old_one(target, monkeypatch):
    monkeypatch.setattr(excel, "affichage", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_affichage(target, session(), plan_cda_trois())
    assert target.read_bytes() == OLD
    assert alone(target)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_is_told(target, monkeypatch, call):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(CannotWrite) as refused:
        write_it(target)
    assert "disque est plein" in refused.value.issues[0].hint
    assert target.read_bytes() == OLD
    assert alone(target)


def test_a_file_damaged_on_its_way_to_the_disk_is_not_moved_into_place(target, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"PK damaged", raising=True)
    with pytest.raises(Bug):
        write_safely(target, fill, ("Essai",), replaces=any_file)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert alone(target)


def locked(monkeypatch, target, times):
    """The target is held by another program for that many tries."""
    real, tried = os.replace, []

    def replace(source, destination):
        if str(destination) == str(target.resolve()):
            tried.append(destination)
            if len(tried) <= times:
                raise PermissionError(13, "Permission denied")
        real(source, destination)

    monkeypatch.setattr(os, "replace", replace)
    return tried


def test_a_file_that_an_antivirus_holds_for_a_second_is_waited_for(target, monkeypatch):
    waits, held = [], round(1 / PAUSE)
    tried = locked(monkeypatch, target, held)
    written = write_safely(target, fill, ("Essai",), waits.append, any_file)
    assert written.path == target.resolve()
    assert (len(tried), len(waits)) == (held + 1, held)
    assert sum(waits) >= 0.999
    assert target.read_bytes() != OLD


def test_a_new_file_that_an_antivirus_reads_first_is_read_and_moved_after_it(target, monkeypatch):
    real, waits = Path.read_bytes, []

    def held(path):
        if len(waits) < 2:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    written = write_safely(target, fill, ("Essai",), waits.append, any_file)
    monkeypatch.undo()
    assert written.path == target.resolve()
    assert len(waits) == 2
    assert alone(target)


def test_a_save_waits_once_however_many_of_its_steps_are_blocked(target, monkeypatch):
    waits = []

    def held(*_, **__):
        raise PermissionError(13, "Permission denied")

    locked(monkeypatch, target, TRIES)
    monkeypatch.setattr(Path, "unlink", held)
    write_safely(target, fill, ("Essai",), waits.append, any_file)
    assert len(waits) == TRIES - 1


@pytest.mark.parametrize("closed", ["folder", "file"])
def test_a_right_that_is_missing_is_not_waited_for(target, monkeypatch, closed):
    waits, of_folder = [], closed == "folder"
    locked(monkeypatch, target, TRIES)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).is_dir() != of_folder)
    write_safely(target, fill, ("Essai",), waits.append, any_file)
    assert not waits
    assert target.read_bytes() == OLD


def test_a_file_that_is_open_is_left_alone_and_the_new_one_stands_beside(target, monkeypatch):
    locked(monkeypatch, target, TRIES)
    written = write_safely(target, fill, ("Essai",), lambda _: None, any_file)
    assert written.path.name == "planning (2).xlsx"
    assert load_workbook(written.path).sheetnames == ["Essai"]
    assert target.read_bytes() == OLD
    (issue,) = written.avertissements
    assert "planning.xlsx" in issue.message
    assert "planning (2).xlsx" in issue.message
    assert sorted(p.name for p in target.parent.iterdir()) == ["planning (2).xlsx", "planning.xlsx"]


def test_a_file_that_was_protected_is_left_alone(target):
    target.chmod(0o444)
    written = write_it(target)
    assert target.read_bytes() == OLD
    assert written.path.name == "planning (2).xlsx"
    assert "protégé" in written.avertissements[0].message
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o644, "what is new may be edited"
    with pytest.raises(CannotWrite):
        put(target, b"new", elsewhere=False, replaces=any_file)
    assert [p.name for p in sorted(target.parent.iterdir())] == ["planning (2).xlsx", "planning.xlsx"]


def test_the_name_beside_is_one_that_is_free(target, monkeypatch):
    other = target.with_name("planning (2).xlsx")
    other.write_bytes(OLD)
    locked(monkeypatch, target, TRIES)
    assert write_safely(target, fill, ("Essai",), lambda _: None, any_file).path.name == "planning (3).xlsx"
    assert other.read_bytes() == OLD


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(CannotWrite) as refused:
        write_it(tmp_path / "absent" / "planning.xlsx")
    (issue,) = refused.value.issues
    assert "Le dossier n'existe pas" in issue.hint
    assert refused.value.exit_code == 6


def test_a_folder_where_one_may_not_write_is_told(target, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(beside, "open", refuse, raising=False)
    with pytest.raises(CannotWrite) as refused:
        write_it(target)
    monkeypatch.undo()
    assert "pas le droit d'écrire" in refused.value.issues[0].hint
    assert target.read_bytes() == OLD


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(CannotWrite):
        write_it(tmp_path / "planning.xls")
    assert list(tmp_path.iterdir()) == []


def test_the_new_file_has_the_rights_of_the_old_one(target):
    target.chmod(0o640)
    write_it(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_new_files_are_their_owners_alone_but_for_what_hangs_on_the_wall(tmp_path):
    before = os.umask(0o022)
    try:
        base, plan = session(), plan_cda_trois()
        write_it(tmp_path / "planning.xlsx")
        write_affichage(tmp_path / "affiche.xlsx", base, plan)
        save_new(tmp_path / "session.xlsx", b"x")
        write_dossier(tmp_path / "dossier", Matter(base, plan, check(base, plan)), formats=[Format.SVG])
    finally:
        os.umask(before)
    world_readable = {p.name for p in tmp_path.rglob("*") if p.is_file() and p.stat().st_mode & 0o077}
    assert world_readable == {"affiche.xlsx", *(p.name for p in (tmp_path / "dossier" / "affichage").iterdir())}
    assert len(list((tmp_path / "dossier").rglob("*.svg"))) > len(world_readable) - 1


def test_nothing_is_written_through_a_link(tmp_path):
    real = tmp_path / "partage" / "planning.xlsx"
    real.parent.mkdir()
    real.write_bytes(OLD)
    link = tmp_path / "planning.xlsx"
    link.symlink_to(real)
    with pytest.raises(CannotWrite) as refused:
        write_it(link)
    assert f"un lien vers « {real} »" in refused.value.issues[0].hint
    assert (link.is_symlink(), real.read_bytes()) == (True, OLD)
    real.unlink()
    with pytest.raises(CannotWrite, match="Impossible d'écrire"):
        write_it(link)
    assert (link.is_symlink(), real.exists()) == (True, False), "nor made where a link leads to nothing yet"


def fill(book, titre="Essai"):
    book.workbook.add_worksheet(titre)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_what_cannot_be_read_again_is_a_bug(content):
    with pytest.raises(Bug):
        verify(content, ())


def test_a_workbook_without_its_sheets_is_a_bug():
    with pytest.raises(Bug, match="Autre"):
        verify(made(lambda book: fill(book, "Autre")), ("Essai",))


def test_a_folder_that_is_tried_is_not_left_there(tmp_path):
    try_folder(tmp_path / "secours")
    (tmp_path / "là" / "tpplanner").mkdir(parents=True)
    try_folder(tmp_path / "là")
    assert [p.name for p in tmp_path.rglob("*")] == ["là", "tpplanner"], "and what is in it is of no matter"


def test_a_folder_to_fill_is_made_with_those_above(tmp_path):
    make_writable_folder(tmp_path / "a" / "b")
    assert [p.name for p in tmp_path.rglob("*")] == ["a", "b"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "Rien ne peut être créé à cet endroit (erreur 2 du système)"),
        (errno.EROFS, "lecture seule"),
        (errno.ENAMETOOLONG, "trop long"),
        (errno.EINVAL, "un caractère qu'un nom de fichier ne peut pas avoir"),
        (errno.EACCES, "pas le droit d'écrire"),
    ],
)
def test_why_a_folder_cannot_be_made_is_told_in_french_with_the_option(tmp_path, monkeypatch, number, said):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(beside, "open", refuse, raising=False)
    with pytest.raises(CannotWrite) as refused:
        try_folder(tmp_path / "zz", "--plans")
    hint = refused.value.issues[0].hint
    assert said in hint
    assert "avec --plans" in hint
    assert os.strerror(number) not in hint


def test_a_file_above_is_named(tmp_path):
    (tmp_path / "f").write_bytes(OLD)
    for tried in (try_folder, make_writable_folder, try_file):
        with pytest.raises(CannotWrite) as refused:
            tried(tmp_path / "f" / "d" / "n")
        assert "« f » est un fichier" in refused.value.issues[0].hint


def test_a_probe_held_for_a_moment_is_taken_away_all_the_same(target, monkeypatch):
    real, waits = Path.unlink, []

    def held(path, **options):
        if len(waits) < 2:
            raise PermissionError(13, "Permission denied")
        real(path, **options)

    monkeypatch.setattr(Path, "unlink", held)
    try_file(target, pause=waits.append)
    assert alone(target)
    assert target.read_bytes() == OLD


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe of POSIX")
def test_a_pipe_is_never_replaced_even_behind_a_link(tmp_path):
    pipe, link = tmp_path / "tube.xlsx", tmp_path / "planning.xlsx"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        with pytest.raises(CannotWrite) as refused:
            try_file(path, "-o")
        assert "périphérique" in refused.value.issues[0].hint
        with pytest.raises(CannotWrite):
            write_it(path)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["planning.xlsx", "tube.xlsx"]


@pytest.mark.parametrize("letter", ["é", "字", "😀"])
def test_a_name_as_long_as_a_disk_takes_is_written(tmp_path, letter):
    path = tmp_path / f"{letter * (250 // len(letter.encode()))}.xlsx"
    assert write_it(path).path.exists()


def test_a_file_larger_than_the_system_takes_is_told(target, monkeypatch):
    def limited(*_):
        raise OSError(errno.EFBIG, "File too large")

    monkeypatch.setattr(os, "fsync", limited)
    with pytest.raises(CannotWrite) as refused:
        write_it(target)
    assert "trop gros" in refused.value.issues[0].hint
    assert alone(target)


def test_several_files_are_all_ready_before_the_first_takes_its_place(target, monkeypatch):
    other, real, seen = target.with_name("affiche.xlsx"), os.replace, []
    other.write_bytes(OLD)

    def replace(source, destination):
        seen.append(sorted(p.suffix for p in target.parent.iterdir()))
        real(source, destination)

    monkeypatch.setattr(os, "replace", replace)
    put_all([Content(path, b"new", replaces=any_file) for path in (target, other)])
    assert seen == [[".tmp", ".tmp", ".xlsx", ".xlsx"], [".tmp", ".xlsx", ".xlsx"]]


def test_where_one_of_several_cannot_be_made_none_takes_its_place(target):
    def refused(_):
        raise Bug("it cannot be read")

    other = target.with_name("affiche.xlsx")
    with pytest.raises(Bug):
        put_all([Content(target, b"new", replaces=any_file), Content(other, b"new", refused)])
    assert target.read_bytes() == OLD
    assert alone(target)


def test_a_planning_and_its_poster_are_put_in_place_together(target, monkeypatch):
    base, plan, counts = session(), plan_cda_trois(), []
    real = os.replace

    def replace(*arguments):
        counts.append(len(list(target.parent.glob(".*.tmp"))))
        real(*arguments)

    poster(target).write_bytes(b"")
    monkeypatch.setattr(os, "replace", replace)
    write_excel(target, base, Planned(plan, ()), check(base, plan))
    assert counts == [2, 1]


@pytest.mark.skipif(os.name != "posix", reason="rights of a file")
def test_bytes_are_put_whole_for_their_owner_alone_and_nothing_is_left_beside_them(tmp_path, monkeypatch):
    path = tmp_path / "page.json"
    path.write_bytes(b"before")
    path.chmod(0o644)
    overwrite(path, b"after")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"after", 0o600)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(OSError, match="No space"):
        overwrite(path, b"later")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("page.json", b"after")]
