"""Levels whose weights a centre has changed: as possible as before, and as many times more costly."""

from dataclasses import replace

import pytest
from benchmarks.sessions import FAMILY

from tpplanner.domain.answers import Planned
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.master import Master
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.run import Clock
from tpplanner.solver.search.best import best_plan
from tpplanner.solver.search.settlement import Settled, Settlement

SMALL = [case.name for case in FAMILY.values() if case.size in ("R", "S") and case.feasible]


def budget(seconds: float) -> Budget:
    return Budget(seconds, workers=1, reproducible=True)


def weighed(name: str, weight: int) -> Session:
    """A session of the family that counts each minute so many times."""
    session = FAMILY[name].session()
    niveaux = tuple(Niveau(n.nom, tuple(_times(t, weight) for t in n.termes)) for n in session.reglages.niveaux)
    return replace(session, reglages=replace(session.reglages, niveaux=niveaux))


def _times(terme: Terme, weight: int) -> Terme:
    return Terme(terme.regle, terme.poids * (weight if terme.regle in ("presence_jury", "attente") else 1))


SAMPLE = ("R04-deux-ccp-et-final-cda", "R14-un-poste-catl", "a-S-tight-1", "b-S-ccp-1", "c-S-loose-1", "given-S-sc")


@pytest.mark.parametrize(
    "name", [*SAMPLE, *(pytest.param(name, marks=pytest.mark.proof) for name in SMALL if name not in SAMPLE)]
)
def test_the_master_of_a_session_that_has_a_plan_has_an_assignment_whatever_minutes_weigh(name: str) -> None:
    problem = from_the_plainest(weighed(name, 300))[-1]
    clock = Clock(budget(20))
    answer = Master(problem, Patterns(problem, clock, costs=False), clock).of_few_juries()
    assert not answer.impossible


@pytest.mark.proof
def test_a_session_on_ccps_whose_minutes_weigh_five_times_more_has_the_same_best_plan() -> None:
    outcome, report = plan(weighed("R04-deux-ccp-et-final-cda", 5), budget(30))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert {n.nom: n.valeur for n in report.niveaux if n.nom in ("1", "2", "3")} == {"1": 2, "2": 1, "3": 5 * 465}


@pytest.mark.parametrize("name", ["R01-tiers-temps-dwwm", "R04-deux-ccp-et-final-cda"])
def test_a_session_that_counts_nothing_has_a_plan(name: str) -> None:
    session = FAMILY[name].session()
    nothing = replace(session, reglages=replace(session.reglages, niveaux=()))
    outcome, report = plan(nothing, budget(10))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert report.niveaux == ()


def test_what_cannot_hold_together_with_a_limit_is_no_proof_that_there_is_no_plan() -> None:
    problem = from_the_plainest(FAMILY["a-S-loose-1"].session())[0]
    clock = Clock(budget(20))
    counting = Counting(problem, Patterns(problem, clock), clock)
    counting.limits.append((problem.reglages.niveaux[0], 0))
    assert list(counting.close()) == []


@pytest.mark.proof
def test_who_has_a_plan_is_never_told_that_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    settle = Settlement.settle

    def refused(self: Settlement) -> Settled:
        settle(self)
        return Settled.IMPOSSIBLE

    monkeypatch.setattr(Settlement, "settle", refused)
    assert isinstance(best_plan(FAMILY["R04-deux-ccp-et-final-cda"].session(), budget(30)), Planned)
