"""The names come from a list that the centre has, whatever its columns; which were taken for what is said."""

from datetime import date, datetime

import openpyxl
import pytest

from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.workbook.candidats_list import read_candidats_list
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_template


def names(rows) -> list[tuple]:
    return [(row["nom"], row["prenom"]) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_csv_is_read_whatever_its_encoding_and_separator(tmp_path, encoding, separator):
    lines = [
        ["Civilité", "NOM", "Prénom", "Mail"],
        ["Mme", "LEFÈVRE", "Inès", "i@x.fr"],
        ["M.", "NOËL", "Loïc", "l@x.fr"],
    ]
    path = tmp_path / "liste.csv"
    path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
    liste = read_candidats_list(path)
    assert names(liste.rows) == [("LEFÈVRE", "Inès"), ("NOËL", "Loïc")]
    assert liste.rows[0]["contact"] == "i@x.fr"
    assert "colonne « NOM » → Nom" in liste.told
    assert "colonne « Mail » → Adresse et courriel" in liste.told
    assert "laissées : « Civilité »" in liste.told
    assert "2 candidats lus dans « liste.csv »" in liste.told


def test_a_workbook_is_read_below_its_title_from_the_sheet_that_has_names(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Consignes"
    book.active["A1"] = "À lire"
    sheet = book.create_sheet("Promo 2027")
    sheet.append(["Liste de la promotion"])
    sheet.append([])
    sheet.append(["N°", "Stagiaire", "Entreprise", "Date de fin de formation", "Adresse", "Code postal", "Ville"])
    sheet.append([12, "DA COSTA Hugo", "Société Varenne", datetime(2027, 5, 28), "3 rue Haute", 44000, "Nantes"])
    sheet.append([13, "Marie CURY", None, "fin mai", None, None, None])
    sheet.append([None, "Total", 2, None, None, None, None])
    path = tmp_path / "liste.xlsx"
    book.save(path)
    liste = read_candidats_list(path)
    assert names(liste.rows) == [("DA COSTA", "Hugo"), ("CURY", "Marie")]
    assert liste.rows[0]["contact"] == "3 rue Haute\n44000\nNantes"
    assert liste.rows[0]["fin_formation"] == date(2027, 5, 28)
    assert liste.rows[1]["fin_formation"] == "fin mai"
    assert liste.rows[0]["numero_ceres"] == "12"
    assert "feuille « Promo 2027 »" in liste.told


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        (b"Matricule;Groupe\n12;A\n", "Aucune colonne de noms"),
        (b"Nom;Prenom\n", "aucun candidat"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "ni un classeur"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "ancien document"),
        (b"", "vide"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path, content, fragment):
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=fragment):
        read_candidats_list(path)


def test_too_many_names_are_refused(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom\n" + "DUPONT;Ada\n" * 1001, encoding="utf-8")
    with pytest.raises(UserError, match="plus de 1000"):
        read_candidats_list(path)
    with pytest.raises(UserError, match="n'existe pas"):
        read_candidats_list(tmp_path / "absente.csv")


def test_a_new_workbook_takes_its_candidats_from_the_list(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text('Nom;Prénom\n"=cmd()";Léa\nDURAND;Zoé\n', encoding="utf-8")
    told = write_template(tmp_path / "session.xlsx", find("CDA"), candidats=path)
    assert "→ Prénom" in told
    sheet = openpyxl.load_workbook(tmp_path / "session.xlsx")["Candidats"]
    assert [(sheet.cell(r, 1).value, sheet.cell(r, 2).value) for r in (4, 5)] == [("=cmd()", "Léa"), ("DURAND", "Zoé")]
    assert sheet["A4"].data_type == "s"


def test_the_list_takes_the_place_of_the_examples_candidats(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom\n" + "".join(f"DURAND{i};Zoé\n" for i in "ABCDEF"), encoding="utf-8")
    write_template(tmp_path / "session.xlsx", find("CDA"), exemple=True, candidats=path)
    session = read_session(tmp_path / "session.xlsx").session
    assert [c.nom for c in session.candidats] == [f"DURAND{i}" for i in "ABCDEF"]
    assert session.liens == ()
