"""*Candidats*, the third step: who passes, and with what."""

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

from tpplanner.web.entry import Entry
from tpplanner.web.form_tables import table_shown
from tpplanner.web.pasted import list_shown, take

CLE = "candidats"


def values(entry: Entry, request: Request) -> dict[str, Any]:
    """The list that was pasted, and the rows of the candidats."""
    more = int(request.query_params.get("plus") == CLE)
    return {"table": table_shown(CLE, entry.form, entry.referentiel, more), "apercu": list_shown(entry.form, CLE)}


def ask(entry: Entry, faire: str, form: FormData) -> str:
    """Take those who are chosen of the list."""
    if faire == f"prendre-{CLE}":
        return take(entry.form, CLE, form)
    return f"apercu-{CLE}" if faire == f"lire-{CLE}" else ""
