"""A jury's day: one thing at a time, its own work, its breaks."""

from collections.abc import Iterator
from datetime import date, datetime

from tpplanner.audit.breach import breach
from tpplanner.audit.pauses import Intervalle, fenetre_jury, premiere_pause
from tpplanner.audit.view import Chose, JuryJour, View, entre, etendue, minutes
from tpplanner.domain.outcome import Violation
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.plan import NatureTravail, Partie, Passage, Travail
from tpplanner.domain.referentiel import Epreuve, Nature
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.domain.session import Jour


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
    """From the start of a candidat's first passage to the end of his deliberation, the jury sees no other."""
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
        constate = entre(accueil.debut, accueil.fin)
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
        constate = entre(derniere.debut, derniere.fin)
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
    """Each épreuve that the jury did not watch is corrected between the candidat's end and his next passage."""
    for candidat in view.session.candidats:
        passages = view.passages.get(candidat.id, [])
        dues = {epreuve.id: epreuve for epreuve in epreuves_de(view.referentiel, candidat)}
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
    suivies = sorted((p.suivies[0] for p in passages if p.suivies), key=lambda partie: partie.debut)
    return next((partie for partie in suivies if partie.debut >= passage.fin), None)


def _faute_de_correction(
    view: View, epreuve: Epreuve, passage: Passage, suivante: Partie, travail: Travail
) -> Violation | None:
    sujet = (passage.candidat, epreuve.id)
    attendu, constate = minutes_de_correction(view, epreuve), entre(travail.debut, travail.fin)
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
    return view.reglages.correction_ecrit if epreuve.nature is Nature.ECRIT else view.reglages.correction_autre


def lecture_dossier(view: View) -> Iterator[Violation]:
    """The jury has read a candidat's file before it first sees him, the same day."""
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
    constate = entre(lecture.debut, lecture.fin)
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
        constate = entre(travail.debut, travail.fin)
        if travail.debut != fin:
            donnees = {"debut": travail.debut, "attendu": fin}
            yield breach("deliberation", candidat, jour, cas="moment", elements=(travail,), **donnees)
        elif constate < attendu:
            lengths = {"constate_minutes": constate, "attendu_minutes": attendu}
            yield breach("deliberation", candidat, jour, cas="courte", elements=(travail,), **lengths)


def battement(view: View) -> Iterator[Violation]:
    """The minutes before a candidat comes in are free of other candidats and of travaux."""
    duree = view.reglages.battement
    for (_, jour), choses in view.choses.items():
        for candidat in sorted({c.candidat for c in choses if c.suivi}):
            entree = min(c.debut for c in choses if c.suivi and c.candidat == candidat)
            autres = (c for c in choses if not (c.suivi and c.candidat == candidat))
            avant = [c for c in autres if duree and c.coupe(entree - minutes(duree), entree)]
            genante = next((c for c in avant if not _sous_la_meme_surveillance(view, c, candidat, choses)), None)
            if genante is not None:
                yield breach(
                    "battement",
                    candidat,
                    jour,
                    elements=(genante.element,),
                    fin=genante.fin,
                    duree_minutes=duree,
                    debut=entree,
                )


def _sous_la_meme_surveillance(view: View, genante: Chose, candidat: str, choses: list[Chose]) -> bool:
    """Whether the jury already watches others in the very épreuve that the candidat joins."""
    premiere = min((c for c in choses if c.suivi and c.candidat == candidat), key=lambda c: c.debut)
    epreuve = view.epreuves.get(premiere.epreuve)
    return (
        epreuve is not None
        and epreuve.simultanes > 1
        and genante.suivi
        and genante.epreuve == premiere.epreuve
        and genante.fin > premiere.debut
    )


def pause_meridienne(view: View) -> Iterator[Violation]:
    """Each membre has his break, at the same minutes as all his jury, over all the juries in which he sits."""
    duree = view.reglages.pause_jury
    for jour in view.session.jours:
        for jurys in jurys_lies(view, jour.date):
            fenetre = fenetre_jury(jour, duree)
            ecrites = [
                t
                for t in view.travaux(NatureTravail.PAUSE)
                if (t.jury, t.debut.date()) in jurys and not _vaut_pause(view, jour, jurys, t)
            ]
            absente = pause_des_jurys(view, jour, jurys) is None
            for membre in sorted({m for cle in jurys for c in view.compositions.get(cle, []) for m in c.membres}):
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
    for cle in (k for k in view.choses if k[1] == jour):
        jurys, membres = {cle}, {m for c in view.compositions.get(cle, []) for m in c.membres}
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


def _phases_suivies(choses: list[Chose]) -> list[Intervalle]:
    return [(c.debut, c.fin) for c in choses if c.suivi]


def _vaut_pause(view: View, jour: Jour, jurys: list[JuryJour], travail: Travail) -> bool:
    """Whether a pause as written is one: free, long enough within the window or just after the phase that fills it."""
    choses = [c for cle in jurys for c in view.choses.get(cle, [])]
    fenetre = fenetre_jury(jour, view.reglages.pause_jury)
    libre = not any(c.coupe(travail.debut, travail.fin) for c in choses)
    longue = entre(travail.debut, travail.fin) >= fenetre.duree
    dans_la_plage = entre(max(travail.debut, fenetre.debut), min(travail.fin, fenetre.fin)) >= fenetre.duree
    apres_phase = any(f == travail.debut and fenetre.laisse_trop_peu((d, f)) for d, f in _phases_suivies(choses))
    return libre and longue and (dans_la_plage or apres_phase)


def travail_continu(view: View) -> Iterator[Violation]:
    """No membre works longer than the réglage without free minutes, unless for one candidat who takes that long."""
    limite = view.reglages.travail_continu
    for (membre, jour), jurys in sorted(view.jurys_du_membre.items()):
        choses = sorted((c for cle in jurys for c in view.choses.get(cle, [])), key=lambda c: (c.debut, c.fin))
        for debut, fin in _etendues_continues(choses):
            dedans = [c for c in choses if c.coupe(debut, fin)]
            if entre(debut, fin) > limite and not _pour_un_seul_candidat(dedans):
                elements = tuple(dict.fromkeys(c.element for c in dedans))
                yield breach("travail_continu", membre, jour, elements=elements, debut=debut, fin=fin)


def _pour_un_seul_candidat(choses: list[Chose]) -> bool:
    """Whether a stretch holds nothing but one candidat's passages and the deliberation on him."""
    return len({c.candidat for c in choses}) == 1 and all(c.suivi or _delibere(c) for c in choses)


def _etendues_continues(choses: list[Chose]) -> list[tuple[datetime, datetime]]:
    etendues: list[tuple[datetime, datetime]] = []
    for chose in choses:
        if etendues and chose.debut - etendues[-1][1] < minutes(MINUTES_LIBRES):
            etendues[-1] = (etendues[-1][0], max(etendues[-1][1], chose.fin))
        else:
            etendues.append((chose.debut, chose.fin))
    return etendues
