"""The centre's own letter, a .docx with fields in double braces, filled in a sandbox.

A letter comes from outside: it may name fields and loop over them, and reach nothing else; what it shows of people is
escaped, so that a name never becomes a field or a tag.
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.documents.letters import Champs
from tpplanner.export.documents.zipped import dated
from tpplanner.texts import convocation as texte

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment


class CentreLetter:
    """A letter of the centre; raises UserError where it is no .docx."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._opened()

    def filled(self, champs: Champs) -> bytes:
        """The letter with these fields, as bytes of a .docx; raises UserError for one that cannot be filled."""
        letter, filled = self._opened(), BytesIO()
        try:
            unknown = letter.get_undeclared_template_variables(_environment(), context=champs)
            if unknown:
                raise _refused(texte.champs_inconnus(unknown))
            letter.render(champs, _environment(), autoescape=True)
        except UserError:
            raise
        except Exception as error:  # a letter is a program of the user's: whatever it does wrong is told to him
            raise _refused(texte.modele_refuse(_reason(error))) from error
        letter.save(filled)
        return dated(filled.getvalue())

    def _opened(self) -> "DocxTemplate":
        from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - only who has a letter waits for it
        from docxtpl import DocxTemplate  # noqa: PLC0415

        try:
            letter = DocxTemplate(BytesIO(self._content))
            letter.init_docx()
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
            issue = Issue(Severity.ERROR, texte.MODELE_ILLISIBLE, texte.MODELE_ILLISIBLE_CONSEIL)
            raise UserError(issue) from error
        return letter


def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _reason(error: Exception) -> str:
    """What is wrong with a letter, in French."""
    from jinja2 import TemplateSyntaxError, UndefinedError  # noqa: PLC0415 - as above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415

    match error:
        case SecurityError():
            return texte.MODELE_INTERDIT
        case UndefinedError():
            return texte.champ_absent(re.findall(r"'(\w+)'", error.message or ""))
        case TemplateSyntaxError():
            return texte.MODELE_MAL_ECRIT
    return texte.MODELE_IMPOSSIBLE


def _refused(message: str) -> UserError:
    return UserError(Issue(Severity.ERROR, message, texte.MODELE_REFUSE_CONSEIL))
