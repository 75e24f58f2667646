"""The page opened by a double click, where there is no terminal: what goes wrong is told in a window."""

import sys
from collections.abc import Callable, Sequence
from io import StringIO

from tpplanner.cli import run
from tpplanner.cli.console import hold_streams
from tpplanner.errors import ExitCode
from tpplanner.web.machine import show_message


def main(arguments: Sequence[str] | None = None, show: Callable[[str], None] = show_message) -> None:
    """Do as ``tpplanner ouvrir``, show what was said if it fails, and leave with its exit code."""
    hold_streams()
    told = sys.stdout = sys.stderr = StringIO()
    code = run(["ouvrir", *(sys.argv[1:] if arguments is None else arguments)])
    if code != ExitCode.OK:
        show(told.getvalue().strip())
    sys.exit(code)
