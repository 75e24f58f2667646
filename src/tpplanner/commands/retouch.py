"""A planning changed by hand, on the page: judged at once, written when it is kept, planned anew around a passage."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tpplanner.audit import check
from tpplanner.change.anew import moved, replan_session, with_pins
from tpplanner.change.by_hand import Put, Retouch, holding, retouched, which_rooms, who_may
from tpplanner.change.by_hand import places_by_hand as by_hand
from tpplanner.change.diff import changes
from tpplanner.change.events import Changed
from tpplanner.change.statement import Statement, told_events
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import only_its_own, write_excel
from tpplanner.commands.reading import read_planning
from tpplanner.commands.replan import Replanned, with_files
from tpplanner.domain.answers import Change, Changements, Place, Places, Planned, Reading, Report
from tpplanner.domain.plan import Composition, Plan
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.files.names import poster
from tpplanner.files.place import target, try_new_file
from tpplanner.files.writing import Written
from tpplanner.solver import Budget
from tpplanner.texts import plan_b as texts


@dataclass(frozen=True, slots=True)
class Retouched:
    """A planning changed by hand: what is to be said of it, and nothing written."""

    reading: Reading
    change: Changed
    plan: Plan
    report: Report
    changements: Changements


def places_by_hand(lu: Reading, candidat: str, epreuve: str) -> Places | None:
    """Where a passage (ids) of a planning could go as a hand would put it; None where there is no such passage.

    Raises UserError for a planning that the check refuses: nothing can stay where it is around it.
    """
    change = as_it_is(lu)
    only_sound(change)
    return by_hand(change.session, candidat, epreuve)


def as_it_is(lu: Reading) -> Changed:
    """A planning to which nothing happened."""
    return told_events(lu, Statement())


def only_sound(change: Changed) -> None:
    """Refuse a planning that breaks a rule: nothing can stay where it is around what moves; raises UserError."""
    judgement = check(change.session, change.session.reference[0])
    if not judgement.conforme:
        raise UserError(Issue(Severity.ERROR, *texts.non_conforme(len(judgement.violations))))


def who_may_sit(lu: Reading, sitting: Composition, membre: str) -> tuple[str, ...]:
    """The membres (ids) who may take the place of one in a jury of a planning; nobody where it breaks a rule."""
    session = as_it_is(lu).session
    return tuple(who_may(session, session.reference[0], sitting, membre))


def rooms_for(lu: Reading, sitting: Composition) -> tuple[str, ...]:
    """The rooms (ids) in which a jury of a planning could sit; none where it breaks a rule."""
    session = as_it_is(lu).session
    return tuple(which_rooms(session, session.reference[0], sitting))


def retouch(lu: Reading, asked: Retouch) -> Retouched:
    """What a planning becomes once a hand has changed that."""
    change = as_it_is(lu)
    plan = retouched(change.session, change.session.reference[0], asked)
    report = check(change.session, plan)
    changements = changes(change, plan)
    return Retouched(replace(lu, session=change.session), change, plan, report, changements)


def in_place(lu: Reading, place: Place) -> Retouched:
    """What a planning becomes with a passage in a place found for it."""
    change = as_it_is(lu)
    _, report, changements = moved(change, place)
    return Retouched(replace(lu, session=change.session), change, place.plan, report, changements)


def write_retouched(result: Retouched, planning: Path, out: Path, *, malgre_manquements: bool = False) -> Written:
    """Write what a planning became at `out`, where nothing stands; raises CannotWrite, and Bug for what breaks a rule.

    `malgre_manquements`: it is kept even so, and its file says it.
    """
    try_new_file(out)
    wished: dict[str, Any] = {"classeur": planning.name, "change": Change(result.change.saisie, result.changements)}
    outcome = Planned(result.plan, ())
    return write_excel(out, result.reading, outcome, result.report, malgre_manquements=malgre_manquements, **wished)


def replan_around(planning: Path, where: Put, budget: Budget, out: Path, *, follower: Follower = NOBODY) -> Replanned:
    """Plan again with a passage where a hand puts it, disturbing least, and write it at `out`; else say why not."""
    target(out, out, (planning,), poster)
    reading = read_planning(planning)
    only_its_own(out, reading.session)
    follower.warn(reading.avertissements)
    change = as_it_is(reading)
    pin = holding(change.session, change.session.reference[0], where)
    around = replace(change, session=replace(change.session, pins=(*change.session.pins, pin)), souhaits=())
    with follower.search(change.session) as listen:
        outcome, report, changements = replan_session(around, budget, listen)
    if isinstance(outcome, Planned):
        outcome = replace(outcome, plan=with_pins(change.session, outcome.plan))
        report = check(change.session, outcome.plan)
    reading = replace(reading, session=around.session if report is None else change.session)
    answer = Replanned(reading, change, outcome, report, changements)
    if report is None:
        return answer
    return with_files(replace(answer, remarques=report.avertissements), out, None, planning)
