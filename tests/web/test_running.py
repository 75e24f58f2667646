"""The server's life, as a process: one for a user, stopped without loss, killed without loss."""

import json
import logging
import os
import signal
import socket
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from benchmarks.sessions import FAMILY
from benchmarks.workbooks import workbook_of
from playwright.sync_api import expect

from served import come_in, served
from tpplanner.cli import run
from tpplanner.commands.check import check_planning
from tpplanner.commands.init import new_workbook
from tpplanner.errors import ExitCode
from tpplanner.files.beside import this_machine
from tpplanner.web import running
from tpplanner.web.sessions.folders import ident
from web.browsing import needs_chromium, visit
from web.lives import SECONDS, opened, search_begun, until, whereabouts
from web_stories import with_planning

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "ailleurs" / "session.xlsx"
    path.parent.mkdir()
    new_workbook(path, "CDA", exemple=True)
    return path


@pytest.fixture
def endless(workbook):
    """A session of which the search goes on for as long as it may: it ends by being stopped alone."""
    workbook.write_bytes(workbook_of(FAMILY["b-S-ccp-1"]))
    return workbook


@pytest.fixture
def another_call(tmp_path, monkeypatch, capsys):
    """What the command says where the page may be open already: it finds it, and serves no other."""
    for name, value in whereabouts(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(running, "_serve", lambda *_, **__: pytest.fail("the page that is open was not found"))

    def call(*arguments):
        assert run(["ouvrir", "--sans-navigateur", *map(str, arguments)]) == ExitCode.OK
        return capsys.readouterr().err

    return call


def test_a_workbook_elsewhere_is_opened_where_it_is_by_the_page_that_is_open_until_its_button_closes_it(
    tmp_path, workbook, another_call
):
    with opened(tmp_path, workbook) as (process, address):
        assert address.endswith(f"&vers=/session/{ident(workbook)}")
        visitor = come_in(address)
        until(lambda: "<strong>ailleurs</strong>" in visitor.get(f"/session/{ident(workbook)}/suivi")[2])
        state = tmp_path / "run" / "tpplanner" / "page.json"
        assert state.stat().st_mode & 0o077 == 0, "its key is of this user alone"
        again = another_call(workbook).split()[-1]
        assert again.split("/entrer")[0] == address.split("/entrer")[0]
        assert come_in(again).get(f"/session/{ident(workbook)}/suivi")[0] == 200
        assert "Fermer tpplanner" in visitor.get("/")[2]
        status, _, text = visitor.post("/fin")
        assert (status, "tpplanner est fermé" in text) == (200, True)
        process.communicate(timeout=SECONDS)
        assert process.returncode == 0
    assert not state.exists()


def test_what_a_killed_server_left_keeps_nobody_from_opening_and_what_it_had_not_put_in_place_is_taken_away(
    tmp_path, workbook
):
    """The port that it had is by now that of another user's page."""
    dead = 2**22 + 1
    state = tmp_path / "run" / "tpplanner" / "page.json"
    left, at_work = (f".tpplanner-{this_machine()}-{pid}-0123abcd.tmp" for pid in (dead, os.getpid()))
    mine = workbook.with_name(left)
    made = workbook.with_name("session-planning-v1-documents") / "Candidats" / left
    typed = tmp_path / ".local" / "share" / "tpplanner" / "saisies" / left
    theirs = workbook.with_name(at_work)
    beside = workbook.with_name("Photos") / left
    for path in (state, mine, made, typed, theirs, beside):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half a workb")
    with served(tmp_path / "autrui") as other:
        state.write_text(json.dumps({"port": other.port, "cle": "p" * 43}), encoding="utf-8")
        state.chmod(0o600)
        with opened(tmp_path, workbook) as (_, address):
            visitor = come_in(address)
            assert visitor.port != other.port
            assert visitor.post("/sessions", {"nom": "À moi", "titre": "CDA-04", "exemple": "on"})[0] == 303
            assert "À moi" not in other.get("/")[2]
            assert not mine.exists()
            assert not made.exists()
            assert not typed.exists()
            assert theirs.exists(), "another may be at work here"
            assert beside.exists(), "a folder that is not tpplanner's is not gone through"
    assert (tmp_path / "Documents" / "tpplanner" / "À moi" / "session.xlsx").is_file()


def test_whoever_reads_where_the_page_is_finds_it_there_already(tmp_path, monkeypatch):
    for name, value in whereabouts(tmp_path).items():
        monkeypatch.setenv(name, value)
    found = []

    def told(_, front):
        with socket.create_connection(("127.0.0.1", front.port), timeout=SECONDS):
            found.append(front.port)

    monkeypatch.setattr("tpplanner.web.running._Whereabouts.write", told)
    monkeypatch.setattr("tpplanner.web.running._Server.run", lambda *_, **__: None)
    running.open_page(None, print, root=tmp_path, browse=False)
    assert len(found) == 1


NAMED = f"http://{'0123456789abcdef' * 2}.localhost"


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """What a browser would be led to; no server is begun."""
    for name, value in whereabouts(tmp_path).items():
        monkeypatch.setenv(name, value)
    addresses = []
    monkeypatch.setattr("webbrowser.open", lambda address: addresses.append(address) or True)
    monkeypatch.setattr("tpplanner.web.running._Server.run", lambda *_, **__: None)
    monkeypatch.setattr("tpplanner.web.running._Whereabouts.port", 4321)
    return addresses


def led_by(monkeypatch, answer):
    """A second call, which is answered so by whoever has proven to be the server of this user."""
    monkeypatch.setattr("tpplanner.web.running._Whereabouts.asked", lambda *_: answer)
    said = []
    assert running.open_page(None, said.append) == ExitCode.OK
    return said


def test_the_browser_is_led_in_by_a_file_whose_name_tells_nobody_the_ticket(shown, monkeypatch):
    ticket = "b" * 32
    led_by(monkeypatch, f"{NAMED}:4321/entrer?billet={ticket}")
    (address,) = shown
    page = Path(unquote(urlsplit(address).path))
    assert address.startswith("file://")
    assert ticket not in address
    assert f"{NAMED}:4321/entrer?billet={ticket}" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "answer",
    [
        "@exemple.invalid/",
        "http://exemple.invalid/",
        "/fin",
        "/entrer?billet=" + "b" * 32,
        "http://exemple.invalid:4321/entrer?billet=" + "b" * 32,
        f"{NAMED}:4322/entrer?billet=" + "b" * 32,
        f"{NAMED}:4321/entrer?billet=" + "b" * 32 + "&vers=//exemple.invalid",
        "",
    ],
)
def test_an_answer_that_is_no_way_in_is_not_opened(shown, monkeypatch, answer):
    assert not [line for line in led_by(monkeypatch, answer) if "exemple.invalid" in line]
    assert shown == []


@pytest.mark.usefixtures("shown")
def test_what_fails_in_the_page_is_written_in_no_log(monkeypatch, capsys):
    """An exception may hold a name."""
    log = logging.getLogger("uvicorn.error")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(logging.root, "handlers", [])
    led_by(monkeypatch, None)
    log.error("Exception in ASGI application", exc_info=ValueError("DURANDAL"))
    assert "DURANDAL" not in capsys.readouterr().err


@pytest.mark.proof
def test_the_page_is_closed_by_a_command_which_waits_for_what_its_searches_write(tmp_path, endless, another_call):
    with opened(tmp_path, endless) as (process, address):
        search_begun(come_in(address), endless)
        assert "ce qui a été trouvé est écrit" in another_call("--fermer")
        assert check_planning(endless.with_name("session-planning-v1.xlsx")).report.conforme
        process.communicate(timeout=SECONDS)
        assert process.returncode == 0


def test_a_page_that_is_not_open_is_not_closed(another_call):
    assert "n'est pas ouverte" in another_call("--fermer")


@pytest.mark.proof
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_stopped_writes_what_its_searches_have_found(tmp_path, endless, sent):
    with opened(tmp_path, endless) as (process, address):
        search_begun(come_in(address), endless)
        process.send_signal(sent)
        told = process.communicate(timeout=SECONDS)[1]
    assert "Traceback" not in told
    assert check_planning(endless.with_name("session-planning-v1.xlsx")).report.conforme


def test_a_server_that_is_killed_loses_no_planning_that_was_found(tmp_path, endless):
    with opened(tmp_path, endless) as (process, address):
        search_begun(come_in(address), endless)
        process.kill()
        process.wait()
    planning = endless.with_name("session-planning-v1.xlsx")
    poster = endless.with_name("session-planning-v1-affichage.xlsx")
    until(lambda: planning.exists() and poster.exists())
    assert check_planning(planning).report.conforme
    assert sorted(p.name for p in endless.parent.iterdir()) == [
        "session-planning-v1-affichage.xlsx",
        "session-planning-v1.xlsx",
        "session.xlsx",
    ]


def test_a_search_that_dies_is_told_and_the_next_one_works(tmp_path):
    workbook = with_planning(tmp_path) / "session.xlsx"
    workbook.with_name("session-planning-v1.xlsx").unlink()
    with served(tmp_path) as visitor:
        begin, asked = f"/session/{ident(workbook)}/calculer", {"secondes": "20"}
        _, headers, _ = visitor.post(begin, asked)
        os.kill(visitor.desk.jobs.get(headers["location"].split("/")[-1]).process.pid, signal.SIGKILL)
        until(lambda: "sans donner de réponse" in visitor.get(headers["location"])[2])
        assert visitor.post(begin, asked)[0] == 303
        until(lambda: workbook.with_name("session-planning-v1.xlsx").exists())


@needs_chromium
def test_an_open_tab_goes_on_by_itself_with_the_server_that_comes_after_one_that_was_killed(
    tmp_path, workbook, browser
):
    with opened(tmp_path, workbook) as (process, address), visit(browser, address) as page:
        page.goto(f"{address.split('/entrer')[0]}/titres?cherche=a")
        process.kill()
        expect(page.get_by_role("status").filter(has_text="tpplanner s'est arrêté")).to_be_visible()
        with opened(tmp_path, workbook) as (_, again):
            before, after = (urlsplit(each) for each in (address, again))
            assert (before.port, before.hostname != after.hostname) == (after.port, True)
            page.wait_for_url(f"http://{after.netloc}/titres?cherche=a")
            expect(page.get_by_role("status").filter(has_text="tpplanner s'est arrêté")).to_be_hidden()
            assert [(each["domain"], each["expires"]) for each in page.context.cookies(f"http://{after.netloc}")] == [
                (after.hostname, -1)
            ], "of that name alone, and gone with the browser"


@needs_chromium
def test_what_was_typed_while_no_server_was_there_goes_on_with_the_tab_and_stands_in_no_address(
    tmp_path, workbook, browser
):
    asked = []
    with opened(tmp_path, workbook) as (process, address), visit(browser, address) as page:
        page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
        page.goto(f"{address.split('/entrer')[0]}/nouvelle")
        page.get_by_label("Nom de la session").press_sequentially("CDA")
        page.get_by_text("Enregistré à ").wait_for()
        process.kill()
        expect(page.get_by_role("status").filter(has_text="tpplanner s'est arrêté")).to_be_visible()
        page.get_by_label("Nom de la session").press_sequentially(" DURANDAL")
        asked.clear()
        with opened(tmp_path, workbook) as (_, again):
            page.wait_for_url(lambda url: "/saisie/" in url and urlsplit(url).netloc == urlsplit(again).netloc)
            expect(page.get_by_label("Nom de la session")).to_have_value("CDA DURANDAL")
            page.get_by_text("Enregistré à ").wait_for()
        assert not [each for each in asked if "DURANDAL" in each.partition(" ")[0]]


def test_a_page_that_was_closed_by_its_button_opens_no_more_for_who_has_its_cookie(tmp_path, workbook):
    with opened(tmp_path, workbook) as (process, address):
        visitor = come_in(address)
        visitor.post("/fin")
        process.communicate(timeout=SECONDS)
    with opened(tmp_path, workbook) as (_, address):
        visitor.host = come_in(address).host
        assert visitor.get("/")[0] == 403
