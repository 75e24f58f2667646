"""Files of ours that a browser keeps: each has an address that changes with what it holds."""

import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
KEPT = "private, max-age=31536000, immutable"
"""For a year: what has another content has another address."""


OK = 200
_SPACES = re.compile(r"/\*.*?\*/|\s*([{};,>])\s*|(:)\s+|\s+", re.DOTALL)


def packed(style: str) -> str:
    """A style without its comments, and without the spaces that mean nothing."""
    return _SPACES.sub(lambda part: "" if part[0].startswith("/*") else part[1] or part[2] or " ", style).strip()


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]


def address_of(name: str) -> str:
    """The address of a file of the folder ``static``, with what it holds in it."""
    return f"/static/{name}?e={_digest(name)}"


class Static(StaticFiles):
    """The files of that folder: those asked for by what they hold are kept, all others are asked for each time."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or why there is none."""
        answer = await super().get_response(path, scope)
        if answer.status_code == OK and path.endswith(".css"):
            answer = Response(packed((FOLDER / path).read_text(encoding="utf-8")), media_type="text/css")
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("e", [""])[0]
        if answer.status_code == OK and asked and asked == _digest(path):
            answer.headers["cache-control"] = KEPT
        return answer
