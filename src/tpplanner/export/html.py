"""How a page is made of a template: whatever was typed is escaped, and what is read has the spaces of French."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.texts.classeur import sans_coupure
from tpplanner.texts.noms import duree
from tpplanner.workbook.kit import safe

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def template(folder: Path, name: str) -> "Template":
    """A template of a folder.

    The filter `exact` is for what fields hold, which comes back as it went: escaped, and nothing else. Within tags it
    is there already, but for attributes that are read.
    """
    return _environment(folder).get_template(name)


@cache
def _environment(folder: Path) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only who wants a page waits
    from jinja2.ext import Extension  # noqa: PLC0415
    from markupsafe import Markup, escape  # noqa: PLC0415

    class Typography(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            return spaced(source)

    made = Environment(
        loader=FileSystemLoader(folder),
        extensions=[Typography],
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"svg": Markup, "exact": escape, "duree": duree}
    return made


def _shown(value: object) -> object:
    """A text without what could turn or break it; what is markup already stays as it is."""
    return sans_coupure(safe(value)) if type(value) is str else value


# The words of a template itself: between tags, and in the attributes that are read.

_CODE = r"\{[{%#].*?[}%#]\}"
_TAG = rf"<(?:script|style)\b.*?</(?:script|style)>|<[a-z/!](?:{_CODE}|[^>])*>"
_PIECES = re.compile(rf"{_CODE}|(?P<tag>{_TAG})|(?P<words>(?:(?!{_CODE})[^<]|<(?![a-z/!]))+)", re.DOTALL)
_IN_TAG = re.compile(
    r"(?P<read>\s(?:aria-label|title|placeholder|data-muet|data-ferie)=\"[^\"]*\")|\{\{(?P<value>.*?)\}\}", re.DOTALL
)


def spaced(source: str) -> str:
    """A template, its words with the spaces of French; what other attributes hold (keys, addresses) is `exact`."""

    def piece(found: re.Match[str]) -> str:
        if found["tag"]:
            return _IN_TAG.sub(attribute, found[0])
        return sans_coupure(found[0]) if found["words"] else found[0]

    def attribute(found: re.Match[str]) -> str:
        return sans_coupure(found[0]) if found["read"] else f"{{{{ ({found['value']})|exact }}}}"

    return _PIECES.sub(piece, source)
