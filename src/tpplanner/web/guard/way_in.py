"""The ticket handed to the browser: in a file of this user's alone, which leads on, never in the browser's arguments.

Every user of a machine reads the arguments of all processes on most systems; of this file they learn the name.
"""

import hashlib
import html
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tpplanner.texts import page as textes
from tpplanner.web.guard.own import is_private

SECONDS = 60
"""For a browser to begin."""

_NAMES = "ouvrir-tpplanner-*.html"


def hand_over(address: str, folders: Iterable[Path]) -> Path | None:
    """A page that leads to an address that opens once, in the first of these folders that is this user's alone."""
    ticket = parse_qs(urlsplit(address).query)["billet"][0]
    for folder in folders:
        with suppress(OSError):
            if is_private(folder):
                return _written(folder / _name_for(ticket), address)
    return None


def _name_for(ticket: str) -> str:
    """A name that the server knows again, and that tells nobody the ticket."""
    return _NAMES.replace("*", hashlib.sha256(ticket.encode()).hexdigest()[:16])


def _written(path: Path, address: str) -> Path:
    """The file; raises OSError, also where the disk keeps no rights: others could read it there."""
    shown = html.escape(address)
    content = (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>tpplanner</title>\n'
        f'<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url={shown}"></head>\n'
        f'<body><p><a href="{shown}">{textes.OUVRIR}</a></p></body></html>\n'
    ).encode()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if os.name == "posix" and os.fstat(handle).st_mode & 0o077:
            raise PermissionError
        os.write(handle, content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    return path


def take_back(ticket: str, folders: Iterable[Path]) -> None:
    """Take away the file of a ticket that has served."""
    for folder in folders:
        with suppress(OSError):
            (folder / _name_for(ticket)).unlink(missing_ok=True)


def clear_unused(folders: Iterable[Path]) -> None:
    """Take away the files that no browser came by in their time."""
    for folder in folders:
        with suppress(OSError):
            for path in folder.glob(_NAMES):
                with suppress(OSError):
                    if time.time() - path.lstat().st_mtime >= SECONDS:
                        path.unlink()
