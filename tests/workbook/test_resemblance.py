"""Which names may be one person's, as people type them; which are two people's."""

import pytest

from tpplanner.domain.session import Membre
from tpplanner.workbook.resemblance import may_be, may_be_one_firm, named_apart, of_one_family, words_in_order

ROUSSEAU = Membre("M1", "ROUSSEAU", "Catherine")
LEFEVRE = Membre("M2", "LEFÈVRE", "Jean-François")
LE_GALL = Membre("M3", "LE GALL", "Kévin")
DOUBLE = Membre("M4", "ROUSSEAU-MARTIN", "Catherine")
APART = Membre("M5", "ROUSSEAU MARTIN", "Catherine")
AMRANI = Membre("M6", "EL AMRANI", "Saïd")

MAY_BE = [
    (ROUSSEAU, "C. Rousseau", "ROUSSEAU C", "Rousseau", "Catherine", "Mme Rousseau", "M. Rousseau", "C.Rousseau"),
    (ROUSSEAU, "Catherine ROUSSEAU", "Rouseau Catherine", "ROUSSAU", "Roussseau Cathrine", "rousseau catherine"),
    (
        ROUSSEAU,
        "Cathy Rousseau",
        "Cath. ROUSSEAU",
        "Mme ROUSSEAU Catherine",
        "Rousseau (anglais)",
        "Rosuseau",
        "Rousso",
    ),
    (ROUSSEAU, "ROUSSEAU-MARTIN", "ROUSSEAU-MARTIN Catherine", "Catherine ROUSSEAU née MARTIN"),
    (ROUSSEAU, "LEROY et Rousseau", "LEROY / C. Rousseau", "Leroy & Rousseau", "C.R.", "CR"),
    (LEFEVRE, "J-F. LEFEVRE", "JF Lefevre", "J.F. Lefèvre", "Jean François LEFEVRE", "LEFEBVRE Jean-François"),
    (LEFEVRE, "Jean-François", "Lefèvre Jean", "LEFEVRE"),
    (LE_GALL, "LEGALL", "Le Gall", "K. Le Gall", "Gall", "Legall Kevin", "LE GAL Kévin"),
    (DOUBLE, "MARTIN", "C. Martin", "Rousseau", "MARTIN Catherine", "ROUSSEAU Catherine", "Rousseau Martin"),
    (APART, "MARTIN", "C. Martin", "Rousseau", "MARTIN Catherine", "ROUSSEAU-MARTIN"),
    (Membre("M7", "GARNIER", "Paul"), "GARNIER Pul", "Garnier Pual"),
    (ROUSSEAU, "ROUSSEAU Catherine 06 12 34 56 78", "Rousseau 2025", "1. ROUSSEAU", "n°1 Rousseau", "CCP2 : ROUSSEAU"),
    (ROUSSEAU, "R0USSEAU", "(ROUSSEAU Catherine)", "c.rousseau@afpa.fr", "catherine_rousseau@exemple.fr"),
    (ROUSSEAU, "la formatrice ROUSSEAU", "Rousseau formatrice AFPA", "formatrice : Rousseau", "LEROY puis ROUSSEAU"),
    (ROUSSEAU, "ROUSSEAU née LEROY", "LEROY ép. ROUSSEAU", "Rous.", "Cath.", "Kathy ROUSSEAU"),
    (Membre("M8", "XU", "Li"), "Xu", "M. Xu", "Xu L.", "Li"),
    (AMRANI, "Elamrani", "Amrani", "S. El Amrani", "El-Amrani Said"),
]


@pytest.mark.parametrize(("person", "typed"), [(who, typed) for who, *some in MAY_BE for typed in some])
def test_a_name_may_be_somebody_s_whichever_stands_first(person, typed):
    assert may_be(typed, person)
    assert may_be(person, typed)


@pytest.mark.parametrize(
    ("person", "typed"),
    [
        *((ROUSSEAU, t) for t in ("ROUSSEAU Paul", "Paul Rousseau", "MARTIN Catherine", "Leroy", "P. Rousseau", "C.")),
        *((LEFEVRE, t) for t in ("LEFEVRE Jean-Paul", "LEFEVRE Paul", "P. Lefevre", "Lefort")),
        (Membre("M7", "GARNIER", "Paul"), "BARBIER Lucas"),
        (Membre("M7", "GARNIER", "Paul"), "Gautier"),
        (Membre("M7", "DURAND", "Léa"), "DURAND Léo"),
        (Membre("M7", "DURAND", "Marie"), "DURAND Marion"),
        (Membre("M7", "Candidat 1"), "Formateur 1"),
        (Membre("M7", "Membre 1"), "Membre 2"),
        (Membre("M7", "Membre 1"), "Membre"),
        (Membre("M7", "Membre A"), "Membre B"),
        (ROUSSEAU, ""),
    ],
)
def test_two_people_are_not_asked_to_be_one(person, typed):
    assert not may_be(typed, person)
    assert not may_be(person, typed)


@pytest.mark.parametrize(
    ("typed", "same"),
    [("Catherine ROUSSEAU", True), ("Mme Rousseau Catherine", True), ("M. Rousseau", False), ("C. Rousseau", False)],
)
def test_another_order_and_a_civility_change_no_name(typed, same):
    assert (words_in_order(typed) == words_in_order("ROUSSEAU Catherine")) is same


def test_a_civility_stays_beside_a_word_alone():
    assert words_in_order("M. Rousseau") != words_in_order("Rousseau")


@pytest.mark.parametrize(
    ("texte", "names"),
    [
        ("LEROY et C. Rousseau", ("LEROY", "C. Rousseau")),
        ("LEROY / Rousseau", ("LEROY", "Rousseau")),
        ("LEROY & Rousseau", ("LEROY", "Rousseau")),
        ("Etienne Betet", ("Etienne Betet",)),
    ],
)
def test_two_names_in_one_cell_are_two(texte, names):
    assert named_apart(texte) == names


@pytest.mark.parametrize(
    ("un", "autre", "may"),
    [
        ("Leclerc", "E. Leclerc Brest", True),
        ("AFPA", "AFPA Brest", True),
        ("AFPA Brest", "AFPA Rennes", False),
        ("GRETA", "Gréta de Bretagne", True),
        ("CMB", "Crédit Mutuel Bretagne", True),
        ("Orange SA", "Orange", True),
        ("Atelier Belmont", "Ateliers Belmont", True),
        ("Greta 1", "Greta 2", False),
        ("École du Port", "ecole du port", False),  # one name: nothing to ask
        ("La Poste", "La Marine", False),
    ],
)
def test_two_spellings_of_a_firm(un, autre, may):
    assert may_be_one_firm(un, autre) is may_be_one_firm(autre, un) is may


def test_people_of_one_surname_may_be_of_one_family():
    assert of_one_family(ROUSSEAU, Membre("M", "Rousseau", "Paul"))
    assert of_one_family(DOUBLE, Membre("M", "MARTIN", "Paul"))
    assert of_one_family(LE_GALL, Membre("M", "LEGALL", "Paul"))
    assert not of_one_family(ROUSSEAU, Membre("M", "MARTIN", "Rousseau"))
