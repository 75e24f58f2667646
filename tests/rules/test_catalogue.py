"""Every card has its other pieces: a solver half, an audit half, a test file, its line on the page of rules."""

import re
from pathlib import Path

import pytest
from regenerate import CHAMPS, PAGES, ROOT, in_general

from sabotage import rows
from some import some
from tpplanner.audit import REGLES, check
from tpplanner.audit.measures import MESURES
from tpplanner.domain.reglages import NIVEAUX, PERTURBATION, RESERVE
from tpplanner.rules import BY_NAME, CARDS, HARD, SOFT, SolverHalf, Theme
from tpplanner.solver.model.constraints import CONSTRAINTS, STRUCTURES
from tpplanner.solver.model.objective import COSTS
from tpplanner.texts.classeur import THEMES
from tpplanner.texts.fautes import phrase

HERE = Path(__file__).parent
SOLVER_HALVES = {SolverHalf.CONSTRAINT: CONSTRAINTS, SolverHalf.STRUCTURE: STRUCTURES, SolverHalf.COST: COSTS}


def _name(card):
    return card.name


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_the_solver_half_that_it_says(card):
    for half, names in some(SOLVER_HALVES.items()):
        assert (card.name in names) is (half is card.solver), (
            f"{card.name} is missing as a {half.value}, or there as one"
        )


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_an_audit_half(card):
    assert card.name in (REGLES if card.hard else MESURES), f"{card.name} has no audit half"


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_a_test_file_that_names_it(card):
    test = HERE / f"test_{card.name}.py"
    assert test.exists(), f"{card.name} has no {test.name}"
    assert f'REGLE = "{card.name}"' in test.read_text(encoding="utf-8")


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_its_line_on_the_page_of_rules(card):
    page = (ROOT / "docs/regles.md").read_text(encoding="utf-8")
    assert f"`{card.name}`" in page, f"{card.name} is not in docs/regles.md"
    assert card.enonce in page
    assert all(in_general(sentence) in page for sentence in card.manquements.values())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_what_the_code_says(path):
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == PAGES[path](), f"{path} is out of date: make docs"


def test_no_half_is_without_a_card():
    named = {*CONSTRAINTS, *STRUCTURES, *COSTS, *REGLES, *MESURES}
    assert named == set(BY_NAME)


def test_cards_are_named_once_and_read_in_the_order_of_their_audit():
    assert len(BY_NAME) == len(CARDS)
    assert [card.name for card in HARD] == list(REGLES)
    assert {card.name for card in SOFT} == set(MESURES)


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_says_in_french_what_it_asks_and_where_it_comes_from(card):
    assert re.match(r"[A-ZÉÀ]", card.enonce)
    assert card.enonce.endswith(".")
    assert card.sources
    assert card.hard == bool(card.manquements)
    assert all(re.search(r"[.)]$", sentence) for sentence in card.manquements.values())


@pytest.mark.parametrize("card", HARD, ids=_name)
def test_every_word_of_a_breach_has_a_name_on_the_page(card):
    for sentence in some(card.manquements.values()):
        assert set(re.findall(r"\{(\w+)\}", sentence)) <= set(CHAMPS)


def test_every_theme_of_hard_rules_has_a_title():
    assert set(THEMES) == set(Theme) - {Theme.PREFERENCE, Theme.ANNEE}


def test_every_soft_rule_is_in_a_level_by_default():
    assert {terme.regle for niveau in (*NIVEAUX, RESERVE, *PERTURBATION) for terme in niveau.termes} == {
        card.name for card in SOFT
    }


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.regle} {row.cas}")
def test_a_breach_has_its_sentence_and_the_data_that_it_takes(row):
    for violation in some(check(row.session, row.damaged).violations):
        card = BY_NAME[violation.regle]
        assert violation.cas in card.manquements, f"{card.name} has no sentence for {violation.cas!r}"
        assert len(violation.sujet) == len(card.subject)
        assert phrase(row.session, violation)
