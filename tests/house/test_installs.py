"""The wheel that `make dist` makes, in an empty environment of each Python that is here: the command, a plan, the page.

A Python that is nowhere on the PATH is skipped, by its name.
"""

import os
import shutil
import subprocess
import sys

import pytest
from regenerate import ROOT

from example_workbooks import example
from served import come_in
from tpplanner import __version__
from web.lives import address_told

WHEEL = ROOT / "dist" / f"tpplanner-{__version__}-py3-none-any.whl"

pytestmark = [pytest.mark.proof, pytest.mark.skipif(not WHEEL.is_file(), reason="not built: make dist")]


class Newcomer:
    """Somebody without anything installed, in a home of their own."""

    def __init__(self, home):
        self.home = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG", "VIRTUAL"))}
        self.environment = {**kept, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LC_ALL": "C.UTF-8"}

    def done(self, *command):
        """What a command says, once it has ended well."""
        told = {"capture_output": True, "encoding": "utf-8"}
        ran = subprocess.run([*map(str, command)], cwd=self.home, env=self.environment, check=False, **told)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def environment_of(self, python):
        """The folder of the commands of an empty environment."""
        self.done(python, "-m", "venv", "venv")
        return self.home / "venv" / "bin"

    def uses(self, tpplanner):
        """Ask the installed command for help, for a plan, for its check and for the page."""
        assert "Utilisation" in self.done(tpplanner, "--help")
        session = example("cda-12-candidats")
        self.done(tpplanner, "solve", session, "-o", "planning.xlsx", "--time-limit", "120")
        self.done(tpplanner, "check", "planning.xlsx")
        command = [tpplanner, "ouvrir", "--sans-navigateur"]
        with subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True) as page:
            assert come_in(address_told(page)).get("/")[0] == 200
            self.done(tpplanner, "ouvrir", "--fermer")


def runs(python):
    """Whether that Python is here: a name may stand for one that is not chosen."""
    there = shutil.which(python)
    return there is not None and subprocess.run([there, "--version"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("python", ["python3.11", "python3.12", "python3.13", "python3.14"])
def test_the_wheel_works_in_an_empty_environment(tmp_path, python):
    if not runs(python):
        pytest.skip(f"not installed: {python}")
    newcomer = Newcomer(tmp_path)
    commands = newcomer.environment_of(shutil.which(python))
    newcomer.done(commands / "pip", "install", "-q", WHEEL)
    newcomer.uses(commands / "tpplanner")


@pytest.mark.parametrize("tool", [("uv", "tool"), ("pipx",)], ids="-".join)
def test_the_command_of_the_docs_installs_it_and_takes_it_away(tmp_path, tool):
    newcomer = Newcomer(tmp_path)
    commands = newcomer.environment_of(sys.executable)
    newcomer.done(commands / "pip", "install", "-q", tool[0])
    install = [commands / tool[0], *tool[1:]]
    newcomer.done(*install, "install", "--python", sys.executable, WHEEL)
    tpplanner = tmp_path / ".local" / "bin" / "tpplanner"
    newcomer.uses(tpplanner)
    newcomer.done(*install, "uninstall", "tpplanner")
    assert not tpplanner.exists()
