"""Events as people tell them: each on the day and at the hour told for all, or on its own."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from builders import LUNDI, plan_cda_trois, session
from tpplanner.change.statement import Interpreter, Statement, told_events
from tpplanner.domain.answers import Reading
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatEnRetard,
    CandidatRefuse,
    Decalage,
    Decision,
    Deport,
    EcritInterrompu,
    Imprevu,
    JuryInterrompu,
    SallePerdue,
)
from tpplanner.domain.session import Salle
from tpplanner.errors import UserError

SESSION = session(nb_membres=2, nb_jours=3)
JOURS = [jour.date for jour in SESSION.jours]


def at(jour, heure="0:0"):
    hours, minutes = map(int, heure.split(":"))
    return datetime.combine(JOURS[jour], datetime.min.time()) + timedelta(hours=hours, minutes=minutes)


def heard(told, of=SESSION, plan=None):
    listener = Interpreter(of, plan or plan_cda_trois(), told)
    return [*listener.evenements()], [refusal.message for refusal in listener.refusals]


def absence(membre, jour, heure="0:0"):
    return Absence(membre, at(jour, heure), at(jour + 1) if jour < 2 else at(2) + timedelta(days=1))


@pytest.mark.parametrize(
    ("told", "events"),
    [
        (
            Statement(absents=("MEMBRE1 Alix, mardi, 13h", "MEMBRE2 Alix, Jour 3"), jour="lundi", de="9h"),
            [absence("M1", 1, "13:0"), absence("M2", 2)],
        ),
        (Statement(absents=("MEMBRE1 Alix, 13h", "MEMBRE2 Alix"), jour="lundi", de="9h"), [absence("M1", 0, "13:0"), absence("M2", 0, "9:0")]),
        (Statement(absents=("MEMBRE1 Alix, mardi",)), [absence("M1", 1)]),
        (Statement(salles=("Salle 1, 15/06/2027, 10h30",)), [SallePerdue("S1", at(1, "10:30"), at(2))]),
        (Statement(retards=(("CANDIDAT1 Sacha, mardi", "20 min"),)), [CandidatEnRetard("C1", 20, jour=JOURS[1])]),
        (
            Statement(decalages=(("Jury 1, lundi, 10h", "20 min"), ("Jury 1, mercredi", "5 min")), jour="mardi"),
            [Decalage("J1", at(0, "10:0"), 20), Decalage("J1", at(2), 5)],
        ),
    ],
    ids=["day and hour", "hour alone", "day alone", "room", "candidat", "juries"],
)  # fmt: skip
def test_what_happens_may_have_a_day_and_an_hour_of_its_own(told, events):
    assert heard(told) == (events, [])


def later(passage):
    day = timedelta(days=1)
    return replace(passage, parties=tuple(replace(x, debut=x.debut + day, fin=x.fin + day) for x in passage.parties))


def test_a_candidat_who_comes_on_one_day_is_late_on_that_day_though_the_plan_has_others():
    plan = plan_cda_trois()
    passages = tuple(later(p) if p.candidat == "C3" else p for p in plan.passages)
    late = Statement(retards=(("CANDIDAT3 Sacha", "20 min"),))
    assert heard(late, plan=replace(plan, passages=passages)) == ([CandidatEnRetard("C3", 20, jour=JOURS[1])], [])


def test_a_comma_of_a_name_begins_no_day():
    named = replace(SESSION, salles=(*SESSION.salles, Salle("S9", "Salle 9, bâtiment B", ("jury",))))
    assert heard(Statement(salles=("Salle 9, bâtiment B",), jour="mardi"), named)[0] == [
        SallePerdue("S9", at(1), at(2))
    ]
    lost = [SallePerdue("S9", at(2, "9:0"), at(2) + timedelta(days=1))]
    assert heard(Statement(salles=("Salle 9, bâtiment B, mercredi, 9h",)), named) == (lost, [])


@pytest.mark.parametrize(
    ("nom", "message"),
    [
        ("MEMBRE1 Alix, vendredi", "« vendredi » n'est pas un jour de la session."),
        ("MEMBRE1 Alix, mardi, dix", "--de : « dix » est illisible. Une heure s'écrit 10h40 ou 10:40."),
        ("MEMBRE1 Alix, lundi, mardi, 10h", "« lundi, mardi, 10h » n'est pas un jour de la session."),
    ],
)
def test_a_day_or_an_hour_that_cannot_be_understood_is_told(nom, message):
    assert heard(Statement(absents=(nom,)))[1] == [message]


def test_a_name_that_nobody_has_is_told_without_its_day():
    _, (message,) = heard(Statement(absents=("INCONNU Zoé, mardi",)))
    assert "INCONNU Zoé" in message
    assert "mardi" not in message


def test_the_hour_at_which_somebody_is_late_has_come():
    reading = Reading(SESSION, edite=(plan_cda_trois(),), ecrit=(plan_cda_trois(),))
    assert JOURS[0] == LUNDI
    change = told_events(
        reading, Statement(decalages=(("Jury 1, lundi, 9h45", "5 min"),), absents=("MEMBRE2 Alix, mardi",))
    )
    assert change.session.maintenant == at(0, "9:45")


@pytest.mark.parametrize(
    ("told", "events"),
    [
        (
            Statement(interruptions=(("Épreuve QP", "15 min"),), jour="lundi", maintenant="9h10"),
            [EcritInterrompu("QP", JOURS[0], time(9, 10), time(9, 25))],
        ),
        (
            Statement(jurys_interrompus=("Jury 1, lundi, 10h30",), decision="Suspendre", reprise="11h"),
            [JuryInterrompu("J1", JOURS[0], at(0, "10:30"), "", Decision.SUSPENDRE, at(0, "11:0"))],
        ),
        (Statement(deports=(("MEMBRE1 Alix", "CANDIDAT2 Sacha"),)), [Deport("M1", "C2")]),
        (
            Statement(refuses=(("CANDIDAT1 Sacha, 8h50", "identite"),), jour="lundi"),
            [CandidatRefuse("C1", at(0, "8:50"), "identité")],
        ),
        (
            Statement(admis=(("CANDIDAT1 Sacha", "prérequis"),), jour="lundi", maintenant="8h50"),
            [CandidatRefuse("C1", at(0, "8:50"), "prérequis", admis=True)],
        ),
    ],
    ids=["écrit", "jury", "link", "turned away", "admitted"],
)
def test_what_is_interrupted_and_what_is_found_at_the_door(told, events):
    assert heard(told, plan=plan_cda_trois()) == (events, [])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Statement(jurys_interrompus=("Jury 1, lundi, 10h30",)), "que décidez-vous"),
        (Statement(decision="annuler"), "ne s'emploient pas seuls"),
        (Statement(refuses=(("CANDIDAT1 Sacha, lundi, 8h50", "retard"),)), "n'est pas un motif"),
        (Statement(interruptions=(("Épreuve QP, lundi", "15 min"),)), "à quelle heure"),
        (Statement(deports=(("CANDIDAT1 Sacha", "CANDIDAT2 Sacha"),)), "inconnu"),
    ],
    ids=["no decision", "no jury", "another motive", "no hour", "no membre"],
)
def test_what_is_told_of_them_by_halves_is_asked_for(told, said):
    _, refusals = heard(told)
    assert len(refusals) == 1
    assert said in refusals[0]


def test_who_refuses_what_a_plan_counts_on_is_refused_to_that_plan_and_not_to_the_one_before():
    """That plan cannot be left as it is: its answer would still count on them."""
    plan = plan_cda_trois()
    refusal = Statement(refus=("MEMBRE2 Alix",))

    def counting_on(accord: Accord) -> Reading:
        typed = replace(SESSION, imprevus=(Imprevu(accord),))
        return Reading(held(typed), base=(typed,), edite=(plan,), ecrit=(plan,))

    with pytest.raises(UserError, match="MEMBRE2 Alix"):
        told_events(counting_on(Accord("M2", LUNDI, a_demander=True)), refusal)
    for other in (Accord("M1", LUNDI, a_demander=True), Accord("M2", LUNDI)):
        assert told_events(counting_on(other), refusal).refus == ("M2",)
