"""Candidats who are alike: in each other's place a plan is as good, and a model that keeps one of these plans is exact."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from itertools import islice, pairwise

import pytest
from benchmarks.sessions import FAMILY

from builders import LUNDI, TIERS, a, absent, oral, referentiel
from deduced import deduced
from drawing import seeded
from small_draws import drawn_small
from small_sessions import pinned as with_pin
from small_sessions import small
from tpplanner.audit import check, measured
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Convocation, Lien, Session
from tpplanner.solver import Budget
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.model.alike import alike, put_in_order
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.objective import ranks
from tpplanner.solver.model.pinning import NotExpressible, pinned
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.run import FOUND, Clock, run
from tpplanner.solver.search import finish, settlement
from tpplanner.solver.search.incumbent import Incumbent
from worlds import valid

DRAWN = (20, *(pytest.param(n, marks=pytest.mark.proof) for n in (21, 22)))


def clock(seconds: float = 20) -> Clock:
    return Clock(Budget(seconds=seconds, workers=1, reproducible=True))


def four() -> Session:
    return small(referentiel(oral("PP", 30)), candidats=4, nb_membres=4, nb_salles=2)


def with_first(session: Session, **own: object) -> Session:
    first, *others = session.candidats
    return replace(session, candidats=(replace(first, **own), *others))


def groups(session: Session) -> list[list[str]]:
    return [[one.id for one in group] for group in alike(compile_session(session))]


def test_those_of_whom_every_rule_knows_the_same_are_alike() -> None:
    assert groups(four()) == [["C1", "C2", "C3", "C4"]]


def test_those_alike_stand_in_the_order_asked_for() -> None:
    session = with_first(replace(four(), reglages=replace(four().reglages, ordre="tirage")), numero_tire=9)
    order = ranks(compile_session(session))
    (group,) = alike(compile_session(session))
    assert all(order[one.index] < order[other.index] for one, other in pairwise(group))


OWN = {
    "a room apart": with_first(four(), salle_a_part=True),
    "an accessible room": with_first(four(), salle_accessible=True),
    "an aide": with_first(four(), aide="A1"),
    "a formateur": with_first(four(), formateurs=("M1",)),
    "more time": with_first(four(), majorations=((Nature.ORAL, TIERS),)),
    "an absence": with_first(four(), indisponibilites=(absent("8:00", "9:00"),)),
    "a link": replace(four(), liens=(Lien("C1", "M1"),)),
    "a convocation": replace(four(), convocations=(Convocation("C1", LUNDI, time(9)),)),
    "a pin": with_pin(four(), "C1", "PP", a("9:00")),
}


@pytest.mark.parametrize("session", OWN.values(), ids=OWN)
def test_who_has_something_of_their_own_is_like_nobody(session: Session) -> None:
    assert groups(session) == [["C2", "C3", "C4"]]


def test_all_hours_for_which_somebody_was_convened_count() -> None:
    """Beside the hour of the others, the first was convened at noon: plis are not opened before."""
    early = tuple(Convocation(c.id, LUNDI, time(8)) for c in four().candidats)
    twice = replace(four(), convocations=(Convocation("C1", LUNDI, time(12)), *early))
    assert groups(replace(four(), convocations=early)) == [["C1", "C2", "C3", "C4"]]
    assert groups(twice) == [["C2", "C3", "C4"]]


def test_who_has_the_same_link_is_alike() -> None:
    linked = replace(four(), liens=(Lien("C1", "M1"), Lien("C2", "M1")))
    assert sorted(groups(linked)) == [["C1", "C2"], ["C3", "C4"]]


def test_beside_a_reference_plan_nobody_is_alike() -> None:
    session = FAMILY["c-M-loose-1"].session()
    plan = FAMILY["c-M-loose-1"].plan()
    assert plan is not None
    assert groups(session)
    assert groups(replace(session, reference=(plan,))) == []


def plans(seed: int) -> Iterator[tuple[Session, Plan]]:
    """Plans drawn, each with a session that admits it, mostly with candidats alike; more of them for a proof."""
    rng, number = seeded(seed), 45 if seed == DRAWN[0] else 90
    for n, (session, plan) in enumerate(islice(valid(rng), number)):
        yield (deduced(session, plan, rng) if n % 2 else session), plan


@pytest.mark.parametrize("seed", DRAWN)
def test_a_plan_put_in_order_is_as_good_but_for_the_order_and_the_model_that_keeps_it_says_it(seed: int) -> None:
    moved = said = 0
    for session, plan in plans(seed):
        problem = compile_session(session)
        ordered = put_in_order(problem, plan)
        moved += ordered != plan
        assert check(session, ordered).violations == ()
        free = {n.nom for n in session.niveaux if any(t.regle == "ordre" for t in n.termes)}
        before, after = measured(session, plan), measured(session, ordered)
        assert {k: v for k, v in before.items() if k not in free} == {k: v for k, v in after.items() if k not in free}
        if _says(WholeModel(problem), plan):
            said += ordered != plan
            assert _says(WholeModel(problem, ordered=True), ordered)
    assert moved
    assert said


def _says(whole: WholeModel, plan: Plan) -> bool:
    """Whether a plan is one of a model: its own work at other minutes than a model's is said otherwise."""
    try:
        for relation in pinned(whole.problem, whole.x, plan):
            whole.model.add(relation)
    except NotExpressible:
        return False
    return run(whole.model, clock())[1] in FOUND


@pytest.mark.parametrize("seed", DRAWN)
def test_the_least_of_each_level_is_the_same_in_the_order(seed: int) -> None:
    """Session after session, level after level, the first three levels: exact in both models or in neither."""
    compared = 0
    for n in range(6):
        session = drawn_small(f"alike {seed} {n}")
        problem = compile_session(session)
        if not alike(problem):
            continue
        least = [_least(WholeModel(problem, ordered=ordered)) for ordered in (False, True)]
        assert least[0] == least[1]
        compared += 1
    assert compared


def _least(whole: WholeModel) -> list[int] | None:
    """The first three levels minimised in turn, or None where there is no plan."""
    values, time_ = [], clock(60)
    for nom in list(whole.levels)[:3]:
        whole.model.minimize(whole.levels[nom])
        solver, status = run(whole.model, time_, workers=1)
        if status not in FOUND:
            return None
        values.append(int(solver.value(whole.levels[nom])))
        whole.limit({nom: values[-1]})
    return values


@pytest.mark.proof
def test_bounds_are_sought_in_that_order_and_fewer_days_and_the_last_levels_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, bool]] = []

    def spied(where: str, *args: object, ordered: bool = False) -> WholeModel:
        asked.append((where, ordered))
        return WholeModel(*args, ordered=ordered)  # type: ignore[arg-type]

    monkeypatch.setattr(settlement, "WholeModel", lambda *args, **kw: spied("settlement", *args, **kw))
    monkeypatch.setattr(finish, "WholeModel", lambda *args, **kw: spied("finish", *args, **kw))
    problem = compile_session(FAMILY["a-S-ccp-2"].session())
    time_, niveaux = clock(), problem.session.niveaux
    learned = settlement.Learned(problem, time_, Patterns(problem, time_))
    settled = settlement.Settlement(learned, problem, Incumbent(time_, None))
    assert settled.begin.seated()
    with time_.part(0.5):
        settled._level_by_level()  # noqa: SLF001
    assert asked == [("settlement", True)]
    assert settled.best.whole is not None
    assert settled.best.whole.ordered
    with time_.part(0.5):
        settled.improvement().close(problem, niveaux, 0, {})
    with time_.part(0.5):
        settled.improvement().down_to(problem, niveaux, 0, {})
    assert asked[1:] == [("finish", True), ("finish", True)]
    finish.Fewer(problem, settlement.best, time_)._of_calling(problem, (2, 2), {})  # noqa: SLF001
    monkeypatch.setattr(finish, "SMALL", 0)
    whole = finish.Finish(problem, settlement.best, time_)._model_of_its_juries(niveaux[-1:])  # noqa: SLF001
    assert whole is not None
    assert not whole.ordered
    assert {ordered for _, ordered in asked[3:]} == {False}


@pytest.mark.proof
def test_the_incumbent_is_given_to_a_model_in_the_order_that_it_keeps() -> None:
    session = FAMILY["a-S-ccp-2"].session()
    problem, known = compile_session(session), Incumbent(clock(), None)
    known.any_plan(WholeModel(problem))
    assert known.plan is not None
    ordered = put_in_order(problem, known.plan)
    ids = [[one.id for one in group] for group in alike(problem)]
    known.plan = ordered.echange({one: other for group in ids for one, other in zip(group, group[::-1], strict=True)})
    assert known.plan != ordered
    whole = WholeModel(problem, ordered=True)
    known.suggest_to(whole)
    assert known.whole is whole
    assert known.plan == ordered
