"""Rows exchanged, sorted, copied tell the same plan; only then is an edit one, told and blamed on its own row."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from builders import a, plan_cda_trois, session
from drawing import seeded
from example_sessions import cda_12, cda_ccp, dwwm_30, ec_8
from happenings import happening_to
from tpplanner.audit import check
from tpplanner.change.anew import replan_session
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Planned, Reading
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Candidat, Jury, Session
from tpplanner.solver import Budget
from tpplanner.workbook.breaches import as_of_now, where_broken
from tpplanner.workbook.reader import read_session
from workbook.samples import PLANNING_HEADER, with_planning
from workbook.visible import FIRST, Visible

NUMBERED = tuple(Candidat(f"C{i}", f"CANDIDAT{i}", "Sacha", numero_tire=i) for i in (1, 2, 3))
PLAIN = plan_cda_trois()
POSTED = replace(PLAIN, passages=tuple(replace(p, affiche=p.debut - timedelta(minutes=10)) for p in PLAIN.passages))
TROIS = session(candidats=NUMBERED, nb_jours=2), POSTED


def visible() -> Visible:
    return Visible(*TROIS)


def rank(sheet: Visible, nature: str, candidat: str = "", epreuve: str = "") -> int:
    """The rank of a row."""
    return next(
        i
        for i, row in enumerate(sheet.rows)
        if row.nature == nature and row.candidat.startswith(candidat) and row.epreuve.endswith(epreuve)
    )


# Six plannings


def _solved(s: Session) -> tuple[Session, Plan]:
    outcome, _ = solve_session(s, Budget(3, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    return s, outcome.plan


def _six() -> tuple[Session, Plan]:
    twelve = cda_12()
    return _solved(replace(twelve, candidats=twelve.candidats[:6], jours=twelve.jours[:2], liens=()))


def _typed_juries() -> tuple[Session, Plan]:
    s, plan = _six()
    sitting = {c.jury: c.membres for c in plan.compositions}
    return _solved(replace(s, jurys=tuple(Jury(f"Jury {n}", m) for n, m in zip("AB", sitting.values(), strict=False))))


def _replanned() -> tuple[Session, Plan]:
    for seed in range(20):
        changed = happening_to(*_solved(ec_8()), f"set of rows {seed}")
        outcome, _, _ = replan_session(changed, Budget(3, workers=1, reproducible=True))
        if isinstance(outcome, Planned) and changed.session.maintenant is not None:
            return changed.session, outcome.plan
    raise AssertionError


PLANNINGS = {
    "six candidats": _six,
    "twelve candidats": lambda: _solved(cda_12()),
    "twenty-four candidats": lambda: _solved(replace(dwwm_30(), candidats=dwwm_30().candidats[:24])),
    "CCPs": lambda: _solved(cda_ccp()),
    "juries that the centre typed": _typed_juries,
    "replanned on the day": _replanned,
}


@lru_cache
def planning(name: str) -> tuple[Session, Plan]:
    return PLANNINGS[name]()


# The same plan


def some_order(total: int, rng: Random) -> list[int]:
    """Rows in any order, or a few of them exchanged."""
    order = list(range(total))
    if rng.random() < 0.5:
        return rng.sample(order, total)
    for _ in range(rng.choice((1, 1, 2, 5))):
        one, other = rng.sample(order, 2)
        order[one], order[other] = order[other], order[one]
    return order


def tells_the_same(sheet: Visible, plan: Plan) -> None:
    reading = sheet.read()
    assert (reading.edite, reading.ecrit) == ((plan,), (plan,))
    assert (reading.editions, reading.avertissements) == ((), ())


@pytest.mark.parametrize("seed", range(6))
def test_visible_cells_in_any_order_tell_the_same_plan(seed):
    rng = seeded(f"order {seed}")
    for _ in range(6):
        sheet = visible()
        tells_the_same(sheet.ordered(some_order(len(sheet.rows), rng)), TROIS[1])


@pytest.mark.proof(6)
@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("name", PLANNINGS)
def test_a_planning_in_any_order_tells_the_same_plan(name, seed):
    s, plan = planning(name)
    rng = seeded(f"{name} {seed}")
    for _ in range(168):
        sheet = Visible(s, plan)
        tells_the_same(sheet.ordered(some_order(len(sheet.rows), rng)), plan)


@pytest.mark.parametrize("column", ["candidat", "salle", "debut", "nature", "jury"])
def test_visible_cells_sorted_by_a_column_tell_the_same_plan(column):
    sheet = visible()
    order = sorted(range(len(sheet.rows)), key=lambda i: str(sheet.value(i, column)))
    tells_the_same(sheet.ordered(order), TROIS[1])


@pytest.mark.proof(2)
@pytest.mark.parametrize("name", PLANNINGS)
def test_a_file_in_any_order_tells_the_same_plan(tmp_path, name):
    s, plan = planning(name)
    rng = seeded(f"files {name}")
    for _ in range(40):
        sheet = Visible(s, plan)
        sheet.ordered(some_order(len(sheet.rows), rng))
        reading = read_session(written(tmp_path, sheet, plan))
        assert (reading.edite, reading.editions) == ((plan,), ())
        assert not check(reading.session, reading.edite[0]).violations


def written(folder: Path, sheet: Visible, plan: Plan) -> Path:
    """The workbook of a sheet."""
    cells = {
        (PLANNING_HEADER + 1 + row, column): value
        for row, values in enumerate(sheet.cells)
        for column, value in enumerate(values, 1)
    }
    return with_planning(folder / "planning.xlsx", sheet.session, plan, cells)


def test_a_file_whose_rows_were_exchanged_tells_the_same_plan(tmp_path):
    sheet = visible()
    order = list(range(len(sheet.rows)))
    order[3], order[12] = order[12], order[3]
    reading = read_session(written(tmp_path, sheet.ordered(order), TROIS[1]))
    assert (reading.edite, reading.editions) == ((TROIS[1],), ())


def test_rows_pasted_below_and_emptied_where_they_stood_tell_the_same_plan():
    sheet = visible()
    for moved in (2, 9):
        sheet.cells.append(sheet.cells[moved])
        sheet.cells[moved] = [None] * 12
    tells_the_same(sheet, TROIS[1])


def test_a_row_copied_below_is_told_and_counts_once():
    sheet = visible()
    copied = rank(sheet, "épreuve", "CANDIDAT3", "PP")
    sheet.cells.append(sheet.cells[copied])
    reading = sheet.read()
    assert (reading.edite, reading.editions) == ((TROIS[1],), ())
    (warning,) = reading.avertissements
    assert warning.place == f"Planning!A{FIRST + len(sheet.rows)}"
    assert f"répète la ligne {FIRST + copied}" in warning.message


def test_a_row_copied_and_its_chain_moved_stay_one_passage():
    sheet = visible()
    sheet.cells.append(list(sheet.cells[rank(sheet, "épreuve", "CANDIDAT3", "ET")]))
    reading = sheet.type(rank(sheet, "épreuve", "CANDIDAT3", "PP"), debut=time(15)).read()
    assert [p.debut for p in reading.edite[0].passages if (p.candidat, p.epreuve) == ("C3", "ET")] == [a("15:40")]


def test_a_row_copied_over_another_one_loses_the_other_and_that_row_is_named():
    sheet = visible()
    over = rank(sheet, "délibération", "CANDIDAT2")
    sheet.cells[over] = list(sheet.cells[rank(sheet, "délibération", "CANDIDAT1")])
    reading = sheet.read()
    (edition,) = reading.editions
    assert edition.message.startswith("Plus aucune ligne ne dit : délibération de CANDIDAT2 Sacha")
    assert edition.cell == f"Planning!A{FIRST + over}"
    report = check(reading.session, reading.edite[0])
    assert [v.cas for v in report.violations] == ["absente"]
    assert [where.editees for where in where_broken(reading, report)] == [(FIRST + over,)]


def test_a_pin_and_a_note_go_with_the_visible_row():
    sheet = visible()
    first = rank(sheet, "épreuve", "CANDIDAT1", "QP")
    sheet.type(first, fige="heure", statut="terminé")
    reading = sheet.ordered(range(len(sheet.rows))[::-1]).read()
    (pin,) = reading.session.pins
    assert (pin.candidat, pin.epreuve) == ("C1", "QP")
    (begun,) = reading.commence
    assert (begun.candidat, begun.epreuve) == ("C1", "QP")
    assert [e.message.partition(",")[0] for e in reading.editions] == [f"Ligne {FIRST + len(sheet.rows) - 1 - first}"]


def test_a_pin_typed_on_a_copy_counts():
    sheet = visible()
    first = rank(sheet, "épreuve", "CANDIDAT1", "QP")
    sheet.cells.append(list(sheet.cells[first]))
    reading = sheet.type(len(sheet.cells) - 1, fige="tout", statut="en cours").read()
    assert [pin.portee for pin in reading.session.pins] == ["tout"]
    assert len(reading.commence) == 1
    assert len(reading.edite[0].passages) == len(TROIS[1].passages)


# A true edit


def some_edit(sheet: Visible, rng: Random) -> int:
    """Type another value into one cell of a row, which says what no other row says; its rank."""
    while True:
        at = rng.randrange(len(sheet.rows))
        champ = rng.choice(["debut", "debut", "fin", "candidat", "epreuve", "salle", "jury", "jour", "personnes"])
        before = sheet.value(at, champ)
        value = _another(sheet, at, champ, rng) if before else before
        sheet.type(at, **{champ: value})
        if value != before and sheet.cells.count(sheet.cells[at]) == 1:
            return at
        sheet.type(at, **{champ: before})


def _another(sheet: Visible, at: int, champ: str, rng: Random) -> object:
    """An hour near it, or what another row of its nature says there."""
    before = sheet.value(at, champ)
    if isinstance(before, time):
        return (
            datetime.combine(a("0:00"), before) + timedelta(minutes=rng.choice((-30, -15, -5, 5, 10, 20, 60)))
        ).time()
    return rng.choice([sheet.value(i, champ) for i, r in enumerate(sheet.rows) if r.nature == sheet.rows[at].nature])


def is_told_at_its_row(s: Session, plan: Plan, rng: Random) -> None:
    """Where the sheet is as written, and where it is sorted: the same plan, each breach at the row that was edited."""
    plain = Visible(s, plan)
    edited = some_edit(plain, rng)
    reading = plain.read()
    assert told_at(reading) == {FIRST + edited}
    order = some_order(len(plain.rows), rng)
    again = plain.ordered(order).read()
    assert told_at(again) == {FIRST + order.index(edited)}
    assert again.edite == reading.edite
    report = check(as_of_now(again), again.edite[0])
    assert {where.editees for where in where_broken(again, report)} <= {(FIRST + order.index(edited),)}


def told_at(reading: Reading) -> set[int]:
    """The rows at which an edit is told, not those of what followed."""
    return {int(e.cell.partition("!")[2][1:]) for e in reading.editions if "→" in e.message or "ajoutée" in e.message}


@pytest.mark.parametrize("seed", range(20))
def test_one_true_edit_is_told_at_its_own_row_and_blamed_there(seed):
    is_told_at_its_row(*TROIS, seeded(f"edit {seed}"))


@pytest.mark.proof(6)
@pytest.mark.parametrize("seed", range(7))
@pytest.mark.parametrize("name", PLANNINGS)
def test_one_true_edit_of_a_planning_is_told_at_its_own_row_and_blamed_there(name, seed):
    rng = seeded(f"edits {name} {seed}")
    for _ in range(12):
        is_told_at_its_row(*planning(name), rng)


@pytest.mark.parametrize("seed", range(10))
def test_three_edits_are_read_alike_in_any_order_of_the_rows(seed):
    is_read_alike(*TROIS, seeded(f"three {seed}"))


@pytest.mark.proof(6)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", PLANNINGS)
def test_three_edits_of_a_planning_are_read_alike_in_any_order_of_the_rows(name, seed):
    rng = seeded(f"three {name} {seed}")
    for _ in range(25):
        is_read_alike(*planning(name), rng)


def is_read_alike(s: Session, plan: Plan, rng: Random) -> None:
    sheet = Visible(s, plan)
    for _ in range(3):
        some_edit(sheet, rng)
    reading = sheet.read()
    again = sheet.ordered(some_order(len(sheet.rows), rng)).read()
    assert again.edite == reading.edite
    without_rows = [sorted(e.message.partition(",")[2] for e in r.editions) for r in (reading, again)]
    assert without_rows[0] == without_rows[1]


def test_of_two_edits_each_breach_names_the_one_that_made_it():
    sheet = visible()
    early, late = rank(sheet, "épreuve", "CANDIDAT1", "EF"), rank(sheet, "lecture du dossier", "CANDIDAT2")
    sheet.type(early, fin=time(11, 40)).type(late, candidat="CANDIDAT1 Sacha")
    reading = sheet.read()
    report = check(reading.session, reading.edite[0])
    blamed = {v.regle: where.editees for v, where in zip(report.violations, where_broken(reading, report), strict=True)}
    assert blamed["duree_exacte"] == (FIRST + early,)
    assert blamed["lecture_dossier"] == (FIRST + late,)


def test_a_row_of_what_ran_late_that_becomes_another_candidat_s_is_blamed_for_the_length_asked_of_them():
    sheet = visible()
    late = rank(sheet, "épreuve", "CANDIDAT1", "EF")
    sheet = Visible(sheet.session, sheet.type(late, fin=time(11, 45)).read().edite[0])
    edited = rank(sheet, "épreuve", "CANDIDAT1", "EF")
    reading = sheet.type(edited, candidat="CANDIDAT2 Sacha", statut="terminé").read()
    report = check(as_of_now(reading), reading.edite[0])
    places = zip(report.violations, where_broken(reading, report), strict=True)
    assert {where.editees for v, where in places if v.regle == "duree_exacte"} == {(FIRST + edited,)}


def test_a_pinned_row_that_becomes_another_passage_is_blamed_for_what_is_pinned_twice():
    sheet = visible()
    for row in (rank(sheet, "épreuve", "CANDIDAT1", "ET"), rank(sheet, "épreuve", "CANDIDAT1", "EF")):
        sheet.type(row, fige="heure")
    sheet = Visible(sheet.session, sheet.read().edite[0])
    edited = rank(sheet, "épreuve", "CANDIDAT1", "EF")
    reading = sheet.type(edited, epreuve="Épreuve ET").read()
    report = check(reading.session, reading.edite[0])
    assert "passage_fige" in {v.regle for v in report.violations}
    assert {where.editees for where in where_broken(reading, report)} == {(FIRST + edited,)}


def test_two_candidats_exchanged_are_two_edits_and_nothing_follows():
    sheet = visible()
    one, other = rank(sheet, "épreuve", "CANDIDAT1", "ET"), rank(sheet, "épreuve", "CANDIDAT2", "ET")
    sheet.type(one, candidat="CANDIDAT2 Sacha").type(other, candidat="CANDIDAT1 Sacha")
    reading = sheet.read()
    assert [e.cell for e in reading.editions] == [f"Planning!E{FIRST + one}", f"Planning!E{FIRST + other}"]
    heard = {p.candidat: p.debut for p in reading.edite[0].passages if p.epreuve == "ET"}
    were = {p.candidat: p.debut for p in TROIS[1].passages if p.epreuve == "ET"}
    assert heard == {"C1": were["C2"], "C2": were["C1"], "C3": were["C3"]}


def test_a_row_emptied_is_told_and_named():
    sheet = visible()
    emptied = rank(sheet, "délibération", "CANDIDAT2")
    sheet.cells[emptied] = [None] * 12
    reading = sheet.read()
    (edition,) = reading.editions
    assert edition.message.startswith("Plus aucune ligne ne dit : délibération de CANDIDAT2 Sacha, le 14/06/2027 à")
    assert edition.cell == f"Planning!A{FIRST + emptied}"
    report = check(reading.session, reading.edite[0])
    assert {where.editees for where in where_broken(reading, report)} == {(FIRST + emptied,)}


def test_an_illegible_row_is_not_told_as_gone():
    sheet = visible()
    reading = sheet.type(rank(sheet, "pause méridienne"), debut="bientôt").read()
    assert reading.editions == ()
    assert any("n'est pas prise en compte" in w.message for w in reading.avertissements)


@pytest.mark.parametrize("lost", ["jour", "salle", "candidat"])
def test_without_a_hidden_column_no_edit_is_told_and_the_plan_is_what_stands_there(lost):
    sheet = visible()
    reading = sheet.without_hidden(lost).ordered(range(len(sheet.rows))[::-1]).read()
    assert (reading.edite, reading.editions) == ((PLAIN,), ())
    assert any("colonnes cachées" in w.message for w in reading.avertissements)
