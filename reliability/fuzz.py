"""Random values from cells to bytes, given to every reader: a value comes back, or our own refusal in French.

A case is a batch of examples drawn by hypothesis from the batch's own seed; what fails is told at its smallest.
"""

import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.workbook import Workbook

from builders import plan_cda_trois, session
from export.test_centre_letter import letter
from reliability import hostile
from reliability.campaign import Result, sample
from tpplanner import referentiels
from tpplanner.domain.referentiel import Nature
from tpplanner.errors import Issue, UserError
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents.letters import CentreLetter, Champs, champs_du_candidat
from tpplanner.sheets.annee import FEUILLES_ANNEE
from tpplanner.sheets.session import CANDIDATS, FEUILLES, MEMBRES
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.contents import Contents, contents_of
from tpplanner.workbook.entered import read_entered
from tpplanner.workbook.example import example_session
from tpplanner.workbook.lists import Liste, read_list, read_text
from tpplanner.workbook.majorations import majoration
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.titre_read import read_referentiel_sheet
from tpplanner.workbook.year import annee_bytes, annee_contents, example_annee, read_annee
from workbook.samples import with_planning

PROMISE = (
    "des valeurs tirées au hasard, de la cellule à l'octet, données à chaque lecteur : lues, ou refusées en français."
)
SHARE = 0.25
EXAMPLES = 50
"""Examples in a batch."""

WORDS = ("oui", "1/3", "14/06", "9h", "9h30-12h", "Jour 1", "MOREAU Léa", "CCP1", "titre", "Salle 101", "non", "1 h 20")
TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(WORDS), st.text(alphabet="0123456789/:-hH. ,;+eE%€\u202f\u00a0", max_size=12)
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.times(), st.datetimes(), st.timedeltas(), TEXTS
)

WRITTEN = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(-1e12, 1e12), TEXTS,
    st.dates(date(1900, 3, 1)), st.times().map(lambda moment: moment.replace(microsecond=0)),
)  # fmt: skip
"""Those that a workbook can hold."""


def _said(issues: tuple[Issue, ...]) -> None:
    assert all(issue.message.strip().endswith((".", "?", "!")) for issue in issues), issues


def cell(value: object) -> None:
    """Every way to read a cell."""
    readers: tuple[Callable[[Any], object], ...] = (
        cells.texte, cells.contact, cells.liste, cells.oui_non, cells.entier, cells.heure,
        cells.minutes, cells.jour, lambda raw: cells.choix(raw, WORDS), lambda raw: majoration(raw, Nature.ECRIT),
    )  # fmt: skip
    for read in readers:
        with suppress(Unreadable):
            read(value)


def pasted(text: str) -> None:
    """A list that is pasted: always an answer."""
    for feuille in (CANDIDATS, MEMBRES):
        assert isinstance(read_text(text, feuille), Liste)


def listed(content: bytes) -> None:
    """A file of candidats."""
    read_file(lambda path: read_list(path, CANDIDATS), "liste.csv", content)


def toml(text: str) -> None:
    """A titre."""
    try:
        referentiels.load_text(text)
    except UserError as refusal:
        _said(refusal.issues)


@cache
def _cda():
    return example_session(referentiels.find("CDA"))


def _change(contents: Contents, changes: dict[tuple[tuple[str, str], int], object]) -> None:
    for ((key, champ), rank), value in changes.items():
        rows = contents.setdefault(key, [])
        rows.extend({} for _ in range(rank + 1 - len(rows)))
        rows[rank] = {**rows[rank], champ: value}


def typed(changes: dict[tuple[tuple[str, str], int], object]) -> None:
    """Whatever is typed on the sheets of a session."""
    contents = contents_of(_cda())
    _change(contents, changes)
    try:
        _said(read_entered(contents, _cda().referentiel).session and ())
    except UserError as refusal:
        _said(refusal.issues)


def read_file(read: Callable[[Path], object], name: str, content: bytes) -> None:
    """A reader of files."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            read(path)
        except UserError as refusal:
            _said(refusal.issues)


def book(content: bytes) -> None:
    """The workbook of a session, or of its planning."""
    read_file(read_session, "session.xlsx", content)


def year(changes: dict[tuple[tuple[str, str], int], object]) -> None:
    """Whatever is typed in a year."""
    contents = annee_contents(example_annee(2027))
    _change(contents, changes)
    read_file(lambda path: read_annee(path, date(2026, 10, 1)), "annee.xlsx", annee_bytes(contents))


def titre(changes: dict[str, object]) -> None:
    """Whatever is typed on the sheet of a titre."""

    def edit(book: Workbook) -> None:
        for ref, value in changes.items():
            with suppress(
                AttributeError, ValueError, IllegalCharacterError
            ):  # what is merged away, what no file can hold
                book.worksheets[0][ref] = value

    read_file(read_referentiel_sheet, "titre.xlsx", hostile.edited(hostile.titre_sheet(), edit))


def planning(changes: dict[tuple[int, int], object]) -> None:
    """Whatever is typed over a planning."""
    with TemporaryDirectory() as folder:
        path = with_planning(Path(folder) / "p.xlsx", session(), plan_cda_trois(), changes)
        book(path.read_bytes())


def filled(text: str) -> None:
    """A letter of the centre."""
    try:
        CentreLetter(letter("".join(c for c in text if c.isprintable()))).filled(_champs())
    except UserError as refusal:
        _said(refusal.issues)


@cache
def _champs() -> Champs:
    return champs_du_candidat(Agenda(session(), plan_cda_trois()), "C1")


def damaged(parts: Mapping[str, bytes]) -> st.SearchStrategy[bytes]:
    """An archive of which a part is spliced."""

    def zipped(drawn: tuple[str, str]) -> bytes:
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (parts | {drawn[0]: drawn[1].encode("utf-8", "replace")}).items():
                archive.writestr(name, content)
        return target.getvalue()

    one = st.sampled_from(sorted(parts)).flatmap(
        lambda name: st.tuples(st.just(name), spliced(parts[name].decode("utf-8", "replace")))
    )
    return one.map(zipped)


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spliced(text: str) -> st.SearchStrategy[str]:
    """The text with pieces taken out, doubled or replaced."""
    piece = st.one_of(st.sampled_from(["", "[", "]", '"', "=", "\n", "-1", "9e9", "true", "{}", "\0", "é"]), TEXTS)
    cut = st.tuples(st.integers(0, len(text)), st.integers(0, 30), piece)

    def apply(cuts: list[tuple[int, int, str]]) -> str:
        made = text
        for start, length, put in cuts:
            made = made[:start] + put + made[start + length :]
        return made

    return st.lists(cut, min_size=1, max_size=4).map(apply)


LINES = st.lists(st.lists(TEXTS, max_size=5), max_size=12)
TABLES = st.tuples(LINES, st.sampled_from(";,\t"), st.booleans()).map(
    lambda drawn: "\n".join(drawn[1].join(line) for line in ([["Nom", "Prénom", "Courriel"]] * drawn[2] + drawn[0]))
)
FIELDS = [(f.cle, c.champ) for f in FEUILLES for c in f.colonnes]

FIELDS_OF_A_YEAR = [(f.cle, c.champ) for f in FEUILLES_ANNEE for c in f.colonnes]


def changes_of(fields: list[tuple[str, str]], rank: int) -> st.SearchStrategy[Any]:
    """Values typed in some fields, in rows up to that one."""
    return st.dictionaries(st.tuples(st.sampled_from(fields), st.integers(0, rank)), WRITTEN, min_size=1, max_size=8)


def cells_of(columns: int, rows: int) -> st.SearchStrategy[Any]:
    """Values typed in some cells, by row and column."""
    return st.dictionaries(st.tuples(st.integers(1, rows), st.integers(1, columns)), WRITTEN, min_size=1, max_size=6)


def addressed(changes: Mapping[tuple[int, int], object]) -> dict[str, object]:
    """The same by the addresses of cells."""
    return {f"{get_column_letter(column)}{row}": value for (row, column), value in changes.items()}


TABLE_BYTES = st.one_of(
    TABLES.map(lambda table: table.encode("utf-8", "replace")),
    TABLES.map(lambda table: table.encode("utf-16", "replace")),
    st.binary(max_size=200),
)
LETTERS = st.one_of(spliced("{{ nom }} {% for c in convocations %}{{ c.heure }}{% endfor %}"), TEXTS)

KINDS: dict[str, tuple[int, Callable[[Any], None], Callable[[], st.SearchStrategy[Any]]]] = {
    "cellule": (100, cell, lambda: VALUES),
    "collage": (70, pasted, lambda: st.one_of(TABLES, st.text(max_size=300))),
    "liste": (60, listed, lambda: TABLE_BYTES),
    "toml": (50, toml, lambda: st.one_of(TEXTS, *(spliced(referentiels.dump(r)) for r in referentiels.shipped()[:3]))),
    "saisie": (60, typed, lambda: changes_of(FIELDS, 9)),
    "classeur": (20, book, lambda: damaged(parts_of(hostile.session_bytes()))),
    "planning": (10, planning, lambda: cells_of(30, 40)),
    "titre": (10, titre, lambda: cells_of(18, 30).map(addressed)),
    "lettre": (10, filled, lambda: LETTERS),
    "annee": (10, year, lambda: changes_of(FIELDS_OF_A_YEAR, 5)),
}
"""By name: how many batches, the reader, what it is given."""


def cases(scale: float) -> list[str]:
    """The batches."""
    return sample([f"{kind}-{n:03}" for kind, (count, _, _) in KINDS.items() for n in range(count)], scale)


def run(case: str) -> Result:
    """Give a reader a batch of examples."""
    kind, number = case.split("-")
    _, read, drawn = KINDS[kind]
    checks = list(HealthCheck)
    phases = (Phase.generate, Phase.shrink)

    @seed(int(number))
    @settings(max_examples=EXAMPLES, deadline=None, database=None, phases=phases, suppress_health_check=checks)
    @given(drawn())
    def batch(example: object) -> None:
        read(example)

    try:
        batch()
    except Exception as found:
        told = " ; ".join([f"{type(found).__name__}: {found}", *getattr(found, "__notes__", ())])
        return Result(False, " ".join(told.split())[:2000], extra={"essais": EXAMPLES})
    return Result(True, extra={"essais": EXAMPLES})
