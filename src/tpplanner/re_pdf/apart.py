"""A stranger's PDF read in a process of its own, with limits: what it does to that process is one sentence here."""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import Any

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.re_pdf.document import Document, Frame
from tpplanner.re_pdf.plain_data import loaded
from tpplanner.texts import re_pdf as textes
from tpplanner.texts.noms import Texte

LARGEST = 50_000_000
"""Bytes of the largest file that is opened."""

_LONGEST_ANSWER = 40_000_000
"""Bytes of the longest answer that is listened to."""
_WALL_SECONDS = 60.0
"""Seconds after which a child is ended that takes no processor time and does not answer."""
_OUT_OF_TIME = frozenset({-24, -9, 1816})
"""How a child ends whose processor time is out: SIGXCPU, SIGKILL; on Windows ERROR_NOT_ENOUGH_QUOTA."""

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = f"import sys; sys.path.insert(0, {_ROOT!r}); from tpplanner.re_pdf.confined import main; main()"
"""What the child runs: this tpplanner and no other, whatever the environment and the current folder hold."""


def read_apart(path: Path, name: str = "") -> Document:
    """What a référentiel d'évaluation says, read in a child process; `name` is how sentences call the file.

    Raises `UserError`, one French sentence, for whatever cannot be read within the limits.
    """
    called = name or path.name
    kind, answer = _asked({"work": "document", "name": called}, path, called)
    try:
        if kind == "document":
            return loaded(answer)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise _refusal(textes.ILLISIBLE(called))


def picture_apart(path: Path, page: int, frames: Sequence[Frame], width: int) -> bytes:
    """The PNG of a page (from 1) with frames, likewise; raises `UserError` where it cannot be drawn."""
    boxes = [[frame.x0, frame.top, frame.x1, frame.bottom] for frame in frames]
    asked = {"work": "picture", "page": page, "frames": boxes, "width": width}
    kind, answer = _asked(asked, path, path.name)
    if kind == "picture" and answer.startswith(b"\x89PNG"):
        return answer
    raise _refusal(textes.ILLISIBLE(path.name))


def _asked(asked: dict[str, Any], path: Path, called: str) -> tuple[str, bytes]:
    """What the child answers: its kind and its bytes."""
    data = _read(path, called)
    code, output = _run(json.dumps(asked).encode() + b"\n" + data)
    line, _, answer = output.partition(b"\n")
    kind = ""
    with suppress(ValueError, KeyError, TypeError):
        kind = str(json.loads(line)["fin"]) if code == 0 else ""
    if kind == "refused":
        raise _told(answer, called)
    if kind == "too much" or code in _OUT_OF_TIME or code is None:
        raise _refusal(textes.TROP_LONG(called))
    return kind, answer


def _read(path: Path, called: str) -> bytes:
    """The bytes of a file that is not too large; a pipe or a device, which might never end, is not opened."""
    if not path.is_file():
        raise _refusal(textes.ILLISIBLE(called))
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _refusal(textes.ILLISIBLE(called)) from error
    if len(data) > LARGEST:
        raise _refusal(textes.TROP_GROS(called, LARGEST))
    return data


def _run(order: bytes) -> tuple[int | None, bytes]:
    """Give an order to a new child; how it ended (None: it had to be ended), and what it wrote."""
    child = subprocess.Popen(  # noqa: S603  (no shell, and nothing of the file in the command)
        [sys.executable, "-I", "-X", "utf8", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert child.stdin is not None, "a pipe"  # noqa: S101
    assert child.stdout is not None, "likewise"  # noqa: S101
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        child.kill()

    timer = Timer(_WALL_SECONDS, end)
    writer = Thread(target=_write, args=(child.stdin, order), daemon=True)
    timer.start()
    writer.start()
    try:
        output = child.stdout.read(_LONGEST_ANSWER + 1)
        if len(output) > _LONGEST_ANSWER:
            end()
        code = child.wait()
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        writer.join()
        child.stdout.close()
    return (None if late else code), output


def _write(pipe: Any, order: bytes) -> None:
    """Write to a child that may be gone before it has read all."""
    with suppress(OSError):
        pipe.write(order)
    with suppress(OSError):
        pipe.close()


def _told(answer: bytes, called: str) -> UserError:
    """The refusal that the child told."""
    try:
        said = [(str(message), str(hint)) for message, hint in json.loads(answer)]
    except (ValueError, TypeError):
        said = []
    issues = [Issue(Severity.ERROR, message, hint) for message, hint in said]
    return UserError(*issues) if issues else _refusal(textes.ILLISIBLE(called))


def _refusal(said: Texte) -> UserError:
    return UserError(Issue(Severity.ERROR, said.message, said.conseil))
