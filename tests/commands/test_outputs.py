"""What commands write: nothing of a plan that the check refuses, unless that is what is asked for."""

import pytest

from builders import cda, session
from tpplanner.audit import check
from tpplanner.commands.outputs import write_documents, write_excel
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.errors import Bug

SESSION = session(cda(), 2, 2)
NOBODY_PASSES = Plan(())
REPORT = check(SESSION, NOBODY_PASSES)


def a_planning(folder):
    write_excel(folder / "planning.xlsx", SESSION, Planned(NOBODY_PASSES, ()), REPORT)


def documents(folder):
    write_documents(folder / "documents", SESSION, NOBODY_PASSES, REPORT)


@pytest.mark.parametrize("write", [a_planning, documents])
def test_nothing_is_written_of_a_plan_that_the_check_refuses(tmp_path, write):
    with pytest.raises(Bug, match="only a plan that the check accepts"):
        write(tmp_path)
    assert not any(tmp_path.iterdir())
