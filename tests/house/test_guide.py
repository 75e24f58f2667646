"""The guide begins with its contents: each chapter, in order, under the address that a page gives to its heading."""

import re
from pathlib import Path

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")


def anchor(heading):
    """As GitHub and most readers of Markdown make it: letters, digits and hyphens, a space being a hyphen."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_the_contents_are_the_chapters():
    before, _, _ = GUIDE.partition("\n## ")
    told = re.findall(r"^- \[(.+)\]\(#(.+)\)$", before, re.MULTILINE)
    chapters = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    assert told == [(chapter, anchor(chapter)) for chapter in chapters]
