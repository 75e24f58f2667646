"""The notebooks run, and what stands in the .ipynb is their source."""

import runpy
from pathlib import Path

import jupytext
import matplotlib as mpl
import pytest
from nbclient import NotebookClient

import tpplanner

SOURCES = sorted((Path(__file__).parents[1] / "notebooks").glob("*.py"))

every_notebook = pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)


@every_notebook
def test_the_code_of_the_notebook_runs(source, monkeypatch):
    """Cell after cell, with little time for each search: any plan will do."""
    solve = tpplanner.solve
    brief = tpplanner.Budget(0.2, workers=1, reproducible=True)
    monkeypatch.setattr(tpplanner, "solve", lambda session, _: solve(session, brief))
    monkeypatch.chdir(source.parent)
    with mpl.rc_context({"backend": "agg"}):
        assert "tpplanner" in runpy.run_path(str(source))


@pytest.mark.proof
@every_notebook
def test_the_notebook_runs_from_its_own_folder(source):
    notebook = jupytext.read(source)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(source.parent)}}).execute()
    assert all(not any(o.output_type == "error" for o in c.get("outputs", [])) for c in notebook.cells)


@every_notebook
def test_the_ipynb_is_the_source(source):
    written = jupytext.read(source.with_suffix(".ipynb"))
    assert [c.source for c in written.cells] == [c.source for c in jupytext.read(source).cells]
