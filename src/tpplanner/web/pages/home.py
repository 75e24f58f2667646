"""*Mes sessions*: where they stand, what is to be done now; what tpplanner is, where there is none yet."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tpplanner.commands.init import new_workbook
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import mes_sessions as textes
from tpplanner.texts import page as textes_de_page
from tpplanner.texts.page import problemes
from tpplanner.web.desk import Desk, desk_of, now, page, posted, render, today
from tpplanner.web.frame import Cadre
from tpplanner.web.pages.titres import offered, titre_of
from tpplanner.web.sessions.folders import SessionFiles, new_folder
from tpplanner.web.sessions.glance import is_read, read_ahead, summarized
from tpplanner.web.sessions.judged import look
from tpplanner.web.sessions.looking import WORKBOOK, Hindrance, Unshown, one_look
from tpplanner.web.sessions.shelf import (
    SessionCard,
    Shelf,
    Stage,
    card_of,
    is_impossible,
    shelf_of,
    worst_of,
    year_tabs,
)
from tpplanner.web.sessions.showcase import sketches, write_example
from tpplanner.web.sessions.summaries import SessionSummary
from tpplanner.web.typed.entry import drafts_of
from tpplanner.workbook.records import key

MANY = 12
"""Cards from which on one looks for a session by name, or by how far it is."""

FIRST = 6
"""Things to do that are in sight: the others are folded."""

NEAREST = 40
"""Things to do that are listed at all: those further away stand in the follow-up of their session."""

TITRES_SECONDS = 0.2
"""How long the page waits for titres of the centre's own that are not known yet: they stand in a fold of it."""

READING_SECONDS = 0.5
"""How long one small request waits for sessions that are not known yet; what takes longer is asked for again."""

NOTED_SECONDS = 0.2
"""How long the page waits for cards of which every file is in memory."""


@one_look()
def show(request: Request, status: int = 200, problems: Iterable[Issue] = ()) -> Response:
    """The sessions as cards, and what is to be done; `problems`: why what was asked for was not done."""
    desk = desk_of(request)
    listing = desk.library.listing()
    sessions = [*listing.sessions]
    drafts, rank = drafts_of(desk).all(), desk.summaries.rank
    _remember_impossible(desk, sessions)
    _tell_what_is_read(desk, sessions)
    shelf = shelf_of(desk, sessions, drafts, today())
    read_ahead(desk, sessions)  # while somebody chooses
    cherche, etape = request.query_params.get("cherche", "").strip(), request.query_params.get("etape", "")
    shown = _matching(shelf.cartes, cherche, etape)
    if cherche and len(shown) == 1:
        return RedirectResponse(shown[0].adresse, 303)
    over = [card for card in shown if card.stage is Stage.TERMINEES]
    folded = over if not (cherche or etape) else []
    return page(
        "accueil.html",
        status,
        cadre=Cadre(page="/"),
        esquisses=sketches() if not shelf.cartes and not shelf.annees and not listing.unshown else None,
        non_montrees=not_shown(listing.unshown),
        shelf=shelf,
        vu=rank,
        onglets=year_tabs(shelf, today()),
        cartes=[card for card in shown if card not in folded],
        terminees=folded,
        pire=worst_of(folded),
        cherche=cherche,
        etapes=_stages() if len(shelf.cartes) > MANY else [],
        etape=next((stage.value for stage in Stage if stage.cle == etape), textes.TOUTES),
        titres=[(t.id, t.referentiel) for t in offered(desk, desk.patience and TITRES_SECONDS)],
        problemes=problemes(problems),
        effaces=int(gone[:9]) if (gone := request.query_params.get("effaces", "")).isdecimal() else 0,
        **_due(shelf),
    )


def not_shown(unshown: Iterable[Unshown]) -> list[dict[str, object]]:
    """What cannot be shown: a line for each reason, which names it and says what to do."""
    names = {hindrance: sorted(each.nom for each in unshown if each.hindrance is hindrance) for hindrance in Hindrance}
    texts = [hindrance.value(textes.nommes(noms)) for hindrance, noms in names.items() if noms]
    return [{"erreur": False, "message": text.message, "valeur": "", "conseil": text.conseil} for text in texts]


def _remember_impossible(desk: Desk, sessions: list[SessionFiles]) -> None:
    """Keep what searches have proven: after a restart nobody would know."""
    proven = [session for session in sessions if is_impossible(desk.jobs.last(session.id))]
    for session in proven:
        desk.summaries.note_impossible(session)
    if proven:
        desk.summaries.keep(sessions)


def _tell_what_is_read(desk: Desk, sessions: list[SessionFiles]) -> None:
    """Make the cards of sessions whose files are in memory: something was only noted beside them, as by « Fait »."""
    noted = [session for session in sessions if desk.summaries.known(session) is None and is_read(desk, session)]
    desk.summaries.made(noted, today(), _summary_of(desk, today()), desk.patience and NOTED_SECONDS)


def _summary_of(desk: Desk, day: date) -> Callable[[SessionFiles], SessionSummary]:
    """What makes the summary of a session seen from a day."""
    return lambda session: summarized(desk, session, day)


def _matching(cards: Sequence[SessionCard], cherche: str, etape: str) -> list[SessionCard]:
    """The cards whose name holds what is looked for, at that stage."""
    words = key(cherche)
    return [card for card in cards if words in key(card.nom) and etape in ("", card.stage.cle)]


def _stages() -> list[tuple[str, str]]:
    return [(textes.TOUTES, "/"), *((stage.value, f"/?etape={stage.cle}") for stage in Stage)]


def _due(shelf: Shelf) -> dict[str, object]:
    beyond = max(0, len(shelf.a_faire) - NEAREST)
    return {"a_faire": shelf.a_faire[:FIRST], "suite": shelf.a_faire[FIRST:NEAREST], "au_dela": beyond, "mt": textes}


@one_look()
def told(request: Request) -> JSONResponse:
    """The cards that were made since whoever asks saw some, and those that can be read in a moment; how many are left.

    One that was made between two requests is told by the second.
    """
    desk, day = desk_of(request), today()
    sessions = desk.library.sessions()
    unseen = [session for session in sessions if desk.summaries.fresh(session, day) is None]
    drafts = {draft.session: draft for draft in drafts_of(desk).all() if draft.session}
    seen = int(asked[:9]) if (asked := request.query_params.get("vu", "")).isdecimal() else 0
    made = desk.summaries.made(unseen, day, _summary_of(desk, day), desk.patience and READING_SECONDS)
    rank, cards = desk.summaries.rank, dict[str, str]()
    for session in sessions:
        if summary := made.get(session.id) or desk.summaries.made_after(seen, session):
            card = card_of(desk, session, summary, drafts.get(session.id), day)
            cards[session.id] = "" if summary.annee else render("_carte.html", carte=card)
    if cards:
        desk.summaries.keep(sessions)
    shelf = shelf_of(desk, sessions, [], day)
    left = sum(session.id not in made and session.id not in cards for session in unseen)
    due = render("_a_faire.html", shelf=shelf, **_due(shelf))
    return JSONResponse({"cartes": cards, "a_faire": due, "reste": left, "vu": rank})


@posted
def open_example(request: Request, _: FormData) -> Response:
    """A finished example, beside the sessions: it is written the first time."""
    desk = desk_of(request)
    try:
        files = write_example(desk.library.root, now(), lambda workbook: desk.readings.of(workbook, look))
    except UserError as refusal:
        return show(request, 409, refusal.issues)
    planning = next(iter(files.plannings()), None)
    return RedirectResponse(f"/planning/{planning.id}" if planning else f"/session/{files.id}", 303)


@posted
def create(request: Request, form: FormData) -> Response:
    """Make the folder of a new session, and its workbook to fill in Excel."""
    desk, nom = desk_of(request), str(form.get("nom", "")).strip()
    titre = titre_of(desk, str(form.get("titre", "")))
    if titre is None or not nom:
        missing = textes_de_page.SANS_NOM() if titre else textes_de_page.SANS_TITRE()
        return show(request, 400, [Issue(Severity.ERROR, *missing)])
    try:
        path = new_folder(desk.library.root, nom) / WORKBOOK
        named = (titre.referentiel.sigle, titre.referentiel.millesime)
        new_workbook(path, *named, referentiel=titre.path, exemple=bool(form.get("exemple")))
    except UserError as refusal:
        return show(request, 400, refusal.issues)
    return RedirectResponse(f"/session/{SessionFiles(path).id}", 303)
