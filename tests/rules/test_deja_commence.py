from dataclasses import replace
from datetime import timedelta

import pytest

from builders import SUIVIE, a, pratique, referentiel, session, travail
from edits import in_room, jury_in, on_day, settle, sitting, with_work, work_shifted
from halves import both_allow, both_refuse
from journees import EN_DEUX_PHASES, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Composition, NatureTravail, Plan, Presence
from tpplanner.domain.referentiel import Phase
from tpplanner.domain.session import Role, Salle
from worlds import prepares

REGLE = "deja_commence"
MSP, *ENSUITE = pratique().epreuves()
MSP_SUIVIE = (replace(MSP, phases=(Phase(90, SUIVIE, "plateau", partagee=True),)), *ENSUITE)
"""The épreuves of `pratique`, the first of which is before the jury from its first minute."""


UN_PREPARE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
9:50 EF C1
10:15 cloture
"""
DEUX_PREPARENT = UN_PREPARE + UN_PREPARE.replace("J1 : M1 M2 en S1", "J2 : M3 M4 en S2").replace("C1", "C2")


def at(hour: str, jour: int = 0):
    """One candidat: accueil 8:30, lecture 8:40, QP 9:00, correction 9:30, PP 9:40, ET 10:20, EF 11:05, clôture 11:35."""
    s = session(candidats=1, nb_membres=4, nb_jours=2)
    plan = journee(s, UN)
    return replace(s, reference=(plan,), maintenant=a(hour, jour)), plan


def final_at(s, hour: str):
    """The same day, the entretien final at another hour."""
    return journee(s, UN, ("11:05 EF", f"{hour} EF"), ("11:35 cloture", "11:45 cloture"))


@pytest.mark.parametrize("hour", ["8:00", "9:40", "12:00"])
def test_the_same_plan_stands_at_any_hour(hour):
    both_allow(*at(hour), REGLE)


def test_what_begins_at_that_very_minute_has_not_begun():
    s, _ = at("11:05")
    both_allow(s, final_at(s, "11:10"), REGLE)
    s, _ = at("11:06")
    both_refuse(s, final_at(s, "11:10"), REGLE, "change")


def test_nothing_else_begins_before():
    s, _ = at("11:00")
    both_refuse(s, final_at(s, "10:59"), REGLE, "nouveau")
    both_allow(s, final_at(s, "11:00"), REGLE)


def test_what_is_to_come_may_go_to_another_day():
    s, plan = at("8:00")
    both_allow(s, on_day(plan, 1), REGLE)
    s, plan = at("8:00", 1)
    both_refuse(s, on_day(plan, 1), REGLE, "change")


@pytest.mark.parametrize(
    "nature", [NatureTravail.ACCUEIL, NatureTravail.LECTURE, NatureTravail.CORRECTION, NatureTravail.CLOTURE]
)
def test_the_jury_s_work_likewise(nature):
    s, plan = at("12:00")
    both_refuse(s, settle(s, work_shifted(plan, 1, nature)), REGLE, "change")
    s, plan = at("8:30")
    both_allow(s, settle(s, work_shifted(plan, 1, nature)), REGLE)


def test_a_jury_begun_keeps_its_membres_and_its_room():
    s, plan = at("8:31")
    both_refuse(s, sitting(plan, "M1", "M3"), REGLE, "change")
    both_refuse(s, jury_in(plan, "S2"), REGLE, "change")
    s, plan = at("8:30")
    both_allow(s, sitting(plan, "M1", "M3"), REGLE)
    both_allow(s, jury_in(plan, "S2"), REGLE)


@pytest.mark.parametrize("hour", ["9:01", "12:00"])
def test_a_passage_begun_keeps_its_room(hour):
    s, plan = at(hour)
    s = replace(s, salles=(*s.salles, replace(s.salles[0], id="Ecrit2")))
    both_refuse(s, settle(s, in_room(plan, "Ecrit2", "C1", "QP")), REGLE, "change")


@pytest.mark.parametrize("hour", ["9:01", "10:30", "12:00"])
def test_a_passage_before_a_jury_keeps_its_plateau_during_and_after(hour):
    """C1 is before the jury from 9:00 to 10:30, on a plateau, and not in the room of the jury."""
    s = session(referentiel(*MSP_SUIVIE), candidats=1)
    plan = journee(s, EN_DEUX_PHASES)
    salles = (*s.salles, *(replace(salle, id="Plateau2") for salle in s.salles if salle.id == "Plateau"))
    s = replace(s, salles=salles, reference=(plan,), maintenant=a(hour))
    both_allow(s, plan, REGLE)
    both_refuse(s, settle(s, in_room(plan, "Plateau2", "C1", "MSP")), REGLE, "change")


@pytest.mark.parametrize(("together", "allowed"), [(False, True), (True, False)])
def test_a_surveillant_beside_one_who_prepares_alone_need_not_stay(together, allowed):
    """She is there from 9:00 to 9:20: for two who prepare in one room, or for one after the other is given up."""
    s = session(prepares(), candidats=2 if together else 1, nb_membres=4, nb_salles=2)
    s = replace(s, salles=(*s.salles, Salle("Prep", "Préparation", ("preparation",), postes=3)))
    plan = journee(s, DEUX_PREPARENT if together else UN_PREPARE)
    alone = replace(plan, presences=tuple(p for p in plan.presences if p.role != Role.SURVEILLANT))
    there = Presence("S1", Role.SURVEILLANT, a("9:00"), a("9:20"), "Prep")
    s = replace(s, reference=(replace(plan, presences=(*alone.presences, there)),), maintenant=a("9:30"))
    assert (breaches(s, alone, REGLE) == ()) is allowed


def test_who_is_there_stays():
    s, plan = at("9:01")
    s = replace(s, personnes=(*s.personnes, replace(s.personnes[0], id="S9")))
    swap = {"S1": "S9", "S9": "S1"}
    swapped = tuple(replace(p, personne=swap[p.personne]) if p.role == Role.SURVEILLANT else p for p in plan.presences)
    both_refuse(s, replace(plan, presences=swapped), REGLE, "change")


def test_without_an_hour_or_a_plan_nothing_has_begun():
    s, _ = at("12:00")
    other = final_at(s, "11:10")
    assert breaches(replace(s, maintenant=None), other, REGLE) == ()
    both_allow(replace(s, reference=()), other, REGLE)


@pytest.mark.parametrize(
    ("hour", "minutes", "told"),
    [
        ("9:31", 5, ["change", "nouveau"]),
        ("9:30", 5, []),
        ("9:30", -5, ["change", "nouveau"]),
        ("9:29", 5, []),
        ("9:20", -10, []),
        ("9:21", -10, ["change", "nouveau"]),
    ],
)
def test_who_has_watched_over_an_epreuve_until_its_end_did_so_until_then(hour, minutes, told):
    """From 9:00 to 9:30: as long as he is there, he may leave at once or stay longer."""
    s, plan = at(hour)
    assert [v.cas for v in breaches(s, ending(plan, Role.SURVEILLANT, minutes), REGLE)] == told


def test_when_the_responsable_leaves_is_no_matter():
    s, plan = at("19:00")
    assert breaches(s, ending(plan, Role.RESPONSABLE, 30), REGLE) == ()


def ending(plan: Plan, role: str, minutes: int) -> Plan:
    """Whoever has that role there so many minutes longer."""
    longer = (replace(p, fin=p.fin + timedelta(minutes=minutes)) if p.role == role else p for p in plan.presences)
    return replace(plan, presences=tuple(longer))


@pytest.mark.parametrize(
    ("nature", "told"),
    [(NatureTravail.PAUSE, []), (NatureTravail.LECTURE, ["nouveau"]), (NatureTravail.DELIBERATION, ["nouveau"])],
)
def test_a_break_is_written_where_it_was_taken_and_no_work_is_added(nature, told):
    s, plan = at("12:00")
    added = with_work(plan, travail("J1", nature, a("11:50"), 5, "C1"))
    assert [v.cas for v in breaches(s, added, REGLE)] == told


A_DEUX = """
J1 : M1 M2 en S1
9:00 MSP C1
J2 : M3 M4 en S2
9:00 MSP C2
"""


def test_a_passage_begun_keeps_the_membres_who_watch_it():
    """Two juries watch over the same room: each has the other's candidat after the change."""
    s = session(pratique(), candidats=2, nb_membres=4, nb_salles=2)
    plan = journee(s, A_DEUX)
    other = replace(
        plan, passages=journee(s, A_DEUX, ("MSP C1", "MSP C3"), ("MSP C2", "MSP C1"), ("MSP C3", "MSP C2")).passages
    )
    s = replace(s, reference=(plan,), maintenant=a("12:00"))
    assert breaches(s, plan, REGLE) == ()
    told = [(v.cas, v.elements[0].candidat) for v in breaches(s, other, REGLE)]
    assert told == [("change", "C1"), ("change", "C2"), ("nouveau", "C1"), ("nouveau", "C2")]


def test_a_jury_without_a_name_watches_nothing():
    """That it is there no more is told of it alone, not of what nobody watches."""
    s, plan = at("12:00")
    nameless = Composition("", a("8:30"), a("12:00"), ("M3", "M4"), "S2")
    before = replace(plan, compositions=(*plan.compositions, nameless))
    told = breaches(replace(s, reference=(before,)), plan, REGLE)
    assert [v.elements for v in told] == [(nameless,)]


def test_a_surveillant_stays_for_whoever_has_begun_and_for_nobody_else():
    """She is in the room from 8:45 on, for one who is no longer of the session; the QP begins at 9:00."""
    s, plan = at("8:50")
    early = tuple(replace(p, debut=a("8:45")) if p.role == Role.SURVEILLANT else p for p in plan.presences)
    (reference,) = s.reference
    for maintenant, allowed in (("8:50", True), ("9:01", False)):
        waiting = replace(s, reference=(replace(reference, presences=early),), maintenant=a(maintenant))
        assert (breaches(waiting, plan, REGLE) == ()) is allowed
