"""What is built for Windows, installed under Wine by its installer: every command, the page, its removal."""

import json
import os
import re
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest
from benchmarks.sessions import FAMILY
from benchmarks.workbooks import workbook_of
from regenerate import ROOT

sys.path.append(str(ROOT / "scripts" / "windows"))

import build

from example_workbooks import example
from tpplanner.commands.check import check_planning
from tpplanner.files.names import file_name, free_name
from tpplanner.workbook.reader import read_session
from web.forms import filled
from web.lives import until
from windows.wine import (
    ARCHIVE,
    SECONDS,
    Installed,
    Windows,
    hashes,
    inside,
    needs_wine,
    not_of_this_code,
    plain,
    silently_installed,
)

pytestmark = needs_wine

SESSION = read_session(example("cda-12-candidats")).session
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\tpplanner"
OPEN = r"Software\Classes\SystemFileAssociations\.xlsx\shell\tpplanner"


@pytest.fixture(scope="module")
def windows(tmp_path_factory):
    there = Windows(tmp_path_factory.mktemp("windows"))
    yield there
    there.end()


@pytest.fixture(scope="module")
def tpplanner(windows):
    assert not_of_this_code() == [], "built of other code: make windows"
    return silently_installed(windows)


@pytest.fixture(scope="module")
def begun(windows, tpplanner):
    """A folder with a session and its planning, made under Wine."""
    folder = windows.user / "Documents" / "Séances d'été"
    folder.mkdir(parents=True)
    shutil.copy(example("cda-12-candidats"), folder / "session.xlsx")
    shutil.copy(example("a-S-infeasible-1"), folder / "impossible.xlsx")
    (folder / "lot").mkdir()
    for name in ("R08-un-candidat-cda", "R18-dispense-ec"):
        shutil.copy(example(name), folder / "lot")
    done = tpplanner("solve", "session.xlsx", "--time-limit", 120, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert tpplanner("init", "annee.xlsx", "--annee", 2027, "--exemple", cwd=folder).returncode == 0
    return folder


def on_linux(*arguments, cwd):
    """The same command, here."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "tpplanner", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_what_is_installed_is_what_the_list_of_contents_says(tpplanner):
    told = {path.removeprefix("tpplanner/") for path in hashes() if path.startswith("tpplanner/")}
    there = {path.relative_to(tpplanner.folder).as_posix() for path in tpplanner.folder.rglob("*") if path.is_file()}
    assert {path for path in there if "__pycache__" not in path} == told | {"desinstaller.exe"}


@pytest.mark.parametrize("name", ["cda-12-candidats", "ec-8-candidats", "gcf-10-candidats", "cda-ccp"])
def test_levels_that_are_proven_are_those_of_linux(windows, tpplanner, tmp_path, name):
    """`cda-ccp` is not wholly proven in that time: what both have proven is the same."""
    folder = windows.drive / f"{name} é"
    folder.mkdir()
    asked = ("solve", "session.xlsx", "--json", "--time-limit", 120)
    levels = []
    for place, command in ((folder, tpplanner), (tmp_path, on_linux)):
        shutil.copy(example(name), place / "session.xlsx")
        done = command(*asked, cwd=place)
        assert done.returncode == 0, done.stderr
        levels.append({n["nom"]: n["valeur"] for n in json.loads(done.stdout)["niveaux"] if n["prouve"]})
    both = levels[0].keys() & levels[1].keys()
    assert len(both) >= 2, levels
    assert {name: levels[0][name] for name in both} == {name: levels[1][name] for name in both}
    assert check_planning(folder / "planning.xlsx").report.conforme


MEMBRE, CANDIDAT = SESSION.membres[0].nom_complet, SESSION.candidats[0].nom_complet
JOUR = f"{SESSION.jours[0].date:%d/%m/%Y}"

COMMANDS = {
    "init": ["essai.xlsx", "--titre", "DWWM", "--exemple"],
    "titres": [],
    "check": ["planning.xlsx"],
    "explain": ["impossible.xlsx", "--time-limit", "60"],
    "replan": ["planning.xlsx", "--absent", MEMBRE, "--jour", JOUR, "-o", "refait.xlsx"],
    "planb": ["planning.xlsx", "--time-limit", "60"],
    "export": ["planning.xlsx", "-o", "dossier"],
    "dates": ["planning.xlsx", "--calendrier", "session.ics"],
    "places": ["planning.xlsx", CANDIDAT],
    "lot": ["lot", "--time-limit", "30"],
    "annee": ["annee.xlsx"],
}
"""Each command of the guide but `solve` and `ouvrir`, which have tests of their own."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_ends_as_on_linux_and_writes_the_same_files(begun, tpplanner, tmp_path, command):
    here = shutil.copytree(begun, tmp_path / "ici")
    there = shutil.copytree(begun, begun.with_name(f"{begun.name} {command}"))
    told = tpplanner(command, *COMMANDS[command], cwd=there)
    expected = on_linux(command, *COMMANDS[command], cwd=here)
    assert told.returncode == expected.returncode, told.stderr
    assert "Traceback" not in told.stderr
    assert written(there) == written(here)
    for path in set(written(there)) - set(written(begun)):
        assert (there / path).stat().st_size > 0, path


def written(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_first_planning_is_made_on_the_page(windows, tpplanner):
    with tpplanner.page() as page:
        status, headers, _ = filled(page).press("calculer")
        assert status == 303
        search = headers["location"]
        until(lambda: (now := page.get(search))[0] == 303 or "Arrêter et garder ce planning" in now[2], SECONDS)
        page.post(f"{search}/arreter")
        planning = until(lambda: page.get(search)[1].get("location", ""), SECONDS).partition("?")[0]
        assert "Aucun manquement" in plain(page.get(planning)[2])
        status, headers, _ = page.post(f"{planning}/documents", {"pour": "affichage"})
        assert status == 303
        until(lambda: "Les documents sont faits" in page.get(headers["location"])[2], SECONDS)
    (session,) = (windows.user / "Documents" / "tpplanner").iterdir()
    planning = session / "session-planning-v1.xlsx"
    assert check_planning(planning).report.conforme
    assert list((session / "session-planning-v1-documents").rglob("*.pdf"))


def test_a_double_click_opens_the_page_and_a_second_one_the_workbook(windows, tpplanner, begun):
    first = windows.start(tpplanner.folder / "tpplanner-page.exe")
    page = tpplanner.page_of_the_double_click()
    assert "Nouvelle session" in page.get("/")[2]
    again = windows.run(tpplanner.folder / "tpplanner-page.exe", begun / "session.xlsx")
    assert again.returncode == 0
    assert tpplanner("ouvrir", "--fermer").returncode == 0
    first.communicate(timeout=60)
    assert first.returncode == 0


@pytest.mark.usefixtures("tpplanner")
def test_the_explorer_offers_to_open_a_workbook_without_taking_it_from_excel(windows):
    assert "Ouvrir avec tpplanner" in windows.registry(OPEN)
    assert r'\AppData\Local\Programs\tpplanner\tpplanner-page.exe" "%1"' in windows.registry(OPEN)
    assert windows.registry(r"Software\Classes\.xlsx") == ""


def test_removal_takes_all_away_but_what_the_user_made(tmp_path):
    windows = Windows(tmp_path)
    tpplanner = silently_installed(windows)
    kept = [windows.user / "Documents" / "tpplanner" / "à moi.xlsx", tpplanner.folder / "à moi aussi.xlsx"]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(example("cda-12-candidats"), path)
    menu = windows.user / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "tpplanner"
    assert len(list(menu.iterdir())) == 3
    assert "tpplanner" in windows.registry(UNINSTALL)
    windows.run(tpplanner.folder / "desinstaller.exe", "/S")
    until(lambda: not menu.exists() and not windows.registry(UNINSTALL), SECONDS)
    assert [path.name for path in tpplanner.folder.iterdir()] == ["à moi aussi.xlsx"]
    assert windows.registry(OPEN) == ""
    assert all(path.is_file() for path in kept)
    windows.end()


# Habits of Windows.


def test_a_console_without_utf8_still_gets_french_and_the_solver_answers(tpplanner):
    """Wine's console has cp850 here."""
    told = tpplanner("diagnostic").stdout
    assert "Calcul d'essai : un planning trouvé et contrôlé" in told
    assert "Zoé" not in told


def test_names_that_windows_refuses_are_written_under_others(windows, tpplanner):
    """Each name is made as those of documents are, then made a file by Windows; names that differ by case are two."""
    taken = set()
    names = [
        free_name(file_name(name), "txt", taken) for name in ("CON", "nul", "fin.", "a:b?", "Zoé", "ZOÉ", "com1.x")
    ]
    code = "import pathlib, sys\nfor n in sys.argv[1:]: pathlib.Path(n).write_text(n, encoding='utf-8')"
    folder = windows.drive / "noms"
    folder.mkdir()
    python = tpplanner.folder / "programme" / "python.exe"
    done = windows.run(python, "-X", "utf8", "-c", code, *names, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {n: n for n in names}


def test_a_planning_held_open_is_left_and_the_new_one_stands_beside(windows, tpplanner, begun):
    """As Excel holds it: nobody else may write it or take it away."""
    folder = shutil.copytree(begun, begun.with_name("tenu"))
    code = (
        "import ctypes, sys\n"
        "handle = ctypes.windll.kernel32.CreateFileW('planning.xlsx', 0x80000000, 1, None, 3, 0, None)\n"
        "print('tenu' if handle not in (-1, 0) else 'libre', flush=True)\n"
        "sys.stdin.read()\n"
    )
    before = (folder / "planning.xlsx").read_bytes()
    python = tpplanner.folder / "programme" / "python.exe"
    command = ["wine", str(python), "-c", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=windows.environment, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout.readline().strip() == "tenu"
        done = tpplanner("solve", "session.xlsx", "--time-limit", 120, cwd=folder)
        holder.communicate("")
    assert done.returncode == 0, done.stderr
    assert "planning (2).xlsx" in done.stderr
    assert (folder / "planning.xlsx").read_bytes() == before
    assert check_planning(folder / "planning (2).xlsx").report.conforme


def test_documents_moved_to_another_drive_hold_the_sessions(windows, tpplanner, tmp_path):
    """As the registry tells where *Documents* is; there, Z: is this machine's disk."""
    moved = tmp_path / "réseau"
    moved.mkdir()
    key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    place = "Z:" + str(moved).replace("/", "\\")
    before = windows.registry(key.removeprefix("HKCU\\"))
    assert windows.run("reg", "add", key, "/v", "Personal", "/t", "REG_EXPAND_SZ", "/d", place, "/f").returncode == 0
    try:
        with tpplanner.page() as page:
            assert page.post("/sessions", {"nom": "CDA", "titre": "CDA-04", "exemple": "on"})[0] == 303
    finally:
        old = re.search(r"Personal\s+REG_\w+\s+(.*)", before)
        value = old[1].strip() if old else r"%USERPROFILE%\Documents"
        windows.run("reg", "add", key, "/v", "Personal", "/t", "REG_EXPAND_SZ", "/d", value, "/f")
    assert (moved / "tpplanner" / "CDA" / "session.xlsx").is_file()


def test_a_path_longer_than_200_characters_is_written(windows, tpplanner, begun):
    folder = windows.drive / ("dossier très long " * 6).strip() / ("un autre dossier " * 6).strip()
    folder.mkdir(parents=True)
    shutil.copy(begun / "session.xlsx", folder)
    assert len(str(folder.relative_to(windows.drive))) > 200
    done = tpplanner("solve", "session.xlsx", "--time-limit", 120, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert check_planning(folder / "planning.xlsx").report.conforme


SMALL = ("prlimit", f"--as={2 << 30}", "taskset", "--cpu-list", "0")
"""What is left of 4 GB beside Windows and a browser, and one core."""


@pytest.mark.parametrize("session", ["cda-12-candidats", "a-XL-tight-1"])
def test_a_machine_with_one_core_and_4_gb_plans(windows, tpplanner, session):
    """12 candidats, and 60: Python is told of one core too, since Wine counts those that there are."""
    folder = windows.drive / f"petit {session}"
    folder.mkdir()
    made = workbook_of(FAMILY[session]) if session in FAMILY else example(session).read_bytes()
    (folder / "session.xlsx").write_bytes(made)
    python = tpplanner.folder / "programme" / "python.exe"
    asked = ("-X", "utf8", "-X", "cpu_count=1", "-m", "tpplanner", "solve", "session.xlsx", "--time-limit", 60)
    done = windows.run(python, *asked, cwd=folder, through=SMALL)
    assert done.returncode == 0, done.stderr
    assert check_planning(folder / "planning.xlsx").report.conforme


def test_two_users_of_one_machine_have_each_their_own_page(tpplanner, tmp_path):
    """The other one runs the folder of the zip, from a key: ports are those of one machine, all else is of each."""
    other = Windows(tmp_path)
    with ZipFile(ARCHIVE) as archive:
        archive.extractall(other.drive / "clé")
    elsewhere = Installed(other, other.drive / "clé" / "tpplanner")
    try:
        with tpplanner.page() as mine, elsewhere.page() as theirs:
            assert mine.port != theirs.port
            for command, page in ((tpplanner, mine), (elsewhere, theirs)):
                again = command("ouvrir", "--sans-navigateur")
                assert again.returncode == 0, again.stderr
                assert f"{page.address}/entrer?" in again.stderr
            assert theirs.post("/sessions", {"nom": "À eux", "titre": "CDA-04", "exemple": "on"})[0] == 303
            assert "À eux" not in mine.get("/")[2]
            elsewhere("ouvrir", "--fermer")
            assert mine.get("/")[0] == 200
        assert (other.user / "Documents" / "tpplanner" / "À eux" / "session.xlsx").is_file()
    finally:
        other.end()


def test_a_console_that_is_closed_asks_a_search_to_stop_and_is_held_back(windows, tpplanner):
    """Wine without a screen closes no console: what Windows would call is called here, with what it would tell."""
    code = (
        "from threading import Event\n"
        "from tpplanner.cli import console\n"
        "waited, stop = [], Event()\n"
        "console.time.sleep = waited.append\n"
        "with console.stoppable(stop, ''):\n"
        "    told = console._handlers[-1]\n"
        "    answers = [told(0), stop.is_set(), told(2), stop.is_set()]\n"
        "print(answers, waited)\n"
    )
    done = windows.run(tpplanner.folder / "programme" / "python.exe", "-X", "utf8", "-c", code)
    assert done.stdout.strip() == "[0, False, 1, True] [30]", done.stderr


def test_ctrl_break_asks_a_search_to_stop(windows, tpplanner):
    """Wine's C runtime hands no Ctrl-Break over and ends the program: Python is told of it here as Windows would."""
    code = (
        "import signal\n"
        "from threading import Event\n"
        "from tpplanner.cli import console\n"
        "stop = Event()\n"
        "with console.stoppable(stop, ''):\n"
        "    signal.raise_signal(signal.SIGBREAK)\n"
        "print(stop.is_set())\n"
    )
    done = windows.run(tpplanner.folder / "programme" / "python.exe", "-X", "utf8", "-c", code)
    assert done.stdout.strip() == "True", done.stderr


TOLD = (
    "from tpplanner.cli import console, main\n"
    "console.LiveLine.tell = lambda line, text, end='': print(text, flush=True)\n"
    "main(['solve', 'session.xlsx', '--time-limit', '600'])\n"
)
"""The command, with its live line told to whoever is no terminal."""

CTRL_C = (
    "import ctypes, signal, subprocess, sys\n"
    "ctypes.windll.kernel32.FreeConsole()\n"
    "ctypes.windll.kernel32.AllocConsole()\n"
    "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "pipe = subprocess.PIPE\n"
    "with subprocess.Popen(sys.argv[1], stdout=pipe, stderr=open('dit.txt', 'wb'), encoding='utf-8') as search:\n"
    "    next(line for line in search.stdout if 'trouvé' in line)\n"
    "    ctypes.windll.kernel32.GenerateConsoleCtrlEvent(0, 0)\n"
    "    search.stdout.read()\n"
    "sys.exit(search.returncode)\n"
)
"""A console, a program in it, and Ctrl-C for all that are in it once the program has told of a planning."""


def test_ctrl_c_keeps_the_best_plan(windows, tpplanner, begun):
    """Wine gives a program that it starts without a terminal no console, hence nothing to press Ctrl-C in: one is made."""
    folder = shutil.copytree(begun, begun.with_name("arrêt"))
    (folder / "planning.xlsx").unlink()
    shutil.copy(example("cda-ccp"), folder / "session.xlsx")
    launcher, _, _ = (tpplanner.folder / "tpplanner.exe").read_bytes().partition(b"#!<launcher_dir>")
    told = tpplanner.folder / "essai.exe"
    told.write_bytes(build.executable(launcher, "python.exe", TOLD))
    python = tpplanner.folder / "programme" / "python.exe"
    try:
        done = windows.run(python, "-X", "utf8", "-c", CTRL_C, inside(told), cwd=folder)
    finally:
        told.unlink()
    assert done.returncode == 0, done.stderr
    assert "Arrêt demandé" in (folder / "dit.txt").read_text(encoding="utf-8")
    assert check_planning(folder / "planning.xlsx").report.conforme
