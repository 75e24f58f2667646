"""Options that several commands have: where a result is written, --avec, --referentiel."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tpplanner.cli.french import Fichier
from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import CannotWrite, Issue, Severity, UserError, WorkbookRefused
from tpplanner.export.files import try_file
from tpplanner.texts import changements as textes
from tpplanner.texts import commande, modele

if TYPE_CHECKING:
    from tpplanner.change.beside import Beside
    from tpplanner.domain.answers import Reading

# Where a result is written: never over a file that the command reads, what people typed would be lost.

OPTION = "-o"


def poster(path: Path) -> Path:
    """The poster beside a planning."""
    return path.with_name(f"{path.stem}{commande.AFFICHE}{path.suffix}")


def page(path: Path) -> Path:
    """The page beside a plan B."""
    return path.with_suffix(".html")


def target(
    asked: Path | None,
    default: Path,
    read: Iterable[Path],
    *beside: Callable[[Path], Path],
    tried: bool = True,
) -> Path:
    """The file to write: the one asked for, or the default, with another name where that is a file that is read.

    `beside`: what is written with it. Raises CannotWrite where the file asked for is one of those read, or where one
    beside it would be; also, unless it is not `tried`, where one of them cannot be written.
    """
    read = tuple(read)
    if asked is None:
        chosen = _renamed(default) if _over(default, read) else default
    else:
        chosen = asked
        over = [path for path in (asked, *(of(asked) for of in beside)) if _over(path, read)]
        if over:
            raise CannotWrite(Issue(Severity.ERROR, commande.fichier_lu(over[0].name), commande.AUTRE_NOM))
    if tried:
        for path in (chosen, *(of(chosen) for of in beside)):
            try_file(path, OPTION)
    return chosen


def new_file(path: Path) -> None:
    """Try whether a file that is not there yet could be written; raises CannotWrite."""
    try_file(path, OPTION)
    if path.exists():
        there = modele.existe_deja(path.name)
        raise CannotWrite(Issue(Severity.ERROR, there.message, there.conseil))


def _over(path: Path, read: tuple[Path, ...]) -> bool:
    return os.path.exists(path) and any(other.exists() and path.samefile(other) for other in read)


def _renamed(path: Path) -> Path:
    return path.with_name(f"{path.stem}-nouveau{path.suffix}")


# The option ``--avec``: other plannings of the same centre, whose people and rooms are busy.

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


# The option ``--referentiel``: a centre's own référentiel, as TOML or as a filled sheet.


def read_referentiel(path: Path | None) -> Referentiel | None:
    """The référentiel of a file, None without one; raises UserError."""
    if path is None:
        return None
    if path.suffix.lower() == ".toml":
        from tpplanner.referentiels import load

        return load(path)
    from tpplanner.workbook.titre_read import read_referentiel_sheet

    return read_referentiel_sheet(path)
