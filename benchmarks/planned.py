"""A plan made day by day, without a solver, for candidats and hours that a session gives.

The juries of the first day are filled, then those of the next, each with the first candidats who fit. Who sits, which
rooms serve and who else must be there follows: `staffed` says it for a plan and a session that has the means.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from benchmarks.layout import Entry, Hours, Laid, Span, lay_out, minutes_of, written
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.plan import Composition, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Surveillance
from tpplanner.domain.session import Candidat, Role, Salle, Session

MIDDAY = 690, 795
"""No épreuve that all write begins between these minutes."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A jury (its rank, from 0) on a day (its rank): whom it hears, and how its day goes."""

    jour: int
    rang: int
    candidats: tuple[Candidat, ...]
    laid: Laid

    @property
    def jury(self) -> str:
        """Its id."""
        return f"Jury {self.rang + 1}"

    @property
    def salle(self) -> str:
        """Its room."""
        return f"Bureau {self.rang + 1}"


@dataclass(frozen=True, slots=True)
class Outline:
    """Juries' days, and when each collective épreuve of the first day begins."""

    sittings: tuple[Sitting, ...]
    ecrits: dict[str, int]
    left: tuple[Candidat, ...] = ()
    """the candidats for whom no jury had room"""


def minute(moment: time) -> int:
    """The minute of the day."""
    return moment.hour * 60 + moment.minute


def weight(session: Session, candidat: Candidat) -> Fraction:
    """What a candidat counts against the quota."""
    if candidat.titre:
        return Fraction(1)
    reference = session.referentiel.titre.minutes_jury
    return Fraction(sum(e.minutes_jury for e in epreuves_de(session.referentiel, candidat)), reference)


def outline(
    session: Session,
    juries: tuple[int, ...],
    ecrits: dict[str, int] | None = None,
    earliest: dict[tuple[int, int], int] | None = None,
) -> Outline:
    """The candidats of a session before so many juries each day, days and juries filled in order.

    `ecrits` says when collective épreuves begin where that is not as soon as may be; `earliest`, by day and jury,
    before which minute a jury hears nobody.
    """
    ecrits, earliest = ecrits or written_starts(session), earliest or {}
    left = list(session.candidats)
    sittings = []
    for jour, nombre in enumerate(juries):
        for rang in range(nombre):
            when = hours(session, jour)
            when = replace(when, candidats=max(when.candidats, earliest.get((jour, rang), 0)))
            taken, laid = _filled(session, jour, when, left, ecrits)
            if laid is not None:
                left = [c for c in left if c not in taken]
                sittings.append(Sitting(jour, rang, tuple(taken), laid))
    return Outline(tuple(sittings), ecrits, tuple(left))


def _filled(
    session: Session, jour: int, when: Hours, left: list[Candidat], ecrits: dict[str, int]
) -> tuple[list[Candidat], Laid | None]:
    """The first candidats who fit one jury's day; kinds of candidat that do not fit are not tried again."""
    taken: list[Candidat] = []
    laid, places, refused = None, Fraction(session.quota or 99), set[object]()
    for candidat in left:
        kind = (candidat.titre, candidat.ccps, candidat.dernier_ccp, candidat.majorations, candidat.indisponibilites)
        if kind in refused or weight(session, candidat) > places:
            continue
        entries = [entry(session, c, jour, ecrits) for c in (*taken, candidat)]
        more = None if _away(session, candidat, jour) else lay_out(session, when, entries)
        if more is None:
            refused.add(kind)
            continue
        laid, places = more, places - weight(session, candidat)
        taken.append(candidat)
    return taken, laid


def _away(session: Session, candidat: Candidat, jour: int) -> bool:
    date = session.jours[jour].date
    return any(p.debut.date() == date for p in candidat.indisponibilites)


def entry(session: Session, candidat: Candidat, jour: int, ecrits: dict[str, int]) -> Entry:
    """A candidat before a jury on a day."""
    own = written(session, candidat)
    if jour:
        return Entry(candidat, anciens=tuple(own))
    spans = ((e, (ecrits[e.id], ecrits[e.id] + minutes_of(candidat, e))) for e in own)
    return Entry(candidat, tuple(spans))


def hours(session: Session, jour: int) -> Hours:
    """The hours of a day: everybody writes on the first, hence its longer accueil."""
    day, reglages = session.jours[jour], session.reglages
    first = jour == 0
    accueil = reglages.accueil if first else reglages.accueil_autres_jours
    pause = minute(day.pause_debut), minute(day.pause_fin)
    return Hours(minute(day.ouverture), minute(day.accueil) + accueil, minute(day.fin), pause)


def written_starts(session: Session) -> dict[str, int]:
    """When each épreuve that no jury watches begins: the longest first, those of different candidats side by side.

    Those of the same candidats leave time to open the plis of the next.
    """
    sitters = {
        e: [c for c in session.candidats if e in written(session, c)]
        for e in session.referentiel.epreuves()
        if not e.devant_jury
    }
    placed: dict[Epreuve, Span] = {}
    for epreuve in sorted((e for e in sitters if sitters[e]), key=lambda e: -e.minutes):
        mine = {c.id for c in sitters[epreuve]}
        plis = session.reglages.plis if epreuve.sous_plis else 0
        shared = [fin + plis for e, (_, fin) in placed.items() if mine & {c.id for c in sitters[e]}]
        start = -(-max([hours(session, 0).candidats, *shared]) // 5) * 5
        if MIDDAY[0] < start < MIDDAY[1] or (epreuve.minutes >= session.reglages.epreuve_longue and 600 < start < 780):
            start = MIDDAY[1]
        placed[epreuve] = start, start + max(minutes_of(c, epreuve) for c in sitters[epreuve])
    return {epreuve.id: start for epreuve, (start, _) in placed.items()}


# From an outline to a plan


Seats = dict[tuple[int, int], tuple[str, ...]]
"""The membres of each jury-day, by rank of day and of jury."""


def plan_of(session: Session, shape: Outline, seats: Seats) -> Plan:
    """The plan of an outline, staffed."""
    passages = [*_written_passages(session, shape), *_heard_passages(session, shape)]
    travaux, compositions = [], []
    for s in shape.sittings:
        day = session.jours[s.jour].date
        for w in s.laid.works:
            travaux.append(Travail(s.jury, w.nature, _at(day, w.debut), _at(day, w.fin), w.candidat, w.epreuve))
        debut, fin = s.laid.span
        compositions.append(Composition(s.jury, _at(day, debut), _at(day, fin), seats[s.jour, s.rang], s.salle))
    return staffed(session, Plan(tuple(passages), tuple(travaux), (), tuple(compositions)))


def _at(day: object, moment: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=moment)


def _written_passages(session: Session, shape: Outline) -> Iterator[Passage]:
    day = session.jours[0].date
    rooms: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for candidat in sorted(session.candidats, key=lambda c: not c.salle_a_part):
        for epreuve in written(session, candidat):
            span = shape.ecrits[epreuve.id], shape.ecrits[epreuve.id] + minutes_of(candidat, epreuve)
            salle = _written_room(session, candidat, epreuve, span, rooms)
            yield Passage(candidat.id, epreuve.id, (Partie(0, _at(day, span[0]), _at(day, span[1]), salle),))


def _written_room(
    session: Session,
    candidat: Candidat,
    epreuve: Epreuve,
    span: Span,
    rooms: dict[tuple[str, str], list[Span]],
) -> str:
    """The first room that is open with a free post; the last one that is, alone, for who writes apart."""
    usage, day = epreuve.phases[0].usage, session.jours[0].date
    fitting = [s for s in session.salles if usage in s.usages and (s.accessible or not candidat.salle_accessible)]
    for salle in reversed(fitting) if candidat.salle_a_part else fitting:
        taken = [s for (name, _), spans in rooms.items() if name == salle.id for s in spans]
        beside = sum(d < span[1] and span[0] < f for d, f in taken)
        open_ = not any(p.coupe(_at(day, span[0]), _at(day, span[1])) for p in salle.indisponibilites)
        alone = any((salle.id, c.id) in rooms for c in session.candidats if c.salle_a_part and c is not candidat)
        if open_ and not alone and beside < salle.postes:
            rooms[salle.id, candidat.id].append(span)
            return salle.id
    raise ValueError(f"no room for {candidat.id} at {epreuve.id}")


def _heard_passages(session: Session, shape: Outline) -> Iterator[Passage]:
    shared: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for s in shape.sittings:
        day = session.jours[s.jour].date
        for h in s.laid.heard:
            phases = session.referentiel.epreuve(h.epreuve).phases
            usage = phases[0].usage
            salle = s.salle if usage == USAGE_JURY else _shared_room(session, usage, s.jour, (h.debut, h.fin), shared)
            partie = Partie(0, _at(day, h.debut), _at(day, h.fin), salle, s.jury)
            yield Passage(h.candidat, h.epreuve, (partie,))


def _shared_room(session: Session, usage: str, jour: int, span: Span, shared: dict[tuple[int, str], list[Span]]) -> str:
    for salle in (s for s in session.salles if usage in s.usages):
        beside = sum(d < span[1] and span[0] < f for d, f in shared[jour, salle.id])
        if beside < salle.postes:
            shared[jour, salle.id].append(span)
            return salle.id
    raise ValueError(f"no post on {usage}")


def peak(session: Session, shape: Outline, usage: str) -> int:
    """The most candidats before a jury at once in rooms of a kind."""
    spans = [
        (s.jour, h.debut, h.fin)
        for s in shape.sittings
        for h in s.laid.heard
        if session.referentiel.epreuve(h.epreuve).phases[0].usage == usage
    ]
    by_day: dict[int, list[Span]] = defaultdict(list)
    for jour, debut, fin in spans:
        by_day[jour].append((debut, fin))
    return max((sum(d <= m < f for d, f in day) for day in by_day.values() for m, _ in day), default=0)


# Everybody else


def staffed(session: Session, plan: Plan) -> Plan:
    """The plan with vehicles, those who play, surveillants, aides, accueils and responsables."""
    plan = _driven(session, plan)
    presences = [*_surveillances(session, plan), *_aides(session, plan), *_played(session, plan)]
    plan = replace(plan, presences=tuple(presences), accueils=accueils_de(session, plan.passages))
    return replace(plan, presences=(*presences, *_responsables(session, plan)))


def _surveillances(session: Session, plan: Plan) -> Iterator[Presence]:
    """In each room in turn the first surveillant who is free; the same one as long as the room is in use."""
    able = session.avec_role(Role.SURVEILLANT)
    if not able:
        return
    busy: list[tuple[str, datetime, datetime]] = []
    for salle, debut, fin in sorted(_stretches(session, plan), key=lambda x: (x[1], x[0])):
        who = next(p for p in able if not any(q == p.id and debut < f and d < fin for q, d, f in busy))
        busy.append((who.id, debut, fin))
        yield Presence(who.id, Role.SURVEILLANT, debut, fin, salle)


def _stretches(session: Session, plan: Plan) -> Iterator[tuple[str, datetime, datetime]]:
    """When each room is used under a surveillant, without a break."""
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for passage in plan.passages:
        phases = session.referentiel.epreuve(passage.epreuve).phases
        for partie in passage.parties:
            if phases[partie.phase].presence is Surveillance.SURVEILLANT:
                spans[partie.salle].append((partie.debut, partie.fin))
    for salle, own in sorted(spans.items()):
        debut, fin = min(own)
        for d, f in sorted(own):
            if d > fin:
                yield salle, debut, fin
                debut = d
            fin = max(fin, f)
        yield salle, debut, fin


def _aides(session: Session, plan: Plan) -> Iterator[Presence]:
    aides = {c.id: c.aide for c in session.candidats if c.aide}
    for passage in plan.passages:
        if passage.candidat in aides:
            ids = passage.candidat, passage.epreuve
            yield Presence(aides[passage.candidat], Role.AIDE, passage.debut, passage.fin, "", *ids)


class _Taken:
    """Until when each of what is taken in turn is not free: the first who is has it next, in the order of hours."""

    def __init__(self) -> None:
        self.until: dict[str, datetime] = {}

    def first(self, ids: Iterable[str], debut: datetime, fin: datetime) -> str:
        """The first that is free, taken from now on."""
        chosen = next(each for each in ids if self.until.get(each, debut) <= debut)
        self.until[chosen] = fin
        return chosen


def _driven(session: Session, plan: Plan) -> Plan:
    """The plan with the vehicles that its passages take."""
    taken, passages = _Taken(), list[Passage]()
    for passage in sorted(plan.passages, key=lambda p: p.debut):
        parties = list(passage.parties)
        for reservation in session.referentiel.epreuve(passage.epreuve).reservations:
            ranks = [n for n, partie in enumerate(parties) if partie.phase in reservation.phases]
            if not (reservation.vehicule and ranks):
                continue
            fit = (v.id for v in session.vehicules if v.convient(reservation.sorte))
            vehicule = taken.first(fit, parties[ranks[0]].debut, parties[ranks[-1]].fin)
            for n in ranks:
                parties[n] = replace(parties[n], vehicules=(*parties[n].vehicules, vehicule))
        passages.append(replace(passage, parties=tuple(parties)))
    return replace(plan, passages=tuple(passages))


def _played(session: Session, plan: Plan) -> Iterator[Presence]:
    """Those who play in each passage, and their accueil before the first that each has in a day."""
    taken, firsts = _Taken(), dict[tuple[str, date], datetime]()
    for passage in sorted(plan.passages, key=lambda p: p.debut):
        for reservation in session.referentiel.epreuve(passage.epreuve).reservations:
            parties = [partie for partie in passage.parties if partie.phase in reservation.phases]
            able = [p.id for p in session.avec_role(Role.COMEDIEN) if p.peut_jouer(reservation.sorte)]
            for _ in range(reservation.combien if parties and not reservation.vehicule else 0):
                who = taken.first(able, parties[0].debut, parties[-1].fin)
                firsts.setdefault((who, passage.jour), parties[0].debut)
                for partie in parties:
                    ids = passage.candidat, passage.epreuve
                    yield Presence(who, Role.COMEDIEN, partie.debut, partie.fin, partie.salle, *ids)
    for (who, _), debut in firsts.items():
        yield Presence(who, Role.COMEDIEN, debut - timedelta(minutes=session.reglages.accueil_comedien), debut)


def _responsables(session: Session, plan: Plan) -> Iterator[Presence]:
    """The first who can lead the whole day: he is not away, and sits in no jury."""
    events = [(e.debut, e.fin) for e in (*plan.passages, *plan.travaux, *plan.presences, *plan.accueils)]
    sitting = {(m, c.jour) for c in plan.compositions for m in c.membres}
    for jour in session.jours:
        spans = [(d, f) for d, f in events if d.date() == jour.date]
        if spans:
            debut, fin = min(d for d, _ in spans), max(f for _, f in spans)
            able = (
                r
                for r in session.avec_role(Role.RESPONSABLE)
                if (r.id, jour.date) not in sitting and not any(p.coupe(debut, fin) for p in r.indisponibilites)
            )
            yield Presence(next(able).id, Role.RESPONSABLE, debut, fin)


def rooms_for(session: Session, shape: Outline, spare: int) -> tuple[Salle, ...]:
    """Rooms that the outline needs: posts to write on in rooms of one size, plateaux, one room a jury and some more."""
    return tuple(_rooms(session, shape, spare))


def _rooms(session: Session, shape: Outline, spare: int) -> Iterator[Salle]:
    writers = sum(bool(written(session, c)) for c in session.candidats)
    usages = {p.usage for c in session.candidats for e in epreuves_de(session.referentiel, c) for p in e.phases}
    if writers:
        size = 16 if writers <= 24 else 32 if writers <= 120 else 64
        yield from _written_rooms(writers + spare, size)
    for usage in sorted(usages - {USAGE_JURY, "ecrit"}):
        a_day = max(sum(len(s.candidats) for s in shape.sittings if s.jour == d) for d in range(len(session.jours)))
        postes = max(peak(session, shape, usage), -(-a_day // 3)) + spare
        yield Salle("Plateau", "Plateau", (usage,), postes=postes)
    for i in range(1, max(s.rang for s in shape.sittings) + 2 + min(spare, 2)):
        yield Salle(f"Bureau {i}", f"Bureau {i}", (USAGE_JURY,))


def _written_rooms(posts: int, size: int) -> Iterator[Salle]:
    for i, first in enumerate(range(0, posts, size), 1):
        yield Salle(f"Salle {i}", f"Salle {i}", ("ecrit",), postes=min(size, posts - first))
