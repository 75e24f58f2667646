"""One plan, one event, and all that is said of them: by replan, plan B, the check, and where a candidat could pass.

`disagreements` names what is said of them that cannot all be true.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from random import Random

from drawing import seeded
from happenings import an_event
from moves import typed_juries
from references import a_moment
from tpplanner.audit import check, holds, measured
from tpplanner.change.anew import replan_session
from tpplanner.change.concerned import of_change
from tpplanner.change.contingency import Case, recourse, stands
from tpplanner.change.diff import changes
from tpplanner.change.elsewhere import places
from tpplanner.change.events import Changed, changed
from tpplanner.change.steps.asking import as_convened
from tpplanner.change.steps.in_place import put_in_place
from tpplanner.domain.answers import (
    Failure,
    Infeasible,
    NiveauAtteint,
    Outcome,
    PartOfDay,
    Planned,
    Report,
    Resource,
    Unfinished,
    Verdict,
    resources,
)
from tpplanner.domain.imprevus import Absence, Evenement, JuryInterrompu, SallePerdue
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import PERTURBATION
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.errors import UserError
from tpplanner.solver import Budget
from worlds import valid

SECONDS = 4.0
"""For one answer, as the solver counts them."""


@dataclass(frozen=True)
class Happening:
    """A session with its plan, something that happens, and the hour that it is."""

    session: Session
    plan: Plan
    evenement: Evenement
    maintenant: datetime | None
    change: Changed


def drawn_sessions(seed: str, number: int) -> Iterator[tuple[Session, Plan]]:
    """So many sessions with a valid plan, every second one with juries that the centre gives; letters were sent."""
    rng = seeded(seed)
    sessions = valid(rng)
    while number:
        session, plan = next(sessions)
        session = with_spares(session)
        if number % 2 == 0:
            session, plan = typed_juries(replace(session, jurys=()), plan, rng)
            if check(session, plan).violations:
                continue
        number -= 1
        yield session, plan


def with_spares(session: Session) -> Session:
    """A membre, a room and a surveillant more than are needed; convocations sent."""
    membre = replace(session.membres[0], id="M9", nom="RESERVE", organisme="", employeur="", indisponibilites=())
    room = replace(next(s for s in session.salles if "jury" in s.usages), id="S9", nom="Salle 9")
    watching = Personne("P9", "RESERVISTE", (Role.SURVEILLANT,))
    return replace(
        session,
        membres=(*session.membres, membre),
        salles=(*session.salles, room),
        personnes=(*session.personnes, watching),
        convocations_envoyees=date(2027, 6, 1),
    )


def happening_to(session: Session, plan: Plan, rng: Random) -> Happening:
    """The first random event that a session can be planned again after, nobody being asked to come otherwise.

    It is told before the day half of the time.
    """
    while True:
        now = a_moment(plan, rng) if rng.random() < 0.5 else None
        evenement = _of_a_part_of_a_day(an_event(session, plan, now, rng), rng)
        try:
            change = changed(session, plan, [evenement], now)
        except UserError:
            continue
        return Happening(session, plan, evenement, now, replace(change, session=as_convened(change.session)))


def _of_a_part_of_a_day(evenement: Evenement, rng: Random) -> Evenement:
    """An absence, or a room that is lost, for a part of a day that plan B tries too."""
    if not isinstance(evenement, Absence | SallePerdue):
        return evenement
    plage = Failure(Resource(""), evenement.debut.date(), rng.choice([*PartOfDay])).plage
    return replace(evenement, debut=plage.debut, fin=plage.fin)


# What is said of it

PEOPLE = next(n.nom for n in PERTURBATION if "personnes_a_prevenir" in {terme.regle for terme in n.termes})
"""The level of people to tell."""


@dataclass(frozen=True)
class Answers:
    """What replan and plan B say of a happening; None of what plan B does not ask: it is told before the day."""

    replanned: Outcome
    report: Report | None
    verdict: Verdict | None
    plan_b: Plan | None

    @property
    def undecided(self) -> bool:
        """Whether one of them gave no answer."""
        return isinstance(self.replanned, Unfinished) or self.verdict is Verdict.OPEN


def failure_of(happening: Happening) -> Failure | None:
    """The happening as plan B tries it, if it does."""
    evenement, before_the_day = happening.evenement, happening.maintenant is None
    match evenement:
        case Absence(id_, debut, _) | SallePerdue(id_, debut, _) if before_the_day:
            resource = next((r for r in resources(happening.session) if r.id == id_), None)
            parts = (Failure(resource, debut.date(), part) for part in PartOfDay) if resource else ()
            return next((f for f in parts if (f.plage.debut, f.plage.fin) == (debut, evenement.fin)), None)
    return None


def answers(happening: Happening, seconds: float = SECONDS) -> Answers:
    """Ask replan and plan B."""
    budget = Budget(seconds, workers=1, reproducible=True)
    outcome, report, _ = replan_session(happening.change, budget)
    failure = failure_of(happening)
    if failure is None:
        return Answers(outcome, report, None, None)
    if stands(happening.session, happening.plan, failure):
        return Answers(outcome, report, Verdict.UNTOUCHED, happening.plan)
    told = recourse(Case(happening.session, happening.plan, failure, seconds, reproducible=True))
    planned = told.planned
    return Answers(outcome, report, told.verdict, planned[0].plan if planned else None)


def swapped(happening: Happening) -> Iterator[Plan]:
    """The plan, as it is and with another in the place of what fails, where the check has nothing to say."""
    plans, failure = [happening.plan], failure_of(happening)
    for other in resources(happening.session) if failure is not None else ():
        if other.id != failure.resource.id and other.room == failure.resource.room:
            plans.append(put_in_place(happening.plan, failure.resource, failure.plage, other.id))
    yield from (plan for plan in plans if holds(happening.change.session, plan))


def disagreements(happening: Happening, told: Answers) -> Iterator[str]:
    """What is said of a happening that cannot all be true."""
    plans = {} if told.plan_b is None else {"planb": told.plan_b}
    if isinstance(told.replanned, Planned):
        plans["replan"] = told.replanned.plan
    for who, plan in plans.items():
        yield from (f"{who}: {wrong}" for wrong in _wrong_of(happening, plan))
    witnesses = [*plans.items(), *(("a plain swap", plan) for plan in swapped(happening))]
    if isinstance(told.replanned, Infeasible):
        yield from (f"replan says impossible, {who} has a plan" for who, _ in witnesses)
    if told.verdict is Verdict.IMPOSSIBLE:
        yield from (f"planb says impossible, {who} has a plan" for who, _ in witnesses)
    disturbed = told.report.niveaux[: len(PERTURBATION)] if told.report else ()
    if told.verdict is Verdict.UNTOUCHED and any(n.valeur for n in disturbed):
        yield f"planb says that the plan stands, replan disturbs {[n.valeur for n in disturbed]}"
    yield from _bounds_refuted(happening.change.session, disturbed, witnesses)


def _wrong_of(happening: Happening, plan: Plan) -> Iterator[str]:
    """What is wrong with a plan that comes of a happening: refused, other than what is over, of two numbers."""
    breaches = sorted({v.regle for v in check(happening.change.session, plan).violations})
    if breaches:
        yield f"check refuses its plan: {', '.join(breaches)}"
    yield from (f"it changes what is over: {thing}" for thing in changed_past(happening, plan))
    numbers = told_numbers(happening.change, plan)
    if len({*numbers.values()}) > 1:
        yield f"the people to tell are not one number: {numbers}"


def _bounds_refuted(
    session: Session, disturbed: Sequence[NiveauAtteint], witnesses: Sequence[tuple[str, Plan]]
) -> Iterator[str]:
    """Plans that disturb less than what is proven least, level by level."""
    proven = list(takewhile(lambda n: n.prouve, disturbed))
    for who, plan in witnesses:
        costs = measured(session, plan)
        if [costs[n.nom] for n in proven] < [n.valeur for n in proven]:
            yield f"{[n.valeur for n in proven]} is said to be least, {who} has a plan at {costs}"


def told_numbers(change: Changed, plan: Plan) -> dict[str, int]:
    """How many people there is something to tell of a plan, as each says."""
    messages = changes(change, plan).messages
    return {
        "the level": measured(change.session, plan)[PEOPLE],
        "the messages": len({m.personne for m in messages if m.counted}),
        "whom it concerns": len(of_change(change, plan).a_prevenir),
    }


def changed_past(happening: Happening, plan: Plan) -> Iterator[str]:
    """What was over at the hour that it is, and is no more as it was."""
    now, there = happening.maintenant, {c.id for c in happening.change.session.candidats} - interrupted(happening)
    passages = {(p.candidat, p.epreuve, p.parties) for p in plan.passages}
    for passage in happening.plan.passages:
        kept = (passage.candidat, passage.epreuve, passage.parties) in passages
        if now is not None and passage.fin <= now and passage.candidat in there and not kept:
            yield f"{passage.candidat} {passage.epreuve}"
    for travail in happening.plan.travaux:
        if now is not None and travail.fin <= now and travail.candidat in {"", *there} and travail not in plan.travaux:
            yield f"{travail.nature} {travail.jury} {travail.candidat}"


def interrupted(happening: Happening) -> set[str]:
    """The candidats who wait for what is decided of a hearing that was interrupted."""
    return {e.candidat for e in happening.change.session.evenements if isinstance(e, JuryInterrompu)}


def misplaced(happening: Happening, plan: Plan, rng: Random, seconds: float = SECONDS / 4) -> Iterator[str]:
    """What `places` offers a candidat of the plan that came of it, and the check refuses."""
    session = replace(happening.change.session, reference=(plan,))
    candidat = rng.choice(session.candidats).id
    for of_group in places(session, candidat, "", Budget(seconds, workers=1, reproducible=True)):
        for place in of_group.places:
            breaches = sorted({v.regle for v in check(session, place.plan).violations})
            if breaches:
                yield f"places offers {candidat} what check refuses: {', '.join(breaches)}"
