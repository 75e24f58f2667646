"""A year of sessions: what its workbook decides, how that is judged, and the programmations that were proposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from tpplanner.domain.annee import Annee, LectureAnnee, Programmee, par_id
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.files.writing import put
from tpplanner.texts import annee as textes
from tpplanner.texts import mes_sessions as textes_des_sessions
from tpplanner.texts import page as textes_de_page
from tpplanner.texts.page import problemes
from tpplanner.tuning import EACH_SECONDS, YEAR_SECONDS
from tpplanner.web.desk import Desk, desk_of, page, posted, programmation_of, seconds_of, session_of, today
from tpplanner.web.frame import Cadre
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.reading.readings import StillReading
from tpplanner.web.sessions.folders import SessionFiles, new_folder, stamp
from tpplanner.web.sessions.glance import summarized, year_in
from tpplanner.web.sessions.looking import EXTENSION, one_look
from tpplanner.web.sessions.shelf import shelf_of, year_tabs
from tpplanner.web.sessions.year_files import LookAtYear, LookOn
from tpplanner.web.typed.centre import read_centre, year_along
from tpplanner.workbook.year import annee_bytes, with_period, write_annee_template

FIRST, LAST = 2020, 2100
"""The years of which there may be a workbook."""

YEAR_WORKBOOK = f"annee{EXTENSION}"
"""What the workbook of a new year is called, in a folder that bears its name."""


@dataclass(frozen=True, slots=True)
class SessionInWords:
    """A session of the year in words; `ouvert` tells what is left to decide of it."""

    session: str
    titre: str
    jours: str
    candidats: int
    jurys: str
    responsable: str
    membres: str


def show(request: Request, session: SessionFiles) -> HTMLResponse:
    """The page of a workbook of a year."""
    desk = desk_of(request)
    running = desk.jobs.running(session.id)
    return _page(
        request,
        session,
        session.workbook,
        nom=textes_des_sessions.annee(nom) if (nom := year_in(desk, session)) else session.nom,
        calcul=running.id if running else "",
        veille=f"/session/{session.id}/etat",
        programmations=session.programmations(),
        planifiees=[],
    )


def show_programmation(request: Request) -> HTMLResponse:
    """A programmation that was proposed, as its file is now."""
    session, path = programmation_of(request)
    veille = f"/programmation/{request.path_params['id']}/etat"
    version = next((p.version for p in session.programmations() if p.path == path), 0)
    nom = textes_de_page.programmation_v(session.nom, version)
    running = desk_of(request).jobs.running(session.id)
    return _page(
        request,
        session,
        path,
        nom=nom,
        calcul=running.id if running else "",
        veille=veille,
        programmations=[],
        planifiees=desk_of(request).library.of_year(path),
    )


def _page(request: Request, session: SessionFiles, path: Path, **more: Any) -> HTMLResponse:
    desk, day = desk_of(request), today()
    looked = desk.readings.of(path, LookOn(day))
    shelf = shelf_of(desk, desk.library.sessions(), [], day)
    return page(
        "annee.html",
        cadre=Cadre(page="/"),
        onglets=year_tabs(shelf, day),
        onglet=next((textes_des_sessions.annee(nom) for id_, nom in shelf.annees if id_ == session.id), ""),
        session=session,
        resultat=path != session.workbook,
        id=request.path_params["id"],
        resume=_summary(looked.lecture),
        problemes=[p | {"ou": textes_des_sessions.lieu(p["place"])} for p in problemes(looked.issues)],
        lue=looked.lecture is not None,
        decide_tout=looked.decide_tout,
        manquements=_breaches(looked),
        niveaux=_levels(looked),
        lignes=_lines(looked),
        entetes=textes_de_page.ENTETES_ANNEE,
        empreinte=stamp(path),
        **more,
    )


def _summary(lecture: LectureAnnee | None) -> list[str]:
    if lecture is None:
        return []
    annee = lecture.annee
    counts = textes.lu(len(annee.sessions), len(annee.candidats), len(annee.membres), len(annee.responsables))
    return [textes.titre(annee.debut, annee.fin), counts]


def _breaches(looked: LookAtYear) -> list[tuple[str, list[str]]]:
    """Rules that what is decided breaks, and the rows concerned."""
    if looked.lecture is None or looked.report is None:
        return []
    lecture = looked.lecture
    return [
        (textes.phrase(lecture.annee, v), [*dict.fromkeys(map(textes_des_sessions.lieu, lecture.cells_of(v.sujet)))])
        for v in looked.report.violations
    ]


def _levels(looked: LookAtYear) -> list[tuple[str, str]]:
    """What a year that is decided costs."""
    if looked.report is None or not looked.decide_tout:
        return []
    return [(textes.NIVEAUX[n.nom][0], textes.valeur(n.nom, n.valeur)) for n in looked.report.niveaux]


def _lines(looked: LookAtYear) -> list[SessionInWords]:
    """The sessions, those with days in their order, the others after them."""
    if looked.lecture is None or looked.programmation is None:
        return []
    sessions = looked.programmation.sessions
    ordered = sorted(sessions, key=lambda s: (not s.jours, s.jours, sessions.index(s)))
    return [_line(looked.lecture.annee, s) for s in ordered]


def _line(annee: Annee, decided: Programmee) -> SessionInWords:
    names = par_id([*annee.responsables, *annee.membres])
    titre = annee.titre(annee.session(decided.session).titre)
    leaders = [names[id_] for id_ in (decided.responsable, *decided.suppleants) if id_]
    return SessionInWords(
        decided.session,
        f"{titre.sigle} m{titre.millesime}",
        textes.du_au(decided.jours) if decided.jours else "",
        len(decided.candidats),
        str(decided.jurys) if decided.jurys else "",
        ", ".join(leaders),
        ", ".join(names[id_] for id_ in decided.membres),
    )


# A year begun.


@one_look()
def show_new(request: Request) -> Response:
    """Where a year is begun; the page of the last one that is there, unless another is wanted (`nouvelle`)."""
    desk, day = desk_of(request), today()
    sessions = desk.library.sessions()
    unknown = [files for files in sessions if desk.summaries.known(files) is None]
    made = desk.summaries.made(unknown, day, lambda files: summarized(desk, files, day), desk.patience)
    if len(made) < len(unknown):
        raise StillReading
    summaries = {files.id: made.get(files.id) or desk.summaries.known(files) for files in sessions}
    years = {id_: summary.annee for id_, summary in summaries.items() if summary is not None and summary.annee}
    if years and "nouvelle" not in request.query_params:
        return RedirectResponse(f"/session/{max(years, key=lambda id_: years[id_])}", 303)
    begun = [int(nom) for nom in years.values() if nom.isdecimal()]
    return _new_page(desk, max(day.year, *begun, 0) + 1, years.values())


def _new_page(
    desk: Desk, year: int, years: Iterable[str], problems: Iterable[Issue] = (), status: int = 200
) -> HTMLResponse:
    return page(
        "annee_nouvelle.html",
        status,
        cadre=Cadre(page="/"),
        onglets=[(textes_des_sessions.SESSIONS, "/"), (textes_des_sessions.annee(year), "/annee")],
        annee=year,
        annees=sorted(years),
        centre=read_centre(desk.data),
        problemes=problemes(problems),
    )


@posted
def begin(request: Request, form: FormData) -> Response:
    """Write the workbook of a year, with what the centre knows already; in a folder of its own."""
    desk, typed = desk_of(request), str(form.get("annee", "")).strip()
    if not typed.isdecimal() or not FIRST <= int(typed) <= LAST:
        return _new_page(desk, today().year + 1, (), [Issue(Severity.ERROR, *textes_des_sessions.ANNEE_ILLISIBLE)], 400)
    year, nom = int(typed), textes_des_sessions.annee(typed)
    try:
        path = new_folder(desk.library.root, nom) / YEAR_WORKBOOK
        if form.get("exemple"):
            write_annee_template(path, year, exemple=True)
        else:
            put(path, annee_bytes(with_period(year_along(read_centre(desk.data)), year)))
    except UserError as refusal:
        return _new_page(desk, year, (), refusal.issues, 409)
    return RedirectResponse(f"/session/{SessionFiles(path).id}", 303)


# What is asked for.


@posted
def propose(request: Request, form: FormData) -> RedirectResponse:
    """Decide what the workbook leaves open: the next programmation."""
    session = session_of(request)
    return desk_of(request).start(
        session,
        "programmer",
        classeur=session.workbook,
        aujourdhui=today(),
        out=session.next_programmation(),
        secondes=seconds_of(form.get("secondes"), YEAR_SECONDS),
    )


@posted
def plan_sessions(request: Request, form: FormData) -> RedirectResponse:
    """Plan the sessions of a programmation; the next one tells what became of each."""
    session, path = programmation_of(request)
    return desk_of(request).start(
        session,
        "planifier",
        classeur=path,
        aujourdhui=today(),
        out=(out := session.next_programmation()),
        dossier=session.plannings_of(out),
        secondes=seconds_of(form.get("secondes"), EACH_SECONDS),
    )


def open_programmation(request: Request) -> RedirectResponse:
    """Open a programmation with the machine's own program."""
    open_with_own_program(programmation_of(request)[1])
    return RedirectResponse(f"/programmation/{request.path_params['id']}", 303)


def state(request: Request) -> JSONResponse:
    """What changes when a programmation is saved: the page asks for it and shows itself anew."""
    return JSONResponse({"empreinte": stamp(programmation_of(request)[1])})
