"""Plan B in words: the same on its sheet, on its page and on the terminal; nothing told by colour alone."""

import os
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from builders import LUNDI, session
from export.xlsx import plain, rows, texts
from journees import TROIS, journee
from tpplanner.change.contingency import Case, failures, recourse
from tpplanner.domain.answers import (
    Amendment,
    Changements,
    Contingencies,
    Failure,
    Infeasible,
    Message,
    PartOfDay,
    Planned,
    Recourse,
    Remedy,
    Reserve,
    Resource,
    Shortage,
    Verdict,
)
from tpplanner.export.excel.plan_b import write_plan_b
from tpplanner.export.html_page import plan_b_page
from tpplanner.export.lists import blocks, file_name, told
from tpplanner.texts import plan_b as texte

MATIN, SOIR = PartOfDay.MORNING, PartOfDay.AFTERNOON
ATTACK = "</td><script>alert(1)</script><img src=http://x.invalid/y>\u202e=1+1"


def found(nom: str = "MEMBRE1"):
    """A day of three CDA candidats with every verdict in it; M1's name is that."""
    s = session(nb_membres=3)
    s = replace(s, membres=(replace(s.membres[0], nom=nom), *s.membres[1:]))
    plan = journee(s, TROIS)
    special = {
        ("M1", False, MATIN): recourse(Case(s, plan, Failure(Resource("M1", ("membre",)), LUNDI, MATIN), 0.0)),
        ("M2", False, SOIR): Verdict.IMPOSSIBLE,
        ("S1", True, MATIN): Verdict.IMPOSSIBLE,
        ("S1", False, MATIN): Verdict.OPEN,
        ("R1", False, MATIN): Verdict.LEAST,
    }
    recourses = []
    for failure in failures(s, plan):
        verdict = special.get((failure.resource.id, failure.resource.room, failure.moment), Verdict.UNTOUCHED)
        recourses.append(verdict if isinstance(verdict, Recourse) else Recourse(failure, verdict))
    lost = next(i for i, a in enumerate(recourses) if a.failure.resource.id == "M2" and a.verdict is Verdict.IMPOSSIBLE)
    shortage = Shortage("membres", (), 2, 1)
    recourses[lost] = replace(recourses[lost], outcome=Infeasible((shortage,)), manques=(shortage,))
    reserves = (
        Reserve((Amendment(Remedy.MEMBRES, (LUNDI.isoformat(), "day"), 1),), (recourses[lost].failure,)),
        Reserve((Amendment(Remedy.LATER, (LUNDI.isoformat(),), 30),), (recourses[lost].failure,), untried=2),
    )
    return s, plan, Contingencies(tuple(recourses), reserves)


class Page(HTMLParser):
    """Tags with their attributes, and the text under each tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("planb") / "planning-plan-b.xlsx"
    return load_workbook(write_plan_b(path, *found(), files=True).path)


def test_the_sheet_has_a_word_wherever_a_resource_and_a_half_day_meet(book):
    s, _, contingencies = found()
    sheet = book[texte.TITRE]
    matrix = {(row[0], row[1]): row[2:4] for row in rows(sheet) if row[2] and row[1] not in (None, texte.ROLE)}
    assert matrix["MEMBRE1 Alix", "membre de jury"] == ["tient (1 à prévenir)", "sans effet"]
    assert matrix["MEMBRE2 Alix", "membre de jury"] == ["sans effet", "impossible (prouvé)"]
    assert matrix["Salle 1", "salle"] == ["impossible (prouvé)", "sans effet"]
    assert matrix["SURVEILLANT", "surveillant"] == ["indéterminé", "sans effet"]
    assert len(matrix) == len({a.failure.resource for a in contingencies.recourses})
    assert all(all(words) for words in matrix.values())
    assert len(s.salles) == sum(role == "salle" for _, role in matrix)


def test_each_verdict_looks_different_on_paper_without_colour(book):
    sheet = book[texte.TITRE]
    looks = {}
    for row in sheet.iter_rows():
        for cell in row[2:4]:
            looks[cell.value] = (cell.font.b, cell.font.i, cell.border.left.style)
    told_by_words = {"sans effet", "indéterminé", "impossible (prouvé)", "tient (1 à prévenir)"}
    assert len({looks[word] for word in told_by_words}) == len(told_by_words)


def test_who_cannot_be_replaced_and_what_to_hold_in_reserve_are_told(book):
    said = " ".join(texts(book[texte.TITRE]))
    assert "MEMBRE2 Alix (membre de jury) : lundi 14 juin 2027, après-midi." in said
    assert "Salle 1 (salle) : lundi 14 juin 2027, matin." in said
    assert "Un membre suppléant habilité" in said
    assert "1 imprévu de plus, sur 3, aurait un planning." in said
    assert "Finir 30 min plus tard" in said
    assert "le temps a manqué pour en essayer 2" in said


def test_each_case_says_whom_to_tell_or_why_not_and_names_its_file(book):
    s, _, contingencies = found()
    by_case = {(row[0], row[2]): plain(row[4]) for row in rows(book[texte.TITRE_DES_CAS])[3:] if row[0] and row[4]}
    survived = by_case["MEMBRE1 Alix\nmembre de jury", "tient"]
    assert "membre de jury : MEMBRE3 Alix" in survived
    names = [file_name(case) for case in told(s, contingencies) if case.recourse.planned]
    assert names == ["04-MEMBRE1-Alix-2027-06-14-matin.xlsx"]
    assert names[0] in survived
    assert "2 membres" in by_case["MEMBRE2 Alix\nmembre de jury", "impossible (prouvé)"]


def test_file_names_hold_no_letter_that_windows_refuses():
    s, _, contingencies = found('ÉVÊQUE/..\\"<>|?* : l’œuvre')
    names = [file_name(case) for case in told(s, contingencies)]
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.xlsx", name) for name in names)
    assert len(set(names)) == len(names)


def test_many_days_go_on_below():
    s, _, contingencies = found()
    recourses = tuple(
        replace(a, failure=replace(a.failure, jour=LUNDI.replace(day=14 + n)))
        for a in contingencies.recourses[:2]
        for n in range(6)
    )
    some = blocks(s, Contingencies(tuple(sorted(recourses, key=lambda a: a.failure.jour))))
    assert [len(block.days) for block in some] == [4, 2]
    assert [sum(len(row.cases) for row in block.rows) for block in some] == [8, 4]


def test_the_page_is_a_real_table_of_its_own():
    page = Page(plan_b_page(*found()))
    scopes = [attrs.get("scope") for tag, attrs in page.tags if tag == "th"]
    assert None not in scopes
    assert {"col", "colgroup", "row"} == set(scopes)
    assert {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe"} == set()
    assert not [a for _, attrs in page.tags for a in attrs if a in ("src", "href") or a.startswith("on")]
    assert "url(" not in " ".join(page.words)
    assert ("html", {"lang": "fr"}) in page.tags
    assert "tient (1 à prévenir)" in page.words
    assert sum(tag == "h1" for tag, _ in page.tags) == 1


def test_names_are_inert_on_the_page_and_in_the_workbook(tmp_path):
    page = plan_b_page(*found(ATTACK))
    parsed = Page(page)
    assert {tag for tag, _ in parsed.tags} & {"script", "img"} == set()
    assert "\u202e" not in page
    assert "<script>alert(1)" in " ".join(parsed.words), "told as text"
    written = load_workbook(write_plan_b(tmp_path / "p.xlsx", *found("=1+1")).path)
    assert {c.data_type for row in written[texte.TITRE].iter_rows() for c in row} <= {"s", "n"}


@pytest.mark.skipif(shutil.which("chromium") is None and not os.environ.get("CI"), reason="not installed: chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_accessibility_checker_finds_nothing(browser, tmp_path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "page.html"
    path.write_text(plan_b_page(*found()), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page.goto(path.as_uri())
    response = Axe().run(page).response
    page.close()
    assert [(v["id"], [n["html"][:90] for n in v["nodes"][:3]]) for v in response["violations"]] == []
    assert {"color-contrast", "landmark-one-main", "scrollable-region-focusable"} <= {
        r["id"] for r in response["passes"]
    }


def worst_first(*recourses: Recourse) -> Contingencies:
    return Contingencies(recourses, heavy=tuple(a for a in recourses if a.disturbed > 1))


def held(resource: str, verdict: Verdict, messages: int = 0) -> Recourse:
    """A recourse that has so many people to tell; a plan of no account where there is one."""
    plan = journee(session(nb_membres=3), TROIS)
    told_to = tuple(Message(f"X{n}", f"X{n}", "candidat", ("",)) for n in range(messages))
    outcome = Planned(plan, ()) if verdict in (Verdict.LEAST, Verdict.SURVIVES) else Infeasible(())
    return Recourse(
        Failure(Resource(resource, ("membre",)), LUNDI, MATIN), verdict, outcome, Changements(messages=told_to)
    )


def test_the_worst_failure_comes_first_and_many_people_have_a_colour_of_their_own(tmp_path):
    s = session(nb_membres=3)
    cases = worst_first(
        held("M1", Verdict.SURVIVES, 1),
        held("M2", Verdict.LEAST, 5),
        held("M3", Verdict.OPEN),
        held("R1", Verdict.IMPOSSIBLE),
        held("S1", Verdict.SURVIVES, 3),
    )
    ordered = told(s, cases)
    assert [case.recourse.failure.resource.id for case in ordered] == ["R1", "M3", "M2", "S1", "M1"]
    assert [case.charge for case in ordered] == ["", "", "beaucoup", "beaucoup", "peu"]
    path = write_plan_b(tmp_path / "b.xlsx", s, journee(s, TROIS), cases).path
    sheet = load_workbook(path)[texte.TITRE_DES_CAS]
    fills = {}
    for row in sheet.iter_rows():
        fills[row[3].value] = row[2].fill.start_color.rgb
    assert fills["1"] != fills["3"] == fills["5"]


def test_what_is_not_known_is_told_first_and_promises_nothing():
    s = session(nb_membres=3)
    first, holds, _ = texte.en_trois_lignes(s, worst_first(held("M1", Verdict.SURVIVES, 1), held("M3", Verdict.OPEN)))
    assert first == "Ce qu'on ne sait pas : 1 imprévu sur 2, rien n'est promis pour MEMBRE3 Alix."
    assert "Aucune personne" not in holds
    assert "tout n'est pas tranché" in holds
    cases = worst_first(held("M3", Verdict.OPEN))
    assert texte.irremplacables(s, cases) == (texte.PERSONNE_DE_CONNU,)


def test_three_lines_say_what_holds_the_session_up_and_whom_to_have_in_reserve():
    s, _, contingencies = found()
    decided = replace(
        contingencies, recourses=tuple(a for a in contingencies.recourses if a.verdict is not Verdict.OPEN)
    )
    holds, reserve, known = texte.en_trois_lignes(s, decided)
    assert holds == "Ce qui porte la session : MEMBRE2 Alix, Salle 1 (aucun planning sans)."
    assert reserve.startswith("Qui avoir en réserve : un membre suppléant habilité")
    assert known.startswith("Ce qu'on ne sait pas : rien")
    survived = worst_first(held("M1", Verdict.SURVIVES, 1), held("M2", Verdict.LEAST, 4))
    assert texte.en_trois_lignes(s, survived)[0] == (
        "Ce qui porte la session : aucune personne ni aucune salle n'est irremplaçable ; le pire, MEMBRE2 Alix "
        "(4 personnes à prévenir)."
    )


def test_the_rows_of_the_table_begin_with_the_worst():
    s = session(nb_membres=3)
    cases = worst_first(
        held("M1", Verdict.SURVIVES, 1), held("M2", Verdict.SURVIVES, 4), held("M3", Verdict.IMPOSSIBLE)
    )
    (block,) = blocks(s, cases)
    assert [row.nom for row in block.rows] == ["MEMBRE3 Alix", "MEMBRE2 Alix", "MEMBRE1 Alix"]


def test_convocations_taken_as_sent_or_not_is_said():
    s, plan, contingencies = found()
    assert "tenues pour envoyées" in plan_b_page(s, plan, contingencies)
    page = plan_b_page(s, plan, replace(contingencies, sent=False)).replace("&#39;", "'")
    assert "Avant l'envoi des convocations" in page
