"""The centre's own letter: filled for each person, or refused with a sentence."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from export.rich import deux_jurys, plan_de
from tpplanner.errors import UserError
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents import letters
from tpplanner.export.documents.letters import CentreLetter, champs_du_candidat, champs_du_membre


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


def test_what_there_are_several_of_is_told_in_french_without_a_loop(agenda):
    champs = champs_du_candidat(agenda, "C1")
    (apporter,) = told(CentreLetter(letter("{{ apporter }}")).filled(champs))
    assert apporter.startswith("cette convocation ; une pièce d'identité en cours de validité, avec photographie ; ")
    model = letter("{{ convocations }}", "{%p for c in convocations %}", "{{ c.epreuves }}", "{%p endfor %}")
    called, *epreuves = (t.replace("\xa0", " ") for t in told(CentreLetter(model).filled(champs)))
    assert called.startswith("lundi 14 juin 2027 à 8 h 30 (")
    assert " de 9 h à " in epreuves[0]
    assert not set("[]{}'") & set("".join((called, *epreuves)).replace("d'", ""))
    (sits,) = told(CentreLetter(letter("{{ convocations }}")).filled(champs_du_membre(agenda, "M1")))
    assert sits.count("Jury 1") == 2


def test_a_list_may_be_looped_over_and_joined(agenda):
    model = letter("{%p for piece in apporter %}", "– {{ piece }}", "{%p endfor %}", "{{ apporter | join(' + ') }}")
    *lines, joined = told(CentreLetter(model).filled(champs_du_candidat(agenda, "C1")))
    assert lines[0] == "– cette convocation"
    assert joined == " + ".join(line.removeprefix("– ") for line in lines)


@pytest.mark.parametrize(
    ("paragraphs", "cure"),
    [
        (["Bonjour {prenom} {nom}"], "{{ prenom }}, {{ nom }}"),
        (["{{ nom }}", "{ Prénom }"], "{{ prenom }}"),
        (["{%p for c in convocations %}", "{c.heure}", "{%p endfor %}"], "{{ c.heure }}"),
    ],
)
def test_a_field_in_one_brace_is_refused_with_its_cure(agenda, paragraphs, cure):
    issue = refusal(letter(*paragraphs), champs_du_candidat(agenda, "C1"))
    assert f"entre deux accolades. Écrivez {cure}." in issue.message


def test_a_field_in_one_brace_is_found_in_tables_and_headers_whatever_its_runs(agenda):
    document, target = Document(), BytesIO()
    document.add_paragraph("{{ nom }}")
    cell = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    for piece in ("{pre", "nom", "}"):
        cell.add_run(piece)
    document.sections[0].header.paragraphs[0].text = "{site}"
    document.save(target)
    issue = refusal(target.getvalue(), champs_du_candidat(agenda, "C1"))
    assert "{{ prenom }}" in issue.message
    assert "{{ site }}" in issue.message


def test_braces_around_anything_else_are_text(agenda):
    model = letter("{{ nom }} {voir au verso} {1}")
    assert told(CentreLetter(model).filled(champs_du_candidat(agenda, "C1"))) == ["ABÉLARD {voir au verso} {1}"]


def test_a_letter_without_fields_is_refused(agenda):
    assert "aucun champ" in refusal(letter("Bonjour"), champs_du_candidat(agenda, "C1")).message


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
    assert "une instruction" in refusal(letter(text), champs_du_candidat(agenda, "C1")).message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ nom", "ne vont pas ensemble"),
        ("{% for c in convocations %}", "ne vont pas ensemble"),
        ("{{ convocations.0.absent.plus }}", "« absent » n'existe pas"),
        ("{{ nom + 1 }}", "un calcul"),
        ("{{ nom | center(1000000000) }}", "n'est pas permis"),
        ("{{ [0] * 1000000000 }}", "une instruction qui n'est pas un champ"),
        ("{{ '%999999999d' % 1 }}", "une instruction qui n'est pas un champ"),
        ("{{ apporter.clear() }}", "une instruction qui n'est pas un champ"),
        ("{{ nom.ljust(1000000000) }}", "une instruction qui n'est pas un champ"),
        ("{% set nom = nom ~ nom %}{{ nom }}", "une instruction qui n'est pas un champ"),
        ("{% macro m(nom) %}{{ m(nom) }}{% endmacro %}{{ nom }}", "une instruction qui n'est pas un champ"),
        ("{% for a in nom %}{{ a }}{% endfor %}", "une instruction qui n'est pas un champ"),
        ("{{ nom | join(nom) }}", "une instruction qui n'est pas un champ"),
        ("{{ nom | replace('', nom) }}", "n'est pas permis"),
        ("{{ nom ~ '" + "x" * 2000 + "' }}", "une instruction qui n'est pas un champ"),
        ("{% for a in apporter %}" * 20 + "{{ a }}" + "{% endfor %}" * 20, "une instruction qui n'est pas un champ"),
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


def test_a_letter_counts_to_no_number_of_its_own(agenda):
    text = "{% for i in range(1000000000) %}x{% endfor %}"
    assert "champs inconnus : range" in refusal(letter(text), champs_du_candidat(agenda, "C1")).message


def test_a_letter_of_which_a_byte_is_damaged_is_filled_or_refused(agenda):
    whole, champs = letter("{{ nom }}"), champs_du_candidat(agenda, "C1")
    refused = 0
    for place in range(0, len(whole), 997):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        try:
            CentreLetter(bytes(damaged)).filled(champs)
        except UserError as error:
            refused += ".docx" in error.issues[0].hint
    assert refused > 10


def other_parts(content, *, without=(), more=()):
    """The same letter without some of its parts, or with others."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as whole, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in whole.namelist():
            if name not in without:
                copy.writestr(name, whole.read(name))
        for name, part in more:
            copy.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("more", [(), [("_rels/.rels", b"<Relationships/>")]])
def test_a_letter_without_its_relationships_is_refused(more):
    with pytest.raises(UserError) as refused:
        CentreLetter(other_parts(letter("{{ nom }}"), without=["_rels/.rels"], more=more))
    assert ".docx" in refused.value.issues[0].hint


def test_a_letter_that_is_huge_once_unpacked_is_refused_unread():
    huge = other_parts(letter("{{ nom }}"), more=[("word/huge.xml", b"<x>" + b"<a/>" * 2_000_000)])
    assert len(huge) < 1_000_000
    with pytest.raises(UserError) as refused:
        CentreLetter(huge)
    assert "trop grosse" in refused.value.issues[0].message


def test_a_letter_of_thousands_of_fields_is_refused_and_one_of_as_many_as_may_be_is_filled(agenda, monkeypatch):
    champs = champs_du_candidat(agenda, "C1")
    monkeypatch.setattr(letters, "MAX_MARKS", 20)
    assert "plus de 20" in refusal(letter(*["{{ nom }}"] * 21), champs).message
    assert told(CentreLetter(letter(*["{{ nom }}"] * 20)).filled(champs)) == [champs["nom"]] * 20


def test_a_letter_that_grows_without_end_is_refused(agenda, monkeypatch):
    monkeypatch.setattr(letters, "MAX_FILLED", 20_000)
    text = "{% for a in apporter %}" * 3 + "x" * 500 + "{{ a }}" + "{% endfor %}" * 3
    assert "une instruction" in refusal(letter(text), champs_du_candidat(agenda, "C1")).message


def test_a_letter_may_choose_and_count(agenda):
    text = (
        "{% for a in apporter if a != nom %}{% if loop.last %}{{ loop.index }} {{ a | upper }}{% endif %}{% endfor %}"
    )
    champs = champs_du_candidat(agenda, "C1")
    assert told(CentreLetter(letter("{{ nom | default('') }}", text)).filled(champs))[1] == (
        f"{len(champs['apporter'])} {champs['apporter'][-1].upper()}"
    )
