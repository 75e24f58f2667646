"""Small sessions and plans to test with; every person in them is invented."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tpplanner.domain.plan import (
    Accueil,
    Composition,
    NatureAccueil,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    Travail,
)
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Genre, Habilitation, Jour, Membre, Personne, Plage, Role, Salle, Session

LUNDI = date(2027, 6, 14)
"""The first day of every session built here."""

TIERS = Fraction(1, 3)
TOUTES = tuple((nature, TIERS) for nature in Nature)
"""A tiers temps on every kind of épreuve."""

SUIVIE = Surveillance.JURY
SURVEILLEE = Surveillance.SURVEILLANT


def a(heure: str, jour: int = 0) -> datetime:
    """A moment of the session: ``a("9:05")`` on its first day, ``a("9:05", 1)`` on the second."""
    h, m = heure.split(":")
    return datetime.combine(LUNDI + timedelta(days=jour), time(int(h), int(m)))


def absent(debut: str, fin: str, jour: int = 0) -> Plage:
    """Not available from one hour to another."""
    return Plage(a(debut, jour), a(fin, jour))


def oral(id_: str, minutes: int, **autres: object) -> Epreuve:
    """An épreuve before the jury, in the jury's room."""
    return replace(
        Epreuve(id_, f"Épreuve {id_}", id_.rsplit(".", maxsplit=1)[-1], Nature.ORAL, (Phase(minutes, SUIVIE),)),
        **autres,
    )


def joue(epreuve: Epreuve, *phases: int) -> Epreuve:
    """The épreuve with a comédien in these phases (from 0), in all where none is told."""
    return replace(
        epreuve,
        phases=tuple(replace(p, comediens=int(not phases or i in phases)) for i, p in enumerate(epreuve.phases)),
    )


def prend(epreuve: Epreuve, *sortes: str) -> Epreuve:
    """The épreuve with a vehicle of each of these kinds in all of its phases."""
    return replace(epreuve, phases=tuple(replace(p, vehicules=sortes) for p in epreuve.phases))


def ecrit(id_: str, minutes: int, **autres: object) -> Epreuve:
    """A collective written épreuve under a surveillant, on the posts of a written room."""
    phases = (Phase(minutes, SURVEILLEE, "ecrit", partagee=True),)
    return replace(
        Epreuve(id_, f"Épreuve {id_}", id_.rsplit(".", maxsplit=1)[-1], Nature.ECRIT, phases, collective=True), **autres
    )


def referentiel(*epreuves: Epreuve, **autres: object) -> Referentiel:
    """A titre with these épreuves; its entretien final is the épreuve ``EF`` if there is one."""
    final = "EF" if any(e.id == "EF" for e in epreuves) else ""
    base = Referentiel(
        sigle="TEST",
        code="TP-00000",
        millesime="01",
        intitule="Titre d'essai",
        titre=Table("titre", "Session titre", epreuves),
        source="inventé pour les tests",
        verifie=True,
        entretien_final=final,
    )
    return replace(base, **autres)


def cda() -> Referentiel:
    """CDA with the durations of its RE (shape a): QP 30, PP 40, ET 45, EF 20; three candidats a jury-day, as before 02/07/2024."""

    def ccp(n: int, pp: int, et: int) -> Table:
        p = f"CCP{n}."
        epreuves = (
            ecrit(f"{p}QP", 30),
            oral(f"{p}PP", pp, apres=(f"{p}QP",)),
            oral(f"{p}ET", et, aussitot_apres=(f"{p}PP",)),
        )
        return Table(f"CCP{n}", f"CCP {n}", epreuves)

    return referentiel(
        ecrit("QP", 30),
        oral("PP", 40, apres=("QP",)),
        oral("ET", 45, aussitot_apres=("PP",)),
        oral("EF", 20, apres=("ET",)),
        sigle="CDA",
        quota=3,
        ccps=(ccp(1, 20, 30), ccp(2, 30, 30), ccp(3, 20, 20)),
    )


def sc() -> Referentiel:
    """Shape b: a written MSP of 4 h for all, then ET 20 and EF 20 before the jury."""
    return referentiel(
        ecrit("MSP", 240),
        oral("ET", 20, apres=("MSP",)),
        oral("EF", 20, apres=("ET",)),
        sigle="SC",
    )


def pratique() -> Referentiel:
    """Shape c: a practical MSP on shared posts, 60 min alone then 30 before the jury, then QAP 30, EF 15."""
    msp = Epreuve(
        "MSP",
        "Mise en situation",
        "MSP",
        Nature.PRATIQUE,
        (
            Phase(60, SURVEILLEE, "plateau", partagee=True),
            Phase(30, SUIVIE, "plateau", partagee=True),
        ),
    )
    return referentiel(msp, oral("QAP", 30, apres=("MSP",)), oral("EF", 15, apres=("QAP",)), sigle="PRAT")


def jours(n: int, **autres: object) -> tuple[Jour, ...]:
    """The first n days of the session."""
    return tuple(replace(Jour(LUNDI + timedelta(days=i), f"Jour {i + 1}"), **autres) for i in range(n))


def membres(n: int, sigle: str) -> tuple[Membre, ...]:
    """Membres M1…Mn, habilités on millésime 01, available throughout."""
    return tuple(
        Membre(f"M{i}", f"MEMBRE{i}", "Alix", habilitations=(Habilitation(sigle, "01"),)) for i in range(1, n + 1)
    )


def session(
    ref: Referentiel | None = None,
    candidats: int | tuple[Candidat, ...] = 3,
    nb_membres: int = 2,
    nb_jours: int = 1,
    nb_salles: int | None = None,
    **autres: object,
) -> Session:
    """A plain session: rooms enough, one surveillant, one responsable, everybody available.

    Rooms: ``Ecrit`` (20 posts), ``Plateau`` (10 posts), ``S1``… for juries. A membre may work for five hours, as in the
    worked day, which has no short pause.
    """
    ref = ref or cda()
    titre = not autres.get("genre") or autres["genre"] is Genre.TITRE
    if isinstance(candidats, int):
        candidats = tuple(Candidat(f"C{i}", f"CANDIDAT{i}", "Sacha", titre=titre) for i in range(1, candidats + 1))
    salles = (
        Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20),
        Salle("Plateau", "Plateau", ("plateau",), postes=10),
        *(Salle(f"S{i}", f"Salle {i}", ("jury",)) for i in range(1, (nb_salles or max(1, nb_membres // 2)) + 1)),
    )
    base = Session(
        genre=Genre.TITRE,
        referentiel=ref,
        jours=jours(nb_jours),
        candidats=candidats,
        membres=membres(nb_membres, ref.sigle),
        salles=salles,
        personnes=(
            Personne("S1", "SURVEILLANT", (Role.SURVEILLANT,)),
            Personne("R1", "RESPONSABLE", (Role.RESPONSABLE,)),
        ),
        centre="Centre d'essai",
        reglages=Reglages(travail_continu=300, origines=("travail_continu",)),
    )
    return replace(base, **autres)


def passage(candidat: str, epreuve: str, debut: datetime, minutes: int, salle: str, jury: str = "") -> Passage:
    """A passage in one part."""
    return Passage(candidat, epreuve, (Partie(0, debut, debut + timedelta(minutes=minutes), salle, jury),))


def travail(
    jury: str, nature: NatureTravail, debut: datetime, minutes: int, candidat: str = "", epreuve: str = ""
) -> Travail:
    """Something that a jury does by itself."""
    return Travail(jury, nature, debut, debut + timedelta(minutes=minutes), candidat, epreuve)


def plan_cda_trois(jury: str = "J1") -> Plan:
    """The worked day: three CDA candidats, one jury, one day, by hand; it breaks no rule of `session()`.

    08:30 accueil du jury · 09:00 QP for all, the jury reads · orals at 09:40, 12:40 and 14:45 · clôture 16:40.
    """
    t = NatureTravail
    passages = [passage(c, "QP", a("9:00"), 30, "Ecrit") for c in ("C1", "C2", "C3")]
    travaux = [travail(jury, t.ACCUEIL, a("8:30"), 10)]
    for candidat, debut, lecture, correction in (
        ("C1", a("9:40"), a("8:40"), a("9:30")),
        ("C2", a("12:45"), a("8:55"), a("12:35")),
        ("C3", a("14:50"), a("9:10"), a("14:40")),
    ):
        passages += [
            passage(candidat, "PP", debut, 40, "S1", jury),
            passage(candidat, "ET", debut + timedelta(minutes=40), 45, "S1", jury),
            passage(candidat, "EF", debut + timedelta(minutes=85), 20, "S1", jury),
        ]
        travaux += [
            travail(jury, t.LECTURE, lecture, 15, candidat),
            travail(jury, t.CORRECTION, correction, 5, candidat, "QP"),
            travail(jury, t.DELIBERATION, debut + timedelta(minutes=105), 10, candidat),
        ]
    travaux += [travail(jury, t.PAUSE, a("11:35"), 60), travail(jury, t.CLOTURE, a("16:45"), 15)]
    return Plan(
        passages=tuple(passages),
        travaux=tuple(travaux),
        presences=(
            Presence("S1", Role.SURVEILLANT, a("9:00"), a("9:30"), "Ecrit"),
            Presence("R1", Role.RESPONSABLE, a("8:30"), a("17:00")),
        ),
        compositions=(Composition(jury, a("8:30"), a("17:00"), ("M1", "M2"), "S1"),),
        accueils=(
            Accueil(NatureAccueil.ACCUEIL, a("8:30"), a("9:00")),
            Accueil(NatureAccueil.PLIS, a("8:50"), a("9:00"), "QP"),
        ),
    )
