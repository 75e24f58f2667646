"""Whom a change concerns: one number, in the level that is minimised, in the audit, in what is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import pytest

from aftermaths import Aftermath, aftermaths, second_changes
from builders import LUNDI, a, session
from claims import claims
from edits import jury_in, on_day, sitting, with_people
from halves import least_cost
from journees import TROIS, UN, journee
from optimum import measured
from some import some
from tpplanner.change.anew import replan_session
from tpplanner.change.concerned import of_change
from tpplanner.change.diff import changes, difference
from tpplanner.change.events import Absence, CandidatAbsent, Decalage, SallePerdue, changed
from tpplanner.domain.answers import Concern
from tpplanner.domain.duties import plan_without
from tpplanner.domain.plan import Plan, Presence, d_un_tenant
from tpplanner.domain.session import Personne, Role
from tpplanner.solver import Budget
from worlds import comedie

REGLE = "personnes_a_prevenir"
SOIR = a("23:59")

COMEDIE = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 MSP C1
10:20 ET C1
10:40 EF C1
11:10 cloture
"""

# One number


def counts_the_same(it: Aftermath, name: str) -> int:
    """Fail where what is minimised, what is measured and what is told are not one number; that number."""
    change = changed(it.session, it.known, it.events, it.now)
    messages, people = changes(change, it.after).messages, of_change(change, it.after)
    number = len(people.a_prevenir)
    assert measured(change.session, it.after, REGLE) == number, f"{name}, the audit: {change.avis}"
    least = least_cost(change.session, it.after, REGLE, beside=())
    assert least == number or (least < number and comes_back(it.after)), f"{name}, the solver: {change.avis}"
    assert {m.personne for m in messages if m.counted} == people.a_prevenir, f"{name}, what is told: {change.avis}"
    assert all(m.phrases for m in messages), f"{name}: somebody is to be told nothing"
    return number


def comes_back(plan: Plan) -> bool:
    """Whether a surveillant leaves a room and is there again later: the model sees when they first come and last go."""
    stays: dict[tuple[str, str, object], list[Presence]] = defaultdict(list)
    for p in plan.presences:
        if p.role == Role.SURVEILLANT:
            stays[p.personne, p.salle, p.debut.date()].append(p)
    return any(len(d_un_tenant(of_one)) > 1 for of_one in stays.values())


def drawn(them: Iterable[Aftermath]) -> Iterator[Aftermath]:
    """Those in which people knew a plan whose helpers are there when their candidat is: not where passages alone moved."""
    for it in them:
        spans = {(p.candidat, p.epreuve): (p.debut, p.fin) for p in it.known.passages}
        beside = [(p, *spans[p.candidat, p.epreuve]) for p in it.known.presences if p.candidat]
        if all(debut <= p.debut and p.fin <= fin for p, debut, fin in beside):
            yield it


FEW, MANY = 12, 150


def test_the_level_the_audit_and_what_is_told_are_one_number_after_any_event():
    assert any(
        counts_the_same(it, f"aftermath {n}") for n, it in enumerate(some(islice(drawn(aftermaths("told")), FEW)))
    )


@pytest.mark.proof(2)
@pytest.mark.parametrize("part", range(6))
def test_they_are_one_number_after_many_events(part):
    for n, it in enumerate(islice(drawn(aftermaths(f"told {part}")), MANY)):
        counts_the_same(it, f"aftermath {n} of part {part}")


@pytest.mark.proof
def test_they_are_one_number_after_second_events():
    later = second_changes("told later", lambda s: claims(s, 1.0).plan)
    for n, it in enumerate(islice(drawn(later), MANY // 10)):
        counts_the_same(it, f"second change {n}")


# Who is told, apart


def told(s, plan, after, *events, maintenant=None):
    """What is told where that plan answers these events: why, by person."""
    return {m.personne: m.concern for m in changes(changed(s, plan, events, maintenant), after).messages}


def test_who_is_away_told_it_and_who_comes_in_is_told():
    s, plan = session(candidats=1, nb_membres=4), journee(session(candidats=1, nb_membres=4), UN)
    assert told(s, plan, sitting(plan, "M2", "M3"), Absence("M1", a("0:00"), SOIR)) == {"M3": Concern.AUTRE}


def test_who_told_an_absence_and_comes_on_another_day_is_not_told_that_they_are_useless():
    """M1 sits on both days, and is away on the first: M3 takes the place."""
    s = session(candidats=2, nb_membres=4, nb_jours=2)
    plan = journee(s, f"{UN}jour 2{UN.replace('9:00 QP C1', '').replace('C1', 'C2')}", ("QP C1", "QP C1 C2"))
    first = replace(
        plan, compositions=tuple(replace(c, membres=("M2", "M3")) if c.jour == LUNDI else c for c in plan.compositions)
    )
    change = changed(s, plan, [Absence("M1", a("0:00"), SOIR)])
    said = {m.personne: m.a_dire for m in changes(change, first).messages}
    assert said["M1"].startswith("Votre absence est notée : lundi")
    assert said["M3"].startswith("Pouvez-vous venir")


def test_who_is_away_at_first_and_comes_at_another_hour_is_told_apart():
    s = session(candidats=1, nb_membres=2)
    plan = journee(s, UN)
    later = journee(s, UN, ("8:30 accueil", "8:40 accueil"), ("8:40 lecture", "8:50 lecture"))
    assert told(s, plan, later, Absence("M1", a("8:00"), a("8:40"))) == {"M2": Concern.AUTRE, "M1": Concern.ABSENT}


def test_those_in_a_room_that_is_lost_are_told_whatever_plan_comes_of_it():
    s = session(candidats=1, nb_membres=2)
    plan = journee(s, UN)
    lost = SallePerdue("S1", a("0:00"), SOIR)
    assert told(s, plan, jury_in(plan, "S2"), lost) == dict.fromkeys(("C1", "M1", "M2"), Concern.IMPOSE)


def test_whom_a_delay_touches_is_counted_with_the_others():
    s = session(candidats=1)
    plan = journee(s, UN)
    change = changed(s, plan, [Decalage("J1", a("9:40"), 15)])
    later = change.session.reference[0]
    assert measured(change.session, later, REGLE) == 1
    assert {m.personne: m.concern for m in changes(change, later).messages} == {"C1": Concern.IMPOSE}


def test_a_candidat_who_does_not_come_is_not_told_so():
    s = session()
    plan = journee(s, TROIS)
    without = plan_without(plan, ["C2"])
    assert "C2" not in told(s, plan, without, CandidatAbsent("C2"))


# A responsable


def responsables(*others):
    """A day that R1, who may sit in a jury too, leads; S1 watches; and others who have nothing to do."""
    s = session(candidats=1, nb_membres=4)
    plan = journee(s, UN)
    also = replace(s.membres[0], id="R1", nom="RESPONSABLE")
    suppleant = Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True)
    return with_people(replace(s, membres=(*s.membres, also)), suppleant, *others), plan


def leading(plan):
    return [(p.personne, p.debut, p.fin) for p in plan.presences if p.role == Role.RESPONSABLE]


def test_another_surveillant_takes_the_place_of_one_and_who_leads_leads():
    s, plan = responsables(Personne("S2", "AUTRE", (Role.SURVEILLANT,)))
    change = changed(s, plan, [Absence("S1", a("0:00"), SOIR)])
    outcome, report, messages = replan_session(change, Budget(2, workers=1, reproducible=True))
    assert leading(outcome.plan) == leading(plan)
    assert [m.personne for m in messages.a_prevenir] == ["S2"]
    assert report.niveaux[1].valeur == report.niveaux[1].borne == 1


def test_who_leads_is_replaced_for_as_long_as_they_are_away_and_no_longer():
    s, plan = responsables()
    change = changed(s, plan, [Absence("R1", a("0:00"), a("10:00"))])
    outcome, report, messages = replan_session(change, Budget(2, workers=1, reproducible=True))
    assert leading(outcome.plan) == [("R2", a("8:30"), a("10:00")), ("R1", a("10:00"), a("11:50"))]
    assert [m.personne for m in messages.a_prevenir] == ["R2"]
    assert report.niveaux[1].valeur == report.niveaux[1].borne == 1


def test_who_leads_is_told_another_day_and_no_other_hour():
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    assert {m.personne for m in difference(s, plan, on_day(plan, 1)).messages} >= {"R1"}
    longer = replace(plan, presences=tuple(replace(p, fin=SOIR) if p.personne == "R1" else p for p in plan.presences))
    assert difference(s, plan, longer).messages == ()


def test_a_comedien_is_told_of_another_room():
    """A passage goes to another room at its hour: whoever plays there, or helps, goes with it."""
    s = with_people(session(comedie(), candidats=1), Personne("K1", "K1", (Role.COMEDIEN,)))
    plan = journee(s, COMEDIE)
    (phrase,) = next(m.phrases for m in difference(s, plan, jury_in(plan, "S2")).messages if m.personne == "K1")
    assert "S2 (avant" in phrase
    assert "Salle 1)" in phrase
