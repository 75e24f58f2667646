"""A planning changed by hand, on the page: judged at once, written when it is kept, planned anew around a passage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tpplanner.audit import check
from tpplanner.change.anew import replan_session, with_pins
from tpplanner.change.by_hand import Padlock, Retouch, holding, retouched, which_rooms, who_may
from tpplanner.change.diff import changes
from tpplanner.change.displacement import Put
from tpplanner.change.events import Changed
from tpplanner.change.judging import Judge
from tpplanner.change.statement import Statement, told_events
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import only_its_own, write_excel
from tpplanner.commands.reading import read_planning
from tpplanner.commands.replan import Replanned, with_files
from tpplanner.domain.answers import Change, Changements, Planned, Reading, Report, Violation
from tpplanner.domain.plan import Composition, Plan
from tpplanner.domain.session import Pin, Session
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.files.names import poster
from tpplanner.files.place import target, try_new_file
from tpplanner.files.writing import Written
from tpplanner.solver import Budget
from tpplanner.texts import plan_b as texts
from tpplanner.workbook.planning import pins_of


@dataclass(frozen=True, slots=True)
class Retouching:
    """A planning as a hand leaves it; `session` judges its plan, and has that of the file as its reference."""

    reading: Reading
    change: Changed
    session: Session
    plan: Plan

    def then(self, asked: Retouch) -> "Retouching":
        """The planning once a hand has changed that too."""
        plan = retouched(self.session, self.plan, asked)
        session = _pinned(self.session, self.plan, plan) if isinstance(asked, Padlock) else self.session
        return replace(self, session=session, plan=plan)

    def judge(self) -> Judge:
        """Who says what a further change breaks."""
        return Judge(self.session, self.plan)


@dataclass(frozen=True, slots=True)
class Retouched:
    """A planning changed by hand: what is to be said of it, and nothing written."""

    reading: Reading
    change: Changed
    plan: Plan
    report: Report
    changements: Changements


def under_hand(lu: Reading, asked: Sequence[Retouch] = ()) -> Retouching:
    """A planning to which a hand has done all that, one thing after the other."""
    change = as_it_is(lu)
    retouching = Retouching(lu, change, change.session, change.session.reference[0])
    for one in asked:
        retouching = retouching.then(one)
    return retouching


def _pinned(session: Session, before: Plan, after: Plan) -> Session:
    """The session with the pins of the passages whose padlock a hand has changed, as they stand; others hold on."""
    was = {(p.candidat, p.epreuve): p.fige for p in before.passages}
    changed = {(p.candidat, p.epreuve) for p in after.passages if was.get((p.candidat, p.epreuve)) != p.fige}

    def of(pin: Pin) -> bool:
        return (pin.candidat, pin.epreuve) in changed

    stays = (pin for pin in session.pins if not of(pin))
    return replace(session, pins=(*stays, *(pin for pin in pins_of(session, after) if of(pin))))


def as_it_is(lu: Reading) -> Changed:
    """A planning to which nothing happened."""
    return told_events(lu, Statement())


def only_sound(change: Changed) -> None:
    """Refuse a planning that breaks a rule: nothing can stay where it is around what moves; raises UserError."""
    judgement = check(change.session, change.session.reference[0])
    if not judgement.conforme:
        raise UserError(Issue(Severity.ERROR, *texts.non_conforme(len(judgement.violations))))


def who_may_sit(retouching: Retouching, sitting: Composition, membre: str) -> tuple[str, ...]:
    """The membres (ids) who may take the place of one in a jury of a planning; nobody where it breaks a rule."""
    return tuple(who_may(retouching.session, retouching.plan, sitting, membre))


def rooms_for(retouching: Retouching, sitting: Composition) -> tuple[str, ...]:
    """The rooms (ids) in which a jury of a planning could sit; none where it breaks a rule."""
    return tuple(which_rooms(retouching.session, retouching.plan, sitting))


def retouch(lu: Reading, *asked: Retouch) -> Retouched:
    """What a planning becomes once a hand has changed all that, judged as a whole."""
    return outcome_of(under_hand(lu, asked))


def outcome_of(retouching: Retouching) -> Retouched:
    """What a planning becomes as a hand leaves it, judged as a whole."""
    report = check(retouching.session, retouching.plan)
    changements = changes(retouching.change, retouching.plan)
    reading = replace(retouching.reading, session=retouching.session)
    return Retouched(reading, retouching.change, retouching.plan, report, changements)


def new_breaches(retouching: Retouching, asked: Retouch) -> tuple[Violation, ...]:
    """What a planning would break once a hand had changed that, which it does not break as it is."""
    after = retouching.then(asked)
    known = {v.requirement for v in check(retouching.session, retouching.plan).violations}
    return tuple(v for v in check(after.session, after.plan).violations if v.requirement not in known)


def write_retouched(
    result: Retouched, planning: Path, out: Path, *, cause: str = "", malgre_manquements: bool = False
) -> Written:
    """Write what a planning became at `out`, where nothing stands; raises CannotWrite, and Bug for what breaks a rule.

    `cause`: what it was made for, in French. `malgre_manquements`: it is kept even so, and its file says it.
    """
    try_new_file(out)
    change = Change(result.change.saisie, result.changements, cause)
    wished: dict[str, Any] = {"classeur": planning.name, "change": change}
    outcome = Planned(result.plan, ())
    return write_excel(out, result.reading, outcome, result.report, malgre_manquements=malgre_manquements, **wished)


def replan_around(
    planning: Path,
    places: Sequence[Put],
    budget: Budget,
    out: Path,
    *,
    retouches: Sequence[Retouch] = (),
    follower: Follower = NOBODY,
) -> Replanned:
    """Plan again with passages where a hand puts them, disturbing least, and write it at `out`; else say why not.

    `retouches`: what the hand had changed before; the plan is near the one that comes of it.
    """
    target(out, out, (planning,), poster)
    reading = read_planning(planning)
    only_its_own(out, reading.session)
    follower.warn(reading.avertissements)
    retouching = under_hand(reading, retouches)
    session = replace(retouching.session, reference=(retouching.plan,))
    pins = (*session.pins, *(holding(session, retouching.plan, where) for where in places))
    around = replace(retouching.change, session=replace(session, pins=pins), souhaits=())
    with follower.search(session) as listen:
        outcome, report, changements = replan_session(around, budget, listen)
    if isinstance(outcome, Planned):
        outcome = replace(outcome, plan=with_pins(session, outcome.plan))
        report = check(session, outcome.plan)
    reading = replace(reading, session=around.session if report is None else session)
    answer = Replanned(reading, retouching.change, outcome, report, changements)
    if report is None:
        return answer
    return with_files(replace(answer, remarques=report.avertissements), out, None, planning)
