"""What is proposed on the day: nothing is in force before everybody whose yes it needs has said so."""

from dataclasses import replace
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.change.statement import Statement
from tpplanner.commands.notes import note_agreement
from tpplanner.commands.replan import chosen, with_files
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.files.writing import Written
from tpplanner.texts import jour_j as mots
from tpplanner.texts import page as textes
from tpplanner.texts.noms import Noms
from tpplanner.texts.plain import number_in_digits
from tpplanner.web.desk import Desk, desk_of, job_of, now, page, planning_of, posted
from tpplanner.web.frame import frame_of
from tpplanner.web.handed.bundles import BUNDLES, are_made, papers_in, whole
from tpplanner.web.handed.making import making_of
from tpplanner.web.pages.imprevu import present, replan_from
from tpplanner.web.plannings.drawn import drawn_planning
from tpplanner.web.plannings.phoning import MOST_CHANGES, note_call, proposal_of, refusals
from tpplanner.web.plannings.timeline.drawing import DayView
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile, ident
from tpplanner.web.sessions.judged import judge, look
from tpplanner.web.sessions.still import happened


def show(request: Request) -> Response:
    """The proposal: what it changes, whom to call; where it is in force, what is left to do."""
    session, path = planning_of(request)
    desk, id_ = desk_of(request), request.path_params["id"]
    planning, known = _version(session, path), session.known_before(path)
    proposal = proposal_of(desk, session, planning) if planning is not None else None
    checked = desk.readings.of(path, judge).checked
    if planning is None or proposal is None or checked is None:
        return RedirectResponse(f"/planning/{id_}", 303)
    in_force, job = session.in_force(), _search_of(desk, session, path)
    drawn = drawn_planning(desk, session, path, DayView(proposal.limite.date() if proposal.limite else None))
    limite = mots.il_reste(proposal.limite, now()) if proposal.limite is not None and now() < proposal.limite else ""
    if proposal.limite is not None and not limite and now().date() == proposal.limite.date():
        limite = mots.A_DECIDER
    return page(
        "proposition.html",
        cadre=frame_of(session, textes.JOUR_J, id_),
        id=id_,
        p=proposal,
        mots=mots,
        version=planning.version,
        en_vigueur=in_force is not None and in_force.path == path,
        avant=known,
        limite=limite,
        montrees=MOST_CHANGES,
        autre=_another(job, path),
        calcul=job.id if job is not None else "",
        imprimer=mots.imprimer_ces(len(proposal.papers)),
        imprevus=happened(desk, session, desk.readings.of(session.workbook, look).reading),
        frise=drawn.frise if drawn is not None else None,
    )


def _version(session: SessionFiles, path: Path) -> VersionedFile | None:
    return next((p for p in session.plannings() if p.path == path), None)


def _search_of(desk: Desk, session: SessionFiles, path: Path) -> Job | None:
    """The last search, where it is the one that found this planning, or another of its answers."""
    job = desk.jobs.last(session.id)
    if job is None or job.task["travail"] != "imprevu" or "choix" not in job.state.get("fin", {}):
        return None
    shown: dict[str, int] = job.state.setdefault("rangs", {job.state["fin"]["planning"]: 0})
    return job if str(path) in shown else None


def _another(job: Job | None, path: Path) -> int:
    """The rank of the next of the answers after the one that is shown; 0 for none."""
    if job is None:
        return 0
    rank = int(job.state["rangs"][str(path)]) + 1
    return rank if rank < len(job.state["fin"]["choix"].answers) else 0


@posted
def choose(request: Request, form: FormData) -> Response:
    """Write another of the answers that a search has found, by its rank, as the next version."""
    job = job_of(request)
    session, replanned = _session_of(request, job), job.state.get("fin", {}).get("choix")
    rang = number_in_digits(str(form.get("rang", "")))
    if replanned is None or rang is None or rang >= len(replanned.answers):
        raise HTTPException(404, textes.INTROUVABLE)
    with desk_of(request).next_version(session) as out:
        written = with_files(chosen(replanned, rang), out, None, job.task["planning"]).written
    if not isinstance(written, Written):
        return page("refus.html", 409, phrases=[issue.message for issue in written.issues] if written else [])
    job.state.setdefault("rangs", {job.state["fin"]["planning"]: 0})[str(written.fichiers[0])] = int(rang)
    return RedirectResponse(f"/planning/{ident(written.fichiers[0])}/proposition", 303)


# What people say when they are called.


@posted
def note(request: Request, form: FormData) -> Response:
    """Note what came of a call; a no begins the search for an answer without them."""
    session, path = planning_of(request)
    desk, personne, said = desk_of(request), str(form.get("personne", "")), str(form.get("reponse", ""))
    planning, checked = _version(session, path), desk.readings.of(path, judge).checked
    if planning is None or checked is None or said not in ("", *mots.DITES):
        raise HTTPException(404, textes.INTROUVABLE)
    awaited = personne in checked.reading.saisie.attendus
    try:
        if said == mots.OUI and awaited:
            with desk.noting:
                note_agreement(path, personne)
        note_call(session, planning.version, personne, said)
    except UserError as refused:
        return page("refus.html", 409, phrases=[issue.message for issue in refused.issues])
    if said == mots.NON and awaited:
        return _without(desk, session, path, checked.reading.saisie)
    return RedirectResponse(f"/planning/{request.path_params['id']}/proposition#appels", 303)


def _without(desk: Desk, session: SessionFiles, path: Path, saisie: Session) -> RedirectResponse:
    """Look for an answer in which nothing is asked of all those who refused since the planning that people know."""
    known = session.known_before(path)
    if known is None:
        raise HTTPException(404, textes.INTROUVABLE)
    noms = Noms(saisie)
    refus = tuple(noms.etiquette(id_) for id_ in refusals(session, known.version))
    statement = Statement(refus=refus, maintenant=", ".join(filter(None, present(saisie, now()))))
    job = _search_of(desk, session, path)
    if job is not None:  # what was told with the event counts too: an hour to end, an agreement
        first = Statement(**job.task["imprevu"])
        statement = replace(first, refus=tuple(dict.fromkeys((*first.refus, *refus))))
    return replan_from(desk, session, known.path, statement)


@posted
def agree(request: Request, form: FormData) -> Response:
    """Note that somebody (id) agrees to what a planning counts on, or plan again without asking them anything."""
    session, path = planning_of(request)
    desk, personne = desk_of(request), str(form.get("personne", ""))
    checked = desk.readings.of(path, judge).checked
    if checked is None or personne not in checked.reading.saisie.attendus:
        raise HTTPException(404, textes.INTROUVABLE)
    planning = _version(session, path)
    try:
        if form.get("reponse") == mots.NON and planning is not None and session.known_before(path) is not None:
            note_call(session, planning.version, personne, mots.NON)
            return _without(desk, session, path, checked.reading.saisie)
        with desk.noting:
            note_agreement(path, personne)
    except UserError as refused:
        return page("refus.html", 409, phrases=[issue.message for issue in refused.issues])
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)


def _session_of(request: Request, job: Job) -> SessionFiles:
    session = desk_of(request).library.session(job.session)
    if session is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return session


def print_changed(request: Request) -> Response:
    """All papers that differ, as one PDF; while they are being made, the page of *Distribuer*, which says so."""
    session, path = planning_of(request)
    desk, planning = desk_of(request), _version(session, path)
    proposal = proposal_of(desk, session, planning) if planning is not None else None
    checked = desk.readings.of(path, judge).checked
    if proposal is None or checked is None:
        raise HTTPException(404, textes.INTROUVABLE)
    if not are_made(path):
        making_of(desk, session, path)
        return RedirectResponse(f"/planning/{request.path_params['id']}/documents", 303)
    papers = [file for _, lot in proposal.papers for file in papers_in(path, checked.reading, BUNDLES[lot])]
    return Response(whole(desk, papers), media_type="application/pdf")
