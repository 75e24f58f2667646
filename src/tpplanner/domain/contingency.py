"""What happens to a planning if one person or one room fails it for half a day: each case, its verdict, a reserve."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tpplanner.domain.changements import Changements
from tpplanner.domain.outcome import Outcome, Planned, Shortage, Unfinished
from tpplanner.domain.repair import Amendment, Moment
from tpplanner.domain.session import NOON, Plage, Role, Session


@dataclass(frozen=True, slots=True)
class Resource:
    """A person or a room of a session that may fail; `roles` is empty for a room."""

    id: str
    roles: tuple[str, ...] = ()

    @property
    def room(self) -> bool:
        """Whether it is a room."""
        return not self.roles


MEMBRE = "membre"
"""Of a resource's roles, that of a membre de jury; the others are those of `Role`."""


def resources(session: Session) -> tuple[Resource, ...]:
    """Everybody and every room that a plan may need: membres, then other people, then rooms.

    Somebody with several roles is one resource; who is only a formateur is none.
    """
    roles: dict[str, list[str]] = {m.id: [MEMBRE] for m in session.membres}
    for personne in session.personnes:
        needed = [role.value for role in personne.roles if role is not Role.FORMATEUR]
        if needed:
            roles.setdefault(personne.id, []).extend(needed)
    people = (Resource(id_, tuple(named)) for id_, named in roles.items())
    return (*people, *(Resource(s.id) for s in session.salles))


@dataclass(frozen=True, slots=True)
class Failure:
    """A resource that is not there during a part of a day."""

    resource: Resource
    jour: date
    moment: Moment

    @property
    def plage(self) -> Plage:
        """From when to when."""
        midnight = datetime.combine(self.jour, time())
        noon, next_day = datetime.combine(self.jour, NOON), midnight + timedelta(days=1)
        first = noon if self.moment is Moment.AFTERNOON else midnight
        return Plage(first, noon if self.moment is Moment.MORNING else next_day)


class Verdict(StrEnum):
    """What becomes of the planning."""

    UNTOUCHED = "untouched"
    """the plan keeps every rule as it is"""
    LEAST = "least"
    """another plan keeps every rule, and none disturbs less"""
    SURVIVES = "survives"
    """another plan keeps every rule"""
    IMPOSSIBLE = "impossible"
    """no plan exists, proven"""
    OPEN = "open"
    """neither a plan nor a proof in the time"""


PLANNED = (Verdict.UNTOUCHED, Verdict.LEAST, Verdict.SURVIVES)
"""The verdicts that come with a plan."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on a failure, with the plan that survives it, if any, and what to tell whom.

    `manques` and `refus` (French) say why there is no plan, where it is known. `presents`: how many people the plan
    that there was has on that day.
    """

    failure: Failure
    verdict: Verdict
    outcome: Outcome = Unfinished()
    changements: Changements = Changements()
    manques: tuple[Shortage, ...] = ()
    refus: tuple[str, ...] = ()
    presents: int = 0

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The new plan, where there is one."""
        return (self.outcome,) if isinstance(self.outcome, Planned) and self.verdict is not Verdict.UNTOUCHED else ()

    @property
    def disturbed(self) -> int:
        """How many people there is something to tell."""
        return len(self.changements.messages)

    @property
    def others(self) -> int:
        """How many of them are not the one who is away."""
        return sum(m.personne != self.failure.resource.id for m in self.changements.messages)


@dataclass(frozen=True, slots=True)
class Reserve:
    """Something held in reserve, the failures that it makes survivable, and the absences that disturb fewer with it.

    `untried` failures were left out for want of time, so that it may make more of them survivable.
    """

    amendments: tuple[Amendment, ...]
    saves: tuple[Failure, ...] = ()
    eases: tuple[Answer, ...] = ()
    untried: int = 0


@dataclass(frozen=True, slots=True)
class Contingencies:
    """The verdict on every failure, in the order of the workbook, and reserves, the most useful first.

    `heavy`: the absences that are survived, and disturb more of those present than the réglage allows.
    """

    answers: tuple[Answer, ...]
    reserves: tuple[Reserve, ...] = ()
    interrupted: bool = False
    heavy: tuple[Answer, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Answer, ...]:
        """The answers with that verdict."""
        return tuple(a for a in self.answers if a.verdict is verdict)

    @property
    def unsurvived(self) -> tuple[Answer, ...]:
        """The failures without a plan."""
        return tuple(a for a in self.answers if a.verdict not in PLANNED)
