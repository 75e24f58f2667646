"""When things may begin, and what was fixed beforehand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from builders import LUNDI, a, sc, session
from edits import (
    jury_in,
    shifted,
    sitting,
    work_at,
    work_shifted,
)
from journees import TROIS
from sabotage.base import (
    Sabotage,
    bare,
    base,
    of,
    settled_after,
    trois,
)
from tpplanner.domain.plan import NatureTravail as T
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import (
    Convocation,
    Pin,
    Portee,
)


def rows() -> list[Sabotage]:
    """When things may begin, and what was fixed beforehand."""
    long = of(
        base(sc(), 1),
        """
        10:00 MSP C1
        J1 : M1 M2 en S1
        14:30 accueil
        14:40 lecture C1
        14:55 correction C1 MSP
        15:15 ET C1
        15:35 EF C1
        16:05 cloture
        """,
    )
    s, plan = trois()
    ef = next(p for p in plan.passages if (p.candidat, p.epreuve) == ("C3", "EF"))
    by_hour = replace(s, pins=(Pin("C3", "EF", Portee.HEURE, ef.parties),)), plan
    whole = replace(s, pins=(Pin("C3", "EF", Portee.TOUT, ef.parties, ("M1", "M2")),)), plan
    convened = replace(s, convocations=(Convocation("M1", LUNDI, time(8, 30)),)), plan
    two_days = replace(s, jours=session(nb_jours=2).jours, convocations=(Convocation("M3", LUNDI, time(8, 0)),))
    later = shifted_chain("C3", 5)
    begun = replace(s, reference=(plan,), maintenant=a("16:00")), plan
    put_off = settled_after(later)(s, plan)
    to_come = replace(s, reference=(put_off,), maintenant=a("14:53")), put_off
    return [
        Sabotage("epreuve_collective", "", *trois(), settled_after(lambda p: shifted(p, 5, "C3", "QP"))),
        Sabotage("epreuve_longue", "", *long, settled_after(lambda p: shifted(p, 5, "C1", "MSP"))),
        Sabotage("accueil_candidats", "", *trois(), settled_after(lambda p: shifted(p, -5, "", "QP"))),
        Sabotage("ouverture", "", *trois(), settled_after(lambda p: work_at(p, a("18:50"), T.CLOTURE))),
        Sabotage("passage_fige", "heure", *by_hour, settled_after(later)),
        Sabotage("passage_fige", "salle", *whole, bare(lambda p: jury_in(p, "S2"))),
        Sabotage("passage_fige", "membres", *whole, bare(lambda p: sitting(p, "M1", "M3"))),
        Sabotage("convocation_respectee", "heure", *convened, settled_after(lambda p: work_shifted(p, -5, T.ACCUEIL))),
        Sabotage("deja_commence", "change", *begun, bare(lambda p: jury_in(p, "S2"))),
        Sabotage("deja_commence", "nouveau", *to_come, settled_after(shifted_chain("C3", -5))),
        Sabotage(
            "convocation_respectee", "jour", *of(two_days, "jour 2\n" + TROIS), bare(lambda p: sitting(p, "M1", "M3"))
        ),
    ]


def shifted_chain(candidat: str, minutes: int) -> Callable[[Plan], Plan]:
    """His orals and the clôture after them so many minutes later."""
    return lambda p: work_shifted(shifted(p, minutes, candidat, "PP", "ET", "EF"), minutes, T.CLOTURE)
