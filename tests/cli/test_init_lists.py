"""``tpplanner init`` with lists: candidats and membres from any file, or from the standard input, and what is told."""

import io
import sys
from types import SimpleNamespace

import openpyxl

from tpplanner.cli import run
from tpplanner.errors import ExitCode

MAIL = """Bonjour Martine,

LEFÈVRE Jean-François (tiers temps)
Kévin le gall
LEROY Didier - seulement le 14 juin
WALLON Ambre, a abandonné

Cordialement,
Sandrine
"""


def names(path, titre):
    sheet = openpyxl.load_workbook(path)[titre]
    return [(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=4) if row[0].value]


def test_candidats_and_membres_come_from_lists_and_each_line_is_told(tmp_path, capsys):
    (tmp_path / "mail.txt").write_text(MAIL, encoding="utf-8")
    (tmp_path / "jury.csv").write_text("Membre;Entreprise\nFONTAINE Sylvie;Acme\nMme MAHÉ;\n", encoding="utf-8")
    lists = ["--candidats", str(tmp_path / "mail.txt"), "--membres", str(tmp_path / "jury.csv")]
    assert run(["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", *lists]) == ExitCode.OK
    err = capsys.readouterr().err
    assert "« mail.txt » – 7 lignes : 3 candidats, 1 à vérifier, 3 ignorées" in err
    assert "ligne 6, « WALLON Ambre, a abandonné » – « a abandonné »" in err
    assert "ligne 3, LEFÈVRE Jean-François – Majoration écrit : 1/3 ?" in err
    assert "« jury.csv » – 3 lignes : 1 membre, 1 à vérifier, 1 ignorée" in err
    assert names(tmp_path / "s.xlsx", "Candidats") == [
        ("LEFÈVRE", "Jean-François"),
        ("LE GALL", "Kévin"),
        ("LEROY", "Didier"),
    ]
    assert names(tmp_path / "s.xlsx", "Membres") == [("FONTAINE", "Sylvie")]


def test_a_list_comes_by_the_standard_input(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(MAIL.encode())))
    assert run(["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", "--candidats", "-"]) == ExitCode.OK
    assert "« l'entrée standard » – 7 lignes" in capsys.readouterr().err
    assert len(names(tmp_path / "s.xlsx", "Candidats")) == 3


def test_the_standard_input_gives_one_list(tmp_path, capsys):
    asked = ["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", "--candidats", "-", "--membres", "-"]
    assert run(asked) == ExitCode.USAGE
    assert "L'entrée standard donne une liste, pas deux" in capsys.readouterr().err
    assert not (tmp_path / "s.xlsx").exists()


def test_a_list_of_nobody_writes_no_workbook(tmp_path, capsys):
    (tmp_path / "mail.txt").write_text("Bonjour,\nriou\n", encoding="utf-8")
    asked = ["init", str(tmp_path / "s.xlsx"), "--titre", "CDA", "--candidats", str(tmp_path / "mail.txt")]
    assert run(asked) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "Cette liste ne donne aucun candidat." in err
    assert "« riou » : il manque le prénom" in err
    assert not (tmp_path / "s.xlsx").exists()
