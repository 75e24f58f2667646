"""By which id a bar of a drawing is sought on the page."""

from datetime import datetime

from tpplanner.web.plannings.timeline.faults import PieceMark
from tpplanner.web.plannings.timeline.rows import CANDIDATS, JURYS, SALLES


def anchor(groupe: str, mark: PieceMark, debut: datetime) -> str:
    """The id of a bar in a group: of whose passage it is the first épreuve, else of which work."""
    return "-".join((groupe[0], *mark[1:])) if mark[0] == "passage" else f"{groupe[0]}-{mark[1]}-{debut:%H%M}"


def anchor_of(mark: PieceMark) -> str:
    """The id of the bar or the row in which a mark is first seen; empty for what none shows."""
    if not mark:
        return ""
    if mark[0] == "passage":
        return "-".join((CANDIDATS[0], mark[1]))
    if mark[0] == "jury":
        return f"{JURYS[0]}-{mark[1]}"
    groupe = JURYS if mark[0] == "travail" else SALLES
    return anchor(groupe, mark, datetime.fromisoformat(mark[2]))
