"""What a list of candidats may hide or seem to hold: no candidat is lost without a word, and none is invented."""

import openpyxl
import pytest

from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.workbook.candidats_list import CandidatsList, read_candidats_list
from tpplanner.workbook.template import write_template


def read(tmp_path, *lines: str) -> CandidatsList:
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_candidats_list(path)


def names(liste: CandidatsList) -> list[tuple]:
    return [(row["nom"], row["prenom"]) for row in liste.rows]


def warned(liste: CandidatsList) -> list[str]:
    return [issue.message for issue in liste.notes.avertissements]


def test_two_blocks_side_by_side_are_told(tmp_path):
    liste = read(tmp_path, "Nom;Prénom;;Nom;Prénom", "DURAND;Zoé;;PETIT;Luc", "NOËL;Loïc")
    assert names(liste) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]
    assert liste.told.count("→ Nom") == 1
    assert warned(liste) == [
        "La colonne D « Nom » n'est pas lue : la colonne A « Nom » est prise.",
        "La colonne E « Prénom » n'est pas lue : la colonne B « Prénom » est prise.",
    ]


def test_a_second_column_of_noms_is_told_once_and_not_announced(tmp_path):
    liste = read(tmp_path, "Nom de naissance;Nom d'usage;Prénom", "DURAND;PETIT;Zoé")
    assert "« Nom d'usage » →" not in liste.told
    assert "laissées" not in liste.told
    assert warned(liste) == [
        "La colonne B « Nom d'usage » n'est pas lue : la colonne A « Nom de naissance » est prise."
    ]


def test_a_sheet_that_also_has_names_is_told_when_the_workbook_is_written(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Groupe A"
    for titre, nom in (("Groupe A", "DURAND"), ("Groupe B", "PETIT"), ("Groupe C", None)):
        sheet = book.active if titre == "Groupe A" else book.create_sheet(titre)
        sheet.append(["Nom", "Prénom"])
        if nom:
            sheet.append([nom, "Zoé"])
    book.save(tmp_path / "liste.xlsx")
    told = write_template(tmp_path / "session.xlsx", find("CDA"), candidats=tmp_path / "liste.xlsx")
    assert "La feuille « Groupe B » porte aussi des noms : elle n'est pas lue." in told
    assert "une seule feuille" in told
    assert "Groupe C" not in told


def test_a_workbook_of_tpplanner_has_names_on_other_sheets_of_which_nothing_is_said(tmp_path):
    write_template(tmp_path / "rempli.xlsx", find("CDA"), exemple=True)
    assert warned(read_candidats_list(tmp_path / "rempli.xlsx")) == []


NOTES = (
    "Nb;2",
    "2 candidats;",
    "Sous-total;1",
    "Effectif total;2",
    "Total général;2",
    "Légende;",
    "Signature;",
    "Session du 3 juin;",
    "Groupe B;",
    "Groupe 2;",
    "Fait à Brest;",
    "le 3 mai;",
    "Les absents;",
)


@pytest.mark.parametrize("note", NOTES)
def test_a_row_without_a_prenom_is_left_and_told_where_the_list_has_prenoms(tmp_path, note):
    liste = read(tmp_path, "Nom;Prénom", "DURAND;Zoé", note)
    assert names(liste) == [("DURAND", "Zoé")]
    assert f"ligne 3 (« {note.split(';')[0]} »)" in liste.told


@pytest.mark.parametrize("titre", ["Nom", "Candidat"])
@pytest.mark.parametrize("note", NOTES[:-1])
def test_a_note_in_a_list_without_prenoms_is_left_and_told(tmp_path, titre, note):
    shown = note.replace(";", " ").strip()
    liste = read(tmp_path, f"{titre};Mail", "DURAND;d@x.fr", f"{shown};")
    assert names(liste) == [("DURAND", "")]
    assert f"ligne 3 (« {shown} »)" in liste.told


def test_who_has_no_prenom_in_a_list_without_prenoms_stays_somebody(tmp_path):
    assert names(read(tmp_path, "Nom;Mail", "DURAND;d@x.fr", "CANDIDAT 7;")) == [("DURAND", ""), ("CANDIDAT 7", "")]
    assert names(read(tmp_path, "Nom;Prénom", "CANDIDAT 1;", "CANDIDAT 2;")) == [("CANDIDAT 1", ""), ("CANDIDAT 2", "")]


def test_who_is_named_as_a_column_is_somebody(tmp_path):
    assert names(read(tmp_path, "Nom;Prénom", "RUE;Jean", "TOTAL;Ève")) == [("RUE", "Jean"), ("TOTAL", "Ève")]


def test_a_header_lower_down_is_read_anew(tmp_path):
    liste = read(tmp_path, "Nom;Prénom", "DURAND;Zoé", "", "Prénom;Nom;Mail", "Luc;PETIT;l@x.fr", "Jo;TOTAL;")
    assert names(liste) == [("DURAND", "Zoé"), ("PETIT", "Luc"), ("TOTAL", "Jo")]
    assert liste.rows[1]["contact"] == "l@x.fr"
    assert "à partir de la ligne 4, d'autres titres : « Prénom » → Prénom, « Nom » → Nom" in liste.told


def test_a_row_with_the_word_candidat_is_no_header(tmp_path):
    liste = read(tmp_path, "Nom;Prénom;Statut;Voie", "DURAND;Zoé;Candidat;VAE", "PETIT;Luc;Candidat;VAE")
    assert names(liste) == [("DURAND", "Zoé"), ("PETIT", "Luc")]


def test_one_column_of_noms_is_enough(tmp_path):
    liste = read(tmp_path, "Nom", "DURAND Léa", "MARTIN Paul")
    assert names(liste) == [("DURAND", "Léa"), ("MARTIN", "Paul")]
    assert "colonne « Nom » → nom et prénom" in liste.told


def test_the_same_person_twice_is_told_with_both_lines(tmp_path):
    liste = read(tmp_path, "Nom;Prénom", "LEFÈVRE;Inès", "NOËL;Loïc", "Lefevre ;INES", "NOËL;Léa")
    assert len(names(liste)) == 4
    assert warned(liste) == ["« LEFÈVRE Inès » figure plusieurs fois dans la liste : lignes 2 et 4."]


def test_the_nom_and_the_prenom_of_the_candidat_are_known_titles(tmp_path):
    assert names(read(tmp_path, "Nom du candidat;Prénom du candidat", "DURAND;Zoé")) == [("DURAND", "Zoé")]


def test_without_a_header_the_likest_line_is_quoted(tmp_path):
    with pytest.raises(UserError, match="Colonnes vues : « Matricule », « Intitulé »"):
        read(tmp_path, "Promotion 2027", "Matricule;Intitulé", "12;A")


HEADER = "Nom;Prénom;Courriel"


@pytest.mark.parametrize(
    "lines",
    {
        "never closed": ("A;Zoé;", 'B;Léa;"x@y', "C;Max;", "D;Ugo;"),
        "never closed, in the middle of a row": ("A;Zoé;", 'B;"Léa;x@y', "C;Max;", "D;Ugo;"),
        "closed by the quote of another row": ("A;Zoé;", 'B;Léa;"x@y', "C;Max;", 'D;Ugo;"z@y"'),
        "closed by the end of another cell": ("A;Zoé;", 'B;Léa;"x@y', "C;Max;", 'D;Ugo;z@y"'),
        "longer than any cell": ("A;Zoé;", 'B;Léa;"x@y', *("C;Max;" for _ in range(30_000))),
    }.values(),
)
def test_a_quote_that_swallows_rows_is_refused_at_its_line(tmp_path, lines):
    where = next(number for number, line in enumerate(lines, 2) if '"' in line)
    with pytest.raises(UserError) as refusal:
        read(tmp_path, HEADER, *lines)
    (issue,) = refusal.value.issues
    assert f"ouvert à la ligne {where} " in issue.message
    assert "supprimez ou refermez" in issue.hint


def test_a_quote_that_may_swallow_a_short_row_is_told(tmp_path):
    liste = read(tmp_path, HEADER, "A;Zoé;", 'B;Léa;"x@y', 'C;Max"', "D;Ugo;")
    assert names(liste) == [("A", "Zoé"), ("B", "Léa"), ("D", "Ugo")]
    assert warned(liste) == ['Des guillemets (") font une seule ligne des lignes 3 à 4 du fichier.']


def test_an_address_of_several_lines_within_quotes_is_an_address(tmp_path):
    address = '"3, rue Haute\n44000 Nantes"'
    liste = read(tmp_path, "Nom;Prénom;Adresse", f"DURAND;Zoé;{address}", '"NOËL";"Loïc";"12, rue ""Basse"""')
    assert names(liste) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]
    assert [row["contact"] for row in liste.rows] == ["3, rue Haute\n44000 Nantes", '12, rue "Basse"']
    assert warned(liste) == []
    liste = read(tmp_path, "Nom,Prénom,Adresse,Ville", 'DURAND,Zoé,"3, rue Haute\nbâtiment B, 2e étage",Nantes')
    assert names(liste) == [("DURAND", "Zoé")]


def test_quotes_within_one_line_lose_nobody(tmp_path):
    liste = read(tmp_path, HEADER, '"Zaza" DURAND;Zoé;', 'NOËL;Loïc "Lolo";', "PETIT;Luc;")
    assert [prenom for _, prenom in names(liste)] == ["Zoé", 'Loïc "Lolo"', "Luc"]
    assert warned(liste) == []


def test_names_joined_in_one_cell_are_refused_at_every_cell(tmp_path):
    with pytest.raises(UserError) as refusal:
        read(tmp_path, "Nom,Prénom", "DURAND ; PETIT,Zoé", "NOËL,Loïc", "ROCHE,Ana ; Luc")
    assert [issue.cell for issue in refusal.value.issues] == ["A2", "B4"]
