"""A question that is open is told after every verdict of the command line, and answered from there."""

from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO

import pytest

from tpplanner.cli import run
from tpplanner.domain.questions import open_questions
from tpplanner.errors import ExitCode
from tpplanner.referentiels import find
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from workbook.samples import row, spoiled

EXAMPLE = example_session(find("CDA"))
CDA = replace(EXAMPLE, candidats=EXAMPLE.candidats[:2], jours=EXAMPLE.jours[:2])
"""The first two candidats of the example, in two days."""

SURE = ("--reproductible", "--time-limit", "15")
"""A plan is found on a busy machine too."""

ASKED = "« S. Fontaine » : est-ce FONTAINE Sylvie ?"
ANSWER = "S. Fontaine = FONTAINE Sylvie : {}"
TRAINED = {("candidats", "formateurs", n): "S. Fontaine" for n in range(len(CDA.candidats))}


def judges(planning) -> set[str]:
    """The membres who hear somebody."""
    return {m for c in read_session(planning).edite[0].compositions for m in c.membres}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return spoiled(tmp_path_factory.mktemp("asked") / "session.xlsx", CDA, TRAINED)


@pytest.fixture(scope="module")
def solved(workbook):
    """A planning of candidats trained by « S. Fontaine », who may be FONTAINE Sylvie, M2; what was said of it."""
    path = workbook.with_name("p.xlsx")
    with redirect_stderr(StringIO()) as said:
        assert run(["solve", str(workbook), "-o", str(path), *SURE]) == ExitCode.OK
    return path, said.getvalue()


@pytest.fixture(scope="module")
def planning(solved):
    return solved[0]


def test_solve_holds_them_for_linked_and_says_so_after_its_verdict(solved):
    planning, said = solved
    told = said.partition("Planning écrit et contrôlé")[2]
    assert "1 question sans réponse" in told
    assert ASKED in told
    assert "Candidats!M4" in told
    assert "M2" not in judges(planning)


def test_check_and_replan_say_so_again(planning, tmp_path, capsys):
    assert run(["check", str(planning)]) == ExitCode.OK
    told = capsys.readouterr()
    assert "Aucun manquement" in told.out
    assert ASKED in told.err
    again = tmp_path / "n.xlsx"
    assert run(["replan", str(planning), "--absent", "DELMAS Anne", "-o", str(again), *SURE]) == 0
    assert ASKED in capsys.readouterr().err.partition("Planning écrit et contrôlé")[2]
    assert "M2" not in judges(again)


@pytest.mark.parametrize("reponse", ["oui", pytest.param("non", marks=pytest.mark.proof)])
def test_an_answer_is_kept_in_the_planning_its_row_is_told_and_it_is_never_asked_again(
    planning, tmp_path, capsys, reponse
):
    again = tmp_path / "n.xlsx"
    words = ["replan", str(planning), "-o", str(again), *SURE, "--reponse", ANSWER.format(reponse)]
    assert run(words) == ExitCode.OK
    told = capsys.readouterr().err
    assert f"personne | S. Fontaine | FONTAINE Sylvie | {reponse}" in told
    assert "sans réponse" not in told
    assert open_questions(read_session(again).session.questions) == ()
    assert run(["check", str(again)]) == ExitCode.OK
    assert ASKED not in capsys.readouterr().err
    assert run(["check", str(planning)]) == ExitCode.OK
    assert ASKED in capsys.readouterr().err, "the planning that was read is never changed"


def test_an_answer_to_nothing_that_is_asked_is_refused(planning, capsys):
    words = ["replan", str(planning), "--time-limit", "5", "--reponse"]
    assert run([*words, "S. Fontaine = PERSONNE Jean : oui"]) == ExitCode.REFUSED
    assert "ne répond à aucune question" in capsys.readouterr().err
    assert run([*words, "S. Fontaine est FONTAINE Sylvie"]) == ExitCode.USAGE
    assert "une réponse s'écrit" in capsys.readouterr().err


def test_an_impossible_that_hangs_on_a_question_says_so_first(tmp_path, capsys):
    cells = {("candidats", "formateurs", n): "Fontaine et Garnier" for n in range(len(CDA.candidats))}
    cells |= {("candidats", "formateurs", 0): "Adjani et Péron et Vasseur et Fontaine"}
    path = spoiled(tmp_path / "session.xlsx", CDA, cells)
    assert run(["solve", str(path), *SURE]) == ExitCode.INFEASIBLE
    told = capsys.readouterr().err
    first, questions, why = (told.rindex(x) for x in ("Aucun planning n'existe", "Répondez d'abord", "ADJANI Samir ?"))
    assert first < questions < why
    assert len(told[why:].splitlines()) > 1, "why stands below"


def test_an_impossible_that_hangs_on_no_question_does_not_say_so(tmp_path, capsys):
    cells = row("candidats", 0, formateurs="Fontaine")
    cells |= row("liens", 1, candidat="MOREAU Léa", membre="FONTAINE Sylvie")
    cells |= {("membres", "indisponible", n): "Jour 1 ; Jour 2" for n in range(len(CDA.membres))}
    path = spoiled(tmp_path / "session.xlsx", CDA, cells)
    assert run(["solve", str(path), *SURE]) == ExitCode.INFEASIBLE
    assert "Répondez d'abord" not in capsys.readouterr().err


def test_a_formateur_of_a_list_that_is_added_is_asked_too(tmp_path, capsys):
    alone = replace(CDA, candidats=CDA.candidats[:1], jours=CDA.jours[:1])
    first = spoiled(tmp_path / "session.xlsx", alone, {("candidats", "formateurs", 0): "LEROUX Antoine"})
    before, after = tmp_path / "p.xlsx", tmp_path / "n.xlsx"
    assert run(["solve", str(first), "-o", str(before), *SURE]) == ExitCode.OK
    more = tmp_path / "plus.csv"
    more.write_text("Nom;Prénom;Formateurs\nNEUVE;Ida;S. Fontaine\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["replan", str(before), "--ajouter", str(more), "-o", str(after), *SURE]) == ExitCode.OK
    assert ASKED in capsys.readouterr().err.partition("Planning écrit et contrôlé")[2]
    session = read_session(after).session
    ida = next(c for c in session.candidats if c.nom == "NEUVE")
    assert ida.formateurs_possibles == ("M2",)
    plan = read_session(after).edite[0]
    juries = {part.jury for p in plan.passages if p.candidat == ida.id for part in p.suivies}
    assert "M2" not in {m for c in plan.compositions if c.jury in juries for m in c.membres}
    assert run(["check", str(after)]) == ExitCode.OK
    assert ASKED in capsys.readouterr().err


def test_the_report_in_the_planning_and_the_page_say_so_beside_the_verdict(planning, tmp_path):
    from tpplanner.workbook.grid import Notes, open_book
    from tpplanner.workbook.guard import read_checked

    grid = open_book(read_checked(planning), Notes()).grids["Conformité"]
    told = [str(cell.value).replace("\u00a0", " ") for row in grid.rows[:12] for cell in row.cells.values()]
    assert any(text.startswith("1 question sans réponse : ") and ASKED in text for text in told)
    words = ["export", str(planning), "-o", str(tmp_path / "d"), "--pour", "responsable", "--format", "html"]
    assert run(words) == ExitCode.OK
    (page,) = (tmp_path / "d").rglob("*.html")
    text = page.read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " ")
    assert 0 < text.index("Aucun manquement") < text.index(ASKED)
