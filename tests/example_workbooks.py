"""The workbooks of the example sessions and of the small ones of the benchmarks, written when one is first asked for."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.workbooks import small_cases, workbook_of

from example_sessions import EXAMPLES
from tpplanner.domain.session import Session
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

SMALL = {case.name: case for case in small_cases()}
"""Those of the benchmarks, by name of file."""


def example_workbook(session: Session) -> bytes:
    """The workbook of an example, as if it had been typed."""
    return workbook_bytes(session.referentiel, contents_of(session))


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="tpplanner-examples-")


@cache
def example(name: str) -> Path:
    """The file of that name, without its ``.xlsx``, in a folder of this process: to be read, not to be changed."""
    content = workbook_of(SMALL[name]) if name in SMALL else example_workbook(EXAMPLES[name]())
    path = Path(_folder().name) / f"{name}.xlsx"
    path.write_bytes(content)
    return path
