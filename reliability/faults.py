"""Faults of the system under every command: a full disk, a folder closed, files that are none, streams shut, signals.

Whatever happens, the command says so in French with its exit code, what stood there before stays whole, and nothing is
left half-written.
"""

import ctypes
import os
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from example_workbooks import example
from reliability import hostile
from reliability.campaign import Result, sample
from reliability.command import WITHOUT_CACHE, Ran, faults, tried
from tpplanner.cli import main
from tpplanner.errors import ExitCode

PROMISE = (
    "disque plein, dossier fermé, fichiers qui n'en sont pas, mémoire comptée, sorties fermées, signaux : chaque "
    "commande le dit en français, et ce qui existait reste entier."
)

SAMPLE = (
    "check : tube",
    "init : fichiers de 4096 octets au plus",
    "init : dossier fermé",
    "titres lire : sorties (1,) pleines",
)
"""What `make test` tries."""

SEARCH = "--time-limit 2"
WRITING = {
    "init": "init ecrit.xlsx --titre CDA",
    "solve": f"solve session.xlsx -o ecrit.xlsx {SEARCH}",
    "replan": f"replan planning.xlsx --absent-candidat 'CANDIDAT1 Sacha' -o ecrit.xlsx {SEARCH}",
    "planb": f"planb planning.xlsx -o ecrit.xlsx {SEARCH}",
    "export": "export planning.xlsx -o ecrit --pour candidat,affichage --format pdf",
    "dates": "dates session.xlsx --page ecrit.html",
    "titres lire": "titres lire titre.xlsx -o ecrit.toml",
    "lot": f"lot session.xlsx -o ecrit {SEARCH} --processus 1",
    "annee": f"annee annee.xlsx -o ecrit.xlsx --aujourdhui 01/10/2026 {SEARCH}",
}
AGAIN = tuple(name for name in WRITING if name not in ("init", "titres lire"))
"""Those that replace what they wrote before: it stands there when something fails."""
READING = {
    "check": "check ENTREE",
    "solve": "solve ENTREE -o ecrit.xlsx",
    "solve --referentiel": "solve session.xlsx -o ecrit.xlsx --referentiel ENTREE",
    "init --candidats": "init ecrit.xlsx --titre CDA --candidats ENTREE",
    "titres lire": "titres lire ENTREE",
    "annee": "annee ENTREE -o ecrit.xlsx",
    "export": "export ENTREE -o ecrit",
    "export --convocation": "export planning.xlsx -o ecrit --convocation ENTREE",
    "lot": "lot ENTREE -o ecrit --processus 1",
    "planb": "planb ENTREE",
    "replan --ajouter": "replan planning.xlsx --ajouter ENTREE",
    "dates": "dates ENTREE",
    "places": "places ENTREE CANDIDAT1",
}
FULL = (4_096, 30_000)
"""Bytes after which a file can grow no more."""
MEMORY = (250, 300, 400, 500)
DELAYS = (0.6, 1.5, 4.0)
"""Seconds of processor: as the search begins, amid it, with a plan found."""
SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")

DONE = (ExitCode.OK, ExitCode.BREACH, ExitCode.INFEASIBLE, ExitCode.UNFINISHED)
NOT_WRITTEN = (*DONE, ExitCode.CANNOT_WRITE, ExitCode.USAGE)
NOT_READ = (ExitCode.USAGE, ExitCode.REFUSED)
STOPPED = (*DONE, ExitCode.INTERRUPTED)

Trial = tuple[Callable[[Path], Ran], tuple[int, ...]]


# What the faults are.


def _disk_of(size: int) -> Callable[[], None]:
    """No file may grow beyond: what a quota does."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size,) * 2)

    return limit


def _as_anybody() -> None:
    """Rights count, even for the root of a container: what lets it pass them by is given up."""
    if os.geteuid() != 0:
        return
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None)
    assert libc.capget(header, sets) == 0
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        sets[0] &= ~(1 << capability)
    assert libc.capset(header, sets) == 0


def _ran(words: str, prepare: Callable[[], None] = lambda: None) -> Callable[[Path], Ran]:
    return lambda folder: tried(lambda: main(shlex.split(words)), folder, prepare)


def _in_closed_folder(words: str) -> Callable[[Path], Ran]:
    def call(folder: Path) -> Ran:
        folder.chmod(0o555)
        try:
            return tried(lambda: main(shlex.split(words)), folder, _as_anybody)
        finally:
            folder.chmod(0o755)

    return call


def _on_full_disk(words: str) -> Callable[[Path], Ran]:
    """In a file system of its own that has no room left; needs to be root."""

    def call(folder: Path) -> Ran:
        inside = folder / "disque"
        inside.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", inside], check=True)  # noqa: S603, S607
        try:
            for path in folder.iterdir():
                if path.is_file():
                    shutil.copy(path, inside)
                elif path != inside:
                    shutil.copytree(path, inside / path.name)
            before = written(inside)
            with (inside / "reste").open("wb", buffering=0) as rest:
                while True:
                    rest.write(bytes(4_096))
        except OSError:
            return tried(lambda: main(shlex.split(words)), inside)
        finally:
            wrong = changed(inside, before) + _left(inside)
            # lazily: a process of the command may still be ending there
            subprocess.run(["umount", "-l", inside], check=True)  # noqa: S603, S607
            inside.rmdir()
            assert not wrong, wrong

    return call


def _given(words: str, make: Callable[[Path], object]) -> Callable[[Path], Ran]:
    """What is named is no plain file."""

    def call(folder: Path) -> Ran:
        make(folder / "entree.xlsx")
        return tried(lambda: main(shlex.split(words.replace("ENTREE", "entree.xlsx"))), folder)

    return call


def _socket(path: Path) -> None:
    socket.socket(socket.AF_UNIX).bind(str(path))


NO_FILES: dict[str, Callable[[Path], object]] = {
    "tube": os.mkfifo,
    "périphérique sans fin": lambda path: path.symlink_to("/dev/zero"),
    "dossier": lambda path: path.mkdir(),
    "prise": _socket,
    "lien sans bout": lambda path: path.symlink_to("absent.xlsx"),
    "lien vers lui-même": lambda path: path.symlink_to(path.name),
    "nom trop long": lambda path: path.symlink_to("x" * 250 + "/" + "y" * 250),
}


def _with_memory(words: str, megabytes: int) -> Callable[[Path], Ran]:
    """A process of its own: this one holds more already."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)

    def call(folder: Path) -> Ran:
        command = [sys.executable, "-m", "tpplanner", *shlex.split(words)]
        told = {"capture_output": True, "text": True, "env": os.environ | WITHOUT_CACHE}
        done = subprocess.run(command, cwd=folder, preexec_fn=limit, check=False, **told)  # noqa: S603
        return Ran(done.returncode, done.stdout, done.stderr, 0.0, 0.0)

    return call


def _without_streams(words: str, *streams: int) -> Callable[[Path], Ran]:
    def close() -> None:
        full = os.open("/dev/full", os.O_WRONLY)
        for stream in streams:
            os.dup2(full, stream)

    return _ran(words, close)


def _kill_after(number: int, seconds: float) -> None:
    """Of processor: on a machine that others use, the clock says nothing of how far a command is."""
    began = time.process_time()
    while time.process_time() - began < seconds:
        time.sleep(0.02)
    os.kill(os.getpid(), number)


def _signalled(name: str, delay: float) -> Callable[[Path], Ran]:
    """A search that would last is told to stop."""

    def call(folder: Path) -> Ran:
        shutil.copy(example("a-S-ccp-1"), folder / "longue.xlsx")

        def stopped() -> None:
            signal.signal(getattr(signal, name), signal.SIG_DFL if name != "SIGINT" else signal.default_int_handler)
            Thread(target=_kill_after, args=(getattr(signal, name), delay), daemon=True).start()

        return _ran("solve longue.xlsx -o ecrit.xlsx --time-limit 100", stopped)(folder)

    return call


# The cases.


def _trials() -> Iterator[tuple[str, Trial]]:
    root = os.geteuid() == 0
    for name, words in WRITING.items():
        for size in FULL:
            yield f"{name} : fichiers de {size} octets au plus", (_ran(words, _disk_of(size)), NOT_WRITTEN)
        yield f"{name} : dossier fermé", (_in_closed_folder(words), NOT_WRITTEN)
        if root and shutil.which("mount"):
            yield f"{name} : disque plein", (_on_full_disk(words), NOT_WRITTEN)
        for streams in ((1,), (2,), (1, 2)):
            allowed = (*DONE, ExitCode.CANNOT_WRITE)
            yield f"{name} : sorties {streams} pleines", (_without_streams(words, *streams), allowed)
        for megabytes in MEMORY:
            yield f"{name} : {megabytes} Mo", (_with_memory(words, megabytes), (*DONE, ExitCode.MACHINE))
    for name, words in READING.items():
        for what, make in NO_FILES.items():
            yield f"{name} : {what}", (_given(words, make), NOT_READ)
    for name in SIGNALS:
        for delay in DELAYS:
            yield f"solve : {name} après {delay:g} s", (_signalled(name, delay), STOPPED)


def cases(scale: float) -> list[str]:
    """Commands by faults."""
    return sample([name for name, _ in _trials()], scale)


SOMETHING = {"ecrit.xlsx": b"ce qui existait"}
"""What stands in the place of what a command that cannot read would write."""


def run(case: str) -> Result:
    """Let it happen."""
    call, allowed = dict(_trials())[case]
    name, fault = case.split(" : ")
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        _fill(folder, SOMETHING if fault in NO_FILES and not name.startswith("init") else {})
        if fault not in NO_FILES and name in AGAIN and "après" not in fault:
            first = _ran(WRITING[name])(folder)
            assert first.code in DONE, first.said
        before = written(folder)
        done = call(folder)
        wrong = [] if "pleines" in case else faults(done, allowed)
        wrong += [f"exit code {done.code}"] if "pleines" in case and done.code not in allowed else []
        wrong += _left(folder) + (changed(folder, before) if done.code not in DONE else [])
    said = f" ({done.said.strip()[-300:]})" if wrong else ""
    return Result(not wrong, ", ".join(wrong) + said, done.seconds, done.megabytes, {"code": done.code})


def _fill(folder: Path, more: Mapping[str, bytes]) -> None:
    made = {
        "session.xlsx": hostile.session_bytes(),
        "planning.xlsx": hostile.planning_bytes(),
        "annee.xlsx": hostile.annee_workbook(),
        "titre.xlsx": hostile.titre_sheet(),
    }
    for name, content in (made | dict(more)).items():
        (folder / name).write_bytes(content)


def written(folder: Path) -> dict[str, bytes]:
    """What stands where a command writes, by its path in the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.glob("ecrit*")) + sorted(folder.glob("ecrit*/**/*"))
        if path.is_file()
    }


def changed(folder: Path, before: Mapping[str, bytes]) -> list[str]:
    """What stood there and does not any more."""
    after = written(folder)
    return [f"{name} was changed" for name, content in before.items() if after.get(name) != content]


def _left(folder: Path) -> list[str]:
    return [f"{path.name} is left" for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"]


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """Faults by how commands ended."""
    by_fault: dict[str, list[int]] = {}
    for case, result in results.items():
        by_fault.setdefault(case.split(" : ")[1], []).append(int(result.extra.get("code", -1)))
    yield "| Panne | Essais | Codes de sortie |"
    yield "| --- | ---: | --- |"
    for fault, codes in sorted(by_fault.items()):
        counts = ", ".join(f"{code} × {codes.count(code)}" for code in sorted(set(codes)))
        yield f"| {fault} | {len(codes)} | {counts} |"
