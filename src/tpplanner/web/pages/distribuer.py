"""Distribuer: what is handed out of a planning, for whom, and by when; printed, written to people, marked as gone."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tpplanner.commands.remarks import called_though_declined, missing_for_documents, seen_on_the_wall
from tpplanner.domain.answers import Reading
from tpplanner.errors import Issue, UserError
from tpplanner.files.names import documents
from tpplanner.files.regular import bytes_of
from tpplanner.texts import page as textes_de_page
from tpplanner.texts import papiers as textes
from tpplanner.web.desk import Desk, desk_of, page, planning_of, posted, today
from tpplanner.web.frame import frame_of
from tpplanner.web.handed.bundles import (
    BUNDLES,
    PrintRun,
    are_made,
    files_by_audience,
    files_of_each,
    papers_in,
    people_by_name,
    picture,
    whole,
)
from tpplanner.web.handed.due import TaskState
from tpplanner.web.handed.followup import read_followup
from tpplanner.web.handed.handing import SHOWN, STALE, Handing, cards_of, files_listed, headline, standings
from tpplanner.web.handed.mails import message, named, recipients, zipped
from tpplanner.web.handed.making import last_making, make_again, making_of
from tpplanner.web.handed.marking import mark_papers, unmark_papers
from tpplanner.web.handed.papers import PERSONAL, PaperCard, key_of
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.sessions.folders import SessionFiles, stamp
from tpplanner.web.sessions.judged import judge
from tpplanner.web.sessions.states import verdict_of
from tpplanner.web.sessions.still import outdated


def show(request: Request, issues: Iterable[Issue] = ()) -> Response:
    """The cards; documents that are not there are made meanwhile. `issues`: why something was not marked."""
    session, path = planning_of(request)
    desk = desk_of(request)
    checked = desk.readings.of(path, judge).checked
    id_, in_force = request.path_params["id"], session.in_force()
    replacing = in_force if in_force is not None and in_force.path != path else None
    cadre, saisie = frame_of(session, textes_de_page.DISTRIBUER, id_), f"/session/{session.id}/saisie"
    if checked is None or not checked.report.conforme:
        verdict = verdict_of(checked.reading.session, checked.report, saisie=saisie) if checked else None
        return page(
            "distribuer.html", cadre=cadre, id=id_, d=textes, verdict=verdict, cartes=None, en_preparation=False
        )
    handing = Handing(desk, path, checked.reading, read_followup(session.workbook), today())
    job = making_of(desk, session, path)
    cartes = cards_of(handing, made=job is None)
    version = next((p.version for p in session.plannings() if p.path == path), 0)
    return page(
        "distribuer.html",
        cadre=cadre,
        id=id_,
        d=textes,
        titre=textes.titre(version, en_vigueur=replacing is None),
        verdict=verdict_of(
            checked.reading.session,
            checked.report,
            chiffre=headline(handing, cartes),
            saisie=saisie,
            depasse=outdated(desk, session, path),
        ),
        remplacant=replacing if version else None,
        fait=TaskState.FAIT,
        cartes=cartes,
        problemes=textes_de_page.problemes((*issues, *_remarks(checked.reading))),
        en_preparation=job is not None and not job.ended,
        echec=_failure(job) if job is not None and job.ended else None,
        fichiers=files_listed(path) if job is None else [],
        aujourdhui=today().isoformat(),
        empreinte=_print(desk, path),
    )


def _remarks(reading: Reading) -> tuple[Issue, ...]:
    """What somebody has to know of the documents before they hand them out."""
    wall = () if reading.session.fictive else seen_on_the_wall(reading.session, reading.edite[0])
    return (*missing_for_documents(reading), *called_though_declined(reading), *wall)


def _failure(job: object) -> list[dict[str, object]]:
    state: dict[str, dict[str, list[dict[str, object]]]] = getattr(job, "state", {})
    return state.get("fin", {}).get("problemes", [])


def _print(desk: Desk, path: Path) -> str:
    """What changes when the planning is saved, or its documents are made or fail to be."""
    job = last_making(desk, path)
    return f"{stamp(path)}-{are_made(path):d}-{bool(job and job.ended):d}"


def state(request: Request) -> JSONResponse:
    """What the page asks for while documents are made: it shows itself anew once they are."""
    return JSONResponse({"empreinte": _print(desk_of(request), planning_of(request)[1])})


@posted
def make(request: Request, _: FormData) -> RedirectResponse:
    """Make all documents anew."""
    session, path = planning_of(request)
    make_again(desk_of(request), session, path)
    return RedirectResponse(_address(request), 303)


def _address(request: Request) -> str:
    return f"/planning/{request.path_params['id']}/documents"


# What is printed, and looked at: bundles of papers.


def _bundle(request: Request) -> tuple[SessionFiles, Path, Reading, PrintRun]:
    session, path = planning_of(request)
    bundle = BUNDLES.get(request.path_params["lot"])
    checked = desk_of(request).readings.of(path, judge).checked
    if bundle is None or checked is None or not checked.report.conforme:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return session, path, checked.reading, bundle


def show_picture(request: Request) -> Response:
    """The first page of a bundle, as a picture."""
    _, path, reading, bundle = _bundle(request)
    papers = papers_in(path, reading, bundle)
    if not papers:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    return Response(desk_of(request).pictures.of(papers[0], picture), media_type="image/png")


def print_bundle(request: Request) -> Response:
    """A bundle as one PDF: of some people only, where the address says whom, or of those whose papers are stale."""
    session, path, reading, bundle = _bundle(request)
    ids = _asked(request, session, path, reading, bundle.carte)
    papers = papers_in(path, reading, bundle, ids or ())
    if not papers or ids == []:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    name = f"{textes.TITRES[bundle.carte]}, {bundle.taille}.pdf"
    return Response(whole(desk_of(request), papers), media_type="application/pdf", headers=named(name, "inline"))


def _asked(request: Request, session: SessionFiles, path: Path, reading: Reading, card: PaperCard) -> list[str] | None:
    """The ids of the people whom an address asks for; None where it asks for all."""
    query = request.query_params
    if query.getlist("personne"):
        return [id_ for id_ in people_by_name(reading, card) if id_ in query.getlist("personne")]
    if query.get("seulement") != STALE:
        return None
    stale = standings(Handing(desk_of(request), path, reading, read_followup(session.workbook), today()))[card].stale
    return [id_ for id_ in people_by_name(reading, card) if key_of(card, reading, id_) in stale]


def messages(request: Request) -> Response:
    """A message a person, with their papers: one as it is, several in one archive."""
    session, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    card = next((card for card in PERSONAL if card == request.path_params["carte"]), None)
    if card is None or checked is None or not checked.report.conforme:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    reading, followup = checked.reading, read_followup(session.workbook)
    ids, each = _asked(request, session, path, reading, card), files_of_each(path, reading, card)
    people = [p for p in recipients(reading, card, list(each) if ids is None else ids) if p.adresse]
    mails = {
        person.nom: message(
            reading, card, person, each[person.id], modified=key_of(card, reading, person.id) in followup.envois
        )
        for person in people
    }
    if not mails:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    if ids is not None and len(mails) == 1:
        ((nom, content),) = mails.items()
        return Response(content, media_type="message/rfc822", headers=named(f"{nom}.eml", "attachment"))
    name = f"{textes.TITRES[card]}.zip"
    return Response(zipped(mails), media_type="application/zip", headers=named(name, "attachment"))


# What somebody marks.


@posted
def mark(request: Request, form: FormData) -> Response:
    """Papers of a card left, or hang, as somebody says: those that are chosen, else all that are due; or did not."""
    session, path = planning_of(request)
    desk, card = desk_of(request), _card_of(form)
    checked = desk.readings.of(path, judge).checked
    if checked is None:
        return show(request)
    state = standings(Handing(desk_of(request), path, checked.reading, read_followup(session.workbook), today())).get(
        card
    )
    if state is None:
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    chosen = {str(value) for value in form.getlist("papier")}
    due = (*state.unsent, *state.stale, *state.gone)
    keys = [key for key in due if key in chosen] if form.get("faire") == "choisis" else list(due)
    try:
        if form.get("faire") == "annuler":
            unmark_papers(desk, session, path, card)
        elif keys:
            mark_papers(desk, session, path, keys, today())
    except UserError as refusal:
        return show(request, refusal.issues)
    return RedirectResponse(f"{_address(request)}#{card}", 303)


def _card_of(form: FormData) -> PaperCard:
    """The card that a form is of; raises HTTPException 404."""
    try:
        return PaperCard(str(form.get("carte", "")))
    except ValueError:
        raise HTTPException(404, textes_de_page.INTROUVABLE) from None


# File by file.


def one_document(request: Request) -> Response:
    """A document, by its place in the list: shown where the browser can, else taken away."""
    files = list(files_by_audience(planning_of(request)[1]))
    rang = request.path_params["rang"]
    if rang >= len(files):
        raise HTTPException(404, textes_de_page.INTROUVABLE)
    document = files[rang][1]
    shown = SHOWN.get(document.suffix.lower())
    return Response(
        bytes_of(document),
        media_type=shown or "application/octet-stream",
        headers=named(document.name, "inline" if shown else "attachment"),
    )


def archive(request: Request) -> Response:
    """All of them in one file."""
    _, path = planning_of(request)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive_:
        for audience, document in files_by_audience(path):
            archive_.writestr(f"{audience.value}/{document.name}", bytes_of(document))
    name = f"{documents(path).name}.zip"
    return Response(buffer.getvalue(), media_type="application/zip", headers=named(name, "attachment"))


def open_folder(request: Request) -> RedirectResponse:
    """Open the folder of the documents, as a double click would."""
    _, path = planning_of(request)
    if documents(path).is_dir():
        open_with_own_program(documents(path))
    return RedirectResponse(_address(request), 303)
