"""What cannot hold together, verified by building sessions again: alone impossible, without any one of it possible."""

from dataclasses import replace
from datetime import time

import pytest

from builders import a, absent, plan_cda_trois, session
from diagnosis.impossible import CASES, Case
from edits import changed, heures, reglees
from small_sessions import links
from some import some
from tpplanner.audit import check
from tpplanner.change.events import convened
from tpplanner.diagnosis.capacity import shortages
from tpplanner.diagnosis.explain import cause_of, explain
from tpplanner.diagnosis.requirements import keeping, requirements, without
from tpplanner.domain.answers import Cause, Infeasible, Planned, Requirement
from tpplanner.domain.plan import Partie
from tpplanner.domain.session import Convocation, Pin, Portee, Session
from tpplanner.export.agenda import Agenda
from tpplanner.export.calls import summons
from tpplanner.solver import Budget, best_plan, first_plan
from tpplanner.texts.fautes import exigence, exigences, manque

BUDGET = Budget(60, workers=1, reproducible=True)

SAMPLE = ("one-too-many-4", "half-days")


def is_impossible(s: Session) -> bool:
    """By the search for the best plan, which shares its bounds with nothing here."""
    return isinstance(best_plan(s, BUDGET), Infeasible)


def verify(cause: Cause, s: Session) -> None:
    """Fail where the cause is not one, or holds anything that is not needed."""
    assert is_impossible(keeping(s, cause.exigences)), "what is said to collide does not"
    for left_out in cause.exigences if cause.minimale else ():
        looser = keeping(s, [r for r in cause.exigences if r != left_out])
        if looser.candidats:
            outcome = first_plan(looser, BUDGET)
            assert isinstance(outcome, Planned), f"{left_out} is not needed, or nothing shows that it is"
            # of works that last no time, the audit finds nobody there
            assert {v.regle for v in check(looser, outcome.plan).violations} <= {"jury_nombre"}


def explain_case(case: Case) -> None:
    """Where counting tells why, nobody is told of a cause: it need not be settled of each requirement there."""
    outcome = explain(case.session, BUDGET)
    assert isinstance(outcome, Infeasible)
    cause = cause_of(case.session, BUDGET)
    assert cause is not None
    assert cause.minimale or outcome.manques
    assert case.intended <= {r.regle for r in cause.exigences}
    for phrase in exigences(case.session, cause.exigences):
        assert phrase.texte.endswith(".")
    verify(cause, case.session)


@pytest.mark.parametrize("name", SAMPLE)
def test_an_impossible_session_has_a_minimal_cause(name):
    explain_case(CASES[name])


@pytest.mark.proof
@pytest.mark.parametrize("name", [name for name in CASES if name not in SAMPLE])
def test_every_impossible_session_has_a_cause(name):
    explain_case(CASES[name])


def test_there_are_forty_of_a_dozen_kinds():
    assert len(CASES) >= 40
    assert len({case.kind for case in CASES.values()}) >= 12


def test_places_are_told_day_by_day():
    outcome = explain(session(candidats=7, nb_membres=2, nb_jours=2), BUDGET)
    assert isinstance(outcome, Infeasible)
    (places,) = outcome.manques
    told = manque(session(nb_jours=2), places).replace("\u00a0", " ")
    assert told == (
        "6 places au plus pour 7 candidats : 1 jury × 3 le lundi 14 juin 2027, 1 jury × 3 le mardi 15 juin 2027."
    )


def test_as_many_candidats_as_places_lack_none():
    assert isinstance(explain(session(candidats=6, nb_membres=2, nb_jours=2), BUDGET), Planned)


def test_places_respect_absences_and_hours():
    s = heures(session(candidats=3), fin=time(16))
    assert shortages(s) == ()
    outcome = explain(s, BUDGET)
    assert isinstance(outcome, Infeasible)
    assert [(m.quoi, m.disponible) for m in outcome.manques] == [("places", 2)]


def test_where_no_jury_can_hear_anybody_the_requirement_that_forbids_it_is_told():
    """Every oral is long, and none may begin but at 8:01 or 17:50: that there are 0 places says nothing of it."""
    hours_ = {"longue_matin": time(8, 1), "longue_apres_midi": time(17, 50)}
    outcome = explain(reglees(session(candidats=1), epreuve_longue=30, **hours_), BUDGET)
    assert isinstance(outcome, Infeasible)
    assert outcome.cause is not None, outcome.manques
    assert "epreuve_longue" in {r.regle for r in outcome.cause.exigences}


def test_without_time_nothing_is_said_to_be_the_cause():
    assert cause_of(CASES["half-days"].session, replace(BUDGET, seconds=0)) is None


def test_leaving_everything_out_leaves_nobody():
    s = CASES["half-days"].session
    assert keeping(s, ()).candidats == ()
    assert keeping(s, requirements(s)) == s


def test_each_requirement_is_told_with_its_own_values():
    s = links(heures(session(), fin=time(17, 30)), "C1 M2")
    told = {r: exigence(s, r).replace("\u00a0", " ") for r in requirements(s)}
    jour = s.jours[0].date.isoformat()
    assert told[Requirement("ouverture", (jour,))] == ("Rien n'a lieu avant 8 h ni après 17 h 30 (lundi 14 juin 2027).")
    assert told[Requirement("lien_exclu", ("C1", "M2"))] == (
        "MEMBRE2 Alix n'évalue pas CANDIDAT1 Sacha (lien déclaré : voisins)."
    )
    assert told[Requirement("quota_jury")] == "Un jury reçoit 3 candidats par jour au plus."


def test_the_hour_that_holds_somebody_is_told_as_that_of_their_letter_where_it_is_that_one():
    base, plan = session(), plan_cda_trois()
    sent = (Convocation("C1", plan.jours()[0], time(8, 45)),)
    s = replace(base, convocations=sent)
    s = replace(s, convocations=convened(s, plan, plan, None))
    told = {id_: exigence(s, Requirement("convocation_respectee", (id_,))) for id_ in ("C1", "C2", "M1")}
    told = {id_: phrase.replace("\u00a0", " ") for id_, phrase in told.items()}
    # the letter of the one calls to the accueil at 8:30, that of the other is typed, that of a membre is of this hour
    assert next(iter(summons(Agenda(s, plan), "C2"))).heure == a("8:30")
    assert told == {
        "C1": "CANDIDAT1 Sacha est convoqué le lundi 14 juin 2027 à 8 h 45 : ni plus tôt, ni un autre jour.",
        "C2": "CANDIDAT2 Sacha commence le lundi 14 juin 2027 à 9 h dans le planning déjà communiqué : "
        "ni plus tôt, ni un autre jour.",
        "M1": "MEMBRE1 Alix est convoqué le lundi 14 juin 2027 à 8 h 30 : ni plus tôt, ni un autre jour.",
    }


def test_what_is_left_out_of_a_session_is_asked_of_nobody():
    for case in some(CASES.values()):
        gone = [r for r in requirements(case.session) if r.regle != "epreuves_completes"]
        rest = {r.regle for r in requirements(without(case.session, gone))}
        always = {"ouverture", "accueil_candidats", "pause_meridienne", "epreuves_completes", "salle_capacite"}
        lengths = {"travail_continu", "epreuve_longue", "lecture_dossier", "correction", "deliberation"}
        assert rest <= always | lengths | {"battement", "accueil_jury", "cloture", "ouverture_plis"}, case.kind


def test_plis_that_nobody_could_open_in_front_of_him_are_told():
    """He comes at 8:55, and begins at 9:00: five minutes are too few."""
    s = changed(session(candidats=1), "C1", indisponibilites=(absent("8:00", "8:55"),))
    s = replace(s, pins=(Pin("C1", "QP", Portee.HEURE, (Partie(0, a("9:00"), a("9:30"), "Ecrit"),)),))
    cause = cause_of(s, BUDGET)
    assert cause is not None
    assert {r.regle for r in cause.exigences} == {
        "passage_fige",
        "candidat_disponible",
        "ouverture_plis",
        "epreuves_completes",
    }
    verify(cause, s)
    (told,) = (exigence(s, r) for r in cause.exigences if r.regle == "ouverture_plis")
    assert told.endswith("avant l'épreuve, devant ceux qui la passent.")
