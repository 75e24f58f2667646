"""The centre's own letter, a .docx with fields in double braces, filled in a sandbox.

A letter comes from outside: it may name fields and loop over them, and reach nothing else, nor change them; what it
shows of people is escaped, so that a name never becomes a field or a tag. What a few letters could make huge is not let
through: the file unpacked, calculations, filters that pad.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from tpplanner.domain.noms import cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.documents.letters import Champs
from tpplanner.export.documents.zipped import dated
from tpplanner.texts import convocation as texte

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment


MAX_UNPACKED = 30_000_000
"""bytes of all parts together: ten times as much memory"""
_PADDING = ("center", "indent", "format", "batch", "slice")
"""Filters that make as much text as a number says."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SINGLE = re.compile(r"(?<!\{)\{\s*([^\W\d][\w. ]*?)\s*\}(?!\})")
"""A name between single braces."""
_MARKS = ("{{", "{%")
"""What a letter with fields has."""


class CentreLetter:
    """A letter of the centre; raises UserError where it is no .docx."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._opened()

    def filled(self, champs: Champs) -> bytes:
        """The letter with these fields, as bytes of a .docx; raises UserError for one that cannot be filled."""
        letter, filled = self._opened(), BytesIO()
        try:
            _must_name_fields(letter, champs)
            letter.render(champs, _environment(), autoescape=True)
        except UserError:
            raise
        except Exception as error:  # a letter is a program of the user's: whatever it does wrong is told to him
            raise _refused(texte.modele_refuse(_reason(error))) from error
        letter.save(filled)
        return dated(filled.getvalue())

    def _opened(self) -> "DocxTemplate":
        from docxtpl import DocxTemplate  # noqa: PLC0415 - only who has a letter waits for it

        try:
            with ZipFile(BytesIO(self._content)) as archive:
                unpacked = sum(part.file_size for part in archive.infolist())
            letter = DocxTemplate(BytesIO(self._content))
            if unpacked <= MAX_UNPACKED:
                letter.init_docx()
        except Exception as error:  # libraries raise anything over a file that is damaged or no letter
            issue = Issue(Severity.ERROR, texte.MODELE_ILLISIBLE, texte.MODELE_ILLISIBLE_CONSEIL)
            raise UserError(issue) from error
        if unpacked > MAX_UNPACKED:
            raise UserError(Issue(Severity.ERROR, texte.modele_trop_gros(MAX_UNPACKED), texte.MODELE_TROP_GROS_CONSEIL))
        return letter


def _must_name_fields(letter: "DocxTemplate", champs: Champs) -> None:
    """Raise UserError for fields that do not exist, for fields in one brace only, for a letter without any."""
    unknown = letter.get_undeclared_template_variables(_environment(), context=champs)
    if unknown:
        raise _refused(texte.champs_inconnus(unknown))
    known = {cle(name) for name in _names(champs)}
    lines = tuple(_lines(letter))
    alone = (name for line in lines for name in _SINGLE.findall(line))
    single = [name for name in dict.fromkeys(alone) if cle(name.rpartition(".")[2]) in known]
    if single:
        raise _refused(texte.accolades_simples(single))
    if not any(mark in line for line in lines for mark in _MARKS):
        raise _refused(texte.MODELE_SANS_CHAMP)


def _names(champs: Champs) -> Iterator[str]:
    """The names of fields, and of the fields of those of which there are several."""
    for name, value in champs.items():
        yield name
        if isinstance(value, list):
            for item in value:
                yield from _names(item) if isinstance(item, dict) else ()


def _lines(letter: "DocxTemplate") -> Iterator[str]:
    """The text of each paragraph of the letter, of its tables, of its headers and footers."""
    for part in letter.docx.part.package.iter_parts():
        root = getattr(part, "element", None)
        for paragraph in root.iter(f"{_WORD}p") if root is not None else ():
            yield "".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))


def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, _context: object, operator: str, _left: object, _right: object) -> object:
            raise SecurityError(operator)

    environment = Sandbox(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    for name in _PADDING:
        del environment.filters[name]
    return environment


def _reason(error: Exception) -> str:
    """What is wrong with a letter, in French."""
    from jinja2 import TemplateAssertionError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415 - as above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415

    match error:
        case SecurityError():
            return texte.MODELE_INTERDIT
        case UndefinedError():
            return texte.champ_absent(re.findall(r"'(\w+)'", error.message or ""))
        case TemplateAssertionError():
            return texte.MODELE_FILTRE
        case TemplateSyntaxError():
            return texte.MODELE_MAL_ECRIT
    return texte.MODELE_IMPOSSIBLE


def _refused(message: str) -> UserError:
    return UserError(Issue(Severity.ERROR, message, texte.MODELE_REFUSE_CONSEIL))
