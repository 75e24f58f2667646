"""The order of a table beside what can be planned: one candidat alone, with five days, rooms and membres to spare."""

from dataclasses import replace

import pytest

from builders import ecrit, oral, referentiel, session
from drawing import seeded
from edits import reglees
from proofs import mostly_proofs
from tpplanner.domain.answers import Infeasible
from tpplanner.domain.referentiel import Epreuve, Referentiel
from tpplanner.domain.reglages import Reglages
from tpplanner.referentiels import checks
from tpplanner.referentiels.checks import faults_of_order
from tpplanner.solver import Budget, first_plan

LIENS = ("apres", "apres", "aussitot_apres", "jours_min")


BUDGET = Budget(5, workers=1, reproducible=True)


def drawn(seed: int, *, sealed: bool) -> Referentiel:
    """Three to five short épreuves, each linked or not to one that stands higher; some apart, some written.

    Where `sealed`, the subjects of one before the jury come sealed, as those of what is written always do.
    """
    rng = seeded(f"order {seed}")
    epreuves: list[Epreuve] = []
    last = rng.choice((2, 3, 3, 4))
    for rank in range(last + 1):
        liens: dict[str, object] = {}
        if rank and rng.random() < 0.8:
            nom, lien = rng.choice(epreuves).id, rng.choice(LIENS)
            liens[lien] = ((nom, 1),) if lien == "jours_min" else (nom,)
        if rank == last or rng.random() < 0.6:
            id_ = "EF" if rank == last and rng.random() < 0.5 else f"E{rank}"
            epreuves.append(oral(id_, 20, separee=rng.random() < 0.3, **liens))
        else:
            epreuves.append(replace(ecrit(f"E{rank}", 30, **liens), modalite=rng.choice(("QP", "MSP"))))
    if sealed:
        rank = rng.choice([n for n, epreuve in enumerate(epreuves) if epreuve.devant_jury])
        epreuves[rank] = replace(epreuves[rank], plis=True)
    return referentiel(*epreuves)


SAMPLE = (0, 1, 2, 3, 5, 8, 9, 13, 24, 26)
"""Of the draws, for each fault one or two that have it, and some that have none. The others are a proof."""


@pytest.mark.parametrize("sealed", mostly_proofs([False, True], True))
@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=[pytest.mark.proof] if seed not in SAMPLE else []) for seed in range(30)]
)
def test_an_order_is_refused_where_no_candidat_could_ever_pass_it_and_nowhere_else(seed, sealed):
    ref = drawn(seed, sealed=sealed)
    told = [fault.code for fault in faults_of_order(0, ref.titre)]
    outcome = first_plan(session(ref, candidats=1, nb_jours=5), BUDGET)
    assert bool(told) is isinstance(outcome, Infeasible), told


AT_ONCE = (
    (oral("ET", 20), oral("MSP", 30, plis=True, aussitot_apres=("ET",), separee=True)),
    (oral("ET", 20), oral("MSP", 30, plis=True, apres=("ET",))),
    (oral("ET", 20), oral("MSP", 30, apres=("ET",)), oral("EF", 15, plis=True)),
    (oral("ET", 20), ecrit("QP", 30, aussitot_apres=("ET",), correction=0), oral("EF", 15, separee=True)),
    (oral("ET", 20, separee=True), oral("PP", 20, aussitot_apres=("ET",)), oral("MSP", 30, plis=True)),
    (oral("PP", 20), oral("MSP", 30, plis=True), oral("EF", 15, aussitot_apres=("MSP",))),
)
"""What is always passed at once after another, sealed."""


@pytest.mark.parametrize(
    ("plis", "courte_pause", "refused"),
    [
        (10, 10, False),
        (10, 9, True),
        pytest.param(6, 5, True, marks=pytest.mark.proof),
        pytest.param(0, 0, False, marks=pytest.mark.proof),
    ],
)
@pytest.mark.parametrize(
    "epreuves",
    [pytest.param(e, marks=[] if e in AT_ONCE[:2] else [pytest.mark.proof]) for e in AT_ONCE],
    ids=lambda epreuves: epreuves[-1].id,
)
def test_plis_that_are_opened_longer_than_the_short_pause_never_stand_in_it(
    monkeypatch, epreuves, plis, courte_pause, refused
):
    """Whoever sits it first was to be there in these minutes; two candidats before two juries can do no better."""
    monkeypatch.setattr(checks, "HABITUELS", replace(Reglages(), plis=plis, courte_pause=courte_pause))
    ref = referentiel(*epreuves)
    s = reglees(session(ref, candidats=2, nb_jours=3, nb_membres=4), plis=plis, courte_pause=courte_pause)
    assert [fault.code for fault in faults_of_order(0, ref.titre)] == ["aussitot_plis"] * refused
    assert isinstance(first_plan(s, BUDGET), Infeasible) is refused


FREE = (
    (oral("ET", 20), oral("MSP", 30, plis=True)),
    (oral("ET", 20), oral("MSP", 30, plis=True, apres=("ET",), separee=True)),
    (oral("ET", 20), oral("MSP", 30, plis=True, jours_min=(("ET", 1),))),
    (oral("ET", 20, plis=True), oral("MSP", 30, apres=("ET",))),
)
"""Sealed, and not always at once after another."""


@pytest.mark.parametrize("epreuves", FREE, ids=range(len(FREE)))
def test_plis_are_opened_where_nothing_needs_to_come_just_before(epreuves):
    ref = referentiel(*epreuves)
    assert [*faults_of_order(0, ref.titre)] == []
    assert not isinstance(first_plan(session(ref, candidats=1, nb_jours=3), BUDGET), Infeasible)
