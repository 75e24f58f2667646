"""What is answered: what each answer says of itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import LUNDI, a, plan_cda_trois, session
from tpplanner.domain.answers import (
    Amendment,
    Changements,
    Concern,
    Contingencies,
    Difference,
    Echeance,
    Echeancier,
    Etat,
    Failure,
    Infeasible,
    Message,
    NatureEcheance,
    NiveauAtteint,
    PartOfDay,
    Planned,
    Recourse,
    Remedy,
    Repair,
    Report,
    Requirement,
    Resource,
    Unfinished,
    Verdict,
    Violation,
    resources,
)
from tpplanner.domain.session import Personne, Plage, Role


@pytest.mark.parametrize(("valeur", "borne", "proven"), [(5, 5, True), (5, 4, False), (0, None, False), (0, 0, True)])
def test_a_level_is_proven_where_it_meets_its_bound(valeur, borne, proven):
    assert NiveauAtteint("1", valeur, borne).prouve is proven


def test_a_plan_is_conforme_where_no_rule_is_broken_whatever_history_broke():
    breach = Violation("battement", ("J1",))
    assert Report((), (), (), constats=(breach,)).conforme
    assert not Report((breach,), (), ()).conforme
    assert breach.requirement == Requirement("battement", ("J1",))


def test_something_differs_or_nothing():
    assert Changements(messages=(Message("C1", "DURAND Léa", "candidat", ()),)).aucun
    assert not Changements(differences=(Difference("QP", "9 h", "10 h"),)).aucun


def test_a_repair_costs_what_its_changes_cost_together():
    changes = (Amendment(Remedy.JOURS, (), 1, cost=5), Amendment(Remedy.ROLE, ("aide",), 1, cost=2))
    assert Repair(changes).cost == 7


def test_whoever_a_plan_may_need_is_one_resource_with_all_roles_then_rooms():
    base = session(nb_membres=2, nb_salles=1)
    people = (
        Personne("P1", "ROUX", (Role.SURVEILLANT, Role.FORMATEUR)),
        Personne("P2", "PETIT", (Role.FORMATEUR,)),
        Personne("M2", "MEMBRE2", (Role.RESPONSABLE, Role.AIDE)),
    )
    found = resources(replace(base, personnes=people))
    assert [(r.id, r.roles) for r in found] == [
        ("M1", ("membre",)),
        ("M2", ("membre", "responsable", "aide")),
        ("P1", ("surveillant",)),
        ("Ecrit", ()),
        ("Plateau", ()),
        ("S1", ()),
    ]
    assert [r.room for r in found] == [False, False, False, True, True, True]


@pytest.mark.parametrize(
    ("moment", "debut", "fin"),
    [
        (PartOfDay.DAY, a("0:00"), a("0:00", 1)),
        (PartOfDay.MORNING, a("0:00"), a("13:00")),
        (PartOfDay.AFTERNOON, a("13:00"), a("0:00", 1)),
    ],
)
def test_a_part_of_a_day_goes_to_midnight_or_to_one(moment, debut, fin):
    assert Failure(Resource("M1", ("membre",)), LUNDI, moment).plage == Plage(debut, fin)


PLAN = Planned(plan_cda_trois(), ())
AWAY = Failure(Resource("M1", ("membre",)), LUNDI, PartOfDay.DAY)
TOLD = Changements(messages=tuple(Message(id_, id_, "membre", ()) for id_ in ("M1", "M2", "C1")))


@pytest.mark.parametrize(
    ("verdict", "outcome", "new"),
    [
        (Verdict.UNTOUCHED, PLAN, 0),
        (Verdict.LEAST, PLAN, 1),
        (Verdict.SURVIVES, PLAN, 1),
        (Verdict.IMPOSSIBLE, Infeasible(), 0),
        (Verdict.OPEN, Unfinished(), 0),
    ],
)
def test_a_new_plan_is_there_where_another_one_survives(verdict, outcome, new):
    assert Recourse(AWAY, verdict, outcome).planned == (PLAN,) * new


def test_whoever_is_away_is_none_of_those_whom_there_is_something_to_tell():
    assert Recourse(AWAY, Verdict.LEAST, PLAN, TOLD).disturbed == 3
    absent = replace(TOLD.messages[0], concern=Concern.ABSENT)
    messages = replace(TOLD, messages=(absent, *TOLD.messages[1:]))
    assert Recourse(AWAY, Verdict.LEAST, PLAN, messages).disturbed == 2


def test_failures_are_found_by_verdict_and_those_without_a_plan_apart():
    answers = {verdict: Recourse(AWAY, verdict) for verdict in Verdict}
    every = Contingencies(tuple(answers.values()))
    assert every.unsurvived == (answers[Verdict.ASKED], answers[Verdict.IMPOSSIBLE], answers[Verdict.OPEN])
    assert every.of(Verdict.LEAST) == (answers[Verdict.LEAST],)


def test_echeances_are_found_by_how_they_stand():
    every = tuple(Echeance(NatureEcheance.DTE, etat, etat) for etat in Etat)
    told = Echeancier(LUNDI, LUNDI + timedelta(days=1), every)
    assert [e.etat for e in told.en_etat(Etat.FAIT, Etat.EN_RETARD)] == [Etat.EN_RETARD, Etat.FAIT]
    assert told.en_etat() == ()
