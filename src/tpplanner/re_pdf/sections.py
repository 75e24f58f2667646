"""The document as lines with their place, grouped by session (titre, each CCP, each CCS) and by section.

A heading is known by its words, in any of the templates since 2013; footers are taken off before (`footers`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import takewhile
from operator import itemgetter

from tpplanner.re_pdf.document import ReLine, RePart, RePassage, Whereabouts
from tpplanner.re_pdf.footers import Footer, printed_numbers, without_footer
from tpplanner.re_pdf.printed import PrintedLine, PrintedPage
from tpplanner.re_pdf.sentences import folded
from tpplanner.re_pdf.stretches import DURATION
from tpplanner.re_pdf.wording import comparable, modalite_in


class ReSection(StrEnum):
    """A section of what the document says of one session."""

    START = "start"
    """its name and what stands before its table"""
    TABLE = "table"
    MORE = "more"
    """« Informations complémentaires concernant … »"""
    CRITERIA = "criteria"
    """3.2, 3.3: not read"""
    JURY = "jury"
    """the heading of 4, which names the session"""
    PRESENCE = "presence"
    PROTOCOL = "protocol"
    COMPOSITION = "composition"
    WATCH = "watch"


_HEADINGS = (
    (ReSection.TABLE, r"(?:\d\.\d\.? )?modalites d'evaluation des competences et organisation de l'epreuve ?:?"),
    (ReSection.MORE, r"informations complementaires concernant (?P<of>.*)"),
    (ReSection.CRITERIA, r"(?:\d\.\d\.? )?criteres d'evaluation des competences.*"),
    (ReSection.CRITERIA, r"competences professionnelles criteres d'evaluation.*"),
    (ReSection.CRITERIA, r"(?:\d\.\d\.? )?evaluation des competences transversales.*"),
    (ReSection.JURY, r"(?:\d\.? )?conditions de presence et d'intervention du jury.*"),
    (ReSection.PRESENCE, r"(?:\d\.\d\.? )?duree totale de presence du jury.*"),
    (ReSection.PROTOCOL, r"(?:\d\.\d\.? )?protocole d'intervention du jury ?:?(?P<rest>.*)"),
    (
        ReSection.COMPOSITION,
        r"(?:\d\.\d\.? )?conditions (?:particulieres|specifiques) de composition du jury ?:?(?P<rest>.*)",
    ),
    (ReSection.WATCH, r"(?:\d\.? )?conditions (?:particulieres )?de surveillance.*"),
)
_HEADER_ROW = re.compile(r"modalites\b.*\bduree\b.*")
_TITRE = re.compile(r"(?:\d\.? )?dispositif d'evaluation\b.*\btitre\b.*")
_CERTIFICATE = re.compile(r"(?P<kind>ccp|ccs)(?: ?(?:n ?° ?)?(?P<number>\d+)(?: ?[-–:.] ?(?P<name>.*))?)?")
_COVER = re.compile(r"referentiel d(?:'evaluation|e certification)|des certificats(?: de| complementaires).*")
_ANNEXE = re.compile(r"annexe (?:n ?° ?)?(?P<number>\d+) ?[:.–-]?(?: ?plateau technique.*)?")
_PLATEAU = re.compile(r"plateau technique d'evaluation")
_NAME_ENDS = re.compile(r"les competences des candidats\b.*|le titre professionnel\b.*")
_AS_TALL = 0.92
"""The name of a certificate is written larger than what stands around it: share of its height that is as tall."""
_NEAR = 40
"""Lines after the heading of a certificate within which its table begins."""

_PRESENCE_GOES_ON = 3
"""Lines below the duration of 4.1 that may add to it, or take away from it."""

_PASSAGES = {
    ReSection.MORE: RePart.MORE,
    ReSection.PRESENCE: RePart.PRESENCE,
    ReSection.PROTOCOL: RePart.PROTOCOL,
    ReSection.COMPOSITION: RePart.COMPOSITION,
    ReSection.WATCH: RePart.WATCH,
}


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line, with the page of the file and the number printed on it."""

    line: PrintedLine
    page: int
    printed: int | None

    @property
    def text(self) -> str:
        """Its words."""
        return self.line.text

    @property
    def where(self) -> Whereabouts:
        """Its place."""
        return Whereabouts(self.page, self.printed, (self.line.frame,))

    @property
    def said(self) -> ReLine:
        """What the document says there."""
        return ReLine(self.text, self.where)


@dataclass(slots=True)
class Block:
    """The lines of a section; `of` is the modalité that a section MORE is about, empty where it was not recognised."""

    section: ReSection
    heading: PlacedLine
    of: str = ""
    lines: list[PlacedLine] = field(default_factory=list)


@dataclass(slots=True)
class ScopeText:
    """All that the document says of one session, in the order of its text."""

    id: str
    heading: PlacedLine
    printed_name: str = ""
    printed_number: int | None = None
    blocks: list[Block] = field(default_factory=list)

    def of(self, section: ReSection) -> list[Block]:
        """Its blocks of a section."""
        return [block for block in self.blocks if block.section is section]

    @property
    def name(self) -> str:
        """The name of the certificate, as printed below its heading; empty for the titre."""
        if self.id == "titre":
            return ""
        lines = [line for block in self.of(ReSection.START) for line in block.lines]
        heights = [_height(self.heading)] if self.printed_name else [_height(line) for line in lines]
        tall = [_height(line) > _AS_TALL * max(heights) for line in lines]
        first = tall.index(True) if True in tall and not self.printed_name else 0
        named = [line.text for line, is_tall in takewhile(itemgetter(1), zip(lines[first:], tall[first:], strict=True))]
        ends = next((rank for rank, text in enumerate(named) if _NAME_ENDS.match(comparable(text))), len(named))
        return _joined(filter(None, [self.printed_name, *named[:ends]]))

    @property
    def presence(self) -> ReLine | None:
        """The line of 4.1, the next one where nothing stands after its colon, and those below that tell durations."""
        lines = [line for block in self.of(ReSection.PRESENCE) for line in block.lines]
        if not lines:
            return None
        count = 1 if re.search(r":\s*\S", lines[0].text) else 2
        near = range(count, min(count + _PRESENCE_GOES_ON, len(lines)))
        count = 1 + max((rank for rank in near if DURATION.search(folded(lines[rank].text))), default=count - 1)
        frames = tuple(line.line.frame for line in lines[:count] if line.page == lines[0].page)
        where = replace(lines[0].where, frames=frames)
        return ReLine(" ".join(line.text for line in lines[:count]), where)

    @property
    def passages(self) -> tuple[RePassage, ...]:
        """What its prose says, section by section; the last column of its table is not in it."""
        return tuple(
            RePassage(_PASSAGES[block.section], block.of, tuple(line.said for line in block.lines))
            for block in self.blocks
            if block.section in _PASSAGES
        )


def _height(line: PlacedLine) -> float:
    return line.line.frame.bottom - line.line.frame.top


def _joined(lines: Iterable[str]) -> str:
    """Lines as one text: a word cut by a hyphen goes on without a space."""
    return re.sub(r"\xad |(?<=[^\W\d]-) ", "", " ".join(lines))


@dataclass(slots=True)
class Outline:
    """The document: its footers (one for each page, None where a page has none), its head, its sessions, annexe 1.

    `strays` are the heads of tables of modalités that stand in no session.
    """

    footers: tuple[Footer | None, ...]
    head: list[PlacedLine] = field(default_factory=list)
    scopes: list[ScopeText] = field(default_factory=list)
    plateau: list[PlacedLine] = field(default_factory=list)
    strays: list[PlacedLine] = field(default_factory=list)


def outline(pages: Sequence[PrintedPage]) -> Outline:
    """Group the lines of a document."""
    split = [without_footer(page) for page in pages]
    footers = tuple(footer for footer, _ in split)
    lines = [
        (PlacedLine(line, page.number, number), rank)
        for page, (_, rest), number in zip(pages, split, printed_numbers(footers), strict=True)
        for rank, line in enumerate(rest)
    ]
    grouping = _Grouping(Outline(footers))
    texts = [comparable(line.text) for line, _ in lines]
    for index, (line, rank) in enumerate(lines):
        grouping.take(line, texts[index], texts[index + 1 : index + 1 + _NEAR], first=rank < 3)
    return grouping.outline


class _Grouping:
    """Where the reader stands while it goes through the lines."""

    def __init__(self, outline_: Outline) -> None:
        self.outline = outline_
        self._into: list[PlacedLine] = outline_.head
        self._scope: ScopeText | None = None
        self._annexes = False

    def take(self, line: PlacedLine, text: str, following: Sequence[str], *, first: bool) -> None:
        """Put a line where it belongs; a heading opens what follows it."""
        if match := _ANNEXE.fullmatch(text):
            self._open_annexe(plateau=match["number"] == "1")
        elif _PLATEAU.fullmatch(text) and not self._annexes:
            self._open_annexe(plateau=True)
        elif self._annexes:
            self._into.append(line)
        elif _COVER.fullmatch(text) and self.outline.scopes:
            self._scope, self._into = None, []
        elif _TITRE.fullmatch(text):
            self._open("titre", line)
        elif (match := _CERTIFICATE.fullmatch(text)) and _begins_a_session(
            following, bare=not match["number"] and first
        ):
            self._open_certificate(match, line)
        elif not self._opens_section(line, text):
            self._into.append(line)

    def _open_annexe(self, *, plateau: bool) -> None:
        self._scope, self._annexes = None, True
        self._into = self.outline.plateau if plateau else []

    def _open(self, id_: str, line: PlacedLine) -> ScopeText:
        self._scope = ScopeText(id_, line)
        self.outline.scopes.append(self._scope)
        self._begin(ReSection.START, line)
        return self._scope

    def _open_certificate(self, match: re.Match[str], line: PlacedLine) -> None:
        kind = match["kind"].upper()
        rank = 1 + sum(scope.id.startswith(kind) for scope in self.outline.scopes)
        scope = self._open(f"{kind}{rank}", line)
        scope.printed_number = int(match["number"]) if match["number"] else None
        if match["name"]:
            scope.printed_name = line.text[-len(match["name"]) :]

    def _begin(self, section: ReSection, line: PlacedLine, of: str = "") -> None:
        assert self._scope is not None, "a section stands in a session"  # noqa: S101
        block = Block(section, line, of)
        self._scope.blocks.append(block)
        self._into = block.lines

    def _opens_section(self, line: PlacedLine, text: str) -> bool:
        """Whether the line opens a section; the header row of a table opens it too, where its heading is missing."""
        opening = next(((s, m) for s, pattern in _HEADINGS if (m := re.fullmatch(pattern, text))), None)
        header_row = bool(_HEADER_ROW.fullmatch(text))
        if self._scope is None:
            titre = not self.outline.scopes
            if not (header_row or (opening and opening[0] is ReSection.TABLE)):
                return False
            if not titre:
                if header_row:
                    self.outline.strays.append(line)
                return False
            self._open("titre", line)
        assert self._scope is not None, "just opened"  # noqa: S101
        if header_row and self._scope.blocks[-1].section is not ReSection.TABLE:
            self._begin(ReSection.TABLE, line)
            return False
        if opening is None:
            return False
        section, match = opening
        if section is ReSection.TABLE and self._scope.blocks[-1].section is ReSection.TABLE:
            return False
        named = match.groupdict()
        self._begin(section, line, modalite_in(named["of"]) or "" if named.get("of") else "")
        return not (section in {ReSection.JURY, ReSection.PRESENCE} or named.get("rest"))


def _begins_a_session(following: Sequence[str], *, bare: bool) -> bool:
    """Whether what looks like the heading of a certificate is one: its table comes before another heading.

    `bare`: the letters « CCP » alone at the top of a page, which head a session even without a table.
    """
    for text in following:
        if _HEADER_ROW.fullmatch(text) or re.fullmatch(_HEADINGS[0][1], text):
            return True
        if _CERTIFICATE.fullmatch(text) or _ANNEXE.fullmatch(text):
            break
    return bare
