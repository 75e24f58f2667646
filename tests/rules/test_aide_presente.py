from dataclasses import replace

import pytest

from builders import a, absent, oral, referentiel, session
from edits import changed, settle, shifted, with_people, without_role
from halves import audit_allows, both_allow, both_refuse, cannot_be_said
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.answers import Planned, Requirement
from tpplanner.domain.plan import Partie, Passage, Plan, Presence
from tpplanner.domain.referentiel import Nature, Phase, Surveillance
from tpplanner.domain.session import Personne, Role, Salle, Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.fautes import exigence
from worlds import chantier

REGLE = "aide_presente"


def helped(s: Session | None = None) -> Session:
    s = changed(s or session(candidats=1), "C1", aide="A1")
    return with_people(s, Personne("A1", "AIDE", (Role.AIDE,)))


def test_the_aide_is_there_for_every_epreuve():
    s = helped()
    plan = journee(s, UN)
    assert sum(p.role == Role.AIDE for p in plan.presences) == 4
    both_allow(s, plan, REGLE)
    cannot_be_said(s, without_role(plan, Role.AIDE), REGLE, "absente")


# Granted for some of what a candidat passes: it is there for that, and for nothing else.


@pytest.mark.parametrize(
    ("natures", "epreuves", "there"),
    [
        ((), (), ["QP", "PP", "ET", "EF"]),
        ((Nature.ECRIT,), (), ["QP"]),
        ((Nature.ORAL,), (), ["PP", "ET", "EF"]),
        ((), ("QP", "ET"), ["QP", "ET"]),
        ((Nature.ECRIT,), ("EF",), ["QP", "EF"]),
        ((Nature.PRATIQUE,), (), []),
    ],
)
def test_the_aide_is_there_for_what_it_is_granted_for(natures, epreuves, there):
    s = changed(helped(), "C1", aide_natures=natures, aide_epreuves=epreuves)
    plan = journee(s, UN)
    assert [p.epreuve for p in plan.presences if p.role == Role.AIDE] == there
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(
    ("natures", "epreuves", "told"),
    [((), (), "AIDE."), (tuple(Nature), (), "AIDE."), ((Nature.ECRIT,), ("EF",), "AIDE (écrit, Épreuve EF).")],
)
def test_what_it_is_granted_for_is_told_where_no_plan_exists(natures, epreuves, told):
    s = changed(helped(), "C1", aide_natures=natures, aide_epreuves=epreuves)
    assert exigence(s, Requirement(REGLE, ("C1",))) == f"CANDIDAT1 Sacha passe aidé par {told}"


@pytest.mark.parametrize("epreuve", ["QP", "ET"])
def test_each_that_it_is_granted_for_needs_it(epreuve):
    s = changed(helped(), "C1", aide_epreuves=("QP", "ET"))
    plan = journee(s, UN)
    kept = tuple(p for p in plan.presences if p.epreuve != epreuve)
    cannot_be_said(s, replace(plan, presences=kept), REGLE, "absente")


@pytest.mark.parametrize(
    ("natures", "away", "allowed"),
    [
        ((Nature.ECRIT,), absent("9:30", "18:00"), True),
        ((Nature.ECRIT,), absent("9:29", "18:00"), False),
        ((Nature.ORAL,), absent("8:00", "9:40"), True),
        ((Nature.ORAL,), absent("8:00", "9:41"), False),
    ],
)
def test_an_aide_may_be_away_from_what_it_is_not_granted_for(natures, away, allowed):
    s = changed(changed(helped(), "C1", aide_natures=natures), "A1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(
    ("natures", "away", "there"),
    [((Nature.ECRIT,), absent("9:31", "23:00"), {"QP"}), ((Nature.ORAL,), absent("0:00", "9:31"), {"PP", "ET", "EF"})],
)
def test_a_plan_is_found_where_the_aide_is_away_from_the_rest(natures, away, there):
    s = changed(changed(helped(session(candidats=2)), "C1", aide_natures=natures), "A1", indisponibilites=(away,))
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert not report.violations
    assert {p.epreuve for p in outcome.plan.presences if p.role == Role.AIDE} == there


def prepared(*, natures: tuple[Nature, ...]) -> Session:
    """A MSP that is prepared in writing, alone, then told to the jury; an aide for these kinds."""
    phases = (Phase(20, Surveillance.SEUL, "plateau", partagee=True, nature=Nature.ECRIT), Phase(40, Surveillance.JURY))
    msp = replace(oral("MSP", 1), phases=phases)
    rooms = (Salle("Plateau", "Plateau", ("plateau",), postes=9), Salle("S1", "Salle 1", ("jury",)))
    s = session(referentiel(msp, oral("EF", 15, apres=("MSP",))), candidats=1, salles=rooms)
    return changed(helped(s), "C1", aide_natures=natures)


PREPARE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
10:00 EF C1
10:25 cloture
"""


@pytest.mark.parametrize(
    ("natures", "hours", "away", "told"),
    [
        ((Nature.ECRIT,), ["9:00-9:20"], absent("9:20", "18:00"), absent("9:19", "18:00")),
        ((Nature.ORAL,), ["9:20-10:00", "10:00-10:15"], absent("8:00", "9:20"), absent("8:00", "9:21")),
        ((), ["9:00-10:00", "10:00-10:15"], absent("8:00", "9:00"), absent("8:00", "9:01")),
    ],
)
def test_of_an_epreuve_it_is_there_in_the_phases_of_that_kind(natures, hours, away, told):
    s = prepared(natures=natures)
    plan = journee(s, PREPARE)
    there = [f"{p.debut:%-H:%M}-{p.fin:%-H:%M}" for p in plan.presences if p.role == Role.AIDE]
    assert there == hours
    both_allow(changed(s, "A1", indisponibilites=(away,)), plan, REGLE)
    both_refuse(changed(s, "A1", indisponibilites=(told,)), plan, REGLE, "absente")


@pytest.mark.parametrize("epreuve", ["QP", "EF"])
def test_missing_one_is_missing(epreuve):
    s = helped()
    plan = journee(s, UN)
    kept = tuple(p for p in plan.presences if p.epreuve != epreuve)
    cannot_be_said(s, replace(plan, presences=kept), REGLE, "absente")


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "9:00"), True),
        (absent("8:00", "9:01"), False),
        (absent("9:30", "9:40"), True),
        (absent("11:25", "18:00"), True),
        (absent("11:24", "18:00"), False),
    ],
)
def test_an_aide_who_is_away_is_of_no_help(away, allowed):
    s = changed(helped(), "A1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_an_aide_is_there_for_an_epreuve_not_for_a_whole_day():
    s = helped()
    plan = journee(s, UN)
    kept = tuple(replace(p, fin=a("12:00")) for p in plan.presences if p.role != Role.AIDE or p.epreuve == "QP")
    told = [v.sujet for v in breaches(s, replace(plan, presences=kept), REGLE)]
    assert told == [("C1", "PP"), ("C1", "ET"), ("C1", "EF")]


def test_somebody_else_is_not_the_aide():
    s = with_people(helped(), Personne("A2", "AUTRE", (Role.AIDE,)))
    plan = journee(s, UN)
    other = tuple(replace(p, personne="A2") if p.role == Role.AIDE else p for p in plan.presences)
    cannot_be_said(s, replace(plan, presences=other), REGLE, "absente")


def test_an_aide_without_that_role_is_none():
    s = changed(helped(), "A1", roles=(Role.SURVEILLANT,))
    assert not audit_allows(s, journee(s, UN), REGLE)


def test_who_has_no_aide_needs_none():
    s = session()
    both_allow(s, journee(s, TROIS), REGLE)


ROOMS = (
    Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20),
    Salle("Ecrit2", "Petite salle", ("ecrit",), postes=2),
    Salle("S1", "Salle 1", ("jury",)),
)


def in_ecrit(plan: Plan, candidat: str, salle: str) -> Plan:
    parts = {"QP": salle}
    passages = (
        replace(p, parties=tuple(replace(x, salle=parts.get(p.epreuve, x.salle)) for x in p.parties))
        if p.candidat == candidat
        else p
        for p in plan.passages
    )
    return replace(plan, passages=tuple(passages))


def apart() -> Session:
    s = with_people(session(salles=ROOMS), Personne("S2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    return changed(s, "C2", salle_a_part=True)


def test_a_room_apart_is_his_alone():
    s = apart()
    plan = journee(s, TROIS)
    both_allow(s, plan, REGLE)
    both_refuse(s, settle(s, in_ecrit(plan, "C2", "Ecrit")), REGLE, "salle")
    both_refuse(s, settle(s, in_ecrit(plan, "C3", "Ecrit2")), REGLE, "salle")


@pytest.mark.parametrize(("minutes", "allowed"), [(-30, True), (-29, False)])
def test_others_may_be_there_before(minutes, allowed):
    """C3, who is exempt from the QP, sits another written épreuve there until 9:00, or a minute later."""
    ref = replace(session().referentiel, ccps=())
    qp = ref.titre.epreuves[0]
    earlier = replace(qp, id="QP0", collective=False)
    ref = replace(ref, titre=replace(ref.titre, epreuves=(earlier, *ref.titre.epreuves)))
    s = with_people(session(ref, candidats=2, salles=ROOMS), Personne("S2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    s = changed(changed(s, "C1", salle_a_part=True, dispenses=("QP0",)), "C2", dispenses=("QP", "PP", "ET"))
    plan = journee(
        s,
        """
        9:00 QP C1
        9:00 QP0 C2
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:25 lecture C2
        9:30 correction C1 QP
        9:40 PP C1
        10:20 ET C1
        11:05 EF C1
        11:35 correction C2 QP0
        11:45 EF C2
        12:20 cloture
        """,
    )
    together = in_room(shifted(plan, minutes, "C2", "QP0"), "Ecrit2")
    (both_allow if allowed else both_refuse)(s, settle(s, together), REGLE)


def in_room(plan: Plan, salle: str) -> Plan:
    """Both written épreuves in one room."""
    passages = (
        replace(p, parties=tuple(replace(x, salle=salle) for x in p.parties)) if p.epreuve in ("QP", "QP0") else p
        for p in plan.passages
    )
    return replace(plan, passages=tuple(passages))


def test_before_the_jury_he_is_alone_anyway():
    s = changed(session(), "C2", salle_a_part=True)
    s = changed(s, "C2", dispenses=("QP",))
    text = TROIS.replace("QP C1 C2 C3", "QP C1 C3").replace("12:35 correction C2 QP\n", "")
    both_allow(s, journee(s, text), REGLE)


def test_the_aide_may_go_while_midday_stops_the_clock_though_the_solver_asks_him_to_stay():
    s = helped(session(chantier(), candidats=1))
    s = changed(s, "A1", indisponibilites=(absent("12:00", "12:45"),))
    plan = journee(
        s,
        """
        9:00 MSP C1
        J1 : M1 M2 en S1
        14:00 accueil
        14:10 lecture C1
        14:40 correction C1 MSP
        15:00 EF C1
        16:05 cloture
        """,
    )
    both_refuse(s, plan, REGLE, "absente")


def cut_by_midday(candidat: str = "C1") -> Passage:
    parts = (Partie(0, a("9:00"), a("12:00"), "Plateau"), Partie(0, a("12:45"), a("13:45"), "Plateau"))
    return Passage(candidat, "MSP", parts)


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        ([], ("9:00", "12:00")),
        ([("9:00", "12:00")], ("12:45", "13:45")),
        ([("9:00", "12:00"), ("12:45", "13:44")], ("13:44", "13:45")),
        ([("9:00", "12:00"), ("12:45", "13:45")], None),
    ],
)
def test_of_a_passage_that_midday_cuts_the_first_minutes_without_the_aide_are_told(there, missing):
    presences = (Presence("A1", Role.AIDE, a(d), a(f), candidat="C1", epreuve="MSP") for d, f in there)
    plan = Plan((cut_by_midday(),), presences=tuple(presences))
    found = [dict(v.donnees) for v in breaches(helped(session(chantier(), candidats=1)), plan, REGLE)]
    assert found == ([{"debut": a(missing[0]), "fin": a(missing[1])}] if missing else [])


def test_who_is_in_a_room_apart_is_told_once_a_passage():
    s = changed(session(chantier(), candidats=3), "C1", salle_a_part=True)
    plan = Plan((cut_by_midday("C2"), cut_by_midday(), cut_by_midday("C3")))
    assert [v.sujet for v in breaches(s, plan, REGLE)] == [("C1", "MSP")]


@pytest.mark.parametrize(("debut", "fin", "told"), [("13:45", "14:00", 0), ("13:44", "14:00", 1), ("8:30", "9:00", 0)])
def test_a_room_apart_is_his_alone_to_the_minute(debut, fin, told):
    s = changed(session(chantier(), candidats=2), "C1", salle_a_part=True)
    other = Passage("C2", "MSP", (Partie(0, a(debut), a(fin), "Plateau"),))
    assert len(breaches(s, Plan((cut_by_midday(), other)), REGLE)) == told


def test_somebody_unknown_has_neither_an_aide_nor_a_room_apart():
    assert breaches(helped(), Plan((cut_by_midday("inconnu"),)), REGLE) == ()


def test_in_a_room_apart_others_are_no_matter_while_a_jury_watches():
    """That they are before it together is told by other rules."""
    s = changed(session(), "C1", salle_a_part=True)
    both = tuple(Passage(c, "EF", (Partie(0, a("9:00"), a("9:20"), "S1", "J1"),)) for c in ("C1", "C2"))
    assert breaches(s, Plan(both), REGLE) == ()
