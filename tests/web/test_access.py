"""Who is let in: nobody but the browser that was opened, from the page itself; each refusal has its status."""

import hmac
import os
import socket
from contextlib import ExitStack, suppress

import pytest

from served import served
from tpplanner.web.guard import access, strangers
from tpplanner.web.guard.access import TICKETS, Activity, Keys
from tpplanner.web.guard.calling import CLOSE, OPEN, call
from tpplanner.web.guard.door import HOST


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with served(tmp_path_factory.mktemp("sessions")) as page:
        yield page


FOREIGN = "http://exemple.invalid"
CALLS = {"Host": "127.0.0.1:{port}"}


@pytest.mark.parametrize(
    ("what", "method", "path", "headers", "status"),
    [
        ("the page itself", "GET", "/", {}, 200),
        ("another host that leads here", "GET", "/", {"Host": "exemple.invalid"}, 400),
        ("another host with our port", "GET", "/", {"Host": "exemple.invalid:{port}"}, 400),
        ("our host without its port", "GET", "/", {"Host": "127.0.0.1"}, 400),
        ("this machine by its address", "GET", "/", {"Host": "127.0.0.1:{port}"}, 403),
        ("this machine by its usual name", "GET", "/", {"Host": "localhost:{port}"}, 403),
        ("the name of a server before", "GET", "/", {"Host": "0123456789abcdef" * 2 + ".localhost:{port}"}, 403),
        ("our name within another", "GET", "/", {"Host": "{host}.exemple.invalid"}, 400),
        ("our name at another port", "GET", "/", {"Host": "{host}0"}, 400),
        ("a ticket at a name that is not ours", "GET", "/entrer?billet=a", {"Host": "localhost:{port}"}, 403),
        ("a process that calls by our name", "POST", "/appel", {"Cookie": None, "Origin": None}, 403),
        ("no host", "GET", "/", {"Host": None}, 400),
        ("no cookie", "GET", "/", {"Cookie": None}, 403),
        ("another's cookie", "GET", "/", {"Cookie": "tpplanner=autre"}, 403),
        ("a cookie that is none", "GET", "/", {"Cookie": "\x7f=;;="}, 403),
        ("a static file without cookie", "GET", "/static/page.css", {"Cookie": None}, 403),
        ("a form of another page", "POST", "/sessions", {"Origin": FOREIGN}, 403),
        ("a form of a page without origin", "POST", "/sessions", {"Origin": "null"}, 403),
        ("a form that tells no origin", "POST", "/sessions", {"Origin": None}, 403),
        ("a picture asked for by another site", "GET", "/", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("a form of another port of this machine", "POST", "/sessions", {"Origin": "http://127.0.0.1:1"}, 403),
        ("a form of this machine by its address", "POST", "/sessions", {"Origin": "http://127.0.0.1:{port}"}, 403),
        ("a tab asked for by another site", "GET", "/vie/etat", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("another process that says nothing", "POST", "/appel", {**CALLS, "Cookie": None, "Origin": None}, 403),
        ("a process that only reads", "GET", "/appel", {**CALLS, "Cookie": None, "Origin": None}, 403),
        ("a browser in the place of a process", "POST", "/appel", CALLS, 403),
        (
            "another page in the place of a process",
            "POST",
            "/appel",
            {**CALLS, "Cookie": None, "Sec-Fetch-Site": "none"},
            403,
        ),
        ("the end asked for by another page", "POST", "/fin", {"Origin": FOREIGN}, 403),
        ("the end asked for without the cookie", "POST", "/fin", {"Cookie": None}, 403),
        ("a ticket that is none", "GET", "/entrer?billet=autre", {"Cookie": None, "Origin": None}, 403),
        ("a ticket that a page sends", "POST", "/entrer?billet=autre", {"Cookie": None, "Origin": "null"}, 403),
        ("a way out of the static files", "GET", "/static/../app.py", {}, 404),
        ("another way out", "GET", "/static/..%2f..%2fapp.py", {}, 404),
        ("a path in place of an id", "GET", "/planning/..%2f..%2fetc%2fpasswd", {}, 404),
        ("an id that names nothing", "GET", "/session/0123456789abcdef", {}, 404),
        ("a document of nothing", "GET", "/planning/0123456789abcdef/documents/0", {}, 404),
        ("an address that is none", "GET", "/autre", {}, 404),
        ("a form where none is", "POST", "/", {}, 405),
        ("a search that is none", "GET", "/calcul/0123456789abcdef/flux", {}, 404),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_what_does_not_come_from_the_page_is_refused(page, what, method, path, headers, status):
    told = {k.replace("-", "_"): v.format(port=page.port, host=page.host) if v else v for k, v in headers.items()}
    assert page.ask(method, path, **told)[0] == status, what


def test_the_cookie_is_compared_in_a_time_that_tells_nothing_of_it(page, monkeypatch):
    asked, real = [], hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda *both: asked.append(both) or real(*both))
    assert page.get("/")[0] == 200
    assert (page.front.keys.cookie.encode(),) * 2 in asked


def test_more_than_any_workbook_is_refused_before_it_is_read(page):
    length = str(31_000_000)
    status, _, _ = page.ask(
        "POST", "/controle", b"x", Content_Length=length, Content_Type="multipart/form-data; boundary=a"
    )
    assert status == 413


def test_what_is_sent_too_slowly_is_given_up(page, monkeypatch):
    monkeypatch.setattr(access, "SENDING_SECONDS", 0.05)
    headers = {"Content_Length": "1000", "Content_Type": "multipart/form-data; boundary=a"}
    assert page.ask("POST", "/controle", b"--a", **headers)[0] == 408


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /"])
def test_a_connection_that_does_not_say_what_it_asks_for_is_cut(page, monkeypatch, sent):
    monkeypatch.setattr(strangers, "HEAD_SECONDS", 0.05)
    with socket.create_connection((HOST, page.port), timeout=60) as held, suppress(ConnectionResetError):
        held.sendall(sent)
        while held.recv(4096):
            pass


def test_of_many_connections_that_ask_for_nothing_the_oldest_is_cut(page, monkeypatch):
    monkeypatch.setattr(strangers, "MOST_WAITING", 8)
    monkeypatch.setattr(strangers, "HEAD_SECONDS", 600)
    with ExitStack() as until:
        held = [until.enter_context(socket.create_connection((HOST, page.port), timeout=60)) for _ in range(9)]
        with suppress(ConnectionResetError):
            assert held[0].recv(1) == b""
        assert page.get("/")[0] == 200


@pytest.mark.parametrize("where", ["/session/%00", "/session/%ff", "/?cherche=%00", "/titres?depuis=%c3", "/%ed%a0%80"])
def test_an_address_that_is_no_text_is_refused_in_french(page, where):
    status, headers, told = page.get(where)
    assert status == 400
    assert "ne peuvent pas être lus" in told
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("what", ["/session\0", os.fsdecode(b"/session\xff.xlsx")])
def test_a_name_that_is_no_text_is_no_fault_of_the_door(page, what):
    way = call(page.port, page.front.keys.key, OPEN, what)
    assert page.get(way.removeprefix(page.address), Cookie=None, Origin=None)[0] == 303


def test_a_ticket_opens_once_and_leaves_a_cookie_that_no_script_reads(page):
    path = page.door().removeprefix(page.address)
    status, headers, _ = page.get(path, Cookie=None, Origin=None)
    assert status == 303
    assert headers["location"] == "/"
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=strict" in headers["set-cookie"]
    assert page.get(path, Cookie=None, Origin=None)[0] == 403


@pytest.mark.parametrize("where", ["//exemple.invalid", "http://exemple.invalid", "/\\exemple.invalid", ""])
def test_the_door_leads_nowhere_else(page, where):
    path = page.door().removeprefix(page.address) + f"&vers={where}"
    assert page.get(path, Cookie=None, Origin=None)[1]["location"] == "/"


def test_only_so_many_tickets_wait():
    keys = Keys()
    first, *others = [keys.ticket() for _ in range(TICKETS + 1)]
    assert not keys.use(first)
    assert all(keys.use(ticket) for ticket in others)


@pytest.mark.parametrize(
    ("what", "headers"),
    [
        ("a page that fetches it", {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}),
        ("a page that frames it", {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}),
        ("a page that shows it as a picture", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}),
        ("a page that says where it is from", {"Origin": FOREIGN}),
    ],
)
def test_a_ticket_is_no_use_to(page, what, headers):
    path = page.door().removeprefix(page.address)
    assert page.get(path, **{"Cookie": None, "Origin": None, **headers})[0] == 403, what
    assert page.get(path, Cookie=None, Origin=None)[0] == 303, "and it has not served"


def test_a_browser_that_comes_from_a_file_shows_its_cookie_to_what_a_page_of_ours_leads_to(page):
    """What a page of elsewhere leads to, and what that leads to, has no cookie that is for our own pages."""
    path = page.door().removeprefix(page.address)
    told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    status, headers, _ = page.get(path, Cookie=None, Origin=None, **told)
    assert (status, headers["refresh"]) == (200, "0;url=/")
    assert "SameSite=strict" in headers["set-cookie"]


def test_another_process_of_this_user_gets_what_opens_the_page(page):
    way = call(page.port, page.front.keys.key, OPEN)
    assert page.get(way.removeprefix(page.address), Cookie=None, Origin=None)[0] == 303


@pytest.mark.parametrize("key", ["", "autre", "a" * 43])
def test_another_process_without_the_key_gets_nothing(page, key):
    assert call(page.port, key, OPEN) is None
    assert call(page.port, key, CLOSE) is None
    assert page.get("/")[0] == 200


@pytest.mark.parametrize("path", ["/", "/controle", "/autre", "/static/page.css"])
def test_no_page_may_load_what_is_not_ours(page, path):
    headers = {name.lower(): value for name, value in page.get(path)[1].items()}
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_page_that_only_watches_a_file_is_not_used(tmp_path):
    used = []
    with served(tmp_path, seen=lambda: used.append(1)) as page:
        page.get("/session/0123456789abcdef/etat")
        assert used == []
        page.get("/")
        assert used == [1]


def test_a_page_that_is_not_used_is_idle():
    now = [0.0]
    activity = Activity(lambda: now[0])
    now[0] = 90_000.0
    assert activity.idle() == 90_000.0
    activity.seen()
    assert activity.idle() == 0.0
