"""Where a passage could go: what is legal with everybody else staying, what each place costs, whom it moves."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice, pairwise
from types import SimpleNamespace

import pytest
from ortools.sat.python import cp_model

from builders import LUNDI, a, session
from drawing import seeded
from journees import TROIS, UN, journee
from proofs import mostly_proofs
from some import some
from tpplanner.audit import check, measured
from tpplanner.change.elsewhere import membres_of, places
from tpplanner.change.events import changed
from tpplanner.domain.answers import Immobile, Place, Places
from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Absence, Imprevu, Remplacement
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Jury, Pin, Portee, Session
from tpplanner.solver import Budget, Clock, moving_together, vacancies
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.whole import WholeModel
from tpplanner.tuning import LEAST_SECONDS
from worlds import valid

BUDGET = Budget(60, workers=1, reproducible=True)


def asked(s: Session, plan: Plan, **known: object) -> Session:
    """The session whose places are asked for."""
    return changed(s, plan, (), **known).session


HEARD: list[Places] = []
"""What is told while the places of C2 are looked for."""


@cache
def of_c2() -> tuple[Session, Places]:
    """Three CDA candidats before M1 and M2, M3 and M4 to spare: C2 could go from 12:45 to elsewhere."""
    s = session(nb_membres=4, nb_salles=2)
    to_ask = asked(s, journee(s, TROIS))
    _, orals = places(to_ask, "C2", "", BUDGET, hear=HEARD.append)
    return to_ask, orals


def of_others(plan: Plan, candidat: str) -> set[object]:
    return {
        (p.candidat, p.epreuve, p.debut, tuple(x.salle for x in p.parties), membres_of(plan, p))
        for p in plan.passages
        if p.candidat != candidat
    }


def test_each_place_is_a_plan_that_the_check_accepts_and_says_whom_it_moves():
    s, found = of_c2()
    before = s.reference[0]
    assert found.epreuves == ("PP", "ET", "EF")
    assert found.ouvertes == 0
    assert found.places
    for place in found.places:
        assert check(s, place.plan).conforme
        moved = {key[0] for key in of_others(place.plan, "C2") ^ of_others(before, "C2")}
        assert moved == set(place.deplaces)


def test_what_moves_nobody_comes_first_then_what_costs_least():
    _, found = of_c2()
    keys = [(len(p.deplaces), p.cout) for p in found.places]
    assert keys == sorted(keys)
    assert keys[0][0] == 0
    assert keys[-1][0] > 0


def test_a_place_costs_what_its_plan_measures_more_than_the_plan_there_is():
    s, found = of_c2()
    before = measured(s, s.reference[0])
    for place in some(found.places):
        after = measured(s, place.plan)
        assert place.cout == tuple(after[n.nom] - before[n.nom] for n in s.reglages.niveaux)


def test_another_jury_calls_its_membres_and_they_are_to_be_told():
    _, found = of_c2()
    other = [p for p in found.places if p.membres == ("M3", "M4")]
    assert other
    for place in other:
        assert {"M3", "M4"} <= set(place.prevenus)
        assert {e.regle: e.valeur for e in place.ecarts}["journees_membre"] == 2


def test_somebody_else_s_place_is_taken_and_he_goes_elsewhere():
    _, found = of_c2()
    instead = {p.passage.debut: p.deplaces for p in found.places if p.deplaces and p.membres == ("M1", "M2")}
    assert instead[a("14:50")] == ("C3",)


def test_places_are_heard_as_they_are_found_and_none_is_lost():
    _, found = of_c2()
    codes = [{p.code for p in so_far.places} for so_far in HEARD]
    assert len(codes[0]) == 1
    assert all(before <= after for before, after in pairwise(codes))
    assert codes[-1] == {p.code for p in found.places}


@cache
def within(seconds: float) -> tuple[Place, ...]:
    """What there is time for."""
    (found,) = places(of_c2()[0], "C2", "PP", replace(BUDGET, seconds=seconds))
    assert found.ouvertes
    return found.places


BRIEF = 0.01
"""Before the least costly places are found."""

SOME = replace(BUDGET, seconds=0.2)
"""Enough for some of the places."""


@pytest.mark.parametrize("seconds", mostly_proofs([0.002, BRIEF, SOME.seconds], 0.002))
def test_whatever_there_is_time_for_is_told_as_if_there_were_more(seconds):
    _, found = of_c2()
    whole = {p.code: p for p in found.places}
    for place in within(seconds) if seconds < BRIEF else some(within(seconds)):
        assert place == whole[place.code]


def test_two_places_have_two_codes():
    _, found = of_c2()
    assert len({p.code for p in found.places}) == len(found.places) > 3


@pytest.mark.proof
def test_the_search_ends_with_the_place_that_is_wanted_though_it_is_told_last():
    """In somebody else's place."""
    s, found = of_c2()
    wanted = found.places[-1]
    (again,) = places(s, "C2", "PP", BUDGET, wanted.code)
    (place,) = (p for p in again.places if p.code == wanted.code)
    assert place.deplaces
    assert replace(place, heures=()) == replace(wanted, heures=())


def test_the_search_ends_with_the_place_that_is_wanted():
    """With nobody moved, the one found first."""
    s, _ = of_c2()
    (first,) = places(s, "C2", "PP", BUDGET, within(BRIEF)[0].code)
    assert first.ouvertes
    assert not any(p.deplaces for p in first.places)


@pytest.mark.proof
def test_before_a_jury_of_other_people_or_in_another_room_it_is_another_place():
    s, found = of_c2()
    codes = {p.code for p in found.places}
    membres = tuple(replace(m, nom="AUTRE") if m.id == "M3" else m for m in s.membres)
    renamed = replace(s, membres=membres)
    (again,) = places(renamed, "C2", "PP", SOME)
    assert {place.code in codes for place in again.places} == {True, False}
    for place in again.places:
        assert (place.code in codes) == ("M3" not in place.membres)
    rooms = tuple(replace(room, nom=f"{room.nom} bis") for room in s.salles)
    (again,) = places(replace(s, salles=rooms), "C2", "PP", replace(BUDGET, seconds=BRIEF))
    assert again.places
    assert not codes & {p.code for p in again.places}


def test_the_place_where_he_is_is_none():
    _s, found = of_c2()
    here = found.passage
    assert (here.debut, found.membres) == (a("12:45"), ("M1", "M2"))
    for place in found.places:
        assert not (place.membres == found.membres and here.debut in place.heures)
        assert place.passage.debut in place.heures


def test_the_place_where_he_is_is_none_though_somebody_took_a_place_in_his_jury():
    s = session(nb_membres=3)
    events = Absence("M1", a("0:00"), a("23:59")), Remplacement("M1", "M3", a("9:00"), a("12:30"))
    typed = replace(s, candidats=s.candidats[:1], jurys=(Jury("J1", ("M1", "M2")),))
    s = held(replace(typed, imprevus=tuple(Imprevu(event) for event in events)))
    plan = journee(s, UN)
    seated = replace(plan, compositions=tuple(replace(c, membres=("M2", "M3")) for c in plan.compositions))
    (found,) = places(asked(s, seated), "C1", "PP", SOME)
    assert found.places
    assert not any(p.membres == ("M2", "M3") and found.passage.debut in p.heures for p in found.places)


@pytest.mark.parametrize(
    ("epreuve", "change", "why"),
    [
        ("QP", {}, Immobile.COLLECTIVE),
        ("PP", {"pin": True}, Immobile.FIGE),
        ("PP", {"now": a("13:00")}, Immobile.COMMENCE),
    ],
)
def test_what_does_not_move_is_told_with_its_reason(epreuve, change, why):
    s = session(nb_membres=4)
    plan = journee(s, TROIS)
    if change.get("pin"):
        passage = next(p for p in plan.passages if (p.candidat, p.epreuve) == ("C2", "ET"))
        s = replace(s, pins=(Pin("C2", "ET", Portee.HEURE, passage.parties),))
    (found,) = places(asked(s, plan, maintenant=change.get("now")), "C2", epreuve, BUDGET)
    assert (found.immobile, found.places) == (why, ())


def test_without_time_no_place_is_told_and_the_hours_not_looked_at_are_counted():
    s = session(nb_membres=4)
    (found,) = places(asked(s, journee(s, TROIS)), "C2", "PP", Budget(0))
    assert found.places == ()
    assert found.ouvertes > 100


def test_with_little_time_left_nobody_elses_place_is_looked_at_and_they_are_counted(monkeypatch):
    s = session(nb_membres=4, nb_salles=2)
    monkeypatch.setattr("tpplanner.change.elsewhere.vacancies", lambda *_: SimpleNamespace(unsettled=0))
    (found,) = places(asked(s, journee(s, TROIS)), "C2", "PP", replace(BUDGET, seconds=LEAST_SECONDS / 2))
    assert (found.places, found.ouvertes) == ((), 2)


# Exactly those that there are


def told(s: Session, candidat: str, epreuves: tuple[str, ...]) -> set[tuple[date, int]]:
    """Every day and minute told, whatever the jury."""
    result = vacancies(s, candidat, epreuves, Clock(BUDGET), BUDGET.seconds)
    assert result.unsettled == 0
    found = set()
    for vacancy in result.places:
        passage = next(p for p in vacancy.plan.passages if (p.candidat, p.epreuve) == (candidat, epreuves[0]))
        assert check(s, vacancy.plan).conforme
        found |= {(passage.jour, start) for start in vacancy.starts}
    return found


def may_begin(s: Session, candidat: str, moving: tuple[str, ...], moment: datetime) -> bool:
    """Whether the whole model, all but what is moving pinned, has a plan: another way to the same answer."""
    plan = s.reference[0]
    pins = [Pin(candidat, moving[0], Portee.HEURE, _parts(plan, candidat, moving[0], moment))]
    for p in plan.passages:
        if p.candidat != candidat or p.epreuve not in moving:
            pins.append(Pin(p.candidat, p.epreuve, Portee.TOUT, p.parties, membres_of(plan, p)))
    whole = WholeModel(compile_session(replace(s, pins=tuple(pins))))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(whole.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _parts(plan, candidat, epreuve, moment):
    passage = next(p for p in plan.passages if (p.candidat, p.epreuve) == (candidat, epreuve))
    later = moment - passage.debut
    return tuple(replace(p, debut=p.debut + later, fin=p.fin + later) for p in passage.parties)


def compare(s: Session, plan: Plan, every: int) -> int:
    """Hold what is told against the whole model at one start of the grid out of so many; how many were possible."""
    to_ask = asked(s, plan)
    candidat = s.candidats[-1].id
    group = moving_together(to_ask, candidat)[-1]
    found, possible = told(to_ask, candidat, group), 0
    own = (group[0], *(e.id for e in epreuves_de(s.referentiel, s.candidat(candidat)) if not e.collective))
    here = next(p.debut for p in plan.passages if (p.candidat, p.epreuve) == (candidat, group[0]))
    for jour in s.jours:
        grid = range(8 * 60, 19 * 60, s.reglages.pas)
        for minute in list(grid)[::every]:
            moment = datetime.combine(jour.date, time()) + timedelta(minutes=minute)
            if moment != here:
                is_told = (jour.date, minute) in found
                possible += is_told
                if may_begin(to_ask, candidat, group, moment):
                    assert is_told, moment
                elif is_told:
                    # what moves with it may be more, where no jury hears it otherwise
                    assert may_begin(to_ask, candidat, own, moment), moment
    return possible


def test_the_hours_told_are_those_of_the_whole_model():
    s = session(nb_membres=3, nb_salles=2)
    assert compare(s, journee(s, TROIS), every=18) > 0


@pytest.mark.proof
def test_the_hours_told_are_those_of_the_whole_model_in_drawn_sessions():
    possible = sum(compare(s, plan, every=5) for s, plan in islice(valid(seeded("elsewhere")), 25))
    assert possible > 100


def test_once_convened_no_place_is_earlier():
    s = session(nb_membres=4, convocations_envoyees=LUNDI - timedelta(days=20))
    to_ask = asked(s, journee(s, TROIS))
    (found,) = places(to_ask, "C2", "PP", replace(BUDGET, seconds=BRIEF))
    assert any(not p.deplaces for p in found.places)
    for place in found.places:
        assert check(to_ask, place.plan).conforme
