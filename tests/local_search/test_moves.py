"""No plan that the local search leaves is dominated: each single change is tried by other words, the audit judging."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

import worlds
from builders import cda, ecrit, oral, referentiel
from builders import session as session_of
from drawing import seeded
from edits import heures, reglees
from one_change import changes
from tpplanner import local_search
from tpplanner.audit import breaks, check, holds, measured, oddities
from tpplanner.domain.answers import Planned
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import NatureTravail, Plan
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Session
from tpplanner.local_search import improved
from tpplanner.local_search.current import led, with_breaks
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.lecture import non_essayees

DRAWS = 200
READY = (NatureTravail.ACCUEIL, NatureTravail.LECTURE)
"""What a jury can do before anything is handed in."""

SAMPLE = (0, 1, 4, 8, 11, 16)
"""Of them, those for each commit."""


def drawn(seed: int) -> tuple[Session, Plan]:
    """A session and a plan that respects the rules, drawn without any solver."""
    return next(iter(worlds.valid(seeded(f"one change {seed}"))))


def cost(session: Session, plan: Plan) -> tuple[list[int], tuple[int, ...]]:
    return list(measured(session, plan).values()), oddities(session, plan)


def in_whole_steps(session: Session, plan: Plan, other: Plan) -> bool:
    """Whether each passage is as many whole steps of the réglages after its day began as before, more or less."""
    step, was = session.reglages.pas, {(p.candidat, p.epreuve): p.debut for p in plan.passages}
    pairs = [(p.debut, was[p.candidat, p.epreuve]) for p in other.passages]
    return all((60 * (a.hour - b.hour) + a.minute - b.minute) % step == 0 for a, b in pairs)


def better(session: Session, plan: Plan) -> str:
    """The first change that would make a plan better; empty where none would."""
    here = cost(session, plan)
    changed = ((told, other) for told, other in changes(session, plan) if in_whole_steps(session, plan, other))
    return next((told for told, other in changed if cost(session, other) < here and holds(session, other)), "")


def not_dominated(seed: int) -> None:
    """Fail where one change makes a plan better."""
    session, plan = drawn(seed)
    best = improved(session, plan)
    assert not best.untried
    assert not check(session, best.plan).violations
    assert cost(session, best.plan) <= cost(session, plan)
    assert better(session, best.plan) == "", f"draw {seed}"


@pytest.mark.parametrize("seed", SAMPLE)
def test_no_single_change_makes_a_plan_better(seed):
    not_dominated(seed)


def test_passages_are_moved_by_whole_steps():
    """A plan off the step may cost less than any that keeps to it, of which the search tells bounds."""
    for seed in SAMPLE:
        session, plan = drawn(seed)
        session = reglees(session, pas=15)
        best = improved(session, plan).plan
        assert best != plan
        assert in_whole_steps(session, plan, best), f"draw {seed}"


@pytest.mark.proof
@pytest.mark.parametrize("seed", sorted({*range(DRAWS)} - {*SAMPLE}))
def test_no_single_change_makes_any_of_many_plans_better(seed):
    not_dominated(seed)


def test_single_changes_find_better_plans_than_most_that_are_drawn():
    assert all(better(*drawn(seed)) for seed in SAMPLE[:2])


def test_breaks_are_written_anew():
    session, plan = drawn(1)
    best = improved(session, plan).plan
    assert best != plan
    written = {(t.jury, t.debut) for t in best.travaux if t.nature is NatureTravail.PAUSE}
    may_be = [b for jour in best.jours() for b in breaks(session, best, jour)]
    assert written <= {(jury, debut) for juries, starts in may_be for jury in juries for debut in starts}
    assert {jury for jury, _ in written} == {jury for juries, starts in may_be for jury in juries if starts}


def test_what_there_was_no_time_to_try_is_told(monkeypatch):
    session, plan = drawn(4)
    monkeypatch.setattr(local_search, "MOST_JUDGED", len(session.candidats))
    _, report = planned(session, Budget(5, workers=1, reproducible=True))
    assert report is not None
    told = [issue.message for issue in report.avertissements]
    assert told == [non_essayees(improved(session, plan).untried).message]
    assert "deux candidats échangés" in told[0]


def test_a_move_that_breaks_a_rule_is_refused():
    session, plan = drawn(8)
    away = replace(session, membres=tuple(replace(m, observateur=True) for m in session.membres))
    best = improved(away, plan)
    assert best.plan == plan


def test_a_candidat_too_many_goes_to_the_jury_that_hears_fewest():
    """At no cost before the last level: three before one jury and one before the other are two and two."""
    session = heures(
        session_of(referentiel(oral("O", 60)), candidats=4, nb_membres=4),
        ouverture=time(7),
        accueil=time(7),
        fin=time(12),
    )
    outcome, _ = planned(session, Budget(5, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    best = cost(session, outcome.plan)
    uneven = next(
        other
        for _, other in changes(session, outcome.plan)
        if cost(session, other)[0][:-1] == best[0][:-1] and heard(other) == [1, 3] and holds(session, other)
    )
    assert heard(improved(session, uneven).plan) == [2, 2]


@pytest.mark.parametrize("files", [0, 2])
def test_a_jury_is_called_for_what_it_does_not_for_its_lunch(files):
    """After a written épreuve it reads both files in one go, none of them before a lunch that nobody asked for."""
    session = session_of(referentiel(ecrit("E", 240), oral("O", 60)), candidats=2, nb_membres=2)
    called = called_before_lunch(optimum(session), files)
    assert not check(session, with_breaks(session, led(session, called))).violations
    best = improved(session, called).plan
    assert min(t.debut for t in best.travaux).time() >= time(12, 30)


def called_before_lunch(plan: Plan, files: int) -> Plan:
    """The jury of a plan welcomed at eleven, and so many of the files read then."""
    works = sorted((t for t in plan.travaux if t.nature in READY), key=lambda t: (READY.index(t.nature), t.debut))
    debut, moved = datetime.combine(works[0].debut, time(11)), {}
    for t in works[: files + 1]:
        moved[t] = replace(t, debut=debut, fin=debut + (t.fin - t.debut))
        debut = moved[t].fin
    return replace(
        plan,
        travaux=tuple(moved.get(t, t) for t in plan.travaux),
        compositions=tuple(replace(c, debut=moved[works[0]].debut) for c in plan.compositions),
    )


def test_the_first_candidat_does_not_wait_for_the_file_of_another():
    session = heures(
        session_of(referentiel(oral("O", 60)), candidats=3, nb_membres=2), ouverture=time(8, 30), accueil=time(8, 30)
    )
    best = optimum(session)
    first, second = sorted(best.passages, key=lambda p: p.debut)[:2]
    wait = timedelta(minutes=session.reglages.lecture)
    own, other = (
        next(t for t in best.travaux if (t.nature, t.candidat) == (NatureTravail.LECTURE, p.candidat))
        for p in (first, second)
    )
    by = {own: wait, other: own.debut - other.debut}
    by |= {t: wait for t in best.travaux if (t.nature, t.candidat) == (NatureTravail.DELIBERATION, first.candidat)}
    waiting = replace(
        best,
        passages=tuple(p.deplace(lambda moment: moment + wait) if p is first else p for p in best.passages),
        travaux=tuple(replace(t, debut=t.debut + by[t], fin=t.fin + by[t]) if t in by else t for t in best.travaux),
    )
    waiting = replace(waiting, accueils=accueils_de(session, waiting.passages))
    assert not check(session, waiting).violations
    assert cost(session, best) < cost(session, waiting)
    assert cost(session, improved(session, waiting).plan) <= cost(session, best)


def optimum(session: Session) -> Plan:
    outcome, _ = planned(session, Budget(5, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    return outcome.plan


def heard(plan: Plan) -> list[int]:
    """How many candidats each jury hears."""
    return sorted(Counter(jury for p in plan.passages for jury in {x.jury for x in p.suivies}).values())


def test_a_file_is_read_while_its_candidat_writes_in_the_place_of_one_heard_in_the_morning():
    """Three files are read before the first oral, one of them during the écrit: that of somebody heard after lunch."""
    session = session_of(cda(), 3, reglages=Reglages())
    outcome, _ = planned(session, Budget(2, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    best = cost(session, outcome.plan)
    exchanged = next(
        other
        for told, other in changes(session, outcome.plan)
        if told == "lecture C1 ↔ lecture C3" and holds(session, other) and cost(session, other) > best
    )
    assert cost(session, improved(session, exchanged).plan) == best
