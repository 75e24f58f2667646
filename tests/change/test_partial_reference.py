"""Planned anew from a planning of which rows were deleted: what is gone is placed, and no bound exceeds its measure."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from benchmarks.sessions import FAMILY

from change.test_events import day
from change.test_family_events import planned as an_example
from drawing import seeded
from edits import shifted, sitting
from some import some
from tpplanner.audit import check
from tpplanner.change.events import changed
from tpplanner.domain.answers import Planned, Report
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from worlds import valid

EXAMPLES = ("R09", "R13")
MANY = 40


def again(session: Session, before: Plan, left: Plan, seconds: float = 1) -> Report:
    """Plan again from what is left of a plan, and hold what must hold."""
    change = changed(session, left, avant=before)
    outcome, report = planned(change.session, Budget(seconds, workers=1, reproducible=True))
    assert isinstance(outcome, Planned), outcome
    assert report is not None
    assert check(change.session, outcome.plan).violations == ()
    assert all(n.borne is None or n.borne <= n.valeur for n in report.niveaux)
    return report


def without_orals(plan: Plan, candidat: str) -> Plan:
    """The plan without what a candidat passes before his jury."""
    return replace(plan, passages=tuple(p for p in plan.passages if p.candidat != candidat or not p.suivies))


def without_works(plan: Plan, candidat: str) -> Plan:
    """The plan without the works on a candidat."""
    return replace(plan, travaux=tuple(t for t in plan.travaux if t.candidat != candidat))


def without_day(plan: Plan, jour: date) -> Plan:
    """The plan without anything of a day."""
    return Plan(
        tuple(p for p in plan.passages if p.jour != jour),
        tuple(t for t in plan.travaux if t.debut.date() != jour),
        tuple(p for p in plan.presences if p.debut.date() != jour),
        tuple(c for c in plan.compositions if c.jour != jour),
    )


def deletions(plan: Plan, candidats: Collection[str]) -> Iterator[Plan]:
    """The plan without each thing that a hand may delete, of these candidats or of everybody."""
    for candidat in candidats:
        yield without_orals(plan, candidat)
        yield without_works(plan, candidat)
        yield without_works(without_orals(plan, candidat), candidat)
        yield without_works(replace(plan, passages=tuple(p for p in plan.passages if p.candidat != candidat)), candidat)
    for passage in (p for p in plan.passages if p.candidat in candidats):
        yield replace(plan, passages=tuple(p for p in plan.passages if p != passage))
    for composition in plan.compositions:
        yield replace(plan, compositions=tuple(c for c in plan.compositions if c != composition))
        yield replace(plan, travaux=tuple(t for t in plan.travaux if t.candidat or t.jury != composition.jury))
    for epreuve in sorted({p.epreuve for p in plan.passages}):
        yield replace(plan, passages=tuple(p for p in plan.passages if p.epreuve != epreuve))
    for jour in plan.jours():
        yield without_day(plan, jour)


@pytest.mark.parametrize("candidat", ["C1", "C2", "C3"])
def test_a_candidat_whose_orals_are_deleted_is_heard_and_nobody_else_is_disturbed(candidat):
    s, plan = day()
    report = again(s, plan, without_orals(plan, candidat))
    assert [n.valeur for n in report.niveaux if n.nom in ("R1", "R2", "R3")] == [0, 1, 0]
    assert all(n.prouve for n in report.niveaux if n.nom in ("R1", "R2", "R3"))


@pytest.mark.proof
@pytest.mark.parametrize("every", [False, True], ids=["one of four", "every thing"])
def test_whatever_is_deleted_is_planned_anew(every):
    s, plan = day()
    for left in some(deletions(plan, ["C2"]))[:: 1 if every else 4]:
        again(s, plan, left, seconds=0.3)


@pytest.mark.proof
def test_a_passage_moved_alone_to_another_day_is_not_counted_with_its_whole_chain():
    """Who hears the candidat on one day changes one of his two passages before the jury, whichever was moved."""
    s, plan = next(drawn for drawn in valid(seeded("one day")) if drawn[0].referentiel.sigle == "SC")
    report = again(s, plan, shifted(plan, -24 * 60, "C1", "EF"))
    assert next(n.valeur for n in report.niveaux if n.nom == "R3") == 1


def test_a_name_that_is_no_membre_breaks_no_jury():
    """M1 and M2 sit together as before: somebody unknown, typed beside them, is nobody who could be missing."""
    s, plan = day()
    report = again(s, plan, sitting(plan, "M1", "M2", "DUPONT"))
    assert next(m.valeur for m in report.mesures if m.regle == "jurys_rompus") == 0


@pytest.mark.proof
@pytest.mark.parametrize("case", EXAMPLES)
def test_every_candidat_of_an_example_is_planned_anew(case):
    session, plan = an_example(next(name for name in FAMILY if name.startswith(case)))
    for candidat in session.candidats:
        again(session, plan, without_orals(plan, candidat.id))
        again(session, plan, without_works(without_orals(plan, candidat.id), candidat.id))


@pytest.mark.proof
@pytest.mark.deep
def test_whatever_is_deleted_of_many_drawn_plans_is_planned_anew():
    for session, plan in islice(valid(seeded("many rows deleted")), MANY):
        for left in deletions(plan, [c.id for c in session.candidats]):
            again(session, plan, left)
