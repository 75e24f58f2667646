"""A search watched: the best planning so far, as it comes; then what came of it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from tpplanner.texts import page as textes
from tpplanner.web.desk import desk_of, job_of, page, render
from tpplanner.web.frame import frame_of
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.web.sessions.judged import judge

LOOK_EVERY = 0.1
"""Seconds between two looks at what a search has told."""


ENDS = {
    "planning": "_fin_planning.html",
    "impossible": "_fin_impossible.html",
    "plan_b": "_fin_plan_b.html",
    "programmation": "_fin_annee.html",
    "plannings": "_fin_annee.html",
    "annee_refusee": "_fin_annee.html",
    "annee_impossible": "_fin_annee.html",
}
"""The piece of a page that shows each kind of end."""


def show(request: Request) -> Response:
    """The search as far as it is; once it has ended well, what it wrote."""
    job = job_of(request)
    session = desk_of(request).library.session(job.session)
    if session is None:
        return RedirectResponse("/", 303)
    fin = job.state.get("fin") if job.ended else None
    if "juge" in job.state and job.ended:
        path, read_at, judged = job.state.pop("juge")
        desk_of(request).readings.learn(path, read_at, judge, judged)
    if fin is not None and fin["quoi"] == "planning" and job.task["travail"] == "calculer":
        return RedirectResponse(f"/planning/{ident(Path(fin['planning']))}?calcul={job.id}", 303)
    if fin is not None and fin["quoi"] == "planning" and job.task["travail"] == "imprevu":
        return RedirectResponse(f"/planning/{ident(Path(fin['planning']))}/proposition", 303)
    retour, in_force = job.task.get("planning"), session.in_force()
    written = ident(Path(fin["planning"])) if fin is not None and fin["quoi"] == "planning" else ""
    return page(
        "calcul.html",
        travail=textes.TRAVAUX[job.task["travail"]],
        fin=fin,
        fin_de_calcul=ENDS.get(fin["quoi"], "_fin_autre.html") if fin is not None else "",
        depuis=round(job.seconds, 1),
        averti=job.state.get("averti", []),
        retour=ident(retour) if isinstance(retour, Path) else "",
        deja="en-cours" in request.query_params,
        planning=written,
        essai=ident(Path(fin["classeur"])) if fin is not None and "classeur" in fin else "",
        programmation=ident(Path(fin["fichier"])) if fin is not None and "fichier" in fin else "",
        en_vigueur=in_force.version if in_force is not None and in_force.id != written else 0,
        cadre=frame_of(session, ""),
        **_so_far(job, session),
    )


def _so_far(job: Job, session: SessionFiles) -> dict[str, Any]:
    """What a search has told: what it does now, the best plan, why there is none, what would be enough."""
    known = job.state.get("fin") or job.state.get("suffirait") or {}
    return {
        "job": job,
        "session": session,
        "avance": progress_of(job),
        "dessin": job.state.get("dessin"),
        "impossible": job.state.get("impossible"),
        "cartes": known.get("cartes", []),
        "change": job.state.get("change"),
    }


def progress_of(job: Job) -> str:
    """What a search does now, in a sentence."""
    if job.stopping and not job.ended:
        return textes.ARRET_DEMANDE
    if "essais" in job.state:
        done, of = job.state["essais"]
        return textes.essais(faits=done, tous=of)
    if "impossible" in job.state:
        return textes.CHERCHE_CE_QUI_SUFFIRAIT
    if job.task["travail"] == "planifier" and job.state.get("dit"):
        return str(job.state["dit"][-1])
    first = job.state.get("dit", [])[-1:] if job.task["travail"] == "imprevu" else []
    return " ".join((_found_so_far(job), *first))


def _found_so_far(job: Job) -> str:
    drawn = job.state.get("dessin")
    if drawn is None:
        return textes.CHERCHE_PREMIER
    (nom, valeur), (_, level, quoi, borne) = drawn["premier"], job.state.get("avancement", (0, "", "", ""))
    return textes.trouve(valeur, quoi, borne if level == nom else "", conforme=drawn["conforme"])


async def stream(request: Request) -> StreamingResponse:
    """What the search tells, as server-sent events; whoever comes back is told the state as it is then."""
    job = job_of(request)
    session = desk_of(request).library.session(job.session)
    if session is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return StreamingResponse(_events(job, session), media_type="text/event-stream")


PIECES = {"suivi": "_calcul_en_cours.html", "suffirait": "_suffirait.html", "dessin": "_dessin.html"}
"""The pieces of the page that are shown anew, each where it has changed."""


async def _events(job: Job, session: SessionFiles) -> AsyncIterator[str]:
    shown: dict[str, object] = {}
    while True:
        ended, so_far = job.ended, _so_far(job, session)
        states = {
            "suivi": (so_far["avance"], so_far["impossible"] is not None),
            "suffirait": len(so_far["cartes"]),
            "dessin": job.changes.get("dessin", 0) if so_far["dessin"] is not None else 0,
        }
        for name, state in states.items():
            if state and shown.get(name) != state and not ended:
                shown[name] = state
                yield _event(name, render(PIECES[name], **so_far))
        if ended:
            yield _event("fini", "")
            return
        await anyio.sleep(LOOK_EVERY)


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def stop(request: Request) -> RedirectResponse:
    """Keep the best that it has."""
    job = job_of(request)
    job.stop()
    return RedirectResponse(f"/calcul/{job.id}", 303)
