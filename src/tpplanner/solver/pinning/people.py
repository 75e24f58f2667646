"""Everybody else in a plan as relations: surveillants, comédiens, aides, responsables."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tpplanner.domain.plan import Presence
from tpplanner.domain.session import Role
from tpplanner.solver.pinning.juries import Juries
from tpplanner.solver.pinning.passages import NotExpressible, length
from tpplanner.solver.problem import Task, minute
from tpplanner.solver.run import Relation
from tpplanner.solver.variables import Watch


class Pinning(Juries):
    """All that a plan decides."""

    def relations(self) -> Iterator[Relation]:
        """The relations that pin it."""
        yield from self.tasks()
        yield from self.juries()
        yield from self._surveillances()
        yield from self._comediens()
        self._aides()
        for person in (p for p in self.problem.people if self.x.torn(p.index)):
            for day in self.problem.days:
                key = (person.id, Role.RESPONSABLE, day.date)
                leads = any((p.personne, p.role, p.debut.date()) == key for p in self.plan.presences)
                yield self.x.leads(person.index, day.index) == int(leads)

    # Surveillants

    def _surveillances(self) -> Iterator[Relation]:
        told: list[Presence] = []
        if any(Role.SURVEILLANT in p.roles for p in self.problem.people):
            for watch in self.x.watches():
                presences = self._surveillants(watch)
                told += presences
                yield from self._held_by(watch, presences)
        if any(p.role == Role.SURVEILLANT and p not in told for p in self.plan.presences):
            raise NotExpressible("a surveillant is where nobody is under surveillance")

    def _held_by(self, watch: Watch, presences: list[Presence]) -> Iterator[Relation]:
        """Who holds a room while its candidats are under surveillance: nobody, one, or several in turn."""
        index = {p.id: p.index for p in self.problem.people if Role.SURVEILLANT in p.roles}
        if not {p.personne for p in presences} <= set(index) or len(presences) > len(watch.turns):
            raise NotExpressible("a room is held by people who are no surveillants, or by more than the model has")
        turns = [
            (turn[index[presence.personne]], presence) for turn, presence in zip(watch.turns, presences, strict=False)
        ]
        held = [stay for stay, _ in turns]
        for turn in watch.turns:
            yield from (stay.lit == int(stay in held) for stay in turn.values())
        for stay, presence in turns:
            yield stay.start == minute(presence.debut)
            yield stay.end == minute(presence.fin)

    def _surveillants(self, watch: Watch) -> list[Presence]:
        """Those who are in the room while somebody is under surveillance there; from end to end, or in turn."""
        surveilled = self._surveilled(watch)
        if not surveilled:
            return []
        span = min(a for a, _ in surveilled), max(b for _, b in surveilled)
        room = self.problem.rooms[watch.room].id
        there = [
            p
            for p in self.plan.presences
            if (p.role, p.salle) == (Role.SURVEILLANT, room) and p.debut < span[1] and span[0] < p.fin
        ]
        if there and any(_uncovered(one, there) for one in surveilled):
            raise NotExpressible("a room is not held from end to end")
        alone = [p for p in there if p.debut <= span[0] and span[1] <= p.fin]
        exact = [p for p in alone if (p.debut, p.fin) == span]
        return (exact or alone)[:1] or there

    def _surveilled(self, watch: Watch) -> list[tuple[datetime, datetime]]:
        room, day = self.problem.rooms[watch.room].id, self.problem.days[watch.day].date
        steps = {s.index for t in self.problem.tasks if t.epreuve.id == watch.epreuve for s in t.steps if s.surveilled}
        return [
            (part.debut, part.fin)
            for passage in self.plan.passages
            if passage.epreuve == watch.epreuve and passage.jour == day
            for part in passage.parties
            if part.salle == room and part.phase in steps
        ]

    # Comédiens and aides

    def _comediens(self) -> Iterator[Relation]:
        comediens = {person.id: person.index for person in self.x.comediens()}
        playing: set[tuple[str, int]] = set()
        for task in (t for t in self.problem.tasks if t.epreuve.comedien):
            there = self._beside(Role.COMEDIEN, task)
            if not set(there) <= set(comediens):
                raise NotExpressible("somebody plays who is no actor")
            for id_, person in comediens.items():
                yield self.x.plays(person, task) == int(id_ in there)
            playing |= {(id_, self.day(self.passage(task).debut)) for id_ in there}
        for id_, day in sorted(playing):
            yield self.x.comedien_accueil(comediens[id_], day) == minute(self._accueil(id_, day).debut)
        plays = sum(p.role == Role.COMEDIEN for p in self.plan.presences)
        if plays != len(playing) + sum(len(self._beside(Role.COMEDIEN, t)) for t in self.problem.tasks):
            raise NotExpressible("an actor is there for no passage")

    def _accueil(self, personne: str, day: int) -> Presence:
        """The one accueil of a comédien on a day, as long as it must be."""
        accueils = [
            p
            for p in self.plan.presences
            if (p.role, p.personne, p.candidat) == (Role.COMEDIEN, personne, "") and self.day(p.debut) == day
        ]
        if len(accueils) != 1 or length(accueils[0]) != self.problem.reglages.accueil_comedien:
            raise NotExpressible("an actor is not welcomed once, for as long as he must")
        return accueils[0]

    def _aides(self) -> None:
        due = 0
        for applicant in self.problem.applicants:
            for task in (self.problem.tasks[t] for t in applicant.tasks if applicant.fiche.aide):
                due += 1
                if self._beside(Role.AIDE, task) != [applicant.fiche.aide]:
                    raise NotExpressible("an aide is not beside his candidat")
        if due != sum(p.role == Role.AIDE for p in self.plan.presences):
            raise NotExpressible("an aide is beside nobody who has one")

    def _beside(self, role: Role, task: Task) -> list[str]:
        """Who is there for a passage in that role; raises NotExpressible where for other minutes than the passage."""
        passage = self.passage(task)
        key = (role, passage.candidat, passage.epreuve)
        there = [p for p in self.plan.presences if (p.role, p.candidat, p.epreuve) == key]
        if any((p.debut, p.fin) != (passage.debut, passage.fin) for p in there):
            raise NotExpressible(f"a {role} is beside {passage.candidat} for other minutes than his passage")
        return [p.personne for p in there]


def _uncovered(span: tuple[datetime, datetime], presences: Iterable[Presence]) -> bool:
    """Whether a minute of the span lies in none of the presences."""
    reached = span[0]
    for presence in presences:
        if presence.debut <= reached:
            reached = max(reached, presence.fin)
    return reached < span[1]
