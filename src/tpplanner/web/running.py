"""The server's life: where it is reached, that there is one of a user's, and that it stops when it is of no use."""

import asyncio
import http.client
import json
import logging
import os
import socket
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from glob import escape
from pathlib import Path

import uvicorn

from tpplanner.files.beside import clear_left, clear_left_below
from tpplanner.files.writing import overwrite
from tpplanner.texts import page as textes
from tpplanner.web.app import Front, address_of, application
from tpplanner.web.guard.access import CALL, END, ENTRANCE, HOST, Activity, Keys
from tpplanner.web.guard.door import keep_door, kept_door, listen
from tpplanner.web.machine import data_folder, documents_folder, state_folder
from tpplanner.web.sessions.glance import read_ahead
from tpplanner.web.sessions.library import Library

IDLE_SECONDS = 24 * 3600
"""After so long without use the server stops."""

LOOK_SECONDS = 60
"""Between two looks at whether it is of use."""

ANSWER_SECONDS = 2
"""For another server of this user to answer."""

CLOSE_SECONDS = 30
"""For it to write what its searches have found, once asked to end."""


def open_page(
    path: Path | None,
    say: Callable[[str], None],
    *,
    browse: bool = True,
    root: Path | None = None,
) -> int:
    """Bring the page of this user forward, or serve it until it is stopped; an exit code.

    `path`: a workbook or a folder to open, elsewhere than in `root` (*Documents/tpplanner*). `browse` False: its
    address is said, and no browser opened.
    """
    state = _state()
    running = _asked_of_running(state, CALL, str(path.resolve()) if path else "")
    if running is not None:
        say(textes.deja_ouverte(running.partition(ENTRANCE)[0]))
        _browse(running, say, browse=browse)
        return 0
    return _serve(state, path, say, root or documents_folder(), browse=browse)


def close_page(say: Callable[[str], None]) -> int:
    """End the page of this user, if it is open, once what its searches have found is written; an exit code."""
    state = _state()
    if _asked_of_running(state, END, "") is None:
        say(textes.PAS_OUVERTE)
        return 0
    end = time.monotonic() + CLOSE_SECONDS
    while state.exists() and time.monotonic() < end:
        time.sleep(0.1)
    say(textes.PAS_FERMEE if state.exists() else textes.ARRET)
    return 0


def _state() -> Path:
    """Where the page of this user says how it is reached."""
    return state_folder() / "page.json"


def _browse(address: str, say: Callable[[str], None], *, browse: bool) -> None:
    opened = False
    with suppress(webbrowser.Error, OSError):
        opened = browse and webbrowser.open(address)
    if not opened:
        say(textes.SANS_NAVIGATEUR if browse else textes.A_COPIER)
        say(address)


def _asked_of_running(state: Path, where: str, body: str) -> str | None:
    """What the server that says it runs answers to its user's other processes, if it does."""
    try:
        fields = json.loads(state.read_text(encoding="utf-8"))
        port, key = int(fields["port"]), str(fields["cle"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", where, body.encode(), {"X-Cle": key})
        answer = connection.getresponse()
        text = answer.read().decode()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return text if answer.status == 200 else None


class _Server(uvicorn.Server):
    """Says when it is ready, and stops by itself once it is of no use."""

    def __init__(self, config: uvicorn.Config, activity: Activity, ready: Callable[[], None], idle: Callable[[], None]):
        super().__init__(config)
        self._activity, self._ready, self._idle = activity, ready, idle
        self._watching: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._watching = asyncio.create_task(self._watch())
            await asyncio.to_thread(self._ready)

    def stop(self) -> None:
        """End, once what is asked for is answered."""
        self.should_exit = True

    async def _watch(self) -> None:
        while self._activity.idle() < IDLE_SECONDS:
            await asyncio.sleep(LOOK_SECONDS)
        self._idle()
        self.should_exit = True


def _serve(state: Path, path: Path | None, say: Callable[[str], None], root: Path, *, browse: bool) -> int:
    library, activity = Library(root), Activity()
    opened = library.register(path) if path is not None else None
    _clear_left(root, opened.workbook if opened else None)
    clear_left_below(data_folder())
    # what fails is told on the page, without the values that a traceback could hold
    logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
    data = data_folder()
    listening, door = listen(kept_door(data))
    keep_door(data, door)
    with listening:
        front = Front(library, Keys(door.cookie), door, data)

        def ready() -> None:
            if opened is not None:  # while the browser comes
                read_ahead(app.state.desk, [opened])
            say(textes.ouverte(f"http://{HOST}:{front.port}"))
            _browse(address_of(front, opened), say, browse=browse)

        def ended() -> None:
            _forget_state(state, front.port)
            say(textes.ARRET)

        app = application(front, activity.seen, ended)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=1
        )
        server = _Server(config, activity, ready, lambda: say(textes.OISIVE))
        front.stop = server.stop
        _write_state(state, front)
        with suppress(KeyboardInterrupt):  # uvicorn tells the signal again once it has stopped
            server.run(sockets=[listening])
    return 0


def _clear_left(root: Path, workbook: Path | None) -> None:
    """Take away what a server or a command that was killed had not yet put in place.

    A workbook elsewhere may stand above all that a person has: of its folder, only what is made of it is gone through.
    """
    clear_left_below(root)
    if workbook is not None:
        clear_left(workbook.parent)
        for folder in workbook.parent.glob(f"{escape(workbook.stem)}-*/"):
            clear_left_below(folder)


def _write_state(state: Path, front: Front) -> None:
    """Say where this server is reached, to this user alone."""
    with suppress(OSError):  # without it, a second call only opens a second server
        state.parent.mkdir(parents=True, exist_ok=True)
        fields = {"port": front.port, "cle": front.keys.key, "pid": os.getpid()}
        overwrite(state, json.dumps(fields).encode())


def _forget_state(state: Path, port: int) -> None:
    with suppress(OSError, ValueError, KeyError):
        if json.loads(state.read_text(encoding="utf-8"))["port"] == port:
            state.unlink()
