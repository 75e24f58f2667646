"""The page looks at a folder of sessions that is spoiled meanwhile: no fault, no wait, the other sessions are there."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any
from urllib.parse import quote

from reliability.asking import MOST_SECONDS, Server, Trial, ask, serving
from reliability.campaign import Result, sample
from reliability.spoiled import STEADY, Spoiler, add_what_stays_strange, make_folder_of_sessions
from served import Visitor
from tpplanner.web.app import ROUTES
from tpplanner.web.sessions.folders import ident

PROMISE = (
    "la page répond à des milliers de demandes, sur chacune de ses adresses, pendant que le dossier des sessions est "
    "abîmé et réparé (dossiers fermés, disparus, liens rompus, noms illisibles, tubes, dates impossibles, 30 000 "
    "fichiers) : aucune erreur interne, aucune réponse en plus d'une seconde, et la session à laquelle personne ne "
    "touche est là."
)
LIMIT = 1800.0
PROCESSES = 1
"""What another case does meanwhile would be waited for too."""
EACH, CASES = 200, 50
TRIED = ("src", "reliability/folder.py", "reliability/asking.py", "reliability/spoiled.py")

POSTS = {
    "/session/{id}/archiver": ({"archivee": "oui"}, {"archivee": ""}),
    "/session/{id}/fait": ({"cle": "x", "fait": "oui", "retour": "/"}, {"cle": "a\0b"}),
    "/session/{id}/suivi/lu": ({},),
    "/session/{id}/relancer": ({"membre": "PÉRON Alix"}, {}),
    "/session/{id}/reponse": ({"membre": "M1", "reponse": "confirmé", "le": "2027-06-01"}, {"reponse": "\0"}),
    "/session/{id}/question": ({"sujet": "", "ecrit": "", "autre": "", "reponse": "oui"},),
    "/session/{id}/supprimer": ({"empreinte": "x"},),
    "/session/{id}/saisie/garder": ({"champ": "session.nom", "valeur": "a\0b"}, {}),
    "/planning/{id}/en-vigueur": ({},),
    "/planning/{id}/question": ({"sujet": "", "ecrit": "", "autre": "", "reponse": "non"},),
    "/planning/{id}/documents/envoi": ({"carte": "candidats"}, {"carte": "\0", "lot": "x"}),
    "/planning/{id}/retouche/faire": ({}, {"passage": "0"}),
    "/planning/{id}/retouche/liste": ({"geste": "annuler"}, {}),
    "/planning/{id}/appel": ({"personne": "x", "issue": "oui"},),
    "/titres/{id}": ({},),
    "/titres/nouveau": ({}, {"sigle": "\0"}),
    "/controle": ({},),
    "/exemple": ({},),
}
"""What is sent that searches nothing, opens nothing and ends nothing."""

QUERIES = (
    *("",) * 6,
    "?cherche=CDA",
    "?etape=pretes",
    f"?effaces={'9' * 5000}",
    "?jour=2",
    "?jour=x&zoom=2",
    "?qui=%E2%80%AE",
    "?titre=CDA-04",
    "?sorte=salle_perdue",
    "?depuis=%00",
    "?filtre=%ff",
    "?passage=1&debut=9h",
    "?plus=candidats",
)

WARM = ("/session/{id}/saisie", "/session/{id}/suivi", "/planning/{id}", "/planning/{id}/retouche", "/annee")

TRIES_THE_SOLVER = "/diagnostic"
"""Not asked for: it takes the seconds that a search takes to begin."""

STRANGE_IDS = ("0" * 16, "x", "%00", "%ff%fe", "..%2f..%2fetc%2fpasswd", "é" * 300, "-1", "²")


def cases(scale: float) -> Sequence[str]:
    """Each a seed, of as many requests."""
    return sample([f"folder {n}" for n in range(CASES)], scale)


def run(case: str) -> Result:
    """Ask for this and that while the folder is spoiled."""
    return tried(int(case.split()[1]), EACH)


def tried(seed: int, requests: int) -> Result:
    """The same, of so many requests."""
    with tempfile.TemporaryDirectory() as home:
        root = Path(copytree(made().name, Path(home) / "tpplanner"))
        add_what_stays_strange(root)
        with serving(root) as (visitor, server):
            asked = list(_requests(root, Random(seed), requests))  # noqa: S311 - which requests
            for address in ("/", *(shown.format(id=ident(root / STEADY / "session.xlsx")) for shown in WARM)):
                visitor.get(address)  # what is imported once
            spoiler = Spoiler(root, seed)
            spoiler.start()
            try:
                trials = [_answer(visitor, server, spoiler, *request) for request in asked]
            finally:
                spoiler.end()
            after = visitor.get("/")
        faults = server.faults()
    return _judged(trials, after, faults, spoiler)


@cache
def made() -> tempfile.TemporaryDirectory:
    """A folder of sessions, before anything is spoiled; it goes with this process."""
    folder = tempfile.TemporaryDirectory()
    make_folder_of_sessions(Path(folder.name))
    return folder


def _requests(root: Path, random: Random, number: int) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """Method, address, body: every address that only shows in its turn, what is sent in between."""
    ids = _ids(root)
    pages = (route.path for route in ROUTES if "GET" in (getattr(route, "methods", None) or ()))
    shown = [path for path in pages if path != TRIES_THE_SOLVER]
    for n in range(number):
        sent = random.random() < 0.15
        path = random.choice([*POSTS]) if sent else shown[n % len(shown)]
        if random.random() < 0.1 and not sent:
            path = "/"
        kind = path.split("/")[1]
        there = ids.get(kind, [])
        id_ = random.choice(there) if there and random.random() < 0.9 else random.choice(STRANGE_IDS)
        filled = path.replace("{id}", id_).replace("{etape}", random.choice(("titre", "candidats", "verifier", "x")))
        for name, values in (("rang:int", ("0", "3", "9" * 30)), ("page:int", ("1", "9" * 30))):
            filled = filled.replace(f"{{{name}}}", random.choice(values))
        for name in ("lot", "carte"):
            filled = filled.replace(f"{{{name}}}", random.choice(("candidats", "jurys", "affichage", "x")))
        address = quote(filled, safe="/%.?&=-")
        yield (
            ("POST", address, random.choice(POSTS[path]))
            if sent
            else (
                "GET",
                address + random.choice(QUERIES),
                None,
            )
        )


def _ids(root: Path) -> dict[str, list[str]]:
    """How addresses name what is there, by how they begin."""
    workbooks = sorted(path for path in root.rglob("*.xlsx") if path.is_file() and "Photos" not in path.parts)
    plannings = [path for path in workbooks if "-planning-" in path.stem]
    programmations = [path for path in workbooks if "-programmation-v" in path.stem]
    others = [path for path in workbooks if path not in (*plannings, *programmations)]
    return {
        "session": [ident(path) for path in others],
        "planning": [ident(path) for path in plannings],
        "programmation": [ident(path) for path in programmations],
        "titres": [ident(path) for path in (root / "titres").iterdir()],
        "saisie": ["0123456789abcdef"],
    }


def _answer(visitor: Visitor, server: Server, spoiler: Spoiler, method: str, address: str, body: Any) -> Trial:
    outages = spoiler.outages
    trial, text = ask(visitor, server, method, address, body)
    whole = outages == spoiler.outages and outages % 2 == 0
    return replace(trial, missing=whole and address == "/" and STEADY not in text)


# What came of it.


def _judged(trials: Sequence[Trial], after: tuple[int, Any, str], faults: str, spoiler: Spoiler) -> Result:
    return judged(trials, after, faults, {"changes": spoiler.changes, "outages": spoiler.outages // 2})


def judged(trials: Sequence[Trial], after: tuple[int, Any, str], faults: str, extra: Mapping[str, int]) -> Result:
    """What requests come to, and the last answer of the list; `faults` are what the server says of its own."""
    statuses = Counter(trial.status for trial in trials)
    slow = sorted((t for t in trials if t.seconds > t.most), key=lambda t: -t.seconds)
    bad = [t for t in trials if (t.status >= 500 and t.status != 503) or t.status == 0]
    missing = [t for t in trials if t.missing]
    wrong = [f"{t.status}: {t.request}" for t in bad[:5]]
    wrong += [f"{t.seconds:.2f} s: {t.request}" for t in slow[:5]]
    wrong += ["the session that nobody spoiled was missing"] * bool(missing)
    wrong += ["it was missing in the end"] * (after[0] != 200 or STEADY not in after[2])
    counted = {
        "essais": len(trials),
        **extra,
        "fault": len(bad),
        "slow": len(slow),
        "busy": sum(t.most > MOST_SECONDS for t in trials),
        "within a second": sum(t.seconds <= MOST_SECONDS for t in trials),
        "slowest": round(max(t.seconds for t in trials), 3),
        "over a second": ", ".join(f"{t.seconds:.2f} s: {t.request}" for t in trials if t.seconds > MOST_SECONDS),
        **{
            f"status {status // 100}xx": sum(n for s, n in statuses.items() if s // 100 == status // 100)
            for status in statuses
        },
    }
    return Result(not wrong, "\n".join((*wrong, faults[-9000:] if bad or slow else "")).strip(), extra=counted)


def numbers(results: Mapping[str, Result]) -> Iterator[str]:
    """By kind of answer: how many."""
    yield from ("| Réponses | Nombre |", "| --- | ---: |")
    kinds = {
        "status 2xx": "page montrée",
        "status 3xx": "renvoi à une autre page",
        "status 4xx": "refus dit en français",
    }
    for key, words in {
        **kinds,
        "fault": "erreur interne",
        "slow": "en plus d'une seconde",
        "changes": "changements du dossier",
    }.items():
        yield f"| {words} | {sum(int(r.extra.get(key, 0)) for r in results.values())} |"


tables = numbers
