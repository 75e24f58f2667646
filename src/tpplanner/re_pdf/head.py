"""Who a document is: what the footers of all pages say alike, and what its first section adds."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tpplanner.re_pdf.document import Frame, ReHead, ReQuestion, Stated, Whereabouts
from tpplanner.re_pdf.footers import Footer
from tpplanner.re_pdf.printed import PrintedWord, around
from tpplanner.re_pdf.sections import Outline, PlacedLine
from tpplanner.re_pdf.wording import comparable

_T = TypeVar("_T")

_FIRST_SECTION = (
    ("intitule", r"intitule du titre(?: professionnel)? ?: ?(?P<value>\S.*)"),
    ("sigle", r"(?:sigle|libelle (?:abrege|reduit)) du titre(?: professionnel)? ?: ?(?P<value>\S.*)"),
    ("niveau", r"niveau ?: ?(?P<value>\S.*)"),
    ("arrete", r"date de l'arrete ?: ?(?P<value>\S.*)"),
    ("jo", r"date de parution au jo(?: de l'arrete)? ?: ?(?P<value>\S.*)"),
    ("effet", r"date d'effet(?: de l'arrete)? ?: ?(?P<value>\S.*)"),
)
_OF_1969 = {"ii": 6, "iii": 5, "iv": 4, "v": 3}
"""The levels of the nomenclature of 1969, in Roman figures, as those of today; I was both 7 and 8."""
_GENRES = {"REV": "RE", "REV2": "RE", "RCV": "RC", "RCV2": "RC"}

NEEDED = ("sigle", "code", "millesime", "mise_a_jour")
"""What no référentiel can be made without."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A value as printed, and its place."""

    text: str
    where: Whereabouts


def head_of(outline: Outline) -> tuple[ReHead, tuple[ReQuestion, ...]]:
    """What identifies the document, and what has to be asked of it."""
    footers = [footer for footer in outline.footers if footer is not None]
    printed = _from_footers(footers)
    first = dict(_from_section(outline.head))
    questions = [*_changes(footers), *_differences(printed, first)]
    open_keys = {str(question.data["champ"]) for question in questions}
    printed = {key: value for key, value in (first | printed).items() if key not in open_keys}
    head = ReHead(
        genre=_stated(printed.get("genre"), lambda text: _GENRES.get(text, text)),
        sigle=_stated(printed.get("sigle"), str),
        code=_stated(printed.get("code"), _code),
        millesime=_stated(printed.get("millesime"), _millesime),
        intitule=_stated(printed.get("intitule"), str),
        niveau=_stated(printed.get("niveau"), _niveau),
        jo=_stated(printed.get("jo"), _date),
        mise_a_jour=_stated(printed.get("mise_a_jour"), _date),
        arrete=_stated(printed.get("arrete"), _date),
        effet=_stated(printed.get("effet"), _date),
    )
    return head, (*questions, *_missing(head, printed, open_keys))


def _missing(head: ReHead, printed: dict[str, _Printed], asked: Collection[str]) -> Iterator[ReQuestion]:
    for key in ("genre", *NEEDED, "intitule", "jo", "arrete", "effet"):
        if getattr(head, key) is None and key not in asked:
            words = printed.get(key)
            data: dict[str, object] = {"champ": key, "texte": words.text if words else ""}
            yield ReQuestion("head_missing", data=data, where=(words.where,) if words else (), blocking=key in NEEDED)


def _from_footers(footers: Sequence[Footer]) -> dict[str, _Printed]:
    """Each cell as the first page that has it prints it."""
    cells: dict[str, _Printed] = {}
    for footer in footers:
        for key, words in footer.cells.items():
            cells.setdefault(key, _printed(footer, words))
    return cells


def _printed(footer: Footer, words: Sequence[PrintedWord]) -> _Printed:
    frame = around([word.frame for word in words])
    where = Whereabouts(footer.page, footer.printed, (frame,))
    return _Printed(" ".join(word.text for word in words), where)


def _changes(footers: Sequence[Footer]) -> Iterator[ReQuestion]:
    """A cell that is not the same on all pages: pages of two documents, or of two updates, in one file."""
    for key in dict.fromkeys(key for footer in footers for key in footer.cells):
        firsts: dict[str, Whereabouts] = {}
        for footer in footers:
            words = footer.cells.get(key)
            value = _printed(footer, words) if words else _Printed("", Whereabouts(footer.page, footer.printed))
            firsts.setdefault(value.text, value.where)
        if len(firsts) > 1:
            yield ReQuestion(
                "footer_changes", data={"champ": key, "valeurs": tuple(firsts)}, where=tuple(firsts.values())
            )


def _from_section(lines: Sequence[PlacedLine]) -> Iterator[tuple[str, _Printed]]:
    """What the first section says, each once; the title may go on in the next line."""
    seen: set[str] = set()
    for rank, line in enumerate(lines):
        text = comparable(line.text)
        for key, pattern in _FIRST_SECTION:
            match = re.fullmatch(pattern, text)
            if match is None or key in seen:
                continue
            seen.add(key)
            value = line.text.split(":", 1)[-1].strip()
            frames: tuple[Frame, ...] = (line.line.frame,)
            if key == "intitule":
                for more in _goes_on(lines[rank + 1 :]):
                    value, frames = f"{value} {more.text}", (*frames, more.line.frame)
            yield key, _Printed(value, Whereabouts(line.page, line.printed, frames))


def _goes_on(lines: Sequence[PlacedLine]) -> Iterator[PlacedLine]:
    """The lines of a title before the next entry of the first section, two at most."""
    for line in lines[:2]:
        if ":" in line.text or re.match(r"\d\.", line.text):
            return
        yield line


def _differences(printed: dict[str, _Printed], first: dict[str, _Printed]) -> Iterator[ReQuestion]:
    """What the footers and the first section both say, otherwise."""
    for key in ("sigle", "jo", "effet"):
        one, other = printed.get(key), first.get(key)
        if one and other and comparable(one.text) != comparable(other.text):
            data: dict[str, object] = {"champ": key, "valeurs": (one.text, other.text)}
            yield ReQuestion("head_differs", data=data, where=(one.where, other.where))


def _stated(printed: _Printed | None, value_of: Callable[[str], _T | None]) -> Stated[_T] | None:
    value = value_of(printed.text) if printed else None
    return Stated(value, printed.text, printed.where) if printed and value is not None else None


def _code(text: str) -> str | None:
    match = re.fullmatch(r"TP-?(\d{5})", text.strip())
    return f"TP-{match[1]}" if match else None


def _millesime(text: str) -> str | None:
    match = re.fullmatch(r"[mMvV]?(\d{1,2})", text.strip())
    return match[1].zfill(2) if match else None


def _niveau(text: str) -> int | None:
    first = comparable(text).split(" ")[0]
    return int(first) if re.fullmatch("[1-8]", first) else _OF_1969.get(first)


def _date(text: str) -> date | None:
    """« 26/01/2021 »; None for any other text, a day that does not exist, several dates."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
