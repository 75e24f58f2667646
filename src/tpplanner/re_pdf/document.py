"""What a référentiel d'évaluation says, each fact with the words and the place in which it stands.

The durations are read twice, by the order of the text and by the cells of the tables; `Document` holds what both
agree on. What disagrees, is missing or was not recognised is a `ReQuestion`: it is asked, never filled in.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

_T_co = TypeVar("_T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a page, in points from its upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place in the document: the page of the file (from 1), the number printed on it, the frames of the words."""

    page: int
    printed: int | None = None
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class ReLine:
    """A printed line of one column, as people read it, and where it stands."""

    text: str
    where: Whereabouts


class RePart(StrEnum):
    """What the lines of a passage are about, by where they stand in the template of every RE."""

    DETAIL = "detail"
    """the last column of the table of the modalités"""
    MORE = "more"
    """« Informations complémentaires concernant … » a modalité"""
    PRESENCE = "presence"
    """4.1"""
    PROTOCOL = "protocol"
    """4.2"""
    COMPOSITION = "composition"
    """4.3"""
    WATCH = "watch"
    """5"""


@dataclass(frozen=True, slots=True)
class RePassage:
    """The lines of one part of a scope; `of` is the modalité that they are about, by its initials (empty: none)."""

    part: RePart
    of: str
    lines: tuple[ReLine, ...]


@dataclass(frozen=True, slots=True)
class Stated(Generic[_T_co]):
    """A fact, with the words that say it and where they stand."""

    value: _T_co
    words: str
    where: Whereabouts


@dataclass(frozen=True, slots=True)
class ReHead:
    """What identifies the document: its footer, its first section. None where it was not found."""

    genre: Stated[str] | None = None
    """``RE``; ``RC`` before 2019; ``REAC`` for the document that people take for it"""
    sigle: Stated[str] | None = None
    code: Stated[str] | None = None
    """``TP-01281``"""
    millesime: Stated[str] | None = None
    """``04``"""
    intitule: Stated[str] | None = None
    niveau: Stated[int] | None = None
    jo: Stated[date] | None = None
    mise_a_jour: Stated[date] | None = None
    arrete: Stated[date] | None = None
    effet: Stated[date] | None = None


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

    minutes: Stated[int]
    title: str
    doing: Doing = Doing.OTHER
    within: int | None = None


@dataclass(frozen=True, slots=True)
class ReRow:
    """A row of the table of the modalités: `minutes` is None where the modalité is not used (« Sans objet »)."""

    modalite: str
    """by its initials, `domain.referentiel.MODALITES`"""
    minutes: Stated[int] | None
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
    UNWATCHED = "unwatched"
    """nobody is with the candidat"""
    WITHOUT_JURY = "without jury"
    """the jury is not there"""
    APART = "apart"
    """its parts may lie apart"""
    INCLUDED = "included"
    """its minutes hold something that might be taken for an épreuve of its own"""
    HELPERS = "helpers"
    """`count` people play a part in it"""
    OUTSIDERS = "outsiders"
    """those people may not be in training with the candidat"""
    VEHICLE = "vehicle"
    """it takes place in, or with, a vehicle of the centre"""
    BROUGHT = "brought"
    """the candidat brings something for it"""
    READ_BEFORE = "read before"
    """the jury reads the candidat's dossier before `others`, or before it"""


@dataclass(frozen=True, slots=True)
class Clue:
    """A sentence that says something of a modalité; of which others (`others`, by their initials), how many (`count`).

    `of` is the modalité itself; empty where the sentence is about the whole session. `part` is the rank of the part
    that the sentence is about, `doing` what is done then, where it tells. `what`: the role of helpers, the kinds of
    vehicle, the things brought.
    """

    kind: ClueKind
    of: str
    said: Stated[str]
    others: tuple[str, ...] = ()
    count: int | None = None
    part: int | None = None
    doing: Doing = Doing.OTHER
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the document says of one session: the titre's, a CCP's or a CCS's.

    `id` is ``titre``, ``CCP1``…, ``CCS1``…; `presence` the printed presence of the jury (4.1); `protocol`,
    `composition`, `watch` the sentences of 4.2, 4.3 and 5.
    """

    id: str
    name: str
    rows: tuple[ReRow, ...]
    total: Stated[int] | None = None
    presence: Stated[int] | None = None
    clues: tuple[Clue, ...] = ()
    protocol: tuple[Stated[str], ...] = ()
    composition: tuple[Stated[str], ...] = ()
    watch: tuple[Stated[str], ...] = ()

    @property
    def minutes(self) -> int:
        """The durations of the rows, summed."""
        return sum(row.minutes.value for row in self.rows if row.minutes)


@dataclass(frozen=True, slots=True)
class Equipment:
    """A row of the plateau technique: how many candidats may share it at once (None: not read)."""

    name: Stated[str]
    shared_by: int | None
    where: Whereabouts


@dataclass(frozen=True, slots=True)
class ReQuestion:
    """What has to be asked of a scope, perhaps of a modalité: a code with the data of its sentence.

    `blocking`: no référentiel can be made without its answer.
    """

    code: str
    scope: str = ""
    modalite: str = ""
    data: dict[str, object] = field(default_factory=dict)
    where: tuple[Whereabouts, ...] = ()
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read of one file; `print_` is its SHA-256, `pages` how many it has."""

    print_: str
    pages: int
    head: ReHead
    scopes: tuple[Scope, ...] = ()
    quota: Stated[int] | None = None
    different_organismes: Stated[bool] | None = None
    qualities: tuple[Stated[str], ...] = ()
    equipment: tuple[Equipment, ...] = ()
    questions: tuple[ReQuestion, ...] = ()

    def scope(self, id_: str) -> Scope:
        """The scope of that id; raises KeyError."""
        for scope in self.scopes:
            if scope.id == id_:
                return scope
        raise KeyError(id_)


def is_pdf(data: bytes) -> bool:
    """Whether a file begins as a PDF does, whatever it is called."""
    return b"%PDF-" in data[:1024]
