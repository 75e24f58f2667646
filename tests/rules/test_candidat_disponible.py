import pytest

from builders import absent, session
from edits import changed
from halves import both_allow, both_refuse
from journees import TROIS, UN, journee

REGLE = "candidat_disponible"


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "9:00"), True),
        (absent("8:00", "9:01"), False),
        (absent("9:30", "9:40"), True),
        (absent("9:29", "9:40"), False),
        (absent("11:25", "18:00"), True),
        (absent("11:24", "18:00"), False),
        (absent("10:00", "10:01"), False),
        (absent("9:00", "12:00", 1), True),
    ],
)
def test_he_passes_only_when_he_is_there(away, allowed):
    s = changed(session(candidats=1, nb_jours=2), "C1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_another_candidats_absence_does_not_matter():
    s = changed(session(), "C2", indisponibilites=(absent("9:30", "12:40"),))
    both_allow(s, journee(s, TROIS), REGLE)


def test_the_deliberation_does_not_need_him():
    s = changed(session(candidats=1), "C1", indisponibilites=(absent("11:25", "11:35"),))
    both_allow(s, journee(s, UN), REGLE)
