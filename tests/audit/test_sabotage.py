"""Each hard rule broken by itself: the check names that rule and no other, in whole sentences."""

import pytest

from sabotage import Sabotage, rows
from some import some
from tpplanner.audit import check
from tpplanner.rules import BY_NAME, HARD
from tpplanner.texts.fautes import phrase

ROWS = rows()


def _id(row: Sabotage) -> str:
    return f"{row.regle} {row.cas}".strip()


@pytest.mark.parametrize("row", ROWS, ids=_id)
def test_the_check_names_exactly_the_rule_that_was_broken_and_tells_it_in_whole_sentences(row):
    assert check(row.session, row.plan).violations == (), "the plan is valid before"
    violations = some(check(row.session, row.damaged).violations)
    assert {v.regle for v in violations} == {row.regle, *row.others}
    assert row.cas in {v.cas for v in violations if v.regle == row.regle}
    for violation in violations:
        card, sentence = BY_NAME[violation.regle], phrase(row.session, violation)
        assert violation.cas in card.manquements
        assert len(violation.sujet) == len(card.subject)
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_every_hard_rule_is_in_the_table_alone():
    assert {row.regle for row in ROWS if not row.others} == {card.name for card in HARD}


def test_every_sentence_of_every_card_is_told_by_the_table():
    told = {(row.regle, row.cas) for row in ROWS}
    assert told == {(card.name, cas) for card in HARD for cas in card.manquements}
