"""Whatever happens to a workbook, reading it gives a session or our refusal, never anything else."""

import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpplanner.domain.answers import Reading
from tpplanner.errors import Severity, WorkbookRefused
from tpplanner.referentiels import find
from tpplanner.sheets.session import FEUILLES
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from workbook.samples import BY_KEY, reading_of, write

CDA = example_session(find("CDA"))
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> dict[str, bytes]:
    """The parts of a good workbook."""
    path = write(tmp_path_factory.mktemp("fuzz") / "session.xlsx", CDA)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def attempt(read: Callable[[], Reading]) -> None:
    issues = ()
    try:
        issues = read().avertissements
    except WorkbookRefused as refusal:
        issues = refusal.issues
        refused = [issue.severity for issue in issues][:1]
    else:
        refused = [Severity.ERROR]
    assert refused == [Severity.ERROR]
    assert all(issue.message.strip().endswith((".", "?", "!")) for issue in issues)


@given(data=st.data())
@settings(SLOW, max_examples=6)
def test_a_workbook_damaged_inside_is_read_or_refused(tmp_path, parts, data):
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content) - 1))
        end = min(len(content), start + data.draw(st.integers(0, 20)))
        content[start:end] = data.draw(st.sampled_from([b"", b"0", b"99", b"<", b">", b'"', b"&", b"/", b"A", b"\x00"]))
    path = tmp_path / "session.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for other, original in parts.items():
            archive.writestr(other, bytes(content) if other == name else original)
    attempt(lambda: read_session(path))


@given(flips=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6), cut=st.floats(0.3, 3))
@settings(SLOW, max_examples=3)
def test_a_damaged_file_is_read_or_refused(tmp_path, flips, cut):
    content = bytearray(write(tmp_path / "bon.xlsx", CDA).read_bytes())
    for where, value in flips:
        content[int(where * (len(content) - 1))] = value
    path = tmp_path / "session.xlsx"
    path.write_bytes(bytes(content[: int(cut * len(content))]))
    attempt(lambda: read_session(path))


CELLS = [(f.cle, c.champ) for f in FEUILLES for c in f.colonnes]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6),
    st.dates(),
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.text(max_size=12),
    st.sampled_from(
        ["oui", "1/3", "14/06", "Jour 1", "MOREAU Léa", "GARNIER Paul", "CCP1", "titre", "9h", "Salle 101", ";", "non"]
    ),
)


@given(st.dictionaries(st.tuples(st.sampled_from(CELLS), st.integers(0, 9)), VALUES, min_size=1, max_size=8))
@settings(SLOW, max_examples=3)
def test_whatever_is_typed_anywhere_is_read_or_refused(typed):
    dates_and_times = {
        (cle, champ, rank if BY_KEY[cle].forme == "table" else 0): value
        for ((cle, champ), rank), value in typed.items()
    }
    attempt(lambda: reading_of(CDA, dates_and_times))


@given(st.data())
@settings(SLOW, max_examples=2)
def test_swapped_cells_are_read_or_refused(data):
    contents = contents_of(CDA)
    places = [(cle, champ, rank) for cle, rows in contents.items() for rank, row in enumerate(rows) for champ in row]
    changes = {}
    for _ in range(data.draw(st.integers(1, 5))):
        (a, b, i), (c, d, j) = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
        changes[a, b, i], changes[c, d, j] = contents[c][j][d], contents[a][i][b]
    attempt(lambda: reading_of(CDA, changes))
