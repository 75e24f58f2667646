"""The page is open while a file that costs far more than it weighs lies among the sessions: the others do not wait."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree

from reliability.asking import Server, Trial, ask, serving
from reliability.bombs import files
from reliability.campaign import Result, sample
from reliability.folder import judged, made, numbers
from reliability.spoiled import STEADY
from served import Visitor
from tpplanner.web.sessions.folders import ident

PROMISE = (
    "les classeurs et les référentiels de la campagne « bombs » sont mis, un à un, dans le dossier des sessions d'une "
    "page ouverte : la liste et les autres sessions répondent en moins d'une seconde, et celui-là finit par être "
    "montré ou refusé."
)
LIMIT = 600.0
PROCESSES = 1
"""What another case does meanwhile would be waited for too."""
TRIED = ("src", "reliability/asking.py", "reliability/beside.py", "reliability/bombs.py")
READING = 'http-equiv="refresh"'
"""In a page that says that files are being read, and comes again by itself."""
PATIENCE = 120.0
"""Seconds after which a file should have been read or refused, on a machine that others use too."""
SAMPLE = ("usages : deux textes de 32 000 signes dans 37 800 cellules",)
"""What tests try."""
TURNS = 3
"""How often all is asked for at least."""
PLACES = {"xlsx": "Bombe/session.xlsx", "toml": "titres/bombe.toml"}
"""By ending, where such a file lies: what is given by a form never does."""


def cases(scale: float) -> Sequence[str]:
    """The files that may lie there."""
    return sample([name for name, file in files().items() if file.extension in PLACES], scale)


def run(case: str) -> Result:
    """Put it there; ask for it, the list, sessions seen before and not, until all of them are shown."""
    file = files()[case]
    with tempfile.TemporaryDirectory() as home:
        root = Path(copytree(made().name, Path(home) / "tpplanner"))
        bomb = root / PLACES[file.extension]
        seen, new = (f"/session/{ident(root / name / 'session.xlsx')}/saisie/candidats" for name in (STEADY, "DWWM"))
        own = f"/session/{ident(bomb)}/saisie/candidats" if file.extension == "xlsx" else f"/titres/{ident(bomb)}"
        with serving(root) as (visitor, server):
            for address in ("/", "/titres", seen):
                _shown(visitor, server, address)  # what is imported once
            bomb.parent.mkdir(exist_ok=True)
            bomb.write_bytes(file.make())
            trials = [ask(visitor, server, "GET", own)[0]]  # its reading begins
            trials += [_shown(visitor, server, address) for address in (new, *("/", seen, "/titres") * TURNS)]
            last = _shown(visitor, server, own)
            after = visitor.get("/")
        read = Trial(last.request, last.status, 0.0) if last.seconds < PATIENCE else replace(last, status=0)
        extra = {"réponse": last.status, "lecture": round(last.seconds, 1)}
        return judged([*trials, read], after, server.faults(), extra)


def _shown(visitor: Visitor, server: Server, address: str) -> Trial:
    """What it takes until a page is shown that says no more that files are being read."""
    request, seconds = f"GET {address}", 0.0
    while True:
        trial, text = ask(visitor, server, "GET", address)
        seconds += trial.seconds
        if READING not in text or seconds >= PATIENCE:
            missing = address == "/" and STEADY not in text
            return Trial(request, trial.status, seconds, missing, trial.most)


tables = numbers
