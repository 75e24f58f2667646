"""What old sessions left is listed, then deleted when that is asked for: nothing that tpplanner did not make."""

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from builders import LUNDI, plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.cli import run
from tpplanner.commands.check import DOSSIER
from tpplanner.errors import ExitCode
from tpplanner.export.documents import Format, Matter
from tpplanner.export.dossier import DOCUMENTS, write_dossier
from tpplanner.export.excel import write_affichage, write_planning
from tpplanner.files.names import poster
from tpplanner.texts.documents import INACHEVE
from tpplanner.web.handed.followup import file_beside, read_followup
from tpplanner.web.sessions import purge
from tpplanner.web.sessions.purge import given_up, left_before, limit, names_of, take_away
from tpplanner.web.typed.drafts import Drafts
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

AFTER = LUNDI + timedelta(days=1)
"""The session of these tests ended the day before."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A planning, its poster, some of its documents."""
    folder = tmp_path_factory.mktemp("made")
    base, plan = session(), plan_cda_trois()
    report = check(base, plan)
    path = write_planning(folder / "p.xlsx", base, plan, report).path
    write_affichage(poster(path), base, plan)
    write_dossier(folder / DOSSIER, Matter(base, plan, report), formats=[Format.ICS])
    return folder


@pytest.fixture
def old(made, tmp_path):
    """A folder of sessions that holds an old one."""
    return copied(made, tmp_path / "sessions" / "juin")


def copied(made: Path, folder: Path) -> Path:
    for path in made.rglob("*"):
        if path.is_file():
            there = folder / path.relative_to(made)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())
    return folder


def newer(path: Path) -> None:
    base = session()
    later = tuple(replace(jour, date=jour.date + timedelta(days=30)) for jour in base.jours)
    path.write_bytes(workbook_bytes(base.referentiel, contents_of(replace(base, jours=later))))


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def purged(root: Path, before: date = AFTER) -> int:
    return run(["purger", str(root), "--avant", f"{before:%d/%m/%Y}", "--effacer"])


def test_files_are_listed_and_nothing_is_deleted_unless_asked(old, capsys):
    before = files(old)
    assert run(["purger", str(old.parent), "--avant", f"{AFTER:%d/%m/%Y}"]) == ExitCode.OK
    told, _ = capsys.readouterr()
    assert {line.split(" (session finie le 14/06/2027)")[0] for line in told.splitlines()} == {
        str(old / name) for name in before
    }
    assert files(old) == before
    assert purged(old.parent, LUNDI) == ExitCode.OK
    assert files(old) == before, "a session that ended that day has not ended before it"
    assert purged(old.parent) == ExitCode.OK
    assert capsys.readouterr().out.count("effacé") == len(before)
    assert list(old.parent.iterdir()) == []
    assert old.parent.exists()


def test_what_was_noted_of_a_session_goes_with_it_and_so_does_what_could_not_be_read(old, capsys):
    file_beside(old / "p.xlsx").write_bytes(b"?")
    read_followup(old / "p.xlsx")
    noted = {path.name for path in old.iterdir() if path.suffix == ".json"}
    assert len(noted) == 2
    assert purged(old.parent) == ExitCode.OK
    told = capsys.readouterr().out
    assert all(name in told for name in noted)
    assert not old.exists()


def test_without_a_day_it_is_that_of_five_years_ago(old, capsys):
    assert run(["purger", str(old)]) == ExitCode.OK
    assert "Rien dans" in capsys.readouterr().err
    assert limit(date(2027, 6, 14)) == date(2022, 6, 14)
    assert limit(date(2028, 2, 29)) == date(2023, 2, 28)


def test_where_nothing_was_ever_kept_there_is_nothing_to_delete(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("tpplanner.web.machine.documents_folder", lambda: tmp_path / "Documents")
    assert run(["purger"]) == ExitCode.OK
    assert "Rien dans" in capsys.readouterr().err


def test_what_tpplanner_did_not_make_stays_and_no_link_is_followed(old, tmp_path, capsys):
    elsewhere = copied(old, tmp_path / "ailleurs")
    kept = files(elsewhere)
    foreign = load_workbook(old / "p.xlsx")
    foreign.properties.created = datetime(2020, 1, 1)
    foreign.save(old / "le mien.xlsx")
    (old / "lettre.docx").write_bytes(b"mine")
    (old / "lien").symlink_to(elsewhere)
    (old / "q.xlsx").symlink_to(elsewhere / "p.xlsx")
    (old / "q-documents").symlink_to(elsewhere / DOSSIER)
    (old / DOSSIER / "candidat" / "convocation X.pdf").symlink_to(elsewhere / "p.xlsx")
    (old / "p-documents").mkdir()
    (old / "p-documents" / "candidat").symlink_to(elsewhere / DOSSIER / "candidat")
    before = files(old)
    assert purged(old.parent) == ExitCode.OK
    assert before - files(old) == {"p.xlsx", "p-affichage.xlsx"}, "whose dossier it is, is not known: not all are old"
    assert f"laissé : {old / 'le mien.xlsx'} (tpplanner ne l'a pas fait)" in capsys.readouterr().out
    assert files(elsewhere) == kept


def test_in_a_dossier_only_documents_are_deleted_and_the_others_told(old, capsys):
    own = [old / DOSSIER / "candidat" / name for name in ("note.txt", "calendrier X.ics.txt")]
    for path in own:
        path.write_bytes(b"mine")
    assert purged(old) == ExitCode.OK
    assert files(old) == {p.relative_to(old).as_posix() for p in own}
    out = capsys.readouterr().out
    assert all(f"laissé : {path} (tpplanner ne l'a pas fait)" in out for path in own)


def named_as_another(folder: Path) -> set[str]:
    """What is told for each document of a folder that may be that of another session."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {f"laissé : {path} (ce dossier peut être celui d'une autre session" for path in paths}


def left_alone(told: str) -> set[str]:
    return {line.split(" : s'il est ancien")[0] for line in told.splitlines() if line.startswith("laissé")}


def test_a_dossier_that_somebody_named_may_be_of_a_session_elsewhere_and_stays_each_document_told(old, capsys):
    copied(old / DOSSIER, old / "remis")
    own = copied(old / DOSSIER, old / "à moi") / "candidat" / "note.txt"
    told = named_as_another(old / "remis") | named_as_another(old / "à moi")
    own.write_bytes(b"mine")
    assert purged(old) == ExitCode.OK
    assert {name.split("/")[0] for name in files(old)} == {"remis", "à moi"}
    assert left_alone(capsys.readouterr().out) == told


def test_a_dossier_beside_a_newer_session_stays_and_one_by_the_name_of_an_old_planning_does_not(old, capsys):
    newer(old / "nouvelle.xlsx")
    copied(old / DOSSIER, old / "p-documents")
    copied(old / DOSSIER, old / "nouvelle-documents")
    (old / "p-documents" / INACHEVE).write_bytes(b"")
    assert purged(old) == ExitCode.OK
    assert {name.split("/")[0] for name in files(old)} == {"nouvelle.xlsx", "nouvelle-documents", DOSSIER}
    assert left_alone(capsys.readouterr().out) == named_as_another(old / DOSSIER), "whose the others are is known"
    assert purged(old) == ExitCode.OK
    assert left_alone(capsys.readouterr().out) == set(), "nothing old stands beside it any more"


def test_a_workbook_saved_by_another_program_is_still_ours_and_an_open_one_stays(old, capsys):
    book = load_workbook(old / "p.xlsx")
    book.properties.lastModifiedBy = "somebody"
    book.save(old / "p.xlsx")
    (old / "~$p.xlsx").write_bytes(b"")
    assert purged(old) == ExitCode.OK
    assert "p.xlsx" in files(old)
    assert "ouvert dans Excel" in capsys.readouterr().out
    (old / "~$p.xlsx").unlink()
    assert purged(old) == ExitCode.OK
    assert files(old) == set()


def test_a_fictive_session_never_ends(tmp_path):
    path = tmp_path / "agrement.xlsx"
    assert run(["init", str(path), "--titre", "CDA", "--fictif", "2"]) == ExitCode.OK
    assert left_before(tmp_path, date.max) == purge.Left()


def test_what_cannot_be_deleted_or_has_moved_meanwhile_is_told(old, tmp_path, monkeypatch, capsys):
    outside = tmp_path / "dehors"
    (old / DOSSIER).rename(outside)
    (old / DOSSIER).symlink_to(outside)
    moved = next((old / DOSSIER / "candidat").iterdir())
    assert "plus à la même place" in take_away(old, moved)
    assert moved.exists()

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert purged(old) == ExitCode.CANNOT_WRITE
    assert "2 fichiers restent à effacer" in capsys.readouterr().err


def test_what_the_application_keeps_and_nobody_has_touched_is_named(tmp_path):
    drafts = Drafts(tmp_path / "brouillons")
    drafts.save(drafts.new())
    (tmp_path / "resumes.json").write_text("{}")
    (tmp_path / "autre.json").write_text("{}")
    assert given_up(tmp_path, date.min) == {}
    assert {path.name for path in given_up(tmp_path, date.max)} - {"resumes.json"} == {
        path.name for path in (tmp_path / "brouillons").iterdir()
    }


def test_each_document_is_known_by_its_name():
    for document in DOCUMENTS:
        known = names_of(document.nom, document.format.value)
        for name in ("LÉA d'Été", "X (2)"):
            assert known.fullmatch(f"{document.nom.format(name)}.{document.format.value}")
        assert known.fullmatch(f"{document.nom.format('X')} (2).{document.format.value}")
        assert not known.fullmatch(f"{document.nom.format('X')}.{document.format.value}.txt")


def test_a_folder_that_is_not_there_is_told(tmp_path, capsys):
    assert run(["purger", str(tmp_path / os.urandom(4).hex())]) == ExitCode.USAGE
    assert "n'existe pas" in capsys.readouterr().err
