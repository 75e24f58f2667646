"""The machine: a file opened with its own program, the folder of documents; what is told of it to whoever helps."""

import getpass
import os
import platform
import re
import struct
import subprocess
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from tpplanner.domain.answers import Planned
from tpplanner.errors import CannotWrite
from tpplanner.files.place import try_folder
from tpplanner.referentiels import find
from tpplanner.texts import page as textes
from tpplanner.version import __version__
from tpplanner.workbook.example import example_session


def open_with_own_program(path: Path) -> bool:
    """Open a file or a folder as a double click would; whether something was there to do it."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path)  # noqa: S606 - as a double click does
            return True
        return False
    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen(  # noqa: S603 - a file that we know, by the program that the system names
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def open_in_browser(page: Path) -> bool:
    """Show a file in the user's browser; whether there is one."""
    if sys.platform == "win32":
        return open_with_own_program(page)
    with suppress(webbrowser.Error, OSError):
        return webbrowser.open(page.as_uri())
    return False


def handing_folders() -> tuple[Path, ...]:
    """Where a file may lie for the user's browser, the first first.

    A browser installed as a snap reads neither hidden folders of the home, nor those of the session, nor */tmp*:
    under Linux it is *Documents*. Elsewhere no browser is kept from the folder of this user alone, and *Documents* may
    be shared or on a network.
    """
    return (documents_folder(), state_folder()) if sys.platform == "linux" else (state_folder(),)


def documents_folder() -> Path:
    """*Documents/tpplanner* of whoever uses this machine, wherever the system has put *Documents*."""
    return _documents() / "tpplanner"


def _documents() -> Path:
    if sys.platform == "win32":
        folder = _windows_documents()
        if folder is not None:
            return folder
    named = os.environ.get("XDG_DOCUMENTS_DIR")
    if named:
        return Path(named)
    return Path.home() / "Documents"


def _windows_documents() -> Path | None:
    """Where Windows says that *Documents* is: it may be on a network or in a cloud."""
    if sys.platform != "win32":
        return None
    import winreg

    folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folders) as key:
            return Path(os.path.expandvars(str(winreg.QueryValueEx(key, "Personal")[0])))
    except OSError:
        return None


def state_folder() -> Path:
    """Where a running page says how it is reached: of this user alone."""
    named = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_RUNTIME_DIR")
    if named:
        return Path(named) / "tpplanner"
    return Path.home() / (".tpplanner" if sys.platform == "win32" else ".cache/tpplanner")


def data_folder() -> Path:
    """Where the application keeps what is its own and not done yet: of this user and this machine alone."""
    if sys.platform == "win32":
        return state_folder()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tpplanner"
    named = os.environ.get("XDG_DATA_HOME")
    return (Path(named) if named else Path.home() / ".local" / "share") / "tpplanner"


# What whoever helps asks first: versions, paths, what can be written, whether the solver answers. Nothing personal.

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
    yield f"tpplanner {__version__}"
    for about, fact in _facts():
        yield f"{textes.LIGNES[about]} : {fact}"
    yield ", ".join(f"{name} {version(name)}" for name in SAID_FOR)
    yield f"{textes.LIGNES['calcul']} : {_solved()}"


def _facts() -> Iterator[tuple[str, str]]:
    yield "systeme", f"{platform.system()} {platform.release()} {platform.version()} ({platform.machine()})"
    yield "python", f"{platform.python_version()} ({struct.calcsize('P') * 8} bits), {hidden(Path(sys.executable))}"
    yield "processeurs", str(os.cpu_count())
    yield "console", f"{getattr(sys.stdout, 'encoding', None)}, {sys.getfilesystemencoding()}"
    yield "programme", hidden(Path(__file__).parents[1])
    for about, folder in (
        ("documents", documents_folder()),
        ("etat", state_folder()),
        ("donnees", data_folder()),
        ("temporaire", Path(tempfile.gettempdir())),
    ):
        yield about, textes.endroit(hidden(folder), _writing(folder))
    yield "ici", textes.endroit(textes.ICI, _writing(Path.cwd()))


def hidden(path: Path) -> str:
    """A path without the folder of whoever uses this machine, nor their name, nor the machine's."""
    full = path.resolve()
    home = Path.home().resolve()
    shown = f"~{os.sep}{full.relative_to(home)}" if full.is_relative_to(home) else str(full)
    for name in _names():
        shown = shown.replace(name, textes.MOI)
    return _CLOUD.sub("OneDrive", shown)


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

        outcome, report = plan(example_session(find("DWWM")), Budget(SECONDS, workers=WORKERS))
    except Exception as error:
        return textes.echec(type(error).__name__)
    if not isinstance(outcome, Planned) or report is None or not report.conforme:
        return textes.SANS_PLANNING
    return textes.conforme(f"{time.monotonic() - begun:.1f}".replace(".", ","))
