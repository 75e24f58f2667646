"""What a référentiel d'évaluation says, each fact with the words and the place in which it stands.

The durations are read twice, by the order of the text and by the cells of the tables; `Document` holds what both
agree on. What disagrees, is missing or was not recognised is a `Question`: it is asked, never filled in.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a page, in points from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the document: the page of the file (from 1), the number printed on it, the frames of the words."""

    page: int
    printed: int | None = None
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Said(Generic[_T]):
    """A fact, with the words that say it and where they stand."""

    value: _T
    words: str
    where: Where


@dataclass(frozen=True, slots=True)
class Head:
    """What identifies the document: its footer, its first section. None where it was not found."""

    genre: Said[str] | None = None
    """``RE``; ``RC`` before 2019; ``REAC`` for the document that people take for it"""
    sigle: Said[str] | None = None
    code: Said[str] | None = None
    """``TP-01281``"""
    millesime: Said[str] | None = None
    """``04``"""
    intitule: Said[str] | None = None
    niveau: Said[int] | None = None
    jo: Said[date] | None = None
    mise_a_jour: Said[date] | None = None
    arrete: Said[date] | None = None
    effet: Said[date] | None = None


class Doing(StrEnum):
    """What a candidat does during a part of an épreuve, as far as the sentence tells."""

    PREPARATION = "preparation"
    PRESENTATION = "presentation"
    QUESTIONS = "questions"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an épreuve whose minutes the prose tells: « … (20 minutes) ».

    `within` is the rank of the part (from 0) of which it is a stretch; None where it stands by itself.
    """

    minutes: Said[int]
    title: str
    doing: Doing = Doing.OTHER
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of the modalités: `minutes` is None where the modalité is not used (« Sans objet »)."""

    modalite: str
    """by its initials, `domain.referentiel.MODALITES`"""
    minutes: Said[int] | None
    parts: tuple[Stretch, ...] = ()


class ClueKind(StrEnum):
    """What a sentence says of the order or the manner of an épreuve; the words by which it is known are in `prose`."""

    TOGETHER = "together"
    """all candidats sit it at one time"""
    AFTER = "after"
    """it comes after `others`"""
    AT_ONCE = "at once"
    """it follows `others` immediately"""
    BEFORE = "before"
    """it comes before `others`"""
    MARKED_BEFORE = "marked before"
    """the jury has corrected it before `others`"""
    WATCHED = "watched"
    """a surveillant is there"""
    WATCHED_IF_SEVERAL = "watched if several"
    """a surveillant is there where several candidats are in one room"""
    APART = "apart"
    """its parts may lie apart"""
    INCLUDED = "included"
    """its minutes hold something that might be taken for an épreuve of its own"""
    HELPERS = "helpers"
    """`count` people play a part in it"""
    VEHICLE = "vehicle"
    """it takes place in, or with, a vehicle of the centre"""
    BROUGHT = "brought"
    """the candidat brings something for it"""


@dataclass(frozen=True, slots=True)
class Clue:
    """A sentence that says something of a modalité; of which others (`others`, by their initials), how many (`count`).

    `of` is the modalité itself; empty where the sentence is about the whole session.
    """

    kind: ClueKind
    of: str
    said: Said[str]
    others: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the document says of one session: the titre's, a CCP's or a CCS's.

    `id` is ``titre``, ``CCP1``…, ``CCS1``…; `presence` the printed presence of the jury (4.1); `protocol`,
    `composition`, `watch` the sentences of 4.2, 4.3 and 5.
    """

    id: str
    name: str
    rows: tuple[Row, ...]
    total: Said[int] | None = None
    presence: Said[int] | None = None
    clues: tuple[Clue, ...] = ()
    protocol: tuple[Said[str], ...] = ()
    composition: tuple[Said[str], ...] = ()
    watch: tuple[Said[str], ...] = ()

    @property
    def minutes(self) -> int:
        """The durations of the rows, summed."""
        return sum(row.minutes.value for row in self.rows if row.minutes)


@dataclass(frozen=True, slots=True)
class Equipment:
    """A row of the plateau technique: how many candidats may share it at once (None: not read)."""

    name: Said[str]
    shared_by: int | None
    where: Where


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked of a scope, perhaps of a modalité: a code with the data of its sentence.

    `blocking`: no référentiel can be made without its answer.
    """

    code: str
    scope: str = ""
    modalite: str = ""
    data: dict[str, object] = field(default_factory=dict)
    where: tuple[Where, ...] = ()
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read of one file; `print_` is its SHA-256, `pages` how many it has."""

    print_: str
    pages: int
    head: Head
    scopes: tuple[Scope, ...] = ()
    quota: Said[int] | None = None
    different_organismes: Said[bool] | None = None
    qualities: tuple[Said[str], ...] = ()
    equipment: tuple[Equipment, ...] = ()
    questions: tuple[Question, ...] = ()

    def scope(self, id_: str) -> Scope:
        """The scope of that id; raises KeyError."""
        for scope in self.scopes:
            if scope.id == id_:
                return scope
        raise KeyError(id_)
