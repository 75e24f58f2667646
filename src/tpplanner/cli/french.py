"""click in French: headings, errors, and the kinds of value that our options take."""

import os
import stat
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from typing import Any

import click

from tpplanner.cli.console import answer
from tpplanner.cli.limits import require
from tpplanner.domain.session import LENGTH, LETTERS, Designation, code_of
from tpplanner.files.names import LOCKS

USAGE = "Utilisation : "
AIDE = "Affiche cette aide."
EN_TROP = "Il y a des mots en trop"
CODE = f"Tapez le code que la liste donne, par exemple {code_of('')}."
DATE = "une date s'écrit 01/03/2027."
INTERDIT = "ne peut pas être lu : vous n'avez pas le droit d'entrer dans son dossier."
PAS_UN_FICHIER = "n'est pas un fichier du disque (c'est un périphérique, ou un tube) : enregistrez-le d'abord."
KINDS = (".xlsx", ".csv", ".docx", ".toml")
"""The suffixes of the files that are read, the most common first."""
SHOWN = 5
"""Names of files shown at once."""
FICHIER = ("le fichier", "fichier.xlsx")
ARGUMENTS = {
    "CLASSEUR": ("le classeur", "session.xlsx"),
    "PLANNING": ("le planning", "planning.xlsx"),
    "CANDIDAT": ("le candidat", 'planning.xlsx "MOREAU Léa"'),
    "DOSSIER…": ("un dossier ou des classeurs", "sessions"),
    "SIGLE": ("le sigle du titre", "CDA"),
}
"""What each argument is, and an example to type after the command, by its word in the usage line."""
GUILLEMETS = "Un nom de fichier qui contient des espaces se met entre guillemets."


class _French(click.Command):
    """A command whose help is headed in French."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        rows = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Options "):
            formatter.write_dl([row for row in rows if row is not None])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, told in French."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help, option.callback = AIDE, _show_help
        return option


def _show_help(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        answer(ctx.get_help())
        ctx.exit()


class FrenchCommand(_French):
    """A command that is no group; it refuses extra arguments, and a machine that leaves it too little, in French."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments left; raises UsageError, in French, if there are any."""
        ctx.allow_extra_args = True
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            ctx.fail(f"{EN_TROP} : {' '.join(map(str, extra))}. {GUILLEMETS}")
        return extra

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises TooLittle."""
        require(self.processes(ctx))
        return super().invoke(ctx)

    def processes(self, ctx: click.Context) -> int:  # noqa: ARG002 - for those that start some
        """How many processes it starts."""
        return 0


class ManyProcesses(FrenchCommand):
    """A command that starts a process a processor, or as many as are asked for."""

    def processes(self, ctx: click.Context) -> int:
        """How many."""
        return ctx.params.get("processes") or os.cpu_count() or 1


class FrenchGroup(_French, click.Group):
    """A group of commands, which are listed as they were added."""

    command_class = FrenchCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """What the usage line says after the name of the command."""
        return ["[OPTIONS] COMMANDE …"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        _French.format_options(self, ctx, formatter)
        with formatter.section("Commandes "):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(90)) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named; raises UsageError, in French, with the closest match."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            proches = get_close_matches(args[0], self.commands)
            conseil = f" Vouliez-vous dire {' ou '.join(proches)} ?" if proches else ""
            raise click.UsageError(f"Commande inconnue : {args[0]}.{conseil}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which a centre needs them."""
        return list(self.commands)


LISTES = "Un .xlsx, .csv, .txt ou .docx, ou « - » pour l'entrée standard."
"""What a list may come in."""


class Fichier(click.ParamType[Path]):
    """A file that exists."""

    name = "fichier"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, if there is a file there."""
        path = Path(value)
        try:
            mode = path.stat().st_mode
        except PermissionError:
            self.fail(f"le fichier « {value} » {INTERDIT}", param, ctx)
        except (OSError, ValueError):
            # what a space has cut off a path mostly ends without a suffix
            quoted = "" if path.suffix else f" {GUILLEMETS}"
            self.fail(f"{_argument(param)[0]} « {value} » est introuvable.{_others_there(path)}{quoted}", param, ctx)
        if stat.S_ISDIR(mode):
            self.fail(f"« {value} » est un dossier, un fichier est attendu.", param, ctx)
        if not stat.S_ISREG(mode):
            self.fail(f"« {value} » {PAS_UN_FICHIER}", param, ctx)
        return path


class FichierOuEntree(Fichier):
    """A file that exists, or ``-`` for the standard input."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, as it is for the standard input."""
        return Path(value) if str(value) == "-" else super().convert(value, param, ctx)


def _others_there(path: Path) -> str:
    """A sentence on the files in a folder of a missing file that may have been meant, the nearest names first."""
    kind = path.suffix.lower() if path.suffix.lower() in KINDS else KINDS[0]
    try:
        there = [p for p in path.parent.iterdir() if not p.name.startswith(LOCKS) and p.is_file()]
    except OSError:
        return ""
    same = {p.name for p in there if p.suffix.lower() in KINDS and p.stem.casefold() == path.stem.casefold()}
    names = sorted(same | {p.name for p in there if p.suffix.lower() == kind})
    near = {name: SequenceMatcher(None, name.casefold(), path.name.casefold()).ratio() for name in names}
    names.sort(key=lambda name: (name not in same, -near[name]))
    more = ", …" if len(names) > SHOWN else "."
    return f" Dans ce dossier : {', '.join(names[:SHOWN])}{more}" if names else ""


class Chemin(click.ParamType[Path]):
    """A file to write."""

    name = "fichier"

    def __init__(self, suffix: str = ".xlsx") -> None:
        self.suffix = suffix

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, if it ends as it should and its folder exists."""
        path = Path(value)
        if path.suffix.lower() != self.suffix:
            self.fail(f"« {value} » doit finir par {self.suffix}.", param, ctx)
        if not os.path.isdir(path.parent):
            self.fail(f"le dossier « {path.parent} » n'existe pas.", param, ctx)
        return path


class Dossier(click.ParamType[Path]):
    """A folder to write into, which may have to be made."""

    name = "dossier"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, if it is no file and stands in a folder that exists."""
        path = Path(value)
        if os.path.exists(path) and not os.path.isdir(path):
            self.fail(f"« {value} » est un fichier, un dossier est attendu.", param, ctx)
        if not os.path.isdir(path.parent):
            self.fail(f"le dossier « {path.parent} » n'existe pas.", param, ctx)
        return path


class Classeurs(click.ParamType[Path]):
    """A workbook, or a folder of workbooks."""

    name = "fichier ou dossier"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, if there is something there."""
        path = Path(str(value))
        if not os.path.exists(path):
            self.fail(f"« {value} » est introuvable.{_others_there(path)}", param, ctx)
        return path


class Nombre(click.ParamType[int]):
    """A whole number between bounds."""

    name = "nombre"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, if it is within the bounds."""
        try:
            number = int(str(value))
        except ValueError:
            self.fail(f"« {value} » n'est pas un nombre entier.", param, ctx)
        if not self.least <= number <= self.most:
            self.fail(f"« {value} » doit être entre {self.least} et {self.most}.", param, ctx)
        return number


class Code(click.ParamType[str]):
    """A code as a list tells it; if `several`, one or more codes joined by hyphens."""

    name = "code"

    def __init__(self, *, several: bool = False) -> None:
        self.several = several

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code, in capitals, if it can be one: a rank in a list cannot."""
        code = str(value).strip().upper()
        if code.isdigit():
            self.fail(f"« {value} » est un rang, qui change d'une liste à l'autre. {CODE}", param, ctx)
        codes = code.split("-") if self.several else [code]
        if any(len(each) != LENGTH or set(each) - set(LETTERS) for each in codes):
            self.fail(f"« {value} » n'est pas un code. {CODE}", param, ctx)
        return code


class Reply(click.ParamType[str]):
    """An answer to a question, as it is told with it."""

    name = "réponse"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, if it tells an answer."""
        from tpplanner.texts.questions import REPONSE_MAL_DITE
        from tpplanner.workbook.questions import told_in_words

        try:
            told_in_words(str(value))
        except ValueError:
            self.fail(f"« {value} » : {REPONSE_MAL_DITE}.", param, ctx)
        return str(value)


class Date(click.ParamType[date]):
    """A day, as it is typed in a workbook."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, if the text is one."""
        from tpplanner.workbook.cells import Unreadable, jour

        try:
            return jour(str(value))
        except Unreadable:
            self.fail(f"« {value} » : {DATE}", param, ctx)


AFFICHAGES = tuple(designation.value for designation in Designation)
"""What ``--affichage`` offers: how the wall names candidats."""


class Choix(click.ParamType[str]):
    """One of a few words."""

    name = "choix"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, if it is one of them."""
        if value not in self.choices:
            self.fail(f"« {value} » : choisissez {' ou '.join(self.choices)}.", param, ctx)
        return str(value)


class Choices(click.ParamType[tuple[str, ...]]):
    """Some of a few words, separated by commas."""

    name = "liste"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words, if each is one of them, in their order."""
        if isinstance(value, tuple):
            return value
        words = [word.strip().casefold() for word in str(value).split(",") if word.strip()]
        unknown = [word for word in words if word not in self.choices]
        if unknown or not words:
            self.fail(f"« {', '.join(unknown)} » : choisissez parmi {', '.join(self.choices)}.", param, ctx)
        return tuple(choice for choice in self.choices if choice in words)


def told(error: click.ClickException) -> str:
    """A usage error in French."""
    match error:
        case click.NoSuchOption():
            proches = f" Vouliez-vous dire {' ou '.join(error.possibilities)} ?" if error.possibilities else ""
            return f"Option inconnue : {error.option_name}.{proches}"
        case click.MissingParameter() if error.param is not None:
            return _missing(error.param, error.ctx)
        case click.BadParameter() if isinstance(error.param, click.Option):
            return f"{_option(error.param).capitalize()} : {error.message}"
        case click.BadParameter():
            return error.message[:1].upper() + error.message[1:]
        case click.BadOptionUsage():
            return f"L'option {error.option_name} attend une valeur."
        case _:
            return error.message


def _missing(param: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return f"Il manque {_option(param)}."
    command = ctx.command_path if ctx is not None else "tpplanner"
    what, example = _argument(param)
    return f"Indiquez {what}, par exemple : {command} {example}"


def _argument(param: click.Parameter | None) -> tuple[str, str]:
    """What an argument is, and an example of it; for an option that names a file, those of a file."""
    return ARGUMENTS.get((param.metavar or "") if isinstance(param, click.Argument) else "", FICHIER)


def _option(param: click.Option) -> str:
    return f"l'option {'/'.join(param.opts)}"
