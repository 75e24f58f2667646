"""A process that ends at any call that changes the disk, or whose call is refused: each file is the old or the new one.

The process ends in this one: from that call on none changes the disk any more, what was not synchronised is lost too,
as where the current fails, and the next run has another number.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from tpplanner.errors import CannotWrite
from tpplanner.files import beside
from tpplanner.files.place import any_file, no_file, try_file, try_folder
from tpplanner.files.writing import Content, overwrite, put, put_all, put_keeping_age, save_new

OLD, NEW = b"what stood there before", b"what is written now, somewhat longer"
CHANGING = ("replace", "rename", "link", "unlink", "chmod", "utime", "mkdir", "rmdir")
DEAD = 2**31 - 3
"""No process has this number."""


class Killed(BaseException):
    """Nothing is done any more."""


class Disk:
    """The calls that change it, counted from 1; at the call `at` the process ends, or it is refused with `error`."""

    def __init__(self, monkeypatch, folder, at=0, error=None, *, each=False):
        self.folder, self.at, self.error, self.each = folder, at, error, each
        self.calls, self.unsynchronised = [], set()
        for name in CHANGING:
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))
        monkeypatch.setattr(os, "fsync", self._counted("fsync", self._synchronised))
        monkeypatch.setattr(beside, "open", self._opened, raising=False)
        self.fsync = os.fdatasync if hasattr(os, "fdatasync") else lambda _: None

    def _counted(self, name, call):
        def called(*arguments, **options):
            self.reach(name)
            return call(*arguments, **options)

        return called

    def reach(self, name, half=lambda: None):
        """One call more."""
        if self.error is None and 0 < self.at <= len(self.calls):
            raise Killed
        self.calls.append(name)
        if len(self.calls) != self.at and not (self.each and 0 < self.at < len(self.calls)):
            return
        half()
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))
        raise Killed

    def _synchronised(self, descriptor):
        self.fsync(descriptor)
        self.unsynchronised.discard(os.fstat(descriptor).st_ino)

    def _opened(self, path, mode, opener):
        self.reach("open")
        return Watched(self, open(path, mode, opener=opener, buffering=0))

    def lose(self):
        """What the current takes along."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path.stat().st_ino in self.unsynchronised:
                path.write_bytes(b"")


class Watched:
    """A file that is written, half of it where that is the call."""

    def __init__(self, disk, file):
        self.disk, self.file = disk, file

    def write(self, content):
        self.disk.unsynchronised.add(os.fstat(self.file.fileno()).st_ino)
        self.disk.reach("write", lambda: self.file.write(content[: len(content) // 2]))
        return self.file.write(content)

    def flush(self):
        self.file.flush()

    def fileno(self):
        return self.file.fileno()

    def close(self):
        self.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


def quick(path, **options):
    return put(path, NEW, pause=lambda _: None, **options)


def both(folder):
    put_all(
        [Content(folder / "a", NEW, replaces=any_file), Content(folder / "b", NEW, world_readable=True)],
        lambda _: None,
    )


def noted(folder):
    put_keeping_age(folder / "a", (folder / "a").read_bytes(), NEW)


WAYS = {
    "put over": (("a",), lambda folder: quick(folder / "a", replaces=any_file)),
    "put new": ((), lambda folder: quick(folder / "a")),
    "put two": (("a",), both),
    "a note": (("a",), noted),
    "save new": ((), lambda folder: save_new(folder / "a", NEW)),
    "overwrite": (("a",), lambda folder: overwrite(folder / "a", NEW)),
    "overwrite nothing": ((), lambda folder: overwrite(folder / "a", NEW)),
    "try a file": (("a",), lambda folder: try_file(folder / "a", pause=lambda _: None)),
    "try a folder": ((), lambda folder: try_folder(folder / "d")),
}
"""What stands there before, and a way to write."""


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request, monkeypatch):
    monkeypatch.setattr(beside, "PAUSE", 0)
    return request.param


def begin(folder, names):
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(OLD)
    return folder


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def calls_of(folder, monkeypatch, write):
    with monkeypatch.context() as patched:
        disk = Disk(patched, folder)
        write(folder)
    return disk.calls


def nothing_torn_nor_lost(folder, before):
    now = {name: octets for name, octets in held(folder).items() if not name.endswith(".tmp")}
    assert set(before) <= set(now)
    assert all(octets in (before.get(name), NEW) for name, octets in now.items())
    return now


def test_a_process_that_ends_at_any_call_leaves_old_or_new_and_the_next_clears_up(tmp_path, monkeypatch, way):
    before, write = way
    count = len(calls_of(begin(tmp_path / "whole", before), monkeypatch, write))
    assert count >= 2
    for at in range(1, count + 2):
        folder = begin(tmp_path / str(at), before)
        kept = held(folder)
        with monkeypatch.context() as patched, suppress(Killed):
            patched.setattr(os, "getpid", lambda: DEAD)
            disk = Disk(patched, folder, at)
            write(folder)
        disk.lose()
        nothing_torn_nor_lost(folder, kept)
        save_new(folder / "another", NEW)
        assert all(not name.endswith(".tmp") for name in held(folder)), f"call {at} of {disk.calls}"


@pytest.mark.parametrize("each", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EIO], ids=errno.errorcode.get)
def test_a_call_that_is_refused_is_told_and_leaves_old_or_new(tmp_path, monkeypatch, way, error, each):
    before, write = way
    calls = calls_of(begin(tmp_path / "whole", before), monkeypatch, write)
    for at in range(1, len(calls) + 1):
        folder = begin(tmp_path / str(at), before)
        kept = held(folder)
        with monkeypatch.context() as patched:
            disk = Disk(patched, folder, at, error, each=each)
            told = False
            try:
                write(folder)
            except CannotWrite:
                told = True
            except OSError:
                told = "overwrite" in write.__code__.co_names
                assert told
        now = nothing_torn_nor_lost(folder, kept)
        left = [name for name in held(folder) if name.endswith(".tmp")]
        assert not left or "unlink" in disk.calls[at - 1 :], f"call {at} of {disk.calls}"
        tries = not {"try_file", "try_folder"}.isdisjoint(write.__code__.co_names)
        assert now == kept if tries else told or NEW in now.values()


def test_what_comes_to_a_free_name_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(OLD))
    for write in (lambda: quick(path, replaces=no_file), lambda: save_new(path, NEW)):
        path.unlink(missing_ok=True)
        with pytest.raises(CannotWrite, match="existe déjà"):
            write()
        assert held(tmp_path) == {"a": OLD}


def test_a_name_is_given_without_links_too(tmp_path, monkeypatch):
    def without(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", without)
    save_new(tmp_path / "a", NEW)
    quick(tmp_path / "b")
    assert held(tmp_path) == {"a": NEW, "b": NEW}


def test_a_note_keeps_the_age_of_its_file_and_is_never_put_over_a_newer_one(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(OLD)
    os.utime(path, ns=(10**18, 10**18))
    with pytest.raises(CannotWrite, match="écrire"):
        put_keeping_age(path, NEW, NEW)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (OLD, 10**18)
    put_keeping_age(path, OLD, NEW)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (NEW, 10**18 + 10**6)


# Whose a file is that is left.


def left_by(folder, machine, pid, age=0.0):
    path = folder / f".tpplanner-{machine}-{pid}-0123abcd.tmp"
    path.write_bytes(OLD)
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return path


def test_a_file_is_cleared_once_its_process_is_no_more_or_a_day_has_passed(tmp_path):
    here, elsewhere = beside.this_machine(), "00000000"
    day = beside.LEFT_SECONDS + 60
    gone = [
        left_by(tmp_path, here, DEAD),
        left_by(tmp_path, here, DEAD - 1, -day),
        left_by(tmp_path, here, os.getppid(), day),
        left_by(tmp_path, elsewhere, DEAD, day),
    ]
    stay = [
        left_by(tmp_path, here, os.getpid(), day - 120),
        left_by(tmp_path, elsewhere, DEAD),
        left_by(tmp_path, elsewhere, DEAD - 1, -day),
    ]
    strange = [tmp_path / name for name in (".tpplanner-x.tmp", ".a.7-0.tmp", f"{gone[0].name[1:]}", ".~lock.a#")]
    for path in strange:
        path.write_bytes(OLD)
        os.utime(path, (0, 0))
    overwrite(tmp_path / "a", NEW)
    assert sorted(tmp_path.iterdir()) == sorted([*stay, *strange, tmp_path / "a"])


def test_a_file_that_somebody_writes_is_never_cleared(tmp_path):
    file, path = beside.open_beside(tmp_path / "a")
    with file:
        overwrite(tmp_path / "b", NEW)
        assert path.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that ends without a word")
def test_a_process_lives_until_it_has_ended_whether_or_not_it_is_waited_for():
    child = os.fork()
    if child == 0:
        os._exit(0)
    assert beside.lives(os.getpid())
    assert beside.lives(1), "another user's"
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert not (beside.lives(child) and os.path.exists("/proc"))
    os.waitpid(child, 0)
    assert not beside.lives(child)
    assert not beside.lives(10**30)


def test_folders_in_each_other_are_cleared_but_no_link_is_followed(tmp_path):
    inside, other = tmp_path / "a" / "b" / "c", tmp_path / "elsewhere"
    for folder in (inside, other):
        folder.mkdir(parents=True)
        left_by(folder, beside.this_machine(), DEAD)
    (inside / "link").symlink_to(other)
    beside.clear_left_below(tmp_path / "a")
    beside.clear_left_below(tmp_path / "absent")
    assert [list(inside.glob("*.tmp")), len(list(other.iterdir()))] == [[], 1]


def test_a_folder_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "MOST_ENTRIES", 3)
    for n in range(5):
        left_by(tmp_path, beside.this_machine(), DEAD - n)
    beside.clear_left_below(tmp_path)
    assert len(list(Path(tmp_path).iterdir())) == 2
