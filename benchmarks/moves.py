"""How long it takes to say everywhere a whole passage may go, and to judge it at another hour.

    python -m benchmarks.moves

Seconds of processor: what else the machine does at the time is not counted. Every fourth candidat is taken, in plans of
the family that need no search.
"""

import sys
from datetime import timedelta
from statistics import median
from time import process_time

from benchmarks.sessions import FAMILY
from tpplanner.audit import check
from tpplanner.change.by_hand import retouched
from tpplanner.change.displacement import Put
from tpplanner.change.events import changed
from tpplanner.change.free_places import free_places
from tpplanner.change.judging import Judge
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

NAMES = ("a-S-loose-1", "a-M-loose-1", "a-XL-loose-1")


def main() -> None:
    """Print a line for each session."""
    for name in NAMES:
        session, plan = FAMILY[name].session(), FAMILY[name].plan()
        if plan is None:
            raise ValueError(name)
        sys.stdout.write(f"{name} ({len(session.candidats)} candidats): {_measured(session, plan)}\n")


def _measured(session: Session, plan: Plan) -> str:
    to_ask = changed(session, plan).session
    firsts = [next(p for p in plan.du_candidat(c.id) if p.suivies) for c in session.candidats[::4]]
    looked, judged, places = [], [], []
    for passage in firsts:
        started = process_time()
        found = free_places(Judge(to_ask, plan), passage.candidat, passage.epreuve)
        looked.append(process_time() - started)
        places.append(len(found.places) if found else 0)
        started = process_time()
        later = Put(passage.candidat, passage.epreuve, passage.debut + timedelta(minutes=20))
        check(to_ask, retouched(to_ask, plan, later))
        judged.append(process_time() - started)
    return (
        f"places {median(looked):.2f} s (most {max(looked):.2f}), "
        f"hours found {median(places):.0f} (most {max(places)}); "
        f"a move judged {median(judged) * 1000:.0f} ms (most {max(judged) * 1000:.0f})"
    )


if __name__ == "__main__":
    main()
