from dataclasses import replace

import pytest

from builders import session
from edits import with_people
from halves import both_allow, both_refuse
from journees import journee
from tpplanner.diagnosis import shortages
from tpplanner.domain.answers import Planned
from tpplanner.domain.duties import exclusions_des_comediens
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Lien, MotifLien, Personne, Role, Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.fautes import manque
from worlds import JOUR_DE_COMEDIE, comedie

REGLE = "comedien_sans_lien"


def played(*liens: Lien, exterieurs: bool = True, des_candidats: str = "", de_k1: str = "") -> tuple[Session, Plan]:
    """Two candidats for whom K1 plays; K2 could."""
    ref = replace(comedie(), comediens_exterieurs=exterieurs)
    s = with_people(session(ref, candidats=2), Personne("K1", "K1", (Role.COMEDIEN,), organisme=de_k1))
    s = replace(s, candidats=tuple(replace(c, organisme=des_candidats) for c in s.candidats), liens=liens)
    plan = journee(s, JOUR_DE_COMEDIE)
    return with_people(s, Personne("K2", "K2", (Role.COMEDIEN,))), plan


def test_who_has_no_link_plays():
    both_allow(*played(), REGLE)
    both_allow(*played(Lien("C1", "K2", "voisins")), REGLE)


def test_nobody_plays_for_whom_a_row_links_them_to():
    both_refuse(*played(Lien("C1", "K1", "voisins")), REGLE, "declare")
    both_refuse(*played(Lien("C1", "K1", "voisins"), exterieurs=False), REGLE, "declare")


def test_nor_as_long_as_a_question_is_open():
    both_refuse(*played(Lien("C2", "K1", "voisins", presume=True)), REGLE, "question")


@pytest.mark.parametrize(
    ("des_candidats", "de_k1", "exterieurs", "allowed"),
    [
        ("Auto-école A", "auto ecole a", True, False),
        ("Auto-école A", "auto ecole a", False, True),
        ("Auto-école A", "Auto-école B", True, True),
        ("Auto-école A", "", True, True),
        ("", "Auto-école A", True, True),
        ("", "", True, True),
    ],
)
def test_who_is_in_training_with_a_candidat_does_not_play_for_him(des_candidats, de_k1, exterieurs, allowed):
    s, plan = played(des_candidats=des_candidats, de_k1=de_k1, exterieurs=exterieurs)
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_a_release_with_a_motif_lets_him_play_for_that_candidat_alone():
    same = {"des_candidats": "A", "de_k1": "A"}
    both = Lien("C1", "K1", "autre promotion", leve=True), Lien("C2", "K1", "autre promotion", leve=True)
    both_allow(*played(*both, **same), REGLE)
    s, _ = played(*both[:1], **same)
    assert [(e.candidat, e.membre, e.motif) for e in exclusions_des_comediens(s)] == [("C2", "K1", MotifLien.ORGANISME)]
    without_motif = replace(both[0], motif=""), both[1]
    both_refuse(*played(*without_motif, **same), REGLE, "organisme")


def test_the_planner_finds_somebody_else_or_says_how_many_are_missing():
    s, _ = played(Lien("C1", "K1", "voisins"))
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert not report.violations
    assert {p.personne for p in outcome.plan.presences if p.candidat == "C1"} == {"K2"}
    alone = replace(s, personnes=tuple(p for p in s.personnes if p.id != "K2"))
    assert [manque(alone, lack) for lack in shortages(alone)] == [
        "« Épreuve MSP » demande 1 personne pour jouer « comédien », et 0 sont sans lien avec CANDIDAT1 Sacha."
    ]
