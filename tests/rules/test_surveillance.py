from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from builders import a, absent, oral, pratique, session
from edits import changed, settle, shifted, with_people, with_presences, without_role
from halves import Verdict, both_allow, both_refuse, cannot_be_said, solver_verdict
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Presence
from tpplanner.domain.referentiel import Nature, Phase, Surveillance
from tpplanner.domain.session import Personne, Role, Salle
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.solver.model.whole import _relieved_by_others
from worlds import prepares, vagues

REGLE = "surveillance"


def watching(debut: str, fin: str, personne: str = "S1", salle: str = "Ecrit") -> Presence:
    return Presence(personne, Role.SURVEILLANT, a(debut), a(fin), salle)


def alone(s):
    return without_role(journee(s, UN), Role.SURVEILLANT)


def test_somebody_is_in_the_room_as_long_as_somebody_writes():
    s = session(candidats=1)
    both_allow(s, journee(s, UN), REGLE)
    both_allow(s, with_presences(alone(s), watching("8:45", "9:45")), REGLE)


def test_nobody_at_all_is_refused():
    s = session(candidats=1)
    both_refuse(s, alone(s), REGLE)


@pytest.mark.parametrize(("debut", "fin"), [("9:01", "9:30"), ("9:00", "9:29")])
def test_a_minute_without_anybody_is_refused(debut, fin):
    s = session(candidats=1)
    cannot_be_said(s, with_presences(alone(s), watching(debut, fin)), REGLE)


def test_in_that_room_and_no_other():
    s = session(candidats=1)
    cannot_be_said(s, with_presences(alone(s), watching("9:00", "9:30", salle="S1")), REGLE)


@pytest.mark.parametrize(
    ("away", "allowed"),
    [(absent("9:30", "10:00"), True), (absent("9:29", "10:00"), False), (absent("8:00", "9:00"), True)],
)
def test_who_is_away_watches_nobody(away, allowed):
    s = changed(session(candidats=1), "S1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_who_is_no_surveillant_does_not_count():
    s = session(candidats=1)
    cannot_be_said(s, with_presences(alone(s), watching("9:00", "9:30", "R1")), REGLE)
    cannot_be_said(s, with_presences(alone(s), watching("9:00", "9:30", "inconnu")), REGLE)


def test_a_longer_tiers_temps_keeps_him_there():
    s = session()
    s = changed(s, "C3", majorations=((Nature.ECRIT, Fraction(1)),))
    plan = without_role(journee(s, TROIS), Role.SURVEILLANT)
    both_allow(s, with_presences(plan, watching("9:00", "10:00")), REGLE)
    cannot_be_said(s, with_presences(plan, watching("9:00", "9:59")), REGLE)


def relay():
    """S1 leaves at 9:20, S2 comes at 9:10."""
    s = with_people(session(candidats=1), Personne("S2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    s = changed(s, "S1", indisponibilites=(absent("9:20", "18:00"),))
    return changed(s, "S2", indisponibilites=(absent("8:00", "9:10"),))


@pytest.mark.parametrize(("change", "allowed"), [("9:10", True), ("9:20", True), ("9:09", False), ("9:21", False)])
def test_one_may_take_over_from_another(change, allowed):
    s = relay()
    plan = with_presences(alone(s), watching("9:00", change), watching(change, "9:30", "S2"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_several_may_take_over_one_after_the_other():
    s = with_people(relay(), Personne("S3", "SURVEILLANT3", (Role.SURVEILLANT,)))
    turns = (watching("9:00", "9:10"), watching("9:10", "9:20", "S2"), watching("9:20", "9:30", "S3"))
    both_allow(s, with_presences(alone(s), *turns), REGLE)
    gap = (watching("9:00", "9:10"), watching("9:10", "9:19", "S2"), watching("9:20", "9:30", "S3"))
    cannot_be_said(s, with_presences(alone(s), *gap), REGLE)


def test_the_solver_has_four_in_turn_at_most():
    """Stricter than the audit: a fifth has no words in the model."""
    s = with_people(relay(), *(Personne(f"S{i}", f"SURVEILLANT{i}", (Role.SURVEILLANT,)) for i in (3, 4, 5)))
    hours = ("9:00", "9:10", "9:15", "9:20", "9:25", "9:30")
    turns = (watching(*span, f"S{i}") for i, span in enumerate(pairwise(hours), 1))
    plan = with_presences(alone(s), *turns)
    assert breaches(s, plan, REGLE) == ()
    assert solver_verdict(s, plan, REGLE) is Verdict.NOT_EXPRESSIBLE


ROOMS = (
    Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20),
    Salle("Ecrit2", "Petite salle", ("ecrit",), postes=2),
    Salle("S1", "Salle 1", ("jury",)),
)


def test_each_room_has_its_own():
    s = changed(session(salles=ROOMS), "C2", salle_a_part=True)
    s = with_people(s, Personne("S2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    plan = journee(s, TROIS)
    both_allow(s, plan, REGLE)
    both_refuse(s, without_role(plan, Role.SURVEILLANT, "S2"), REGLE)


def test_where_the_workbook_lists_none_nobody_is_asked_for():
    s = session(candidats=1)
    both_allow(replace(s, personnes=s.personnes[1:]), alone(s), REGLE)


def test_a_phase_before_the_jury_asks_for_none():
    s = session(pratique(), candidats=1)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        10:30 QAP C1
        11:00 EF C1
        11:30 cloture
        """,
    )
    (present,) = (p for p in plan.presences if p.role == Role.SURVEILLANT)
    assert (present.debut, present.fin) == (a("9:00"), a("10:00"))
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(("away", "allowed"), [(absent("9:50", "10:30"), True), (absent("9:49", "10:30"), False)])
def test_between_two_waves_nobody_is_needed(away, allowed):
    s = changed(session(vagues(), candidats=2), "S1", indisponibilites=(away,))
    text = """
    9:00 MSP C1
    10:30 MSP C2
    J1 : M1 M2 en S1
    8:30 accueil
    8:40 lecture C1
    8:55 lecture C2
    11:20 correction C1 MSP
    11:25 correction C2 MSP
    14:00 ET C1
    14:25 EF C1
    15:00 ET C2
    15:25 EF C2
    16:00 cloture
    """
    plan = without_role(journee(s, text), Role.SURVEILLANT)
    waves = with_presences(plan, watching("9:00", "9:50", salle="Plateau"), watching("10:30", "11:20", salle="Plateau"))
    (both_allow if allowed else both_refuse)(s, waves, REGLE)


def test_who_watches_may_have_his_lunch_between_two_waves():
    """One post: three candidats on the plateau, an hour each; nobody is there from 12:00 to 13:00, and nobody waits."""
    s = session(pratique(), candidats=3)
    s = replace(s, salles=tuple(replace(salle, postes=1) if salle.id == "Plateau" else salle for salle in s.salles))
    s = changed(s, "S1", indisponibilites=(absent("12:00", "13:00"),))
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert [niveau.valeur for niveau in report.niveaux] == [2, 1, 0, 355, 3, 0, 0]


def test_a_written_epreuve_moved_alone_leaves_him_behind():
    s = session(candidats=1)
    both_refuse(s, shifted(alone(s), 1, "C1", "QP"), REGLE)
    both_allow(s, settle(s, shifted(alone(s), 1, "C1", "QP")), REGLE)


@pytest.mark.parametrize(
    "there",
    [
        [("9:00", "9:30"), ("9:05", "9:10")],  # one within the other
        [("9:05", "9:10"), ("9:00", "9:30")],
        [("9:00", "9:30"), ("10:00", "11:00")],
        [("8:00", "8:30"), ("9:00", "9:30")],
        [("9:00", "9:15"), ("9:15", "9:30"), ("9:30", "9:45")],
    ],
)
def test_more_than_is_needed_does_no_harm(there):
    s = session(candidats=1)
    assert breaches(s, with_presences(alone(s), *(watching(*span) for span in there)), REGLE) == ()


def test_of_several_passages_in_a_room_the_first_without_anybody_is_told():
    s = session(candidats=2)
    plan = without_role(journee(s, UN, ("9:00 QP C1", "9:00 QP C1\n14:00 QP C2")), Role.SURVEILLANT)
    (violation,) = breaches(s, plan, REGLE)
    assert [passage.candidat for passage in violation.elements] == ["C1"]
    (violation,) = breaches(s, with_presences(plan, watching("9:00", "9:30")), REGLE)
    assert [passage.candidat for passage in violation.elements] == ["C2"]


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ([], ("9:00", "9:30")),
        ([("9:10", "9:20")], ("9:00", "9:10")),
        ([("9:00", "9:10"), ("9:20", "9:30")], ("9:10", "9:20")),
        ([("9:00", "9:25")], ("9:25", "9:30")),
        ([("10:00", "11:00")], ("9:00", "9:30")),
    ],
)
def test_a_breach_tells_the_first_minutes_without_anybody(there, missing):
    s = session(candidats=1)
    plan = with_presences(alone(s), *(watching(*span) for span in there))
    (violation,) = breaches(s, plan, REGLE)
    assert dict(violation.donnees) == {"debut": a(missing[0]), "fin": a(missing[1])}


# Who prepares alone, and is watched only if several are in the room.

PREP = (
    Salle("Prep", "Préparation", ("preparation",), postes=3),
    Salle("Prep2", "Autre préparation", ("preparation",), postes=3),
    Salle("S1", "Salle 1", ("jury",)),
    Salle("S2", "Salle 2", ("jury",)),
)

SIDE_BY_SIDE = """
J1 : M1 M2 en S1
8:00 accueil
8:40 lecture C1
9:00 MSP C1
9:50 EF C1
10:30 cloture
J2 : M3 M4 en S2
8:00 accueil
8:40 lecture C2
{second} MSP C2
10:20 EF C2
11:00 cloture
"""


def preparing(second: str, *there: Presence):
    """C1 prepares from 9:00 to 9:20, C2 for 20 minutes from then."""
    s = session(prepares(), candidats=2, nb_membres=4, salles=PREP)
    return s, with_presences(without_role(journee(s, SIDE_BY_SIDE.format(second=second)), Role.SURVEILLANT), *there)


@pytest.mark.parametrize(("second", "allowed"), [("9:20", True), ("9:19", False), ("9:00", False)])
def test_who_prepares_alone_needs_nobody_as_long_as_nobody_else_is_there(second, allowed):
    (both_allow if allowed else both_refuse)(*preparing(second), REGLE)


@pytest.mark.parametrize(
    ("debut", "fin", "allowed"),
    [("9:00", "9:30", True), ("9:10", "9:20", False), ("9:01", "9:30", False), ("9:00", "9:29", False)],
)
def test_of_two_who_prepare_together_both_are_watched_from_end_to_end(debut, fin, allowed):
    s, plan = preparing("9:10", watching(debut, fin, salle="Prep"))
    (both_allow if allowed else cannot_be_said)(s, plan, REGLE)


def test_in_two_rooms_each_is_alone():
    s, plan = preparing("9:00")
    other = (
        replace(p, parties=(replace(p.parties[0], salle="Prep2"), *p.parties[1:]))
        if (p.candidat, p.epreuve) == ("C2", "MSP")
        else p
        for p in plan.passages
    )
    both_allow(s, replace(plan, passages=tuple(other)), REGLE)


def test_where_no_surveillant_is_listed_two_prepare_together():
    s, plan = preparing("9:00")
    both_allow(replace(s, personnes=s.personnes[1:]), plan, REGLE)


def test_whoever_else_is_in_the_room_is_company():
    """C2 sits a paper under a surveillant of its own from 9:15 on: C1 prepares from 9:00, watched from then."""
    papers = replace(oral("QP", 1), phases=(Phase(30, Surveillance.SURVEILLANT, "preparation", partagee=True),))
    ref = prepares()
    ref = replace(ref, titre=replace(ref.titre, epreuves=(*ref.titre.epreuves[:1], papers, *ref.titre.epreuves[1:])))
    s = session(ref, candidats=2, nb_membres=4, salles=PREP)
    s = changed(s, "C1", dispenses=("QP",))
    text = SIDE_BY_SIDE.format(second="10:00").replace("10:20 EF C2\n11:00", "10:50 EF C2\n11:25")
    text = text.replace("8:40 lecture C2", "8:40 lecture C2\n9:45 correction C2 QP")
    plan = without_role(journee(s, "9:15 QP C2\n" + text), Role.SURVEILLANT)
    both_allow(s, with_presences(plan, watching("9:00", "9:45", salle="Prep")), REGLE)
    late = with_presences(plan, watching("9:15", "9:45", salle="Prep"))
    (violation,) = breaches(s, late, REGLE)
    assert dict(violation.donnees) == {"debut": a("9:00"), "fin": a("9:15")}


def test_a_plan_puts_nobody_beside_who_prepares_alone():
    """One surveillant who is away all day: candidats of two juries prepare one after the other."""
    s = session(prepares(), candidats=4, nb_membres=4, salles=PREP[:1] + PREP[2:])
    away = changed(s, "S1", indisponibilites=(absent("0:00", "23:59"),))
    for each, most in ((s, 4), (away, 1)):
        outcome, _ = planned(each, Budget(20, workers=1, reproducible=True))
        assert isinstance(outcome, Planned)
        starts = [p.debut for p in outcome.plan.passages if p.epreuve == "MSP"]
        together = max(sum(t <= x < t + timedelta(minutes=20) for x in starts) for t in starts)
        assert together <= most
        assert breaches(each, outcome.plan, REGLE) == ()
    assert not [p for p in outcome.plan.presences if p.role == Role.SURVEILLANT]


def test_who_takes_over_from_themselves_stays_and_nobody_comes_for_no_time():
    minutes = [watching(*span, personne) for *span, personne in (("9:00", "9:01", "S1"), ("9:01", "9:45", "S1"))]
    other = watching("9:45", "10:00", "S2")
    again = watching("10:00", "10:10", "S1")
    assert [*_relieved_by_others([*minutes, other, again])] == [watching("9:00", "9:45"), other, again]
