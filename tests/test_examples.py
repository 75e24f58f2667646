"""The example workbooks: each is what the code says it is, is planned, and its plan keeps every rule."""

from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest

from example_sessions import EXAMPLES
from example_workbooks import example
from proofs import mostly_proofs
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.solver import Budget
from tpplanner.workbook.reader import read_session

QUICK = ("ec-8-candidats", "agrement-cda")

PROVEN = {
    "cda-12-candidats": [8, 2, 0, 1880],
    "gcf-10-candidats": [4, 2, 0, 1030, 20, 0],
    "ec-8-candidats": [8, 2, 0, 1775, 8, 0],
    "agrement-cda": [4, 2, 0, 920, 9, 425],
    "cda-ccp": [4, 1, 0, 855, 7],
    "dwwm-30-candidats": [],
    "ecsr-12-candidats": [],
}
"""What the first levels of each are proven to cost at least, so far, beside what their posters ask for."""

LONGEST_STRETCH = timedelta(hours=4)
FREE = timedelta(minutes=20)


def busy(plan: Plan) -> dict[tuple[str, date], list[tuple[datetime, datetime]]]:
    """When each jury works on candidats, a day."""
    spans: dict[tuple[str, date], list[tuple[datetime, datetime]]] = defaultdict(list)
    for passage in plan.passages:
        for partie in passage.parties:
            if partie.jury:
                spans[partie.jury, passage.jour].append((partie.debut, partie.fin))
    for travail in (t for t in plan.travaux if t.candidat):
        spans[travail.jury, travail.debut.date()].append((travail.debut, travail.fin))
    return spans


def longest_stretch(spans: list[tuple[datetime, datetime]]) -> timedelta:
    """The longest time without twenty minutes free."""
    longest, (start, end) = timedelta(), min(spans)
    for debut, fin in sorted(spans):
        if debut - end >= FREE:
            start = debut
        end = max(end, fin) if debut - end < FREE else fin
        longest = max(longest, end - start)
    return longest


def solved(name: str, budget: Budget) -> None:
    """Plan an example and look at what comes out."""
    reading = read_session(example(name))
    outcome, report = solve_session(reading.session, budget)
    assert isinstance(outcome, Planned)
    assert report is not None
    assert report.conforme
    proven = PROVEN[name]
    assert [n.valeur - n.affiche for n in report.niveaux[: len(proven)]] == proven
    assert all(n.prouve_sans_affiche for n in report.niveaux[: len(proven)])
    assert all(longest_stretch(spans) <= LONGEST_STRETCH for spans in busy(outcome.plan).values())


@pytest.mark.parametrize("name", mostly_proofs(EXAMPLES, "cda-12-candidats", "cda-ccp", "agrement-cda"))
def test_the_workbook_says_what_the_example_says(name):
    reading = read_session(example(name))
    assert reading.session == EXAMPLES[name]()
    assert reading.avertissements == ()


@pytest.mark.parametrize("name", QUICK)
def test_a_quick_example_is_planned_and_proven(name):
    solved(name, Budget(120, workers=1, reproducible=True))


@pytest.mark.proof
@pytest.mark.parametrize("name", [n for n in EXAMPLES if n not in QUICK])
def test_every_other_example_is_planned(name):
    solved(name, Budget(180, workers=2))
