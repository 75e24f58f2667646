"""Random events on sessions with a plan, drawn or of the benchmarks, and the independent way to the least disturbance."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random

from ortools.sat.python import cp_model

from drawing import seeded
from references import a_moment
from tpplanner.change.events import Changed, changed
from tpplanner.domain.imprevus import (
    Absence,
    CandidatAbsent,
    CandidatEnRetard,
    Decalage,
    Evenement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import PERTURBATION, Niveau
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.errors import UserError
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.whole import WholeModel
from worlds import valid


def happenings(seed: str, number: int) -> Iterator[tuple[Session, Changed]]:
    """So many sessions to plan again, each after a random event that can be answered."""
    rng = seeded(seed)
    return islice(_all(rng), number)


def _all(rng: Random) -> Iterator[tuple[Session, Changed]]:
    for drawn, plan in valid(rng):
        session = with_spares(drawn, rng)
        now = a_moment(plan, rng) if rng.random() < 0.5 else None
        try:
            yield session, changed(session, plan, [an_event(session, plan, now, rng)], now)
        except UserError:
            continue


def with_spares(session: Session, rng: Random) -> Session:
    """A spare membre, a spare room and a spare surveillant, now and then a day more; convocations sent or not."""
    model = session.membres[0]
    spare = replace(model, id="M9", nom="RESERVE", organisme="", employeur="", indisponibilites=())
    room = replace(next(s for s in session.salles if "jury" in s.usages), id="S9", nom="Salle 9")
    people = (*session.personnes, Personne("P9", "RESERVISTE", (Role.SURVEILLANT,)))
    sent = date(2027, 6, 1) if rng.random() < 0.5 else None
    given = bool(session.jurys)
    return replace(
        session,
        membres=session.membres if given else (*session.membres, spare),
        salles=(*session.salles, room),
        personnes=people,
        convocations_envoyees=sent,
    )


def happening_to(session: Session, plan: Plan, seed: str) -> Changed:
    """A session to plan again after the first random event that can be answered."""
    rng = seeded(seed)
    session = replace(session, convocations_envoyees=date(2027, 6, 1) if rng.random() < 0.5 else None)
    while True:
        now = a_moment(plan, rng) if rng.random() < 0.5 else None
        try:
            return changed(session, plan, [an_event(session, plan, now, rng)], now)
        except UserError:
            continue


def an_event(session: Session, plan: Plan, now: datetime | None, rng: Random) -> Evenement:
    """Something that happens; after `now` where that is given."""
    jour = rng.choice(plan.jours())
    if now is not None:
        jour = now.date()
    hour = rng.choice((time(0), time(0), time(10, 30), time(13)))
    debut, fin = datetime.combine(jour, hour), datetime.combine(jour + timedelta(days=1), time())
    seated = [m for c in plan.compositions for m in c.membres]
    others = [p.personne for p in plan.presences] or seated
    candidat = rng.choice(session.candidats)
    events: list[Evenement] = [
        *(Absence(rng.choice(seated), debut, fin) for _ in range(5)),
        Absence(rng.choice(others), debut, fin),
        SallePerdue(rng.choice(plan.compositions).salle, debut, fin),
        CandidatAbsent(candidat.id),
        CandidatEnRetard(candidat.id, 20, reporte=True),
        Decalage(rng.choice(plan.compositions).jury, now or debut, rng.choice((10, 25))),
        TravauxSeuls(),
    ]
    return rng.choice(events)


def least_by_the_whole_model(session: Session, niveaux: Sequence[Niveau] = PERTURBATION) -> tuple[int, ...]:
    """The least of each level, one after the other, by the whole model alone: no neighbourhood, no floor, no master.

    The tuple ends before the first level that is not closed in the time, or for which there is no plan.
    """
    whole = WholeModel(compile_session(session))
    least: list[int] = []
    for niveau in niveaux:
        whole.model.minimize(whole.levels[niveau.nom])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = 20.0
        if solver.solve(whole.model) != cp_model.OPTIMAL:
            break
        least.append(round(solver.objective_value))
        whole.limit({niveau.nom: least[-1]})
    return tuple(least)


def impossible_by_the_whole_model(session: Session) -> bool | None:
    """Whether the whole model alone says that there is no plan; None where that is not settled."""
    whole = WholeModel(compile_session(session))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 20.0
    status = solver.solve(whole.model)
    return None if status == cp_model.UNKNOWN else status == cp_model.INFEASIBLE
