"""Where things take place."""

from collections.abc import Callable
from dataclasses import replace

from builders import absent, oral, referentiel, session
from edits import (
    changed,
    in_room,
    jury_in,
    room,
)
from journees import TROIS, journee
from sabotage.base import (
    Sabotage,
    bare,
    base,
    of,
    settled_after,
    trois,
)
from sabotage.juries import DEUX_JURYS
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Phase, Surveillance
from tpplanner.domain.session import Habilitation, Salle, Session
from worlds import vagues


def rows() -> list[Sabotage]:
    """Where things take place."""
    s, plan = trois()
    ef = referentiel(oral("EF", 20))
    two = of(changed(base(ef, 2), "M4", habilitations=(Habilitation("TEST", "01"),)), DEUX_JURYS.format("M3 M4"))
    mixed = replace(s, salles=(*s.salles, Salle("Mixte", "Salle mixte", ("jury", "ecrit"), postes=20)))
    waves = of(
        base(vagues(), 2),
        """
        9:00 MSP C1 C2
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        8:55 lecture C2
        9:50 correction C1 MSP
        9:55 correction C2 MSP
        10:05 ET C1
        10:30 EF C1
        11:00 ET C2
        11:25 EF C2
        11:50 cloture
        """,
    )
    needs = changed(s, "C3", salle_accessible=True), plan
    closed = room(s, "S2", indisponibilites=(absent("16:00", "18:00"),)), plan
    return [
        Sabotage("salle_capacite", "postes", s, plan, settled_after(*(moved("Ecrit2", c) for c in ("C1", "C2", "C3")))),
        Sabotage(
            "salle_capacite", "ressource", *waves, settled_after(*(moved("Plateau2", c, "MSP") for c in ("C1", "C2")))
        ),
        Sabotage("salle_capacite", "seul", *preparing(), together),
        Sabotage("salle_adaptee", "usage", s, plan, settled_after(moved("Plateau", "C1"))),
        Sabotage("salle_adaptee", "inconnue", s, plan, settled_after(moved("Grenier", "C1"))),
        Sabotage("salle_adaptee", "accessible", *needs, settled_after(moved("Etage", "C3"))),
        Sabotage(
            "salle_jury",
            "absente",
            s,
            plan,
            bare(lambda p: replace(p, compositions=tuple(replace(c, salle="Plateau") for c in p.compositions))),
        ),
        Sabotage("salle_jury", "jury", *waiting(), bare(lambda p: jury_in(p, "S1", "J2"))),
        Sabotage("salle_jury", "candidat", *stranger(mixed), settled_after(moved("Mixte", "C3"))),
        Sabotage("salle_jury", "ailleurs", s, plan, bare(lambda p: in_room(p, "S2", "C3", "EF"))),
        Sabotage("salle_disponible", "", *closed, bare(lambda p: jury_in(p, "S2"))),
        *(
            [
                Sabotage(
                    "salle_capacite", "seul", *two, bare(lambda p: jury_in(p, "S1", "J2")), frozenset({"salle_jury"})
                )
            ]
        ),
    ]


def moved(salle: str, candidat: str, epreuve: str = "QP") -> Callable[[Plan], Plan]:
    """A candidat at an épreuve in another room."""
    return lambda plan: in_room(plan, salle, candidat, epreuve)


def preparing() -> tuple[Session, Plan]:
    """Two candidats who prepare alone, one after the other, in the one room for it."""
    phases = (Phase(20, Surveillance.SEUL, "ecrit"), Phase(20, Surveillance.JURY))
    ref = referentiel(replace(oral("EF", 1), phases=phases))
    s = changed(base(ref, 2), "M4", habilitations=(Habilitation("TEST", "01"),))
    return s, journee(
        s, DEUX_JURYS.format("M3 M4").replace("9:00 EF C2\n9:35", "9:20 EF C2\n10:10").replace("9:35", "9:50")
    )


def together(s: Session, _: Plan) -> Plan:
    """Both prepare in it at once."""
    return journee(
        s, DEUX_JURYS.format("M3 M4").replace("9:00 EF C2\n9:35", "9:15 EF C2\n10:10").replace("9:35", "9:50")
    )


def waiting() -> tuple[Session, Plan]:
    """A jury that has done with its candidat when another begins, but not with its day."""
    s = changed(base(referentiel(oral("EF", 20)), 2), "M4", habilitations=(Habilitation("TEST", "01"),))
    text = DEUX_JURYS.format("M3 M4").replace(
        "en S2\n8:00 accueil\n8:10 lecture C2\n9:00 EF C2\n9:35",
        "en S2\n9:35 accueil\n9:45 lecture C2\n10:05 EF C2\n10:40",
    )
    return s, journee(s, text.replace("9:35 cloture", "9:40 cloture"))


def stranger(s: Session) -> tuple[Session, Plan]:
    """A jury in a room where others might write, and a candidat whom it hears on another day."""
    two_days = replace(s, jours=session(nb_jours=2).jours)
    text = TROIS.replace(
        "14:40 correction C3 QP\n14:50 PP C3\n15:30 ET C3\n16:15 EF C3\n16:45 cloture\n", "14:45 cloture\n"
    )
    text = text.replace("9:10 lecture C3\n", "").replace("en S1", "en Mixte")
    text += "jour 2\n8:30 accueil\n8:40 lecture C3\n8:55 correction C3 QP\n9:10 PP C3\n9:50 ET C3\n10:35 EF C3\n11:10 cloture"
    plan = journee(two_days, text)
    return two_days, plan
