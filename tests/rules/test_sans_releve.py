from dataclasses import replace
from datetime import timedelta

import pytest

from builders import LUNDI, a, absent, oral, referentiel, session
from edits import with_people
from journees import journee
from optimum import measured, optimum_is_measured
from small_sessions import links
from tpplanner.domain.reglages import RESERVE
from tpplanner.domain.session import Habilitation, Personne, Role, Session

REGLE = "sans_releve"

REF = referentiel(oral("EF", 20))
MATIN = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:30 cloture
"""
JOURNEE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:35 lecture C2
13:30 EF C2
14:00 cloture
"""


def asked(candidats: int = 1, nb_membres: int = 3, **autres: object) -> Session:
    """A session whose centre asks for a reserve."""
    s = session(REF, candidats=candidats, nb_membres=nb_membres, nb_salles=2, **autres)
    return replace(s, reglages=replace(s.reglages, niveaux=(RESERVE,)))


def third(s: Session, **autres: object) -> Session:
    """M3 otherwise."""
    return replace(s, membres=tuple(replace(m, **autres) if m.id == "M3" else m for m in s.membres))


@pytest.mark.parametrize(("nb_membres", "expected"), [(3, 0), (2, 2)])
def test_a_free_membre_relieves_both_seats_of_a_half_day(nb_membres, expected):
    s = asked(nb_membres=nb_membres)
    assert measured(s, journee(s, MATIN), REGLE) == expected


def test_a_jury_of_the_whole_day_counts_twice():
    s = asked(candidats=2, nb_membres=2)
    assert measured(s, journee(s, JOURNEE), REGLE) == 4


@pytest.mark.parametrize(
    ("absence", "expected"),
    [(("8:00", "11:59"), 2), (("11:59", "12:30"), 4), (("12:00", "12:30"), 2), (("19:00", "20:00"), 0)],
)
def test_he_must_be_there_for_the_whole_half_day(absence, expected):
    s = third(asked(candidats=2), indisponibilites=(absent(*absence),))
    assert measured(s, journee(s, JOURNEE), REGLE) == expected


@pytest.mark.parametrize(
    ("accueil", "ef", "cloture", "expected"),
    [
        ("12:00", "13:00", "13:30", 2),  # an afternoon
        ("11:59", "13:00", "13:30", 4),
        ("8:00", "9:00", "11:45", 2),  # a morning, over at 12:00
        ("8:00", "9:00", "11:46", 4),
    ],
)
def test_noon_parts_the_halves_to_the_minute(accueil, ef, cloture, expected):
    s = asked(nb_membres=2)
    changes = ("8:00", accueil), ("8:10", "12:10" if ef == "13:00" else "8:10"), ("9:00", ef), ("9:30", cloture)
    assert measured(s, journee(s, MATIN, *changes), REGLE) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, 0), (-1, 2)])
def test_he_is_habilite_on_that_day(days, expected):
    until = Habilitation("TEST", "01", LUNDI + timedelta(days=days))
    s = third(asked(), habilitations=(until,))
    assert measured(s, journee(s, MATIN), REGLE) == expected


def test_a_link_with_somebody_whose_file_alone_is_read_is_none_of_it():
    s = links(asked(candidats=2), "C2 M3")
    assert measured(s, journee(s, MATIN, ("9:00 EF", "8:25 lecture C2\n9:00 EF")), REGLE) == 0


@pytest.mark.parametrize("unfit", [{"habilitations": ()}, {"observateur": True}])
def test_he_must_be_able_to_sit(unfit):
    s = third(asked(), **unfit)
    assert measured(s, journee(s, MATIN), REGLE) == 2


def test_a_link_with_one_of_the_jury_s_candidats_is_enough_to_rule_him_out():
    s = links(asked(candidats=2), "C2 M3")
    assert measured(s, journee(s, JOURNEE), REGLE) == 4


def test_who_has_another_role_is_not_free():
    s = asked()
    other = Personne("M3", "MEMBRE3", (Role.SURVEILLANT,), prenom="Alix")
    assert measured(with_people(s, other), journee(s, MATIN), REGLE) == 2


def test_who_sits_elsewhere_that_day_is_not_free():
    board = MATIN + "J2 : M3 M4 en S2\n8:00 accueil\n8:10 lecture C2\n9:00 EF C2\n9:30 cloture\n"
    s = asked(candidats=2, nb_membres=4)
    assert measured(s, journee(s, board), REGLE) == 4
    five = replace(s, membres=(*s.membres, replace(s.membres[0], id="M5", nom="MEMBRE5")))
    assert measured(five, journee(five, board), REGLE) == 0


def test_he_has_the_qualities_that_the_jury_must_have():
    s = asked()
    english = replace(s, referentiel=replace(REF, qualites=("anglais",)))
    able = replace(english, membres=tuple(replace(m, qualites=("anglais",)) for m in english.membres))
    assert measured(able, journee(able, MATIN), REGLE) == 0
    assert measured(third(able, qualites=()), journee(able, MATIN), REGLE) == 2


def test_without_the_reglage_it_is_not_measured():
    from tpplanner.audit import check

    s = session(REF, candidats=1, nb_membres=3)
    assert REGLE not in {m.regle for m in check(s, journee(s, MATIN)).mesures}


def test_the_least_leaves_free_who_has_no_link():
    """M3, who has a link with C1, can neither sit before him nor relieve: both seats are without relief."""
    optimum_is_measured(links(asked(), "C1 M3"), REGLE, 2)
    optimum_is_measured(asked(), REGLE, 0)


def test_two_candidats_before_one_jury_want_somebody_without_a_link_to_either():
    """M5 relieves where C1 and C2 are heard apart: in one jury for both, nobody would."""
    apart = links(asked(candidats=2, nb_membres=6), "C1 M5", "C2 M6", "C1 M1", "C2 M2")
    optimum_is_measured(apart, REGLE, 0)


def test_with_three_membres_of_whom_one_leaves_at_noon_the_jury_sits_in_the_morning():
    plan = optimum_is_measured(third(asked(), indisponibilites=(absent("12:00", "20:00"),)), REGLE, 0)
    (jury,) = plan.compositions
    assert jury.fin <= a("12:00")
