"""Any planning judged: dropped on the page, checked, shown with its breaches, and not kept."""

import tempfile
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse

from tpplanner.errors import Issue, Severity
from tpplanner.export.pictures import PATTERNS
from tpplanner.texts import page as textes
from tpplanner.web.desk import page
from tpplanner.web.issues import told
from tpplanner.web.judged import Judged, judge


def show(_: Request) -> HTMLResponse:
    """Where a planning is dropped."""
    return page("controle.html", j=None, nom="", motifs=PATTERNS, problemes=[])


async def check(request: Request) -> HTMLResponse:
    """Judge what was dropped; its name is told as the browser tells it, and used for nothing else."""
    async with request.form(max_files=1, max_fields=4) as form:
        sent = form.get("planning")
        if not isinstance(sent, UploadFile) or not sent.size:
            missing = told([Issue(Severity.ERROR, textes.RIEN_DEPOSE)])
            return page("controle.html", 400, j=None, nom="", motifs=PATTERNS, problemes=missing)
        content, nom = await sent.read(), sent.filename or ""
    judged = await run_in_threadpool(_judged, content)
    return page("controle.html", j=judged, nom=nom, motifs=PATTERNS, problemes=list(judged.refus))


def _judged(content: bytes) -> Judged:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "planning.xlsx"
        path.write_bytes(content)
        return judge(path)
