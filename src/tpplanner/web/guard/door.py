"""What survives a server, so that a bookmark opens its successor and an open tab goes on: its port and its secrets."""

import hmac
import json
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tpplanner.files.writing import overwrite
from tpplanner.web.guard.access import HOST
from tpplanner.web.guard.own import is_port, is_secret, own_fields, private_folder

_FILE = "porte.json"
LONGEST_CHALLENGE = 64
"""Characters of what a tab asks to have signed."""


@dataclass(frozen=True, slots=True)
class Door:
    """The port of a user's page, the cookie of its browser, and the key by which the server proves that it is theirs.

    A port of 0 is any that is free.
    """

    port: int = 0
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    preuve: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def proof(self, challenge: str) -> str:
        """What an open tab is told before it shows its cookie: nobody else who listens at that port can tell it."""
        return hmac.new(self.preuve.encode(), challenge[:LONGEST_CHALLENGE].encode(), "sha256").hexdigest()


def kept_door(data: Path, aside: Callable[[Path, Path], None] = lambda *_: None) -> Door:
    """The one of the server before, in the application's own data; a new one where there is none that is ours.

    `aside` is told of a strange file that was put aside.
    """
    if not private_folder(data):
        return Door()
    wanted = {"port": is_port, "cookie": is_secret, "preuve": is_secret}
    fields = own_fields(data / _FILE, wanted, aside)
    return Door(**fields) if fields else Door()


def keep_door(data: Path, door: Door) -> None:
    """Keep it for the next server, readable by this user alone."""
    with suppress(OSError):  # without it, the next server has another address
        if private_folder(data):
            overwrite(data / _FILE, json.dumps(asdict(door)).encode())


def close_door(data: Path) -> None:
    """Forget it: whoever still has the address or the cookie has nothing."""
    with suppress(OSError):
        (data / _FILE).unlink(missing_ok=True)


def listen(door: Door) -> tuple[socket.socket, Door]:
    """A socket that listens at a door's port; where somebody else does, at another, with secrets they cannot know.

    Whoever listened there may have been shown the cookie by a tab that was left open.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:  # the port of a server that was killed is free at once
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, door.port))
        listening.listen()  # whoever reads where we are, from here on, waits for an answer instead of being refused
    except OSError:
        if not door.port:
            raise
        listening.close()
        return listen(Door())
    return listening, Door(listening.getsockname()[1], door.cookie, door.preuve)
