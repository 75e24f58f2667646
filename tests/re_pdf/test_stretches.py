"""The durations that the prose tells of an épreuve are its parts and stretches, or they are asked."""

import pytest

from tpplanner.re_pdf.clues import read_prose
from tpplanner.re_pdf.document import ClueKind, Doing, ReLine, RePart, RePassage, ReRow, Stated, Whereabouts


def read(minutes, *texts):
    lines = tuple(ReLine(text, Whereabouts(6)) for text in texts)
    return read_prose(
        "titre", [ReRow("MSP", Stated(minutes, "", Whereabouts(5)))], [RePassage(RePart.MORE, "MSP", lines)]
    )


def stretches(prose):
    return [(s.minutes.value, s.doing, s.within) for s in prose.parts.get("MSP", ())]


def test_stretches_that_sum_up_to_the_row_are_its_stretches():
    prose = read(
        75,
        "Le candidat prépare son intervention (15 minutes).",
        "Il expose sa démarche devant le jury (1 h 00).",
    )
    assert stretches(prose) == [(15, Doing.PREPARATION, None), (60, Doing.PRESENTATION, None)]
    assert prose.questions == ()


def test_parts_have_titles_and_stretches_of_their_own():
    prose = read(
        150,
        "Fabrication d'une pièce (1 h 30) :",
        "Le candidat prépare son poste (30 minutes). Il usine la pièce devant deux figurants (60 minutes).",
        "Contrôle de la pièce (1 heure)",
        "Le candidat mesure la pièce en présence d'un figurant.",
    )
    assert stretches(prose) == [(30, Doing.PREPARATION, 0), (60, Doing.OTHER, 0), (60, Doing.OTHER, 1)]
    helpers = [(c.count, c.part) for c in prose.clues if c.kind is ClueKind.HELPERS]
    assert helpers == [(2, 0), (1, 1)]


def test_parts_whose_duration_stands_at_their_end_are_told_by_how_many_they_are():
    prose = read(
        120,
        "La mise en situation professionnelle comporte deux parties.",
        "Le candidat tire au sort une catégorie de véhicule (C ou BE).",
        "- Le candidat accueille un figurant (durée totale 50 minutes).",
        "- Le candidat conseille deux figurants (durée totale 1 h 10).",
    )
    assert [s[2] for s in stretches(prose)] == [0, 1]
    assert [(c.count, c.part) for c in prose.clues if c.kind is ClueKind.HELPERS] == [(1, 0), (2, 1)]
    assert [(c.what, c.part) for c in prose.clues if c.kind is ClueKind.VEHICLE] == [(("C", "BE"), None)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Préparation : 20 minutes", "Accueil d'un client – 40 min"),
        ("L'épreuve comprend :", "- 20 minutes de préparation ;", "- 40 minutes pour l'accueil d'un client."),
    ],
)
def test_a_duration_at_the_end_or_at_the_beginning_of_a_title_or_an_item_is_a_stretch(texts):
    prose = read(60, *texts)
    assert [(minutes, doing) for minutes, doing, _ in stretches(prose)] == [(20, Doing.PREPARATION), (40, Doing.OTHER)]
    assert prose.questions == ()


def test_a_preparation_alone_leaves_the_rest_of_the_row_and_is_asked():
    prose = read(60, "Le candidat prépare son étal (20 minutes).")
    assert [(minutes, doing) for minutes, doing, _ in stretches(prose)] == [(20, Doing.PREPARATION), (40, Doing.OTHER)]
    assert [question.code for question in prose.questions] == ["prose_stretches"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Le candidat prépare (20 minutes) puis expose (30 minutes).",),
        ("Le candidat prépare (20 minutes).",),
        ("A (20 minutes), B (10 minutes), C (10 minutes), D (20 minutes), E (10 minutes), F (10 minutes).",),
        ("Le candidat dispose de 20 minutes de préparation.",),
        ("L'épreuve se déroule en deux étapes et dure 2 heures.",),
        ("L'épreuve comporte trois parties.", "- La première (30 minutes).", "- La seconde (30 minutes)."),
    ],
)
def test_durations_that_do_not_make_up_the_row_are_asked(texts):
    prose = read(60, *texts)
    assert [(q.code, q.blocking) for q in prose.questions] == [("prose_stretches", False)]


@pytest.mark.parametrize(
    "text", ["L'épreuve se déroule en deux étapes et dure 1 heure.", "Le candidat choisit un sujet (3 propositions)."]
)
def test_what_agrees_or_is_no_duration_is_not_asked(text):
    assert read(60, text).questions == ()
    assert read(60, text).parts == {}
