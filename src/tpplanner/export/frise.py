"""A day as a picture: time down, a column for the site, each jury, each room in which candidats compose.

No drawing here: which box stands in which column, from when to when.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.appels import presents_a
from tpplanner.export.labels import qui, sigle
from tpplanner.texts import classeur as texte


class Trait(StrEnum):
    """How a box is drawn."""

    DEVANT_JURY = "devant_jury"
    SURVEILLE = "surveille"
    TRAVAIL = "travail"
    PAUSE = "pause"
    SITE = "site"
    APPEL = "appel"
    """an hour at which to come: as long for everybody"""


@dataclass(frozen=True, slots=True)
class Boite:
    """Something that lasts, in a few words; in fewer (a number for a name) where the place is short."""

    debut: datetime
    fin: datetime
    texte: str
    court: str
    trait: Trait


@dataclass(frozen=True, slots=True)
class Colonne:
    """A jury, a room, the site or somebody: boxes in as many lanes as it takes for none to overlap."""

    titre: str
    sous_titre: str
    voies: tuple[tuple[Boite, ...], ...]


def colonnes(agenda: Agenda, jour: date) -> tuple[Colonne, ...]:
    """The columns of a day."""
    moments = [m for m in agenda.moments if m.jour == jour]
    accueils = [_site_box(agenda, m) for m in moments if m.sort in (Sort.ACCUEIL, Sort.PLIS)]
    site = (Colonne(texte.SITE, texte.SITE_AIDE, lanes(accueils)),) if accueils else ()
    return (*site, *_juries(agenda, jour), *_rooms(agenda, jour))


def _site_box(agenda: Agenda, moment: Moment) -> Boite:
    nom = texte.PLIS_COURT if moment.sort is Sort.PLIS else texte.ACCUEIL_COURT
    return Boite(moment.debut, moment.fin, f"{nom} – {qui(agenda, presents_a(agenda, moment))}", nom, Trait.SITE)


def _juries(agenda: Agenda, jour: date) -> Iterable[Colonne]:
    for (date_, jury), moments in agenda.des_jurys.items():
        if date_ != jour:
            continue
        compositions = [c for c in agenda.plan.compositions if (c.jury, c.jour) == (jury, jour)]
        salles = ", ".join(dict.fromkeys(agenda.names.salle(c.salle) for c in compositions))
        membres = ", ".join(dict.fromkeys(agenda.names.personne(m) for c in compositions for m in c.membres))
        sous_titre = "\n".join(filter(None, (salles, membres)))
        yield Colonne(agenda.names.jury(jury), sous_titre, lanes([_jury_box(agenda, m) for m in moments]))


def _jury_box(agenda: Agenda, moment: Moment) -> Boite:
    if moment.sort is Sort.EPREUVE:
        quoi, trait = sigle(agenda, moment.epreuve), Trait.DEVANT_JURY
    else:
        quoi = texte.TRAVAUX_COURTS[moment.nature] if moment.nature else ""
        if moment.nature is NatureTravail.CORRECTION and moment.epreuve:
            quoi = f"{quoi} {sigle(agenda, moment.epreuve)}"
        trait = Trait.PAUSE if moment.sort is Sort.PAUSE else Trait.TRAVAIL
    if not moment.candidat:
        return Boite(moment.debut, moment.fin, quoi, quoi, trait)
    return Boite(moment.debut, moment.fin, *_of_one(agenda, quoi, moment.candidat), trait)


def _of_one(agenda: Agenda, quoi: str, candidat: str) -> tuple[str, str]:
    """What somebody does, by his number and name, and by his number alone."""
    court = texte.numero(quoi, agenda.numeros[candidat]) if candidat in agenda.numeros else f"{quoi} – {candidat}"
    return f"{court} {agenda.names.candidat(candidat)}", court


def _rooms(agenda: Agenda, jour: date) -> Iterable[Colonne]:
    """The rooms where candidats are without their jury in its own room; those who do the same there are one box."""
    salles = {salle.id: salle for salle in agenda.session.salles}
    for (date_, salle), moments in agenda.des_salles.items():
        dehors = [m for m in moments if m.sort is Sort.EPREUVE and not _in_own_room(agenda, m)]
        if date_ != jour or not dehors:
            continue
        ensemble: dict[tuple[datetime, datetime, str, str], list[Moment]] = defaultdict(list)
        for moment in dehors:
            ensemble[moment.debut, moment.fin, moment.epreuve, moment.jury].append(moment)
        connue = salles.get(salle)
        postes = texte.nombre_de_postes(connue.postes) if connue and connue.postes > 1 else ""
        boites = [_room_box(agenda, groupe) for groupe in ensemble.values()]
        surveillants = ", ".join(dict.fromkeys(filter(None, (agenda.presents(Role.SURVEILLANT, m) for m in dehors))))
        sous_titre = "\n".join(filter(None, (postes, surveillants)))
        yield Colonne(agenda.names.salle(salle), sous_titre, lanes(boites))


def _in_own_room(agenda: Agenda, moment: Moment) -> bool:
    composition = agenda.composition(moment.jury, moment.debut) if moment.jury else None
    return composition is not None and composition.salle == moment.salle


def _room_box(agenda: Agenda, ensemble: list[Moment]) -> Boite:
    premier = ensemble[0]
    trait = Trait.DEVANT_JURY if premier.jury else Trait.SURVEILLE
    quoi = sigle(agenda, premier.epreuve)
    if len(ensemble) == 1:
        return Boite(premier.debut, premier.fin, *_of_one(agenda, quoi, premier.candidat), trait)
    plusieurs = texte.ensemble(quoi, len(ensemble))
    return Boite(premier.debut, premier.fin, plusieurs, plusieurs, trait)


def lanes(boites: Iterable[Boite]) -> tuple[tuple[Boite, ...], ...]:
    """Boxes spread over the fewest lanes in which none overlaps another, each in the first lane that is free."""
    voies: list[list[Boite]] = []
    for boite in sorted(boites, key=lambda b: (b.debut, b.fin, b.texte)):
        libre = next((voie for voie in voies if voie[-1].fin <= boite.debut), None)
        if libre is None:
            voies.append([boite])
        else:
            libre.append(boite)
    return tuple(tuple(voie) for voie in voies)
