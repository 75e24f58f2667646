"""What a list of candidats may hide or seem to hold: no candidat is lost without a word, and none is invented."""

import openpyxl
import pytest

from tpplanner.referentiels import find
from tpplanner.sheets.session import CANDIDATS, MEMBRES
from tpplanner.workbook.lists import Taken, Triage, read_list, read_text
from tpplanner.workbook.template import write_template


def read(tmp_path, *lines: str) -> Taken:
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_list(path, CANDIDATS)


def names(liste: Taken) -> list[tuple]:
    return [(row["nom"], row["prenom"]) for row in liste.rows]


def warned(liste: Taken) -> list[str]:
    return [issue.message for issue in liste.avertissements]


def states(liste: Taken) -> list[tuple]:
    """What became of each line."""
    return [(entree.lignes[0], entree.etat, entree.nom_complet) for entree in liste.liste.entrees]


def test_who_stands_in_a_second_table_beside_the_first_is_to_be_checked(tmp_path):
    liste = read(tmp_path, "Nom;Prénom;;Nom;Prénom", "DURAND;Zoé;;PETIT;Luc", "NOËL;Loïc")
    assert names(liste) == [("DURAND", "Zoé"), ("NOËL", "Loïc")]
    assert (2, Triage.A_VERIFIER, "PETIT Luc") in states(liste)
    assert "dans un second tableau" in liste.told


def test_a_second_column_of_noms_is_another_nom_of_the_same_person(tmp_path):
    (entree,) = read(tmp_path, "Nom de naissance;Nom d'usage;Prénom", "DURAND;PETIT;Zoé").liste.personnes
    assert (entree.nom, entree.prenom, entree.autre_nom) == ("DURAND", "Zoé", "PETIT")


def test_a_sheet_that_also_has_names_is_told_when_the_workbook_is_written(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Groupe A"
    for titre, nom in (("Groupe A", "DURAND"), ("Groupe B", "PETIT"), ("Groupe C", None)):
        sheet = book.active if titre == "Groupe A" else book.create_sheet(titre)
        sheet.append(["Nom", "Prénom"])
        if nom:
            sheet.append([nom, "Zoé"])
    book.save(tmp_path / "liste.xlsx")
    told = write_template(tmp_path / "session.xlsx", find("CDA"), listes={"candidats": tmp_path / "liste.xlsx"})
    assert "La feuille « Groupe B » porte aussi des noms : elle n'est pas lue." in told
    assert "une seule feuille" in told
    assert "Groupe C" not in told


def test_a_workbook_of_tpplanner_has_names_on_other_sheets_of_which_nothing_is_said(tmp_path):
    write_template(tmp_path / "rempli.xlsx", find("CDA"), exemple=True)
    assert warned(read_list(tmp_path / "rempli.xlsx", CANDIDATS)) == []


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
    assert states(liste)[2][1] is not Triage.PERSONNE
    assert f"ligne 3, « {note} »" in liste.told


@pytest.mark.parametrize("titre", ["Nom", "Candidat"])
@pytest.mark.parametrize("note", NOTES[:-1])
def test_a_note_in_a_list_without_prenoms_is_left_and_told(tmp_path, titre, note):
    shown = note.replace(";", " ").strip()
    liste = read(tmp_path, f"{titre};Mail", "DURAND;d@x.fr", f"{shown};")
    assert names(liste) == [("DURAND", "")]
    assert states(liste)[2][1] is not Triage.PERSONNE
    assert f"ligne 3, « {shown}; »" in liste.told


def test_who_has_no_prenom_in_a_list_without_prenoms_stays_somebody(tmp_path):
    assert names(read(tmp_path, "Nom;Mail", "DURAND;d@x.fr", "CANDIDAT 7;")) == [("DURAND", ""), ("CANDIDAT 7", "")]
    assert names(read(tmp_path, "Nom;Prénom", "CANDIDAT 1;", "CANDIDAT 2;")) == [("CANDIDAT 1", ""), ("CANDIDAT 2", "")]


def test_who_is_named_as_a_column_is_somebody(tmp_path):
    assert names(read(tmp_path, "Nom;Prénom", "RUE;Jean", "TOTAL;Ève")) == [("RUE", "Jean"), ("TOTAL", "Ève")]


def test_a_header_lower_down_is_read_anew(tmp_path):
    liste = read(tmp_path, "Nom;Prénom", "DURAND;Zoé", "", "Prénom;Nom;Mail", "Luc;PETIT;l@x.fr", "Jo;TOTAL;")
    assert names(liste) == [("DURAND", "Zoé"), ("PETIT", "Luc"), ("TOTAL", "Jo")]
    assert liste.rows[1]["contact"] == "l@x.fr"


def test_a_row_with_the_word_candidat_is_no_header(tmp_path):
    liste = read(tmp_path, "Nom;Prénom;Statut;Voie", "DURAND;Zoé;Candidat;VAE", "PETIT;Luc;Candidat;VAE")
    assert names(liste) == [("DURAND", "Zoé"), ("PETIT", "Luc")]


def test_one_column_of_noms_is_enough(tmp_path):
    liste = read(tmp_path, "Nom", "DURAND Léa", "MARTIN Paul")
    assert names(liste) == [("DURAND", "Léa"), ("MARTIN", "Paul")]
    assert "colonnes : Nom" in liste.told


def test_the_same_person_twice_is_to_be_checked_but_where_numbers_tell_two(tmp_path):
    liste = read(tmp_path, "Nom;Prénom", "LEFÈVRE;Inès", "NOËL;Loïc", "Lefevre ;INES", "NOËL;Léa")
    assert [entree.raison for entree in liste.liste.entrees if entree.etat is Triage.A_VERIFIER] == [
        "figure déjà à la ligne 2"
    ]
    assert len(names(liste)) == 3
    assert len(read(tmp_path, "Nom;Prénom;N° CERES", "VIDAL;Léa;999991", "VIDAL;Léa;999993").rows) == 2


def test_the_nom_and_the_prenom_of_the_candidat_are_known_titles(tmp_path):
    assert names(read(tmp_path, "Nom du candidat;Prénom du candidat", "DURAND;Zoé")) == [("DURAND", "Zoé")]


HEADER = "Nom;Prénom;Courriel"


@pytest.mark.parametrize(
    "lines",
    {
        "never closed": ("A;Zoé;", 'B;Léa;"x@y', "C;Max;", "D;Ugo;"),
        "never closed, in the middle of a row": ("A;Zoé;", 'B;"Léa;x@y', "C;Max;", "D;Ugo;"),
        "closed by the quote of another row": ("A;Zoé;", 'B;Léa;"x@y', "C;Max;", 'D;Ugo;"z@y"'),
        "closed by the end of another cell": ("A;Zoé;", 'B;Léa;"x@y', "C;Max;", 'D;Ugo;z@y"'),
        "closed by a short row": ("A;Zoé;", 'B;Léa;"x@y', 'C;Max"', "D;Ugo;"),
    }.values(),
)
def test_a_quote_swallows_nobody(tmp_path, lines):
    liste = read(tmp_path, HEADER, *lines)
    assert [nom for nom, _ in names(liste)] == ["A", "B", "C", "D"]


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


def test_names_joined_in_one_cell_are_to_be_checked(tmp_path):
    liste = read(tmp_path, "Nom,Prénom", "DURAND ; PETIT,Zoé", "NOËL,Loïc", "ROCHE,Ana ; Luc")
    assert names(liste) == [("NOËL", "Loïc")]
    assert [etat for _, etat, _ in states(liste)[1:]] == [Triage.A_VERIFIER, Triage.PERSONNE, Triage.A_VERIFIER]


def read_text_of(tmp_path, text: str) -> Taken:
    path = tmp_path / "liste.txt"
    path.write_text(text, encoding="utf-8")
    return read_list(path, CANDIDATS)


def test_slips_give_somebody_each(tmp_path):
    text = "Nom : DUPONT\nPrénom : Marie\nTéléphone : 06 12 34 56 78\n\nNom : MARTIN\nPrénom : Luc\n"
    liste = read_text_of(tmp_path, text)
    assert names(liste) == [("DUPONT", "Marie"), ("MARTIN", "Luc")]
    assert [entree.lignes for entree in liste.liste.entrees] == [(1, 2, 3), (5, 6)]
    assert liste.rows[0]["telephone"] == "06 12 34 56 78"


@pytest.mark.parametrize("titre", ["Formateurs", "Suppléants", "Candidats absents", "Réserve"])
def test_who_stands_below_another_title_is_to_be_checked(tmp_path, titre):
    liste = read_text_of(tmp_path, f"Candidats :\nDURAND Léa\nPETIT Zoé\n\n{titre} :\nNOËL Loïc\nROCHE Ana\n")
    assert names(liste) == [("DURAND", "Léa"), ("PETIT", "Zoé")]
    assert [etat for _, etat, _ in states(liste)[-2:]] == [Triage.A_VERIFIER] * 2


def test_somebody_named_below_somebody_is_not_their_address(tmp_path):
    liste = read_text_of(tmp_path, "Mme LEROUX Isabelle\nM. Dubois Jean-Pierre, 12 rue des Lilas 35000 Rennes\n")
    assert names(liste) == [("LEROUX", "Isabelle"), ("DUBOIS", "Jean-Pierre")]
    assert liste.rows[1]["contact"] == "12 rue des Lilas 35000 Rennes"
    assert liste.rows[0]["contact"] == ""


def test_a_day_that_looks_like_a_third_is_a_day(tmp_path):
    (entree,) = read_text_of(tmp_path, "DURAND Léa, absente le 1/3\n").liste.personnes
    assert {fait.champ: fait.valeur for fait in entree.faits} == {"indisponible": "1/3"}


def test_names_numbered_within_their_cells_are_names(tmp_path):
    liste = read(tmp_path, "Candidat;Mail", "1. DURAND Léa;a@x.fr", "2) PETIT Zoé;b@x.fr", "2 candidats;")
    assert names(liste) == [("DURAND", "Léa"), ("PETIT", "Zoé")]


def test_who_signs_without_a_formula_and_who_is_named_beside_is_to_be_checked():
    text = "DURAND Zoé\nPETIT Luc - NOËL Loïc\n\nMartine LE GALL\nResponsable pédagogique"
    told = [(e.nom, e.etat) for e in read_text(text, CANDIDATS).entrees if e.nom]
    assert told == [("DURAND", Triage.PERSONNE), ("PETIT", Triage.A_VERIFIER), ("LE GALL", Triage.A_VERIFIER)]


def test_two_people_of_one_nom_are_no_sigle():
    text = "KONE;Ibrahim\nKONE;Moussa\nBRAS;Yves\nBRAS;Paul"
    assert [e.nom for e in read_text(text, CANDIDATS).personnes] == ["KONE", "KONE", "BRAS", "BRAS"]


def test_what_a_title_says_of_those_below_it_is_asked():
    """A place of work or a day above names: of each of them, it is asked and not taken."""
    text = "Chambre d'agriculture\n  DURAND Zoé\n  PETIT Luc\n\nNOËL Loïc\n"
    asked = [
        (e.nom, [q for q in e.questions if "Chambre d'agriculture" in q]) for e in read_text(text, MEMBRES).personnes
    ]
    assert [(nom, len(questions)) for nom, questions in asked] == [("DURAND", 1), ("PETIT", 1), ("NOËL", 0)]
    (entree,) = read_text("Mardi 8 juin :\nDURAND Zoé", CANDIDATS).personnes
    assert "Mardi 8 juin" in entree.questions[0]
    assert "disponible" not in entree.fields()


@pytest.mark.parametrize(
    ("told", "field"), [("pas le mardi 8", "mardi 8"), ("pas lundi", "lundi"), ("pas 2 jours de suite", None)]
)
def test_a_day_on_which_somebody_does_not_come_is_told_apart_from_a_number(told, field):
    (entree,) = read_text(f"DURAND Zoé, {told}", CANDIDATS).personnes
    assert entree.fields().get("indisponible") == field


def test_who_is_replaced_is_to_be_checked():
    (entree,) = read_text("DURAND Zoé - remplacer par PETIT Luc", CANDIDATS).entrees
    assert entree.etat is Triage.A_VERIFIER


@pytest.mark.parametrize("told", ["", " <x@exemple.fr>", " (STAGIAIRE TP)"])
def test_several_to_whom_a_mail_goes_are_to_be_checked(told):
    """They may be the list; one alone is whom the mail is for."""
    entrees = read_text(f"À : DURAND Zoé{told}; PETIT Luc{told}", CANDIDATS).entrees
    assert [(e.nom, e.etat) for e in entrees] == [("DURAND", Triage.A_VERIFIER), ("PETIT", Triage.A_VERIFIER)]
    assert read_text("À : DURAND Zoé\nPETIT Luc", CANDIDATS).entrees[0].etat is Triage.IGNOREE
