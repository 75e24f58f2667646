"""Papers of ours, bound: several as one that is printed at once, the number of their pages, the first as a picture.

pdfium works for one thread at a time: whoever comes meanwhile waits.
"""

from collections.abc import Iterable
from io import BytesIO
from threading import Lock

_ONE_AT_A_TIME = Lock()

_SHADES = 32
"""colours of a picture: a paper has few, and the file is a third as big"""


def bound(papers: Iterable[bytes]) -> bytes:
    """One PDF of several, in their order; raises pypdfium2's own error for what is none."""
    import pypdfium2  # noqa: PLC0415 - only who prints waits for it

    target = BytesIO()
    with _ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
        try:
            for paper in papers:
                one = pypdfium2.PdfDocument(paper)
                whole.import_pages(one)
                one.close()
            whole.save(target)
        finally:
            whole.close()
    return target.getvalue()


def page_count(paper: bytes) -> int:
    """How many pages a PDF has; raises as `bound` does."""
    import pypdfium2  # noqa: PLC0415 - as above

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(paper)
        try:
            return len(document)
        finally:
            document.close()


def first_page(paper: bytes, width: int) -> bytes:
    """The PNG of the first page, so many pixels wide; raises as `bound` does."""
    import pypdfium2  # noqa: PLC0415 - as above

    target = BytesIO()
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(paper)
        try:
            sheet = document[0]
            picture = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB")
        finally:
            document.close()
    picture.quantize(_SHADES).save(target, "PNG", optimize=True)
    return target.getvalue()
