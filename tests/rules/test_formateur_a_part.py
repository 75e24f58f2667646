import pytest

from builders import a, pratique, session
from edits import changed, settle, with_people, with_presences, without_role
from halves import both_allow, both_refuse, cannot_be_said
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Partie, Passage, Plan, Presence
from tpplanner.domain.session import Personne, Role, Salle
from worlds import comedie

REGLE = "formateur_a_part"


def trained_by(who: str, candidat: str = "C1"):
    s = changed(session(candidats=2), candidat, formateurs=(who,))
    return with_people(s, Personne("F1", "FORMATEUR", (Role.SURVEILLANT, Role.FORMATEUR)))


def watched_by(s, who: str, salle: str = "Ecrit"):
    plan = without_role(journee(s, UN.replace("QP C1\n", "QP C1 C2\n") + SUITE), Role.SURVEILLANT)
    return with_presences(plan, Presence(who, Role.SURVEILLANT, a("9:00"), a("9:30"), salle))


SUITE = """
12:35 lecture C2
12:50 correction C2 QP
13:00 PP C2
13:40 ET C2
14:25 EF C2
"""


@pytest.mark.parametrize(
    ("s", "who", "allowed"),
    [
        (trained_by("F1"), "F1", False),
        (trained_by("F1"), "S1", True),
        (trained_by("F1", "C2"), "F1", False),
        (trained_by("S1"), "S1", False),  # whatever his roles
        (trained_by("X"), "F1", True),
    ],
)
def test_a_formateur_does_not_watch_over_his_candidat(s, who, allowed):
    (both_allow if allowed else both_refuse)(s, watched_by(s, who), REGLE)


def test_nor_does_whoever_may_be_his_formateur():
    s = changed(session(candidats=2), "C1", formateurs_possibles=("F1",))
    s = with_people(s, Personne("F1", "FORMATEUR", (Role.SURVEILLANT,)))
    both_refuse(s, watched_by(s, "F1"), REGLE, "surveillant_question")
    both_allow(s, watched_by(s, "S1"), REGLE)


def test_he_may_watch_over_others_in_another_room():
    rooms = (*session().salles, Salle("Ecrit2", "Petite salle", ("ecrit",), postes=2))
    s = with_people(session(salles=rooms), Personne("F1", "FORMATEUR", (Role.SURVEILLANT,)))
    s = changed(changed(s, "C1", formateurs=("F1",)), "C3", salle_a_part=True)
    plan = without_role(journee(s, TROIS), Role.SURVEILLANT)
    here, there = (
        Presence(w, Role.SURVEILLANT, a("9:00"), a("9:30"), r) for w, r in (("S1", "Ecrit"), ("F1", "Ecrit2"))
    )
    both_allow(s, with_presences(plan, here, there), REGLE)
    here, there = (
        Presence(w, Role.SURVEILLANT, a("9:00"), a("9:30"), r) for w, r in (("F1", "Ecrit"), ("S1", "Ecrit2"))
    )
    both_refuse(s, with_presences(plan, here, there), REGLE, "surveillant")


def test_being_in_the_room_at_another_time_is_no_matter():
    s = trained_by("F1")
    plan = watched_by(s, "S1")
    both_allow(s, plan, REGLE)
    before = with_presences(plan, Presence("F1", Role.SURVEILLANT, a("8:30"), a("9:00"), "Ecrit"))
    assert breaches(s, before, REGLE) == ()
    after = with_presences(plan, Presence("F1", Role.SURVEILLANT, a("9:30"), a("10:00"), "Ecrit"))
    assert breaches(s, after, REGLE) == ()
    cannot_be_said(s, with_presences(plan, Presence("F1", Role.SURVEILLANT, a("8:30"), a("9:01"), "Ecrit")), REGLE)


@pytest.mark.parametrize(("formateur", "allowed"), [("K1", False), ("K2", True)])
def test_nor_does_he_play_before_him(formateur, allowed):
    s = with_people(
        session(comedie(), candidats=1), *(Personne(k, k, (Role.COMEDIEN, Role.FORMATEUR)) for k in ("K1", "K2"))
    )
    plan = journee(
        s,
        """
        9:00 QP C1
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:30 correction C1 QP
        9:40 MSP C1
        10:20 ET C1
        10:40 EF C1
        11:10 cloture
        """,
    )
    (player,) = {p.personne for p in plan.presences if p.role == Role.COMEDIEN}
    told = changed(s, "C1", formateurs=(formateur if player == "K1" else {"K1": "K2", "K2": "K1"}[formateur],))
    (both_allow if allowed else both_refuse)(told, plan, REGLE)
    perhaps = changed(told, "C1", formateurs=(), formateurs_possibles=told.candidat("C1").formateurs)
    (both_allow if allowed else both_refuse)(perhaps, plan, REGLE)


def test_he_may_be_responsable():
    s = trained_by("R1")
    both_allow(s, settle(s, watched_by(s, "S1")), REGLE)


@pytest.mark.parametrize("role", [Role.RESPONSABLE, Role.AIDE])
def test_he_may_be_in_the_room_as_something_else(role):
    s = trained_by("S1")
    there = Presence("S1", role, a("9:00"), a("9:30"), "Ecrit")
    assert breaches(s, with_presences(without_role(watched_by(s, "F1"), role), there), REGLE) == ()


@pytest.mark.parametrize(("debut", "broken"), [("10:00", []), ("9:59", ["surveillant"])])
def test_he_may_watch_over_others_while_his_candidat_is_before_the_jury(debut, broken):
    """C1 works under a surveillant until 10:00, then before the jury in that room."""
    s = with_people(session(pratique(), candidats=1), Personne("F1", "FORMATEUR", (Role.SURVEILLANT,)))
    s = changed(s, "C1", formateurs=("F1",))
    parts = (Partie(0, a("9:00"), a("10:00"), "Plateau"), Partie(1, a("10:00"), a("10:30"), "Plateau", "J1"))
    watching = Presence("F1", Role.SURVEILLANT, a(debut), a("11:00"), "Plateau")
    plan = Plan((Passage("C1", "MSP", parts),), presences=(watching,))
    assert [v.cas for v in breaches(s, plan, REGLE)] == broken
    unknown = Plan((Passage("C1", "inconnue", parts),), presences=(watching,))
    assert breaches(s, unknown, REGLE) == ()
