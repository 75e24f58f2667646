"""What to send to whoever helps."""

from starlette.requests import Request
from starlette.responses import HTMLResponse

from tpplanner.web.desk import page
from tpplanner.web.diagnostic import diagnose


def show(_: Request) -> HTMLResponse:
    """The diagnostic, to be copied."""
    return page("diagnostic.html", diagnostic="\n".join(diagnose()))
