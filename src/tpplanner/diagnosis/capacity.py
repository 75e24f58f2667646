"""What counting proves: shortages that no plan can overcome, over days, juries and collective épreuves."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, combinations, pairwise, product
from math import ceil

from tpplanner.audit.juries import est_habilite
from tpplanner.audit.view import View
from tpplanner.domain.answers import Shortage
from tpplanner.domain.duties import (
    colleagues,
    epreuves_de,
    exclusions,
    exclusions_des_comediens,
    jury_donne,
    remplacants,
    with_one,
)
from tpplanner.domain.plan import Plan, minutes_between
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Phase, Surveillance
from tpplanner.domain.session import Candidat, Jour, Jury, Membre, Personne, Plage, Reponse, Role, Salle, Session, cle
from tpplanner.errors import Issue, Severity
from tpplanner.sheets.session import JURYS
from tpplanner.solver import Budget, places_before_juries
from tpplanner.texts import lecture
from tpplanner.texts.noms import Noms, Texte
from tpplanner.tuning import MOST_KINDS

# What a collective épreuve lacks at every minute at which it could begin: it begins at one minute for all.

DAY = 24 * 60

Bits = tuple[int, ...]
"""Minutes of each day at which something may begin, as the bits of a number."""

Offsets = tuple[int, int]
"""From how many minutes after the start, to how many."""

POSTES, RESSOURCES, SURVEILLANTS = "postes", "ressources", "surveillants"
EN_SALLE = "materiel_en_salle"
"""posts and resources of each room together: a set of devices serves those of its own room"""


def missing_together(session: Session) -> Iterator[Shortage]:
    """Of each collective épreuve that has not begun, what no minute of the session has for all who sit it."""
    for epreuve in (e for e in session.referentiel.epreuves() if e.collective):
        sitting = [c for c in session.candidats if epreuve in epreuves_de(session.referentiel, c)]
        if sitting and not _begun(session, epreuve):
            yield from _shared_aides(epreuve, sitting)
            yield from _Start(session, epreuve, sitting).missing()


def duree(candidat: Candidat, epreuve: Epreuve, phase: Phase) -> int:
    """The minutes of a phase for a candidat, their majoration included."""
    return ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature_de(phase))))


def _begun(session: Session, epreuve: Epreuve) -> bool:
    """Whether it has begun for anybody: what has begun is judged by nobody."""
    now = session.maintenant
    passages = (p for plan in session.reference for p in plan.passages)
    return now is not None and any(p.epreuve == epreuve.id and p.debut < now for p in passages)


def _stretches(candidat: Candidat, epreuve: Epreuve) -> list[tuple[Phase, Offsets]]:
    """The phases of an épreuve of which it is sure when a candidat is in them, whatever midday cuts."""
    if epreuve.coupure_midi:
        return [(epreuve.phases[0], (0, 1))]
    ends = list(accumulate((duree(candidat, epreuve, phase) for phase in epreuve.phases), initial=0))
    return list(zip(epreuve.phases, pairwise(ends), strict=True))


def _helped(candidat: Candidat, epreuve: Epreuve) -> tuple[Offsets, ...]:
    """Those of them in which their aide is there."""
    return tuple(at for phase, at in _stretches(candidat, epreuve) if candidat.aide_dans(epreuve, phase))


def _shared_aides(epreuve: Epreuve, sitting: list[Candidat]) -> Iterator[Shortage]:
    """An aide needed by two at once: each with the first of those with whom they are then."""
    earlier: dict[str, list[tuple[str, tuple[Offsets, ...]]]] = {}
    for candidat in sitting:
        mine, others = _helped(candidat, epreuve), earlier.setdefault(candidat.aide, [])
        at_once = (id_ for id_, theirs in others if any(a < d and c < b for a, b in mine for c, d in theirs))
        if (first := next(at_once, None)) is not None:
            yield Shortage("aide_commune", (epreuve.id, candidat.aide, first, candidat.id), 2, 1)
        others.append((candidat.id, mine))


@dataclass(frozen=True, slots=True)
class _Kind:
    """Candidats whom nothing tells apart here: when they may begin, with or without their aide, and their places.

    `stretches` are those of their phases that are sure, whatever midday cuts; `helped` those with their aide.
    """

    starts: Bits
    aide: str
    aided: Bits
    helped: tuple[Offsets, ...]
    a_part: bool
    accessible: bool
    stretches: tuple[Offsets, ...]


@dataclass
class _Demand:
    """What is asked of a start: so many candidats of each kind, these aides, enough of these resources."""

    number: dict[_Kind, int]
    aides: set[str]
    resources: set[str]


RoomChoices = tuple[tuple[int, bool, int], ...]
"""Rooms (as bits) in which so many candidats may be, and whether each must be alone in theirs."""


class _Start:
    """The start of one collective épreuve."""

    def __init__(self, session: Session, epreuve: Epreuve, sitting: list[Candidat]) -> None:
        self.session, self.epreuve, self.sitting = session, epreuve, sitting
        self.jours = sorted(session.jours, key=lambda j: j.date)
        self.kinds: dict[_Kind, list[Candidat]] = {}
        for candidat in sitting:
            self.kinds.setdefault(self._kind(candidat), []).append(candidat)
        self._enough: dict[tuple[object, ...], bool] = {}
        self._open: dict[tuple[str, int, Offsets], int] = {}

    def missing(self) -> Iterator[Shortage]:
        """The lack that a minimal set of what is asked proves, if there is any."""
        demand = _Demand(
            {kind: len(who) for kind, who in self.kinds.items()},
            {kind.aide for kind in self.kinds if kind.aide},
            set(self._resources()),
        )
        if self.possible(demand):
            return
        self._minimise(demand)
        if not demand.resources:
            yield from self._apart_in_time(demand)
        else:
            yield self._short(demand)

    def _minimise(self, demand: _Demand) -> None:
        """Ask for no more than what is needed for there to be no start; those who are like most are left out last."""
        for resource in sorted(demand.resources):
            demand.resources.discard(resource)
            if self.possible(demand):
                demand.resources.add(resource)
        for aide in sorted(demand.aides):
            demand.aides.discard(aide)
            if self.possible(demand):
                demand.aides.add(aide)
        self._as_most(demand)
        for kind in sorted(demand.number, key=lambda k: (k == self.plain, len(self.kinds[k]))):
            low, high = 0, demand.number[kind]
            while low < high:
                demand.number[kind] = (low + high) // 2
                if self.possible(demand):
                    low = demand.number[kind] + 1
                else:
                    high = demand.number[kind]
            demand.number[kind] = high

    def _as_most(self, demand: _Demand) -> None:
        """Count those like most of whom what is special is not needed."""
        for kind in [k for k in demand.number if k != self.plain]:
            as_most = {k: n for k, n in demand.number.items() if k != kind}
            as_most[self.plain] = as_most.get(self.plain, 0) + demand.number[kind]
            if not self.possible(_Demand(as_most, demand.aides, demand.resources)):
                demand.number = as_most
                self.kinds.setdefault(self.plain, []).extend(self.kinds.pop(kind))

    @cached_property
    def plain(self) -> _Kind:
        """The kind of a candidat about whom nothing is special."""
        return self._kind(Candidat("", ""))

    def _named(self, demand: _Demand, *, everybody: bool = False) -> tuple[str, ...]:
        """Those asked for, in the order of the session: they whom something tells apart, or all."""
        ids = {c.id for k, n in demand.number.items() if everybody or k != self.plain for c in self.kinds[k][:n]}
        return tuple(c.id for c in self.session.candidats if c.id in ids)

    def _apart_in_time(self, demand: _Demand) -> Iterator[Shortage]:
        who = self._named(demand, everybody=True)
        if len(who) == 1 and not any(self.plain.starts):
            shortest = min(self.session.reglages.accueil, self.session.reglages.accueil_autres_jours)
            longest = max(_minute(j, j.a(j.fin)) - _minute(j, j.a(j.accueil)) - shortest for j in self.jours)
            if self.epreuve.minutes > longest:
                return  # no day is long enough for anybody: told as such
        helped = tuple(sorted(demand.aides))
        yield Shortage("debut_commun", (self.epreuve.id, *who, *helped), len(who), len(who) - 1)

    def _short(self, demand: _Demand) -> Shortage:
        first, *others = sorted(demand.resources)
        named = (*self._named(demand), *sorted(demand.aides))
        if others:
            return Shortage("moyens_debut", (self.epreuve.id, *named), 1, 0)
        if first == SURVEILLANTS:
            return self._short_of_surveillants(demand, named)
        if first in (RESSOURCES, EN_SALLE):
            return self._short_of_resources(first)
        usage = first.removeprefix(f"{POSTES} ")
        rooms = self._rooms(usage)
        sitting = sum(len(who) for who in self.kinds.values())
        posts = sum(max(1, s.postes) for s in rooms)
        if sitting > posts and not named:
            return Shortage("postes", (self.epreuve.id, usage), sitting, posts)
        open_at_once = max(self._open_at(demand, usage, day, at) for day, at in self._starts(demand))
        sujet = (self.epreuve.id, usage, *named, *self._not_there(demand, "salles", rooms))
        return Shortage("salles_debut", sujet, open_at_once + 1, open_at_once)

    def _not_there(self, demand: _Demand, champ: str, suspects: Iterable[Salle | Personne]) -> Iterator[str]:
        """The rooms, or people, without whose absences, as few as can be, there would be a start."""
        session = self.session
        for suspect in (s for s in suspects if s.indisponibilites):
            there = with_one(session, champ, suspect.id, indisponibilites=())
            if _Start(there, self.epreuve, self.sitting).possible(demand):
                yield suspect.id
            else:
                session = there

    def _short_of_resources(self, which: str) -> Shortage:
        """Of sets, how many it takes and how many there are; or how many candidats find one in their own room."""
        epreuve, sitting = self.epreuve, len(self.sitting)
        usages = dict.fromkeys(p.usage for p in epreuve.phases if p.usage != USAGE_JURY)
        if which == EN_SALLE:
            usage = min(usages, key=lambda u: sum(map(self._in_its_room, self._rooms(u))))
            places = sum(map(self._in_its_room, self._rooms(usage)))
            salles = (s.id for s in self._rooms(usage))
            return Shortage(EN_SALLE, (epreuve.id, epreuve.ressource, *salles), sitting, min(places, sitting - 1))
        needed = ceil(Fraction(sitting, epreuve.partage))
        there = min(sum(_resource(s, epreuve.ressource) for s in self._rooms(u)) for u in usages)
        return Shortage(RESSOURCES, (epreuve.id, epreuve.ressource), needed, min(there, needed - 1))

    def _short_of_surveillants(self, demand: _Demand, named: tuple[str, ...]) -> Shortage:
        watching = self.session.avec_role(Role.SURVEILLANT)
        if not named:
            demand = _Demand({kind: len(who) for kind, who in self.kinds.items()}, set(), demand.resources)
        short = (w for day, at in self._starts(demand) for w in self._watched(demand, day, at) if w[0] < w[1])
        there, needed = max(short)
        if not named and there == len(watching):
            return Shortage(SURVEILLANTS, (self.epreuve.id,), needed, there)
        sujet = (self.epreuve.id, *named, *self._not_there(demand, "personnes", watching))
        return Shortage("surveillants_debut", sujet, needed, there)

    # Whether there is a minute

    def possible(self, demand: _Demand) -> bool:
        """Whether counting finds a minute at which all that is asked is there."""
        if not any(demand.number.values()):
            return True
        return any(
            all(self._has(resource, demand, day, at) for resource in demand.resources)
            for day, at in self._starts(demand)
        )

    def _starts(self, demand: _Demand) -> Iterator[tuple[int, int]]:
        """The minutes at which all those asked for may begin: the day (its place), the minute."""
        kinds = [kind for kind, n in demand.number.items() if n]
        for day in range(len(self.jours)):
            bits = (1 << DAY) - 1
            for kind in kinds:
                bits &= kind.starts[day]
                if kind.aide in demand.aides:
                    bits &= kind.aided[day]
            while bits:
                lowest = bits & -bits
                yield day, lowest.bit_length() - 1
                bits ^= lowest

    def _has(self, resource: str, demand: _Demand, day: int, at: int) -> bool:
        if resource == SURVEILLANTS:
            return all(rooms <= there for there, rooms in self._watched(demand, day, at))
        if resource == RESSOURCES:
            return all(self._seats(demand, phase, day, at, self._by_resource) for phase in self._outside())
        if resource == EN_SALLE:
            return all(self._seats(demand, phase, day, at, self._in_its_room) for phase in self._outside())
        usage = resource.removeprefix(f"{POSTES} ")
        phases = [i for i in self._outside() if self.epreuve.phases[i].usage == usage]
        return all(self._seats(demand, phase, day, at, self._by_posts) for phase in phases)

    # Who may begin when

    def _kind(self, candidat: Candidat) -> _Kind:
        total = sum(duree(candidat, self.epreuve, phase) for phase in self.epreuve.phases)
        helped = _helped(candidat, self.epreuve)
        humains: tuple[Personne | Membre, ...] = (*self.session.personnes, *self.session.membres)
        absences = tuple(p for humain in humains if humain.id == candidat.aide for p in humain.indisponibilites)
        return _Kind(
            starts=tuple(self._begins(candidat, total, jour) for jour in self.jours),
            aide=candidat.aide if helped else "",
            aided=tuple(_free(absences, jour, helped) for jour in self.jours),
            helped=helped,
            a_part=candidat.salle_a_part,
            accessible=candidat.salle_accessible,
            stretches=tuple(at for _, at in _stretches(candidat, self.epreuve)),
        )

    def _begins(self, candidat: Candidat, minutes: int, jour: Jour) -> int:
        """When a candidat may begin on a day."""
        r = self.session.reglages
        accueil = r.accueil if jour is self.jours[0] else min(r.accueil, r.accueil_autres_jours)
        opens = max(_minute(jour, jour.a(jour.ouverture)), _minute(jour, jour.a(jour.accueil)) + accueil)
        bits = _between(opens, _minute(jour, jour.a(jour.fin)) - minutes + 1)
        if self.epreuve.minutes >= r.epreuve_longue:
            early, late = (_minute(jour, jour.a(h)) for h in (r.longue_matin, r.longue_apres_midi))
            bits &= ~_between(early + 1, late)
        bits &= _free(candidat.indisponibilites, jour, ((0, minutes),))
        for pin in (p for p in self.session.pins if (p.candidat, p.epreuve) == (candidat.id, self.epreuve.id)):
            at = _minute(jour, pin.parties[0].debut)
            bits &= _between(at, at + 1)
        return bits & self._convened(candidat, jour)

    def _convened(self, candidat: Candidat, jour: Jour) -> int:
        convocations = [c for c in self.session.convocations if c.personne == candidat.id]
        hours = [time() if c.accord else c.heure for c in convocations if c.jour == jour.date]
        if convocations and not hours:
            return 0
        return _between(max((_minute(jour, jour.a(h)) for h in hours), default=0), DAY)

    # Rooms

    def _resources(self) -> Iterator[str]:
        for usage in dict.fromkeys(self.epreuve.phases[i].usage for i in self._outside()):
            yield f"{POSTES} {usage}"
        if self.epreuve.ressource:
            yield RESSOURCES
            yield EN_SALLE
        if self.session.avec_role(Role.SURVEILLANT):
            yield SURVEILLANTS

    def _outside(self) -> list[int]:
        """The phases, outside the juries' rooms, in which each has a place of their own; where there is any room."""
        epreuve = self.epreuve
        sure = epreuve.phases[:1] if epreuve.coupure_midi else epreuve.phases
        return [
            i
            for i, p in enumerate(sure)
            if p.usage != USAGE_JURY
            and (p.partagee or p.presence is not Surveillance.JURY or epreuve.simultanes == 1)
            and self._rooms(p.usage)
        ]

    def _rooms(self, usage: str) -> list[Salle]:
        return [s for s in self.session.salles if usage in s.usages]

    def _by_posts(self, salle: Salle) -> int:
        return max(1, salle.postes)

    def _by_resource(self, salle: Salle) -> int:
        return self.epreuve.partage * _resource(salle, self.epreuve.ressource)

    def _in_its_room(self, salle: Salle) -> int:
        return min(self._by_posts(salle), self._by_resource(salle))

    def _at_once(self, demand: _Demand, phase: int) -> Offsets | None:
        """The minutes, from the start, in which all those asked for are in a phase at once."""
        stretches = [kind.stretches[phase] for kind, n in demand.number.items() if n]
        low, high = max(debut for debut, _ in stretches), min(fin for _, fin in stretches)
        return (low, high) if low < high else None

    def _places(self, demand: _Demand, phase: int, day: int, at: int) -> RoomChoices:
        """In which rooms, open for as long, those asked for may be in a phase; any where no accessible one is."""
        step = self.epreuve.phases[phase]
        rooms = self._rooms(step.usage)
        lacking = not any(s.accessible for s in rooms)
        places: dict[tuple[int, bool], int] = {}
        for kind, n in demand.number.items():
            open_ = 0
            for i, salle in enumerate(rooms if n else ()):
                if kind.accessible and not (salle.accessible or lacking):
                    continue
                open_ |= (self._opened(salle, day, kind.stretches[phase]) >> at & 1) << i
            alone = not step.partagee or (kind.a_part and step.presence is not Surveillance.JURY)
            if n:
                places[open_, alone] = places.get((open_, alone), 0) + n
        return tuple((open_, alone, n) for (open_, alone), n in sorted(places.items()))

    def _opened(self, salle: Salle, day: int, stretch: Offsets) -> int:
        key = (salle.id, day, stretch)
        if key not in self._open:
            self._open[key] = _free(salle.indisponibilites, self.jours[day], (stretch,))
        return self._open[key]

    def _open_at(self, demand: _Demand, usage: str, day: int, at: int) -> int:
        """How many rooms of a kind are open for somebody asked for, in that phase of its own where fewest are."""
        phases = [i for i in self._outside() if self.epreuve.phases[i].usage == usage]
        return min(_union(self._places(demand, phase, day, at)).bit_count() for phase in phases)

    def _seats(self, demand: _Demand, phase: int, day: int, at: int, posts: Callable[[Salle], int]) -> bool:
        """Whether rooms may hold all those asked for, where they are in a phase all at once."""
        if self._at_once(demand, phase) is None:
            return True
        places = self._places(demand, phase, day, at)
        key = (places, phase, posts.__name__)
        if key not in self._enough:
            numbers = [posts(s) for s in self._rooms(self.epreuve.phases[phase].usage)]
            self._enough[key] = all(_holds(union, places, numbers) for union in _unions(places))
        return self._enough[key]

    def _watched(self, demand: _Demand, day: int, at: int) -> Iterator[tuple[int, int]]:
        """While all are watched by surveillants: how many of these are there at least, and for how many rooms."""
        jour, watching = self.jours[day], self.session.avec_role(Role.SURVEILLANT)
        helping: dict[str, list[Offsets]] = {}
        for kind in (kind for kind, n in demand.number.items() if n and kind.aide in demand.aides):
            helping.setdefault(kind.aide, []).extend((at + a, at + b) for a, b in kind.helped)
        for phase in (i for i in self._outside() if self.epreuve.phases[i].presence is Surveillance.SURVEILLANT):
            together = self._at_once(demand, phase)
            if together is None:
                continue
            low, high = at + together[0], at + together[1]
            absences = [
                [*(_within(jour, plage) for plage in p.indisponibilites), *helping.get(p.id, ())] for p in watching
            ]
            moments = {low, *(debut for spans in absences for debut, _ in spans if low < debut < high)}
            there = min(
                sum(not any(debut <= moment < fin for debut, fin in spans) for spans in absences) for moment in moments
            )
            yield there, self._rooms_needed(self._places(demand, phase, day, at), phase)

    def _rooms_needed(self, places: RoomChoices, phase: int) -> int:
        """In how many rooms they are at least, each as full as it may be."""
        rooms = self._rooms(self.epreuve.phases[phase].usage)
        open_ = _union(places)
        posts = sorted((max(1, s.postes) for i, s in enumerate(rooms) if open_ >> i & 1), reverse=True)
        needed = sum(n for _, alone, n in places if alone)
        unplaced = sum(n for _, alone, n in places if not alone)
        for number in posts:
            if unplaced > 0:
                needed, unplaced = needed + 1, unplaced - number
        return needed


# Minutes of a day as bits


def _minute(jour: Jour, moment: datetime) -> int:
    """The minute of a day at which a moment is: below 0 or beyond its length on other days."""
    return minutes_between(jour.a(time()), moment)


def _between(low: int, high: int) -> int:
    """The minutes of a day in ``[low, high)``."""
    low, high = max(0, low), min(DAY, high)
    return (1 << high) - (1 << low) if low < high else 0


def _within(jour: Jour, plage: Plage) -> Offsets:
    return _minute(jour, plage.debut), _minute(jour, plage.fin)


def _free(absences: tuple[Plage, ...], jour: Jour, stretches: tuple[Offsets, ...]) -> int:
    """The starts from which none of these stretches meets an absence."""
    bits = _between(0, DAY)
    for (debut, fin), stretch in product([_within(jour, plage) for plage in absences], stretches):
        bits &= ~_between(debut - stretch[1] + 1, fin - stretch[0])
    return bits


# Rooms as bits


def _resource(salle: Salle, nom: str) -> int:
    return dict(salle.ressources).get(nom, 0)


def _union(places: RoomChoices) -> int:
    rooms = 0
    for open_, _, _ in places:
        rooms |= open_
    return rooms


def _unions(places: RoomChoices) -> set[int]:
    """The sets of rooms for which those who may be nowhere else are counted."""
    kinds = sorted({open_ for open_, _, _ in places})
    sizes = range(1, len(kinds) + 1) if len(kinds) <= MOST_KINDS else (1, 2, len(kinds))
    return {_union(tuple((k, False, 0) for k in some)) for size in sizes for some in combinations(kinds, size)}


def _holds(rooms: int, places: RoomChoices, posts: list[int]) -> bool:
    """Whether these rooms may hold those who may be in no other: some alone in one each, the least at best."""
    there = sorted(n for i, n in enumerate(posts) if rooms >> i & 1 and n)
    inside = [(alone, n) for open_, alone, n in places if not open_ & ~rooms]
    rooms_taken = sum(n for alone, n in inside if alone)
    return rooms_taken <= len(there) and sum(n for alone, n in inside if not alone) <= sum(there[rooms_taken:])


# What counting proves: shortages that no plan can overcome, found without any search.


def shortages(session: Session) -> tuple[Shortage, ...]:
    """Every lack that arithmetic proves: membres, minutes, places, rooms, posts, people, vehicles."""
    counts = (_membres, _minutes_jury, _quota, _salles, missing_together, _booked, _durees)
    return tuple(shortage for count in counts for shortage in count(session))


def _membres(session: Session) -> Iterator[Shortage]:
    """Enough membres habilités at all, with each quality, and without a link to each candidat."""
    sitting = _siegeables(session)
    least = session.referentiel.membres_min
    if len(sitting) < least:
        yield Shortage("membres", (), least, len(sitting))
        return
    apart = {frozenset((c.un, c.autre)) for c in colleagues(session)}
    together = _most_together([m.id for m in sitting], apart, least) if apart else least
    if together < least:
        yield Shortage("organismes", tuple(m.id for m in sitting), least, together)
        return
    for qualite in session.referentiel.qualites:
        if not any(cle(qualite) in {cle(q) for q in membre.qualites} for membre in sitting):
            yield Shortage("qualites", (qualite,), 1, 0)
    linked = {(e.candidat, e.membre) for e in exclusions(session)}
    for candidat in session.candidats:
        free = sum((candidat.id, membre.id) not in linked for membre in sitting)
        if free < least:
            yield Shortage("membres_candidat", (candidat.id,), least, free)


def _most_together(ids: Sequence[str], apart: Set[frozenset[str]], enough: int) -> int:
    """How many of these may sit in one jury, those apart in two: the most of them, or `enough`."""
    if not ids or not enough:
        return 0
    first, *others = ids
    with_first = 1 + _most_together([o for o in others if {first, o} not in apart], apart, enough - 1)
    return with_first if with_first >= enough else max(with_first, _most_together(others, apart, enough))


def _siegeables(session: Session) -> list[Membre]:
    """Membres who could sit on some day."""
    return [m for m in session.membres if any(_minutes_du_membre(session, m, jour) for jour in session.jours)]


def _minutes_du_membre(session: Session, membre: Membre, jour: Jour) -> int:
    """The minutes of a day that a membre could give: none without a habilitation, or for an observateur."""
    if membre.observateur or not _habilite(session, membre, jour.date):
        return 0
    return _libres(jour, membre.indisponibilites)


def _habilite(session: Session, membre: Membre, jour: date) -> bool:
    """A generous reading: same titre, and not surely ended; what is refused here is refused by every rule."""
    noms = {cle(session.referentiel.sigle), cle(session.referentiel.code)}
    fin = session.referentiel.expiration
    return any(
        cle(h.titre) in noms and (h.fin is None or h.fin >= jour or (fin is not None and h.fin >= fin))
        for h in membre.habilitations
    )


def _libres(jour: Jour, absences: tuple[Plage, ...]) -> int:
    """Minutes of a day's opening hours outside some absences."""
    debut, fin = jour.a(jour.ouverture), jour.a(jour.fin)
    return _mesure(debut, fin, absences)


def _mesure(debut: datetime, fin: datetime, absences: tuple[Plage, ...]) -> int:
    total, reached = 0, debut
    for absence in sorted(absences, key=lambda a: a.debut):
        if absence.debut > reached:
            total += max(0, minutes_between(reached, min(absence.debut, fin)))
        reached = max(reached, min(absence.fin, fin))
    return total + max(0, minutes_between(reached, fin))


def _minutes_jury(session: Session) -> Iterator[Shortage]:
    """Minutes of membre: what juries must do with and for each candidat, against what membres have."""
    reglages = session.reglages
    besoin = 0
    for candidat in session.candidats:
        epreuves = epreuves_de(session.referentiel, candidat)
        if any(e.simultanes > 1 for e in epreuves):
            return
        besoin += reglages.lecture + reglages.deliberation
        besoin += sum(duree(candidat, e, p) for e in epreuves for p in e.phases if p.presence is Surveillance.JURY)
    besoin *= session.referentiel.membres_min
    disponible = sum(_minutes_du_membre(session, m, jour) for m in session.membres for jour in session.jours)
    if besoin > disponible > 0:
        yield Shortage("minutes_jury", (), besoin, disponible)


def _quota(session: Session) -> Iterator[Shortage]:
    """Places before juries: each membre sees at most the quota in a day, and each candidat takes several membres."""
    quota, reference = session.quota, session.referentiel.titre.minutes_jury
    if quota is None or not reference:
        return
    poids = sum((_poids(session, candidat, reference) for candidat in session.candidats), Fraction(0))
    jours = sum(_minutes_du_membre(session, m, jour) > 0 for m in session.membres for jour in session.jours)
    places = Fraction(quota * jours, session.referentiel.membres_min)
    if poids > places:
        yield Shortage("quota", (), ceil(poids), int(places))


def _poids(session: Session, candidat: Candidat, reference: int) -> Fraction:
    if candidat.titre:
        return Fraction(1)
    return Fraction(sum(e.minutes_jury for e in epreuves_de(session.referentiel, candidat)), reference)


def _salles(session: Session) -> Iterator[Shortage]:
    """A room of each kind asked for, and an accessible one for who needs it."""
    sujets: set[tuple[str, ...]] = set()
    for candidat in session.candidats:
        for epreuve in epreuves_de(session.referentiel, candidat):
            for usage in (phase.usage for phase in epreuve.phases):
                rooms = [s for s in session.salles if usage in s.usages]
                shortage = None
                if not rooms:
                    shortage = Shortage("salles", (usage, epreuve.id), 1, 0)
                elif candidat.salle_accessible and not any(s.accessible for s in rooms):
                    shortage = Shortage("salles_accessibles", (usage, candidat.id), 1, 0)
                if shortage is not None and shortage.sujet not in sujets:
                    sujets.add(shortage.sujet)
                    yield shortage


def _booked(session: Session) -> Iterator[Shortage]:
    """Those who play and the vehicles that each épreuve takes for one candidat."""
    excluded = {(e.candidat, e.membre) for e in exclusions_des_comediens(session)}
    sitting = {c.id: epreuves_de(session.referentiel, c) for c in session.candidats}
    for epreuve in session.referentiel.epreuves():
        candidats = [id_ for id_, dues in sitting.items() if epreuve in dues]
        for reservation in epreuve.reservations if candidats else ():
            sujet, besoin = (epreuve.id, reservation.sorte), reservation.combien
            if reservation.vehicule:
                if not any(v.convient(reservation.sorte) for v in session.vehicules):
                    yield Shortage("vehicules", sujet, 1, 0)
                continue
            able = [p.id for p in session.avec_role(Role.COMEDIEN) if p.peut_jouer(reservation.sorte)]
            if len(able) < besoin:
                yield Shortage("comediens", sujet, besoin, len(able))
                continue
            for candidat in candidats:
                free = sum((candidat, id_) not in excluded for id_ in able)
                if free < besoin:
                    yield Shortage("comediens_candidat", (*sujet, candidat), besoin, free)


def _durees(session: Session) -> Iterator[Shortage]:
    """Each épreuve fits some day after the accueil, and each candidat's épreuves fit their days."""
    shortest = min(session.reglages.accueil, session.reglages.accueil_autres_jours)
    longest = max(max(0, minutes_between(j.a(j.accueil), j.a(j.fin))) - shortest for j in session.jours)
    epreuves: set[str] = set()
    for candidat in session.candidats:
        durees = {
            e.id: sum(duree(candidat, e, phase) for phase in e.phases)
            for e in epreuves_de(session.referentiel, candidat)
        }
        for epreuve, minutes in durees.items():
            if minutes > longest and epreuve not in epreuves:
                epreuves.add(epreuve)
                yield Shortage("duree_epreuve", (epreuve,), minutes, longest)
        free = sum(_mesure(j.a(j.accueil), j.a(j.fin), candidat.indisponibilites) for j in session.jours)
        if sum(durees.values()) > free:
            yield Shortage("minutes_candidat", (candidat.id,), sum(durees.values()), free)


# Juries that the centre gives, beside those that sit in a plan: what differs as the rules allow is said.


def beside_given(session: Session, plan: Plan) -> Iterator[Issue]:
    """Of each day of a given jury, who does not sit with it, why, and who sits in their place."""
    view, noms = View(session, plan), Noms(session)
    for jury, jour in sorted(view.compositions) if session.jurys else ():
        donne = jury_donne(session, jury)
        for texte in _ecarts(view, noms, jour, jury, donne) if donne else ():
            yield Issue(Severity.WARNING, texte.message, texte.conseil, JURYS.titre)


def _ecarts(view: View, noms: Noms, jour: date, jury: str, jury_du_centre: Jury) -> Iterator[Texte]:
    ce_jury, ce_jour = noms.jury(jury), noms.jour(jour)
    siegent = {id_ for composition in view.compositions[jury, jour] for id_ in composition.membres}
    for id_ in (m for m in jury_du_centre.membres if m not in siegent):
        yield lecture.jury_sans(ce_jury, ce_jour, noms.etiquette(id_), _raison(view, id_, jury, jour))
    for id_ in sorted(siegent - set(jury_du_centre.membres)):
        raison = lecture.REMPLACE if id_ in remplacants(view.session, jury, jour) else lecture.NON_ADMIS
        yield lecture.jury_avec(ce_jury, ce_jour, noms.etiquette(id_), raison)


def _raison(view: View, id_: str, jury: str, jour: date) -> str:
    """Why a membre does not sit with their jury; who declined is asked first, for a search alone holds them absent."""
    membre = view.membres.get(id_)
    if membre is not None and membre.reponse is Reponse.DECLINE:
        return lecture.A_DECLINE
    if _lie(view, id_, jury, jour):
        return lecture.SE_DEPORTE
    return lecture.EMPECHE if _empeche(view, id_, jury, jour) else lecture.RIEN_NE_L_EMPECHE


def _lie(view: View, id_: str, jury: str, jour: date) -> bool:
    """Whether a membre has a link with a candidat whom that jury hears that day."""
    entendus = {chose.candidat for chose in view.choses.get((jury, jour), ()) if chose.suivi}
    return any(e.membre == id_ and e.candidat in entendus for e in exclusions(view.session))


def _empeche(view: View, id_: str, jury: str, jour: date) -> bool:
    """Whether something keeps a membre from a part of the jury's day: an absence, habilitation, a jury, a role."""
    debut = min(c.debut for c in view.compositions[jury, jour])
    fin = max(c.fin for c in view.compositions[jury, jour])
    membre = view.membres.get(id_)
    habilite = membre is None or est_habilite(view.referentiel, membre, jour)
    spans = [(c.debut, c.fin) for c in view.plan.compositions if id_ in c.membres]
    spans += [(p.debut, p.fin) for p in view.plan.presences if p.personne == id_]
    busy = any(de < fin and debut < a for de, a in spans)
    return not habilite or busy or view.absent(id_, debut, fin)


# Too few places before juries: the most that each jury-day can hold, summed.


def missing_places(session: Session, budget: Budget) -> tuple[Shortage, ...]:
    """The lack of places, if it is proven in that budget: what juries can hold at most, day by day."""
    places = places_before_juries(session, budget)
    if places is None or places.most >= len(session.candidats):
        return ()
    return (Shortage("places", (), len(session.candidats), places.most, places.detail),)
