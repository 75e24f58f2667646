"""What would make an impossible event possible: each thing is enough, and the audit says so."""

from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, a, session
from edits import heures
from journees import TROIS, UN, journee
from tpplanner.audit import check
from tpplanner.change.events import Changed, changed
from tpplanner.change.statement import Statement, cures
from tpplanner.diagnosis.explain import impossible_days
from tpplanner.domain.answers import Infeasible
from tpplanner.domain.imprevus import Accord, CandidatAbsent, Decalage, Evenement, Prolongation
from tpplanner.solver import Budget

BUDGET = Budget(8, workers=1, reproducible=True)


FOURTH = UN.replace("9:00 QP C1", "").replace("C1", "C4")
"""A fourth candidat, who passes his orals on the next day."""


def late(minutes: int, maintenant: str):
    """Three candidats in a day that must end at 17:00, a fourth on the next; the jury runs late at that hour."""
    s = heures(session(candidats=4, nb_jours=2), fin=time(17))
    plan = journee(s, f"{TROIS}jour 2{FOURTH}", ("QP C1 C2 C3", "QP C1 C2 C3 C4"))
    ids = {c.nom_complet: c.id for c in s.candidats} | {m.nom_complet: m.id for m in s.membres}

    def understood(told: Statement) -> Changed:
        more: list[Evenement] = [CandidatAbsent(ids[nom]) for nom in told.candidats]
        more += [Prolongation(LUNDI, time(*map(int, told.fin.split("h"))))] if told.fin else []
        more += [Accord(ids[nom]) for nom in told.accords]
        return changed(s, plan, [*more, Decalage("J1", a(maintenant), minutes)], a(maintenant))

    return understood


@pytest.mark.parametrize(
    ("minutes", "maintenant", "options"),
    [
        (5, "14:45", {"--fin"}),
        (30, "12:40", {"--fin", "--accord"}),
    ],
    ids=["nobody who could pass otherwise", "the last one, on the next day"],
)
def test_each_cure_is_a_plan_of_the_event_with_what_it_asks_for(minutes, maintenant, options):
    understood = late(minutes, maintenant)
    outcome = impossible_days(understood(Statement()).session, BUDGET)
    assert isinstance(outcome, Infeasible)
    found = list(cures(understood, Statement(), outcome, BUDGET))
    assert {cure.options[0] for cure in found} >= options
    for cure in found:
        told = Statement()
        for option, value in zip(cure.options[::2], cure.options[1::2], strict=True):
            match option:
                case "--fin":
                    told = replace(told, fin=value)
                case "--accord":
                    told = replace(told, accords=(*told.accords, value))
                case _:
                    told = replace(told, candidats=(*told.candidats, value))
        assert check(understood(told).session, cure.plan).violations == ()
