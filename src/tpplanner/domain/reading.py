"""What reading a workbook gives."""

from dataclasses import dataclass, field

from tpplanner.domain.outcome import Element
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import Issue


@dataclass(frozen=True, slots=True)
class Edition:
    """What a hand changed in a planning, and what followed: French sentences with their place."""

    message: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A session as read, the plan that the workbook holds if any, and where everything stands.

    `ecrit` is the plan as tpplanner wrote it, `edite` the plan as it stands now; `editions` tells the difference.
    `cells` finds the cell of a subject: ``("candidats", "C3", "majoration_oral")`` → ``Candidats!L6``. `lignes` finds
    the rows (numbers in *Planning*) of a piece of the edited plan; `commence` are those that *Statut* says begun.
    """

    session: Session
    avertissements: tuple[Issue, ...] = ()
    ecrit: tuple[Plan, ...] = ()
    edite: tuple[Plan, ...] = ()
    editions: tuple[Edition, ...] = ()
    cells: dict[tuple[str, ...], str] = field(default_factory=dict)
    lignes: dict[Element, tuple[int, ...]] = field(default_factory=dict)
    commence: tuple[Element, ...] = ()
