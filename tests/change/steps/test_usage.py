"""Usage loosened for one day: what it lets be shorter there is no breach, and is one on any other day."""

from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, a, session
from edits import heures, work_lasting
from journees import TROIS, UN, journee
from tpplanner.audit import check, holds, violations
from tpplanner.change.events import changed
from tpplanner.change.steps.ladder import Rung, answers, side_by_side
from tpplanner.change.steps.told import first_line
from tpplanner.change.steps.usage import LENGTHS, loosenings
from tpplanner.domain.answers import Planned
from tpplanner.domain.imprevus import Absence, Derogation, Imprevu
from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.reglages import BORNES, DEROGATION
from tpplanner.domain.session import Session
from tpplanner.solver import Budget


def with_derogation(s: Session, minutes: int, jour: int = 0) -> Session:
    day = a("0:00", jour).date()
    return replace(s, imprevus=(Imprevu(Derogation("lecture", "", day, minutes)),))


@pytest.mark.parametrize(
    ("minutes", "jour", "allowed"),
    [(-10, 0, True), (-5, 0, False), (-10, 1, False)],
    ids=["as short", "less", "other day"],
)
def test_a_reading_may_be_shorter_on_the_day_of_its_derogation_and_by_no_more(minutes, jour, allowed):
    s = session(candidats=1, nb_jours=2)
    plan = work_lasting(journee(s, UN), 5, NatureTravail.LECTURE)
    assert [v.regle for v in violations(s, plan)] == ["lecture_dossier"]
    assert holds(with_derogation(s, minutes, jour), plan) is allowed


def test_usage_is_loosened_by_half_an_hour_at_most_and_no_length_is_left_out():
    for more in loosenings(session(), LUNDI):
        assert max(more.pause, more.fin, *(abs(minutes) for _, minutes in more.lengths), 0) <= DEROGATION
        for regle, minutes in more.lengths:
            assert BORNES[regle].hold(getattr(session().reglages, regle) + minutes), regle
    assert {regle for regle, _ in LENGTHS} >= {
        regle for more in loosenings(session(), LUNDI) for regle, _ in more.lengths
    }


def test_a_day_that_a_later_end_does_not_save_knows_shorter_works_and_says_so():
    s = heures(session(), fin=time(17))
    change = changed(s, journee(s, TROIS), [Absence("M2", a("0:00"), a("10:10"))], a("7:50"))
    answer = side_by_side([*answers(change, Budget(20, workers=1, reproducible=True))])[0]
    assert answer.step is Rung.USAGE
    (more,) = answer.usage
    assert more.lengths
    assert answer.report is not None
    assert answer.report.conforme
    assert isinstance(answer.outcome, Planned)
    plan = answer.outcome.plan
    assert not check(change.session, plan).conforme, "it is a derogation"
    assert "au lieu de" in first_line(answer)
