"""What runs in the child process: it limits itself, and only then looks at the file that it is given.

What is asked comes on its standard input, a line of JSON and then the bytes of the file; the answer goes out on its
standard output, a line of JSON and then bytes. No file is opened for writing, and no other program can be started.
"""

import json
import sys
from typing import Any

PROCESSOR_SECONDS = 5
"""Seconds of processor for whatever file; what is hostile is ended then."""
RE_SECONDS = 20
"""Those for what was recognised as a RE: one of 48 pages takes 3, one of 128 takes 10, on an old machine twice that."""
MEMORY = 400_000_000
"""Bytes of address space: what is used is less. A RE of 48 pages takes 77 MB of it."""


def confine() -> None:
    """Limit this process: seconds of processor, memory, no file written, no process started."""
    if sys.platform == "win32":
        _confine_on_windows()
    else:
        _confine_on_posix()


def _confine_on_posix() -> None:
    import resource  # noqa: PLC0415  (there is none on Windows)

    limits = (
        (resource.RLIMIT_CPU, RE_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for which, wished in limits:
        hard = resource.getrlimit(which)[1]
        most = wished if hard == resource.RLIM_INFINITY else min(wished, hard)
        resource.setrlimit(which, (most, most))
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (min(PROCESSOR_SECONDS, hard), hard))


def allow_a_re() -> None:
    """Raise the limit of time: the file is a RE. Not on Windows, where it is high from the start."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  (there is none on Windows)

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _confine_on_windows() -> None:
    """Put this process into a job that kills it once it takes too much, and lets it start no other."""
    from tpplanner.confinement import JobObject  # noqa: PLC0415 - there is none elsewhere

    JobObject().limit(RE_SECONDS, MEMORY, processes=1)


def main() -> None:
    """Answer what is asked on the standard input."""
    confine()
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    kind, answer = _answer(asked, data)
    sys.stdout.buffer.write(json.dumps({"fin": kind}).encode() + b"\n" + answer)
    sys.stdout.buffer.flush()


def _answer(asked: dict[str, Any], data: bytes) -> tuple[str, bytes]:
    from tpplanner.errors import UserError  # noqa: PLC0415  (after the limits)
    from tpplanner.re_pdf.document import Frame  # noqa: PLC0415

    try:
        if asked["work"] == "picture":
            from tpplanner.re_pdf.picture import page_png  # noqa: PLC0415

            frames = [Frame(*frame) for frame in asked["frames"]]
            return "picture", page_png(data, asked["page"], frames, asked["width"])
        from tpplanner.re_pdf.plain_data import dumped  # noqa: PLC0415
        from tpplanner.re_pdf.two_readings import read_pdf  # noqa: PLC0415

        return "document", dumped(read_pdf(data, asked["name"], allow_a_re))
    except UserError as error:
        said = [[issue.message, issue.hint] for issue in error.issues]
        return "refused", json.dumps(said).encode()
    except MemoryError:
        return "too much", b""
