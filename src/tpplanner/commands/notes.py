"""What people answer, what happened, which planning they hold to: noted in a workbook, which stays what it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tpplanner.change.since import events_retold
from tpplanner.domain.imprevus import (
    Accord,
    CandidatEnRetard,
    Decalage,
    EcritInterrompu,
    Evenement,
    Imprevu,
    JuryInterrompu,
    TravauxSeuls,
)
from tpplanner.domain.questions import Question
from tpplanner.domain.session import Reponse, Session
from tpplanner.files.writing import put_keeping_age
from tpplanner.workbook.done import with_day
from tpplanner.workbook.imprevus_noted import with_imprevus
from tpplanner.workbook.marks import in_force
from tpplanner.workbook.patch import with_answer
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.replies import with_reply

MakesOfFile = Callable[..., Any]
"""Calls a function with a file and more, perhaps in another process, and gives what comes of it."""


def _here(make: Callable[..., Any], path: Path, *args: Any) -> Any:
    return make(path, *args)


def note_answer(planning: Path, membre: str, reponse: Reponse | None, le: date | None) -> None:
    """Note what a membre (id) answered, on which day, in the workbook of a planning; None: they are not asked.

    Raises UserError and CannotWrite: the file then stays as it was.
    """
    before = planning.read_bytes()
    put_keeping_age(planning, before, with_answer(planning, membre, reponse, le))


def note_reply(path: Path, question: Question, reponse: bool) -> None:
    """Note the answer to a question in a workbook, of a session or of its planning.

    Raises UserError, with the row to type, and CannotWrite: the file then stays as it was.
    """
    before = path.read_bytes()
    put_keeping_age(path, before, with_reply(path, question, reponse))


def note_done(path: Path, champ: str, jour: date | None, by: MakesOfFile = _here) -> None:
    """Note in a workbook, of a session or of its planning, the day on which something was done; None: it is not.

    `champ` is a field of the form *Session* (`domain.session.Suivi`, ``convocations_envoyees``). The file is read, and
    what it becomes is made, `by` whoever is asked. Raises UserError and CannotWrite: the file then stays as it was.
    """
    before = path.read_bytes()
    put_keeping_age(path, before, by(with_day, path, champ, jour))


def note_in_force(planning: Path, moment: datetime) -> None:
    """Mark a planning as the one that people hold to from a moment on: of its versions, the one marked last is.

    Raises UserError and CannotWrite: the file then stays as it was.
    """
    before = planning.read_bytes()
    put_keeping_age(planning, before, in_force(planning, moment))


# What happened, in the workbook of a session: every later calculation holds to it.


def note_events(classeur: Path, avant: Session, apres: Session, moment: datetime) -> None:
    """Write in a session's workbook what a planning's session, as typed, has on record that it had not before.

    It is told at that moment, unless it says when. Raises UserError where the workbook cannot be changed without a
    loss, and CannotWrite: it then stays as it was.
    """
    minute = _to_the_minute(moment)
    fresh = tuple(
        replace(i, dit_le=i.dit_le or minute) for i in apres.imprevus if i not in avant.imprevus and i.repris_le is None
    )

    def more(session: Session) -> tuple[Imprevu, ...]:
        standing = {i.evenement for i in session.imprevus if i.repris_le is None}
        retold = events_retold(fresh, apres, session)
        return (*session.imprevus, *(i for i in retold if i.evenement not in standing))

    _note_imprevus(classeur, more)


def events_unknown_to(planning: Session, classeur: Path) -> tuple[Imprevu, ...]:
    """What a session's workbook has on record, and holds, that a planning of it has not: in the planning's ids.

    What shifts a plan once is not told again.
    """
    session = read_session(classeur, dates_only=True).saisie
    on_record = {i.evenement for i in planning.imprevus}
    standing = [i for i in session.imprevus if i.repris_le is None and not isinstance(i.evenement, ONCE)]
    return tuple(i for i in events_retold(standing, session, planning) if i.evenement not in on_record)


ONCE = (CandidatEnRetard, Decalage, EcritInterrompu, JuryInterrompu, TravauxSeuls)
"""What the plan that came of it holds."""


def note_taken_back(classeur: Path, evenement: Evenement, moment: datetime) -> None:
    """Write in a session's workbook that an event is taken back from a moment on; raises as `note_events` does."""
    minute = _to_the_minute(moment)

    def back(session: Session) -> tuple[Imprevu, ...]:
        standing = {i for i in session.imprevus if i.evenement == evenement and i.repris_le is None}
        return tuple(replace(i, repris_le=minute) if i in standing else i for i in session.imprevus)

    _note_imprevus(classeur, back)


def note_agreement(planning: Path, personne: str) -> None:
    """Write in a planning that somebody (id) agrees to what it counts on; raises as `note_events` does."""

    def given(session: Session) -> tuple[Imprevu, ...]:
        return tuple(replace(i, evenement=_given(i.evenement, personne)) for i in session.imprevus)

    _note_imprevus(planning, given)


def _given(evenement: Evenement, personne: str) -> Evenement:
    if isinstance(evenement, Accord) and evenement.personne == personne:
        return replace(evenement, a_demander=False)
    return evenement


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _note_imprevus(classeur: Path, imprevus: Callable[[Session], tuple[Imprevu, ...]]) -> None:
    before, reading = classeur.read_bytes(), read_session(classeur, dates_only=True)
    wanted = imprevus(reading.saisie)
    if wanted != reading.saisie.imprevus:
        put_keeping_age(classeur, before, with_imprevus(classeur, reading, wanted))
