"""A planning changed by hand, one thing at a time: what follows, what the check says, what its file tells."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache

import pytest
from benchmarks.sessions import FAMILY

from builders import a, session
from drawing import seeded
from edits import shifted
from journees import TROIS, journee
from proofs import mostly_proofs
from references import disturbed
from tpplanner.audit import check, holds
from tpplanner.change.by_hand import ByHand, Padlock, Put, places_by_hand, retouched
from tpplanner.change.elsewhere import membres_of
from tpplanner.change.events import changed
from tpplanner.commands.outputs import write_excel
from tpplanner.commands.reading import read_planning
from tpplanner.commands.retouch import in_place, replan_around, retouch, write_retouched
from tpplanner.domain.answers import Immobile, Planned
from tpplanner.domain.plan import NatureTravail
from tpplanner.errors import CannotWrite
from tpplanner.solver import Budget, Clock, moving_together, vacancies
from tpplanner.texts.classeur import RETOUCHE
from tpplanner.workbook.marks import Marks, read_marks
from tpplanner.workbook.planning import Handled

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
def test_a_passage_put_where_it_is_moves_nothing_in_sessions_of_all_kinds(name):
    s = FAMILY[name].session()
    plan = Handled(s, FAMILY[name].plan()).retouched(lambda _, row: row)  # as its file would tell it
    hand = ByHand(s, plan)
    for p in plan.passages:
        assert hand.elsewhere(Put(p.candidat, p.epreuve, p.debut)) == plan, p


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


def test_a_pin_is_all_that_a_padlock_changes():
    s, plan = two_juries()
    pinned = retouched(s, plan, Padlock("C2", "PP", "heure"))
    assert [(p.candidat, p.epreuve) for p in pinned.passages if p.fige] == [("C2", "PP")]
    assert retouched(s, pinned, Padlock("C2", "PP", "")) == plan


# Where a passage may go at once


def moments(vacancy, candidat):
    """When, and before whom, the search says that an oral of his could begin."""
    passage = next(p for p in vacancy.plan.du_candidat(candidat) if p.epreuve == "PP")
    for minute in vacancy.starts:
        yield datetime.combine(passage.jour, time(*divmod(minute, 60))), membres_of(vacancy.plan, passage)


@pytest.mark.parametrize(
    ("made", "candidat"), mostly_proofs([(one_jury, "C3"), (two_juries, "C2"), (two_juries, "C3")], (one_jury, "C3"))
)
def test_each_hour_is_one_that_the_check_accepts_and_the_search_finds_too(made, candidat):
    s, plan = made()
    to_ask = changed(s, plan, ()).session
    at_once = places_by_hand(to_ask, candidat, "PP", seconds=600)
    assert at_once.places
    budget = Budget(120, workers=1, reproducible=True)
    (together,) = (group for group in moving_together(to_ask, candidat) if "PP" in group)
    searched = vacancies(to_ask, candidat, together, Clock(budget), budget.seconds)
    assert searched.unsettled == 0
    known = {moment for vacancy in searched.places for moment in moments(vacancy, candidat)}
    for place in at_once.places:
        assert place.deplaces == ()
        assert {(debut, place.membres) for debut in place.heures} <= known
        for debut in place.heures:
            jury = next(x.jury for x in place.passage.suivies)
            assert check(to_ask, ByHand(to_ask, plan).elsewhere(Put(candidat, "PP", debut, jury))).conforme


def test_what_is_tried_in_no_time_is_told_as_not_tried():
    s, plan = two_juries()
    none = places_by_hand(changed(s, plan, ()).session, "C2", "PP", seconds=-1)
    assert none.places == ()
    assert none.ouvertes > 0


def test_a_passage_for_all_or_pinned_goes_nowhere():
    s, plan = two_juries()
    assert places_by_hand(changed(s, plan, ()).session, "C2", "QP").immobile is Immobile.COLLECTIVE
    pinned = replace(s, pins=tuple(_pin(p) for p in plan.passages if (p.candidat, p.epreuve) == ("C2", "ET")))
    assert places_by_hand(changed(pinned, plan, ()).session, "C2", "PP").immobile is Immobile.FIGE
    assert places_by_hand(changed(s, plan, ()).session, "C9", "PP") is None


def _pin(passage):
    from tpplanner.domain.session import Pin, Portee

    return Pin(passage.candidat, passage.epreuve, Portee.HEURE, passage.parties)


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


def test_a_place_that_was_found_is_written_as_it_was(planning):
    lu = read_planning(planning)
    (place, *_) = places_by_hand(changed(lu.session, lu.edite[0], ()).session, "C2", "PP").places
    out = planning.with_name("session-planning-v2.xlsx")
    write_retouched(in_place(lu, place), planning, out)
    assert read_planning(out).edite == (place.plan,)


@pytest.mark.proof
def test_planned_around_a_passage_it_stays_where_it_was_put_and_nobody_is_pinned(planning):
    out = planning.with_name("session-planning-v2.xlsx")
    where = Put("C3", "PP", a("9:45"), "J1")
    assert not retouch(read_planning(planning), where).report.conforme
    answer = replan_around(planning, where, Budget(60, workers=1, reproducible=True), out)
    assert answer.report.conforme
    (passage,) = (p for p in read_planning(out).edite[0].du_candidat("C3") if p.epreuve == "PP")
    assert passage.debut == a("9:45")
    assert not any(p.fige for p in read_planning(out).edite[0].passages)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"autre chose"])
def test_a_file_that_is_no_workbook_tells_nothing(tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert read_marks(path) == Marks()
