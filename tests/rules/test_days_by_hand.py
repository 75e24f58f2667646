"""Days of a jury written by hand, as a centre would hold them: what both halves say of its work, its rests, its lunch.

The réglages are the usual ones: four hours, lunch between 11:30 and 14:30. Candidats come from 9:00 on.
"""

from dataclasses import dataclass, replace
from datetime import time

import pytest

from builders import TOUTES, session
from halves import audit_allows, rules_allow, solver_allows
from journees import journee
from proofs import mostly_proofs
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Genre, Habilitation, Session
from tpplanner.planner import plan
from tpplanner.referentiels import find
from tpplanner.solver import Budget

REST, LUNCH = "travail_continu", "pause_meridienne"


@dataclass(frozen=True)
class Day:
    """A day of one jury: the titre, its candidats (those of `more` with a tiers temps), its board, the rules it breaks.

    `ccps`: they pass these CCPs; none is the whole titre. `fin`: when the day ends at the latest.
    """

    titre: str
    candidats: int
    board: str
    breaches: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    ccps: tuple[str, ...] = ()
    fin: time = time(19)

    def session(self) -> Session:
        ids = [f"C{n}" for n in range(1, self.candidats + 1)]
        candidats = tuple(
            Candidat(
                c, f"CANDIDAT{c[1]}", "Sacha", titre=not self.ccps, ccps=self.ccps, presentation=2 * bool(self.ccps)
            )
            for c in ids
        )
        candidats = tuple(replace(c, majorations=TOUTES) if c.id in self.more else c for c in candidats)
        ref = find(self.titre)
        s = session(ref, candidats, genre=Genre.CCP if self.ccps else Genre.TITRE, reglages=Reglages())
        membres = (replace(m, habilitations=(Habilitation(ref.sigle, ref.millesime),)) for m in s.membres)
        return replace(s, membres=tuple(membres), jours=tuple(replace(j, fin=self.fin) for j in s.jours))


FOUR = """
    9:00 QP C1 C2 C3 C4
    8:20 accueil
    8:30 lecture C1
    8:45 lecture C2
    9:00 lecture C3
    9:15 lecture C4
    9:30 correction C1 QP
    9:40 PP C1
    10:20 ET C1
    11:05 EF C1
    11:35 correction C2 QP
    11:40 correction C3 QP
    11:45 pause
    12:45 PP C2
    13:25 ET C2
    14:10 EF C2
    14:45 PP C3
    15:25 ET C3
    16:10 EF C3
    16:40 correction C4 QP
    17:05 PP C4
    17:45 ET C4
    18:30 EF C4
    19:00 cloture
"""
"""Four candidats of CDA before one jury, from 8:20 to 19:15."""

DAYS = {
    # Conseiller de vente: 235 minutes before the jury, 314 with a tiers temps.
    "CV, one in the morning, signed at once": Day(
        "CV",
        1,
        """
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        11:00 ET C1
        11:30 QAP C1
        12:40 EF C1
        13:05 cloture
        """,
    ),
    "CV, a tiers temps from 13:00 on, who arrives after lunch": Day(
        "CV",
        1,
        """
        12:30 accueil
        12:40 lecture C1
        13:00 MSP C1
        15:40 ET C1
        16:20 QAP C1
        17:54 EF C1
        18:24 cloture
        """,
        more=("C1",),
    ),
    "CV, a tiers temps in the morning, whose jury has no lunch": Day(
        "CV",
        1,
        """
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        11:40 ET C1
        12:20 QAP C1
        13:54 EF C1
        14:24 cloture
        """,
        (LUNCH, "pause_candidat"),
        more=("C1",),
    ),
    "CV, one before lunch and one after": Day(
        "CV",
        2,
        """
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        11:00 ET C1
        11:30 QAP C1
        12:40 EF C1
        13:05 pause
        14:05 lecture C2
        14:25 MSP C2
        16:25 ET C2
        16:55 QAP C2
        18:05 EF C2
        18:30 cloture
        """,
    ),
    "CV, both files first, then one at once": Day(
        "CV",
        2,
        """
        8:15 accueil
        8:25 lecture C1
        8:40 lecture C2
        9:00 MSP C1
        11:00 ET C1
        11:30 QAP C1
        12:40 EF C1
        13:05 pause
        14:05 MSP C2
        16:05 ET C2
        16:35 QAP C2
        17:45 EF C2
        18:10 cloture
        """,
        (REST,),
    ),
    "CV, both files first, then a rest": Day(
        "CV",
        2,
        """
        8:00 accueil
        8:10 lecture C2
        8:25 lecture C1
        9:00 MSP C1
        11:00 ET C1
        11:30 QAP C1
        12:40 EF C1
        13:05 pause
        14:05 MSP C2
        16:05 ET C2
        16:35 QAP C2
        17:45 EF C2
        18:10 cloture
        """,
    ),
    # Chargé d'accueil touristique et de loisirs: 135 minutes, or 55 for its first CCP.
    "CATL, two in a row after lunch": Day(
        "CATL",
        3,
        """
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        9:45 ET C1
        10:30 QAP C1
        11:00 EF C1
        11:25 lecture C2
        11:40 pause
        12:40 MSP C2
        13:25 ET C2
        14:10 QAP C2
        14:40 EF C2
        15:05 lecture C3
        15:25 MSP C3
        16:10 ET C3
        16:55 QAP C3
        17:25 EF C3
        17:50 cloture
        """,
        (REST,),
    ),
    "CATL, two after lunch, a rest between": Day(
        "CATL",
        3,
        """
        8:30 accueil
        8:40 lecture C1
        9:00 MSP C1
        9:45 ET C1
        10:30 QAP C1
        11:00 EF C1
        11:25 lecture C2
        11:40 pause
        12:40 MSP C2
        13:25 ET C2
        14:10 QAP C2
        14:40 EF C2
        15:05 lecture C3
        15:40 MSP C3
        16:25 ET C3
        17:10 QAP C3
        17:40 EF C3
        18:05 cloture
        """,
    ),
    "CATL, three of its first CCP, done with at 13:30, gone when all is signed": Day(
        "CATL",
        3,
        """
        8:50 accueil
        9:00 lecture C1
        9:20 CCP1.MSP C1
        9:45 CCP1.ET C1
        10:25 lecture C2
        11:00 CCP1.MSP C2
        11:25 CCP1.ET C2
        12:05 lecture C3
        12:25 CCP1.MSP C3
        12:50 CCP1.ET C3
        13:30 cloture
        """,
        ccps=("CCP1",),
    ),
    "CATL, done with them five minutes later": Day(
        "CATL",
        3,
        """
        8:50 accueil
        9:00 lecture C1
        9:20 CCP1.MSP C1
        9:45 CCP1.ET C1
        10:25 lecture C2
        11:00 CCP1.MSP C2
        11:25 CCP1.ET C2
        12:05 lecture C3
        12:30 CCP1.MSP C3
        12:55 CCP1.ET C3
        13:35 cloture
        """,
        (LUNCH,),
        ccps=("CCP1",),
    ),
    # Gestionnaire comptable et fiscal: all write until 13:15, then 50 minutes each.
    "GCF, three in a row": Day(
        "GCF",
        3,
        """
        9:00 MSP C1 C2 C3
        13:15 accueil
        13:25 lecture C1
        13:40 correction C1 MSP
        14:00 ET C1
        14:30 EF C1
        15:00 lecture C2
        15:15 correction C2 MSP
        15:35 ET C2
        16:05 EF C2
        16:35 lecture C3
        16:50 correction C3 MSP
        17:10 ET C3
        17:40 EF C3
        18:10 cloture
        """,
        (REST,),
    ),
    "GCF, three, a rest before the last": Day(
        "GCF",
        3,
        """
        9:00 MSP C1 C2 C3
        13:15 accueil
        13:25 lecture C1
        13:40 correction C1 MSP
        14:00 ET C1
        14:30 EF C1
        15:00 lecture C2
        15:15 correction C2 MSP
        15:35 ET C2
        16:05 EF C2
        16:35 lecture C3
        16:50 correction C3 MSP
        17:25 ET C3
        17:55 EF C3
        18:25 cloture
        """,
    ),
    # Assistant de direction: all write until 13:30, then 75 minutes each.
    "AD, two, from the first file to the last word just four hours": Day(
        "AD",
        2,
        """
        9:00 MSP_ecrite C1 C2
        13:30 accueil
        13:40 lecture C1
        13:55 correction C1 MSP_ecrite
        14:15 MSP_orale C1
        14:45 ET C1
        14:55 QAP C1
        15:15 EF C1
        15:40 lecture C2
        15:55 correction C2 MSP_ecrite
        16:15 MSP_orale C2
        16:45 ET C2
        16:55 QAP C2
        17:15 EF C2
        17:40 cloture
        """,
    ),
    # Concepteur développeur d'applications: its RE (annexe 1, p. 36) lets a jury receive four a day, 105 minutes each
    # (4.1, p. 13). From the first oral at 9:40: four of 105 and a délibération, three corrections, three gaps or lunch,
    # a rest within four hours, the clôture.
    "CDA, four, beyond the usual end of a day": Day(
        "CDA",
        4,
        FOUR,
        ("ouverture",),
    ),
    "CDA, four, in a day that ends at 19:15": Day("CDA", 4, FOUR, fin=time(19, 15)),
    # Two CCPs of CDA, 100 minutes each.
    "CDA, three of two CCPs, two in a row after lunch": Day(
        "CDA",
        3,
        """
        9:00 CCP2.QP C1 C2 C3
        9:40 CCP3.QP C1 C2 C3
        9:10 accueil
        9:20 lecture C1
        9:35 lecture C2
        9:50 lecture C3
        10:05 correction C1 CCP2.QP
        10:10 correction C1 CCP3.QP
        10:20 CCP2.PP C1
        10:50 CCP2.ET C1
        11:20 CCP3.PP C1
        11:40 CCP3.ET C1
        12:10 pause
        13:10 correction C2 CCP2.QP
        13:15 correction C2 CCP3.QP
        13:25 CCP2.PP C2
        13:55 CCP2.ET C2
        14:25 CCP3.PP C2
        14:45 CCP3.ET C2
        15:15 correction C3 CCP2.QP
        15:20 correction C3 CCP3.QP
        15:30 CCP2.PP C3
        16:00 CCP2.ET C3
        16:30 CCP3.PP C3
        16:50 CCP3.ET C3
        17:20 cloture
        """,
        (REST,),
        ccps=("CCP2", "CCP3"),
    ),
    "CDA, three of two CCPs, all corrected before lunch": Day(
        "CDA",
        3,
        """
        9:00 CCP2.QP C1 C2 C3
        9:40 CCP3.QP C1 C2 C3
        9:10 accueil
        9:20 lecture C1
        9:35 lecture C2
        9:50 lecture C3
        10:05 correction C1 CCP2.QP
        10:10 correction C1 CCP3.QP
        10:15 correction C2 CCP2.QP
        10:20 correction C2 CCP3.QP
        10:30 CCP2.PP C1
        11:00 CCP2.ET C1
        11:30 CCP3.PP C1
        11:50 CCP3.ET C1
        12:20 pause
        13:20 CCP2.PP C2
        13:50 CCP2.ET C2
        14:20 CCP3.PP C2
        14:40 CCP3.ET C2
        15:10 correction C3 CCP2.QP
        15:15 correction C3 CCP3.QP
        15:25 CCP2.PP C3
        15:55 CCP2.ET C3
        16:25 CCP3.PP C3
        16:45 CCP3.ET C3
        17:15 cloture
        """,
        ccps=("CCP2", "CCP3"),
    ),
}


STANDING = [name for name, day in DAYS.items() if not day.breaches]

SOON = ("CV, a tiers temps from 13:00 on, who arrives after lunch", "CV, one before lunch and one after")
"""Days of which a plan as good is soon found."""


def jury(day: Day) -> str:
    """The board, with who sits."""
    return f"J1 : M1 M2 en S1\n{day.board}"


@pytest.mark.parametrize("name", DAYS)
def test_both_halves_say_of_a_day_what_a_centre_would(name):
    day = DAYS[name]
    s = day.session()
    drawn = journee(s, jury(day))
    assert {v.regle for v in check(s, drawn).violations} == set(day.breaches)
    assert rules_allow(s, drawn) is not bool(day.breaches)
    for regle in (REST, LUNCH):
        assert audit_allows(s, drawn, regle) is solver_allows(s, drawn, regle) is (regle not in day.breaches)


@pytest.mark.parametrize("name", mostly_proofs(STANDING, *SOON))
def test_a_day_that_stands_is_found_or_a_better_one(name):
    day = DAYS[name]
    s = day.session()
    outcome, report = plan(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    by_hand = [n for n, _ in zip(measured(s, journee(s, jury(day))).values(), range(4), strict=False)]
    assert [n.valeur for n in report.niveaux[:4]] <= by_hand


@pytest.mark.parametrize(
    ("fin", "found"), [(time(19), Infeasible), (time(19, 10), Infeasible), (time(19, 15), Planned)]
)
def test_four_candidats_of_cda_fill_the_day_of_a_jury_until_a_quarter_past_seven(fin, found):
    """Its RE allows four: no order of theirs ends earlier than the one written by hand."""
    outcome, _ = plan(replace(DAYS["CDA, four, in a day that ends at 19:15"], fin=fin).session(), Budget(20, workers=1))
    assert isinstance(outcome, found)
