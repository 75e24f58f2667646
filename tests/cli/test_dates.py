"""``tpplanner dates``, as somebody types it."""

from datetime import date

import pytest

from example_sessions import cda_12
from example_workbooks import example, example_workbook
from tpplanner.cli import run
from tpplanner.errors import ExitCode
from tpplanner.referentiels import find
from tpplanner.workbook.contents import blank_contents
from tpplanner.workbook.template import workbook_bytes
from workbook.samples import spoiled


def test_it_says_what_is_late_what_comes_and_what_can_no_longer_be_met(capsys):
    assert run(["dates", str(example("cda-12-candidats")), "--aujourdhui", "1/4/2027"]) == ExitCode.OK
    out = capsys.readouterr().out
    lost, late, coming = (
        out.index(title) for title in ("Ne peut plus être tenu", "En retard", "À venir")
    )  # the worst first
    assert lost < out.index("Commander les sujets (DTE)") < late < coming < out.index("ven. 7 mai 2027")
    assert (
        out.rstrip()
        .splitlines()[-1]
        .startswith(
            "1 délai ne peut plus être tenu ; 1 échéance en retard. Prochaine échéance : vendredi 7 mai 2027, envoyer les"
        )
    )


def test_it_writes_a_page_and_a_calendar_where_asked(tmp_path, capsys):
    page, calendar = tmp_path / "d.html", tmp_path / "d.ics"
    arguments = [
        "dates",
        str(example("cda-12-candidats")),
        "--aujourdhui",
        "01/04/2027",
        "--page",
        str(page),
        "--calendrier",
        str(calendar),
    ]
    assert run(arguments) == ExitCode.OK
    assert "<!doctype html>" in page.read_text(encoding="utf-8")
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR")
    err = capsys.readouterr().err
    assert str(page) in err
    assert str(calendar) in err


@pytest.mark.parametrize(("option", "nom"), [("--page", "d.html"), ("--calendrier", "d.ics")])
def test_what_cannot_be_written_is_told_with_its_own_option(option, nom, tmp_path, capsys):
    (tmp_path / nom).mkdir()
    assert run(["dates", str(example("cda-12-candidats")), option, str(tmp_path / nom)]) == ExitCode.CANNOT_WRITE
    told = capsys.readouterr()
    assert f"choisissez un autre nom avec {option}." in told.err
    assert "Commander les sujets" in told.out, "they are told all the same"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--aujourdhui", "demain matin"], ExitCode.USAGE, "01/03/2027"),
        (["--page", "d.txt"], ExitCode.USAGE, ".html"),
        (["--calendrier", "d.xlsx"], ExitCode.USAGE, ".ics"),
    ],
)
def test_what_is_mistyped_is_told_in_french(arguments, code, said, capsys):
    assert run(["dates", str(example("cda-12-candidats")), *arguments]) == code
    assert said in capsys.readouterr().err


def test_an_agrement_file_has_no_dates(capsys):
    assert run(["dates", str(example("agrement-cda"))]) == ExitCode.REFUSED
    assert "n'a pas de dates" in capsys.readouterr().err


def test_a_departement_that_nobody_knows_is_a_warning_at_its_cell(tmp_path, capsys):
    from dataclasses import replace

    path = tmp_path / "s.xlsx"
    path.write_bytes(example_workbook(replace(cda_12(), departement="99", site="Brest")))
    assert run(["dates", str(path), "--aujourdhui", "01/04/2027"]) == ExitCode.OK
    told = capsys.readouterr()
    assert "Attention [Session!B" in told.err
    assert "n'est pas saisi" in told.out


@pytest.mark.parametrize(
    ("sigle", "days", "avant"),
    [("CTRMTV", "5 jours", "11 juin 2027"), ("TSSR", "15 jours", "23 juin 2027"), ("XYZ", "15 jours", "23 juin 2027")],
)  # fmt: skip
def test_the_dates_of_a_titre_that_cannot_be_planned_are_told(sigle, days, avant, tmp_path, capsys):
    path = spoiled(tmp_path / "s.xlsx", cda_12(), {("session", "sigle", 0): sigle})
    assert run(["solve", str(path)]) == ExitCode.REFUSED
    capsys.readouterr()
    assert run(["dates", str(path), "--aujourdhui", "01/04/2027"]) == ExitCode.OK
    told = capsys.readouterr()
    assert f"Le référentiel de {sigle} n'est pas lu" in told.err
    assert "habilitation" not in told.err
    pv = told.out[told.out.index("Transmettre le PV") - 20 :]
    assert days in pv
    assert avant in pv


def test_a_workbook_with_days_alone_has_its_dates_already(tmp_path, capsys):
    path = tmp_path / "neuf.xlsx"
    contents = {**blank_contents(find("CDA")), "jours": [{"date": date(2027, 6, 14)}]}
    path.write_bytes(workbook_bytes(find("CDA"), contents))
    assert run(["solve", str(path)]) == ExitCode.REFUSED
    capsys.readouterr()
    assert run(["dates", str(path), "--aujourdhui", "01/03/2027"]) == ExitCode.OK
    told = capsys.readouterr()
    assert "lun. 15 mars 2027 Commander les sujets (DTE)" in told.out
    assert "aucun candidat n'est encore saisi" in told.out


def test_a_workbook_without_days_has_none(tmp_path, capsys):
    path = tmp_path / "neuf.xlsx"
    path.write_bytes(workbook_bytes(find("CDA"), blank_contents(find("CDA"))))
    assert run(["dates", str(path)]) == ExitCode.REFUSED
    assert "ERREUR" in capsys.readouterr().err


def test_what_is_no_error_in_a_bare_workbook_is_none_for_its_dates(tmp_path, capsys):
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "nu.xlsx")
    assert run(["dates", str(tmp_path / "nu.xlsx")]) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert err.startswith("ERREUR [Session] : Il manque la feuille")
    assert "Attention [Sheet] : Cette feuille n'est pas lue : rien de ce qui y est écrit ne compte." in err
