"""What the page is made of is short enough to be read at once."""

from pathlib import Path

from tpplanner import web

MOST_LINES = 350
"""Of a module, a template, a script."""


def test_nothing_of_the_page_is_long():
    parts = [path for path in Path(web.__file__).parent.rglob("*") if path.suffix in (".py", ".html", ".js")]
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in parts}
    assert len(lines) > 100, "it reads the page"
    assert {name: number for name, number in lines.items() if number > MOST_LINES} == {}
