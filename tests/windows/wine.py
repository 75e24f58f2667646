"""tpplanner installed under Wine, as Windows would have it, and what is asked of it there."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from regenerate import ROOT

from served import come_in
from tpplanner import __version__
from tpplanner.web.guard.calling import OPEN, call
from web.lives import address_told, until

BUILT = ROOT / "build" / "windows"
SETUP = BUILT / f"tpplanner-{__version__}-setup.exe"
ARCHIVE = BUILT / f"tpplanner-{__version__}-windows.zip"
CONTENTS = BUILT / f"tpplanner-{__version__}-contenu.txt"
SECONDS = 600
"""For one command, on a machine that others use."""

needs_wine = [
    pytest.mark.proof,
    pytest.mark.deep,
    pytest.mark.skipif(shutil.which("wine") is None, reason="not installed: wine"),
    pytest.mark.skipif(not SETUP.is_file(), reason="not built: make windows"),
]


def hashes():
    """What the list of contents says: paths in the folder, each with its hash."""
    lines = (line.split("  ", 1) for line in CONTENTS.read_text(encoding="utf-8").splitlines())
    return {path: told for told, path in lines}


def not_of_this_code():
    """The modules of tpplanner that were built of another code than the one that stands here."""
    told, source = hashes(), ROOT / "src"
    return [
        path.name
        for path in (source / "tpplanner").rglob("*.py")
        if told.get(f"tpplanner/programme/site/{path.relative_to(source).as_posix()}")
        != hashlib.sha256(path.read_bytes()).hexdigest()
    ]


class Windows:
    """A Windows of somebody called Zoé d'Été, whose drive C: is a folder here."""

    def __init__(self, home):
        self.home = home
        self.drive = home / "prefix" / "drive_c"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "HOME": str(home),
            "USER": "Zoé d'Été",
            "WINEPREFIX": str(home / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
            "XDG_RUNTIME_DIR": str(home),
            "LC_ALL": "C.UTF-8",
            "DISPLAY": "",
        }
        self.run("wineboot", "--init")

    @property
    def user(self):
        """The folder of the user's own."""
        (folder,) = (path for path in (self.drive / "users").iterdir() if path.name != "Public")
        return folder

    def start(self, program, *arguments, cwd=None, through=()):
        """A program, begun; `through`: commands of this machine that limit what it may use."""
        command = [*through, "wine", str(program), *map(str, arguments)]
        pipe = subprocess.PIPE
        told = {"stdout": pipe, "stderr": pipe, "encoding": "utf-8", "errors": "replace"}  # Wine's own speak cp850
        return subprocess.Popen(command, cwd=cwd or self.home, env=self.environment, **told)

    def run(self, program, *arguments, cwd=None, through=()):
        """A program, once it has ended: its exit code, what it said, and what went wrong."""
        process = self.start(program, *arguments, cwd=cwd, through=through)
        out, err = process.communicate(timeout=SECONDS)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def registry(self, key):
        """What stands in the user's registry under a key; empty where it is not there."""
        found = self.run("reg", "query", f"HKCU\\{key}", "/s")
        return found.stdout if found.returncode == 0 else ""

    def end(self):
        """Stop every program of this Windows."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)
        subprocess.run(["wineserver", "-w"], env=self.environment, check=False, timeout=SECONDS)


class Installed:
    """tpplanner in a folder of a Windows."""

    def __init__(self, windows, folder):
        self.windows, self.folder = windows, folder

    def __call__(self, *arguments, cwd=None):
        """The command, once it has ended."""
        return self.windows.run(self.folder / "tpplanner.exe", *arguments, cwd=cwd)

    @contextmanager
    def page(self, *arguments):
        """The page of whoever is there, and its address."""
        process = self.windows.start(self.folder / "tpplanner.exe", "ouvrir", "--sans-navigateur", *arguments)
        try:
            yield come_in(address_told(process), SECONDS)
        finally:
            self("ouvrir", "--fermer")
            process.communicate(timeout=SECONDS)

    def page_of_the_double_click(self):
        """A visitor of the page that runs without a console: its state tells where it is."""
        state = self.windows.user / "AppData" / "Local" / "tpplanner" / "page.json"
        until(state.is_file, SECONDS)
        told = json.loads(state.read_text(encoding="utf-8"))
        return come_in(call(told["port"], told["cle"], OPEN), SECONDS)


def silently_installed(windows):
    """The installer, run without a word, for a user whose name has spaces and accents."""
    done = windows.run(SETUP, "/S")
    assert done.returncode == 0, done.stderr
    return Installed(windows, windows.user / "AppData" / "Local" / "Programs" / "tpplanner")


def inside(path):
    """How Windows names a path of this machine."""
    return "Z:" + str(path).replace("/", "\\")


def plain(text):
    """Without the spaces that French sets before its signs."""
    return re.sub("[\u00a0\u202f]", " ", text)
