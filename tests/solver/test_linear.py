"""The linear relaxation of a model says what its constraints say, fractions allowed."""

import pytest
from ortools.sat.python import cp_model

from tpplanner.solver.bounds.linear import linear_relaxation


def test_a_sum_is_kept_and_integrality_is_not() -> None:
    model = cp_model.CpModel()
    x = model.new_int_var(0, 9, "x")
    model.add(2 * x >= 5)
    model.minimize(3 * x)
    assert linear_relaxation(model) == [2.5]


def test_both_ends_of_a_sum_are_kept() -> None:
    model = cp_model.CpModel()
    x, y = (model.new_int_var(0, 9, "") for _ in range(2))
    model.add_linear_constraint(x + y, 3, 5)
    model.maximize(x + y)
    values = linear_relaxation(model)
    assert values is not None
    assert sum(values) == 5
    model.minimize(x + y)
    values = linear_relaxation(model)
    assert values is not None
    assert sum(values) == 3


def test_exactly_one_literal_holds_a_negated_one_counting_as_what_it_lacks() -> None:
    model = cp_model.CpModel()
    a, b = (model.new_bool_var("") for _ in range(2))
    model.add_exactly_one(a, ~b)
    model.add(4 * a == 1)
    model.minimize(a + b)
    assert linear_relaxation(model) == [0.25, 0.25]


@pytest.mark.parametrize("posted", ["implication", "clause", "several consequences"])
def test_a_clause_holds_under_its_conditions(posted: str) -> None:
    model = cp_model.CpModel()
    a, b, c = (model.new_bool_var("") for _ in range(3))
    if posted == "implication":
        model.add_implication(a, b)
    elif posted == "clause":
        model.add_bool_or(b).only_enforce_if(a)
    else:
        model.add_bool_and(b, ~c).only_enforce_if(a)
    model.add(4 * a == 3)
    model.minimize(b - c)
    assert linear_relaxation(model) == [0.75, 0.75, 0.25 if posted == "several consequences" else 1]


def test_a_literal_beside_its_own_negation_asks_for_nothing() -> None:
    model = cp_model.CpModel()
    a = model.new_bool_var("")
    model.add_bool_or(a, ~a)
    model.minimize(a)
    assert linear_relaxation(model) == [0]


def test_what_no_values_satisfy_has_no_relaxation() -> None:
    model = cp_model.CpModel()
    x = model.new_int_var(0, 2, "")
    model.add(x >= 3)
    assert linear_relaxation(model) is None


def test_any_other_constraint_is_refused() -> None:
    model = cp_model.CpModel()
    x, y = (model.new_int_var(0, 2, "") for _ in range(2))
    model.add_all_different(x, y)
    with pytest.raises(ValueError, match="all_diff"):
        linear_relaxation(model)
    model = cp_model.CpModel()
    a, x = model.new_bool_var(""), model.new_int_var(0, 2, "")
    model.add(x >= 1).only_enforce_if(a)
    with pytest.raises(ValueError, match="linear"):
        linear_relaxation(model)
