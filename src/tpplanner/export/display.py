"""A plan in a notebook: the pictures of its days, where a cell ends with ``tpplanner.show(session, plan)``."""

from dataclasses import dataclass
from datetime import date

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.export.agenda import Agenda
from tpplanner.export.svg.days import internal_pictures, jury_pictures
from tpplanner.export.svg.drawing import Picture, drawn, svg
from tpplanner.export.svg.palette import PATTERNS, literal, styles


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Pictures that a notebook displays, in light colours; `str` of it is what a page would hold."""

    pictures: tuple[Picture, ...]

    def __repr__(self) -> str:
        return f"<{', '.join(picture.titre for picture in self.pictures)}>"

    def _repr_html_(self) -> str:
        return str(self)

    def __str__(self) -> str:
        head = f"<style>{styles(literal)}</style>{PATTERNS}"
        parts = (
            f"<figure>{svg(drawn(picture, alone=True), f'tp{rank}', head=head)}</figure>"
            for rank, picture in enumerate(self.pictures)
        )
        return "".join(parts)


def show(session: Session, plan: Plan, jour: date | None = None, *, candidats: bool = False) -> Shown:
    """The days of a plan as pictures, or that day alone: juries and rooms, then each candidat if wanted.

    Names and real hours: for those who make the planning, not for a wall.
    """
    agenda = Agenda(session, plan)
    jours = agenda.jours if jour is None else (jour,)
    pictures = internal_pictures if candidats else jury_pictures
    return Shown(tuple(picture for date_ in jours for picture in pictures(agenda, date_)))
