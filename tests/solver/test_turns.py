"""Who has more time comes when the draw says, not always at the same place: on the wall a place would tell who it is."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import pytest

from builders import TOUTES, cda, ecrit, oral, referentiel, session
from drawing import seeded
from edits import changed
from proofs import mostly_proofs
from tpplanner.domain.answers import Planned
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Session
from tpplanner.planner import plan
from tpplanner.solver import Budget

BUDGET = Budget(20, workers=1, reproducible=True)

ORAL_ONLY = "more time for orals alone"
EVERYTHING = "more time for everything"

ONE_IN_A_THOUSAND = 13.82
"""Beyond it chance alone takes the chi-square statistic of three places once in a thousand times."""


def a_morning(seed: int, more: str) -> tuple[Session, str]:
    """Three write, then pass one after the other before midday; one of them, drawn like the numbers, has more time."""
    draw = seeded(f"morning {seed} 3")
    ref = referentiel(
        ecrit("QP", 20),
        oral("PP", draw.choice((12, 16, 20)), apres=("QP",)),
        oral("EF", draw.choice((10, 12)), apres=("PP",)),
    )
    granted = TOUTES if more == EVERYTHING else ((Nature.ORAL, Fraction(1, draw.choice((2, 3, 4)))),)
    s = session(ref, reglages=Reglages())
    who = draw.choice(s.candidats).id
    numbers = draw.sample(range(1, 4), 3)
    for candidat, number in zip(s.candidats, numbers, strict=True):
        s = changed(s, candidat.id, numero_tire=number)
    return changed(s, who, majorations=granted), who


def a_whole_day(seed: int) -> tuple[Session, str]:
    """Three of CDA, one of whom has a tiers temps on everything: midday and a short pause lie between them."""
    draw = seeded(f"day {seed}")
    s = session(cda(), reglages=Reglages())
    who = draw.choice(s.candidats).id
    for candidat, number in zip(s.candidats, draw.sample((1, 2, 3), 3), strict=True):
        s = changed(s, candidat.id, numero_tire=number)
    return changed(s, who, majorations=TOUTES), who


def place(s: Session, who: str) -> int:
    """At which place he comes before his jury: 1 for the first."""
    outcome, _ = plan(s, BUDGET)
    assert isinstance(outcome, Planned)
    entries: dict[str, dict[str, int]] = {}
    for passage in sorted((p for p in outcome.plan.passages if p.suivies), key=lambda p: p.debut):
        of_jury = entries.setdefault(f"{passage.jour} {passage.suivies[0].jury}", {})
        of_jury.setdefault(passage.candidat, len(of_jury) + 1)
    return next(places[who] for places in entries.values() if who in places)


def chi_square(places: Iterable[int]) -> float:
    """How far from as many at each of three places."""
    counted = Counter(places)
    expected = sum(counted.values()) / 3
    return sum((counted[p] - expected) ** 2 / expected for p in (1, 2, 3))


@pytest.mark.parametrize(
    ("seed", "more"),
    mostly_proofs([*product(range(5), (ORAL_ONLY, EVERYTHING))], (0, ORAL_ONLY), (1, EVERYTHING), (3, ORAL_ONLY)),
)
def test_who_has_more_time_comes_at_the_place_that_he_drew(seed, more):
    s, who = a_morning(seed, more)
    assert place(s, who) == s.candidat(who).numero_tire


@pytest.mark.deep
@pytest.mark.proof
@pytest.mark.parametrize("more", [ORAL_ONLY, EVERYTHING])
def test_over_two_hundred_mornings_no_place_is_his_more_often_than_chance_has_it(more):
    drawn = (a_morning(seed, more) for seed in range(200))
    places = [place(s, who) for s, who in drawn]
    assert chi_square(places) < ONE_IN_A_THOUSAND, Counter(places)


@pytest.mark.proof
def test_nor_over_two_hundred_whole_days():
    drawn = (a_whole_day(seed) for seed in range(200))
    places = [place(s, who) for s, who in drawn]
    assert chi_square(places) < ONE_IN_A_THOUSAND, Counter(places)
