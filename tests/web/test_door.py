"""A server is reached by a name of its own; an open tab goes on with the one that comes after, and nobody else."""

import json
import os
import socket
from contextlib import ExitStack, contextmanager

import pytest

from served import served
from tpplanner.web.guard.door import HOST, HOST_6, Door, close_door, keep_door, kept_door, listen
from tpplanner.web.guard.proofs import DRAWN_SECONDS, signed
from tpplanner.web.guard.tabs import Tabs


@contextmanager
def listening(door):
    """Where each of a door's sockets listens, and the door that they are of."""
    sockets, after = listen(door)
    with ExitStack() as until:
        yield [until.enter_context(each).getsockname()[:2] for each in sockets], after


def kept(data):
    """The door of a server that has ended, its port free again."""
    with listening(Door()) as (_, door):
        keep_door(data, door)
    return door


def test_the_next_server_has_the_port_and_the_key_of_the_one_before_and_another_name(tmp_path):
    door = kept(tmp_path)

    with listening(kept_door(tmp_path)) as (places, after):
        assert (after.port, after.cle) == (door.port, door.cle)
        assert after.host != door.host
        assert places[0] == (HOST, door.port), "this machine alone reaches it"
        assert places[1:] in ([], [(HOST_6, door.port)]), "and where a browser looks first, nobody else listens"


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_what_is_kept_is_its_owners_alone(tmp_path):
    kept(tmp_path)

    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0]


def test_nothing_that_is_kept_opens_a_page(tmp_path):
    with served(tmp_path) as page:
        keep_door(tmp_path, page.front.door)
        told = (tmp_path / "porte.json").read_text("utf-8")

    assert page.front.keys.cookie not in told
    assert page.host not in told


@pytest.mark.parametrize(("family", "host"), [(socket.AF_INET, HOST), (socket.AF_INET6, HOST_6)])
def test_where_somebody_else_listens_the_key_is_new(tmp_path, family, host):
    """An open tab would speak to them."""
    door = kept(tmp_path)
    with ExitStack() as until:
        try:
            somebody = until.enter_context(socket.socket(family))
            somebody.bind((host, door.port))
        except OSError:
            pytest.skip("this machine has no such addresses")
        somebody.listen()

        with listening(kept_door(tmp_path)) as (_, after):
            assert after.port != door.port
            assert after.cle != door.cle


def test_a_door_that_was_closed_opens_no_more(tmp_path):
    door = kept(tmp_path)

    close_door(tmp_path)

    assert kept_door(tmp_path).cle != door.cle


@pytest.fixture
def pair(tmp_path):
    """A server that comes after another at its port, and the name by which the first was reached."""
    with listening(Door()) as (_, before):
        pass
    with served(tmp_path / "sessions", before=before) as page:
        yield page, Door(page.port, before.cle).host


def told_to_a_tab(page, host, **headers):
    status, _, text = page.get("/vie/etat?defi=un", Host=host, Cookie=None, Origin=None, **headers)
    assert status == 200
    return json.loads(text)


def ticket_of(door, drawn, port=None):
    """What a tab that has the key makes of what was drawn for it."""
    return f"{drawn}.{signed(door.cle, 'onglet', port or door.port, drawn)}"


def test_a_tab_of_the_server_before_comes_in_by_a_ticket_that_it_makes_itself_once(pair):
    page, host = pair
    door, told = page.front.door, told_to_a_tab(page, host)
    words = ("un", told["tirage"], told["defi"])
    assert told["preuve"] == signed(door.cle, "serveur", door.port, *words), "the tab knows it by that"
    assert Door(door.port, door.cle, told["tirage"]).host == page.host, "and its name"

    way = f"/entrer?vers=/titres&billet={ticket_of(door, told['defi'])}"
    status, headers, text = page.get(way, Cookie=None, Origin=None, Sec_Fetch_Site="cross-site")

    assert (status, 'href="/titres"' in text) == (200, True)
    assert "HttpOnly" in headers["set-cookie"]
    assert page.get(way, Cookie=None, Origin=None)[0] == 403


def test_what_a_tab_is_told_tells_nobody_else_the_name_the_key_or_a_ticket(pair):
    page, host = pair
    told = json.dumps(told_to_a_tab(page, host))

    assert page.host.partition(".")[0] not in told
    assert page.front.door.cle not in told
    assert page.front.keys.cookie not in told


def test_whoever_has_not_the_key_of_that_port_makes_no_ticket(pair):
    page, host = pair
    door, drawn = page.front.door, told_to_a_tab(page, host)["defi"]
    made = {
        "nothing but what was drawn": drawn,
        "by another key": ticket_of(Door(door.port), drawn),
        "for another port": ticket_of(door, drawn, port=door.port + 1),
        "of what nobody drew": ticket_of(door, "1.0.abc.def"),
        "of what the server says": f"{drawn}.{signed(door.cle, 'serveur', door.port, drawn)}",
    }
    for what, ticket in made.items():
        assert page.get(f"/entrer?billet={ticket}", Cookie=None, Origin=None)[0] == 403, what
    assert page.get(f"/entrer?billet={ticket_of(door, drawn)}", Cookie=None, Origin=None)[0] == 200


def test_a_ticket_that_a_tab_makes_too_late_is_none():
    now = [100.0]
    tabs = Tabs(door := Door(4321), lambda: now[0])
    drawn = tabs.told("un")["defi"]
    now[0] += DRAWN_SECONDS
    assert not tabs.admit(ticket_of(door, drawn))


def test_the_key_stands_in_pages_of_ours_alone(pair):
    page, host = pair
    cle = page.front.door.cle
    assert cle in page.get("/")[2]
    assert all(cle not in page.get(path, Cookie=None)[2] for path in ("/", "/entrer", "/vie/etat", "/static/vie.js"))
    assert cle not in page.get("/", Host=host)[2]
    calls = {"Host": f"{HOST}:{page.port}", "Cookie": None, "Origin": None}
    for refused in ("PUT", "POST"):
        assert cle not in page.ask(refused, "/appel", b"x", Content_Length="40000000", **calls)[2]
    assert cle not in page.get("/entrer?billet=%00", Cookie=None, Origin=None)[2]


def test_a_bookmark_of_a_server_before_says_what_to_do(pair):
    page, host = pair
    for name in (host, f"{HOST}:{page.port}", f"localhost:{page.port}"):
        status, headers, told = page.get("/", Host=name, Origin=None)
        assert (status, "par son icône" in told) == (403, True)
        assert "set-cookie" not in headers
