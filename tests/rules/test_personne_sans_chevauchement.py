from dataclasses import replace

import pytest

from builders import a, oral, referentiel, session
from drawing import seeded
from edits import changed, settle, shifted, with_people, with_presences, without_role
from halves import both_allow, both_refuse
from journees import TROIS, UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Presence
from tpplanner.domain.session import Genre, Personne, Role, Salle
from worlds import comedie, with_comediens

REGLE = "personne_sans_chevauchement"

PARTAGE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:45 EF C1
9:15 cloture
J2 : M2 M3 en S1
{} accueil
{} lecture C2
10:10 EF C2
10:40 cloture
"""


@pytest.mark.parametrize(("accueil", "allowed"), [("9:30", True), ("9:29", False), ("9:35", True)])
def test_a_membre_sits_in_one_jury_at_a_time(accueil, allowed):
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_membres=3)
    lecture = f"9:{int(accueil[2:]) + 10}"
    (both_allow if allowed else both_refuse)(s, journee(s, PARTAGE.format(accueil, lecture)), REGLE)


def test_juries_without_a_common_membre_sit_when_they_like():
    s = session(referentiel(oral("EF", 15)), candidats=2, nb_membres=4, nb_salles=2)
    plan = journee(s, PARTAGE.format("8:00", "8:10").replace("M2 M3 en S1", "M3 M4 en S2"))
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(("accueil", "allowed"), [("9:30", True), ("9:29", False)])
def test_who_watches_a_written_epreuve_is_not_in_a_jury_then(accueil, allowed):
    s = session(candidats=1)
    s = replace(s, personnes=(Personne("M1", "MEMBRE1", (Role.SURVEILLANT,)), s.personnes[1]))
    lecture = f"9:{int(accueil[2:]) + 10}"
    text = UN.replace("8:30 accueil", f"{accueil} accueil").replace("8:40 lecture", f"{lecture} lecture")
    later = text.replace("9:30 correction", "9:55 correction")
    plan = settle(s, shifted(journee(s, later), 30, "C1", "PP", "ET", "EF"))
    plan = replace(
        plan,
        travaux=tuple(
            replace(t, debut=a("12:05"), fin=a("12:20")) if t.nature == "cloture" else t for t in plan.travaux
        ),
    )
    (both_allow if allowed else both_refuse)(s, settle(s, plan), REGLE)


DEUX_SALLES = (
    Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20),
    Salle("Ecrit2", "Petite salle", ("ecrit",), postes=2),
    Salle("S1", "Salle 1", ("jury",)),
)


def two_rooms():
    """C2 writes in a room apart."""
    s = changed(session(candidats=2, salles=DEUX_SALLES), "C2", salle_a_part=True)
    return s, journee(
        s,
        UN.replace("QP C1\n", "QP C1 C2\n")
        + "\n12:00 lecture C2\n12:15 correction C2 QP\n12:30 PP C2\n13:10 ET C2\n13:55 EF C2",
    )


def test_a_surveillant_watches_one_room():
    s, plan = two_rooms()
    assert {p.salle for p in plan.presences if p.role == Role.SURVEILLANT} == {"Ecrit", "Ecrit2"}
    both_refuse(s, plan, REGLE, "chevauchement")
    helped = with_people(s, Personne("S2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    both_allow(helped, settle(helped, plan), REGLE)


@pytest.mark.parametrize("role", [Role.SURVEILLANT, Role.RESPONSABLE])
def test_being_responsable_takes_no_minute(role):
    s = session(candidats=1)
    s = replace(s, personnes=(Personne("S1", "TOUT", (role, Role.SURVEILLANT, Role.RESPONSABLE)),))
    both_allow(s, journee(s, UN), REGLE)


def test_the_responsable_of_the_day_sits_in_no_jury_that_day():
    s = session(candidats=1)
    s = with_people(s, Personne("M1", "MEMBRE1", (Role.RESPONSABLE,)))
    plan = without_role(journee(s, UN), Role.RESPONSABLE)
    both_allow(s, plan, REGLE)
    leading = with_presences(plan, Presence("M1", Role.RESPONSABLE, a("8:30"), a("8:31")))
    both_refuse(s, leading, REGLE, "responsable")


COMEDIE = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 MSP C1
10:20 ET C1
10:40 EF C1
11:10 cloture
J2 : M3 M4 en S2
8:30 accueil
8:40 lecture C2
9:30 correction C2 QP
{} MSP C2
{} ET C2
{} EF C2
{} cloture
"""


def players(*ids: str):
    base = session(comedie(), candidats=2, nb_membres=4, nb_salles=2)
    return with_people(base, *(Personne(id_, f"COMEDIEN {id_}", (Role.COMEDIEN,)) for id_ in ids))


@pytest.mark.parametrize(
    ("times", "allowed"), [(("10:20", "11:00", "11:20", "11:50"), True), (("10:19", "10:59", "11:19", "11:49"), False)]
)
def test_a_comedien_plays_one_passage_at_a_time(times, allowed):
    s = players("K1")
    plan = journee(s, COMEDIE.format(*times))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_two_comediens_play_at_once():
    s = players("K1", "K2")
    both_allow(s, journee(s, COMEDIE.format("9:40", "10:20", "10:40", "11:10")), REGLE)


def test_the_responsable_of_the_day_plays_no_comedy():
    s = with_people(players("K1"), Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,)))
    s = changed(s, "K1", roles=(Role.COMEDIEN, Role.RESPONSABLE))
    plan = without_role(journee(s, COMEDIE.format("10:20", "11:00", "11:20", "11:50")), Role.RESPONSABLE, "K1")
    both_allow(s, plan, REGLE)
    both_refuse(s, with_presences(plan, Presence("K1", Role.RESPONSABLE, a("8:30"), a("9:00"))), REGLE, "responsable")


def test_an_aide_is_beside_his_candidat_and_nowhere_else():
    world = with_comediens(seeded(3))
    s = replace(session(candidats=1), personnes=(*world.session.personnes, Personne("M1", "MEMBRE1", (Role.AIDE,))))
    s = changed(s, "C1", aide="M1")
    both_refuse(s, journee(s, UN), REGLE)
    other = changed(s, "C1", aide="A1")
    both_allow(other, settle(other, journee(s, UN)), REGLE)


def test_two_epreuves_in_one_room_take_one_surveillant():
    s = session(candidats=2, genre=Genre.CCP)
    s = changed(changed(s, "C1", ccps=("CCP1",)), "C2", ccps=("CCP2",))
    plan = journee(
        s,
        """
        9:00 CCP1.QP C1
        9:10 CCP2.QP C2
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        8:55 lecture C2
        9:30 correction C1 CCP1.QP
        9:40 CCP1.PP C1
        10:00 CCP1.ET C1
        10:40 correction C2 CCP2.QP
        10:50 CCP2.PP C2
        11:20 CCP2.ET C2
        12:00 cloture
        """,
    )
    assert {p.personne for p in plan.presences if p.role == Role.SURVEILLANT} == {"S1"}
    both_allow(s, plan, REGLE)


@pytest.mark.parametrize(
    ("debut", "fin", "told"),
    [
        ("8:30", "9:00", {"fin": a("9:00"), "debut": a("8:30")}),  # he leaves the written épreuve before his jury
        ("9:00", "9:30", {"fin": a("11:50"), "debut": a("9:00")}),  # he comes to it from his jury
    ],
)
def test_of_two_places_the_one_where_he_is_first_or_that_he_leaves_first_is_told_first(debut, fin, told):
    s = session(candidats=1)
    plan = without_role(journee(s, UN), Role.SURVEILLANT)
    watching = Presence("M1", Role.SURVEILLANT, a(debut), a(fin), "Ecrit")
    (violation,) = breaches(s, with_presences(plan, watching), REGLE)
    assert dict(violation.donnees) == told


def test_an_aide_is_beside_one_candidat_at_a_time_even_in_one_room():
    """Two candidats sit the written épreuve together: of one who reads and writes for both, neither is helped."""
    s = with_people(session(candidats=3), *(Personne(f"A{n}", f"AIDE{n}", (Role.AIDE,)) for n in (1, 2)))
    own = changed(changed(s, "C1", aide="A1"), "C2", aide="A2")
    both_allow(own, journee(own, TROIS), REGLE)
    one = changed(own, "C2", aide="A1")
    both_refuse(one, journee(one, TROIS), REGLE, "chevauchement")
