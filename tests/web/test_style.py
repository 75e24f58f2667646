"""One visual language: the style has no colour, size, radius, space of its own; no page has the markup of a component."""

import re

import pytest

from export.test_tokens import EDGE, EDGES, TEXT, WORDS, contrast
from tpplanner.export.tokens import DARK, LIGHT, TOKENS
from tpplanner.web.desk import TEMPLATES
from tpplanner.web.kept import FOLDER, address_of, packed
from tpplanner.web.plannings.timeline.capsules import BarKind
from tpplanner.web.plannings.timeline.drawing import SCALES

LAYERS = ["reset", "tokens", "base", "components", "timeline", "print"]
MOST_BYTES = 30_000
FONT_SIZES = {"petit": 0.8125, "table": 0.875, "texte": 1, "chapeau": 1.125, "h2": 1.375, "h1": 1.75}
"""rem"""
SPACES = {"e1": 4, "e2": 8, "e3": 12, "e4": 16, "e5": 24, "e6": 32, "e7": 48}
RADII = {"r-champ": 4, "r-carte": 8, "r-puce": 999}
"""px"""
NARROW = "900px"

STYLE, HELD = (
    re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    for name in ("page.css", "retoucher.css")
)


def blocks(text):
    """What stands at the outside of a style: each heading, and what is between its braces."""
    depth, start, head = 0, 0, ""
    for at, letter in enumerate(text):
        if letter == "{":
            if depth == 0:
                head, start = text[start:at].strip().rpartition(";")[2].strip(), at + 1
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield head, text[start:at]
                start = at + 1


def layers():
    found = {head.removeprefix("@layer "): inside for head, inside in blocks(STYLE) if head.startswith("@layer ")}
    return found | {"timeline": found["timeline"] + dict(blocks(HELD))["@layer timeline"]}


def rules(text):
    """Every selector with its declarations, those of conditions too."""
    for head, inside in blocks(text):
        if head.startswith("@"):
            yield from rules(inside)
        else:
            yield head, [tuple(map(str.strip, d.split(":", 1))) for d in inside.split(";") if ":" in d]


def dressed():
    """Every declaration but those of the layer `tokens`."""
    for name, inside in layers().items():
        if name != "tokens":
            for selector, declarations in rules(inside):
                yield from ((selector, *declaration) for declaration in declarations)


def tokens():
    return {name.removeprefix("--"): value for _, ds in rules(layers()["tokens"]) for name, value in reversed(ds)}


def test_its_layers_stand_in_their_order_and_it_is_light():
    assert STYLE.split("@layer ", 1)[1].split(";")[0].split(", ") == LAYERS
    assert list(layers()) == LAYERS
    assert [head for head, _ in blocks(STYLE) if not head.startswith("@layer")] == [], "nothing outside of a layer"
    assert sum(len(packed(path.read_text(encoding="utf-8")).encode()) for path in FOLDER.glob("*.css")) <= MOST_BYTES


def test_the_layer_of_tokens_dresses_nothing():
    assert {selector for selector, _ in rules(layers()["tokens"])} == {":root"}


def test_whatever_is_dressed_is_there():
    dressed_classes = {name for selector, *_ in dressed() for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    written = [*TEMPLATES.glob("*.html"), *FOLDER.glob("*.js")]
    words = {word for path in written for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))}
    built = {f"e{scale}" for scale in SCALES} | {kind.value for kind in BarKind}
    assert len(dressed_classes) > 100
    assert dressed_classes - words - built == set()


def test_sizes_spaces_and_radii_are_these_and_no_others():
    known = tokens()
    assert {name: known[name].replace("rem", "") for name in FONT_SIZES} == {
        name: f"{size:g}".removeprefix("0") for name, size in FONT_SIZES.items()
    }
    assert {name: known[name] for name in known if re.fullmatch(r"e\d", name)} == {
        n: f"{px}px" for n, px in SPACES.items()
    }
    assert {name: known[name] for name in known if name.startswith("r-")} == {n: f"{px}px" for n, px in RADII.items()}


def test_no_size_is_written_outside_of_the_tokens():
    written = [d for d in dressed() if re.search(r"(?<![\w-])\.?\d[\d.]*(px|rem|ch|pt|mm|cm|in|ms|s)\b", d[2])]
    assert written == []


def test_no_colour_is_written_outside_of_the_tokens():
    literal = re.compile(
        r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)a?\(|\b(?:white|black|red|green|blue|gr[ae]y)\b"
    )
    assert [d for d in dressed() if literal.search(d[2])] == []


ONLY = {
    "font-size": r"var\(--(petit|table|texte|chapeau|h2|h1)\)|inherit",
    "font-weight": r"400|600",
    "border-radius": r"(var\(--r-(champ|carte|puce)\)|0| )+",
    "box-shadow": r"var\(--ombre\)|none|inset .*",
    "(margin|padding|gap|row-gap|column-gap|inset)(-.*)?": r"((calc\(-1 \* )?var\(--(e\d|ecart|foyer|filet)\)\)?|-?\d+%|0|auto|\.\d+em| )+",
}


@pytest.mark.parametrize("what", ONLY)
def test_each_of_these_is_one_of_its_tokens(what):
    of_it = [d for d in dressed() if re.fullmatch(what, d[1])]
    assert of_it
    assert [d for d in of_it if not re.fullmatch(ONLY[what], d[2].removesuffix(" !important"))] == []


def test_each_variable_is_a_token():
    known = {*TOKENS, *tokens(), *(d[1].removeprefix("--") for d in dressed() if d[1].startswith("--"))}
    assert {name for d in dressed() for name in re.findall(r"var\(--([a-z0-9-]+)", d[2])} - known == set()


def test_a_page_is_narrow_at_one_width():
    assert set(re.findall(r"(?:min|max)-width: *([^)]+)\)", "".join(h for h, _ in conditions(STYLE)))) <= {NARROW}


def conditions(text):
    for head, inside in blocks(text):
        if head.startswith("@"):
            yield head, inside
            yield from conditions(inside)


def test_each_pair_that_a_rule_writes_is_measured():
    """Words on a ground, an edge on a ground: what stands together in a rule is in the table of pairs."""
    colours = {name: f"var(--{name})" for name in TOKENS}
    for selector, declarations in (r for layer in layers().values() for r in rules(layer)):
        said = dict(declarations)
        ground = [n for n, v in colours.items() if said.get("background") == v]
        words = [n for n, v in colours.items() if said.get("color") == v]
        edges = [n for n, v in colours.items() if v in said.get("border", said.get("border-color", ""))]
        for on in ground:
            for word in words:
                assert (word, on) in WORDS, selector
            for edge in edges:
                assert edge in ("trait", on) or (edge, on) in EDGES or edge_is_seen(edge), selector


def edge_is_seen(edge):
    """Around a control that is filled: the edge is told from the page, on which it stands."""
    return all(contrast(p[edge], p["fond"]) >= EDGE for p in (LIGHT, DARK))


@pytest.mark.parametrize("state", ["ok", "attention", "faute"])
def test_a_state_has_its_words_on_its_ground(state):
    tone = dict(next(ds for selector, ds in rules(layers()["components"]) if selector == f".{state}"))
    assert tone == {"--ton": f"var(--{state})", "--ton-fond": f"var(--{state}-fond)"}
    assert all(contrast(p[state], p[f"{state}-fond"]) >= TEXT for p in (LIGHT, DARK))


# Nothing of it elsewhere.

PAGES = sorted(
    path for path in TEMPLATES.glob("*.html") if path.name not in ("_composants.html", "_base.html", "_voies.html")
)
SCRIPTS = sorted(FOLDER.glob("*.js"))
COLOUR = re.compile(r"(?<![&\w/])#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b(?!;)(?=[\"' ;)])|\b(?:rgb|hsl)a?\(")


@pytest.mark.parametrize("path", [*PAGES, *SCRIPTS], ids=lambda path: path.name)
def test_no_template_and_no_script_has_a_look_of_its_own(path):
    text = path.read_text(encoding="utf-8")
    assert COLOUR.findall(text) == []
    assert re.findall(r'\sstyle="|<style|font-size|font-family|\bfill="(?!none)|\bstroke="', text) == []


@pytest.mark.parametrize("path", [path for path in SCRIPTS if path.name != "serveur.js"], ids=lambda path: path.name)
def test_nothing_is_asked_before_the_server_has_proven_to_be_it(path):
    """`serveur.js` asks for the proof: another's answer may stand where this one's was."""
    assert not re.search(
        r"\bfetch\(|XMLHttpRequest|(?<!if \(sure\(\)\) navigator\.)sendBeacon\(", path.read_text(encoding="utf-8")
    )


def test_one_script_tells_a_proof_apart_and_one_asks_as_its_page_is_left():
    """A page without a key can ask for no proof: `certain` knows, the others go by it."""
    users = {name: {p.name for p in SCRIPTS if name in p.read_text(encoding="utf-8")} for name in ("proof(", "askNow(")}
    assert users == {"proof(": {"serveur.js", "vie.js"}, "askNow(": {"serveur.js", "centre.js"}}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.name)
def test_a_drawing_has_no_colour_but_of_the_table(path):
    assert {*re.findall(r"#[0-9a-fA-F]{3,6}", path.read_text(encoding="utf-8"))} <= {*LIGHT.values()}


OF_COMPONENTS = re.compile(
    r"<button\b|<details\b|<dialog\b|<summary\b|<article\b|"
    r'class="(?:verdict|etat|alerte|carte|pli|puce|barre|menu|bouton|case|champ|tableau|tete|segments|etapes|dialogue|vide)[ "]'
)
"""What a macro of `_composants.html` writes."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_writes_what_a_component_is(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert OF_COMPONENTS.findall(text) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_that_asks_for_itself_says_where(path):
    """A browser that is told no address goes nowhere from one that ends in a place of the page."""
    assert re.findall(r'http-equiv="refresh" content="\d+"', path.read_text(encoding="utf-8")) == []


def test_each_component_is_among_the_samples():
    macros = re.findall(r"\{% macro (\w+)", (TEMPLATES / "_composants.html").read_text(encoding="utf-8"))
    used = (TEMPLATES / "echantillons.html").read_text(encoding="utf-8")
    assert [name for name in macros if f"c.{name}(" not in used and name != "attributs"] == []


# Signs.


def test_each_sign_that_a_page_asks_for_is_drawn():
    drawn = {*re.findall('id="([a-z]+)"', (FOLDER / "icones.svg").read_text(encoding="utf-8"))}
    asked = set()
    for path in [*PAGES, TEMPLATES / "_composants.html", TEMPLATES / "_base.html"]:
        asked |= {*re.findall(r"(?:icone\(|signe=)'([a-z]+)'", path.read_text(encoding="utf-8"))}
    assert asked - drawn == set()
    assert len(drawn) >= len(asked) > 10


def test_a_browser_keeps_a_file_that_it_asks_for_by_what_it_holds(server):
    address = address_of("icones.svg")
    assert re.fullmatch(r"/static/icones\.svg\?e=[0-9a-f]{16}", address)
    for asked, kept in ((address, True), ("/static/icones.svg", False), ("/static/icones.svg?e=0", False)):
        status, headers, _ = server.get(asked)
        assert (status, "immutable" in headers["cache-control"]) == (200, kept), asked
    assert server.get("/static/nothing.svg?e=0")[0] == 404


def test_a_style_is_sent_packed_and_says_the_same(server):
    sent = server.get("/static/page.css")[2]
    assert len(sent.encode()) <= MOST_BYTES
    assert [*without_spaces(sent)] == [*without_spaces(STYLE)]
    assert packed("/* x */ a > b,\n c :is(d) { e: f; }\n@media (g: 1) { h { i: j } }") == (
        "a>b,c :is(d){e:f;}@media (g:1){h{i:j}}"
    )


def without_spaces(text):
    """Every rule, spaces aside."""
    for selector, declarations in rules(text):
        yield re.sub(r"\s", "", selector), [tuple(re.sub(r"\s", "", part) for part in d) for d in declarations]
