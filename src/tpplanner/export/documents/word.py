"""Pages that people change in Word: headings, sentences, lists, a table; French, their audience at their foot."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from tpplanner.export.documents.zipped import dated
from tpplanner.export.safe_text import safe

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

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
