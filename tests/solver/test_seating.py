"""Candidats seated one after the other: a plan to begin with, which the model of its juries judges."""

from dataclasses import replace
from datetime import time
from functools import cache

import pytest
from benchmarks.sessions import FAMILY

from builders import cda, membres, session
from edits import heures, with_people
from proofs import mostly_proofs
from small_sessions import SMALL, deux_ccps, links, on_ccps, small
from some import some
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.session import Habilitation, Personne, Role, Session
from tpplanner.planner import plan
from tpplanner.referentiels import find
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.bounds.master import Assignment
from tpplanner.solver.bounds.patterns import Hours, Key, Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Applicant, Problem
from tpplanner.solver.run import Clock
from tpplanner.solver.search import incumbent
from tpplanner.solver.search.beginning import Beginning
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.layout import Sequencing
from tpplanner.solver.search.seating import Seating, Seatings
from tpplanner.solver.search.settlement import Settlement
from tpplanner.tuning import QUICK

SAMPLE = (
    *("R01-tiers-temps-dwwm", "R05-ecrit-jusqu-a-13h30-ad", "R06-un-surveillant-cda", "R10-liens-cda"),
    *("R13-absent-le-second-jour-sc", "R16-deja-convoques-dwwm", "R17-responsable-ou-jury-gcf", "R18-dispense-ec"),
    *("a-S-tight-1", "c-S-tight-1", "b-M-tight-1", "b-S-ccp-2", "c-S-ccp-1"),
)
"""Sessions of every shape: absences, links, majorations, few posts, one surveillant, several CCP for a candidat."""

SHAPES = mostly_proofs(SAMPLE, "R06-un-surveillant-cda", "R18-dispense-ec", "a-S-tight-1")


def clock() -> Clock:
    return Clock(Budget(seconds=60, workers=1, reproducible=True))


def beginning(session_: Session) -> tuple[Beginning, Incumbent]:
    problem, time = from_the_plainest(session_)[0], clock()
    best = Incumbent(time, None)
    return Beginning(problem, Patterns(problem, time), best, time), best


def seatings(problem: Problem) -> list[Assignment]:
    return [assignment for assignment, _ in Seatings(problem, clock()).in_time()]


@cache
def first(name: str) -> tuple[Beginning, Incumbent, Assignment | None]:
    begin, best = beginning(FAMILY[name].session())
    begin.seated()
    return begin, best, begin.assignment


@pytest.mark.parametrize("name", SHAPES)
def test_seating_plans_the_session_and_the_audit_finds_nothing_wrong_in_it(name: str) -> None:
    _, best, seated = first(name)
    assert seated is not None
    assert best.plan is not None
    assert not check(FAMILY[name].session(), best.plan).violations


@pytest.mark.parametrize("name", SHAPES)
def test_everybody_is_before_one_jury_of_membres_who_sit_in_no_other_that_day(name: str) -> None:
    begin, _, seated = first(name)
    problem = begin.problem
    assert seated is not None
    assert sorted(a for heard in seated.heard.values() for a in heard) == [a.index for a in problem.applicants]
    assert set(seated.hears) == {unit.index for unit in problem.units}
    for day in problem.days:
        sitting = [p for s, membres in seated.sitting.items() if problem.slots[s].day == day.index for p in membres]
        assert len(sitting) == len(set(sitting))


@pytest.mark.parametrize("name", SHAPES)
def test_juries_seated_are_then_there_for_no_longer_and_hear_the_same_candidats(name: str) -> None:
    problem = from_the_plainest(FAMILY[name].session())[0]
    seatings_ = Seatings(problem, clock())
    assignment, told = next(seatings_.in_time())
    shortened = seatings_.shortened((assignment, told))
    lengths = [
        {
            slot: presence(problem, [problem.applicants[a] for a in assignment.heard[slot]], h)
            for slot, h in hours.items()
        }
        for hours in (told.hours, shortened.hours)
    ]
    assert lengths[1].keys() == lengths[0].keys() == assignment.heard.keys()
    assert all(lengths[1][slot] <= length for slot, length in lengths[0].items())
    assert all(shortened.hours[slot].collective == hours.collective for slot, hours in told.hours.items())


def presence(problem: Problem, heard: list[Applicant], h: Hours) -> int:
    """What a jury-day costs: five minutes begun count whole, a break that hides no battement is left out, midday is not."""
    assert (problem.reglages.pause_jury, problem.reglages.battement, problem.reglages.pas) == (60, 5, 5)
    end = h.cloture + problem.reglages.cloture
    orals = [[problem.tasks[t] for t in a.tasks if problem.tasks[t].unit >= 0] for a in heard]
    entries = [
        min(passages[t.epreuve.id] + next(s.offset for s in t.steps if s.watched) for t in mine)
        for mine, passages in zip(orals, h.passages, strict=True)
    ]
    hidden = max([0, *(5 - (e - h.pause - 60) for e in entries if e >= h.pause + 60)])
    length = end - h.accueil - (60 - hidden) * (h.accueil < h.pause < h.cloture)
    return -(-length // 5) * 5 + 15 * (h.accueil < 13 * 60 and end > 12 * 60 + 30)


def test_jury_days_that_are_alike_are_shortened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    shortest = Patterns.shortest

    def counted(self: Patterns, key: Key, known: Hours) -> Hours | None:
        asked.append((key, *known.collective.items()))
        return shortest(self, key, known)

    monkeypatch.setattr(Patterns, "shortest", counted)
    found = Seatings(from_the_plainest(FAMILY["a-L-tight-1"].session())[0], clock())
    seating = next(found.in_time())
    found.shortened(seating)
    assert len(asked) == len(set(asked)) < len(seating[1].hours)


def test_where_one_worker_finds_no_rooms_in_its_time_all_of_them_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incumbent, "PER_VARIABLE", 0)
    begin, best = beginning(FAMILY["a-S-tight-1"].session())
    assert begin.seated()
    assert best.plan is not None


def test_where_nothing_comes_of_shorter_juries_the_seating_is_a_plan_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    session_ = FAMILY["a-S-tight-1"].session()
    begin, best = beginning(session_)

    def too_early(_: Seatings, seating: Seating) -> Sequencing:
        return Sequencing({slot: replace(hours, accueil=0) for slot, hours in seating[1].hours.items()})

    monkeypatch.setattr(Seatings, "shortened", too_early)
    assert begin.seated()
    assert best.plan is not None
    assert not check(session_, best.plan).violations


@pytest.mark.proof
def test_where_nothing_comes_of_what_was_counted_candidats_are_seated_for_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Settlement, "realise", lambda *_: False)
    monkeypatch.setattr(Beginning, "as_counted", lambda *_: None)
    asked: list[bool] = []
    seated = Beginning.seated

    def seated_in_three_goes(self: Beginning, **how: bool) -> bool:
        asked.append(True)
        return len(asked) > 2 and seated(self, **how)

    monkeypatch.setattr(Beginning, "seated", seated_in_three_goes)
    monkeypatch.setattr(Beginning, "at_once", lambda *_: False)
    monkeypatch.setattr(Beginning, "with_few_juries", lambda *_: pytest.fail("a plan is known"))
    outcome = best_plan(FAMILY["a-S-tight-1"].session(), Budget(seconds=30, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert len(asked) == 3


@pytest.mark.proof
@pytest.mark.parametrize("name", ["R10-liens-cda", "a-S-tight-1", "c-S-tight-1", "b-M-tight-1"])
def test_the_first_plan_needs_hardly_more_than_the_best_may(name: str) -> None:
    _, best, _ = first(name)
    assert best.plan is not None
    session_ = FAMILY[name].session()
    _, report = plan(session_, Budget(seconds=60, workers=1, reproducible=True))
    assert report is not None
    least = {niveau.nom: niveau.borne for niveau in report.niveaux}
    cost = measured(session_, best.plan)
    assert (cost["1"], cost["2"]) == (least["1"], least["2"])
    bound = least["3"] or 0
    assert 0 < bound <= cost["3"] <= 1.01 * bound


@pytest.mark.parametrize("name", SHAPES)
def test_the_juries_of_a_day_are_numbered_by_the_first_candidat_whom_they_hear(name: str) -> None:
    # as the whole model numbers them: else it could not say the plan that they make
    begin, _, seated = first(name)
    assert seated is not None
    for day in begin.problem.days:
        firsts = [min(seated.heard[s.index]) for s in begin.problem.slots_of(day.index) if s.index in seated.heard]
        assert firsts == sorted(firsts)


def test_who_is_linked_to_a_membre_is_seated_before_others() -> None:
    # one jury room: who knows M1 can only be heard if M1 does not sit
    problem = from_the_plainest(links(small(nb_membres=3), "C1 M1"))[0]
    for assignment in seatings(problem):
        for a, p in problem.links:
            slot = next(slot for slot, heard in assignment.heard.items() if a in heard)
            assert p not in assignment.sitting[slot]
    assert seatings(problem)


def test_a_jury_is_filled_before_another_is_called() -> None:
    # three candidats of CDA fill a day of one jury: six make two juries, whatever the number of membres
    problem = from_the_plainest(session(cda(), candidats=6, nb_membres=8))[0]
    assert [sorted(len(h) for h in assignment.heard.values()) for assignment in seatings(problem)[:1]] == [[3, 3]]


def test_a_candidat_of_two_ccps_passes_all_of_them_before_one_jury() -> None:
    problem = from_the_plainest(on_ccps(small(deux_ccps(), 2), ("CCP1", "CCP2"), ("CCP1", "CCP2")))[0]
    assignment, *_ = seatings(problem)
    for applicant in some(problem.applicants):
        assert len(applicant.units) == 2
        assert len({assignment.hears[unit] for unit in applicant.units}) == 1


def test_seating_goes_on_where_its_time_was_up() -> None:
    problem = from_the_plainest(FAMILY["a-S-tight-1"].session())[0]
    time_ = clock()
    ways = Seatings(problem, time_)
    for _ in range(2):
        with time_.part(0):
            assert not list(ways.in_time())
    assert len(list(ways.in_time())) == len(seatings(problem)) > 0


@pytest.mark.parametrize("name", ["R20-un-de-trop-cda", "a-S-infeasible-1", "c-S-infeasible-1"])
def test_nobody_is_seated_where_there_is_a_candidat_too_many(name: str) -> None:
    assert not seatings(from_the_plainest(FAMILY[name].session())[0])


@pytest.mark.proof
@pytest.mark.parametrize("name", ["b-S-ccp-2", "a-M-ccp-1", "b-XL-loose-2"])
def test_other_ways_never_ask_for_more_membre_days(name: str) -> None:
    begin, best = beginning(FAMILY[name].session())
    assert begin.seated()
    assert best.plan is not None
    before = measured(FAMILY[name].session(), best.plan)["1"]
    begin.seated_before_fewer()
    after = measured(FAMILY[name].session(), best.plan)["1"]
    assert after <= before
    assert begin.assignment is not None
    assert after == sum(len(membres) for membres in begin.assignment.sitting.values())


NOT_SEATED = {
    "a paper in the afternoon",
    "a shared membre",
    "convened late on one day",
    "leads or sits",
    "nobody left",
    "one room",
    "too short",
}
"""small sessions that seating leaves to the model, and those without a plan"""


@pytest.mark.parametrize("name", mostly_proofs(sorted(SMALL), *sorted(SMALL)[::6]))
def test_what_is_seated_in_small_sessions_is_a_plan(name: str) -> None:
    s = SMALL[name]()
    begin, best = beginning(s)
    assert begin.seated() is (name not in NOT_SEATED)
    if name not in NOT_SEATED:
        assert best.plan is not None
        assert not check(s, best.plan).violations
        assert {p.candidat for p in best.plan.passages} == {c.id for c in s.candidats}


def on_mixed_ccps(*choices: tuple[str, ...], nb_membres: int, nb_jours: int, fin: time, last: int) -> Session:
    """GCF candidats on so different CCP that no order of theirs fits on sheets; two surveillants, a room to write in."""
    ref = find("GCF")
    habilites = tuple(replace(m, habilitations=(Habilitation("GCF", "09"),)) for m in membres(nb_membres, "GCF"))
    s = session(ref, len(choices), nb_membres, nb_jours, membres=habilites)
    return heures(on_ccps(with_people(s, Personne("P2", "P2", (Role.SURVEILLANT,))), *choices, last=last), fin=fin)


ALL = ("CCP1", "CCP2", "CCP3")

OFF_SHEETS = {
    "seven in a day": on_mixed_ccps(
        *(ALL[:2], ALL, ALL[:2], ALL[:2], ALL, ALL[:1], ALL), nb_membres=4, nb_jours=1, fin=time(19), last=0
    ),
    "seven in two days": on_mixed_ccps(
        *(ALL, ALL[:1], ALL[1:2], ALL[::2], ALL[:2], ALL, ALL[::2]), nb_membres=3, nb_jours=2, fin=time(17), last=5
    ),
    "five in a day": on_mixed_ccps(
        *(ALL[:2], ALL[:2], ALL[1:2], ALL[1:2], ALL[:2]), nb_membres=2, nb_jours=1, fin=time(19), last=3
    ),
}


@pytest.mark.parametrize(
    "name", ["five in a day", *(pytest.param(n, marks=pytest.mark.proof) for n in [*OFF_SHEETS][:2])]
)
def test_whom_no_sheet_seats_the_small_whole_model_plans_at_once(name):
    problem = from_the_plainest(OFF_SHEETS[name])[0]
    time_ = clock()
    best = Incumbent(time_, None)
    begin = Beginning(problem, Patterns(problem, time_, costs=False), best, time_)
    assert not begin.seated(on_sheets=True)
    assert not begin.at_once(QUICK)
    assert best.plan is not None


@pytest.mark.proof
def test_that_comes_before_seatings_by_models():
    outcome = best_plan(OFF_SHEETS["seven in two days"], Budget(1, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)


def linked_to_one_each(number: int = 3) -> tuple[Beginning, Incumbent]:
    """Three candidats, each linked to another membre: of three, each has one pair, no two of which are apart."""
    s = links(small(candidats=3, nb_membres=number), "C1 M3", "C2 M2", "C3 M1")
    problem, time = from_the_plainest(s)[-1], clock()
    best = Incumbent(time, None)
    return Beginning(problem, Patterns(problem, time), best, time), best


def test_where_links_leave_no_juries_apart_those_of_the_master_sit_by_turns() -> None:
    begin, best = linked_to_one_each()
    assert not begin.seated()
    assert not begin.with_few_juries()
    assert best.plan is not None
    assert check(begin.problem.session, best.plan).violations == ()
    assert {c.membres for c in best.plan.compositions} == {("M1", "M2"), ("M1", "M3"), ("M2", "M3")}


def test_where_no_hours_are_found_more_juries_are_tried_then_others(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, best = linked_to_one_each(4)
    tried: list[Assignment] = []
    find_hours = Beginning.find_hours

    def found_the_third_time(self: Beginning, assignment: Assignment) -> None:
        tried.append(assignment)
        if len(tried) == 3:
            find_hours(self, assignment)

    monkeypatch.setattr(Beginning, "find_hours", found_the_third_time)
    assert not begin.with_few_juries()
    assert best.plan is not None
    assert [len(assignment.sitting) for assignment in tried] == [2, 3, 2]


def test_no_assignment_at_all_is_no_plan() -> None:
    s = links(small(candidats=1, nb_membres=3), "C1 M3", "C1 M2")
    problem, time = from_the_plainest(s)[-1], clock()
    begin = Beginning(problem, Patterns(problem, time), Incumbent(time, None), time)
    assert begin.excluded_without_hours()
    assert begin.with_few_juries()


def test_where_an_assignment_is_left_nothing_is_excluded_without_hours() -> None:
    begin, _ = linked_to_one_each()
    assert not begin.excluded_without_hours()


def test_what_excludes_every_plan_without_hours_is_told_before_anything_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Settlement, "count", lambda *_: pytest.fail("no hours are needed to see it"))
    contradiction = FAMILY["contradiction-S-cda"].session()
    assert isinstance(best_plan(contradiction, Budget(20, workers=1, reproducible=True)), Infeasible)
