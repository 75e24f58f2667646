"""Who sits in a jury, and before whom each candidat passes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from itertools import combinations

from tpplanner.audit.breach import breach
from tpplanner.audit.view import Chose, JuryJour, View
from tpplanner.domain.liens import exclusions
from tpplanner.domain.noms import cle
from tpplanner.domain.outcome import Element, Violation
from tpplanner.domain.plan import Passage
from tpplanner.domain.referentiel import Referentiel, Surveillance
from tpplanner.domain.session import Membre, Role


def jury_nombre(view: View) -> Iterator[Violation]:
    """Enough membres who count are there for all that a jury does: with others, it would be another jury."""
    attendu = view.referentiel.membres_min
    for (jury, jour), choses in view.choses.items():
        presents: set[str] | None = None
        for chose in choses:
            composition = view.composition_a(jury, chose.debut, chose.fin)
            presents = _restent(view, jury, chose, presents) if composition else set()
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


def _restent(view: View, jury: str, chose: Chose, presents: set[str] | None) -> set[str]:
    """Of those who were there until now, who count and are in every composition that holds during that thing."""
    for composition in view.compositions.get((jury, chose.debut.date()), []):
        if chose.coupe(composition.debut, composition.fin):
            siegent = set(view.siegent(composition))
            presents = siegent if presents is None else presents & siegent
    return presents or set()


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


def membre_disponible(view: View) -> Iterator[Violation]:
    """Each membre is available from the first to the last thing that his jury does."""
    for composition in view.plan.compositions:
        presence = view.presence_de(composition)
        for membre in (view.membres[m] for m in composition.membres if m in view.membres):
            if presence and view.absent(membre.id, *presence):
                debut, fin = presence
                sujet = (membre.id, composition.jour)
                yield breach("membre_disponible", *sujet, elements=(composition,), debut=debut, fin=fin)


def lien_exclu(view: View) -> Iterator[Violation]:
    """No membre with a link in force judges the candidat, nor works on him."""
    motifs = {(e.candidat, e.membre): e for e in exclusions(view.session)}
    vus: set[tuple[str, str]] = set()
    for (jury, _), choses in view.choses.items():
        for chose in (c for c in choses if c.candidat):
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
    """One jury, with the same membres, for all that a candidat has before it and for its work on him.

    Where a candidat has been heard in part, at least one membre of his jury stays from one day to another.
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
    """A titre candidat weighs one; a CCP candidat his jury minutes over the titre's."""
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
    """Where each person is, and when; a responsable is everywhere, so he is left out."""
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
