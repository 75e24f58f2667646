"""What whoever helps asks first: versions, paths, what can be written, whether the solver answers. Nothing personal."""

import getpass
import os
import platform
import re
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import tpplanner
from tpplanner.domain.answers import Planned
from tpplanner.errors import CannotWrite
from tpplanner.export.files import try_folder
from tpplanner.referentiels import find
from tpplanner.texts import page as textes
from tpplanner.web.machine import documents_folder, state_folder
from tpplanner.workbook.example import example_session

SECONDS = 30.0
"""For the solver's own test, at most: it takes one, and a slow machine must not be told that something is wrong."""

WORKERS = 2
"""Of that test: a small machine has no more."""

SAID_FOR = ("ortools", "numpy", "pandas", "openpyxl", "xlsxwriter", "typst", "python-docx", "starlette", "uvicorn")
"""The libraries whose versions matter when something fails."""


def diagnose() -> Iterator[str]:
    """The lines of a diagnostic, the slowest last."""
    yield textes.ENTETE
    yield ""
    yield f"tpplanner {tpplanner.__version__}"
    for about, told in _facts():
        yield f"{textes.LIGNES[about]} : {told}"
    yield ", ".join(f"{name} {version(name)}" for name in SAID_FOR)
    yield f"{textes.LIGNES['calcul']} : {_solved()}"


def _facts() -> Iterator[tuple[str, str]]:
    yield "systeme", f"{platform.system()} {platform.release()} {platform.version()} ({platform.machine()})"
    yield "python", f"{platform.python_version()} ({struct.calcsize('P') * 8} bits), {hidden(Path(sys.executable))}"
    yield "processeurs", str(os.cpu_count())
    yield "console", f"{getattr(sys.stdout, 'encoding', None)}, {sys.getfilesystemencoding()}"
    yield "programme", hidden(Path(tpplanner.__file__).parent)
    for about, folder in (
        ("documents", documents_folder()),
        ("etat", state_folder()),
        ("temporaire", Path(tempfile.gettempdir())),
    ):
        yield about, textes.endroit(hidden(folder), _writing(folder))
    yield "ici", textes.endroit(textes.ICI, _writing(Path.cwd()))


def hidden(path: Path) -> str:
    """A path without the folder of whoever uses this machine, nor their name, nor the machine's."""
    full = path.resolve()
    home = Path.home().resolve()
    told = f"~{os.sep}{full.relative_to(home)}" if full.is_relative_to(home) else str(full)
    for name in _names():
        told = told.replace(name, textes.MOI)
    return _CLOUD.sub("OneDrive", told)


_CLOUD = re.compile(r"OneDrive - [^/\\]+")
"""A cloud drive is called after whom it belongs to."""


def _names() -> Iterator[str]:
    """Names that a path may hold: of the user, of the machine."""
    with suppress(OSError, KeyError, ImportError):  # a system that knows no user by name
        yield getpass.getuser()
    if platform.node():
        yield platform.node()


def _writing(folder: Path) -> str:
    """Whether files can be put there; the nearest folder above is tried where it is not made yet, and stays."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    try:
        try_folder(there)
    except CannotWrite as refused:
        (issue,) = refused.issues
        return f"{textes.SANS_ECRITURE} : {issue.hint}"
    return textes.ECRITURE if there == folder else f"{textes.ECRITURE} ({textes.ABSENT})"


def _solved() -> str:
    """How the solver answers for a session of invented people."""
    begun = time.monotonic()
    try:
        from tpplanner.planner import plan
        from tpplanner.solver import Budget

        outcome, report = plan(example_session(find("CDA")), Budget(SECONDS, workers=WORKERS))
    except Exception as error:
        return textes.echec(type(error).__name__)
    if not isinstance(outcome, Planned) or report is None or not report.conforme:
        return textes.SANS_PLANNING
    return textes.conforme(f"{time.monotonic() - begun:.1f}".replace(".", ","))
