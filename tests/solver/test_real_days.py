"""Real days: one jury, one day, the usual réglages. What fits is planned and checked, what does not is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from builders import TOUTES, membres, session
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.domain.answers import Infeasible, Outcome, Planned
from tpplanner.domain.referentiel import USAGE_JURY, Referentiel
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Genre, Personne, Role, Salle, Session
from tpplanner.referentiels import find, load
from tpplanner.solver import Budget, best_plan
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.whole import Values, WholeModel, read_plan

INVENTED = Path(__file__).parents[1] / "referentiels"

FITS = [
    ("CDA", 3, 0),
    ("CDA", 3, 1),
    ("DWWM", 4, 0),
    ("DWWM", 4, 1),
    ("MAV", 2, 0),
    ("SC", 4, 0),
    ("SC", 4, 1),
    ("GCF", 3, 0),
    ("GCF", 3, 1),
    ("AD", 2, 0),
    ("CV", 2, 0),
    ("advf-m07", 3, 0),
    ("CATL", 3, 0),
    ("rpms-m01", 4, 0),
    ("EC", 2, 0),
]
"""Titre, candidats, of whom with a tiers temps."""

LONG = [("SC", 4, 1)]
"""Days that fit, for which one worker searches long."""

SOON = [("CDA", 3, 1), ("MAV", 2, 0), ("AD", 2, 0), ("CV", 2, 0), ("rpms-m01", 4, 0)]
"""Days that fit, for which a plan is soon found."""

DOES_NOT_FIT = [("CDA", 3, 3), ("MAV", 3, 0), ("SC", 5, 0), ("EC", 3, 0), ("CATL", 4, 0)]

ENOUGH = 20
"""Posts, and of each resource."""


def titre(name: str) -> Referentiel:
    """A shipped référentiel, or one of those that are for tests alone."""
    return load(INVENTED / f"{name}.toml") if "-" in name else find(name)


def day(ref: Referentiel, candidats: tuple[Candidat, ...], **autres: object) -> Session:
    """One jury, one day, and whatever rooms, resources and people it takes."""
    usages = sorted({phase.usage for e in ref.epreuves() for phase in e.phases} - {USAGE_JURY})
    ressources = tuple((name, ENOUGH) for name in sorted({e.ressource for e in ref.epreuves() if e.ressource}))
    salles = tuple(
        Salle(f"{usage} {n}", f"{usage} {n}", (usage,), postes=ENOUGH, ressources=ressources)
        for usage in usages
        for n in (1, 2, 3)
    )
    people = (
        *(Personne(f"P{n}", f"SURVEILLANT{n}", (Role.SURVEILLANT,)) for n in range(6)),
        *(Personne(f"K{n}", f"COMEDIEN{n}", (Role.COMEDIEN,)) for n in range(3)),
        Personne("R1", "RESPONSABLE", (Role.RESPONSABLE,)),
    )
    base = session(
        ref,
        candidats,
        salles=(*salles, Salle("J", "Salle du jury", (USAGE_JURY,))),
        personnes=people,
        reglages=Reglages(),
        **autres,
    )
    able = (replace(m.habilitations[0], millesime=ref.millesime) for m in membres(2, ref.sigle))
    seated = tuple(replace(m, habilitations=(h,)) for m, h in zip(base.membres, able, strict=True))
    return replace(base, membres=seated)


def some(n: int, tiers_temps: int, **autres: object) -> tuple[Candidat, ...]:
    """Candidats, the first of whom have a tiers temps on everything."""
    return tuple(
        Candidat(f"C{i}", f"CANDIDAT{i}", majorations=TOUTES if i <= tiers_temps else (), **autres)
        for i in range(1, n + 1)
    )


def every_rule(s: Session) -> tuple[cp_model.CpSolverStatus, WholeModel, cp_model.CpSolver]:
    """The whole model, without master, patterns or objective: whether there is a plan at all."""
    whole = WholeModel(compile_session(s))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = 60
    return solver.solve(whole.model), whole, solver


def search(s: Session, seconds: float = 1.0) -> Outcome:
    """The outcome of a search that is the same on every run."""
    return best_plan(s, Budget(seconds=seconds, workers=1, reproducible=True))


@pytest.mark.parametrize(("name", "candidats", "tiers_temps"), mostly_proofs(FITS, *SOON))
def test_the_rules_together_let_a_day_that_fits_be_planned(name, candidats, tiers_temps):
    s = day(titre(name), some(candidats, tiers_temps))
    status, whole, solver = every_rule(s)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    assert check(s, read_plan(whole.problem, whole.x, Values(solver))).violations == ()


@pytest.mark.parametrize(("name", "candidats", "tiers_temps"), DOES_NOT_FIT)
def test_they_refuse_a_day_that_does_not_fit(name, candidats, tiers_temps):
    status, _, _ = every_rule(day(titre(name), some(candidats, tiers_temps)))
    assert status == cp_model.INFEASIBLE


@pytest.mark.parametrize(
    ("name", "candidats", "tiers_temps"), mostly_proofs((row for row in FITS if row not in LONG), *SOON[:2])
)
def test_the_search_plans_a_day_that_fits(name, candidats, tiers_temps):
    s = day(titre(name), some(candidats, tiers_temps))
    outcome = search(s)
    assert isinstance(outcome, Planned), outcome
    assert check(s, outcome.plan).violations == ()


@pytest.mark.proof
@pytest.mark.parametrize(("name", "candidats", "tiers_temps"), LONG)
def test_the_search_plans_a_long_day_too(name, candidats, tiers_temps):
    s = day(titre(name), some(candidats, tiers_temps))
    assert isinstance(search(s, 60.0), Planned)


@pytest.mark.parametrize(("name", "candidats", "tiers_temps"), DOES_NOT_FIT)
def test_the_search_refuses_a_day_that_does_not_fit(name, candidats, tiers_temps):
    assert isinstance(search(day(titre(name), some(candidats, tiers_temps))), Infeasible)


@pytest.mark.proof
def test_six_candidats_of_one_ccp_of_cda_fit_in_a_day():
    s = day(titre("CDA"), some(6, 0, titre=False, ccps=("CCP1",)), genre=Genre.CCP)
    outcome = search(s)
    assert isinstance(outcome, Planned), outcome
    assert check(s, outcome.plan).violations == ()
