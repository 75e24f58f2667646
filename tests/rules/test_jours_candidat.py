from builders import oral, referentiel, sc, session
from journees import TROIS, journee
from optimum import measured, optimum_is_measured

REGLE = "jours_candidat"


def test_each_candidat_counts_once_a_day():
    s = session(nb_jours=2)
    assert measured(s, journee(s, TROIS), REGLE) == 3
    assert measured(s, journee(s, TROIS.replace("J1 :", "jour 2\nJ1 :")), REGLE) == 6


def test_the_least_is_one_each_where_all_fits_in_a_day():
    optimum_is_measured(session(sc(), candidats=2, nb_jours=2), REGLE, 2)


def test_a_link_of_days_takes_two():
    ref = referentiel(oral("PP", 30), oral("EF", 20, jours_min=(("PP", 1),)))
    optimum_is_measured(session(ref, candidats=2, nb_jours=2), REGLE, 4)
