"""Sessions of the three shapes at six sizes, each made from a plan: what the plan does not use may be missing."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from fractions import Fraction
from math import ceil
from random import Random

from benchmarks import people
from benchmarks.planned import Outline, Seats, minute, outline, plan_of, rooms_for, weight
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import USAGE_JURY, Nature
from tpplanner.domain.session import Candidat, Jour, Lien, Membre, Plage, Session
from tpplanner.referentiels import find

TIERS = Fraction(1, 3)
ALL_KINDS = tuple((nature, TIERS) for nature in Nature)
GRANTS = (ALL_KINDS, ALL_KINDS, ((Nature.ECRIT, TIERS),), ((Nature.ORAL, Fraction(1, 4)),))
"""Majorations, of which one in turn is granted."""

LINKS, AWAY, GRANTED = Fraction(10, 100), Fraction(15, 100), Fraction(8, 100)
"""The shares of pairs that are linked, of membre-days that are partial, and of candidats with a majoration."""

MOTIFS = ("ancien collègue", "famille", "voisins", "ancien stagiaire de son entreprise", "même association")


@dataclass(frozen=True, slots=True)
class Titre:
    """A titre of the family: how many candidats a jury may hear in a day, with the réglage that says so."""

    sigle: str
    a_day: int
    ccps: tuple[tuple[str, ...], ...] = ()
    """the mixes of CCP of a CCP session"""


# fmt: off
CDA = Titre("CDA", 3, (("CCP1",), ("CCP2",), ("CCP3",), ("CCP1", "CCP2"), ("CCP2", "CCP3")))
DWWM = Titre("DWWM", 4, (("CCP1",), ("CCP2",), ("CCP1", "CCP2")))
SC = Titre("SC", 4, (("CCP1",), ("CCP2",), ("CCP3",), ("CCP1", "CCP2")))
GCF = Titre("GCF", 3, (("CCP1",), ("CCP2",), ("CCP3",), ("CCP1", "CCP3")))
AD = Titre("AD", 2)
MAV = Titre("MAV", 2)
CATL = Titre("CATL", 3, (("CCP1",), ("CCP2",), ("CCP3",), ("CCP1", "CCP2")))
EC = Titre("EC", 2, (("CCP1",), ("CCP2",), ("CCP1", "CCP2")))
CV = Titre("CV", 2, (("CCP1",), ("CCP2",)))
# fmt: on


@dataclass(frozen=True, slots=True)
class Size:
    """How many candidats, and the juries and days that are offered where they are enough."""

    candidats: int
    juries: int
    days: int


SIZES = {
    "S": Size(6, 1, 2),
    "M": Size(12, 2, 2),
    "L": Size(24, 4, 2),
    "XL": Size(60, 8, 4),
    "XXL": Size(120, 16, 5),
    "3XL": Size(500, 40, 10),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A session, and the plan that it was made from (None where there is none)."""

    session: Session
    plan: Plan | None


def made(titre: Titre, size: Size, variant: str, seed: str) -> Made:
    """A session of the family: ``loose``, ``tight`` or ``ccp`` with its plan, or ``infeasible``."""
    rng = Random(seed)  # noqa: S311 - drawing examples, not secrets
    base = base_of(titre, size, variant, rng)
    tight = variant in ("tight", "infeasible")
    shape, session = outlined(base, size.juries)
    session = with_means(session, shape, size, tight=tight)
    seats = seats_of(session, shape, tight=tight, rng=rng)
    plan = plan_of(session, shape, seats)
    session = with_absences(session, plan, tight=tight, rng=rng)
    session = with_links(session, plan, rng)
    if variant == "infeasible":
        return Made(one_too_many(session, rng), None)
    return Made(session, plan)


def base_of(titre: Titre, size: Size, variant: str, rng: Random) -> Session:
    """Candidats and days; where it is tight, a quota that the fewest jury-days just reach."""
    referentiel = find(titre.sigle)
    qui = list(people.candidats(size.candidats, rng.randrange(30)))
    if variant == "ccp":
        qui = [_on_ccps(c, titre, i, rng) for i, c in enumerate(qui)]
    granted = rng.sample(range(len(qui)), ceil(GRANTED * len(qui)))
    for n, i in enumerate(granted):
        qui[i] = replace(qui[i], majorations=_bearable(titre, GRANTS[n % len(GRANTS)]))
    session = people.session(referentiel, tuple(qui), jours=people.jours(size.days))
    quota = titre.a_day
    if variant in ("tight", "infeasible"):
        quota = ceil(size.candidats / ceil(size.candidats / titre.a_day))
    if referentiel.quota != quota:
        session = replace(session, reglages=people.with_quota(session.reglages, quota))
    return session


def _bearable(titre: Titre, grant: tuple[tuple[Nature, Fraction], ...]) -> tuple[tuple[Nature, Fraction], ...]:
    """Of CV, a third more on everything would fill a jury's day: there it is for what is practical."""
    return ((Nature.PRATIQUE, Fraction(1, 4)),) if titre is CV else grant


def _on_ccps(candidat: Candidat, titre: Titre, rank: int, rng: Random) -> Candidat:
    last = rng.random() < 0.25
    ccps = titre.ccps[rank % len(titre.ccps)]
    return replace(candidat, titre=False, ccps=ccps, dernier_ccp=last, presentation=2)


def outlined(session: Session, juries: int) -> tuple[Outline, Session]:
    """The candidats before as many juries a day as the size has, on as many days as they need."""
    for days in range(1, 60):
        session = replace(session, jours=people.jours(max(days, len(session.jours))))
        shape = outline(session, (juries,) * days)
        if not shape.left:
            return shape, session
    raise ValueError(f"{session.referentiel.sigle}: candidats whom no jury's day holds")


def with_means(session: Session, shape: Outline, size: Size, *, tight: bool) -> Session:
    """Rooms, membres and surveillants: those of the plan, and some more where the session is loose."""
    used = max(s.jour for s in shape.sittings) + 1
    session = replace(session, jours=session.jours[: used if tight else max(used, min(size.days, used + 1))])
    widest = max(s.rang for s in shape.sittings) + 1
    extra = 0 if tight else max(1, widest // 2)
    membres = people.membres(2 * widest + extra, session.referentiel)
    salles = rooms_for(session, shape, 0 if tight else 2)
    written_rooms = sum("ecrit" in s.usages for s in salles)
    personnes = people.personnes(max(1, written_rooms))
    return replace(session, membres=membres, salles=salles, personnes=personnes)


def seats_of(session: Session, shape: Outline, *, tight: bool, rng: Random) -> Seats:
    """Two membres a jury, drawn anew each day; where the session is tight, the first ones sit each day."""
    seats: Seats = {}
    for jour in sorted({s.jour for s in shape.sittings}):
        rangs = [s.rang for s in shape.sittings if s.jour == jour]
        ids = [m.id for m in session.membres]
        drawn = rng.sample(ids[: 2 * len(rangs)] if tight else ids, 2 * len(rangs))
        seats |= {(jour, rang): tuple(sorted(drawn[2 * n : 2 * n + 2], key=ids.index)) for n, rang in enumerate(rangs)}
    return seats


# What the plan does not need


def with_absences(session: Session, plan: Plan, *, tight: bool, rng: Random) -> Session:
    """Some membres are there a part of a day only; where the session is tight, none is there for nothing."""
    spans = {(m, c.jour): (c.debut, c.fin) for c in plan.compositions for m in c.membres}
    pairs = [(m, jour) for m in session.membres for jour in session.jours]
    partial = {(m.id, j.date) for m, j in rng.sample(pairs, round(AWAY * len(pairs)))}
    told = []
    for membre in session.membres:
        away: list[Plage] = []
        for jour in session.jours:
            span = spans.get((membre.id, jour.date))
            if span is None and tight:
                away.append(whole_day(jour))
            elif (membre.id, jour.date) in partial:
                away.append(_unused(jour, span, rng))
        told.append(replace(membre, indisponibilites=people.joined(away)))
    return replace(session, membres=tuple(told))


def whole_day(jour: Jour) -> Plage:
    """Away that day."""
    return Plage(jour.a(time()), jour.a(time()) + timedelta(days=1))


def _unused(jour: Jour, span: tuple[datetime, datetime] | None, rng: Random) -> Plage:
    """A part of a day on which somebody is away: a half-day, or what is before or after the hours that he sits."""
    whole, noon = whole_day(jour), jour.a(time(13))
    if span is None:
        return rng.choice((Plage(whole.debut, noon), Plage(noon, whole.fin)))
    before, after = (
        Plage(whole.debut, _half_hour(span[0], down=True)),
        Plage(_half_hour(span[1], down=False), whole.fin),
    )
    useful = [p for p in (before, after) if p.coupe(jour.a(time(9)), jour.a(time(18)))]
    return rng.choice(useful or [after])


def _half_hour(moment: datetime, *, down: bool) -> datetime:
    minutes = minute(moment.time())
    rounded = minutes // 30 * 30 if down else -(-minutes // 30) * 30
    return datetime.combine(moment.date(), time()) + timedelta(minutes=rounded)


def with_links(session: Session, plan: Plan, rng: Random) -> Session:
    """A tenth of all pairs that do not meet are linked: most declared, some by an employer."""
    apart = strangers(session, plan)
    chosen = rng.sample(apart, min(len(apart) // 2, round(LINKS * len(session.candidats) * len(session.membres))))
    membres = {m.id: m for m in session.membres}
    employed: dict[str, str] = {}
    liens = []
    for n, (candidat, membre) in enumerate(sorted(chosen, key=apart.index) if len(apart) < 2000 else chosen):
        if n % 6 == 5 and candidat not in employed:
            employed[candidat] = membres[membre].employeur
        else:
            liens.append(Lien(candidat, membre, MOTIFS[n % len(MOTIFS)]))
    qui = tuple(replace(c, employeur=employed.get(c.id, "")) for c in session.candidats)
    return replace(session, candidats=qui, liens=tuple(liens))


def strangers(session: Session, plan: Plan) -> list[tuple[str, str]]:
    """The pairs of a candidat and a membre who do not meet."""
    sitting = {(c.jury, c.jour): c.membres for c in plan.compositions}
    met = {(p.candidat, m) for p in plan.passages for x in p.suivies for m in sitting[x.jury, p.jour]}
    return [(c.id, m.id) for c in session.candidats for m in session.membres if (c.id, m.id) not in met]


# One too many


def places(session: Session) -> Fraction:
    """Candidats whom the membres can hear at most: each sees the quota a day, and two must see each candidat."""
    assert session.quota is not None, "every session of the family has a quota"
    there = sum(_there(m, jour) for m in session.membres for jour in session.jours)
    return Fraction(session.quota * there, session.referentiel.membres_min)


def _there(membre: Membre, jour: Jour) -> bool:
    day = whole_day(jour)
    return not any(p.debut <= day.debut and day.fin <= p.fin for p in membre.indisponibilites)


def heads(session: Session) -> Fraction:
    """Places that the candidats take."""
    return sum((weight(session, c) for c in session.candidats), Fraction(0))


def one_too_many(session: Session, rng: Random) -> Session:
    """The session with one absence, or one candidat, more than its places allow."""
    if rng.random() < 0.5:
        return _with_candidats(session)
    while places(session) >= heads(session):
        membre = next(m for m in reversed(session.membres) if any(_there(m, j) for j in session.jours))
        jour = next(j for j in reversed(session.jours) if _there(membre, j))
        gone = replace(membre, indisponibilites=people.joined([*membre.indisponibilites, whole_day(jour)]))
        session = replace(session, membres=tuple(gone if m.id == membre.id else m for m in session.membres))
    return session


def _with_candidats(session: Session) -> Session:
    """As many candidats as there are places, and one; with posts for them to write on."""
    wanted = int(places(session)) + 1
    more = [c for c in people.candidats(wanted + 30, 0) if c.id not in {x.id for x in session.candidats}]
    known = {(c.nom, c.prenom) for c in session.candidats}
    fresh = [c for c in more if (c.nom, c.prenom) not in known][: wanted - len(session.candidats)]
    first = len(session.candidats) + 1
    fresh = [replace(c, id=f"C{first + n}", numero_tire=first + n) for n, c in enumerate(fresh)]
    salles = tuple(s if USAGE_JURY in s.usages else replace(s, postes=s.postes + len(fresh)) for s in session.salles)
    return replace(session, candidats=(*session.candidats, *fresh), salles=salles)
