"""Where a whole passage may go at once: each hour that the audit accepts and no other, in sessions of all kinds."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from benchmarks.sessions import FAMILY

from builders import a
from change.test_retouches import one_jury, two_juries
from drawing import seeded
from proofs import mostly_proofs
from tpplanner.audit import check, violations
from tpplanner.change.by_hand import retouched
from tpplanner.change.displacement import Put, displaced, jury_of
from tpplanner.change.events import changed
from tpplanner.change.free_places import Obstacle, free_places, swap_of, swaps_of
from tpplanner.change.judging import Judge, breach_of
from tpplanner.domain.answers import Immobile
from tpplanner.domain.session import Lien
from tpplanner.workbook.planning import pins_of

KINDS = ("R06-un-surveillant-cda", "R12-fauteuil-catl", "R19-ecrit-majore-gcf", "together-S-catl", "c-S-loose-1")
MORE = (
    "R01-tiers-temps-dwwm",
    "R11-scripteur-dwwm",
    "R13-absent-le-second-jour-sc",
    "R16-deja-convoques-dwwm",
    "a-M-ccp-1",
    "b-M-loose-2",
    "noquota-M-ad",
    "noquota-M-mav",
    "noquota-M-cv",
    "together-M-ec",
    "given-M-sc",
    "aides-M-ec",
    "links-M-cda",
    "a-XL-loose-1",
    "c-XL-loose-1",
)


def judge_of(name):
    """Who judges what is made of the plan of a session of the family."""
    return judge(FAMILY[name].session(), FAMILY[name].plan())


def judge(s, plan):
    return Judge(changed(s, plan, ()).session, plan)


def accepted(judge, after):
    """Whether the whole audit finds nothing in a plan that it did not find before."""
    return {breach_of(v) for v in violations(judge.session, after)} <= judge.broken


def moves(judge, rng, count):
    """Changes of all sorts: a passage or an épreuve to any hour, day, jury; near where it is; two exchanged."""
    passages = [p for p in judge.plan.passages if not judge.session.referentiel.epreuve(p.epreuve).collective]
    for _ in range(count):
        p, sitting = rng.choice(passages), rng.choice(judge.plan.compositions)
        debut = datetime.combine(sitting.jour, time(8)) + timedelta(minutes=5 * rng.randrange(110))
        if rng.random() < 0.4:
            debut, sitting = p.debut + timedelta(minutes=5 * rng.randrange(-12, 13)), None
        jury = sitting.jury if sitting is not None and jury_of(p) else jury_of(p)
        others = [q for q in passages if q.candidat != p.candidat and jury_of(q)]
        if rng.random() < 0.4 and jury_of(p) and others:
            q = rng.choice(others)
            yield Put(p.candidat, p.epreuve, q.debut, jury_of(q)), Put(q.candidat, q.epreuve, p.debut, jury_of(p))
        else:
            yield (Put(p.candidat, p.epreuve, debut, jury, rng.random() < 0.2),)


@pytest.mark.parametrize("name", mostly_proofs([*KINDS, *MORE], *KINDS))
def test_a_change_is_judged_as_by_the_whole_audit(name):
    judge, rng = judge_of(name), seeded(f"judged quickly {name}")
    for puts in moves(judge, rng, 60):
        after = displaced(judge.session, judge.plan, puts)
        quick = judge.first_breach(after, [put.candidat for put in puts]) is None
        assert quick == accepted(judge, after), puts


def test_so_is_a_change_of_a_plan_that_breaks_rules_already():
    first, rng = judge_of("a-S-loose-1"), seeded("broken before")
    puts = next(p for p in moves(first, rng, 40) if not accepted(first, displaced(first.session, first.plan, p)))
    broken = Judge(first.session, displaced(first.session, first.plan, puts))
    assert broken.broken
    for more in moves(broken, rng, 60):
        after = displaced(broken.session, broken.plan, more)
        quick = broken.first_breach(after, [put.candidat for put in more]) is None
        assert quick == accepted(broken, after), more


def hours(judge):
    """Each hour of the grid of each jury that sits."""
    for jour in judge.session.jours:
        sitting = [c.jury for c in judge.plan.compositions if c.jour == jour.date]
        for minute in range(0, 24 * 60, 5):
            moment = datetime.combine(jour.date, time()) + timedelta(minutes=minute)
            yield from ((moment, jury) for jury in sitting)


def test_every_hour_that_the_audit_accepts_is_offered_and_no_other():
    for name, candidat in (("c-S-loose-1", 1), ("R06-un-surveillant-cda", 0)):
        judge = judge_of(name)
        passage = next(p for p in judge.plan.du_candidat(judge.session.candidats[candidat].id) if p.suivies)
        found = free_places(judge, passage.candidat, passage.epreuve)
        offered = {(place.put.debut, place.put.jury) for place in found.places}
        there = passage.debut, jury_of(passage)
        for moment, jury in hours(judge):
            after = displaced(judge.session, judge.plan, (Put(passage.candidat, passage.epreuve, moment, jury),))
            if (moment, jury) != there:
                assert ((moment, jury) in offered) == accepted(judge, after), (moment, jury)


def test_an_hour_that_is_not_offered_has_its_reason():
    judge = judge_of("c-S-loose-1")
    passage = next(p for p in judge.plan.du_candidat(judge.session.candidats[1].id) if p.suivies)
    found = free_places(judge, passage.candidat, passage.epreuve)
    known = {(place.put.debut, place.put.jury) for place in found.places} | {(passage.debut, jury_of(passage))}
    for jour in judge.session.jours:
        moments = [(m, j) for m, j in hours(judge) if jour.a(jour.ouverture) <= m < jour.a(jour.fin)]
        for moment, jury in moments:
            told = [o for o in found.obstructions if o.jury == jury and o.debut <= moment <= o.fin]
            assert len(told) == ((moment, jury) not in known), (moment, jury)


def test_the_first_reason_is_the_plainest():
    s, plan = two_juries()
    linked = replace(s, liens=(Lien("C2", "M3"),))
    found = free_places(judge(linked, plan), "C2", "PP")
    reasons = {(o.jury, o.reason.obstacle, o.reason.qui) for o in found.obstructions}
    assert {r for r in reasons if r[0] == "J2"} == {("J2", Obstacle.LIEN, "M3")}
    assert ("J1", Obstacle.JURY_PRIS, "C1") in reasons


def test_the_least_costly_place_comes_first():
    s, plan = two_juries()
    places = free_places(judge(s, plan), "C3", "PP").places
    assert places[0].cost.journees == -2  # the second jury is not called
    assert places[0].put.jury == "J1"
    costs = [(p.cost.journees, p.cost.presence + p.cost.attente) for p in places]
    assert costs == sorted(costs)


def test_a_passage_for_all_or_pinned_or_begun_goes_nowhere():
    s, plan = two_juries()
    assert free_places(judge(s, plan), "C2", "QP").immobile is Immobile.COLLECTIVE
    pinned = retouched(s, plan, _padlock("C2", "ET"))
    kept = replace(s, pins=tuple(pins_of(s, pinned)))
    assert free_places(Judge(kept, pinned), "C2", "PP").immobile is Immobile.FIGE
    begun = changed(s, plan, (), maintenant=a("13:00")).session
    assert free_places(Judge(begun, plan), "C2", "PP").immobile is Immobile.COMMENCE
    assert free_places(judge(s, plan), "C9", "PP") is None


def _padlock(candidat, epreuve):
    from tpplanner.change.by_hand import Padlock

    return Padlock(candidat, epreuve, "heure")


# Exchanges


def test_two_passages_before_two_juries_are_exchanged_at_each_others_hours():
    s, plan = two_juries()
    swap = swap_of(judge(s, plan), ("C1", "ET"), ("C3", "PP"))
    assert swap.violation is None
    after = retouched(s, plan, swap.exchange)
    assert check(s, after).conforme
    assert [p.debut for p in after.du_candidat("C1")] == [p.debut for p in plan.du_candidat("C3")]


def test_two_passages_of_one_day_before_one_jury_are_exchanged_too():
    s, plan = one_jury()
    found = {swap.exchange.autre.candidat for swap in swaps_of(judge(s, plan), "C1", "PP")}
    after = {
        other: retouched(s, plan, swap_of(judge(s, plan), ("C1", "PP"), (other, "PP")).exchange)
        for other in ("C2", "C3")
    }
    assert found == {other for other, there in after.items() if check(s, there).conforme}
    assert found


def test_an_exchange_that_a_link_forbids_tells_it():
    s, plan = two_juries()
    linked = replace(s, liens=(Lien("C1", "M3"),))
    swap = swap_of(judge(linked, plan), ("C1", "PP"), ("C3", "PP"))
    assert swap.violation.regle == "lien_exclu"
    assert swaps_of(judge(linked, plan), "C1", "PP") == tuple(
        s for s in swaps_of(judge(linked, plan), "C1", "PP") if s.exchange.autre.candidat != "C3"
    )


@pytest.mark.parametrize("name", mostly_proofs([*KINDS, *MORE], "c-S-loose-1"))
def test_each_exchange_that_is_offered_holds(name):
    judge = judge_of(name)
    passage = next(p for p in judge.plan.passages if p.suivies)
    for swap in swaps_of(judge, passage.candidat, passage.epreuve):
        assert accepted(judge, retouched(judge.session, judge.plan, swap.exchange)), swap.exchange
