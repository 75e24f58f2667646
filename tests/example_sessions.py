"""The example sessions of ``data/``: invented people, one difficulty of the trade or two in each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import cycle

from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import (
    Candidat,
    Genre,
    Habilitation,
    Jour,
    Lien,
    Membre,
    Personne,
    Plage,
    Role,
    Salle,
    Session,
    Vehicule,
)
from tpplanner.referentiels import find
from tpplanner.workbook.example import agrement_session
from tpplanner.workbook.people import drawn

LUNDI = date(2027, 6, 7)
TIERS = tuple((nature, Fraction(1, 3)) for nature in Nature)

# fmt: off
NOMS = (
    "ALVAREZ", "BARBIER", "CHEVALIER", "DIALLO", "ESNAULT", "FAURE", "GUÉRIN", "HAMEL",
    "IDRISSI", "JACQUET", "KERVELLA", "LEFÈVRE", "MARCHAND", "NÉDÉLEC", "OLIVEIRA", "PERROT",
    "QUÉMÉNER", "ROUSSEL", "SAUNIER", "TANGUY", "URVOAS", "VALLÉE", "WEBER", "XAVIER",
    "YILMAZ", "ZIMMER", "BELLAMY", "CORDIER", "DUFOUR", "EZZINE",
)
PRENOMS = (
    "Léa", "Karim", "Maëlle", "Hugo", "Inès", "Théo", "Zoé", "Yanis",
    "Chloé", "Noé", "Anaïs", "Malo", "Jade", "Ilyès", "Rose", "Axel",
    "Alma", "Naïm", "Lou", "Élie", "Nora", "Gabin", "Lina", "Sacha",
    "Aïcha", "Titouan", "Manon", "Owen", "Clara", "Bilal",
)
# fmt: on
MEMBRES = (
    ("AUBRY", "Solène", "Logiciels Armor"),
    ("BRIAND", "Étienne", "Web du Ponant"),
    ("CARADEC", "Nolwenn", "Studio Kerlann"),
    ("DELMAS", "Fabien", "Banque des Abers"),
    ("ÉVEN", "Rozenn", "Mutuelle du Large"),
    ("FLOC'H", "Gwenaël", "Conseil Iroise"),
    ("GOASDOUÉ", "Yves", "Données & Cie"),
    ("HÉLIAS", "Mona", "Réseaux Celtiques"),
)
ELEVES = (
    ("ABIVEN", "Nina"),
    ("BOUCHER", "Rayan"),
    ("COLIN", "Maud"),
    ("DENIEL", "Ewen"),
    ("FER", "Sarah"),
    ("GALL", "Tao"),
    ("HERRY", "Luce"),
    ("JAOUEN", "Amir"),
    ("KERIEN", "Lila"),
    ("LAOT", "Jules"),
)
"""Élèves conducteurs of another school."""
CENTRE = "Centre de formation des Abers"


def _candidats(nombre: int, **autres: object) -> tuple[Candidat, ...]:
    candidats = (
        Candidat(
            f"C{i + 1}",
            nom,
            prenom,
            numero_ceres=f"{700_101 + i}",
            organisme=CENTRE,
            fin_formation=LUNDI - timedelta(days=24),
            **autres,
        )
        for i, (nom, prenom) in enumerate(zip(NOMS[:nombre], cycle(PRENOMS), strict=False))
    )
    return tuple(candidats)


def _membres(nombre: int, referentiel: Referentiel) -> tuple[Membre, ...]:
    habilitation = Habilitation(referentiel.sigle, referentiel.millesime, date(2028, 2, 28))
    return tuple(
        Membre(f"M{i + 1}", nom, prenom, employeur=employeur, habilitations=(habilitation,))
        for i, (nom, prenom, employeur) in enumerate(MEMBRES[:nombre])
    )


def _personnes(surveillants: int = 1) -> tuple[Personne, ...]:
    gens = [("LE GOFF", "Armelle"), ("MADEC", "Loïc"), ("NICOL", "Pascale")]
    autres = [Personne(f"P{i + 1}", *gens[i][:1], (Role.SURVEILLANT,), gens[i][1]) for i in range(surveillants)]
    n = len(autres)
    return (
        *autres,
        Personne(f"P{n + 1}", "PENNEC", (Role.RESPONSABLE,), "Hélène", contact="02 98 00 00 01"),
        Personne(f"P{n + 2}", "QUÉRÉ", (Role.RESPONSABLE,), "Marc", suppleant=True, contact="02 98 00 00 02"),
    )


def _jours(nombre: int, **autres: object) -> tuple[Jour, ...]:
    return tuple(replace(Jour(LUNDI + timedelta(days=i), f"Jour {i + 1}"), **autres) for i in range(nombre))


def _salles(jurys: int, *autres: Salle) -> tuple[Salle, ...]:
    return (*autres, *(Salle(f"Bureau {i}", f"Bureau {i}", ("jury",)) for i in range(1, jurys + 1)))


def _session(referentiel: Referentiel, candidats: tuple[Candidat, ...], **autres: object) -> Session:
    base = Session(
        genre=Genre.TITRE,
        referentiel=referentiel,
        jours=_jours(2),
        candidats=drawn(candidats, 0),
        membres=_membres(4, referentiel),
        salles=_salles(2),
        personnes=_personnes(),
        centre=CENTRE,
        site="12 rue des Genêts, 29200 Brest",
        contact="02 98 00 00 00",
        agrement="BRE-2025-0117",
        agrement_fin=date(2028, 12, 17),
        numero_ceres="27-0614",
        service_departemental="DDETS du Finistère",
    )
    return replace(base, **autres)


def _at(jour: int, heure: int, minute: int = 0) -> datetime:
    return datetime.combine(LUNDI + timedelta(days=jour), time(heure, minute))


def cda_12() -> Session:
    """Twelve candidats of CDA before six membres in two days, three a jury-day: links, and one tiers temps."""
    referentiel = find("CDA")
    candidats = list(_candidats(12))
    candidats[4] = replace(candidats[4], majorations=TIERS)
    candidats[6] = replace(candidats[6], employeur="Web du Ponant")
    return _session(
        referentiel,
        tuple(candidats),
        membres=_membres(6, referentiel),
        salles=_salles(3, Salle("Atelier", "Atelier", ("ecrit",), 14)),
        liens=(Lien("C1", "M1", "ancien collègue"), Lien("C10", "M4", "famille")),
        reglages=Reglages(quota=3, origines=("quota",)),
    )


def gcf_10() -> Session:
    """Ten candidats of GCF: a written MSP of 4 h 15 for all, then orals on two days; one person writes for another."""
    referentiel = find("GCF")
    candidats = list(_candidats(10))
    candidats[2] = replace(candidats[2], majorations=((Nature.ECRIT, Fraction(1, 3)),), salle_a_part=True)
    candidats[7] = replace(candidats[7], indisponibilites=(Plage(_at(1, 13), _at(2, 0)),))
    return _session(
        referentiel,
        tuple(candidats),
        personnes=_personnes(2),
        salles=_salles(
            2, Salle("Salle Océan", "Salle Océan", ("ecrit",), 12), Salle("Salle Île", "Salle Île", ("ecrit",), 2)
        ),
    )


def ec_8() -> Session:
    """Eight candidats of EC on three posts (the example's own number): at least four jury-days."""
    referentiel = find("EC")
    candidats = list(_candidats(8))
    candidats[5] = replace(candidats[5], majorations=((Nature.ORAL, Fraction(1, 4)),))
    return _session(
        referentiel,
        tuple(candidats),
        membres=_membres(5, referentiel),
        salles=_salles(2, Salle("Magasin-école", "Magasin-école", ("plateau",), 3)),
    )


def cda_ccp() -> Session:
    """A CCP session of CDA: candidats on different CCP, three of them on their last."""
    referentiel = find("CDA")
    parcours = (
        (("CCP1",), False),
        (("CCP2",), False),
        (("CCP3",), True),
        (("CCP1", "CCP2"), False),
        (("CCP3",), True),
        (("CCP2",), False),
        (("CCP2", "CCP3"), True),
    )
    candidats = tuple(
        replace(candidat, titre=False, ccps=ccps, dernier_ccp=dernier, presentation=2)
        for candidat, (ccps, dernier) in zip(_candidats(len(parcours)), parcours, strict=True)
    )
    return _session(
        referentiel,
        candidats,
        genre=Genre.CCP,
        salles=_salles(2, Salle("Atelier", "Atelier", ("ecrit",), 10)),
        liens=(Lien("C2", "M3", "ancien stagiaire de son entreprise"),),
    )


def dwwm_30() -> Session:
    """Thirty candidats of DWWM, three juries at most at a time, three days; two rooms for the questionnaire."""
    referentiel = find("DWWM")
    candidats = list(_candidats(30))
    candidats[3] = replace(candidats[3], majorations=TIERS)
    candidats[17] = replace(candidats[17], salle_accessible=True)
    candidats[21] = replace(candidats[21], vae=True, organisme="")
    return _session(
        referentiel,
        tuple(candidats),
        jours=_jours(3),
        membres=_membres(8, referentiel),
        personnes=_personnes(2),
        salles=_salles(
            3,
            Salle("Atelier 1", "Atelier 1", ("ecrit",), 20),
            Salle("Atelier 2", "Atelier 2", ("ecrit",), 16),
        ),
        liens=(Lien("C8", "M2", "ancien collègue"), Lien("C19", "M5", "voisin")),
    )


def ecsr_12() -> Session:
    """Twelve candidats of ECSR before six membres in four days: ten élèves conducteurs, three cars, one tiers temps."""
    referentiel = find("ECSR")
    candidats = list(_candidats(12))
    candidats[2] = replace(candidats[2], majorations=TIERS)
    eleves = (
        Personne(
            f"E{i}",
            nom,
            (Role.COMEDIEN,),
            prenom,
            organisme="Auto-école de la Penfeld",
            joue=("élève conducteur", *(("élève conducteur sans permis B",) if i % 2 else ())),
        )
        for i, (nom, prenom) in enumerate(ELEVES, 1)
    )
    *surveillants, responsable, suppleant = _personnes(2)
    return _session(
        referentiel,
        tuple(candidats),
        jours=_jours(4),
        membres=_membres(6, referentiel),
        personnes=(*surveillants, *eleves, responsable, suppleant),
        salles=_salles(
            3,
            Salle("Salle Océan", "Salle Océan", ("ecrit",), 14, (("jeu de 20 boîtiers de réponse", 1),)),
            Salle("Préparation 1", "Préparation 1", ("preparation",)),
            Salle("Préparation 2", "Préparation 2", ("preparation",)),
            Salle("Amphi", "Amphi", ("seance",), 16),
            Salle("Grande salle", "Grande salle", ("seance",), 12),
            Salle("Parking", "Parking", ("circulation",), 6),
        ),
        vehicules=tuple(Vehicule(f"V{i}", f"Clio {i}", "voiture") for i in (1, 2, 3)),
    )


def agrement() -> Session:
    """An agrément file of CDA: six unnamed candidats, juries « à désigner », days without a date."""
    return agrement_session(find("CDA"), 6)


EXAMPLES: dict[str, Callable[[], Session]] = {
    "cda-12-candidats": cda_12,
    "gcf-10-candidats": gcf_10,
    "ec-8-candidats": ec_8,
    "cda-ccp": cda_ccp,
    "dwwm-30-candidats": dwwm_30,
    "ecsr-12-candidats": ecsr_12,
    "agrement-cda": agrement,
}
"""By name of file."""
