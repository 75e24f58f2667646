"""Who may make a jury for a day: as a hand pairs people, and as a model may choose among pairs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.peers.question import Block, Question, free_stretch
from tpplanner.domain.session import cle
from tpplanner.solver.model.problem import DAY, Day, Person, Slot, Span


@dataclass(frozen=True, slots=True)
class Team:
    """A jury of a day: its membres (indices), the minutes within which it may work, its name if the centre gives it."""

    day: int
    membres: tuple[int, ...]
    span: Span
    given: str = ""

    def may_hear(self, block: Block) -> bool:
        """Whether nobody in it is linked to the candidat."""
        return not block.linked & set(self.membres)


def absences(question: Question, person: Person, day: Day) -> list[Span]:
    """When a membre cannot sit: away, or before the hour (or on a day) at which he was not convened."""
    hours = question.problem.convocations()
    away = list(person.away[day.index])
    if any(id_ == person.id for id_, _ in hours):
        away.append((0, hours.get((person.id, day.date), DAY)))
    return away


def team(question: Question, day: Day, membres: Sequence[int], given: str = "") -> Team | None:
    """The jury of those membres that day; None where they are too few, unqualified or never there together."""
    people = [question.problem.people[m] for m in membres]
    wanted = {cle(q) for q in question.session.referentiel.qualites}
    held = {cle(q) for person in people for q in person.qualites}
    if len(people) < question.session.referentiel.membres_min or not wanted <= held:
        return None
    if not all(person.habilite[day.index] for person in people):
        return None
    span = free_stretch(day, [away for person in people for away in absences(question, person, day)])
    return Team(day.index, tuple(membres), span, given) if span is not None else None


def sitting_sizes(question: Question) -> range:
    """How many sit in a jury: the least, and as many more as qualities that the least may not hold together."""
    least = question.session.referentiel.membres_min
    return range(least, least + len(question.session.referentiel.qualites) + 1)


def pool(question: Question, day: Day) -> list[Person]:
    """Those who may sit that day, the ones who are there all day first."""
    slots = question.problem.slots_of(day.index)
    there = {p for slot in slots for p in slot.pool if question.problem.people[p].habilite[day.index]}
    people = [question.problem.people[p] for p in sorted(there)]
    spans = {p.index: free_stretch(day, absences(question, p, day)) for p in people}
    present = [p for p in people if spans[p.index] is not None]
    return sorted(present, key=lambda p: (spans[p.index] != (day.open, day.close), p.index))


def must_sit(question: Question, slot: Slot) -> list[int]:
    """Who sits in a jury that the centre gives, if it sits: those of it who are there all day."""
    if not slot.given:
        return []
    people, day = question.problem.people, question.days[slot.day]
    there = [p for p in slot.pool if people[p].habilite[slot.day] and not absences(question, people[p], day)]
    return [p for p in there if not people[p].roles]


def given_teams(question: Question, day: Day) -> list[Team]:
    """The juries that the centre gives, each with those of it who are there all day, or with all of it."""
    found = []
    for slot in (s for s in question.problem.slots_of(day.index) if s.given):
        whole = [p for p in slot.pool if not absences(question, question.problem.people[p], day)]
        there = next((t for ids in (whole, slot.pool) if (t := team(question, day, ids, slot.given))), None)
        found += [there] if there is not None else []
    return found


def paired(question: Question, day: Day, turn: int = 0) -> list[Team]:
    """Juries as a hand makes them: down the list of who is there, begun `turn` names further."""
    if question.session.jurys:
        return given_teams(question, day)
    free = pool(question, day)
    free = [*free[turn % len(free) :], *free[: turn % len(free)]] if free else []
    teams: list[Team] = []
    while True:
        first = next(_teams_among(question, day, free), None)
        if first is None:
            return teams
        teams.append(first)
        free = [p for p in free if p.index not in first.membres]


def _teams_among(question: Question, day: Day, people: Sequence[Person]) -> Iterator[Team]:
    for size in sitting_sizes(question):
        for some in combinations(people, size):
            made = team(question, day, [p.index for p in some])
            if made is not None:
                yield made


def alternatives(question: Question, day: Day, most: int) -> list[Team]:
    """At most so many juries to choose from: the hand's pairs of one turn after another, then any others."""
    if question.session.jurys:
        return given_teams(question, day)
    found: dict[frozenset[int], Team] = {}
    people = pool(question, day)
    for turn in range(len(people)):
        for made in paired(question, day, turn):
            found.setdefault(frozenset(made.membres), made)
    least = sitting_sizes(question)[0]
    for made in _teams_among(question, day, people):
        if len(found) >= most or len(made.membres) > least:
            break
        found.setdefault(frozenset(made.membres), made)
    return list(found.values())[:most]


def useful_slots(question: Question, day: Day) -> list[Slot]:
    """The jury-days that the compiled session offers on a day, no more than it has rooms for juries."""
    slots = list(question.problem.slots_of(day.index))
    return slots if question.session.jurys else slots[: question.open_jury_rooms(day)]
