"""What readers make of files in tests: in a module of its own, which a child imports at once."""

import os
from time import process_time

from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.web.reading.child import judging
from tpplanner.web.reading.readings import refused_as


def spin(path):
    """Never ends."""
    while True:
        path.exists()


def spin_noting(path):
    """Never ends, and says beside the file how much of the processor it has had so far."""
    began = process_time()
    while True:
        new = path.with_name("secondes neuves")
        new.write_text(f"{process_time() - began}", encoding="utf-8")
        new.replace(path.with_name("secondes"))


def eat(path):
    """Holds more and more."""
    held = []
    while path:
        held.append(bytearray(5_000_000))


def vanish(path):
    """Ends as a library that crashes ends its process."""
    os._exit(len(path.name))


def contents(path):
    """What stands in the file."""
    return path.read_text(encoding="utf-8")


def noted(path):
    """Says that it was read, in the file itself beside it."""
    with path.with_name("lectures").open("a", encoding="utf-8") as told:
        told.write("lu\n")
    return contents(path)


def refuse(path):
    raise WorkbookRefused(Issue(Severity.ERROR, "Illisible.", "Enregistrez-le.", "Jours", "B2", path.name))


def fail(path):
    raise KeyError(path.name)


def judge_long(path):
    """Takes more than reading may, once it is read."""
    judging()
    return sum(range(12_000_000)) > 0 and contents(path)


@refused_as(lambda refusal: [issue.message for issue in refusal.issues])
def spin_and_tell(path):
    spin(path)
