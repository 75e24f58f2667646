"""As many candidats as can be placed: against every subset tried, the VAE kept, what is told of those left out."""

from dataclasses import replace
from datetime import date, time
from itertools import combinations

import pytest

from builders import absent, oral, referentiel, session
from edits import changed, heures
from proofs import mostly_proofs
from small_sessions import links
from tpplanner.audit import check
from tpplanner.diagnosis.attempt import solve_partially
from tpplanner.diagnosis.explain import most_placed, placing_most, reason_left_out, settlers, traits
from tpplanner.domain.answers import Infeasible, Planned, Unfinished
from tpplanner.domain.duties import faults, leaving_out, taking_back
from tpplanner.domain.session import Convocation, Session
from tpplanner.solver import Budget, first_plan

BUDGET = Budget(60, workers=1, reproducible=True)


def one_too_many() -> Session:
    """Four CDA candidats, of whom a jury-day takes three."""
    return session(candidats=4)


def after_another() -> Session:
    """Nobody hears the second; the third has until 9:05 on the second day, whose accueil is short once another came."""
    s = session(referentiel(oral("ET", 20)), candidats=4, nb_jours=2, nb_membres=4, nb_salles=2)
    away = (absent("0:00", "23:59"), absent("9:05", "23:00", 1))
    return changed(links(s, *(f"C2 M{n}" for n in range(1, 5)), "C4 M1"), "C3", indisponibilites=away)


def plis_opened_before() -> Session:
    """Nobody hears the second; the third has time for both of his orals, not for plis to be opened in between."""
    ref = referentiel(oral("ET", 20), oral("MSP", 30, plis=True, apres=("ET",), separee=True))
    s = session(ref, candidats=4, nb_membres=6, nb_salles=3)
    away = (absent("0:00", "15:00"), absent("15:52", "23:00"))
    return changed(links(s, *(f"C2 M{n}" for n in range(1, 7)), "C4 M1"), "C3", indisponibilites=away)


CASES = {
    "one too many": one_too_many,
    "the last comes by the VAE": lambda: changed(one_too_many(), "C4", vae=True),
    "the first has a link with every membre": lambda: links(session(candidats=3), "C1 M1"),
    "two of them are alone with the others": lambda: links(
        session(candidats=4, nb_membres=4), "C1 M1", "C1 M2", "C2 M2", "C2 M3", "C2 M1"
    ),
    "one is there in the morning only, and so is another": lambda: changed(
        changed(session(candidats=3), "C1", indisponibilites=(absent("12:00", "20:00"),)),
        "C2",
        indisponibilites=(absent("12:00", "20:00"),),
    ),
    "one can pass if another came before": after_another,
    "one can pass if the plis are open": plis_opened_before,
}


def possible(s: Session) -> bool:
    outcome = first_plan(s, replace(BUDGET, seconds=20))
    assert not isinstance(outcome, Unfinished)
    return isinstance(outcome, Planned)


def most_by_trying(s: Session) -> int:
    """The size of the largest set of candidats with a plan, the VAE always in it: every set is tried."""
    ids = [c.id for c in s.candidats if not c.vae]
    for gone in range(len(ids) + 1):
        for left in combinations(ids, gone):
            if gone < len(s.candidats) and possible(leaving_out(s, left)):
                return len(s.candidats) - gone
    return 0


@pytest.mark.parametrize("name", mostly_proofs(CASES, *(name for name in CASES if CASES[name] is not after_another)))
def test_no_set_of_candidats_that_has_a_plan_is_larger(name):
    s = CASES[name]()
    placed = placing_most(s, BUDGET)
    assert placed is not None
    assert placed.most
    assert len(placed.session.candidats) == most_by_trying(s) < len(s.candidats)
    assert check(placed.session, placed.plan.plan).violations == ()
    assert all(c in placed.session.candidats for c in s.candidats if c.vae)


def test_of_those_who_are_alike_the_last_of_the_workbook_is_left_out():
    placed = placing_most(one_too_many(), BUDGET)
    assert [n.candidat.id for n in placed.session.non_places] == ["C4"]


def test_what_no_rule_reads_does_not_tell_candidats_apart():
    s = session(candidats=3)
    for day, candidat in enumerate(s.candidats, start=1):
        began = {"debut_formation": date(2026, 9, day), "fin_formation": date(2027, 5, day)}
        s = changed(s, candidat.id, **began, organisme=f"Greta {day}", formateurs=("F1",), numero_ceres=str(day))
    assert len(set(traits(s).values())) == 1
    assert len(set(traits(changed(s, "C2", salle_a_part=True)).values())) == 2
    assert len(set(traits(changed(s, "C2", formateurs=("F2",))).values())) == 2


def test_when_all_come_by_the_vae_nobody_is_left_out():
    every = session(candidats=4)
    vae = replace(every, candidats=tuple(replace(c, vae=True) for c in every.candidats))
    assert placing_most(vae, BUDGET) is None


def test_what_no_one_left_out_would_cure_has_no_partial_plan():
    assert placing_most(heures(session(candidats=2), fin=time(10)), BUDGET) is None


def test_where_the_most_is_not_known_in_the_time_fewer_are_placed_and_it_says_so():
    s = session(candidats=5)
    placed = most_placed(s, lambda _: Unfinished(), 4, settlers(BUDGET, 4.0)[0])
    assert placed is not None
    assert not placed.most
    assert len(placed.session.candidats) == 3


def test_whom_a_plan_leaves_out_is_told_with_why_and_what_would_place_him():
    partial = solve_partially(links(session(candidats=2, nb_membres=3), "C1 M1", "C1 M2"), BUDGET)
    assert isinstance(partial.outcome, Planned)
    assert partial.report.conforme
    (left,) = partial.session.non_places
    assert left.candidat.id == "C1"
    assert left.certitude == "Maximum prouvé"
    assert left.pourquoi
    assert "membre habilité de plus" in left.remede


@pytest.mark.proof
def test_what_would_place_him_does():
    s = one_too_many()
    placed = placing_most(s, BUDGET)
    outcome, repairs = reason_left_out(placed.session, "C4", BUDGET, known=True)
    assert isinstance(outcome, Infeasible)
    assert outcome.manques
    from tpplanner.diagnosis.repairs import repaired

    assert possible(repaired(taking_back(placed.session, ("C4",)), repairs[0]))


def test_a_session_that_has_a_plan_leaves_nobody_out():
    partial = solve_partially(session(candidats=2), BUDGET)
    assert isinstance(partial.outcome, Planned)
    assert partial.session.non_places == ()


def test_who_is_left_out_goes_with_all_that_names_him_and_comes_back_with_it():
    s = links(session(candidats=3), "C1 M1", "C2 M2")
    s = replace(s, convocations=(Convocation("C1", s.jours[0].date, s.jours[0].ouverture),))
    less = leaving_out(s, ("C1",))
    assert faults(less) == ()
    assert [c.id for c in less.candidats] == ["C2", "C3"]
    assert (less.liens, less.convocations) == (s.liens[1:], ())
    again = taking_back(less)
    assert set(again.candidats) == set(s.candidats)
    assert set(again.liens) == set(s.liens)
    assert (again.convocations, again.non_places) == (s.convocations, ())
