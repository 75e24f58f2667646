"""Durations and labels of modalités as the documents print them."""

import pytest

from tpplanner.re_pdf.wording import EITHER, comparable, is_unused, minutes_of, modalite_of


@pytest.mark.parametrize(
    ("printed", "minutes"),
    [
        ("02 h 00 min", 120),
        ("00 h 30 mn", 30),
        ("1h30", 90),
        ("1 h 30 min.", 90),
        ("2 heures", 120),
        ("1 heure 15 minutes", 75),
        ("45 min", 45),
        ("90 minutes", 90),
        ("00 h 00 min", 0),
        ("03\u00a0h\u00a015\u202fmin", 195),
    ],
)
def test_a_duration_is_read_in_every_manner_of_writing_it(printed: str, minutes: int) -> None:
    assert minutes_of(printed) == minutes


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "45",
        "1 h 5",
        "1 h 75",
        "45 s",
        "00 h 45 jours",
        "2 jours",
        "00 h 45 min 00 h 30 min",
        "1 h, dont 20 min",
        "h",
    ],
)
def test_what_is_not_one_whole_duration_in_hours_and_minutes_is_not_guessed(printed: str) -> None:
    assert minutes_of(printed) is None


@pytest.mark.parametrize(
    ("label", "modalite"),
    [
        ("Mise en situation professionnelle", "MSP"),
        ("Présentation d’un projet réalisé en amont de la session", "PP"),
        ("Présentation d'un projet réalisé en amont de la ses- sion", "PP"),
        ("\uf0a7 Entretien technique", "ET"),
        ("• Question\xadnaire profes\xad sionnel", "QP"),
        ("Questionnement à partir de production(s)", "QAP"),
        ("ENTRETIEN FINAL :", "EF"),
        ("X Entretien final", "EF"),
        ("Mise en situation professionnelle ou présentation différée d’un projet", EITHER),
    ],
)
def test_a_modalite_is_known_by_its_whole_label(label: str, modalite: str) -> None:
    assert modalite_of(label) == modalite


@pytest.mark.parametrize(
    "label", ["", "Entretien", "Entretien technique et final", "Épreuve pratique", "Entretien final Bilan"]
)
def test_a_label_that_says_less_or_more_is_not_known(label: str) -> None:
    assert modalite_of(label) is None


@pytest.mark.parametrize("cells", ["", "Sans objet", "Sans objet Sans objet", "Néant", "-"])
def test_cells_may_say_in_several_ways_that_a_modalite_is_not_used(cells: str) -> None:
    assert is_unused(cells)


@pytest.mark.parametrize("cells", ["Sans objet en VAE", "Le jury questionne", "20 min"])
def test_cells_that_say_anything_else_are_used(cells: str) -> None:
    assert not is_unused(cells)


def test_texts_are_compared_without_accents_capitals_or_the_form_of_an_apostrophe() -> None:
    assert comparable("  • L’ÉVALUATION  des\u00a0\nacquis") == comparable("l'evaluation des acquis")
