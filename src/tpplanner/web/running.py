"""The server's life: where it is reached, that there is one of a user's, and that it stops when it is of no use."""

import asyncio
import json
import logging
import re
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from glob import escape
from pathlib import Path

import uvicorn

from tpplanner.files.beside import clear_left, clear_left_below
from tpplanner.files.writing import overwrite
from tpplanner.texts import page as textes
from tpplanner.web.app import application
from tpplanner.web.entrance import Front, address_of
from tpplanner.web.guard.access import ENTRANCE, Activity, Keys
from tpplanner.web.guard.calling import CLOSE, OPEN, call
from tpplanner.web.guard.door import keep_door, kept_door, listen
from tpplanner.web.guard.own import is_port, is_secret, make_private, own_fields, private_folder, read_own
from tpplanner.web.guard.strangers import Connection
from tpplanner.web.guard.way_in import clear_unused, hand_over
from tpplanner.web.machine import data_folder, documents_folder, handing_folders, open_in_browser, state_folder
from tpplanner.web.sessions.glance import read_ahead
from tpplanner.web.sessions.library import Library

IDLE_SECONDS = 24 * 3600
"""After so long without use the server stops."""

LOOK_SECONDS = 60
"""Between two looks at whether it is of use."""

CLOSE_SECONDS = 30
"""For another server of this user to write what its searches have found, once asked to end."""

_WAY = (
    rf"(http://[0-9a-f]{{32}}\.localhost:(\d+)){ENTRANCE}\?billet=[A-Za-z0-9_-]{{32}}(&vers=/session/[0-9a-f]{{16}})?"
)
"""What a running server answers: nothing else is opened."""


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
    state = _Whereabouts(say)
    way = state.asked(OPEN, str(path.resolve()) if path else "")
    ours = re.fullmatch(_WAY, way or "")
    if ours and ours[2] == str(state.port):
        say(textes.deja_ouverte(ours[1]))
        _browse(ours[0], say, browse=browse)
        return 0
    return _serve(state, path, say, root or documents_folder(), browse=browse)


def close_page(say: Callable[[str], None]) -> int:
    """End the page of this user, if it is open, once what its searches have found is written; an exit code."""
    state = _Whereabouts(say)
    if state.asked(CLOSE, "") is None:
        say(textes.PAS_OUVERTE)
        return 0
    end = time.monotonic() + CLOSE_SECONDS
    while state.path.exists() and time.monotonic() < end:
        time.sleep(0.1)
    say(textes.PAS_FERMEE if state.path.exists() else textes.ARRET)
    return 0


class _Whereabouts:
    """Where the page of this user says how it is reached, and what the last one said; a strange file is put aside."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.path = state_folder() / "page.json"
        self.private = private_folder(self.path.parent)
        if not self.private:
            say(textes.pas_a_vous_seul(self.path.parent))
        wanted = {"port": is_port, "cle": is_secret}
        self._fields = own_fields(self.path, wanted, partial(_put_aside, say)) if self.private else None

    @property
    def port(self) -> int:
        """Where it was reached; 0 where nothing is said."""
        return int(self._fields["port"]) if self._fields else 0

    def asked(self, purpose: str, what: str) -> str | None:
        """What the server that is said to run answers, if it does and proves that it is this user's."""
        return call(self.port, str(self._fields["cle"]), purpose, what) if self._fields else None

    def write(self, front: Front) -> None:
        """Say where this server is reached, to this user alone."""
        with suppress(OSError):  # without it, a second call only opens a second server
            if self.private:
                overwrite(self.path, json.dumps({"port": front.port, "cle": front.keys.key}).encode())

    def forget(self, front: Front) -> None:
        """Say it no more, unless it is another server by now that says so."""
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            if json.loads(read_own(self.path) or b"{}")["cle"] == front.keys.key:
                self.path.unlink()


def _put_aside(say: Callable[[str], None], was: Path, now: Path) -> None:
    say(textes.mis_de_cote(nom=was.name, dossier=was.parent, autre=now.name))


def _browse(address: str, say: Callable[[str], None], *, browse: bool) -> None:
    """Lead the user's browser to an address that opens once, and that stands in none of its arguments."""
    page = hand_over(address, handing_folders()) if browse else None
    if page is None or not open_in_browser(page):
        say(textes.SANS_NAVIGATEUR if browse else textes.A_COPIER)
        say(address)


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
            clear_unused(handing_folders())
        self._idle()
        self.should_exit = True


def _serve(state: _Whereabouts, path: Path | None, say: Callable[[str], None], root: Path, *, browse: bool) -> int:
    library, activity = Library(root), Activity()
    opened = library.register(path) if path is not None else None
    with suppress(OSError):  # whoever puts something there is told why it cannot be
        make_private(root)
    clear_unused(handing_folders())
    _clear_left(root, opened.workbook if opened else None)
    clear_left_below(data_folder())
    # what fails is told on the page, without the values that a traceback could hold
    logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
    data = data_folder()
    listening, door = listen(kept_door(data, partial(_put_aside, say)))
    keep_door(data, door)
    with ExitStack() as open_sockets:
        for each in listening:
            open_sockets.enter_context(each)
        front = Front(library, Keys(), door, data, handing=handing_folders())

        def ready() -> None:
            app.state.readers.warm()
            if opened is not None:  # while the browser comes
                read_ahead(app.state.desk, [opened])
            say(textes.ouverte(f"http://{door.host}"))
            _browse(address_of(front, opened), say, browse=browse)

        def ended() -> None:
            state.forget(front)
            say(textes.ARRET)

        app = application(front, activity.seen, ended)
        config = uvicorn.Config(
            app,
            http=Connection,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config, activity, ready, lambda: say(textes.OISIVE))
        front.stop = server.stop
        state.write(front)
        with suppress(KeyboardInterrupt):  # uvicorn tells the signal again once it has stopped
            server.run(sockets=listening)
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
