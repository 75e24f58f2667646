"""The one table of colours, for the page and for papers: by name, on white and on black.

Green, amber and red (`ok`, `attention`, `faute`) are states: they fill no bar, and stand beside a sign and a word.
"""

TOKENS = {
    "fond": ("#FFFFFF", "#11161D"),
    "plan": ("#F5F7FA", "#1A212B"),
    "trait": ("#D3DAE3", "#364252"),
    "bord": ("#6B7788", "#8996A8"),
    "encre": ("#18212D", "#E9EDF2"),
    "doux": ("#4A5666", "#B6C0CD"),
    "action": ("#0B57A4", "#8FC0F7"),
    "sur-action": ("#FFFFFF", "#0A1826"),
    "action-fond": ("#E6F0FB", "#16304B"),
    "ok": ("#17653A", "#82D69E"),
    "ok-fond": ("#E5F4EA", "#12301E"),
    "attention": ("#7A4A00", "#F3C46B"),
    "attention-fond": ("#FFF1D6", "#382907"),
    "faute": ("#A8201A", "#FF9F95"),
    "faute-fond": ("#FDEBE9", "#431A17"),
    "passage": ("#CFE2F7", "#1D4773"),
    "travail": ("#F4E7C6", "#4A3B14"),
    "travail-bord": ("#6F5210", "#E3C272"),
    "accueil": ("#EBE4F6", "#372A55"),
    "accueil-bord": ("#5B3E96", "#C3AEF0"),
    "pause": ("#E7EBF0", "#2A3340"),
}
"""Colours by name: what they dress stands in the style of the page and in the pictures."""

LIGHT, DARK = ({name: pair[rank] for name, pair in TOKENS.items()} for rank in (0, 1))


def declared() -> str:
    """The colours as variables of a style: light, and dark where the reader's screen is."""
    light, dark = (";".join(f"--{name}:{value}" for name, value in some.items()) for some in (LIGHT, DARK))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
