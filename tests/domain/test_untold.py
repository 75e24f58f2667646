"""What nobody tells: a field left as it is says no, or none, but for those whose usual value is another."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import time

import pytest

from tpplanner.domain import annee, answers, appels, duties, plan, referentiel
from tpplanner.domain import session as session_

MODULES = (annee, answers, appels, duties, plan, referentiel, session_)

USUAL = {
    "Annee.tarif_km": 50,
    "Candidat.presentation": 1,
    "Candidat.titre": True,
    "Contingencies.sent": True,
    "Epreuve.partage": 1,
    "Epreuve.simultanes": 1,
    "Jour.accueil": time(8, 30),
    "Jour.fin": time(19, 0),
    "Jour.ouverture": time(8, 0),
    "Jour.pause_debut": time(11, 30),
    "Jour.pause_fin": time(14, 30),
    "NiveauAtteint.unite": 1,
    "Referentiel.membres_min": 2,
    "Salle.accessible": True,
    "Salle.postes": 1,
    "Session.version_planning": 1,
    "SessionPrevue.duree": 1,
    "TitrePrevu.membres_min": 2,
}
"""Numbers, hours, and what is so unless somebody says that it is not."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_what_nobody_tells_is_no_or_nothing_unless_it_is_usual(module):
    classes = [c for c in vars(module).values() if is_dataclass(c) and c.__module__ == module.__name__]
    told = {f"{c.__name__}.{f.name}": f.default for c in classes for f in fields(c) if f.default is not MISSING}
    counted = {
        name: value for name, value in told.items() if isinstance(value, bool | int | time) and value is not False
    }
    usual = {name: value for name, value in USUAL.items() if name in told}
    assert {name: value for name, value in counted.items() if value != 0 or name in usual} == usual


def test_every_usual_value_is_of_a_field_that_is_there():
    classes = {name: value for module in MODULES for name, value in vars(module).items() if is_dataclass(value)}
    for name in USUAL:
        owner, _, champ = name.partition(".")
        assert champ in {f.name for f in fields(classes[owner])}
