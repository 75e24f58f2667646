"""Whatever writes, killed or refused at each call that changes the disk: old or new, nothing lost, no litter."""

import errno
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reliability.campaign import Result, sample
from reliability.injection import KILL, KILL_HALFWAY, POSSIBLE, REFUSE_ON, REFUSE_ONCE, Injected
from reliability.writers import Writer, held, is_litter, names, writer
from tpplanner.commands.check import check_planning
from tpplanner.referentiels import load

PROMISE = (
    "chaque commande qui écrit, et chaque enregistrement de la page, sont tués (kill -9) ou refusés (disque plein, "
    "droits, erreur du disque) à chacun des appels qui changent le disque : les fichiers d'avant restent entiers, "
    "aucun n'est à moitié écrit, rien de ce qui a été accepté ne se perd, et rien ne traîne après la suite."
)
LIMIT = 3600.0
TRIED = (
    "src",
    *(f"reliability/{name}" for name in ("kills.py", "writers.py", "injection.py", "each_call.c")),
    "tests/web/saves.py",
)
SAMPLE = (
    ("init : arrêts", "page : réponse notée : arrêts", "page : session archivée : disque plein") if POSSIBLE else ()
)


KILLED = "arrêts"
REFUSALS = {
    "disque plein": (errno.ENOSPC, REFUSE_ON, ("open", "write", "fsync", "mkdir", "link")),
    "droits refusés": (
        errno.EACCES,
        REFUSE_ON,
        ("open", "rename", "link", "unlink", "mkdir", "rmdir", "chmod", "utime"),
    ),
    "erreur du disque": (errno.EIO, REFUSE_ONCE, ()),
}
"""The error of a call, whether it is refused once or from then on, and which calls may be refused so (none: all)."""

LONG_AGO = "01/01/2100"
"""All sessions ended before."""


def cases(scale: float) -> Sequence[str]:
    """Each command and each save of the page: killed, then refused; none where calls cannot be counted."""
    every = [f"{name} : {how}" for name in names() for how in (KILLED, *REFUSALS)]
    return sample(every, scale) if POSSIBLE else []


@dataclass(slots=True)
class Harm:
    """What went wrong, by kind; each a sentence."""

    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    litter: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def all(self) -> list[str]:
        """All of it."""
        kinds = {"torn": self.torn, "lost": self.lost, "litter": self.litter, "": self.other}
        return [f"{kind} {one}" for kind, several in kinds.items() for one in several]


def run(case: str) -> Result:
    """One command or save, at each of its calls."""
    name, _, how = case.rpartition(" : ")
    subject, harm, tried = writer(name), Harm(), 0
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder) / "compté"
        subject.begin(counted)
        whole = subject.tries(counted)
        harm.other += [f"{one} where nothing happens" for one in subject.undone(counted, whole)]
        injections = list(_injections(whole.calls, how))
        for n, injected in enumerate(injections):
            place = Path(folder) / f"{n}"
            subject.begin(place)
            tried += _at_a_call(subject, place, injected, harm)
            shutil.rmtree(place)
    harm.other += [] if tried or not injections else ["nothing was tried"]
    counts = {"torn": len(harm.torn), "lost": len(harm.lost), "litter": len(harm.litter)}
    extra: dict[str, str | int | float] = {"how": how, "calls": len(whole.calls), "tried": tried, **counts}
    return Result(not harm.all(), "; ".join(harm.all()[:8]), extra=extra)


MANY, OF_A_KIND = 60, 5
"""Of so many calls, those of a kind are alike, file by file: so many of each are tried, the first and the last too."""


def _injections(calls: Sequence[str], how: str) -> Iterator[Injected]:
    """At each call, before it; a write is cut short too; a refusal that such a call cannot meet is left out."""
    ranks: dict[str, list[int]] = {}
    for at, call in enumerate(calls, 1):
        ranks.setdefault(call.split(" ")[0], []).append(at)
    if len(calls) > MANY:
        ranks = {
            kind: sorted({r[i * (len(r) - 1) // (OF_A_KIND - 1)] for i in range(OF_A_KIND)})
            for kind, r in ranks.items()
        }
    for at, kind in sorted((at, kind) for kind, several in ranks.items() for at in several):
        if how == KILLED:
            yield Injected(at, KILL)
            if kind == "write":
                yield Injected(at, KILL_HALFWAY)
            continue
        error, manner, kinds = REFUSALS[how]
        if not kinds or kind in kinds:
            yield Injected(at, manner, error)


def _at_a_call(subject: Writer, place: Path, injected: Injected, harm: Harm) -> bool:
    """What happens at a call, and what is left then; False where fewer calls were made this time."""
    before = held(place)
    done = subject.tries(place, injected)
    if len(done.calls) < injected.at:
        return False
    now, kills = held(place), injected.how in (KILL, KILL_HALFWAY)
    where = f"at call {injected.at}, {done.calls[injected.at - 1].split(' ')[0]}"
    gone = [n for n in before if n not in now and not subject.may_go(n)]
    changed = [n for n in before if n in now and now[n] != before[n] and not subject.may_change(n)]
    new = [n for n in now if now[n] != before.get(n) and not is_litter(n)]
    left = [n for n in now if is_litter(n)]
    harm.lost += [f"{one} {where}" for one in (*gone, *changed, *subject.lost(place, done))]
    harm.torn += [f"{n} {where}" for n in new if not whole_file(place / n)]
    harm.other += [f"{n} is strange {where}" for n in new if n not in before and not subject.may_change(n)]
    if kills:
        harm.other += [] if done.code < 0 else [f"not killed {where}: {done.code} {done.said[-300:]}"]
    else:
        harm.other += [f"{one} {where}: {done.said[-400:]}" for one in subject.ended_badly(done)]
        may_stay = any(call.startswith("unlink") for call in done.calls[injected.at - 1 :])
        harm.litter += [] if may_stay else [f"{n} {where}" for n in left]
    if kills or left:
        again = subject.again(place)
        harm.other += [f"{one} after the next run, {where}" for one in subject.undone(place, again)]
        harm.litter += [f"{n} after the next run, {where}" for n in held(place) if is_litter(n)]
    return True


# Whether a file is whole.

_ENDS = {
    ".pdf": b"%%EOF",
    ".html": b"</html>",
    ".svg": b"</svg>",
    ".ics": b"END:VCALENDAR",
    ".png": b"IEND\xaeB`\x82",
}
_TRACE = re.compile(rb"<!-- tpplanner-session [^>]*-->\s*\Z")
"""What a page tells of its session, after its end."""


def whole_file(path: Path) -> bool:
    """Whether a file is all of what its name says; a planning also keeps every rule."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as parts:
            if parts.testzip() is not None:
                return False
        is_planning = path.stem.startswith(("planning", "session-planning-v"))
        is_planning = is_planning and not path.stem.endswith(("-affichage", "-b"))
        return not is_planning or check_planning(path).report.conforme
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8")) is not None
    if path.suffix == ".toml":
        return bool(load(path).sigle)
    content = _TRACE.sub(b"", path.read_bytes())
    return bool(content) and content.rstrip().endswith(_ENDS.get(path.suffix, b""))


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By command and save: calls that change the disk, kills, refusals, and what came of them."""
    yield "| Commande ou enregistrement | Appels | Arrêts | Refus | Déchirés | Perdus | Restes |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in names():
        of = [result.extra for case, result in results.items() if case.rpartition(" : ")[0] == name]
        if of:
            calls = max(int(extra.get("calls", 0)) for extra in of)
            kills, refusals = (
                sum(int(extra.get("tried", 0)) for extra in of if (extra.get("how") == KILLED) is killed)
                for killed in (True, False)
            )
            harm = (sum(int(extra.get(kind, 0)) for extra in of) for kind in ("torn", "lost", "litter"))
            yield f"| {name} | {calls} | {kills} | {refusals} | {' | '.join(map(str, harm))} |"
