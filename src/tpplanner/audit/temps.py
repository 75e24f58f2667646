"""When things may begin, and what is fixed beforehand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from tpplanner.audit.breach import breach
from tpplanner.audit.view import View, entre, minutes
from tpplanner.domain.outcome import Element, Valeur, Violation
from tpplanner.domain.plan import Accueil, NatureAccueil, Passage
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
    """Each day, an accueil long enough ends as the first épreuve begins, and not before candidats may be called."""
    accueils = [a for a in view.plan.accueils if a.nature is NatureAccueil.ACCUEIL and not view.commence(a)]
    jours_de_passage = sorted({p.jour for p in view.plan.passages})
    for date_ in sorted({*jours_de_passage, *(a.jour for a in accueils)}):
        premiers = _premiers(view, date_)
        siens = [a for a in accueils if a.jour == date_]
        if not premiers:
            yield from (breach("accueil_candidats", date_, cas="vide", elements=(a,)) for a in siens)
            continue
        longueur = view.reglages.accueil if date_ == jours_de_passage[0] else view.reglages.accueil_autres_jours
        avant = list(_avant_l_accueil(view, date_, longueur))
        yield from avant[:1]
        if not avant and not _accueilli(view, date_, premiers[0].debut):
            yield from _accueil_du_jour(view, date_, premiers, siens, longueur)


def _premiers(view: View, date_: date) -> list[Passage]:
    """The passages with which a day begins."""
    du_jour = [p for p in view.plan.passages if p.jour == date_]
    return [p for p in du_jour if p.debut == min(q.debut for q in du_jour)]


def _avant_l_accueil(view: View, date_: date, longueur: int) -> Iterator[Violation]:
    """Passages that begin before those who may be called first can have been welcomed, and their plis opened."""
    jour = view.jours.get(date_)
    if jour is None:
        return
    for passage in (p for p in view.plan.passages if p.jour == date_):
        attendu = jour.a(jour.accueil) + minutes(max(longueur, view.reglages.plis if _ouvre(view, passage) else 0))
        if passage.debut < attendu:
            yield breach(
                "accueil_candidats",
                date_,
                cas="avant",
                elements=(passage,),
                candidat=passage.candidat,
                epreuve=passage.epreuve,
                debut=passage.debut,
                attendu=attendu,
            )


def _ouvre(view: View, passage: Passage) -> bool:
    """Whether plis are to be opened before a passage."""
    return view.a_ouvrir(passage.epreuve) and view.premiere_fois(passage.epreuve) == passage.debut


def _accueilli(view: View, date_: date, debut: datetime) -> bool:
    """Whether the accueil of a day is history: it has begun, or the first épreuve has."""
    maintenant = view.session.maintenant
    if maintenant is None or not view.session.reference:
        return False
    return debut < maintenant or any(
        a.jour == date_ and a.nature is NatureAccueil.ACCUEIL and view.commence(a) for a in view.plan.accueils
    )


def _accueil_du_jour(
    view: View, date_: date, premiers: list[Passage], siens: list[Accueil], longueur: int
) -> Iterator[Violation]:
    """Those who begin the day are welcomed for as long as the réglage says, or since they could be called."""
    debut = premiers[0].debut
    longueur = max(longueur, view.reglages.plis if any(_ouvre(view, p) for p in premiers) else 0)
    ouvre = [j.a(j.ouverture) for j in view.session.jours if j.date == date_]
    lettres = [view.lettre(p.candidat, date_) or debut - minutes(longueur) for p in premiers]
    possible = max(debut - minutes(longueur), min(lettres), *ouvre)
    sujet: dict[str, Valeur] = {"candidat": premiers[0].candidat, "epreuve": premiers[0].epreuve, "debut": debut}
    if not siens and possible < debut:
        yield breach("accueil_candidats", date_, cas="absent", elements=(premiers[0],), **sujet)
    for accueil in siens:
        jour = view.jours.get(date_)
        donnees: dict[str, Valeur] = {"fin": accueil.fin, **sujet}
        if accueil.fin != debut:
            yield breach("accueil_candidats", date_, cas="fin", elements=(accueil, premiers[0]), **donnees)
        elif accueil.debut > possible:
            tailles: dict[str, Valeur] = {
                "constate_minutes": entre(accueil.debut, accueil.fin),
                "attendu_minutes": entre(possible, debut),
            }
            yield breach("accueil_candidats", date_, cas="court", elements=(accueil,), **tailles)
        if jour is not None and accueil.debut < jour.a(jour.accueil):
            heures: dict[str, Valeur] = {"debut": accueil.debut, "attendu": jour.accueil}
            yield breach("accueil_candidats", date_, cas="tot", elements=(accueil,), **heures)


def ouverture_plis(view: View) -> Iterator[Violation]:
    """The plis of an épreuve are opened in the last minutes before its first use, in front of those who sit it."""
    ouvertures = [a for a in view.plan.accueils if a.nature is NatureAccueil.PLIS]
    for epreuve in view.epreuves.values():
        premiere = view.premiere_fois(epreuve.id)
        if premiere is None or not view.a_ouvrir(epreuve.id):
            continue
        siennes = [a for a in ouvertures if a.epreuve == epreuve.id]
        justes = [a for a in siennes if a.fin == premiere]
        if not siennes:
            yield breach("ouverture_plis", epreuve.id, cas="absente", debut=premiere)
        elif not justes:
            yield breach(
                "ouverture_plis", epreuve.id, cas="moment", elements=(siennes[0],), fin=siennes[0].fin, debut=premiere
            )
        elif (longueur := max(entre(a.debut, a.fin) for a in justes)) < view.reglages.plis:
            donnees = {"constate_minutes": longueur, "attendu_minutes": view.reglages.plis}
            yield breach("ouverture_plis", epreuve.id, cas="courte", elements=(justes[0],), **donnees)
    for ouverture_ in ouvertures:
        if not view.commence(ouverture_):
            yield from _devant_ceux_qui_passent(view, ouverture_)


def _devant_ceux_qui_passent(view: View, plis: Accueil) -> Iterator[Violation]:
    """Somebody sits the épreuve then; none of them is elsewhere while its plis are opened."""
    devant = [p for p in view.plan.passages if (p.epreuve, p.debut) == (plis.epreuve, plis.fin)]
    if not devant and view.premiere_fois(plis.epreuve) is None:
        yield breach("ouverture_plis", plis.epreuve, cas="vide", elements=(plis,), debut=plis.debut)
    for passage in devant:
        donnees: dict[str, Valeur] = {"candidat": passage.candidat, "debut": plis.debut, "fin": plis.fin}
        candidat = view.candidats.get(passage.candidat)
        for autre in view.passages[passage.candidat]:
            if autre is not passage and autre.debut < plis.fin and plis.debut < autre.fin:
                elements = (plis, autre)
                yield breach("ouverture_plis", plis.epreuve, cas="ailleurs", elements=elements, **donnees)
        if candidat and any(i.coupe(plis.debut, plis.fin) for i in candidat.indisponibilites):
            yield breach("ouverture_plis", plis.epreuve, cas="absent", elements=(plis, passage), **donnees)


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
    yield from _plis_avant_l_appel(view)


def _plis_avant_l_appel(view: View) -> Iterator[Violation]:
    """Plis opened in front of somebody who was convened for later."""
    for passage in view.plan.passages:
        attendu = view.appelable(passage.candidat, passage.jour)
        for plis in view.plis_devant(passage):
            if attendu is not None and plis.debut < attendu and not view.commence(plis):
                sujet, elements = (passage.candidat, passage.jour), (plis, passage)
                donnees: dict[str, Valeur] = {"epreuve": passage.epreuve, "debut": plis.debut, "attendu": attendu}
                yield breach("convocation_respectee", *sujet, cas="plis", elements=elements, **donnees)


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
