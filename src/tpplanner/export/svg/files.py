"""A picture as a file: SVG that follows the reader's light or dark, or PNG, the same on every machine."""

from tpplanner.export.svg.drawing import WIDTH, Picture, drawn, svg
from tpplanner.export.svg.palette import PATTERNS, literal, styles, variable, variables

_DOTS_AN_INCH = 144.0
_POINTS_ACROSS = WIDTH * 0.75
_PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: {width}pt, alt: "")
"""


def svg_file(picture: Picture, audience: str = "") -> bytes:
    """The picture as a file of its own, which says for whom it is."""
    head = f"<style>{variables()}{styles(variable)}</style>{PATTERNS}"
    return svg(drawn(picture, alone=True, audience=audience), "tp", head=head, size=True).encode()


def png_file(picture: Picture, audience: str = "") -> bytes:
    """The same in light colours, two dots a unit across; its letters are those of typst's own fonts.

    The SVG goes to typst as an input, never as source: no name in it can be run.
    """
    from typst import compile as typeset  # noqa: PLC0415 - a heavy library, wanted by few

    head = f"<style>{styles(literal)}</style>{PATTERNS}"
    drawing = svg(drawn(picture, alone=True, audience=audience), "tp", head=head, size=True)
    page = _PAGE.format(width=_POINTS_ACROSS).encode()
    made = typeset(page, format="png", ppi=_DOTS_AN_INCH, sys_inputs={"picture": drawing}, ignore_system_fonts=True)
    return bytes(made)
