"""How one comes in: the entrance of a browser, the call of another process, an open tab that asks, the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from tpplanner.texts import page as textes
from tpplanner.web.desk import inside, page
from tpplanner.web.guard.access import COOKIE, ENTRANCE, Keys
from tpplanner.web.guard.calling import CLOSE, Callers
from tpplanner.web.guard.calling import MOST_BYTES as MOST_OF_A_CALL
from tpplanner.web.guard.door import Door, close_door
from tpplanner.web.guard.tabs import Tabs
from tpplanner.web.guard.way_in import take_back
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.library import Library


@dataclass(slots=True)
class Front:
    """What the entrance of a server knows: its door, its secrets, the sessions that may be opened in it, its end.

    `data` is where the application keeps what is its own, `handing` where files lie that lead a browser in.
    """

    library: Library
    keys: Keys
    door: Door
    data: Path
    stop: Callable[[], None] = lambda: None
    handing: tuple[Path, ...] = ()
    callers: Callers = field(init=False)
    tabs: Tabs = field(init=False)

    def __post_init__(self) -> None:
        """The keys of this server are good for its port alone."""
        self.callers, self.tabs = Callers(self.keys.key, self.door.port), Tabs(self.door)

    @property
    def port(self) -> int:
        """Where it is reached."""
        return self.door.port


async def enter(request: Request) -> Response:
    """A browser comes in with its ticket, and keeps a cookie."""
    front: Front = request.app.state.front
    ticket, where = request.query_params.get("billet", ""), inside(request.query_params.get("vers", ""))
    if front.keys.use(ticket):
        take_back(ticket, front.handing)
        answer = _onward(where, request.headers.get("sec-fetch-site", "none"))
    elif front.tabs.admit(ticket):
        answer = page("arrivee.html", vers=where, porte=front.door)
    else:
        return PlainTextResponse(textes.ENTREE_REFUSEE, 403)
    answer.set_cookie(COOKIE, front.keys.cookie, httponly=True, samesite="strict")
    return answer


def _onward(where: str, site: str) -> Response:
    """The first page. A browser that came from a file shows its cookie only to what a page of ours leads to."""
    if site == "none":
        return RedirectResponse(where, 303)
    shown = '<!doctype html><html lang="fr"><title>tpplanner</title>'
    return HTMLResponse(shown, headers={"refresh": f"0;url={quote(where, safe='/?=&%')}"})


async def called(request: Request) -> Response:
    """Another process of this user asks for what opens the page, at a workbook perhaps, or for its end."""
    front: Front = request.app.state.front
    message = b""
    async for part in request.stream():
        message += part
        if len(message) > MOST_OF_A_CALL:
            break
    answer = await run_in_threadpool(front.callers.answer, message, partial(_done_for, front))
    return JSONResponse(answer) if answer is not None else PlainTextResponse(textes.ENTREE_REFUSEE, 403)


def _done_for(front: Front, purpose: str, what: str) -> str:
    """What another process of this user asked for."""
    if purpose == CLOSE:
        close_door(front.data)
        front.stop()
        return ""
    opened = front.library.register(Path(what)) if what and "\0" not in what else None
    return address_of(front, opened)


async def alive(request: Request) -> Response:
    """An open tab asks whether its server is there: the answer is one that this user's server alone can give."""
    front: Front = request.app.state.front
    return JSONResponse(front.tabs.told(request.query_params.get("defi", "")))


async def end(request: Request) -> Response:
    """The page ends, by its button or because another process of this user asks for it: its address opens no more."""
    front: Front = request.app.state.front
    close_door(front.data)
    front.stop()
    return page("fin.html")


def address_of(front: Front, opened: SessionFiles | None) -> str:
    """An address that opens the page once."""
    where = f"&vers=/session/{opened.id}" if opened else ""
    return f"http://{front.door.host}{ENTRANCE}?billet={front.keys.ticket()}{where}"
