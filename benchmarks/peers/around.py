"""The people around the candidats: who watches over a room, who plays, who helps, who leads the day."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from benchmarks.peers.papers import stays
from benchmarks.peers.question import CannotSay, Paper, Question, overlaps
from tpplanner.domain.plan import Passage, Plan, Presence
from tpplanner.domain.session import Role
from tpplanner.solver.model.problem import Day, Person, Span, minute


class Presences:
    """Presences for a plan that has everything else; each is the first person who can."""

    def __init__(self, question: Question, papers: Sequence[Paper], plan: Plan) -> None:
        self.question = question
        self.people = question.problem.people
        self.papers = papers
        self.plan = plan
        self.busy: dict[tuple[str, int], list[Span]] = {}
        for composition in plan.compositions:
            day = self._day(composition.debut)
            for membre in composition.membres:
                self._take(membre, day, (minute(composition.debut), minute(composition.fin)))

    def all(self) -> list[Presence]:
        """Every presence; raises CannotSay where nobody is left."""
        found = [*self._aides(), *self._comedies()]
        for day in self.question.days:
            found += self._surveillances(day)
        for day in self.question.days:
            found += self._leaders(day, found)
        return found

    def _day(self, moment: datetime) -> int:
        return next(d.index for d in self.question.days if d.date == moment.date())

    def _take(self, person: str, day: int, span: Span) -> None:
        self.busy.setdefault((person, day), []).append(span)

    def _free(self, person: Person, day: int, span: Span) -> bool:
        return not overlaps(span, [*person.away[day], *self.busy.get((person.id, day), [])])

    def _at(self, day: int, moment: int) -> datetime:
        return datetime.combine(self.question.days[day].date, time()) + timedelta(minutes=moment)

    # Rooms under surveillance

    def _surveillances(self, day: Day) -> Iterator[Presence]:
        people = [p for p in self.people if Role.SURVEILLANT in p.roles]
        watched: dict[int, list[tuple[Span, int]]] = {}
        for paper, step, room, span in stays(self.papers, day):
            if step.surveilled and people:
                watched.setdefault(room, []).append((span, paper.task.candidat))
        for room in sorted(watched):
            for start, end, candidats in _merged(watched[room]):
                yield from self._cover(people, room, day.index, (start, end), candidats)

    def _cover(self, people: list[Person], room: int, day: int, span: Span, candidats: set[int]) -> Iterator[Presence]:
        """Somebody for the whole stretch, else one after the other."""
        trainers = {f for c in candidats for f in self.question.problem.applicants[c].fiche.formateurs}
        reached, end = span
        while reached < end:
            able = [p for p in people if p.id not in trainers and self._free(p, day, (reached, reached + 1))]
            until = {p.id: self._until(p, day, reached, end) for p in able}
            if not until:
                raise CannotSay("no surveillant left")
            best = max(able, key=lambda p: (until[p.id], -p.index))
            self._take(best.id, day, (reached, until[best.id]))
            where = self.question.problem.rooms[room].id
            yield Presence(best.id, Role.SURVEILLANT, self._at(day, reached), self._at(day, until[best.id]), where)
            reached = until[best.id]

    def _until(self, person: Person, day: int, start: int, end: int) -> int:
        taken = [*person.away[day], *self.busy.get((person.id, day), [])]
        return min([end, *(a for a, _ in taken if a > start)])

    # At a passage

    def _aides(self) -> Iterator[Presence]:
        aides = {p.id for p in self.people if Role.AIDE in p.roles}
        for passage in self.plan.passages:
            aide = self.question.session.candidat(passage.candidat).aide
            if aide in aides:
                yield self._beside(aide, Role.AIDE, passage)

    def _beside(self, person: str, role: Role, passage: Passage) -> Presence:
        self._take(person, self._day(passage.debut), (minute(passage.debut), minute(passage.fin)))
        return Presence(person, role, passage.debut, passage.fin, candidat=passage.candidat, epreuve=passage.epreuve)

    def _comedies(self) -> Iterator[Presence]:
        """The first comédien who is free, welcomed just before the first passage that he plays."""
        welcome = self.question.reglages.accueil_comedien
        welcomed: set[tuple[str, int]] = set()
        for passage in (
            p for p in self.plan.passages if self.question.session.referentiel.epreuve(p.epreuve).comediens
        ):
            day, trainers = self._day(passage.debut), self.question.session.candidat(passage.candidat).formateurs
            span = (minute(passage.debut), minute(passage.fin))
            able = [p for p in self.people if Role.COMEDIEN in p.roles and p.id not in trainers]
            for person in able:
                first = (person.id, day) not in welcomed
                if self._free(person, day, (span[0] - welcome * first, span[1])):
                    break
            else:
                raise CannotSay("no comédien left")
            if first:
                welcomed.add((person.id, day))
                self._take(person.id, day, (span[0] - welcome, span[0]))
                yield Presence(person.id, Role.COMEDIEN, self._at(day, span[0] - welcome), passage.debut)
            yield self._beside(person.id, Role.COMEDIEN, passage)

    # Who leads the day

    def _leaders(self, day: Day, others: Sequence[Presence]) -> Iterator[Presence]:
        events = [*self.plan.passages, *self.plan.travaux, *self.plan.accueils, *others]
        spans = [(minute(e.debut), minute(e.fin)) for e in events if e.debut.date() == day.date]
        people = [p for p in self.people if Role.RESPONSABLE in p.roles and not self._torn(p, day, others)]
        if not spans or not any(Role.RESPONSABLE in p.roles for p in self.people):
            return
        reached, end = min(a for a, _ in spans), max(b for _, b in spans)
        while reached < end:
            until = {p.id: self._leads_until(p, day, reached, end) for p in people}
            best = max(people, key=lambda p: (until[p.id], not p.suppleant, -p.index), default=None)
            if best is None or until[best.id] <= reached:
                raise CannotSay("nobody to lead the day")
            yield Presence(best.id, Role.RESPONSABLE, self._at(day.index, reached), self._at(day.index, until[best.id]))
            reached = until[best.id]

    def _torn(self, person: Person, day: Day, others: Sequence[Presence]) -> bool:
        plays = any(p.personne == person.id and p.role == Role.COMEDIEN and p.debut.date() == day.date for p in others)
        sits = any(person.id in c.membres and c.jour == day.date for c in self.plan.compositions)
        return plays or sits

    def _leads_until(self, person: Person, day: Day, start: int, end: int) -> int:
        away = self.question.problem.unavailable(person, day)
        if any(a <= start < b for a, b in away):
            return start
        return min([end, *(a for a, _ in away if a > start)])


def _merged(watched: list[tuple[Span, int]]) -> list[tuple[int, int, set[int]]]:
    """The stretches during which somebody is in a room, with the candidats (indices) of each."""
    merged: list[tuple[int, int, set[int]]] = []
    for (start, end), candidat in sorted(watched):
        if merged and start <= merged[-1][1]:
            a, b, who = merged[-1]
            merged[-1] = (a, max(b, end), who | {candidat})
        else:
            merged.append((start, end, {candidat}))
    return merged
