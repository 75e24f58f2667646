"""Each verdict by a case that can be proven by hand; nothing claimed without time; any executor says the same."""

import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time
from threading import Event

import pytest

from builders import LUNDI, session
from edits import heures, reglees, with_people
from example_sessions import cda_12
from journees import TROIS, UN, journee
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.change import contingency
from tpplanner.change.anew import replan_session
from tpplanner.change.contingency import (
    Case,
    Effort,
    after,
    as_sent,
    contingencies,
    failures,
    later_day,
    ranked,
    recourse,
    trials,
)
from tpplanner.domain.answers import (
    PLANNED,
    Contingencies,
    Failure,
    Infeasible,
    PartOfDay,
    Planned,
    Recourse,
    Remedy,
    Resource,
    Verdict,
)
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import NOON, Personne, Pin, Portee, Role, Session
from tpplanner.planner import any_plan
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.plan_b import reserves

M1, M2, M3 = (Resource(f"M{n}", ("membre",)) for n in (1, 2, 3))
SURVEILLANT, RESPONSABLE = Resource("S1", ("surveillant",)), Resource("R1", ("responsable",))
SALLE, PLATEAU = Resource("S1"), Resource("Plateau")
MATIN, SOIR, JOUR = PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.DAY
QUICK = Effort(trial=1, reproducible=True)


def day(text: str = TROIS, candidats: int = 3, **autres: object) -> tuple[Session, Plan]:
    """CDA candidats before M1 and M2 in S1, M3 to spare; from 8:30 to 17:00 for three of them."""
    s = session(candidats=candidats, **{"nb_membres": 3, **autres})
    return s, journee(s, text)


def case(s: Session, plan: Plan, resource: Resource, moment: PartOfDay, **autres: object) -> Case:
    return replace(Case(s, plan, Failure(resource, LUNDI, moment), 3.0, reproducible=True), **autres)


def verdicts(found: Contingencies) -> dict[tuple[str, bool, PartOfDay], Verdict]:
    return {(a.failure.resource.id, a.failure.resource.room, a.failure.moment): a.verdict for a in found.recourses}


def disturbed(s: Session, plan: Plan, told) -> list[int]:
    """What the plan of an answer disturbs, level by level, once checked against the failure."""
    report = check(after(s, plan, told.failure).session, told.planned[0].plan)
    assert report.violations == ()
    return [n.valeur for n in report.niveaux if n.nom.startswith("R")]


# Verdicts


@pytest.mark.proof
def test_what_the_plan_does_not_use_is_settled_without_trying_any_case(monkeypatch):
    s, plan = day()
    tried = []
    monkeypatch.setattr(contingency, "recourse", lambda c: tried.append(c.failure) or recourse(replace(c, seconds=0)))
    found = contingencies(s, plan, replace(QUICK, trial=0))
    unused = {("M3", False), ("Plateau", True)}
    assert unused.isdisjoint({(f.resource.id, f.resource.room) for f in tried})
    assert {v for key, v in verdicts(found).items() if key[:2] in unused} == {Verdict.UNTOUCHED}
    assert ("Ecrit", True, SOIR) not in {(f.resource.id, f.resource.room, f.moment) for f in tried}


def test_a_spare_membre_stands_in_and_no_search_is_begun(monkeypatch):
    s, plan = day()
    monkeypatch.setattr(contingency, "near_plan", None)
    told = recourse(case(s, plan, M1, MATIN))
    assert told.verdict is Verdict.SURVIVES
    assert disturbed(s, plan, told) == [1, 1, 0, 0, 1]
    assert told.planned[0].plan.compositions[0].membres == ("M2", "M3")
    assert [m.personne for m in told.changements.messages] == ["M3"]


def test_another_responsable_disturbs_nothing_which_is_least():
    s, _ = day()
    s = with_people(s, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True))
    plan = journee(s, TROIS)
    on_site = next(p.personne for p in plan.presences if p.role == Role.RESPONSABLE)
    told = recourse(case(s, plan, Resource(on_site, ("responsable",)), MATIN))
    assert told.verdict is Verdict.LEAST
    assert disturbed(s, plan, told) == [0] * 5


def test_one_candidat_passes_in_the_afternoon_where_the_only_surveillant_is_away_in_the_morning():
    s, plan = day(UN, candidats=1)
    told = recourse(case(s, plan, SURVEILLANT, MATIN))
    assert told.verdict in (Verdict.SURVIVES, Verdict.LEAST)
    assert disturbed(s, plan, told)[3] > 0, "hours move"
    assert min(p.debut.hour for p in told.planned[0].plan.passages) >= 13


@pytest.mark.parametrize("resource", mostly_proofs([SURVEILLANT, SALLE, RESPONSABLE], SURVEILLANT))
def test_three_candidats_do_not_fit_an_afternoon(resource):
    """From 13:00 on: 30 min of QP or 55 of accueil and readings, then three times 115 min, 15 of clôture: past 19:00."""
    s, plan = day()
    assert recourse(case(s, plan, resource, MATIN)).verdict is Verdict.IMPOSSIBLE


def test_what_counting_proves_is_not_searched(monkeypatch):
    s, plan = day(nb_membres=2)
    monkeypatch.setattr(contingency, "near_plan", None)
    told = recourse(case(s, plan, M1, JOUR))
    assert told.verdict is Verdict.IMPOSSIBLE
    assert ("membres", 2, 1) in [(m.quoi, m.besoin, m.disponible) for m in told.manques]


def test_a_passage_pinned_before_who_is_away_is_why_there_is_no_plan():
    s, plan = day()
    pin = Pin(
        "C2", "PP", Portee.TOUT, next(p for p in plan.du_candidat("C2") if p.epreuve == "PP").parties, ("M1", "M2")
    )
    told = recourse(case(replace(s, pins=(pin,)), plan, M1, MATIN))
    assert told.verdict is Verdict.IMPOSSIBLE if pin.parties[0].debut.hour < 13 else Verdict.SURVIVES
    assert "figé" in " ".join(told.refus)


def test_without_time_nothing_is_claimed():
    s, plan = day(nb_membres=2)
    assert recourse(case(s, plan, SURVEILLANT, MATIN, seconds=0.0)).verdict is Verdict.OPEN
    stopped = replace(QUICK, stop=Event())
    stopped.stop.set()
    found = contingencies(s, plan, stopped)
    assert set(verdicts(found).values()) == {Verdict.UNTOUCHED, Verdict.OPEN}
    assert found.interrupted
    assert set(verdicts(contingencies(s, plan, Effort(seconds=0.0))).values()) == {Verdict.UNTOUCHED, Verdict.OPEN}


def test_least_is_what_the_whole_model_alone_finds():
    from happenings import least_by_the_whole_model

    s, plan = day(UN, candidats=1)
    told = recourse(case(s, plan, SURVEILLANT, MATIN, minimal=True, seconds=8.0))
    assert told.verdict is Verdict.LEAST
    assert tuple(disturbed(s, plan, told)) == least_by_the_whole_model(after(s, plan, told.failure).session)


# A day that begins later


def test_what_breaks_no_collective_epreuve_leaves_the_day_as_it_is():
    s, plan = day()
    for resource in (M1, SALLE, RESPONSABLE):
        failure = Failure(resource, LUNDI, SOIR)
        assert later_day(after(s, plan, failure).session, plan, failure) == ()


def test_where_a_morning_takes_the_surveillant_away_candidats_come_when_it_is_over():
    s, plan = day()
    failure = Failure(SURVEILLANT, LUNDI, MATIN)
    (narrowed,) = later_day(after(s, plan, failure).session, plan, failure)
    assert narrowed.jours[0].accueil == time(12, 30), "they begin half an hour later"
    assert replace(narrowed, jours=s.jours).jours == after(s, plan, failure).session.jours


# All of them


def test_every_resource_fails_on_every_half_day_of_the_plan():
    s, plan = day(nb_jours=2)
    s = with_people(s, Personne("M3", "MEMBRE3", (Role.COMEDIEN,)), Personne("F1", "FORMATEUR", (Role.FORMATEUR,)))
    every = failures(s, plan)
    assert {f.jour for f in every} == {LUNDI}, "nothing of the plan is on the second day"
    assert len(every) == len(set(every)) == 2 * len({f.resource for f in every})
    assert Resource("M3", ("membre", "comedien")) in {f.resource for f in every}
    assert "F1" not in {f.resource.id for f in every}
    assert {f.moment for f in failures(s, plan, whole_days=True)} == {JOUR}


def test_the_morning_ends_where_the_afternoon_begins():
    morning, afternoon, whole = (Failure(M1, LUNDI, m).plage for m in (MATIN, SOIR, JOUR))
    assert (morning.debut, morning.fin, afternoon.fin) == (whole.debut, afternoon.debut, whole.fin)


def test_threads_say_what_one_thread_says():
    s, plan = day(UN, candidats=1, nb_membres=2)
    alone = contingencies(s, plan, QUICK)
    with ThreadPoolExecutor(2) as pool:
        told = []
        assert contingencies(s, plan, QUICK, pool, lambda done, of: told.append((done, of))) == alone
    assert told[-1][0] == told[-1][1]
    assert set(verdicts(alone).values()) > {Verdict.UNTOUCHED}


def test_once_stopped_what_has_not_begun_is_left_open():
    s, plan = day(UN, candidats=1, nb_membres=2)
    effort = replace(QUICK, stop=Event())
    with ThreadPoolExecutor(1) as pool:
        found = contingencies(s, plan, effort, pool, lambda _done, _of: effort.stop.set())
    assert found.interrupted
    assert found.of(Verdict.OPEN)
    assert len(found.recourses) == len(failures(s, plan))
    assert found.reserves == ()


def test_a_case_is_plain_data_for_another_process():
    s, plan = day(UN, candidats=1)
    one = case(s, plan, M1, MATIN)
    assert pickle.loads(pickle.dumps(recourse(pickle.loads(pickle.dumps(one))))) == recourse(one)  # noqa: S301


# Reserves


@pytest.mark.proof
def test_a_membre_in_reserve_saves_the_day_of_either_membre_and_half_an_hour_does_not():
    s, plan = day(UN, candidats=1, nb_membres=2)
    found = contingencies(s, plan, QUICK, whole_days=True)
    assert verdicts(found)["M1", False, JOUR] is verdicts(found)["M2", False, JOUR] is Verdict.IMPOSSIBLE
    saved = {r.amendments[0].change: {f.resource.id for f in r.saves} for r in found.reserves}
    assert saved[Remedy.MEMBRES] == {"M1", "M2"}
    assert Remedy.LATER not in saved
    assert next(iter(saved)) is Remedy.MEMBRES, "it saves the most"
    assert all(r.untried == 0 for r in found.reserves)


def test_half_an_hour_saves_the_afternoon_that_lacks_a_quarter():
    """From 13:00: QP, corrected, then 105 min of orals from 13:40, délibération, clôture: it ends at 15:50."""
    s, plan = day(UN, candidats=1, nb_membres=2)
    s = heures(s, fin=time(15, 35))
    lost = Failure(SURVEILLANT, LUNDI, MATIN)
    assert recourse(case(s, plan, SURVEILLANT, MATIN)).verdict is Verdict.IMPOSSIBLE
    tried = trials(s, plan, [lost])
    saving = {t.reserve[0].change for t in tried if recourse(case(t.session, plan, SURVEILLANT, MATIN)).planned}
    assert saving == {Remedy.LATER, Remedy.ROLE}, "another surveillant does it too, another membre or room does not"
    roles = {t.reserve[0].subject for t in tried if t.reserve[0].change is Remedy.ROLE}
    assert roles == {("surveillant",), ("responsable",)}


def test_reserves_are_ranked_by_what_they_save_then_by_what_they_ask_for():
    s, plan = day(UN, candidats=1, nb_membres=2)
    lost = [Failure(M1, LUNDI, JOUR), Failure(M2, LUNDI, JOUR)]
    tried = trials(s, plan, lost)
    assert tried[0].reserve[0].change is Remedy.MEMBRES, "of the kind of what fails, first"
    lives = {Remedy.MEMBRES: 2, Remedy.SALLE: 1, Remedy.LATER: 1}
    survived = [
        (t, Recourse(t.failure, Verdict.OPEN), lost.index(t.failure) < lives.get(t.reserve[0].change, 0)) for t in tried
    ]
    told = ranked(tried, survived[:-1], set(lost))
    assert [(r.amendments[0].change, len(r.saves)) for r in told][:2] == [(Remedy.MEMBRES, 2), (Remedy.LATER, 1)]
    assert sum(r.untried for r in ranked(tried, [], set(lost))) == 0, "what saves nothing is not told"


def test_an_absence_that_disturbs_more_than_a_third_of_those_present_is_told_and_a_reserve_for_it_proposed():
    s, plan = day(UN, candidats=1, nb_membres=4)
    s = with_people(s, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,)))
    found = contingencies(s, plan, QUICK)
    heavy = [(a.failure.resource.id, a.failure.moment, a.disturbed) for a in found.heavy]
    assert heavy == [("S1", MATIN, 3)]
    assert all(3 * a.disturbed > a.presents == 5 for a in found.heavy)
    eases = {r.amendments[0].change: [(a.failure.resource.id, a.disturbed) for a in r.eases] for r in found.reserves}
    assert eases == {Remedy.ROLE: [("S1", 1)]}, "whoever stands in"
    lines = reserves(s, found)
    assert "Une absence en dérange beaucoup : SURVEILLANT (surveillant), lundi 14 juin 2027, matin" in lines[0]
    assert "1 absence dérangerait 1 personne au plus, au lieu de 3" in " ".join(lines[1:])


@pytest.mark.proof
def test_the_worst_are_searched_for_the_least_and_what_is_proven_is_what_replan_proves():
    s, plan = day(UN, candidats=1)
    found = contingencies(s, plan, QUICK)
    for answer in (a for a in found.recourses if a.verdict is Verdict.LEAST):
        change = after(s, plan, answer.failure)
        _, report, messages = replan_session(change, Budget(5, workers=1, reproducible=True))
        assert len(messages.a_prevenir) == answer.disturbed == report.niveaux[1].borne, answer.failure
    assert Counter(a.verdict for a in found.recourses)[Verdict.LEAST] >= 3


def test_who_leads_a_day_hands_it_over_for_as_long_as_they_are_away():
    s, plan = day()
    s = with_people(s, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True))
    told = recourse(case(s, plan, RESPONSABLE, SOIR))
    led = [
        (p.personne, p.debut.time(), p.fin.time()) for p in told.planned[0].plan.presences if p.role == Role.RESPONSABLE
    ]
    assert led == [("R1", time(8, 30), NOON), ("R2", NOON, time(17))]
    assert [m.personne for m in told.changements.a_prevenir] == ["R2"]


def test_who_is_on_no_convocation_is_asked_to_come_once_these_are_sent():
    """M3 has nothing to do that day: before convocations they are called, after they are asked, or held in réserve."""
    s, plan = day()
    answers = {
        sent: recourse(case(as_sent(s, plan, sent=sent), plan, M1, JOUR, minimal=True)) for sent in (False, True)
    }
    assert (answers[False].verdict, answers[False].disturbed) == (Verdict.LEAST, 1)
    assert (answers[True].verdict, answers[True].accords) == (Verdict.ASKED, 1)
    assert "MEMBRE3" in answers[True].a_faire
    ready = replace(s, membres=tuple(replace(m, reserve=m.id == "M3") for m in s.membres))
    held = recourse(case(as_sent(ready, plan), plan, M1, JOUR, minimal=True))
    assert (held.verdict, held.disturbed) == (Verdict.LEAST, 1)


def test_convocations_are_taken_as_sent_unless_asked_otherwise():
    s, plan = day()
    sent, before = (as_sent(s, plan, sent=sent) for sent in (True, False))
    assert after(sent, plan, Failure(M1, LUNDI, MATIN)).session.convocations
    assert not after(before, plan, Failure(M1, LUNDI, MATIN)).session.convocations
    assert as_sent(replace(s, convocations_envoyees=LUNDI), plan).convocations_envoyees == LUNDI


def test_how_many_are_many_is_the_centre_s_to_say():
    s, _ = day(UN, candidats=1, nb_membres=4)
    s = reglees(with_people(s, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,))), absence_lourde=100)
    assert contingencies(s, journee(s, UN), QUICK).heavy == ()


def test_no_reserve_is_needed_where_everybody_has_a_stand_in(monkeypatch):
    s, _ = day(UN, candidats=1, nb_membres=4)
    spares = (Personne("P2", "SURVEILLANTE", (Role.SURVEILLANT,)), Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,)))
    s = with_people(replace(s, salles=(*s.salles, replace(s.salle("Ecrit"), id="Ecrit2", nom="Autre"))), *spares)
    monkeypatch.setattr(contingency, "near_plan", None)
    found = contingencies(s, journee(s, UN), QUICK, whole_days=True)
    assert {a.verdict for a in found.recourses} <= set(PLANNED)
    assert found.reserves == ()


# The example, case by case


BRIEF = Budget(0.6, workers=1, reproducible=True)


@pytest.mark.proof
@pytest.mark.parametrize("whole_days", [False, True], ids=["half-days", "days"])
def test_the_matrix_of_the_cda_example_is_what_replanning_each_case_finds(whole_days):
    s = cda_12()
    first, _ = planned(s, Budget(4, workers=1, reproducible=True))
    found = contingencies(s, first.plan, Effort(trial=5, reproducible=True), whole_days=whole_days)
    assert found.of(Verdict.OPEN) == ()
    for told in found.recourses:
        change = after(s, first.plan, told.failure)
        if told.verdict is Verdict.UNTOUCHED:
            assert planned(change.session, BRIEF)[0].plan == first.plan
            continue
        again, _ = any_plan(change.session, BRIEF)  # from nothing: no reference plan guides it
        if told.verdict in (Verdict.IMPOSSIBLE, Verdict.ASKED):
            assert not isinstance(again, Planned), told.failure
        else:
            assert not isinstance(again, Infeasible), told.failure
            mine = disturbed(s, first.plan, told)  # its plan is checked there
            if told.verdict is Verdict.LEAST:
                report = planned(change.session, BRIEF)[1]
                assert report is None or mine <= [n.valeur for n in report.niveaux[: len(mine)]], told.failure
