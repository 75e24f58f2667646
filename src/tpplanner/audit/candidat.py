"""What each candidat passes, in which order and when, what is fixed beforehand, and what has begun."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil

from tpplanner.audit.juries import fenetre_candidat, premiere_pause
from tpplanner.audit.view import Occupation, View, breach, minutes
from tpplanner.domain.answers import Element, Valeur, Violation
from tpplanner.domain.duties import epreuves_de
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
    minutes_between,
)
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Candidat, Pin, Portee, Role

# What each candidat passes, in which order, and their own time.


def epreuves_completes(view: View) -> Iterator[Violation]:
    """Each épreuve due stands once, and nothing else does."""
    for candidat in view.session.candidats:
        dues = [epreuve.id for epreuve in epreuves_de(view.referentiel, candidat)]
        passages = view.passages.get(candidat.id, [])
        prevues = Counter(passage.epreuve for passage in passages)
        for epreuve in [*dues, *sorted(set(prevues) - set(dues))]:
            attendu = int(epreuve in dues)
            if prevues[epreuve] != attendu:
                elements = tuple(p for p in passages if p.epreuve == epreuve)
                fois = prevues[epreuve]
                cas = "en_trop" if not attendu else "repetee" if fois else "absente"
                yield breach(
                    "epreuves_completes",
                    candidat.id,
                    epreuve,
                    cas=cas,
                    elements=elements,
                    fois=fois,
                    attendu=attendu,
                )
    for passage in view.plan.passages:
        if passage.candidat not in view.candidats:
            sujet = (passage.candidat, passage.epreuve)
            yield breach("epreuves_completes", *sujet, cas="en_trop", elements=(passage,), fois=1, attendu=0)


def duree_exacte(view: View) -> Iterator[Violation]:
    """Each phase lasts its RE minutes with the majoration, and phases are contiguous but for the midday cut.

    What has begun lasts as long as the reference plan says: it was interrupted, or ran late.
    """
    coupures = _coupures_communes(view)
    for passage in view.plan.passages:
        candidat, epreuve = view.candidats.get(passage.candidat), view.epreuves.get(passage.epreuve)
        if candidat is None or epreuve is None:
            continue
        cas, donnees = _faute_de_duree(view, candidat, epreuve, passage) or _faute_de_coupure(view, epreuve, passage)
        if not cas and not _suit_la_coupure(passage, coupures.get(epreuve.id)):
            cas = "coupure_commune"
        if cas:
            yield breach("duree_exacte", candidat.id, epreuve.id, cas=cas, elements=(passage,), **donnees)


_Faute = tuple[str, dict[str, Valeur]]
_AUCUNE: _Faute = ("", {})


def _faute_de_duree(view: View, candidat: Candidat, epreuve: Epreuve, passage: Passage) -> _Faute | None:
    phases = [partie.phase for partie in passage.parties]
    if phases != sorted(phases):
        return "ordre", {}
    if not set(phases) <= set(range(len(epreuve.phases))):
        return "phase_inconnue", {}
    commence = view.commences.get((passage.candidat, passage.epreuve))
    for i, phase in enumerate(epreuve.phases):
        attendu = ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature_de(phase))))
        attendu = attendu if commence is None else _duree_de(commence, i)
        constate = _duree_de(passage, i)
        if constate != attendu:
            cas = "phase" if len(epreuve.phases) > 1 else "epreuve"
            return cas, {"phase": i + 1, "constate_minutes": constate, "attendu_minutes": attendu}
    return None


def _duree_de(passage: Passage, phase: int) -> int:
    return sum(minutes_between(p.debut, p.fin) for p in passage.parties if p.phase == phase)


def _faute_de_coupure(view: View, epreuve: Epreuve, passage: Passage) -> _Faute:
    trous = [(a, b) for a, b in pairwise(passage.parties) if a.fin != b.debut or a.phase == b.phase]
    if not trous:
        return _AUCUNE
    avant, apres = trous[0]
    if not epreuve.coupure_midi or len(trous) > 1:
        return "interrompue", {"fin": trous[-1][0].fin}
    if avant.phase != apres.phase or avant.phase != epreuve.phase_coupee:
        return "coupure_phase", {}
    duree = view.reglages.pause_candidat
    if minutes_between(avant.fin, apres.debut) != duree:
        return "coupure_duree", {"constate_minutes": minutes_between(avant.fin, apres.debut), "attendu_minutes": duree}
    jour = view.jours.get(passage.jour)
    if jour is not None:
        fenetre = fenetre_candidat(jour, duree)
        if avant.fin < fenetre.debut or fenetre.fin < apres.debut:
            return "coupure_hors_plage", {}
    return _AUCUNE


def _coupures_communes(view: View) -> dict[str, datetime]:
    """The minute at which midday stops each collective épreuve, if it does."""
    coupures: dict[str, datetime] = {}
    for passage in view.plan.passages:
        epreuve, coupee = view.epreuves.get(passage.epreuve), _avant_coupure(passage)
        if epreuve is not None and epreuve.collective and coupee is not None:
            coupures.setdefault(epreuve.id, coupee.fin)
    return coupures


def _suit_la_coupure(passage: Passage, coupure: datetime | None) -> bool:
    """Whether a passage stops when the others do, or is not under way then."""
    if coupure is None:
        return True
    coupee = _avant_coupure(passage)
    return coupee.fin == coupure if coupee is not None else not passage.debut < coupure < passage.fin


def _avant_coupure(passage: Passage) -> Partie | None:
    """The part that midday cuts short, if any."""
    return next((avant for avant, apres in pairwise(passage.parties) if avant.fin != apres.debut), None)


def ordre_epreuves(view: View) -> Iterator[Violation]:
    """The order links of the référentiel, between épreuves that the candidat passes."""
    for passages in view.passages.values():
        par_epreuve = {passage.epreuve: passage for passage in passages}
        for seconde in passages:
            epreuve = view.epreuves.get(seconde.epreuve)
            if epreuve is not None:
                yield from _liens_rompus(view, epreuve, seconde, par_epreuve)


def _liens_rompus(
    view: View, epreuve: Epreuve, seconde: Passage, par_epreuve: dict[str, Passage]
) -> Iterator[Violation]:
    courte_pause = minutes(view.reglages.courte_pause)
    for avant in epreuve.apres:
        premiere = par_epreuve.get(avant)
        if premiere and seconde.debut < premiere.fin:
            yield _lien_rompu(premiere, seconde, "apres")
    for avant in epreuve.aussitot_apres:
        premiere = par_epreuve.get(avant)
        if premiere and not timedelta(0) <= seconde.debut - premiere.fin <= courte_pause:
            yield _lien_rompu(premiere, seconde, "aussitot_apres")
    for avant, n in epreuve.jours_min:
        premiere = par_epreuve.get(avant)
        if premiere and seconde.jour < premiere.jour + timedelta(days=n):
            yield _lien_rompu(premiere, seconde, "jours_min", nombre=n)


def _lien_rompu(premiere: Passage, seconde: Passage, cas: str, **donnees: Valeur) -> Violation:
    sujet = (seconde.candidat, premiere.epreuve, seconde.epreuve)
    return breach("ordre_epreuves", *sujet, cas=cas, elements=(premiere, seconde), **donnees)


def oraux_enchaines(view: View) -> Iterator[Violation]:
    """One day for what one table has before the jury, and a short pause at most between passages of a day."""
    if not view.reglages.enchainer:
        return
    yield from _memes_jours(view)
    rangs = {id_: rang for rang, id_ in enumerate(view.epreuves)}
    for (candidat, jour), passages in view.passages_du_jour.items():
        chaine = sorted((p for p in passages if _enchainable(view, p)), key=lambda p: (p.debut, rangs[p.epreuve]))
        for avant, apres in pairwise(chaine):
            attente = minutes_between(avant.fin, apres.debut)
            if attente > view.reglages.courte_pause:
                yield breach(
                    "oraux_enchaines",
                    candidat,
                    jour,
                    cas="attente",
                    elements=(avant, apres),
                    attente_minutes=attente,
                )


def _memes_jours(view: View) -> Iterator[Violation]:
    for candidat in view.session.candidats:
        par_epreuve = {p.epreuve: p for p in view.passages.get(candidat.id, []) if _enchainable(view, p)}
        for table in view.referentiel.tables:
            groupe: list[Passage] = []
            for epreuve in table.epreuves:
                passage = par_epreuve.get(epreuve.id)
                if passage is None:
                    continue
                if any(n > 0 and avant in (p.epreuve for p in groupe) for avant, n in epreuve.jours_min):
                    groupe = []
                if groupe and passage.jour != groupe[-1].jour:
                    elements = (groupe[-1], passage)
                    yield breach("oraux_enchaines", candidat.id, passage.jour, cas="jours", elements=elements)
                groupe.append(passage)


def _enchainable(view: View, passage: Passage) -> bool:
    epreuve = view.epreuves.get(passage.epreuve)
    return epreuve is not None and epreuve.devant_jury and not epreuve.separee


def entretien_final_dernier(view: View) -> Iterator[Violation]:
    """Nothing of the candidat comes after their entretien final; of the CCS alone, where it is a CCS's."""
    finals = set(view.referentiel.entretiens_finals)
    for candidat, passages in view.passages.items():
        for entretien in (p for p in passages if p.epreuve in finals):
            for autre in passages:
                if view.referentiel.closes(entretien.epreuve, autre.epreuve) and autre.fin > entretien.debut:
                    yield breach(
                        "entretien_final_dernier",
                        candidat,
                        elements=(autre, entretien),
                        autre_epreuve=autre.epreuve,
                        fin=autre.fin,
                        debut=entretien.debut,
                    )


def candidat_sans_chevauchement(view: View) -> Iterator[Violation]:
    """No two passages of a candidat overlap."""
    for candidat, passages in view.passages.items():
        for i, premiere in enumerate(passages):
            for seconde in passages[i + 1 :]:
                if seconde.debut < premiere.fin:
                    yield breach(
                        "candidat_sans_chevauchement",
                        candidat,
                        elements=(premiere, seconde),
                        premiere=premiere.epreuve,
                        fin=premiere.fin,
                        seconde=seconde.epreuve,
                        debut=seconde.debut,
                    )


def candidat_disponible(view: View) -> Iterator[Violation]:
    """Every passage lies outside what the candidat is not available for."""
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        if candidat and any(i.coupe(passage.debut, passage.fin) for i in candidat.indisponibilites):
            yield breach(
                "candidat_disponible",
                candidat.id,
                elements=(passage,),
                epreuve=passage.epreuve,
                debut=passage.debut,
            )


def pause_candidat(view: View) -> Iterator[Violation]:
    """A break in the lunch window, or just after the passage that fills it (if midday does not cut that one).

    Once the window is over, they had it or not.
    """
    duree = view.reglages.pause_candidat
    for (candidat, date_), passages in view.passages_du_jour.items():
        jour = view.jours.get(date_)
        if jour is None:
            continue
        fenetre = fenetre_candidat(jour, duree)
        if view.est_passe(fenetre.fin):
            continue
        parties = [(p.debut, p.fin) for passage in passages for p in passage.parties]
        parties += [(plis.debut, plis.fin) for passage in passages for plis in view.plis_devant(passage)]
        seules = [(p.debut, p.fin) for p in passages if not _a_coupure(view, p)]
        if premiere_pause(fenetre, parties, seules) is None:
            yield breach(
                "pause_candidat",
                candidat,
                date_,
                elements=tuple(passages),
                duree_minutes=duree,
                debut=fenetre.debut,
                fin=fenetre.fin,
            )


def _a_coupure(view: View, passage: Passage) -> bool:
    epreuve = view.epreuves.get(passage.epreuve)
    return epreuve is not None and epreuve.coupure_midi


# When things may begin, and what is fixed beforehand.


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
    premier = min((p.debut for p in du_jour), default=None)
    return [p for p in du_jour if p.debut == premier]


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
                "constate_minutes": minutes_between(accueil.debut, accueil.fin),
                "attendu_minutes": minutes_between(possible, debut),
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
        elif (longueur := max(minutes_between(a.debut, a.fin) for a in justes)) < view.reglages.plis:
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
    figes = {(p.phase, frozenset(p.vehicules)) for p in pin.parties if p.vehicules}
    if not figes <= {(p.phase, frozenset(p.vehicules)) for p in passage.parties}:
        return "vehicule"
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
        attendu = view.appel_au_plus_tot(passage.candidat, passage.jour)
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


# What has begun when a session changes: it stays, and nothing else begins before that moment.

Invariant = tuple[object, ...]
"""What of a thing begun may not change; ends are left out where they are yet to come."""


def deja_commence(view: View) -> Iterator[Violation]:
    """Everything begun in the reference plan is in the plan as it was; everything begun in the plan was in it."""
    maintenant = view.session.maintenant
    if maintenant is None:
        return
    for reference in view.session.reference:
        avant, apres = _commences(view, reference, maintenant), _commences(view, view.plan, maintenant)
        for trait, element in avant.items():
            if trait not in apres and not _pour_personne(view, reference, element, maintenant):
                jour, debut = element.debut.date(), element.debut
                yield breach("deja_commence", jour, cas="change", elements=(element,), debut=debut)
        for trait, element in apres.items():
            if trait not in avant and not _pause(element):
                jour, debut = element.debut.date(), element.debut
                donnees = {"debut": debut, "attendu": maintenant}
                yield breach("deja_commence", jour, cas="nouveau", elements=(element,), **donnees)


def _pause(element: Element) -> bool:
    """A break is written where it was in fact taken, which is known afterwards only."""
    return isinstance(element, Travail) and element.nature is NatureTravail.PAUSE


def _pour_personne(view: View, plan: Plan, element: Element, maintenant: datetime) -> bool:
    """Whether a surveillant is in a room where nobody begun is to be watched: who was is no longer in the session."""
    if not (isinstance(element, Presence) and element.role == Role.SURVEILLANT):
        return False
    dans_la_salle = [
        Occupation(partie, passage)
        for passage in plan.passages
        for partie in passage.parties
        if partie.salle == element.salle
    ]
    fin = min(maintenant, element.fin)
    pendant = (o for o in dans_la_salle if o.partie.debut < fin and element.debut < o.partie.fin)
    return not any(view.a_surveiller(o, dans_la_salle) for o in pendant)


def _commences(view: View, plan: Plan, maintenant: datetime) -> dict[Invariant, Element]:
    """What has begun, by what may not change of it."""
    elements: list[Element] = [
        *plan.passages,
        *plan.travaux,
        *plan.presences,
        *plan.compositions,
        *plan.accueils,
    ]
    return {_trait(view, plan, e, maintenant): e for e in elements if e.debut < maintenant}


def _trait(view: View, plan: Plan, element: Element, maintenant: datetime) -> Invariant:
    match element:
        case Passage():
            parties = {
                (p.phase, p.debut, p.fin, p.salle, _membres(view, plan, p), _vehicules(p, maintenant))
                for p in element.parties
            }
            return "passage", element.candidat, element.epreuve, frozenset(parties)
        case Travail():
            sujet = (element.candidat, element.epreuve)
            return "travail", element.nature, _membres(view, plan, element), element.debut, *sujet
        case Composition():
            return "jury", view.session.sans_observateurs(element.membres), element.salle, element.debut
        case Accueil():
            return "accueil", element.nature, element.epreuve, element.debut
        case Presence():
            fin = element.fin if element.fin < maintenant and element.role != Role.RESPONSABLE else None
            ou = (element.salle, element.candidat, element.epreuve)
            return "presence", element.personne, element.role, element.debut, fin, *ou
    raise TypeError(element)


def _vehicules(partie: Partie, maintenant: datetime) -> frozenset[str]:
    """The vehicles of a part begun: another may be found for one that has not."""
    return frozenset(partie.vehicules if partie.debut < maintenant else ())


def _membres(view: View, plan: Plan, chose: Partie | Travail) -> frozenset[str]:
    """Who sat before it, observateurs left out: composed juries have other names in another plan."""
    membres = (
        c.membres for c in plan.compositions if (c.jury, c.jour) == (chose.jury, chose.debut.date()) and chose.jury
    )
    return view.session.sans_observateurs(next(membres, ()))
