import pytest

from builders import oral, referentiel, session
from edits import reglees, settle, shifted
from halves import both_allow, both_refuse
from journees import UN, journee

REGLE = "ordre_epreuves"


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (10, True), (11, False)])
def test_an_epreuve_begins_at_or_after_the_end_of_the_one_it_follows(minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), minutes, "C1", "QP"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


@pytest.mark.parametrize(("minutes", "allowed"), [(-1, False), (0, True), (5, True), (6, False)])
def test_at_once_means_within_a_short_pause(minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), minutes, "C1", "ET", "EF"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_the_short_pause_is_a_reglage():
    s = reglees(session(candidats=1), courte_pause=6)
    both_allow(s, settle(s, shifted(journee(s, UN), 6, "C1", "ET", "EF")), REGLE)


DEUX = referentiel(oral("PP", 30), oral("ET", 20, jours_min=(("PP", 1),)), oral("EF", 15))
JOURS = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
9:40 cloture
jour {jour}
8:30 accueil
9:00 ET C1
9:20 EF C1
9:45 cloture
"""


def test_a_number_of_days_is_counted_in_dates():
    s = session(DEUX, candidats=1, nb_jours=3)
    for jour in (2, 3):
        both_allow(s, journee(s, JOURS.format(jour=jour)), REGLE)
    same_day = journee(s, JOURS.format(jour=1), ("9:40 cloture\n", ""), ("jour 1\n8:30 accueil\n9:00 ET", "10:00 ET"))
    both_refuse(s, same_day, REGLE, "jours_min")


def test_a_later_day_is_not_before():
    s = session(referentiel(oral("PP", 30), oral("ET", 20, apres=("PP",)), oral("EF", 15)), candidats=1, nb_jours=2)
    both_allow(s, journee(s, JOURS.format(jour=2)), REGLE)
    backwards = JOURS.format(jour=2).replace("PP C1", "XX C1").replace("ET C1", "PP C1").replace("XX C1", "ET C1")
    both_refuse(s, journee(s, backwards), REGLE, "apres")


def test_at_once_is_not_the_next_day_at_the_same_hour():
    s = session(
        referentiel(oral("PP", 30), oral("ET", 20, aussitot_apres=("PP",)), oral("EF", 15)), candidats=1, nb_jours=2
    )
    both_refuse(s, journee(s, JOURS.format(jour=2), ("9:00 ET", "9:30 ET")), REGLE, "aussitot_apres")


@pytest.mark.parametrize(
    "link", [{"apres": ("PP",)}, {"aussitot_apres": ("PP",)}, {"jours_min": (("PP", 1),)}], ids=str
)
def test_a_link_to_an_epreuve_that_he_does_not_pass_binds_nothing(link):
    ref = referentiel(oral("PP", 30), oral("ET", 20, **link), oral("EF", 15))
    s = session(ref, candidats=1)
    dispensed = session(ref, candidats=tuple(type(c)(c.id, c.nom, dispenses=("PP",)) for c in s.candidats))
    plan = journee(
        dispensed,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        9:00 ET C1
        9:20 EF C1
        10:00 cloture
        """,
    )
    both_allow(dispensed, plan, REGLE)
