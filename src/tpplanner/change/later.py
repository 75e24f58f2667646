"""A plan in which something ends later: what is over stays, what is under way keeps its beginning, the rest moves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tpplanner.domain.plan import Passage, Plan, Presence, Travail


@dataclass(frozen=True, slots=True)
class Delay:
    """From a moment on, something is so much later; what ends by `now` is over, and no delay moves it."""

    moment: datetime
    by: timedelta
    now: datetime

    def concerns(self, thing: Passage | Travail | Presence) -> bool:
        """Whether it is not over."""
        return thing.fin > max(self.now, self.moment)

    def of_passage(self, passage: Passage) -> Passage:
        """The passage: the part under way lasts longer, those to come begin later."""
        if passage.debut >= self.moment:
            return passage.deplace(lambda hour: hour + self.by)
        parties = [p for p in passage.parties if p.debut < self.moment]
        later = [replace(p, debut=p.debut + self.by, fin=p.fin + self.by) for p in passage.parties[len(parties) :]]
        parties[-1] = replace(parties[-1], fin=parties[-1].fin + self.by)
        return replace(passage, parties=(*parties, *later))

    def of_work(self, travail: Travail) -> Travail:
        """A jury's work: what has begun lasts as long as it does."""
        begun = travail.debut < self.moment
        return travail if begun else replace(travail, debut=travail.debut + self.by, fin=travail.fin + self.by)

    def of_presence(self, presence: Presence) -> Presence:
        """Who is there stays longer; who is to come, comes later."""
        debut = presence.debut if presence.debut < self.moment else presence.debut + self.by
        return replace(presence, debut=debut, fin=presence.fin + self.by)


def delayed(
    plan: Plan, delay: Delay, passages: Callable[[Passage], bool], works: Callable[[Travail], bool]
) -> tuple[Plan, tuple[Passage, ...]]:
    """The plan in which these passages and works that are not over are later; and those passages."""
    later = {p: delay.of_passage(p) for p in plan.passages if passages(p) and delay.concerns(p)}
    keys = {(p.candidat, p.epreuve) for p in later}
    delayed_plan = replace(
        plan,
        passages=tuple(later.get(p, p) for p in plan.passages),
        travaux=tuple(delay.of_work(t) if works(t) and delay.concerns(t) else t for t in plan.travaux),
        presences=tuple(
            delay.of_presence(p) if (p.candidat, p.epreuve) in keys and delay.concerns(p) else p for p in plan.presences
        ),
    )
    return delayed_plan, tuple(later.values())
