"""What a page asks because a workbook may mean two things: the answer of a button, noted in files."""

from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.commands.notes import note_reply
from tpplanner.domain.questions import Question
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import OUI_NON
from tpplanner.texts.questions import QUESTION_INCONNUE
from tpplanner.web.desk import Desk, desk_of, planning_of, posted, session_of
from tpplanner.web.pages import planning, session
from tpplanner.web.sessions.judged import Posee, judge, look


@posted
def of_session(request: Request, form: FormData) -> Response:
    """Note an answer in the workbook of a session."""
    files, desk = session_of(request), desk_of(request)
    question = _meant(desk.readings.of(files.workbook, look).questions, form)
    issues = _noted(desk, files.workbook, question, form)
    return session.of_excel(request, files, issues) if issues else RedirectResponse(f"/session/{files.id}", 303)


@posted
def of_planning(request: Request, form: FormData) -> Response:
    """Note an answer in a planning, and in the workbook of its session where that asks it too."""
    (files, path), desk = planning_of(request), desk_of(request)
    issues = _noted(desk, path, _meant(desk.readings.of(path, judge).questions, form), form)
    if path != files.workbook and files.workbook.is_file():
        still = _meant(desk.readings.of(files.workbook, look).questions, form)
        issues += _noted(desk, files.workbook, still, form) if still else ()
    return planning.show(request, issues) if issues else RedirectResponse(f"/planning/{request.path_params['id']}", 303)


def _meant(there: list[Posee], form: FormData) -> Question | None:
    """Which of the open questions a button answers."""
    key = tuple(str(form.get(name, "")) for name in ("sujet", "ecrit", "autre"))
    return next((q for p in there if ((q := p.question).sujet.value, q.ecrit, q.autre) == key), None)


def _noted(desk: Desk, path: Path, question: Question | None, form: FormData) -> tuple[Issue, ...]:
    """Note the answer in a file; why it is not. Where nobody knows, the question stays open."""
    mot = str(form.get("reponse", ""))
    if mot not in OUI_NON:
        return ()
    if question is None:
        return (Issue(Severity.ERROR, QUESTION_INCONNUE),)
    try:
        with desk.noting:
            note_reply(path, question, mot == OUI_NON[0])
    except UserError as refusal:
        return refusal.issues
    return ()
