"""What is proposed is the best there is; where there is nothing to propose, few requirements say why."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from benchmarks.year import year_of

from tpplanner.audit.programmation import check_annee
from tpplanner.domain.annee import (
    CandidatPrevu,
    Disponibilite,
    Programmation,
    Programmee,
    Proposee,
    SessionPrevue,
    Voie,
    jours_de_suite,
)
from tpplanner.domain.answers import Infeasible, Requirement, Unfinished
from tpplanner.domain.session import Genre
from tpplanner.solver import Budget
from tpplanner.solver.programmation import Trials
from tpplanner.year.echeances import public_holidays
from tpplanner.year.proposal import propose
from years import FORMATION, LUNDI, annee, jour, le, membre, with_candidat, with_membre, with_session, with_titre

BUDGET = Budget(60, workers=1, reproducible=True)


def small(**autres):
    """Two sessions of a day in a week, led by R1 and replaced by R2: the rest is open, and can be tried whole."""
    base = annee(fin=jour(4), membres=tuple(membre(n) for n in (1, 2, 3)), **autres)
    base = with_titre(base, salles=())
    for id_ in "AB":
        base = with_session(base, id_, duree=1, responsable="R1", suppleants=("R2",))
    return base


SMALL = {
    "plain": small(),
    "one membre away, one dear": with_membre(small(), "M1", disponibilite=Disponibilite(sauf=(le(0, 2),))),
    "wishes for the same day": with_session(with_session(small(), "A", souhaits=(le(2),)), "B", souhaits=(le(2),)),
    "few days given": with_membre(with_membre(small(), "M1", journees_max=1), "M2", journees_max=1),
    "a link": with_candidat(small(), "C1", liens=("MEMBRE1 Alix",)),
    "trained on Tuesday": with_candidat(small(), "C3", fin_formation=jour(1)),
    "too few days of all": with_membre(with_membre(small(), "M2", journees_max=0), "M3", journees_max=0),
}


def every_programmation(year):
    """All of them, with just enough membres and juries or one more membre."""
    ids = [m.id for m in year.membres]
    teams = [team for size in (2, 3) for team in combinations(ids, size)]
    days = year.jours_ouverts()
    for entered in product("AB", repeat=len(year.candidats)):
        for (first, team), (second, other) in product(product(days, teams), repeat=2):
            told = {"A": (first, team), "B": (second, other)}
            yield Programmation(
                tuple(
                    Programmee(
                        s.id,
                        jours_de_suite(told[s.id][0], s.duree),
                        1,
                        told[s.id][1],
                        "R1",
                        ("R2",),
                        tuple(c.id for c, where in zip(year.candidats, entered, strict=True) if where == s.id),
                    )
                    for s in year.sessions
                )
            )


@pytest.mark.proof
@pytest.mark.parametrize("name", SMALL)
def test_what_is_proposed_is_what_trying_everything_finds(name):
    year = SMALL[name]
    reports = (check_annee(year, p) for p in every_programmation(year))
    best = min((tuple(n.valeur for n in r.niveaux) for r in reports if r.conforme), default=None)
    outcome, report = propose(year, BUDGET)
    assert isinstance(outcome, Infeasible if best is None else Proposee)
    if report is not None:
        assert tuple(n.valeur for n in report.niveaux) == best
        assert all(n.prouve for n in report.niveaux)


def test_open_dates_are_proposed_proven_and_what_is_fixed_stays():
    year = with_session(annee(), "A", jour=jour(7), membres=("M4",), responsable="R3")
    outcome, report = propose(year, BUDGET)
    assert isinstance(outcome, Proposee)
    a = outcome.programmation.session("A")
    assert a.jours == (jour(7), jour(8))
    assert "M4" in a.membres
    assert a.responsable == "R3"
    assert report.conforme
    assert [(n.nom, n.valeur) for n in report.niveaux][:2] == [("A1", 6), ("A2", 2 * (4000 + 1000) + 1000 + 2000)]
    assert all(n.prouve for n in report.niveaux)


@pytest.mark.parametrize(
    ("year", "regles"),
    [
        (replace(annee(), aujourdhui=LUNDI), {"creation_91_jours"}),
        (with_candidat(annee(), "C1", genre=Genre.CCP, ccps=("CCP1",)), {"candidat_inscrit"}),
        (with_candidat(annee(), "C1", voie=Voie.VAE, titre="T", genre=Genre.CCP), {"candidat_inscrit"}),
        (annee(membres=(membre(1),)), {"membres_assez"}),
        (with_candidat(annee(), "C1", liens=tuple(f"MEMBRE{n} Alix" for n in (1, 2, 3))), {"candidat_inscrit", "jury_sans_lien"}),
    ],
)  # fmt: skip
def test_where_there_is_none_a_few_requirements_say_why(year, regles):
    outcome, report = propose(year, BUDGET)
    assert isinstance(outcome, Infeasible)
    assert report is None
    assert {r.regle for r in outcome.cause.exigences} <= regles
    assert outcome.cause.minimale
    trials = Trials(year, BUDGET)
    assert trials.refutes(outcome.cause.exigences, 5.0)
    for left_out in outcome.cause.exigences:
        assert trials.refutes([r for r in outcome.cause.exigences if r != left_out], 5.0) is False


def test_a_year_without_an_open_day_says_so():
    outcome, _ = propose(annee(fermetures=(le(0, 13),)), BUDGET)
    assert outcome.cause.exigences == (Requirement("jours_ouverts", ("A",)),)


def test_no_time_is_no_answer():
    outcome, report = propose(annee(), Budget(0))
    assert outcome == Unfinished()
    assert report is None


def test_sessions_that_nothing_tells_apart_keep_their_order():
    sessions = tuple(SessionPrevue(f"S{n}", "T") for n in range(4))
    outcome, _ = propose(annee(sessions=sessions), BUDGET)
    first_days = [s.jours[0] for s in outcome.programmation.sessions]
    assert first_days == sorted(first_days)


def test_candidats_alike_are_each_in_one_session_and_no_session_overflows():
    candidats = tuple(CandidatPrevu(f"C{n}", f"N{n}", "", "T", fin_formation=FORMATION) for n in range(9))
    outcome, _ = propose(annee(candidats=candidats), BUDGET)
    entered = [c for s in outcome.programmation.sessions for c in s.candidats]
    assert sorted(entered) == sorted(c.id for c in candidats)


def test_public_holidays_are_those_of_the_place():
    debut, fin = LUNDI.replace(month=1, day=1), LUNDI.replace(month=12, day=31)
    france, alsace, reunion = (public_holidays(d, debut, fin) for d in ("29", "67", "974"))
    assert LUNDI.replace(month=7, day=14) in france
    assert {(d.month, d.day) for d in set(alsace) - set(france)} == {(3, 26), (12, 26)}
    assert {(d.month, d.day) for d in set(reunion) - set(france)} == {(12, 20)}


def test_a_month_of_the_example_generator_is_read_as_the_same_year():
    assert year_of(12, 40, 20, 8) == year_of(12, 40, 20, 8)


@pytest.mark.proof
def test_a_year_of_forty_sessions_is_proposed_with_bounds():
    outcome, report = propose(year_of(), Budget(180))
    assert isinstance(outcome, Proposee)
    assert report.conforme
    assert report.niveaux[0].borne is not None
