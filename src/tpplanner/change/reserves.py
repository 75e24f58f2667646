"""What a centre could hold in reserve against failures, and which reserve makes the most of them survivable."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tpplanner.diagnosis.amendments import repaired
from tpplanner.diagnosis.levers import LATEST, STEP, Step, cost
from tpplanner.diagnosis.rooms import usages
from tpplanner.domain.contingency import MEMBRE, Answer, Failure, Reserve, Resource
from tpplanner.domain.plan import Plan
from tpplanner.domain.repair import Amendment, Moment, Remedy, Repair
from tpplanner.domain.session import Role, Session

ROLES = (Role.SURVEILLANT, Role.COMEDIEN, Role.RESPONSABLE)
"""The roles of which somebody more can be held in reserve."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A failure in the session that has a reserve."""

    reserve: Step
    session: Session
    failure: Failure


def trials(session: Session, plan: Plan, lost: Sequence[Failure], heavy: Sequence[Failure] = ()) -> tuple[Trial, ...]:
    """Every reserve against every failure that has no plan, the likeliest first; heavy absences, with their own kind.

    One of a kind at a time: a membre habilité without any link on each day of the plan, a room, half an hour at the
    end of a day, somebody for a role.
    """
    changed = [(step, repaired(session, Repair(step))) for step in _steps(session, plan)]
    every = [Trial(step, other, failure) for step, other in changed for failure in lost]
    every += [
        Trial(step, other, failure)
        for step, other in changed
        for failure in heavy
        if step[0].change is not Remedy.LATER and _of_its_kind(session, step[0], failure.resource)
    ]
    return tuple(sorted(every, key=lambda trial: _distance(session, trial)))


def _steps(session: Session, plan: Plan) -> Iterator[Step]:
    days = [jour.isoformat() for jour in plan.jours()]
    if not session.jurys:
        yield tuple(Amendment(Remedy.MEMBRES, (day, Moment.DAY.value), 1, 28) for day in days)
    for usage in usages(session):
        yield (Amendment(Remedy.SALLE, (usage,), 1, 20),)
    for jour in session.jours:
        if jour.date.isoformat() in days and jour.fin < LATEST:
            yield (Amendment(Remedy.LATER, (jour.date.isoformat(),), STEP, STEP // 5),)
    for role in ROLES:
        if session.avec_role(role):
            yield (Amendment(Remedy.ROLE, (role.value,), 1, 18),)


def _distance(session: Session, trial: Trial) -> int:
    """How far a reserve is from what fails: another of its kind, time on that day, anything else."""
    first, resource = trial.reserve[0], trial.failure.resource
    if first.change is Remedy.LATER:
        return 1 if first.subject[0] == trial.failure.jour.isoformat() else 2
    return 0 if _of_its_kind(session, first, resource) else 3


def _of_its_kind(session: Session, amendment: Amendment, resource: Resource) -> bool:
    match amendment.change:
        case Remedy.SALLE:
            return resource.room and amendment.subject[0] in session.salle(resource.id).usages
        case Remedy.MEMBRES:
            return MEMBRE in resource.roles
        case _:
            return amendment.subject[0] in resource.roles


def ranked(
    tried: Sequence[Trial], answered: Iterable[tuple[Trial, Answer, bool]], lost: Collection[Failure]
) -> tuple[Reserve, ...]:
    """The reserves that help, those that do so for the most failures first, then the cheapest.

    `answered`: trials with their answers, and whether the reserve helps; what is not `lost` is eased.
    """
    known = list(answered)
    reserves = []
    for step in dict.fromkeys(trial.reserve for trial in tried):
        mine = [(trial.failure, told, helps) for trial, told, helps in known if trial.reserve == step]
        saves = tuple(failure for failure, _, helps in mine if helps and failure in lost)
        eases = tuple(told for failure, told, helps in mine if helps and failure not in lost)
        if saves or eases:
            total = sum(trial.reserve == step for trial in tried)
            reserves.append(Reserve(step, saves, eases, total - len(mine)))
    return tuple(sorted(reserves, key=lambda r: (-len(r.saves), -len(r.eases), cost(r.amendments))))
