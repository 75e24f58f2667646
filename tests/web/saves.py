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

from reliability.hostile import session_bytes
from starlette.routing import compile_path

import served as serving
from builders import LUNDI
from re_pdf.examples import whole
from served import served
from tpplanner.change.events import changed
from tpplanner.change.free_places import free_places
from tpplanner.change.steps.ladder import Rung
from tpplanner.cli import run
from tpplanner.commands.annee import read_year
from tpplanner.commands.init import new_workbook
from tpplanner.commands.notes import note_events, note_in_force
from tpplanner.commands.reading import read_planning
from tpplanner.commands.replan import Replanned
from tpplanner.commands.retouch import under_hand
from tpplanner.diagnosis.repairs import code_of_repair
from tpplanner.domain.answers import Amendment, Planned, Remedy, Repair
from tpplanner.domain.imprevus import Absence, Accord, Imprevu
from tpplanner.domain.questions import open_questions
from tpplanner.domain.session import Reponse
from tpplanner.files.beside import clear_left_below
from tpplanner.referentiels import load
from tpplanner.texts import jour_j as mots
from tpplanner.texts.documents import INACHEVE
from tpplanner.web import running
from tpplanner.web.confirming import unfinished
from tpplanner.web.handed.followup import file_beside, read_followup
from tpplanner.web.pages import remedes
from tpplanner.web.searches import work
from tpplanner.web.searches.jobs import Job, Jobs
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.workbook.reader import read_session
from web import test_questions as asking
from web.forms import TYPED, begun, filled, form_of, saisie_of
from web.lives import until
from web.test_annee import a_year
from web.test_answers import answer
from web.test_titres import address_of, typed
from web.test_titres_pdf import confirm, drop, steps
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
    def aside(self):
        """Where a workbook stays that was replaced."""
        return self.workbook.parent / "anciennes saisies"

    @property
    def programmation(self):
        return self.year.with_name("annee-programmation-v1.xlsx")

    @property
    def titre(self):
        return self.root / "titres" / "MON-m02.toml"

    @property
    def reading(self):
        """The titre that is being confirmed beside its document, if there is one."""
        return next(unfinished(self.data), None)

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
    `takes_away`: that it may take away. `before` is done to the place first. `route`: the address that it is sent to, as
    the application lists it; empty where nothing is sent.
    """

    ready: Callable
    stands: Callable
    writes: tuple = ()
    takes_away: tuple = ()
    at_once: bool = True
    before: Callable = lambda _: None

    @property
    def route(self):
        return getattr(self.ready, "route", "")


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


def sent_to(route):
    """Say where a sender sends: one of the addresses that the application lists."""

    def known(ready):
        ready.route = route
        return ready

    return known


def posted(where, **told):
    """A form of a page, sent as it stands."""

    @sent_to(re.sub(r"\{\w+\}", "{id}", where))
    def ready(visitor, place):
        address = where.format(
            session=ident(place.workbook),
            planning=ident(place.planning),
            year=ident(place.year),
            programmation=ident(place.programmation),
        )
        return partial(visitor.post, address, told)

    return ready


@sent_to("/saisie/{id}/garder")
def draft_kept(visitor, _):
    return partial(visitor.post, f"{begun(visitor).path}/garder", TYPED)


@sent_to("/saisie/{id}/{etape}")
def session_typed(visitor, _):
    return partial(filled(visitor).press, "enregistrer")


@sent_to("/session/{id}/saisie/{etape}")
def session_corrected(visitor, place):
    saisie = saisie_of(visitor, place.workbook).fill("session.centre", "Centre corrigé")
    return partial(saisie.press, "enregistrer")


@sent_to("/saisie/{id}/supprimer")
def draft_deleted(visitor, place):
    known = [path.stem for path in (place.data / "brouillons").glob("*.json")]
    path = f"/saisie/{known[0]}" if known else filled(visitor).path
    return partial(visitor.post, f"{path}/supprimer", {})


def field(text, name):
    """What stands in a hidden field."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', text)[1])


@sent_to("/session/{id}/supprimer")
def session_deleted(visitor, place):
    address = f"/session/{ident(place.workbook)}/supprimer"
    return partial(visitor.post, address, {"empreinte": field(visitor.get(address)[2], "empreinte")})


@sent_to("/centre")
def centre_kept(visitor, _):
    told = {"faire": "enregistrer", "session.centre": "Greta"}
    return partial(visitor.post, "/centre", told | {"empreinte": field(visitor.get("/centre")[2], "empreinte")})


@sent_to("/titres/nouveau")
def titre_typed(visitor, _):
    return partial(typed(visitor).press, "enregistrer")


def put_at(place):
    """The form that puts a passage where it may go."""
    to = place.free()
    hour = {"jour": f"{to.debut:%Y-%m-%d}", "heure": f"{to.debut:%H:%M}", "jury": to.jury}
    return {"quoi": "deplacer", "candidat": to.candidat, "epreuve": to.epreuve, **hour}


@sent_to("/planning/{id}/retouche/faire")
def moved(visitor, place):
    return partial(visitor.post, f"/planning/{ident(place.planning)}/retouche/faire", put_at(place))


def moved_once(visitor, place):
    if not any(place.data.rglob("retouches/*.json")):
        assert moved(visitor, place)()[0] == 303


@sent_to("/planning/{id}/retouche/liste")
def gathered(visitor, place):
    moved_once(visitor, place)
    return posted("/planning/{planning}/retouche/liste", quoi="garder")(visitor, place)


@sent_to("/planning/{id}/retouche/liste")
def given_up(visitor, place):
    moved_once(visitor, place)
    return posted("/planning/{planning}/retouche/liste", quoi="abandonner")(visitor, place)


@sent_to("/planning/{id}/retouche/faire")
def put_around(visitor, place):
    return posted("/planning/{planning}/retouche/faire", tout="autour", **put_at(place))(visitor, place)


@sent_to("/session/{id}/reprendre")
def taken_back(visitor, place):
    events = unescape(visitor.get(f"/planning/{ident(place.planning)}/imprevu")[2])
    quoi = re.search(r'name="quoi" value="([^"]*)"', events)[1]
    return posted("/session/{session}/reprendre", quoi=quoi)(visitor, place)


@sent_to("/titres/{id}")
def titre_corrected(visitor, place):  # noqa: ARG001 - a sender has both
    form = form_of(visitor, address_of(visitor)).fill("entete.intitule", CORRECTED)
    return partial(form.press, "enregistrer")


@sent_to("/titres/lire")
def document_dropped(visitor, _):
    return partial(drop, visitor, whole(), "RE.pdf")


def of_reading(visitor, place):
    """Where the titre is shown that is being confirmed; it has been read, as by whoever looks at it."""
    where = f"/titres/lus/{place.reading.id if place.reading else '0' * 16}"
    visitor.get(where)
    return where


@sent_to("/titres/lus/{id}/etape/{etape}")
def step_confirmed(visitor, place):
    where = of_reading(visitor, place)
    return partial(form_of(visitor, f"{where}/etape/{steps(visitor, where)[-1]}").press, "juste")


@sent_to("/titres/lus/{id}/fin")
def titre_confirmed(visitor, place):
    return partial(visitor.post, f"{of_reading(visitor, place)}/fin", {"nom": "BLEU Inès"})


@sent_to("/titres/lus/{id}/abandonner")
def reading_given_up(visitor, place):
    return partial(visitor.post, f"{of_reading(visitor, place)}/abandonner", {})


ENOUGH = Repair((Amendment(Remedy.LATER, (), 30, 6),))
"""What a search has proven to be enough: half an hour more."""


def found(visitor, place, task, **state):
    """Where a search is followed that has ended and told this."""
    job = Job("J", ident(place.workbook), task, state=state, ended=True)
    visitor.desk.jobs._jobs[job.id] = job  # noqa: SLF001 - as if it had been begun here
    return f"/calcul/{job.id}"


@sent_to("/calcul/{id}/appliquer")
def remedy_applied(visitor, place):
    code = code_of_repair(read_session(place.workbook).saisie, ENOUGH)
    remedes.PLAN_SECONDS = 2  # the change is what is looked at, not the planning that is looked for then
    fin = {"remedes": {code: ENOUGH}, "cartes": [(code, "finir plus tard")]}
    where = found(visitor, place, {"travail": "calculer"}, fin=fin)
    return partial(visitor.post, f"{where}/appliquer", {"code": code})


@sent_to("/calcul/{id}/defaire")
def remedy_taken_back(visitor, place):
    change = {"phrase": "finir plus tard", "avant": place.planning.with_name("avant.xlsx")}
    where = found(visitor, place, {"travail": "calculer"}, **{remedes.CHANGED: change})
    return partial(visitor.post, f"{where}/defaire", {})


@sent_to("/calcul/{id}/choisir")
def answer_chosen(visitor, place):
    reading = read_planning(place.planning)
    plan = reading.edite[0]
    only = answer(change := changed(reading.saisie, plan), plan, Rung.IN_PLACE)
    replanned = Replanned(reading, change, Planned(plan, ()), only.report, only.changements, answers=(only,))
    task = {"travail": "imprevu", "planning": place.planning, "imprevu": {}, "liste": ""}
    where = found(visitor, place, task, fin={"planning": str(place.planning), "choix": replanned})
    return partial(visitor.post, f"{where}/choisir", {"rang": "0"})


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
    return read_session(place.workbook).session.centre == "Centre corrigé" and any(place.aside.iterdir())


def replaced(place):
    """Whether the workbook is another, and what it was stays beside."""
    kept = [path.read_bytes() for path in place.aside.iterdir()]
    return kept and place.workbook.read_bytes() not in kept


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


CORRECTED = "Monteur en essais divers"


def a_titre(place):
    _put(_kept_titre(), place)


def a_document(place):
    _put(_kept_reading(confirmed=False), place)


def a_document_confirmed(place):
    _put(_kept_reading(confirmed=True), place)


def a_programmation(place):
    _put(_kept_programmation(), place)


def a_question(place):
    """What a workbook and its planning both ask."""
    _put(_kept_question(), place)


def changed_before(place):
    """A workbook that has changed since it was put aside."""
    place.workbook.with_name("avant.xlsx").write_bytes(place.workbook.read_bytes())
    place.workbook.write_bytes(session_bytes())


def unreadable_followup(place):
    file_beside(place.workbook).write_bytes(b"?")
    read_followup(place.workbook)


def _put(kept, place):
    """Put files where a place has them."""
    for part, there in (("tpplanner", place.root), ("tpplanner données", place.data)):
        for path in (Path(kept.name) / part).rglob("*"):
            if path.is_file():
                to = there / path.relative_to(Path(kept.name) / part)
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(path.read_bytes())


@cache
def _kept_titre():
    kept = TemporaryDirectory()
    with served(Path(kept.name) / "tpplanner") as page:
        assert typed(page).press("enregistrer")[0] == 303
    return kept


@cache
def _kept_reading(*, confirmed):
    kept = TemporaryDirectory()
    with served(Path(kept.name) / "tpplanner") as page:
        status, headers, text = drop(page, whole(), "RE.pdf")
        assert status == 303, text
        if confirmed:
            confirm(page, headers["location"])
    return kept


@cache
def _kept_programmation():
    kept = TemporaryDirectory()
    place = place_of(Path(kept.name))
    place.root.mkdir()
    words = ["-o", str(place.programmation), "--aujourdhui", f"{AUJOURDHUI:%d/%m/%Y}", "--time-limit", "30"]
    assert run(["annee", str(a_year(place.root)), *words]) == 0
    return kept


@cache
def _kept_question():
    kept = TemporaryDirectory()
    of = asking.trained()
    with_planning(place_of(Path(kept.name)).root, of, asking.journee(of, asking.DEUX_JURYS), nom="CDA")
    return kept


SESSION = ("CDA/session.xlsx",)
PLANNING = ("CDA/session-planning-v1.xlsx",)
FOLLOWUP = ("CDA/session-suivi.json",)
OF_READING = ("titres lus/*/*",)
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
    "titre corrigé": Save(
        titre_corrected,
        lambda p: load(p.titre).intitule == CORRECTED and any(p.titre.with_name("anciennes saisies").iterdir()),
        ("titres/MON-m02.toml", "titres/anciennes saisies/*"),
        before=a_titre,
    ),
    "RE déposé": Save(document_dropped, lambda p: p.reading and p.reading.pdf.read_bytes() == whole(), OF_READING),
    "RE : écran confirmé": Save(step_confirmed, lambda p: p.reading.confirmed, OF_READING, before=a_document),
    "RE confirmé": Save(
        titre_confirmed,
        lambda p: load(p.root / "titres" / "TIV-m03.toml").verifie,
        ("titres/TIV-m03.toml",),
        OF_READING,
        before=a_document_confirmed,
    ),
    "RE abandonné": Save(reading_given_up, lambda p: not p.reading, takes_away=OF_READING, before=a_document),
    "remède appliqué": Save(
        remedy_applied,
        replaced,
        (*SESSION, *PLANNING, "CDA/session-planning-v1-affichage.xlsx", "CDA/anciennes saisies/*"),
        before=editable,
    ),
    "remède défait": Save(
        remedy_taken_back,
        lambda p: p.workbook.read_bytes() == p.workbook.with_name("avant.xlsx").read_bytes(),
        (*SESSION, "CDA/anciennes saisies/*"),
        before=changed_before,
    ),
    "réponse choisie": Save(answer_chosen, lambda p: p.after.is_file(), (*PLANNING, *VERSION)),
    "question répondue": Save(
        posted("/planning/{planning}/question", reponse="oui", **asking.KEY),
        lambda p: not any(open_questions(read_session(f).session.questions) for f in (p.workbook, p.planning)),
        (*SESSION, *PLANNING),
        before=a_question,
    ),
    "question de la session": Save(
        posted("/session/{session}/question", reponse="oui", **asking.KEY),
        lambda p: not open_questions(read_session(p.workbook).session.questions),
        SESSION,
        before=a_question,
    ),
    "suivi illisible lu": Save(
        posted("/session/{session}/suivi/lu"),
        lambda p: not read_followup(p.workbook).illisible,
        FOLLOWUP,
        before=unreadable_followup,
    ),
    "plannings de l'année": Save(
        posted("/programmation/{programmation}/plannings", secondes="5"),
        lambda p: read_year(p.year.with_name("annee-programmation-v2.xlsx"), AUJOURDHUI),
        ("Année 2027/annee-programmation-v2.xlsx", "annee-programmation-v2-plannings/*/*"),
        at_once=False,
        before=a_programmation,
    ),
}

WRITE_NOTHING = {
    "/session/{id}/ouvrir",
    "/programmation/{id}/ouvrir",
    "/planning/{id}/ouvrir",
    "/planning/{id}/documents/ouvrir",
    "/dossier",
    "/session/{id}/expliquer",
    "/calcul/{id}/arreter",
    "/controle",
}
"""Addresses whose forms change no file: they open one with its own program, look, or end a search."""

AS_ANOTHER = {
    "/planning/{id}/retouche/replacer": "replacé autour",
    "/session/{id}/saisie/garder": "saisie gardée",
}
"""Addresses whose forms do what a save does that is sent to another one."""


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


def _addresses_of(page):
    """The addresses that the page is asked for from now on."""
    addresses, ask = [], page.ask

    def asks(method, path, *rest, **more):
        addresses.append(path)
        return ask(method, path, *rest, **more)

    page.ask = asks
    return addresses


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
        addresses = _addresses_of(page)
        trial.arm(place.root, place.data)
        status, *_ = sends()
        there = addresses[0] if addresses else "/"
        assert not save.route or there == "/" or compile_path(save.route)[0].match(there), there
        accepted = save.at_once and status in (200, 303) and (status == 303 or name == "saisie gardée")
        trial.tell(status=status, accepted=accepted)
        until(lambda: all(job.ended for job in page.desk.jobs._jobs.values()), PATIENCE)  # noqa: SLF001 - whatever was begun
        trial.disarm()
        status = max(status, page.get("/")[0])
        trial.tell(status=status, accepted=accepted, stands=stands(name, place))
        trial.end()
