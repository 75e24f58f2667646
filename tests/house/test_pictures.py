"""Pictures are made from the documents themselves, and shown: none stays that nobody makes or looks at."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = {path.name for path in (ROOT / "docs" / "images").iterdir()}
BY_HAND = {name for name in PICTURES if name.startswith("installer-")}
"""Windows of the installer, which Windows alone shows."""


def test_each_picture_is_made_by_make_images_but_those_of_the_installer():
    documents = (ROOT / "scripts" / "pictures.py").read_text(encoding="utf-8")
    stories = (ROOT / "stories" / "tales.py").read_text(encoding="utf-8")
    screens = {f"{name}.png" for name in re.findall(r'\.picture\("([\w-]+)"', stories)}
    assert {*re.findall(r'^    "([\w-]+\.png)": ', documents, re.M)} | screens == PICTURES - BY_HAND


def test_each_picture_stands_on_a_page():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r"images/([\w-]+\.png)", page.read_text(encoding="utf-8"))}
    assert shown == PICTURES
