"""How cells look: plain properties of XlsxWriter formats, one name for each way of looking.

Nothing is told by colour alone: what a shade says is also said by a word, bold, italics or a border, so that a black
and white print loses nothing.
"""

from tpplanner.export.tokens import LIGHT
from tpplanner.workbook.kit import Look

DEFAULT: Look = {"font_name": "Arial", "font_size": 10, "font_scheme": False}
"""Of cells without a look."""
FONT: Look = {
    "font_name": "Arial",
    "font_size": 9,
    "font_scheme": False,
    "valign": "vcenter",
    "border_color": LIGHT["bord"],
}

BLACK, WHITE = "#000000", "#FFFFFF"
GREY, INK = LIGHT["doux"], LIGHT["action"]
PALE, PALER, WARM = LIGHT["action-fond"], LIGHT["plan"], LIGHT["attention-fond"]

TITLE: Look = {"text_wrap": True, "font_size": 14, "bold": True, "font_color": INK}
SUBTITLE: Look = {"font_size": 10, "font_color": GREY}
NOTE: Look = {"text_wrap": True, "valign": "top"}
ALERT: Look = {"text_wrap": True, "indent": 1, "bold": True, "border": 2, "bg_color": WARM}
BANNER: Look = {"indent": 1, "font_size": 11, "bold": True, "bg_color": PALE, "top": 2, "bottom": 1, "text_wrap": True}
HEADING: Look = {"font_size": 11, "bold": True, "font_color": INK, "bottom": 2}
HEADER: Look = {"bold": True, "bg_color": PALE, "border": 1, "text_wrap": True, "align": "center"}
CELL: Look = {"border": 1, "text_wrap": True, "align": "left", "indent": 1}
CENTRED: Look = {"border": 1, "text_wrap": True, "align": "center"}
STRONG: Look = {**CELL, "bold": True}
STRONG_CENTRED: Look = {**CENTRED, "bold": True}
LINK: Look = {**STRONG, "font_color": LIGHT["action"], "underline": 1}
SOFT: Look = {**CELL, "italic": True, "font_color": GREY}
SOFT_CENTRED: Look = {**CENTRED, "italic": True, "font_color": GREY}
WARNING: Look = {**CELL, "bold": True, "bg_color": WARM}


def centred(look: Look) -> Look:
    """The same, in the middle of its cell."""
    return {**{name: value for name, value in look.items() if name != "indent"}, "align": "center"}
