"""Small sessions drawn at random, on the grid of ten minutes: so small that everything can be tried.

Each has a few of the trade's difficulties at once; some have no plan. Every length and hour is a multiple of ten
minutes, so that some best plan has all its moments on the grid.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from random import Random

from builders import LUNDI, a, absent
from drawing import seeded
from edits import changed, heures, reglees, room, with_people
from small_sessions import court, deux_ccps, deux_ccs, links, long_ecrit, on_ccps, pinned, small, sur_poste
from tpplanner.domain.duties import epreuves_de, faults
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Convocation, Genre, Jury, Personne, Pin, Plage, Portee, Role, Salle, Session

Difficulty = Callable[[Session, Random], Session]

CCPS = (("CCP1",), ("CCP2",), ("CCP1", "CCP2"))
CCSS = (("CCS1",), ("CCS2",), ("CCS1", "CCS2"))
ABOVE_ALL = Fraction(1, 3), Fraction(1, 2)


def drawn_small(seed: int | str) -> Session:
    """A small session with up to three difficulties."""
    rng = seeded(f"small {seed}")
    session = _plain(rng)
    for difficulty in rng.sample(DIFFICULTIES, rng.choice((1, 1, 2, 2, 3))):
        harder = difficulty(session, rng)
        if not faults(harder):
            session = harder
    return session


def _plain(rng: Random) -> Session:
    make = rng.choice((court, court, long_ecrit, sur_poste, deux_ccps, deux_ccs))
    certificats = {deux_ccps: CCPS, deux_ccs: CCSS}.get(make)
    fin = rng.choice((11, 12, 13) if certificats else (13, 15, 17, 18))
    days = rng.choice((1, 1, 2))
    candidats = rng.choice((1, 2, 2, 3)) if days == 1 and not certificats else rng.choice((1, 2, 2))
    session = small(make(), candidats=candidats, nb_membres=rng.choice((2, 3, 4)), nb_jours=days)
    if certificats:
        chosen = tuple(rng.choice(certificats) for _ in session.candidats)
        last = rng.choice((-1, 0, candidats - 1))
        session = on_ccps(session, *chosen, last=last if make is deux_ccps else -1)
    return heures(session, fin=a(f"{fin}:00").time())


def _at(hour: int, minutes: int) -> datetime:
    return a(f"{hour}:{minutes:02d}")


def _hour(rng: Random, low: int, high: int) -> str:
    """An hour on the grid."""
    at = rng.randrange(low * 6, high * 6 + 1) * 10
    return f"{at // 60}:{at % 60:02d}"


def _away(session: Session, rng: Random) -> Plage:
    """A half-day, what is before or after an hour, an hour or two in the middle, or the whole day."""
    day = rng.randrange(len(session.jours))
    hour, later = _hour(rng, 9, 12), _hour(rng, 12, 15)
    spans = (("8:00", "13:00"), ("12:00", "19:00"), ("8:00", hour), (later, "19:00"), (hour, later), ("8:00", "19:00"))
    return absent(*rng.choice(spans), day)


# What makes it harder


def _absent_membres(session: Session, rng: Random) -> Session:
    for membre in session.membres:
        if rng.random() < 0.5:
            session = changed(session, membre.id, indisponibilites=(_away(session, rng),))
    return session


def _absent_candidat(session: Session, rng: Random) -> Session:
    return changed(session, rng.choice(session.candidats).id, indisponibilites=(_away(session, rng),))


def _absent_surveillant(session: Session, rng: Random) -> Session:
    watching = next((p.id for p in session.personnes if Role.SURVEILLANT in p.roles), None)
    if watching is None:
        return session
    session = changed(session, watching, indisponibilites=(_away(session, rng),))
    if rng.random() < 0.5:
        session = with_people(session, Personne("P2", "SURVEILLANT2", (Role.SURVEILLANT,)))
    return session


def _closed_room(session: Session, rng: Random) -> Session:
    return room(session, rng.choice(session.salles).id, indisponibilites=(_away(session, rng),))


def _links(session: Session, rng: Random) -> Session:
    pairs = [f"{c.id} {m.id}" for c in session.candidats for m in session.membres]
    return links(session, *(p for p in pairs if rng.random() < 0.3))


def _quota(session: Session, rng: Random) -> Session:
    return reglees(session, quota=rng.choice((1, 1, 2)))


def _slower(session: Session, rng: Random) -> Session:
    """A majoration that keeps every length a multiple of ten minutes."""
    more = ABOVE_ALL[0] if session.referentiel.titre.epreuves[0].minutes % 30 == 0 else ABOVE_ALL[1]
    slow = rng.choice(session.candidats)
    kind = rng.choice((Nature.ECRIT, Nature.ORAL))
    lengths = [p.minutes for e in epreuves_de(session.referentiel, slow) if e.nature is kind for p in e.phases]
    even = all((n * (1 + more)).denominator == 1 and n * (1 + more) % 10 == 0 for n in lengths)
    return changed(session, slow.id, majorations=((kind, more),)) if even else session


def _lengths(session: Session, rng: Random) -> Session:
    choices = (
        {"battement": 0},
        {"travail_continu": 180},
        {"courte_pause": 10},
        {"salle_a_midi": False},
        {"pause_jury": 90},
        {"accueil": 20, "accueil_autres_jours": 40},
        {"deliberation": 30, "lecture": 40},
        {"fin_tardive": _at(12, 0).time()},
    )
    return reglees(session, **rng.choice(choices))


def _hours(session: Session, rng: Random) -> Session:
    opens = _at(rng.choice((8, 10, 11, 12)), rng.choice((0, 20))).time()
    fin = _at(rng.choice((15, 17, 18)), 0).time()
    jours = list(session.jours)
    i = rng.randrange(len(jours))
    jours[i] = replace(jours[i], ouverture=opens, accueil=max(opens, jours[i].accueil), fin=fin)
    return replace(session, jours=tuple(jours))


def _lunch(session: Session, rng: Random) -> Session:
    low, high = rng.choice(((12, 13), (12, 14), (11, 13)))
    return heures(session, pause_debut=_at(low, 0).time(), pause_fin=_at(high, rng.choice((0, 30))).time())


def _pinned(session: Session, rng: Random) -> Session:
    candidat = rng.choice(session.candidats)
    epreuve = rng.choice(epreuves_de(session.referentiel, candidat))
    day = rng.randrange(len(session.jours))
    session = pinned(session, candidat.id, epreuve.id, a(_hour(rng, 9, 14), day))
    if epreuve.devant_jury and rng.random() < 0.5:
        team = tuple(m.id for m in rng.sample(session.membres, 2))
        parts = tuple(replace(p, salle=rng.choice(("S1", ""))) for p in session.pins[-1].parties)
        whole = Pin(candidat.id, epreuve.id, Portee.TOUT, parts, team)
        rooms = all(p.salle for p in parts) and len(epreuve.phases) == 1 and epreuve.phases[0].usage == "jury"
        session = replace(session, pins=(*session.pins[:-1], whole if rooms else session.pins[-1]))
    return session


def _convened(session: Session, rng: Random) -> Session:
    people = [x.id for x in (*session.candidats, *session.membres)]
    told = []
    for who in people:
        if rng.random() < 0.5:
            hour = a(_hour(rng, 8, 11)).time()
            told.append(Convocation(who, LUNDI, hour, accord=rng.random() < 0.2))
    return replace(session, convocations=tuple(told))


def _two_roles(session: Session, rng: Random) -> Session:
    membre = rng.choice(session.membres)
    role = rng.choice((Role.RESPONSABLE, Role.SURVEILLANT))
    if rng.random() < 0.6:
        session = replace(session, personnes=tuple(p for p in session.personnes if role not in p.roles))
    return with_people(session, Personne(membre.id, membre.nom, (role,), membre.prenom))


def _aide(session: Session, rng: Random) -> Session:
    away = (_away(session, rng),) if rng.random() < 0.7 else ()
    session = with_people(session, Personne("A1", "AIDE1", (Role.AIDE,), indisponibilites=away))
    apart = rng.random() < 0.5
    pour = rng.choice(((), (Nature.ECRIT,), (Nature.ORAL,), (Nature.PRATIQUE,)))
    session = changed(session, rng.choice(session.candidats).id, aide="A1", aide_natures=pour, salle_a_part=apart)
    if apart:
        rooms = (*session.salles, Salle("Ecrit2", "Petite salle", ("ecrit",), postes=1))
        session = with_people(replace(session, salles=rooms), Personne("P3", "SURVEILLANT3", (Role.SURVEILLANT,)))
    return session


def _one_room(session: Session, _: Random) -> Session:
    kept = [s for s in session.salles if "jury" in s.usages][:1]
    return replace(session, salles=(*(s for s in session.salles if "jury" not in s.usages), *kept))


def _few_posts(session: Session, _: Random) -> Session:
    return room(session, "Plateau", postes=1)


def _given_juries(session: Session, rng: Random) -> Session:
    ids = [m.id for m in session.membres]
    if len(ids) < 4 or rng.random() < 0.5:
        jurys: tuple[Jury, ...] = (Jury("Rouge", tuple(ids[:2])), *([Jury("Bleu", tuple(ids[1:3]))] if ids[2:] else ()))
    else:
        jurys = (Jury("Rouge", tuple(ids[:2])), Jury("Bleu", tuple(ids[2:])))
    return replace(session, jurys=jurys)


def _ccp_day_short(session: Session, rng: Random) -> Session:
    """Days too short for two CCP or CCS of one candidat."""
    if session.genre is Genre.TITRE:
        return session
    return heures(session, fin=_at(10, rng.choice((30, 50))).time() if len(session.jours) > 1 else _at(12, 0).time())


DIFFICULTIES: tuple[Difficulty, ...] = (
    _absent_membres,
    _absent_membres,
    _absent_candidat,
    _absent_surveillant,
    _closed_room,
    _links,
    _quota,
    _slower,
    _lengths,
    _hours,
    _lunch,
    _pinned,
    _pinned,
    _convened,
    _two_roles,
    _aide,
    _one_room,
    _few_posts,
    _given_juries,
    _ccp_day_short,
)
