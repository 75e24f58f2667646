"""What few sessions have, each in the smallest session that cannot be planned without it."""

from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, absent, oral, referentiel, session
from edits import changed, heures, reglees, room, with_people
from journees import UN, journee
from tpplanner.audit import check
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import NatureAccueil, NatureTravail, Plan
from tpplanner.domain.session import Convocation, Jury, Personne, Pin, Portee, Role, Salle, Session
from tpplanner.solver import Budget, best_plan
from worlds import chantier, en_deux_temps, ensemble

REF = referentiel(oral("EF", 20))


def planned(s: Session) -> Plan:
    """The best plan of a session, which the audit accepts."""
    outcome = best_plan(s, Budget(seconds=1.0, workers=1, reproducible=True))
    assert isinstance(outcome, Planned), outcome
    assert check(s, outcome.plan).violations == ()
    return outcome.plan


def starts(plan: Plan, epreuve: str) -> list[str]:
    """When an épreuve begins for each candidat."""
    return [f"{p.debut:%a %H:%M}" for p in plan.passages if p.epreuve == epreuve]


# Épreuves


def test_two_whom_a_jury_watches_at_once():
    """From 8:00 to 11:40 there is no time to watch one after the other."""
    s = heures(session(ensemble(2), candidats=2), fin=time(11, 40))
    s = room(s, "Plateau", ressources=(("caisse", 1),))
    plan = planned(s)
    assert len(set(starts(plan, "MSP"))) == 1


def test_a_clock_that_midday_stops():
    """Coming at 10:15 for four hours, nobody would have lunch."""
    s = reglees(session(chantier(), candidats=2), epreuve_longue=300)
    for who in ("C1", "C2"):
        s = changed(s, who, indisponibilites=(absent("8:00", "10:15"),))
    plan = planned(s)
    assert {len(p.parties) for p in plan.passages if p.epreuve == "MSP"} == {2}


def test_orals_on_two_days():
    plan = planned(session(en_deux_temps(), candidats=2, nb_jours=2))
    assert {day[:3] for day in starts(plan, "PP")} == {"Mon"}
    assert {day[:3] for day in starts(plan, "ET")} == {"Tue"}


# People


def test_a_surveillant_comes_when_he_was_convened():
    s = session(candidats=1)
    s = replace(s, convocations=(Convocation("S1", LUNDI, time(14, 0)),))
    assert starts(planned(s), "QP") == ["Mon 14:00"]


def test_a_suppleant_leads_until_the_responsable_was_convened():
    s = with_people(session(candidats=1), Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True))
    s = replace(s, convocations=(Convocation("R1", LUNDI, time(10, 0)),))
    s = changed(s, "R2", indisponibilites=(absent("10:00", "19:00"),))
    plan = planned(changed(s, "C1", indisponibilites=(absent("12:00", "19:00"),)))
    assert [p.personne for p in plan.presences if p.role == Role.RESPONSABLE] == ["R2", "R1"]


def test_a_site_that_opens_after_the_candidats_accueil():
    morning = changed(session(candidats=1), "C1", indisponibilites=(absent("12:00", "19:00"),))
    plan = planned(heures(morning, ouverture=time(9, 0)))
    assert min(p.debut.time() for p in plan.presences) == time(9, 0)


def test_a_given_jury_of_three_without_the_one_who_is_away():
    s = session(candidats=1, nb_membres=3, jurys=(Jury("Rouge", ("M1", "M2", "M3")),))
    assert [c.membres for c in planned(s).compositions] == [("M1", "M2", "M3")]
    away = changed(s, "M2", indisponibilites=(absent("8:00", "19:00"),))
    assert [c.membres for c in planned(away).compositions] == [("M1", "M3")]


def test_a_sealed_subject_before_the_jury_is_opened_once_in_front_of_whoever_has_it_first():
    msp = oral("MSP", 30, plis=True)
    s = session(referentiel(msp, oral("EF", 15, apres=("MSP",)), quota=3), candidats=3)
    plan = planned(s)
    first = min(p.debut for p in plan.passages)
    (opened,) = (x for x in plan.accueils if x.nature is NatureAccueil.PLIS)
    assert (opened.epreuve, opened.fin) == ("MSP", first)


def test_it_is_opened_although_its_candidat_comes_from_another_epreuve():
    """The orals do not have to follow each other: ten minutes lie between them for whoever has the MSP first."""
    ref = referentiel(oral("ET", 20), oral("MSP", 30, apres=("ET",), plis=True, separee=True))
    s = session(ref, candidats=2)
    plan = planned(s)
    (opened,) = (x for x in plan.accueils if x.nature is NatureAccueil.PLIS)
    (his,) = {p.candidat for p in plan.passages if (p.epreuve, p.debut) == ("MSP", opened.fin)}
    assert next(p.fin for p in plan.passages if (p.candidat, p.epreuve) == (his, "ET")) <= opened.debut


@pytest.mark.parametrize(
    "between",
    [
        (oral("QAP", 20, separee=True), oral("ET", 20)),
        (oral("ET", 20, plis=True),),
    ],
    ids=["beside one apart", "in any order"],
)
def test_a_link_of_days_to_the_first_leaves_those_between_on_its_day(between):
    ref = referentiel(oral("PP", 30), *between, oral("EF", 15, jours_min=(("PP", 1),)))
    days = {p.epreuve: p.jour for p in planned(session(ref, candidats=1, nb_jours=3)).passages}
    assert days["PP"] == days["ET"] < days["EF"]


# A membre in two juries of a day, where nothing but pins or rooms asks for it


DEUX = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
9:35 cloture
J2 : M2 M3 en S2
14:00 accueil
14:10 lecture C2
14:30 EF C2
15:00 cloture
"""


def test_pins_may_ask_for_a_membre_in_two_juries():
    s = session(REF, candidats=2, nb_membres=3, nb_salles=2)
    plan, seated = journee(s, DEUX), {"C1": ("M1", "M2"), "C2": ("M2", "M3")}
    pins = tuple(Pin(p.candidat, p.epreuve, Portee.TOUT, p.parties, seated[p.candidat]) for p in plan.passages)
    assert [c.membres for c in planned(replace(s, pins=pins)).compositions] == [("M1", "M2"), ("M2", "M3")]


def test_rooms_may_ask_for_a_membre_in_two_juries():
    """One room in the morning, another in the afternoon, and a candidat in each."""
    morning, afternoon = absent("8:00", "12:00"), absent("12:00", "19:00")
    s = session(REF, candidats=2, nb_membres=3, nb_salles=2)
    s = room(room(s, "S1", indisponibilites=(afternoon,)), "S2", indisponibilites=(morning,))
    s = changed(changed(s, "C1", indisponibilites=(afternoon,)), "C2", indisponibilites=(morning,))
    assert {c.salle for c in planned(s).compositions} == {"S1", "S2"}


# Places


def test_a_room_apart_with_its_own_surveillant():
    rooms = (*session().salles, Salle("Ecrit2", "Petite salle", ("ecrit",), postes=1))
    s = changed(session(candidats=2, salles=rooms), "C2", salle_a_part=True)
    s = with_people(s, Personne("P2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    plan = planned(s)
    assert len({p.parties[0].salle for p in plan.passages if p.epreuve == "QP"}) == 2


def test_a_room_that_is_not_kept_at_midday():
    """Closed for cleaning from noon to one."""
    s = session(candidats=3)
    closed = room(s, "S1", indisponibilites=(absent("12:00", "13:00"),))
    free = reglees(closed, salle_a_midi=False)
    plan = planned(free)
    (pause,) = (t for t in plan.travaux if t.nature is NatureTravail.PAUSE)
    assert (f"{pause.debut:%H:%M}", f"{pause.fin:%H:%M}") == ("12:00", "13:00")


def test_the_worked_day_has_a_plan_as_good():
    s = session(candidats=1)
    by_hand = {n.nom: n.valeur for n in check(s, journee(s, UN)).niveaux}
    found = {n.nom: n.valeur for n in check(s, planned(s)).niveaux}
    assert list(found.values()) <= list(by_hand.values())
