"""Pages by typst: a template of ours, and data that it only ever shows.

Whatever was typed reaches the template as JSON, never as source: nothing in it can run. The engine's own fonts alone,
no clock, no network: the same pages, byte for byte, on every machine.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.export.matter import Audience, Matter
from tpplanner.export.safe_text import one_line, safe
from tpplanner.texts.classeur import insecable, phrase_centre, phrase_dates, phrase_session, sujet_de_page
from tpplanner.texts.dossier import AUDIENCES

if TYPE_CHECKING:
    from typst import Compiler

_EPOCH = 946_684_800
"""1 January 2000, in Unix seconds: the date written in every file"""


def typeset(template: str, matter: Matter, audience: Audience, titre: str, **data: Any) -> bytes:
    """The PDF of a template (``templates/<template>.typ``) filled with data that JSON can hold.

    Tagged for screen readers (PDF/UA-1); where a character has no letter in the engine's fonts, which PDF/UA forbids,
    the same page is merely tagged.
    """
    from typst import TypstError  # noqa: PLC0415 - only who asks for a PDF waits for the engine

    page = _inert({**data, **_head(matter, audience, titre)})
    compiler, source = _compiler()
    options: dict[str, Any] = {
        "input": str(source / f"{template}.typ"),
        "format": "pdf",
        "sys_inputs": {"data": json.dumps(page)},
        "timestamp": _EPOCH,
    }
    try:
        pdf = compiler.compile(pdf_standards=["ua-1"], **options)
    except TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        pdf = compiler.compile(**options)
    assert isinstance(pdf, bytes)  # noqa: S101 - one PDF, and no path to write it to
    return pdf


def _head(matter: Matter, audience: Audience, titre: str) -> dict[str, str]:
    session, jours = matter.session, matter.agenda.jours
    return {
        "titre": titre,
        "audience": AUDIENCES[audience],
        "sujet": one_line(sujet_de_page(session, jours)),
        "session": one_line(phrase_session(session)),
        "lieu": one_line(" – ".join(filter(None, (phrase_centre(session), phrase_dates(session, jours))))),
    }


def _inert(value: Any) -> Any:
    """The same data, every text in it safe, its guillemets and its numbers kept to their words."""
    match value:
        case str():
            return insecable(safe(value)).replace("n° ", "n°\u00a0")
        case Mapping():
            return {key: _inert(item) for key, item in value.items()}
        case list() | tuple():
            return [_inert(item) for item in value]
    return value


@cache
def _compiler() -> "tuple[Compiler, Path]":
    from typst import Compiler, Fonts  # noqa: PLC0415 - as above

    source = Path(str(resources.files("tpplanner.export") / "templates"))
    return Compiler(root=source, font_paths=Fonts(include_system_fonts=False), ignore_system_fonts=True), source
