"""What watches over a command sees what it is there to see: a connection, a file changed or left, a name, a slow answer."""

import mmap
import socket
import subprocess
import sys

import pytest
from reliability.command import apart, tried
from reliability.command import faults as found_in

from reliability import corpus, faults, sockets

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def connects():
    with socket.socket() as one:
        one.settimeout(0.1)
        one.connect_ex(("192.0.2.1", 9))


def starts_one_that_looks_up():
    subprocess.run([sys.executable, "-c", "import socket; socket.getaddrinfo('127.0.0.1', 1)"], check=True)


@pytest.mark.parametrize(
    ("call", "seen"), [(connects, "connect 192.0.2.1"), (starts_one_that_looks_up, "getaddrinfo 127.0.0.1")]
)
def test_a_connection_is_seen_in_a_command_and_in_what_it_starts(tmp_path, call, seen):
    done, lines = sockets.audited(tmp_path, call)
    assert done.code == 0, done.err
    assert [line for line in lines if line.endswith(seen)]


def test_what_the_caller_holds_is_not_counted_with_a_command_of_its_own(tmp_path):
    much = b"x" * 300_000_000
    done = apart(["--version"], tmp_path)
    del much
    assert done.code == 0, done.said
    assert 10 < done.megabytes < 200
    assert 0 < done.seconds < 5


def ended(call, tmp_path, allowed=(0,)):
    return found_in(tried(call, tmp_path), allowed)


def test_how_a_command_may_not_end_is_told(tmp_path):
    assert ended(lambda: 0, tmp_path) == []
    assert ended(lambda: 70, tmp_path) == ["exit code 70", "no sentence tells why"]
    assert ended(lambda: sys.stderr.write("ERREUR : rien ne va.\n") and 3, tmp_path, (3,)) == []
    assert "says « Traceback »" in ended(lambda: 1 / 0, tmp_path)
    assert ended(lambda: bytearray(700_000_000) and 0, tmp_path)[0].endswith("MB")


def test_what_was_held_before_a_command_is_no_memory_of_its_own(tmp_path):
    held = bytearray(b"x") * 700_000_000
    assert ended(lambda: 0, tmp_path) == []
    del held


def test_a_file_that_is_mapped_hides_nothing_of_what_a_command_holds(tmp_path):
    """Its pages are those of the process that forks alone."""
    path = tmp_path / "mapped"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert not any(mapped[page] for page in range(0, len(mapped), mmap.PAGESIZE))
        assert ended(lambda: bytearray(700_000_000) and 0, tmp_path)[0].endswith("MB")


def test_a_file_that_is_changed_or_left_is_told(tmp_path):
    def spoil(folder):
        def call():
            (folder / "a.xlsx").write_bytes(b"other")
            (folder / ".a.1-0.tmp").write_bytes(b"")

        return tried(call, folder)

    _, found = corpus.in_a_folder({"a.xlsx": b"own"}, spoil, (0,))
    assert found == ["a.xlsx was changed", ".a.1-0.tmp is left"]
    (tmp_path / "ecrit.xlsx").write_bytes(b"half")
    (tmp_path / "ecrit").mkdir()
    (tmp_path / "ecrit" / "b.pdf").write_bytes(b"whole")
    before = {"ecrit.xlsx": b"whole", "ecrit/a.pdf": b"whole", "ecrit/b.pdf": b"whole"}
    assert faults.changed(tmp_path, before) == ["ecrit.xlsx was changed", "ecrit/a.pdf was changed"]
