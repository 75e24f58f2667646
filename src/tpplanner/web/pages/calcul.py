"""A search watched: the best planning so far, as it comes; then what came of it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from tpplanner.export.pictures import PATTERNS
from tpplanner.texts import page as textes
from tpplanner.web.desk import desk_of, job_of, page, render
from tpplanner.web.folders import ident
from tpplanner.web.jobs import Job
from tpplanner.web.judged import judge

LOOK_EVERY = 0.1
"""Seconds between two looks at what a search has told."""


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
    ids: dict[str, Any] = {"planning": "", "essai": "", "programmation": ""}
    if fin is not None and fin["quoi"] in ("programmation", "plannings"):
        ids["programmation"] = ident(Path(fin["fichier"]))
    if fin is not None and fin["quoi"] == "planning":
        ids["planning"] = ident(Path(fin["planning"]))
    if fin is not None and fin["quoi"] == "essai":
        ids["essai"] = ident(Path(fin["classeur"]))
    retour, in_force = job.task.get("planning"), session.in_force()
    return page(
        "calcul.html",
        job=job,
        session=session,
        travail=textes.TRAVAUX[job.task["travail"]],
        fin=fin,
        avance=progress_of(job),
        dessin=job.state.get("dessin"),
        averti=job.state.get("averti", []),
        retour=ident(retour) if isinstance(retour, Path) else "",
        motifs=PATTERNS,
        deja="en-cours" in request.query_params,
        en_vigueur=in_force.version if in_force is not None and in_force.id != ids["planning"] else 0,
        **ids,
    )


def progress_of(job: Job) -> str:
    """How far a search is, in a sentence."""
    if job.stopping and not job.ended:
        return textes.ARRET_DEMANDE
    if "essais" in job.state:
        done, of = job.state["essais"]
        return textes.essais(faits=done, tous=of)
    if job.task["travail"] == "planifier" and job.state.get("dit"):
        return str(job.state["dit"][-1])
    seconds, plans = job.state.get("avancement", (0.0, 0))
    first = job.state.get("dit", [])[-1:] if job.task["travail"] == "imprevu" else []
    return " – ".join((textes.avancement(seconds, plans), *first))


async def stream(request: Request) -> StreamingResponse:
    """What the search tells, as server-sent events; whoever comes back is told the state as it is then."""
    return StreamingResponse(_events(job_of(request)), media_type="text/event-stream")


async def _events(job: Job) -> AsyncIterator[str]:
    drawn = -1
    progress = ""
    while True:
        ended = job.ended
        if job.changes.get("dessin", 0) != drawn and "dessin" in job.state:
            drawn = job.changes["dessin"]
            yield _event("dessin", render("_dessin.html", dessin=job.state["dessin"]))
        if (now := progress_of(job)) != progress:
            progress = now
            yield _event("avance", now)
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
