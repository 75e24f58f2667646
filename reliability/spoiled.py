"""A folder of sessions that is spoiled and mended while others look at it: whatever a system can do to a folder."""

import os
import shutil
import socket
import threading
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from reliability.campaign import ROOT
from tpplanner.commands.export import export_planning
from tpplanner.web.handed.followup import change_followup, put_away
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.workbook.year import annee_bytes, annee_contents
from web_stories import with_planning
from years import annee, programmation

STEADY = "Session calme"
"""A session that nobody spoils: it is there whatever becomes of the others."""

OPEN = 0o700
"""The rights of a folder that its owner enters."""

MANY = 30_000
"""Names in a folder that has too many."""

PAUSE = 0.003
"""Seconds between two changes; a root that is gone comes back after ten."""


def make_folder_of_sessions(root: Path) -> None:
    """Sessions with and without plannings, documents, a year with a programmation, a titre, workbooks side by side."""
    juin = with_planning(root, nom="CDA juin")
    for version in (2, 10):
        shutil.copy(juin / "session-planning-v1.xlsx", juin / f"session-planning-v{version}.xlsx")
    change_followup(juin / "session.xlsx", put_away(archivee=False))
    change_followup(juin / "session.xlsx", put_away(archivee=True))
    planning = juin / "session-planning-v1.xlsx"
    export_planning(planning, SessionFiles.documents_of(planning))
    for nom in (STEADY, "Sans planning", "DWWM"):
        shutil.copytree(juin, root / nom, ignore=shutil.ignore_patterns("*-planning-*"))
    shutil.copytree(juin, root / "Ancienne")
    (root / "Ancienne" / "session.xlsx").unlink()
    shutil.copy(juin / "session.xlsx", root / "avril.xlsx")
    year = root / "Année 2027"
    year.mkdir()
    (year / "annee.xlsx").write_bytes(annee_bytes(annee_contents(annee())))
    (year / "annee-programmation-v1.xlsx").write_bytes(annee_bytes(annee_contents(annee(), programmation())))
    planned = SessionFiles.plannings_of(year / "annee-programmation-v1.xlsx")
    planned.mkdir()
    shutil.copy(juin / "session.xlsx", planned / "mars.xlsx")
    (root / "titres").mkdir()
    shutil.copy(ROOT / "src" / "tpplanner" / "referentiels" / "cda-m04.toml", root / "titres" / "notre.toml")


def add_what_stays_strange(root: Path) -> None:
    """Strange things beside the sessions from the beginning."""
    odd = os.fsencode(root)
    for name in (b"\xe9t\xe9", b"\xff\xfe", b"a\nb", "\u202eetnac".encode(), b"x" * 255):
        os.mkdir(odd + b"/" + name)
        (root / os.fsdecode(name) / "session.xlsx").write_bytes(b"x")
    (root / "Sans planning" / os.fsdecode(b"\xff.xlsx")).write_bytes(b"x")
    (root / "boucle").symlink_to(root / "boucle")
    (root / "rond").symlink_to(root)
    (root / "nulle part").symlink_to(root / "absent")
    (root / "null.xlsx").symlink_to("/dev/null")
    for nom in ("ete", "ETE", "été", unicodedata.normalize("NFD", "été"), "dossier.xlsx"):
        (root / nom).mkdir(exist_ok=True)
        (root / nom / "session.xlsx").write_bytes(b"PK\x03\x04")
    deep = root / "profond"
    for _ in range(200):
        deep /= "d"
    deep.mkdir(parents=True)
    for version in ("v999999", f"v{'9' * 200}", "v07", "v²"):
        (root / "avril.xlsx").with_name(f"avril-planning-{version}.xlsx").write_bytes(b"x")
    crowd = root / "Photos"
    crowd.mkdir()
    for number in range(MANY):
        os.mknod(crowd / f"{number}.xlsx") if number % 3 else os.mknod(crowd / f"{number}.jpg")


class Spoiler(threading.Thread):
    """Spoils one thing after the other, and mends some, until it is told to stop; each draw is of a seed."""

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__()
        self.root = Path(os.path.realpath(root))
        self.moved = self.root.with_name("emporté")
        self.changes = self.outages = 0
        self._random = Random(seed)  # noqa: S311 - which damage
        self._ended = threading.Event()
        self._kept = TemporaryDirectory(dir=root.parent)
        self._good = Path(self._kept.name) / "bon"
        shutil.copytree(root, self._good, symlinks=True, ignore=lambda _, names: [n for n in names if n == "Photos"])
        below = (path.relative_to(self._good) for path in sorted(self._good.rglob("*")))
        self._all = [p for p in below if p.parts[0] not in (STEADY, "profond") and not (self._good / p).is_symlink()]
        self._spoiled: dict[Path, None] = {}

    def run(self) -> None:
        """Spoil until the end."""
        while not self._ended.wait(PAUSE):
            self.changes += 1
            draw = self._random.random()
            if draw < 0.01:
                self._outage()
            elif draw < 0.5 and self._spoiled:
                self._mend(self._random.choice([*self._spoiled]))
            else:
                self._spoil(self._random.choice(self._all))

    def _spoil(self, place: Path) -> None:
        """Do something to a file or a folder; never through a link, which may lead out of the folder."""
        target, damage = self.root / place, self._random.choice(DAMAGES)
        if os.path.realpath(target) == os.fspath(target):
            with suppress(OSError):
                damage(target, self._random)
            self._spoiled[place] = None

    def end(self) -> None:
        """Stop, and mend all."""
        self._ended.set()
        self.join()
        for place in sorted(self._spoiled):
            self._mend(place)
        self._kept.cleanup()

    def _mend(self, place: Path) -> None:
        """Put a file or a folder back as it was; what else is spoiled in that folder is mended with it."""
        target, good = self.root / place, self._good / place
        for above in reversed(place.parents):
            if (self.root / above).is_symlink() or not (self.root / above).is_dir():
                place, target, good = above, self.root / above, self._good / above
                break
        with suppress(OSError):
            os.chmod(target.parent, OPEN)
        _take_away(target)
        _take_away(target.with_name(f"{target.name} ailleurs"))
        with suppress(OSError):
            shutil.copytree(good, target) if good.is_dir() else shutil.copy2(good, target)
            self._spoiled.pop(place, None)

    def _outage(self) -> None:
        """The folder of all sessions is closed, gone, or a file for a moment."""
        self.outages += 1
        kind = self._random.randrange(3)
        if kind == 0:
            os.chmod(self.root, self._random.choice((0o000, 0o400, 0o100)))
        else:
            self.root.rename(self.moved)
            if kind == 2:
                self.root.write_bytes(b"")
        self._ended.wait(10 * PAUSE)
        if kind == 0:
            os.chmod(self.root, OPEN)
        else:
            _take_away(self.root)  # a folder too, where the page has made one meanwhile
            self.moved.rename(self.root)
        self.outages += 1


def _take_away(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _replaced(make: Callable[[Path, Random], None]) -> Callable[[Path, Random], None]:
    """Something else in the place of what stands there."""

    def replace(path: Path, random: Random) -> None:
        _take_away(path)
        make(path, random)

    return replace


def _pipe(path: Path, _: Random) -> None:
    os.mkfifo(path)


def _socket(path: Path, _: Random) -> None:
    """By its folder's descriptor, as a socket's address is short; a name that is too long even so gets none."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)  # a pipe in its place would be waited for
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)


def _write(path: Path, random: Random) -> None:
    if path.is_file():
        path.write_bytes(random.choice((b"", b"x", b"PK\x03\x04", b"{", random.randbytes(5000))))


def _content(path: Path) -> bytes:
    """What a file holds; nothing of what is none, which may never end."""
    return path.read_bytes() if path.is_file() else b""


def _cut(path: Path, random: Random) -> None:
    os.truncate(path, random.randrange(path.stat().st_size + 1))


def _flip(path: Path, random: Random) -> None:
    content = bytearray(_content(path))
    if content:
        content[random.randrange(len(content))] ^= 255
        path.write_bytes(content)


def _link(path: Path, random: Random) -> None:
    path.symlink_to(random.choice((path, path.parent / "absent", path.parent, "/dev/null")))


def _years(path: Path, random: Random) -> None:
    seconds = random.choice((-(10**9), -1, 0, 2**31, 2**34 - 1, 253_402_300_800, 10**12))
    os.utime(path, (seconds, seconds))


DAMAGES: tuple[Callable[[Path, Random], object], ...] = (
    lambda path, random: os.chmod(path, random.choice((0o000, 0o400, 0o444, 0o100, 0o200))),
    lambda path, _: os.chmod(path, 0o000),
    lambda path, _: _take_away(path),
    lambda path, _: path.rename(path.with_name(f"{path.name} ailleurs")),
    lambda path, _: path.is_file() and path.write_bytes(_content(path)),
    _cut,
    _flip,
    _years,
    _write,
    *map(_replaced, (_pipe, _socket, _link, lambda path, _: path.mkdir())),
)
"""What is done to a file or a folder."""
