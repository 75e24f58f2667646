from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from builders import SUIVIE, a, ecrit, oral, passage, referentiel, session
from edits import room, settle, shifted
from halves import both_allow, both_refuse
from journees import TROIS, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import Partie, Passage, Plan
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance
from tpplanner.domain.session import Salle
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.posting import Poster
from tpplanner.solver.model.variables import Variables
from worlds import ensemble, vagues

REGLE = "salle_capacite"


@pytest.mark.parametrize(("postes", "allowed"), [(3, True), (2, False)])
def test_no_more_write_than_there_are_posts(postes, allowed):
    s = room(session(), "Ecrit", postes=postes)
    (both_allow if allowed else both_refuse)(s, journee(s, TROIS), REGLE)


MIXTE = Salle("S1", "Salle mixte", ("jury", "ecrit"), postes=20)


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (10, True), (11, False), (230, False)])
def test_an_oral_has_the_room_alone(minutes, allowed):
    """C1 is before the jury in that room from 9:40; all write there until 9:30, or later."""
    s = session(salles=(MIXTE,))
    plan = settle(s, shifted(journee(s, TROIS), minutes, "", "QP"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


DEUX = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:40 cloture
J2 : M3 M4 en S1
8:00 accueil
8:10 lecture C2
{} EF C2
12:00 cloture
"""


@pytest.mark.parametrize(("debut", "allowed"), [("9:20", True), ("9:19", False), ("8:40", True), ("8:41", False)])
def test_two_orals_are_never_in_one_room_at_once(debut, allowed):
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4)
    (both_allow if allowed else both_refuse)(s, journee(s, DEUX.format(debut)), REGLE)


WAVES = """
{} MSP C1
9:00 MSP C2
9:50 MSP C3
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
8:40 lecture C3
10:45 correction C1 MSP
10:50 correction C2 MSP
10:55 correction C3 MSP
11:05 ET C1
11:30 EF C1
14:05 ET C2
14:30 EF C2
15:05 ET C3
15:30 EF C3
16:05 cloture
"""


@pytest.mark.parametrize(
    ("first", "postes", "caisses", "allowed"),
    [
        ("9:00", 2, 2, True),
        ("9:00", 1, 2, False),
        ("9:00", 2, 1, False),
        ("8:10", 1, 1, True),  # one after the other, to the minute
        ("8:11", 1, 1, False),
        ("9:00", 10, 0, False),
    ],
)
def test_posts_and_shared_resources_are_counted_at_each_minute(first, postes, caisses, allowed):
    """Each MSP lasts 50 minutes and takes a caisse for one."""
    s = room(session(vagues()), "Plateau", postes=postes, ressources=(("caisse", caisses),) if caisses else ())
    (both_allow if allowed else both_refuse)(s, journee(s, WAVES.format(first)), REGLE)


@pytest.mark.parametrize(("partage", "allowed"), [(2, True), (1, False)])
def test_a_resource_may_be_shared(partage, allowed):
    base = vagues()
    shared = replace(base.titre.epreuves[0], partage=partage)
    ref = replace(base, titre=replace(base.titre, epreuves=(shared, *base.titre.epreuves[1:])))
    s = room(session(ref), "Plateau", ressources=(("caisse", 1),))
    (both_allow if allowed else both_refuse)(s, journee(s, WAVES.format("9:00")), REGLE)


def apart() -> Referentiel:
    """A preparation alone in a room of its own, then an oral."""
    phases = (Phase(20, Surveillance.SEUL, "preparation"), Phase(20, SUIVIE))
    return referentiel(Epreuve("MSP", "MSP", "MSP", Nature.ORAL, phases))


@pytest.mark.parametrize(("second", "allowed"), [("9:20", True), ("9:19", False)])
def test_an_unshared_phase_has_its_room_alone_though_there_are_posts(second, allowed):
    rooms = (
        Salle("Prep", "Préparation", ("preparation",), postes=9),
        Salle("S1", "Salle 1", ("jury",)),
        Salle("S2", "Salle 2", ("jury",)),
    )
    s = session(apart(), candidats=2, nb_membres=4, salles=rooms)
    plan = journee(
        s,
        DEUX.replace("S1\n8:00 accueil\n8:10 lecture C2", "S2\n8:00 accueil\n8:10 lecture C2")
        .replace("EF", "MSP")
        .format(second),
    )
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


ENSEMBLE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 MSP C1 C2
9:50 QAP C1
10:10 EF C1
10:40 QAP C2
11:00 EF C2
11:30 cloture
"""


def test_those_whom_one_jury_watches_together_share_a_room_without_posts():
    base = ensemble(2)
    unshared = replace(base.titre.epreuves[0], phases=(Phase(45, SUIVIE, "plateau"),), ressource="", partage=1)
    s = session(replace(base, titre=replace(base.titre, epreuves=(unshared, *base.titre.epreuves[1:]))), candidats=2)
    s = room(s, "Plateau", postes=1)
    both_allow(s, journee(s, ENSEMBLE), REGLE)


@pytest.mark.parametrize(("debut", "allowed"), [("9:45", True), ("9:44", False), ("9:00", False)])
def test_but_not_with_those_of_another_jury(debut, allowed):
    base = ensemble(2)
    unshared = replace(base.titre.epreuves[0], phases=(Phase(45, SUIVIE, "plateau"),), ressource="", partage=1)
    s = session(
        replace(base, titre=replace(base.titre, epreuves=(unshared, *base.titre.epreuves[1:]))),
        candidats=2,
        nb_membres=4,
        nb_salles=2,
    )
    text = (
        ENSEMBLE.replace("MSP C1 C2", "MSP C1")
        .replace("8:25 lecture C2\n", "")
        .replace("10:40 QAP C2\n11:00 EF C2\n", "")
    )
    text += f"J2 : M3 M4 en S2\n8:00 accueil\n8:10 lecture C2\n{debut} MSP C2\n10:40 QAP C2\n11:00 EF C2\n11:30 cloture"
    (both_allow if allowed else both_refuse)(s, journee(s, text), REGLE)


def test_the_same_room_on_another_day_is_free():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_membres=4, nb_jours=2)
    both_allow(s, journee(s, DEUX.replace("J2 :", "jour 2\nJ2 :").format("9:00")), REGLE)


def test_posts_are_counted_where_one_is_on_them_and_another_is_not():
    """C1 is on the plateau's only post while the jury, which watches both, has C2 in the phase that is not on posts."""
    phases = (Phase(30, SUIVIE, "plateau", partagee=True), Phase(30, SUIVIE, "plateau"))
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.PRATIQUE, phases, simultanes=2, separee=True)
    s = session(referentiel(msp, oral("EF", 15, apres=("MSP",))), candidats=2)
    text = """
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    8:25 lecture C2
    9:00 MSP C2
    {} MSP C1
    11:00 EF C1
    11:30 EF C2
    12:00 cloture
    """
    one_post = room(s, "Plateau", postes=1)
    both_refuse(one_post, journee(one_post, text.format("9:30")), REGLE, "postes")
    both_allow(one_post, journee(one_post, text.format("10:00")), REGLE)


# What the audit alone can be told


def told(s, *passages) -> list[str]:
    return [v.cas for v in breaches(s, Plan(passages), REGLE)]


def in_turn(epreuve: str, minutes: int, salle: str, *hours: str, jury: str = "") -> list:
    """C1, C2…, each at that épreuve in that room from his hour on."""
    return [passage(f"C{n}", epreuve, a(hour), minutes, salle, jury) for n, hour in enumerate(hours, 1)]


def test_each_way_in_which_a_room_is_too_full_is_told_once_a_day():
    orals = in_turn("EF", 20, "S1", "9:00", "9:05", "9:10", "14:00", jury="J1")
    assert told(session(referentiel(oral("EF", 20)), candidats=4), *orals) == ["seul"]
    on_posts = in_turn("MSP", 50, "Plateau", "9:00", "9:05", "9:10", "14:00")
    s = session(vagues(), candidats=4)
    assert told(room(s, "Plateau", postes=1, ressources=(("caisse", 9),)), *on_posts) == ["postes"]
    assert told(room(s, "Plateau", postes=9, ressources=(("caisse", 1),)), *on_posts) == ["ressource"]


def test_a_resource_that_a_room_has_not_is_wanting_and_another_is_none_of_it():
    s = session(vagues(), candidats=1)
    (alone,) = in_turn("MSP", 50, "Plateau", "9:00")
    (violation,) = breaches(s, Plan((alone,)), REGLE)
    assert dict(violation.donnees)["attendu"] == 0
    assert told(room(s, "Plateau", ressources=(("four", 3),)), alone) == ["ressource"]


def test_before_the_jury_in_its_room_nothing_is_counted():
    ref = referentiel(oral("EF", 20, ressource="caisse"))
    assert told(session(ref, candidats=1), *in_turn("EF", 20, "S1", "9:00", jury="J1")) == []


def test_a_jury_that_watches_two_at_once_leaves_those_who_prepare_alone_apart():
    phases = (Phase(20, Surveillance.SEUL, "plateau"), Phase(20, SUIVIE, "plateau"))
    ref = referentiel(Epreuve("MSP", "MSP", "MSP", Nature.PRATIQUE, phases, simultanes=2))
    s = session(ref, candidats=2)
    assert told(s, *in_turn("MSP", 20, "Plateau", "9:00", "9:10")) == ["seul"]


def test_a_phase_that_nobody_knows_takes_no_resource():
    unknown = Passage("C1", "MSP", (Partie(3, a("9:00"), a("9:50"), "Plateau"),))
    assert told(session(vagues(), candidats=1), unknown) == []


def test_of_an_epreuve_that_nobody_knows_nobody_is_disturbed():
    s = session(candidats=2)
    assert told(s, *in_turn("inconnue", 20, "Plateau", "9:00", "9:10")) == []


@pytest.mark.parametrize(("jury", "broken"), [("J1", ["seul"]), ("J2", ["seul"])])
def test_who_is_watched_with_others_shares_his_room_with_those_of_another_epreuve_of_no_jury(jury, broken):
    """C1 is watched with others, on no posts; C2 passes another épreuve on posts of the same room."""
    msp, qap = (
        Epreuve(id_, id_, id_, Nature.PRATIQUE, (Phase(45, SUIVIE, "plateau", partagee=shared),), simultanes=2)
        for id_, shared in (("MSP", False), ("QAP", True))
    )
    one = passage("C1", "MSP", a("9:00"), 45, "Plateau", "J1")
    other = passage("C2", "QAP", a("9:00"), 45, "Plateau", jury)
    s = session(referentiel(msp, qap), candidats=2, nb_membres=4)
    assert told(s, one, other) == broken
    assert told(s, one, replace(other, epreuve="MSP")) == ([] if jury == "J1" else broken)


# Devices of a paper: one set serves 20 at most, all at the same time.


def with_devices(rooms: dict[str, int], sets: dict[str, int]):
    """So many candidats sit a paper in each room, which has so many sets; the plan has them there."""
    ref = referentiel(replace(ecrit("QP", 30), ressource="boîtiers", partage=20), oral("EF", 20, apres=("QP",)))
    s = session(ref, candidats=sum(rooms.values()))
    salles = (Salle(nom, nom, ("ecrit",), 30, (("boîtiers", sets[nom]),)) for nom in rooms)
    s = replace(s, salles=(*salles, *s.salles[2:]))
    where = (nom for nom, number in rooms.items() for _ in range(number))
    passages = (passage(c.id, "QP", a("9:00"), 30, salle) for c, salle in zip(s.candidats, where, strict=True))
    return s, Plan(tuple(passages))


@pytest.mark.parametrize(
    ("rooms", "sets", "missing"),
    [
        ({"A": 20, "B": 20}, {"A": 1, "B": 1}, None),
        ({"A": 21, "B": 19}, {"A": 2, "B": 1}, None),
        ({"A": 21, "B": 19}, {"A": 1, "B": 1}, ("A", 2, 1)),
        ({"A": 21, "B": 19}, {"A": 1, "B": 2}, ("A", 2, 1)),
        ({"A": 41}, {"A": 2}, ("A", 3, 2)),
        ({"A": 20, "B": 1}, {"A": 1, "B": 0}, ("B", 1, 0)),
    ],
)
def test_each_room_has_whole_sets_for_those_who_are_in_it(rooms, sets, missing):
    s, plan = with_devices(rooms, sets)
    s = room(s, "A", postes=50)
    found = [v for v in breaches(s, plan, REGLE) if v.cas == "ressource"]
    assert [(v.sujet[0], *(dict(v.donnees)[champ] for champ in ("nombre", "attendu"))) for v in found] == (
        [missing] if missing else []
    )
    problem = compile_session(s)
    assert _rooms_hold(problem, plan) is (missing is None)


def _rooms_hold(problem, plan) -> bool:
    """Whether the solver half lets those of a plan be in these rooms."""
    model = cp_model.CpModel()
    x = Variables(problem, model)
    CONSTRAINTS[REGLE](problem, x, Poster(model))
    rooms = {r.id: r.index for r in problem.rooms}
    for each, task in zip(plan.passages, (t for t in problem.tasks if t.epreuve.id == "QP"), strict=True):
        model.add(x.in_room(task, task.steps[0], rooms[each.parties[0].salle]) == 1)
    return cp_model.CpSolver().solve(model) != cp_model.INFEASIBLE
