"""Ten ways to type a formateur, in a workbook, in a list, on the page: nobody judges whom they trained, all of it asks."""

import re
from html import unescape

import pytest

from served import served
from tpplanner.cli import run
from tpplanner.commands.reading import read_planning
from tpplanner.domain.questions import open_questions
from tpplanner.errors import ExitCode
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.reader import read_session
from web.forms import filled

WAYS = (
    "S. Fontaine",
    "FONTAINE S",
    "Fontaine",
    "Mme Fontaine",
    "Sylvie",
    "FONTENE Sylvie",
    "FONTAINE-LEBRUN Sylvie",
    "Fontaine (anglais)",
    "LEROUX Antoine et Fontaine",
    "S. FONTAINE / X",
)
ASKS = "est-ce FONTAINE Sylvie ?"


FONTAINE = {"membres.f.nom": "FONTAINE", "membres.f.prenom": "Sylvie"}
"""A membre more than those who are typed."""


def typed_on_the_page(page, way):
    """The session, the formateur typed in the row of each candidat."""
    return filled(page, **FONTAINE, **{f"candidats.c{n}.formateurs": way for n in range(3)})


def pasted_as_a_list(page, way):
    """The session, the formateur in a column of the list of candidats."""
    saisie = filled(page, **FONTAINE)
    for n in range(3):
        saisie.press(f"retirer-candidats-c{n}")
    rows = "".join(f"{nom}\tAnna\t{way}\n" for nom in ("DURAND", "PETIT", "ROUX"))
    saisie.press("lire-candidats", **{"collage.candidats": f"NOM\tPrénom\tFormateurs\n{rows}"})
    return saisie


def in_excel(page, _):
    """The session without a formateur: they are typed in the workbook."""
    return filled(page, **FONTAINE)


SOURCES = {"page": typed_on_the_page, "list": pasted_as_a_list, "workbook": in_excel}


def workbook_of(page, root, source, way):
    """The workbook that comes of that form, saved."""
    status, _, back = SOURCES[source](page, way).press("enregistrer")
    assert status == 303, back.text
    (path,) = root.rglob("session.xlsx")
    if source == "workbook":
        import openpyxl

        book = openpyxl.load_workbook(path)
        sheet = book["Candidats"]
        column = next(c.column for c in sheet[3] if str(c.value).startswith("Formateurs"))
        for row in range(4, 7):
            sheet.cell(row, column).value = way
        book.save(path)
    return path


def plain(text):
    return re.sub(r"[\u00a0\u202f]", " ", unescape(text))


@pytest.mark.parametrize("source", SOURCES)
def test_a_formateur_typed_anywhere_is_asked_where_it_is_read(tmp_path, source):
    with served(tmp_path) as page:
        path = workbook_of(page, tmp_path, source, WAYS[0])
        session = read_session(path).session
        assert [q.autre for q in open_questions(session.questions)] == ["FONTAINE Sylvie"]
        (fontaine,) = (m.id for m in session.membres if m.nom == "FONTAINE")
        assert {c.formateurs_possibles for c in session.candidats} == {(fontaine,)}
        assert ASKS in plain(page.get(f"/session/{ident(path)}/saisie/verifier")[2])


@pytest.mark.proof
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("source", SOURCES)
def test_nobody_judges_whom_they_trained_and_the_question_is_seen_everywhere(tmp_path, capsys, source, way):
    with served(tmp_path) as page:
        path = workbook_of(page, tmp_path, source, way)
        first, second = (path.with_name(f"session-planning-v{n}.xlsx") for n in (1, 2))
        for words in (["solve", path, "-o", first], ["replan", first, "-o", second]):
            assert run([*map(str, words), "--time-limit", "20"]) == ExitCode.OK
            assert ASKS in capsys.readouterr().err.partition("Planning écrit et contrôlé")[2]
        for planning in (first, second):
            assert run(["check", str(planning)]) == ExitCode.OK
            assert ASKS in capsys.readouterr().err
            reading = read_planning(planning)
            (fontaine,) = (m.id for m in reading.session.membres if m.nom == "FONTAINE")
            sitting = [(c, m) for c in reading.edite[0].compositions for m in c.membres]
            assert fontaine not in {m for _, m in sitting}
            assert ASKS in plain(page.get(f"/planning/{ident(planning)}")[2])
            for c, membre in sitting:
                where = f"/planning/{ident(planning)}/retouche?jury={c.jury}&jour={c.jour}&membre={membre}"
                choices = plain(page.get(where)[2])
                assert f'value="{fontaine}"' not in choices
                assert "respecte toutes les règles" not in choices
