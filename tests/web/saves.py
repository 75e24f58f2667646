"""Every save of the page: what sends it, what it may write, how one sees that what it asked for is in the folder.

A place is a folder of sessions and, beside it, the application's own data.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import served as serving
from builders import LUNDI
from served import served
from tpplanner.change.free_places import free_places
from tpplanner.commands.annee import read_year
from tpplanner.commands.init import new_workbook
from tpplanner.commands.notes import note_events, note_in_force
from tpplanner.commands.reading import read_planning
from tpplanner.commands.retouch import under_hand
from tpplanner.domain.imprevus import Absence, Accord, Imprevu
from tpplanner.domain.session import Reponse
from tpplanner.files.beside import clear_left_below
from tpplanner.referentiels import load
from tpplanner.texts import jour_j as mots
from tpplanner.texts.documents import INACHEVE
from tpplanner.web import running
from tpplanner.web.handed.followup import read_followup
from tpplanner.web.searches import work
from tpplanner.web.searches.jobs import Jobs
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.workbook.reader import read_session
from web.forms import TYPED, begun, filled, saisie_of
from web.lives import until
from web.test_annee import a_year
from web.test_titres import typed
from web_stories import with_planning
from years import AUJOURDHUI

MORNING = datetime(2027, 6, 14, 7, 50)
JOURNEE = datetime(2027, 6, 14), datetime(2027, 6, 15)
PATIENCE = 600
"""Seconds for what happens in the end: a machine may be starved."""


@dataclass(frozen=True)
class Place:
    """The folder of the sessions; in it a session with its planning, and a year; beside it, the application's data."""

    root: Path

    @property
    def data(self):
        return self.root.with_name(f"{self.root.name} données")

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

    @property
    def year(self):
        return self.root / "Année 2027" / "annee.xlsx"

    def drafts(self):
        """What drafts hold, as text."""
        return [path.read_text(encoding="utf-8") for path in (self.data / "brouillons").glob("*.json")]

    def free(self):
        """Where a passage may be put, the others staying."""
        hand = under_hand(read_planning(self.planning))
        for passage in (p for p in hand.plan.passages if p.suivies):
            found = free_places(hand.judge(), passage.candidat, passage.epreuve)
            for place in found.places if found else ():
                return place.put
        raise AssertionError("no passage may be moved")


@dataclass(frozen=True)
class Save:
    """Something that a page may ask for.

    `ready` answers what sends it; `stands`, whether what it asked for is in the folder, which holds once it was
    accepted: at once with the answer, but where it begins a search. `writes`: patterns of names that it may write;
    `takes_away`: that it may take away. `before` is done to the place first.
    """

    ready: Callable
    stands: Callable
    writes: tuple = ()
    takes_away: tuple = ()
    at_once: bool = True
    before: Callable = lambda _: None


DOCUMENTS = ("session-planning-v1-documents/*", "session-planning-v1-documents/*/*")
KEPT_BY_THE_WAY = ("tpplanner données/*", "tpplanner données/*/*", *DOCUMENTS)
"""What the application keeps as its own, whatever it is asked; documents are made where they are looked for."""


def place_of(folder):
    return Place(folder / "tpplanner")


@cache
def _begun():
    kept = TemporaryDirectory()
    place = place_of(Path(kept.name))
    with_planning(place.root, nom="CDA")
    a_year(place.root)
    place.data.mkdir()
    return kept


def begin(folder, name):
    """A place before a save."""
    for path in Path(_begun().name).rglob("*"):
        there = folder / path.relative_to(_begun().name)
        if path.is_file():
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())
    place = place_of(folder)
    place.data.mkdir(exist_ok=True)
    SAVES[name].before(place)


# What sends them.


def posted(where, **told):
    """A form of a page, sent as it stands."""

    def ready(visitor, place):
        address = where.format(session=ident(place.workbook), planning=ident(place.planning), year=ident(place.year))
        return partial(visitor.post, address, told)

    return ready


def draft_kept(visitor, _):
    return partial(visitor.post, f"{begun(visitor).path}/garder", TYPED)


def session_typed(visitor, _):
    return partial(filled(visitor).press, "enregistrer")


def session_corrected(visitor, place):
    saisie = saisie_of(visitor, place.workbook).fill("session.centre", "Centre corrigé")
    return partial(saisie.press, "enregistrer")


def draft_deleted(visitor, place):
    known = [path.stem for path in (place.data / "brouillons").glob("*.json")]
    path = f"/saisie/{known[0]}" if known else filled(visitor).path
    return partial(visitor.post, f"{path}/supprimer", {})


def field(text, name):
    """What stands in a hidden field."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', text)[1])


def session_deleted(visitor, place):
    address = f"/session/{ident(place.workbook)}/supprimer"
    return partial(visitor.post, address, {"empreinte": field(visitor.get(address)[2], "empreinte")})


def centre_kept(visitor, _):
    told = {"faire": "enregistrer", "session.centre": "Greta"}
    return partial(visitor.post, "/centre", told | {"empreinte": field(visitor.get("/centre")[2], "empreinte")})


def titre_typed(visitor, _):
    return partial(typed(visitor).press, "enregistrer")


def put_at(place):
    """The form that puts a passage where it may go."""
    to = place.free()
    hour = {"jour": f"{to.debut:%Y-%m-%d}", "heure": f"{to.debut:%H:%M}", "jury": to.jury}
    return {"quoi": "deplacer", "candidat": to.candidat, "epreuve": to.epreuve, **hour}


def moved(visitor, place):
    return partial(visitor.post, f"/planning/{ident(place.planning)}/retouche/faire", put_at(place))


def moved_once(visitor, place):
    if not any(place.data.rglob("retouches/*.json")):
        assert moved(visitor, place)()[0] == 303


def gathered(visitor, place):
    moved_once(visitor, place)
    return posted("/planning/{planning}/retouche/liste", quoi="garder")(visitor, place)


def given_up(visitor, place):
    moved_once(visitor, place)
    return posted("/planning/{planning}/retouche/liste", quoi="abandonner")(visitor, place)


def put_around(visitor, place):
    return posted("/planning/{planning}/retouche/faire", tout="autour", **put_at(place))(visitor, place)


def taken_back(visitor, place):
    events = unescape(visitor.get(f"/planning/{ident(place.planning)}/imprevu")[2])
    quoi = re.search(r'name="quoi" value="([^"]*)"', events)[1]
    return posted("/session/{session}/reprendre", quoi=quoi)(visitor, place)


def opened(_, place):
    """The page itself, as the command opens it: served by nobody."""

    def opens():
        os.environ |= {"XDG_DATA_HOME": str(place.data), "XDG_RUNTIME_DIR": str(place.data)}
        with patch("tpplanner.web.running._Server.run", lambda *_, **__: None):
            running.open_page(None, lambda _: None, root=place.root, browse=False)
        return 303, {}, ""

    return opens


# How one sees that it is done.


def moved_there(place):
    return read_planning(place.after).edite[0] != read_planning(place.planning).edite[0]


def corrected(place):
    aside = place.workbook.parent / "anciennes saisies"
    return read_session(place.workbook).session.centre == "Centre corrigé" and any(aside.iterdir())


def editable(place):
    """A workbook that the form can write back, as the page makes them."""
    for path in place.workbook.parent.iterdir():
        path.unlink()
    new_workbook(place.workbook, "CDA", exemple=True)


def agreements(place):
    return read_session(place.planning).saisie.attendus


def an_event(place):
    note_in_force(place.planning, MORNING)
    noted(place.workbook, Absence("M1", *JOURNEE))


def noted(path, event):
    before = read_session(path).saisie
    note_events(path, before, replace(before, imprevus=(*before.imprevus, Imprevu(event, MORNING))), MORNING)


SESSION = ("CDA/session.xlsx",)
PLANNING = ("CDA/session-planning-v1.xlsx",)
FOLLOWUP = ("CDA/session-suivi.json",)
VERSION = ("CDA/session-planning-v2.xlsx", "CDA/session-planning-v2-affichage.xlsx")

SAVES = {
    "ouvrir": Save(opened, lambda p: any(p.data.rglob("*.json")), at_once=False),
    "saisie gardée": Save(draft_kept, lambda p: any("DURAND" in text for text in p.drafts())),
    "session saisie": Save(
        session_typed,
        lambda p: read_session(p.root / "CDA juin 2027" / "session.xlsx").session.candidats,
        ("CDA juin 2027/session.xlsx",),
        ("tpplanner données/brouillons/*",),
    ),
    "session corrigée": Save(
        session_corrected,
        corrected,
        (*SESSION, "CDA/anciennes saisies/*"),
        ("tpplanner données/brouillons/*",),
        before=editable,
    ),
    "saisie supprimée": Save(draft_deleted, lambda p: not p.drafts(), takes_away=("tpplanner données/brouillons/*",)),
    "session copiée": Save(posted("/session/{session}/copier"), lambda p: any("CDA" in text for text in p.drafts())),
    "session archivée": Save(
        posted("/session/{session}/archiver", archivee="on"),
        lambda p: read_followup(p.workbook).archivee,
        FOLLOWUP,
    ),
    "session supprimée": Save(session_deleted, lambda p: not p.workbook.exists(), takes_away=("CDA/*",)),
    "classeur pour Excel": Save(
        posted("/sessions", nom="Excel", titre="CDA-04", exemple="on"),
        lambda p: read_session(p.root / "Excel" / "session.xlsx").session.candidats,
        ("Excel/session.xlsx",),
    ),
    "exemple": Save(
        posted("/exemple"),
        lambda p: any(path.parent.name != "CDA" for path in p.root.glob("*/session-planning-v1.xlsx")),
        ("*/session.xlsx", "*/session-planning-v1.xlsx", "*/session-planning-v1-affichage.xlsx"),
    ),
    "mon centre": Save(centre_kept, lambda p: any("Greta" in f.read_text() for f in p.data.glob("*centre*"))),
    "titre saisi": Save(
        titre_typed, lambda p: load(p.root / "titres" / "MON-m02.toml").sigle == "MON", ("titres/MON-m02.toml",)
    ),
    "échéance faite": Save(
        posted("/session/{session}/fait", cle="dte", fait="oui"),
        lambda p: read_session(p.workbook).session.suivi.dte_commandes is not None,
        (*SESSION, *PLANNING, *FOLLOWUP),
    ),
    "membre relancé": Save(
        posted("/session/{session}/relancer", membre="M1"), lambda p: read_followup(p.workbook).relances, FOLLOWUP
    ),
    "réponse notée": Save(
        posted("/session/{session}/reponse", membre="M1", reponse="confirme", le="2027-05-03"),
        lambda p: any(m.reponse is Reponse.CONFIRME for m in read_session(p.planning).session.membres),
        PLANNING,
    ),
    "imprévu repris": Save(
        taken_back,
        lambda p: any(i.repris_le for i in read_session(p.workbook).saisie.imprevus),
        (*SESSION, *PLANNING, *VERSION),
        before=an_event,
    ),
    "accord noté": Save(
        posted("/planning/{planning}/accord", personne="M2", reponse="oui"),
        lambda p: agreements(p) == (),
        (*PLANNING, *FOLLOWUP),
        before=lambda p: noted(p.planning, Accord("M2", LUNDI, a_demander=True)),
    ),
    "appel noté": Save(
        posted("/planning/{planning}/appel", personne="M2", reponse=mots.SANS_REPONSE),
        lambda p: read_followup(p.workbook).appels,
        (*PLANNING, *FOLLOWUP),
    ),
    "papier parti": Save(
        posted("/planning/{planning}/documents/envoi", carte="agrement", faire="tous"),
        lambda p: "agrement" in read_followup(p.workbook).envois,
        FOLLOWUP,
    ),
    "mis en vigueur": Save(
        posted("/planning/{planning}/en-vigueur"),
        lambda p: SessionFiles(p.workbook).in_force() is not None and p.planning.read_bytes() != _bytes_before(),
        PLANNING,
    ),
    "passage déplacé": Save(moved, lambda p: any(p.data.rglob("retouches/*.json"))),
    "changements gardés": Save(gathered, moved_there, (*PLANNING, *VERSION), ("tpplanner données/retouches/*",)),
    "changements abandonnés": Save(
        given_up,
        lambda p: not any(p.data.rglob("retouches/*.json")),
        takes_away=("tpplanner données/retouches/*",),
    ),
    "replacé autour": Save(put_around, lambda p: p.after.is_file(), (*PLANNING, *VERSION), at_once=False),
    "calcul": Save(
        posted("/session/{session}/calculer", secondes="5"),
        lambda p: p.after.is_file(),
        (*PLANNING, *VERSION),
        at_once=False,
    ),
    "imprévu": Save(
        posted("/planning/{planning}/imprevu", qui="candidat:CANDIDAT2 Sacha", jour="14/06/2027"),
        lambda p: p.after.is_file(),
        (*SESSION, *PLANNING, *VERSION, *FOLLOWUP),
        at_once=False,
    ),
    "documents": Save(
        posted("/planning/{planning}/documents"),
        lambda p: (p.documents / "affichage" / "affichage A3.pdf").is_file() and not (p.documents / INACHEVE).exists(),
        DOCUMENTS,
        at_once=False,
    ),
    "plan B": Save(
        posted("/planning/{planning}/plan-b"),
        lambda p: p.planning.with_name("session-planning-v1-plan-b.html").is_file(),
        ("CDA/session-planning-v1-plan-b.*",),
        at_once=False,
    ),
    "année": Save(
        posted("/annee", annee="2028"), lambda p: (p.root / "Année 2028" / "annee.xlsx").is_file(), ("Année 2028/*",)
    ),
    "programmation": Save(
        posted("/session/{year}/programmer", secondes="10"),
        lambda p: read_year(p.year.with_name("annee-programmation-v1.xlsx"), AUJOURDHUI),
        ("Année 2027/annee-programmation-v1.xlsx",),
        at_once=False,
    ),
}


@cache
def _bytes_before():
    return place_of(Path(_begun().name)).planning.read_bytes()


def stands(name, place):
    """Whether what was asked for is in the folder; what cannot be read is not."""
    try:
        return bool(SAVES[name].stands(place))
    except Exception:
        return False


def warm():
    """Have a process load and remember what every page needs, before its children are tried."""
    with TemporaryDirectory() as folder:
        begin(Path(folder), "calcul")
        place = place_of(Path(folder))
        planning, session = f"/planning/{ident(place.planning)}", f"/session/{ident(place.workbook)}"
        with served(place.root) as page:
            for path in ("/", planning, f"{planning}/retouche", f"{planning}/documents", f"{session}/suivi", "/centre"):
                page.get(path)


def perform(name, folder, trial):
    """Ask for a save, in the page served by this process; where it was asked for before and stands, look at it."""
    save, place = SAVES[name], place_of(folder)
    for there in (place.root, place.data):  # as the page does where it opens
        clear_left_below(there)
    context = trial.context
    serving.quick_jobs = lambda: Jobs(work.run, context)
    asked = folder.with_name(f"{folder.name} demandé")
    with served(place.root) as page:
        sends = partial(page.get, "/") if asked.exists() and stands(name, place) else save.ready(page, place)
        asked.touch()
        trial.arm(place.root, place.data)
        status, *_ = sends()
        accepted = save.at_once and status in (200, 303) and (status == 303 or name == "saisie gardée")
        trial.tell(status=status, accepted=accepted)
        until(lambda: all(job.ended for job in page.desk.jobs._jobs.values()), PATIENCE)  # noqa: SLF001 - whatever was begun
        trial.disarm()
        status = max(status, page.get("/")[0])
        trial.tell(status=status, accepted=accepted, stands=stands(name, place))
        trial.end()
