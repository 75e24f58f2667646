"""What delays the end of each candidat before a jury: no plan contradicts it, and the least wait is the same with it."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from ortools.sat.python import cp_model

from builders import TOUTES, ecrit, jours, oral, referentiel
from drawing import seeded
from edits import reglees
from proofs import mostly_proofs
from small_sessions import on_ccps, small
from tpplanner.domain.referentiel import Table
from tpplanner.domain.session import Session
from tpplanner.solver import Budget
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.ends import end_of_paper, ends_may_be_told
from tpplanner.solver.model.problem import as_called
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, Manner, run
from tpplanner.solver.search import splits as searched
from tpplanner.solver.search.splits import few_splits, least_in_each, split_of
from tpplanner.solver.search.splits import model_of as model_of_split

BUDGET = Budget(seconds=60.0, workers=1, reproducible=True)


def drawn(seed: int) -> Session:
    """Two to four candidats on one or two of three CCPs, some with a tiers temps, one jury a day, one day or two."""
    draw = seeded(seed)
    ccps = []
    for n in range(1, 4):
        paper, first = ecrit(f"CCP{n}.QP", draw.choice((30, 60, 90))), f"CCP{n}.PP"
        orals = [oral(first, draw.choice((20, 30, 45)), apres=(paper.id,))]
        if draw.random() < 0.5:
            orals.append(oral(f"CCP{n}.ET", draw.choice((20, 30)), aussitot_apres=(first,)))
        ccps.append(Table(f"CCP{n}", f"CCP {n}", (paper, *orals)))
    ref = referentiel(oral("PP", 60), oral("EF", 15), ccps=tuple(ccps))
    choices = [tuple(draw.sample(("CCP1", "CCP2", "CCP3"), draw.choice((1, 1, 2)))) for _ in range(draw.randint(2, 4))]
    base = small(ref, candidats=len(choices), nb_membres=2, nb_salles=3, jours=jours(draw.choice((1, 1, 2))))
    session = on_ccps(base, *choices, last=draw.choice((-1, 0)))
    slower = tuple(replace(c, majorations=TOUTES if draw.random() < 0.3 else ()) for c in session.candidats)
    return reglees(
        replace(session, candidats=slower),
        pas=5,
        lecture=draw.choice((5, 15)),
        correction_qp=draw.choice((5, 15)),
        deliberation=draw.choice((5, 10)),
        battement=draw.choice((0, 5, 10)),
        pause_jury=draw.choice((30, 60)),
        travail_continu=draw.choice((150, 180, 240)),
        enchainer=draw.choice((True, True, False)),
    )


def model_of(session: Session) -> WholeModel:
    problem = compile_session(session)
    days = len(problem.days)
    return WholeModel(as_called(problem, [2] * days, [1] * days))


def some_plans(whole: WholeModel, draw: Random) -> Iterator[cp_model.CpSolver]:
    """Plans that have nothing in common but the rules: hours drawn early or late, then juries that lose no minute."""
    x, problem = whole.x, whole.problem
    passages = [x.start(task) for task in problem.tasks]
    moments = [*passages, *(x.pause(slot) for slot in problem.slots), *(x.lecture(a) for a in problem.applicants)]
    moments += [x.correction(t) for t in problem.tasks if not t.watched]
    presence = next(n.nom for n in problem.reglages.niveaux if any(t.regle == "presence_jury" for t in n.termes))
    for tight in (0, 0, 1):
        model = whole.model.clone()
        hours = sum(draw.choice((-1, 0, 1)) * moment for moment in (passages if tight else moments))
        model.minimize(10_000 * tight * whole.levels[presence] + hours)
        solver, status = run(model, Clock(BUDGET), workers=1, effort=0.1)
        if status in FOUND:
            yield solver


def first_over(whole: WholeModel, solver: cp_model.CpSolver) -> str:
    """The collective épreuve that is over first on the day on which most are."""
    groups, x = whole.problem.collectives(), whole.x
    days = [
        [e for e, tasks in groups.items() if solver.boolean_value(x.on(tasks[0], d.index))] for d in whole.problem.days
    ]
    return min(max(days, key=len), key=lambda paper: int(solver.value(end_of_paper(x, paper))))


def is_a_plan_of(model: cp_model.CpModel, whole: WholeModel, solver: cp_model.CpSolver) -> bool:
    """Whether a model admits the hours of a solution at no higher costs, rests left free."""
    x, problem = whole.x, whole.problem
    said = [*whole.passages_and_ends(), *(x.lecture(a) for a in problem.applicants)]
    said += [hour(slot) for slot in problem.slots for hour in (x.accueil, x.pause)]
    said += [x.correction(t) for t in problem.tasks if not t.watched]
    for fixed in said:
        model.add(fixed == int(solver.value(fixed)))
    for level in whole.levels.values():
        model.add(level <= int(solver.value(level)))
    return run(model, Clock(BUDGET), workers=1)[1] in FOUND


def none_is_cut(seed: int) -> int:
    """How many plans of a drawn session were tried; each is a plan of its split too."""
    whole, tried = model_of(drawn(seed)), 0
    assert ends_may_be_told(whole.problem)
    for solver in some_plans(whole, seeded(seed)):
        of_its_split = model_of_split(whole, split_of(whole, solver, []), first_over(whole, solver))
        assert is_a_plan_of(of_its_split, whole, solver), seed
        tried += 1
    return tried


@pytest.mark.parametrize("seed", mostly_proofs([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13], 1))
def test_no_plan_is_cut(seed: int) -> None:
    assert none_is_cut(seed) == 3


@pytest.mark.proof
@pytest.mark.parametrize("batch", range(6))
def test_no_plan_of_many_sessions_is_cut(batch: int) -> None:
    assert sum(none_is_cut(1000 + 8 * batch + n) for n in range(8)) > 5


def least_wait(whole: WholeModel) -> int | None:
    """The least wait of all the splits, None without splits; more than a few are not told."""
    wait = next(n for n in whole.problem.reglages.niveaux if any(t.regle == "attente" for t in n.termes))
    objective, clock = whole.levels[wait.nom], Clock(BUDGET)
    answers = least_in_each(whole, objective, few_splits(whole, clock), 10**6, clock)
    assert all(status in (cp_model.OPTIMAL, cp_model.INFEASIBLE) for _, status in answers)
    return min((int(s.value(objective)) for s, status in answers if status in FOUND), default=None)


def same_least(seed: int, monkeypatch: pytest.MonkeyPatch) -> int | None:
    whole = model_of(drawn(seed))
    with_it = least_wait(whole)
    with monkeypatch.context() as patch:
        patch.setattr(searched, "ends_may_be_told", lambda _: False)
        assert least_wait(whole) == with_it, seed
    return with_it


@pytest.mark.parametrize("seed", mostly_proofs([101, 103, 105, 107, 108, 111], 103))
def test_the_least_wait_is_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same_least(seed, monkeypatch)


@pytest.mark.proof
@pytest.mark.parametrize("batch", range(2))
def test_the_least_wait_of_many_sessions_is_the_same(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(same_least(200 + 6 * batch + n, monkeypatch) is not None for n in range(6)) > 1


def test_a_chain_heard_before_the_paper_of_the_next_one_is_not_counted_after_it() -> None:
    """C1 is heard on CCP1 before the paper of CCP2, then on CCP2; C2, who sits that paper too, comes after him."""
    ccps = tuple(
        Table(f"CCP{n}", "", (ecrit(f"CCP{n}.QP", 60), oral(f"CCP{n}.PP", 45, apres=(f"CCP{n}.QP",)))) for n in (1, 2)
    )
    session = on_ccps(small(referentiel(oral("PP", 60), ccps=ccps), nb_membres=2), ("CCP1", "CCP2"), ("CCP2",))
    hours = {"lecture": 5, "deliberation": 5, "battement": 5, "correction_qp": 5}
    whole = model_of(reglees(session, pas=5, enchainer=False, **hours))
    x, (one, _, other) = whole.x, whole.problem.units
    model, paper = whole.model.clone(), end_of_paper(x, "CCP2.QP")
    model.add(x.unit_end(one) <= paper - 60)
    model.minimize(x.watch_start(other) - paper)
    solver, _ = run(model, Clock(BUDGET), workers=1)
    assert solver.objective_value == 5 + 45 + 5 + 5 + 5
    assert is_a_plan_of(model_of_split(whole, split_of(whole, solver, []), first_over(whole, solver)), whole, solver)


def test_nothing_is_told_where_a_jury_watches_several_at_once() -> None:
    assert ends_may_be_told(compile_session(small(referentiel(oral("PP", 60)))))
    assert not ends_may_be_told(compile_session(small(referentiel(oral("PP", 60, simultanes=2)))))


@pytest.mark.parametrize("length", ["accueil_jury", "cloture", "lecture", "deliberation", "correction_qp"])
def test_nor_where_something_takes_no_time(length: str) -> None:
    session = small(referentiel(ecrit("QP", 60), oral("PP", 60)))
    assert ends_may_be_told(compile_session(session))
    assert not ends_may_be_told(compile_session(reglees(session, **{length: 0})))


def test_two_candidats_of_one_paper_end_one_after_the_other() -> None:
    """40 minutes of hearing, 10 of deliberation, 5 to come in, 5 to correct: after 50 minutes, and 60 later."""
    ccp = Table("CCP1", "CCP 1", (ecrit("CCP1.QP", 60), oral("CCP1.PP", 40, apres=("CCP1.QP",))))
    session = on_ccps(small(referentiel(oral("PP", 60), ccps=(ccp,)), nb_membres=2), ("CCP1",), ("CCP1",))
    whole = model_of(reglees(session, pas=5, deliberation=10, battement=5, correction_qp=5, lecture=15))
    (split,) = few_splits(whole, Clock(BUDGET))
    ends = [whole.x.unit_end(unit) for unit in whole.problem.units]
    model = model_of_split(whole, split, "CCP1.QP")
    model.minimize(sum(ends) - 2 * end_of_paper(whole.x, "CCP1.QP"))
    solver, _ = run(model, Clock(BUDGET), manner=Manner.LEARNING)
    assert solver.objective_value == 50 + (50 + 60)
