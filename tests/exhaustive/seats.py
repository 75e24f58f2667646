"""Who sits before whom: candidats of a day put before juries, and membres in these, in every way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from exhaustive.candidat import NotTried, Path, away, minute
from exhaustive.jury_day import Span
from tpplanner.domain.duties import exclusions
from tpplanner.domain.session import Membre, Session, cle

if TYPE_CHECKING:
    from exhaustive.calendar_ import Calendar

Blocks = tuple[tuple[date, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """A jury on a day: who sits, whom it hears (ranks), its hours; `half`: a membre sits in another jury that day."""

    day: date
    jury: str
    membres: tuple[str, ...]
    candidats: tuple[int, ...]
    hours: Span
    half: bool


def seatings(session: Session, paths: list[Path], calendar: "Calendar", called: int) -> Iterator[tuple[Seat, ...]]:
    """Every way to seat juries for a calendar with so many days of membres; one of those that only names tell apart."""
    seen: set[object] = set()
    for blocks in _all_blocks(calendar):
        for teams in _teams(session, paths, calendar, blocks, called):
            for seats in _hours(session, blocks, teams):
                mark = tuple((s.day, s.candidats, s.hours, s.half, _named(session, s.membres)) for s in seats)
                if mark not in seen:
                    seen.add(mark)
                    yield seats


def _named(session: Session, membres: tuple[str, ...]) -> tuple[str, ...]:
    """Those of them who have other roles, or a convocation."""
    others = {p.id for p in session.personnes} | {c.personne for c in session.convocations}
    return tuple(m for m in membres if m in others or session.jurys)


def _all_blocks(calendar: "Calendar") -> Iterator[Blocks]:
    days = sorted({day for _, day in calendar.heard})

    def choose(rest: list[date]) -> Iterator[Blocks]:
        if not rest:
            yield ()
            return
        for parts in _partitions([c for c, d in sorted(calendar.heard) if d == rest[0]]):
            for others in choose(rest[1:]):
                yield (*((rest[0], part) for part in parts), *others)

    return choose(days)


def _partitions(items: list[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    if not items:
        yield ()
        return
    first, *rest = items
    for parts in _partitions(rest):
        yield ((first,), *parts)
        for i, part in enumerate(parts):
            yield (*parts[:i], (first, *part), *parts[i + 1 :])


# Membres


def _juries(session: Session, day: date) -> list[tuple[str, tuple[str, ...]]]:
    """The juries that may sit on a day: those of the centre, else as many membres as the rules ask for."""
    there = [m for m in session.membres if not m.observateur and _habilite(session, m, day)]
    if session.jurys:
        ids = {m.id for m in there}
        if any(m.indisponibilites for m in there) or any(not set(j.membres) <= ids for j in session.jurys):
            raise NotTried("a given jury without one of its own")
        return [(j.id, j.membres) for j in session.jurys]
    teams = combinations([m.id for m in there], session.referentiel.membres_min)
    return [("-".join(team), team) for team in teams]


def _habilite(session: Session, membre: Membre, day: date) -> bool:
    ref = session.referentiel
    mine = (h for h in membre.habilitations if cle(h.titre) in (cle(ref.sigle), cle(ref.code)))
    return any(h.millesime == ref.millesime and (h.fin is None or h.fin >= day) for h in mine)


def _teams(
    session: Session, paths: list[Path], calendar: "Calendar", blocks: Blocks, called: int
) -> Iterator[tuple[tuple[str, tuple[str, ...]], ...]]:
    linked = {(e.candidat, e.membre) for e in exclusions(session)}
    offered = {day: _juries(session, day) for day, _ in blocks}

    def choose(
        i: int, chosen: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> Iterator[tuple[tuple[str, tuple[str, ...]], ...]]:
        days = {(m, blocks[k][0]) for k, (_, team) in enumerate(chosen) for m in team}
        if len(days) > called:
            return
        if i == len(blocks):
            if len(days) == called and _within_quota(session, paths, calendar, blocks, chosen):
                yield chosen
            return
        day, candidats = blocks[i]
        ids = {session.candidats[c].id for c in candidats}
        for jury in offered[day]:
            alike = [k for k in range(i) if chosen[k] == jury and blocks[k][0] == day]
            known = [k for k in range(i) if set(blocks[k][1]) & set(candidats)]
            if alike or any(chosen[k] != jury for k in known) or any((c, m) in linked for c in ids for m in jury[1]):
                continue
            yield from choose(i + 1, (*chosen, jury))

    return choose(0, ())


def _within_quota(
    session: Session,
    paths: list[Path],
    calendar: "Calendar",
    blocks: Blocks,
    teams: tuple[tuple[str, tuple[str, ...]], ...],
) -> bool:
    """Whether no membre sees more in a day than a jury may."""
    if session.quota is None:
        return True
    seen: dict[tuple[str, date], Fraction] = {}
    for (day, candidats), (_, team) in zip(blocks, teams, strict=True):
        load = sum((_weight(session, paths[c], calendar.heard[c, day]) for c in candidats), Fraction(0))
        for membre in team:
            seen[membre, day] = seen.get((membre, day), Fraction(0)) + load
    return all(load <= session.quota for load in seen.values())


def _weight(session: Session, path: Path, groups: tuple[int, ...]) -> Fraction:
    if path.candidat.titre:
        return Fraction(1)
    minutes = sum(e.minutes_jury for g in groups for e in path.groups[g])
    return Fraction(minutes, session.referentiel.titre.minutes_jury)


# Hours


def _hours(
    session: Session, blocks: Blocks, teams: tuple[tuple[str, tuple[str, ...]], ...]
) -> Iterator[tuple[Seat, ...]]:
    """The stretches for which all the membres of each jury are there."""
    shared = [
        any(
            k != i and blocks[k][0] == blocks[i][0] and set(team) & set(teams[i][1])
            for k, (_, team) in enumerate(teams)
        )
        for i in range(len(blocks))
    ]

    def choose(i: int, chosen: tuple[Seat, ...]) -> Iterator[tuple[Seat, ...]]:
        if i == len(blocks):
            yield chosen
            return
        (day, candidats), (jury, team) = blocks[i], teams[i]
        for hours in _free(session, day, team):
            yield from choose(i + 1, (*chosen, Seat(day, jury, team, candidats, hours, shared[i])))

    return choose(0, ())


def _free(session: Session, day: date, team: tuple[str, ...]) -> list[Span]:
    fiche = session.jour(day)
    low, high = minute(fiche.ouverture), minute(fiche.fin)
    taken = [span for m in team for span in _away(session, m, day)]
    edges = sorted({low, high, *(x for span in taken for x in span if low < x < high)})
    free = [(a, b) for a, b in pairwise(edges) if not any(d < b and a < f for d, f in taken)]
    merged: list[Span] = []
    for a, b in free:
        if merged and merged[-1][1] == a:
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return merged


def _away(session: Session, membre: str, day: date) -> list[Span]:
    """When a membre is away on a day, what comes before his convocation included."""
    mine = {c.jour: c for c in session.convocations if c.personne == membre}
    spans = away(session.membre(membre).indisponibilites, day)
    spans += [s for p in session.personnes if p.id == membre for s in away(p.indisponibilites, day)]
    if mine and day not in mine:
        return [(0, 24 * 60)]
    if mine and not mine[day].accord:
        spans.append((0, minute(mine[day].heure)))
    return spans
