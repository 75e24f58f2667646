"""Every set of agreements tried by the whole model alone: none that works is missed, none smaller than the one told."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from absences import drawn
from benchmarks.sessions import FAMILY

from drawing import seeded
from proofs import mostly_proofs
from tpplanner.change.events import Changed
from tpplanner.change.steps.asking import as_convened, days_to_come, with_accord
from tpplanner.change.steps.ladder import DayAnswer, Rung, answers, side_by_side
from tpplanner.domain.session import Session
from tpplanner.solver import Budget, Clock, has_a_plan

OF_SIX = ("a-S-loose-1", "a-S-tight-1", "b-S-loose-2", "c-S-tight-2")
ABSENCES = [(name, seed) for name in OF_SIX for seed in range(3)]
BUDGET = Budget(20, workers=1, reproducible=True)


def absence(name: str, seed: int) -> Changed:
    """An absence drawn on a session of six candidats."""
    case = FAMILY[name]
    plan = case.plan()
    assert plan is not None
    return drawn(case.session(), plan, seeded(f"{name} {seed}"))


def planned(session: Session) -> bool | None:
    """Whether a session has a plan, by its whole model, hours falling on any minute; None where it is not settled."""
    any_minute = replace(session, reglages=replace(session.reglages, pas=1))
    return has_a_plan(any_minute, Clock(Budget(60, workers=1, reproducible=True)), 30.0)


def everybody(session: Session) -> list[str]:
    return sorted({c.personne for c in session.convocations})


def agreeing(session: Session, otherwise: Iterable[str]) -> Session:
    """All come at any hour of their days, and these people on any day."""
    rows = tuple(replace(c, accord=c.accord or c.heure.hour < 23) for c in session.convocations)
    return with_accord(replace(session, convocations=rows), tuple(otherwise), days_to_come(session))


def called(answer: DayAnswer) -> set[str]:
    return {asked.personne for asked in answer.accords if asked.autre_jour}


@pytest.mark.parametrize(("name", "seed"), mostly_proofs(ABSENCES, ("a-S-tight-1", 1)))
def test_no_answer_postpones_or_gives_up_where_a_set_of_agreements_works(name, seed):
    change = absence(name, seed)
    answer = side_by_side([*answers(change, BUDGET)])[0]
    if answer.step in (Rung.POSTPONED, Rung.NOTHING):
        session = as_convened(change.session)
        assert planned(agreeing(session, everybody(session))) is not True, "whoever agrees only lets more plans be"


def smaller(session: Session, number: int) -> Iterator[tuple[str, ...]]:
    """The sets of that many people, those who may lead alone left out: they follow the day."""
    return combinations([id_ for id_ in everybody(session) if not id_.startswith("R")], number)


@pytest.mark.proof
@pytest.mark.parametrize(("name", "seed"), ABSENCES)
def test_no_fewer_people_are_called_than_are_proven_to_be_needed(name, seed):
    change = absence(name, seed)
    answer = side_by_side([*answers(change, BUDGET)])[0]
    if answer.step is Rung.OTHER_DAY and answer.least:
        session = as_convened(change.session)
        for some in smaller(session, len(called(answer)) - 1):
            assert planned(agreeing(session, some)) is not True, some
