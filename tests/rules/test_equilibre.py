import pytest

from builders import oral, referentiel, session
from journees import journee
from optimum import measured, optimum
from tpplanner.domain.session import Jury

REGLE = "equilibre"

REF = referentiel(oral("EF", 20))
TROIS = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:35 {} EF
10:15 cloture
J2 : M3 M4 en S2
8:00 accueil
8:10 lecture C3
9:00 EF C3
9:30 cloture
"""


def board(second: str) -> str:
    return TROIS.replace("9:35 {} EF\n", second)


@pytest.mark.parametrize(("second", "expected"), [("9:35 EF C2\n", 1), ("", 0)])
def test_the_most_less_the_fewest_candidats_of_the_juries_of_a_day(second, expected):
    s = session(REF, nb_membres=4, nb_salles=2)
    assert measured(s, journee(s, board(second)), REGLE) == expected


def test_who_is_read_and_not_heard_is_not_counted():
    s = session(REF, nb_membres=4, nb_salles=2)
    assert measured(s, journee(s, board("9:35 lecture C2\n")), REGLE) == 0


def test_a_jury_alone_on_its_day_is_balanced():
    s = session(REF, nb_membres=4, nb_salles=2, nb_jours=2)
    assert measured(s, journee(s, board("9:35 EF C2\n").replace("J2 :", "jour 2\nJ2 :")), REGLE) == 0


def test_the_least_is_nothing_where_numbers_allow():
    jurys = (Jury("Rouge", ("M1", "M2")), Jury("Bleu", ("M3", "M4")))
    s = session(REF, candidats=4, nb_membres=4, nb_salles=2, jurys=jurys)
    value, plan = optimum(s, REGLE)
    assert value == measured(s, plan, REGLE) == 0
