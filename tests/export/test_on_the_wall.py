"""What is posted is the same whoever has a majoration; no convocation is earlier than what is posted."""

from dataclasses import replace
from functools import cache

import pytest

from builders import TOUTES, a, cda, passage, session
from edits import changed
from export.on_the_wall import drawn, granted, held_by_each, on_the_wall
from proofs import mostly_proofs
from some import some
from tpplanner import planner
from tpplanner.audit import check
from tpplanner.commands.remarks import seen_on_the_wall
from tpplanner.domain.affichage import (
    added_minutes,
    given_away,
    has_majorations,
    posted_as,
    shown,
    still_posted,
    with_its_cost,
)
from tpplanner.domain.answers import NiveauAtteint, Planned
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import Reglages
from tpplanner.export.agenda import Agenda
from tpplanner.export.calls import heure_d_appel
from tpplanner.export.excel import write_planning
from tpplanner.export.posters import demi_journees, salles_retenues
from tpplanner.local_search import LocalOptimum
from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.texts.classeur import ECART_CONNU, POUR_L_AFFICHE, PROUVE, SANS_BORNE, conclusion
from tpplanner.texts.lecture import non_essayees
from tpplanner.workbook.reader import read_session

BUDGET = Budget(2, workers=1, reproducible=True)


@cache
def solved(s, budget=BUDGET):
    """What comes of planning a session, once."""
    return plan(s, budget)


def planned(s):
    outcome, _ = solved(s)
    assert isinstance(outcome, Planned)
    return outcome.plan


def one_jury(n=3):
    """CDA before one jury, candidats with drawn numbers."""
    base = session(cda(), n, reglages=Reglages())
    return replace(base, candidats=tuple(replace(c, numero_tire=i) for i, c in enumerate(base.candidats, 1)))


@pytest.mark.proof
@pytest.mark.deep
@pytest.mark.parametrize("first", range(0, 500, 10))
def test_all_that_is_posted_is_the_same_whoever_has_a_majoration(first):
    """About four draws a session, those aside whose plan does not keep to what is posted, which is told."""
    for s in map(drawn, range(first, first + 10)):
        held = [(x, planned(x)) for _, x in held_by_each(s, granted(first))]
        walls = [on_the_wall(x, p) for x, p in held if not given_away(x, p)]
        assert all(wall == walls[0] for wall in walls[1:])


def test_all_that_is_posted_of_a_day_is_the_same_whether_the_first_or_the_last_has_more_time():
    held = [(s, planned(s)) for who, s in held_by_each(one_jury(), TOUTES) if who.id != "C2"]
    assert [given_away(s, p) for s, p in held] == [(), ()]
    first, other = (on_the_wall(s, p) for s, p in held)
    assert first == other
    true_hours = [{x.debut for x in p.passages} for _, p in held]
    assert true_hours[0] != true_hours[1], "a majoration must change hours for this to say anything"


@pytest.mark.parametrize("who", mostly_proofs(["C1", "C2", "C3"], "C1"))
def test_nothing_is_posted_later_than_it_is_nor_later_than_he_is_convened(who):
    s = changed(one_jury(), who, majorations=TOUTES)
    p = planned(s)
    assert given_away(s, p) == ()
    assert any(x.a_partir_de < x.debut for x in p.passages), "somebody must be delayed for this to say anything"
    assert all(x.a_partir_de <= x.debut for x in p.passages)
    begins = {(x.candidat, x.epreuve): x.debut for x in p.passages}
    for demi in some(demi_journees(Agenda(s, p))):
        for appel in demi.individuels:
            true = begins[appel.candidat, appel.passages[0].epreuve]
            assert appel.heure <= heure_d_appel(Agenda(s, p), appel.candidat, true)


def test_that_the_poster_says_nothing_costs_no_day_and_is_told_where_it_costs_minutes():
    s = changed(one_jury(), "C1", majorations=TOUTES)
    outcome, report = solved(s)
    assert isinstance(outcome, Planned)
    assert report is not None
    in_days = [n for n in report.niveaux if n.nom in ("1", "2", "4a")]
    assert all(n.prouve for n in in_days)
    above = [n for n in report.niveaux if n.borne is not None and n.valeur > n.borne and n.nom != "5"]
    assert any("ne trahit aucun temps majoré" in i.message for i in report.avertissements) or not above
    assert all(conclusion(n) == POUR_L_AFFICHE for n in above), "the search proves all levels of so small a session"


def test_a_level_above_its_minimum_for_the_poster_alone_says_so_and_no_other_does():
    minimum = NiveauAtteint("3", 635, borne=620, affiche=15)
    assert conclusion(minimum) == POUR_L_AFFICHE
    assert conclusion(replace(minimum, affiche=5)) == ECART_CONNU
    assert conclusion(replace(minimum, borne=None)) == SANS_BORNE
    assert conclusion(replace(minimum, borne=635)) == PROUVE


@pytest.mark.parametrize(
    ("values", "costs"), [((620, 90), (0, 0)), ((635, 80), (15, 0)), ((620, 95), (0, 5)), ((610, 120), (0, 0))]
)
def test_a_plan_that_is_better_at_the_first_level_that_differs_owes_nothing_to_the_poster(values, costs):
    before = (NiveauAtteint("3", 620), NiveauAtteint("4b", 90))
    after = tuple(replace(n, valeur=valeur) for n, valeur in zip(before, values, strict=True))
    assert tuple(n.affiche for n in with_its_cost(after, before)) == costs


def test_what_is_posted_is_kept_in_the_planning(tmp_path):
    s = changed(one_jury(), "C1", majorations=TOUTES)
    p = planned(s)
    read = read_session(write_planning(tmp_path / "planning.xlsx", s, p, check(s, p)).path)
    hours = {(x.candidat, x.epreuve, x.affiche) for x in p.passages}
    assert {affiche for _, _, affiche in hours} != {None}
    assert len(read.edite[0].passages) == len(hours)
    assert sorted(x.affiche for x in read.edite[0].passages) == sorted(affiche for _, _, affiche in hours)


def test_where_nobody_has_a_majoration_hours_are_posted_as_they_are():
    p = planned(one_jury())
    assert {x.affiche for x in p.passages} == {None}
    assert given_away(one_jury(), p) == ()


def test_where_no_hours_are_found_for_what_would_be_posted_the_responsable_is_told_what_shows(monkeypatch):
    monkeypatch.setattr(planner, "plan_as_posted", lambda *_: None)
    s = changed(one_jury(2), "C1", majorations=TOUTES)
    p = planned(s)
    assert given_away(s, p) == ("C1", "C2")
    (issue,) = seen_on_the_wall(s, p)
    assert "laisse deviner qui a un temps majoré" in issue.message
    assert "→" in issue.message
    assert seen_on_the_wall(one_jury(), p) == ()


def test_a_poster_that_would_cost_more_presence_than_majorations_add_is_refused_and_told(monkeypatch):
    s = changed(one_jury(2), "C2", majorations=TOUTES)
    assert added_minutes(s) == 10 + 14 + 15 + 7
    monkeypatch.setattr(planner, "added_minutes", lambda _: -24 * 60)
    p = planned(s)
    assert given_away(s, p) == ("C1", "C2")
    assert seen_on_the_wall(s, p) != ()


def oral_at(hour, **posted):
    """Two candidats, of whom the first has more time, before a jury: the second at that hour."""
    return replace(passage("C2", "PP", a(hour), 20, "S1", "J1"), **posted)


def test_a_passage_that_a_hand_puts_before_its_posted_hour_is_posted_as_it_is():
    s = changed(one_jury(2), "C1", majorations=TOUTES)
    assert oral_at("10:00", affiche=a("9:40")).a_partir_de == a("9:40")
    assert oral_at("9:30", affiche=a("9:40")).a_partir_de == a("9:30")
    assert oral_at("10:00", affiche=a("9:40", 1)).a_partir_de == a("10:00")
    assert given_away(s, Plan((oral_at("10:00", affiche=a("9:40")),))) == ()
    assert given_away(s, Plan((oral_at("9:30", affiche=a("9:40")),))) == ("C2",)


def test_what_a_change_delays_is_posted_later_by_as_much():
    before = Plan((oral_at("10:00", affiche=a("9:40")),))
    delayed = still_posted(Plan((oral_at("10:30"),)), before)
    assert [x.a_partir_de for x in delayed.passages] == [a("10:10")]
    elsewhere = still_posted(
        Plan((replace(oral_at("10:30"), parties=passage("C2", "PP", a("10:30"), 20, "S1", "J2").parties),)), before
    )
    assert [x.affiche for x in elsewhere.passages] == [None]


def test_rooms_are_kept_for_a_morning_whoever_takes_longer():
    s = changed(one_jury(2), "C1", majorations=TOUTES)
    short = Plan((passage("C1", "PP", a("11:30"), 20, "S1", "J1"),))
    longer = posted_as(Plan((passage("C1", "PP", a("11:30"), 120, "S1", "J1"),)), short)
    kept = [list(salles_retenues(Agenda(s, x), "S1")) for x in (posted_as(short, short), longer)]
    assert kept[0] == kept[1]
    assert [(debut, fin) for debut, fin, _ in kept[0]] == [(a("8:00"), a("14:30"))]


def test_a_room_kept_longer_than_its_morning_is_told():
    s = changed(one_jury(2), "C1", majorations=TOUTES)
    posted = Plan((passage("C1", "PP", a("11:30"), 20, "S1", "J1"),))
    late = posted_as(Plan((passage("C1", "PP", a("14:00"), 120, "S1", "J1"),)), posted)
    assert ["Salle 1" in i.message and "calendrier" in i.message for i in seen_on_the_wall(s, late)] == [True]


def test_no_proposal_puts_a_passage_hours_after_what_is_posted():
    s = changed(one_jury(2), "C1", majorations=TOUTES)
    posted, soon, late = (Plan((oral_at(hour, affiche=a("9:40")),)) for hour in ("9:40", "10:40", "16:00"))
    assert shown(s, posted) == shown(s, soon) != shown(s, late)


def test_what_was_not_tried_on_the_plan_that_says_what_is_posted_is_told(monkeypatch):
    """Nothing tries it later: who is heard before whom, and in which order, is settled there."""

    def cut_short(session, plan, _):
        return LocalOptimum(plan, () if has_majorations(session) else ("candidats_exchanged",))

    monkeypatch.setattr(planner, "improved", cut_short)
    _, s = next(held_by_each(one_jury(2), TOUTES))
    outcome, report = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert not given_away(s, outcome.plan)
    assert report is not None
    assert non_essayees(["candidats_exchanged"]).message in [issue.message for issue in report.avertissements]
