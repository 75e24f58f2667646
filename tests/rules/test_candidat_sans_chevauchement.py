import pytest

from builders import session
from edits import settle, shifted
from halves import both_allow, both_refuse
from journees import TROIS, UN, journee

REGLE = "candidat_sans_chevauchement"


@pytest.mark.parametrize(
    ("epreuve", "minutes", "allowed"),
    [("QP", 10, True), ("QP", 11, False), ("EF", 0, True), ("EF", -1, False), ("EF", -20, False)],
)
def test_a_candidat_passes_one_epreuve_at_a_time(epreuve, minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), minutes, "C1", epreuve))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_others_may_pass_at_the_same_time():
    s = session()
    both_allow(s, settle(s, shifted(journee(s, TROIS), -180, "C2", "PP", "ET", "EF")), REGLE)
