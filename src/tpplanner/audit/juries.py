"""Who sits in a jury and before whom candidats pass; a jury's day: its own work, its breaks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import combinations

from tpplanner.audit.view import Chose, JuryJour, View, breach, etendue, minutes
from tpplanner.domain.answers import Element, Violation
from tpplanner.domain.departs import enough
from tpplanner.domain.duties import (
    colleagues,
    epreuves_de,
    exclusions,
    jury_donne,
    jurys_commences,
    may_go_on,
    remplacants,
    titulaires,
)
from tpplanner.domain.plan import ARRONDI, Composition, NatureTravail, Partie, Passage, Travail, minutes_between
from tpplanner.domain.referentiel import Epreuve, Nature, Referentiel, Surveillance
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, MINUTES_LIBRES
from tpplanner.domain.session import Jour, Membre, Plage, Reponse, Role, cle

# Who sits in a jury, and before whom each candidat passes.


def jury_nombre(view: View) -> Iterator[Violation]:
    """Enough membres who count are there for all that a jury does: with others, it would be another jury."""
    attendu = view.referentiel.membres_min
    for (jury, jour), choses in view.choses.items():
        presents: set[str] | None = None
        for chose in choses:
            composition = view.composition_a(jury, chose.debut, chose.fin)
            presents = _restent(view, chose, composition, presents) if composition else set()
            nombre = len(presents)
            if nombre < attendu:
                yield breach(
                    "jury_nombre",
                    jury,
                    jour,
                    elements=(composition or chose.element,),
                    nombre=nombre,
                    debut=chose.debut,
                    fin=chose.fin,
                    attendu=attendu,
                )
                break


def _restent(view: View, chose: Chose, composition: Composition, presents: set[str] | None) -> set[str]:
    """Of those who were there until now, who count and are in every composition that holds during that thing.

    `composition` holds for all of it: the only one during a thing of no length, which has no minute in common with any.
    """
    jury_jour = view.compositions[composition.jury, composition.jour]
    for tenue in [c for c in jury_jour if chose.coupe(c.debut, c.fin)] or [composition]:
        siegent = set(view.siegent(tenue))
        presents = siegent if presents is None else presents & siegent
    return presents or set()


def jurys_du_centre(view: View) -> Iterator[Violation]:
    """Where the centre gives the juries, each that sits is one of them: its membres, or who may replace them."""
    commences = jurys_commences(view.session)
    for composition in view.plan.compositions if view.session.jurys else ():
        jury, jour = composition.jury, composition.jour
        if (jury, jour) in commences:
            continue
        donne = jury_donne(view.session, jury)
        if donne is None or (donne.id != jury and not (jour in view.jours and may_go_on(view.session, jury, jour))):
            yield breach("jurys_du_centre", jury, jour, cas="inconnu", elements=(composition,))
            continue
        siens, siegent = titulaires(view.session, jury), set(view.siegent(composition))
        for membre in sorted(siens - siegent):
            if not _empeche(view, membre, jury, jour):
                yield breach("jurys_du_centre", jury, jour, cas="sans", elements=(composition,), membre=membre)
        admis = remplacants(view.session, jury, jour)
        for membre in sorted(siegent - siens - admis):
            yield breach("jurys_du_centre", jury, jour, cas="avec", elements=(composition,), membre=membre)
        places = {"nombre": len(siegent & admis), "attendu": len(siens - siegent)}
        if places["nombre"] > places["attendu"]:
            yield breach("jurys_du_centre", jury, jour, cas="en_trop", elements=(composition,), **places)


def _empeche(view: View, membre: str, jury: str, jour: date) -> bool:
    """Whether a membre of a given jury may be missing that day: not free, not able, leading, or standing aside."""
    fiche, debut = view.membres.get(membre), datetime.combine(jour, time())
    return (
        fiche is None
        or fiche.reponse is Reponse.DECLINE
        or not est_habilite(view.referentiel, fiche, jour)
        or view.absent(membre, debut, debut + timedelta(days=1))
        or any(p.personne == membre and p.debut.date() == jour for p in view.presences(Role.RESPONSABLE))
        or _se_deporte(view, membre, jury, jour)
    )


def _se_deporte(view: View, membre: str, jury: str, jour: date) -> bool:
    """Whether a jury hears somebody whom that membre has a link with, as has one of each given jury that could sit."""
    lies: dict[str, set[str]] = defaultdict(set)
    for exclusion in exclusions(view.session):
        lies[exclusion.candidat].add(exclusion.membre)
    jurys = [titulaires(view.session, j.id) for j in view.session.jurys]
    possibles = [siens for siens in jurys if len(siens) >= view.referentiel.membres_min]
    entendus = {c.candidat for c in view.choses.get((jury, jour), ()) if c.suivi}
    return any(membre in lies[c] and all(siens & lies[c] for siens in possibles) for c in entendus)


def membre_habilite(view: View) -> Iterator[Violation]:
    """Each membre who sits has a habilitation valid that day for this titre and millésime."""
    referentiel = view.referentiel
    for composition in view.plan.compositions:
        for id_ in composition.membres:
            membre = view.membres.get(id_)
            if membre is not None and (membre.observateur or est_habilite(referentiel, membre, composition.jour)):
                continue
            yield breach(
                "membre_habilite",
                id_,
                composition.jour,
                elements=(composition,),
                sigle=referentiel.sigle,
                millesime=referentiel.millesime,
            )


def est_habilite(referentiel: Referentiel, membre: Membre, jour: date) -> bool:
    """Whether a membre has a habilitation valid that day for that titre and millésime."""
    noms = {cle(referentiel.sigle), cle(referentiel.code)}
    return any(
        cle(h.titre) in noms
        and _millesime(h.millesime) == _millesime(referentiel.millesime)
        and (h.fin is None or h.fin >= jour or _annee_supplementaire(referentiel, h.fin, jour))
        for h in membre.habilitations
    )


def _millesime(texte: str) -> str:
    return texte.strip().lower().removeprefix("m").lstrip("0")


def _annee_supplementaire(referentiel: Referentiel, fin: date, jour: date) -> bool:
    """In the year that follows a titre's end, a habilitation that ran to that end is a warning, not an exclusion."""
    expiration = referentiel.expiration
    return expiration is not None and fin >= expiration and expiration < jour <= _un_an_apres(expiration)


def _un_an_apres(jour: date) -> date:
    return date(jour.year + 1, jour.month, 28) if (jour.month, jour.day) == (2, 29) else jour.replace(jour.year + 1)


def membre_qualifie(view: View) -> Iterator[Violation]:
    """The qualities that the référentiel asks for are among the membres who sit."""
    for composition in view.plan.compositions:
        qualites = {cle(q) for m in view.siegent(composition) for q in view.membres[m].qualites}
        for qualite in view.referentiel.qualites:
            if cle(qualite) not in qualites:
                sujet = (composition.jury, composition.jour)
                yield breach("membre_qualifie", *sujet, elements=(composition,), qualite=qualite)


def organismes_differents(view: View) -> Iterator[Violation]:
    """No two membres of one jury come from one organisme, where the référentiel asks for different ones."""
    paires = {frozenset((c.un, c.autre)): c for c in colleagues(view.session)}
    for composition in view.plan.compositions:
        for un, autre in combinations(view.siegent(composition), 2):
            paire = paires.get(frozenset((un, autre)))
            if paire is not None:
                yield breach(
                    "organismes_differents",
                    composition.jury,
                    composition.jour,
                    cas=paire.why.value,
                    elements=(composition,),
                    membre=paire.un,
                    autre_membre=paire.autre,
                    texte=paire.texte,
                )


def membre_disponible(view: View) -> Iterator[Violation]:
    """Each membre is available from the first to the last thing that their jury does.

    Who leaves a jury that has begun misses nothing but its clôture, or what enough of the others go on with.
    """
    for composition in view.plan.compositions:
        presence = view.presence_de(composition)
        for membre in (view.membres[m] for m in composition.membres if m in view.membres):
            if presence and view.absent(membre.id, *presence):
                debut, fin = presence
                sujet = (membre.id, composition.jour)
                departs = view.departs(membre.id, composition)
                if not departs:
                    yield breach("membre_disponible", *sujet, elements=(composition,), debut=debut, fin=fin)
                elif (chose := _sans_eux(view, composition, departs)) is not None:
                    elements = (composition, chose.element)
                    yield breach("membre_disponible", *sujet, elements=elements, debut=chose.debut, fin=chose.fin)


def _sans_eux(view: View, composition: Composition, departs: list[Plage]) -> Chose | None:
    """The first thing about a candidat that a jury does once too few are left, while one of them is gone."""
    choses = view.choses.get((composition.jury, composition.jour), [])
    for chose in (c for c in choses if c.candidat and c.element not in view.en_vain):
        for depart in (d for d in departs if d.coupe(chose.debut, chose.fin)):
            if not _assez(view, composition, max(depart.debut, chose.debut), min(depart.fin, chose.fin)):
                return chose
    return None


def _assez(view: View, composition: Composition, debut: datetime, fin: datetime) -> bool:
    """Whether enough are there, in number and in qualities, at each minute between two moments."""
    plages = {m: view.departs(m, composition) for m in view.siegent(composition)}
    moments = {debut, *(p.debut for siennes in plages.values() for p in siennes if debut < p.debut < fin)}
    for moment in moments:
        restent = [m for m, siennes in plages.items() if not any(p.debut <= moment < p.fin for p in siennes)]
        if not enough(view.session, restent):
            return False
    return True


def lien_exclu(view: View) -> Iterator[Violation]:
    """No membre with a link in force judges the candidat, nor works on them."""
    motifs = {(e.candidat, e.membre): e for e in exclusions(view.session)}
    vus: set[tuple[str, str]] = set()
    for (jury, _), choses in view.choses.items():
        for chose in (c for c in choses if c.candidat and c.element not in view.en_vain):
            composition = view.composition_a(jury, chose.debut, chose.fin)
            for membre in composition.membres if composition else ():
                paire = (chose.candidat, membre)
                exclusion = motifs.get(paire)
                if exclusion and composition and paire not in vus:
                    vus.add(paire)
                    texte = f" ({exclusion.texte})" if exclusion.texte else ""
                    elements = (chose.element, composition)
                    yield breach("lien_exclu", *paire, cas=exclusion.motif.value, elements=elements, texte=texte)


def jury_constant(view: View) -> Iterator[Violation]:
    """One jury, with the same membres, for all that a candidat has before it and for its work on them.

    Where a candidat has been heard in part, at least one membre of their jury stays from one day to another.
    """
    entames = _entames(view)
    du_candidat: dict[str, list[tuple[str, Chose]]] = defaultdict(list)
    for (jury, _), choses in view.choses.items():
        for chose in choses:
            if chose.candidat and chose.element not in view.en_vain:
                du_candidat[chose.candidat].append((jury, chose))
    for candidat, ses_choses in sorted(du_candidat.items()):
        elements = tuple(dict.fromkeys(chose.element for _, chose in ses_choses))
        if candidat in entames:
            if cas := _suite_manquee(view, ses_choses):
                yield breach("jury_constant", candidat, cas=cas, elements=elements)
        elif len({jury for jury, _ in ses_choses}) > 1:
            yield breach("jury_constant", candidat, cas="jurys", elements=elements)
        elif len({_membres_a(view, jury, chose) for jury, chose in ses_choses}) > 1:
            yield breach("jury_constant", candidat, cas="membres", elements=elements)
    yield from _parties_mal_suivies(view)


def _entames(view: View) -> set[str]:
    """The candidats whom a jury of the reference plan has begun to hear."""
    maintenant = view.session.maintenant
    passages = [p for plan in view.session.reference for p in plan.passages if p.suivies]
    return {p.candidat for p in passages if maintenant is not None and p.suivies[0].debut < maintenant}


def _suite_manquee(view: View, ses_choses: list[tuple[str, Chose]]) -> str:
    """How the juries of a candidat heard in part fail to follow each other; empty where they do not."""
    jurys: dict[date, set[tuple[str, frozenset[str]]]] = defaultdict(set)
    for jury, chose in ses_choses:
        jurys[chose.debut.date()].add((jury, _membres_a(view, jury, chose)))
    if any(len({jury for jury, _ in du_jour}) > 1 for du_jour in jurys.values()):
        return "jurys"
    if any(len(du_jour) > 1 for du_jour in jurys.values()):
        return "membres"
    sieges = [membres for du_jour in jurys.values() for _, membres in du_jour]
    return "suite" if any(not un & autre for un, autre in combinations(sieges, 2)) else ""


def _membres_a(view: View, jury: str, chose: Chose) -> frozenset[str]:
    composition = view.composition_a(jury, chose.debut, chose.fin)
    return frozenset(composition.membres) if composition else frozenset()


def _parties_mal_suivies(view: View) -> Iterator[Violation]:
    for passage in view.plan.passages:
        for partie in passage.parties:
            phase = view.phase(passage, partie)
            if phase is not None and bool(partie.jury) != (phase.presence is Surveillance.JURY):
                cas = "jury_en_trop" if partie.jury else "sans_jury"
                epreuve, debut = passage.epreuve, partie.debut
                sujet = passage.candidat
                yield breach("jury_constant", sujet, cas=cas, elements=(passage,), epreuve=epreuve, debut=debut)


def quota_jury(view: View) -> Iterator[Violation]:
    """The candidats of a jury-day, and those that one membre sees in a day, weigh no more than the quota."""
    quota = view.session.quota
    if quota is None:
        return
    for jury, jour in view.choses:
        charge = _charge(view, [(jury, jour)])
        if charge > quota:
            elements = _passages_suivis(view, [(jury, jour)])
            sujet = (jury, jour)
            yield breach("quota_jury", *sujet, cas="jury", elements=elements, nombre=charge, attendu=quota)
    for (membre, jour), jurys in sorted(view.jurys_du_membre.items()):
        fiche = view.membres.get(membre)
        if len(jurys) < 2 or fiche is None or fiche.observateur:
            continue
        charge = _charge(view, jurys)
        if charge > quota:
            yield breach(
                "quota_jury",
                jurys[-1][0],
                jour,
                cas="membre",
                elements=_passages_suivis(view, jurys),
                membre=membre,
                nombre=charge,
                attendu=quota,
            )


def _charge(view: View, jurys: list[JuryJour]) -> Fraction:
    """A titre candidat weighs one; a CCP candidat their jury minutes over the titre's."""
    suivis: dict[str, set[str]] = defaultdict(set)
    for jury_jour in jurys:
        for chose in view.choses.get(jury_jour, []):
            if chose.suivi:
                suivis[chose.candidat].add(chose.epreuve)
    reference = view.referentiel.titre.minutes_jury
    total = Fraction(0)
    for candidat, epreuves in suivis.items():
        fiche = view.candidats.get(candidat)
        if fiche is None or fiche.titre or not reference:
            total += 1
        else:
            total += Fraction(sum(view.epreuves[e].minutes_jury for e in epreuves if e in view.epreuves), reference)
    return total


def _passages_suivis(view: View, jurys: list[JuryJour]) -> tuple[Element, ...]:
    elements = (c.element for jury_jour in jurys for c in view.choses.get(jury_jour, []))
    return tuple(dict.fromkeys(e for e in elements if isinstance(e, Passage)))


def jurys_distincts(view: View) -> Iterator[Violation]:
    """Two juries of one day differ by a membre who counts."""
    compositions = sorted(view.plan.compositions, key=lambda c: (c.jour, c.jury, c.debut))
    for une, autre in combinations(compositions, 2):
        memes = set(view.siegent(une)) == set(view.siegent(autre))
        if une.jour == autre.jour and une.jury != autre.jury and memes:
            yield breach("jurys_distincts", autre.jury, autre.jour, elements=(une, autre), autre_jury=une.jury)


def personne_sans_chevauchement(view: View) -> Iterator[Violation]:
    """A person is in one place at once, and the responsable of the day is neither membre nor comédien."""
    for (personne, jour), sejours in sorted(_sejours(view).items()):
        ordonnes = sorted(sejours, key=lambda s: (s[0], s[1]))
        for i, (_, fin, lieu, element) in enumerate(ordonnes):
            for debut, _, autre_lieu, autre in ordonnes[i + 1 :]:
                if debut < fin and lieu != autre_lieu:
                    elements = (element, autre)
                    donnees = {"fin": fin, "debut": debut}
                    regle = "personne_sans_chevauchement"
                    yield breach(regle, personne, jour, cas="chevauchement", elements=elements, **donnees)
    yield from _responsables_pris(view)


_Sejour = tuple[datetime, datetime, tuple[str, ...], Element]


def _sejours(view: View) -> dict[tuple[str, date], list[_Sejour]]:
    """Where each person is, and when; a responsable is everywhere, so they are left out."""
    sejours: dict[tuple[str, date], list[_Sejour]] = defaultdict(list)
    for composition in view.plan.compositions:
        presence = view.presence_de(composition)
        if presence is not None:
            for membre in composition.membres:
                sejours[membre, composition.jour].append((*presence, ("jury", composition.jury), composition))
    for p in view.plan.presences:
        if p.role == Role.SURVEILLANT:
            sejours[p.personne, p.debut.date()].append((p.debut, p.fin, ("salle", p.salle), p))
        elif p.role != Role.RESPONSABLE:
            sejours[p.personne, p.debut.date()].append((p.debut, p.fin, (p.role, p.candidat, p.epreuve), p))
    return sejours


def _responsables_pris(view: View) -> Iterator[Violation]:
    responsables = {(p.personne, p.debut.date()): p for p in view.plan.presences if p.role == Role.RESPONSABLE}
    ailleurs: list[tuple[str, date, Element]] = [
        (membre, composition.jour, composition)
        for composition in view.plan.compositions
        for membre in composition.membres
    ]
    ailleurs += [(p.personne, p.debut.date(), p) for p in view.plan.presences if p.role == Role.COMEDIEN]
    for personne, jour, element in ailleurs:
        presence = responsables.get((personne, jour))
        if presence is not None:
            elements = (presence, element)
            yield breach("personne_sans_chevauchement", personne, jour, cas="responsable", elements=elements)


# Midday breaks: where, in somebody's day, the break of n minutes that a rule asks for can be.

Intervalle = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Fenetre:
    """A lunch window and the free minutes asked for inside it."""

    debut: datetime
    fin: datetime
    duree: int

    def laisse_trop_peu(self, occupe: Intervalle) -> bool:
        """Whether that one stretch alone leaves fewer than the minutes asked for, before and after it."""
        debut, fin = occupe
        avant = minutes_between(self.debut, max(self.debut, min(debut, self.fin)))
        apres = minutes_between(min(self.fin, max(fin, self.debut)), self.fin)
        return max(avant, apres) < self.duree


def fenetre_jury(jour: Jour, duree: int) -> Fenetre:
    """The juries' lunch window of that day."""
    return Fenetre(jour.a(jour.pause_debut), jour.a(jour.pause_fin), duree)


def fenetre_candidat(jour: Jour, duree: int) -> Fenetre:
    """The candidats' lunch window of that day, which opens earlier."""
    return Fenetre(jour.a(jour.pause_debut) - minutes(AVANCE_PAUSE_CANDIDAT), jour.a(jour.pause_fin), duree)


def premiere_pause(
    fenetre: Fenetre, occupations: Iterable[Intervalle], seules: Iterable[Intervalle] = ()
) -> Intervalle | None:
    """The earliest break: free of `occupations`, inside the window, or just after a stretch that fills it alone.

    `seules` are the stretches that may push the break out of the window (a watched phase, a passage). None if there
    is no such break.
    """
    occupees = sorted(occupations)
    duree = minutes(fenetre.duree)
    debuts = [fenetre.debut, *(fin for _, fin in occupees if fin >= fenetre.debut)]
    places = [debut for debut in debuts if debut + duree <= fenetre.fin]
    places += [fin for debut, fin in seules if fenetre.laisse_trop_peu((debut, fin))]
    for debut in sorted(places):
        if not any(d < debut + duree and debut < f for d, f in occupees):
            return debut, debut + duree
    return None


# A jury's day: one thing at a time, its own work, its breaks.


def jury_sans_chevauchement(view: View) -> Iterator[Violation]:
    """A jury does one thing at a time, but for as many candidats as an épreuve lets it watch at once."""
    for (jury, jour), choses in view.choses.items():
        for i, premiere in enumerate(choses):
            for seconde in choses[i + 1 :]:
                if seconde.debut < premiere.fin and not _ensemble(view, premiere, seconde, choses):
                    yield breach(
                        "jury_sans_chevauchement",
                        jury,
                        jour,
                        elements=(premiere.element, seconde.element),
                        fin=premiere.fin,
                        debut=seconde.debut,
                    )


def _ensemble(view: View, premiere: Chose, seconde: Chose, choses: list[Chose]) -> bool:
    """Whether the jury may watch both at once: one épreuve, no more candidats than it allows at that moment."""
    epreuve = view.epreuves.get(premiere.epreuve)
    if epreuve is None or not (premiere.suivi and seconde.suivi) or premiere.epreuve != seconde.epreuve:
        return False
    moment = max(premiere.debut, seconde.debut)
    return sum(c.suivi and c.debut <= moment < c.fin for c in choses) <= epreuve.simultanes


def candidat_seul_au_jury(view: View) -> Iterator[Violation]:
    """From the start of a candidat's first passage to the end of their deliberation, the jury sees no other."""
    for (jury, jour), choses in view.choses.items():
        for candidat in sorted({c.candidat for c in choses if c.suivi}):
            duree = _duree_seul(view, [c for c in choses if c.candidat == candidat])
            autres = [c for c in choses if c.suivi and c.candidat != candidat]
            for autre in autres:
                if duree is not None and autre.coupe(*duree):
                    yield breach(
                        "candidat_seul_au_jury",
                        candidat,
                        jour,
                        elements=(autre.element,),
                        jury=jury,
                        autre_candidat=autre.candidat,
                        debut=autre.debut,
                        fin=duree[1],
                    )


def _duree_seul(view: View, siennes: list[Chose]) -> Intervalle | None:
    """From a candidat's first passage of the chain to the end of the last, or of the deliberation that follows it."""
    chaine = [c for c in siennes if _en_chaine(view, c)]
    bornes = etendue(chaine)
    if bornes is None:
        return None
    suites = [c.fin for c in siennes if _delibere(c) and c.debut == bornes[1]]
    return bornes[0], max([bornes[1], *suites])


def _en_chaine(view: View, chose: Chose) -> bool:
    epreuve = view.epreuves.get(chose.epreuve)
    return chose.suivi and epreuve is not None and not epreuve.separee and epreuve.simultanes == 1


def _delibere(chose: Chose) -> bool:
    return isinstance(chose.element, Travail) and chose.element.nature is NatureTravail.DELIBERATION


def accueil_jury(view: View) -> Iterator[Violation]:
    """Each jury-day begins with the jury's accueil."""
    attendu = view.reglages.accueil_jury
    for (jury, jour), choses in view.choses.items():
        accueils = _de_nature(choses, NatureTravail.ACCUEIL)
        if not accueils:
            yield breach("accueil_jury", jury, jour, cas="absent")
            continue
        accueil = accueils[0]
        constate = minutes_between(accueil.debut, accueil.fin)
        if constate < attendu:
            donnees = {"constate_minutes": constate, "attendu_minutes": attendu}
            yield breach("accueil_jury", jury, jour, cas="court", elements=(accueil.element,), **donnees)
        premiere = next((c for c in choses if c is not accueil and c.debut < accueil.fin), None)
        if premiere is not None:
            elements = (premiere.element, accueil.element)
            yield breach("accueil_jury", jury, jour, cas="premier", elements=elements, debut=premiere.debut)


def cloture(view: View) -> Iterator[Violation]:
    """Each jury-day ends with the jury's clôture."""
    attendu = view.reglages.cloture
    for (jury, jour), choses in view.choses.items():
        clotures = _de_nature(choses, NatureTravail.CLOTURE)
        if not clotures:
            yield breach("cloture", jury, jour, cas="absente")
            continue
        derniere = clotures[-1]
        constate = minutes_between(derniere.debut, derniere.fin)
        if constate < attendu:
            donnees = {"constate_minutes": constate, "attendu_minutes": attendu}
            yield breach("cloture", jury, jour, cas="courte", elements=(derniere.element,), **donnees)
        tardive = next((c for c in choses if c is not derniere and c.fin > derniere.debut), None)
        if tardive is not None:
            elements = (tardive.element, derniere.element)
            yield breach("cloture", jury, jour, cas="derniere", elements=elements, fin=tardive.fin)


def _de_nature(choses: list[Chose], nature: NatureTravail) -> list[Chose]:
    return [c for c in choses if isinstance(c.element, Travail) and c.element.nature is nature]


def correction(view: View) -> Iterator[Violation]:
    """Each épreuve that the jury did not watch is corrected between the candidat's end and their next passage."""
    for candidat in view.session.candidats:
        passages = view.passages.get(candidat.id, [])
        dues = {epreuve.id: epreuve for epreuve in epreuves_de(view.referentiel, candidat)}
        if not any(epreuve.devant_jury for epreuve in dues.values()):
            continue  # no jury is to judge of them: their hearing was interrupted, or they are postponed
        for passage in passages:
            epreuve = dues.get(passage.epreuve)
            if epreuve is not None and not epreuve.devant_jury:
                yield from _correction_de(view, epreuve, passage, passages)


def _correction_de(view: View, epreuve: Epreuve, passage: Passage, passages: list[Passage]) -> Iterator[Violation]:
    sujet = (passage.candidat, epreuve.id)
    suivante = _passage_suivant(epreuve, passage, passages)
    if suivante is None:
        yield breach("correction", *sujet, cas="sans_suite", elements=(passage,))
        return
    corrections = [
        t for t in view.travaux(NatureTravail.CORRECTION, candidat=passage.candidat) if t.epreuve == epreuve.id
    ]
    fautes = [_faute_de_correction(view, epreuve, passage, suivante, c) for c in corrections]
    if not corrections:
        yield breach("correction", *sujet, cas="absente", elements=(passage,))
    elif all(fautes):
        yield next(faute for faute in fautes if faute)


def _passage_suivant(epreuve: Epreuve, passage: Passage, passages: list[Passage]) -> Partie | None:
    """The watched part before which the jury must have corrected: the named épreuve's, else the next one."""
    if epreuve.correction_avant:
        nommees = [p for p in passages if p.epreuve == epreuve.correction_avant and p.suivies]
        if nommees:
            return nommees[0].suivies[0]
    suivis = sorted((p for p in passages if p.suivies and p.debut >= passage.fin), key=lambda p: p.suivies[0].debut)
    return suivis[0].suivies[0] if suivis else None


def _faute_de_correction(
    view: View, epreuve: Epreuve, passage: Passage, suivante: Partie, travail: Travail
) -> Violation | None:
    sujet = (passage.candidat, epreuve.id)
    attendu, constate = minutes_de_correction(view, epreuve), minutes_between(travail.debut, travail.fin)
    elements = (travail, passage)
    if travail.debut.date() != suivante.debut.date():
        return breach("correction", *sujet, cas="jour", elements=elements)
    if travail.debut < passage.fin:
        donnees = {"debut": travail.debut, "attendu": passage.fin}
        return breach("correction", *sujet, cas="trop_tot", elements=elements, **donnees)
    if travail.fin > suivante.debut:
        donnees = {"fin": travail.fin, "attendu": suivante.debut}
        return breach("correction", *sujet, cas="trop_tard", elements=elements, **donnees)
    if constate < attendu:
        lengths = {"constate_minutes": constate, "attendu_minutes": attendu}
        return breach("correction", *sujet, cas="courte", elements=elements, **lengths)
    return None


def minutes_de_correction(view: View, epreuve: Epreuve) -> int:
    """The minutes that the référentiel, else the réglages, give to correct that épreuve for one candidat."""
    if epreuve.correction is not None:
        return epreuve.correction
    if epreuve.modalite == "QP":
        return view.reglages.correction_qp
    return view.reglages.correction_ecrit if Nature.ECRIT in epreuve.natures else view.reglages.correction_autre


def lecture_dossier(view: View) -> Iterator[Violation]:
    """The jury has read a candidat's file before it first sees them, the same day."""
    attendu = view.reglages.lecture
    for candidat in view.session.candidats:
        suivies = [partie for p in view.passages.get(candidat.id, []) for partie in p.suivies]
        if not suivies:
            continue
        premiere = min(suivies, key=lambda partie: partie.debut)
        lectures = view.travaux(NatureTravail.LECTURE, candidat=candidat.id)
        fautes = [_faute_de_lecture(candidat.id, premiere, lecture, attendu) for lecture in lectures]
        if not lectures:
            yield breach("lecture_dossier", candidat.id, cas="absente")
        elif all(fautes):
            yield next(faute for faute in fautes if faute)


def _faute_de_lecture(candidat: str, premiere: Partie, lecture: Travail, attendu: int) -> Violation | None:
    constate = minutes_between(lecture.debut, lecture.fin)
    if lecture.debut.date() != premiere.debut.date():
        return breach("lecture_dossier", candidat, cas="jour", elements=(lecture,))
    if lecture.fin > premiere.debut:
        donnees = {"fin": lecture.fin, "attendu": premiere.debut}
        return breach("lecture_dossier", candidat, cas="trop_tard", elements=(lecture,), **donnees)
    if constate < attendu:
        lengths = {"constate_minutes": constate, "attendu_minutes": attendu}
        return breach("lecture_dossier", candidat, cas="courte", elements=(lecture,), **lengths)
    return None


def deliberation(view: View) -> Iterator[Violation]:
    """The jury deliberates as soon as a candidat's last passage of the day ends."""
    attendu = view.reglages.deliberation
    for (candidat, jour), passages in view.passages_du_jour.items():
        suivis = [p for p in passages if p.suivies]
        if not suivis:
            continue
        fin = max(p.fin for p in suivis)
        siennes = view.travaux(NatureTravail.DELIBERATION, candidat=candidat)
        du_jour = [t for t in siennes if t.debut.date() == jour]
        if not du_jour:
            yield breach("deliberation", candidat, jour, cas="absente", elements=tuple(suivis[-1:]))
            continue
        travail = du_jour[-1]
        constate = minutes_between(travail.debut, travail.fin)
        if travail.debut != fin:
            donnees = {"debut": travail.debut, "attendu": fin}
            yield breach("deliberation", candidat, jour, cas="moment", elements=(travail,), **donnees)
        elif constate < attendu:
            lengths = {"constate_minutes": constate, "attendu_minutes": attendu}
            yield breach("deliberation", candidat, jour, cas="courte", elements=(travail,), **lengths)


def battement(view: View) -> Iterator[Violation]:
    """The minutes before a candidat comes in are free of other candidats and of travaux."""
    duree = view.reglages.battement
    for jury_jour, choses in view.choses.items():
        for entree in view.entrees(jury_jour):
            if view.est_entre(entree.candidat, entree.epreuve):
                continue
            autres = (c for c in choses if not (c.suivi and c.candidat == entree.candidat))
            avant = [c for c in autres if duree and c.coupe(entree.debut - minutes(duree), entree.debut)]
            genante = next((c for c in avant if not _sous_la_meme_surveillance(view, c, entree)), None)
            if genante is not None:
                yield breach(
                    "battement",
                    entree.candidat,
                    jury_jour[1],
                    elements=(genante.element,),
                    fin=genante.fin,
                    duree_minutes=duree,
                    debut=entree.debut,
                )


def _sous_la_meme_surveillance(view: View, genante: Chose, entree: Chose) -> bool:
    """Whether the jury already watches others in the very épreuve that the candidat joins."""
    epreuve = view.epreuves.get(entree.epreuve)
    return (
        epreuve is not None
        and epreuve.simultanes > 1
        and genante.suivi
        and genante.epreuve == entree.epreuve
        and genante.fin > entree.debut
    )


def pause_meridienne(view: View) -> Iterator[Violation]:
    """Each membre has their break, at the same minutes as all their jury, over all the juries in which they sit."""
    duree = view.reglages.pause_jury
    for jour in view.session.jours:
        for jurys in jurys_lies(view, jour.date):
            fenetre = fenetre_jury(jour, duree)
            ecrites = [
                t
                for t in view.travaux(NatureTravail.PAUSE)
                if (t.jury, t.debut.date()) in jurys and not _vaut_pause(view, jour, jurys, t)
            ]
            absente = pause_des_jurys(view, jour, jurys) is None and not _repartent_avant(view, jour, jurys)
            for membre in sorted({m for jury in jurys for c in view.compositions.get(jury, []) for m in c.membres}):
                if absente:
                    yield breach(
                        "pause_meridienne",
                        membre,
                        jour.date,
                        cas="absente",
                        duree_minutes=duree,
                        debut=fenetre.debut,
                        fin=fenetre.fin,
                    )
                for travail in ecrites:
                    sujet = (membre, jour.date)
                    yield breach("pause_meridienne", *sujet, cas="ecrite", elements=(travail,), debut=travail.debut)


def jurys_lies(view: View, jour: date) -> list[list[JuryJour]]:
    """The juries of that day, those that share a membre together: they take their break at the same minutes."""
    groupes: list[tuple[set[JuryJour], set[str]]] = []
    for jury in (k for k in view.choses if k[1] == jour):
        jurys, membres = {jury}, {m for c in view.compositions.get(jury, []) for m in c.membres}
        lies = [g for g in groupes if g[1] & membres]
        for autres_jurys, autres_membres in lies:
            jurys |= autres_jurys
            membres |= autres_membres
        groupes = [*(g for g in groupes if g not in lies), (jurys, membres)]
    return [sorted(jurys) for jurys, _ in groupes]


def pause_des_jurys(view: View, jour: Jour, jurys: list[JuryJour]) -> Intervalle | None:
    """The earliest break that all these juries can take together on that day."""
    choses = [c for cle in jurys for c in view.choses.get(cle, [])]
    fenetre = fenetre_jury(jour, view.reglages.pause_jury)
    return premiere_pause(fenetre, [(c.debut, c.fin) for c in choses], _phases_suivies(choses))


def pauses_possibles(view: View, jour: Jour) -> Iterator[tuple[list[str], list[datetime]]]:
    """Of the juries (ids) that take their break together on a day, those that have one between two things, and when.

    It may begin when the window opens, when one of the day's juries ends something, on the next multiple of five.
    """
    fenetre = fenetre_jury(jour, view.reglages.pause_jury)
    fins = [c.fin for cle, choses in view.choses.items() if cle[1] == jour.date for c in choses]
    moments = {debut for fin in (fenetre.debut, *fins) for debut in (fin, fin + minutes(-fin.minute % ARRONDI))}
    for jurys in jurys_lies(view, jour.date):
        pause = pause_des_jurys(view, jour, jurys)
        if pause is None:
            continue
        bornes = {jury: b for jury in jurys if (b := etendue(view.choses[jury])) is not None}
        sur_place = [jury for jury, b in bornes.items() if b[0] < pause[0] and pause[1] < b[1]]
        occupees = [(c.debut, c.fin) for jury in jurys for c in view.choses[jury]]
        dernier = fenetre.fin - minutes(fenetre.duree)
        libres = (premiere_pause(replace(fenetre, debut=m), occupees) for m in moments if fenetre.debut <= m <= dernier)
        possibles = {libre[0] for libre in libres if libre is not None and libre[0] in moments} | {pause[0]}
        bords = [bornes[jury] for jury in sur_place]
        dedans = [d for d in possibles if all(b[0] < d and d + minutes(fenetre.duree) < b[1] for b in bords)]
        yield [jury for jury, _ in sur_place], sorted(dedans)


def _repartent_avant(view: View, jour: Jour, jurys: list[JuryJour]) -> bool:
    """Whether these juries leave early enough for their break, were it not for a clôture after which they leave."""
    choses = [c for cle in jurys for c in view.choses.get(cle, []) if not _repart_apres(view, jurys, cle, c)]
    fenetre = fenetre_jury(jour, view.reglages.pause_jury)
    return premiere_pause(fenetre, [(c.debut, c.fin) for c in choses], _phases_suivies(choses)) is not None


def _repart_apres(view: View, jurys: list[JuryJour], jury: JuryJour, chose: Chose) -> bool:
    """Whether that is a clôture, and all that its membres do that day is over when it begins."""
    if not (isinstance(chose.element, Travail) and chose.element.nature is NatureTravail.CLOTURE):
        return False
    membres = {m for c in view.compositions.get(jury, []) for m in c.membres}
    siens = [k for k in jurys if k == jury or any(membres & set(c.membres) for c in view.compositions.get(k, []))]
    return all(c.fin <= chose.debut for k in siens for c in view.choses.get(k, []) if c is not chose)


def _phases_suivies(choses: list[Chose]) -> list[Intervalle]:
    return [(c.debut, c.fin) for c in choses if c.suivi]


def _vaut_pause(view: View, jour: Jour, jurys: list[JuryJour], travail: Travail) -> bool:
    """Whether a pause as written is one: free, long enough within the window or just after the phase that fills it."""
    choses = [c for cle in jurys for c in view.choses.get(cle, [])]
    fenetre = fenetre_jury(jour, view.reglages.pause_jury)
    libre = not any(c.coupe(travail.debut, travail.fin) for c in choses)
    longue = minutes_between(travail.debut, travail.fin) >= fenetre.duree
    dans_la_plage = minutes_between(max(travail.debut, fenetre.debut), min(travail.fin, fenetre.fin)) >= fenetre.duree
    apres_phase = any(f == travail.debut and fenetre.laisse_trop_peu((d, f)) for d, f in _phases_suivies(choses))
    return libre and longue and (dans_la_plage or apres_phase)


def travail_continu(view: View) -> Iterator[Violation]:
    """No membre works longer than the réglage without free minutes, unless for one candidat who takes that long.

    Accueil and clôture are not counted where they begin or end the stretch: nobody rests to be welcomed or to sign.
    """
    limite = view.reglages.travail_continu
    for (membre, jour), jurys in sorted(view.jurys_du_membre.items()):
        choses = sorted((c for cle in jurys for c in view.choses.get(cle, [])), key=lambda c: (c.debut, c.fin))
        for etendue_continue in _etendues_continues(choses):
            dedans = [c for c in choses if c.coupe(*etendue_continue) and c.candidat and c.element not in view.en_vain]
            bornes = etendue(dedans)
            if bornes and minutes_between(*bornes) > limite and not _d_un_seul_tenant(view, dedans):
                elements = tuple(dict.fromkeys(c.element for c in dedans))
                yield breach("travail_continu", membre, jour, elements=elements, debut=bornes[0], fin=bornes[1])


def _d_un_seul_tenant(view: View, choses: list[Chose]) -> bool:
    """Whether nothing of it lies between two candidats: it is all of one, or of some whom the jury watches together."""
    candidats = sorted({c.candidat for c in choses})
    return all(_suivis_ensemble(view, choses, paire) for paire in combinations(candidats, 2))


def _suivis_ensemble(view: View, choses: list[Chose], paire: tuple[str, str]) -> bool:
    """Whether these two are at once before the jury, in an épreuve that lets it watch several."""
    unes, autres = ([c for c in choses if c.suivi and c.candidat == candidat] for candidat in paire)
    return any(
        une.epreuve == autre.epreuve and view.epreuves[une.epreuve].simultanes > 1 and une.coupe(autre.debut, autre.fin)
        for une in unes
        for autre in autres
        if une.epreuve in view.epreuves
    )


def _etendues_continues(choses: list[Chose]) -> list[tuple[datetime, datetime]]:
    etendues: list[tuple[datetime, datetime]] = []
    for chose in choses:
        if etendues and chose.debut - etendues[-1][1] < minutes(MINUTES_LIBRES):
            etendues[-1] = (etendues[-1][0], max(etendues[-1][1], chose.fin))
        else:
            etendues.append((chose.debut, chose.fin))
    return etendues
