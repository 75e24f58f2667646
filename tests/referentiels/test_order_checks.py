"""The order of a table beside what can be planned: one candidat alone, with five days, rooms and membres to spare."""

from dataclasses import replace

import pytest

from builders import ecrit, oral, referentiel, session
from drawing import seeded
from tpplanner.domain.outcome import Infeasible
from tpplanner.domain.referentiel import Epreuve, Referentiel
from tpplanner.referentiels.order_checks import faults_of_order
from tpplanner.solver import Budget, first_plan

LIENS = ("apres", "apres", "aussitot_apres", "jours_min")


def drawn(seed: int) -> Referentiel:
    """Three to five short épreuves, each linked or not to one that stands higher; some apart, some written."""
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
    return referentiel(*epreuves)


@pytest.mark.parametrize("seed", range(30))
def test_an_order_is_refused_where_no_candidat_could_ever_pass_it_and_nowhere_else(seed):
    ref = drawn(seed)
    told = [fault.code for fault in faults_of_order(0, ref.titre)]
    outcome = first_plan(session(ref, candidats=1, nb_jours=5), Budget(5, workers=1, reproducible=True))
    assert bool(told) is isinstance(outcome, Infeasible), told
