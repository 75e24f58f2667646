"""What a measured process tells of its work, as it happens; seconds since its start."""

from dataclasses import dataclass, field

from tpplanner.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Found:
    """A plan; `read` is how long starting and reading the workbook took."""

    seconds: float
    plan: Plan
    read: float


@dataclass(frozen=True, slots=True)
class Told:
    """How far the search of a level is; the bound may hold among some plans only, those that are being searched."""

    seconds: float
    niveau: str
    valeur: int
    borne: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Bounds are final for all levels but the last."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The end: ``planned``, ``infeasible`` or ``unfinished``, and the bounds by level."""

    seconds: float
    outcome: str
    read: float
    bornes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """A solver that is not there, or an error."""

    seconds: float
    word: str
    read: float
    missing: bool = False


Event = Found | Told | Settled | Ended | Failed
