"""Plans drawn at random, without any solver: jury-days filled one candidat after the other, then staffed.

What is drawn is meant to respect the rules, and most often does; who needs a valid plan asks the audit.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from math import ceil
from random import Random

from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Nature, Surveillance
from tpplanner.domain.session import Candidat, Jour, Role, Session

MIDNIGHT = 24 * 60
"""The last minute of a day."""


class Undrawable(Exception):
    """The draw went where no plan is: draw again."""


@dataclass(frozen=True)
class Sitting:
    """A jury on a day: who sits, where, from which minute on, whom it hears and in what (all, where none is named).

    Without that minute, it sits once the day's other juries are over.
    """

    jury: str
    jour: int
    membres: tuple[str, ...]
    salle: str
    debut: int | None
    candidats: tuple[str, ...]
    epreuves: tuple[str, ...] = ()


@dataclass
class _Day:
    """Where a jury stands in its day, in minutes."""

    sitting: Sitting
    now: int
    since: int = 0
    busy_with: frozenset[str] = frozenset()
    """the candidats on whom it has been working since then without 20 free minutes"""
    lunched: bool = False
    free: list[tuple[int, int]] = field(default_factory=list)

    def works_for(self, candidat: str) -> None:
        """It begins to work on a candidat, now."""
        self.since = self.since if self.busy_with else self.now
        self.busy_with |= {candidat}


class Drawing:
    """Draws plans of a session."""

    def __init__(self, session: Session, rng: Random) -> None:
        self.session = session
        self.reglages = session.reglages
        self.rng = rng
        self.jours = sorted(session.jours, key=lambda j: j.date)
        self.passages: list[Passage] = []
        self.travaux: list[Travail] = []
        self.lus: set[str] = set()
        self.corriges: set[tuple[str, str]] = set()

    def plan(self, sittings: list[Sitting]) -> Plan:
        """A plan in which these juries hear these candidats; raises Undrawable."""
        self._unwatched()
        for sitting in sorted(sittings, key=lambda s: (s.jour, MIDNIGHT if s.debut is None else s.debut)):
            self._sit(sitting)
        compositions = [
            Composition(s.jury, self._at(s.jour, 0), self._at(s.jour, 0), s.membres, s.salle) for s in sittings
        ]
        plan = Plan(tuple(self.passages), tuple(self.travaux), (), tuple(compositions))
        return settled(self.session, plan, self.rng)

    def _at(self, jour: int, minute: int) -> datetime:
        return datetime.combine(self.jours[jour].date, time()) + timedelta(minutes=minute)

    # Épreuves that no jury watches

    def _unwatched(self) -> None:
        """Collective épreuves one after the other on the first days, the others in waves."""
        now, jour = self._accueil(0), 0
        for epreuve in dict.fromkeys(self.session.referentiel.epreuves()):
            sitters = [c for c in self.session.candidats if epreuve in epreuves_de(self.session.referentiel, c)]
            if epreuve.devant_jury or not sitters:
                continue
            longest = max(sum(minutes_de(c, epreuve)) for c in sitters)
            now = -(-now // 5) * 5
            if epreuve.minutes >= self.reglages.epreuve_longue and now > minute(self.reglages.longue_matin):
                now = max(now, minute(self.reglages.longue_apres_midi))
            if now + longest > minute(self.jours[jour].fin) and jour + 1 < len(self.jours):
                jour += 1
                now = self._accueil(jour)
            for candidat in sitters:
                self._write(candidat, epreuve, jour, now)
                if not epreuve.collective:
                    now = self._on_grid(now + self.rng.choice((0, epreuve.minutes, longest)))
            now += longest + self.rng.choice((0, 5, 15))

    def _accueil(self, jour: int) -> int:
        first = min((p.jour for p in self.passages), default=self.jours[jour].date)
        longer = self.jours[jour].date <= first
        return minute(self.jours[jour].accueil) + (
            self.reglages.accueil if longer else self.reglages.accueil_autres_jours
        )

    def _write(self, candidat: Candidat, epreuve: Epreuve, jour: int, start: int) -> None:
        self.passages.append(self.passage_of(candidat, epreuve, jour, start, "", ""))

    def passage_of(self, candidat: Candidat, epreuve: Epreuve, jour: int, start: int, jury: str, salle: str) -> Passage:
        parts: list[Partie] = []
        for i, (phase, minutes) in enumerate(zip(epreuve.phases, minutes_de(candidat, epreuve), strict=True)):
            room = salle if phase.usage == USAGE_JURY else self._room(candidat, phase.usage)
            watched = jury if phase.presence is Surveillance.JURY else ""
            cut = self._cut(epreuve, i, jour, start, minutes)
            for length, after in ((cut, self.reglages.pause_candidat), (minutes - cut, 0)):
                if length:
                    parts.append(Partie(i, self._at(jour, start), self._at(jour, start + length), room, watched))
                    start += length + after
        return Passage(candidat.id, epreuve.id, tuple(parts))

    def _cut(self, epreuve: Epreuve, phase: int, jour: int, start: int, minutes: int) -> int:
        """After how many minutes midday stops the clock of a phase; 0 where it does not."""
        middle = minute(self.jours[jour].pause_debut) + 30
        cuts = epreuve.coupure_midi and phase == epreuve.phase_coupee and start < middle < start + minutes
        return middle - start if cuts else 0

    def _room(self, candidat: Candidat, usage: str) -> str:
        """A room of that kind; the last one is kept for whoever must be apart."""
        fitting = [s.id for s in self.session.salles if usage in s.usages]
        if not fitting:
            raise Undrawable(usage)
        apart = candidat.salle_a_part and len(fitting) > 1
        return fitting[-1] if apart else self.rng.choice(fitting[:1] or fitting)

    # A jury's day

    def _sit(self, sitting: Sitting) -> None:
        noon = minute(self.jours[sitting.jour].pause_debut) + self.reglages.pause_jury
        debut = self._over(sitting.jour) if sitting.debut is None else sitting.debut
        day = _Day(sitting, debut, lunched=debut >= noon)
        self._work(day, NatureTravail.ACCUEIL, self.reglages.accueil_jury)
        candidats = [self.session.candidat(c) for c in sitting.candidats]
        apart = [c for c in candidats if self._heard_apart(c, sitting)]
        self._apart(day, apart)
        for i, candidat in enumerate(candidats):
            self._hear(day, candidat, candidats[i + 1 :])
        self._work(day, NatureTravail.CLOTURE, self.reglages.cloture)

    def _over(self, jour: int) -> int:
        """The minute at which the juries drawn so far are over that day."""
        ends = (minute(t.fin.time()) for t in self.travaux if t.debut.date() == self.jours[jour].date)
        return self._on_grid(max(ends, default=self._accueil(jour)))

    def _due(self, candidat: Candidat, sitting: Sitting) -> list[Epreuve]:
        dues = [e for e in epreuves_de(self.session.referentiel, candidat) if e.devant_jury]
        return [e for e in dues if not sitting.epreuves or e.id in sitting.epreuves]

    def _heard_apart(self, candidat: Candidat, sitting: Sitting) -> list[Epreuve]:
        return [e for e in self._due(candidat, sitting) if e.separee]

    def _apart(self, day: _Day, candidats: list[Candidat]) -> None:
        """Épreuves apart first, as many candidats at once as the épreuve lets a jury watch."""
        waiting = list(candidats)
        while waiting:
            epreuve = self._heard_apart(waiting[0], day.sitting)[0]
            together, waiting = waiting[: epreuve.simultanes], waiting[epreuve.simultanes :]
            for candidat in together:
                self._read(day, candidat)
            length = max(sum(minutes_de(c, epreuve)) for c in together)
            self._rest(day, length + self.reglages.battement, *together)
            written = max(self._written_until(c, day.sitting.jour) for c in together)
            start = self._on_grid(max(day.now + self.reglages.battement, self._accueil(day.sitting.jour), written))
            for candidat in together:
                day.works_for(candidat.id)
                self._pass(day, candidat, [epreuve], start)
            day.now = max(day.now, start + length)

    def _hear(self, day: _Day, candidat: Candidat, others: list[Candidat]) -> None:
        dues = [e for e in self._due(candidat, day.sitting) if not e.separee]
        if not dues:
            self._deliberate(day, candidat)
            return
        self._read(day, candidat)
        release = self._correct(day, candidat)
        alone = self._before_watching(candidat, dues[0])
        length = sum(sum(minutes_de(candidat, e)) for e in dues) - alone + self.reglages.deliberation
        self._rest(day, length + self.reglages.battement, candidat)
        enough = day.now + self.reglages.battement + self.rng.choice((0, 0, 0, 5, 10))
        start = self._on_grid(max(enough - alone, release, self._accueil(day.sitting.jour)))
        while others and day.now + self.reglages.lecture + self.reglages.battement <= start + alone:
            if self.rng.random() < 0.2 or self._all_read(others):
                break
            self._read(day, next(c for c in others if c.id not in self.lus))
        day.works_for(candidat.id)
        self._pass(day, candidat, dues, start)
        day.now = self._end_of(candidat, day.sitting.jour)
        self._deliberate(day, candidat)

    def _all_read(self, candidats: list[Candidat]) -> bool:
        return all(c.id in self.lus for c in candidats)

    def _before_watching(self, candidat: Candidat, epreuve: Epreuve) -> int:
        minutes = 0
        for phase, length in zip(epreuve.phases, minutes_de(candidat, epreuve), strict=True):
            if phase.presence is Surveillance.JURY:
                break
            minutes += length
        return minutes

    def _read(self, day: _Day, candidat: Candidat) -> None:
        if candidat.id not in self.lus:
            self.lus.add(candidat.id)
            self._rest(day, self.reglages.lecture, candidat)
            self._work(day, NatureTravail.LECTURE, self.reglages.lecture, candidat.id)

    def _correct(self, day: _Day, candidat: Candidat) -> int:
        """Correct what he wrote, as soon as may be; when he may come in at the earliest."""
        release = 0
        for passage in (p for p in self.passages if p.candidat == candidat.id and not p.suivies):
            end = 0 if passage.jour != self.jours[day.sitting.jour].date else minute(passage.fin.time())
            release = max(release, end)
            key = (candidat.id, passage.epreuve)
            if key not in self.corriges:
                self.corriges.add(key)
                epreuve = self.session.referentiel.epreuve(passage.epreuve)
                day.now = max(day.now, end)
                length = self.correction_of(epreuve)
                self._rest(day, length, candidat)
                self._work(day, NatureTravail.CORRECTION, length, candidat.id, epreuve.id)
        return release

    def correction_of(self, epreuve: Epreuve) -> int:
        if epreuve.correction is not None:
            return epreuve.correction
        if epreuve.modalite == "QP":
            return self.reglages.correction_qp
        return self.reglages.correction_ecrit if Nature.ECRIT in epreuve.natures else self.reglages.correction_autre

    def _rest(self, day: _Day, length: int, *candidats: Candidat) -> None:
        """Lunch where the next stretch would leave none, and 20 minutes where it would be too long without.

        That is owed between candidats, not for those of one stretch alone.
        """
        jour, n = self.jours[day.sitting.jour], self.reglages.pause_jury
        low, high = minute(jour.pause_debut), minute(jour.pause_fin)
        if not day.lunched and day.now >= low and day.now + length > high - n:
            start = max(day.now, low)
            if start + n > high:
                raise Undrawable("lunch")
            if any(t.jury == day.sitting.jury and t.debut.date() == jour.date for t in self.travaux):
                pause = self._at(day.sitting.jour, start), self._at(day.sitting.jour, start + n)
                self.travaux.append(Travail(day.sitting.jury, NatureTravail.PAUSE, *pause))
            day.now = start + n
            day.busy_with, day.lunched = frozenset(), True
        elif not day.lunched and day.now < low and day.now + length > high - n:
            day.now = low
            self._rest(day, length, *candidats)
        elif day.busy_with - {c.id for c in candidats} and day.now + length - day.since > self.reglages.travail_continu:
            day.now += 20
            day.busy_with = frozenset()

    def _on_grid(self, minute_: int) -> int:
        return -(-minute_ // self.reglages.pas) * self.reglages.pas

    def _pass(self, day: _Day, candidat: Candidat, epreuves: list[Epreuve], start: int) -> None:
        sitting = day.sitting
        for i, epreuve in enumerate(epreuves):
            if i:
                start += self.rng.choice((0, 0, 0, self.reglages.courte_pause))
            passage = self.passage_of(candidat, epreuve, sitting.jour, start, sitting.jury, sitting.salle)
            self.passages.append(passage)
            start = minute(passage.fin.time())

    def _end_of(self, candidat: Candidat, jour: int) -> int:
        date = self.jours[jour].date
        return max(minute(p.fin.time()) for p in self.passages if p.candidat == candidat.id and p.jour == date)

    def _written_until(self, candidat: Candidat, jour: int) -> int:
        """The minute at which he has passed that day what no jury watches."""
        date = self.jours[jour].date
        own = (p for p in self.passages if p.candidat == candidat.id and p.jour == date and not p.suivies)
        return max((minute(p.fin.time()) for p in own), default=0)

    def _deliberate(self, day: _Day, candidat: Candidat) -> None:
        """Only the jury's time passes here: `settled` writes the deliberations."""
        day.now = max(day.now, self._end_of(candidat, day.sitting.jour) + self.reglages.deliberation)

    def _work(self, day: _Day, nature: NatureTravail, length: int, candidat: str = "", epreuve: str = "") -> None:
        debut, fin = (self._at(day.sitting.jour, m) for m in (day.now, day.now + length))
        if candidat:
            day.works_for(candidat)
        self.travaux.append(Travail(day.sitting.jury, nature, debut, fin, candidat, epreuve))
        day.now += length


def seeded(seed: int | str) -> Random:
    """A source of chance that is the same on every run."""
    return Random(seed)  # noqa: S311


def minute(moment: time) -> int:
    """The minute of the day."""
    return moment.hour * 60 + moment.minute


def minutes_de(candidat: Candidat, epreuve: Epreuve) -> list[int]:
    """The minutes of each phase of an épreuve for a candidat."""
    return [ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature_de(phase)))) for phase in epreuve.phases]


# What follows from passages and from the juries' own work


def settled(session: Session, plan: Plan, rng: Random) -> Plan:
    """The plan with all that follows from its passages: deliberations, hours of juries, accueils, people's presence."""
    plan = replace(plan, travaux=(*_without_deliberations(plan), *_deliberations(session, plan)))
    plan = replace(plan, compositions=tuple(spanned(plan)))
    presences = [*_surveillances(session, plan, rng), *_comedies(session, plan, rng), *_aides(session, plan)]
    plan = driven(session, welcomed(session, replace(plan, presences=tuple(presences))), rng)
    return replace(plan, presences=(*presences, *_responsables(session, plan, rng)))


def driven(session: Session, plan: Plan, rng: Random) -> Plan:
    """The plan with a vehicle of each kind that a passage takes: one that is free, or any where none is."""
    taken: list[Passage] = []
    for passage in plan.passages:
        together = {
            v for p in taken if p.debut < passage.fin and passage.debut < p.fin for x in p.parties for v in x.vehicules
        }
        chosen: dict[int, tuple[str, ...]] = {}
        for reservation in session.referentiel.epreuve(passage.epreuve).reservations:
            fitting = [v.id for v in session.vehicules if reservation.vehicule and v.convient(reservation.sorte)]
            if fitting:
                vehicle = rng.choice([v for v in fitting if v not in together] or fitting)
                chosen |= {phase: (*chosen.get(phase, ()), vehicle) for phase in reservation.phases}
        taken.append(
            replace(passage, parties=tuple(replace(x, vehicules=chosen.get(x.phase, ())) for x in passage.parties))
        )
    return replace(plan, passages=tuple(taken))


def welcomed(session: Session, plan: Plan) -> Plan:
    """The plan with the accueils and the openings of plis that follow from its passages."""
    return replace(plan, accueils=accueils_de(session, plan.passages))


def _without_deliberations(plan: Plan) -> Iterator[Travail]:
    return (t for t in plan.travaux if t.nature is not NatureTravail.DELIBERATION)


def _deliberations(session: Session, plan: Plan) -> Iterator[Travail]:
    last: dict[tuple[str, object], Passage] = {}
    for passage in plan.passages:
        if passage.suivies:
            known = last.get((passage.candidat, passage.jour))
            if known is None or passage.fin >= known.fin:
                last[passage.candidat, passage.jour] = passage
    for (candidat, _), passage in last.items():
        end = passage.fin + timedelta(minutes=session.reglages.deliberation)
        yield Travail(passage.suivies[-1].jury, NatureTravail.DELIBERATION, passage.fin, end, candidat)


def spanned(plan: Plan) -> Iterator[Composition]:
    """Each composition from the first to the last thing of its jury that day."""
    spans: dict[tuple[str, object], list[tuple[datetime, datetime]]] = defaultdict(list)
    for passage in plan.passages:
        for partie in passage.suivies:
            spans[partie.jury, partie.debut.date()].append((partie.debut, partie.fin))
    for t in plan.travaux:
        if t.nature is not NatureTravail.PAUSE:
            spans[t.jury, t.debut.date()].append((t.debut, t.fin))
    for composition in plan.compositions:
        own = spans.get((composition.jury, composition.jour))
        if own:
            yield replace(composition, debut=min(d for d, _ in own), fin=max(f for _, f in own))


def _surveillances(session: Session, plan: Plan, rng: Random) -> Iterator[Presence]:
    able = [p.id for p in session.avec_role(Role.SURVEILLANT)]
    if not able:
        return
    spans: dict[tuple[str, str, object], list[Partie]] = defaultdict(list)
    for passage in plan.passages:
        epreuve = session.referentiel.epreuve(passage.epreuve)
        for partie in passage.parties:
            presence = epreuve.phases[partie.phase].presence
            alone = presence is Surveillance.SI_PLUSIEURS
            if presence is Surveillance.SURVEILLANT or (alone and _joined(plan, passage, partie)):
                spans[partie.salle, passage.epreuve, passage.jour].append(partie)
    busy: list[tuple[str, str, datetime, datetime]] = []
    for (salle, _, _), parties in sorted(spans.items(), key=lambda x: (x[1][0].debut, x[0][0], x[0][1])):
        debut, fin = min(p.debut for p in parties), max(p.fin for p in parties)
        free = [p for p in able if not any(q == p and s != salle and d < fin and debut < f for q, s, d, f in busy)]
        person = rng.choice(free or able)
        busy.append((person, salle, debut, fin))
        yield Presence(person, Role.SURVEILLANT, debut, fin, salle)


def _joined(plan: Plan, passage: Passage, partie: Partie) -> bool:
    """Whether somebody else is in the room meanwhile."""
    others = (x for p in plan.passages if p.candidat != passage.candidat for x in p.parties if x.salle == partie.salle)
    return any(x.debut < partie.fin and partie.debut < x.fin for x in others)


def _comedies(session: Session, plan: Plan, rng: Random) -> Iterator[Presence]:
    played: list[Presence] = []
    for passage in plan.passages:
        epreuve = session.referentiel.epreuve(passage.epreuve)
        for reservation in (r for r in epreuve.reservations if not r.vehicule):
            able = [p.id for p in session.avec_role(Role.COMEDIEN) if p.peut_jouer(reservation.sorte)]
            stretches = _during(passage, [i in reservation.phases for i in range(len(epreuve.phases))])
            together = {p.personne for p in played for debut, fin in stretches if p.debut < fin and debut < p.fin}
            free = [p for p in able if p not in together]
            troupe = free if len(free) >= reservation.combien else able
            for person in rng.sample(troupe, min(len(troupe), reservation.combien)):
                for debut, fin in stretches:
                    played.append(Presence(person, Role.COMEDIEN, debut, fin, "", passage.candidat, passage.epreuve))
    yield from played
    for person, jour in sorted({(p.personne, p.debut.date()) for p in played}):
        first = min(p.debut for p in played if (p.personne, p.debut.date()) == (person, jour))
        welcome = first - timedelta(minutes=session.reglages.accueil_comedien)
        yield Presence(person, Role.COMEDIEN, welcome, first)


def _aides(session: Session, plan: Plan) -> Iterator[Presence]:
    for passage in plan.passages:
        candidat, epreuve = session.candidat(passage.candidat), session.referentiel.epreuve(passage.epreuve)
        for debut, fin in _during(passage, [candidat.aide_dans(epreuve, phase) for phase in epreuve.phases]):
            yield Presence(candidat.aide, Role.AIDE, debut, fin, "", passage.candidat, passage.epreuve)


def _during(passage: Passage, phases: list[bool]) -> list[tuple[datetime, datetime]]:
    """From when to when a passage is in these phases, one stretch where they follow each other."""
    stretches: list[tuple[int, datetime, datetime]] = []
    for partie in (p for p in passage.parties if phases[p.phase]):
        if stretches and stretches[-1][0] >= partie.phase - 1:
            stretches[-1] = partie.phase, stretches[-1][1], partie.fin
        else:
            stretches.append((partie.phase, partie.debut, partie.fin))
    return [(debut, fin) for _, debut, fin in stretches]


def _responsables(session: Session, plan: Plan, rng: Random) -> Iterator[Presence]:
    """Everybody who may lead is there while he can; who also sits or plays leads the days on which he does neither."""
    events = [(e.debut, e.fin) for e in (*plan.passages, *plan.travaux, *plan.presences, *plan.accueils)]
    for jour in session.jours:
        spans = [(d, f) for d, f in events if d.date() == jour.date]
        if not spans:
            continue
        debut, fin = min(d for d, _ in spans), max(f for _, f in spans)
        taken = {m for c in plan.compositions if c.jour == jour.date for m in c.membres}
        taken |= {p.personne for p in plan.presences if p.role == Role.COMEDIEN and p.debut.date() == jour.date}
        for person in session.avec_role(Role.RESPONSABLE):
            if person.id in taken and rng.random() < 0.9:
                continue
            membre = next((m for m in session.membres if m.id == person.id), None)
            away = [(p.debut, p.fin) for p in (*person.indisponibilites, *(membre.indisponibilites if membre else ()))]
            away += _before_convened(session, person.id, jour)
            for a, b in _free(debut, fin, away):
                yield Presence(person.id, Role.RESPONSABLE, a, b)


def _before_convened(session: Session, personne: str, jour: Jour) -> Iterator[tuple[datetime, datetime]]:
    """What comes before somebody's convocation on a day: all of it where he is convened on other days alone."""
    convened = {c.jour: c for c in session.convocations if c.personne == personne}
    midnight = jour.a(time())
    if convened and jour.date not in convened:
        yield midnight, midnight + timedelta(days=1)
    elif convened and not convened[jour.date].accord:
        yield midnight, jour.a(convened[jour.date].heure)


def _free(debut: datetime, fin: datetime, away: list[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    for a, b in sorted(away):
        if a < fin and debut < b:
            if debut < a:
                yield debut, a
            debut = max(debut, b)
    if debut < fin:
        yield debut, fin
