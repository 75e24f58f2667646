"""Sessions of kinds that neither shape nor size makes: what may be missing of a session, or stand in it, each seeded.

All but contradictions are made from a plan, as those of the shapes are: what the plan does not use may be missing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from random import Random

from benchmarks import people
from benchmarks.planned import Outline, Seats, plan_of
from benchmarks.shapes import (
    AD,
    CATL,
    CDA,
    CV,
    DWWM,
    EC,
    GCF,
    MAV,
    MOTIFS,
    SC,
    SIZES,
    Made,
    Size,
    Titre,
    base_of,
    outlined,
    seats_of,
    strangers,
    whole_day,
    with_absences,
    with_links,
    with_means,
)
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Referentiel, Surveillance
from tpplanner.domain.session import Candidat, Jury, Lien, Personne, Plage, Role, Session, Vehicule

TOGETHER = 2
"""How many a jury may watch at once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of session: which titres of it there are, at which sizes, and what is hard about it."""

    titres: tuple[Titre, ...]
    sizes: tuple[str, ...]
    difficulty: str
    make: Callable[[Titre, Size, Random], Made]
    feasible: bool = True


def made_of_kind(kind: str, titre: Titre, size: str, name: str) -> Made:
    """The session of a kind, the same on every run."""
    return KINDS[kind].make(titre, SIZES[size], Random(name))  # noqa: S311 - drawing examples, not secrets


def _drawn(base: Session, size: Size) -> tuple[Session, Outline]:
    """Candidats before juries, with the means that they need and some more."""
    shape, session = outlined(base, size.juries)
    return with_means(session, shape, size, tight=False), shape


def _planned(session: Session, shape: Outline, seats: Seats, rng: Random) -> Made:
    """Its plan, then absences and links that the plan bears."""
    plan = plan_of(session, shape, seats)
    session = with_links(with_absences(session, plan, tight=False, rng=rng), plan, rng)
    return Made(session, plan)


# No quota


def without_quota(titre: Titre, size: Size, rng: Random) -> Made:
    """A jury hears as many as its day holds. Where the titre has a quota, the centre raises it out of reach."""
    session, shape = _drawn(_quota_lifted(base_of(titre, size, "loose", rng)), size)
    return _planned(session, shape, seats_of(session, shape, tight=False, rng=rng), rng)


def _quota_lifted(session: Session) -> Session:
    if session.referentiel.quota is None:
        return replace(session, reglages=replace(session.reglages, quota=None, origines=()))
    return replace(session, reglages=people.with_quota(session.reglages, len(session.candidats)))


# Several at a time before a jury


def several_at_once(titre: Titre, size: Size, rng: Random) -> Made:
    """A jury may watch two on the plateau at once; the plan that is known hears them one by one."""
    base = base_of(titre, size, "loose", rng)
    session, shape = _drawn(replace(base, referentiel=_watched_together(base.referentiel)), size)
    salles = (replace(s, postes=max(TOGETHER, s.postes)) if "plateau" in s.usages else s for s in session.salles)
    session = replace(session, salles=tuple(salles))
    return _planned(session, shape, seats_of(session, shape, tight=False, rng=rng), rng)


def _watched_together(referentiel: Referentiel) -> Referentiel:
    """The first épreuve of the titre watched so many at a time."""
    first, *others = referentiel.titre.epreuves
    together = (replace(first, simultanes=TOGETHER), *others)
    return replace(referentiel, titre=replace(referentiel.titre, epreuves=together))


# Juries that the centre gives


def given_juries(titre: Titre, size: Size, rng: Random) -> Made:
    """The centre's own juries, typed by hand: those of the plan, each the same every day, and one to spare."""
    session, shape = _drawn(base_of(titre, size, "loose", rng), size)
    count = max(s.rang for s in shape.sittings) + 1
    session = replace(session, membres=people.membres(2 * count + 2, session.referentiel))
    ids = [m.id for m in session.membres]
    drawn = rng.sample(ids, len(ids))
    pairs = [tuple(sorted(drawn[2 * n : 2 * n + 2], key=ids.index)) for n in range(count + 1)]
    session = replace(session, jurys=tuple(Jury(f"Jury {n + 1}", pair) for n, pair in enumerate(pairs)))
    return _planned(session, shape, {(s.jour, s.rang): pairs[s.rang] for s in shape.sittings}, rng)


# Aides


def two_aides(titre: Titre, size: Size, rng: Random) -> Made:
    """Two candidats, each with an aide who comes on the days of the plan only, and not before or after its hours."""
    base = base_of(titre, size, "loose", rng)
    helped = sorted(rng.sample(range(len(base.candidats)), 2))
    ids = {base.candidats[i].id: f"A{n + 1}" for n, i in enumerate(helped)}
    base = replace(base, candidats=tuple(replace(c, aide=ids.get(c.id, "")) for c in base.candidats))
    session, shape = _drawn(base, size)
    session = replace(session, personnes=(*session.personnes, *_aides()))
    made = _planned(session, shape, seats_of(session, shape, tight=False, rng=rng), rng)
    return replace(made, session=_aides_away(made.session, made.plan))


def _aides() -> tuple[Personne, Personne]:
    return (Personne("A1", "UGUEN", (Role.AIDE,), "Maïwenn"), Personne("A2", "YVEN", (Role.AIDE,), "Corentin"))


def _aides_away(session: Session, plan: Plan | None) -> Session:
    """Each aide is away on the days when he helps nobody in the plan, and before the hours that he does."""
    assert plan is not None
    personnes = []
    for person in session.personnes:
        spans = [(p.debut, p.fin) for p in plan.presences if p.personne == person.id and p.role is Role.AIDE]
        away = list(person.indisponibilites)
        for jour in session.jours if Role.AIDE in person.roles else ():
            mine = [debut for debut, _ in spans if debut.date() == jour.date]
            away.append(Plage(jour.a(time()), min(mine)) if mine else whole_day(jour))
        personnes.append(replace(person, indisponibilites=people.joined(away)))
    return replace(session, personnes=tuple(personnes))


# People who play, and vehicles

PART, VEHICLE = "client", "voiture"


def played(titre: Titre, size: Size, rng: Random) -> Made:
    """The first épreuve before the jury takes somebody who plays a part, and a vehicle: one of each for a jury."""
    base = base_of(titre, size, "loose", rng)
    session, shape = _drawn(replace(base, referentiel=_with_parts(base.referentiel)), size)
    count = max(s.rang for s in shape.sittings) + 1
    players = (Personne(f"E{n + 1}", NAMES[n], (Role.COMEDIEN,), joue=(PART,)) for n in range(count))
    vehicles = tuple(Vehicule(f"V{n + 1}", f"Voiture {n + 1}", VEHICLE) for n in range(count))
    *surveillants, responsable, suppleant = session.personnes
    session = replace(session, personnes=(*surveillants, *players, responsable, suppleant), vehicules=vehicles)
    return _planned(session, shape, seats_of(session, shape, tight=False, rng=rng), rng)


NAMES = ("ZIANI", "ZAOUI", "ZELLER", "ZUNINO", "ZABOU", "ZADIG", "ZEPHIR", "ZOLA")
"""Of those who play, one for each jury of a size."""


def _with_parts(referentiel: Referentiel) -> Referentiel:
    """What the jury watches of the first épreuve before it takes both."""
    epreuves = list(referentiel.titre.epreuves)
    rank = next(n for n, epreuve in enumerate(epreuves) if epreuve.devant_jury)
    phases = tuple(
        replace(phase, comediens=1, role=PART, vehicules=(VEHICLE,)) if phase.presence is Surveillance.JURY else phase
        for phase in epreuves[rank].phases
    )
    epreuves[rank] = replace(epreuves[rank], phases=phases)
    return replace(referentiel, titre=replace(referentiel.titre, epreuves=tuple(epreuves)))


# Links


def many_links(titre: Titre, size: Size, rng: Random) -> Made:
    """Each candidat is linked to a third of the membres, none of whom hears them in the plan."""
    session, shape = _drawn(base_of(titre, size, "loose", rng), size)
    plan = plan_of(session, shape, seats_of(session, shape, tight=False, rng=rng))
    session = with_absences(session, plan, tight=False, rng=rng)
    apart = strangers(session, plan)
    liens: list[Lien] = []
    for candidat in session.candidats:
        mine = [membre for who, membre in apart if who == candidat.id]
        drawn = rng.sample(mine, min(len(mine), len(session.membres) // 3))
        liens += [Lien(candidat.id, membre, MOTIFS[n % len(MOTIFS)]) for n, membre in enumerate(drawn)]
    return Made(replace(session, liens=tuple(liens)), plan)


# Contradictions


def contradiction(titre: Titre, size: Size, rng: Random) -> Made:
    """No minute of the session has two candidats at once, of those who all begin a collective épreuve together."""
    made = without_quota(titre, size, rng)
    one, other = rng.sample(range(len(made.session.candidats)), 2)
    noon = [jour.a(time(12)) for jour in made.session.jours]
    whole = [whole_day(jour) for jour in made.session.jours]
    mornings = tuple(Plage(day.debut, middle) for day, middle in zip(whole, noon, strict=True))
    afternoons = tuple(Plage(middle, day.fin) for day, middle in zip(whole, noon, strict=True))
    qui: list[Candidat] = list(made.session.candidats)
    qui[one] = replace(qui[one], indisponibilites=mornings)
    qui[other] = replace(qui[other], indisponibilites=afternoons)
    return Made(replace(made.session, candidats=tuple(qui)), None)


KINDS: dict[str, Kind] = {
    "noquota": Kind(
        (CDA, DWWM, SC, GCF, AD, MAV, CATL, EC, CV),
        ("S", "M", "L"),
        "no quota: a jury hears as many as its day holds",
        without_quota,
    ),
    "together": Kind((CATL, EC), ("S", "M", "L"), "a jury may watch two at once", several_at_once),
    "given": Kind((CDA, SC, CATL), ("S", "M", "L"), "juries typed by the centre, one to spare", given_juries),
    "aides": Kind((DWWM, GCF, EC), ("S", "M", "L"), "two aides, each there when the plan needs him", two_aides),
    "played": Kind((CDA, SC, EC), ("S", "M", "L"), "somebody who plays, and a vehicle, one for each jury", played),
    "links": Kind((CDA, SC, EC), ("S", "M", "L"), "each candidat is linked to a third of the membres", many_links),
    "contradiction": Kind(
        (CDA, SC, AD),
        ("S", "M", "L"),
        "a collective épreuve that two of its candidats can begin at no common minute",
        contradiction,
        feasible=False,
    ),
}
"""Every kind, by the word that its names begin with."""
