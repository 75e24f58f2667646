"""The juries of a planning, day by day: another membre, another room, of those who may; each change is a version."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.change.by_hand import Room, Seat
from tpplanner.domain.answers import Reading
from tpplanner.domain.plan import Composition
from tpplanner.errors import UserError
from tpplanner.pipeline import retouch, rooms_for, who_may_sit
from tpplanner.texts import deplacements as textes
from tpplanner.texts.noms import Noms, heure
from tpplanner.web.desk import page
from tpplanner.web.folders import SessionFiles, ident
from tpplanner.web.pages.deplacer import reading_of, written


def show(request: Request) -> Response:
    """Every jury-day, with its membres and its room."""
    session, path, lu = reading_of(request)
    noms, plan = Noms(lu.session), lu.edite[0]
    ranked = sorted(enumerate(plan.compositions), key=lambda one: (one[1].jour, noms.jury(one[1].jury), one[1].debut))
    jours = [
        (noms.jour(jour), [(rang, _told(noms, c)) for rang, c in ranked if c.jour == jour])
        for jour in dict.fromkeys(c.jour for _, c in ranked)
    ]
    return page("jurys.html", session=session, id=ident(path), jours=jours)


def _told(noms: Noms, sitting: Composition) -> dict[str, object]:
    return {
        "nom": noms.jury(sitting.jury),
        "jour": noms.jour(sitting.jour),
        "heures": f"{heure(sitting.debut)} – {heure(sitting.fin)}",
        "salle": noms.salle(sitting.salle),
        "membres": [(m, noms.etiquette(m)) for m in sitting.membres],
    }


def choose(request: Request) -> Response:
    """Who may sit in the place of a membre of a jury, or in which room it could be."""
    session, path, lu = reading_of(request)
    sitting = _sitting(lu, request.path_params["rang"])
    noms, membre = Noms(lu.session), request.query_params.get("membre", "")
    if membre and membre not in sitting.membres:
        raise HTTPException(404, textes.JURY_INCONNU)
    if membre:
        busy = {m for c in lu.edite[0].compositions if c.jour == sitting.jour for m in c.membres}
        possible = [
            (m, noms.etiquette(m), textes.EN_ECHANGE if m in busy else "") for m in who_may_sit(lu, sitting, membre)
        ]
    else:
        possible = [(salle, noms.etiquette_salle(salle), "") for salle in rooms_for(lu, sitting)]
    return page(
        "jury.html",
        session=session,
        id=ident(path),
        rang=request.path_params["rang"],
        j=_told(noms, sitting),
        membre=membre,
        nom=noms.etiquette(membre) if membre else "",
        possible=possible,
    )


def _sitting(lu: Reading, rang: int) -> Composition:
    compositions = lu.edite[0].compositions
    if rang >= len(compositions):
        raise HTTPException(404, textes.JURY_INCONNU)
    return compositions[rang]


async def change(request: Request) -> Response:
    """Put somebody in the place of a membre, or a jury in another room: the next version."""
    return await run_in_threadpool(_change, request, await request.form())


def _change(request: Request, asked: FormData) -> Response:
    session, path, lu = reading_of(request)
    sitting = _sitting(lu, request.path_params["rang"])
    membre, new = str(asked.get("membre", "")), str(asked.get("nouveau", ""))
    known = {m.id for m in lu.session.membres} if membre else {s.id for s in lu.session.salles}
    if new not in known or (membre and membre not in sitting.membres):
        raise HTTPException(404, textes.JURY_INCONNU)
    one = Seat(sitting.jury, sitting.jour, membre, new) if membre else Room(sitting.jury, sitting.jour, new)
    return _kept(request, session, path, lu, one)


def _kept(request: Request, session: SessionFiles, path: Path, lu: Reading, one: Seat | Room) -> Response:
    """Write it where no rule is broken: the menu offers nothing else, but the planning may have changed meanwhile."""
    found = retouch(lu, one)
    if not found.report.conforme:
        return page("refus.html", 409, phrases=[textes.PLUS_POSSIBLE])
    try:
        out = written(request, session, path, found)
    except UserError as refusal:
        return page("refus.html", 409, phrases=[issue.message for issue in refusal.issues])
    return RedirectResponse(f"/planning/{ident(out)}", 303)
