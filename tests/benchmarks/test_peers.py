"""The peers: each gives plans that the independent check accepts, and says so when it cannot run here."""

import dis
import inspect
from fractions import Fraction
from itertools import islice, pairwise
from threading import enumerate as enumerate_threads
from time import perf_counter

import pytest
from benchmarks.peers import PEERS, peer
from benchmarks.peers.completion import Hearing, Sitting, complete, packed
from benchmarks.peers.offer import Offer
from benchmarks.peers.papers import place_papers
from benchmarks.peers.question import CannotSay, Question, free_stretch
from benchmarks.peers.stream import stream
from benchmarks.peers.teams import alternatives, paired
from benchmarks.peers.textbook import search
from benchmarks.peers.timetable import Caller, lay_out
from benchmarks.sessions import FAMILY

from example_sessions import cda_12, cda_ccp, ec_8, gcf_10
from proofs import mostly_proofs
from some import some
from tpplanner.audit import check
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.plan import NatureTravail
from tpplanner.solver import Budget

SMALL = ("R01-tiers-temps-dwwm", "R05-ecrit-jusqu-a-13h30-ad", "R12-fauteuil-catl", "a-S-ccp-1")
LEAST = ("R08-un-candidat-cda", "R05-ecrit-jusqu-a-13h30-ad", "R18-dispense-ec")
ELSEWHERE = ("pyjobshop_", "timefold_", "minizinc_")
"""The peers that need more than the project's own dependencies."""


def here(name):
    """A peer that runs here; where it does not, the test is skipped with a word. `make peers` brings them."""
    one = peer(name)
    if one.missing():
        pytest.skip(one.missing())
    return one


def levels(session, plan):
    """What a plan costs, level by level, once the check accepts it."""
    report = check(session, plan)
    assert report.violations == ()
    return [niveau.valeur for niveau in report.niveaux]


@pytest.mark.parametrize("name", PEERS)
def test_every_peer_says_its_name_and_what_it_cannot(name):
    one = peer(name)
    assert one.NAME
    assert one.CANNOT.endswith(".")
    assert isinstance(one.missing(), str)


@pytest.mark.parametrize("name", ["timefold_", "minizinc_"])
def test_a_peer_without_its_program_says_what_to_install(name, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert "not installed" in peer(name).missing()


@pytest.mark.parametrize("make", mostly_proofs([gcf_10, ec_8, cda_12, cda_ccp], gcf_10))
def test_the_hand_seats_everybody(make):
    session = make()
    ((seconds, plan),) = peer("hand").plans(session, 30)
    assert seconds >= 0
    assert levels(session, plan)


@pytest.mark.proof
@pytest.mark.parametrize("sizes", ["RS", "RSM"])
def test_the_hand_plans_most_small_and_middling_sessions_whose_links_do_not_bind(sizes):
    cases = [case for case in FAMILY.values() if case.size in sizes and case.feasible and case.variant != "links"]
    planned = []
    for case in cases:
        session = case.session()
        for _, plan in peer("hand").plans(session, 30):
            levels(session, plan)
            planned.append(case.name)
    assert len(planned) >= 0.8 * len(cases)


@pytest.mark.parametrize("name", [SMALL[0], *(pytest.param(name, marks=pytest.mark.proof) for name in SMALL[1:])])
def test_the_textbook_plans_what_is_small(name):
    session = FAMILY[name].session()
    _, plan = next(peer("textbook").plans(session, 60))
    assert levels(session, plan)


def test_the_textbook_searches_no_longer_than_somebody_listens():
    searches = {*enumerate_threads()}
    plans = peer("textbook").plans(FAMILY[SMALL[0]].session(), 60)
    next(plans)
    mine = {*enumerate_threads()} - searches
    plans.close()
    for thread in mine:
        thread.join(5)
    assert mine
    assert not any(thread.is_alive() for thread in mine)


@pytest.mark.parametrize("name", ["hand", "textbook"])
def test_a_jury_that_the_centre_gives_sits_whole(name):
    session = FAMILY["R03-jury-de-trois-cda"].session()
    for _, plan in some(islice(peer(name).plans(session, 20), 3)):
        assert {c.membres for c in plan.compositions} == {("M1", "M2", "M3")}


@pytest.mark.proof
@pytest.mark.parametrize("name", ELSEWHERE)
def test_nor_is_a_given_jury_broken_elsewhere(name):
    plans = [plan for _, plan in here(name).plans(FAMILY["R03-jury-de-trois-cda"].session(), 15)]
    assert plans
    assert all({c.membres for c in plan.compositions} == {("M1", "M2", "M3")} for plan in plans)


@pytest.mark.parametrize("name", ["R08-un-candidat-cda", "R05-ecrit-jusqu-a-13h30-ad", "R03-jury-de-trois-cda"])
@pytest.mark.proof
def test_the_textbook_ends_where_tpplanner_does(name):
    session = FAMILY[name].session()
    *_, (_, best) = peer("textbook").plans(session, 120)
    _, report = solve_session(session, Budget(60, workers=1, reproducible=True))
    assert report is not None
    assert levels(session, best) == [niveau.valeur for niveau in report.niveaux]


@pytest.mark.proof
@pytest.mark.parametrize("case", LEAST)
@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_others_plan_what_is_small(name, case):
    session = FAMILY[case].session()
    accepted = [plan for _, plan in here(name).plans(session, 15)]
    assert accepted
    assert all(levels(session, plan) for plan in accepted)


@pytest.mark.proof
def test_timefold_translates_every_function_of_its_model():
    here("timefold_")
    from benchmarks.peers import timefold_model

    ours = [
        f for f in vars(timefold_model).values() if inspect.isfunction(f) and f.__module__ == timefold_model.__name__
    ]
    assert len(ours) > 10
    assert not [f.__name__ for f in ours if any(i.opname == "EXTENDED_ARG" for i in dis.get_instructions(f))]


@pytest.mark.parametrize("name", ["hand", "textbook"])
def test_no_plan_where_places_are_wanting(name):
    assert list(peer(name).plans(FAMILY["R20-un-de-trop-cda"].session(), 20)) == []


def test_papers_begin_together_and_as_early_as_may_be():
    papers = place_papers(Question(gcf_10()))
    assert {(paper.day, paper.start) for paper in papers} == {(0, 9 * 60)}
    apart = next(paper for paper in papers if paper.task.minutes > 255)
    assert all(paper.rooms != apart.rooms for paper in papers if paper is not apart)


def test_a_candidat_enters_only_when_papers_are_corrected_and_he_has_lunch():
    question = Question(gcf_10())
    offer = Offer(question)
    block = question.blocks[0]
    first = offer.entries[block.applicant.index, 0][0]
    written = max(paper.end for paper in offer.of(block))
    assert first >= written + question.reglages.pause_candidat
    assert first >= written + block.correcting + question.reglages.battement


def test_who_is_absent_the_second_day_enters_on_the_first():
    offer = Offer(Question(gcf_10()))
    assert offer.entries[7, 0]
    assert all(entry + offer.question.blocks[7].minutes <= 13 * 60 for entry in offer.entries[7, 1])


def test_juries_of_a_day_share_nobody_and_alternatives_hold_them():
    question = Question(cda_12())
    day = question.days[0]
    teams = paired(question, day)
    assert len(teams) == 3
    assert len({m for team in teams for m in team.membres}) == 6
    assert {t.membres for t in teams} <= {t.membres for t in alternatives(question, day, 9)}


def test_lunch_falls_between_two_candidats():
    question = Question(cda_12())
    offer, team = Offer(question), paired(question, question.days[1])[0]
    callers = [Caller(block, offer.entries[block.applicant.index, 1]) for block in question.blocks[:3]]
    hearings = lay_out(question, team, callers)
    low, high = question.days[1].lunch
    n = question.reglages.pause_jury
    gaps = [(max(a.out + 10, low), min(b.lecture, high)) for a, b in pairwise(hearings)]
    assert any(end - start >= n for start, end in gaps)


def test_a_day_too_short_is_no_day():
    question = Question(cda_12())
    offer, team = Offer(question), paired(question, question.days[1])[0]
    callers = [Caller(block, offer.entries[block.applicant.index, 1]) for block in question.blocks[:6]]
    assert lay_out(question, team, callers) is None


def test_a_completed_plan_holds_the_jury_s_own_work():
    question = Question(cda_12())
    offer = Offer(question)
    block = question.blocks[0]
    entry = offer.entries[block.applicant.index, 1][0]
    sitting = Sitting(1, (0, 1), (packed(question, block, entry),))
    plan = complete(question, offer.papers, [sitting])
    natures = {travail.nature for travail in plan.travaux}
    assert natures == set(NatureTravail) - {NatureTravail.PAUSE}
    assert [c.membres for c in plan.compositions] == [("M1", "M2")]


def test_two_juries_at_once_need_two_rooms():
    question = Question(FAMILY["R12-fauteuil-catl"].session())
    block = question.blocks[0]
    hearing = Hearing(block, 600, 500, ())
    crowd = [Sitting(0, (i, i + 1), (hearing,)) for i in range(len(question.jury_rooms) + 1)]
    with pytest.raises(CannotSay):
        complete(question, (), crowd)


def test_a_ccp_candidat_weighs_his_part_of_the_titre():
    weights = {block.weight for block in Question(cda_ccp()).blocks}
    assert min(weights) == Fraction(50, 105)


def test_the_longest_free_stretch_of_a_day():
    day = Question(cda_12()).days[0]
    assert free_stretch(day, [(12 * 60, 13 * 60)]) == (13 * 60, 19 * 60)
    assert free_stretch(day, [(0, 24 * 60)]) is None


def test_what_a_search_raises_is_raised_to_who_listens():
    def broken(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(stream(broken, 0.0))


def test_a_question_that_cannot_be_put_has_no_plan():
    def mute(_):
        raise CannotSay

    assert list(stream(mute, 0.0)) == []


def test_a_finding_that_cannot_be_completed_is_passed_over():
    def unplaceable():
        raise CannotSay

    def search(tell):
        tell(unplaceable)
        tell(lambda: "plan")

    assert [plan for _, plan in stream(search, 0.0)] == ["plan"]


@pytest.mark.proof
def test_the_textbook_closes_every_level_of_one_candidat():
    told = []
    question = Question(FAMILY["R08-un-candidat-cda"].session())
    closed = search(question, perf_counter() + 60, told.append)
    assert closed == [True] * len(question.reglages.niveaux)
    assert told
