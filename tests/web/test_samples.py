"""Every component as it is seen: compared with the pictures that are kept, light, dark, and without colours."""

import os
from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageOps

from web.browsing import needs_chromium
from web.samples import BROWSER, FONT, FONT_HOLDS, KEPT, drawn, font_holds, shown

pytestmark = needs_chromium

MOST = 0.001
"""of the pixels, that may differ"""
SEEN = 24
"""of 255: less is not seen"""


def pinned(browser):
    """Why the pictures cannot be compared here; empty where they can."""
    if not browser.version.startswith(BROWSER):
        return f"drawn by Chromium {BROWSER}, here {browser.version}"
    return "" if font_holds() == FONT_HOLDS else f"drawn in another version of {FONT}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_look_as_they_did_when_somebody_looked(browser, server, scheme, tmp_path):
    why = pinned(browser)
    if why and not os.environ.get("CI"):
        pytest.skip(why)
    picture, kept = drawn(browser, server, scheme), Image.open(KEPT / f"{scheme}.png").convert("RGB")
    picture.save(tmp_path / f"{scheme}.png")
    said = f"{why}; look at {tmp_path}, then keep it: PYTHONPATH=src:tests python -m web.samples"
    assert picture.size == kept.size, said
    different = ImageChops.difference(picture, kept).split()
    worst = ImageChops.lighter(ImageChops.lighter(different[0], different[1]), different[2])
    share = sum(worst.histogram()[SEEN:]) / (picture.width * picture.height)
    assert share <= MOST, said


def test_states_are_told_apart_without_colours(browser, server):
    """By the shape of their sign, in grey; and each has its word."""
    with shown(browser, server) as page:
        signs = {}
        for tone in ("ok", "attention", "faute", "neutre"):
            shot = page.locator(f".verdict.{tone} > .icone").first.screenshot()
            signs[tone] = ImageOps.autocontrast(Image.open(BytesIO(shot)).convert("L"))
        for one, other in combinations(signs, 2):
            difference = ImageChops.difference(signs[one], signs[other])
            assert sum(difference.histogram()[128:]) > 0.05 * difference.width * difference.height, (one, other)
        assert [word for word in page.locator(".etat").all_inner_texts() if not word.strip()] == []
