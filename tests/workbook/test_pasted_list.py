"""A list pasted from anything gives its people, and says with its line what it could not read."""

import pytest

from tpplanner.sheets.session import CANDIDATS, MEMBRES
from tpplanner.workbook.pasted_list import MOST, read_pasted


def names(text, feuille=CANDIDATS, **how):
    return [(row["nom"], row["prenom"]) for row in read_pasted(text, feuille, **how).rows]


TWO = [("DURAND", "Léa"), ("PETIT", "Zoé")]


@pytest.mark.parametrize(
    "text",
    [
        "NOM\tPrénom\nDURAND\tLéa\nPETIT\tZoé",
        "Prénom;Nom\r\nLéa;DURAND\r\nZoé;PETIT\r\n",
        "Stagiaire\tEntreprise\nDURAND Léa\tAcme\nPETIT Zoé\tBeta",
        "DURAND\tLéa\nPETIT\tZoé",
        "Léa\tDURAND\nZoé\tPETIT",
        "DURAND;Léa\nPETIT;Zoé",
        "DURAND, Léa\nPETIT, Zoé",
        "DURAND Léa\nPETIT Zoé",
        "Léa DURAND\nZoé PETIT",
        "DURAND Léa ; PETIT Zoé",
        "DURAND Léa, PETIT Zoé",
        "- DURAND Léa\n- PETIT Zoé",
        "1. Mme DURAND Léa\n2. Mme PETIT Zoé",
        "1\tMme\tDURAND\tLéa\n2\tMme\tPETIT\tZoé",
        "Candidats\n\nDURAND Léa\n\n\nPETIT Zoé\n",
        "Candidats :\n• DURAND Léa\n• PETIT Zoé",
        "DURAND\u00a0Léa\nPETIT\u00a0Zoé",
        '"DURAND Léa"\n"PETIT Zoé"',
    ],
)
def test_the_same_two_people_are_read_however_they_are_written(text):
    assert names(text) == TWO


def test_the_addressees_of_a_mail_are_people_with_their_address():
    pasted = read_pasted("Léa Durand <lea@x.fr>; Zoé Petit <zoe.petit@y.fr>", CANDIDATS)
    assert [(r["nom"], r["prenom"], r["contact"]) for r in pasted.rows] == [
        ("Durand", "Léa", "lea@x.fr"),
        ("Petit", "Zoé", "zoe.petit@y.fr"),
    ]


def test_a_name_without_capitals_is_told_and_may_be_turned_round():
    assert names("Léa Durand") == [("Durand", "Léa")]
    assert names("Durand Léa", prenom_first=False) == [("Durand", "Léa")]
    assert read_pasted("DURAND Léa\nZoé Petit", CANDIDATS).guessed == ((2, "Zoé Petit"),)


def test_columns_with_titles_are_taken_for_what_they_say_and_the_others_are_told():
    pasted = read_pasted("NOM\tPrénom\tEntreprise\tHumeur\nDURAND\tLéa\tAcme\tbonne", CANDIDATS)
    assert pasted.rows[0]["employeur"] == "Acme"
    assert pasted.aside == ("Humeur",)


def test_columns_without_titles_beside_names_are_left_and_told_by_what_stands_there():
    pasted = read_pasted("DURAND\tLéa\tAcme\nPETIT\tZoé\tBeta", CANDIDATS)
    assert names("DURAND\tLéa\tAcme\nPETIT\tZoé\tBeta") == TWO
    assert "« Acme »" in pasted.aside[0]


def test_what_names_nobody_is_told_with_its_line():
    pasted = read_pasted("Bonjour,\n\nVoici la liste pour juin :\nDURAND Léa\nPETIT Zoé\nTotal : 2", CANDIDATS)
    assert [(row["nom"], row["prenom"]) for row in pasted.rows] == TWO
    assert [line for line, _ in (*pasted.left, *pasted.without_prenom)] == [3, 6, 1]


def test_a_cell_of_several_lines_as_excel_copies_it_shifts_no_line_number():
    text = 'NOM\tPrénom\tAdresse\nDURAND\tLéa\t"3 rue Haute\nNantes"\nTotal\t1\t'
    pasted = read_pasted(text, CANDIDATS)
    assert pasted.rows[0]["contact"] == "3 rue Haute\nNantes"
    assert pasted.left == ((4, "Total"),)


def test_a_quote_that_nothing_closes_swallows_nobody():
    assert len(names('DURAND "Léa\nPETIT Zoé\nROUX Hugo')) == 3


def test_somebody_twice_is_told_with_both_lines():
    assert read_pasted("DURAND Léa\nPETIT Zoé\nDURAND Léa", CANDIDATS).again == (("DURAND Léa", (1, 3)),)


def test_a_list_of_membres_has_the_columns_of_membres():
    pasted = read_pasted("Membre;Entreprise;Fin d'habilitation;Qualités\nDURAND Léa;Acme;31/12/2028;anglais", MEMBRES)
    row = pasted.rows[0]
    assert (row["nom"], row["employeur"], f"{row['habilitation_fin']:%d/%m/%Y}") == ("DURAND", "Acme", "31/12/2028")
    assert row["qualites"] == "anglais"


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00", ";;;\n;;", '"', "42\n43"])
def test_nothing_gives_nobody(text):
    assert read_pasted(text, CANDIDATS).rows == ()


def test_a_list_without_end_is_no_list():
    pasted = read_pasted("DURAND Léa\n" * (MOST + 2), CANDIDATS)
    assert pasted.rows == ()
    assert pasted.left[0][0] == MOST + 1
