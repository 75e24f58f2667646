"""A planning as it was read, judged as of now: where each breach is, and which edits made it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from tpplanner.audit import check
from tpplanner.domain.answers import Reading, Report, Violation
from tpplanner.domain.held import told_since
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.tuning import ROWS_JUDGED
from tpplanner.workbook.planning import pins_of


def as_of_now(reading: Reading) -> Session:
    """The session as of now, all that has begun being history."""
    return _as_of_now(reading, reading.edite[0])


def _as_of_now(reading: Reading, plan: Plan) -> Session:
    """The session as of now, what this plan says of all that has begun being history.

    Now is when something was last told or taken back, or when the last thing began that *Statut* says begun.
    """
    since = told_since(reading.saisie)
    moments = [*(e.debut + timedelta(minutes=1) for e in reading.commence), *([since] if since else [])]
    if not moments:
        return reading.session
    return replace(reading.session, maintenant=max(moments), reference=(plan,))


@dataclass(frozen=True, slots=True)
class Where:
    """Where a breach is: the rows of *Planning* whose edit made it, others that it concerns, cells of its subject."""

    editees: tuple[int, ...]
    lignes: tuple[int, ...]
    cellules: tuple[str, ...]


def where_broken(reading: Reading, report: Report) -> list[Where]:
    """Where each breach of the planning that was read is, in the order of the report (`as_of_now`).

    An edit made a breach that is not there without it, what has begun being as it is without it too.
    """
    violations = report.violations
    by_row = _made_by_edits(reading, violations) if violations else {}
    places = []
    for violation in violations:
        editees = [row for row, made_there in by_row.items() if violation in made_there]
        lignes = {row for element in violation.elements for row in reading.lignes.get(element, ())}
        cells = []
        for id_ in violation.sujet:
            named = (cell for key, cell in reading.cells.items() if len(key) > 1 and key[1] == id_)
            cells += [cell for cell in [next(named, None)] if cell is not None]
        places.append(
            Where(tuple(sorted(editees)), tuple(sorted(lignes.difference(editees))), tuple(dict.fromkeys(cells)))
        )
    return places


def _made_by_edits(reading: Reading, violations: Collection[Violation]) -> dict[int, set[Violation]]:
    """The breaches that each edit made, by its row: without it there is none like it."""
    kinds = Counter((v.requirement, v.cas) for v in violations)
    by_row: dict[int, set[Violation]] = {}
    for row in islice(reading.sans_edition, max(1, ROWS_JUDGED // max(1, len(reading.lignes)))):
        plan = reading.sans_edition[row]
        session = _as_of_now(reading, plan)
        remaining = check(replace(session, pins=tuple(pins_of(session, plan))), plan).violations
        still = Counter((v.requirement, v.cas) for v in remaining)
        same = set(remaining)
        by_row[row] = {
            v for v in violations if v not in same and still[v.requirement, v.cas] < kinds[v.requirement, v.cas]
        }
    return by_row
