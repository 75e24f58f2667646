"""Surveillants, formateurs, aides, comédiens, responsables."""

from dataclasses import replace

from builders import absent, oral, prend, referentiel, session
from edits import (
    changed,
    in_room,
    with_people,
    without_role,
)
from journees import UN, journee
from sabotage.base import Sabotage, bare, base, of, people, settled_after
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.session import Lien, Personne, Pin, Portee, Role, Vehicule
from worlds import comedie

COMEDIE = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 MSP C1
10:20 ET C1
10:40 EF C1
11:10 cloture
"""


DEUX = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
9:40 EF C1
10:05 cloture
J2 : M3 M4 en S2
8:30 accueil
8:40 lecture C2
9:00 MSP C2
9:40 EF C2
10:05 cloture
"""


THIRD = Vehicule("V3", "Zoé", "voiture")


def with_vehicle(plan: Plan, candidat: str, *vehicules: str) -> Plan:
    """The plan in which a candidat has these vehicles in MSP."""

    def taken(passage: Passage) -> Passage:
        if (passage.candidat, passage.epreuve) != (candidat, "MSP"):
            return passage
        return replace(passage, parties=tuple(replace(p, vehicules=vehicules) for p in passage.parties))

    return replace(plan, passages=tuple(map(taken, plan.passages)))


def rows() -> list[Sabotage]:
    """Surveillants, formateurs, aides, comédiens, responsables."""
    un = of(base(candidats=1), UN)
    by_p1 = people(lambda p: replace(p, personne="P1") if p.role == Role.SURVEILLANT else p)
    by_p2 = people(lambda p: replace(p, personne="P2") if p.role == Role.SURVEILLANT else p)
    trained = changed(un[0], "C1", formateurs=("P2",)), by_p1(un[1])
    perhaps = changed(un[0], "C1", formateurs_possibles=("P2",)), by_p1(un[1])
    helped = of(with_people(changed(base(candidats=1), "C1", aide="A1"), Personne("A1", "AIDE", (Role.AIDE,))), UN)
    apart = of(changed(base(), "C3", salle_a_part=True))
    play = comedie()
    actors = tuple(Personne(k, k, (Role.COMEDIEN, Role.FORMATEUR)) for k in ("K1", "K2"))
    comic = base(play, 1)
    comic = replace(comic, personnes=(*comic.personnes, *actors))
    played = (
        comic,
        people(lambda p: replace(p, personne="K1") if p.role == Role.COMEDIEN else p)(journee(comic, COMEDIE)),
    )
    pupil = changed(comic, "C1", formateurs=("K2",)), played[1]
    maybe = changed(comic, "C1", formateurs_possibles=("K2",)), played[1]
    by_k2 = bare(people(lambda p: replace(p, personne="K2") if p.role == Role.COMEDIEN else p))
    neighbour = replace(comic, liens=(Lien("C1", "K2", "voisins"),)), played[1]
    maybe_linked = replace(comic, liens=(Lien("C1", "K2", "voisins", presume=True),)), played[1]
    of_one = changed(changed(comic, "C1", organisme="Auto-école A"), "K2", organisme="Auto-école A")
    of_one = replace(of_one, referentiel=replace(play, comediens_exterieurs=True)), played[1]
    car = Vehicule("V1", "Clio", "voiture"), Vehicule("V2", "Fiesta", "voiture")
    drive = referentiel(prend(oral("MSP", 40), "voiture"), oral("EF", 15, apres=("MSP",)))
    road = session(drive, candidats=2, nb_membres=4, vehicules=car)
    there = journee(road, DEUX)
    driven = road, with_vehicle(with_vehicle(there, "C1", "V1"), "C2", "V2")
    (msp,) = (p for p in driven[1].passages if (p.candidat, p.epreuve) == ("C1", "MSP"))
    held = replace(road, pins=(Pin("C1", "MSP", Portee.TOUT, msp.parties),), vehicules=(*car, THIRD)), driven[1]
    away = replace(road, vehicules=(*car, replace(THIRD, indisponibilites=(absent("9:30", "10:00"),)))), driven[1]
    return [
        Sabotage("comedien_sans_lien", "declare", *neighbour, by_k2),
        Sabotage("comedien_sans_lien", "question", *maybe_linked, by_k2),
        Sabotage("comedien_sans_lien", "organisme", *of_one, by_k2),
        Sabotage("vehicule_reserve", "absent", *driven, bare(lambda p: with_vehicle(p, "C1"))),
        Sabotage("passage_fige", "vehicule", *held, bare(lambda p: with_vehicle(p, "C1", "V3"))),
        Sabotage("vehicule_reserve", "pris", *driven, bare(lambda p: with_vehicle(p, "C1", "V2"))),
        Sabotage("vehicule_reserve", "indisponible", *away, bare(lambda p: with_vehicle(p, "C1", "V3"))),
        Sabotage("surveillance", "", *un, bare(lambda p: without_role(p, Role.SURVEILLANT))),
        Sabotage("formateur_a_part", "surveillant", *trained, bare(by_p2)),
        Sabotage("formateur_a_part", "surveillant_question", *perhaps, bare(by_p2)),
        Sabotage("formateur_a_part", "comedien", *pupil, by_k2),
        Sabotage("formateur_a_part", "comedien_question", *maybe, by_k2),
        Sabotage(
            "aide_presente",
            "absente",
            *helped,
            bare(lambda p: replace(p, presences=tuple(x for x in p.presences if x.epreuve != "EF"))),
        ),
        Sabotage("aide_presente", "salle", *apart, settled_after(lambda p: in_room(p, "Ecrit", "C3", "QP"))),
        Sabotage(
            "comedien_present",
            "absent",
            *played,
            bare(lambda p: replace(p, presences=tuple(x for x in p.presences if x.epreuve != "MSP"))),
        ),
        Sabotage(
            "comedien_present",
            "accueil",
            *played,
            bare(
                lambda p: replace(p, presences=tuple(x for x in p.presences if x.role != Role.COMEDIEN or x.candidat))
            ),
        ),
        Sabotage("responsable_present", "", *un, bare(lambda p: without_role(p, Role.RESPONSABLE))),
    ]
