"""A server killed at any moment of a story: what was accepted is there when it opens again, and there is no litter."""

import http.client
import os
import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from served import come_in
from tpplanner.change.free_places import free_places
from tpplanner.commands.annee import read_year
from tpplanner.commands.check import check_planning
from tpplanner.commands.init import new_workbook
from tpplanner.commands.reading import read_planning
from tpplanner.commands.retouch import under_hand
from tpplanner.commands.solve import solve_workbook
from tpplanner.domain.session import Reponse
from tpplanner.referentiels import load
from tpplanner.solver import Budget
from tpplanner.texts.documents import INACHEVE, SESSION_DU_DOSSIER
from tpplanner.web.handed.followup import read_followup
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.workbook.reader import read_session
from web.forms import filled, saisie_of
from web.lives import alive, opened, searches
from web.lives import until as soon
from web.test_annee import a_year
from web.test_titres import typed
from years import AUJOURDHUI

pytestmark = [pytest.mark.proof, pytest.mark.skipif(os.name != "posix", reason="signals")]

KNOWN = re.compile(
    r"CDA/session(-planning-v\d+(-affichage|-plan-b)?)?\.xlsx|CDA/session-planning-v1-plan-b\.html"
    rf"|CDA/session-planning-v1-documents/(\w+/[^.]+\.\w+|{re.escape(SESSION_DU_DOSSIER)}|{re.escape(INACHEVE)})"
    r"|(CDA|titres)/anciennes saisies/[^.].+|CDA/session-suivi\.json"
    r"|titres/MON-m02\.toml|(CDA juin 2027|Excel)/session\.xlsx|Année 2027/annee(-programmation-v1)?\.xlsx"
)
AT_ONCE, SEARCHED, TRIED = 1.0, 4.0, 12.0
"""Seconds from what is asked to the kill, at most: about as long as it takes when a search, or many, must end."""
PATIENCE = 600
"""Seconds for what happens in the end: a machine may be starved."""
WRITTEN = 0.1
"""Seconds from the first file that is touched to the kill, at most: what is written then is put in place meanwhile."""


until = partial(soon, seconds=PATIENCE)


@dataclass(frozen=True)
class Place:
    """The folder of the sessions; in it a session, its planning, and a place free for a passage of it."""

    root: Path

    @property
    def workbook(self):
        return self.root / "CDA" / "session.xlsx"

    @property
    def planning(self):
        return self.workbook.with_name("session-planning-v1.xlsx")

    @property
    def after(self):
        return self.planning.with_name("session-planning-v2.xlsx")

    @property
    def documents(self):
        return SessionFiles.documents_of(self.planning)

    def membre(self):
        """A membre who sits: which ones do depends on how far the search came."""
        lu = read_planning(self.planning)
        return next(m for m in lu.session.membres if m.id == lu.edite[0].compositions[0].membres[0])

    def free(self):
        """Where a passage may be put, the others staying."""
        hand = under_hand(read_planning(self.planning))
        for passage in (p for p in hand.plan.passages if p.suivies):
            found = free_places(hand.judge(), passage.candidat, passage.epreuve)
            for place in found.places if found else ():
                return place.put
        raise AssertionError("no passage may be moved")


@dataclass(frozen=True)
class Story:
    """Something that a page may ask for.

    `ready` answers what sends it; `stands`, whether what it asked for is in the folder, which holds once it was
    accepted; `replaces`, which files of before it may have replaced, or marked as in force.
    """

    ready: Callable
    longest: float
    stands: Callable
    replaces: tuple[str, ...] = ()


def posted(where, **told):
    """A form of a page, sent as it stands."""

    def ready(visitor, place):
        address = where.format(session=ident(place.workbook), planning=ident(place.planning))
        return partial(visitor.post, address, told)

    return ready


def put_at(place):
    """The form that puts a passage where it may go."""
    to = place.free()
    hour = {"jour": f"{to.debut:%Y-%m-%d}", "heure": f"{to.debut:%H:%M}", "jury": to.jury}
    return {"quoi": "deplacer", "candidat": to.candidat, "epreuve": to.epreuve, **hour}


def kept(visitor, place, told):
    """The button that keeps a change by hand as a version."""
    assert visitor.post(f"/planning/{ident(place.planning)}/retouche/faire", told)[0] == 303
    return posted("/planning/{planning}/retouche/liste", quoi="garder")(visitor, place)


def moved(visitor, place):
    return kept(visitor, place, put_at(place))


def put_around(visitor, place):
    return posted("/planning/{planning}/retouche/faire", tout="autour", **put_at(place))(visitor, place)


def pinned(visitor, place):
    return kept(visitor, place, put_at(place) | {"quoi": "garder", "garde": "oui"})


def of_a_membre(where, tell):
    """A form about a membre who sits."""

    def ready(visitor, place):
        return posted(where, **tell(place.membre()))(visitor, place)

    return ready


def another_room(visitor, place):
    for c in read_planning(place.planning).edite[0].compositions:
        told = {"quoi": "salle", "jury": c.jury, "jour": f"{c.jour}"}
        where = f"/planning/{ident(place.planning)}/retouche?jury={c.jury}&jour={c.jour}&salle=1"
        if rooms := re.findall(r'name="nouveau" value="([^"]+)"', visitor.get(where)[2]):
            return kept(visitor, place, told | {"nouveau": rooms[0]})
    raise AssertionError("no jury may have another room")


def titre_typed(visitor, _):
    return partial(typed(visitor).press, "enregistrer")


def session_typed(visitor, _):
    return partial(filled(visitor).press, "enregistrer")


def session_corrected(visitor, place):
    saisie = saisie_of(visitor, place.workbook).fill("session.centre", "Centre corrigé")
    return partial(saisie.press, "enregistrer")


def year_proposed(visitor, place):
    year = ident(place.root / "Année 2027" / "annee.xlsx")
    return partial(visitor.post, f"/session/{year}/programmer", {"secondes": "10"})


def planned(place):
    return place.after.is_file()


def moved_there(place):
    to = place.free()
    return any(
        (p.candidat, p.epreuve, p.debut) == (to.candidat, to.epreuve, to.debut)
        for p in read_planning(place.after).edite[0].passages
    )


def noted(place):
    return any(m.reponse is Reponse.CONFIRME for m in read_session(place.planning).session.membres)


def corrected(place):
    aside = place.workbook.parent / "anciennes saisies"
    return read_session(place.workbook).session.centre == "Centre corrigé" and any(aside.iterdir())


PLANNING, WORKBOOK = "CDA/session-planning-v1.xlsx", "CDA/session.xlsx"
STORIES = {
    "a search": Story(posted("/session/{session}/calculer", secondes="5"), SEARCHED, planned, (PLANNING,)),
    "an event": Story(
        of_a_membre(
            "/planning/{planning}/imprevu", lambda m: {"qui": f"absent:{m.nom} {m.prenom}", "jour": "14/06/2027"}
        ),
        SEARCHED,
        planned,
        (PLANNING, WORKBOOK),
    ),
    "documents": Story(
        posted("/planning/{planning}/documents"),
        SEARCHED,
        lambda place: (place.documents / "affichage" / "affichage A3.pdf").is_file(),
    ),
    "a paper that left": Story(
        posted("/planning/{planning}/documents/envoi", carte="agrement", faire="tous"),
        AT_ONCE,
        lambda place: "agrement" in read_followup(place.workbook).envois,
    ),
    "every failure": Story(
        posted("/planning/{planning}/plan-b"),
        TRIED,
        lambda place: place.planning.with_name("session-planning-v1-plan-b.html").is_file(),
    ),
    "a passage moved": Story(moved, AT_ONCE, moved_there),
    "others put around it": Story(put_around, SEARCHED, planned),
    "a passage pinned": Story(pinned, AT_ONCE, lambda p: any(q.fige for q in read_planning(p.after).edite[0].passages)),
    "another room": Story(another_room, AT_ONCE, planned),
    "who will come": Story(
        of_a_membre(
            "/planning/{planning}/reponse", lambda m: {"membre": m.id, "reponse": "confirme", "le": "2027-05-03"}
        ),
        AT_ONCE,
        noted,
        (PLANNING,),
    ),
    "a titre": Story(titre_typed, AT_ONCE, lambda p: load(p.root / "titres" / "MON-m02.toml").sigle == "MON"),
    "a session typed": Story(
        session_typed, AT_ONCE, lambda p: read_session(p.root / "CDA juin 2027" / "session.xlsx").session.candidats
    ),
    "a session corrected": Story(session_corrected, AT_ONCE, corrected, (WORKBOOK,)),
    "a workbook for Excel": Story(
        posted("/sessions", nom="Excel", titre="CDA-04", exemple="on"),
        AT_ONCE,
        lambda p: read_session(p.root / "Excel" / "session.xlsx").session.candidats,
    ),
    "a year": Story(
        year_proposed,
        SEARCHED,
        lambda p: read_year(p.root / "Année 2027" / "annee-programmation-v1.xlsx", AUJOURDHUI),
    ),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    return begin(tmp_path_factory.mktemp("begun"))


def begin(root):
    """A session and its first planning, and a year."""
    place = Place(root)
    place.workbook.parent.mkdir()
    new_workbook(place.workbook, "CDA", exemple=True)
    solve_workbook(place.workbook, Budget(2, workers=1, reproducible=True), place.planning)
    a_year(root)
    return root


@pytest.fixture
def place(tmp_path, begun):
    return Place(shutil.copytree(begun, tmp_path / "Documents" / "tpplanner"))


def said_done(visitor, answer):
    """Whether a page says that what was asked for is done."""
    status, headers, *_ = answer
    assert status == 303
    if headers["location"].endswith("/documents"):
        return "se préparent" not in visitor.get(headers["location"])[2]
    if not headers["location"].startswith("/calcul/"):
        return True
    _, headers, text = visitor.get(headers["location"])
    return headers.get("location", "").startswith("/planning/") or "/arreter" not in text


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_what_a_story_asks_for_is_done_where_nobody_kills(tmp_path, place, story):
    with opened(tmp_path) as (_, address):
        visitor = come_in(address, PATIENCE)
        answer = story.ready(visitor, place)()
        until(lambda: said_done(visitor, answer))
    assert story.stands(place)


@pytest.mark.parametrize("seed", range(50))
def test_nothing_that_was_accepted_is_lost(tmp_path, place, seed):
    """The first draw of a story is killed whenever it may be, the second as soon as a file is touched, others after."""
    rng = Random(seed)  # noqa: S311 - which moment
    turn, which = divmod(seed, len(STORIES))
    story = [*STORIES.values()][which]
    before = held(place.root)
    answers = []

    def send(sends):
        with suppress(OSError, http.client.HTTPException):
            answers.append(sends())

    with opened(tmp_path) as (process, address):
        visitor = come_in(address, PATIENCE)
        visitor.get(f"/planning/{ident(place.planning)}")  # read before: the kill falls into what is asked
        sending = Thread(target=send, args=[story.ready(visitor, place)])
        untouched = stamps(place.root)
        sending.start()
        if turn:
            until(lambda: stamps(place.root) != untouched, every=0.001)
        time.sleep(rng.uniform(0, (story.longest, 0, WRITTEN, WRITTEN)[turn]))
        accepted = bool(answers) and said_done(visitor, answers[0])
        pids = searches(process.pid)
        process.kill()
        process.wait()
        sending.join()
    at_once = (headers["location"] for _, headers, _ in answers)
    accepted = accepted or any(
        not where.startswith("/calcul/") and not where.endswith("/documents") for where in at_once
    )
    until(lambda: not any(map(alive, pids)))
    with opened(tmp_path) as (_, address):
        assert come_in(address, PATIENCE).get(f"/session/{ident(place.workbook)}")[0] == 303
    now = held(place.root)
    assert [name for name in now if not KNOWN.fullmatch(name)] == []
    assert [name for name in before if name not in story.replaces and now.get(name) != before[name]] == []
    assert [name for name in now if now[name] != before.get(name) and not is_whole(place.root / name)] == []
    assert story.stands(place) if accepted else True


def held(root):
    """What a folder holds: bytes by name."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def stamps(root):
    """What changes with any file of a folder, hidden ones too: names, and when each was last written."""
    found = {}
    for folder, _, names in os.walk(root):  # which goes on where a folder is taken away meanwhile
        for path in (Path(folder, name) for name in names):
            with suppress(FileNotFoundError):
                found[path] = path.lstat().st_mtime_ns
    return found


def is_whole(path):
    """Whether a file can be read as what its name says; a planning also keeps every rule."""
    if path.suffix == ".toml":
        return load(path).sigle == "MON"
    if path.suffix != ".xlsx" or "-affichage" in path.stem or "-plan-b" in path.stem:
        return path.stat().st_size > 0
    if "annee" in path.stem:
        return read_year(path, AUJOURDHUI) is not None
    if "-planning-" in path.stem:
        return check_planning(path).report.conforme
    return read_session(path).session is not None
