"""The wheel that `make dist` makes, in an empty environment of each Python that is here: the command, a plan, the page."""

import shutil
import subprocess

import pytest
from regenerate import ROOT

from served import come_in
from tpplanner import __version__
from web.lives import address_told

WHEEL = ROOT / "dist" / f"tpplanner-{__version__}-py3-none-any.whl"

pytestmark = [pytest.mark.proof, pytest.mark.skipif(not WHEEL.is_file(), reason="not built: make dist")]


def runs(python):
    """Whether that Python is here: a name may stand for one that is not chosen."""
    there = shutil.which(python)
    return there is not None and subprocess.run([there, "--version"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("python", ["python3.11", "python3.12", "python3.13", "python3.14"])
def test_the_wheel_works_in_an_empty_environment(tmp_path, python):
    if not runs(python):
        pytest.skip(f"not installed: {python}")
    home = tmp_path / "home"
    home.mkdir()
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": str(home)}

    def done(*command):
        ran = subprocess.run(
            [*map(str, command)], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    subprocess.run([shutil.which(python), "-m", "venv", tmp_path / "venv"], check=True)
    subprocess.run([tmp_path / "venv" / "bin" / "pip", "install", "-q", WHEEL], check=True)
    tpplanner = tmp_path / "venv" / "bin" / "tpplanner"
    assert "Utilisation" in done(tpplanner, "--help")
    done(tpplanner, "solve", ROOT / "data" / "cda-12-candidats.xlsx", "-o", "planning.xlsx", "--time-limit", "20")
    done(tpplanner, "check", "planning.xlsx")
    command = [tpplanner, "ouvrir", "--sans-navigateur"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as page:
        assert come_in(address_told(page)).get("/")[0] == 200
        done(tpplanner, "ouvrir", "--fermer")
