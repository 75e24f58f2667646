"""Where things take place, and who else must be there."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from math import ceil

from tpplanner.audit.juries import Intervalle
from tpplanner.audit.view import Occupation, View, breach, minutes
from tpplanner.domain.answers import Element, Valeur, Violation
from tpplanner.domain.duties import exclusions_des_comediens
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Presence
from tpplanner.domain.referentiel import USAGE_JURY, Reservation
from tpplanner.domain.session import Candidat, Role, Salle

# Where things take place.


def salle_capacite(view: View) -> Iterator[Violation]:
    """An oral has its room alone; elsewhere neither posts nor shared resources are exceeded."""
    for (salle, jour), occupations in view.occupations.items():
        fiche = view.salles.get(salle)
        if fiche is not None:
            yield from _depassements(view, fiche, jour, occupations)


def _depassements(view: View, salle: Salle, jour: date, occupations: list[Occupation]) -> Iterator[Violation]:
    """The first breach of each kind in a room on a day, at the moment when somebody comes in."""
    vus: set[str] = set()
    for entrant in occupations:
        moment = entrant.partie.debut
        presents = [o for o in occupations if o.partie.debut <= moment < o.partie.fin]
        elements = tuple(dict.fromkeys(o.passage for o in presents))
        seul = next((o for o in presents if not _partage(view, o, presents)), None)
        if len(presents) > 1 and seul is not None:
            if "seul" not in vus:
                yield breach(
                    "salle_capacite",
                    salle.id,
                    jour,
                    cas="seul",
                    elements=elements,
                    debut=moment,
                    candidat=seul.passage.candidat,
                    epreuve=seul.passage.epreuve,
                )
            vus.add("seul")
        elif len(presents) > salle.postes and "postes" not in vus and _sur_postes(view, presents):
            vus.add("postes")
            nombres = {"nombre": len(presents), "attendu": salle.postes}
            yield breach("salle_capacite", salle.id, jour, cas="postes", elements=elements, debut=moment, **nombres)
        for ressource, besoin in _ressources(view, presents).items():
            disponible = dict(salle.ressources).get(ressource, 0)
            if besoin > disponible and ressource not in vus:
                vus.add(ressource)
                yield breach(
                    "salle_capacite",
                    salle.id,
                    jour,
                    cas="ressource",
                    elements=elements,
                    debut=moment,
                    nombre=ceil(besoin),
                    ressource=ressource,
                    attendu=disponible,
                )


def _sur_postes(view: View, presents: list[Occupation]) -> bool:
    return any((phase := view.phase(o.passage, o.partie)) is not None and phase.partagee for o in presents)


def _partage(view: View, occupation: Occupation, presents: list[Occupation]) -> bool:
    """Whether somebody may have company: their phase is on shared posts, or all sit what their jury watches at once."""
    phase = view.phase(occupation.passage, occupation.partie)
    epreuve = view.epreuves.get(occupation.passage.epreuve)
    if phase is None or epreuve is None or phase.partagee:
        return True
    jury = occupation.partie.jury
    return epreuve.simultanes > 1 and all(
        o.passage.epreuve == epreuve.id and o.partie.jury == jury != "" for o in presents
    )


def _ressources(view: View, presents: list[Occupation]) -> dict[str, Fraction]:
    """How much of each named resource is in use, outside the juries' own rooms."""
    besoins: dict[str, Fraction] = {}
    for occupation in presents:
        epreuve = view.epreuves.get(occupation.passage.epreuve)
        phase = view.phase(occupation.passage, occupation.partie)
        if epreuve is None or phase is None or not epreuve.ressource or phase.usage == USAGE_JURY:
            continue
        besoins[epreuve.ressource] = besoins.get(epreuve.ressource, Fraction(0)) + Fraction(1, epreuve.partage)
    return besoins


def salle_adaptee(view: View) -> Iterator[Violation]:
    """Each phase is in a room of its kind, accessible where the candidat needs it."""
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        for partie in passage.parties:
            phase = view.phase(passage, partie)
            salle = view.salles.get(partie.salle)
            sujet, elements = (passage.candidat, passage.epreuve), (passage,)
            if salle is None:
                yield breach("salle_adaptee", *sujet, cas="inconnue", elements=elements, salle=partie.salle)
            elif phase is not None and phase.usage not in salle.usages:
                donnees = {"salle": salle.id, "usage": phase.usage}
                yield breach("salle_adaptee", *sujet, cas="usage", elements=elements, **donnees)
            elif candidat is not None and candidat.salle_accessible and not salle.accessible:
                yield breach("salle_adaptee", *sujet, cas="accessible", elements=elements, salle=salle.id)
            else:
                continue
            break


def salle_jury(view: View) -> Iterator[Violation]:
    """Each jury-day has a room of its own, in which its orals are."""
    sejours = [(c, intervalle) for c in view.plan.compositions for intervalle in _en_salle(view, c)]
    for composition in view.plan.compositions:
        sujet = (composition.jury, composition.jour)
        salle = view.salles.get(composition.salle)
        if salle is None or USAGE_JURY not in salle.usages:
            yield breach("salle_jury", *sujet, cas="absente", elements=(composition,))
        yield from _oraux_ailleurs(view, composition)
    for i, (composition, intervalle) in enumerate(sejours):
        yield from _intrus(view, composition, intervalle)
        for autre, autre_intervalle in sejours[i + 1 :]:
            meme_salle = autre.salle == composition.salle and autre.jury != composition.jury
            if meme_salle and _ensemble(intervalle, autre_intervalle):
                yield breach(
                    "salle_jury",
                    composition.jury,
                    composition.jour,
                    cas="jury",
                    elements=(composition, autre),
                    salle=composition.salle,
                    autre_jury=autre.jury,
                )


def _en_salle(view: View, composition: Composition) -> list[Intervalle]:
    """When a jury holds its room: from its first to its last thing, less the pause where the réglage frees it."""
    presence = view.presence_de(composition)
    if presence is None:
        return []
    pauses = view.travaux(NatureTravail.PAUSE, jury=composition.jury)
    pause = next((t for t in pauses if presence[0] < t.debut and t.fin < presence[1]), None)
    if view.reglages.salle_a_midi or pause is None:
        return [presence]
    return [(presence[0], pause.debut), (pause.fin, presence[1])]


def _ensemble(une: Intervalle, autre: Intervalle) -> bool:
    return une[0] < autre[1] and autre[0] < une[1]


def _intrus(view: View, composition: Composition, intervalle: Intervalle) -> Iterator[Violation]:
    for occupation in view.occupations.get((composition.salle, composition.jour), []):
        partie, passage = occupation.partie, occupation.passage
        if partie.jury != composition.jury and _ensemble((partie.debut, partie.fin), intervalle):
            if _candidat_du_jury(view, passage, composition):
                continue
            yield breach(
                "salle_jury",
                composition.jury,
                composition.jour,
                cas="candidat",
                elements=(composition, passage),
                salle=composition.salle,
                candidat=passage.candidat,
                debut=partie.debut,
            )


def _candidat_du_jury(view: View, passage: Passage, composition: Composition) -> bool:
    choses = view.choses.get((composition.jury, composition.jour), [])
    return any(c.suivi and c.candidat == passage.candidat for c in choses)


def _oraux_ailleurs(view: View, composition: Composition) -> Iterator[Violation]:
    """What is over was in another room where the jury has lost its own since."""
    for chose in view.choses.get((composition.jury, composition.jour), []):
        if not (isinstance(chose.element, Passage) and chose.coupe(composition.debut, composition.fin)):
            continue
        partie = next(p for p in chose.element.suivies if p.debut == chose.debut)
        phase = view.phase(chose.element, partie)
        moved = view.est_passe(partie.fin - minutes(1)) and view.est_entre(chose.candidat, chose.epreuve)
        if phase is not None and phase.usage == USAGE_JURY and partie.salle != composition.salle and not moved:
            yield breach(
                "salle_jury",
                composition.jury,
                composition.jour,
                cas="ailleurs",
                elements=(chose.element, composition),
                epreuve=chose.epreuve,
                candidat=chose.candidat,
                autre_salle=partie.salle,
                salle=composition.salle,
            )


def salle_disponible(view: View) -> Iterator[Violation]:
    """Rooms are used only when available: by candidats, and by juries from their first to their last thing."""
    usages: list[tuple[str, Intervalle, Element]] = [
        (occupation.partie.salle, (occupation.partie.debut, occupation.partie.fin), occupation.passage)
        for occupations in view.occupations.values()
        for occupation in occupations
    ]
    sejours: list[tuple[str, Intervalle, Element]] = [
        (c.salle, i, c) for c in view.plan.compositions for i in _en_salle(view, c)
    ]
    for id_, intervalle, element in [*usages, *sejours]:
        salle = view.salles.get(id_)
        if salle is not None and any(i.coupe(*intervalle) for i in salle.indisponibilites):
            debut, fin = intervalle
            sujet = (id_, debut.date())
            yield breach("salle_disponible", *sujet, elements=(element,), debut=debut, fin=fin)


# Who else must be there.


def surveillance(view: View) -> Iterator[Violation]:
    """Each room in which somebody has to be watched has a surveillant, as soon as the session lists some."""
    if not view.session.avec_role(Role.SURVEILLANT):
        return
    surveillants = view.presences(Role.SURVEILLANT)
    for (salle, jour), occupations in view.occupations.items():
        surveillees = [
            (o.partie.debut, o.partie.fin, o.passage) for o in occupations if view.a_surveiller(o, occupations)
        ]
        couvertures = [(p.debut, p.fin) for p in surveillants if p.salle == salle]
        for debut, fin, passage in surveillees:
            trou = decouvert(debut, fin, couvertures)
            if trou is not None:
                yield breach("surveillance", salle, jour, elements=(passage,), debut=trou[0], fin=trou[1])
                break


def decouvert(
    debut: datetime, fin: datetime, couvertures: list[tuple[datetime, datetime]]
) -> tuple[datetime, datetime] | None:
    """The first stretch of ``[debut, fin)`` that no coverage holds; None if all of it is covered."""
    atteint = debut
    for d, f in sorted(couvertures):
        if d <= atteint:
            atteint = max(atteint, f)
        elif atteint < fin:
            return atteint, min(d, fin)
    return (atteint, fin) if atteint < fin else None


def formateur_a_part(view: View) -> Iterator[Violation]:
    """A formateur of the candidat neither watches over them nor plays before them."""
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        if candidat is None or not candidat.formateurs_tenus:
            continue
        for presence in view.plan.presences:
            if presence.personne in candidat.formateurs_tenus and _aupres(view, presence, passage):
                sujet = (candidat.id, presence.personne)
                elements = (presence, passage)
                donnees = {"epreuve": passage.epreuve}
                sure = presence.personne in candidat.formateurs
                cas = presence.role if sure else f"{presence.role}_question"
                yield breach("formateur_a_part", *sujet, cas=cas, elements=elements, **donnees)


def _aupres(view: View, presence: Presence, passage: Passage) -> bool:
    if presence.role == Role.COMEDIEN:
        return (presence.candidat, presence.epreuve) == (passage.candidat, passage.epreuve)
    return presence.role == Role.SURVEILLANT and any(
        partie.salle == presence.salle and presence.debut < partie.fin and partie.debut < presence.fin
        for partie in passage.parties
        if (phase := view.phase(passage, partie)) and phase.surveillable
    )


def aide_presente(view: View) -> Iterator[Violation]:
    """A candidat's aide is there in the phases that it is granted for, and their room apart is theirs alone."""
    aides = view.presences(Role.AIDE)
    for passage in view.plan.passages:
        candidat = view.candidats.get(passage.candidat)
        if candidat is None:
            continue
        if candidat.aide:
            couvertures = [
                (p.debut, p.fin)
                for p in aides
                if p.personne == candidat.aide and (p.candidat, p.epreuve) == (candidat.id, passage.epreuve)
            ]
            trou = _decouverte(_aidees(view, candidat, passage), couvertures)
            if trou is not None:
                donnees = {"debut": trou[0], "fin": trou[1]}
                sujet = (candidat.id, passage.epreuve)
                yield breach("aide_presente", *sujet, cas="absente", elements=(passage,), **donnees)
        if candidat.salle_a_part:
            yield from _intrus_a_part(view, candidat, passage)


def _aidees(view: View, candidat: Candidat, passage: Passage) -> list[Partie]:
    """The parts of a passage in phases for which the candidat's aide is granted."""
    epreuve = view.epreuves.get(passage.epreuve)
    return [
        partie
        for partie in passage.parties
        if epreuve is not None
        if (phase := view.phase(passage, partie)) is not None and candidat.aide_dans(epreuve, phase)
    ]


def _decouverte(parties: list[Partie], couvertures: list[tuple[datetime, datetime]]) -> Intervalle | None:
    """The first stretch of these parts that no coverage holds."""
    trous = (decouvert(partie.debut, partie.fin, couvertures) for partie in parties)
    return next((trou for trou in trous if trou is not None), None)


def _intrus_a_part(view: View, candidat: Candidat, passage: Passage) -> Iterator[Violation]:
    """Others in the room apart of a candidat, in the phases that no jury watches."""
    for partie in passage.parties:
        if partie.jury:
            continue
        for autre in view.occupations.get((partie.salle, partie.debut.date()), []):
            ensemble = autre.partie.debut < partie.fin and partie.debut < autre.partie.fin
            if autre.passage.candidat != candidat.id and ensemble:
                sujet = (candidat.id, passage.epreuve)
                elements = (passage, autre.passage)
                donnees = {"autre_candidat": autre.passage.candidat}
                yield breach("aide_presente", *sujet, cas="salle", elements=elements, **donnees)
                return


def comedien_present(view: View) -> Iterator[Violation]:
    """As many play as the phases ask for, the same throughout, welcomed before their first passage of the day."""
    comediens = view.presences(Role.COMEDIEN)
    for passage in view.plan.passages:
        epreuve = view.epreuves.get(passage.epreuve)
        for reservation in epreuve.reservations if epreuve is not None else ():
            jouees = [p for p in passage.parties if p.phase in reservation.phases]
            if jouees and not reservation.vehicule:
                yield from _joue(view, comediens, passage, reservation, jouees)


def _joue(
    view: View, comediens: list[Presence], passage: Passage, reservation: Reservation, jouees: list[Partie]
) -> Iterator[Violation]:
    """Whether enough play a part in these parts of a passage, and were welcomed."""
    duree, sujet = view.reglages.accueil_comedien, (passage.candidat, passage.epreuve)
    presents = [p for p in comediens if (p.candidat, p.epreuve) == sujet]
    acteurs = [
        personne
        for personne in dict.fromkeys(p.personne for p in presents)
        if view.personnes[personne].peut_jouer(reservation.sorte) and _joue_tout(personne, presents, jouees)
    ]
    manquants = reservation.combien - len(acteurs)
    if manquants > 0:
        debut, fin = _etendue(jouees)
        donnees: dict[str, Valeur] = {"role": reservation.sorte, "nombre": manquants}
        yield breach("comedien_present", *sujet, cas="absent", elements=(passage,), debut=debut, fin=fin, **donnees)
        return
    for acteur in acteurs[: reservation.combien]:
        siens = [p for p in presents if p.personne == acteur and _ensemble((p.debut, p.fin), _etendue(jouees))]
        premier = min(p.debut for p in comediens if p.candidat and _meme_journee(p, siens[0]))
        accueilli = any(
            not p.candidat and _meme_journee(p, siens[0]) and p.fin <= premier and p.fin - p.debut >= minutes(duree)
            for p in comediens
        )
        if not accueilli:
            elements = (siens[0], passage)
            donnees = {"personne": acteur, "duree_minutes": duree, "debut": premier}
            yield breach("comedien_present", *sujet, cas="accueil", elements=elements, **donnees)


def _joue_tout(personne: str, presents: list[Presence], jouees: list[Partie]) -> bool:
    """Whether one comédien is there in all these parts of a passage."""
    return _decouverte(jouees, [(p.debut, p.fin) for p in presents if p.personne == personne]) is None


def _etendue(parties: list[Partie]) -> Intervalle:
    return parties[0].debut, parties[-1].fin


def _meme_journee(une: Presence, autre: Presence) -> bool:
    return une.personne == autre.personne and une.debut.date() == autre.debut.date()


def comedien_sans_lien(view: View) -> Iterator[Violation]:
    """Nobody plays for a candidat with whom they have a link in force."""
    liens = {(e.candidat, e.membre): e for e in exclusions_des_comediens(view.session)}
    vus: set[tuple[str, str]] = set()
    for presence in view.plan.presences:
        paire = (presence.candidat, presence.personne)
        exclusion = liens.get(paire) if presence.role == Role.COMEDIEN else None
        if exclusion is not None and paire not in vus:
            vus.add(paire)
            texte = f" ({exclusion.texte})" if exclusion.texte else ""
            yield breach("comedien_sans_lien", *paire, cas=exclusion.motif.value, elements=(presence,), texte=texte)


def vehicule_reserve(view: View) -> Iterator[Violation]:
    """Each phase has a vehicle of each kind that it takes, one throughout, available and nobody else's meanwhile."""
    for passage in view.plan.passages:
        epreuve = view.epreuves.get(passage.epreuve)
        for reservation in epreuve.reservations if epreuve is not None else ():
            parties = [p for p in passage.parties if p.phase in reservation.phases]
            communs = set.intersection(*(set(p.vehicules) for p in parties)) if parties else set()
            conviennent = (view.vehicules[v].convient(reservation.sorte) for v in communs if v in view.vehicules)
            if reservation.vehicule and parties and not any(conviennent):
                sujet, (debut, fin) = (passage.candidat, passage.epreuve), _etendue(parties)
                donnees: dict[str, Valeur] = {"sorte": reservation.sorte, "debut": debut, "fin": fin}
                yield breach("vehicule_reserve", *sujet, cas="absent", elements=(passage,), **donnees)
    yield from _vehicules_pris(view)


def _vehicules_pris(view: View) -> Iterator[Violation]:
    """Vehicles in use while they are not available, or by two passages at once."""
    emplois: dict[str, list[tuple[Partie, Passage]]] = defaultdict(list)
    for passage in view.plan.passages:
        for partie in passage.parties:
            for vehicule in partie.vehicules:
                emplois[vehicule].append((partie, passage))
    for vehicule, siens in sorted(emplois.items()):
        fiche = view.vehicules.get(vehicule)
        ordonnes = sorted(siens, key=lambda s: (s[0].debut, s[0].fin))
        for rang, (partie, passage) in enumerate(ordonnes):
            sujet = passage.candidat, passage.epreuve
            donnees: dict[str, Valeur] = {"vehicule": vehicule, "debut": partie.debut}
            if fiche is not None and any(i.coupe(partie.debut, partie.fin) for i in fiche.indisponibilites):
                yield breach("vehicule_reserve", *sujet, cas="indisponible", elements=(passage,), **donnees)
            for plus_tot, autre in ordonnes[:rang]:
                if autre is not passage and partie.debut < plus_tot.fin:
                    elements = (autre, passage)
                    yield breach("vehicule_reserve", *sujet, cas="pris", elements=elements, **donnees)


def responsable_present(view: View) -> Iterator[Violation]:
    """A responsable or a suppléant is there from the first accueil, or other thing, to the last of each day."""
    if not view.session.avec_role(Role.RESPONSABLE):
        return
    couvertures = [(p.debut, p.fin) for p in view.presences(Role.RESPONSABLE)]
    for jour in view.session.jours:
        choses = [
            (debut, fin)
            for debut, fin, element in view.evenements()
            if debut.date() == jour.date and not _est_responsable(element)
        ]
        if not choses:
            continue
        trou = decouvert(min(d for d, _ in choses), max(f for _, f in choses), couvertures)
        if trou is not None:
            yield breach("responsable_present", jour.date, debut=trou[0], fin=trou[1])


def _est_responsable(element: object) -> bool:
    return isinstance(element, Presence) and element.role == Role.RESPONSABLE
