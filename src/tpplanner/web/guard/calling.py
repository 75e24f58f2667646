"""A second call and the server that runs prove to each other that they are one user's before either asks or tells.

Both know a key from a file of that user's alone. Each signs what the other has just drawn, with who speaks, the port
and what for: what was heard serves neither again, nor the other way round, nor for something else, nor elsewhere.
"""

import json
import re
import secrets
import socket
import time
from collections.abc import Callable
from typing import Any

from tpplanner.web.guard.access import CALL
from tpplanner.web.guard.door import HOST
from tpplanner.web.guard.proofs import Draws, same, signed

OPEN, CLOSE = "ouvrir", "fermer"
"""What a call asks for."""

PROOF_SECONDS = 2.0
"""For whoever listens to prove that it is ours."""

ANSWER_SECONDS = 20.0
"""For the server, once proven, to do what it is asked."""

MOST_BYTES = 32 * 1024
"""Of a message, either way: a path and what surrounds it."""

_DRAWN = re.compile(r"[A-Za-z0-9_.-]{16,200}")


class Callers:
    """The server's side: it keeps nothing of whoever has proven nothing."""

    def __init__(self, key: str, port: int, now: Callable[[], float] = time.monotonic) -> None:
        self._key, self._port, self._draws = key, port, Draws(key, port, now)

    def answer(self, message: bytes, act: Callable[[str, str], str]) -> dict[str, str] | None:
        """What a message is answered: a proof, or what came of `act` (what for, with what); None: refused."""
        try:
            fields = json.loads(message)
            theirs = fields["defi"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        if not (isinstance(theirs, str) and _DRAWN.fullmatch(theirs)):
            return None
        if "preuve" not in fields:
            ours = self._draws.draw()
            return {"defi": ours, "preuve": signed(self._key, "serveur", self._port, theirs, ours)}
        return self._done(fields, theirs, act)

    def _done(self, fields: Any, theirs: str, act: Callable[[str, str], str]) -> dict[str, str] | None:
        """What came of what another process asks for, once it is proven whose it is."""
        words = [fields.get(name) for name in ("du_serveur", "pour", "avec")]
        if not all(isinstance(word, str) for word in words):
            return None
        ours, purpose, what = words
        expected = signed(self._key, "appel", self._port, theirs, ours, purpose, what)
        if not (same(fields["preuve"], expected) and self._draws.use(ours)):
            return None
        result = act(purpose, what)
        return {"reponse": result, "preuve": signed(self._key, "reponse", self._port, theirs, ours, purpose, result)}


def call(port: int, key: str, purpose: str, what: str = "") -> str | None:
    """What the server of this user at that port answers; None where whoever listens there cannot prove to be it.

    Nothing but a drawn word is said to whoever has not proven it, and the rest goes by the same connection alone.
    """
    ours = secrets.token_urlsafe(24)
    try:
        with socket.create_connection((HOST, port), timeout=PROOF_SECONDS) as connection:
            fields = _exchange(connection, port, {"defi": ours}, PROOF_SECONDS)
            theirs = fields.get("defi")
            if not (isinstance(theirs, str) and _DRAWN.fullmatch(theirs)):
                return None
            if not same(fields.get("preuve"), signed(key, "serveur", port, ours, theirs)):
                return None
            proof = signed(key, "appel", port, ours, theirs, purpose, what)
            asked = {"defi": ours, "du_serveur": theirs, "pour": purpose, "avec": what, "preuve": proof}
            fields = _exchange(connection, port, asked, ANSWER_SECONDS)
    except (OSError, ValueError, RecursionError):
        return None
    result = fields.get("reponse")
    if isinstance(result, str) and same(
        fields.get("preuve"), signed(key, "reponse", port, ours, theirs, purpose, result)
    ):
        return result
    return None


def _exchange(connection: socket.socket, port: int, message: dict[str, str], seconds: float) -> dict[str, object]:
    """One message and its answer, within so many seconds and bytes whatever the other side does; raises OSError."""
    body = json.dumps(message).encode()
    head = f"POST {CALL} HTTP/1.1\r\nHost: {HOST}:{port}\r\nContent-Length: {len(body)}\r\n\r\n"
    until = time.monotonic() + seconds
    connection.settimeout(seconds)
    connection.sendall(head.encode() + body)
    answer = b""
    while True:
        top, separator, rest = answer.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: *(\d{1,6})\r\n", top + b"\r\n", re.IGNORECASE) if separator else None
        if separator and (length is None or not answer.startswith(b"HTTP/1.1 200 ")):
            raise OSError("refused")
        if length is not None and len(rest) >= int(length[1]):
            fields = json.loads(rest[: int(length[1])])
            return fields if isinstance(fields, dict) else {}
        connection.settimeout(max(0.001, until - time.monotonic()))
        more = connection.recv(MOST_BYTES)
        answer += more
        if not more or len(answer) > MOST_BYTES or time.monotonic() > until:
            raise OSError("no answer")
