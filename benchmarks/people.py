"""Invented people and places, as many as a session wants; a name is never used twice in a session."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Genre, Habilitation, Jour, Membre, Personne, Plage, Role, Salle, Session
from tpplanner.workbook.people import drawn

LUNDI = date(2027, 6, 7)
"""The first day of every session of the family."""

CENTRE = "Centre de formation des Abers"
VALIDE = date(2028, 2, 28)

# fmt: off
NOMS = (
    "ALVAREZ", "BARBIER", "CHEVALIER", "DIALLO", "ESNAULT", "FAURE", "GUÉRIN", "HAMEL", "IDRISSI", "JACQUET",
    "KERVELLA", "LEFÈVRE", "MARCHAND", "NÉDÉLEC", "OLIVEIRA", "PERROT", "QUÉMÉNER", "ROUSSEL", "SAUNIER", "TANGUY",
    "URVOAS", "VALLÉE", "WEBER", "XAVIER", "YILMAZ", "ZIMMER", "BELLAMY", "CORDIER", "DUFOUR", "EZZINE",
)
PRENOMS = (
    "Léa", "Karim", "Maëlle", "Hugo", "Inès", "Théo", "Zoé", "Yanis", "Chloé", "Noé",
    "Anaïs", "Malo", "Jade", "Ilyès", "Rose", "Axel", "Alma", "Naïm", "Lou", "Élie",
    "Nora", "Gabin", "Lina", "Sacha", "Aïcha", "Titouan", "Manon", "Owen", "Clara", "Bilal", "Yuna",
)
NOMS_MEMBRES = (
    "AUBRY", "BRIAND", "CARADEC", "DELMAS", "ÉVEN", "FLOC'H", "GOASDOUÉ", "HÉLIAS", "ILIOU", "JÉZÉQUEL",
    "KERMARREC", "LAGADEC", "MORVAN", "NICOLAS", "OLLIVIER", "PRIGENT", "RIOU", "SALAÜN", "TRÉGUIER", "VIGOUROUX",
)
PRENOMS_MEMBRES = (
    "Solène", "Étienne", "Nolwenn", "Fabien", "Rozenn", "Gwenaël", "Yves", "Mona", "Alain", "Soazig", "Goulven",
)
METIERS = (
    "Logiciels", "Studio", "Conseil", "Atelier", "Données", "Réseaux", "Comptoir", "Groupe", "Cabinet", "Maison",
)
LIEUX = (
    "d'Armor", "du Ponant", "Kerlann", "des Abers", "du Large", "d'Iroise", "de l'Elorn", "du Léon", "d'Ouessant",
    "de Rade", "du Trégor",
)
SURVEILLANTS = (
    "LE GOFF", "MADEC", "NAOUR", "ABGRALL", "BOURHIS", "COZIC", "DÉNIEL", "ELLÉGOËT", "FAVENNEC", "GOURMELON",
)
# fmt: on


def candidats(nombre: int, depart: int = 0) -> tuple[Candidat, ...]:
    """Candidats C1…, each drawn a number when the session is made; their names begin at a place of the lists."""
    fin_formation = LUNDI - timedelta(days=24)
    return tuple(
        Candidat(
            f"C{i + 1}",
            NOMS[(i + depart) % len(NOMS)],
            PRENOMS[(i + depart) % len(PRENOMS)],
            numero_ceres=f"{700_101 + i}",
            organisme=CENTRE,
            fin_formation=fin_formation,
        )
        for i in range(nombre)
    )


def employeur(rang: int) -> str:
    """An employer of its own for the membre of that rank."""
    return f"{METIERS[rang % len(METIERS)]} {LIEUX[rang % len(LIEUX)]}"


def membres(nombre: int, referentiel: Referentiel) -> tuple[Membre, ...]:
    """Membres M1…, habilités for the titre, available throughout."""
    habilitation = Habilitation(referentiel.sigle, referentiel.millesime, VALIDE)
    noms, prenoms = NOMS_MEMBRES, PRENOMS_MEMBRES
    return tuple(
        Membre(
            f"M{i + 1}",
            noms[i % len(noms)],
            prenoms[i % len(prenoms)],
            employeur=employeur(i),
            habilitations=(habilitation,),
        )
        for i in range(nombre)
    )


def personnes(surveillants: int) -> tuple[Personne, ...]:
    """Surveillants, then a responsable de session and his suppléant."""
    prenoms = PRENOMS_MEMBRES
    gens = [
        Personne(f"P{i + 1}", SURVEILLANTS[i % len(SURVEILLANTS)], (Role.SURVEILLANT,), prenoms[i % len(prenoms)])
        for i in range(surveillants)
    ]
    n = len(gens)
    return (
        *gens,
        Personne(f"P{n + 1}", "PENNEC", (Role.RESPONSABLE,), "Hélène", contact="02 98 00 00 01"),
        Personne(f"P{n + 2}", "QUÉRÉ", (Role.RESPONSABLE,), "Marc", suppleant=True, contact="02 98 00 00 02"),
    )


def jours(nombre: int) -> tuple[Jour, ...]:
    """The first working days from `LUNDI` on."""
    dates = [LUNDI + timedelta(days=7 * (i // 5) + i % 5) for i in range(nombre)]
    return tuple(Jour(date_, f"Jour {i + 1}") for i, date_ in enumerate(dates))


def at(jour: int, heure: int, minute: int = 0) -> datetime:
    """A moment of a day of the session (0 is the first)."""
    return datetime.combine(jours(jour + 1)[-1].date, time(heure, minute))


def with_quota(reglages: Reglages, quota: int) -> Reglages:
    """The réglages of a centre that says how many candidats a jury hears a day."""
    return replace(reglages, quota=quota, origines=("quota",))


def joined(plages: Iterable[Plage]) -> tuple[Plage, ...]:
    """The same stretches in order, those that touch or overlap made one."""
    result: list[Plage] = []
    for plage in sorted(plages, key=lambda p: p.debut):
        if result and plage.debut <= result[-1].fin:
            result[-1] = Plage(result[-1].debut, max(result[-1].fin, plage.fin))
        else:
            result.append(plage)
    return tuple(result)


def bureaux(nombre: int) -> tuple[Salle, ...]:
    """Rooms for juries."""
    return tuple(Salle(f"Bureau {i}", f"Bureau {i}", ("jury",)) for i in range(1, nombre + 1))


def salle(nom: str, usage: str, postes: int) -> Salle:
    """A room with posts, whose id is its name."""
    return Salle(nom, nom, (usage,), postes=postes)


def session(referentiel: Referentiel, qui: tuple[Candidat, ...], **autres: object) -> Session:
    """A session at the family's centre; what is not told is empty."""
    genre = Genre.TITRE if all(c.titre for c in qui) else Genre.CCP
    base = Session(
        genre=genre,
        referentiel=referentiel,
        jours=jours(1),
        candidats=drawn(qui, 0),
        membres=(),
        salles=(),
        personnes=personnes(1),
        centre=CENTRE,
        site="12 rue des Genêts, 29200 Brest",
        contact="02 98 00 00 00",
        agrement="BRE-2025-0117",
        agrement_fin=date(2028, 12, 17),
        numero_ceres="27-0614",
        service_departemental="DDETS du Finistère",
    )
    return replace(base, **autres)
