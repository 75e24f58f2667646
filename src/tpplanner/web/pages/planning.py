"""A planning: its days drawn, whether it keeps every rule, how good it is proven to be; what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse

from tpplanner import __version__
from tpplanner.change.diff import difference
from tpplanner.domain.answers import Changements
from tpplanner.errors import Issue, UserError
from tpplanner.export.agenda import Agenda, inert
from tpplanner.export.page import Checks, Drawings, checks_of, drawings, html_page
from tpplanner.export.pictures import PATTERNS
from tpplanner.pipeline import Checked, check_planning
from tpplanner.steps import where_broken
from tpplanner.texts import page as textes
from tpplanner.texts import venue as textes_de_venue
from tpplanner.texts.classeur import phrase_session
from tpplanner.texts.commande import ou_est
from tpplanner.texts.deplacements import SANS_AVANT
from tpplanner.texts.fautes import phrase
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.web.desk import desk_of, document, page, planning_of, stamp
from tpplanner.web.folders import SessionFiles, ident
from tpplanner.web.machine import open_with_own_program
from tpplanner.web.venue import Venue, venue_of
from tpplanner.web.work import told


@dataclass(frozen=True)
class Judged:
    """A planning as it is in its file now: judged, drawn; `refus` where it cannot be read."""

    checked: Checked | None
    refus: tuple[dict[str, object], ...] = ()
    resume: str = ""
    dessin: Drawings | None = None
    controle: Checks | None = None
    manquements: tuple[tuple[str, list[str]], ...] = ()
    retards: tuple[str, ...] = ()

    @cached_property
    def venue(self) -> Venue | None:
        """Who will come."""
        return venue_of(self.checked.reading) if self.checked else None

    @property
    def changements(self) -> Changements:
        """What the planning tells of the change that made it."""
        return self.checked.reading.changements if self.checked else Changements()

    @property
    def messages(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Whom that change concerns, and what to tell them."""
        return [(m.nom, m.role, m.phrases) for m in self.changements.messages]

    @property
    def a_refaire(self) -> list[str]:
        """The ids of those of them who are there still."""
        return [m.personne for m in self.changements.messages if m.personne]


def judge(path: Path) -> Judged:
    """Read, check and draw a planning."""
    try:
        checked = check_planning(path)
    except UserError as refusal:
        return Judged(None, tuple(told(refusal.issues)))
    reading, report = checked.reading, checked.report
    session = reading.session
    agenda = Agenda(inert(session), reading.edite[0])
    return Judged(
        checked,
        resume=phrase_session(session),
        dessin=drawings(agenda, found=True),
        controle=checks_of(agenda, report, checked.remarques),
        retards=tuple(
            textes.retard_note(agenda.names.candidat(r.candidat), r.minutes, agenda.names.epreuve(r.epreuve))
            for r in reading.changements.retards
        ),
        manquements=tuple((phrase(session, v), ou_est(*where_broken(reading, v))) for v in report.violations),
    )


def show(request: Request, issues: Iterable[Issue] = ()) -> HTMLResponse:
    """The planning as its file is now; `issues`: why what was asked for was not done."""
    session, path = planning_of(request)
    judged = desk_of(request).readings.of(path, judge)
    version = version_of(session, path)
    return page(
        "planning.html",
        session=session,
        id=request.path_params["id"],
        version=version,
        plan_b=plan_b_of(path),
        j=judged,
        v=textes_de_venue,
        choix=textes_de_venue.CHOIX,
        problemes=told(issues),
        avant=session.before(path),
        apres=session.after(path),
        pris=[str(request.query_params.get(champ, "")) for champ in ("candidat", "epreuve")],
        pas=judged.checked.reading.session.reglages.pas if judged.checked else 0,
        motifs=PATTERNS,
        empreinte=stamp(path),
    )


def version_of(session: SessionFiles, path: Path) -> int:
    """The version of a planning, 0 where it has none."""
    return next((p.version for p in session.plannings() if p.path == path), 0)


@dataclass(frozen=True, slots=True)
class PlanBMade:
    """The page of what every single failure would do; `ancien`: the planning has changed since."""

    path: Path
    ancien: bool


def plan_b_of(planning: Path) -> PlanBMade | None:
    """The page of a planning's plan B, where it was made."""
    made = planning.with_name(f"{planning.stem}{SUFFIXE}.html")
    if not made.is_file():
        return None
    return PlanBMade(made, made.stat().st_mtime < planning.stat().st_mtime)


def whole(request: Request) -> HTMLResponse:
    """All that the planning tells, as one page that can be kept: the same as a document of the responsable's."""
    _, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    if checked is None:
        return show(request)
    reading = checked.reading
    made = html_page(
        reading.session,
        reading.edite[0],
        checked.report,
        avertissements=checked.remarques,
        classeur_lu=path.name,
        version=__version__,
    )
    return document(made)


def changes(request: Request) -> HTMLResponse:
    """A planning beside the one that it is a change of: what differs, whom to tell what."""
    session, path = planning_of(request)
    avant = session.before(path)
    readings = desk_of(request).readings
    old, new = (readings.of(p, judge).checked if p else None for p in (avant.path if avant else None, path))
    if avant is None or old is None or new is None:
        return page("refus.html", 404, phrases=[SANS_AVANT])
    told_of = difference(new.reading.session, old.reading.edite[0], new.reading.edite[0])
    version = next((p.version for p in session.plannings() if p.path == path), 0)
    return page("changements.html", session=session, id=ident(path), version=version, avant=avant, changements=told_of)


def state(request: Request) -> JSONResponse:
    """What changes when the planning is saved by hand: the page asks for it and shows itself anew."""
    return JSONResponse({"empreinte": stamp(planning_of(request)[1])})


def open_workbook(request: Request) -> RedirectResponse:
    """Open the planning with the machine's own program."""
    _, path = planning_of(request)
    open_with_own_program(path)
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)
