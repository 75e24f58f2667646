"""The day itself: an event told in four fields, answered by whom to tell what; before it, plan B."""

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.change.told import Told
from tpplanner.domain.session import Session
from tpplanner.texts import page as textes
from tpplanner.texts.noms import Noms
from tpplanner.web.desk import desk_of, document, page, planning_of
from tpplanner.web.pages.planning import judge

SECONDS = 30
PLAN_B_SECONDS = 90


def show(request: Request) -> HTMLResponse:
    """The four fields."""
    session, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    if checked is None:
        return page("refus.html", 409, phrases=[textes.INTROUVABLE])
    reading = checked.reading
    return page(
        "imprevu.html",
        session=session,
        id=request.path_params["id"],
        version=path.stem.rpartition("-v")[2],
        qui=_who_or_what(reading.session, [c.jury for c in reading.edite[0].compositions]),
        jours=[(j.date.strftime("%d/%m/%Y"), Noms(reading.session).jour(j.date)) for j in reading.session.jours],
    )


def _who_or_what(session: Session, jurys: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What an event may be about, by group: the value of the field, and its name."""
    noms = Noms(session)
    membres = [(f"absent:{noms.etiquette(m.id)}", noms.etiquette(m.id)) for m in session.membres]
    autres = [(f"absent:{noms.etiquette(p.id)}", noms.etiquette(p.id)) for p in session.personnes]
    candidats = [(f"candidat:{noms.etiquette(c.id)}", noms.etiquette(c.id)) for c in session.candidats]
    heard = [(f"jury:{noms.jury(j)}", noms.jury(j)) for j in dict.fromkeys(jurys)]
    salles = [(f"salle:{noms.etiquette_salle(s.id)}", noms.etiquette_salle(s.id)) for s in session.salles]
    groups = zip(textes.GROUPES, (membres, candidats, heard, salles, autres), strict=True)
    return [(titre, group) for titre, group in groups if group]


def told_by(form: FormData) -> Told:
    """What was told in the four fields; `duree` says that somebody is late rather than away."""
    quoi, _, nom = str(form.get("qui", "")).partition(":")
    jour, de, duree = (str(form.get(name, "")).strip() for name in ("jour", "de", "duree"))
    told = Told(jour=jour)
    match quoi:
        case "candidat" if duree:
            return Told(retards=((nom, duree),), reporter=bool(form.get("reporter")), jour=jour, maintenant=de)
        case "candidat":
            return Told(candidats=(nom,), jour=jour if de else "", maintenant=de)
        case "jury":
            return Told(decalages=((nom, duree or "0 min"),), jour=jour, maintenant=de)
        case "salle":
            return Told(salles=(nom,), jour=jour, de=de)
        case "absent":
            return Told(absents=(nom,), jour=jour, de=de)
    return told


async def replan(request: Request) -> RedirectResponse:
    """Plan again after what was told: the next version."""
    return await run_in_threadpool(_replan, request, asdict(told_by(await request.form())))


def _replan(request: Request, told: dict[str, object]) -> RedirectResponse:
    session, path = planning_of(request)
    desk = desk_of(request)
    out = desk.next_planning(session)
    return desk.start(session, "imprevu", planning=path, out=out, imprevu=told, secondes=SECONDS)


def plan_b(request: Request) -> RedirectResponse:
    """What every single failure would do, written beside the planning."""
    session, path = planning_of(request)
    out = path.with_name(f"{path.stem}-plan-b.xlsx")
    return desk_of(request).start(session, "plan_b", planning=path, out=out, secondes=PLAN_B_SECONDS)


def plan_b_page(request: Request) -> Response:
    """The page of the failures, as it was last written."""
    _, path = planning_of(request)
    made = path.with_name(f"{path.stem}-plan-b.html")
    if not made.is_file():
        return page("refus.html", 404, phrases=[textes.INTROUVABLE])
    return document(made.read_text(encoding="utf-8"))
