"""Sessions drawn at random of many more kinds than `small_draws`, still so small that each is planned in a second or so.

Four to six membres, people who come late or leave early, levels in another order and weighted, a reserve, given juries
of two and three that share membres, compositions held whole, two days, grids of 1, 5, 10 and 15 minutes, CCP, CCS, odd lengths,
rooms closed for a part of the day; several at once. Some have no plan.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from builders import TIERS, a, absent, cda, ecrit, oral, pratique, referentiel
from drawing import minute, minutes_de, seeded
from edits import changed, heures, reglees, room, with_people
from small_draws import DIFFICULTIES, Difficulty
from small_sessions import DIX, court, deux_ccps, deux_ccs, links, long_ecrit, on_ccps, small, sur_poste
from tpplanner.domain.duties import epreuves_de, faults
from tpplanner.domain.plan import Partie
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.reglages import Niveau, Reglages, Terme, avec_reserve
from tpplanner.domain.session import Candidat, Jury, Personne, Pin, Plage, Portee, Role, Salle, Session
from worlds import (
    PERSONNES,
    VEHICULES,
    a_part,
    chantier,
    comedie,
    conduite,
    en_deux_temps,
    ensemble,
    prepares,
    salles,
    vagues,
)

CCPS = (("CCP1",), ("CCP2",), ("CCP1", "CCP2"))
CCSS = (("CCS1",), ("CCS2",), ("CCS1", "CCS2"))

ODD = (Fraction(1, 3), Fraction(1, 4), Fraction(1, 2), Fraction(17, 100))
"""Majorations: most make lengths that no grid divides."""


def drawn_wide(seed: int | str) -> Session:
    """A session with up to four difficulties.

    Of ten, one whose juries' work just fills what they may do in one go; of ten others, one whose candidats may be heard
    on two days for next to nothing; of twelve, one with what some RE ask; of twenty, one whose membres come and go, so
    that juries by turns may be worth it.
    """
    rng = seeded(f"wide {seed}")
    if seeded(f"limit {seed}").random() < 0.1:
        return _work_at_its_limit(rng)
    if seeded(f"chains {seed}").random() < 0.1:
        return _of_several_chains(rng)
    if seeded(f"odd {seed}").random() < 0.05:
        return _odd_and_staggered(rng)
    if seeded(f"structures {seed}").random() < 0.08:
        return _as_some_re_ask(rng)
    by_turns = rng.random() < 0.15
    session = _four_free_membres(rng) if by_turns else _plain(rng)
    for difficulty in rng.sample(WIDE, rng.choice((0, 0, 0, 1, 2) if by_turns else (1, 2, 2, 3, 3, 4))):
        harder = difficulty(session, rng)
        if not faults(harder):
            session = harder
    return session


def odd() -> Referentiel:
    """Lengths that no grid divides."""
    return referentiel(ecrit("QP", 25), oral("PP", 32, apres=("QP",)), oral("EF", 17, apres=("PP",)))


def _two_orals() -> Referentiel:
    """No written épreuve: a jury may begin with anybody."""
    return referentiel(oral("PP", 30), oral("EF", 20, apres=("PP",)))


TITRES: tuple[Callable[[], Referentiel], ...] = (
    court,
    court,
    odd,
    _two_orals,
    long_ecrit,
    sur_poste,
    pratique,
    deux_ccps,
    deux_ccs,
    cda,
)


RARE: tuple[Callable[[], Referentiel], ...] = (comedie, ensemble, en_deux_temps, chantier, vagues, a_part)
"""Titres with what is rarely asked for: a comédien, several watched at once, orals on two days, a clock that stops."""


def _rare(rng: Random) -> Session:
    make = rng.choice(RARE)
    number = rng.choice((2, 3, 3, 4))
    days = 2 if make is en_deux_temps else 1
    people = (*PERSONNES, Personne("K1", "COMEDIEN1", (Role.COMEDIEN,)))
    reglages = Reglages(pas=rng.choice((1, 5, 5, 10, 15)))
    session = small(make(), candidats=rng.choice((1, 2, 2, 3)), nb_membres=number, nb_jours=days, reglages=reglages)
    return heures(replace(session, salles=salles(), personnes=people), fin=a(f"{rng.choice((14, 16, 18))}:00").time())


def _plain(rng: Random) -> Session:
    if rng.random() < 0.2:
        return _rare(rng)
    make = rng.choice(TITRES)
    step = rng.choice((1, 5, 5, 10, 10, 15))
    reglages = replace(DIX, pas=10) if step == 10 else Reglages(pas=step)
    days = rng.choice((1, 1, 1, 2))
    candidats = rng.choice((2, 3, 3, 4) if days == 1 and make in (court, odd, _two_orals) else (2, 2, 3))
    number = rng.choice((2, 3, 4, 4, 4, 5, 6))
    session = small(
        make(),
        candidats=candidats,
        nb_membres=number,
        nb_jours=days,
        nb_salles=rng.choice((1, 2, 2, 3)),
        reglages=reglages,
    )
    if make is deux_ccs:
        session = on_ccps(session, *(rng.choice(CCSS) for _ in session.candidats))
    elif session.referentiel.ccps and (make is deux_ccps or rng.random() < 0.5):
        chosen = tuple(rng.choice(CCPS) for _ in session.candidats)
        session = on_ccps(session, *chosen, last=rng.choice((-1, 0, candidats - 1)))
    return heures(session, fin=a(f"{rng.choice((12, 14, 15, 17, 18, 19))}:00").time())


def _work_at_its_limit(rng: Random) -> Session:
    """One jury hears everybody after a paper; what it does fills its continuous work to a battement, or just too much.

    As many as may be are heard before the latest break; nothing or little of the paper is corrected.
    """
    limit, gap, deliberation = rng.choice((180, 240)), rng.choice((5, 7, 15)), rng.choice((0, 10))
    early, later = rng.choice((0, 1, 2, 2)), rng.choice((2, 3, 4))
    beside = gap + deliberation
    lasts = (limit - rng.choice((5, 15, 20))) // later - beside
    reglages = Reglages(
        pas=rng.choice((1, 1, 5)),
        travail_continu=limit,
        battement=gap,
        deliberation=deliberation,
        cloture=limit - later * (lasts + beside) + rng.choice((0, 1, gap // 2, gap, gap, 2 * gap)),
        courte_pause=rng.choice((5, 10, 15)),
        presence_midi=rng.choice((0, 15)),
    )
    (jour,) = (session := small(candidats=early + later, nb_membres=rng.choice((2, 2, 2, 3)), reglages=reglages)).jours
    latest = max(minute(jour.pause_fin) - 60, minute(jour.pause_debut) + 59 + lasts) - minute(jour.accueil) - 30
    paper = latest - early * (lasts + beside) + rng.choice((0, 0, gap // 2, gap, -1 if early else 20))
    msp = ecrit("MSP", paper, correction=rng.choice((0, 0, 0, 5)))
    session = replace(session, referentiel=referentiel(msp, oral("ET", lasts, apres=("MSP",))))
    if rng.random() < 0.2:
        session = changed(session, rng.choice(session.candidats).id, majorations=((Nature.ORAL, rng.choice(ODD)),))
    return heures(session, fin=a(f"{rng.choice((19, 20, 21))}:00").time())


def _of_several_chains(rng: Random) -> Session:
    """Most candidats pass two CCP, mostly on two days: to be heard on both costs a deliberation, or nothing."""
    reglages = Reglages(
        pas=rng.choice((1, 5, 15)),
        deliberation=rng.choice((0, 0, 5, 10)),
        battement=rng.choice((0, 5)),
        presence_midi=rng.choice((0, 15)),
    )
    days, number = rng.choice(((1, 3), (2, 2), (2, 2), (2, 3)))
    session = small(
        deux_ccps(),
        candidats=number,
        nb_membres=rng.choice((2, 3, 4, 4)),
        nb_jours=days,
        nb_salles=2,
        reglages=reglages,
    )
    chosen = rng.choices(CCPS, (1, 1, 4), k=number)
    session = heures(
        on_ccps(session, *chosen, last=rng.choice((-1, 0))), fin=a(f"{rng.choice((10, 11, 12, 13, 15, 18))}:00").time()
    )
    difficulty = rng.choice((_late_or_early_membres, _late_or_early_candidats, _quota, _lengths, _levels))
    harder = difficulty(session, rng)
    return session if faults(harder) else harder


def _as_some_re_ask(rng: Random) -> Session:
    """Preparations watched if several are there, parts apart on two days, shared devices, organismes that differ.

    Of four, one whose candidats drive with figurants of whom each plays what he may.
    """
    if rng.random() < 0.25:
        return _who_drive(rng)
    make = rng.choice((prepares, prepares, a_part, odd))
    number, membres_ = rng.choice((2, 3, 3, 4)), rng.choice((3, 4, 4))
    session = small(make(), candidats=number, nb_membres=membres_, nb_jours=2 if make is a_part else 1, nb_salles=2)
    if make is odd:
        qp, *orals = session.referentiel.titre.epreuves
        titre = replace(session.referentiel.titre, epreuves=(replace(qp, ressource="boîtiers", partage=2), *orals))
        session = replace(session, referentiel=replace(session.referentiel, titre=titre))
    rooms = (
        Salle("Prep", "Préparation", ("preparation",), postes=3),
        Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=rng.choice((3, 9)), ressources=(("boîtiers", 1),)),
        Salle("Ecrit2", "Autre salle", ("ecrit",), postes=2, ressources=(("boîtiers", 1),)),
    )
    watching = rng.choice((PERSONNES, PERSONNES[:1] + PERSONNES[2:]))
    juries = tuple(s for s in session.salles if "jury" in s.usages)
    session = replace(session, salles=(*rooms, *juries), personnes=watching)
    if rng.random() < 0.6:
        for membre in session.membres:
            session = changed(session, membre.id, organisme=rng.choice(("Port", "Port", "Gare", "")))
        session = replace(session, referentiel=replace(session.referentiel, organismes_differents=True))
    return heures(session, fin=a(f"{rng.choice((12, 14, 16, 18))}:00").time())


def _who_drive(rng: Random) -> Session:
    """Few cars and figurants, some away for an hour, some of a candidat's organisme: juries wait for each other."""
    number, membres_ = rng.choice((1, 2, 2, 3)), rng.choice((2, 4, 4))
    session = small(conduite(), candidats=number, nb_membres=membres_, nb_salles=2, reglages=Reglages(pas=5))
    session = changed(session, "C1", organisme=rng.choice(("", "Auto-école A")))
    played = (("élève conducteur",), ("élève conducteur",), (), ("élève sans permis",))
    pupils = tuple(
        Personne(
            f"K{i}",
            f"ELEVE{i}",
            (Role.COMEDIEN,),
            organisme=rng.choice(("", "", "Auto-école A")),
            joue=joue,
            indisponibilites=(some_hours(session, rng),) if rng.random() < 0.25 else (),
        )
        for i, joue in enumerate(played, 1)
    )
    cars = VEHICULES if rng.random() < 0.5 else VEHICULES[1:]
    vehicules = tuple(
        replace(v, indisponibilites=(some_hours(session, rng),) if rng.random() < 0.25 else ()) for v in cars
    )
    session = replace(session, personnes=(*PERSONNES, *pupils), vehicules=vehicules)
    return heures(session, fin=a(f"{rng.choice((12, 14, 16, 18))}:00").time())


def _odd_and_staggered(rng: Random) -> Session:
    """Five to seven membres, some of whom come late, leave early or go in between; about as many as they can hear."""
    make, reglages = rng.choice((court, odd, _two_orals)), Reglages(pas=rng.choice((5, 10, 15)))
    number, days, candidats = rng.choice((5, 5, 6, 7)), rng.choice((1, 1, 2)), rng.choice((4, 5, 6, 7))
    session = small(make(), candidats, nb_membres=number, nb_jours=days, nb_salles=3, reglages=reglages)
    for membre in session.membres:
        late, early = (hour(rng, 9, 12), "20:00"), ("7:00", hour(rng, 10, 14))
        away = rng.choice((late, early, ("10:30", hour(rng, 11, 13))))
        if rng.random() < 0.25:
            session = changed(session, membre.id, indisponibilites=(absent(*away, rng.randrange(days)),))
    return heures(session, fin=a(f"{rng.choice((12, 13, 14, 15))}:{rng.choice(('00', '20', '40'))}").time())


# Hours on the grid of ten minutes, or just beside it


def hour(rng: Random, low: int, high: int) -> str:
    """An hour, most often on the grid of ten minutes."""
    at = rng.randrange(low * 6, high * 6 + 1) * 10 + rng.choice((0, 0, 0, 0, 5, -1, 1))
    return f"{at // 60}:{at % 60:02d}"


def one_sided(session: Session, rng: Random) -> Plage:
    """Comes late, leaves early."""
    day = rng.randrange(len(session.jours))
    return rng.choice((absent("7:00", hour(rng, 9, 15), day), absent(hour(rng, 11, 18), "20:00", day)))


def some_hours(session: Session, rng: Random) -> Plage:
    """Not there for one to four hours, or the whole day."""
    day = rng.randrange(len(session.jours))
    if rng.random() < 0.15:
        return absent("7:00", "20:00", day)
    start = rng.randrange(8, 17)
    return absent(f"{start}:00", f"{start + rng.choice((1, 2, 3))}:30", day)


# Difficulties


def _late_or_early_membres(session: Session, rng: Random) -> Session:
    for membre in session.membres:
        if rng.random() < 0.5:
            session = changed(session, membre.id, indisponibilites=(one_sided(session, rng),))
    return session


def _late_or_early_candidats(session: Session, rng: Random) -> Session:
    for candidat in session.candidats:
        if rng.random() < 0.5:
            session = changed(session, candidat.id, indisponibilites=(one_sided(session, rng),))
    return session


def _candidats_by_hours(session: Session, rng: Random) -> Session:
    """Each candidat early, late, or at both ends of the day: juries of one hour after the other."""
    for candidat in session.candidats:
        away = rng.choice((("12:00", "20:00"), ("12:00", "20:00"), ("10:00", "14:30"), ("7:00", "14:00")))
        day = rng.randrange(len(session.jours))
        session = changed(session, candidat.id, indisponibilites=(absent(*away, day),))
    return session


def _four_free_membres(rng: Random) -> Session:
    """Four who are there all day, three candidats who are not: whether juries by turns serve."""
    make = rng.choice((cda, cda, cda, court))
    reglages = Reglages(pas=rng.choice((1, 5, 10, 15)))
    session = small(make(), candidats=3, nb_membres=4, nb_salles=2, reglages=reglages)
    return _candidats_by_hours(heures(session, fin=a("19:00").time()), rng)


def _one_early_membre(session: Session, rng: Random) -> Session:
    gone = rng.choice(session.membres).id
    return changed(session, gone, indisponibilites=(absent(hour(rng, 15, 18), "20:00"),))


def _sparse_links(session: Session, rng: Random) -> Session:
    pairs = [f"{c.id} {m.id}" for c in session.candidats for m in session.membres]
    return links(session, *(p for p in pairs if rng.random() < 0.2))


def _links_by_membre(session: Session, rng: Random) -> Session:
    """Each membre but one or two hears one candidat alone: the others sit with each of them in turn."""
    shared = rng.choice((1, 1, 2))
    pairs = [
        f"{c.id} {m.id}"
        for i, m in enumerate(session.membres[shared:])
        for j, c in enumerate(session.candidats)
        if i % len(session.candidats) != j
    ]
    return links(session, *pairs)


def _levels(session: Session, rng: Random) -> Session:
    """Levels in another order, some of them one, some weighted."""
    niveaux = rng.sample(session.reglages.niveaux, len(session.reglages.niveaux))
    if rng.random() < 0.4:
        first, second, *others = niveaux
        niveaux = [Niveau(first.nom, (*first.termes, *second.termes)), *others]
    weighted = tuple(
        Niveau(n.nom, tuple(Terme(t.regle, t.poids * rng.choice((1, 1, 2, 30))) for t in n.termes)) for n in niveaux
    )
    return reglees(session, niveaux=weighted)


def _reserve(session: Session, _: Random) -> Session:
    return reglees(session, reserve=True, niveaux=avec_reserve(session.reglages.niveaux))


def _quota(session: Session, rng: Random) -> Session:
    return reglees(session, quota=rng.choice((1, 1, 2, 3)))


def _majorations(session: Session, rng: Random) -> Session:
    for candidat in session.candidats:
        if rng.random() < 0.5:
            granted = tuple((nature, rng.choice(ODD)) for nature in rng.sample(list(Nature), rng.choice((1, 2, 3))))
            session = changed(session, candidat.id, majorations=granted)
    return session


def _tiers_temps_for_all(session: Session, _: Random) -> Session:
    for candidat in session.candidats:
        session = changed(session, candidat.id, majorations=tuple((nature, TIERS) for nature in Nature))
    return session


def _given(session: Session, rng: Random) -> Session:
    """One to three juries of two or three, which may share membres."""
    ids = [m.id for m in session.membres]
    jurys: list[Jury] = []
    for n in range(rng.choice((1, 2, 2, 3))):
        size = min(len(ids), rng.choice((2, 2, 3)))
        membres = tuple(sorted(rng.sample(ids, size)))
        if membres not in {j.membres for j in jurys}:
            jurys.append(Jury(("Rouge", "Bleu", "Vert")[n], membres))
    return replace(session, jurys=tuple(jurys))


def _given_around_one(session: Session, _: Random) -> Session:
    """A jury for each other membre, all with the first."""
    first, *others = [m.id for m in session.membres]
    jurys = tuple(Jury(name, (first, other)) for name, other in zip(("Rouge", "Bleu", "Vert"), others, strict=False))
    return replace(session, jurys=jurys)


def _asked_of_juries(session: Session, rng: Random) -> Session:
    """Three membres a jury, or a quality that some have."""
    if rng.random() < 0.5:
        return replace(session, referentiel=replace(session.referentiel, membres_min=3))
    for membre in session.membres:
        if rng.random() < 0.5:
            session = changed(session, membre.id, qualites=("anglais",))
    return replace(session, referentiel=replace(session.referentiel, qualites=("anglais",)))


def _observateur(session: Session, rng: Random) -> Session:
    return changed(session, rng.choice(session.membres).id, observateur=True)


def _habilite_until(session: Session, rng: Random) -> Session:
    """Whose habilitation ends after the first day."""
    membre = rng.choice(session.membres)
    until = tuple(replace(h, fin=session.jours[0].date) for h in membre.habilitations)
    return changed(session, membre.id, habilitations=until)


def _closed_rooms(session: Session, rng: Random) -> Session:
    for salle in session.salles:
        if rng.random() < 0.5:
            closed = tuple(some_hours(session, rng) for _ in range(rng.choice((1, 1, 2))))
            session = room(session, salle.id, indisponibilites=closed)
    return session


def _held_whole(session: Session, rng: Random) -> Session:
    """One oral held whole: its hour, its room, a jury of two or three."""
    candidat = rng.choice(session.candidats)
    orals = [e for e in epreuves_de(session.referentiel, candidat) if e.devant_jury and len(e.phases) == 1]
    if not orals:
        return session
    moment = a(hour(rng, 10, 15), rng.randrange(len(session.jours)))
    team = tuple(sorted(m.id for m in rng.sample(session.membres, min(len(session.membres), rng.choice((2, 3))))))
    parties = (Partie(0, moment, moment, rng.choice([s.id for s in session.salles if "jury" in s.usages])),)
    return replace(session, pins=(Pin(candidat.id, orals[0].id, Portee.TOUT, parties, team),))


def _short_day(session: Session, rng: Random) -> Session:
    """An end that leaves little or nothing to spare, and not on the grid each time."""
    return heures(session, fin=a(hour(rng, 11, 18)).time())


def _hardly_enough(session: Session, rng: Random) -> Session:
    """An end near the earliest at which as many juries as may be at once could have heard everybody."""
    reglages, at_once = session.reglages, max(1, len(session.membres) // session.referentiel.membres_min)
    heard = [_minutes(session, c) for c in session.candidats]
    share = -(-len(heard) // min(at_once, len(heard)))
    written = max(w for w, _ in heard)
    work = sum(sorted(o for _, o in heard)[-share:])
    end = 510 + reglages.accueil + written + work + reglages.cloture + rng.choice((0, reglages.pause_jury))
    end = min(end + rng.randrange(-10, 30), 22 * 60)
    return heures(session, fin=a(f"{end // 60}:{end % 60:02d}").time())


def _minutes(session: Session, candidat: Candidat) -> tuple[int, int]:
    """What he writes, and what a jury does about him from his coming in on, and before it."""
    reglages = session.reglages
    watched = written = 0
    for epreuve in epreuves_de(session.referentiel, candidat):
        minutes = sum(minutes_de(candidat, epreuve))
        written += 0 if epreuve.devant_jury else minutes
        watched += minutes if epreuve.devant_jury else reglages.correction_qp
    return written, watched + reglages.battement + reglages.deliberation


def _late_opening(session: Session, rng: Random) -> Session:
    at = a(hour(rng, 8, 12)).time()
    jours = tuple(replace(j, ouverture=at, accueil=max(at, j.accueil)) for j in session.jours)
    return replace(session, jours=jours)


def _leads_and_sits(session: Session, rng: Random) -> Session:
    membre = rng.choice(session.membres)
    return with_people(session, Personne(membre.id, membre.nom, (Role.RESPONSABLE,), membre.prenom, suppleant=True))


def _lengths(session: Session, rng: Random) -> Session:
    choices = (
        {"battement": rng.choice((0, 7, 15))},
        {"lecture": 13},
        {"travail_continu": 180},
        {"courte_pause": 10},
        {"salle_a_midi": False},
        {"enchainer": False},
        {"pause_jury": rng.choice((45, 75))},
        {"deliberation": 15, "cloture": 5},
        {"ordre": "alphabetique"},
    )
    return reglees(session, **rng.choice(choices))


WIDE: tuple[Difficulty, ...] = (
    _late_or_early_membres,
    _late_or_early_membres,
    _late_or_early_candidats,
    _candidats_by_hours,
    _one_early_membre,
    _sparse_links,
    _links_by_membre,
    _levels,
    _levels,
    _reserve,
    _quota,
    _majorations,
    _tiers_temps_for_all,
    _given,
    _given,
    _given_around_one,
    _asked_of_juries,
    _observateur,
    _habilite_until,
    _closed_rooms,
    _held_whole,
    _short_day,
    _hardly_enough,
    _hardly_enough,
    _late_opening,
    _leads_and_sits,
    _lengths,
    _lengths,
    *DIFFICULTIES,
)
