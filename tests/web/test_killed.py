"""A server killed at any moment of a story: what was accepted is there when it opens again, and there is no litter."""

import os
import re
import shutil
import time
from random import Random

import pytest

from served import come_in
from tpplanner.errors import UserError
from tpplanner.pipeline import check_planning, new_workbook, solve_workbook
from tpplanner.solver import Budget
from tpplanner.web.folders import SessionFiles, ident
from web.lives import alive, opened, searches, until

pytestmark = [pytest.mark.proof, pytest.mark.skipif(os.name != "posix", reason="signals")]

KNOWN = re.compile(r"session(-planning-v\d+(-affichage)?)?\.xlsx|session-planning-v\d+-documents")
LONGEST = 4.0
"""Seconds from what is asked to the kill, at most: a search, or documents, take about as long."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A session and its first planning."""
    folder = tmp_path_factory.mktemp("begun")
    workbook = folder / "session.xlsx"
    new_workbook(workbook, "CDA", exemple=True)
    solve_workbook(workbook, Budget(2, workers=1, reproducible=True), SessionFiles(workbook).next_planning())
    return folder


def asked(rng, workbook, planning):
    """Something that a page may ask for: where, and with what."""
    return rng.choice(
        [
            (f"/session/{ident(workbook)}/calculer", {"secondes": "5"}),
            (f"/planning/{ident(planning)}/documents", {"pour": "affichage"}),
            (f"/planning/{ident(planning)}/imprevu", {"qui": "absent:GARNIER Paul", "jour": "14/06/2027"}),
        ]
    )


@pytest.mark.parametrize("seed", range(50))
def test_nothing_that_was_accepted_is_lost(tmp_path, begun, seed):
    rng = Random(seed)  # noqa: S311 - which moment
    folder = shutil.copytree(begun, tmp_path / "session")
    workbook, planning = folder / "session.xlsx", folder / "session-planning-v1.xlsx"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with opened(tmp_path, workbook) as (process, address):
        visitor = come_in(address)
        where, told = asked(rng, workbook, planning)
        status, headers, _ = visitor.post(where, told)
        assert status == 303
        time.sleep(rng.uniform(0, LONGEST))
        accepted = "Planning écrit" in (text := visitor.get(headers["location"])[2]) or "sont faits" in text
        pids = searches(process.pid)
        process.kill()
        process.wait()
    until(lambda: not any(map(alive, pids)))
    now = {path.name: path for path in folder.iterdir()}
    assert [name for name in now if not KNOWN.fullmatch(name)] == []
    assert {name: now[name].read_bytes() for name in before} == before
    new = [path for name, path in now.items() if name not in before and path.is_file()]
    assert [path for path in new if "affichage" not in path.name and not _sound(path)] == []
    assert new or not accepted or (folder / "session-planning-v1-documents").is_dir()
    with opened(tmp_path, workbook) as (_, address):
        assert come_in(address).get(f"/session/{ident(workbook)}")[0] == 200


def _sound(planning):
    try:
        return check_planning(planning).report.conforme
    except UserError:
        return False
