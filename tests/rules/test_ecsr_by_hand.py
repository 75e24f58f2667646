"""Days of ECSR written by hand: the titre, its first CCP, its first CCS, as their RE tells them.

Pages are those printed on the RE of 05/02/2021. Réglages are the usual ones; candidats come from 9:00 on, one jury hears
them. What a centre must bring together: élèves conducteurs who learn elsewhere, a car or a motorbike, a room to prepare in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from builders import absent, session
from halves import rules_allow
from journees import journee
from tpplanner.audit import check, measured
from tpplanner.domain.answers import Planned
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Genre, Habilitation, Personne, Role, Salle, Session, Vehicule
from tpplanner.planner import plan
from tpplanner.referentiels import find
from tpplanner.solver import Budget

ELEVE = ("élève conducteur", "élève conducteur sans permis B")
"""What those who learn to drive may play: none of them has the licence."""
CENTRE, ELSEWHERE = "École de conduite du Port", "Auto-école de la Gare"

TITRE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 QP C1
9:45 MSP1 C1
10:45 MSP2 C1
11:45 correction C1 QP
11:50 pause
12:50 ET C1
13:50 QAP C1
14:50 EF C1
15:30 cloture
"""
"""The titre, 5 h 15 for the candidat (p. 6), 4 h 30 for the jury (p. 14).

Questionnaire 45 min before the entretien technique (p. 7); part 1 of the mise en situation 20 + 40 min, the jury there
while it is prepared, for 4.1 counts it (p. 6 and 14); part 2, 60 min (p. 6); entretien technique 60 min after both parts and
the questionnaire, whose result sheet the jury has taken (p. 6 and 7); production 30 + 30 min (p. 8); entretien final 30 min
(p. 6).
"""

CCP1 = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:00 QP C1 C2
9:45 CCP1.MSP1 C1
10:45 CCP1.MSP2 C1
11:45 pause
12:30 CCP1.MSP1 C2
13:30 CCP1.MSP2 C2
14:50 correction C1 CCP1.QP
15:00 CCP1.ET C1
16:10 correction C2 CCP1.QP
16:20 CCP1.ET C2
17:30 cloture
""".replace(" QP ", " CCP1.QP ")
"""Two of the first CCP, 3 h 45 each (p. 17), 2 h 40 for the jury (p. 20), which does not count the 20 min of preparation:
the jury is at lunch while the second candidat prepares, alone in the room, so that nobody watches (p. 20).
"""

CCS1 = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 CCS1.MSP1 C1
9:50 CCS1.MSP2 C1
10:50 CCS1.ET C1
11:50 CCS1.EF C1
12:15 cloture
"""
"""The CCS of two wheels, 3 h 05 (p. 27), 2 h 45 for the jury (p. 31).

50 min out of traffic, 60 min in it behind a motorbike (p. 28); at once the entretien technique (p. 28): 20 min alone with
its case, 20 + 20 before the jury; entretien final 15 min (p. 27).
"""


def ecsr(candidats: int, certificat: str = "", **changes: object) -> Session:
    """A session of ECSR that has what its RE asks for, and no more: five élèves conducteurs, a car, a motorbike."""
    ref = find("ECSR")
    genre = Genre.TITRE if not certificat else Genre.CCP if certificat.startswith("CCP") else Genre.CCS
    presented = {"titre": False, "ccps": (certificat,), "presentation": 2} if certificat else {}
    people = tuple(
        Candidat(f"C{n}", f"CANDIDAT{n}", "Sacha", organisme=CENTRE, **presented) for n in range(1, candidats + 1)
    )
    base = session(ref, people, genre=genre, reglages=Reglages())
    employers = ("Conduite Plus", "École des Deux Rives")
    return replace(
        base,
        membres=tuple(
            replace(m, employeur=employer, habilitations=(Habilitation(ref.sigle, ref.millesime),))
            for m, employer in zip(base.membres, employers, strict=True)
        ),
        salles=(
            Salle("Ecrit", "Salle d'écrit", ("ecrit",), 20, (("jeu de 20 boîtiers de réponse", 1),)),
            Salle("Préparation", "Préparation", ("preparation",), 4),
            Salle("Amphi", "Amphi", ("seance",)),
            Salle("Parking", "Parking", ("circulation",), 4),
            Salle("Piste", "Piste", ("piste",)),
            Salle("S1", "Salle 1", ("jury",)),
        ),
        personnes=(
            *base.personnes,
            *(Personne(f"E{n}", f"ELEVE{n}", (Role.COMEDIEN,), organisme=ELSEWHERE, joue=ELEVE) for n in range(1, 6)),
        ),
        vehicules=(Vehicule("V1", "Clio", "voiture"), Vehicule("V2", "CB 500", "moto")),
        **changes,
    )


def licensed(somebody: Personne) -> Personne:
    """Whoever plays, with the licence: they learn to drive another vehicle."""
    return replace(somebody, joue=ELEVE[:1]) if somebody.joue else somebody


def with_eleves(s: Session, number: int, of_the_centre: str = "") -> Session:
    """So many élèves conducteurs; that one (id) learns where the candidats do."""
    kept = tuple(p for p in s.personnes if Role.COMEDIEN not in p.roles or int(p.id[1:]) <= number)
    return replace(s, personnes=tuple(replace(p, organisme=CENTRE) if p.id == of_the_centre else p for p in kept))


def without_the_car(s: Session) -> Session:
    """The only car is away while a candidat would drive it."""
    car, motorbike = s.vehicules
    return replace(s, vehicules=(replace(car, indisponibilites=(absent("9:00", "12:00"),)), motorbike))


DAYS = {
    "the titre": (lambda: ecsr(1), TITRE),
    "two of the first CCP": (lambda: ecsr(2, "CCP1"), CCP1),
    "the CCS of two wheels": (lambda: ecsr(1, "CCS1"), CCS1),
}


@pytest.mark.parametrize("name", DAYS)
def test_both_halves_let_a_day_stand_that_is_written_from_the_re(name):
    drawn_up, board = DAYS[name]
    s = drawn_up()
    drawn = journee(s, board)
    assert check(s, drawn).violations == ()
    assert rules_allow(s, drawn)


@pytest.mark.parametrize("name", DAYS)
def test_the_search_finds_it_or_a_better_one(name):
    drawn_up, board = DAYS[name]
    s = drawn_up()
    outcome, report = plan(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    by_hand = [n for n, _ in zip(measured(s, journee(s, board)).values(), range(4), strict=False)]
    assert [n.valeur for n in report.niveaux[:4]] <= by_hand


@pytest.mark.parametrize("name", DAYS)
def test_each_candidat_and_the_jury_have_the_minutes_that_the_re_prints(name):
    drawn_up, board = DAYS[name]
    s = drawn_up()
    table = s.referentiel.table_de(next(p.epreuve for p in journee(s, board).passages))
    for candidat in s.candidats:
        mine = [p for p in journee(s, board).passages if p.candidat == candidat.id]
        assert sum((p.fin - p.debut).total_seconds() for p in mine) == 60 * table.total_candidat
        watched = [part for p in mine for part in p.suivies]
        assert sum((part.fin - part.debut).total_seconds() for part in watched) == 60 * table.presence_jury


@dataclass(frozen=True)
class Amiss:
    """A day that is no longer what the RE says: words of the board that change, or the session; the rule it breaks."""

    day: str
    rule: str
    words: tuple[tuple[str, str], ...] = ()
    changed: Callable[[Session], Session] = lambda s: s


AMISS = {
    "the entretien technique before the second part (p. 6)": Amiss(
        "the titre", "ordre_epreuves", (("10:45 MSP2", "12:50 MSP2"), ("12:50 ET", "10:45 ET"))
    ),
    "the questionnaire after the entretien technique (p. 7)": Amiss(
        "the titre", "ordre_epreuves", (("9:00 QP", "16:00 QP"),)
    ),
    "ten minutes before the entretien technique of a CCS (p. 28)": Amiss(
        "the CCS of two wheels",
        "ordre_epreuves",
        (("10:50 CCS1.ET", "11:00 CCS1.ET"), ("11:50 CCS1.EF", "12:00 CCS1.EF"), ("12:15 c", "12:25 c")),
    ),
    "no élève conducteur (p. 6)": Amiss(
        "the titre",
        "comedien_present",
        changed=lambda s: replace(s, personnes=tuple(p for p in s.personnes if Role.COMEDIEN not in p.roles)),
    ),
    "an élève conducteur who has the licence already (p. 6)": Amiss(
        "the titre", "comedien_present", changed=lambda s: replace(s, personnes=tuple(map(licensed, s.personnes)))
    ),
    "three élèves conducteurs where four are asked for (p. 6)": Amiss(
        "the titre", "comedien_present", changed=lambda s: with_eleves(s, 3)
    ),
    "an élève conducteur of the candidat's own school (p. 6)": Amiss(
        "the titre", "comedien_sans_lien", changed=lambda s: with_eleves(s, 4, "E1")
    ),
    "a car that is away (p. 6)": Amiss("the titre", "vehicule_reserve", changed=without_the_car),
    "both membres of one school (p. 14)": Amiss(
        "the titre",
        "organismes_differents",
        changed=lambda s: replace(s, membres=tuple(replace(m, employeur="Conduite Plus") for m in s.membres)),
    ),
}


@pytest.mark.parametrize("name", AMISS)
def test_both_halves_refuse_a_day_that_is_not_what_the_re_says(name):
    amiss = AMISS[name]
    drawn_up, board = DAYS[amiss.day]
    s = amiss.changed(drawn_up())
    drawn = journee(s, board, *amiss.words)
    assert amiss.rule in {v.regle for v in check(s, drawn).violations}
    assert not rules_allow(s, drawn)
