"""What a search closes, another configuration of CP-SAT closes alike."""

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from closed_again import CLOSED, UNSETTLED, Closing, closed_again, closings_of
from proofs import mostly_proofs
from wide_draws import drawn_wide

DRAWS = range(8000, 8020)


@pytest.mark.parametrize("seed", mostly_proofs(DRAWS, 8001, 8002))
def test_another_configuration_closes_alike_what_was_closed(seed: int) -> None:
    closings = closings_of(drawn_wide(seed), 5, seed)
    told = [closed_again(closing) for closing in closings.of.values()]
    assert [sentence for sentence in told if sentence and not sentence.startswith(UNSETTLED)] == []


def least_of(value: int) -> Closing:
    """The closing of a variable that is at least so much."""
    model = cp_model.CpModel()
    model.minimize(model.new_int_var(value, 100, ""))
    return Closing("here", model, cp_model.OPTIMAL, value)


def test_another_least_another_answer_and_none_are_told() -> None:
    closing = least_of(5)
    assert closed_again(closing) == ""
    assert closed_again(replace(closing, least=6)) == "here: OPTIMAL 6, then OPTIMAL 5"
    assert closed_again(replace(closing, status=cp_model.INFEASIBLE, least=0)) == "here: INFEASIBLE 0, then OPTIMAL 5"
    assert closed_again(closing, effort=0).startswith(UNSETTLED)


def test_closings_of_several_stages_are_kept_one_of_each() -> None:
    closings = closings_of(drawn_wide(8001), 5, 1)
    assert len(closings.of) > 3
    assert all(closing.status in CLOSED for closing in closings.of.values())
    assert sum(closings.seen.values()) > len(closings.of)
