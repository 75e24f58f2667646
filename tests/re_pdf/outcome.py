"""What comes of reading a file that a stranger made, and what it costs."""

import json
import os
import subprocess
import sys
import textwrap
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from re_pdf.hostile import KINDS, changed_meanwhile

SECONDS = 5
MEGABYTES = 400
NAME = "RE.pdf"
_PATIENCE = 120  # wall-clock seconds, on a machine that others use too

_READING = textwrap.dedent("""
    import json, resource, sys
    from pathlib import Path
    from tpplanner.errors import UserError
    from tpplanner.re_pdf.apart import read_apart

    try:
        document, sentence = read_apart(Path(sys.argv[1])), ""
    except UserError as refusal:
        document, sentence = None, str(refusal)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({
        "sentence": sentence,
        "scopes": [scope.id for scope in document.scopes] if document else [],
        "questions": [question.code for question in document.questions] if document else [],
        "seconds": spent.ru_utime + spent.ru_stime,
        "megabytes": spent.ru_maxrss / 1024,
    }))
""")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a file was refused (`sentence`) or what was read of it, processor seconds and memory (MB) of the child.

    `beside` names what stands in the folder afterwards and did not before; `error` is what came in place of an answer.
    """

    kind: str
    sentence: str = ""
    scopes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    seconds: float = 0
    megabytes: float = 0
    beside: tuple[str, ...] = ()
    error: str = ""

    def faults(self) -> list[str]:
        """What is not as it should be."""
        return [
            what
            for what, so in (
                (f"no answer: {self.error}", bool(self.error)),
                (f"{self.seconds:.1f} s", self.seconds > SECONDS),
                (f"{self.megabytes:.0f} MB", self.megabytes > MEGABYTES),
                (f"written beside: {', '.join(self.beside)}", bool(self.beside)),
                (f"no sentence of one line: {self.sentence!r}", not self.scopes and not _is_a_sentence(self.sentence)),
            )
            if so
        ]


def _is_a_sentence(text: str) -> bool:
    return (
        bool(text)
        and (text[0].isupper() or text[0] == "«")
        and text.endswith((".", "!"))
        and "\n" not in text
        and "Traceback" not in text
    )


def outcome(kind: str, folder: Path) -> Outcome:
    """What comes of a file of a kind, made in this empty folder."""
    path = folder / NAME
    KINDS[kind](path)
    return outcome_of(path, kind, changing=kind == "changing")


def outcome_of(path: Path, kind: str = "", *, changing: bool = False) -> Outcome:
    """What comes of a file, with whatever stands in its folder."""
    before = _names(path.parent)
    environment = os.environ | {
        "TMPDIR": str(path.parent),
        "HOME": str(path.parent),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with changed_meanwhile(path) if changing else nullcontext():
        try:
            answer = subprocess.run(
                [sys.executable, "-c", _READING, str(path)],
                capture_output=True,
                text=True,
                cwd=path.parent,
                env=environment,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome(kind, error=f"nothing after {_PATIENCE} s")
    beside = tuple(sorted(_names(path.parent) - before))
    if answer.returncode:
        return Outcome(
            kind, beside=beside, error=answer.stderr.strip().splitlines()[-1] if answer.stderr.strip() else "ended"
        )
    told = json.loads(answer.stdout)
    return Outcome(
        kind,
        told["sentence"],
        tuple(told["scopes"]),
        tuple(told["questions"]),
        told["seconds"],
        told["megabytes"],
        beside,
    )


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
