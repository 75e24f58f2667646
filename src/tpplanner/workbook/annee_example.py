"""A year to learn with: two titres, invented people; proposed and planned as it is."""

from datetime import date, timedelta

from tpplanner.domain.annee import (
    Agenda,
    Annee,
    CandidatPrevu,
    MembrePrevu,
    Periode,
    ResponsablePrevu,
    SallePrevue,
    SessionPrevue,
    TitrePrevu,
    Voie,
)
from tpplanner.domain.session import Genre, Habilitation
from tpplanner.referentiels import find
from tpplanner.texts import exemple as textes
from tpplanner.workbook.example import candidats_a_day

EXAMPLE_TITRES = {"CDA": "CDA", "DWWM": "DWWM"}
"""The titres of the example, by their id."""


def example_annee(year: int) -> Annee:
    """A year seen from the November before: five sessions of two titres, one of them CCP."""
    debut = date(year, 1, 1)
    first = debut + timedelta(days=120)
    titres = tuple(_titre(id_, sigle, debut.year) for id_, sigle in EXAMPLE_TITRES.items())
    closed = Periode(date(debut.year, 8, 2), date(debut.year, 8, 20))
    return Annee(
        debut,
        date(debut.year, 12, 31),
        date(year - 1, 11, 2),
        titres,
        tuple(_sessions(first)),
        tuple(_candidats(first)),
        tuple(_membre(rank, titres, debut.year) for rank in range(len(textes.MEMBRES))),
        tuple(ResponsablePrevu(f"R{n}", nom, prenom) for n, (nom, prenom) in enumerate(textes.RESPONSABLES, 1)),
        (SallePrevue(textes.SALLES_ANNEE[0]), SallePrevue(textes.SALLES_ANNEE[1])),
        fermetures=(closed,),
        centre=textes.CENTRE,
        site=textes.SITE,
        departement="29",
        service_departemental=textes.SERVICE,
    )


def _titre(id_: str, sigle: str, year: int) -> TitrePrevu:
    referentiel = find(sigle)
    return TitrePrevu(
        id_,
        sigle,
        referentiel.millesime,
        candidats_a_day(referentiel),
        referentiel.membres_min,
        None,
        textes.AGREMENT,
        date(year + 1, 12, 31),
        (textes.SALLES_ANNEE[list(EXAMPLE_TITRES).index(id_)],),
        f"modele-{sigle}.xlsx",
        candidats_a_day(referentiel, first=True),
        8,
    )


def _sessions(first: date) -> list[SessionPrevue]:
    wished = Periode(first + timedelta(days=30), first + timedelta(days=60))
    return [
        SessionPrevue("CDA 1", "CDA", duree=2, souhaits=(wished,)),
        SessionPrevue("CDA 2", "CDA", duree=2, au_plus_tot=first + timedelta(days=120)),
        SessionPrevue("CDA CCP", "CDA", Genre.CCP),
        SessionPrevue("DWWM 1", "DWWM", duree=2, capacite=6),
        SessionPrevue("DWWM 2", "DWWM", duree=2, capacite=6),
    ]


def _candidats(first: date) -> list[CandidatPrevu]:
    """Eight of each titre; one by VAE, one on a CCP."""
    found = []
    for rank in range(2 * len(textes.CANDIDATS)):
        nom, prenom = textes.CANDIDATS[rank % len(textes.CANDIDATS)]
        titre = list(EXAMPLE_TITRES)[rank // len(textes.CANDIDATS)]
        vae, ccp = rank == 3, rank == 5
        found.append(
            CandidatPrevu(
                f"C{rank + 1}",
                nom if rank < len(textes.CANDIDATS) else f"{nom}-{textes.SECOND_NOM}",
                prenom,
                titre,
                Genre.CCP if ccp else Genre.TITRE,
                ("CCP1",) if ccp else (),
                voie=Voie.VAE if vae else Voie.FORMATION,
                fin_formation=None if vae else first - timedelta(days=20),
                deja=1 if ccp else 0,
                organisme=textes.CENTRE,
                employeur=textes.EMPLOYEURS[rank % len(textes.EMPLOYEURS)],
                liens=(" ".join(textes.MEMBRES[0][:2]),) if rank == 0 else (),
            )
        )
    return found


def _membre(rank: int, titres: tuple[TitrePrevu, ...], year: int) -> MembrePrevu:
    nom, prenom, employeur = textes.MEMBRES[rank]
    mine = titres if rank % 3 == 0 else (titres[rank % 2],)
    away = date(year, 3, 1) + timedelta(days=20 * rank)
    return MembrePrevu(
        f"M{rank + 1}",
        nom,
        prenom,
        employeur=employeur,
        habilitations=tuple(Habilitation(t.sigle, t.millesime, date(year + 1, 6, 30)) for t in mine),
        journees_max=8,
        indemnite=90,
        km=10 + 12 * rank,
        agenda=Agenda(sauf=(Periode(away, away + timedelta(days=11)),)),
    )
