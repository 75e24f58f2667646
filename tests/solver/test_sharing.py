"""Membres who sit in several juries of a day: found where they help, never where the membre-days are those of one."""

from dataclasses import replace

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from builders import a, absent, ecrit, oral, referentiel
from builders import session as built
from edits import heures, reglees
from tpplanner.domain.answers import Planned, Report
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Lien, Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.solver.bounds.columns import Columns, covers
from tpplanner.solver.bounds.counting import Counting
from tpplanner.solver.bounds.patterns import Patterns
from tpplanner.solver.bounds.program import Program
from tpplanner.solver.model.compilation import from_the_plainest
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.run import Clock, run
from tpplanner.solver.search.best import Search
from tpplanner.solver.search.incumbent import Incumbent
from tpplanner.solver.search.settlement import Settled, Settlement, nobody_sits_twice

BUDGET = Budget(8.0, workers=1, reproducible=True)


def shared(name: str) -> Problem:
    """A session's problem in which membres may sit in two juries a day."""
    problem = from_the_plainest(FAMILY[name].session())[-1]
    assert problem.shared_membres
    return problem


def told_of(name: str, values: dict[str, int], bounds: dict[str, int]) -> bool:
    return nobody_sits_twice(shared(name), Clock(BUDGET), values, bounds)


def test_two_membre_days_proven_are_one_jury_of_two() -> None:
    assert told_of("b-S-ccp-1", {"1": 2, "2": 1, "3": 450}, {"1": 2})


@pytest.mark.parametrize(("presence", "alone"), [(505, True), (510, False)])
def test_three_membre_days_may_be_two_juries_of_two_by_turns(presence: int, alone: bool) -> None:
    """430 minutes on candidats, twice 25, and twice midday, as both have a membre in common: 510."""
    levels = {"1": 3, "2": 1, "3": presence}
    assert told_of("b-S-ccp-1", levels, levels) is alone
    assert not told_of("b-S-ccp-1", levels, {"1": 3})


@pytest.mark.parametrize("bounds", [{}, {"1": 1}, {"2": 1}])
def test_nothing_is_said_of_membre_days_that_are_not_proven(bounds: dict[str, int]) -> None:
    assert not told_of("b-S-ccp-1", {"1": 2, "2": 1, "3": 450}, bounds)


@pytest.mark.parametrize(("presence", "alone"), [(1145, True), (1150, True), (1155, False)])
def test_four_membres_of_a_day_are_two_juries_unless_presence_leaves_room_for_a_third(
    presence: int, alone: bool
) -> None:
    """A third jury costs its accueil, its clôture and midday, and shares membres: all three then cost midday.

    1032 minutes on candidats and 3 times 25 are 1107, 1110 in steps of five; with midday of three, 1155.
    """
    levels = {"1": 4, "2": 1, "3": presence}
    assert told_of("c-M-ccp-1", levels, levels) is alone


def test_what_days_cost_may_be_told_in_one_level() -> None:
    problem = shared("b-S-ccp-1")
    mixed = Niveau("1", (Terme("journees_membre"), Terme("jours")))
    reglages = replace(problem.reglages, niveaux=(mixed, *problem.reglages.niveaux[2:]))
    other = replace(problem, session=replace(problem.session, reglages=reglages))
    assert nobody_sits_twice(other, Clock(BUDGET), {"1": 3}, {"1": 3})
    assert not nobody_sits_twice(other, Clock(BUDGET), {"1": 4}, {"1": 4})


def test_nothing_is_said_of_juries_that_may_be_larger_than_they_need() -> None:
    problem = shared("b-S-ccp-1")
    larger = replace(problem, slots=tuple(replace(slot, most=3) for slot in problem.slots))
    assert not nobody_sits_twice(larger, Clock(BUDGET), {"1": 2}, {"1": 2})


@pytest.mark.proof
@pytest.mark.parametrize(
    ("name", "counted"), [("b-S-ccp-1", False), pytest.param("c-S-ccp-2", True, marks=pytest.mark.proof)]
)
def test_sharing_is_counted_unless_whole_days_prove_that_nobody_sits_twice(
    name: str, counted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two membre-days are one jury; of c-S-ccp-2 the plan seated takes six where whole days show five."""
    problems, clock = from_the_plainest(FAMILY[name].session()), Clock(Budget(3, workers=1, reproducible=True))
    search = Search(problems, clock, None)
    plain = Settlement(search.learned, problems[0], Incumbent(clock, None))
    assert plain.begin.seated()
    with clock.part(1):
        plain.count()
    asked, count = list[Problem](), Settlement.count
    monkeypatch.setattr(Settlement, "count", lambda self, reached: asked.append(self.problem) or count(self, reached))
    values, whole_days = plain.values(), search.learned.of_whole_days
    bounds = search.settle_sharing(plain, Settled.OPEN).bounds
    assert asked == [search.problem] * counted
    assert (values["1"], whole_days["1"]) == ((6, 5) if counted else (2, 2))
    assert bounds["1"] == whole_days["1"]


@pytest.mark.proof
def test_what_is_proven_without_sharing_is_then_proven_with_it() -> None:
    """One jury hears six candidats: the presence that the plainest problem closes bounds every plan."""
    problems = from_the_plainest(FAMILY["b-S-ccp-1"].session())
    clock = Clock(Budget(40, workers=1, reproducible=True))
    search = Search(problems, clock, None)
    plain = Settlement(search.learned, problems[0], Incumbent(clock, None))
    with clock.part(10):
        settled = plain.settle()
    values, without = plain.values(), dict(plain.bounds)
    assert settled is Settled.OPEN
    assert without["3"] == values["3"]
    stands = search.settle_sharing(plain, settled)
    assert {nom: stands.bounds[nom] for nom in without} == without


def dwwm(**autres: object) -> Session:
    """Three candidats, four membres, one day: QP 30 for all, PP 35, ET 40 and EF 15 before the jury."""
    epreuves = (ecrit("QP", 30), oral("PP", 35, apres=("QP",)), oral("ET", 40), oral("EF", 15, apres=("ET",)))
    return built(referentiel(*epreuves, quota=4), candidats=3, nb_membres=4, **autres)


def proven(session: Session) -> Report:
    """The report of a session's plan, of which all levels but the last are proven."""
    outcome, report = planned(session, Budget(30, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert all(niveau.prouve for niveau in report.niveaux[:-1])
    return report


@pytest.mark.proof
def test_four_membres_sit_by_turns_where_that_spares_presence() -> None:
    """Where midday costs nothing: two candidats leave at noon, the third comes in two parts: juries of two halves wait for nobody in between."""
    session = dwwm(nb_salles=2)
    away = {"C1": absent("10:00", "14:30"), "C2": absent("12:00", "19:00"), "C3": absent("12:00", "19:00")}
    candidats = tuple(replace(c, indisponibilites=(away[c.id],)) for c in session.candidats)
    session = reglees(replace(session, candidats=candidats), presence_midi=0)
    leaves = replace(session.membres[0], indisponibilites=(absent("18:55", "19:00"),))
    for one in (session, replace(session, membres=(leaves, *session.membres[1:]))):
        assert [niveau.valeur for niveau in proven(one).niveaux[:4]] == [4, 1, 0, 450]


def test_a_membre_sits_in_as_many_juries_of_a_day_as_there_is_time_for() -> None:
    """M1 alone has no link: with each of the three others in turn he hears the candidat who has none with them."""
    liens = [(f"C{i}", f"M{j + 1}") for i in (1, 2, 3) for j in (1, 2, 3) if i != j]
    session = dwwm(nb_salles=1, liens=tuple(Lien(c, m, "collègue") for c, m in liens))
    outcome, _ = planned(session, Budget(30, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert sorted(c.membres for c in outcome.plan.compositions) == [("M1", "M2"), ("M1", "M3"), ("M1", "M4")]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["a-S-loose-2", "b-M-loose-3"])
def test_a_jury_that_shares_no_membre_has_no_break_deducted_that_could_lie_before_it(name: str) -> None:
    """Else jury-days are counted, and hours found for them, that cost more than is said: nothing is proven then."""
    _, report = planned(FAMILY[name].session(), Budget(8, workers=1, reproducible=True))
    assert report is not None
    assert [n.nom for n in report.niveaux if n.prouve_sans_affiche][:6] == ["1", "2", "2b", "3", "4a", "4b"]


@pytest.mark.proof
def test_a_jury_day_that_begins_after_midday_costs_less_as_one_of_its_membres_turns_or_as_much() -> None:
    problem = shared("b-M-loose-1")
    patterns = Patterns(problem, Clock(Budget(60, workers=1, reproducible=True)))
    counting = Counting(problem, patterns, patterns.clock)
    *_, _ = counting.close()
    turns = [price.key for _, price in counting.columns.columns if price.key.turn]
    both = [(patterns.lexicographic(key, 0), patterns.lexicographic(replace(key, turn=False), 0)) for key in turns]
    assert all(turn <= alone for turn, alone in both)
    assert any(turn < alone for turn, alone in both)


def test_what_a_turn_costs_bounds_what_is_none_and_never_the_other_way() -> None:
    problem = shared("b-M-loose-3")
    columns = Columns(problem, Patterns(problem, Clock(Budget(60, workers=1, reproducible=True))))
    _, alone = columns.columns[0]
    turn = replace(alone, key=replace(alone.key, turn=True))
    assert covers(turn, alone)
    assert not covers(alone, turn)


def sizes_fit(session: Session, *sizes: int) -> cp_model.CpSolver | None:
    """Whether the program has jury-days of exactly these sizes, all on one day, their presence the least."""
    problem = from_the_plainest(session)[-1]
    program = Program(Columns(problem, Patterns(problem, Clock(BUDGET))))
    for size in {price.size for (_, price), _, _ in program.times}:
        taken = (z for (_, price), _, z in program.times if price.size == size)
        program.model.add(cp_model.LinearExpr.sum(list(taken)) == sizes.count(size))
    program.minimize(next(n for n in session.reglages.niveaux if n.nom == "3"))
    solver, status = run(program.model, Clock(BUDGET))
    return solver if status == cp_model.OPTIMAL else None


def of_short_orals(candidats: int, membres: int, **reglages: object) -> Session:
    """Of one day, each candidat heard ten minutes; four at most by a membre."""
    session = built(referentiel(oral("O", 10)), candidats=candidats, nb_membres=membres, nb_salles=3)
    return reglees(session, quota=4, **reglages)


def test_what_a_membre_hears_in_all_their_juries_fits_into_the_quota() -> None:
    """Six membres hear four each: those of two juries of three hear one more each, in juries of one, not of two."""
    session = of_short_orals(12, 6)
    assert sizes_fit(session, 3, 3, 2, 2, 1, 1)
    assert not sizes_fit(session, 3, 3, 2, 2, 2)


def test_a_jury_that_can_share_no_membre_leaves_midday_to_those_that_do() -> None:
    """Beside a jury of four, which is there over midday, two juries of two share one of three membres: each costs it."""
    five, six = (
        heures(of_short_orals(8, membres, presence_midi=15, lecture=60), fin=a("19:00").time()) for membres in (5, 6)
    )
    together, apart = sizes_fit(five, 4, 2, 2), sizes_fit(six, 4, 2, 2)
    assert together is not None
    assert apart is not None
    assert together.objective_value == apart.objective_value + 2 * 15
