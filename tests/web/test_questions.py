"""What a page asks stands unfolded, with its buttons; the answer is noted in the files, and is never asked again."""

import re
from dataclasses import replace
from html import unescape

import pytest

from builders import LUNDI, session
from change.test_retouches import DEUX_JURYS
from edits import changed
from journees import journee
from served import served
from tpplanner.commands.reading import read_planning
from tpplanner.domain.questions import open_questions
from tpplanner.domain.session import Personne, Role
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from web.forms import filled
from web.moving import choices
from web_stories import with_planning

FOLDED = re.compile(r"<details.*?</details>", re.S)

ASKED = "« C. Rousseau » : est-ce ROUSSEAU Catherine ?"
KEY = {"sujet": "personne", "ecrit": "C. Rousseau", "autre": "ROUSSEAU Catherine"}


def plain(text):
    """What a page shows, its spaces all of one kind, without what is folded away."""
    return re.sub(r"[\u00a0\u202f]", " ", unescape(FOLDED.sub("", text)))


def trained():
    """Two juries of two, ROUSSEAU Catherine to spare; « C. Rousseau » trained C1."""
    s = session(nb_membres=5, nb_salles=3)
    s = changed(s, "M5", nom="ROUSSEAU", prenom="Catherine")
    s = replace(s, personnes=(*s.personnes, Personne("F9", "C.", (Role.FORMATEUR,), "Rousseau")))
    return changed(s, "C1", formateurs=("F9",))


@pytest.fixture
def planned(tmp_path):
    """A page, the workbook of a session and its planning."""
    s = trained()
    folder = with_planning(tmp_path, s, journee(s, DEUX_JURYS))
    with served(tmp_path) as page:
        yield page, folder / "session.xlsx", folder / "session-planning-v1.xlsx"


FILLED = '<a class="bouton principal"'


def sitting(path):
    """Where another membre is chosen in the place of M1."""
    jury = next(c.jury for c in read_planning(path).edite[0].compositions if "M1" in c.membres)
    return choices(path, jury, "M1")


def test_a_planning_asks_below_its_verdict_and_no_choice_is_said_to_keep_every_rule(planned):
    page, _, path = planned
    shown = plain(page.get(f"/planning/{ident(path)}")[2])
    assert shown.index("À vérifier : 1 question sans réponse.") < shown.index(ASKED) < shown.index('class="cadran"')
    assert "Conforme." not in shown
    assert FILLED not in shown, "to distribute comes after the answer"
    choices = plain(page.get(sitting(path))[2])
    assert 'value="M5"' not in choices
    assert ASKED in choices
    assert "respecte toutes les règles" not in choices
    assert ASKED in plain(page.get(f"/planning/{ident(path)}/retouche?jury=J1&jour={LUNDI}")[2])


@pytest.mark.parametrize(("reponse", "offered"), [pytest.param("oui", False, marks=pytest.mark.proof), ("non", True)])
def test_an_answer_is_noted_in_the_planning_and_in_the_workbook(planned, reponse, offered):
    page, workbook, path = planned
    status, headers, _ = page.post(f"/planning/{ident(path)}/question", KEY | {"reponse": reponse})
    assert (status, headers["location"]) == (303, f"/planning/{ident(path)}")
    for file in (path, workbook):
        assert open_questions(read_session(file).session.questions) == ()
    shown = plain(page.get(f"/planning/{ident(path)}")[2])
    assert ASKED not in shown
    assert f'{FILLED} href="/planning/{ident(path)}/documents"' in shown
    assert ASKED not in plain(page.get(f"/session/{ident(workbook)}/saisie/verifier")[2])
    choices = plain(page.get(sitting(path))[2])
    assert ('value="M5"' in choices) is offered
    assert "respecte toutes les règles" in choices


def test_who_does_not_know_leaves_the_question_open(planned):
    page, workbook, path = planned
    before = path.read_bytes(), workbook.read_bytes()
    assert page.post(f"/planning/{ident(path)}/question", KEY | {"reponse": ""})[0] == 303
    assert (path.read_bytes(), workbook.read_bytes()) == before


def test_a_session_asks_unfolded_and_its_answer_is_in_its_workbook(tmp_path):
    folder = tmp_path / "session"
    folder.mkdir()
    write_session(folder / "session.xlsx", trained())
    with served(tmp_path) as page:
        where = f"/session/{ident(folder / 'session.xlsx')}"
        shown = plain(page.get(f"{where}/saisie/verifier")[2])
        assert shown.index("1 question sans réponse") < shown.index(ASKED)
        assert page.post(f"{where}/question", KEY | {"reponse": "oui"})[0] == 303
        assert ASKED not in plain(page.get(f"{where}/saisie/verifier")[2])
        assert read_session(folder / "session.xlsx").session.candidat("C1").formateurs == ("M5",)
        assert "n'est plus posée" in plain(page.post(f"{where}/question", KEY | {"reponse": "non"})[2])


def test_a_workbook_of_excel_s_own_is_left_and_the_row_to_type_is_told(tmp_path):
    import openpyxl

    folder = tmp_path / "session"
    folder.mkdir()
    path = folder / "session.xlsx"
    write_session(path, trained())
    book = openpyxl.load_workbook(path)
    book["Candidats"]["A30"].comment = openpyxl.comments.Comment("à rappeler", "nous")
    book["Candidats"]["A30"] = None
    del book["Questions"]
    book.save(path)
    before = path.read_bytes()
    with served(tmp_path) as page:
        told = plain(page.post(f"/session/{ident(path)}/question", KEY | {"reponse": "oui"})[2])
        assert "personne | C. Rousseau | ROUSSEAU Catherine | oui" in told
        assert path.read_bytes() == before


def test_the_form_asks_unfolded_while_one_types(tmp_path):
    with served(tmp_path) as page:
        saisie = filled(page, **{"membres.m1.nom": "DURAND", "membres.m1.prenom": "Paul"})
        text = plain(saisie.step("verifier").text)
        assert "sont-ils de la même famille ?" in text
        assert text.index("1 question sans réponse") < text.index("sont-ils de la même famille ?")
