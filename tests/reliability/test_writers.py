"""Nothing that writes is left out of the campaign that kills and refuses it: no command, no option, no form of the page."""

import click
import pytest
from reliability.writers import COMMANDS

from tpplanner.cli import tpplanner
from tpplanner.cli.french import Chemin, Code, Dossier
from tpplanner.web.app import CALL, END, ROUTES
from web.saves import AS_ANOTHER, SAVES, WRITE_NOTHING

WRITERS = (Chemin, Code, Dossier)
"""What an option is told where it makes a command write: where to, or what."""
ONLY_SAY = {"check", "diagnostic", "titres", "ouvrir"}
"""They write nothing that somebody asked for; what the page keeps as its own when it opens is a save of the page."""


def commands(group=tpplanner, above=()):
    """Every command, by the words that name it."""
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


def makes_write(param):
    """Whether this argument or option is about what is written or taken away."""
    into = isinstance(param.type, click.Path) and isinstance(param, click.Option)
    return isinstance(param.type, WRITERS) or into or param.name == "effacer"


OPTIONS = [(words, param) for words, command in commands() for param in command.params if makes_write(param)]


def tried(words):
    """The lines of the campaign that type this command."""
    return [command.words for command in COMMANDS.values() if command.words[: len(words)] == words]


@pytest.mark.parametrize(
    ("words", "param"), OPTIONS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else value.name
)
def test_every_option_that_makes_a_command_write_is_tried(words, param):
    lines = tried(words)
    assert lines
    assert isinstance(param, click.Argument) or {*param.opts} & {word for line in lines for word in line}


def test_every_command_is_tried_or_only_says_something():
    names = {" ".join(words) for words, _ in commands()}
    assert names - {" ".join(words) for words, _ in OPTIONS} == ONLY_SAY


def test_every_form_of_the_page_is_tried_or_changes_nothing():
    forms = {route.path for route in ROUTES if "POST" in (getattr(route, "methods", None) or ())} - {CALL, END}
    saved = {save.route for save in SAVES.values()} - {""}
    assert {*AS_ANOTHER.values()} <= SAVES.keys()
    assert saved <= forms
    assert forms - saved == WRITE_NOTHING | {*AS_ANOTHER}
