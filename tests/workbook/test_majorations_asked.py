"""A majoration that is typed with a doubt, or above a third: a question that stands until somebody answers it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tpplanner.domain.questions import Question, Sujet, open_questions
from tpplanner.domain.referentiel import Nature
from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.entered import read_entered
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from workbook.samples import place, write

REFERENTIEL = find("CDA")
EXAMPLE = example_session(REFERENTIEL)
BARE = replace(
    EXAMPLE, candidats=tuple(replace(c, majorations=(), majorations_a_confirmer=()) for c in EXAMPLE.candidats)
)
FIRST = BARE.candidats[0]
GRANTED = f"accordé à {FIRST.nom_complet} (écrit)"


def read(typed, reponse=None, sujet="majoration"):
    """What is read of a majoration of the first candidat, with or without a row of *Questions*."""
    contents = contents_of(BARE)
    contents["candidats"][0]["majoration_ecrit"] = typed
    if reponse is not None:
        contents["questions"] = [{"sujet": sujet, "ecrit": typed, "autre": GRANTED, "reponse": reponse}]
    return read_entered(contents, REFERENTIEL)


def told(reading):
    return [issue.message for issue in reading.avertissements if issue.place == place("candidats", "majoration_ecrit")]


def test_a_majoration_to_confirm_counts_and_is_asked_and_told():
    reading = read("1/3 ?")
    first = reading.session.candidats[0]
    assert (first.majorations, first.majorations_a_confirmer) == (((Nature.ECRIT, Fraction(1, 3)),), (Nature.ECRIT,))
    assert open_questions(reading.session.questions) == (Question(Sujet.MAJORATION, "1/3 ?", GRANTED),)
    assert "à confirmer" in told(reading)[0]


def test_answered_yes_it_is_granted_without_a_word():
    reading = read("1/3 ?", "oui")
    first = reading.session.candidats[0]
    assert (first.majorations, first.majorations_a_confirmer) == (((Nature.ECRIT, Fraction(1, 3)),), ())
    assert open_questions(reading.session.questions) == ()
    assert told(reading) == []
    assert contents_of(reading.session)["candidats"][0]["majoration_ecrit"] == "1/3 ?"


def test_answered_no_it_is_not_granted():
    first = read("1/3 ?", "non").session.candidats[0]
    assert (first.majorations, first.majorations_a_confirmer) == ((), ())


def test_an_answer_for_one_nature_says_nothing_of_another():
    contents = contents_of(BARE)
    contents["candidats"][0] |= {"majoration_ecrit": "1/3 ?", "majoration_oral": "1/3 ?"}
    contents["questions"] = [{"sujet": "majoration", "ecrit": "1/3 ?", "autre": GRANTED, "reponse": "oui"}]
    first = read_entered(contents, REFERENTIEL).session.candidats[0]
    assert first.majorations_a_confirmer == (Nature.ORAL,)
    assert first.majoration(Nature.ECRIT) == first.majoration(Nature.ORAL) == Fraction(1, 3)


@pytest.mark.parametrize("typed", ["1/2", "x1,5", "1h30 au lieu de 1h"])
def test_above_a_third_it_is_asked_by_which_decision(typed):
    reading = read(typed)
    assert open_questions(reading.session.questions) == (Question(Sujet.DECISION, "1/2", GRANTED),)
    assert reading.session.candidats[0].majorations_a_confirmer == ()
    assert "par quelle décision ?" in told(reading)[0]


def test_a_decision_that_is_seen_is_asked_for_no_more():
    reading = read("1/2", "oui", "décision")
    assert open_questions(reading.session.questions) == ()
    assert reading.session.candidats[0].majoration(Nature.ECRIT) == Fraction(1, 2)
    assert told(reading) == []


def test_without_a_decision_nothing_is_planned_before_the_cell_is_corrected():
    with pytest.raises(UserError) as refused:
        read("1/2", "non", "décision")
    wrong = [issue.place for issue in refused.value.issues if "aucune décision" in issue.message]
    assert wrong == [place("candidats", "majoration_ecrit")]


def test_a_third_that_is_typed_without_a_doubt_asks_nothing():
    reading = read("1/3")
    assert reading.session.questions == ()
    assert told(reading) == []


@pytest.mark.parametrize("typed", ["1/3 ?", "2/7 ?", "1/2 ?", "1/2"])
def test_what_is_asked_is_written_with_its_question_and_read_back(tmp_path, typed):
    session = read(typed).session
    assert contents_of(session)["candidats"][0]["majoration_ecrit"] in (typed, Fraction(1, 2))
    (row,) = contents_of(session)["questions"]
    assert (row["autre"], row["reponse"]) == (GRANTED, None)
    assert read_session(write(tmp_path / "session.xlsx", session)).session == session


def test_homonyms_are_asked_one_by_one():
    contents = contents_of(replace(BARE, liens=()))
    for rank in (0, 1):
        contents["candidats"][rank] |= {"nom": "DUVAL", "prenom": "Léa", "majoration_ecrit": "1/3 ?"}
    assert len({q.autre for q in open_questions(read_entered(contents, REFERENTIEL).session.questions)}) == 2
