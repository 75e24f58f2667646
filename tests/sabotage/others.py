"""Surveillants, formateurs, aides, comédiens, responsables."""

from dataclasses import replace

from edits import (
    changed,
    in_room,
    with_people,
    without_role,
)
from journees import UN, journee
from sabotage.base import Sabotage, bare, base, of, people, settled_after
from tpplanner.domain.session import Personne, Role
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
    return [
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
