"""A page as a picture: as wide as asked, what was read framed on it, its words still to be read."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from tpplanner.re_pdf.document import Frame
from tpplanner.re_pdf.picture import EDGE, TALLEST, TINT, page_png


def document(*sizes):
    pdf = pypdfium2.PdfDocument.new()
    for size in sizes:
        pdf.new_page(*size)
    target = BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


def drawn(data, page=1, frames=(), width=800):
    return Image.open(BytesIO(page_png(data, page, frames, width)))


def test_a_page_is_as_wide_as_asked_and_blank_where_nothing_is_framed():
    picture = drawn(document((842, 595)))
    assert picture.size[0] == 800
    assert abs(picture.size[1] - 800 * 595 / 842) <= 1
    assert picture.getcolors() == [(picture.width * picture.height, (255, 255, 255))]


def test_a_frame_stands_where_the_words_do():
    picture = drawn(document((800, 400)), frames=[Frame(100, 50, 300, 80)])
    assert picture.getpixel((200, 65)) == TINT
    assert picture.getpixel((98, 65)) == EDGE
    assert picture.getpixel((200, 48)) == EDGE
    assert picture.getpixel((95, 65)) == picture.getpixel((310, 65)) == (255, 255, 255)


@pytest.mark.parametrize("frame", [Frame(900, 0, 950, 20), Frame(-50, -50, -20, -20), Frame(0, 0, 9e9, 9e9)])
def test_a_frame_beside_the_page_harms_nothing(frame):
    assert drawn(document((800, 400)), frames=[frame]).size == (800, 400)


def test_a_page_of_another_shape_fills_no_memory():
    picture = drawn(document((10, 14_000)), width=2400)
    assert picture.height <= TALLEST * 2400


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_is_refused(page):
    with pytest.raises(ValueError, match=str(page)):
        page_png(document((842, 595)), page, (), 800)
