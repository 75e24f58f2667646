"""How the input sheets look: one dictionary of properties a kind of cell."""

from typing import Any

from tpplanner.sheets import Saisie

Look = dict[str, Any]

FONT: Look = {"font_name": "Arial", "font_size": 10}
_LINE: Look = {"border": 1, "border_color": "#A6A6A6"}

TITLE: Look = {"bold": True, "font_size": 14, "valign": "vcenter"}
PURPOSE: Look = {"font_color": "#404040", "text_wrap": True, "valign": "vcenter"}
HELP: Look = {"italic": True, "font_size": 8, "font_color": "#404040", "text_wrap": True, "valign": "bottom", **_LINE}
HEADER: Look = {
    "bold": True,
    "bg_color": "#1F3864",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
} | _LINE
SECTION: Look = {"bold": True, "bg_color": "#D9E1F2", "valign": "vcenter", "text_wrap": True, **_LINE}
LABEL: Look = {"bold": True, "valign": "vcenter", "text_wrap": True, **_LINE}
BESIDE: Look = {"font_size": 9, "font_color": "#404040", "valign": "vcenter", "text_wrap": True, **_LINE}
HEADING: Look = {"bold": True, "font_size": 12, "font_color": "#1F3864"}
TEXT: Look = {"text_wrap": True, "valign": "top"}
COMMAND: Look = {"font_name": "Courier New", "bg_color": "#F2F2F2", "valign": "top"}

_INPUT: Look = {"valign": "vcenter", "text_wrap": True, **_LINE}
FIXED: Look = {"bg_color": "#EDEDED"}
"""A cell that is not to be changed."""
ORANGE: Look = {"bg_color": "#FFC000", "bold": True}
"""A value that the source of the référentiel does not state: bold too, for paper without colour."""

_NUMBER_FORMATS = {
    Saisie.DATE: "dd/mm/yyyy",
    Saisie.HEURE: "hh:mm",
    Saisie.ENTIER: "0",
    Saisie.MINUTES: "0",
}
"""All other cells are text: what is typed stays as typed (``1/3``, ``04``, ``14/06``)."""

_CENTRED = {Saisie.DATE, Saisie.HEURE, Saisie.ENTIER, Saisie.MINUTES, Saisie.OUI_NON, Saisie.FRACTION}


def input_look(saisie: Saisie) -> Look:
    """The look of a cell to fill."""
    look = _INPUT | {"num_format": _NUMBER_FORMATS.get(saisie, "@")}
    return look | {"align": "center"} if saisie in _CENTRED else look
