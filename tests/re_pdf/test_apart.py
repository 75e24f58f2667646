"""A stranger's PDF is read in a child process: whatever becomes of it is one sentence."""

from pathlib import Path

import pytest

import tpplanner
from re_pdf.examples import example
from tpplanner.errors import UserError
from tpplanner.re_pdf import apart
from tpplanner.re_pdf.document import Frame
from tpplanner.re_pdf.two_readings import read_pdf

ROOT = str(Path(tpplanner.__file__).parents[1])
CHILD = f"import sys; sys.path.insert(0, {ROOT!r}); from tpplanner.re_pdf import confined\n"
"""A child of this tpplanner, which then does what a test says."""


@pytest.fixture
def re_pdf(tmp_path: Path) -> Path:
    path = tmp_path / "RE.pdf"
    path.write_bytes(example("2023"))
    return path


def _sentence(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        apart.read_apart(path)
    (issue,) = refused.value.issues
    return f"{issue.message} {issue.hint}".strip()


def test_a_document_is_read_as_it_is_here(re_pdf: Path) -> None:
    assert apart.read_apart(re_pdf) == read_pdf(re_pdf.read_bytes(), "RE.pdf")
    assert [path.name for path in re_pdf.parent.iterdir()] == ["RE.pdf"], "nothing is written beside"


def test_a_page_is_drawn_likewise(re_pdf: Path) -> None:
    assert apart.picture_apart(re_pdf, 2, [Frame(10, 10, 90, 30)], 300).startswith(b"\x89PNG")
    with pytest.raises(UserError):
        apart.picture_apart(re_pdf, 99, [], 300)


@pytest.mark.parametrize(
    ("child", "says"),
    [
        ("import os; os.abort()", "n'a pas pu être lu"),
        ("raise RuntimeError", "n'a pas pu être lu"),
        ("print('bonjour')", "n'a pas pu être lu"),
        ("""print('{"fin": "document"}\\n{"made": ["Frame", 0, 0, 1, 1]}')""", "n'a pas pu être lu"),
        ("""print('{"fin": "refused"}\\nnonsense')""", "n'a pas pu être lu"),
        ("""print('{"fin": "too much"}')""", "trop de temps ou de mémoire"),
    ],
)
def test_a_child_that_dies_or_answers_nonsense_is_one_sentence(
    re_pdf: Path, monkeypatch: pytest.MonkeyPatch, child: str, says: str
) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", child)
    assert says in _sentence(re_pdf)


def test_a_child_that_hangs_is_ended(re_pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", "import sys; sys.stdin.buffer.read(); import signal; signal.pause()")
    monkeypatch.setattr(apart, "_WALL_SECONDS", 0.3)
    assert "trop de temps ou de mémoire" in _sentence(re_pdf)


def test_a_child_that_never_stops_talking_is_ended(re_pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", "while True: print('a' * 9999)")
    monkeypatch.setattr(apart, "_LONGEST_ANSWER", 100_000)
    assert "trop de temps ou de mémoire" in _sentence(re_pdf)


@pytest.mark.parametrize(
    ("work", "says"),
    [
        ("confined.PROCESSOR_SECONDS = 1; confined.confine()\nwhile True: pass", "trop de temps ou de mémoire"),
        ('confined.confine(); bytes(500_000_000); print(\'{"fin": "too much"}\')', "n'a pas pu être lu"),
        ("confined.confine(); open({beside!r}, 'w').write('x' * 99999)", "n'a pas pu être lu"),
    ],
)
def test_time_memory_and_files_are_limited(re_pdf: Path, monkeypatch: pytest.MonkeyPatch, work: str, says: str) -> None:
    beside = re_pdf.with_name("beside")
    monkeypatch.setattr(apart, "_PROGRAM", CHILD + work.replace("{beside!r}", repr(str(beside))))
    assert says in _sentence(re_pdf)
    assert not beside.exists() or beside.stat().st_size == 0


@pytest.mark.parametrize("recognised", [True, False])
def test_a_file_has_more_time_once_it_is_known_to_be_a_re(
    re_pdf: Path, monkeypatch: pytest.MonkeyPatch, recognised: bool
) -> None:
    slow = (
        "import time\nfrom tpplanner.re_pdf import two_readings as t\nconfined.PROCESSOR_SECONDS = 1\n"
        "tables, head = t.tables_by_cells, t.head_of\n"
        "def worked(then, *asked):\n    while time.process_time() < 1.3: pass\n    return then(*asked)\n"
        "t.{slow} = lambda *asked: worked({then}, *asked)\nconfined.main()"
    )
    names = {"slow": "tables_by_cells", "then": "tables"} if recognised else {"slow": "head_of", "then": "head"}
    monkeypatch.setattr(apart, "_PROGRAM", CHILD + slow.format(**names))
    if recognised:
        assert apart.read_apart(re_pdf).scopes
    else:
        assert "trop de temps ou de mémoire" in _sentence(re_pdf)


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    assert "n'a pas pu être lu" in _sentence(tmp_path)
    assert "n'a pas pu être lu" in _sentence(tmp_path / "absent.pdf")


def test_a_file_that_is_too_large_is_not_given_to_a_child(re_pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LARGEST", 1000)
    assert "trop gros" in _sentence(re_pdf)
