"""An aide that is granted for some of what a candidat passes: bounds and layouts ask for it there, and nowhere else."""

from dataclasses import replace
from fractions import Fraction

import pytest

from builders import TIERS, absent, cda, oral, referentiel, session
from edits import changed, with_people
from tpplanner.audit import check
from tpplanner.domain.referentiel import Nature, Phase, Surveillance
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.solver import Budget
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.patterns import Kind, Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.run import Clock
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.incumbent import Incumbent

THE_ORALS, THE_QP = absent("9:31", "23:00"), absent("0:00", "9:31")
"""When the aide is away: from the end of the questionnaire on, or until then."""


def helped(natures: tuple[Nature, ...] = (), *, away: tuple = ()) -> Session:
    """Three CDA candidats, the first with an aide for these kinds."""
    s = with_people(session(cda(), candidats=3), Personne("A1", "AIDE", (Role.AIDE,), indisponibilites=away))
    return changed(s, "C1", aide="A1", aide_natures=natures)


def clock() -> Clock:
    return Clock(Budget(seconds=60, workers=1, reproducible=True))


def counted(s: Session) -> dict[str, int]:
    """The bounds that counting jury-days gives, none where no jury may hear somebody."""
    problem, time = from_the_plainest(s)[0], clock()
    *_, last = Counting(problem, Patterns(problem, time), time).close()
    return last.levels


@pytest.mark.parametrize(("natures", "away"), [((Nature.ECRIT,), THE_ORALS), ((Nature.ORAL,), THE_QP)])
def test_an_aide_who_is_away_from_the_rest_costs_nothing(natures, away):
    assert counted(helped(natures, away=(away,))) == counted(helped())


def test_of_an_aide_who_is_never_there_for_the_orals_no_jury_hears_the_candidat():
    """They are there from 9:00 to 10:00: that is time for the questionnaire alone."""
    away = (absent("0:00", "9:00"), absent("10:00", "23:00"))
    assert not counted(helped((Nature.ORAL,), away=away))
    assert counted(helped((Nature.ECRIT,), away=away)) == counted(helped())


@pytest.mark.parametrize(("natures", "away"), [((Nature.ECRIT,), THE_ORALS), ((Nature.ORAL,), THE_QP)])
def test_a_day_is_laid_out_as_on_a_sheet_around_it(natures, away):
    s = helped(natures, away=(away,))
    problem, best = from_the_plainest(s)[0], Incumbent(clock(), None)
    assert Beginning(problem, Patterns(problem, best.clock, costs=False), best, best.clock).seated(on_sheets=True)
    assert best.plan is not None
    assert check(s, best.plan).violations == ()


def kinds(s: Session) -> list[Kind]:
    """The kind of each candidat on the first day, whatever their waiting weighs."""
    problem = from_the_plainest(s)[0]
    patterns = Patterns(problem, clock())
    return [patterns.kind_of(applicant, 0, frozenset()).plain for applicant in problem.applicants]


def test_candidats_of_one_aide_are_of_one_kind_where_it_is_granted_for_the_same():
    s = changed(helped((Nature.ECRIT,), away=(THE_ORALS,)), "C2", aide="A1", aide_natures=(Nature.ECRIT,))
    one, other, _ = kinds(s)
    assert one == other
    one, other, _ = kinds(changed(s, "C2", aide_natures=(Nature.ORAL,)))
    assert one != other


def test_candidats_of_one_kind_have_the_minutes_of_each_phase_in_common():
    """Ten minutes more of writing are not ten minutes more before the jury, though the épreuve lasts as long."""
    phases = (Phase(30, Surveillance.SEUL, "ecrit", nature=Nature.ECRIT), Phase(30, Surveillance.JURY))
    s = session(
        referentiel(replace(oral("MSP", 1), phases=phases), oral("EF", 10, nature=Nature.PRATIQUE)), candidats=2
    )
    s = changed(s, "C1", majorations=((Nature.ECRIT, TIERS),))
    one, other = kinds(changed(s, "C2", majorations=((Nature.ORAL, TIERS),)))
    assert one != other
    one, other = kinds(changed(s, "C2", majorations=((Nature.ECRIT, Fraction(1, 3)),)))
    assert one == other
