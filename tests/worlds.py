"""Small worlds to draw plans in: a session of each shape, with the juries that would sit in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from builders import (
    SUIVIE,
    SURVEILLEE,
    TIERS,
    TOUTES,
    cda,
    ecrit,
    joue,
    membres,
    oral,
    pratique,
    referentiel,
    sc,
    session,
)
from drawing import Drawing, Sitting, Undrawable
from small_sessions import deux_ccs
from tpplanner.audit import check
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table
from tpplanner.domain.session import Candidat, Genre, Jury, Membre, Personne, Role, Salle, Session, Vehicule

HUIT_HEURES, HUIT_HEURES_ET_DEMIE = 480, 510


@dataclass(frozen=True)
class World:
    """A session and the juries that would sit in it."""

    session: Session
    sittings: list[Sitting]


def candidats(n: int, rng: Random, **autres: object) -> tuple[Candidat, ...]:
    """Candidats C1…Cn, now and then one with a tiers temps."""
    return tuple(
        replace(Candidat(f"C{i}", f"CANDIDAT{i}", "Sacha", majorations=TOUTES if rng.random() < 0.15 else ()), **autres)
        for i in range(1, n + 1)
    )


def shuffled(ids: list[str], rng: Random) -> tuple[str, ...]:
    """In another order."""
    return tuple(rng.sample(ids, len(ids)))


def ids(session_: Session) -> list[str]:
    """The candidats' ids."""
    return [c.id for c in session_.candidats]


def salles(postes: int = 10) -> tuple[Salle, ...]:
    """Two rooms of each kind, the second smaller; three for juries."""
    return (
        Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=postes),
        Salle("Ecrit2", "Petite salle", ("ecrit", "jury"), postes=2),
        Salle("Plateau", "Plateau", ("plateau",), postes=postes, ressources=(("caisse", 2),)),
        Salle("Plateau2", "Petit plateau", ("plateau",), postes=1, accessible=False, ressources=(("caisse", 1),)),
        *(Salle(f"S{i}", f"Salle {i}", ("jury",), accessible=i != 3) for i in (1, 2, 3)),
    )


PERSONNES = (
    Personne("P1", "SURVEILLANT1", (Role.SURVEILLANT,)),
    Personne("P2", "SURVEILLANT2", (Role.SURVEILLANT, Role.FORMATEUR)),
    Personne("R1", "RESPONSABLE1", (Role.RESPONSABLE,)),
    Personne("R2", "RESPONSABLE2", (Role.RESPONSABLE,), suppleant=True),
)


def _session(ref: Referentiel, candidats_: tuple[Candidat, ...], nb_membres: int, nb_jours: int = 1) -> Session:
    base = session(ref, candidats_, nb_membres=nb_membres, nb_jours=nb_jours)
    return replace(base, salles=salles(), personnes=PERSONNES)


def _start(rng: Random) -> int:
    return rng.choice((HUIT_HEURES, HUIT_HEURES + 15, HUIT_HEURES_ET_DEMIE))


def one_jury(rng: Random) -> World:
    """Shape a, one jury, one day."""
    s = _session(cda(), candidats(rng.choice((1, 2, 3)), rng), 3)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def two_juries(rng: Random) -> World:
    """Shape a, two juries side by side."""
    s = _session(cda(), candidats(rng.choice((2, 3, 4)), rng), 5)
    order = shuffled(ids(s), rng)
    return World(
        s,
        [
            Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), order[:2]),
            Sitting("J2", 0, ("M3", "M4"), "S2", _start(rng), order[2:]),
        ][: 1 + (len(order) > 2)],
    )


def two_days(rng: Random) -> World:
    """Shape b: a long written épreuve, then orals on the same day or the next."""
    s = _session(sc(), candidats(rng.choice((2, 3)), rng), 4, nb_jours=2)
    order = shuffled(ids(s), rng)
    k = rng.choice((0, 0, 1))
    sittings = [
        Sitting("J1", 0, ("M1", "M2"), "S1", 13 * 60 + 30, order[:k]),
        Sitting(rng.choice(("J1", "J2")), 1, ("M1", "M2"), "S2", _start(rng), order[k:]),
    ]
    if sittings[1].jury == "J2":
        sittings[1] = replace(sittings[1], membres=("M2", "M3"))
    return World(s, [x for x in sittings if x.candidats])


def practical(rng: Random) -> World:
    """Shape c: a practical épreuve on posts, watched at its end."""
    s = _session(pratique(), candidats(rng.choice((2, 3)), rng), 3)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def ccps(rng: Random) -> World:
    """A CCP session: candidats on one or several CCP, one on his last, a titre candidat's quota shared out."""
    choices = (("CCP1",), ("CCP2",), ("CCP1", "CCP2"), ("CCP3",))
    people = tuple(
        replace(c, titre=False, ccps=rng.choice(choices), dernier_ccp=rng.random() < 0.4)
        for c in candidats(rng.choice((2, 3)), rng)
    )
    s = replace(_session(cda(), people, 3), genre=Genre.CCP)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def ccss(rng: Random) -> World:
    """A session CCS: candidats on one or two CCS, each closed by its own entretien final."""
    choices = (("CCS1",), ("CCS2",), ("CCS1", "CCS2"))
    people = tuple(replace(c, titre=False, ccps=rng.choice(choices)) for c in candidats(rng.choice((2, 3)), rng))
    s = replace(_session(deux_ccs(), people, 3), genre=Genre.CCS)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def shared_membre(rng: Random) -> World:
    """A membre who sits in a morning jury and in an afternoon one; given juries half of the time."""
    ref = referentiel(ecrit("QP", 20), oral("PP", 25, apres=("QP",)), oral("EF", 15, apres=("PP",)), quota=3)
    s = _session(ref, candidats(rng.choice((2, 3)), rng), 4)
    if rng.random() < 0.5:
        jurys = (Jury("J1", ("M1", "M2")), Jury("J2", ("M2", "M3", "M4")))
        s = replace(s, jurys=jurys)
    order = shuffled(ids(s), rng)
    k = rng.choice((1, 1, 2)) if len(order) > 2 else 1
    second = ("M2", "M3", "M4") if s.jurys else ("M2", "M3")
    return World(
        s,
        [
            Sitting("J1", 0, ("M1", "M2"), "S1", HUIT_HEURES_ET_DEMIE, order[:k]),
            Sitting("J2", 0, second, rng.choice(("S1", "S2")), 13 * 60 + 15, order[k:]),
        ],
    )


def comedie() -> Referentiel:
    """A titre whose first oral needs a comédien; its written épreuve may be corrected late."""
    return referentiel(
        ecrit("QP", 30),
        joue(oral("MSP", 40, apres=("QP",))),
        oral("ET", 20, aussitot_apres=("MSP",)),
        oral("EF", 15),
        sigle="COMEDIE",
    )


JOUR_DE_COMEDIE = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:30 correction C1 QP
9:40 MSP C1
10:20 ET C1
10:40 EF C1
11:05 correction C2 QP
11:15 MSP C2
11:55 ET C2
12:15 EF C2
12:45 cloture
"""
"""Two candidats of it before one jury."""


def with_comediens(rng: Random) -> World:
    """A comédien before the jury, an aide, a room apart."""
    people = candidats(rng.choice((2, 3)), rng)
    people = (replace(people[0], aide="A1", salle_a_part=True, formateurs=("P2",)), *people[1:])
    s = _session(comedie(), people, 3)
    s = replace(
        s,
        personnes=(
            *PERSONNES,
            Personne("K1", "COMEDIEN1", (Role.COMEDIEN,)),
            Personne("K2", "COMEDIEN2", (Role.COMEDIEN, Role.FORMATEUR)),
            Personne("A1", "AIDE1", (Role.AIDE,)),
        ),
    )
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def conduite() -> Referentiel:
    """Two oral parts that take a car: pupils who drive play in both, four at once, then one of another kind."""
    eleves = Phase(20, SUIVIE, comediens=2, role="élève conducteur", vehicules=("voiture",))
    essai = Phase(10, SUIVIE, vehicules=("voiture", "moto"))
    sans_permis = Phase(15, SUIVIE, comediens=1, role="élève sans permis", vehicules=("voiture",))
    return referentiel(
        ecrit("QP", 30),
        replace(oral("MSP", 1, apres=("QP",)), phases=(eleves, essai)),
        replace(oral("ET", 1, apres=("MSP",)), phases=(sans_permis,)),
        oral("EF", 15),
        sigle="CONDUITE",
        comediens_exterieurs=True,
    )


VEHICULES = (Vehicule("V1", "Clio 1", "voiture"), Vehicule("V2", "Clio 2", "Voiture"), Vehicule("V3", "CB500", "moto"))
"""Two cars, one motorbike."""


def with_vehicles(rng: Random) -> World:
    """Two juries at once whose candidats drive, with pupils of whom each plays what he may."""
    people = candidats(rng.choice((2, 3)), rng)
    people = (replace(people[0], organisme="Auto-école A"), *people[1:])
    s = _session(conduite(), people, 4)
    played = (("élève conducteur",), ("élève conducteur",), (), ("élève sans permis",), ())
    pupils = tuple(Personne(f"K{i}", f"ELEVE{i}", (Role.COMEDIEN,), joue=joue) for i, joue in enumerate(played, 1))
    pupils = (*pupils[:4], replace(pupils[4], organisme="auto ecole a"))
    s = replace(s, personnes=(*PERSONNES, *pupils), vehicules=VEHICULES)
    order = shuffled(ids(s), rng)
    k = len(order) // 2
    return World(
        s,
        [
            Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), order[:k]),
            Sitting("J2", 0, ("M3", "M4"), "S2", _start(rng), order[k:]),
        ],
    )


def ensemble(simultanes: int = 2, *, separee: bool = True) -> Referentiel:
    """A jury may watch several at once on the plateau, apart from the rest of their day or just before it."""
    msp = Epreuve(
        "MSP",
        "Mise en situation",
        "MSP",
        Nature.PRATIQUE,
        (Phase(45, SUIVIE, "plateau", partagee=True),),
        simultanes=simultanes,
        separee=separee,
        ressource="caisse",
        partage=2,
    )
    return referentiel(msp, oral("QAP", 20, apres=("MSP",)), oral("EF", 15, apres=("QAP",)), sigle="ENSEMBLE")


def watched_together(rng: Random) -> World:
    """A jury that watches two candidats at once."""
    s = _session(ensemble(), candidats(rng.choice((2, 3)), rng), 3)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def watched_just_before(rng: Random) -> World:
    """What a jury could watch two at once of comes just before the rest: one by one, on two days or before two juries."""
    s = _session(ensemble(separee=False), candidats(rng.choice((2, 3, 4)), rng), 5, nb_jours=2)
    order = shuffled(ids(s), rng)
    first = Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), order[:2])
    jury, day, membres = rng.choice((("J2", 0, ("M3", "M4")), ("J1", 1, ("M1", "M2")), ("J1", 1, ("M2", "M5"))))
    second = Sitting(jury, day, membres, "S2", _start(rng), order[2:])
    return World(s, [x for x in (first, second) if x.candidats])


def en_deux_temps() -> Referentiel:
    """Orals on two days by a link of days, then two épreuves at once one after the other."""
    return referentiel(
        oral("PP", 30),
        oral("ET", 20, jours_min=(("PP", 1),)),
        oral("QAP", 20, aussitot_apres=("ET",)),
        oral("EF", 15, apres=("QAP",)),
        sigle="TEMPS",
    )


def days_apart(rng: Random) -> World:
    """Orals of one candidat on two days, before the same jury."""
    s = _session(en_deux_temps(), candidats(2, rng), 3, nb_jours=2)
    order, again = shuffled(ids(s), rng), shuffled(ids(s), rng)
    return World(
        s,
        [
            Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), order, ("PP",)),
            Sitting("J1", 1, ("M1", "M2"), rng.choice(("S1", "S2")), _start(rng), again, ("ET", "QAP", "EF")),
        ],
    )


def chantier() -> Referentiel:
    """A collective practical épreuve over midday, whose clock stops for lunch, then an oral."""
    msp = Epreuve(
        "MSP",
        "Mise en situation",
        "MSP",
        Nature.PRATIQUE,
        (Phase(240, SURVEILLEE, "plateau", partagee=True),),
        coupure_midi=True,
        collective=True,
    )
    return referentiel(msp, oral("EF", 20, apres=("MSP",)), sigle="CHANTIER")


def over_midday(rng: Random) -> World:
    """A clock that midday stops."""
    s = _session(chantier(), candidats(2, rng, majorations=()), 3)
    if rng.random() < 0.3:
        s = replace(s, candidats=(replace(s.candidats[0], majorations=((Nature.PRATIQUE, TIERS),)), *s.candidats[1:]))
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", 13 * 60 + 30, shuffled(ids(s), rng))])


def vagues() -> Referentiel:
    """An épreuve alone on few posts, in waves, then an oral."""
    msp = Epreuve(
        "MSP",
        "Mise en situation",
        "MSP",
        Nature.PRATIQUE,
        (Phase(50, SURVEILLEE, "plateau", partagee=True),),
        ressource="caisse",
        partage=1,
    )
    return referentiel(msp, oral("ET", 25, apres=("MSP",)), oral("EF", 15, apres=("ET",)), sigle="VAGUES")


def in_waves(rng: Random) -> World:
    """Waves on few posts; the room is not kept at midday, and somebody leads who could also sit."""
    s = _session(vagues(), candidats(3, rng), 4)
    s = replace(
        s,
        reglages=replace(s.reglages, salle_a_midi=False),
        personnes=(*PERSONNES[:3], Personne("M4", "MEMBRE4", (Role.RESPONSABLE,), prenom="Alix", suppleant=True)),
    )
    order = shuffled(ids(s), rng)
    k = rng.choice((0, 1))
    return World(
        s,
        [
            Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), order[k:]),
            *([Sitting("J2", 0, ("M3", "M4"), "S2", _start(rng), order[:k])] if k else []),
        ],
    )


def a_part() -> Referentiel:
    """An oral apart from the others of a candidat; the questionnaire is corrected before the one that follows it."""
    return referentiel(
        ecrit("QP", 20, correction_avant="QAP"),
        oral("MSP", 30, apres=("QP",), separee=True),
        oral("QAP", 20, apres=("MSP",)),
        oral("EF", 15, apres=("QAP",)),
        sigle="APART",
    )


def heard_apart(rng: Random) -> World:
    """A first oral for all, one after the other, then the other orals of each."""
    s = _session(a_part(), candidats(rng.choice((1, 2, 3)), rng), 3)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


Drawn = Callable[[Random], World]


def sous_plis() -> Referentiel:
    """Two papers, and a MSP before the jury whose subjects come sealed, apart from the other orals."""
    return referentiel(
        ecrit("QP1", 30, modalite="QP"),
        ecrit("QP2", 20, modalite="QP"),
        oral("MSP", 25, plis=True, separee=True),
        oral("EF", 15, apres=("MSP",)),
        sigle="PLIS",
    )


def under_seal(rng: Random) -> World:
    """Plis to open before papers and before an oral."""
    s = _session(sous_plis(), candidats(rng.choice((2, 3)), rng), 3)
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def en_phases() -> Referentiel:
    """A first oral that is prepared alone and in writing, in which a comédien plays, leaves, and plays again."""
    phases = (
        Phase(20, Surveillance.SEUL, "plateau", partagee=True, nature=Nature.ECRIT),
        Phase(15, SUIVIE, comediens=1),
        Phase(5, SUIVIE),
        Phase(10, SUIVIE, comediens=1),
    )
    msp = replace(oral("MSP", 1, apres=("QP",)), phases=phases)
    return referentiel(ecrit("QP", 30), msp, oral("EF", 15, apres=("MSP",)), sigle="PHASES")


def in_phases(rng: Random) -> World:
    """Of one épreuve, phases with a comédien or an aide, and phases without; more time for what is written alone."""
    people = candidats(rng.choice((2, 3)), rng, majorations=((Nature.ECRIT, TIERS),))
    pour = rng.choice((((Nature.ECRIT,), ()), ((Nature.ORAL,), ()), ((), ("QP",)), ((), ("MSP",)), ((), ())))
    people = (replace(people[0], aide="A1", aide_natures=pour[0], aide_epreuves=pour[1]), *people[1:])
    s = _session(en_phases(), people, 3)
    played = (Personne("K1", "COMEDIEN1", (Role.COMEDIEN,)), Personne("K2", "COMEDIEN2", (Role.COMEDIEN,)))
    s = replace(s, personnes=(*PERSONNES, *played, Personne("A1", "AIDE1", (Role.AIDE,))))
    return World(s, [Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), shuffled(ids(s), rng))])


def prepares(minutes: int = 20, suivie: int = 30) -> Referentiel:
    """An oral that each prepares alone, on shared posts, watched only if several are there; then the last oral."""
    phases = (Phase(minutes, Surveillance.SI_PLUSIEURS, "preparation", partagee=True), Phase(suivie, SUIVIE))
    return referentiel(replace(oral("MSP", 1), phases=phases), oral("EF", 15, apres=("MSP",)), sigle="PREPARE")


def prepared_together(rng: Random) -> World:
    """Two juries whose candidats prepare in one room, now and then together."""
    s = _session(prepares(), candidats(rng.choice((2, 3, 4)), rng), 4)
    s = replace(s, salles=(*s.salles, Salle("Prep", "Préparation", ("preparation",), postes=3)))
    order = shuffled(ids(s), rng)
    k = len(order) // 2
    return World(
        s,
        [
            Sitting("J1", 0, ("M1", "M2"), "S1", _start(rng), order[:k]),
            Sitting("J2", 0, ("M3", "M4"), "S2", _start(rng), order[k:]),
        ],
    )


def in_no_time(rng: Random) -> World:
    """Papers that correct themselves, juries that need no welcome, no closing, no battement: things of 0 minutes."""
    world = rng.choice((one_jury, two_juries, two_days, ccps, shared_membre))(rng)
    ref, reglages = world.session.referentiel, world.session.reglages
    none = {name: 0 for name in ("accueil_jury", "cloture", "battement") if rng.random() < 0.5}
    s = replace(world.session, referentiel=ref.with_tables(_corrected_at_once), reglages=replace(reglages, **none))
    return replace(world, session=s)


def _corrected_at_once(table: Table) -> Table:
    epreuves = (epreuve if epreuve.devant_jury else replace(epreuve, correction=0) for epreuve in table.epreuves)
    return replace(table, epreuves=tuple(epreuves))


WORLDS: tuple[Drawn, ...] = (
    one_jury,
    two_juries,
    two_days,
    practical,
    ccps,
    ccss,
    shared_membre,
    with_comediens,
    watched_together,
    watched_just_before,
    days_apart,
    over_midday,
    in_waves,
    heard_apart,
    in_no_time,
    in_phases,
    prepared_together,
    with_vehicles,
)


def observateur(id_: str) -> Membre:
    """Somebody who sits in and does not count."""
    return replace(membres(1, "TEST")[0], id=id_, nom="OBSERVATEUR", observateur=True)


def drawn(rng: Random, worlds: Sequence[Drawn] = WORLDS) -> Iterator[tuple[Session, Plan]]:
    """Sessions with a plan meant to be valid, one of each world in turn, without end."""
    while True:
        for world in worlds:
            it = world(rng)
            try:
                yield it.session, Drawing(it.session, rng).plan(it.sittings)
            except Undrawable:
                continue


def valid(rng: Random, worlds: Sequence[Drawn] = WORLDS) -> Iterator[tuple[Session, Plan]]:
    """Those of them in which the audit finds nothing to say."""
    return ((s, plan) for s, plan in drawn(rng, worlds) if not check(s, plan).violations)
