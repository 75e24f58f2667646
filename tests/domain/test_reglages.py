"""Levels with and without the reserve; what may be of a réglage."""

from datetime import time

import pytest

from builders import a, plan_cda_trois, session
from edits import heures
from tpplanner.commands.remarks import without_margin
from tpplanner.domain.answers import Reading
from tpplanner.domain.reglages import (
    BORNES,
    NIVEAUX,
    PAS_PERMIS,
    RESERVE,
    Bounds,
    Niveau,
    Reglages,
    Terme,
    avec_reserve,
    sans_reserve,
)


def level(*regles):
    return Niveau("+".join(regles), tuple(Terme(regle) for regle in regles))


PRESENCE, BOTH, WAITS = level("presence_jury"), level("attente", "presence_jury"), level("attente", "ordre")


@pytest.mark.parametrize(
    ("levels", "rank"),
    [
        ((PRESENCE, WAITS), 1),
        ((WAITS, BOTH, WAITS), 2),
        ((PRESENCE, BOTH, WAITS), 2),
        ((WAITS, WAITS), 2),
        ((), 0),
    ],
)
def test_the_reserve_comes_after_the_last_level_that_counts_presence(levels, rank):
    with_it = avec_reserve(levels)
    assert with_it == (*levels[:rank], RESERVE, *levels[rank:])
    assert sans_reserve(with_it) == levels


def test_each_rule_counts_once_in_its_level():
    assert {terme.poids for niveau in (*NIVEAUX, RESERVE) for terme in niveau.termes} == {1}


def test_a_centre_that_sets_nothing_has_the_usual_lengths_and_hours():
    """A half-day's work is four hours, and an épreuve is long from two hours on."""
    assert Reglages() == Reglages(
        lecture=15,
        correction_qp=5,
        correction_ecrit=15,
        correction_autre=5,
        deliberation=10,
        battement=5,
        courte_pause=5,
        pause_jury=60,
        pause_candidat=45,
        accueil=30,
        accueil_autres_jours=15,
        accueil_jury=10,
        accueil_comedien=15,
        plis=10,
        cloture=15,
        convocation=15,
        travail_continu=240,
        pas=5,
        epreuve_longue=120,
        longue_matin=time(10),
        longue_apres_midi=time(13),
        fin_tardive=time(18),
        presence_midi=15,
        midi_debut=time(12, 30),
        midi_fin=time(13),
        enchainer=True,
        salle_a_midi=True,
        reserve=False,
        absence_lourde=33,
        quota=None,
        ordre="tirage",
        graine=1,
    )


LENGTHS = {
    "lecture": (5, 60),
    "correction_qp": (2, 30),
    "correction_ecrit": (5, 60),
    "correction_autre": (2, 30),
    "deliberation": (5, 30),
    "battement": (0, 30),
    "courte_pause": (0, 10),
    "pause_jury": (45, 120),
    "pause_candidat": (30, 120),
    "accueil": (15, 60),
    "accueil_autres_jours": (5, 60),
    "accueil_jury": (5, 30),
    "accueil_comedien": (5, 30),
    "plis": (5, 20),
    "cloture": (5, 90),
    "convocation": (5, 60),
    "travail_continu": (180, 360),
    "presence_midi": (0, 60),
    "pas": (1, 15),
    "epreuve_longue": (60, 240),
}
"""The least and the most of each length, in minutes."""


def test_a_centre_is_warned_beyond_these_minutes():
    lengths = {champ: (of.least, of.most) for champ, of in BORNES.items() if not of.count}
    assert LENGTHS.items() <= lengths.items()


@pytest.mark.parametrize("champ", BORNES)
def test_a_usual_value_is_within_its_bounds(champ):
    bounds, usual = BORNES[champ], getattr(Reglages(), champ)
    assert 0 <= bounds.least < bounds.most
    assert usual is None or bounds.hold(usual)
    assert not bounds.never_zero or bounds.least > 0
    assert not bounds.count or bounds.least > 0, "to ask for none of something is to leave the cell empty"


def test_without_these_minutes_no_plan_is_honest():
    for champ in ("lecture", "correction_qp", "correction_ecrit", "correction_autre", "deliberation", "pause_jury"):
        assert BORNES[champ].forbid(0)
        assert not BORNES[champ].forbid(1)
    assert not BORNES["cloture"].forbid(0)


@pytest.mark.parametrize(
    ("value", "held", "forbidden"), [(0, False, True), (1, True, False), (9, True, False), (10, False, False)]
)
def test_a_count_below_its_least_is_refused_and_one_above_its_most_is_not(value, held, forbidden):
    bounds = Bounds(1, 9, count=True)
    assert (bounds.hold(value), bounds.forbid(value)) == (held, forbidden)


def test_the_steps_of_hours_are_minutes():
    assert PAS_PERMIS == (1, 5, 10, 15)


@pytest.mark.parametrize(("fin", "told"), {"16:59": 0, "17:00": 1, "17:14": 1, "17:15": 0}.items())
def test_the_margin_of_a_day_is_told_under_a_quarter_of_an_hour(fin, told):
    """The worked day ends at 17:00."""
    assert len(without_margin(Reading(heures(session(), fin=a(fin).time())), plan_cda_trois())) == told
