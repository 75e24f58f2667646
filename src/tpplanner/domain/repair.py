"""What a centre could change so that a session can be planned."""

from dataclasses import dataclass
from enum import StrEnum


class Remedy(StrEnum):
    """Kinds of change; what `subject` and `amount` of an `Amendment` are."""

    MEMBRES = "membres"
    """membres habilités more: the day (ISO) and its moment; how many"""
    JOURS = "jours"
    """days more: nothing; how many"""
    SALLE = "salle"
    """rooms more: their kind; how many"""
    LATER = "later"
    """a later end: the day (ISO), or nothing for every day; minutes"""
    EARLIER = "earlier"
    """an earlier beginning: the same"""
    MIDDAY = "midday"
    """a wider lunch window: the same, on either side"""
    THERE_FROM = "there from"
    """somebody or a room there before an absence ends: id, beginning of the absence (ISO); minute of the day"""
    THERE_UNTIL = "there until"
    """there after it begins: the same"""
    THERE = "there"
    """there all along an absence: id, beginning of the absence (ISO)"""
    UNPINNED = "unpinned"
    """a passage let go: candidat, épreuve"""
    REGLAGE = "reglage"
    """a shorter réglage: its name; its new value"""
    AGREED = "agreed"
    """somebody convened agrees to come earlier, and on the other days if `amount` is 1: id"""
    ROLE = "role"
    """people more with a role: the role; how many"""
    COMPOSED = "composed"
    """juries composed anew, not those of the centre: nothing"""


class Moment(StrEnum):
    """A part of a day."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change, and how much it asks of a centre (`cost`: a rank, no unit)."""

    change: Remedy
    subject: tuple[str, ...] = ()
    amount: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that make a session possible together: a plan of the changed session was found, and checked."""

    amendments: tuple[Amendment, ...]

    @property
    def cost(self) -> int:
        """How much it asks of a centre, all in all."""
        return sum(a.cost for a in self.amendments)


@dataclass(frozen=True, slots=True)
class Repairs:
    """The smallest repairs that were found, and how many other trials were not settled in the time."""

    found: tuple[Repair, ...] = ()
    unsettled: int = 0
