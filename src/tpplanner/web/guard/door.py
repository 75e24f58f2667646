"""Where a server is reached: a name of its own at this machine, and the port of the server before.

Its browser shows a cookie to its name alone, and a server that comes after has another: whoever listens at that port
between the two, or at another port, is never shown a cookie that opens anything, and a page of theirs is none of ours.
"""

import errno
import json
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from tpplanner.files.writing import overwrite
from tpplanner.web.guard.own import is_port, is_secret, own_fields, private_folder
from tpplanner.web.guard.proofs import signed

HOST, HOST_6 = "127.0.0.1", "::1"
"""This machine alone. Browsers look for a name that ends in `.localhost` at both."""

_FILE = "porte.json"


@dataclass(frozen=True, slots=True)
class Door:
    """The port of a user's page (0: any that is free), the key of its open tabs, what this server drew for its name.

    Port and key are those of the server before.
    """

    port: int = 0
    cle: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    tirage: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def host(self) -> str:
        """The name and port by which browsers reach it: who knows the key alone can tell it from what was drawn."""
        return f"{signed(self.cle, 'nom', self.port, self.tirage)[:32]}.localhost:{self.port}"


served_by: ContextVar[Door | None] = ContextVar("served_by", default=None)
"""The door by which what is being answered was asked for."""


def kept_door(data: Path, aside: Callable[[Path, Path], None] = lambda *_: None) -> Door:
    """The one of the server before, in the application's own data; a new one where there is none that is ours.

    `aside` is told of a strange file that was put aside.
    """
    if not private_folder(data):
        return Door()
    fields = own_fields(data / _FILE, {"port": is_port, "cle": is_secret}, aside)
    return Door(**fields) if fields else Door()


def keep_door(data: Path, door: Door) -> None:
    """Keep it for the next server, readable by this user alone."""
    with suppress(OSError):  # without it, open tabs do not go on
        if private_folder(data):
            overwrite(data / _FILE, json.dumps({"port": door.port, "cle": door.cle}).encode())


def close_door(data: Path) -> None:
    """Forget it: no tab goes on."""
    with suppress(OSError):
        (data / _FILE).unlink(missing_ok=True)


def listen(door: Door) -> tuple[list[socket.socket], Door]:
    """Sockets that listen at a door's port; where somebody else does at either, at another, with a key of its own.

    They listen by both families: a browser that tries the one where nobody does would speak to whoever comes there.
    """
    listening: list[socket.socket] = []
    port = door.port
    try:
        for family, host in ((socket.AF_INET, HOST), (socket.AF_INET6, HOST_6)):
            one = _bound(family, host, port)
            if one is not None:
                listening.append(one)
                port = listening[0].getsockname()[1]
    except OSError:
        for one in listening:
            one.close()
        if not (door.port or listening):
            raise
        return listen(Door())
    return listening, Door(port, door.cle, door.tirage)


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket | None:
    """A socket that listens there; None where this machine has no such addresses. Raises OSError where it is taken."""
    one = None
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform == "win32":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # the port of a server that was killed is free at once
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind((host, port))
        one.listen()  # whoever reads where we are, from here on, waits for an answer instead of being refused
    except OSError as error:
        if one is not None:
            one.close()
        if family == socket.AF_INET6 and error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            return None
        raise
    return one
