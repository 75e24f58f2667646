import pytest

from builders import absent, session
from edits import reglees, room
from halves import both_allow, both_refuse
from journees import TROIS, UN, journee

REGLE = "salle_disponible"


@pytest.mark.parametrize(
    ("salle", "closed", "allowed"),
    [
        ("Ecrit", absent("8:00", "9:00"), True),
        ("Ecrit", absent("8:00", "9:01"), False),
        ("Ecrit", absent("9:30", "18:00"), True),
        ("Ecrit", absent("9:29", "18:00"), False),
        ("S1", absent("7:00", "8:30"), True),
        ("S1", absent("7:00", "8:31"), False),
        ("S1", absent("11:50", "18:00"), True),
        ("S1", absent("11:49", "18:00"), False),
        ("S1", absent("9:00", "9:05"), False),  # the jury is there though it hears nobody
        ("Plateau", absent("8:00", "18:00"), True),
        ("S1", absent("8:00", "18:00", 1), True),
    ],
)
def test_a_room_serves_only_while_it_is_open(salle, closed, allowed):
    s = room(session(candidats=1, nb_jours=2), salle, indisponibilites=(closed,))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(
    ("a_midi", "closed", "allowed"),
    [
        (True, absent("11:35", "12:35"), False),
        (False, absent("11:35", "12:35"), True),
        (False, absent("11:34", "12:35"), False),
        (False, absent("11:35", "12:36"), False),
    ],
)
def test_at_midday_it_may_be_closed_where_the_centre_does_not_keep_it(a_midi, closed, allowed):
    """The jury's break is from 11:35 to 12:35."""
    s = room(reglees(session(), salle_a_midi=a_midi), "S1", indisponibilites=(closed,))
    (both_allow if allowed else both_refuse)(s, journee(s, TROIS), REGLE)
