"""When a plan refutes a claim: the comparison of levels that the laws and the attack use."""

from dataclasses import replace

from builders import absent, plan_cda_trois, session
from claims import Claims, beaten, on_grid, refuted
from edits import changed, reglees
from small_sessions import pinned
from tpplanner.audit import check
from tpplanner.domain.answers import NiveauAtteint


def levels(*told: tuple[int, int | None]) -> list[NiveauAtteint]:
    """Levels, each with what the plan found costs and what is claimed that any costs at least."""
    return [NiveauAtteint(str(n), cost, bound) for n, (cost, bound) in enumerate(told, 1)]


def name(niveaux: list[NiveauAtteint], *costs: int) -> str:
    level = beaten(niveaux, costs)
    return level.nom if level else ""


def test_a_plan_that_costs_less_at_a_proven_level_refutes_it() -> None:
    assert name(levels((3, 3), (5, 5)), 2, 9) == "1"


def test_a_level_is_refuted_by_a_plan_that_costs_as_much_at_those_before_it() -> None:
    assert name(levels((3, 3), (5, 5)), 3, 4) == "2"


def test_nothing_is_claimed_of_plans_that_cost_more_at_a_level_before() -> None:
    assert name(levels((3, 3), (5, 5)), 4, 0) == ""


def test_a_plan_as_good_as_the_one_found_refutes_nothing() -> None:
    assert name(levels((3, 3), (5, 5)), 3, 5) == ""


def test_a_bound_below_what_the_plan_found_costs_is_a_claim_too() -> None:
    assert name(levels((3, 3), (5, 4)), 3, 3) == "2"
    assert name(levels((3, 3), (5, 4)), 3, 4) == ""


def test_nothing_is_claimed_after_a_level_that_is_not_proven() -> None:
    assert name(levels((3, 2), (5, 5)), 2, 0) == ""
    assert name(levels((3, None), (5, 5)), 3, 0) == ""


def test_a_plan_on_the_grid_has_its_first_passages_on_it() -> None:
    s = session()
    assert on_grid(s, plan_cda_trois())
    assert not on_grid(reglees(s, pas=15), plan_cda_trois())  # C1 passes at 9:40


def test_what_is_held_may_begin_beside_the_grid() -> None:
    plan = plan_cda_trois()
    s = reglees(session(), pas=15)
    for passage in plan.passages:
        s = pinned(s, passage.candidat, passage.epreuve, passage.debut)
    assert on_grid(s, plan)


def test_any_plan_refutes_that_there_is_none() -> None:
    assert refuted(Claims(session(), impossible=True), plan_cda_trois())


def test_what_is_no_plan_of_the_session_refutes_nothing() -> None:
    gone = changed(session(), "M2", indisponibilites=(absent("8:00", "19:00"),))
    assert refuted(Claims(gone, impossible=True), plan_cda_trois()) == ""


def test_a_plan_refutes_a_bound_above_what_it_costs() -> None:
    s, plan = session(), plan_cda_trois()
    told = check(s, plan).niveaux
    as_it_costs = tuple(replace(n, borne=n.valeur) for n in told)
    assert refuted(Claims(s, impossible=False, niveaux=as_it_costs), plan) == ""
    above = (replace(as_it_costs[0], valeur=3, borne=3), *as_it_costs[1:])
    assert "level 1: at least 3" in refuted(Claims(s, impossible=False, niveaux=above), plan)
