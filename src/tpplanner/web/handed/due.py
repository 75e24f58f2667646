"""What is left to do around a session: échéances, answers that one waits for, papers that are no longer true."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from tpplanner.commands.dates import session_dates
from tpplanner.domain.answers import Echeance, Echeancier, Etat, Reading
from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.domain.duties import called_in
from tpplanner.domain.session import Membre, Reponse
from tpplanner.texts import suivi as textes
from tpplanner.texts.noms import Noms
from tpplanner.texts.papiers import lettres_perimees
from tpplanner.web.desk import Desk, today
from tpplanner.web.handed.followup import Followup, read_followup
from tpplanner.web.handed.papers import PERSONAL, PaperCard, key_of, name_in, prints_of, state_of
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.judged import judge, look, read_dates


class Destination(Enum):
    """Where a thing is done: the words of the button that leads there, the end of the address."""

    DISTRIBUER = (textes.ALLER_DISTRIBUER, "documents")
    SUIVI = (textes.ALLER_SUIVI, "suivi")
    SAISIE = (textes.ALLER_SAISIE, "saisie")

    def __init__(self, bouton: str, fin: str) -> None:
        self.bouton, self.fin = bouton, fin


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do for a session. `quand`: by which day, or since when; `retard`: that day is past.

    `cle` is what ``/session/{id}/fait`` takes to tick it, empty where a tick would not make it true.
    """

    session: SessionFiles
    quoi: str
    jour: date | None
    quand: str
    retard: bool
    bouton: str
    adresse: str
    cle: str = ""


# Échéances, as the workbook and what was ticked tell them.

FIELDS = {
    N.PROGRAMMATION: "programmation_transmise",
    N.DTE: "dte_commandes",
    N.CONVOCATIONS: "convocations_envoyees",
    N.PLIS: "plis_recus",
    N.DESTRUCTION: "sujets_detruits",
    N.RETOUR_DTE: "sujets_detruits",
    N.PV: "pv_transmis",
    N.PV_ANNULATION: "pv_transmis",
    N.RESULTATS: "resultats_valides",
}
"""Where the form *Session* holds the day on which it was done."""
TICKED = (N.CREATION, N.CONGES, N.AFFICHAGE, N.ADRESSES, N.SAISIE, N.ANNULATION, N.AGREMENT, N.PIECES)
"""Those of which no field tells: somebody says so. The others are what they are until the workbook changes."""
_SEVERAL = (N.CONGES, N.ADRESSES)
"""Those of which a session has several, each by its day."""
_ELSEWHERE = {
    N.CONVOCATIONS: Destination.DISTRIBUER,
    N.AFFICHAGE: Destination.DISTRIBUER,
    **dict.fromkeys((N.HABILITATIONS, N.BAIL, N.TITRE), Destination.SAISIE),
}
"""Where each is done, if not in the follow-up."""


class TaskState(Enum):
    """How a thing to do stands: its word, the colour of its state, its sign."""

    EN_RETARD = (textes.EN_RETARD, "faute", "faute")
    PLUS_TENU = (textes.PLUS_TENU, "faute", "faute")
    A_VERIFIER = (textes.A_VERIFIER, "attention", "question")
    A_FAIRE = (textes.A_FAIRE, "neutre", "calendrier")
    A_SAVOIR = (textes.A_SAVOIR, "neutre", "info")
    FAIT = (textes.FAIT, "ok", "ok")
    A_ENVOYER = (textes.A_ENVOYER, "neutre", "enveloppe")
    A_RENVOYER = (textes.A_RENVOYER, "attention", "question")
    ENVOYEE = (textes.ENVOYEE, "ok", "ok")
    CONFIRME = (textes.CONFIRME, "ok", "ok")
    DECLINE = (textes.DECLINE, "faute", "faute")
    SANS_REPONSE = (textes.SANS_REPONSE, "attention", "question")

    def __init__(self, mot: str, classe: str, signe: str) -> None:
        self.mot, self.classe, self.signe = mot, classe, signe


_OF_STATE = {
    Etat.INTENABLE: TaskState.PLUS_TENU,
    Etat.EN_RETARD: TaskState.EN_RETARD,
    Etat.A_VERIFIER: TaskState.A_VERIFIER,
    Etat.A_FAIRE: TaskState.A_FAIRE,
    Etat.A_SAVOIR: TaskState.A_SAVOIR,
    Etat.FAIT: TaskState.FAIT,
    Etat.FAIT_TARD: TaskState.FAIT,
}


def badge_of(echeance: Echeance) -> TaskState:
    """How an échéance stands, as it is shown."""
    return _OF_STATE[echeance.etat]


PRESSING = (Etat.INTENABLE, Etat.EN_RETARD, Etat.A_VERIFIER)
"""What is to be looked at first, the worst first."""


def tick_of(echeance: Echeance) -> str:
    """The key by which an échéance is ticked; empty where it cannot be."""
    if echeance.nature in _SEVERAL and echeance.limite is not None:
        return f"{echeance.nature}/{echeance.limite.isoformat()}"
    return echeance.nature.value if echeance.nature in FIELDS or echeance.nature in TICKED else ""


def dates_of(desk: Desk, session: SessionFiles) -> tuple[Reading, Echeancier] | None:
    """The échéances of a session today, counted from its planning in force; None where it has no dates."""
    reading = desk.readings.of(session.workbook, look).reading or desk.readings.of(session.workbook, read_dates)
    if reading is None or reading.session.fictive:
        return None
    planned = planned_of(desk, session)
    if planned is not None and planned.edite and not reading.edite:
        reading = replace(reading, edite=planned.edite)
    return reading, ticked(session_dates(reading, today()), read_followup(session.workbook), planned)


def planning_held(desk: Desk, session: SessionFiles) -> Path | None:
    """The file of the planning in force, or the workbook that holds one itself; None where there is no planning."""
    in_force = session.in_force()
    if in_force is not None:
        return in_force.path
    own = desk.readings.of(session.workbook, look).reading
    return session.workbook if own is not None and own.edite else None


def planned_of(desk: Desk, session: SessionFiles) -> Reading | None:
    """That planning as it is read; None where there is none that can be."""
    path = planning_held(desk, session)
    if path is None:
        return None
    judged = desk.readings.of(path, judge)
    return judged.checked.reading if judged.checked else desk.readings.of(path, read_dates)


def ticked(echeancier: Echeancier, followup: Followup, planned: Reading | None = None) -> Echeancier:
    """The échéances with what was ticked; convocations that left for some only are still to be sent."""
    partly = planned is not None and bool(planned.edite) and _left_in_part(planned, followup)
    return replace(echeancier, echeances=tuple(_as_ticked(e, followup, partly=partly) for e in echeancier.echeances))


def _as_ticked(echeance: Echeance, followup: Followup, *, partly: bool) -> Echeance:
    posted = followup.envois.get(PaperCard.AFFICHAGE) if echeance.nature is N.AFFICHAGE else None
    day = posted.le if posted is not None else followup.faites.get(tick_of(echeance))
    if day is not None and echeance.etat not in (Etat.FAIT, Etat.FAIT_TARD):
        late = echeance.limite is not None and day > echeance.limite
        return replace(echeance, etat=Etat.FAIT_TARD if late else Etat.FAIT, fait=day)
    if partly and echeance.nature is N.CONVOCATIONS and echeance.etat in (Etat.FAIT, Etat.FAIT_TARD):
        late = echeance.limite is not None and today() > echeance.limite
        return replace(echeance, etat=Etat.EN_RETARD if late else Etat.A_FAIRE, fait=None)
    return echeance


def _left_in_part(planned: Reading, followup: Followup) -> bool:
    """Whether some convocations left, and others did not."""
    states = [state_of(card, prints_of(planned), followup) for card in PERSONAL]
    return any(s.touched for s in states) and any(s.unsent for s in states)


# Answers that one waits for.

PATIENCE = 3
"""Days without an answer after which one asks again."""


def waiting_since(reading: Reading, followup: Followup, membre: Membre) -> date | None:
    """Since when one waits for an answer of a membre: they were asked, sent a convocation, or asked again."""
    if membre.reponse in (Reponse.CONFIRME, Reponse.DECLINE):
        return None
    name = Noms(reading.session).etiquette(membre.id)
    paper = followup.envois.get(key_of(PaperCard.JURYS, reading, membre.id))
    asked = membre.repondu_le if membre.reponse is Reponse.SOLLICITE else None
    days = [day for day in (asked, paper.le if paper else None, followup.relances.get(name)) if day is not None]
    return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Answers:
    """How many of those whom a planning calls have confirmed."""

    confirmed: int
    called: int


def answers_in(planned: Reading) -> Answers | None:
    """What membres have answered to a planning; None for a fictive session."""
    if planned.session.fictive or not planned.edite:
        return None
    called = called_in(planned.edite[0])
    answers = [m.reponse for m in planned.session.membres if m.id in called]
    return Answers(answers.count(Reponse.CONFIRME), len(answers))


# All of it, in one list.

AHEAD = 30
"""Days: what is due later is not told yet."""


def due(desk: Desk, session: SessionFiles, day: date) -> list[ToDo]:
    """What is left to do for a session: late first, then by day; nothing where its workbook has no dates."""
    dates = dates_of(desk, session)
    if dates is None:
        return []
    followup, planned = read_followup(session.workbook), planned_of(desk, session)
    todos = list(_of_dates(session, dates[1], day))
    if planned is not None and planned.edite and not dates[0].session.suivi.annulee:
        todos += _of_papers(session, planned, followup)
        todos += _of_answers(session, planned, followup, day)
    return sorted(todos, key=lambda todo: (not todo.retard, todo.jour or day))


def _of_dates(session: SessionFiles, echeancier: Echeancier, day: date) -> Iterator[ToDo]:
    coming = (e for e in echeancier.en_etat(Etat.A_FAIRE) if e.au_plus_tard and (e.au_plus_tard - day).days <= AHEAD)
    for echeance in (*echeancier.en_etat(*PRESSING), *coming):
        limit = echeance.au_plus_tard
        late = limit is not None and limit < day
        quand = "" if limit is None else textes.depuis((day - limit).days) if late else textes.jour_dit(limit, day)
        where = _ELSEWHERE.get(echeance.nature, Destination.SUIVI)
        yield _todo(session, textes.COURTES[echeance.nature], limit, quand, where, late=late, cle=tick_of(echeance))


def _of_papers(session: SessionFiles, planned: Reading, followup: Followup) -> Iterator[ToDo]:
    prints = prints_of(planned)
    for card in PERSONAL:
        state = state_of(card, prints, followup)
        if state.stale:
            yield _todo(session, lettres_perimees([name_in(k) for k in state.stale]), None, "", late=True)
        if state.gone:
            yield _todo(session, textes.plus_convoques([name_in(k) for k in state.gone]), None, "", late=True)
    if state_of(PaperCard.AFFICHAGE, prints, followup).stale:
        yield _todo(session, textes.AFFICHE_A_REFAIRE, None, "", late=True)
    if state_of(PaperCard.AGREMENT, prints, followup).stale:
        yield _todo(session, textes.AGREMENT_A_RENVOYER, None, "", late=True)


def _of_answers(session: SessionFiles, planned: Reading, followup: Followup, day: date) -> Iterator[ToDo]:
    called, noms = called_in(planned.edite[0]), Noms(planned.session)
    own = [m for m in planned.session.membres if m.id in called]
    since = {m: asked for m in own if (asked := waiting_since(planned, followup, m)) is not None}
    waited = {m: asked for m, asked in since.items() if (day - asked).days >= PATIENCE}
    if waited:
        oldest, names = min(waited.values()), [noms.etiquette(m.id) for m in waited]
        quand = textes.depuis((day - oldest).days)
        yield _todo(session, textes.sans_reponse(noms=names), oldest, quand, Destination.SUIVI, late=False)
    declined = [noms.etiquette(m.id) for m in own if m.reponse is Reponse.DECLINE]
    if declined:
        yield _todo(session, textes.decline_encore_appele(noms=declined), None, "", Destination.SUIVI, late=True)


def _todo(
    session: SessionFiles,
    quoi: str,
    jour: date | None,
    quand: str,
    where: Destination = Destination.DISTRIBUER,
    *,
    late: bool,
    cle: str = "",
) -> ToDo:
    in_force = session.in_force()
    if where is Destination.DISTRIBUER and in_force is not None:
        address = f"/planning/{in_force.id}/{where.fin}"
    else:
        where = Destination.SUIVI if where is Destination.DISTRIBUER else where
        address = f"/session/{session.id}/{where.fin}"
    return ToDo(session, quoi, jour, quand, late, where.bouton, address, cle)
