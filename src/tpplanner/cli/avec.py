"""The option ``--avec``: other plannings of the same centre, whose people and rooms are busy."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli.french import Fichier
from tpplanner.errors import Issue, Severity, UserError, WorkbookRefused
from tpplanner.texts import plusieurs as textes

if TYPE_CHECKING:
    from tpplanner.change.beside import Beside
    from tpplanner.domain.reading import Reading

_HELP = "Autre planning : ses personnes et ses salles sont occupées. Se répète."


def avec_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option, as `avec`."""
    return click.option("--avec", "avec", type=Fichier(), multiple=True, metavar="PLANNING", help=_HELP)(command)


def read_others(avec: tuple[Path, ...], classeur: Path, reading: "Reading") -> "tuple[Beside, ...]":
    """The other plannings; raises WorkbookRefused, with everything wrong in them, and UsageError for the same file."""
    others: list[Beside] = []
    issues: list[Issue] = []
    for path in dict.fromkeys(avec):
        if path.resolve() == classeur.resolve():
            raise click.UsageError(textes.lui_meme(path.name))
        _read(path, others, issues)
    if others and reading.session.fictive:
        issues.append(Issue(Severity.ERROR, *textes.fictif(classeur.name)))
    if issues:
        raise WorkbookRefused(*issues)
    return tuple(others)


def _read(path: Path, others: "list[Beside]", issues: list[Issue]) -> None:
    """Add the planning of a file to the others, or what is wrong with it to the issues."""
    from tpplanner.change.beside import Beside
    from tpplanner.workbook.reader import read_session

    try:
        reading = read_session(path)
    except UserError as refusal:
        issues += [replace(issue, message=textes.dans(path.name, issue.message)) for issue in refusal.issues]
        return
    if reading.session.fictive:
        issues.append(Issue(Severity.ERROR, *textes.fictif(path.name)))
    elif not reading.edite:
        issues.append(Issue(Severity.ERROR, *textes.sans_planning(path.name)))
    else:
        others.append(Beside(path.name, reading.session, reading.edite[0]))
