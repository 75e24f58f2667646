"""The notebooks run, and what stands in the .ipynb is their source."""

import runpy
import shutil
from pathlib import Path

import jupytext
import matplotlib as mpl
import pytest
from nbclient import NotebookClient

import tpplanner
from example_workbooks import example
from tpplanner.planner import judged
from tpplanner.solver import first_plan

SOURCES = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))

NAMED = ("cda-12-candidats", "dwwm-30-candidats")


@pytest.fixture
def folder(tmp_path):
    """One beside ``data``, as theirs is after ``make examples``."""
    for name in ("data", "notebooks"):
        (tmp_path / name).mkdir()
    for name in NAMED:
        shutil.copy(example(name), tmp_path / "data")
    return tmp_path / "notebooks"


every_notebook = pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)


QUICK = "decouverte"
"""The first that one opens; the others are proofs."""


@pytest.mark.parametrize(
    "source", [pytest.param(p, id=p.stem, marks=[pytest.mark.proof] if p.stem != QUICK else []) for p in SOURCES]
)
def test_the_code_of_the_notebook_runs(source, folder, monkeypatch):
    """Cell after cell, with the first plan that is found for each session: any will do."""
    brief = tpplanner.Budget(1, workers=1, reproducible=True)
    monkeypatch.setattr(tpplanner, "solve", lambda session, _: judged(session, first_plan(session, brief)))
    monkeypatch.chdir(folder)
    with mpl.rc_context({"backend": "agg"}):
        assert "tpplanner" in runpy.run_path(str(source))


@pytest.mark.proof
@every_notebook
def test_the_notebook_runs_from_its_own_folder(source, folder):
    notebook = jupytext.read(source)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    assert all(not any(o.output_type == "error" for o in c.get("outputs", [])) for c in notebook.cells)


@every_notebook
def test_the_ipynb_is_the_source(source):
    written = jupytext.read(source.with_suffix(".ipynb"))
    assert [c.source for c in written.cells] == [c.source for c in jupytext.read(source).cells]
