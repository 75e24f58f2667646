"""The independent check of a year: its hard rules read on a programmation, in plain Python; its soft ones measured.

What is not decided yet breaks no rule unless all is said to be decided (`complete`).
"""

import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tpplanner.domain.annee import (
    NIVEAUX_ANNEE,
    SESSIONS_DU_CANDIDAT,
    Annee,
    Programmation,
    Programmee,
    SessionPrevue,
    Voie,
    months_after,
    semaine,
)
from tpplanner.domain.answers import Mesure, NiveauAtteint, Report, Valeur, Violation
from tpplanner.rules import ANNEE, ANNEE_PREFERENCES, halves


@dataclass(frozen=True, slots=True)
class Vue:
    """A year beside what is decided of it; `complete` when nothing is left to decide."""

    annee: Annee
    programmation: Programmation
    complete: bool

    def datees(self) -> Iterator[tuple[SessionPrevue, Programmee]]:
        """The sessions that have days."""
        for s in self.programmation.sessions:
            if s.jours:
                yield self.annee.session(s.session), s

    def toutes(self) -> Iterator[tuple[SessionPrevue, Programmee]]:
        """Every session."""
        for s in self.programmation.sessions:
            yield self.annee.session(s.session), s

    def occupation(self, names: Callable[[SessionPrevue, Programmee], tuple[str, ...]]) -> "Engagements":
        """By name then day, the sessions that hold somebody or something."""
        occupation: Engagements = defaultdict(lambda: defaultdict(list))
        for prevue, s in self.datees():
            for name in dict.fromkeys(names(prevue, s)):
                for jour in s.jours:
                    occupation[name][jour].append(s.session)
        return occupation


Engagements = dict[str, dict[date, list[str]]]


def check_annee(annee: Annee, programmation: Programmation, *, complete: bool = True) -> Report:
    """Judge a programmation against every rule of a year, and measure it (no bounds are known here)."""
    vue = Vue(annee, programmation, complete)
    violations = tuple(violation for regle in REGLES_ANNEE for violation in REGLES_ANNEE[regle](vue))
    mesures = tuple(Mesure(nom, mesure(vue)) for nom, mesure in MESURES_ANNEE.items())
    valeurs = {m.regle: m.valeur for m in mesures}
    niveaux = (NiveauAtteint(n.nom, sum(t.poids * valeurs[t.regle] for t in n.termes)) for n in NIVEAUX_ANNEE)
    return Report(violations, mesures, tuple(niveaux))


def _breach(regle: str, *sujet: str, cas: str, **donnees: Valeur) -> Violation:
    return Violation(regle, sujet, cas, tuple(donnees.items()))


def jours_ouverts(vue: Vue) -> Iterator[Violation]:
    """A day on which the centre is closed, or, once all is decided, a session without its days."""
    for prevue, s in vue.toutes():
        for jour in s.jours:
            if not vue.annee.ouvert(jour):
                yield _breach("jours_ouverts", s.session, cas="ferme", jour=jour)
        if vue.complete and len(s.jours) != prevue.duree:
            yield _breach("jours_ouverts", s.session, cas="sans_date")


def dates_permises(vue: Vue) -> Iterator[Violation]:
    """A session out of the year, or of the dates given for it."""
    for prevue, s in vue.datees():
        tot = max(vue.annee.debut, prevue.au_plus_tot or vue.annee.debut)
        tard = min(vue.annee.fin, prevue.au_plus_tard or vue.annee.fin)
        if s.jours[0] < tot:
            yield _breach("dates_permises", s.session, cas="tot", jour=s.jours[0], limite=tot)
        if s.jours[-1] > tard:
            yield _breach("dates_permises", s.session, cas="tard", jour=s.jours[-1], limite=tard)


def creation_91_jours(vue: Vue) -> Iterator[Violation]:
    """A session that begins less than 91 days after its creation, or after today if it is still to come."""
    for prevue, s in vue.datees():
        limite = prevue.creable_pour(vue.annee.aujourdhui)
        if limite is None or s.jours[0] >= limite:
            continue
        if prevue.creee_le is not None:
            jour, creation = s.jours[0], prevue.creee_le
            yield _breach("creation_91_jours", s.session, cas="retard", jour=jour, creation=creation)
        else:
            yield _breach("creation_91_jours", s.session, cas="trop_tot", jour=s.jours[0], limite=limite)


def titre_en_vigueur(vue: Vue) -> Iterator[Violation]:
    """A session more than a year after its titre ends, or still to be created after that."""
    for prevue, s in vue.datees():
        titre = vue.annee.titre(prevue.titre)
        if titre.expiration is None:
            continue
        echu = titre.expiration < vue.annee.aujourdhui < s.jours[0]
        if echu and not prevue.creee:
            yield _breach("titre_en_vigueur", s.session, cas="creation", titre=titre.sigle, limite=titre.expiration)
        if s.jours[-1] > months_after(titre.expiration, 12):
            jour, limite = s.jours[-1], titre.expiration
            yield _breach("titre_en_vigueur", s.session, cas="fin", jour=jour, titre=titre.sigle, limite=limite)


def agrement_en_vigueur(vue: Vue) -> Iterator[Violation]:
    """A session after the end of the agrément."""
    for prevue, s in vue.datees():
        limite = vue.annee.titre(prevue.titre).agrement_fin
        if limite is not None and s.jours[-1] > limite:
            yield _breach("agrement_en_vigueur", s.session, cas="fin", jour=s.jours[-1], limite=limite)


def responsable_designe(vue: Vue) -> Iterator[Violation]:
    """A session without a responsable or a suppléant, or with one who does not lead its titre."""
    titres = {r.id: r.titres for r in vue.annee.responsables}
    for prevue, s in vue.toutes():
        for personne in (s.responsable, *s.suppleants):
            if personne and titres[personne] and prevue.titre not in titres[personne]:
                yield _breach("responsable_designe", s.session, cas="titre", personne=personne)
        if vue.complete and not s.responsable:
            yield _breach("responsable_designe", s.session, cas="responsable")
        if vue.complete and vue.annee.suppleant_exige and not {*s.suppleants} - {s.responsable}:
            yield _breach("responsable_designe", s.session, cas="suppleant")


def responsable_une_session(vue: Vue) -> Iterator[Violation]:
    """A responsable or suppléant in two sessions at once, or away."""
    occupation = vue.occupation(lambda _, s: tuple(filter(None, (s.responsable, *s.suppleants))))
    for r in vue.annee.responsables:
        yield from _clashes("responsable_une_session", r.id, occupation[r.id], r.disponibilite.libre, "absent")


def _clashes(
    regle: str, sujet: str, sessions_by_day: dict[date, list[str]], free: Callable[[date], bool], absent: str
) -> Iterator[Violation]:
    """Somebody in two sessions at once (told once for each pair), or in one while they are not there."""
    pairs = set()
    for jour in sorted(sessions_by_day):
        first, *others = sessions_by_day[jour]
        for other in others:
            if (first, other) not in pairs:
                pairs.add((first, other))
                yield _breach(regle, sujet, cas="deux", jour=jour, session=first, autre_session=other)
        if not free(jour):
            yield _breach(regle, sujet, cas=absent, jour=jour, session=first)


def membres_assez(vue: Vue) -> Iterator[Violation]:
    """A session with too few membres for its juries, or too few juries for its candidats."""
    for prevue, s in vue.toutes():
        titre = vue.annee.titre(prevue.titre)
        attendu = titre.membres_min * max(1, s.jurys)
        if vue.complete and len(s.membres) < attendu:
            yield _breach("membres_assez", s.session, cas="membres", nombre=len(s.membres), attendu=attendu)
        places = titre.places_en(prevue.duree) * s.jurys
        if s.jurys and len(s.candidats) > places:
            yield _breach("membres_assez", s.session, cas="jurys", nombre=len(s.candidats), attendu=places)


def habilitation_en_vigueur(vue: Vue) -> Iterator[Violation]:
    """A membre without a habilitation that lasts."""
    membres = {m.id: m for m in vue.annee.membres}
    for prevue, s in vue.toutes():
        titre = vue.annee.titre(prevue.titre)
        for id_ in s.membres:
            habilitation = membres[id_].habilitation(titre)
            if habilitation is None:
                yield _breach("habilitation_en_vigueur", id_, s.session, cas="aucune")
            elif habilitation.fin is not None and s.jours and s.jours[-1] > habilitation.fin:
                jour, limite = s.jours[-1], habilitation.fin
                yield _breach("habilitation_en_vigueur", id_, s.session, cas="fin", jour=jour, limite=limite)


def membre_une_session(vue: Vue) -> Iterator[Violation]:
    """A membre in two sessions at once, or away."""
    occupation = vue.occupation(lambda _, s: s.membres)
    for m in vue.annee.membres:
        yield from _clashes("membre_une_session", m.id, occupation[m.id], m.disponibilite.libre, "absent")


def membre_journees(vue: Vue) -> Iterator[Violation]:
    """A membre who sits more days than they give."""
    journees = _journees(vue)
    for m in vue.annee.membres:
        if m.journees_max is not None and journees[m.id] > m.journees_max:
            yield _breach("membre_journees", m.id, cas="trop", nombre=journees[m.id], attendu=m.journees_max)


def _journees(vue: Vue) -> Counter[str]:
    """The days of each membre, a session's whole length counted for each of its membres."""
    return Counter(
        {m.id: sum(prevue.duree for prevue, s in vue.toutes() if m.id in s.membres) for m in vue.annee.membres}
    )


def jury_sans_lien(vue: Vue) -> Iterator[Violation]:
    """A candidat whom too few of the membres may judge."""
    membres = {m.id: m for m in vue.annee.membres}
    candidats = {c.id: c for c in vue.annee.candidats}
    for prevue, s in vue.toutes():
        attendu = vue.annee.titre(prevue.titre).membres_min
        if len(s.membres) < attendu and not vue.complete:
            continue
        for id_ in s.candidats:
            sans_lien = sum(not membres[m].a_un_lien(candidats[id_]) for m in s.membres)
            if sans_lien < min(attendu, len(s.membres)):
                yield _breach("jury_sans_lien", s.session, id_, cas="peu", nombre=sans_lien, attendu=attendu)


def salle_une_session(vue: Vue) -> Iterator[Violation]:
    """A room for two sessions at once, or taken."""
    occupation = vue.occupation(lambda prevue, _: vue.annee.salles_de(prevue))
    for salle in vue.annee.salles:
        yield from _clashes("salle_une_session", salle.id, occupation[salle.id], salle.disponibilite.libre, "absente")


def capacite_session(vue: Vue) -> Iterator[Violation]:
    """More candidats than a session receives."""
    for prevue, s in vue.toutes():
        capacite = vue.annee.capacite(prevue)
        if capacite is not None and len(s.candidats) > capacite:
            yield _breach("capacite_session", s.session, cas="trop", nombre=len(s.candidats), attendu=capacite)


def candidat_inscrit(vue: Vue) -> Iterator[Violation]:
    """Once all is decided, a candidat without a session."""
    inscrits = {id_ for _, s in vue.toutes() for id_ in s.candidats}
    for c in vue.annee.candidats:
        if vue.complete and c.id not in inscrits:
            yield _breach("candidat_inscrit", c.id, cas="vae" if c.voie is Voie.VAE else "formation")


def candidat_douze_mois(vue: Vue) -> Iterator[Violation]:
    """A session before the end of a candidat's training, too long after it, or one too many."""
    for c in vue.annee.candidats:
        siennes = [s for _, s in vue.toutes() if c.id in s.candidats]
        for s in siennes:
            if c.limite is None or c.fin_formation is None or not s.jours:
                continue
            if s.jours[0] <= c.fin_formation:
                jour, limite = s.jours[0], c.fin_formation
                yield _breach("candidat_douze_mois", c.id, cas="avant", session=s.session, jour=jour, limite=limite)
            if s.jours[-1] > c.limite:
                jour, limite = s.jours[-1], c.limite
                yield _breach("candidat_douze_mois", c.id, cas="apres", session=s.session, jour=jour, limite=limite)
        nombre = c.deja + len(siennes)
        if c.voie is not Voie.VAE and nombre > SESSIONS_DU_CANDIDAT and siennes:
            yield _breach("candidat_douze_mois", c.id, cas="trop", nombre=nombre, attendu=SESSIONS_DU_CANDIDAT)


def candidat_de_ce_titre(vue: Vue) -> Iterator[Violation]:
    """A candidat entered to a session that is not for them."""
    candidats = {c.id: c for c in vue.annee.candidats}
    for prevue, s in vue.toutes():
        for id_ in s.candidats:
            c = candidats[id_]
            if c.titre != prevue.titre:
                yield _breach("candidat_de_ce_titre", id_, s.session, cas="titre")
            elif c.genre is not prevue.genre:
                yield _breach("candidat_de_ce_titre", id_, s.session, cas="genre")


# What makes one year better than another, measured.


def journees_annee(vue: Vue) -> int:
    """The days of membres, all sessions together."""
    return sum(_journees(vue).values())


def frais_annee(vue: Vue) -> int:
    """What their days cost, in cents."""
    journees = _journees(vue)
    return sum(vue.annee.cout(m) * journees[m.id] for m in vue.annee.membres)


def souhaits_annee(vue: Vue) -> int:
    """The sessions that begin on no day wished for."""
    return sum(
        bool(prevue.souhaits) and not any(s.jours[0] in periode for periode in prevue.souhaits)
        for prevue, s in vue.datees()
    )


def etalement_annee(vue: Vue) -> int:
    """The sessions that begin in a week in which another begins."""
    semaines = Counter(semaine(s.jours[0]) for _, s in vue.datees())
    return sum(n - 1 for n in semaines.values())


def charge_annee(vue: Vue) -> int:
    """The days of the membre who sits most."""
    return max(_journees(vue).values(), default=0)


def attente_annee(vue: Vue) -> int:
    """The open days before each session."""
    ouverts = vue.annee.jours_ouverts()
    return sum(bisect_left(ouverts, s.jours[0]) for _, s in vue.datees())


REGLES_ANNEE: dict[str, Callable[[Vue], Iterator[Violation]]] = halves(ANNEE, sys.modules[__name__])
"""What reads each rule: the function that bears its name, in the order of the cards."""

MESURES_ANNEE: dict[str, Callable[[Vue], int]] = halves(ANNEE_PREFERENCES, sys.modules[__name__])
"""What measures each preference, likewise."""
