"""``docs/api.md``: what `import tpplanner` offers, from signatures and docstrings."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import tpplanner
from tpplanner.domain.answers import Infeasible, Planned, Reading, Report, Unfinished

ANSWERS = (Reading, Planned, Infeasible, Unfinished, Report)
"""what the functions give back"""


def api_page() -> str:
    """The page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield "# `import tpplanner`"
    yield ""
    yield "<!-- Written by `make docs` from the docstrings: not to be corrected by hand. -->"
    yield ""
    yield (
        "What the package offers to programs and notebooks. Whatever these read or write is what the commands read and write; "
        "a plan that they return has passed the audit. Bad input raises `tpplanner.errors.UserError`, whose `issues` hold "
        "every problem, in French, with its place and its cure."
    )
    yield ""
    for name in tpplanner.__all__:
        yield from _told(name, getattr(tpplanner, name))
    yield "## Answers"
    yield ""
    for answer in ANSWERS:
        yield from _told(answer.__name__, answer, depth=3)


def _told(name: str, thing: object, depth: int = 2) -> Iterator[str]:
    yield f"{'#' * depth} `{name}`"
    yield ""
    if is_dataclass(thing):
        yield from ("```python", f"class {name}:", *(f"    {f.name}: {_type(f.type)}" for f in fields(thing)), "```")
    else:
        yield from ("```python", _plain(f"{name}{inspect.signature(thing)}"), "```")
    yield ""
    yield inspect.cleandoc(thing.__doc__ or "")
    yield ""


def _type(annotation: object) -> str:
    return _plain(annotation.__name__ if inspect.isclass(annotation) else str(annotation))


def _plain(text: str) -> str:
    """A signature without the modules of its types, nor the quotes around some of them."""
    text = re.sub(r"(?<=[:>] )'([^']+)'", r"\1", text)
    return re.sub(
        r"\b(?:tpplanner|collections|pathlib|datetime|typing|concurrent|threading)(?:\.\w+)*\.(?=[A-Z])", "", text
    )
