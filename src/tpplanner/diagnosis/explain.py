"""Why a session has no plan, or an event no answer; and the most candidats that can be placed."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from time import monotonic

from tpplanner.audit import check
from tpplanner.diagnosis.capacity import missing_places, shortages
from tpplanner.diagnosis.repairs import LATEST, repairs
from tpplanner.diagnosis.requirements import (
    keeping,
    requirements,
    with_epreuves,
    with_jour,
    with_reglages,
    without_candidats,
)
from tpplanner.diagnosis.shrinking import Bundle, Refute, Shrinking
from tpplanner.domain.answers import (
    Cause,
    Element,
    Infeasible,
    Outcome,
    Planned,
    Repair,
    Repairs,
    Requirement,
    Shortage,
    Unfinished,
)
from tpplanner.domain.duties import exclusions, leaving_out, taking_back
from tpplanner.domain.facts import as_rules_see
from tpplanner.domain.plan import Composition, Passage, Plan, Travail
from tpplanner.domain.session import Candidat, Session
from tpplanner.planner import at_any_minute, judged, to_the_minute
from tpplanner.rules import DOUBTED, DOUBTED_HOURS, DOUBTED_LAST
from tpplanner.solver import Budget, Clock, first_plan, has_a_plan, places_before_juries, soonest_end
from tpplanner.tuning import (
    BRIEF,
    BRIEF_SECONDS,
    CAUSE_SECONDS,
    CONFIRM_SHARE,
    ENDING,
    LAST_SHARE,
    LEFT_OUT_SHARE,
    PATIENT,
    PATIENT_SECONDS,
    PLACES_SECONDS,
    PLACES_SHARE,
    REPAIR_SECONDS,
    SETTLING,
)

# A set of requirements that cannot hold together, as small as the time lets it be made.

Settle = Callable[[Session], Outcome]
"""Whether a session has a plan, in a time that is the caller's business."""


def _refuting(session: Session, settle: Settle) -> Refute:
    """What refutes requirements of a session: the looser session that asks for these alone has no plan."""

    def refute(subset: Collection[Requirement]) -> bool | None:
        looser = keeping(session, set(subset))
        if not looser.candidats:
            return False
        match settle(looser):
            case Infeasible():
                return True
            case Planned():
                return False
            case _:
                return None

    return refute


def minimal_cause(session: Session, brief: Settle, patient: Settle, confirm: Settle) -> Cause | None:
    """Requirements that cannot hold together in a session that has no plan; None where that is not confirmed.

    `patient` settles more than `brief`, in more time; `confirm` settles what is found once more, by other means if
    possible.
    """
    shrinking = Shrinking(_refuting(session, brief), list(requirements(session)))
    needed = _rules(shrinking, DOUBTED_HOURS, one_by_one=True) + _rules(shrinking, DOUBTED)
    rules = shrinking.taken_doubtful()
    _subjects(session, shrinking, needed)
    subjects = shrinking.taken_doubtful()
    shrinking.be_patient(_refuting(session, patient))
    by_rule, by_subject = shrinking.settles(rules), shrinking.settles(subjects)
    core = tuple(shrinking.core)
    if not isinstance(confirm(keeping(session, set(core))), Infeasible):
        return None
    return Cause(core, regles_minimales=by_rule, minimale=by_rule and by_subject)


def _rules(shrinking: Shrinking, regles: Iterable[str], *, one_by_one: bool = False) -> list[str]:
    """Leave out whole rules; the names of those that stay."""
    groups = [group for regle in regles if (group := shrinking.of_rule(regle))]
    return [group[0].regle for group in shrinking.leave_out(groups, one_by_one=one_by_one)]


def _subjects(session: Session, shrinking: Shrinking, needed: list[str]) -> None:
    """Leave out subjects of the rules that stay: candidats first, which makes all the rest smaller."""
    _candidats(session, shrinking)
    for regle in needed:
        singles: list[Bundle] = [(r,) for r in shrinking.of_rule(regle)]
        if len(singles) > 1:
            shrinking.leave_out(singles)


def _candidats(session: Session, shrinking: Shrinking) -> None:
    """Leave out candidats; where one is needed, so are those who differ from them by their name alone."""
    alike: dict[object, list[Requirement]] = {}
    mine = shrinking.of_rule(DOUBTED_LAST)
    marks = traits(keeping(session, set(shrinking.core)))
    for requirement in mine:
        alike.setdefault(marks[requirement.sujet[0]], []).append(requirement)
    shrinking.leave_out([tuple(group) for group in alike.values() if len(group) == 1])
    for group in alike.values():
        if len(group) > 1:
            _fewer_of(shrinking, group)


def _fewer_of(shrinking: Shrinking, group: list[Requirement]) -> None:
    """Leave out as many candidats who are alike as can be: how many it takes is all that there is to find."""
    low, high, doubtful = 0, len(group), False
    while low < high:
        # settled: `high` of them are enough for there to be no plan, fewer than `low` are not
        few = (low + high) // 2
        refuted = shrinking.refuted_without(group[few:])
        if refuted:
            high = few
        else:
            low, doubtful = few + 1, doubtful or refuted is None
    gone = set(group[high:])
    shrinking.core = [r for r in shrinking.core if r not in gone]
    shrinking.doubtful += [(r,) for r in group[:high]] if doubtful else []


def traits(session: Session) -> dict[str, object]:
    """What tells candidats apart, in a session: what rules read of each, their links, what is asked for one alone."""
    links: dict[str, set[str]] = {}
    for exclusion in exclusions(session):
        links.setdefault(exclusion.candidat, set()).add(exclusion.membre)
    singular = {p.candidat for p in session.pins} | {c.personne for c in session.convocations}
    marks: dict[str, object] = {}
    for c in session.candidats:
        marks[c.id] = (as_rules_see(c), frozenset(links.get(c.id, ())), c.id if c.id in singular else "")
    return marks


# Why what happens on a day cannot be: what that day asks for, alone, and how late it would end.

FIN = "fin_du_jour"
"""The lack of time at the end of a day: the minute at which it would end, and that at which it must."""


def impossible_days(session: Session, budget: Budget) -> Infeasible | None:
    """Why one of the days that an event has put in trouble cannot be as asked; None where none of them shows it."""
    clock = Clock(budget)
    for jour in troubled(session):
        for ids in _smallest_first(session, jour):
            alone = with_only(session, ids)
            if has_a_plan(alone, clock, SETTLING) is False:
                return _why(session, jour, alone, clock)
    return None


def _why(session: Session, jour: date, alone: Session, clock: Clock) -> Infeasible:
    """Why some candidats of a day cannot be heard as asked: what counting shows, the end of the day, or rules."""
    if manques := shortages(alone):
        return Infeasible(manques)
    limit = _minutes(session.jour(jour).fin)
    for some in (with_only(session, of_the_day(session, jour)), alone):
        end = soonest_end(_longer(some, jour), jour, clock, ENDING)
        if end is not None and end > limit:
            return Infeasible((Shortage(FIN, (jour.isoformat(),), end, limit),))
    seconds = CAUSE_SECONDS if clock.budget.reproducible else min(CAUSE_SECONDS, clock.left())
    own_clock = Clock(replace(clock.budget, seconds=seconds))
    confirm = _settler(Clock(clock.budget), SETTLING)
    return Infeasible(cause=minimal_cause(alone, _settler(own_clock, BRIEF), _settler(own_clock, PATIENT), confirm))


def _settler(clock: Clock, effort: float) -> Settle:
    """What settles whether a session so small has a plan, in that much of deterministic time; which, is not asked."""
    answers: dict[bool | None, Outcome] = {True: Planned(Plan(()), ()), False: Infeasible(), None: Unfinished()}
    return lambda session: answers[has_a_plan(session, clock, effort)]


def troubled(session: Session) -> list[date]:
    """The days to come on which the reference plan breaks a rule."""
    days = {element.debut.date() for element in _in_trouble(session)}
    now = session.maintenant
    return sorted(j.date for j in session.jours if j.date in days and (now is None or j.date >= now.date()))


def _in_trouble(session: Session) -> list[Element]:
    broken = check(session, session.reference[0]).violations
    return [element for violation in broken for element in violation.elements]


def of_the_day(session: Session, jour: date) -> set[str]:
    """The candidats whom the reference plan has on a day."""
    return {p.candidat for p in session.reference[0].passages if p.jour == jour}


def _smallest_first(session: Session, jour: date) -> list[set[str]]:
    """Those whom a jury in trouble hears on a day, jury by jury; then all whom the reference plan has on it."""
    plan = session.reference[0]
    juries = {
        jury
        for element in _in_trouble(session)
        if element.debut.date() == jour
        for jury in ([p.jury for p in element.suivies] if isinstance(element, Passage) else [_jury(element)])
        if jury
    }
    heard = [{p.candidat for p in plan.passages if p.jour == jour and _before(p, jury)} for jury in sorted(juries)]
    return [*heard, of_the_day(session, jour)]


def _jury(element: Element) -> str:
    return element.jury if isinstance(element, Travail | Composition) else ""


def _before(passage: Passage, jury: str) -> bool:
    return any(partie.jury == jury for partie in passage.suivies)


def with_only(session: Session, ids: Collection[str]) -> Session:
    """The session with those candidats alone, hours falling on any minute.

    What another may do for them by coming first is not asked of them: their first day may not be that of the session,
    so that its accueil may be as short as any; the plis of what is not passed by all at once may be open already.
    """
    reglages = session.reglages
    shorter = with_reglages(session, accueil=min(reglages.accueil, reglages.accueil_autres_jours))
    opened = with_epreuves(shorter, lambda epreuve: replace(epreuve, plis=epreuve.plis and epreuve.collective))
    return to_the_minute(without_candidats(opened, {c.id for c in session.candidats} - set(ids)))


def _longer(session: Session, jour: date) -> Session:
    return with_jour(session, jour.isoformat(), fin=max(LATEST, session.jour(jour).fin))


def _minutes(heure: time) -> int:
    return 60 * heure.hour + heure.minute


# The most candidats that a session without a plan can place, and who is left out.

Counts = tuple[int, ...]
"""How many candidats of each kind."""


@dataclass(frozen=True, slots=True)
class PartialPlan:
    """A session that leaves candidats out, a plan of it, and whether no plan places more."""

    session: Session
    plan: Planned
    most: bool


def most_placed(
    session: Session, settle: Settle, at_most: int, last_resort: Settle, staying: Collection[str] = ()
) -> PartialPlan | None:
    """A session with as many candidats as can be placed, and a plan of it; None where none was found.

    `at_most` is a bound that counting shows. Where `settle` runs out of time, `last_resort` looks for fewer. Those who
    are `staying` (ids), and whoever is in a VAE, are always placed.
    """
    return _Partial(session, settle, at_most, frozenset(staying)).found(last_resort)


@dataclass
class _Partial:
    session: Session
    settle: Settle
    at_most: int
    staying: frozenset[str] = frozenset()
    conflicts: list[Counts] = field(default_factory=list)
    """so many of each kind, or more, cannot all be placed"""

    def __post_init__(self) -> None:
        marks = traits(self.session)
        alike: dict[tuple[object, bool], list[Candidat]] = {}
        for candidat in self.session.candidats:
            stays = candidat.vae or candidat.id in self.staying
            alike.setdefault((marks[candidat.id], stays), []).append(candidat)
        self.kinds = [tuple(c.id for c in group) for group in alike.values()]
        self.numbers = tuple(len(kind) for kind in self.kinds)
        self.may_go = tuple(0 if stays else len(group) for (_, stays), group in alike.items())

    def found(self, last_resort: Settle) -> PartialPlan | None:
        for placed in self._tries():
            less = self._placing(placed)
            match self.settle(less):
                case Planned() as plan:
                    return PartialPlan(less, plan, most=True)
                case Infeasible():
                    self.conflicts.append(self._fewest(placed))
                case _:
                    return self._fewer(placed, last_resort)
        return None

    def _placing(self, placed: Counts) -> Session:
        """The session with the first so many of each kind."""
        pairs = zip(self.kinds, placed, strict=True)
        return leaving_out(self.session, (id_ for kind, n in pairs for id_ in kind[n:]))

    def _among_others(self, placed: Counts) -> Session:
        """What that session asks for, whoever else is placed: where it has no plan, no session with more has one."""
        return with_only(self.session, [id_ for kind, n in zip(self.kinds, placed, strict=True) for id_ in kind[:n]])

    def _tries(self) -> Iterator[Counts]:
        """Numbers to place that undo every conflict known so far, the most first; never nobody."""
        total = sum(self.numbers)
        least = max(1, total - self.at_most)
        for gone in range(least, min(total - 1, sum(self.may_go)) + 1):
            while (counts := self._undo((0,) * len(self.numbers), gone)) is not None:
                yield tuple(n - d for n, d in zip(self.numbers, counts, strict=True))

    def _undo(self, counts: Counts, gone: int) -> Counts | None:
        """So many to leave out that no conflict holds, the last of the workbook where there is a choice."""
        for conflict in self.conflicts:
            placed = tuple(n - d for n, d in zip(self.numbers, counts, strict=True))
            if any(n < c for n, c in zip(placed, conflict, strict=True)):
                continue
            for kind in reversed(range(len(conflict))):
                more = placed[kind] - conflict[kind] + 1
                if conflict[kind] and more <= gone and counts[kind] + more <= self.may_go[kind]:
                    deeper = self._undo(_with(counts, kind, counts[kind] + more), gone - more)
                    if deeper is not None:
                        return deeper
            return None
        return self._any_more(counts, gone)

    def _any_more(self, counts: Counts, gone: int) -> Counts:
        for kind in reversed(range(len(counts))):
            more = min(gone, self.may_go[kind] - counts[kind])
            counts, gone = _with(counts, kind, counts[kind] + more), gone - more
        return counts

    def _fewest(self, placed: Counts) -> Counts:
        """As few of each kind as cannot be placed together, whoever else is, given that these cannot."""
        for kind in range(len(placed)):
            low, high = 0, placed[kind]
            while low < high:
                few = (low + high) // 2
                fewer = _with(placed, kind, few)
                if sum(fewer) and isinstance(self.settle(self._among_others(fewer)), Infeasible):
                    high = few
                else:
                    low = few + 1
            placed = _with(placed, kind, high)
        return placed

    def _fewer(self, placed: Counts, settle: Settle) -> PartialPlan | None:
        """A plan of fewer, by leaving out twice as many each time; that it places the most is not said."""
        gone = sum(self.numbers) - sum(placed)
        while True:
            counts = self._any_more((0,) * len(placed), gone)
            placed = tuple(n - d for n, d in zip(self.numbers, counts, strict=True))
            if not sum(placed):
                return None
            less = self._placing(placed)
            if isinstance(plan := settle(less), Planned):
                return PartialPlan(less, plan, most=False)
            if sum(counts) < gone or sum(placed) == 1:
                return None
            gone = min(2 * gone, sum(self.numbers) - 1)


def _with(counts: Counts, kind: int, number: int) -> Counts:
    return (*counts[:kind], number, *counts[kind + 1 :])


def alike(session: Session) -> list[tuple[str, ...]]:
    """Those left out (ids), by what tells them apart: the same reason holds for all of one kind."""
    whole = taking_back(session)
    marks = traits(whole)
    kinds: dict[object, list[str]] = {}
    for non_place in session.non_places:
        kinds.setdefault(marks[non_place.candidat.id], []).append(non_place.candidat.id)
    return [tuple(kind) for kind in kinds.values()]


# Why a session has no plan: what counting proves, else what cannot hold together.

OF_PLACES = ("quota", "minutes_jury")
"""Shortages that places tell with more detail."""


def explain(session: Session, budget: Budget) -> Outcome:
    """Why there is no plan, or the first plan found if there is one after all."""
    remaining = _remaining(budget)
    if missing := _missing(session, remaining()):
        return _lacking(session, missing, remaining())
    outcome = at_any_minute(first_plan, session, remaining())
    return Infeasible(cause=cause_of(session, remaining())) if isinstance(outcome, Infeasible) else outcome


def why_none(session: Session, budget: Budget) -> Infeasible:
    """Why a session has no plan, given that it has none."""
    remaining = _remaining(budget)
    missing = _missing(session, remaining())
    return _lacking(session, missing, remaining()) if missing else Infeasible(cause=cause_of(session, remaining()))


def _lacking(session: Session, missing: tuple[Shortage, ...], budget: Budget) -> Infeasible:
    """What counting proves; where that is only that no jury can hear anybody, the requirements that forbid it."""
    nobody = all(m.quoi == "places" and not m.disponible for m in missing)
    cause = cause_of(session, budget) if nobody else None
    return Infeasible(missing) if cause is None else Infeasible(cause=cause)


def _remaining(budget: Budget) -> Callable[[], Budget]:
    """What is left of a budget whenever it is asked; all of it in a reproducible run, which looks at no clock."""
    started = monotonic()

    def left() -> Budget:
        spent = 0.0 if budget.reproducible else monotonic() - started
        return replace(budget, seconds=max(0.0, budget.seconds - spent))

    return left


def _missing(session: Session, budget: Budget) -> tuple[Shortage, ...]:
    """What counting proves: arithmetic first, then places, which say more where it is they that are short."""
    manques = shortages(session)
    if any(m.quoi not in OF_PLACES for m in manques):
        return manques
    brief = replace(budget, seconds=min(PLACES_SECONDS, PLACES_SHARE * budget.seconds))
    return missing_places(to_the_minute(session), brief) or manques


def cause_of(session: Session, budget: Budget) -> Cause | None:
    """Requirements that cannot hold together in a session that has no plan; None where none was confirmed."""
    seconds = CONFIRM_SHARE * budget.seconds
    brief, patient = settlers(replace(budget, seconds=budget.seconds - seconds), BRIEF_SECONDS, PATIENT_SECONDS)
    (confirm,) = settlers(replace(budget, seconds=seconds, seed=budget.seed + 1), seconds)
    return minimal_cause(session, brief, patient, confirm)


def repairs_of(
    session: Session,
    cause: Cause | None,
    budget: Budget,
    *,
    on_step: bool = False,
    hear: Callable[[Repair], None] = lambda _: None,
) -> Repairs:
    """The smallest changes that make an impossible session possible, as far as the budget lets them be found.

    `on_step`: possible with hours that keep to the step of its réglages, where it is possible without.
    What is planned at all is mostly planned soon: only where nothing is, each changed session is searched to the end.
    """
    started = monotonic()
    unsettled = 0
    for to_the_end in (False, True):
        seconds = budget.seconds if budget.reproducible else max(0.0, budget.seconds - (monotonic() - started))
        share = replace(budget, seconds=seconds)
        (settle,) = settlers(share, REPAIR_SECONDS, to_the_end=to_the_end, on_step=on_step)
        trials = _Trials(settle)
        options, unsettled = repairs(session, cause, trials.plans, hear), trials.unsettled
        if options:
            return Repairs(options, unsettled)
    return Repairs((), unsettled)


@dataclass
class _Trials:
    """Changed sessions tried, and how many of them were not settled."""

    settle: Settle
    unsettled: int = 0

    def plans(self, changed: Session) -> bool | None:
        """Whether a changed session is planned, and the audit accepts it; None where that is not settled."""
        match judged(changed, self.settle(changed))[0]:
            case Planned():
                return True
            case Infeasible():
                return False
            case _:
                self.unsettled += 1
                return None


def placing_most(session: Session, budget: Budget, staying: Collection[str] = ()) -> PartialPlan | None:
    """As many candidats of a session without a plan as can be placed, those `staying` among them, with a plan."""
    started = monotonic()
    brief = replace(budget, seconds=min(PLACES_SECONDS, PLACES_SHARE * budget.seconds))
    places = places_before_juries(to_the_minute(session), brief)
    seconds = budget.seconds - (0.0 if budget.reproducible else monotonic() - started)
    at_most = len(session.candidats) if places is None else places.most
    (settle,) = settlers(replace(budget, seconds=(1 - LAST_SHARE) * seconds), PATIENT_SECONDS)
    (last,) = settlers(replace(budget, seconds=LAST_SHARE * seconds), PATIENT_SECONDS)
    return most_placed(session, settle, at_most, last, staying)


def reason_left_out(
    session: Session, candidat: str, budget: Budget, known: bool
) -> tuple[Infeasible, tuple[Repair, ...]]:
    """Why one of those whom a session leaves out cannot be placed with the others, and what would place them.

    `known`: that they cannot is proven; otherwise the first half of the time is for that.
    """
    whole = taking_back(session, (candidat,))
    half = replace(budget, seconds=LEFT_OUT_SHARE * budget.seconds)
    outcome = why_none(whole, half) if known else explain(whole, half)
    if not isinstance(outcome, Infeasible):
        return Infeasible(), ()
    return outcome, repairs_of(whole, outcome.cause, half).proposals


def settlers(budget: Budget, *trials: float, to_the_end: bool = True, on_step: bool = False) -> tuple[Settle, ...]:
    """What settles whether a session has a plan at any minute, for each length of a trial; the budget in all.

    `to_the_end`: see `first_plan`. `on_step`: with hours that keep to the step of its réglages.
    """
    begun: list[float] = []

    def settle(session: Session, trial: float) -> Outcome:
        begun.append(monotonic())
        seconds = budget.seconds if budget.reproducible else begun[0] + budget.seconds - monotonic()
        if seconds <= 0 or budget.stop.is_set():
            return Unfinished()
        if manques := shortages(session):
            return Infeasible(manques)
        share = replace(budget, seconds=min(trial, seconds))
        return first_plan(session if on_step else to_the_minute(session), share, to_the_end=to_the_end)

    return tuple(partial(settle, trial=trial) for trial in trials)
