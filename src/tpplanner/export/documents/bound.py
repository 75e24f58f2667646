"""Papers of ours, bound: several as one that is printed at once, the number of their pages, the first as a picture.

pdfium works for one thread at a time: whoever comes meanwhile waits. A paper that is no PDF any more raises UserError.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import papiers as textes

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_ONE_AT_A_TIME = Lock()

_SHADES = 32
"""colours of a picture: a paper has few, and the file is a third as big"""


@contextmanager
def _opened(paper: bytes) -> "Iterator[PdfDocument]":
    import pypdfium2  # noqa: PLC0415 - only who prints waits for it

    try:
        document = pypdfium2.PdfDocument(paper)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UserError(Issue(Severity.ERROR, textes.ABIME, textes.ABIME_QUE_FAIRE)) from error


def bound(papers: Iterable[bytes]) -> bytes:
    """One PDF of several, in their order."""
    import pypdfium2  # noqa: PLC0415 - as above

    target = BytesIO()
    with _ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
        try:
            for paper in papers:
                with _opened(paper) as one:
                    whole.import_pages(one)
            whole.save(target)
        finally:
            whole.close()
    return target.getvalue()


def page_count(paper: bytes) -> int:
    """How many pages a PDF has."""
    with _ONE_AT_A_TIME, _opened(paper) as document:
        return len(document)


def first_page(paper: bytes, width: int) -> bytes:
    """The PNG of the first page, so many pixels wide."""
    target = BytesIO()
    with _ONE_AT_A_TIME, _opened(paper) as document:
        sheet = document[0]
        picture = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB")
    picture.quantize(_SHADES).save(target, "PNG", optimize=True)
    return target.getvalue()
