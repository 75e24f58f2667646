from dataclasses import replace
from datetime import time

import pytest

from builders import absent, ecrit, jours, oral, referentiel, session
from edits import changed, reglees
from journees import UN, journee
from optimum import measured, optimum_is_measured
from tpplanner.audit import check
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.solver.bounds.aggregate import Aggregate
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.run import Clock

REGLE = "jours_sautes"
BUDGET = Budget(seconds=2.0, workers=1, reproducible=True)

ONE_A_DAY = session(referentiel(oral("EF", 20), quota=1), candidats=2, nb_jours=3)
"""Two candidats, of whom a jury hears one a day, the only two membres there are."""


def without_second_day(s: Session) -> Session:
    """Nobody sits on Tuesday."""
    return changed(s, "M1", indisponibilites=(absent("0:00", "23:59", 1),))


def late_second_day(s: Session) -> Session:
    """On Tuesday the centre is open around midday only, which costs the jury presence."""
    lundi, mardi, *rest = s.jours
    return replace(
        s, jours=(lundi, replace(mardi, ouverture=time(11, 45), accueil=time(11, 45), fin=time(13, 45)), *rest)
    )


def planned(s: Session) -> tuple[Plan, dict[str, tuple[int, bool]]]:
    """The plan of a search, and what each level of it costs, and whether that is proven."""
    outcome, report = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert report is not None
    return outcome.plan, {n.nom: (n.valeur, n.prouve) for n in report.niveaux}


# What is measured


@pytest.mark.parametrize(("jour", "expected"), [(1, 0), (2, 0), (3, 1), (4, 2)])
def test_a_day_between_two_on_which_something_happens_is_skipped(jour, expected):
    s = session(candidats=1, nb_jours=5)
    assert measured(s, journee(s, UN.replace("J1 :", f"jour {jour}\nJ1 :")), REGLE) == expected


def test_days_before_the_first_and_after_the_last_are_not_skipped():
    s = session(candidats=1, nb_jours=5)
    assert measured(s, journee(s, f"jour 3\n{UN}"), REGLE) == 0
    assert measured(s, Plan(()), REGLE) == 0


def test_a_day_that_is_not_of_the_session_is_not_skipped():
    s = session(candidats=1, nb_jours=5)
    far_apart = journee(s, UN.replace("J1 :", "jour 4\nJ1 :"))
    closed = replace(s, jours=(s.jours[0], *s.jours[2:]))
    assert (measured(s, far_apart, REGLE), measured(closed, far_apart, REGLE)) == (2, 1)


# What is least


def test_the_least_is_none_where_everybody_may_come_on_any_day():
    optimum_is_measured(ONE_A_DAY, REGLE, 0)


def test_a_day_without_membres_is_skipped_where_the_two_others_are_needed():
    optimum_is_measured(without_second_day(ONE_A_DAY), REGLE, 1)


def test_epreuves_that_the_referentiel_parts_by_days_skip_those_between():
    s = session(referentiel(ecrit("QP", 30), oral("EF", 20, jours_min=(("QP", 3),))), candidats=1, nb_jours=4)
    optimum_is_measured(s, REGLE, 2)
    assert [(n, planned(s)[1][n]) for n in ("2", "2b")] == [("2", (2, True)), ("2b", (2, True))]


# What comes of a search


def test_two_days_are_used_in_a_row_though_two_apart_would_cost_less_presence():
    s = late_second_day(ONE_A_DAY)
    otherwise = tuple(niveau for niveau in s.reglages.niveaux if niveau.nom != "2b")
    apart, less = planned(reglees(s, niveaux=otherwise))
    in_a_row, costs = planned(s)
    assert (measured(s, apart, REGLE), measured(s, in_a_row, REGLE)) == (1, 0)
    assert costs["3"][0] - less["3"][0] == s.reglages.presence_midi
    assert [(n, costs[n]) for n in ("2", "2b")] == [("2", (2, True)), ("2b", (0, True))]


def test_no_level_is_left_open_where_a_day_must_be_skipped():
    found, costs = planned(without_second_day(ONE_A_DAY))
    assert [jour.weekday() for jour in found.jours()] == [0, 2]
    assert costs["2b"] == (1, True)
    assert all(proven for nom, (_, proven) in costs.items() if nom != "5")


@pytest.mark.parametrize(("s", "expected"), [(ONE_A_DAY, 0), (without_second_day(ONE_A_DAY), 1)])
def test_jury_days_and_whole_days_are_counted_with_those_skipped(s, expected):
    problem, clock = compile_session(s), Clock(BUDGET)
    *_, counted = Counting(problem, Patterns(problem, clock), clock).close()
    assert counted.levels["2b"] == expected
    assert Aggregate(problem, clock).bounds()["2b"] == expected


def test_a_day_more_at_the_end_costs_nothing_and_one_between_may_cost_its_being_skipped():
    s = without_second_day(ONE_A_DAY)
    found, _ = planned(s)
    closed, longer = replace(s, jours=(s.jours[0], s.jours[2])), replace(s, jours=jours(5))
    skipped = [measured(x, found, REGLE) for x in (closed, s, longer)]
    assert skipped == [0, 1, 1]
    assert all(not check(x, found).violations for x in (closed, s, longer))
