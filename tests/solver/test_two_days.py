"""Where parts lie apart, juries that sit on two days may hear them on one and the rest on the other."""

from dataclasses import replace

import pytest

from builders import ecrit, oral, referentiel, session
from edits import changed
from tpplanner.audit import check
from tpplanner.domain.session import Jury
from tpplanner.solver import Budget
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.run import Clock
from tpplanner.solver.search.beginning import Beginning, assigned
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.two_days import two_day_assignments


def in_parts():
    """Two parts of two hours that lie apart, then an oral of two hours and a half: nobody hears two whole in a day."""
    msp = (oral(f"MSP{n}", 60, modalite="MSP", separee=True) for n in (1, 2))
    et = oral("ET", 120, apres=("MSP1", "MSP2", "QP"))
    return referentiel(ecrit("QP", 45), *msp, et, oral("EF", 30, apres=("ET",)), sigle="PARTIES")


def first_assignment(s):
    return next(two_day_assignments(from_the_plainest(s)[-1]), None)


def test_three_candidats_take_one_jury_two_days():
    s = session(in_parts(), candidats=3, nb_membres=4, nb_jours=3)
    problem = from_the_plainest(s)[-1]
    assignment = first_assignment(s)
    assert [problem.slots[slot].day for slot in assignment.sitting] == [0, 1]
    assert len({*assignment.sitting.values()}) == 1
    heard = {unit: problem.slots[slot].day for unit, slot in assignment.hears.items()}
    apart = {u.index for u in problem.units if all(problem.tasks[t].epreuve.separee for t in u.tasks)}
    assert {day for unit, day in heard.items() if unit in apart} == {0}
    assert {day for unit, day in heard.items() if unit not in apart} == {1}
    assert set(heard) == {u.index for u in problem.units}


def test_hours_are_found_for_them():
    """Four hours and a half of hearing each: whole, three candidats take a jury three days; in parts, two."""
    s = session(in_parts(), candidats=3, nb_membres=2, nb_jours=2)
    best = Incumbent(Clock(Budget(20, workers=1, reproducible=True)), None)
    problem = from_the_plainest(s)[-1]
    Beginning(problem, Patterns(problem, best.clock), best, best.clock).in_two_days()
    assert best.plan is not None
    assert check(s, best.plan).violations == ()
    assert len({c.jour for c in best.plan.compositions}) == 2


@pytest.mark.parametrize(
    "s",
    [
        session(referentiel(ecrit("QP", 30), oral("ET", 60), oral("EF", 30)), candidats=3, nb_membres=2, nb_jours=2),
        session(in_parts(), candidats=3, nb_membres=2, nb_jours=1),
        session(in_parts(), candidats=9, nb_membres=2, nb_jours=2),
    ],
    ids=["nothing apart", "one day", "too many"],
)
def test_none_where_it_cannot_be(s):
    assert first_assignment(s) is None


def test_who_knows_a_candidat_is_not_of_their_jury():
    s = session(in_parts(), candidats=2, nb_membres=4, nb_jours=2, nb_salles=2)
    s = changed(s, "C1", formateurs=("M1",))
    problem = from_the_plainest(s)[-1]
    assignment = first_assignment(s)
    c1 = next(a for a in problem.applicants if a.id == "C1")
    m1 = next(p.index for p in problem.people if p.id == "M1")
    assert all(m1 not in assignment.sitting[assignment.hears[unit]] for unit in c1.units)


def test_a_jury_of_the_centre_sits_on_both_days():
    s = session(in_parts(), candidats=3, nb_membres=4, nb_jours=2)
    s = replace(s, jurys=(Jury("A", ("M1", "M2")), Jury("B", ("M3", "M4"))))
    problem = from_the_plainest(s)[-1]
    assignment = first_assignment(s)
    assert {problem.slots[slot].given for slot in assignment.sitting} == {"A"}
    assert len(assigned(problem, assignment).problem.slots) == 2
