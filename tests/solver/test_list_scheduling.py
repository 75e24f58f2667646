"""Candidats seated in an order before as few juries as may be: hours that the rules allow, and no more juries than by hand."""

from dataclasses import replace
from datetime import time
from itertools import islice, product

import pytest
from benchmarks.peers import hand
from benchmarks.sessions import FAMILY

from builders import SUIVIE, cda, oral, referentiel, session
from edits import heures
from proofs import mostly_proofs
from small_sessions import deux_ccps, links, on_ccps, small
from some import some
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Planned
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Surveillance
from tpplanner.domain.session import Pin, Portee, Session
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.bounds.patterns import Patterns, as_known
from tpplanner.solver.model.compilation import compile_session, from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import FOUND, Clock, Manner, run
from tpplanner.solver.search import seating
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.seating import Limits, Seating, crowded, list_schedules

LISTED = [case for case in FAMILY.values() if case.size in ("R", "S", "M") and case.feasible]

WITHOUT = (
    *("c-S-loose-2", "b-M-loose-2", "noquota-S-gcf", "aides-S-dwwm", "links-S-cda", "links-S-ec"),
    *("played-S-sc", "played-M-cda"),
)
"""Those in which no order that is tried fits on sheets."""

QUICK = (*(case.name for case in LISTED if case.size == "R"), "a-S-tight-1", "b-S-ccp-1", "c-S-tight-3", *WITHOUT[2:6])
"""Of which `make test` has a look: a few of each size and shape, those without an order."""

CCP = ["a-M-ccp-2", "b-M-ccp-1", "b-M-ccp-2", "c-M-ccp-1", "a-L-ccp-1", "b-L-ccp-1", "c-L-ccp-1"]

ON_POSTS = ["R14-un-poste-catl", "c-S-loose-1", "c-M-loose-1", "c-M-ccp-1", "c-L-loose-1"]


def clock() -> Clock:
    return Clock(Budget(seconds=60, workers=1, reproducible=True))


@pytest.fixture(
    scope="module",
    params=[pytest.param(case.name, marks=[] if case.name in QUICK else [pytest.mark.proof]) for case in LISTED],
    ids=[case.name for case in LISTED],
)
def listed_once(request: pytest.FixtureRequest) -> tuple[str, Problem, Patterns, list[Seating]]:
    """A session of the family, and what list scheduling makes of it."""
    return request.param, *listed(FAMILY[request.param].session())


def listed(session_: Session, number: int = 3) -> tuple[Problem, Patterns, list[Seating]]:
    problem = from_the_plainest(session_)[0]
    patterns = Patterns(problem, clock(), costs=False)
    return problem, patterns, list(islice(list_schedules(problem, patterns), number))


def membre_days(seating: Seating) -> int:
    return sum(len(membres) for membres in seating[0].sitting.values())


def test_the_hours_of_each_jury_are_hours_of_the_model_of_its_day(
    listed_once: tuple[str, Problem, Patterns, list[Seating]],
) -> None:
    name, _, patterns, seatings = listed_once
    assert bool(seatings) == (name not in WITHOUT)
    for assignment, sequence in seatings:
        for slot, hours in sequence.hours.items():
            jury_day = patterns.model(assignment.keys[slot])
            for relation in as_known(jury_day, hours):
                jury_day.model.add(relation)
            _, status = run(jury_day.model, clock(), manner=Manner.DECIDED)
            assert status in FOUND


def test_everybody_is_before_one_jury_of_membres_who_know_nobody_there_and_sit_in_no_other_that_day(
    listed_once: tuple[str, Problem, Patterns, list[Seating]],
) -> None:
    name, problem, _, seatings = listed_once
    for assignment, _ in seatings if name in WITHOUT else some(seatings):
        assert sorted(a for heard in assignment.heard.values() for a in heard) == [a.index for a in problem.applicants]
        for day in problem.days:
            here = {slot: m for slot, m in assignment.sitting.items() if problem.slots[slot].day == day.index}
            sitting = [p for membres in here.values() for p in membres]
            assert len(sitting) == len(set(sitting))
            for slot, membres in here.items():
                assert not any((a, p) in problem.links for a in assignment.heard[slot] for p in membres)


@pytest.mark.parametrize("name", mostly_proofs(CCP, "b-M-ccp-1", "c-M-ccp-1"))
def test_ccp_sessions_take_no_more_membre_days_than_by_hand(name: str) -> None:
    session_ = FAMILY[name].session()
    _, _, seatings = listed(session_)
    _, plan = next(hand.plans(session_, 1e9))
    assert membre_days(seatings[0]) <= measured(session_, plan)["1"]


@pytest.mark.parametrize("name", mostly_proofs(ON_POSTS, "R14-un-poste-catl", "c-S-loose-1"))
def test_where_posts_are_few_juries_do_not_ask_for_more_of_them_at_once(name: str) -> None:
    problem, patterns, seatings = listed(FAMILY[name].session(), 1)
    time = clock()
    begin = Beginning(problem, patterns, Incumbent(time, None), time)
    seating = next(begin.seatings.in_time())
    assert seating[0].hears == seatings[0][0].hears
    assert begin.take(seating)


@pytest.mark.parametrize("name", mostly_proofs(["played-M-sc", "played-L-cda", "played-L-sc"], "played-M-sc"))
def test_no_more_play_or_drive_at_once_than_there_are(name: str) -> None:
    problem = from_the_plainest(FAMILY[name].session())[0]
    time = clock()
    begin = Beginning(problem, Patterns(problem, time, costs=False), Incumbent(time, None), time)
    assert begin.take(next(begin.seatings.in_time(on_sheets=True)))


def test_a_chain_is_one_piece_whatever_its_first_passage_takes_and_not_where_a_later_one_takes_something() -> None:
    session_ = FAMILY["played-M-sc"].session()
    first = compile_session(session_)
    assert all(unit.rigid and not unit.oral for unit in first.units)
    *others, last = session_.referentiel.titre.epreuves
    driven = replace(last, phases=tuple(replace(phase, vehicules=("voiture",)) for phase in last.phases))
    titre = replace(session_.referentiel.titre, epreuves=(*others, driven))
    later = compile_session(replace(session_, referentiel=replace(session_.referentiel, titre=titre)))
    assert not any(unit.rigid for unit in later.units)


def test_nor_where_no_jury_watches_the_end_of_the_first_as_it_may_be_at_its_own_work_then() -> None:
    session_ = FAMILY["played-M-sc"].session()
    rank, first = next((n, e) for n, e in enumerate(session_.referentiel.titre.epreuves) if e.devant_jury)
    watched_first = replace(first, phases=(*first.phases, Phase(20, Surveillance.SURVEILLANT, "ecrit")))
    epreuves = [*session_.referentiel.titre.epreuves]
    epreuves[rank] = watched_first
    titre = replace(session_.referentiel.titre, epreuves=tuple(epreuves))
    problem = compile_session(replace(session_, referentiel=replace(session_.referentiel, titre=titre)))
    assert not any(unit.rigid for unit in problem.units)


def test_who_is_linked_to_a_membre_is_before_others() -> None:
    problem, _, seatings = listed(links(small(nb_membres=3), "C1 M1"))
    (linked,) = problem.links
    assignment, _ = seatings[0]
    slot = next(slot for slot, heard in assignment.heard.items() if linked[0] in heard)
    assert linked[1] not in assignment.sitting[slot]


def test_three_candidats_of_cda_fill_a_day_of_a_jury() -> None:
    _, _, seatings = listed(session(cda(), candidats=6, nb_membres=8))
    assert sorted(len(heard) for heard in seatings[0][0].heard.values()) == [3, 3]


def test_a_candidat_of_two_ccps_passes_all_of_them_before_one_jury() -> None:
    problem, _, seatings = listed(on_ccps(small(deux_ccps(), 2), ("CCP1", "CCP2"), ("CCP1", "CCP2")))
    for applicant in some(problem.applicants):
        assert len({seatings[0][0].hears[unit] for unit in applicant.units}) == 1


def test_pinned_passages_are_left_to_models() -> None:
    case = FAMILY["a-S-loose-1"]
    plan = case.plan()
    assert plan is not None
    passage = plan.passages[0]
    pin = Pin(passage.candidat, passage.epreuve, Portee.HEURE, passage.parties)
    assert not listed(replace(case.session(), pins=(pin,)))[2]


def test_no_more_layouts_are_tried_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listed(FAMILY["b-M-ccp-1"].session())[2]
    monkeypatch.setattr(seating, "MOST_LAYOUTS", 10)
    assert not listed(FAMILY["b-M-ccp-1"].session())[2]


def test_posts_are_full_at_the_minutes_at_which_so_many_are_there() -> None:
    spans = [(0, 10), (5, 15), (8, 12)]
    assert crowded(spans, 1) == (1 << 15) - 1
    assert crowded(spans, 2) == (1 << 12) - (1 << 5)
    assert crowded(spans, 3) == (1 << 10) - (1 << 8)
    assert not crowded(spans, 4)


def test_a_jury_spends_on_a_candidat_of_two_ccp_all_that_he_asks_for() -> None:
    """Two interviews and the final one, 55 minutes; his file, two papers, the deliberation, the air: 15 + 30 + 10 + 5."""
    problem = from_the_plainest(FAMILY["b-S-ccp-1"].session())[0]
    work = dict(zip((a.fiche.nom for a in problem.applicants), Limits(problem, together=1).work, strict=True))
    assert work["CHEVALIER"] == 115


def watched(simultanes: int, candidats: int, fin: int = 18) -> Session:
    """An hour on the plateau before the jury, which may watch so many there at once, then two orals."""
    phases = (Phase(60, SUIVIE, "plateau"),)
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.PRATIQUE, phases, simultanes=simultanes)
    ref = referentiel(msp, oral("QAP", 30, apres=("MSP",)), oral("EF", 20, apres=("QAP",)), quota=4)
    return heures(session(ref, candidats, nb_membres=4, nb_jours=3), fin=time(fin))


@pytest.mark.parametrize(
    ("simultanes", "candidats"), mostly_proofs([*product((1, 2, 3), (2, 5, 10))], (1, 5), (2, 2), (3, 5))
)
def test_whom_a_jury_may_watch_at_once_it_hears_one_by_one_where_that_does(simultanes, candidats):
    problem, _, seatings = listed(watched(simultanes, candidats), 1)
    assert seatings
    best = Incumbent(clock(), None)
    begin = Beginning(problem, Patterns(problem, best.clock, costs=False), best, best.clock)
    assert begin.seated(on_sheets=True)
    assert best.plan is not None
    assert check(problem.session, best.plan).violations == ()


@pytest.mark.proof
def test_ten_of_whom_three_may_be_watched_at_once_are_planned_as_soon_as_one_by_one():
    for simultanes in (1, 3):
        outcome = best_plan(watched(simultanes, 10), Budget(0.5, workers=1, reproducible=True))
        assert isinstance(outcome, Planned)
