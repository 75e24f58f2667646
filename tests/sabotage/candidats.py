"""What each candidat passes, in which order, and his own time."""

from collections.abc import Callable
from dataclasses import replace

from builders import a, absent, ecrit, oral, referentiel
from edits import (
    changed,
    lasting,
    reglees,
    renamed,
    settle,
    shifted,
    with_passages,
    without_passage,
    work_shifted,
)
from journees import UN, journee
from sabotage.base import (
    Sabotage,
    bare,
    base,
    of,
    parts,
    settled_after,
    trois,
)
from tpplanner.domain.plan import NatureTravail as T
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.referentiel import Phase, Surveillance
from tpplanner.domain.session import Genre, Session
from worlds import chantier, en_deux_temps

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

DEUX_PHASES = replace(
    oral("PP", 1),
    phases=(Phase(20, Surveillance.SEUL, "plateau"), Phase(20, Surveillance.JURY)),
)

CCP = """
9:00 CCP1.QP C1
9:30 CCP2.QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
10:00 correction C1 CCP1.QP
10:05 correction C1 CCP2.QP
10:15 CCP1.PP C1
10:35 CCP1.ET C1
11:05 CCP2.PP C1
11:35 CCP2.ET C1
12:15 cloture
"""

DEUX_JOURS = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
9:40 cloture
jour 2
8:30 accueil
9:00 ET C1
9:20 QAP C1
9:40 EF C1
10:05 cloture
"""

MIDI = """
11:00 QP C1
J1 : M1 M2 en S1
9:00 accueil
9:10 lecture C1
12:30 correction C1 QP
12:45 EF C1
14:15 cloture
"""


def rows() -> list[Sabotage]:
    """Épreuves, their lengths and their order; a candidat's own time."""
    un = of(base(candidats=1), UN)
    midday = of(base(chantier(), 2), CHANTIER)
    two_phases = of(
        base(referentiel(DEUX_PHASES, oral("EF", 20)), 1),
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 PP C1
        9:40 EF C1
        10:10 cloture
        """,
    )
    loose = of(
        base(referentiel(ecrit("QP", 30), oral("PP", 40), oral("EF", 20)), 1),
        UN.replace("10:20 ET C1\n11:05 EF", "10:20 EF"),
    )
    ccps = of(reglees(changed(base(candidats=1, genre=Genre.CCP), "C1", ccps=("CCP1", "CCP2")), plis=0), CCP)
    two_days = of(base(en_deux_temps(), 1, nb_jours=2), DEUX_JOURS)
    one_table = of(
        base(referentiel(oral("PP", 30), oral("ET", 20), oral("QAP", 20), oral("EF", 15)), 1, nb_jours=2),
        DEUX_JOURS.replace("9:40 cloture\njour 2\n8:30 accueil\n9:00 ET", "9:30 ET")
        .replace("9:20 QAP", "9:50 QAP")
        .replace("9:40 EF", "10:10 EF")
        .replace("10:05", "10:35"),
    )
    away = of(changed(base(), "C2", indisponibilites=(absent("15:00", "19:00"),)))
    lunch = of(base(referentiel(ecrit("QP", 60), oral("EF", 80)), 1), MIDI)
    duree = "duree_exacte"
    return [
        Sabotage(
            "epreuves_completes",
            "absente",
            *un,
            settled_after(lambda p: without_passage(p, "C1", "EF"), lambda p: work_shifted(p, -20, T.CLOTURE)),
        ),
        Sabotage(
            "epreuves_completes",
            "en_trop",
            *un,
            bare(lambda p: with_passages(p, replace(p.passages[0], candidat="C9"))),
        ),
        Sabotage(
            "epreuves_completes",
            "repetee",
            *un,
            settled_after(lambda p: with_passages(p, *(q for q in shifted(p, 300).passages if q.epreuve == "QP"))),
            frozenset({"epreuve_collective", "ordre_epreuves", "entretien_final_dernier", "correction"}),
        ),
        Sabotage(duree, "epreuve", *un, settled_after(lambda p: lasting(p, 19, "C1", "EF"))),
        Sabotage(duree, "phase", *two_phases, settled_after(halved("PP", "9:21", "9:40"))),
        Sabotage(
            duree,
            "phase_inconnue",
            *un,
            bare(parts("C1", "EF", (3, "11:05", "11:25"))),
        ),
        Sabotage(duree, "ordre", *two_phases, bare(backwards("PP"))),
        Sabotage(
            duree,
            "interrompue",
            *un,
            settled_after(
                parts("C1", "EF", (0, "11:05", "11:15"), (0, "11:16", "11:26")), lambda p: work_shifted(p, 1, T.CLOTURE)
            ),
        ),
        Sabotage(duree, "coupure_phase", *of(base(en_deux_phases(), 1), SEUL), settled_after(cut_elsewhere)),
        Sabotage(duree, "coupure_duree", *midday, settled_after(both_cut("12:00", "12:44", "13:44"))),
        Sabotage(
            duree,
            "coupure_hors_plage",
            *midday,
            settled_after(both_cut("10:59", "11:44", "13:45")),
        ),
        Sabotage(
            duree,
            "coupure_commune",
            *midday,
            settled_after(parts("C1", "MSP", (0, "9:00", "12:05"), (0, "12:50", "13:45"))),
        ),
        Sabotage(
            "ordre_epreuves",
            "aussitot_apres",
            *un,
            settled_after(lambda p: shifted(p, 45, "C1", "PP"), lambda p: shifted(p, -40, "C1", "ET")),
        ),
        Sabotage(
            "ordre_epreuves",
            "apres",
            *of(
                base(referentiel(ecrit("QP", 30), oral("PP", 40), oral("ET", 45, apres=("PP",)), oral("EF", 20)), 1), UN
            ),
            settled_after(lambda p: shifted(p, 45, "C1", "PP"), lambda p: shifted(p, -40, "C1", "ET")),
        ),
        Sabotage("ordre_epreuves", "jours_min", *two_days, squeezed),
        Sabotage(
            "oraux_enchaines",
            "attente",
            *trois(),
            settled_after(lambda p: shifted(p, 6, "C3", "EF"), lambda p: work_shifted(p, 6, T.CLOTURE)),
        ),
        Sabotage("oraux_enchaines", "jours", *one_table, stretched),
        Sabotage(
            "entretien_final_dernier",
            "",
            *loose,
            settled_after(lambda p: shifted(p, 20, "C1", "PP"), lambda p: shifted(p, -40, "C1", "EF")),
        ),
        Sabotage("candidat_sans_chevauchement", "", *ccps, settled_after(lambda p: shifted(p, -20, "C1", "CCP2.QP"))),
        Sabotage("candidat_disponible", "", *away, lambda s, p: settle(s, exchanged(p, "C2", "C3"))),
        Sabotage("pause_candidat", "", *lunch, settled_after(lambda p: shifted(p, -5, "C1", "EF"))),
    ]


SEUL = """
9:00 MSP C1
J1 : M1 M2 en S1
14:00 accueil
14:10 lecture C1
14:40 correction C1 MSP
15:00 EF C1
16:05 cloture
"""


def en_deux_phases():
    """As `chantier`, with a short phase after the long one."""
    ref = chantier()
    msp = ref.titre.epreuves[0]
    (phase,) = msp.phases
    two = replace(msp, phases=(replace(phase, minutes=150), replace(phase, minutes=90)), collective=False)
    return replace(ref, titre=replace(ref.titre, epreuves=(two, *ref.titre.epreuves[1:])))


def cut_elsewhere(plan: Plan) -> Plan:
    """Midday stops the second phase, which is not the longest."""
    return parts("C1", "MSP", (0, "9:00", "11:30"), (1, "11:30", "12:00"), (1, "12:45", "13:45"))(plan)


def both_cut(stop: str, resumed: str, end: str) -> Callable[[Plan], Plan]:
    """The two candidats of `chantier` cut alike."""
    spans = ((0, "9:00", stop), (0, resumed, end))
    return lambda plan: parts("C1", "MSP", *spans)(parts("C2", "MSP", *spans)(plan))


def halved(epreuve: str, middle: str, end: str) -> Callable[[Plan], Plan]:
    """A passage whose first phase ends at another minute."""

    def damage(plan: Plan) -> Plan:
        def told(p: Passage) -> Passage:
            if p.epreuve != epreuve:
                return p
            one, two = p.parties
            return replace(p, parties=(replace(one, fin=a(middle)), replace(two, debut=a(middle), fin=a(end))))

        return replace(plan, passages=tuple(told(p) for p in plan.passages))

    return damage


def backwards(epreuve: str) -> Callable[[Plan], Plan]:
    """A passage whose phases change places."""

    def damage(plan: Plan) -> Plan:
        def told(p: Passage) -> Passage:
            if p.epreuve != epreuve:
                return p
            one, two = p.parties
            first = replace(two, debut=one.debut, fin=one.debut + (two.fin - two.debut))
            return replace(p, parties=(first, replace(one, debut=first.fin, fin=two.fin)))

        return replace(plan, passages=tuple(told(p) for p in plan.passages))

    return damage


def squeezed(s: Session, _: Plan) -> Plan:
    """What must be on two days, on one."""
    text = DEUX_JOURS.replace("9:40 cloture\njour 2\n8:30 accueil\n9:00 ET", "9:30 ET").replace("9:20 QAP", "9:50 QAP")
    return journee(s, text.replace("9:40 EF", "10:10 EF").replace("10:05", "10:35"))


def stretched(s: Session, _: Plan) -> Plan:
    """What must be on one day, on two."""
    return journee(s, DEUX_JOURS)


def exchanged(plan: Plan, one: str, other: str) -> Plan:
    """Two candidats change places."""
    return renamed(plan, **{one: other, other: one})
