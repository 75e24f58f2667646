"""A page of a document as a picture, the passages that something was read from framed on it."""

from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from tpplanner.re_pdf.document import Frame

WIDTHS = (200, 2400)
"""The narrowest and the widest picture, in pixels."""

TALLEST = 4
"""How many times its width a picture is high at most: a page of another shape is drawn smaller."""

MARGIN = 2.0
"""Points between words and their frame."""

EDGE, TINT = (176, 84, 0), (255, 236, 153)
"""The line of a frame, and what lies over the words in it: what is dark there stays dark."""


def page_png(data: bytes, page: int, frames: Sequence[Frame], width: int) -> bytes:
    """The PNG of a page (from 1) of a document, `width` pixels wide, its frames drawn.

    Raises ValueError where the document has no such page, pypdfium2's own error where it cannot be opened.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page <= len(document):
            raise ValueError(page)
        sheet = document[page - 1]
        points_wide, points_high = sheet.get_size()
        scale = _scale(points_wide, points_high, width)
        picture = sheet.render(scale=scale).to_pil().convert("RGB")
        for frame in frames:
            _draw(picture, frame, scale)
    finally:
        document.close()
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _scale(points_wide: float, points_high: float, width: int) -> float:
    """Pixels a point."""
    least, most = WIDTHS
    width = min(most, max(least, width))
    return min(width / points_wide, TALLEST * width / points_high)


def _draw(picture: Image.Image, frame: Frame, scale: float) -> None:
    box = (
        max(0, int((frame.x0 - MARGIN) * scale)),
        max(0, int((frame.top - MARGIN) * scale)),
        min(picture.width, int((frame.x1 + MARGIN) * scale)),
        min(picture.height, int((frame.bottom + MARGIN) * scale)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:  # beside the page
        return
    words = picture.crop(box)
    picture.paste(ImageChops.multiply(words, Image.new("RGB", words.size, TINT)), box)
    ImageDraw.Draw(picture).rectangle(box, outline=EDGE, width=max(2, round(1.4 * scale)))
