"""The jury and the means of a RE: presence compared, composition, quota, what is shared."""

import pytest

from tpplanner.re_pdf.conditions import (
    composition_questions,
    different_organismes,
    equipment_of,
    presence_questions,
    qualities,
    quota_of,
    quotas,
)
from tpplanner.re_pdf.document import Clue, ClueKind, Doing, ReLine, ReRow, Scope, Stated, Stretch, Whereabouts

HERE = Whereabouts(9)


def said(value):
    return Stated(value, str(value), HERE)


def scope(presence, preparation=0, clues=(), **minutes):
    prepared = (Stretch(said(preparation), "", Doing.PREPARATION),) if preparation else ()
    rows = [ReRow(sigle, said(m), prepared if n == 0 else ()) for n, (sigle, m) in enumerate(minutes.items())]
    return Scope("titre", "", tuple(rows), presence=said(presence), clues=clues)


def composed(*texts):
    return [Scope("titre", "", (), composition=tuple(map(said, texts)))]


def test_a_presence_that_is_all_but_the_questionnaire_is_not_asked():
    assert presence_questions(scope(90, PP=60, ET=30, QP=45)) == ()


def test_a_presence_without_the_preparation_is_not_asked():
    assert presence_questions(scope(75, 15, MSP=60, ET=30, QP=45)) == ()


def test_a_presence_that_counts_the_preparation_asks_whether_the_jury_is_held():
    (question,) = presence_questions(scope(90, 15, MSP=60, ET=30, QP=45))
    assert (question.code, question.blocking) == ("presence_counts_preparation", False)


@pytest.mark.parametrize("presence", [74, 80, 91, 135])
def test_a_presence_that_nothing_explains_is_asked(presence):
    (question,) = presence_questions(scope(presence, 15, MSP=60, ET=30, QP=45))
    assert (question.code, question.blocking) == ("presence_differs", True)


def test_what_a_surveillant_watches_alone_is_no_presence_of_the_jury():
    watched = (Clue(ClueKind.WATCHED, "MSP", said("watched")),)
    assert presence_questions(scope(30, clues=watched, MSP=240, ET=30)) == ()
    assert presence_questions(scope(30, MSP=240, ET=30))[0].code == "presence_differs"


@pytest.mark.parametrize(
    "text",
    [
        "Les membres du jury travaillent dans des entreprises différentes.",
        "Les jurés exercent dans différents établissements ou enseignes.",
        "Deux membres ne peuvent pas relever du même organisme.",
    ],
)
def test_membres_of_different_organismes_are_a_rule(text):
    assert different_organismes(composed(text)).words == text
    assert composition_questions(composed(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Le centre et l'entreprise désignent des tuteurs différents.",
        "Les membres du jury portent des tenues différentes.",
    ],
)
def test_other_differences_are_none(text):
    assert different_organismes(composed(text)) is None


def test_a_language_that_one_membre_masters_is_a_quality_once():
    texts = ("Au moins un membre du jury évalue les réponses en anglais.", "L'un des jurés lit l'anglais.")
    assert [quality.value for quality in qualities(composed(*texts))] == ["anglais"]
    assert qualities(composed("Les consignes sont données en anglais.")) == ()


def test_what_makes_no_rule_of_a_planning_is_told_as_one_question():
    (question,) = composition_questions(
        composed("Les jurés détiennent un des titres suivants :", "Licence de pilote ;")
    )
    assert (question.data["words"], question.blocking) == (
        "Les jurés détiennent un des titres suivants : Licence de pilote ;",
        False,
    )


def plateau(*texts):
    return [ReLine(text, HERE) for text in texts]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Un jury peut recevoir cinq candidats en une journée.", 5),
        ("Un jury peut évaluer au maximum 6 candidats par jour.", 6),
        ("Le jury peut recevoir jusqu'à trois (3) candidats dans la journée.", 3),
    ],
)
def test_the_quota_of_a_day_is_read(text, count):
    assert [stated.value for stated in quotas(plateau(text))] == [count]


@pytest.mark.parametrize(
    "text",
    [
        "Un jury peut recevoir cinq candidats dans une même salle.",
        "Le centre peut recevoir vingt candidats en une journée.",
        "Le jury reçoit le candidat dans la journée.",
    ],
)
def test_what_comes_near_a_quota_is_none(text):
    assert quotas(plateau(text)) == ()


def test_a_quota_is_rejoined_over_lines_and_asked_where_it_differs():
    first = quotas(plateau("Un jury peut recevoir cinq", "candidats en une journée."))
    assert quota_of((*first, *first)) == (first[0], ())
    other = quotas(plateau("Un jury peut recevoir six candidats en une journée."))
    quota, (question,) = quota_of((*first, *other))
    assert (quota, question.code, question.data["values"]) == (None, "quota_differs", [5, 6])
    assert quota_of(()) == (None, ())


def test_a_row_of_means_says_how_many_share_it():
    row = [plateau(""), plateau("1"), plateau("Pupitre de", "réponse"), plateau("12"), plateau("Pour le questionnaire")]
    means = equipment_of(row)
    assert (means.name.words, means.shared_by) == ("Pupitre de réponse", 12)
    assert "questionnaire" in means.name.value
    unread = equipment_of([*row[:3], plateau("selon le cas"), row[4]])
    assert unread.shared_by is None
    titles = [plateau("Désignation"), plateau("Nombre"), plateau("Description"), plateau("Nombre maximal"), plateau("")]
    assert equipment_of(titles) is None
