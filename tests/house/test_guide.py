"""The guide and its second part: contents that are the chapters, links that lead somewhere, no more words than are read."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PARTS = [(DOCS / name).read_text(encoding="utf-8") for name in ("guide.md", "commandes.md")]
MOST_WORDS = 4_000
"""Of the guide: what a responsable reads before a first session."""


def anchor(heading):
    """As GitHub and most readers of Markdown make it: letters, digits and hyphens, a space being a hyphen."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("part", PARTS)
def test_the_contents_are_the_chapters(part):
    before, _, _ = part.partition("\n## ")
    told = re.findall(r"^- \[(.+)\]\(#(.+)\)$", before, re.MULTILINE)
    chapters = re.findall(r"^## (.+)$", part, re.MULTILINE)
    assert told == [(chapter, anchor(chapter)) for chapter in chapters]


@pytest.mark.parametrize("part", PARTS)
def test_every_link_and_every_picture_is_there(part):
    for target in re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", part):
        path, heading = DOCS / target[0], target[1]
        assert path.is_file(), path
        if heading:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [anchor(title) for title in headings]


def test_the_guide_is_short():
    assert len(PARTS[0].split()) <= MOST_WORDS
