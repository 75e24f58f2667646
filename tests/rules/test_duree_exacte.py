from dataclasses import replace

import pytest

from builders import TIERS, TOUTES, a, pratique, session
from edits import changed, lasting, settle, shifted
from halves import both_allow, cannot_be_said
from journees import EN_DEUX_PHASES, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Partie, Passage, Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Session
from worlds import chantier

REGLE = "duree_exacte"


def test_each_epreuve_lasts_its_minutes_to_the_minute():
    s = session(candidats=1)
    plan = journee(s, UN)
    both_allow(s, plan, REGLE)
    for minutes in (19, 21):
        cannot_be_said(s, settle(s, lasting(plan, minutes, "C1", "EF")), REGLE, "epreuve")


def test_a_tiers_temps_is_rounded_up_never_down():
    s = changed(session(candidats=1), "C1", majorations=((Nature.ORAL, TIERS),))
    plan = journee(s, UN, ("10:20 ET", "10:34 ET"), ("11:05 EF", "11:34 EF"), ("11:35 cloture", "12:11 cloture"))
    assert {p.epreuve: (p.fin - p.debut).seconds // 60 for p in plan.passages} == {
        "QP": 30,
        "PP": 54,
        "ET": 60,
        "EF": 27,
    }
    both_allow(s, plan, REGLE)
    cannot_be_said(s, settle(s, lasting(plan, 26, "C1", "EF")), REGLE, "epreuve")


def test_a_majoration_is_for_its_kind_of_epreuve_alone():
    s = changed(session(candidats=1), "C1", majorations=((Nature.PRATIQUE, TIERS),))
    both_allow(s, journee(s, UN), REGLE)


def test_where_and_when_does_not_matter():
    s = session(candidats=1)
    both_allow(s, settle(s, shifted(journee(s, UN), 7, "C1", "QP")), REGLE)


def parts(s: Session, plan: Plan, *spans: tuple[int, str, str]) -> Plan:
    """The MSP of C1 in these parts (phase, from, to), and the surveillant there for all of it."""
    parties = tuple(Partie(phase, a(debut), a(fin), "Plateau") for phase, debut, fin in spans)
    passages = (replace(p, parties=parties) if (p.candidat, p.epreuve) == ("C1", "MSP") else p for p in plan.passages)
    plan = replace(plan, passages=tuple(passages))
    return settle(s, plan) if all(phase == 0 for phase, _, _ in spans) else plan


CHANTIER = """
9:00 MSP C1 C2
J1 : M1 M2 en S1
14:00 accueil
14:10 lecture C1
14:25 lecture C2
14:40 correction C1 MSP
14:45 correction C2 MSP
15:00 EF C1
15:35 EF C2
16:05 cloture
"""


SEUL = CHANTIER.replace("C1 C2", "C1").replace("14:25 lecture C2\n", "").replace("14:45 correction C2 MSP\n", "")
SEUL = SEUL.replace("15:35 EF C2\n", "")
"""The same for one candidat."""


def test_midday_stops_the_clock_once_for_the_candidats_break():
    s = session(chantier(), candidats=2)
    both_allow(s, journee(s, CHANTIER), REGLE)


@pytest.mark.parametrize(
    ("cas", "spans"),
    [
        ("coupure_duree", [(0, "9:00", "12:00"), (0, "12:44", "13:44")]),
        ("coupure_duree", [(0, "9:00", "12:00"), (0, "12:46", "13:46")]),
        ("coupure_hors_plage", [(0, "9:00", "10:59"), (0, "11:44", "13:45")]),
        ("coupure_hors_plage", [(0, "10:00", "13:46"), (0, "14:31", "14:45")]),
        ("interrompue", [(0, "9:00", "11:10"), (0, "11:55", "12:25"), (0, "13:10", "14:30")]),
        ("coupure_duree", [(0, "9:00", "12:00"), (0, "12:00", "13:00")]),
        ("phase_inconnue", [(1, "9:00", "13:00")]),
        ("epreuve", [(0, "9:00", "12:00"), (0, "12:45", "13:44")]),
    ],
)
def test_a_cut_of_another_length_or_hour_is_none(cas, spans):
    s = session(chantier(), candidats=1)
    plan = journee(s, SEUL)
    cannot_be_said(s, parts(s, plan, *spans), REGLE, cas)


@pytest.mark.parametrize("stop", ["11:00", "13:45"])
def test_the_cut_lies_in_the_candidats_window_to_the_minute(stop):
    s = session(chantier(), candidats=1)
    hours = {"11:00": ("9:00", "11:45", "13:45"), "13:45": ("10:00", "14:30", "14:45")}
    start, resumed, end = hours[stop]
    plan = journee(s, SEUL)
    both_allow(s, parts(s, plan, (0, start, stop), (0, resumed, end)), REGLE)


def test_the_clock_of_a_collective_epreuve_stops_for_all_at_the_same_minute():
    s = session(chantier(), candidats=2)
    plan = journee(s, CHANTIER)
    cannot_be_said(s, parts(s, plan, (0, "9:00", "12:05"), (0, "12:50", "13:45")), REGLE, "coupure_commune")
    cannot_be_said(s, parts(s, plan, (0, "9:00", "13:00")), REGLE, "coupure_commune")


def test_who_has_finished_before_the_cut_is_not_stopped():
    s = changed(session(chantier(), candidats=2), "C1", majorations=((Nature.PRATIQUE, TIERS),))
    plan = journee(s, CHANTIER, ("9:00 MSP", "8:00 MSP"), ("14:40", "14:10"), ("14:10 lecture", "14:45 lecture"))
    spans = {p.candidat: [x.fin for x in p.parties] for p in plan.passages if p.epreuve == "MSP"}
    assert spans == {"C1": [a("12:00"), a("14:05")], "C2": [a("12:00")]}
    both_allow(s, plan, REGLE)


def test_phases_follow_each_other_in_their_order():
    s = session(chantier(), candidats=1)
    plan = journee(s, SEUL)
    cannot_be_said(s, parts(s, plan, (0, "9:00", "12:00"), (-1, "12:00", "12:45"), (0, "12:45", "13:45")), REGLE)


def test_an_oral_is_never_interrupted_not_even_in_name():
    s = session(candidats=1)
    plan = journee(s, UN)

    def cut(passages, *spans):
        parties = tuple(Partie(0, a(d), a(f), "S1", "J1") for d, f in spans)
        return tuple(replace(p, parties=parties) if p.epreuve == "PP" else p for p in passages)

    for spans in ([("9:40", "10:00"), ("10:01", "10:21")], [("9:40", "10:00"), ("10:00", "10:20")]):
        cannot_be_said(s, replace(plan, passages=cut(plan.passages, *spans)), REGLE, "interrompue")


@pytest.mark.parametrize("jury", [("10:00", "10:30"), ("10:01", "10:31")])
def test_a_hole_between_two_phases_interrupts_an_epreuve(jury):
    """C1 works alone until 10:00, then before the jury: at once, or a minute later."""
    s = session(pratique(), candidats=1)
    plan = journee(s, EN_DEUX_PHASES)
    parties = (Partie(0, a("9:00"), a("10:00"), "Plateau"), Partie(1, a(jury[0]), a(jury[1]), "Plateau", "J1"))
    passages = (replace(p, parties=parties) if p.epreuve == "MSP" else p for p in plan.passages)
    later = settle(s, replace(plan, passages=tuple(passages)))
    if jury[0] == "10:00":
        both_allow(s, later, REGLE)
    else:
        cannot_be_said(s, later, REGLE, "interrompue")


# What the audit alone can be told


def told(s: Session, plan: Plan) -> list[tuple[str, dict[str, object]]]:
    return [(v.cas, dict(v.donnees)) for v in breaches(s, plan, REGLE)]


def test_an_epreuve_interrupted_twice_is_told_with_the_hour_of_the_last_hole():
    s = session(chantier(), candidats=1)
    holes = parts(s, journee(s, SEUL), (0, "9:00", "11:10"), (0, "11:55", "12:25"), (0, "13:10", "14:30"))
    assert told(s, holes) == [("interrompue", {"fin": a("12:25")})]


def test_a_wrong_length_is_told_rather_than_a_cut_that_is_not_the_others():
    s = session(chantier(), candidats=2)
    right = sat((0, "9:00", "12:00"), (0, "12:45", "13:45"))
    wrong = sat((0, "9:00", "12:05"), (0, "12:50", "13:44"), candidat="C2")
    assert told(s, Plan((right, wrong))) == [
        ("epreuve", {"phase": 1, "constate_minutes": 239, "attendu_minutes": 240}),
    ]


def test_a_second_phase_of_another_length_is_told_as_the_second():
    s = session(pratique(), candidats=1)
    parties = (Partie(0, a("9:00"), a("10:00"), "Plateau"), Partie(1, a("10:00"), a("10:31"), "Plateau", "J1"))
    passages = (replace(p, parties=parties) if p.epreuve == "MSP" else p for p in journee(s, EN_DEUX_PHASES).passages)
    assert told(s, Plan(tuple(passages))) == [("phase", {"phase": 2, "constate_minutes": 31, "attendu_minutes": 30})]


def in_two_phases(**fields: object) -> Session:
    """As `chantier`, for two candidats, with a short phase after the long one."""
    ref = chantier()
    msp, *others = ref.titre.epreuves
    (phase,) = msp.phases
    msp = replace(msp, phases=(replace(phase, minutes=150), replace(phase, minutes=90)), **fields)
    return session(replace(ref, titre=replace(ref.titre, epreuves=(msp, *others))), candidats=2)


def sat(*spans: tuple[int, str, str], candidat: str = "C1") -> Passage:
    """The MSP of a candidat in these parts."""
    return Passage(candidat, "MSP", tuple(Partie(phase, a(debut), a(fin), "Plateau") for phase, debut, fin in spans))


def test_midday_stops_the_longest_phase_not_the_moment_after_it():
    s = in_two_phases()
    within = sat((0, "9:00", "11:15"), (0, "12:00", "12:15"), (1, "12:15", "13:45"))
    after = sat((0, "9:00", "11:30"), (1, "12:15", "13:45"))
    assert told(s, Plan((within,))) == []
    assert told(s, Plan((after,))) == [("coupure_phase", {})]


def test_phases_that_follow_each_other_are_no_cut():
    """C2 ends the first of two phases later than C1, by a tiers temps: midday stops neither."""
    s = changed(in_two_phases(coupure_midi=False), "C2", majorations=TOUTES)
    one = sat((0, "9:00", "11:30"), (1, "11:30", "13:00"))
    other = sat((0, "9:00", "12:20"), (1, "12:20", "14:20"), candidat="C2")
    assert told(s, Plan((one, other))) == []


def test_the_clock_of_an_epreuve_that_each_sits_alone_stops_for_each_at_another_minute():
    one = sat((0, "9:00", "11:15"), (0, "12:00", "12:15"), (1, "12:15", "13:45"))
    other = sat((0, "9:00", "11:16"), (0, "12:01", "12:15"), (1, "12:15", "13:45"), candidat="C2")
    assert told(in_two_phases(collective=False), Plan((one, other))) == []
    assert told(in_two_phases(), Plan((one, other))) == [("coupure_commune", {})]


@pytest.mark.parametrize(("debut", "fin", "broken"), [("11:15", "15:15", []), ("11:14", "15:14", ["coupure_commune"])])
def test_who_begins_as_the_others_stop_is_not_under_way(debut, fin, broken):
    s = session(chantier(), candidats=2)
    stopped = sat((0, "9:00", "11:15"), (0, "12:00", "13:45"))
    late = sat((0, debut, fin), candidat="C2")
    assert [cas for cas, _ in told(s, Plan((stopped, late)))] == broken


def test_what_has_begun_lasts_as_long_as_it_did():
    """EF has begun at 11:05 and was interrupted: 25 minutes of it are a fact, as the 20 of the RE are none."""
    s = session(candidats=1)
    plan = journee(s, UN)
    longer = settle(s, lasting(plan, 25, "C1", "EF"))
    begun = replace(s, reference=(longer,), maintenant=a("11:06"))
    both_allow(begun, longer, REGLE)
    cannot_be_said(begun, plan, REGLE, "epreuve")
    cannot_be_said(replace(begun, maintenant=a("11:05")), longer, REGLE, "epreuve")
