"""When things may begin, and what was fixed beforehand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from builders import LUNDI, a, absent, ecrit, oral, referentiel, sc, session
from edits import (
    accueil,
    changed,
    jury_in,
    plis,
    shifted,
    sitting,
    welcoming,
    with_presences,
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
from tpplanner.domain.plan import Plan, Presence
from tpplanner.domain.session import Convocation, Pin, Portee, Role


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
    called = replace(s, convocations=(Convocation("C1", LUNDI, time(8, 50)),)), plan
    two_days_on = replace(s, jours=session(nb_jours=2).jours)
    early = Presence("R1", Role.RESPONSABLE, a("8:25"), a("8:30"))
    tuesday = Presence("R1", Role.RESPONSABLE, a("8:30", 1), a("9:00", 1))
    papers = of(
        base(referentiel(*(ecrit(id_, 30, modalite="QP") for id_ in ("QP1", "QP2")), oral("EF", 15)), 1),
        """
        9:00 QP1 C1
        9:40 QP2 C1
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        10:30 correction C1 QP1
        10:35 correction C1 QP2
        10:45 EF C1
        11:10 cloture
        """,
    )
    busy = (changed(papers[0], "C1", indisponibilites=(absent("9:30", "9:35"),)), settled_after(later_paper)(*papers))
    later = shifted_chain("C3", 5)
    begun = replace(s, reference=(plan,), maintenant=a("16:00")), plan
    put_off = settled_after(later)(s, plan)
    to_come = replace(s, reference=(put_off,), maintenant=a("14:53")), put_off
    return [
        Sabotage("epreuve_collective", "", *trois(), settled_after(lambda p: shifted(p, 5, "C3", "QP"))),
        Sabotage("epreuve_longue", "", *long, settled_after(lambda p: shifted(p, 5, "C1", "MSP"))),
        Sabotage("accueil_candidats", "avant", *trois(), settled_after(lambda p: shifted(p, -5, "", "QP"))),
        Sabotage(
            "accueil_candidats",
            "tot",
            *trois(),
            bare(lambda p: with_presences(welcoming(p, OPENED, accueil("8:25", "9:00")), early)),
        ),
        Sabotage("accueil_candidats", "absent", *trois(), bare(lambda p: welcoming(p, OPENED))),
        Sabotage("accueil_candidats", "court", *trois(), bare(lambda p: welcoming(p, OPENED, accueil("8:40", "9:00")))),
        Sabotage("accueil_candidats", "fin", *trois(), bare(lambda p: welcoming(p, OPENED, accueil("8:30", "8:55")))),
        Sabotage(
            "accueil_candidats", "vide", two_days_on, plan, bare(lambda p: with_presences(also_welcomed(p), tuesday))
        ),
        Sabotage("ouverture_plis", "absente", *trois(), bare(lambda p: welcoming(p, WELCOMED))),
        Sabotage(
            "ouverture_plis", "courte", *trois(), bare(lambda p: welcoming(p, WELCOMED, plis("QP", "8:55", "9:00")))
        ),
        Sabotage(
            "ouverture_plis", "moment", *trois(), bare(lambda p: welcoming(p, WELCOMED, plis("QP", "8:40", "8:50")))
        ),
        Sabotage(
            "ouverture_plis",
            "vide",
            *trois(),
            bare(lambda p: welcoming(p, WELCOMED, OPENED, plis("CCP1.QP", "8:50", "9:00"))),
        ),
        Sabotage("ouverture_plis", "ailleurs", *papers, settled_after(lambda p: shifted(p, -5, "C1", "QP2"))),
        Sabotage("ouverture_plis", "absent", *busy, settled_after(lambda p: shifted(p, -5, "C1", "QP2"))),
        Sabotage("ouverture", "", *trois(), settled_after(lambda p: work_at(p, a("18:50"), T.CLOTURE))),
        Sabotage("passage_fige", "heure", *by_hour, settled_after(later)),
        Sabotage("passage_fige", "salle", *whole, bare(lambda p: jury_in(p, "S2"))),
        Sabotage("passage_fige", "membres", *whole, bare(lambda p: sitting(p, "M1", "M3"))),
        Sabotage("convocation_respectee", "heure", *convened, settled_after(lambda p: work_shifted(p, -5, T.ACCUEIL))),
        Sabotage(
            "convocation_respectee",
            "plis",
            *called,
            bare(lambda p: welcoming(p, WELCOMED, plis("QP", "8:45", "9:00"))),
        ),
        Sabotage("deja_commence", "change", *begun, bare(lambda p: jury_in(p, "S2"))),
        Sabotage("deja_commence", "nouveau", *to_come, settled_after(shifted_chain("C3", -5))),
        Sabotage(
            "convocation_respectee", "jour", *of(two_days, "jour 2\n" + TROIS), bare(lambda p: sitting(p, "M1", "M3"))
        ),
    ]


OPENED, WELCOMED = plis("QP", "8:50", "9:00"), accueil("8:30", "9:00")


def later_paper(plan: Plan) -> Plan:
    """The second paper five minutes later."""
    return shifted(plan, 5, "C1", "QP2")


def also_welcomed(plan: Plan) -> Plan:
    """An accueil on a day on which nobody passes."""
    return welcoming(plan, *plan.accueils, accueil("8:30", "9:00", 1))


def shifted_chain(candidat: str, minutes: int) -> Callable[[Plan], Plan]:
    """His orals and the clôture after them so many minutes later."""
    return lambda p: work_shifted(shifted(p, minutes, candidat, "PP", "ET", "EF"), minutes, T.CLOTURE)
