"""Files of one user alone: what another could read or put there is not read, and is met once."""

import json
import os

import pytest

from tpplanner.web.guard.door import Door, keep_door, kept_door
from tpplanner.web.guard.own import is_private, make_private, private_folder, read_own
from tpplanner.web.guard.way_in import SECONDS, clear_unused, hand_over, take_back
from tpplanner.web.machine import handing_folders

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and rights of POSIX")

DOOR = {"port": 4321, "cle": "c" * 43}


def as_file(content, rights=0o600):
    def put(path):
        path.write_bytes(content)
        path.chmod(rights)

    return put


def as_json(**changed):
    return as_file(json.dumps({**DOOR, **changed}).encode())


def link(path):
    aside = path.with_name("ailleurs")
    as_json()(aside)
    path.symlink_to(aside)


STRANGE = {
    "empty": as_file(b""),
    "half": as_file(b"{"),
    "a list": as_file(b"[]"),
    "depth": as_file(b"[" * 60_000),
    "a number of 5,000 digits": as_file(b'{"port": ' + b"9" * 5000 + b"}"),
    "a field missing": as_file(b'{"port": 80}'),
    "a port that is none": as_json(port=99999999),
    "a port that is true": as_json(port=True),
    "a secret that is a list": as_json(cle=["c"] * 43),
    "a secret that no address holds": as_json(cle="\ud800" * 43),
    "an empty secret": as_json(cle=""),
    "no text": as_file(b"\xff\xfe"),
    "much": as_file(b" " * 10_000_000),
    "open to others": as_file(json.dumps(DOOR).encode(), 0o644),
    "a link": link,
    "a link to nowhere": lambda path: path.symlink_to("nulle-part"),
    "a folder": lambda path: (path / "dedans").mkdir(parents=True),
    "a pipe": os.mkfifo,
    "closed": as_file(b"", 0o000),
}


@pytest.mark.parametrize("put", STRANGE.values(), ids=STRANGE)
def test_a_strange_file_is_put_aside_once_and_another_takes_its_place(tmp_path, put):
    told = []
    put(tmp_path / "porte.json")

    door = kept_door(tmp_path, lambda was, now: told.append((was.name, now.name)))
    keep_door(tmp_path, Door(4321, "c" * 43))

    assert door.port == 0
    assert told == [("porte.json", "porte.json.0.inconnu")]
    assert kept_door(tmp_path, lambda *_: pytest.fail("it is told twice")).port == 4321


def test_what_is_ours_is_read(tmp_path):
    as_json()(tmp_path / "porte.json")
    door = kept_door(tmp_path)
    assert {"port": door.port, "cle": door.cle} == DOOR


def test_a_folder_of_our_own_is_made_closed_whatever_new_files_are_open_to(tmp_path):
    before = os.umask(0)
    try:
        assert private_folder(tmp_path / "a" / "b")
        make_private(tmp_path / "c")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b", tmp_path / "c")} == {0o700}


def test_a_folder_of_our_own_that_is_open_is_closed(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a").chmod(0o777)
    assert private_folder(tmp_path / "a")
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0


def test_a_folder_that_others_can_put_in_another_place_is_not_ours_alone(tmp_path):
    (tmp_path / "commun").mkdir()
    (tmp_path / "commun").chmod(0o777)
    assert not private_folder(tmp_path / "commun" / "a")
    (tmp_path / "commun").chmod(0o1777)
    assert private_folder(tmp_path / "commun" / "a")


def test_a_link_is_no_folder_of_ours(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "a")
    assert not private_folder(tmp_path / "lien")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives a file away")
def test_what_another_user_put_there_is_not_read(tmp_path):
    as_json()(tmp_path / "porte.json")
    os.chown(tmp_path / "porte.json", 65534, 65534)
    with pytest.raises(OSError, match="alone"):
        read_own(tmp_path / "porte.json")
    (tmp_path / "a").mkdir()
    os.chown(tmp_path / "a", 65534, 65534)
    assert not private_folder(tmp_path / "a")


# The file that leads a browser in.

ADDRESS = "http://127.0.0.1:4321/entrer?billet=abc&vers=/session/0"


def test_a_browser_is_led_in_by_a_file_that_others_can_neither_read_nor_change(tmp_path):
    tmp_path.chmod(0o755)
    before = os.umask(0)
    try:
        page = hand_over(ADDRESS, [tmp_path])
    finally:
        os.umask(before)

    assert page.stat().st_mode & 0o777 == 0o600
    assert 'content="0;url=http://127.0.0.1:4321/entrer?billet=abc&amp;vers=/session/0"' in page.read_text("utf-8")
    assert "abc" not in page.name
    take_back("abc", [tmp_path])
    assert not page.exists()


def test_where_others_can_write_no_ticket_is_left(tmp_path):
    shared, own = tmp_path / "commun", tmp_path / "a"
    shared.mkdir()
    shared.chmod(0o770)
    make_private(own)
    assert not is_private(shared)
    assert hand_over(ADDRESS, [tmp_path / "absent", shared, own]).parent == own
    assert hand_over(ADDRESS, [shared]) is None


def test_a_file_that_no_browser_came_by_is_taken_away(tmp_path):
    page = hand_over(ADDRESS, [tmp_path])
    clear_unused([tmp_path])
    assert page.exists()
    old = page.stat().st_mtime - SECONDS
    os.utime(page, (old, old))
    clear_unused([tmp_path])
    assert not page.exists()


def test_under_linux_the_file_lies_where_a_snap_may_read(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "Documents"))
    assert handing_folders()[0] == tmp_path / "Documents" / "tpplanner"
