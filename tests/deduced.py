"""Sessions deduced from a plan: as tight as they can be while they admit it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from tpplanner.audit import check
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Convocation, Jour, Lien, Pin, Plage, Portee, Session

Tightening = Callable[[Session, Plan, Random], Session]

MIDNIGHT = timedelta(days=1)


def deduced(session: Session, plan: Plan, rng: Random) -> Session:
    """The session with less of everything, each time so that the plan still respects every rule."""
    for tighten in rng.sample(TIGHTENINGS, rng.randint(1, len(TIGHTENINGS))):
        tighter = tighten(session, plan, rng)
        if not check(tighter, plan).violations:
            session = tighter
    return session


def _spans(plan: Plan, id_: str) -> list[tuple[datetime, datetime]]:
    """When somebody, or a room, is in use."""
    spans = [(p.debut, p.fin) for p in plan.passages if id_ == p.candidat or id_ in {x.salle for x in p.parties}]
    spans += [(c.debut, c.fin) for c in plan.compositions if id_ in (*c.membres, c.salle)]
    return spans + [(p.debut, p.fin) for p in plan.presences if id_ in (p.personne, p.salle)]


def _away(jours: tuple[Jour, ...], plan: Plan, id_: str, slack: int) -> Iterator[Plage]:
    """Away on each day before the first and after the last of what he does, or all of it; give or take some minutes."""
    spare = timedelta(minutes=slack)
    for jour in jours:
        opens, closes = jour.a(jour.ouverture), jour.a(jour.fin)
        spans = [(d, f) for d, f in _spans(plan, id_) if d.date() == jour.date]
        first, last = (
            (min(d for d, _ in spans) - spare, max(f for _, f in spans) + spare) if spans else (closes, closes)
        )
        if opens < first:
            yield Plage(opens, first)
        if last < closes:
            yield Plage(last, closes)


def absences(field: str) -> Tightening:
    """Everybody of a kind (or most) is there only when the plan needs him."""

    def tighten(session: Session, plan: Plan, rng: Random) -> Session:
        slack = rng.choice((0, 0, 10, 60))
        told = []
        for fiche in getattr(session, field):
            used = bool(_spans(plan, fiche.id))
            away = tuple(_away(session.jours, plan, fiche.id, slack)) if used or field != "salles" else ()
            told.append(replace(fiche, indisponibilites=away) if rng.random() < 0.7 else fiche)
        return replace(session, **{field: tuple(told)})

    return tighten


def links(session: Session, plan: Plan, rng: Random) -> Session:
    """Every pair that does not meet is linked, or most."""
    juries = {(p.candidat, x.jury, p.jour) for p in plan.passages for x in p.suivies}
    met = {(c, m) for c, j, d in juries for k in plan.compositions if (k.jury, k.jour) == (j, d) for m in k.membres}
    pairs = [(c.id, m.id) for c in session.candidats for m in session.membres if (c.id, m.id) not in met]
    told = tuple(Lien(c, m, "voisins") for c, m in pairs if rng.random() < 0.6)
    return replace(session, liens=told)


def pins(session: Session, plan: Plan, rng: Random) -> Session:
    """Some passages must stay where they are."""
    told = []
    for passage in plan.passages:
        if rng.random() < 0.3:
            suivies = passage.suivies
            sitting = next((c.membres for c in plan.compositions if suivies and c.jury == suivies[0].jury), ())
            portee = rng.choice(list(Portee))
            told.append(Pin(passage.candidat, passage.epreuve, portee, passage.parties, sitting))
    return replace(session, pins=tuple(told))


def convocations(session: Session, plan: Plan, rng: Random) -> Session:
    """Everybody, or most, was convened for the very minute at which he begins."""
    told = []
    for fiche in (*session.candidats, *session.membres, *session.personnes):
        if rng.random() < 0.7:
            firsts: dict[object, datetime] = {}
            for debut, _ in sorted(_spans(plan, fiche.id)):
                firsts.setdefault(debut.date(), debut)
            told += [Convocation(fiche.id, d.date(), d.time()) for d in firsts.values()]
    return replace(session, convocations=tuple({(c.personne, c.jour): c for c in told}.values()))


def quota(session: Session, _: Plan, rng: Random) -> Session:
    """A jury may receive no more than the plan's fullest."""
    return replace(session, reglages=replace(session.reglages, quota=rng.choice((1, 2, 3))))


def fewer_days(session: Session, plan: Plan, _: Random) -> Session:
    """The days on which something happens, and no other."""
    return replace(session, jours=tuple(j for j in session.jours if j.date in plan.jours()))


def fewer_membres(session: Session, plan: Plan, _: Random) -> Session:
    """Those who sit, and no other."""
    sitting = {m for c in plan.compositions for m in c.membres} | {m for j in session.jurys for m in j.membres}
    liens = tuple(lien for lien in session.liens if lien.membre in sitting)
    convocations_ = tuple(c for c in session.convocations if c.personne in sitting or c.personne[0] != "M")
    membres = tuple(m for m in session.membres if m.id in sitting)
    return replace(session, membres=membres, liens=liens, convocations=convocations_)


def fewer_rooms(session: Session, plan: Plan, _: Random) -> Session:
    """The rooms that serve, with the posts that they need."""
    used = {x.salle for p in plan.passages for x in p.parties} | {c.salle for c in plan.compositions}
    return replace(session, salles=tuple(s for s in session.salles if s.id in used))


def earlier_close(session: Session, plan: Plan, _: Random) -> Session:
    """The site opens when the first comes and closes when the last goes."""
    return replace(session, jours=tuple(_closed_around(plan, jour) for jour in session.jours))


def _closed_around(plan: Plan, jour: Jour) -> Jour:
    events = (*plan.passages, *plan.travaux, *plan.presences)
    spans = [(e.debut, e.fin) for e in events if e.debut.date() == jour.date]
    if not spans:
        return jour
    first, last = min(d for d, _ in spans).time(), max(f for _, f in spans).time()
    return replace(jour, ouverture=first, fin=last)


TIGHTENINGS: tuple[Tightening, ...] = (
    absences("candidats"),
    absences("membres"),
    absences("personnes"),
    absences("salles"),
    links,
    pins,
    convocations,
    quota,
    fewer_days,
    fewer_membres,
    fewer_rooms,
    earlier_close,
)
