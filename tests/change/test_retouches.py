"""A planning changed by hand, one thing at a time: what follows, what the check says, what its file tells."""

from datetime import time, timedelta
from functools import cache

import pytest
from benchmarks.sessions import FAMILY

from builders import a, session
from drawing import seeded
from edits import shifted
from journees import TROIS, journee
from references import disturbed
from tpplanner.audit import check, holds
from tpplanner.change.by_hand import Exchange, Padlock, Relocation, Seat, retouched
from tpplanner.change.displacement import Put, whole_passage
from tpplanner.commands.outputs import write_excel
from tpplanner.commands.reading import read_planning
from tpplanner.commands.retouch import new_breaches, outcome_of, replan_around, retouch, under_hand, write_retouched
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import NatureTravail
from tpplanner.errors import CannotWrite
from tpplanner.solver import Budget
from tpplanner.texts.classeur import RETOUCHE
from tpplanner.workbook.marks import Marks, read_marks

DEUX_JURYS = """
9:00 QP C1 C2 C3
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:30 correction C1 QP
9:40 PP C1
10:20 ET C1
11:05 EF C1
11:35 pause
12:35 correction C2 QP
12:45 PP C2
13:25 ET C2
14:10 EF C2
14:40 cloture
J2 : M3 M4 en S2
8:30 accueil
8:40 lecture C3
9:30 correction C3 QP
9:40 PP C3
10:20 ET C3
11:05 EF C3
11:35 cloture
"""


@cache
def two_juries():
    s = session(nb_membres=4, nb_salles=2)
    plan = journee(s, DEUX_JURYS)
    assert check(s, plan).conforme
    return s, plan


@cache
def one_jury():
    s = session()
    return s, journee(s, TROIS)


def starts(plan, candidat):
    return {p.epreuve: p.debut.time() for p in plan.du_candidat(candidat)}


def test_what_is_left_where_it_is_stays_as_it_is():
    s, plan = two_juries()
    assert retouched(s, plan, Put("C2", "PP", a("12:45"))) == plan


@pytest.mark.parametrize("name", ["R02-demi-journee-cda", "R12-fauteuil-catl", "R19-ecrit-majore-gcf", "c-S-loose-1"])
def test_a_passage_put_elsewhere_and_back_leaves_the_planning_as_it_was(name):
    s, plan = FAMILY[name].session(), FAMILY[name].plan()
    for p in plan.passages:
        jury = next((x.jury for x in p.suivies), "")
        there = retouched(s, plan, Put(p.candidat, p.epreuve, p.debut + timedelta(minutes=5), jury))
        back = retouched(s, there, Put(p.candidat, p.epreuve, p.debut, jury))
        assert back.passages == plan.passages
        assert back.compositions == plan.compositions


def test_what_follows_a_passage_at_once_goes_with_it_and_so_do_the_hours_of_all_concerned():
    s, plan = one_jury()
    later = retouched(s, plan, Put("C3", "PP", a("15:30")))
    assert starts(later, "C3") == {"QP": time(9), "PP": time(15, 30), "ET": time(16, 10), "EF": time(16, 55)}
    (jury,) = later.compositions
    assert jury.fin == plan.compositions[0].fin + timedelta(minutes=40)
    assert check(s, later).conforme


@pytest.mark.parametrize("epreuve", ["PP", "ET", "EF"])
def test_any_passage_of_those_that_move_together_moves_them_all(epreuve):
    s, plan = one_jury()
    before = next(p.debut for p in plan.du_candidat("C3") if p.epreuve == epreuve)
    later = retouched(s, plan, Put("C3", epreuve, before + timedelta(minutes=10)))
    assert starts(later, "C3") == starts(shifted(plan, 10, "C3", "PP", "ET", "EF"), "C3")


def test_before_another_jury_its_works_come_too_in_its_own_room():
    s, plan = two_juries()
    there = retouched(s, plan, Put("C2", "PP", a("12:45"), "J2"))
    assert {x.salle for p in there.du_candidat("C2") for x in p.suivies} == {"S2"}
    assert {t.nature for t in there.travaux if (t.candidat, t.jury) == ("C2", "J2")} >= {
        NatureTravail.LECTURE,
        NatureTravail.CORRECTION,
        NatureTravail.DELIBERATION,
    }
    assert check(s, there).conforme


def test_a_jury_that_hears_nobody_more_is_not_called():
    s, plan = two_juries()
    there = retouched(s, plan, Put("C3", "PP", a("14:50"), "J1"))
    assert [c.jury for c in there.compositions] == ["J1"]
    assert check(s, there).conforme


def test_a_whole_passage_is_pinned_at_once_or_one_epreuve_alone():
    s, plan = two_juries()
    pinned = retouched(s, plan, Padlock("C2", "PP", "heure"))
    assert {(p.candidat, p.epreuve) for p in pinned.passages if p.fige} == {("C2", e) for e in ("PP", "ET", "EF")}
    assert retouched(s, pinned, Padlock("C2", "ET", "")) == plan
    alone = retouched(s, plan, Padlock("C2", "PP", "heure", seule=True))
    assert [(p.candidat, p.epreuve) for p in alone.passages if p.fige] == [("C2", "PP")]


def test_a_whole_passage_is_all_that_one_jury_hears_of_somebody_on_a_day():
    s, plan = two_juries()
    passages = {p.epreuve: p for p in plan.du_candidat("C2")}
    assert {p.epreuve for p in whole_passage(s, plan, passages["ET"])} == {"PP", "ET", "EF"}
    assert whole_passage(s, plan, passages["QP"]) == (passages["QP"],)


def test_an_epreuve_that_lies_apart_from_the_others_moves_with_them():
    s, plan = two_juries()
    apart = retouched(s, plan, Put("C2", "EF", a("15:30"), seule=True))
    assert starts(apart, "C2") == {"QP": time(9), "PP": time(12, 45), "ET": time(13, 25), "EF": time(15, 30)}
    later = retouched(s, apart, Put("C2", "PP", a("12:55")))
    assert starts(later, "C2") == {"QP": time(9), "PP": time(12, 55), "ET": time(13, 35), "EF": time(15, 40)}


def test_two_passages_exchanged_are_each_where_the_other_was_and_all_of_it_holds():
    s, plan = two_juries()
    swap = Exchange(Put("C1", "PP", a("9:40"), "J2"), Put("C3", "PP", a("9:40"), "J1"))
    there = retouched(s, plan, swap)
    assert starts(there, "C1") == starts(plan, "C3")
    assert starts(there, "C3") == starts(plan, "C1")
    assert {t.candidat for t in there.travaux if t.jury == "J2" and t.candidat} == {"C1"}
    assert check(s, there).conforme


def test_a_plan_holds_if_and_only_if_the_check_finds_nothing():
    s, plan = two_juries()
    rng, told = seeded("holds"), set()
    for _ in range(60):
        moved = disturbed(s, plan, rng)
        told.add(holds(s, moved))
        assert holds(s, moved) == check(s, moved).conforme
    assert False in told
    assert holds(s, plan)


# Files


@pytest.fixture
def planning(tmp_path):
    s, plan = two_juries()
    path = tmp_path / "session-planning-v1.xlsx"
    write_excel(path, s, Planned(plan, ()), check(s, plan))
    return path


def test_what_is_kept_is_read_back_and_tells_what_it_is_a_change_of(planning):
    out = planning.with_name("session-planning-v2.xlsx")
    lu = read_planning(planning)
    found = retouch(lu, Put("C2", "PP", a("13:30")))
    write_retouched(found, planning, out)
    assert read_marks(out) == Marks(planning.name, intact=True, ici=True, cause=RETOUCHE)
    again = read_planning(out)
    assert again.edite == (found.plan,)
    assert again.editions == ()
    assert again.session.version_planning == lu.session.version_planning + 1
    assert out.with_name("session-planning-v2-affichage.xlsx").exists()


def test_a_plan_that_breaks_a_rule_is_kept_on_demand_alone_marked_and_on_no_wall(planning):
    from tpplanner.errors import Bug

    out = planning.with_name("session-planning-v2.xlsx")
    found = retouch(read_planning(planning), Put("C2", "PP", a("11:00")))
    assert not found.report.conforme
    with pytest.raises(Bug):
        write_retouched(found, planning, out)
    assert not out.exists()
    write_retouched(found, planning, out, malgre_manquements=True)
    assert read_marks(out) == Marks(planning.name, len(found.report.violations), intact=True, ici=True, cause=RETOUCHE)
    assert not out.with_name("session-planning-v2-affichage.xlsx").exists()


def test_nothing_is_written_over_a_file(planning):
    found = retouch(read_planning(planning), Put("C2", "PP", a("13:30")))
    before = planning.read_bytes()
    with pytest.raises(CannotWrite):
        write_retouched(found, planning, planning)
    assert planning.read_bytes() == before


def test_several_changes_are_judged_once_as_a_whole_and_written_with_their_cause(planning):
    lu = read_planning(planning)
    asked = (Put("C2", "PP", a("11:00")), Put("C2", "PP", a("13:30")), Seat("J2", a("9:00").date(), "M3", "M4"))
    retouching = under_hand(lu, asked[:2])
    found = outcome_of(retouching)
    assert found.report.conforme
    assert found.plan == retouch(lu, Put("C2", "PP", a("13:30"))).plan
    out = planning.with_name("session-planning-v2.xlsx")
    write_retouched(found, planning, out, cause="déplacement de X")
    assert read_marks(out).cause == "déplacement de X"
    assert read_planning(out).edite == (found.plan,)


def test_what_was_broken_before_is_not_told_of_a_further_change(planning):
    broken = under_hand(read_planning(planning), (Put("C2", "PP", a("11:00")),))
    assert outcome_of(broken).report.violations
    assert new_breaches(broken, Relocation("J2", a("9:00").date(), "S2")) == ()
    assert new_breaches(broken, Put("C3", "PP", a("9:00")))


def test_a_passage_that_is_let_go_may_move_and_one_that_is_pinned_may_not(planning):
    kept = under_hand(read_planning(planning), (Padlock("C2", "PP", "heure"),))
    moved = Put("C2", "PP", a("13:30"))
    assert {v.regle for v in new_breaches(kept, moved)} == {"passage_fige"}
    assert new_breaches(kept.then(Padlock("C2", "PP", "")), moved) == ()


@pytest.mark.proof
def test_planned_around_a_passage_it_stays_where_it_was_put_and_nobody_is_pinned(planning):
    out = planning.with_name("session-planning-v2.xlsx")
    where = Put("C3", "PP", a("9:45"), "J1")
    assert not retouch(read_planning(planning), where).report.conforme
    answer = replan_around(planning, [where], Budget(60, workers=1, reproducible=True), out)
    assert answer.report.conforme
    (passage,) = (p for p in read_planning(out).edite[0].du_candidat("C3") if p.epreuve == "PP")
    assert passage.debut == a("9:45")
    assert not any(p.fige for p in read_planning(out).edite[0].passages)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"autre chose"])
def test_a_file_that_is_no_workbook_tells_nothing(tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert read_marks(path) == Marks()
