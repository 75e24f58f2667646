"""Who is let in: nobody but the browser that was opened, from the page itself; each refusal has its status."""

import pytest

from served import served
from tpplanner.web.guard import access
from tpplanner.web.guard.access import TICKETS, Activity, Keys


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with served(tmp_path_factory.mktemp("sessions")) as page:
        yield page


FOREIGN = "http://exemple.invalid"


@pytest.mark.parametrize(
    ("what", "method", "path", "headers", "status"),
    [
        ("the page itself", "GET", "/", {}, 200),
        ("another host that leads here", "GET", "/", {"Host": "exemple.invalid"}, 400),
        ("another host with our port", "GET", "/", {"Host": "exemple.invalid:{port}"}, 400),
        ("our host without its port", "GET", "/", {"Host": "127.0.0.1"}, 400),
        ("no host", "GET", "/", {"Host": None}, 400),
        ("no cookie", "GET", "/", {"Cookie": None}, 403),
        ("another's cookie", "GET", "/", {"Cookie": "tpplanner-{port}=autre"}, 403),
        ("a cookie that is none", "GET", "/", {"Cookie": "\x7f=;;="}, 403),
        ("a static file without cookie", "GET", "/static/page.css", {"Cookie": None}, 403),
        ("a form of another page", "POST", "/sessions", {"Origin": FOREIGN}, 403),
        ("a form of a page without origin", "POST", "/sessions", {"Origin": "null"}, 403),
        ("a form that tells no origin", "POST", "/sessions", {"Origin": None}, 403),
        ("a picture asked for by another site", "GET", "/", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("a form of another port of this machine", "POST", "/sessions", {"Origin": "http://127.0.0.1:1"}, 403),
        ("another process without the key", "POST", "/appel", {"X-Cle": "autre", "Cookie": None}, 403),
        ("another process that tells no key", "POST", "/appel", {"Cookie": None}, 403),
        ("a browser with the cookie but not the key", "POST", "/appel", {}, 403),
        ("the end asked for by another page", "POST", "/fin", {"Origin": FOREIGN}, 403),
        ("the end asked for without the key", "POST", "/fin", {"X-Cle": "autre", "Cookie": None}, 403),
        ("a ticket that is none", "GET", "/entrer?billet=autre", {"Cookie": None}, 403),
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
    told = {k.replace("-", "_"): v.format(port=page.front.port) if v else v for k, v in headers.items()}
    assert page.ask(method, path, **told)[0] == status, what


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


@pytest.mark.parametrize("where", ["/session/%00", "/session/%ff", "/?cherche=%00", "/titres?depuis=%c3", "/%ed%a0%80"])
def test_an_address_that_is_no_text_is_refused_in_french(page, where):
    status, headers, told = page.get(where)
    assert status == 400
    assert "ne peuvent pas être lus" in told
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(("sent", "status"), [(b"/tmp/\0", 400), (b"/tmp/\xff.xlsx", 200)])
def test_a_name_that_is_no_text_is_no_fault_of_the_door(page, sent, status):
    assert page.ask("POST", "/appel", sent, x_cle=page.front.keys.key, Cookie=None, Origin=None)[0] == status
    assert page.get("/")[0] == 200


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
    assert page.get(path, Cookie=None)[1]["location"] == "/"


def test_only_so_many_tickets_wait():
    keys = Keys()
    first, *others = [keys.ticket() for _ in range(TICKETS + 1)]
    assert not keys.use(first)
    assert all(keys.use(ticket) for ticket in others)


def test_another_process_with_the_key_gets_an_address_that_opens(page):
    status, _, address = page.post("/appel", b"", X_Cle=page.front.keys.key, Cookie=None, Origin=None)
    assert status == 200
    assert page.get(address.removeprefix(page.address), Cookie=None)[0] == 303


@pytest.mark.parametrize("path", ["/", "/controle", "/autre", "/static/page.css", "/dessins.css"])
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
