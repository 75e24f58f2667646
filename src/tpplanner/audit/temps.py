"""When things may begin, and what is fixed beforehand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from tpplanner.audit.breach import breach
from tpplanner.audit.view import View, minutes
from tpplanner.domain.outcome import Element, Violation
from tpplanner.domain.plan import Passage
from tpplanner.domain.session import Pin, Portee


def epreuve_collective(view: View) -> Iterator[Violation]:
    """One start for all candidats who sit a collective épreuve."""
    premiers: dict[str, Passage] = {}
    for passage in view.plan.passages:
        epreuve = view.epreuves.get(passage.epreuve)
        if epreuve is None or not epreuve.collective:
            continue
        premier = premiers.setdefault(epreuve.id, passage)
        if passage.debut != premier.debut:
            yield breach(
                "epreuve_collective",
                epreuve.id,
                elements=(premier, passage),
                debut=premier.debut,
                autre_debut=passage.debut,
                candidat=passage.candidat,
            )


def epreuve_longue(view: View) -> Iterator[Violation]:
    """A long épreuve begins early in the morning or early in the afternoon."""
    reglages = view.reglages
    for passage in view.plan.passages:
        epreuve = view.epreuves.get(passage.epreuve)
        if epreuve is None or epreuve.minutes < reglages.epreuve_longue:
            continue
        if reglages.longue_matin < passage.debut.time() < reglages.longue_apres_midi:
            sujet = (passage.candidat, passage.epreuve)
            yield breach("epreuve_longue", *sujet, elements=(passage,), debut=passage.debut)


def accueil_candidats(view: View) -> Iterator[Violation]:
    """No épreuve before the end of the candidats' accueil, longer on the first day on which one takes place."""
    premier_jour = min((p.jour for p in view.plan.passages), default=None)
    for passage in view.plan.passages:
        jour = view.jours.get(passage.jour)
        if jour is None:
            continue
        duree = view.reglages.accueil if passage.jour == premier_jour else view.reglages.accueil_autres_jours
        attendu = jour.a(jour.accueil) + minutes(duree)
        if passage.debut < attendu:
            yield breach(
                "accueil_candidats",
                passage.jour,
                elements=(passage,),
                candidat=passage.candidat,
                epreuve=passage.epreuve,
                debut=passage.debut,
                attendu=attendu,
            )


def ouverture(view: View) -> Iterator[Violation]:
    """Everything lies within the opening hours of a day of the session."""
    for debut, fin, element in view.evenements():
        jour = view.jours.get(debut.date())
        if jour is None or debut < jour.a(jour.ouverture) or jour.a(jour.fin) < fin:
            yield breach("ouverture", debut.date(), elements=(element,), debut=debut, fin=fin)


def passage_fige(view: View) -> Iterator[Violation]:
    """A pinned passage keeps its day and start; pinned whole, its rooms and the membres of its jury too."""
    for pin in view.session.pins:
        for passage in view.passages.get(pin.candidat, []):
            if passage.epreuve == pin.epreuve and (cas := _ecart_au_pin(view, pin, passage)):
                sujet = (pin.candidat, pin.epreuve)
                debut = pin.parties[0].debut
                yield breach("passage_fige", *sujet, cas=cas, elements=(passage,), debut=debut)


def _ecart_au_pin(view: View, pin: Pin, passage: Passage) -> str:
    if passage.debut != pin.parties[0].debut:
        return "heure"
    if pin.portee is Portee.HEURE:
        return ""
    if {(p.phase, p.salle) for p in passage.parties} != {(p.phase, p.salle) for p in pin.parties}:
        return "salle"
    for partie in passage.suivies if pin.membres else ():
        composition = view.composition_a(partie.jury, partie.debut, partie.fin)
        comptent = view.session.sans_observateurs
        if composition is None or comptent(composition.membres) != comptent(pin.membres):
            return "membres"
    return ""


def convocation_respectee(view: View) -> Iterator[Violation]:
    """Nobody who was convened begins earlier, or on another day, than convened."""
    convocations = {(c.personne, c.jour): c for c in view.session.convocations}
    convoques = {c.personne for c in view.session.convocations}
    for (personne, jour), (debut, element) in sorted(_premieres_choses(view).items(), key=lambda x: x[0]):
        if personne not in convoques:
            continue
        convocation = convocations.get((personne, jour))
        if convocation is None:
            yield breach("convocation_respectee", personne, jour, cas="jour", elements=(element,), debut=debut)
        elif not convocation.accord and debut.time() < convocation.heure:
            yield breach(
                "convocation_respectee",
                personne,
                jour,
                cas="heure",
                elements=(element,),
                debut=debut,
                attendu=convocation.heure,
            )


def _premieres_choses(view: View) -> dict[tuple[str, date], tuple[datetime, Element]]:
    choses: dict[tuple[str, date], list[tuple[datetime, Element]]] = defaultdict(list)
    for passage in view.plan.passages:
        choses[passage.candidat, passage.jour].append((passage.debut, passage))
    for composition in view.plan.compositions:
        presence = view.presence_de(composition)
        if presence is not None:
            for membre in composition.membres:
                choses[membre, composition.jour].append((presence[0], composition))
    for autre in view.plan.presences:
        choses[autre.personne, autre.debut.date()].append((autre.debut, autre))
    return {cle: min(liste, key=lambda x: x[0]) for cle, liste in choses.items()}
