"""From a session to a compiled problem: this is where datetimes stop."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from math import ceil, comb

from tpplanner.domain.appels import poids_des_attentes
from tpplanner.domain.departs import departs, midnight
from tpplanner.domain.duties import (
    SUITE,
    colleagues,
    epreuves_de,
    exclusions,
    exclusions_des_comediens,
    may_go_on,
    remplacants,
    tables_de,
    titulaires,
)
from tpplanner.domain.plan import minutes_between
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Phase, Reservation, Surveillance, Table
from tpplanner.domain.session import Candidat, Jour, Personne, Plage, Role, Session
from tpplanner.solver.model.problem import (
    Applicant,
    Claim,
    Day,
    Freedom,
    Person,
    Problem,
    Room,
    Slot,
    Span,
    Step,
    Task,
    Unit,
    Vehicle,
    away_all_day,
    begun_juries,
    minute,
    runs,
)
from tpplanner.solver.model.workload import juries_in_turn


def compile_session(session: Session, freedom: Freedom = Freedom.STRICT, slots_a_day: int | None = None) -> Problem:
    """Compile a session; `slots_a_day` overrides how many composed juries a day may have."""
    return _Compiler(session, freedom).problem(slots_a_day)


def unshared(problem: Problem) -> Problem:
    """The same problem, but a membre sits in one jury a day: nearly always enough, and much smaller.

    A day then needs no more composed juries than its membres can form at the same time.
    """
    least = problem.session.referentiel.membres_min
    slots: list[Slot] = []
    for day in problem.days:
        there = [
            p for p in problem.people if p.membre and p.habilite[day.index] and not away_all_day(day, p.away[day.index])
        ]
        for slot in problem.slots_of(day.index):
            if slot.given or slot.rank < len(there) // least:
                slots.append(replace(slot, index=len(slots)))
    return replace(problem, slots=tuple(slots), shared_membres=False)


def from_the_plainest(session: Session) -> tuple[Problem, ...]:
    """The problems of a session, the last of which is the session itself: first without any sharing of membres.

    A membre sits in one jury a day; then also in juries that follow each other. A plan of either problem is a plan of
    the session. Only the last can prove that there is no plan, or none better.
    """
    problem = compile_session(session)
    return (unshared(problem), problem) if problem.shared_membres else (problem,)


class _Compiler:
    """Builds the tables one after the other, each from the session and those before it."""

    def __init__(self, session: Session, freedom: Freedom) -> None:
        self.session = session
        self.freedom = freedom
        self.strict = freedom is Freedom.STRICT
        first = min(jour.date for jour in session.jours)
        ordered = sorted(session.jours, key=lambda jour: jour.date)
        self.days = tuple(_day(i, jour, (jour.date - first).days) for i, jour in enumerate(ordered))
        self.rooms = tuple(
            Room(i, s.id, s.usages, s.postes, dict(s.ressources), s.accessible, self._away(s.indisponibilites))
            for i, s in enumerate(session.salles)
        )
        self.vehicles = tuple(Vehicle(i, v.id, self._away(v.indisponibilites)) for i, v in enumerate(session.vehicules))
        self.off_grid = _off_grid(session)
        self.begun = _begun_minutes(session)
        self.departs = departs(session)
        self.waits = poids_des_attentes(session)
        self.people = self._people()
        self.tasks: list[Task] = []
        self.units: list[Unit] = []

    def problem(self, slots_a_day: int | None) -> Problem:
        people = self.people
        applicants = tuple(self._applicant(i, c) for i, c in enumerate(self.session.candidats))
        by_id = {p.id: p.index for p in people}
        index = {a.id: a.index for a in applicants}
        links = frozenset((index[e.candidat], by_id[e.membre]) for e in exclusions(self.session))
        together = [(by_id[c.un], by_id[c.autre]) for c in colleagues(self.session)]
        apart = frozenset((index[e.candidat], by_id[e.membre]) for e in exclusions_des_comediens(self.session))
        shared = not self.strict or self._may_share(people)
        bare = Problem(
            session=self.session,
            freedom=self.freedom,
            days=self.days,
            applicants=applicants,
            tasks=tuple(self.tasks),
            units=tuple(self.units),
            slots=(),
            people=people,
            rooms=self.rooms,
            vehicles=self.vehicles,
            links=links,
            colleagues=frozenset((min(pair), max(pair)) for pair in together),
            apart=apart,
            waits=self.waits,
            shared_membres=shared,
        )
        return replace(bare, slots=self._slots(bare, slots_a_day))

    def _away(self, plages: tuple[Plage, ...]) -> tuple[tuple[Span, ...], ...]:
        return tuple(tuple(_spans(day.date, plages)) for day in self.days)

    # People and juries

    def _people(self) -> tuple[Person, ...]:
        membres = {m.id: m for m in self.session.membres}
        others = {p.id: p for p in self.session.personnes}
        ids = list(dict.fromkeys([*membres, *others]))
        return tuple(self._person(i, id_, others.get(id_)) for i, id_ in enumerate(ids))

    def _person(self, index: int, id_: str, other: Personne | None) -> Person:
        membre = next((m for m in self.session.membres if m.id == id_), None)
        plages = (*(membre.indisponibilites if membre else ()), *(other.indisponibilites if other else ()))
        left = [d for d in self.departs if d.membre == id_]
        missed = tuple(d.plage for d in left)
        later = tuple(Plage(midnight(d.composition), d.absence.fin) for d in left)
        plages = (*(p for p in plages if p not in {d.absence for d in left}), *later)
        sits = membre is not None and not membre.observateur
        return Person(
            index=index,
            id=id_,
            away=self._away(plages),
            left=self._away(missed),
            roles=frozenset(other.roles if other else ()),
            suppleant=other.suppleant if other else False,
            membre=sits,
            habilite=tuple(membre is not None and habilite(self.session, id_, day.date) for day in self.days),
            qualites=frozenset(membre.qualites if membre else ()),
        )

    def _may_share(self, people: tuple[Person, ...]) -> bool:
        """Whether a membre could sit in two juries of one day: some day has more membres than one jury needs.

        Two juries of a day must differ by a membre (`jurys_distincts`): the least number of membres forms one jury.
        """
        if self.session.jurys:
            per_day = ([m for jury in self._given(day) for m in self._may_sit(jury, day)] for day in self.days)
            return any(len(seats) > len(set(seats)) for seats in per_day)
        least = self.session.referentiel.membres_min
        return any(sum(p.membre and self._able(p, day) for p in people) > least for day in self.days)

    def _given(self, day: Day) -> list[str]:
        """The juries that the centre gives, and those of them that may go on that day as another."""
        jurys = [jury.id for jury in self.session.jurys]
        return jurys + [jury + SUITE for jury in jurys if may_go_on(self.session, jury, day.date)]

    def _may_sit(self, jury: str, day: Day) -> frozenset[str]:
        """Who may sit that day in a jury that the centre gives."""
        return titulaires(self.session, jury) | remplacants(self.session, jury, day.date)

    @staticmethod
    def _able(person: Person, day: Day) -> bool:
        return person.habilite[day.index] and not away_all_day(day, person.away[day.index])

    def _slots(self, problem: Problem, slots_a_day: int | None) -> tuple[Slot, ...]:
        slots: list[Slot] = []
        people = problem.people
        least = self.session.referentiel.membres_min
        pool = tuple(p.index for p in people if p.membre)
        for day in self.days:
            if self.session.jurys:
                for rank, jury in enumerate(self._given(day)):
                    may_sit = self._may_sit(jury, day)
                    membres = tuple(p for p in pool if not self.strict or people[p].id in may_sit)
                    most = len(titulaires(self.session, jury))
                    slots.append(Slot(len(slots), day.index, rank, jury, membres, least, most))
                continue
            able = len([i for i in pool if self._able(people[i], day)] if self.strict else pool)
            seats = juries_in_turn(problem, day) * able // least
            most = max(least + len(self.session.referentiel.qualites), self._largest_fixed())
            sets = sum(comb(able, size) for size in range(least, most + 1))  # no two are the same (`jurys_distincts`)
            hearing = min(len(problem.applicants), seats)
            count = min(hearing + begun_juries(self.session, day.date), sets) if slots_a_day is None else slots_a_day
            slots += [Slot(len(slots) + k, day.index, k, "", pool, least, most) for k in range(count)]
        return tuple(slots)

    def _largest_fixed(self) -> int:
        """The most membres of a jury that is pinned or was planned before: more than the rules ask for may be typed."""
        counting = {m.id for m in self.session.membres if not m.observateur}
        fixed = [pin.membres for pin in self.session.pins]
        fixed += [c.membres for plan in self.session.reference for c in plan.compositions]
        return max((len(counting.intersection(membres)) for membres in fixed), default=0)

    # Candidats and what they pass

    def _applicant(self, index: int, fiche: Candidat) -> Applicant:
        dues = epreuves_de(self.session.referentiel, fiche)
        chains = self._chains(fiche, dues)
        chain_of = {e.id: len(self.units) + i for i, chain in enumerate(chains) for e in chain}
        first = len(self.tasks)
        for epreuve in dues:
            unit = chain_of.get(epreuve.id, -1)
            rank = next((chain.index(epreuve) for chain in chains if epreuve in chain), 0)
            self.tasks.append(self._task(index, fiche, epreuve, unit, rank))
        mine = tuple(range(first, len(self.tasks)))
        units = tuple(self._unit(index, chain, mine) for chain in chains)
        titre = self.session.referentiel.titre.minutes_jury
        return Applicant(
            index=index,
            id=fiche.id,
            fiche=fiche,
            tasks=mine,
            units=units,
            away=self._away(fiche.indisponibilites),
            weight=titre if fiche.titre else 0,
            wait_weight=self.waits.poids[fiche.id],
        )

    def _chains(self, fiche: Candidat, dues: tuple[Epreuve, ...]) -> list[tuple[Epreuve, ...]]:
        """The chains of a candidat: the épreuves of each table before the jury, cut at épreuves apart and at day links.

        Where no link fixes their order, and the order may matter, each épreuve is a chain of its own.
        """
        if not (self.strict and self.session.reglages.enchainer):
            return [(e,) for e in dues if e.devant_jury]
        chains: list[list[Epreuve]] = []
        for table in self._tables(fiche, dues):
            current: list[Epreuve] = []
            watched = [e for e in table if e.devant_jury]
            if not self._in_one_order(fiche, watched, dues):
                chains += [[epreuve] for epreuve in watched]
                continue
            on_one_day: set[str] = set()
            for epreuve in watched:
                apart = epreuve.separee or epreuve.simultanes > 1
                cut = not epreuve.separee and any(n > 0 and before in on_one_day for before, n in epreuve.jours_min)
                on_one_day = {*(() if cut else on_one_day), *(() if epreuve.separee else (epreuve.id,))}
                if apart or cut or not current:
                    current = [epreuve]
                    chains.append(current)
                else:
                    current.append(epreuve)
                if apart:
                    current = []
        return [tuple(chain) for chain in chains]

    def _in_one_order(self, fiche: Candidat, watched: list[Epreuve], dues: tuple[Epreuve, ...]) -> bool:
        """Whether a chain may keep the order of its table: links impose it, or every order costs a jury the same."""
        linked = [e for e in watched if not (e.separee or e.simultanes > 1)]
        if all(_oral(e) and not self._is_pinned(fiche, e) for e in linked):
            return True
        before: dict[str, set[str]] = {}
        for epreuve in dues:
            known = {*epreuve.apres, *epreuve.aussitot_apres, *(avant for avant, _ in epreuve.jours_min)}
            before[epreuve.id] = known.union(*(before.get(avant, set()) for avant in known))
        closes = self.session.referentiel.closes
        return all(one.id in before[other.id] or closes(other.id, one.id) for one, other in combinations(linked, 2))

    def _is_pinned(self, fiche: Candidat, epreuve: Epreuve) -> bool:
        return (("" if epreuve.collective else fiche.id), epreuve.id) in self.off_grid

    def _tables(self, fiche: Candidat, dues: tuple[Epreuve, ...]) -> list[list[Epreuve]]:
        tables: list[Table] = list(tables_de(self.session.referentiel, fiche))
        grouped = [[e for e in dues if e in table.epreuves] for table in tables]
        rest = [e for e in dues if not any(e in group for group in grouped)]
        return [*grouped, rest] if rest else grouped

    def _task(self, candidat: int, fiche: Candidat, epreuve: Epreuve, unit: int, rank: int) -> Task:
        steps: list[Step] = []
        offset = 0
        for i, phase in enumerate(epreuve.phases):
            steps.append(self._step(fiche, epreuve, phase, i, offset))
            offset += steps[-1].minutes
        pinned = self._is_pinned(fiche, epreuve)
        return Task(
            index=len(self.tasks),
            candidat=candidat,
            epreuve=epreuve,
            steps=tuple(steps),
            minutes=offset,
            unit=unit,
            rank=rank,
            on_grid=self.strict and not pinned and rank == 0 and not epreuve.aussitot_apres,
            pinned=pinned,
            bookings=tuple(self._booking(r, tuple(steps)) for r in epreuve.reservations),
        )

    def _booking(self, reservation: Reservation, steps: tuple[Step, ...]) -> Claim:
        if reservation.vehicule:
            fit = [v.index for v in self.vehicles if self.session.vehicules[v.index].convient(reservation.sorte)]
            able = [v.index for v in self.vehicles]
        else:
            playing = [p for p in self.people if Role.COMEDIEN in p.roles]
            fit = [p.index for p in playing if self.session.personne(p.id).peut_jouer(reservation.sorte)]
            able = [p.index for p in playing]
        return Claim(
            vehicle=reservation.vehicule,
            count=reservation.combien,
            able=tuple(fit if self.strict else able),
            fit=frozenset(fit),
            phases=reservation.phases,
            stretches=runs(steps, [step.index in reservation.phases for step in steps]),
        )

    def _step(self, fiche: Candidat, epreuve: Epreuve, phase: Phase, index: int, offset: int) -> Step:
        rooms = tuple(
            room.index
            for room in self.rooms
            if not self.strict or (phase.usage in room.usages and (room.accessible or not fiche.salle_accessible))
        )
        in_jury_room = phase.usage == USAGE_JURY
        due = ceil(phase.minutes * (1 + fiche.majoration(epreuve.nature_de(phase))))
        return Step(
            index=index,
            minutes=self.begun.get((fiche.id, epreuve.id), {}).get(index, due),
            offset=offset,
            watched=phase.presence is Surveillance.JURY,
            surveilled=phase.presence is Surveillance.SURVEILLANT,
            alone=phase.presence is Surveillance.SI_PLUSIEURS,
            in_jury_room=in_jury_room,
            shared=phase.partagee,
            rooms=() if in_jury_room else rooms,
            aided=fiche.aide_dans(epreuve, phase),
        )

    def _unit(self, candidat: int, chain: tuple[Epreuve, ...], tasks: tuple[int, ...]) -> int:
        members = tuple(t for epreuve in chain for t in tasks if self.tasks[t].epreuve == epreuve)
        index = len(self.units)
        apart = any(e.separee or e.simultanes > 1 for e in chain)
        rigid = self.strict and _contiguous([self.tasks[t] for t in members])
        oral = rigid and all(_oral(self.tasks[t].epreuve) for t in members)
        self.units.append(Unit(index, candidat, members, rigid, oral, alone=not apart))
        return index


def _begun_minutes(session: Session) -> dict[tuple[str, str], dict[int, int]]:
    """How long each phase lasts of what has begun in the reference plan, by candidat and épreuve: that is a fact."""
    now, lengths = session.maintenant, dict[tuple[str, str], dict[int, int]]()
    for passage in (p for plan in session.reference for p in plan.passages if now is not None and p.debut < now):
        phases = lengths.setdefault((passage.candidat, passage.epreuve), {})
        for partie in passage.parties:
            phases[partie.phase] = phases.get(partie.phase, 0) + minutes_between(partie.debut, partie.fin)
    return lengths


def _off_grid(session: Session) -> set[tuple[str, str]]:
    """The (candidat, épreuve) pairs that may begin at any minute; for a collective épreuve, with an empty candidat.

    These are the pinned ones, and those that the reference plan has off the grid, or next to a gap in their chain.
    """
    pairs = {(pin.candidat, pin.epreuve) for pin in session.pins}
    near = timedelta(minutes=session.reglages.courte_pause)
    for plan in session.reference:
        for passage in plan.passages:
            siennes = [p for p in plan.du_candidat(passage.candidat) if p.jour == passage.jour]
            gaps = (gap for p in siennes for gap in (passage.debut - p.fin, p.debut - passage.fin))
            follows = any(p.fin == passage.debut for p in siennes)
            on_grid = follows or minute(passage.debut) % session.reglages.pas == 0
            if not on_grid or (passage.suivies and any(timedelta() < gap <= near for gap in gaps)):
                pairs.add((passage.candidat, passage.epreuve))
    collective = {e.id for e in session.referentiel.epreuves() if e.collective}
    return pairs | {("", epreuve) for _, epreuve in pairs if epreuve in collective}


def _contiguous(chain: list[Task]) -> bool:
    """Whether each passage of a chain may follow the one before at once without loss of an optimum (dominance).

    True where all but the first are orals watched from end to end in the jury's room, whatever the first takes:
    bringing the rest of the chain forward only frees the jury, the room and the candidat earlier. Before a comédien, a
    vehicle or another room a gap may be needed; so it may after a pin, a midday cut, or an end that no jury watches.
    """
    first, *others = chain
    cut = first.epreuve.coupure_midi or first.epreuve.collective or not first.steps[-1].watched
    return not (cut or any(task.pinned for task in chain)) and all(_oral(task.epreuve) for task in others)


def _oral(epreuve: Epreuve) -> bool:
    """Whether an épreuve takes nothing but the jury in its room, from end to end."""
    watched = all(p.presence is Surveillance.JURY and p.usage == USAGE_JURY for p in epreuve.phases)
    return watched and not (epreuve.reservations or epreuve.coupure_midi or epreuve.collective or epreuve.plis)


def _day(index: int, jour: Jour, offset: int) -> Day:
    lunch = (minute(jour.pause_debut), minute(jour.pause_fin))
    return Day(index, jour.date, offset, minute(jour.ouverture), minute(jour.fin), minute(jour.accueil), lunch)


def _spans(day: date, plages: tuple[Plage, ...]) -> list[Span]:
    """The parts of these stretches that lie in a day, in minutes, merged and sorted."""
    start = datetime.combine(day, time())
    end = start + timedelta(days=1)
    cut = sorted((max(p.debut, start), min(p.fin, end)) for p in plages if p.debut < end and start < p.fin)
    merged: list[Span] = []
    for debut, fin in ((minutes_between(start, d), minutes_between(start, f)) for d, f in cut):
        if merged and debut <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], fin))
        else:
            merged.append((debut, fin))
    return merged


def habilite(session: Session, membre: str, jour: date) -> bool:
    """Whether a membre has a habilitation for the session's titre and millésime, valid that day.

    In the year after the titre's end, a habilitation that ran to that end still serves (the reader warns).
    """
    expiration = session.referentiel.expiration
    return any(
        h.vaut_pour(session.referentiel) and (h.fin is None or h.fin >= jour or _extra_year(expiration, h.fin, jour))
        for h in session.membre(membre).habilitations
    )


def _extra_year(expiration: date | None, fin: date, jour: date) -> bool:
    if expiration is None or fin < expiration or jour <= expiration:
        return False
    last = date(
        expiration.year + 1, expiration.month, min(expiration.day, 28) if expiration.month == 2 else expiration.day
    )
    return jour <= last
