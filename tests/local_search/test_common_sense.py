"""Among plans that cost the same, the one that a person would have made."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from builders import LUNDI, a, absent, cda, ecrit, oral, passage, referentiel, sc, session
from edits import reglees, with_people
from example_sessions import TIERS
from tpplanner import local_search
from tpplanner.audit import check, measured, oddities
from tpplanner.domain.affichage import given_away, shown
from tpplanner.domain.answers import Mesure, Planned
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import NatureTravail, Plan
from tpplanner.domain.session import Personne, Pin, Portee, Role, Salle, Session
from tpplanner.local_search import improved
from tpplanner.local_search.current import led, with_breaks
from tpplanner.local_search.hearings import Hearings
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.classeur import bon_sens
from worlds import comedie

BUDGET = Budget(30, workers=1, reproducible=True)


def six_candidats() -> Session:
    """Two juries on two days of three, the order of the workbook asked for, two rooms for the written épreuve."""
    s = session(cda(), candidats=6, nb_membres=2, nb_jours=3)
    return replace(s, salles=(*s.salles, Salle("Petite", "Petite salle", ("ecrit",), postes=3)))


@pytest.fixture(scope="module")
def world() -> tuple[Session, Plan]:
    s = six_candidats()
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    return s, outcome.plan


def of(session_: Session, plan: Plan) -> dict[str, int]:
    return {m.regle: m.valeur for m in check(session_, plan).bon_sens}


def later(plan: Plan, days: int) -> Plan:
    shift = timedelta(days=days)
    return Plan(
        tuple(p.deplace(lambda moment: moment + shift) for p in plan.passages),
        *(
            tuple(replace(e, debut=e.debut + shift, fin=e.fin + shift) for e in elements)
            for elements in (plan.travaux, plan.presences, plan.compositions, plan.accueils)
        ),
    )


def split(plan: Plan, candidats: set[str]) -> Plan:
    """The written épreuve of these candidats in the small room, with a surveillant of its own."""
    moved = tuple(
        replace(p, parties=tuple(replace(x, salle="Petite") for x in p.parties))
        if p.epreuve == "QP" and p.candidat in candidats
        else p
        for p in plan.passages
    )
    watching = next(p for p in plan.presences if p.role == Role.SURVEILLANT)
    return replace(plan, passages=moved, presences=(*plan.presences, replace(watching, personne="S2", salle="Petite")))


def test_a_plan_of_two_days_in_three_uses_the_first_two_in_one_room_and_in_order(world):
    s, plan = world
    assert plan.jours() == (LUNDI, LUNDI + timedelta(days=1))
    # of the first day, a jury received before the candidats would be there longer
    assert of(s, plan) == {**dict.fromkeys(of(s, plan), 0), "accueils_a_confier": 1}
    assert {p.candidat for p in plan.passages if p.jour == LUNDI and p.epreuve == "EF"} == {"C1", "C2", "C3"}


def test_days_left_free_before_are_used(world):
    s, plan = world
    odd = later(plan, 1)
    assert not check(s, odd).violations
    assert of(s, odd)["jours_avant"] == 1
    assert improved(s, odd).plan.jours() == plan.jours()


def test_candidats_of_the_second_day_who_come_first_in_the_list_change_places(world):
    s, plan = world
    odd = plan.echange({f"C{i}": f"C{(i + 2) % 6 + 1}" for i in range(1, 7)})
    assert not check(s, odd).violations
    assert of(s, odd)["ordre_des_jours"] == 9
    assert of(s, improved(s, odd).plan)["ordre_des_jours"] == 0


def test_one_room_and_one_surveillant_are_enough_where_they_have_the_posts(world):
    s, plan = world
    s = with_people(s, Personne("S2", "SECOND", (Role.SURVEILLANT,)))
    odd = split(plan, {"C5", "C6"})
    assert not check(s, odd).violations
    assert of(s, odd)["salles_de_trop"] == 1
    tidy = improved(s, odd).plan
    assert of(s, tidy)["salles_de_trop"] == 0
    assert len([p for p in tidy.presences if p.role == Role.SURVEILLANT]) == 1


def test_a_room_too_small_for_all_leaves_two_of_them(world):
    s, plan = world
    s = with_people(s, Personne("S2", "SECOND", (Role.SURVEILLANT,)))
    s = replace(s, salles=tuple(replace(x, postes=4) if x.id == "Ecrit" else x for x in s.salles))
    odd = split(plan, {"C5", "C6"})
    assert of(s, odd)["salles_de_trop"] == 0
    assert improved(s, odd).plan == odd


def test_a_comedien_is_welcomed_right_before_the_first_passage():
    s = with_people(session(comedie(), candidats=2), Personne("K1", "K1", (Role.COMEDIEN,)))
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    assert of(s, outcome.plan)["attente_au_service"] == 0
    welcome = next(p for p in outcome.plan.presences if p.role == Role.COMEDIEN and not p.candidat)
    early = replace(welcome, debut=a("8:15"), fin=a("8:30"))
    odd = replace(
        outcome.plan,
        presences=tuple(
            early if p == welcome else replace(p, debut=a("8:15")) if p.role == Role.RESPONSABLE else p
            for p in outcome.plan.presences
        ),
    )
    assert not check(s, odd).violations
    tidy = improved(s, odd).plan
    assert welcome in tidy.presences
    assert min(p.debut for p in tidy.presences if p.role == Role.RESPONSABLE) > a("8:15")
    hurried = improved(s, odd, lambda: True)
    assert welcome in hurried.plan.presences
    assert hurried.untried
    assert "served_later" not in hurried.untried


def test_the_same_membres_keep_their_room_from_one_day_to_the_next(world):
    s, plan = world
    s = replace(s, salles=(*s.salles, Salle("S9", "Autre", ("jury",))))
    second = plan.jours()[1]

    def there(salle: str, jour: datetime) -> str:
        return "S9" if jour.date() == second and salle == "S1" else salle

    odd = replace(
        plan,
        passages=tuple(
            replace(p, parties=tuple(replace(x, salle=there(x.salle, x.debut)) for x in p.parties))
            for p in plan.passages
        ),
        compositions=tuple(replace(c, salle=there(c.salle, c.debut)) for c in plan.compositions),
    )
    assert not check(s, odd).violations
    assert of(s, odd)["salles_de_jury_changees"] == 1
    assert of(s, improved(s, odd).plan)["salles_de_jury_changees"] == 0


def test_a_written_epreuve_that_nothing_holds_back_comes_first():
    s = session(sc(), candidats=2, nb_jours=2)
    s = replace(
        s,
        candidats=tuple(replace(c, indisponibilites=(absent("8:00", "13:00", 1),)) for c in s.candidats),
        membres=tuple(replace(m, indisponibilites=(absent("8:00", "19:00"),)) for m in s.membres),
    )
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    early = [p for p in outcome.plan.passages if p.epreuve == "MSP"]
    assert {p.debut for p in early} == {a("9:00")}
    hour = timedelta(hours=1)
    late = replace(
        outcome.plan,
        passages=tuple(p.deplace(lambda moment: moment + hour) if p in early else p for p in outcome.plan.passages),
        presences=tuple(
            replace(p, debut=p.debut + hour * (p.role == Role.SURVEILLANT), fin=p.fin + hour)
            if p.debut.date() == LUNDI
            else p
            for p in outcome.plan.presences
        ),
    )
    late = replace(late, accueils=accueils_de(s, late.passages))
    assert not check(s, late).violations
    assert [p.debut for p in improved(s, late).plan.passages][:2] == [a("9:00"), a("9:00")]


def test_a_written_epreuve_stays_where_an_earlier_one_would_make_a_candidat_wait():
    s = session(referentiel(ecrit("E", 60), oral("O", 30, apres=("E",))), candidats=1)
    s = replace(s, membres=tuple(replace(m, indisponibilites=(absent("8:00", "14:00"),)) for m in s.membres))
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    first, second = outcome.plan.passages
    assert first.debut > a("9:00")
    gained = first.debut - a("9:00")
    earlier = replace(outcome.plan, passages=(first.deplace(lambda moment: moment - gained), second))
    assert measured(s, earlier)["4b"] > measured(s, outcome.plan)["4b"]
    assert improved(s, outcome.plan).plan.passages == (first, second)


def test_a_jury_is_received_before_the_candidats_where_its_presence_costs_nothing(world):
    s, plan = world
    s = reglees(s, niveaux=tuple(n for n in s.reglages.niveaux if n.nom != "3"))
    assert of(s, plan)["accueils_a_confier"] == 1
    assert of(s, improved(s, plan).plan)["accueils_a_confier"] == 0


def test_so_many_proposals_are_looked_at_and_no_more_where_no_clock_runs(world, monkeypatch):
    s, plan = world
    monkeypatch.setattr(local_search, "MOST_JUDGED", 3 * len(s.candidats))
    assert improved(s, later(plan, 1)).untried[0] == "places_exchanged"
    assert improved(s, plan, lambda: True).plan == plan
    assert improved(s, later(plan, 1), lambda: False).untried == ()


def test_no_level_pays_for_it(world):
    s, plan = world
    odd = later(plan, 1).echange({"C1": "C6", "C6": "C1"})
    tidy = improved(s, odd).plan
    assert tidy != odd
    assert list(measured(s, tidy).values()) <= list(measured(s, odd).values())


def test_juries_have_lunch_together_where_both_can():
    s = session(referentiel(oral("O", 150)), candidats=4, nb_membres=4)
    hours = (("J1", "9:00", 180), ("J1", "13:00", 60), ("J2", "9:00", 140), ("J2", "13:00", 60), ("J3", "9:00", 156))
    hours += (("J3", "13:00", 60),)
    heard = [passage(f"C{n}", "O", a(debut), minutes, jury, jury) for n, (jury, debut, minutes) in enumerate(hours)]
    assert {(t.jury, t.debut) for t in with_breaks(s, Plan(tuple(heard))).travaux} == {
        ("J1", a("12:00")),
        ("J2", a("12:00")),
        ("J3", a("12:00")),
    }
    alone = [p for p in heard if p.suivies[0].jury == "J3"]
    assert [t.debut for t in with_breaks(s, Plan(tuple(alone))).travaux] == [a("11:40")]


def test_a_jury_comes_later_to_have_lunch_with_another():
    s = session(referentiel(oral("O", 150)), candidats=4, nb_membres=4)
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    days, half_an_hour = Hearings(s, outcome.plan), timedelta(minutes=30)
    jury_day, hearings = next(iter(days.hearings.items()))
    apart = with_breaks(s, led(s, days.with_hearings({jury_day: [h.slid(half_an_hour) for h in hearings]})))
    assert not check(s, apart).violations
    assert of(s, apart)["dejeuners_separes"] == 1
    assert of(s, improved(s, apart).plan)["dejeuners_separes"] == 0


def test_a_day_that_nothing_holds_back_begins_when_candidats_may_be_called():
    s = session(referentiel(oral("O", 30)), candidats=2)
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    hour = timedelta(minutes=45)
    late = replace(
        outcome.plan,
        passages=tuple(p.deplace(lambda moment: moment + hour) for p in outcome.plan.passages),
        **{
            name: tuple(replace(x, debut=x.debut + hour, fin=x.fin + hour) for x in getattr(outcome.plan, name))
            for name in ("travaux", "presences", "compositions", "accueils")
        },
    )
    assert not check(s, late).violations
    assert of(s, late)["debuts_du_jour"] == of(s, outcome.plan)["debuts_du_jour"] + 45
    assert of(s, improved(s, late).plan)["debuts_du_jour"] == of(s, outcome.plan)["debuts_du_jour"]


def test_a_file_is_read_in_the_half_day_of_its_oral_on_a_round_hour():
    s = session(sc(), candidats=1)
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    read = next(t for t in outcome.plan.travaux if t.nature is NatureTravail.LECTURE)
    assert read.debut.minute % 5 == 0
    assert read.debut.hour >= 13


def test_a_passage_that_is_pinned_stays(world):
    s, plan = world
    odd = later(plan, 1)
    held = odd.passages[0]
    pinned = replace(s, pins=(Pin(held.candidat, held.epreuve, Portee.HEURE, held.parties),))
    assert improved(pinned, odd).plan.passages[0].debut == held.debut


def test_the_plan_that_people_know_stays_as_it_is(world):
    s, plan = world
    odd = later(plan, 1)
    assert improved(replace(s, reference=(odd,)), odd).plan == odd


def test_it_is_told_in_one_line():
    assert bon_sens([Mesure("jours_avant", 0), Mesure("salles_de_trop", 0)]) == "rien à signaler"
    assert bon_sens([Mesure("jours_avant", 1), Mesure("ordre_des_jours", 3)]) == (
        "1 jour laissé libre avant le premier ; "
        "3 paires de candidats qui ne sont pas dans l'ordre demandé d'un jour à l'autre"
    )


def test_nobody_waits_longer_after_the_posted_hour_than_a_majoration_asks_for():
    """What is posted stays; a jury that would hear everybody an hour later for nothing does not."""
    s = session(referentiel(oral("O", 60)), candidats=2, nb_membres=2)
    s = replace(s, candidats=(replace(s.candidats[0], majorations=TIERS), *s.candidats[1:]))
    outcome, _ = planned(s, BUDGET)
    assert isinstance(outcome, Planned)
    plan = outcome.plan
    assert not given_away(s, plan)
    late = plan
    for of, hearings in Hearings(s, plan).hearings.items():
        late = Hearings(s, late).with_hearings({of: [h.slid(timedelta(hours=1)) for h in hearings]})
    late = led(s, with_breaks(s, replace(late, accueils=accueils_de(s, late.passages))))
    assert not check(s, late).violations
    assert shown(s, late) == shown(s, plan)
    best = improved(s, late).plan
    assert shown(s, best) == shown(s, plan)
    assert (list(measured(s, best).values()), oddities(s, best)) <= (
        list(measured(s, plan).values()),
        oddities(s, plan),
    )
