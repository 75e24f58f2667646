"""What stands around every page: the pages at hand, the session that is looked at with its tabs, a strip of news."""

from dataclasses import dataclass

from tpplanner.texts import aide
from tpplanner.texts import page as textes
from tpplanner.web.sessions.folders import SessionFiles

NamedAddress = tuple[str, str]
"""A name and an address."""


@dataclass(frozen=True, slots=True)
class Cadre:
    """What `_base.html` draws around a page; `onglet` is the tab that is shown, `page` the address that is.

    `large`: the page takes the whole window. `bandeau`: one sentence under the frame, empty for none; `voir`: where it
    leads.
    """

    session: SessionFiles | None = None
    onglet: str = ""
    onglets: tuple[NamedAddress, ...] = ()
    page: str = ""
    large: bool = False
    bandeau: str = ""
    voir: NamedAddress | None = None

    @property
    def pages(self) -> tuple[NamedAddress, ...]:
        """Those that are at hand everywhere."""
        return textes.PAGES

    @property
    def help(self) -> str:
        """What the screen is for, in a few sentences."""
        return aide.AIDES.get(self.onglet or self.page, aide.AIDE)


def frame_of(
    session: SessionFiles, onglet: str, planning: str = "", *, large: bool = False, bandeau: str = ""
) -> Cadre:
    """The frame of a page of a session; `planning`: the one that is shown (its id), else the one in force."""
    in_force = session.in_force()
    shown = planning or (in_force.id if in_force is not None else "")
    own = (
        (textes.PLANNING, f"/planning/{shown}"),
        (textes.DISTRIBUER, f"/planning/{shown}/documents"),
        (textes.JOUR_J, f"/planning/{shown}/imprevu"),
    )
    always = ((textes.SUIVI, f"/session/{session.id}/suivi"), (textes.SAISIE, f"/session/{session.id}/saisie"))
    return Cadre(session, onglet, (*own, *always) if shown else always[1:], large=large, bandeau=bandeau)
