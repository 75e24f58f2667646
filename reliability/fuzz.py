"""Random values from cells to bytes, given to every reader: a value comes back, or our own refusal in French.

A case is a batch of examples drawn by hypothesis from the batch's own seed; what fails is told at its smallest.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from reliability.campaign import Result, sample
from tpplanner import referentiels
from tpplanner.errors import Issue, UserError
from tpplanner.sheets.session import CANDIDATS, FEUILLES, MEMBRES
from tpplanner.workbook import cells
from tpplanner.workbook.candidats_list import read_candidats_list
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.pasted_list import Pasted, read_pasted
from tpplanner.workbook.typed import read_typed

PROMISE = (
    "des valeurs tirées au hasard, de la cellule à l'octet, données à chaque lecteur : lues, ou refusées en français."
)
EXAMPLES = 50
"""Examples in a batch."""

WORDS = ("oui", "1/3", "14/06", "9h", "9h30-12h", "Jour 1", "MOREAU Léa", "CCP1", "titre", "Salle 101", "non", "1 h 20")
TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(WORDS), st.text(alphabet="0123456789/:-hH. ,;+eE%€\u202f\u00a0", max_size=12)
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.times(), st.datetimes(), st.timedeltas(), TEXTS
)


def _said(issues: tuple[Issue, ...]) -> None:
    assert all(issue.message.strip().endswith((".", "?", "!")) for issue in issues), issues


def cell(value: object) -> None:
    """Every way to read a cell."""
    readers: tuple[Callable[[Any], object], ...] = (
        cells.texte, cells.contact, cells.liste, cells.oui_non, cells.entier, cells.fraction, cells.heure,
        cells.minutes, cells.jour, lambda raw: cells.choix(raw, WORDS),
    )  # fmt: skip
    for read in readers:
        with suppress(Unreadable):
            read(value)


def pasted(text: str) -> None:
    """A list that is pasted: always an answer."""
    for feuille in (CANDIDATS, MEMBRES):
        assert isinstance(read_pasted(text, feuille), Pasted)


def listed(content: bytes) -> None:
    """A file of candidats."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "liste.csv"
        path.write_bytes(content)
        try:
            read_candidats_list(path)
        except UserError as refusal:
            _said(refusal.issues)


def toml(text: str) -> None:
    """A titre."""
    try:
        referentiels.load_text(text)
    except UserError as refusal:
        _said(refusal.issues)


@cache
def _cda():
    return example_session(referentiels.find("CDA"))


def typed(changes: dict[tuple[tuple[str, str], int], object]) -> None:
    """Whatever is typed on the sheets of a session."""
    contents = contents_of(_cda())
    for ((key, champ), rank), value in changes.items():
        rows = contents.setdefault(key, [])
        rows.extend({} for _ in range(rank + 1 - len(rows)))
        rows[rank] = {**rows[rank], champ: value}
    try:
        _said(read_typed(contents, _cda().referentiel).session and ())
    except UserError as refusal:
        _said(refusal.issues)


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

KINDS: dict[str, tuple[int, Callable[[Any], None], Callable[[], st.SearchStrategy[Any]]]] = {
    "cellule": (100, cell, lambda: VALUES),
    "collage": (80, pasted, lambda: st.one_of(TABLES, st.text(max_size=300))),
    "liste": (
        60,
        listed,
        lambda: st.one_of(
            TABLES.map(lambda t: t.encode("utf-8", "replace")),
            TABLES.map(lambda t: t.encode("utf-16", "replace")),
            st.binary(max_size=200),
        ),
    ),
    "toml": (60, toml, lambda: st.one_of(TEXTS, *(spliced(referentiels.dump(r)) for r in referentiels.shipped()[:3]))),
    "saisie": (
        100,
        typed,
        lambda: st.dictionaries(st.tuples(st.sampled_from(FIELDS), st.integers(0, 9)), VALUES, min_size=1, max_size=8),
    ),
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
