"""*Suivi des sujets* and *dates* count the same subjects: one a candidat and one or two more, for all the days together."""

import re
from dataclasses import replace

import pytest

from builders import jours
from export.dossiers import needs_poppler, pages_of
from export.rich import candidats, deux_jurys, en_ccp, plan_de, sur_postes
from tpplanner.audit import check
from tpplanner.domain.answers import NatureEcheance
from tpplanner.export.documents import Matter
from tpplanner.export.documents.pages import suivi_des_sujets
from tpplanner.year.echeances import echeancier

pytestmark = needs_poppler

SESSIONS = {
    "one day": (deux_jurys(6), 3),
    "two days": (replace(sur_postes(), jours=jours(3)), 2),
    "ccp": (en_ccp(), 2),
    "alone": (replace(deux_jurys(2), candidats=candidats(1)), 2),
}


@pytest.mark.parametrize("name", SESSIONS)
def test_both_tell_the_same_numbers(name):
    session, par_jury = SESSIONS[name]
    plan = plan_de(session, par_jury)
    paper = " ".join(pages_of(suivi_des_sujets(Matter(session, plan, check(session, plan)))))
    ordered = [e for e in echeancier(session).echeances if e.nature is NatureEcheance.DTE]
    of_paper = re.findall(r"(\d+) candidats?, soit (\d+) ou (\d+) sujets en tout", paper)
    told = " ".join(" ".join(e.precisions) for e in ordered)
    of_dates = re.findall(r"(\d+) ou (\d+)(?: :| pour) (\d+) candidats?", told)
    assert of_paper
    assert [(n, least, most) for least, most, n in of_dates] == of_paper


def test_the_spares_are_not_counted_again_for_each_day():
    session, par_jury = SESSIONS["two days"]
    plan = plan_de(session, par_jury)
    assert len({p.jour for p in plan.passages}) > 1
    paper = " ".join(pages_of(suivi_des_sujets(Matter(session, plan, check(session, plan)))))
    n = len(session.candidats)
    assert paper.count("sujets en tout") == 1
    assert f"{n} candidats, soit {n + 1} ou {n + 2} sujets en tout" in paper
    days = [int(k) for k in re.findall(r"(\d+) candidats? ce jour, sur 5 en tout", paper)]
    assert sum(days) == n
