"""Who may speak to the page: this machine, the browser that it opened, from the page itself; and what that may load."""

import hmac
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tpplanner.texts import page as textes
from tpplanner.web.guard.door import HOST, Door, served_by

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""What a page of ours may load: its own files; no script and no style that stands in it."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # without any, a form of the page would not tell its own origin
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}

COOKIE = "tpplanner"
"""The name of the cookie that the browser has of a server: of its name alone, as long as browser and server live."""

ENTRANCE, CALL, END, ALIVE = "/entrer", "/appel", "/fin", "/vie/etat"
"""Where a browser comes in with a ticket, where another process of the same user asks for one once it has proven to be
that, where the page ends, where an open tab asks, without its cookie, whether the server is there and is ours."""

SAFE = ("GET", "HEAD")

OF_BROWSERS = ("origin", "cookie", "referer", "sec-fetch-site", "sec-fetch-mode")
"""What a browser tells, and a process that calls does not."""

SENDING_SECONDS = 60.0
"""For all that a request sends: a file comes from this machine."""

WATCHED = "/etat"
"""How addresses end that a page asks for by itself: a forgotten page does not keep the server in use."""

TICKETS = 16
"""Tickets that wait to be used at most: each opens the page once."""


_NAME = re.compile(r"[0-9a-f]{32}\.localhost")


class Keys:
    """The secrets of a server: the cookie of its browser, the key of other processes, tickets that open once."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(32)
        self.cookie = secrets.token_urlsafe(32)
        self._tickets: OrderedDict[str, None] = OrderedDict()

    def ticket(self) -> str:
        """A new one, to stand in an address."""
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = None
        while len(self._tickets) > TICKETS:
            self._tickets.popitem(last=False)
        return ticket

    def use(self, ticket: str) -> bool:
        """Whether a ticket opens; it does not again."""
        return self._tickets.pop(ticket, False) is None


class Guard:
    """Refuses whatever does not come from the page in the browser that was opened; says what pages may load."""

    def __init__(self, app: ASGIApp, keys: Keys, door: Door, seen: Callable[[], None]) -> None:
        """`seen` is called at each request that somebody makes."""
        self.app, self.keys, self.door, self.seen = app, keys, door, seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in, or answer with what is refused."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        # whoever is answered without the cookie, a refusal say, is not shown the key of our pages
        served_by.set(self.door if scope["type"] == "http" and self._has_cookie(Headers(scope=scope)) else None)
        refusal = self._refusal(scope) if scope["type"] == "http" else (403, textes.ORIGINE_REFUSEE)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if refusal is not None:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, dressed)
            return
        if not scope["path"].endswith(WATCHED):
            self.seen()
        await self.app(scope, _in_time(receive), dressed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Why a request is not let in: a status, and what it is told."""
        headers, path = Headers(scope=scope), scope["path"]
        host = hosts[0] if len(hosts := headers.getlist("host")) == 1 else ""
        reads = scope["method"] in SAFE
        if path == CALL and host == f"{HOST}:{self.door.port}":  # a process proves there by itself whose it is
            return (403, textes.ORIGINE_REFUSEE) if reads or any(name in headers for name in OF_BROWSERS) else None
        if path == ALIVE and reads and _is_from_here(headers) and self._is_near(host):
            return None
        if host != self.door.host:
            return (403, textes.ENTREE_REFUSEE) if self._is_near(host) else (400, textes.ADRESSE_REFUSEE)
        if path == ENTRANCE:
            return None if reads and _is_navigation(headers) else (403, textes.ORIGINE_REFUSEE)
        return self._refusal_of_a_page(headers, reads=reads)

    def _refusal_of_a_page(self, headers: Headers, *, reads: bool) -> tuple[int, str] | None:
        if not self._has_cookie(headers):
            return 403, textes.ENTREE_REFUSEE
        if not (_is_from_here(headers) and (reads or headers.get("origin") == f"http://{self.door.host}")):
            return 403, textes.ORIGINE_REFUSEE
        return None

    def _is_near(self, host: str) -> bool:
        """Whether a browser may have it of a server before: it is told nothing else than that this one is there."""
        name, _, port = host.rpartition(":")
        return port == str(self.door.port) and (name in (HOST, "localhost") or _NAME.fullmatch(name) is not None)

    def _has_cookie(self, headers: Headers) -> bool:
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        cookie = cookies[COOKIE].value if COOKIE in cookies else ""
        return hmac.compare_digest(cookie.encode(), self.keys.cookie.encode())


def _is_from_here(headers: Headers) -> bool:
    """Whether no page of elsewhere asks."""
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def _is_navigation(headers: Headers) -> bool:
    """Whether a browser goes to an address, from a file of its user's: no page of elsewhere frames or fetches it."""
    mode, goal = headers.get("sec-fetch-mode", "navigate"), headers.get("sec-fetch-dest", "document")
    return (mode, goal) == ("navigate", "document") and headers.get("origin", "null") == "null"


def _in_time(receive: Receive) -> Receive:
    """What is sent to the server, all of it within `SENDING_SECONDS`."""
    until, whole = time.monotonic() + SENDING_SECONDS, False

    async def timely() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            with anyio.fail_after(max(0.0, until - time.monotonic())):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, textes.TROP_LENT) from error
        whole = not message.get("more_body", False)
        return message

    return timely


class Activity:
    """When the page was last used; `now` is a clock that does not jump."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._last = now()

    def seen(self) -> None:
        """It is used."""
        self._last = self._now()

    def idle(self) -> float:
        """Seconds since it was used."""
        return self._now() - self._last
