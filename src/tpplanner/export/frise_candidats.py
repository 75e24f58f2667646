"""A day from the side of the candidats: a row for each, for internal documents; or their hours of call, for a wall.

What several candidats can see shows calls alone, each as long as any other: a bar that lasted as long as the épreuve
would tell of a temps majoré.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.appels import AppelCollectif, AppelIndividuel, demi_journees
from tpplanner.export.frise import Boite, Colonne, Trait, lanes
from tpplanner.export.labels import sigle
from tpplanner.texts import affichage as texte_affichage
from tpplanner.texts import image
from tpplanner.texts.temps import heure

APPEL = timedelta(minutes=30)
"""How long every bar of a call is, where candidats are numbers."""
APPEL_NOMME = timedelta(minutes=60)
"""The same where they are first names."""


def lignes_des_candidats(agenda: Agenda, jour: date) -> tuple[Colonne, ...]:
    """A row for each candidat who passes something that day, by number: real hours, for internal documents only."""
    par_candidat: dict[str, list[Moment]] = defaultdict(list)
    for moment in agenda.moments:
        if moment.jour == jour and moment.sort is Sort.EPREUVE:
            par_candidat[moment.candidat].append(moment)
    return tuple(
        Colonne(
            image.candidat(agenda.numeros.get(candidat), agenda.names.candidat(candidat)),
            "",
            lanes(_box(agenda, moment) for moment in _stretches(par_candidat[candidat])),
        )
        for candidat in agenda.ordre_des_numeros(par_candidat)
    )


def _stretches(moments: list[Moment]) -> list[Moment]:
    """Parts of one passage that follow each other before the same eyes are one stretch."""
    joined: list[Moment] = []
    for moment in moments:
        last = joined[-1] if joined else None
        if last and (last.epreuve, last.jury, last.salle, last.fin) == (
            moment.epreuve,
            moment.jury,
            moment.salle,
            moment.debut,
        ):
            joined[-1] = replace(last, fin=moment.fin)
        else:
            joined.append(moment)
    return joined


def _box(agenda: Agenda, moment: Moment) -> Boite:
    court = sigle(agenda, moment.epreuve)
    ou = agenda.names.jury(moment.jury) if moment.jury else agenda.names.salle(moment.salle)
    trait = Trait.DEVANT_JURY if moment.jury else Trait.SURVEILLE
    return Boite(moment.debut, moment.fin, f"{court} – {ou}" if ou else court, court, trait)


def lignes_des_appels(
    agenda: Agenda, jour: date, noms: Mapping[str, str], lasting: timedelta = APPEL
) -> tuple[Colonne, ...]:
    """The calls of a day, by jury: what may be posted, candidats being called by their `noms`, all bars as long."""
    demis = [demi for demi in demi_journees(agenda) if demi.jour == jour]
    collectifs = [_collective(agenda, appel, lasting) for demi in demis for appel in demi.collectifs]
    salles = dict.fromkeys(s for demi in demis for appel in demi.collectifs for s in appel.salles)
    ensemble = (Colonne(image.COLLECTIVES, _rooms(agenda, salles), lanes(collectifs)),) if collectifs else ()
    par_jury: dict[str, list[AppelIndividuel]] = defaultdict(list)
    for appel in (appel for demi in demis for appel in demi.individuels):
        par_jury[appel.jury].append(appel)
    return (*ensemble, *(_jury(agenda, jury, appels, noms, lasting) for jury, appels in par_jury.items()))


def _collective(agenda: Agenda, appel: AppelCollectif, lasting: timedelta) -> Boite:
    court = sigle(agenda, appel.epreuve)
    return Boite(appel.heure, appel.heure + lasting, f"{court} – {heure(appel.heure)}", court, Trait.APPEL)


def _jury(
    agenda: Agenda, jury: str, appels: list[AppelIndividuel], noms: Mapping[str, str], lasting: timedelta
) -> Colonne:
    salles = dict.fromkeys(salle for appel in appels for salle in appel.salles)
    boites = lanes(_call(appel, noms[appel.candidat], lasting) for appel in appels)
    return Colonne(agenda.names.jury(jury) if jury else image.SANS_JURY, _rooms(agenda, salles), boites)


def _call(appel: AppelIndividuel, nom: str, lasting: timedelta) -> Boite:
    return Boite(appel.heure, appel.heure + lasting, f"{nom} – {heure(appel.heure)}", nom, Trait.APPEL)


def _rooms(agenda: Agenda, salles: Iterable[str]) -> str:
    return texte_affichage.salles(agenda.names.salle(salle) for salle in salles)


__all__ = ["APPEL", "APPEL_NOMME", "lignes_des_appels", "lignes_des_candidats"]
