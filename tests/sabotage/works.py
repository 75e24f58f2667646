"""A jury's day."""

from builders import a, ecrit, oral, referentiel
from edits import (
    reglees,
    settle,
    shifted,
    without_work,
    work_at,
    work_lasting,
    work_shifted,
)
from journees import TROIS, UN, journee
from sabotage.base import Damage, Sabotage, bare, base, of, settled_after, trois
from tpplanner.domain.plan import NatureTravail as T
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

ENTRE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 PP C1
9:30 EF C1
10:00 PP C2
10:30 EF C2
11:00 cloture
"""

APRES_MIDI = """
J1 : M1 M2 en S1
12:30 accueil
12:40 lecture C1
13:00 EF C1
14:10 lecture C2
14:30 EF C2
16:00 lecture C3
16:20 EF C3
17:30 cloture
"""

QP_DERNIER = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 ET C1
10:10 cloture
"""


def rows() -> list[Sabotage]:
    """A jury's day."""
    s, plan = trois()
    loose = of(reglees(base(referentiel(oral("PP", 30), oral("EF", 15)), 2), enchainer=False), ENTRE)
    busy = of(reglees(base(referentiel(oral("EF", 60))), travail_continu=240), APRES_MIDI)
    last = of(base(referentiel(ecrit("QP", 30), oral("ET", 20)), 1), QP_DERNIER)
    two_days = of(base(referentiel(ecrit("QP", 30), oral("EF", 20)), 2, nb_jours=2), AVEC_VEILLE)
    reading = of(base(referentiel(oral("EF", 20)), 2, nb_jours=2), LU_LA_VEILLE)
    return [
        Sabotage("jury_sans_chevauchement", "", s, plan, settled_after(lambda p: work_shifted(p, -1, T.LECTURE, "C3"))),
        Sabotage(
            "candidat_seul_au_jury",
            "",
            *loose,
            settled_after(
                lambda p: shifted(p, 45, "C1", "EF"),
                lambda p: shifted(p, -20, "C2", "PP"),
                lambda p: shifted(p, 15, "C2", "EF"),
                lambda p: work_shifted(p, 10, T.CLOTURE),
            ),
        ),
        Sabotage("accueil_jury", "absent", s, plan, settled_after(lambda p: without_work(p, T.ACCUEIL))),
        Sabotage("accueil_jury", "court", s, plan, settled_after(lambda p: work_lasting(p, 9, T.ACCUEIL))),
        Sabotage(
            "accueil_jury",
            "premier",
            s,
            plan,
            settled_after(lambda p: work_shifted(p, 15, T.ACCUEIL), lambda p: work_shifted(p, -10, T.LECTURE, "C1")),
        ),
        Sabotage("correction", "absente", s, plan, bare(lambda p: without_work(p, T.CORRECTION, "C2"))),
        Sabotage("correction", "courte", s, plan, bare(lambda p: work_lasting(p, 4, T.CORRECTION, "C2"))),
        Sabotage("correction", "trop_tot", s, plan, bare(lambda p: work_at(p, a("9:25"), T.CORRECTION, "C2"))),
        Sabotage(
            "correction",
            "trop_tard",
            s,
            plan,
            bare(
                lambda p: work_at(p, a("14:40"), T.CORRECTION, "C2"),
                lambda p: work_at(p, a("12:35"), T.CORRECTION, "C3"),
            ),
        ),
        Sabotage("correction", "jour", *two_days, bare(lambda p: work_at(p, a("10:10"), T.CORRECTION, "C2"))),
        Sabotage(
            "correction",
            "sans_suite",
            *last,
            settled_after(lambda p: shifted(p, 120, "C1", "QP"), lambda p: without_work(p, T.CORRECTION)),
        ),
        Sabotage("lecture_dossier", "absente", s, plan, bare(lambda p: without_work(p, T.LECTURE, "C3"))),
        Sabotage("lecture_dossier", "courte", s, plan, bare(lambda p: work_lasting(p, 14, T.LECTURE, "C3"))),
        Sabotage(
            "lecture_dossier", "trop_tard", *trois_tard(), bare(lambda p: work_at(p, a("16:45"), T.LECTURE, "C3"))
        ),
        Sabotage("lecture_dossier", "jour", *reading, bare(lambda p: work_at(p, a("9:40"), T.LECTURE, "C2"))),
        Sabotage("deliberation", "absente", s, plan, bare(lambda p: without_work(p, T.DELIBERATION, "C3"))),
        Sabotage("deliberation", "courte", s, plan, bare(lambda p: work_lasting(p, 9, T.DELIBERATION, "C3"))),
        Sabotage("deliberation", "moment", s, plan, settled_cloture(5)),
        Sabotage("battement", "", s, plan, bare(lambda p: work_shifted(p, 1, T.CORRECTION, "C2"))),
        Sabotage(
            "pause_meridienne",
            "absente",
            s,
            without_work(plan, T.PAUSE),
            bare(lambda p: work_at(p, a("12:05"), T.CORRECTION, "C3")),
        ),
        Sabotage("pause_meridienne", "ecrite", s, plan, bare(lambda p: work_shifted(p, 1, T.PAUSE))),
        Sabotage(
            "travail_continu",
            "",
            *busy,
            settled_after(
                lambda p: shifted(p, -5, "C3"),
                lambda p: work_shifted(p, -5, T.LECTURE, "C3"),
                lambda p: work_shifted(p, -5, T.CLOTURE),
            ),
        ),
        Sabotage("cloture", "absente", s, plan, settled_after(lambda p: without_work(p, T.CLOTURE))),
        Sabotage("cloture", "courte", s, plan, settled_after(lambda p: work_lasting(p, 14, T.CLOTURE))),
        Sabotage(
            "cloture", "derniere", *of(base(candidats=1), UN), settled_after(lambda p: work_at(p, a("9:05"), T.CLOTURE))
        ),
    ]


AVEC_VEILLE = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 EF C1
10:20 cloture
jour 2
8:30 accueil
8:40 lecture C2
8:55 correction C2 QP
9:10 EF C2
9:45 cloture
"""

LU_LA_VEILLE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
10:00 cloture
jour 2
8:30 accueil
8:40 lecture C2
9:10 EF C2
9:45 cloture
"""


def trois_tard() -> tuple[Session, Plan]:
    """The worked day, with a quarter of an hour to spare before the clôture."""
    s = base()
    return s, journee(s, TROIS, ("16:45 cloture", "17:00 cloture"))


def settled_cloture(minutes: int) -> Damage:
    """The last deliberation, and the clôture after it, so many minutes late."""

    def damage(s: Session, plan: Plan) -> Plan:
        late = settle(s, work_shifted(plan, minutes, T.CLOTURE))
        return work_shifted(late, minutes, T.DELIBERATION, "C3")

    return damage
