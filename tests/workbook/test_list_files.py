"""Lists in files: text, CSV, workbooks, Word documents, the standard input; what a command takes of them and tells."""

import csv
import io
import sys
from datetime import date, datetime
from fractions import Fraction
from types import SimpleNamespace

import docx
import openpyxl
import pytest

from proofs import mostly_proofs
from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.sheets.session import CANDIDATS, MEMBRES
from tpplanner.workbook.lists import Triage, read_list
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_template


def names(rows) -> list[tuple]:
    return [(row["nom"], row["prenom"]) for row in rows]


ROWS = [
    ["N°", "NOM", "Prénom", "Tél", "Formateur référent", "Tiers temps", "Remarques"],
    ["1", "LEFÈVRE", "Inès", "06 39 98 10 01", "C. Rousseau", "oui", ""],
    ["2", "NOËL", "Loïc", "", "", "", "absent le mardi 8 juin"],
    ["3", "DE LA TOUR", "Anaïs", "", "FONTAINE Sylvie", "non", "dernier CCP"],
    ["Total", "3"],
]


def as_text(separator):
    def write(path, rows):
        with path.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, delimiter=separator).writerows(rows)

    return write


def as_workbook(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([value or None for value in row])
    book.save(path)


def as_word(path, rows):
    document = docx.Document()
    document.add_paragraph("Bonjour Martine,")
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=False):
            cell.text = value
    document.save(path)


FORMS = {"liste.txt": as_text("\t"), "liste.csv": as_text(";"), "liste.xlsx": as_workbook, "liste.docx": as_word}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_list_in_any_form_gives_the_same_people(tmp_path, name):
    FORMS[name](tmp_path / name, ROWS)
    taken = read_list(tmp_path / name, CANDIDATS)
    assert names(taken.rows) == [("LEFÈVRE", "Inès"), ("NOËL", "Loïc"), ("DE LA TOUR", "Anaïs")]
    first, second, third = taken.rows
    assert first["telephone"] == "06 39 98 10 01"
    assert first["formateurs"] == "C. Rousseau"
    assert {first[f"majoration_{nature}"] for nature in ("ecrit", "oral", "pratique")} == {"1/3 ?"}
    assert "8 juin" in second["indisponible"]
    assert third["dernier_ccp"] is True
    assert not any(champ.startswith("majoration") for champ in third)
    assert {row["numero_ceres"] for row in taken.rows} == {""}
    assert "3 candidats, 0 à vérifier" in taken.told


@pytest.mark.parametrize("name", FORMS)
def test_the_same_list_of_membres_too(tmp_path, name):
    rows = [
        ["Membre", "Entreprise", "Fin d'habilitation"],
        ["DURAND Léa", "Acme", "31/12/2028"],
        ["M. HABASQUE", "", ""],
    ]
    FORMS[name](tmp_path / name, rows)
    taken = read_list(tmp_path / name, MEMBRES)
    assert names(taken.rows) == [("DURAND", "Léa")]
    assert (taken.rows[0]["employeur"], taken.rows[0]["habilitation_fin"]) == ("Acme", date(2028, 12, 31))
    assert "HABASQUE" in taken.told
    assert "il manque le prénom" in taken.told


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
    taken = read_list(path, CANDIDATS)
    assert names(taken.rows) == [("LEFÈVRE", "Inès"), ("NOËL", "Loïc")]
    assert taken.rows[0]["contact"] == "i@x.fr"
    assert "2 candidats, 0 à vérifier, 1 ignorée" in taken.told


def test_a_mail_comes_by_the_standard_input(monkeypatch):
    mail = "Bonjour Martine,\n\nLEROY Didier - seulement le 12\nKévin le gall\n\nCordialement,\nPaul"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(mail.encode())))
    taken = read_list("-", CANDIDATS)
    assert names(taken.rows) == [("LEROY", "Didier"), ("LE GALL", "Kévin")]
    assert "Disponible seulement : " in taken.told
    assert taken.told.count("salutation ou formule") == 2


def test_a_word_document_gives_what_a_review_or_a_form_put_in(tmp_path):
    document = docx.Document()
    document.add_paragraph("DURAND Léa")
    body = document.element.body
    for tag in ("w:ins", "w:sdt"):
        paragraph = document.add_paragraph("")
        holder = docx.oxml.OxmlElement(tag)
        run = docx.oxml.OxmlElement("w:r")
        text = docx.oxml.OxmlElement("w:t")
        text.text = {"w:ins": "PETIT Zoé", "w:sdt": "NOËL Loïc"}[tag]
        run.append(text)
        holder.append(run)
        paragraph._p.append(holder)  # noqa: SLF001 - as a review or a form writes it
    assert body is not None
    document.save(tmp_path / "liste.docx")
    rows = read_list(tmp_path / "liste.docx", CANDIDATS).rows
    assert names(rows) == [("DURAND", "Léa"), ("PETIT", "Zoé"), ("NOËL", "Loïc")]


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
    taken = read_list(path, CANDIDATS)
    assert names(taken.rows) == [("DA COSTA", "Hugo"), ("CURY", "Marie")]
    assert taken.rows[0]["contact"] == "3 rue Haute\n44000\nNantes"
    assert taken.rows[0]["fin_formation"] == date(2027, 5, 28)
    assert taken.rows[1]["fin_formation"] == "fin mai"
    assert taken.rows[0]["numero_ceres"] == "", "a number that counts the rows is none of CERES"
    assert "Promo 2027" in taken.told


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        (b"Matricule;Groupe\n12;A\n", "aucun candidat"),
        (b"Nom;Prenom\n", "aucun candidat"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "ni un classeur"),
        (b"{\\rtf1 Nom}", "ni un classeur"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "ancien document"),
        (b"%PDF-1.7\x00", "PDF"),
        (b"PK\x03\x04" + bytes(60), "ni un classeur"),
        (b"", "vide"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path, content, fragment):
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=fragment):
        read_list(path, CANDIDATS)


def test_of_a_list_that_gives_nobody_what_is_to_be_checked_is_told(tmp_path):
    (tmp_path / "liste.txt").write_text("Mme MAHÉ – à confirmer\nriou\n", encoding="utf-8")
    with pytest.raises(UserError) as refusal:
        read_list(tmp_path / "liste.txt", MEMBRES)
    assert ["MAHÉ" in issue.message for issue in refusal.value.issues] == [False, True, False]


def test_a_word_document_that_costs_too_much_is_refused(tmp_path):
    document = docx.Document()
    document.add_paragraph("DURAND Léa")
    document.save(tmp_path / "liste.docx")
    import zipfile

    with zipfile.ZipFile(tmp_path / "liste.docx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(UserError, match=r"entités|DTD|XML"):
        read_list(tmp_path / "liste.docx", CANDIDATS)


def test_a_table_of_people_in_a_table_of_the_layout_gives_each_once(tmp_path):
    document = docx.Document()
    inner = document.add_table(1, 1).cell(0, 0).add_table(0, 2)
    for row in (["Nom", "Prénom"], ["LEFÈVRE", "Inès"], ["NOËL", "Loïc"]):
        for cell, value in zip(inner.add_row().cells, row, strict=True):
            cell.text = value
    document.save(tmp_path / "liste.docx")
    taken = read_list(tmp_path / "liste.docx", CANDIDATS)
    assert names(taken.rows) == [("LEFÈVRE", "Inès"), ("NOËL", "Loïc")]


@pytest.mark.parametrize("text", ["DURAND Zoé\n" * 50_000, "DURAND Zoé " * 2_000, "\n" * 500_001])
def test_what_is_far_longer_than_a_list_is_refused_before_it_is_cut(tmp_path, monkeypatch, text):
    monkeypatch.setattr("tpplanner.workbook.lists.opening.lines_of", None)
    path = tmp_path / "liste.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="bien plus long qu'une liste"):
        read_list(path, CANDIDATS)


def test_too_many_lines_are_refused(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom\n" + "DUPONT;Ada\n" * 1_200, encoding="utf-8")
    with pytest.raises(UserError, match="plus de 1\u202f100"):
        read_list(path, CANDIDATS)
    with pytest.raises(UserError, match="n'existe pas"):
        read_list(tmp_path / "absente.csv", CANDIDATS)


def test_a_new_workbook_takes_its_people_from_lists(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text('Nom;Prénom\n"=cmd()";Léa\nDURAND;Zoé\n', encoding="utf-8")
    jury = tmp_path / "jury.txt"
    jury.write_text("Mme FONTAINE Sylvie, IUT de Nantes, habilitée CDA 04 jusqu'au 31/08/2028\n", encoding="utf-8")
    told = write_template(tmp_path / "session.xlsx", find("CDA"), listes={"candidats": path, "membres": jury})
    assert "2 candidats, 0 à vérifier, 1 ignorée" in told
    assert "1 ligne : 1 membre, 0 à vérifier, 0 ignorée" in told
    book = openpyxl.load_workbook(tmp_path / "session.xlsx")
    sheet = book["Candidats"]
    assert [(sheet.cell(r, 1).value, sheet.cell(r, 2).value) for r in (4, 5)] == [("=cmd()", "Léa"), ("DURAND", "Zoé")]
    assert sheet["A4"].data_type == "s"
    assert [cell.value for cell in book["Membres"][4]][:3] == ["FONTAINE", "Sylvie", "IUT de Nantes"]


def test_the_list_takes_the_place_of_the_examples_candidats(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom\n" + "".join(f"DURAND{i};Zoé\n" for i in "ABCDEF"), encoding="utf-8")
    write_template(tmp_path / "session.xlsx", find("CDA"), exemple=True, listes={"candidats": path})
    session = read_session(tmp_path / "session.xlsx").session
    assert [c.nom for c in session.candidats] == [f"DURAND{i}" for i in "ABCDEF"]
    assert session.liens == ()


def test_what_a_list_says_is_read_of_the_workbook_as_it_was_said(tmp_path):
    path = tmp_path / "liste.txt"
    path.write_text("DURAND Léa (tiers temps)\nPETIT Zoé, 1/3 à l'écrit, absente le 15 juin\n", encoding="utf-8")
    write_template(tmp_path / "session.xlsx", find("CDA"), exemple=True, listes={"candidats": path})
    lea, zoe = read_session(tmp_path / "session.xlsx").session.candidats
    assert [part for _, part in lea.majorations] == [Fraction(1, 3)] * 3
    assert len(lea.majorations_a_confirmer) == 3
    assert [(nature.value, part) for nature, part in zoe.majorations] == [("ecrit", Fraction(1, 3))]
    assert [plage.debut.date() for plage in zoe.indisponibilites] == [date(2027, 6, 15)]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A folder with a workbook of tpplanner's own, filled, and one that is still to fill."""
    folder = tmp_path_factory.mktemp("own")
    write_template(folder / "rempli.xlsx", find("CDA"), exemple=True)
    write_template(folder / "vide.xlsx", find("CDA"))
    return folder


def test_a_workbook_of_tpplanner_gives_its_candidats_as_the_reader_reads_them(own, tmp_path):
    told = write_template(tmp_path / "session.xlsx", find("CDA"), listes={"candidats": own / "rempli.xlsx"})
    session = read_session(own / "rempli.xlsx").session
    listes = {"candidats": own / "rempli.xlsx", "membres": own / "rempli.xlsx"}
    write_template(tmp_path / "complete.xlsx", find("CDA"), exemple=True, listes=listes)
    taken = read_session(tmp_path / "complete.xlsx").session
    assert f"{len(session.candidats)} candidats, 0 à vérifier" in told
    assert [_carried(c, taken) for c in taken.candidats] == [_carried(c, session) for c in session.candidats]
    assert any(c.majorations for c in taken.candidats)
    assert [(m.nom_complet, m.habilitations, m.employeur) for m in taken.membres] == [
        (m.nom_complet, m.habilitations, m.employeur) for m in session.membres
    ]


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
    first = read_list(tmp_path / "liste.xlsx", CANDIDATS).rows[0]
    assert first["presente"] == "CCP1 ; CCP2"
    assert (first["dernier_ccp"], first["vae"], first["salle_a_part"]) == (True, True, True)
    assert not first.get("salle_accessible")
    assert first["debut_formation"] == date(2026, 10, 5)
    assert first["majoration_oral"] == "33 %"
    assert first["majoration_ecrit"] == "beaucoup"
    assert first["aide"] == "VIDAL Rose"
    assert "indisponible" not in first, "the days of another session are none of this one"


def test_a_date_that_a_list_holds_as_a_bare_number_is_told(tmp_path):
    as_workbook(tmp_path / "liste.xlsx", [["Nom", "Prénom", "Fin de formation"], ["DURAND", "Léa", 46552]])
    taken = read_list(tmp_path / "liste.xlsx", CANDIDATS)
    assert taken.rows[0]["fin_formation"] == date(2027, 6, 14)
    assert "14/06/2027" in taken.told


def test_a_workbook_still_to_fill_has_no_candidats(own):
    with pytest.raises(UserError, match="aucun candidat"):
        read_list(own / "vide.xlsx", CANDIDATS)


def test_the_same_sheet_saved_as_csv_is_understood(own, tmp_path):
    sheet = openpyxl.load_workbook(own / "rempli.xlsx")["Candidats"]
    lines = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    with (tmp_path / "liste.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=";").writerows(lines)
    expected = read_list(own / "rempli.xlsx", CANDIDATS).rows
    assert names(read_list(tmp_path / "liste.csv", CANDIDATS).rows) == names(expected)


def test_rows_that_name_nobody_are_told(tmp_path):
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
        "LE GOFF;",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    liste = read_list(path, CANDIDATS).liste
    assert [entree.lignes[0] for entree in liste.personnes] == [2]
    assert [(e.lignes[0], e.raison) for e in liste.entrees if e.etat is Triage.A_VERIFIER] == [
        (5, "il manque le nom"),
        (11, "il manque le prénom"),
    ]


def test_a_title_over_two_columns_names_both(tmp_path):
    book = openpyxl.Workbook()
    for line in (["Candidat", None, "Mail"], ["DURAND", "Zoé", "z@x.fr"], ["NOËL Loïc", None, None]):
        book.active.append(line)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A3:B3")
    book.save(tmp_path / "liste.xlsx")
    assert names(read_list(tmp_path / "liste.xlsx", CANDIDATS).rows) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]


def test_a_prenom_of_its_own_column_is_kept_beside_whoever_is_named_in_one_cell(tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text("Stagiaire;Prénom\nDURAND;Zoé\n", encoding="utf-8")
    assert names(read_list(path, CANDIDATS).rows) == [("DURAND", "Zoé")]


@pytest.mark.parametrize("row", [204, 300, 19_995])
def test_whoever_stands_hundreds_of_rows_lower_is_in_the_list(tmp_path, row):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom"])
    book.active.append(["DURAND", "Zoé"])
    book.active.cell(row, 1, "NOËL")
    book.active.cell(row, 2, "Loïc")
    path = tmp_path / "liste.xlsx"
    book.save(path)
    assert names(read_list(path, CANDIDATS).rows) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]


def test_a_cell_that_a_spreadsheet_failed_to_fill_is_told(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom", "Date de fin de formation", "Mail"])
    book.active.append(["DURAND", "Zoé", "#N/A", '=B2&"@x.fr"'])
    path = tmp_path / "liste.xlsx"
    book.save(path)
    taken = read_list(path, CANDIDATS)
    assert names(taken.rows) == [("DURAND", "Zoé")]
    assert [(issue.cell, issue.message.split()[0]) for issue in taken.avertissements] == [("C2", "La"), ("D2", "La")]


@pytest.mark.parametrize(
    ("dit", "lu"),
    mostly_proofs(
        [
            ("absente le 15", "15/06"),
            ("absente les 14 et 15 juin", "14/06 ; 15/06"),
            ("pas dispo le matin du 15", "15/06 matin"),
            ("ne peut pas le mardi 15 après-midi", "15/06 après-midi"),
            ("absente le 15 de 9h à 11h", "15/06 de 9h à 11h"),
        ],
        ("absente le 15 de 9h à 11h", "15/06 de 9h à 11h"),
    ),
)
def test_days_are_said_as_the_sheet_reads_them(tmp_path, dit, lu):
    for name, text in (
        ("dit.txt", f"DURAND Léa, {dit}\n"),
        ("lu.csv", f'Nom;Prénom;Indisponible\nDURAND;Léa;"{lu}"\n'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        listes = {"candidats": tmp_path / name}
        write_template(tmp_path / f"{name}.xlsx", find("CDA"), exemple=True, listes=listes)
    said, read = (read_session(tmp_path / f"{name}.xlsx").session.candidats[0] for name in ("dit.txt", "lu.csv"))
    assert said.indisponibilites == read.indisponibilites
    assert said.indisponibilites


@pytest.mark.parametrize("title", ["N° CERES", "N°", "Courriel", "Habilitation"])
@pytest.mark.parametrize("number", ["²", "1²", "٤٢", "9" * 5_000])
def test_what_looks_like_a_number_and_is_none_stops_no_list(tmp_path, title, number):
    path = tmp_path / "liste.csv"
    path.write_text(f"NOM;Prénom;{title}\nLEFÈVRE;Inès;{number}\n", encoding="utf-8")
    assert names(read_list(path, CANDIDATS).rows) == [("LEFÈVRE", "Inès")]
