"""A session with a planning of two juries, on a served page: what the stories of moved passages begin from."""

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from builders import session
from change.test_retouches import DEUX_JURYS
from journees import journee
from served import served
from tpplanner.audit import check
from tpplanner.domain.answers import Planned
from tpplanner.steps import write_excel
from tpplanner.web.folders import ident
from tpplanner.workbook.template import write_session


@cache
def files():
    """The workbook of the session, and its planning: bytes by name."""
    s = session(nb_membres=4, nb_salles=2)
    plan = journee(s, DEUX_JURYS)
    with TemporaryDirectory() as folder:
        write_session(Path(folder) / "session.xlsx", s)
        write_excel(Path(folder) / "session-planning-v1.xlsx", s, Planned(plan, ()), check(s, plan))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@contextmanager
def a_planning(folder):
    """The page, and the path of version 1: C1 then C2 before jury J1, C3 before J2."""
    inside = folder / "CDA juin"
    inside.mkdir(parents=True)
    for name, content in files().items():
        (inside / name).write_bytes(content)
    with served(folder) as page:
        yield page, inside / "session-planning-v1.xlsx"


def version(path, number):
    """The planning of that version beside one."""
    return path.with_name(f"session-planning-v{number}.xlsx")


def address(path):
    """Where the page shows a planning."""
    return f"/planning/{ident(path)}"
