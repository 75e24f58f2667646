"""The small sessions of the family as workbooks, for whoever would rather open one than read code."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.kinds import KINDS
from benchmarks.sessions import FAMILY, Case
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes

SMALL = ("R", "S")


def small_cases() -> Iterator[Case]:
    """The cases that stand as workbooks: the real world, and what the shapes make small."""
    return (case for case in FAMILY.values() if case.size in SMALL and case.variant not in KINDS)


def workbook_of(case: Case) -> bytes:
    """The workbook of a case, as if it had been typed: the same bytes on every run."""
    session = case.session()
    return workbook_bytes(session.referentiel, contents_of(session))


def write_workbooks(folder: Path) -> None:
    """Write those that are not what the code says, and remove those of cases that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {f"{case.name}.xlsx": case for case in small_cases()}
    for stale in set(folder.glob("*.xlsx")) - {folder / name for name in wanted}:
        stale.unlink()
    for name, case in wanted.items():
        path, content = folder / name, workbook_of(case)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
