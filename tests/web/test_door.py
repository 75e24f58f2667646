"""A bookmark opens the server that comes after, an open tab goes on with it; nobody else learns how."""

import os
import socket

import pytest

from served import served
from tpplanner.web.guard.access import HOST
from tpplanner.web.guard.door import Door, close_door, keep_door, kept_door, listen


def kept(data):
    """The door of a server that has ended, its port free again."""
    listening, door = listen(Door())
    listening.close()
    keep_door(data, door)
    return door


def test_the_next_server_has_the_port_and_the_secrets_of_the_one_before(tmp_path):
    door = kept(tmp_path)

    listening, after = listen(kept_door(tmp_path))

    with listening:
        assert after == door
        assert listening.getsockname() == ("127.0.0.1", door.port), "this machine alone reaches it"


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_what_is_kept_is_its_owners_alone(tmp_path):
    kept(tmp_path)

    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0]


def test_where_somebody_else_listens_there_all_secrets_are_new(tmp_path):
    """A tab that was left open may have shown them its cookie."""
    door = kept(tmp_path)
    with socket.socket() as somebody:
        somebody.bind((HOST, door.port))
        somebody.listen()

        listening, after = listen(kept_door(tmp_path))

        with listening:
            assert after.port != door.port
            assert not {after.cookie, after.preuve} & {door.cookie, door.preuve}


def test_a_door_that_was_closed_opens_no_more(tmp_path):
    door = kept(tmp_path)

    close_door(tmp_path)

    assert kept_door(tmp_path).cookie != door.cookie


def test_a_tab_knows_its_server_again_without_showing_its_cookie(tmp_path):
    with served(tmp_path) as page:
        asked = page.get("/vie/etat?defi=un", Cookie=None)
        again = page.get("/vie/etat?defi=un", Cookie=None)
        another = page.get("/vie/etat?defi=deux", Cookie=None)

    assert (asked[0], again[2], len(asked[2])) == (200, asked[2], 64)
    assert another[2] != asked[2]
    assert Door().proof("un") != asked[2]
