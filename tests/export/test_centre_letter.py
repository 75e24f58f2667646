"""The centre's own letter: filled for each person, or refused with a sentence."""

from io import BytesIO

import pytest
from docx import Document

from export.rich import deux_jurys, plan_de
from tpplanner.errors import UserError
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents.centre_letter import CentreLetter
from tpplanner.export.documents.letters import champs_du_candidat, champs_du_membre


@pytest.fixture(scope="module")
def agenda():
    session = deux_jurys(amenages=False)
    return Agenda(session, plan_de(session, 2))


def letter(*paragraphs):
    document, target = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def told(content):
    return [p.text for p in Document(BytesIO(content)).paragraphs]


def test_fields_and_loops_are_filled(agenda):
    model = letter(
        "{{ nom }} {{ prenom }} ({{ numero }})", "{%p for c in convocations %}", "{{ c.heure }}", "{%p endfor %}"
    )
    filled = told(CentreLetter(model).filled(champs_du_candidat(agenda, "C1")))
    assert [t.replace("\xa0", " ") for t in filled] == ["ABÉLARD Zoé (1)", "8 h 30"]


def test_a_membre_has_his_own_fields(agenda):
    model = letter("{{ nom }}", "{%p for c in convocations %}", "{{ c.jour }} {{ c.jury }}", "{%p endfor %}")
    filled = told(CentreLetter(model).filled(champs_du_membre(agenda, "M1")))
    assert filled == ["MARTIN", "lundi 14 juin 2027 Jury 1", "mardi 15 juin 2027 Jury 1"]


def test_a_name_with_signs_of_xml_is_not_lost(agenda):
    champs = champs_du_candidat(agenda, "C1") | {"nom": "A & B <c> {{ 7*7 }}"}
    assert told(CentreLetter(letter("{{ nom }}")).filled(champs)) == ["A & B <c> {{ 7*7 }}"]


def refusal(model, champs):
    with pytest.raises(UserError) as refused:
        CentreLetter(model).filled(champs)
    (issue,) = refused.value.issues
    return issue


def test_all_unknown_fields_are_told_at_once(agenda):
    issue = refusal(letter("{{ nom }} {{ prenon }} {{ telefone }}"), champs_du_candidat(agenda, "C1"))
    assert "prenon, telefone" in issue.message


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% for c in convocations %}{{ c.__class__.__init__.__globals__ }}{% endfor %}",
    ],
)
def test_a_letter_reaches_nothing_but_its_fields(agenda, text):
    assert "essaie d'exécuter" in refusal(letter(text), champs_du_candidat(agenda, "C1")).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nom", "ne vont pas ensemble"),
        ("{% for c in convocations %}", "ne vont pas ensemble"),
        ("{{ convocations.0.absent.plus }}", "« absent » n'existe pas"),
        ("{{ nom + 1 }}", "un calcul"),
        ("{% for i in range(1000000000) %}x{% endfor %}", "un calcul"),
        ("{{ 1 / 0 }}", "un calcul"),
    ],
)
def test_a_letter_written_wrongly_is_refused_with_a_sentence(agenda, text, said):
    issue = refusal(letter(text), champs_du_candidat(agenda, "C1"))
    assert issue.message.startswith("La lettre du centre ne peut pas être remplie")
    assert said in issue.message
    assert issue.hint


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 nearly"])
def test_what_is_no_word_document_is_refused(content):
    with pytest.raises(UserError) as refused:
        CentreLetter(content)
    assert ".docx" in refused.value.issues[0].hint
