"""A machine that leaves too little is told so in French, before anything begins that would end without a word."""

import subprocess
import sys
import threading

import pytest

from tpplanner.cli import limits, run
from tpplanner.errors import ExitCode

resource = pytest.importorskip("resource", reason="limits of POSIX")


def limited(megabytes, *arguments):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)

    command = [sys.executable, "-m", "tpplanner", *map(str, arguments)]
    return subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS sets no limit to addresses")
def test_little_memory_is_told_before_anything_is_written(tmp_path):
    book = tmp_path / "session.xlsx"
    done = limited(300, "init", book, "--titre", "CDA")
    assert done.returncode == ExitCode.MACHINE
    assert "mémoire" in done.stderr
    assert "Traceback" not in done.stderr
    assert not book.exists()
    assert limited(limits.MEMORY // 2**20, "titres", "CDA").returncode == ExitCode.OK


@pytest.mark.parametrize(("command", "needed"), [("titres lire", 16), ("lot", 16 + 3 * 8)])
def test_few_processes_are_told_before_anything_begins(tmp_path, monkeypatch, capsys, command, needed):
    begun, real = [], threading.Thread.start

    def start(thread):
        if len(begun) == needed - 1:
            raise RuntimeError("can't start new thread")
        begun.append(thread)
        real(thread)

    monkeypatch.setattr(limits.Thread, "start", start)
    sheet = tmp_path / "x.xlsx"
    sheet.write_bytes(b"")
    more = ["-o", str(tmp_path / "out"), "--processus", "3"] if command == "lot" else []
    assert run([*command.split(), str(sheet), *more]) == ExitCode.MACHINE
    assert f"{needed} de plus" in capsys.readouterr().err
    assert len(begun) == needed - 1
    assert not any(thread.is_alive() for thread in begun)
    assert [p.name for p in tmp_path.iterdir()] == [sheet.name]


class Panic(BaseException):
    """What a library in Rust raises."""


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (MemoryError, ExitCode.MACHINE, "mémoire"),
        (Panic, ExitCode.BUG, "Erreur interne de tpplanner"),
        (EOFError, ExitCode.BUG, "Erreur interne de tpplanner"),
    ],
)
def test_what_a_library_raises_is_told_in_french(tmp_path, monkeypatch, capsys, raised, code, said):
    def broken(*_):
        raise raised

    monkeypatch.setattr("tpplanner.workbook.titre_read.read_referentiel_sheet", broken)
    sheet = tmp_path / "x.xlsx"
    sheet.write_bytes(b"")
    assert run(["titres", "lire", str(sheet)]) == code
    assert said in capsys.readouterr().err
