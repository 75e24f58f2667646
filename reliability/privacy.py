"""What others hold tells nothing of an aménagement, nor more names than it must; an error of ours tells no name.

A session is drawn with its plan, aménagements are granted to some of its candidats, and each file that is not for the
responsable is compared byte for byte with the one written where nothing is granted.
"""

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from builders import TOUTES
from drawing import seeded
from export.dossiers import MISSING, bare, octets, text_of
from export.test_documents_keep_secrets import CONFORMITY, EVERYBODY_ELSE, poster, words
from reliability import hostile
from reliability.campaign import Result, sample
from reliability.command import tried
from reliability.sockets import COMMANDS
from tpplanner.cli import main
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Role, Session
from worlds import valid

PROMISE = (
    "des sessions tirées au hasard, avec et sans aménagements : ce que lisent les autres est le même à l'octet près, "
    "sans nom là où il n'en faut pas ; une erreur interne ne cite aucun nom."
)
DRAWN = 48
SAMPLE = ("session : 0", "erreur : check")
"""What `make test` tries."""
NAME = "DURANDAL"
"""A name that nothing else bears."""
WALL = "affichage/affichage.xlsx"
BROKEN = {
    "check": "tpplanner.commands.check.check_planning",
    "solve": "tpplanner.commands.solve.solve_workbook",
    "export": "tpplanner.commands.export.export_planning",
    "replan": "tpplanner.commands.replan.replan_planning",
    "explain": "tpplanner.commands.explain.explain_workbook",
    "titres lire": "tpplanner.workbook.titre_read.read_referentiel_sheet",
}
"""What each command calls, made to raise with a name in it."""
ADVICE = "equipe/consignes au comédien.docx"
"""What says to everybody « N'aidez pas le candidat »."""


def cases(scale: float) -> list[str]:
    """Sessions drawn; commands that break."""
    return sample([*(f"session : {n}" for n in range(DRAWN)), *(f"erreur : {name}" for name in BROKEN)], scale)


def run(case: str) -> Result:
    """Compare, or break."""
    kind, what = case.split(" : ")
    found, tried_files = _leaks(int(what)) if kind == "session" else _named(what)
    return Result(not found, " ; ".join(found)[:2_000], extra={"essais": tried_files})


def _leaks(seed: int) -> tuple[list[str], int]:
    rng = seeded(f"privacy {seed}")
    drawn = valid(rng)
    for _ in range(seed % 12):
        next(drawn)
    session, plan = next(drawn)
    plain = _without(session)
    granted = _granted(plain, rng)
    before, after = _for_others(plain, plan), _for_others(granted, plan)
    same = _same_for_all if any(c.salle_a_part for c in granted.candidats) else _same
    found = [f"{name} differs" for name in sorted(before.keys() | after.keys()) if not same(name, before, after)]
    return [*found, *_told(granted, after)], len(after)


def _without(session: Session) -> Session:
    """The same where nobody is granted anything."""
    nothing = {"majorations": (), "aide": "", "salle_a_part": False, "salle_accessible": False, "passer_tot": False}
    return replace(session, candidats=tuple(replace(c, **nothing) for c in session.candidats))


def _granted(session: Session, rng: Random) -> Session:
    """The same where some are granted something."""
    aides = [p.id for p in session.personnes if Role.AIDE in p.roles]
    ways = [{"majorations": TOUTES}, {"salle_a_part": True}, {"salle_accessible": True}, {"passer_tot": True}]
    ways += [{"aide": aides[0]}] if aides else []
    chosen = rng.sample(range(len(session.candidats)), min(len(session.candidats), rng.choice((1, 2))))
    gens = list(session.candidats)
    for place in chosen:
        for way in rng.sample(ways, rng.randint(1, len(ways))):
            gens[place] = replace(gens[place], **way)
    return replace(session, candidats=tuple(gens))


Files = Mapping[str, bytes]


def _for_others(session: Session, plan: Plan) -> Files:
    """What they are given, and the workbook that hangs on the wall."""
    return octets.__wrapped__(session, plan, pour=tuple(EVERYBODY_ELSE)) | {WALL: poster(session, plan)}


def _same(name: str, before: Files, after: Files) -> bool:
    """A report says what the plan breaks."""
    return name == CONFORMITY or before.get(name) == after.get(name)


def _same_for_all(name: str, before: Files, after: Files) -> bool:
    """A room apart, though it was somebody's alone before, is no longer told on the wall."""
    return name.startswith("affichage/") or _same(name, before, after)


def _told(session: Session, files: Files) -> Iterator[str]:
    """Words of an aménagement; names on the wall or for the administration."""
    everybody = (*session.candidats, *session.membres, *session.personnes)
    people, names = [bare(p.nom_complet) for p in everybody], re.compile("|".join(re.escape(p.nom) for p in everybody))
    hers = tuple(p.nom for p in session.personnes if Role.AIDE in p.roles)
    for name, text in _texts(files).items():
        spared = name in (CONFORMITY, ADVICE) or any(nom in name for nom in hers)
        if not spared and (said := words(names.sub("", text))):  # somebody is called AIDE1
            yield f"{name} says {said}"
        if name.startswith(("affichage/", "agrement/")) and (named := [p for p in people if p in bare(text)]):
            yield f"{name} names {len(named)}"


def _texts(files: Files) -> dict[str, str]:
    """What is read in them; PDF only where poppler is."""
    with TemporaryDirectory() as kept:
        texts = {}
        for name, content in files.items():
            if name == WALL or (name.endswith(".pdf") and MISSING):
                continue
            path = Path(kept) / Path(name).name
            path.write_bytes(content)
            texts[name] = text_of(path)
        return texts


def _named(command: str) -> tuple[list[str], int]:
    """An error of ours in that command, whose text holds a name."""

    def broken() -> None:
        with patch(BROKEN[command], side_effect=ValueError(NAME)):
            main(shlex.split(COMMANDS[command]))

    with TemporaryDirectory() as kept:
        folder = Path(kept)
        for name, make in (("session.xlsx", hostile.session_bytes), ("planning.xlsx", hostile.planning_bytes)):
            (folder / name).write_bytes(make())
        (folder / "titre.xlsx").write_bytes(hostile.titre_sheet())
        done = tried(broken, folder)
    told = re.search(NAME, done.said) is not None
    return [*(["the name is told"] if told else []), *([f"exit code {done.code}"] if done.code != 70 else [])], 1


def tables(results: Mapping[str, Result]) -> Sequence[str]:
    """How much was compared."""
    files = sum(int(result.extra["essais"]) for case, result in results.items() if case.startswith("session"))
    return [f"Fichiers comparés à l'octet près : {files}, de {sum(c.startswith('session') for c in results)} sessions."]
