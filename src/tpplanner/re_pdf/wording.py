"""The words of the template: a text made comparable, a modalité by its label, a duration as the documents print it."""

import re
import unicodedata

_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_BULLETS = re.compile(r"^[\s\uf000-\uf0ff•▪■□▫●○◦‣☐☑☒✓✔·*–—-]+")

_LABELS = (
    (r"mises? en situations? professionnelles?", "MSP"),
    (r"presentation (?:d'un|du) projet(?: realise en amont de la session)?", "PP"),
    (r"entretien technique", "ET"),
    (r"questionnaire professionnel", "QP"),
    (r"questionnement a partir de productions?(?: ?\(s\))?", "QAP"),
    (r"entretien final", "EF"),
)
_EITHER = re.compile(
    r"mise en situation professionnelle ou (?:une )?presentation (?:differee|d'un projet|du projet)\b.*",
)
EITHER = "MSP|PP"
"""What `modalite_of` answers of the label of the documents of 2013 that names two modalités for one row."""

LABEL_BEGINS = re.compile(r"(?:mises? en|presentation|entretien|questionnaire|questionnement)\b")
"""How the label of a modalité begins, comparable."""

_MINUTES = r"(?:min|mn|minutes?)"
_DURATION = re.compile(
    r"(?:(?P<hours>\d{1,3}) ?(?:h|heures?)"
    rf"(?: ?(?P<rest>\d{{1,2}}) ?{_MINUTES}?)?|(?P<minutes>\d{{1,3}}) ?{_MINUTES})\.?"
)
_SHORT_REST = re.compile(r"h(?:eures?)? ?\d$")
UNUSED = ("sans objet", "neant", "-", "–", "/", "non concerne", "s.o.", "so")
"""What is printed in the cells of a modalité that is not used, comparable."""


def comparable(text: str) -> str:
    """The text in small letters with straight apostrophes; no accent, soft hyphen, double space, bullet at its head."""
    hyphened = re.sub(r"(?<!\S)\xad(?!\S)", "-", text)  # one glyph for both: a hyphen by itself is one
    bare = _BULLETS.sub("", re.sub(r"\xad+-?\s*", "", hyphened).translate(_APOSTROPHES))
    letters = unicodedata.normalize("NFKD", bare.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def modalite_of(label: str) -> str | None:
    """The initials of the modalité that has this label, whole; `EITHER`; None where it is no label that is known."""
    bare = re.sub(r" ?(?:\(le cas echeant\)|:)$", "", comparable(label))
    whole = re.sub(r"- |^x ", "", bare)  # a hyphen at the end of a line; a box that is ticked
    if _EITHER.fullmatch(whole):
        return EITHER
    return next((initials for pattern, initials in _LABELS if re.fullmatch(pattern, whole)), None)


def modalite_in(text: str) -> str | None:
    """The modalité of « Informations complémentaires concernant … »: the words after it begin with its label."""
    bare = re.sub(r"^(?:les? |la |l')", "", comparable(text))
    return next((initials for pattern, initials in _LABELS if re.match(rf"(?:{pattern})\b|(?:{pattern})$", bare)), None)


def minutes_of(text: str) -> int | None:
    """The minutes of a cell that holds one duration and nothing else; None for any other text.

    « 02 h 00 min », « 00 h 30 mn », « 1h30 », « 2 heures », « 45 minutes »; not « 1 h 5 », not « 1 h 75 », not « 45 ».
    """
    bare = comparable(text)
    match = _DURATION.fullmatch(bare)
    if match is None or _SHORT_REST.search(bare):
        return None
    if match["minutes"]:
        return int(match["minutes"])
    rest = int(match["rest"] or 0)
    return int(match["hours"]) * 60 + rest if rest < 60 else None


def is_duration(text: str) -> bool:
    """Whether a text is one duration and nothing else, or says that there is none."""
    return minutes_of(text) is not None or (is_unused(text) and bool(text.strip()))


def is_unused(text: str) -> bool:
    """Whether the text of a cell, or of several joined, says no more than that the modalité is not used."""
    bare = comparable(text)
    for word in UNUSED:
        bare = re.sub(rf"(?:(?<=^)|(?<= )){re.escape(word)}(?= |$)", "", bare)
    return not bare.strip(" .")
