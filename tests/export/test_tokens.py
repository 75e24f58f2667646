"""The one table of colours: what stands together can be read, on white and on black; bars are told apart in grey."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from tpplanner import export
from tpplanner.export.pictures import STRIPE, styles, variable
from tpplanner.export.tokens import DARK, LIGHT, TOKENS, declared

TEXT, EDGE = 4.5, 3.0
"""contrasts at least (WCAG 2.2: 1.4.3, 1.4.11)"""
GROUNDS = ("fond", "plan")
STATES = ("ok", "attention", "faute")
BARS = ("passage", "travail", "accueil", "pause")

WORDS = [
    *((words, ground) for words in ("encre", "doux", "action", *STATES) for ground in GROUNDS),
    *((state, f"{state}-fond") for state in STATES),
    *((words, f"{ground}-fond") for words in ("encre", "doux", "action") for ground in (*STATES, "action")),
    *(("sur-action", filled) for filled in ("action", "faute", "ok")),
    *(("encre", bar) for bar in BARS),
    ("doux", "pause"),
]
EDGES = [
    *((edge, ground) for edge in ("bord", "action", *STATES) for ground in GROUNDS),
    *(("bord", f"{ground}-fond") for ground in (*STATES, "action")),
    *(("action", bar) for bar in ("passage", "fond")),
    *((edge, bar) for edge in ("faute", "encre") for bar in (*BARS, "fond")),
    ("travail-bord", "travail"),
    ("accueil-bord", "accueil"),
    *((edge, ground) for edge in ("travail-bord", "accueil-bord") for ground in GROUNDS),
]


def channels(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(colour, ground, part):
    """What is seen of a colour that covers a ground in part."""
    mixed = (round(255 * (part * c + (1 - part) * g)) for c, g in zip(channels(colour), channels(ground), strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def test_the_measure_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, TEXT), (EDGES, EDGE)], ids=["words", "edges"])
def test_what_stands_together_can_be_read(palette, pairs, least):
    measured = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in measured.items() if value < least} == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_stripes(palette):
    assert contrast(palette["encre"], over(palette["travail-bord"], palette["travail"], STRIPE)) >= TEXT


def test_a_colour_is_written_whole():
    assert {name: pair for name, pair in TOKENS.items() if not all(re.fullmatch("#[0-9A-F]{6}", c) for c in pair)} == {}
    assert declared().count("--fond:") == 2, "light and dark"


def test_kinds_of_bars_are_told_apart_without_colours():
    """By how they are drawn: plain with an edge, empty, striped, dotted, without an edge."""
    drawn = {}
    for name in "jstpa":
        (rule,) = re.findall(rf"\.tp \.{name} rect\{{(.*?)\}}", styles(variable))
        fill = re.search("fill:(url|var)", rule)[1]
        empty, edged = "--fond" in rule, "stroke:" in rule
        drawn[name] = (fill, empty, edged, "dasharray" in rule)
    for one, other in combinations(drawn, 2):
        assert drawn[one] != drawn[other], (one, other)


def test_green_amber_and_red_fill_no_bar():
    fills = re.findall(r"fill:var\(--([a-z-]+)", styles(variable))
    assert fills
    assert [name for name in fills if name.split("-")[0] in STATES] == []


COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?!;)|\b(?:rgba?|hsla?|luma|oklch)\(")
PAPERS = Path(export.__file__).parent
INK_AND_PAPER = {"#000000", "#FFFFFF"}


@pytest.mark.parametrize("path", sorted(PAPERS.rglob("*.*")), ids=lambda path: path.name)
def test_no_paper_has_a_colour_of_its_own(path):
    if path.suffix == ".pyc" or path.name == "tokens.py":
        return
    text = path.read_text(encoding="utf-8").replace("rgb(colours.at(name))", "")
    assert {*COLOUR.findall(text)} - INK_AND_PAPER == set()
