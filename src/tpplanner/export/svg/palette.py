"""How the pictures look, in light and in dark: colours under names, and one sheet of styles.

Nothing is told by colour alone: kinds of bars also differ by their edge, their pattern and their words.
"""

from collections.abc import Callable

from tpplanner.export.frise import Trait

LIGHT = {
    "ground": "#ffffff",
    "band": "#f4f6f8",
    "ink": "#16202b",
    "soft": "#46525f",
    "grid": "#d3dae1",
    "edge": "#5a6775",
    "jury": "#cfe2f8",
    "jury-edge": "#17508f",
    "watched": "#ffffff",
    "work": "#fff6e0",
    "work-line": "#f0dca8",
    "pause": "#e6e9ec",
    "pause-line": "#bcc4cc",
    "site": "#dff0e2",
}
"""Colours on white, by name."""

DARK = {
    "ground": "#14191f",
    "band": "#1c232b",
    "ink": "#edf2f7",
    "soft": "#b4c0cc",
    "grid": "#343f4a",
    "edge": "#91a1b1",
    "jury": "#1d4471",
    "jury-edge": "#86bdf7",
    "watched": "#14191f",
    "work": "#3a3220",
    "work-line": "#554826",
    "pause": "#2b333b",
    "pause-line": "#49545f",
    "site": "#1f3d27",
}
"""The same on black."""

CLASSES = {
    Trait.DEVANT_JURY: "j",
    Trait.SURVEILLE: "s",
    Trait.TRAVAIL: "t",
    Trait.PAUSE: "p",
    Trait.SITE: "a",
    Trait.APPEL: "j",
}
"""The class of each kind of bar: one letter, there are hundreds of them."""

FONT = "Arial,'Liberation Sans',Helvetica,sans-serif"

Colour = Callable[[str], str]
"""How a colour is written, by its name."""


def variable(name: str) -> str:
    """A colour that follows the page: ``var(--tp-ink,#16202b)``."""
    return f"var(--tp-{name},{LIGHT[name]})"


def literal(name: str) -> str:
    """A colour as it is on white, for programs that know no variables."""
    return LIGHT[name]


def variables() -> str:
    """Declares the colours for a page: light, and dark where the reader's screen is."""
    light = ";".join(f"--tp-{name}:{value}" for name, value in LIGHT.items())
    dark = ";".join(f"--tp-{name}:{value}" for name, value in DARK.items())
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def styles(colour: Colour) -> str:
    """The rules that dress the pictures, wherever they stand."""
    c = colour
    return (
        f".tp text{{font:10px {FONT};fill:{c('ink')}}}"
        f".tp .h{{font:11px {FONT};fill:{c('soft')};text-anchor:middle}}"
        f".tp .e{{text-anchor:end}}.tp .k{{font:bold 13px {FONT}}}"
        f".tp .n{{font:bold 11px {FONT}}}.tp .m{{font:9px {FONT};fill:{c('soft')}}}"
        f".tp g text{{text-anchor:middle;pointer-events:none}}"
        f".tp .j text{{font-weight:bold}}.tp .t text{{font-style:italic}}"
        f".tp .g{{fill:{c('ground')}}}.tp .b{{fill:{c('band')}}}"
        f".tp path{{stroke:{c('grid')};fill:none}}.tp .d{{stroke-dasharray:2 3}}"
        f".tp .j rect{{fill:{c('jury')};stroke:{c('jury-edge')};stroke-width:1.6}}"
        f".tp .s rect{{fill:{c('watched')};stroke:{c('edge')}}}"
        f".tp .t rect{{fill:url(#tp-t);stroke:{c('edge')};stroke-width:.6}}"
        f".tp .p rect{{fill:url(#tp-p);stroke:{c('edge')};stroke-width:.6}}"
        f".tp .a rect{{fill:{c('site')};stroke:{c('edge')};stroke-dasharray:4 2}}"
        f".tp-1{{fill:{c('work')}}}.tp-2{{fill:{c('work-line')}}}"
        f".tp-3{{fill:{c('pause')}}}.tp-4{{fill:{c('pause-line')}}}"
    )


PATTERNS = (
    '<defs><pattern id="tp-t" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="tp-1" width="6" height="6"/><rect class="tp-2" width="2" height="6"/></pattern>'
    '<pattern id="tp-p" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<rect class="tp-3" width="5" height="5"/><circle class="tp-4" cx="1.5" cy="1.5" r=".9"/></pattern></defs>'
)
"""What bars are filled with: stripes for a jury's own work, dots for its pause. Once in a page or a file."""
