"""Documents of a plan that a hand edited: it need not respect any rule, nor be whole, to be told."""

from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import plan_cda_trois, session
from export import rich
from proofs import mostly_proofs
from tpplanner import write_documents
from tpplanner.audit import check
from tpplanner.domain.plan import Plan
from tpplanner.export.dossier import DOCUMENTS
from workbook.plans import plans

SESSIONS = (rich.deux_jurys(), rich.sur_postes(), rich.en_ccp(), rich.coupee())


def write(folder, base, plan, report=None):
    report = report or check(base, plan)
    return write_documents(folder, base, plan, report, malgre_manquements=True).fichiers


@settings(max_examples=1, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(SESSIONS))
def test_any_well_formed_plan_has_its_documents(tmp_path, data, base):
    assert len(write(Path(mkdtemp(dir=tmp_path)), base, data.draw(plans(base)))) >= len(DOCUMENTS) - 10


@pytest.mark.parametrize("champ", mostly_proofs(["candidat", "epreuve"], "epreuve"))
def test_a_name_that_the_session_does_not_know_is_told_as_it_is(tmp_path, champ):
    base, plan = session(), plan_cda_trois()
    strangers = [replace(p, **{champ: "INCONNU"}) for p in (plan.passages[0], plan.passages[-1])]
    plan = replace(plan, passages=(*plan.passages, *strangers))
    assert write(tmp_path / "d", base, plan, check(session(), plan_cda_trois()))


def test_an_empty_plan_has_documents_too(tmp_path):
    assert write(tmp_path / "d", session(), Plan(()))
