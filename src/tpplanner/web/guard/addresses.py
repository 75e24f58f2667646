"""Addresses that no page of ours has: a zero or bytes that are no text, which the system would stumble over."""

from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from tpplanner.texts import page as textes
from tpplanner.web.desk import page


def is_readable(*parts: bytes) -> bool:
    """Whether what stands in an address, or is sent as text, is text without a zero."""
    try:
        return "\0" not in b"".join(map(unquote_to_bytes, parts)).decode()
    except UnicodeDecodeError:
        return False


class Addresses:
    """Refuses an address that is no text, before any page makes a name of a file of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let on, or answer with what is refused."""
        if scope["type"] == "http" and not is_readable(scope["raw_path"], scope["query_string"]):
            await page("refus.html", 400, phrases=[textes.ADRESSE_ILLISIBLE])(scope, receive, send)
        else:
            await self.app(scope, receive, send)
