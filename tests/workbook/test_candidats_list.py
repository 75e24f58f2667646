"""The names come from a list that the centre has, whatever its columns; which were taken for what is said."""

import csv
from datetime import date, datetime

import openpyxl
import pytest

from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.workbook import candidats_list
from tpplanner.workbook.candidats_list import read_candidats_list
from tpplanner.workbook.grid import GridRow
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


def test_of_a_list_that_is_much_too_long_only_its_beginning_is_made_cells(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(candidats_list, "GridRow", lambda *row: made.append(row) or GridRow(*row))
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom\n" + "A;B\n" * 20_000, encoding="utf-8")
    with pytest.raises(UserError, match="plus de 1000"):
        read_candidats_list(path)
    assert len(made) < 1_100


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


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A folder with a workbook of tpplanner's own, filled, and one that is still to fill."""
    folder = tmp_path_factory.mktemp("own")
    write_template(folder / "rempli.xlsx", find("CDA"), exemple=True)
    write_template(folder / "vide.xlsx", find("CDA"))
    return folder


def test_a_workbook_of_tpplanner_gives_its_candidats_as_the_reader_reads_them(own, tmp_path):
    told = write_template(tmp_path / "session.xlsx", find("CDA"), candidats=own / "rempli.xlsx")
    session = read_session(own / "rempli.xlsx").session
    write_template(tmp_path / "complete.xlsx", find("CDA"), exemple=True, candidats=own / "rempli.xlsx")
    taken = read_session(tmp_path / "complete.xlsx").session
    assert f"{len(session.candidats)} candidats lus" in told
    assert "« Candidats » →" not in told
    assert "Un candidat par ligne" not in told
    assert [_carried(c, taken) for c in taken.candidats] == [_carried(c, session) for c in session.candidats]
    assert any(c.majorations for c in taken.candidats)


def _carried(candidat, session) -> tuple:
    """What a list can carry of somebody."""
    formateurs = tuple(session.personne(f).nom_complet for f in candidat.formateurs)
    bare = (candidat.nom_complet, candidat.titre, candidat.numero_ceres, candidat.fin_formation, candidat.organisme)
    return *bare, candidat.employeur, formateurs, candidat.majorations, candidat.salle_a_part


def test_what_is_granted_and_asked_for_is_taken_too(own, tmp_path):
    book = openpyxl.load_workbook(own / "rempli.xlsx")
    sheet = book["Candidats"]
    titles = {cell.value: cell.column for cell in sheet[3]}
    typed = {
        "Présenté à": "CCP1 ; CCP2",
        "Dernier CCP": "x",
        "VAE": "oui",
        "Début de formation": datetime(2026, 10, 5),
        "Majoration oral": "33 %",
        "Majoration écrit": "beaucoup",
        "Salle à part": "oui",
        "Salle accessible": "non",
        "Aide": "VIDAL Rose",
        "Indisponible": "15/06",
    }
    for title, value in typed.items():
        sheet.cell(4, titles[title]).value = value
    book.save(tmp_path / "liste.xlsx")
    liste = read_candidats_list(tmp_path / "liste.xlsx")
    first = liste.rows[0]
    assert first["presente"] == "CCP1 ; CCP2"
    assert (first["dernier_ccp"], first["vae"], first["salle_a_part"]) == (True, True, True)
    assert first["salle_accessible"] is None
    assert first["debut_formation"] == date(2026, 10, 5)
    assert first["majoration_oral"] == "33 %"
    assert first["majoration_ecrit"] == "beaucoup"
    assert first["aide"] == "VIDAL Rose"
    assert "indisponible" not in first
    assert "laissées : « Indisponible », « Numéro tiré »" in liste.told
    assert "Identifiant" not in liste.told


def test_a_date_that_a_list_holds_as_a_bare_number_is_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom", "Fin de formation"])
    book.active.append(["DURAND", "Léa", 46552])
    book.save(tmp_path / "liste.xlsx")
    liste = read_candidats_list(tmp_path / "liste.xlsx")
    assert liste.rows[0]["fin_formation"] == date(2027, 6, 14)
    assert ["14/06/2027" in issue.message for issue in liste.notes.issues] == [True]


def test_a_workbook_still_to_fill_has_no_candidats(own):
    with pytest.raises(UserError, match="feuille « Candidats » de cette liste ne contient aucun candidat"):
        read_candidats_list(own / "vide.xlsx")


def test_the_same_sheet_saved_as_csv_is_understood(own, tmp_path):
    sheet = openpyxl.load_workbook(own / "rempli.xlsx")["Candidats"]
    lines = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    with (tmp_path / "liste.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=";").writerows(lines)
    expected = read_candidats_list(own / "rempli.xlsx").rows
    assert names(read_candidats_list(tmp_path / "liste.csv").rows) == names(expected)


def test_the_header_is_the_row_that_names_most(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Stagiaires;;\nStagiaire;Adresse;\nNom;Prénom;Adresse\nDURAND;Zoé;Brest\n", encoding="utf-8")
    assert names(read_candidats_list(path).rows) == [("DURAND", "Zoé")]


def test_rows_that_name_nobody_are_left_and_told(tmp_path):
    path = tmp_path / "liste.csv"
    lines = (
        "Nom;Prénom",
        "DURAND;Zoé",
        "Nom;Prénom",
        "Nom de famille, comme sur la convocation.;",
        ";Léa",
        "42;",
        "Effectif : 12;",
        "Liste arrêtée au mois de mai.;",
        "Total général;",
        "CANDIDAT 7;",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    liste = read_candidats_list(path)
    assert names(liste.rows) == [("DURAND", "Zoé")]
    assert "1 candidat lu" in liste.told
    assert "sans prénom : ligne 10 (« CANDIDAT 7 »)" in liste.told
    assert "ligne 3 (« Nom »)" in liste.told
    assert "ligne 5 (sans nom)" in liste.told
    assert "ligne 9 (« Total général »)" in liste.told


def test_a_title_over_two_columns_names_both(tmp_path):
    book = openpyxl.Workbook()
    for line in (["Candidat", None, "Mail"], ["DURAND", "Zoé", "z@x.fr"], ["NOËL Loïc", None, None]):
        book.active.append(line)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A3:B3")
    book.save(tmp_path / "liste.xlsx")
    liste = read_candidats_list(tmp_path / "liste.xlsx")
    assert names(liste.rows) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]
    assert liste.told.count("« Candidat »") == 1


def test_a_prenom_of_its_own_column_is_kept_beside_whoever_is_named_in_one_cell(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Stagiaire;Prénom\nDURAND;Zoé\n", encoding="utf-8")
    assert names(read_candidats_list(path).rows) == [("DURAND", "Zoé")]


@pytest.mark.parametrize("row", [204, 300, 19_995])
def test_whoever_stands_hundreds_of_rows_lower_is_in_the_list(tmp_path, row):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom"])
    book.active.append(["DURAND", "Zoé"])
    book.active.cell(row, 1, "NOËL")
    book.active.cell(row, 2, "Loïc")
    path = tmp_path / "liste.xlsx"
    book.save(path)
    assert names(read_candidats_list(path).rows) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]


def test_a_cell_that_a_spreadsheet_failed_to_fill_is_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom", "Date de fin de formation", "Mail"])
    book.active.append(["DURAND", "Zoé", "#N/A", '=B2&"@x.fr"'])
    path = tmp_path / "liste.xlsx"
    book.save(path)
    liste = read_candidats_list(path)
    assert names(liste.rows) == [("DURAND", "Zoé")]
    assert [(issue.cell, issue.message.split()[0]) for issue in liste.notes.avertissements] == [
        ("C2", "La"),
        ("D2", "La"),
    ]
