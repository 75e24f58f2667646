"""A session with a planning of two juries, on a served page: what the stories of moved passages begin from."""

from contextlib import contextmanager

from builders import LUNDI, session
from change.test_retouches import DEUX_JURYS
from journees import journee
from served import served
from tpplanner.web.sessions.folders import ident
from web_stories import with_planning


def two_juries(folder):
    """Write the session, and its planning, of which the path is told: C1 then C2 before jury J1, C3 before J2."""
    s = session(nb_membres=4, nb_salles=2)
    return with_planning(folder, s, journee(s, DEUX_JURYS)) / "session-planning-v1.xlsx"


@contextmanager
def a_planning(folder):
    """The page, and the path of version 1."""
    path = two_juries(folder)
    with served(folder) as page:
        yield page, path


def version(path, number):
    """The planning of that version beside one."""
    return path.with_name(f"session-planning-v{number}.xlsx")


def address(path):
    """Where the page shows a planning."""
    return f"/planning/{ident(path)}"


def asked(page, path, **form):
    """A change more, asked for by a form of Retoucher: status, headers, text."""
    return page.post(f"{address(path)}/retouche/faire", form)


def listed(page, path, quoi):
    """A button of the list of what was changed: status, headers, text."""
    return page.post(f"{address(path)}/retouche/liste", {"quoi": quoi})


def moved(heure, jour=f"{LUNDI}", jury="", candidat="C2", epreuve="PP", **more):
    """The form that moves a passage."""
    form = {"candidat": candidat, "epreuve": epreuve, "jour": jour, "heure": heure, "jury": jury, **more}
    return {"quoi": "deplacer", **form}


def seated(jury, membre, nouveau, jour=f"{LUNDI}"):
    """The form that puts somebody in the place of a membre, or a jury elsewhere where there is none."""
    return {"quoi": "membre" if membre else "salle", "jury": jury, "jour": jour, "membre": membre, "nouveau": nouveau}


def choices(path, jury, membre="", jour=f"{LUNDI}"):
    """Where those are listed who may sit in the place of a membre, or rooms where there is none."""
    what = f"membre={membre}" if membre else "salle=1"
    return f"{address(path)}/retouche?jury={jury}&jour={jour}&{what}"
