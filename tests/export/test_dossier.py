"""A dossier: one folder an audience, every file under a name that any system takes."""

import errno
import os
import re
import subprocess

import pytest

from export.rich import deux_jurys, plan_de
from some import some
from tpplanner import write_documents
from tpplanner.audit import check
from tpplanner.errors import Bug, CannotWrite
from tpplanner.export.documents import Audience, Copy, Format
from tpplanner.export.dossier import DOCUMENTS, files_of, unfinished
from tpplanner.files.names import LONGEST, file_name, free_name
from tpplanner.texts.documents import AUDIENCES, CORRESPONDANCE, INACHEVE, SESSION_DU_DOSSIER


@pytest.fixture(scope="module")
def planned():
    session = deux_jurys(3)
    plan = plan_de(session, 2)
    return session, plan, check(session, plan)


@pytest.fixture(scope="module")
def whole(planned, tmp_path_factory):
    """The folder of all documents, written once."""
    folder = tmp_path_factory.mktemp("whole") / "d"
    write_documents(folder, *planned)
    return folder


def test_each_audience_has_its_folder_and_its_own_words():
    assert set(AUDIENCES) == {a.value for a in Audience}
    assert len(set(AUDIENCES.values())) == len(Audience)


def test_no_two_documents_of_an_audience_bear_one_name():
    names = [(d.audience, d.nom, d.format) for d in DOCUMENTS]
    assert len(set(names)) == len(names)


def test_only_what_is_asked_is_written(tmp_path, planned):
    written = write_documents(tmp_path / "d", *planned, pour=["responsable"], formats=["pdf"])
    assert written.fichiers
    assert {p.parent.name for p in written.fichiers} == {"responsable"}
    assert {p.suffix for p in written.fichiers} == {".pdf"}
    assert {p.name for p in (tmp_path / "d").iterdir()} == {"responsable", SESSION_DU_DOSSIER}


def test_a_plan_that_breaks_a_rule_is_not_told_to_people(tmp_path, planned):
    session, plan, _ = planned
    broken = type(plan)(plan.passages[1:], plan.travaux, plan.presences, plan.compositions)
    report = check(session, broken)
    with pytest.raises(Bug):
        write_documents(tmp_path / "d", session, broken, report)
    assert not (tmp_path / "d").exists()
    assert write_documents(
        tmp_path / "d", session, broken, report, pour=["responsable"], malgre_manquements=True
    ).fichiers


def test_files_of_an_earlier_export_are_told_and_left(tmp_path, planned):
    folder = tmp_path / "d"
    assert write_documents(folder, *planned, pour=["responsable"], formats=["docx"]).avertissements == ()
    old = folder / "responsable" / "vieux.pdf"
    old.write_bytes(b"old")
    (issue,) = write_documents(folder, *planned, pour=["responsable"], formats=["docx"]).avertissements
    assert "vieux.pdf" in issue.message
    assert old.read_bytes() == b"old"


def test_documents_left_half_written_say_so_until_all_are_made_again(tmp_path, planned, monkeypatch):
    folder, moves, really = tmp_path / "d", [], os.link

    def killed_at_the_third(*move):
        moves.append(move)
        if len(moves) == 3:
            raise KeyboardInterrupt
        really(*move)

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", killed_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            write_documents(folder, *planned, formats=["ics"])
    (told,) = unfinished(folder)
    assert told.message in (folder / INACHEVE).read_text(encoding="utf-8-sig")
    assert told in write_documents(folder, *planned, formats=["svg"]).avertissements, "calendars are as they were"
    assert told not in write_documents(folder, *planned).avertissements
    assert {path.name for path in folder.iterdir()} == {*AUDIENCES, SESSION_DU_DOSSIER}


def test_documents_of_which_none_was_put_in_place_are_not_told(tmp_path, planned, monkeypatch):
    write_documents(tmp_path / "d", *planned, formats=["ics"])

    def full(_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite):
        write_documents(tmp_path / "d", *planned, formats=["ics"])
    assert list(unfinished(tmp_path / "d")) == []


def test_a_file_where_the_folder_should_be_is_told(tmp_path, planned):
    (tmp_path / "d").write_bytes(b"")
    with pytest.raises(CannotWrite) as refused:
        write_documents(tmp_path / "d", *planned, pour=["agrement"])
    assert refused.value.issues[0].hint == "« d » est un fichier, il faut un dossier : choisissez-en un autre."


def test_the_same_planning_gives_the_same_bytes(tmp_path, planned, whole):
    write_documents(tmp_path / "d", *planned)
    files = sorted(p.relative_to(whole) for p in whole.rglob("*") if p.is_file())
    assert files
    assert [p for p in files if (whole / p).read_bytes() != (tmp_path / "d" / p).read_bytes()] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("D'ŒUVRAY Loïc", "D'ŒUVRAY Loïc"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a\\b:c*d?e"f<g>h|i', "a-b-c-d-e-f-g-h-i"),
        ("CON", "-CON"),
        ("nul.txt", "-nul.txt"),
        ("fini. ", "fini"),
        ("deux\nlignes\t", "deux lignes"),
        ("...", "-"),
        ("x" * 300, "x" * LONGEST),
    ],
)
def test_a_name_of_somebody_makes_a_name_of_file(text, name):
    assert file_name(text) == name


def test_two_files_never_bear_one_name_whatever_the_case():
    taken = set()
    assert [free_name(n, "pdf", taken) for n in ("Léa", "LÉA", "léa")] == ["Léa.pdf", "LÉA (2).pdf", "léa (3).pdf"]


def test_each_copy_of_a_document_has_its_name(planned):
    from tpplanner.export.dossier import Document

    document = Document("porte {}", Audience.AFFICHAGE, Format.PDF, lambda _: [Copy("S1", b"1"), Copy("s1", b"2")])
    assert dict(files_of(planned, [document])) == {"porte S1.pdf": b"1", "porte s1 (2).pdf": b"2"}


def test_every_page_says_for_whom_it_is(whole):
    for path in some(whole.rglob("*.pdf")):
        pages = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode()
        for page in pages.split("\f")[:-1]:
            assert AUDIENCES[path.parent.name] in re.sub(r"\s+", " ", page), path.name


def test_the_table_of_numbers_is_for_whom_its_foot_says(whole):
    path = whole / "responsable" / f"{CORRESPONDANCE}.pdf"
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode()
    told = re.sub(r"\s+", " ", text)
    assert AUDIENCES["responsable"] in told
    assert "pour le responsable de session seul" in told
    assert "remettre au jury" not in told


def test_for_some_people_only_what_is_their_own_is_made(tmp_path, planned):
    session, plan, _ = planned
    membre, candidat = plan.compositions[0].membres[0], session.candidats[0].id
    names = [session.membre(membre).nom_complet, session.candidat(candidat).nom_complet]
    written = write_documents(tmp_path / "d", *planned, personnes=[membre, candidat])
    assert {p.parent.name for p in written.fichiers} == {"jury", "candidat"}
    for nom in names:
        assert {p.suffix for p in written.fichiers if nom in p.name} == {".pdf", ".ics"}
    assert all(any(nom in p.name for nom in names) for p in written.fichiers)


def test_what_lies_there_of_others_is_still_theirs_and_not_told(tmp_path, planned):
    write_documents(tmp_path / "d", *planned, pour=["candidat"])
    one = planned[0].candidats[0].id
    assert write_documents(tmp_path / "d", *planned, personnes=[one]).avertissements == ()
