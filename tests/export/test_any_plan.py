"""A plan need not respect any rule, nor be whole, to be written: a hand may have edited it."""

from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import plan_cda_trois, session
from export import rich
from tpplanner.audit import check
from tpplanner.domain.plan import Plan
from tpplanner.export.excel import write_affichage, write_planning
from tpplanner.export.tables import frames
from tpplanner.workbook.reader import read_session
from workbook.plans import plans

SESSIONS = (rich.deux_jurys(), rich.sur_postes(), rich.en_ccp(), rich.coupee())


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(SESSIONS))
def test_any_well_formed_plan_is_written_and_comes_back(tmp_path, data, base):
    plan = data.draw(plans(base))
    folder = Path(mkdtemp(dir=tmp_path))  # another session of before stays where it is
    path = write_planning(folder / "planning.xlsx", base, plan, check(base, plan)).path
    write_affichage(folder / "affichage.xlsx", base, plan)
    frames(base, plan)
    assert read_session(path).edite == (() if plan == Plan(()) else (plan,))


@pytest.mark.parametrize("champ", ["candidat", "epreuve"])
def test_a_name_that_the_session_does_not_know_is_written_as_it_is(tmp_path, champ):
    base, plan = session(), plan_cda_trois()
    etranger = replace(plan.passages[-1], **{champ: "INCONNU"})
    plan = replace(plan, passages=(*plan.passages, etranger))
    path = write_planning(tmp_path / "planning.xlsx", base, plan, check(session(), plan_cda_trois())).path
    write_affichage(tmp_path / "affichage.xlsx", base, plan)
    assert etranger in read_session(path).edite[0].passages


def test_an_empty_plan_is_written(tmp_path):
    base, plan = session(), Plan(())
    write_affichage(tmp_path / "affichage.xlsx", base, plan)
    path = write_planning(tmp_path / "planning.xlsx", base, plan, check(base, plan)).path
    assert read_session(path).edite == ()
