"""*Retoucher*: a planning under a hand as it stands now, its day drawn, the panel of what is held."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tpplanner.change.by_hand import Exchange, Retouch
from tpplanner.change.displacement import Put, jury_of, passage_of
from tpplanner.change.free_places import STEP, FreePlace, FreePlaces, free_places, swap_of, swaps_of
from tpplanner.change.judging import Judge
from tpplanner.commands.retouch import (
    Retouched,
    Retouching,
    new_breaches,
    outcome_of,
    rooms_for,
    under_hand,
    who_may_sit,
)
from tpplanner.domain.answers import Reading, Violation
from tpplanner.domain.plan import Composition, Passage
from tpplanner.domain.session import NOON
from tpplanner.export.agenda import Agenda, inert, natural
from tpplanner.texts import page as page_textes
from tpplanner.texts import retouche as textes
from tpplanner.texts.fautes import phrase
from tpplanner.web.desk import Desk, desk_of, page, planning_of
from tpplanner.web.frame import frame_of
from tpplanner.web.plannings.gathered import Gathered, gathered_of
from tpplanner.web.plannings.retouching import Told, sitting_told
from tpplanner.web.plannings.timeline.canvas import Canvas
from tpplanner.web.plannings.timeline.drawing import DayView, Drawing
from tpplanner.web.plannings.timeline.faults import faults_of
from tpplanner.web.plannings.timeline.ghosts import Moved
from tpplanner.web.plannings.timeline.rows import Tracks
from tpplanner.web.sessions.folders import SessionFiles, ident, stamp
from tpplanner.web.sessions.judged import asked_of, judge
from tpplanner.web.sessions.states import verdict_of

DONE, UNDONE = "1", "annule"
"""What an address says was done last."""
MOST_SHOWN = 6
"""Free places that are shown before the others are asked for."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that cannot be, as the panel tells it: what was asked, why, the form that asks for it `encore` even so.

    `put`: where a hand put a passage; the program may look for room around it.
    """

    titre: str
    demande: str = ""
    phrases: tuple[str, ...] = ()
    encore: dict[str, str] = field(default_factory=dict)
    put: Put | None = None


@dataclass(frozen=True, slots=True)
class HandWork:
    """A planning under a hand: its file as read, what was gathered, how it stands with that."""

    desk: Desk
    session: SessionFiles
    path: Path
    lu: Reading
    gathered: Gathered
    retouching: Retouching
    reprises: str = ""
    """what is to be told where the file changed meanwhile"""

    @property
    def id(self) -> str:
        """By which the browser names the planning."""
        return ident(self.path)

    @property
    def words(self) -> Told:
        """The words for it."""
        return Told(self.retouching)


def hand_work_of(request: Request) -> HandWork:
    """The planning that an address names, as a hand left it; raises HTTPException 409 where it cannot be read."""
    session, path = planning_of(request)
    desk = desk_of(request)
    checked = desk.readings.of(path, judge).checked
    if checked is None:
        raise HTTPException(409, page_textes.PASSAGE_INCONNU)
    gathered = gathered_of(desk.data, path)
    reprises = _replayed(checked.reading, path, gathered)
    return HandWork(
        desk, session, path, checked.reading, gathered, under_hand(checked.reading, gathered.faites), reprises
    )


def _replayed(lu: Reading, path: Path, gathered: Gathered) -> str:
    """Do again in a file that changed meanwhile what still holds there; what is to be told of it, empty for nothing."""
    if gathered.empreinte == stamp(path):
        return ""
    retouching, holding = under_hand(lu), list[Retouch]()
    for one in gathered.faites:
        if _is_there(retouching, one) and not new_breaches(retouching, one):
            retouching = retouching.then(one)
            holding.append(one)
    nombre = len(gathered.faites)
    gathered.replay(path, holding)
    return textes.REPRISES(len(holding), nombre) if nombre else ""


def _is_there(retouching: Retouching, one: Retouch) -> bool:
    """Whether a planning has what a change speaks of, and is another one after it."""
    known = {j.date for j in retouching.session.jours}
    puts = (one.un, one.autre) if isinstance(one, Exchange) else (one,) if isinstance(one, Put) else ()
    return all(put.debut.date() in known for put in puts) and retouching.then(one).plan != retouching.plan


# What is shown


def show(request: Request) -> Response:
    """The planning as a hand left it, and the panel of the passage or jury that is asked for."""
    asked = dict(request.query_params)
    if "passage" in asked:  # of the list that stands for the drawing
        asked["candidat"], _, asked["epreuve"] = asked["passage"].partition("|")
    return shown(hand_work_of(request), asked)


def shown(work: HandWork, asked: dict[str, str], refused: Refused | None = None) -> Response:
    """The page, with what was refused if something was."""
    words, outcome = work.words, outcome_of(work.retouching)
    panel, done = _panel(work, asked, refused), _done(words, work.gathered, asked.get("fait", ""))
    jour = _day(work, asked)
    sittings = sorted(work.retouching.plan.compositions, key=lambda c: natural(c.jury))
    return page(
        "retouche.html",
        200 if refused is None else 409,
        cadre=frame_of(work.session, page_textes.PLANNING, work.id, large=True),
        session=work.session,
        id=work.id,
        adresse=f"/planning/{work.id}/retouche",
        r=textes,
        verdict=verdict_of(work.retouching.session, outcome.report),
        broken=list(dict.fromkeys(phrase(outcome.reading.session, v) for v in outcome.report.violations)),
        frise=drawing(work, outcome, asked, jour),
        jour=jour.isoformat() if jour else "",
        liste=[words.retouche(one) for one in work.gathered.faites],
        nombre=textes.titre_de_la_barre(work.gathered.deplacements, len(work.gathered.faites)),
        annulees=len(work.gathered.annulees),
        version=work.session.next_planning().stem.rpartition("-v")[2],
        conforme=outcome.report.conforme,
        reprises=work.reprises,
        fait=done,
        annule=asked.get("fait") == UNDONE,
        dit=" ".join(filter(None, (done, refused.titre if refused is not None else "", panel["raison"])))
        or work.reprises,
        jours=[(j.date.isoformat(), words.noms.jour(j.date)) for j in work.lu.session.jours],
        jurys=[(j, words.noms.jury(j)) for j in dict.fromkeys(c.jury for c in sittings)],
        passages=list(words.wholes()),
        panneau=panel,
        questions=asked_of(work.lu),
        sieges=[sitting_told(words.noms, c) for c in sittings if c.jour == jour],
        refus=refused,
    )


def _done(words: Told, gathered: Gathered, fait: str) -> str:
    """What was done last: a change, or the last one taken back."""
    if fait == UNDONE:
        return textes.ANNULE(words.retouche(gathered.annulees[-1])) if gathered.annulees else ""
    return words.retouche(gathered.faites[-1]) + "." if fait and gathered.faites else ""


def _day(work: HandWork, asked: dict[str, str]) -> date | None:
    """The day that is asked for, else that of the passage that is held, else the first one."""
    jours = work.retouching.plan.jours()
    held = passage_of(work.retouching.plan, asked.get("candidat", ""), asked.get("epreuve", ""))
    wished = [held.jour] if held is not None else []
    with suppress(ValueError):
        wished.insert(0, date.fromisoformat(asked.get("jour", "")))
    return next((jour for jour in (*wished, *jours) if jour in jours), None)


def drawing(work: HandWork, outcome: Retouched, asked: dict[str, str], jour: date | None) -> Drawing:
    """A day of the planning as a hand left it, with what has moved since its file."""
    zoom = asked.get("zoom", "")
    view = DayView(jour, int(zoom) if zoom.isdecimal() else 0)
    agenda = Agenda(inert(outcome.reading.session), outcome.plan)
    avant = Tracks(Agenda(inert(work.lu.session), work.lu.edite[0]))
    tracks = Tracks(agenda)
    faults = faults_of(agenda, outcome.report.violations, Moved(tracks, avant).everybody())
    return Canvas(tracks, faults, avant, ouvert=True).drawn(view)


def day(request: Request) -> Response:
    """Another day of it, as a piece of the page."""
    work, asked = hand_work_of(request), dict(request.query_params)
    frise = drawing(work, outcome_of(work.retouching), asked, _day(work, asked))
    return page("retouche_jour.html", frise=frise, adresse=f"/planning/{work.id}/retouche")


# The panel


def _panel(work: HandWork, asked: dict[str, str], refused: Refused | None) -> dict[str, Any]:
    """What the panel tells: of a passage, of a jury, or nothing yet; `raison`: the first one for what was refused."""
    first = next(iter(refused.phrases), "") if refused is not None else ""
    if asked.get("jury") and not asked.get("candidat"):
        return {"raison": first, **_jury_panel(work, _sitting(work, asked), asked)}
    passage = passage_of(work.retouching.plan, asked.get("candidat", ""), asked.get("epreuve", ""))
    if passage is None:
        return {"quoi": "rien", "raison": first}
    panel = _passage_panel(work, passage, refused.put if refused is not None else None, bool(asked.get("echanges")))
    return {**panel, "raison": panel["raison"] or first}


def _passage_panel(work: HandWork, passage: Passage, wished: Put | None, with_swaps: bool) -> dict[str, Any]:
    words, judged = work.words, work.retouching.judge()
    card = words.passage(passage)
    places = free_places(judged, passage.candidat, card["epreuve"])
    shown = [words.place(place) for place in _best_first(places.places if places is not None else ())]
    immobile = places.immobile if places is not None else None
    return {
        "quoi": "passage",
        "raison": _reason_of(work, places, wished) if places is not None and wished is not None else "",
        "p": card,
        "immobile": textes.IMMOBILES[immobile.value] if immobile is not None else "",
        "places": shown[:MOST_SHOWN],
        "autres": sorted(shown[MOST_SHOWN:], key=lambda place: (place.jour, place.heure, place.jury)),
        "echanges": [words.swap(s) for s in swaps_of(judged, passage.candidat, card["epreuve"])]
        if with_swaps
        else None,
    }


def _reason_of(work: HandWork, places: FreePlaces, wished: Put) -> str:
    """The first reason why a whole passage cannot be where a hand put it; empty where no hour of the grid tells it."""
    jury = wished.jury or next((j for p in places.chain if (j := jury_of(p))), "")
    of = [o for o in places.obstructions if o.jury == jury and o.debut <= wished.debut <= o.fin]
    on_the_grid = [o for o in of if not wished.seule and not (wished.debut - o.debut) % STEP]
    return next((work.words.reason(o, places.passage) + "." for o in on_the_grid), "").replace("..", ".")


def _best_first(places: Sequence[FreePlace]) -> list[FreePlace]:
    """Free places, the best of each half-day before each jury first."""
    best: dict[tuple[date, bool, str], FreePlace] = {}
    for place in places:
        best.setdefault((place.put.debut.date(), place.put.debut.time() < NOON, place.put.jury), place)
    first = list(best.values())
    return [*first, *(place for place in places if place not in first)]


def _sitting(work: HandWork, asked: dict[str, str]) -> Composition:
    of = asked.get("jury", ""), asked.get("jour", "")
    offer = next((c for c in work.retouching.plan.compositions if (c.jury, c.jour.isoformat()) == of), None)
    if offer is None:
        raise HTTPException(404, textes.JURY_INCONNU)
    return offer


def _jury_panel(work: HandWork, sitting: Composition, asked: dict[str, str]) -> dict[str, Any]:
    """A jury on a day; who may sit in the place of a membre, or in which room it could be, where that is asked."""
    noms, membre, possible = work.words.noms, asked.get("membre", ""), None
    if membre and membre not in sitting.membres:
        raise HTTPException(404, textes.JURY_INCONNU)
    if membre:
        busy = {m for c in work.retouching.plan.compositions if c.jour == sitting.jour for m in c.membres}
        fit = who_may_sit(work.retouching, sitting, membre)
        possible = [(m, noms.etiquette(m), textes.EN_ECHANGE if m in busy else "") for m in fit]
    elif asked.get("salle"):
        possible = [(s, noms.etiquette_salle(s), "") for s in rooms_for(work.retouching, sitting)]
    nom = noms.etiquette(membre) if membre else ""
    return {"quoi": "jury", "j": sitting_told(noms, sitting), "membre": membre, "nom": nom, "possible": possible}


# What the script of the page asks for


def places(request: Request) -> Response:
    """Where a passage may go at once and why not elsewhere, for the drawing: rows of a jury and a day."""
    work, fields = hand_work_of(request), request.query_params
    seule = bool(fields.get("seule"))
    offer = free_places(work.retouching.judge(), fields.get("candidat", ""), fields.get("epreuve", ""), seule=seule)
    if offer is None:
        raise HTTPException(404, textes.INCONNU)
    immobile = textes.IMMOBILES[offer.immobile.value] if offer.immobile is not None else ""
    return JSONResponse({"immobile": immobile, "lignes": work.words.rows(offer)})


def swap(request: Request) -> Response:
    """Whether a passage may be exchanged with another, and why not."""
    work, fields = hand_work_of(request), request.query_params
    judged: Judge = work.retouching.judge()
    un = fields.get("candidat", ""), fields.get("epreuve", "")
    offer = swap_of(judged, un, (fields.get("avec", ""), fields.get("avec_epreuve", "")))
    if offer is None:
        return JSONResponse({"possible": False, "dit": textes.AUCUN_ECHANGE})
    shown = work.words.swap(offer)
    return JSONResponse({"possible": offer.violation is None, "dit": shown.raison or shown.cout})


def sentences(work: HandWork, violations: tuple[Violation, ...]) -> list[str]:
    """What would be broken, each sentence once."""
    return list(dict.fromkeys(phrase(work.retouching.session, v) for v in violations))
