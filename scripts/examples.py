"""Write the example workbooks into ``data``: ``make examples``; they are made, not kept."""

from pathlib import Path

from benchmarks.workbooks import write_workbooks

from example_sessions import EXAMPLES
from example_workbooks import example_workbook

DATA = Path(__file__).parents[1] / "data"


def main() -> None:
    """The examples, and below them the small sessions of the benchmarks."""
    for name, session in EXAMPLES.items():
        (DATA / f"{name}.xlsx").write_bytes(example_workbook(session()))
    write_workbooks(DATA / "sessions")


if __name__ == "__main__":
    main()
