"""``tpplanner export``: from a planning to a folder of documents, or a sentence in French."""

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document

from builders import LUNDI
from export.dossiers import text_of
from export.ics_reader import read
from export.rich import deux_jurys, plan_de
from some import some
from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.cli import run
from tpplanner.domain.answers import Change
from tpplanner.domain.imprevus import Accord, Imprevu
from tpplanner.domain.session import Designation
from tpplanner.errors import ExitCode
from tpplanner.export.excel import Provenance, write_planning
from tpplanner.sheets.session import SESSION
from tpplanner.texts.noms import date_longue
from tpplanner.workbook.reader import read_session


@pytest.fixture(scope="module")
def written_once(tmp_path_factory):
    session = deux_jurys()
    plan = plan_de(session, 2)
    return write_planning(tmp_path_factory.mktemp("export") / "planning.xlsx", session, plan, check(session, plan)).path


@pytest.fixture
def planning(written_once, tmp_path):
    return Path(shutil.copy(written_once, tmp_path))


def test_a_folder_is_written_and_told(planning, tmp_path, capsys):
    wanted = ["--pour", "responsable", "--format", "html"]
    assert run(["export", str(planning), "-o", str(tmp_path / "sortie"), *wanted]) == ExitCode.OK
    assert "écrit" in capsys.readouterr().err.splitlines()[-1]
    assert [p.name for p in (tmp_path / "sortie").iterdir() if p.is_dir()] == ["responsable"]


def test_without_a_name_the_folder_lies_beside_the_planning(planning, tmp_path):
    assert run(["export", str(planning), "--pour", "responsable"]) == ExitCode.OK
    assert (tmp_path / "dossier" / "responsable").is_dir()


def test_a_planning_that_the_check_refuses_is_not_told_to_people(planning, tmp_path, capsys):
    import openpyxl

    book = openpyxl.load_workbook(planning)
    sheet = book["Planning"]
    rows = [row for row in sheet.iter_rows() if any(cell.value == "délibération" for cell in row)]
    sheet.delete_rows(rows[0][0].row)
    book.save(planning)
    wanted = ["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "responsable", "--format", "html"]
    assert run(wanted) == ExitCode.BREACH
    assert "aucun document n'est écrit" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()
    assert run([*wanted, "--malgre-manquements"]) == ExitCode.OK
    *_, told, cure = capsys.readouterr().err.splitlines()
    assert "Ces documents sont ceux d'un planning qui a 1 manquement." in told
    assert "tpplanner check" in cure


def test_an_audience_without_a_document_in_that_format_is_told(planning, tmp_path, capsys):
    wanted = ["export", str(planning), "-o", str(tmp_path / "d")]
    assert run([*wanted, "--pour", "agrement", "--format", "docx,ics"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "Pour « agrement », aucun document n'existe en docx ni en ics : seulement en pdf." in said
    assert "0 document écrit" in said
    assert run([*wanted, "--format", "ics"]) == ExitCode.OK
    assert "aucun document n'existe" not in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_in_french(planning, tmp_path, capsys, monkeypatch):
    def refuse(*_, **__):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("tpplanner.files.place.open_beside", refuse)
    assert run(["export", str(planning), "-o", str(tmp_path / "zz")]) == ExitCode.CANNOT_WRITE
    err = capsys.readouterr().err
    assert "choisissez un autre dossier avec -o" in err
    assert "No such" not in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--pour", "inspecteur"], "choisissez parmi affichage, jury, candidat, equipe, responsable, agrement"),
        (["--format", "odt"], "choisissez parmi pdf"),
        (["-o", "absent/dossier"], "n'existe pas"),
        (["--convocation", "absent.docx"], "le fichier « absent.docx » est introuvable"),
    ],
)
def test_a_wrong_option_is_told_in_french(planning, capsys, options, said):
    assert run(["export", str(planning), *options]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--convocation", "--convocation-jury"])
def test_an_empty_letter_is_refused_and_nothing_is_written(planning, tmp_path, capsys, option):
    (tmp_path / "vide.docx").write_bytes(b"")
    letter = [option, str(tmp_path / "vide.docx")]
    assert run(["export", str(planning), "-o", str(tmp_path / "d"), *letter]) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "fichier vide" in err
    assert "vide.docx" in err
    assert not (tmp_path / "d").exists()


@pytest.mark.parametrize(
    ("pour", "option", "missing"), [("jury", "--convocation", "candidat"), ("candidat", "--convocation-jury", "jury")]
)
def test_a_letter_to_people_for_whom_nothing_is_written_is_told(planning, tmp_path, capsys, pour, option, missing):
    letter = own_letter(tmp_path, "{{ nom }}")
    wanted = ["export", str(planning), "-o", str(tmp_path / "d"), "--pour", pour, "--format", "docx"]
    assert run([*wanted, option, str(letter)]) == ExitCode.OK
    err = capsys.readouterr().err
    assert f"{option} n'a servi à rien : rien n'est écrit pour « {missing} »." in err
    assert list((tmp_path / "d" / pour).iterdir())


def test_a_letter_without_its_format_is_told(planning, tmp_path, capsys):
    letter = own_letter(tmp_path, "{{ nom }}")
    wanted = ["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "candidat", "--format", "pdf,ics"]
    assert run([*wanted, "--convocation", str(letter)]) == ExitCode.OK
    assert "Ajoutez docx à --format" in capsys.readouterr().err


def own_letter(folder, *paragraphs):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(folder / "lettre.docx")
    return folder / "lettre.docx"


@pytest.mark.parametrize("command", ["check", "export", "replan", "dates"])
def test_the_poster_is_not_taken_for_its_planning(planning, capsys, command):
    from tpplanner.export.excel import write_affichage

    session = deux_jurys()
    poster = write_affichage(planning.with_name("planning-affichage.xlsx"), session, plan_de(session, 2)).path
    assert run([command, str(poster)]) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "l'affiche d'une session" in err
    assert "Donnez le planning écrit avec elle : « planning.xlsx »." in err
    assert "tpplanner init" not in err


def test_a_poster_that_was_renamed_is_known_all_the_same(planning, capsys):
    from tpplanner.export.excel import write_affichage

    session = deux_jurys()
    poster = write_affichage(planning.with_name("au mur.xlsx"), session, plan_de(session, 2)).path
    assert run(["check", str(poster)]) == ExitCode.REFUSED
    assert "Donnez le planning écrit avec elle." in capsys.readouterr().err


def test_a_workbook_without_a_planning_is_told(tmp_path, capsys):
    assert run(["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", "--exemple"]) == ExitCode.OK
    assert run(["export", str(tmp_path / "s.xlsx")]) == ExitCode.REFUSED
    assert "ne contient pas de planning" in capsys.readouterr().err


def test_what_is_still_to_compare_with_the_re_is_told_on_the_terminal_alone(planning, tmp_path, capsys):
    assert run(["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "agrement"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "« Brouillon – durées non comparées au référentiel : ne pas transmettre »" in said
    assert "« RE vérifié le »" in said
    assert "! Une mise à jour du 02/07/2024 existe ; elle n'a pas été lue." in said
    assert run(["export", str(planning), "-o", str(tmp_path / "e"), "--pour", "jury", "--format", "ics"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "Brouillon" not in said
    assert "vérifiées" not in said


@pytest.mark.proof
def test_once_the_centre_has_compared_the_durations_nothing_more_is_told(tmp_path, capsys):
    session = replace(deux_jurys(), re_verifie_le=date(2027, 5, 3), re_verifie_par="PETIT Anne")
    plan = plan_de(session, 2)
    planning = write_planning(tmp_path / "planning.xlsx", session, plan, check(session, plan)).path
    assert run(["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "agrement"]) == ExitCode.OK
    assert "n'a pas été lue" not in capsys.readouterr().err


def of_a_session(tmp_path, **told):
    session = replace(deux_jurys(), **told)
    plan = plan_de(session, 2)
    return write_planning(tmp_path / "hole.xlsx", session, plan, check(session, plan)).path


def missing(text):
    return re.findall(r"(Session!\w+).*Il manque encore « ([^»]*) »", text)


def test_what_documents_would_want_is_told_with_its_cell_before_they_are_written(tmp_path, capsys):
    hole = of_a_session(tmp_path, site="")
    cells = read_session(hole).cells
    for pour, told in (("candidat", ["site", "contact_responsable"]), ("affichage", [])):
        wanted = ["export", str(hole), "-o", str(tmp_path / "d"), "--pour", pour, "--format", "pdf"]
        assert run(wanted) == ExitCode.OK
        titles = [(cells["session", champ], SESSION.colonne(champ).titre) for champ in told]
        assert missing(capsys.readouterr().err) == titles


def test_documents_of_a_planning_that_counts_on_an_agreement_to_come_say_so(tmp_path, capsys):
    provisional = of_a_session(tmp_path, imprevus=(Imprevu(Accord("M2", LUNDI, a_demander=True)),))
    wanted = ["export", str(provisional), "-o", str(tmp_path / "d"), "--pour", "candidat", "--format", "pdf"]
    assert run(wanted) == ExitCode.OK
    assert "Planning provisoire : accord à obtenir de " in capsys.readouterr().err


def test_where_nothing_is_missing_nothing_is_told(tmp_path, capsys):
    whole = of_a_session(tmp_path, contact="02 00 00 00 00")
    wanted = ["export", str(whole), "-o", str(tmp_path / "d"), "--pour", "candidat", "--format", "pdf"]
    assert run(wanted) == ExitCode.OK
    assert missing(capsys.readouterr().err) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="not installed: pdftotext")
@pytest.mark.parametrize(
    ("site", "centre", "said"),
    [
        ("", "Centre", "Lieu : Centre"),
        pytest.param("Rennes", "", "Lieu : Rennes", marks=pytest.mark.proof),
        pytest.param("", "", None, marks=pytest.mark.proof),
    ],
)
def test_a_convocation_has_no_empty_place(tmp_path, site, centre, said):
    hole = of_a_session(tmp_path, site=site, centre=centre)
    assert run(["export", str(hole), "-o", str(tmp_path / "d"), "--pour", "candidat", "--format", "pdf"]) == 0
    for path in some((tmp_path / "d").glob("*/convocation *.pdf")):
        assert text_of(path).count("Lieu") == (said is not None)
        assert said is None or f"{said} À apporter" in text_of(path)


def test_the_workbook_says_how_the_wall_names_candidats_and_the_command_may_say_otherwise(tmp_path):
    session = replace(deux_jurys(amenages=False), affichage=Designation.PRENOM)
    plan = plan_de(session, 2)
    planning = write_planning(tmp_path / "planning.xlsx", session, plan, check(session, plan)).path
    for options, told, untold in (([], "Zoé A.", "n° 8"), (["--affichage", "nom"], "ABÉLARD Zoé", "Zoé A.")):
        folder = tmp_path / f"dossier{len(options)}"
        wanted = ["--pour", "affichage", "--format", "pdf", "--malgre-manquements"]
        run(["export", str(planning), "-o", str(folder), *wanted, *options])
        poster = text_of(folder / "affichage" / "affichage A4.pdf")
        assert told in poster
        assert untold not in poster


@pytest.fixture
def after_a_change(tmp_path):
    """A planning that a change made: on its second day a candidat passes later, and nothing else."""
    session = deux_jurys()
    before = plan_de(session, 2)
    late = next(p for p in before.passages if p.jour == before.jours()[-1] and p.suivies)
    moved = late.deplace(lambda moment: moment + timedelta(minutes=5))
    plan = replace(before, passages=tuple(moved if p is late else p for p in before.passages))
    change = Change(session, difference(session, before, plan))
    path = tmp_path / "planning-modifié.xlsx"
    write_planning(path, session, plan, check(session, plan), change=change)
    return path, late


def test_after_a_change_only_what_it_makes_anew_is_written(after_a_change, tmp_path):
    path, late = after_a_change
    folder, wanted = tmp_path / "d", ["--format", "pdf,ics", "--malgre-manquements"]
    assert run(["export", str(path), "-o", str(folder), "--changements", *wanted]) == ExitCode.OK
    files = {
        audience.name: sorted(f.name for f in audience.iterdir()) for audience in folder.iterdir() if audience.is_dir()
    }
    nom = read_session(path).session.candidat(late.candidat).nom_complet
    jour = f"{late.jour:%d-%m-%Y}"
    assert files["candidat"] == [f"calendrier {nom}.ics", f"convocation {nom}.pdf"]
    assert {f"affichage A3 {jour}.pdf", f"affichage A4 {jour}.pdf"} <= set(files["affichage"])
    assert all(name.endswith(f"{jour}.pdf") for name in files["affichage"])
    assert {"à joindre.pdf", "émargements.pdf"} <= set(files["responsable"])
    assert "suivi des sujets.pdf" not in files["responsable"]
    assert "agrement" not in files
    poster = text_of(folder / "affichage" / f"affichage A4 {jour}.pdf")
    others = [j for j in read_session(path).edite[0].jours() if j != late.jour]
    assert date_longue(late.jour).capitalize() in poster
    assert others
    assert not any(date_longue(j).capitalize() in poster for j in others)


def test_a_planning_that_no_change_made_has_nothing_to_make_anew(planning, capsys):
    assert run(["export", str(planning), "--changements"]) == ExitCode.USAGE
    assert "ne vient d'aucun changement" in capsys.readouterr().err


def test_who_is_called_no_more_is_called_off_though_the_first_documents_lie_elsewhere(planning, tmp_path, capsys):
    reading = read_session(planning)
    session, before = reading.session, reading.ecrit[0]
    gone = before.compositions[0].membres[0]
    compositions = tuple(replace(c, membres=tuple(m for m in c.membres if m != gone)) for c in before.compositions)
    after, later = replace(before, compositions=compositions), replace(session, version_planning=2)
    change = Change(later, difference(session, before, after))
    path = tmp_path / "planning-modifié.xlsx"
    origin = Provenance(classeur=planning.name)
    write_planning(path, later, after, check(later, after), change=change, provenance=origin)
    folder = tmp_path / "ailleurs"
    wanted = ["--changements", "--format", "ics", "--malgre-manquements"]
    assert run(["export", str(path), "-o", str(folder), *wanted]) == ExitCode.OK
    nom = session.membre(gone).nom_complet
    calendar = read(next((folder / "jury").glob(f"calendrier {nom}.ics")).read_bytes())
    assert calendar.value("METHOD") == "CANCEL"
    assert {event.value("STATUS") for event in calendar.all("VEVENT")} == {"CANCELLED"}
    assert {int(event.value("SEQUENCE")) for event in calendar.all("VEVENT")} == {1}
    assert f"calendrier {nom}.ics" in capsys.readouterr().err
    assert run(["export", str(path), "-o", str(folder), *wanted]) == ExitCode.OK
    assert "annule des rendez-vous" not in capsys.readouterr().err
