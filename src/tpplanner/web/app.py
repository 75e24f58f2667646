"""The addresses of the page, each with the function that answers."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from tpplanner.errors import UserError
from tpplanner.export.tokens import declared
from tpplanner.texts import page as textes
from tpplanner.web.desk import Desk, page
from tpplanner.web.entrance import Front, alive, called, end, enter
from tpplanner.web.guard.access import ALIVE, CALL, END, ENTRANCE, Guard
from tpplanner.web.guard.addresses import Addresses
from tpplanner.web.kept import Static
from tpplanner.web.pages import (
    annee,
    calcul,
    distribuer,
    home,
    imprevu,
    mon_centre,
    planning,
    proposition,
    questions,
    relire,
    relire_etape,
    remedes,
    retouche_gestes,
    retoucher,
    session,
    shelving,
    step_contents,
    steps,
    suivi,
    titres,
    verifier,
)
from tpplanner.web.patience import Patience, still_reading
from tpplanner.web.reading.readers import Readers
from tpplanner.web.reading.readings import Readings, StillReading
from tpplanner.web.searches import work
from tpplanner.web.searches.jobs import Jobs
from tpplanner.web.sessions.looking import Hindrance, hindrance_of, legible

MOST_BYTES = 30_000_000
"""Of what is sent to the server: more is no workbook of ours."""

ONCE_IN = (Middleware(GZipMiddleware, minimum_size=20_000, compresslevel=1), Middleware(Patience))
"""Around every page: long ones are sent compressed, since what is drawn repeats itself; none waits long for a file."""


def _of_a_form(address: str) -> tuple[Route, ...]:
    """The addresses of a session that is typed."""
    return (
        Route(f"{address}/garder", steps.keep, methods=["POST"]),
        Route(f"{address}/etat", steps.state),
        Route(f"{address}/{{etape}}", steps.show),
        Route(f"{address}/{{etape}}", steps.ask, methods=["POST"]),
    )


ROUTES = (
    Route(ENTRANCE, enter),
    Route(CALL, called, methods=["POST"]),
    Route(END, end, methods=["POST"]),
    Route("/", home.show),
    Route("/sessions", home.create, methods=["POST"]),
    Route("/sessions/etat", home.told),
    Route("/exemple", home.open_example, methods=["POST"]),
    Route("/session/{id}/copier", shelving.copy, methods=["POST"]),
    Route("/session/{id}/archiver", shelving.archive, methods=["POST"]),
    Route("/session/{id}/supprimer", shelving.show_deletion),
    Route("/session/{id}/supprimer", shelving.delete, methods=["POST"]),
    Route("/saisie/{id}/supprimer", shelving.show_draft),
    Route("/saisie/{id}/supprimer", shelving.delete_draft, methods=["POST"]),
    Route("/nouvelle", steps.begin),
    Route("/saisie/{id}", steps.resume),
    *_of_a_form("/saisie/{id}"),
    Route("/feries", step_contents.holidays),
    Route("/session/{id}", session.show),
    Route("/session/{id}/saisie", steps.resume),
    *_of_a_form("/session/{id}/saisie"),
    Route("/session/{id}/etat", session.state),
    Route("/session/{id}/ouvrir", session.open_workbook, methods=["POST"]),
    Route("/session/{id}/suivi", suivi.show),
    Route("/session/{id}/suivi/etat", suivi.state),
    Route("/session/{id}/fait", suivi.mark_done, methods=["POST"]),
    Route("/session/{id}/suivi/lu", suivi.notice, methods=["POST"]),
    Route("/session/{id}/reponse", suivi.note, methods=["POST"]),
    Route("/session/{id}/relancer", suivi.remind, methods=["POST"]),
    Route("/session/{id}/echeances", suivi.show_dates),
    Route("/session/{id}/echeances/calendrier", suivi.calendar),
    Route("/session/{id}/calculer", session.solve, methods=["POST"]),
    Route("/session/{id}/reprendre", session.take_back, methods=["POST"]),
    Route("/session/{id}/question", questions.of_session, methods=["POST"]),
    Route("/session/{id}/expliquer", session.explain, methods=["POST"]),
    Route("/annee", annee.show_new),
    Route("/annee", annee.begin, methods=["POST"]),
    Route("/session/{id}/programmer", annee.propose, methods=["POST"]),
    Route("/programmation/{id}", annee.show_programmation),
    Route("/programmation/{id}/etat", annee.state),
    Route("/programmation/{id}/ouvrir", annee.open_programmation, methods=["POST"]),
    Route("/programmation/{id}/plannings", annee.plan_sessions, methods=["POST"]),
    Route("/calcul/{id}", calcul.show),
    Route("/calcul/{id}/flux", calcul.stream),
    Route("/calcul/{id}/arreter", calcul.stop, methods=["POST"]),
    Route("/calcul/{id}/appliquer", remedes.apply, methods=["POST"]),
    Route("/calcul/{id}/defaire", remedes.take_back, methods=["POST"]),
    Route("/calcul/{id}/choisir", proposition.choose, methods=["POST"]),
    Route("/planning/{id}", planning.show),
    Route("/planning/{id}/dessin", planning.drawing),
    Route("/planning/{id}/etat", planning.state),
    Route("/planning/{id}/complet", planning.whole),
    Route("/planning/{id}/ouvrir", planning.open_workbook, methods=["POST"]),
    Route("/planning/{id}/accord", proposition.agree, methods=["POST"]),
    Route("/planning/{id}/en-vigueur", planning.put_in_force, methods=["POST"]),
    Route("/planning/{id}/question", questions.of_planning, methods=["POST"]),
    Route("/planning/{id}/retouche", retoucher.show),
    Route("/planning/{id}/retouche/dessin", retoucher.day),
    Route("/planning/{id}/retouche/places", retoucher.places),
    Route("/planning/{id}/retouche/echange", retoucher.swap),
    Route("/planning/{id}/retouche/faire", retouche_gestes.add, methods=["POST"]),
    Route("/planning/{id}/retouche/replacer", retouche_gestes.replan, methods=["POST"]),
    Route("/planning/{id}/retouche/liste", retouche_gestes.settle, methods=["POST"]),
    Route("/planning/{id}/changements", planning.changes),
    Route("/planning/{id}/imprevu", imprevu.show),
    Route("/planning/{id}/imprevu", imprevu.replan, methods=["POST"]),
    Route("/planning/{id}/proposition", proposition.show),
    Route("/planning/{id}/proposition/papiers", proposition.print_changed),
    Route("/planning/{id}/appel", proposition.note, methods=["POST"]),
    Route("/planning/{id}/plan-b", suivi.plan_b, methods=["POST"]),
    Route("/planning/{id}/plan-b", suivi.plan_b_page),
    Route("/planning/{id}/documents", distribuer.show),
    Route("/planning/{id}/documents", distribuer.make, methods=["POST"]),
    Route("/planning/{id}/documents/etat", distribuer.state),
    Route("/planning/{id}/documents/apercu/{lot}", distribuer.show_picture),
    Route("/planning/{id}/documents/imprimer/{lot}", distribuer.print_bundle),
    Route("/planning/{id}/documents/messages/{carte}", distribuer.messages),
    Route("/planning/{id}/documents/envoi", distribuer.mark, methods=["POST"]),
    Route("/planning/{id}/documents/tout", distribuer.archive),
    Route("/planning/{id}/documents/ouvrir", distribuer.open_folder, methods=["POST"]),
    Route("/planning/{id}/documents/{rang:int}", distribuer.one_document),
    Route("/centre", mon_centre.show),
    Route("/centre", mon_centre.ask, methods=["POST"]),
    Route("/titres", titres.show),
    Route("/titres/nouveau", titres.show_new),
    Route("/titres/nouveau", titres.ask_new, methods=["POST"]),
    Route("/titres/lire", relire.drop, methods=["POST"]),
    Route("/titres/lus/{id}", relire.show),
    Route("/titres/lus/{id}/abandonner", relire.abandon, methods=["POST"]),
    Route("/titres/lus/{id}/etape/{etape}", relire_etape.show_step),
    Route("/titres/lus/{id}/etape/{etape}", relire_etape.ask_step, methods=["POST"]),
    Route("/titres/lus/{id}/page/{page:int}", relire.show_picture),
    Route("/titres/lus/{id}/fin", relire.show_end),
    Route("/titres/lus/{id}/fin", relire.finish, methods=["POST"]),
    Route("/titres/{id}", titres.show_one),
    Route("/titres/{id}", titres.ask_one, methods=["POST"]),
    Route("/diagnostic", verifier.diagnostic),
    Route("/controle", verifier.show),
    Route("/controle", verifier.check, methods=["POST"]),
    Route("/dossier", verifier.open_folder, methods=["POST"]),
    Route("/jetons.css", lambda _: Response(declared(), media_type="text/css")),
    Route(ALIVE, alive),
    Mount("/static", Static()),
)
"""Every address, and what answers it."""


def application(front: Front, seen: Callable[[], None], ended: Callable[[], None]) -> Starlette:
    """The page; `seen` is called when it is used, `ended` when the server has stopped."""
    readers = Readers()
    desk = Desk(front.library, Jobs(work.run), front.data, Readings(readers), Readings(readers))
    desk.titres = Readings(readers, titres.MOST_TITRES)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        readers.close()
        desk.jobs.stop_all()
        ended()

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        middleware=[Middleware(Guard, keys=front.keys, door=front.door, seen=seen), Middleware(Addresses), *ONCE_IN],
        exception_handlers={
            HTTPException: _refused,
            OSError: _unreachable,
            UserError: _told,
            StillReading: still_reading,
            Exception: _failed,
        },
        max_body_size=MOST_BYTES,
    )
    app.state.desk, app.state.front, app.state.fault, app.state.readers = desk, front, "", readers
    return app


async def _refused(_: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    phrases = {400: textes.ENVOI_ILLISIBLE, 404: textes.INTROUVABLE, 413: textes.TROP_GROS}
    return page("refus.html", status, phrases=[phrases.get(status, getattr(error, "detail", ""))])


async def _unreachable(request: Request, error: Exception) -> HTMLResponse:
    """A file that went, or was closed, between two looks at it; whatever else the system refuses is a fault of ours."""
    if not isinstance(error, OSError) or not isinstance(error.filename, str | os.PathLike):
        return await _failed(request, error)
    nom = legible(Path(error.filename).parent.name)
    match hindrance_of(error):
        case None:
            return page("refus.html", 404, phrases=[textes.fichier_disparu(nom)])
        case Hindrance.FERME:
            return page("refus.html", 403, phrases=[textes.fichier_ferme(nom)])
        case _:
            return page("refus.html", 503, phrases=[textes.fichier_muet(nom)])


async def _told(_: Request, error: Exception) -> HTMLResponse:
    """Something that cannot be done as things are, where no page of ours says it at its place."""
    issues = error.issues if isinstance(error, UserError) else ()
    phrases = [f"{issue['message']} {issue['conseil']}".strip() for issue in textes.problemes(issues)]
    return page("refus.html", 409, phrases=phrases)


async def _failed(request: Request, error: Exception) -> HTMLResponse:
    """A fault of ours: its kind alone is kept for the diagnostic, no value that could hold a name."""
    request.app.state.fault = type(error).__name__
    return page("refus.html", 500, phrases=[textes.BOGUE])
