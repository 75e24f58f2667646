"""Every hostile file, given to each command that reads its kind and to the page: refused or read, in French."""

import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reliability import hostile
from reliability.campaign import Result, sample
from reliability.command import MEGABYTES, SECONDS, Ran, faults, ran, tried
from reliability.hostile import Hostile
from served import served
from tpplanner.errors import ExitCode
from tpplanner.web.sessions.folders import ident

PROMISE = (
    "des fichiers abîmés, piégés ou seulement étranges, donnés à chaque commande et à la page : refusés ou lus, avec "
    f"une phrase en français, en {SECONDS:.0f} s et {MEGABYTES:.0f} Mo au plus, sans que rien d'autre soit touché."
)
LIMIT = 1_800.0
SHARE = 0.1

SAMPLE = ("toml : moitié", "liste : guillemet ouvert", "lettre : inconnu")
"""What `make test` tries."""

OK, BREACH, USAGE, REFUSED, IMPOSSIBLE, UNFINISHED = (
    ExitCode.OK, ExitCode.BREACH, ExitCode.USAGE, ExitCode.REFUSED, ExitCode.INFEASIBLE, ExitCode.UNFINISHED,
)  # fmt: skip
SEARCHED = (OK, REFUSED, IMPOSSIBLE, UNFINISHED)

Command = tuple[str, tuple[int, ...]]
"""Words in which FICHIER is the file, and the exit codes that are documented."""
CHECK: Command = ("check FICHIER", (OK, BREACH, REFUSED))
SOLVE: Command = ("solve FICHIER -o p.xlsx --time-limit 1", SEARCHED)
EXPLAIN: Command = ("explain FICHIER --time-limit 1", SEARCHED)
INIT: Command = ("init neuf.xlsx --titre CDA --candidats FICHIER", (OK, REFUSED))
LIRE: Command = ("titres lire FICHIER", (OK, REFUSED))
ANNEE: Command = ("annee FICHIER --time-limit 1 --aujourdhui 01/10/2026", (*SEARCHED, BREACH))
EXPORT: Command = ("export FICHIER -o dossier --pour candidat --format ics", (OK, BREACH, REFUSED))
PLANB: Command = ("planb FICHIER --time-limit 1", (*SEARCHED, BREACH))
REPLAN: Command = ("replan FICHIER --absent-candidat 'CANDIDAT1 Sacha' --time-limit 1", (*SEARCHED, BREACH, USAGE))
DATES: Command = ("dates FICHIER --aujourdhui 01/05/2027 --page d.html --calendrier d.ics", (OK, BREACH, REFUSED))
PLACES: Command = ("places FICHIER 'CANDIDAT1 Sacha' --time-limit 1", (*SEARCHED, BREACH, USAGE))
AJOUTER: Command = ("replan planning.xlsx --ajouter FICHIER --time-limit 1", (*SEARCHED, BREACH, USAGE))
AVEC_TITRE: Command = ("solve session.xlsx -o p.xlsx --time-limit 1 --referentiel FICHIER", SEARCHED)
INIT_TITRE: Command = ("init neuf.xlsx --exemple --referentiel FICHIER", (OK, REFUSED))
LETTRE: Command = ("export planning.xlsx -o dossier --pour candidat --format docx --convocation FICHIER", (OK, REFUSED))
LOT = "lot FICHIERS -o plannings --time-limit 1 --processus 2"
PAGE = "page"

OF_A_PLANNING = (CHECK, EXPORT, PLANB, REPLAN, DATES, PLACES)
OF_A_WORKBOOK = (SOLVE, EXPLAIN, INIT, LIRE, ANNEE, *OF_A_PLANNING)
COMMANDS: dict[str, tuple[Command, ...]] = {
    "conteneur": OF_A_WORKBOOK, "démesure": OF_A_WORKBOOK, "session": OF_A_WORKBOOK,
    "planning": (SOLVE, INIT, *OF_A_PLANNING), "année": (ANNEE, SOLVE, CHECK), "titre": (LIRE, AVEC_TITRE, INIT_TITRE),
    "toml": (AVEC_TITRE, INIT_TITRE), "liste": (INIT, AJOUTER), "lettre": (LETTRE,),
}  # fmt: skip
"""By kind of file."""
TOGETHER = 40
"""Files of a kind that `lot` is given at once."""
OF_A_SESSION = ("", "/saisie", "/etat", "/echeances")
OF_ITS_PLANNING = ("", "/complet", "/documents", "/passages", "/jurys", "/imprevu")
SHOWN_ON_THE_PAGE = frozenset({"conteneur", "démesure", "session", "planning", "année"})


def cases(scale: float) -> list[str]:
    """The files; then those that are given together to `lot`."""
    files = list(hostile.files())
    return sample([*files, *(f"lot : {n}" for n in range(len(_batches())))], scale)


def _batches() -> list[list[Hostile]]:
    books = [file for file in hostile.files().values() if file.kind in ("conteneur", "session", "planning")]
    return [books[n : n + TOGETHER] for n in range(0, len(books), TOGETHER)]


def run(case: str) -> Result:
    """Give a file to each of its commands."""
    if case.startswith("lot : "):
        return _result({"lot": _together(_batches()[int(case[6:])])})
    file = hostile.files()[case]
    content = file.make()
    done = {command[0].split()[0]: _one(file, content, command) for command in COMMANDS[file.kind]}
    if file.kind in SHOWN_ON_THE_PAGE:
        done[PAGE] = _shown(file, content)
    return _result(done)


def _result(done: Mapping[str, tuple[Ran, list[str]]]) -> Result:
    told = [
        f"{command}: {', '.join(found)} ({last.said.strip()[-300:]})"
        for command, (last, found) in done.items()
        if found
    ]
    runs = [last for last, _ in done.values()]
    extra = {command: f"{last.code} {last.seconds:.2f} {last.megabytes:.0f}" for command, (last, _) in done.items()}
    return Result(
        not told,
        " ; ".join(told),
        sum(last.seconds for last in runs),
        max(last.megabytes for last in runs),
        {"essais": len(runs), **extra},
    )


def _one(file: Hostile, content: bytes, command: Command) -> tuple[Ran, list[str]]:
    """How a command ends on the file, and what is wrong with that."""
    words, allowed = command
    name = f"fichier.{file.extension}"
    inputs = {name: content}
    if "planning.xlsx" in words:
        inputs["planning.xlsx"] = hostile.planning_bytes()
    if "session.xlsx" in words:
        inputs["session.xlsx"] = hostile.session_bytes()
    return in_a_folder(inputs, lambda folder: ran(shlex.split(words.replace("FICHIER", name)), folder), allowed)


def in_a_folder(
    inputs: Mapping[str, bytes],
    call: Callable[[Path], Ran],
    allowed: tuple[int, ...],
    most: tuple[float, float] = (SECONDS, MEGABYTES),
) -> tuple[Ran, list[str]]:
    """How it ends in a folder that holds these files, and what is wrong with that or with them."""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        for name, content in inputs.items():
            (folder / name).write_bytes(content)
        done = call(folder)
        found = faults(done, allowed, seconds=most[0], megabytes=most[1])
        found += [f"{name} was changed" for name, content in inputs.items() if not _is(folder / name, content)]
        found += [f"{name} is left" for name in _litter(folder, inputs, done)]
    return done, found


def _is(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _litter(folder: Path, inputs: Mapping[str, bytes], done: Ran) -> list[str]:
    """What should not be there: temporary files; and whatever is new after a refusal."""
    new = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    refused = done.code in (USAGE, REFUSED)
    return [name for name in new if name not in inputs and (refused or re.search(r"(^|/)[.~]|\.tmp$", name))]


def _together(files: list[Hostile]) -> tuple[Ran, list[str]]:
    """`lot` goes through all of them whatever they are."""
    inputs = {f"f{n}.xlsx": file.make() for n, file in enumerate(files)}
    words = LOT.replace("FICHIERS", " ".join(inputs)).split()
    done, found = in_a_folder(inputs, lambda folder: ran(words, folder), (*SEARCHED, ExitCode.CANNOT_WRITE))
    return done, [one for one in found if not re.search(r"s of processor|plannings.* is left", one)]


def _shown(file: Hostile, content: bytes) -> tuple[Ran, list[str]]:
    """The page of a folder that holds the file as a session; a planning as one of it, then dropped on the page."""
    names = ("session.xlsx", "session-planning-v1.xlsx") if file.kind == "planning" else ("session.xlsx",)

    def visit(folder: Path) -> Ran:
        return tried(lambda: _visit(folder, names[1:]), folder)

    return in_a_folder(dict.fromkeys(names, content), visit, (OK,))


def _visit(folder: Path, plannings: Sequence[str]) -> None:
    addresses = ["/", *(f"/session/{ident(folder / 'session.xlsx')}{end}" for end in OF_A_SESSION)]
    addresses += [f"/planning/{ident(folder / name)}{end}" for name in plannings for end in OF_ITS_PLANNING]
    with served(folder) as page:
        for address in addresses:
            _answered(address, *page.get(address))
        for name in plannings:
            head = b'--x\r\nContent-Disposition: form-data; name="planning"; filename="p.xlsx"\r\n\r\n'
            body = head + (folder / name).read_bytes() + b"\r\n--x--\r\n"
            sent = page.ask("POST", "/controle", body, Content_Type="multipart/form-data; boundary=x")
            _answered("/controle", *sent)


def _answered(address: str, status: int, _: Mapping[str, str], text: str) -> None:
    assert status < 500, f"{address}: {status}"
    assert "Traceback" not in text, address


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """Kinds of files by commands: how many runs; the slowest, the most memory, what was refused, tracebacks."""
    runs = [
        (case.split(" : ")[0], command, *map(float, str(told).split()), result)
        for case, result in results.items()
        for command, told in result.extra.items()
        if command != "essais"
    ]
    commands = list(dict.fromkeys(run[1] for run in runs))
    yield f"| Fichiers | Nombre | {' | '.join(commands)} | Refus | Plus lent (s) | Mémoire (Mo) | Traces d'erreur |"
    yield "| --- " + "| ---: " * (len(commands) + 5) + "|"
    for kind in dict.fromkeys(run[0] for run in runs):
        own = [run for run in runs if run[0] == kind]
        by_command = Counter(run[1] for run in own)
        cells = (
            len({id(run[5]) for run in own}),
            *(by_command[command] or "" for command in commands),
            sum(run[2] == REFUSED for run in own),
            f"{max(run[3] for run in own):.1f}".replace(".", ","),
            f"{max(run[4] for run in own):.0f}",
            sum("Traceback" in result.told for result in {id(run[5]): run[5] for run in own}.values()),
        )
        yield f"| {kind} | {' | '.join(map(str, cells))} |"
