"""Two processes prove to each other that they are one user's; what was heard serves for nothing else."""

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from itertools import product

import pytest

from tpplanner.web.guard import calling
from tpplanner.web.guard.calling import CLOSE, OPEN, Callers, call
from tpplanner.web.guard.door import HOST
from tpplanner.web.guard.proofs import DRAWN_SECONDS

KEY, PORT = "k" * 43, 4321


class Heard:
    """A server's side, what it was asked to do, and the clock by which it draws."""

    def __init__(self, key=KEY, port=PORT):
        self.now, self.asked = 100.0, []
        self.callers = Callers(key, port, lambda: self.now)

    def answer(self, message):
        return self.callers.answer(json.dumps(message).encode(), self.act)

    def act(self, purpose, what):
        self.asked.append((purpose, what))
        return f"fait : {purpose}"

    def request(self, purpose=OPEN, what="", key=KEY, port=PORT):
        """What a caller of that key sends once the server has proven itself."""
        ours = "n" * 32
        theirs = self.answer({"defi": ours})["defi"]
        proof = calling.signed(key, "appel", port, ours, theirs, purpose, what)
        return {"defi": ours, "du_serveur": theirs, "pour": purpose, "avec": what, "preuve": proof}


def test_what_is_proven_is_done_once_and_answered_with_a_proof():
    heard = Heard()
    asked = heard.request(CLOSE, "x")

    answer = heard.answer(asked)

    assert heard.asked == [(CLOSE, "x")]
    assert answer["reponse"] == "fait : fermer"
    assert heard.answer(asked) is None, "heard by another, it is no good again"
    assert heard.asked == [(CLOSE, "x")]


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("for something else", {"pour": CLOSE}),
        ("with something else", {"avec": "autre"}),
        ("with a word of its own", {"defi": "m" * 32}),
        ("with no proof", {"preuve": ""}),
        ("with a proof that is no text", {"preuve": ["a"]}),
        ("with nothing that the server drew", {"du_serveur": "0.0.aaaaaaaaaaaaaaaa.b"}),
        ("with an answer in the place of a question", {"pour": None}),
    ],
)
def test_a_message_that_was_heard_serves_nobody(what, changed):
    heard = Heard()
    assert heard.answer({**heard.request(), **changed}) is None, what
    assert heard.asked == []


def test_what_the_server_says_of_itself_is_no_proof_of_a_caller():
    """Sent back to it, in each place."""
    heard = Heard()
    hello = heard.answer({"defi": "n" * 32})
    for ours, theirs in product(("n" * 32, hello["defi"]), repeat=2):
        told = {"defi": ours, "du_serveur": theirs, "pour": OPEN, "avec": "", "preuve": hello["preuve"]}
        assert heard.answer(told) is None
    assert heard.asked == []


@pytest.mark.parametrize(("key", "port"), [("j" * 43, PORT), (KEY, PORT + 1)])
def test_a_proof_for_another_server_is_none_for_this(key, port):
    heard = Heard()
    assert heard.answer(heard.request(key=key, port=port)) is None


def test_a_proof_that_comes_late_is_none():
    heard = Heard()
    asked = heard.request()
    heard.now += DRAWN_SECONDS
    assert heard.answer(asked) is None


def test_a_server_keeps_nothing_of_who_has_proven_nothing():
    heard = Heard()
    before = repr(vars(heard.callers))
    for number in range(200):
        heard.answer({"defi": f"{number:032}"})
    assert repr(vars(heard.callers)) == before


@pytest.mark.parametrize(
    "message", [b"", b"{", b"[]", b"1", b"null", b"\xff", b"[" * 20_000, b'{"defi": 1}', b'{"defi": "a b"}']
)
def test_what_is_no_message_is_refused(message):
    assert Heard().callers.answer(message, lambda *_: pytest.fail("it was done")) is None


# The caller's side: whoever listens where a server was.


@contextmanager
def squatter(behave):
    """Somebody who listens, and what they hear; `behave` is given the connection and the list."""
    heard = []

    def listen():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                behave(connection, heard)

    with socket.create_server((HOST, 0)) as server:
        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def answers(*texts):
    def behave(connection, heard):
        for text in texts:
            heard.append(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(text), text))

    return behave


def says_back(connection, heard):
    """What it is told, as its own proof."""
    heard.append(connection.recv(65536))
    told = json.loads(heard[-1].partition(b"\r\n\r\n")[2])
    text = json.dumps({"defi": told["defi"], "preuve": told["defi"]}).encode()
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(text), text))


def drips(connection, heard):
    heard.append(connection.recv(65536))
    while True:
        connection.sendall(b"H")
        time.sleep(0.01)


@pytest.mark.parametrize(
    "behave",
    [
        answers(b'{"defi": "aaaaaaaaaaaaaaaaaaaaaaaa", "preuve": "00"}'),
        answers(b"http://exemple.invalid/"),
        answers(b"[" * 20_000),
        answers(b"\xff\xfe"),
        answers(b"x" * 40_000),
        says_back,
        drips,
        lambda connection, heard: heard.append(connection.recv(65536)),
    ],
    ids=["a false proof", "an address", "depth", "no text", "much", "an echo", "drips", "nothing"],
)
def test_whoever_listens_there_hears_nothing_that_serves_and_is_not_believed(behave, monkeypatch):
    monkeypatch.setattr(calling, "PROOF_SECONDS", 0.2)
    with squatter(behave) as (port, heard):
        assert call(port, KEY, OPEN, "/home/zoe/session.xlsx") is None
    said = b"".join(heard)
    assert KEY.encode() not in said
    assert b"session.xlsx" not in said


def test_who_lets_the_server_prove_itself_and_answers_in_its_place_is_not_believed():
    def between(connection, heard):
        body = connection.recv(65536).partition(b"\r\n\r\n")[2]
        proof = json.dumps(Callers(KEY, connection.getsockname()[1]).answer(body, lambda *_: "")).encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(proof), proof))
        answers(b'{"reponse": "/entrer?billet=autre", "preuve": "00"}')(connection, heard)

    with squatter(between) as (port, heard):
        assert call(port, KEY, OPEN) is None
    assert b"du_serveur" in heard[0], "it had proven itself"
