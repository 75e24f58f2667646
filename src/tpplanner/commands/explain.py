"""``tpplanner explain``: why a workbook has no planning, and what would make one possible."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.change.anew import with_pins
from tpplanner.change.bookings import beside, read_others
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.reading import as_convened, planned_before, read_referentiel
from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.attempt import explain_session, repair_session
from tpplanner.diagnosis.repairs import repair_told, repaired
from tpplanner.domain.answers import Infeasible, Outcome, Planned, Reading, Repair, Repairs, Unfinished
from tpplanner.domain.duties import declined_away
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, Misused
from tpplanner.export.excel import write_planning
from tpplanner.files.place import try_new_file
from tpplanner.planner import any_plan
from tpplanner.solver import Budget
from tpplanner.texts import commande
from tpplanner.tuning import WHY_SHARE
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a workbook has no plan, or the first found, in the session of `reading`, beside the other plannings.

    `repairs` looks, once it is called, for what would make one possible, or what would keep to the step. Where a change
    was asked for by its code, it is `applied`, `outcome` is what came of it, and `path` the copy, if there is a plan.
    """

    reading: Reading
    outcome: Outcome
    path: Path
    repairs: Callable[[], Repairs]
    applied: Repair | None = None


def explain_workbook(
    classeur: Path,
    budget: Budget,
    out: Path | None = None,
    *,
    code: str | None = None,
    referentiel: Path | None = None,
    avec: Collection[Path] = (),
    avant: Path | None = None,
    follower: Follower = NOBODY,
) -> Explained:
    """Say why a workbook has no plan; or write a copy, at `out`, with the change of that code, proven anew.

    `avant`: the planning that there was (that which `solve` would replace), whose answers stay where none is typed, and
    whose hours bind once convocations are sent.

    Raises CannotWrite where that file is there already, and Misused for the code of no change.
    """
    path = out or classeur.with_name(f"{classeur.stem}-changee.xlsx")
    if code is not None:
        try_new_file(path)
    before = planned_before(avant or classeur.with_name("planning.xlsx"))
    reading = read_session(classeur, read_referentiel(referentiel), avant=before.saisie if before else None)
    session, of_others = beside(declined_away(reading.session), read_others(avec, classeur, reading))
    session, of_hours = as_convened(session, reading, before)
    reading, repair = replace(reading, session=session, base=(reading.saisie,)), None
    follower.warn((*reading.avertissements, *of_others, *of_hours))
    with follower.search(session):
        if code is None:
            outcome, _ = explain_session(session, replace(budget, seconds=WHY_SHARE * budget.seconds))
        else:
            repair = repair_told(session, code)
            if repair is None:
                raise Misused(commande.changement_inconnu(code))
            outcome = write_repaired(path, session, repair, budget, reading.saisie)

    def repairs() -> Repairs:
        if isinstance(outcome, Unfinished):
            raise Bug("nothing is known of what would make a plan possible")
        with follower.search(session):
            return repair_session(session, outcome, replace(budget, seconds=(1 - WHY_SHARE) * budget.seconds))

    return Explained(reading, outcome, path, repairs, repair)


def write_repaired(
    path: str | Path, session: Session, repair: Repair, budget: Budget, saisie: Session | None = None
) -> Outcome:
    """Write a workbook to fill for a session once repaired, and answer its first plan: without one, nothing is written.

    `saisie` is the session as it is typed, which is written, where that is another. Passages that are pinned stand in a
    planning: where some are left, the workbook holds that plan. Raises CannotWrite, also where the file exists.
    """
    changed = repaired(session, repair)
    outcome, report = (Infeasible(missing), None) if (missing := shortages(changed)) else any_plan(changed, budget)
    if not isinstance(outcome, Planned) or report is None:
        return outcome
    typed = repaired(saisie or session, repair)
    if changed.pins:
        lu = Reading(changed, base=(typed,))
        write_planning(Path(path), lu, with_pins(changed, outcome.plan), report)
    else:
        write_session(path, typed)
    return outcome
