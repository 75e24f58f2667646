"""Why a session has no plan, in sentences, each with the cells of the workbook that it comes from."""

from dataclasses import dataclass, replace

from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.requirements import cells_of, cells_of_shortage
from tpplanner.domain.answers import Infeasible, Planned, Reading
from tpplanner.domain.duties import without_presumed
from tpplanner.domain.questions import Sujet, open_questions
from tpplanner.domain.session import Session
from tpplanner.planner import any_plan
from tpplanner.solver import Budget
from tpplanner.texts import commande
from tpplanner.texts import questions as textes_questions
from tpplanner.texts.fautes import exigences, manque
from tpplanner.tuning import LONG


@dataclass(frozen=True, slots=True)
class Why:
    """Why a session has no plan: sentences, each with the cells of the workbook that it comes from.

    `counted`: counting alone shows it; else `certitude` says whether all of it is needed. Without points, the cause is
    not known. `dabord`: the open questions that it hangs on, to be answered first.
    """

    points: tuple[tuple[str, tuple[str, ...]], ...]
    counted: bool = False
    introduction: str = ""
    certitude: str = ""
    dabord: tuple[str, ...] = ()


def why_not(reading: Reading, outcome: Infeasible) -> Why:
    """What counting lacks, or what cannot hold together; first what hangs on questions that nobody has answered."""
    return replace(_why_not(reading, outcome), dabord=_to_answer_first(reading.session, outcome))


def _to_answer_first(session: Session, outcome: Infeasible) -> tuple[str, ...]:
    """The open questions that hold people for linked, if there may be a plan where all are answered no."""
    free = without_presumed(session)
    if free == session or shortages(free):
        return ()
    if not outcome.manques and not isinstance(any_plan(free, Budget(LONG))[0], Planned):
        return ()
    unanswered = (q for q in open_questions(session.questions) if q.sujet in (Sujet.PERSONNE, Sujet.ENSEIGNE))
    return (textes_questions.DABORD, *(textes_questions.demande(q) for q in unanswered))


def _why_not(reading: Reading, outcome: Infeasible) -> Why:
    session, cause = reading.session, outcome.cause
    if outcome.manques:
        lacking = ((manque(session, m), tuple(cells_of_shortage(reading, m))) for m in outcome.manques)
        return Why(tuple(lacking), counted=True, introduction=commande.MANQUES)
    if cause is None:
        return Why(())
    points = ((p.texte, tuple(cells_of(reading, *p.exigences))) for p in exigences(session, cause.exigences))
    needed = commande.MINIMAL_PAR_REGLE if cause.regles_minimales else commande.PEUT_ETRE_TROP
    certitude = commande.MINIMAL if cause.minimale else needed
    introduction = commande.conflits(len(session.membres), len(session.jours))
    return Why(tuple(points), introduction=introduction, certitude=certitude)
