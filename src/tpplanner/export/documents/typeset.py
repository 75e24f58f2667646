"""Pages by typst and by Word: a template of ours, and data that it only ever shows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tpplanner.export.documents import Audience, Matter
from tpplanner.export.tokens import LIGHT
from tpplanner.texts.classeur import insecable, phrase_session, sujet_de_page
from tpplanner.texts.documents import AUDIENCES
from tpplanner.texts.plain import one_line, safe

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle
    from typst import Compiler

# Pages by typst: a template of ours, and data that it only ever shows.

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
        "sys_inputs": {"data": json.dumps(page), "colours": json.dumps(LIGHT)},
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
        "lieu": one_line(matter.agenda.lieu),
        "brouillon": matter.agenda.brouillon if audience is Audience.AGREMENT else matter.agenda.provisoire,
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


# A .docx whose bytes depend on what it says, not on when it was made.

_NEUTRAL_TIME = (2000, 1, 1, 0, 0, 0)


_PACKED = (".png", ".jpg", ".jpeg", ".gif")
"""What a second packing makes no smaller, and takes a second for."""


def dated(content: bytes) -> bytes:
    """The same archive, every part of it dated alike."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = ZipInfo(name, _NEUTRAL_TIME)
            part.compress_type = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
            archive.writestr(part, source.read(name))
    return target.getvalue()


# Pages that people change in Word: headings, sentences, lists, a table; French, their audience at their foot.

_NEUTRAL = datetime(2000, 1, 1)
_FONT = "Arial"


class Page:
    """A .docx being written from top to bottom."""

    def __init__(self, titre: str, audience: str) -> None:
        from docx import Document  # noqa: PLC0415 - only who writes one waits for it
        from docx.shared import Mm, Pt  # noqa: PLC0415

        self._document = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(15)
        for name, size in (("Normal", 11), ("Title", 18), ("Heading 1", 13), ("List Bullet", 11), ("Footer", 8)):
            self._dress(self._document.styles[name], Pt(size))
        core = self._document.core_properties
        core.title, core.author, core.comments, core.language = safe(titre), "", "", "fr-FR"
        core.created = core.modified = _NEUTRAL
        section.footer.paragraphs[0].text = safe(audience)
        self._document.add_paragraph(safe(titre), "Title")

    def _dress(self, style: "ParagraphStyle", size: int) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415 - as above
        from docx.oxml.parser import OxmlElement  # noqa: PLC0415
        from docx.shared import Pt, RGBColor  # noqa: PLC0415

        style.font.name, style.font.size, style.font.color.rgb = _FONT, size, RGBColor(0, 0, 0)
        style.paragraph_format.space_after = Pt(3)
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), "fr-FR")
        properties.append(lang)

    def paragraph(self, texte: str, *, italic: bool = False, bold: bool = False) -> None:
        """A paragraph."""
        run = self._document.add_paragraph().add_run(safe(texte))
        run.italic, run.bold = italic, bold

    def heading(self, texte: str) -> None:
        """The heading of a part."""
        self._document.add_paragraph(safe(texte), "Heading 1")

    def bullets(self, textes: Iterable[str]) -> None:
        """A list."""
        for texte in textes:
            self._document.add_paragraph(safe(texte), "List Bullet")

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table, its first row in bold."""
        table = self._document.add_table(len(rows), len(rows[0]), "Table Grid")
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, texte in zip(cells.cells, row, strict=True):
                cell.paragraphs[0].add_run(safe(texte)).bold = row is rows[0]

    def content(self) -> bytes:
        """The file."""
        target = BytesIO()
        self._document.save(target)
        return dated(target.getvalue())
