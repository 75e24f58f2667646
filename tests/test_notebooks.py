from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


@pytest.mark.parametrize("source", sorted(NOTEBOOKS.glob("*.py")), ids=lambda p: p.stem)
def test_the_notebook_runs_from_its_own_folder(source):
    notebook = jupytext.read(source)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    assert all(not any(o.output_type == "error" for o in c.get("outputs", [])) for c in notebook.cells)


@pytest.mark.parametrize("source", sorted(NOTEBOOKS.glob("*.py")), ids=lambda p: p.stem)
def test_the_ipynb_is_the_source(source):
    written = jupytext.read(source.with_suffix(".ipynb"))
    assert [c.source for c in written.cells] == [c.source for c in jupytext.read(source).cells]
