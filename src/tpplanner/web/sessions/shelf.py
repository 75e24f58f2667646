"""The sessions as cards, drafts among them: how each stands today, what is next, what is to be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from tpplanner.texts import mes_sessions as textes
from tpplanner.web.desk import Desk
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.looking import one_look
from tpplanner.web.sessions.states import CardState, PlanState
from tpplanner.web.sessions.summaries import DueLine, SessionSummary
from tpplanner.web.typed.drafts import ETAPES, SessionDraft


class Stage(Enum):
    """How far a session is, as cards are filtered: its word."""

    EN_PREPARATION = textes.EN_PREPARATION
    PRETES = textes.PRETES
    TERMINEES = textes.TERMINEES

    @property
    def cle(self) -> str:
        """As an address says it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Badge:
    """A state on a card, with what is said of it beside its word."""

    etat: CardState | PlanState
    mot: str = ""


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A card: where it leads, what it tells, line by line, how the session stands.

    `cause`: why it stands so; `proposee`: that a newer version waits. `reponses`: how many membres said that they come.
    `suite` is a second way on, its words and its address; `brouillon`: nothing was written of it yet; `attend`: its
    files were not read yet, hence nothing is told. `prochain` is its next day, None where it has none ahead.
    """

    id: str
    nom: str
    adresse: str
    lignes: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    cause: str = ""
    proposee: str = ""
    reponses: str = ""
    suite: tuple[str, str] = ("", "")
    stage: Stage = Stage.EN_PREPARATION
    prochain: date | None = None
    brouillon: bool = False
    archivee: bool = False
    attend: bool = False


@dataclass(frozen=True, slots=True)
class DueCard:
    """Something to do for a session, on the list of all sessions."""

    session: str
    nom: str
    ligne: DueLine


@dataclass(frozen=True, slots=True)
class Shelf:
    """All cards, those first whose next day is nearest; the years that have a workbook, by id and name; what is due."""

    cartes: tuple[SessionCard, ...]
    annees: tuple[tuple[str, str], ...]
    a_faire: tuple[DueCard, ...]
    attendues: int

    def of(self, *stages: Stage) -> list[SessionCard]:
        """The cards of those stages."""
        return [card for card in self.cartes if card.stage in stages]


@one_look()
def shelf_of(desk: Desk, sessions: Sequence[SessionFiles], drafts: Sequence[SessionDraft], today: date) -> Shelf:
    """What is known of all sessions, without reading any."""
    known = [(session, desk.summaries.known(session)) for session in sessions]  # an id changes where a folder moves
    of_session = {draft.session: draft for draft in drafts if draft.session}
    new = [draft for draft in drafts if not draft.session]
    years = [(s.id, summary.annee) for s, summary in known if summary is not None and summary.annee]
    cards = [_of_draft(draft) for draft in new]
    due: list[DueCard] = []
    for session, summary in known:
        if summary is not None and summary.annee:
            continue
        cards.append(card_of(desk, session, summary, of_session.get(session.id), today))
        if summary is not None and not summary.archivee:
            due += [DueCard(session.id, session.nom, ligne) for ligne in summary.a_faire]
    unseen = sum(desk.summaries.fresh(session, today) is None for session in sessions)
    return Shelf(
        tuple(sorted(cards, key=_nearest)),
        tuple(sorted(years, key=lambda year: year[1])),
        tuple(sorted(due, key=lambda each: _distance(each.ligne, today))),
        unseen,
    )


def _nearest(card: SessionCard) -> date:
    return card.prochain or date.max


def year_tabs(shelf: Shelf, today: date) -> list[tuple[str, str]]:
    """The tabs of the sessions: themselves, and each year that has a workbook, else the next one, to be begun."""
    years = [(textes.annee(nom), f"/session/{id_}") for id_, nom in shelf.annees]
    return [(textes.SESSIONS, "/"), *(years or [(textes.annee(today.year + 1), "/annee")])]


def _distance(line: DueLine, today: date) -> int:
    """How many days lie between today and what is to be done: what is due now comes before what is long past."""
    return abs((date.fromisoformat(line.jour) - today).days) if line.jour else 0


def card_of(
    desk: Desk, session: SessionFiles, summary: SessionSummary | None, draft: SessionDraft | None, today: date
) -> SessionCard:
    """The card of a session, from what is remembered of it."""
    card = SessionCard(session.id, session.nom, f"/session/{session.id}", attend=summary is None)
    running, last = desk.jobs.running(session.id), desk.jobs.last(session.id)
    if summary is not None:
        card = _told(card, summary, today, last)
    if any(badge.etat is CardState.A_CALCULER for badge in card.badges):
        card = replace(card, suite=(textes.CALCULER, f"{card.adresse}/saisie/verifier"))
    if running is not None:
        card = replace(
            card, badges=(Badge(CardState.EN_CALCUL),), adresse=f"/calcul/{running.id}", suite=("", ""), attend=False
        )
    if draft is not None:
        step = f"/session/{session.id}/saisie/{draft.etape}"
        card = replace(card, suite=(textes.reprendre_la_saisie(_step(draft)), step))
    return card


def _told(card: SessionCard, summary: SessionSummary, today: date, last: Job | None) -> SessionCard:
    if not summary.lisible:
        return replace(card, badges=(Badge(CardState.ILLISIBLE),), lignes=(textes.ILLISIBLE_POURQUOI,))
    days = summary.dates
    over = bool(days) and days[-1] < today
    ahead = next((day for day in days if day >= today), None)
    when = textes.FICTIVE if summary.fictive else textes.jours(days, today)
    answers = textes.reponses(summary.confirmes, summary.appeles) if summary.appeles and not over else ""
    ready = summary.etat == PlanState.CONFORME.name
    stage = Stage.TERMINEES if over or summary.archivee else Stage.PRETES if ready else Stage.EN_PREPARATION
    return replace(
        card,
        lignes=(when, textes.effectifs(summary.candidats, summary.membres)),
        proposee=textes.proposee(summary.proposee) if summary.proposee and not over else "",
        badges=_badges(summary, today, last),
        cause="" if over else summary.cause[:1].upper() + summary.cause[1:],
        reponses=answers,
        stage=stage,
        prochain=ahead,
        archivee=summary.archivee,
    )


def _badges(summary: SessionSummary, today: date, last: Job | None) -> tuple[Badge, ...]:
    """How a session stands: its day first, then its planning, or what it lacks for one."""
    days = summary.dates
    if days and days[-1] < today:
        return (Badge(CardState.TERMINEE),)
    now = (Badge(CardState.AUJOURDHUI),) if today in days else ()
    if summary.etat:
        etat = PlanState[summary.etat]
        return (*now, Badge(etat, textes.etat_de_version(etat.mot, summary.version)))
    if summary.version:
        return (*now, Badge(CardState.ILLISIBLE, textes.planning_illisible(summary.version)))
    if summary.impossible or is_impossible(last):
        return (*now, Badge(PlanState.IMPOSSIBLE))
    if not summary.complet:
        return (*now, Badge(CardState.BROUILLON, textes.A_COMPLETER))
    return (*now, Badge(CardState.A_CALCULER))


def is_impossible(job: Job | None) -> bool:
    """Whether a search has proven that there is no planning."""
    return job is not None and job.state.get("fin", {}).get("quoi") == "impossible"


def worst_of(cards: Iterable[SessionCard]) -> PlanState | CardState | None:
    """The worst state of some cards, where it is no good one."""
    states = [badge.etat for card in cards for badge in card.badges]
    return next((state for classe in ("faute", "attention") for state in states if state.classe == classe), None)


def _of_draft(draft: SessionDraft) -> SessionCard:
    form = draft.form
    days = [row["date"] for row in form.present("jours") if row.get("date")]
    people = textes.effectifs(len(form.present("candidats")), len(form.present("membres")))
    return SessionCard(
        draft.id,
        form.nom or textes.SANS_NOM,
        f"/saisie/{draft.id}/{draft.etape}",
        (textes.jours_tapes(days), people),
        (Badge(CardState.BROUILLON, textes.brouillon(_step(draft), len(ETAPES))),),
        brouillon=True,
    )


def _step(draft: SessionDraft) -> int:
    """The rank of the step that was shown last, from 1."""
    return ETAPES.index(draft.etape) + 1
