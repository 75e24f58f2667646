"""What remains around a session, as *Suivi* shows it: échéances line by line, each membre's answer, what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpplanner.domain.answers import Echeance, Echeancier, Etat
from tpplanner.domain.session import Membre, Reponse
from tpplanner.texts import echeances as textes_des_echeances
from tpplanner.texts import suivi as textes
from tpplanner.texts.page import dans
from tpplanner.web.handed.due import PRESSING, TaskState, ToDo, badge_of, tick_of, waiting_since
from tpplanner.web.handed.followup import Followup
from tpplanner.web.handed.mails import address_of
from tpplanner.web.handed.papers import PaperCard, key_of
from tpplanner.web.sessions.judged import Appele, Judged

# Échéances.


@dataclass(frozen=True, slots=True)
class DateLine:
    """An échéance: its day and how far that is, what to do, how it stands, what there is to know of it.

    `cle`: by which it is ticked, empty where it cannot be; `fait`: when it was done, in words.
    """

    jour: str
    quand: str
    quoi: str
    etat: TaskState
    cle: str
    fait: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateLines:
    """The échéances: what is late, then what comes; apart, what is done and what is only to be known of."""

    a_faire: tuple[DateLine, ...]
    autres: tuple[DateLine, ...]
    dates: str
    entete: tuple[str, ...]

    @property
    def pire(self) -> TaskState | None:
        """The worst state of those that are to be done."""
        states = [line.etat for line in self.a_faire]
        return next((state for state in TaskState if state in states), None)


def lines_of(echeancier: Echeancier, day: date) -> DateLines:
    """The échéances as they stand that day."""
    pressing = [e for etat in PRESSING for e in echeancier.en_etat(etat)]
    coming = list(echeancier.en_etat(Etat.A_FAIRE))
    others = [e for e in echeancier.echeances if e not in pressing and e not in coming]
    return DateLines(
        tuple(_line(e, day) for e in (*pressing, *coming)),
        tuple(_line(e, day) for e in others),
        textes_des_echeances.dates(echeancier),
        tuple(textes_des_echeances.entete(echeancier)),
    )


def _line(echeance: Echeance, day: date) -> DateLine:
    limit, done = echeance.au_plus_tard, echeance.etat in (Etat.FAIT, Etat.FAIT_TARD)
    of_rule = (echeance.regle, textes_des_echeances.source(echeance))
    details = (echeance.quoi, *textes_des_echeances.details(echeance), *of_rule)
    return DateLine(
        textes.jour_dit(limit, day) if limit else textes.SANS_JOUR,
        dans((limit - day).days) if limit and not done else "",
        textes.COURTES[echeance.nature],
        badge_of(echeance),
        tick_of(echeance),
        textes.fait_le(echeance.fait) if echeance.fait is not None else "",
        tuple(filter(None, details)),
    )


# Answers.


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A membre who is called: when they sit, how their answer stands, in its words (`mot`), what hangs on them.

    `peut_relancer`: one may ask again; `courriel`: by a message, else by telephone.
    """

    id: str
    nom: str
    etat: TaskState
    mot: str
    sieges: tuple[str, ...]
    tient: tuple[str, ...]
    reponse: str
    le: str
    peut_relancer: bool
    courriel: bool
    telephone: str


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """The answers to a planning: how many confirmed, of how many; who declined and is called still, or no more."""

    titre: str
    lignes: tuple[AnswerLine, ...]
    tient_a: str
    a_remplacer: tuple[str, ...]
    plus_appeles: tuple[str, ...]

    @property
    def pire(self) -> TaskState | None:
        """The worst of them."""
        order = (TaskState.DECLINE, TaskState.SANS_REPONSE, TaskState.A_ENVOYER)
        states = [line.etat for line in self.lignes]
        return next((state for state in order if state in states), None)


def answers_of_planning(judged: Judged, followup: Followup, day: date) -> AnswerLines | None:
    """What those whom a planning calls have answered; None where nobody is asked, or it cannot be read."""
    if judged.checked is None or judged.venue is None or judged.reponses is None:
        return None
    reading = judged.checked.reading
    membres = {m.id: m for m in reading.session.membres}
    lines = []
    for called in judged.venue.appeles:
        membre = membres[called.id]
        since, sent = waiting_since(reading, followup, membre), key_of(PaperCard.JURYS, reading, membre.id)
        state = _state(membre, since, written=sent in followup.envois)
        lines.append(_answer(called, membre, state, since, followup.relances.get(called.nom), day))
    confirmed = sum(line.etat is TaskState.CONFIRME for line in lines)
    return AnswerLines(
        textes.reponses_titre(confirmed, len(lines)),
        tuple(lines),
        judged.venue.tient_a,
        judged.reponses.a_remplacer,
        judged.reponses.plus_appeles,
    )


def _state(membre: Membre, since: date | None, *, written: bool) -> TaskState:
    if membre.reponse is Reponse.CONFIRME:
        return TaskState.CONFIRME
    if membre.reponse is Reponse.DECLINE:
        return TaskState.DECLINE
    return TaskState.SANS_REPONSE if since is not None or written or membre.reponse else TaskState.A_ENVOYER


def _answer(
    called: Appele, membre: Membre, state: TaskState, since: date | None, again: date | None, day: date
) -> AnswerLine:
    days = (day - since).days if state is TaskState.SANS_REPONSE and since is not None else None
    return AnswerLine(
        id=called.id,
        nom=called.nom,
        etat=state,
        mot=state.mot if days is None else textes.sans_reponse_depuis(days, again),
        sieges=called.sieges,
        tient=called.tient,
        reponse=called.reponse,
        le=called.le,
        peut_relancer=state is TaskState.SANS_REPONSE,
        courriel=bool(address_of(membre.contact)),
        telephone=membre.telephone or ("" if address_of(membre.contact) else membre.contact),
    )


# The head of the screen.


@dataclass(frozen=True, slots=True)
class Headline:
    """What is first said: the colour of its state, the sentence."""

    sorte: str
    phrase: str


def headline_of(todos: Sequence[ToDo]) -> Headline:
    """What is late, else what comes next."""
    late = [todo.quoi for todo in todos if todo.retard]
    if late:
        return Headline("faute", textes.en_retard(late))
    if todos:
        return Headline("neutre", textes.prochaine(todos[0].quoi, todos[0].quand))
    return Headline("ok", textes.TOUT_EST_FAIT)
