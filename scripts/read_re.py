"""Read the RE of a folder, as they are and rewritten by other programs, beside the durations that people read in them.

    python scripts/read_re.py FOLDER

FOLDER holds the PDFs and ``durees.csv`` (sigle;code;millesime;rncp;scope;ordre;modalite;minutes;…;source;phase); a
row is of a document whose date of mise à jour its source names. Prints each difference, the questions, the seconds of
processor and the peak of memory of the child process; exits 1 where anything differs.
"""

import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tpplanner.errors import UserError
from tpplanner.re_pdf.apart import read_apart
from tpplanner.re_pdf.document import Document
from tpplanner.re_pdf.in_french import in_words

Rewritten = Callable[[Path, Path], list[str]]

REWRITERS: dict[str, Rewritten] = {
    "pdftocairo": lambda source, target: ["pdftocairo", "-pdf", str(source), str(target)],
    "qpdf": lambda source, target: ["qpdf", "--linearize", "--object-streams=generate", str(source), str(target)],
    "gs": lambda source, target: [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=pdfwrite",
        "-o",
        str(target),
        str(source),
    ],
    "mutool": lambda source, target: ["mutool", "clean", "-gggg", "-z", str(source), str(target)],
}
"""Programs that write a PDF anew, where they are installed."""

PRINTERS: dict[str, Rewritten] = {
    "gs": lambda source, target: [
        "gs",
        "-q",
        "-dBATCH",
        "-dNOPAUSE",
        "-sDEVICE=ps2write",
        "-o",
        str(target),
        str(source),
    ],
    "pdftops": lambda source, target: ["pdftops", str(source), str(target)],
}
"""Programs that print a PDF to PostScript, as a printer that writes PDF would get it; pdftops loses what letters are."""

Durations = dict[str, dict[str, int]]
"""Minutes by session and modalité."""


def main() -> int:
    """Read every PDF of the folder."""
    folder = Path(sys.argv[1])
    rows = list(csv.DictReader((folder / "durees.csv").open(encoding="utf-8"), delimiter=";"))
    differences = 0
    with tempfile.TemporaryDirectory() as scratch:
        for source in sorted(folder.glob("*.pdf")):
            for program, path in versions(source, Path(scratch)):
                differences += shown(program, path, rows)
    print("no difference" if not differences else f"{differences} differences")
    return int(differences > 0)


def versions(source: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """The document as it is, then as each program that is installed writes it; printed to PostScript and back, too."""
    yield "as published", source
    for program, command in REWRITERS.items():
        target = scratch / f"{source.stem}-{program}.pdf"
        if shutil.which(program):
            subprocess.run(command(source, target), check=True, capture_output=True)
            yield program, target
    for printer, command in PRINTERS.items():
        paper, target = scratch / f"{source.stem}.ps", scratch / f"{source.stem}-{printer}-printed.pdf"
        if shutil.which(printer) and shutil.which("ps2pdf"):
            subprocess.run(command(source, paper), check=True, capture_output=True)
            subprocess.run(["ps2pdf", str(paper), str(target)], check=True, capture_output=True)
            yield f"printed by {printer} to PostScript and back", target


def shown(program: str, path: Path, rows: list[dict[str, str]]) -> int:
    """Print what was read of a file; how many durations differ (a file that is refused is read by people)."""
    before = children()
    try:
        read = read_apart(path)
    except UserError as error:
        print(f"{path.stem.split('-')[0]} ({program}): refused: {error}")
        return 0
    seconds, memory = children()[0] - before[0], children()[1]
    expected = of(read, rows)
    minutes = {
        scope.id: {row.modalite: row.minutes.value for row in scope.rows if row.minutes} for scope in read.scopes
    }
    lines = list(compared(expected, minutes))
    totals = sum(scope.total is not None and scope.total.value == scope.minutes for scope in read.scopes)
    durations = sum(map(len, minutes.values()))
    print(
        f"{path.stem.split('-')[0]} ({program}): {len(minutes)} sessions, {durations} durations, {totals} totals that are"
        f" their sum, {len(lines)} differences, {len(read.questions)} questions; {seconds:.1f} s, peak so far {memory:.0f} MB"
    )
    for line in lines:
        print("   differs:", line)
    for question in read.questions:
        said = in_words(question)
        print("   asked:", "(blocking)" if question.blocking else "", said.message)
    return len(lines)


def of(read: Document, rows: list[dict[str, str]]) -> Durations:
    """What people read in that document, the parts of a modalité summed."""
    sigle, mise_a_jour = read.head.sigle, read.head.mise_a_jour
    if sigle is None or mise_a_jour is None:
        return {}
    source = f"maj {mise_a_jour.value:%d/%m/%Y}"
    expected: Durations = {}
    for row in rows:
        if row["sigle"] == sigle.value and source in row["source"]:
            minutes = expected.setdefault(row["scope"], {})
            modalite = row["modalite"].split("_")[0].rstrip("0123456789")
            minutes[modalite] = minutes.get(modalite, 0) + int(row["minutes"])
    return expected


def compared(expected: Durations, read: Durations) -> Iterator[str]:
    """What differs."""
    if not expected:
        yield "nothing to compare with"
    for scope in sorted(expected.keys() | read.keys()):
        ours, theirs = read.get(scope, {}), expected.get(scope, {})
        for modalite in sorted(ours.keys() | theirs.keys()):
            if ours.get(modalite) != theirs.get(modalite):
                yield f"{scope} {modalite}: {ours.get(modalite)} min read, {theirs.get(modalite)} expected"


def children() -> tuple[float, float]:
    """Seconds of processor of all children so far, and the largest memory that one of them held, in MB."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1024 if os.uname().sysname == "Linux" else 1) / 1e6


if __name__ == "__main__":
    sys.exit(main())
