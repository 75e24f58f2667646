"""Whom one jury hears on which day, enumerated: all the splits, and the least wait of each."""

from dataclasses import replace
from itertools import product

import pytest
from ortools.sat.python import cp_model

from builders import ecrit, jours, oral, referentiel
from edits import reglees
from proofs import mostly_proofs
from small_sessions import on_ccps, small
from tpplanner.audit import check, measured
from tpplanner.domain.referentiel import Referentiel, Table
from tpplanner.domain.reglages import Niveau
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.problem import as_called
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, Manner, run
from tpplanner.solver.search import incumbent
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.splits import few_splits, least_in_each

BUDGET = Budget(seconds=20.0, workers=1, reproducible=True)


def papers_then_orals(first: int, second: int) -> Referentiel:
    """Each CCP is a paper of its own, then an oral."""
    ccps = (
        Table(f"CCP{n}", f"CCP {n}", (ecrit(f"CCP{n}.QP", 60), oral(f"CCP{n}.PP", long, apres=(f"CCP{n}.QP",))))
        for n, long in enumerate((first, second), 1)
    )
    return referentiel(oral("PP", 60), ccps=tuple(ccps))


def one_jury_a_day(*choices: tuple[str, ...], minutes: tuple[int, int] = (30, 50)) -> Session:
    base = small(papers_then_orals(*minutes), candidats=len(choices), nb_membres=2, nb_salles=3, jours=jours(2))
    return reglees(on_ccps(base, *choices), pas=5, deliberation=10, battement=5)


def model_of(session: Session, juries: int = 1) -> WholeModel:
    problem = compile_session(session)
    days = len(problem.days)
    return WholeModel(as_called(problem, [2 * juries] * days, [juries] * days))


def wait_of(whole: WholeModel) -> Niveau:
    return next(n for n in whole.problem.reglages.niveaux if any(t.regle == "attente" for t in n.termes))


def hearings_that_can_be(whole: WholeModel) -> set[frozenset[int]]:
    """Each chain on each day, tried one after the other: the hearings (by index of literal) of those with a plan."""
    found = set()
    for slots in product(whole.problem.slots, repeat=len(whole.problem.units)):
        hearings = [whole.x.hears(unit, slot) for unit, slot in zip(whole.problem.units, slots, strict=True)]
        model = whole.model.clone()
        model.add_bool_and(hearings)
        _, status = run(model, Clock(BUDGET), workers=1)
        if status in FOUND:
            found.add(frozenset(hears.index for hears in hearings))
    return found


SESSIONS = {
    "two candidats": one_jury_a_day(("CCP1",), ("CCP2",)),
    "three alike": one_jury_a_day(("CCP1",), ("CCP1",), ("CCP1",)),
    "one on both": one_jury_a_day(("CCP1", "CCP2"), ("CCP1",)),
    "the longer oral first": one_jury_a_day(("CCP2",), ("CCP2", "CCP1"), minutes=(60, 20)),
}


@pytest.mark.parametrize("name", mostly_proofs(SESSIONS, "two candidats"))
def test_the_splits_are_all_the_hearings_that_can_be(name: str) -> None:
    whole = model_of(SESSIONS[name])
    splits = few_splits(whole, Clock(BUDGET))
    hearings = {whole.x.hears(unit, slot).index for unit in whole.problem.units for slot in whole.problem.slots}
    told = {frozenset(lit.index for lit in split.holds if lit.index in hearings) for split in splits}
    assert told == hearings_that_can_be(whole)


@pytest.mark.parametrize("name", mostly_proofs(SESSIONS, "two candidats"))
def test_the_least_wait_of_all_the_splits_is_that_of_the_whole_model(name: str) -> None:
    session = SESSIONS[name]
    values = []
    for by_split in (True, False):
        whole = model_of(session)
        best = Incumbent(Clock(BUDGET), None)
        best.any_plan(whole)
        best.suggest_to(whole)
        niveau = wait_of(whole)
        split = best.minimise_by_split(whole, niveau, None) if by_split else None
        minimum = split or best.minimise(whole, niveau, manner=Manner.LEARNING)
        assert (split is not None) == by_split
        assert minimum.bound == minimum.value == best.value(niveau.nom)
        assert best.plan is not None
        assert not check(session, best.plan).violations
        assert measured(session, best.plan)[niveau.nom] == minimum.value
        values.append(minimum.value)
    assert values[0] == values[1]


@pytest.mark.proof
def test_the_split_of_the_plan_known_comes_first() -> None:
    whole = model_of(SESSIONS["two candidats"])
    for known in few_splits(whole, Clock(BUDGET)):
        model, best = whole.model.clone(), Incumbent(Clock(BUDGET), None)
        model.add_bool_and(known.holds)
        best.settle(whole, model)
        best.suggest_to(whole)
        first, *_ = few_splits(whole, Clock(BUDGET))
        assert [lit.index for lit in first.holds] == [lit.index for lit in known.holds]


@pytest.mark.proof
def test_more_splits_than_a_few_are_not_told() -> None:
    assert few_splits(model_of(one_jury_a_day(*[("CCP1",)] * 4)), Clock(BUDGET)) == []


def test_nor_where_two_juries_of_a_day_may_hear() -> None:
    session = replace(SESSIONS["two candidats"], jours=jours(1))
    session = replace(session, membres=small(nb_membres=4).membres)
    assert few_splits(model_of(session, juries=2), Clock(BUDGET)) == []


def test_nor_when_the_time_is_over() -> None:
    whole = model_of(SESSIONS["two candidats"])
    assert few_splits(whole, Clock(Budget(0.0))) == []


def test_a_split_that_is_not_searched_to_its_end_leaves_no_bound_but_the_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = model_of(SESSIONS["two candidats"])
    best = Incumbent(Clock(BUDGET), None)
    best.any_plan(whole)
    best.suggest_to(whole)
    niveau, splits = wait_of(whole), few_splits(whole, Clock(BUDGET))
    monkeypatch.setattr(incumbent, "few_splits", lambda *_: splits)
    best.clock = Clock(Budget(0.0))
    minimum = best.minimise_by_split(whole, niveau, 0)
    assert minimum is not None
    assert minimum.value == best.value(niveau.nom) > minimum.bound == 0
    answers = least_in_each(whole, whole.levels[niveau.nom], splits, 10_000, best.clock)
    assert {status for _, status in answers} == {cp_model.UNKNOWN}
