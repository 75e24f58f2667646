"""How long a browser waits for a page that needs a person's files: then it is told so, and asks again by itself."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tpplanner.web.desk import Desk, page
from tpplanner.web.reading.readings import patient


class Patience:
    """Lets whoever goes to a page wait for files no longer than the desk says.

    What is sent waits until it is done; so does what a page loads by itself, beside which it is there already.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer within that time."""
        goes_there = scope["type"] == "http" and scope["method"] == "GET" and _shows_a_page(Headers(scope=scope))
        desk: Desk | None = scope["app"].state.desk if goes_there else None
        with patient(desk.patience if desk is not None else None):
            await self.app(scope, receive, send)


def _shows_a_page(headers: Headers) -> bool:
    return headers.get("sec-fetch-dest", "document") == "document"


async def still_reading(request: Request, _error: Exception) -> HTMLResponse:
    """A page that says that files are read, and asks for what was asked for until they are.

    By its whole address: a browser that is told no address goes nowhere from one that ends in a place of the page.
    """
    where = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return page("lecture.html", ici=where)
