"""Counts of places, each made once by a child: what rules see of a session tells one from another, its names do not."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from tpplanner.domain.facts import without_names
from tpplanner.domain.session import Session
from tpplanner.tuning import PLACES_SECONDS
from tpplanner.web.searches.jobs import Job, Jobs

REMEMBERED = 50
"""How many counts are remembered."""


@dataclass(slots=True)
class PlaceCounts:
    """The counts that were asked for, by the session without names."""

    _jobs: OrderedDict[Session, str] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, jobs: Jobs, id_: str, session: Session) -> Job:
        """The count of a session that is typed at `id_`, begun if it is new; it ends the one before it there."""
        bare = without_names(session)
        with self._lock:
            known = jobs.get(self._jobs.get(bare, ""))
            if known is not None and not known.stopping:
                self._jobs.move_to_end(bare)
                return known
            task = {"travail": "compter", "session": bare, "secondes": PLACES_SECONDS}
            job = jobs.start(f"places {id_}", task, aside=True)
            self._jobs[bare] = job.id
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
            return job
