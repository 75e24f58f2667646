"""How a breach, a requirement, a shortage, a repair and a partial planning are told in French."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tpplanner.domain.answers import (
    Amendment,
    Infeasible,
    JurysDuJour,
    PartOfDay,
    Remedy,
    Repair,
    Requirement,
    Shortage,
    Valeur,
    Violation,
)
from tpplanner.domain.duties import (
    Colleagues,
    WhyColleagues,
    colleagues,
    epreuves_de,
    exclusions,
    exclusions_des_comediens,
    taking_back,
    with_reasons,
)
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, BORNES
from tpplanner.domain.session import (
    Candidat,
    Convocation,
    Jour,
    Membre,
    MotifLien,
    Personne,
    Plage,
    Role,
    Salle,
    Session,
)
from tpplanner.rules import BY_NAME, EXIGENCES, LOOSENINGS, Exigence
from tpplanner.rules.card import Entity
from tpplanner.texts.classeur import TOUTES, aide_pour
from tpplanner.texts.noms import ROLES, Noms, accorde, date_longue, de_qui, duree, etiquette_du_jour, heure, nombre
from tpplanner.texts.phrases import et, milliers, remplie
from tpplanner.texts.referentiels import LIBELLES_USAGES, NATURES

# How a breach, a requirement, a shortage is told in one French sentence.

_CANDIDATS = ("candidat", "autre_candidat")
_EPREUVES = ("epreuve", "avant", "premiere", "seconde", "autre_epreuve")
_PERSONNES = ("personne", "membre", "autre_membre")
_JURYS = ("jury", "autre_jury")
_SALLES = ("salle", "autre_salle")
_VEHICULES = ("vehicule",)
SANS_ROLE = ROLES[Role.COMEDIEN]
"""What is played where the référentiel does not say what."""


def phrase(session: Session, violation: Violation) -> str:
    """The sentence that tells a breach."""
    carte = BY_NAME[violation.regle]
    noms = Noms(session)
    champs = {
        kind.value: _valeur(noms, kind.value, id_) for kind, id_ in zip(carte.subject, violation.sujet, strict=True)
    }
    champs |= {cle: _valeur(noms, cle, valeur) for cle, valeur in violation.donnees}
    champs |= {f"element{i}": noms.element(element) for i, element in enumerate(violation.elements)}
    texte = remplie(carte.manquements[violation.cas], champs)
    return texte[:1].upper() + texte[1:]


def manque(session: Session, shortage: Shortage) -> str:
    """A shortage in words: ``il faut 1 260 minutes de jury le 12 juin, il y en a 960``."""
    noms = Noms(session)
    if shortage.quoi == "places":
        return _places(session, noms, shortage)
    if shortage.quoi == "fin_du_jour":
        return _fin_du_jour(noms, shortage)
    if shortage.quoi in _ENSEMBLE:
        return accorde(_ENSEMBLE[shortage.quoi](session, noms, shortage))
    texte = _MANQUES[shortage.quoi]
    champs = {f"sujet{i}": _sujet(noms, sujet) for i, sujet in enumerate(shortage.sujet)}
    champs |= {
        "besoin": milliers(shortage.besoin),
        "disponible": milliers(shortage.disponible),
        "s": "s" if shortage.besoin > 1 else "",
        "duree_besoin": duree(shortage.besoin),
        "duree_disponible": duree(shortage.disponible),
    }
    return remplie(texte, champs)


def _fin_du_jour(noms: Noms, shortage: Shortage) -> str:
    """``Le lundi 14 juin 2027 finirait à 18 h 25, après la fin au plus tard de 18 h``."""
    fins = [heure(time(*divmod(minute, 60))) for minute in (shortage.besoin, shortage.disponible)]
    jour = noms.le(shortage.sujet[0])
    return f"{jour[0].upper()}{jour[1:]} finirait à {fins[0]}, après la fin au plus tard de {fins[1]}."


def _places(session: Session, noms: Noms, shortage: Shortage) -> str:
    """``14 places au plus pour 15 candidats : 2 jurys × 4 le 12 juin, 1 jury × 6 le 13 juin``.

    Where no jury can hear as many as the RE allows, it is told that hours, not the RE, are the limit.
    """
    n = shortage.disponible
    debut = f"{n} place{'s' if n > 1 else ''} au plus pour {shortage.besoin} candidats"
    if not shortage.detail:
        return f"{debut}."
    return f"{debut} : {jurys_par_jour(noms, shortage.detail)}.{heures_en_cause(session, shortage.detail)}"


def jurys_par_jour(noms: Noms, detail: Sequence[JurysDuJour]) -> str:
    """``2 jurys × 4 le 12 juin, 1 jury × 6 le 13 juin``."""
    jours: dict[date, list[JurysDuJour]] = {}
    for jurys in detail:
        jours.setdefault(jurys.jour, []).append(jurys)
    return ", ".join(f"{' et '.join(_jurys(j) for j in juries)} {noms.le(jour)}" for jour, juries in jours.items())


def heures_en_cause(session: Session, detail: Sequence[JurysDuJour]) -> str:
    """That hours, not the RE, are the limit, where no jury can hear as many as the RE allows; empty elsewhere."""
    most, du_re = max(jurys.candidats for jurys in detail), session.referentiel.quota
    return f" Le RE en admet {du_re} par jury ; les heures de ces jours, non." if du_re and most < du_re else ""


def _aide_commune(_: Session, noms: Noms, shortage: Shortage) -> str:
    epreuve, aide, *candidats = shortage.sujet
    return (
        f"{_commence(noms, epreuve)}, et {et([noms.etiquette(c) for c in candidats])} ont la même aide, "
        f"{noms.etiquette(aide)}, qui ne peut être qu'auprès d'un seul."
    )


def _debut_commun(session: Session, noms: Noms, shortage: Shortage) -> str:
    epreuve, *qui = shortage.sujet
    candidats = [c for c in session.candidats if c.id in qui]
    avec = {c.id: f" (avec son aide, {noms.etiquette(c.aide)})" if c.aide in qui else "" for c in candidats}
    nommes = [f"à {noms.etiquette(c.id)}{avec[c.id]}" for c in candidats]
    if len(nommes) == 1:
        return f"« {noms.etiquette_epreuve(epreuve)} » : aucun moment de la session ne convient {nommes[0]}."
    return f"{_commence(noms, epreuve)}, et aucun moment de la session ne convient à la fois {et(nommes)}."


def _salles_debut(session: Session, noms: Noms, shortage: Shortage) -> str:
    epreuve, usage, *qui = shortage.sujet
    type_, n = LIBELLES_USAGES.get(usage, usage), shortage.disponible
    candidats, aides = {c.id for c in session.candidats}, {c.aide for c in session.candidats}
    autres = [id_ for id_ in qui if id_ not in candidats]
    absents = [noms.etiquette(a) if a in aides else f"« {noms.etiquette_salle(a)} »" for a in autres]
    return (
        f"{_commence(noms, epreuve)}{_particularites(session, noms, qui)} : les salles de type « {type_} » ouvertes "
        f"à la fois ({n} au plus) ne suffisent pas{_absents(absents)}."
    )


def _surveillants_debut(session: Session, noms: Noms, shortage: Shortage) -> str:
    il_faut = f"il y faut au moins {shortage.besoin} surveillant(s) à la fois, il y en a {shortage.disponible} au plus"
    return _moyens_debut(session, noms, shortage, il_faut)


def _moyens_debut(
    session: Session,
    noms: Noms,
    shortage: Shortage,
    manque: str = "il n'y a jamais à la fois assez de places dans les salles et assez de surveillants",
) -> str:
    epreuve, *qui = shortage.sujet
    candidats = {c.id for c in session.candidats}
    absents = [noms.etiquette(id_) for id_ in qui if id_ not in candidats]
    return f"{_commence(noms, epreuve)}{_particularites(session, noms, qui)} : {manque}{_absents(absents)}."


def _ressources(session: Session, noms: Noms, shortage: Shortage) -> str:
    """``45 candidats : 3 × « boîtiers » (1 pour 20), il y en a 2``, of what all have at the same moment."""
    epreuve, ressource = shortage.sujet
    partage = session.referentiel.epreuve(epreuve).partage
    combien = sum(any(e.id == epreuve for e in epreuves_de(session.referentiel, c)) for c in session.candidats)
    pour = f" (1 pour {partage})" if partage > 1 else ""
    return (
        f"« {noms.etiquette_epreuve(epreuve)} » commence au même moment pour {combien} candidat(s) : il faut "
        f"{shortage.besoin} × « {ressource} »{pour}, il y en a {shortage.disponible} dans les salles."
    )


def _materiel_en_salle(session: Session, noms: Noms, shortage: Shortage) -> str:
    """The same where there is enough in all, and not in the rooms that have the posts."""
    epreuve, ressource, *ids = shortage.sujet
    partage = session.referentiel.epreuve(epreuve).partage
    salles = [s for s in session.salles if s.id in ids]
    chaque = (
        f"« {noms.etiquette_salle(s.id)} » {s.postes} poste(s) et {dict(s.ressources).get(ressource, 0)}"
        for s in salles
    )
    pour = f", 1 pour {partage}" if partage > 1 else ""
    return (
        f"« {noms.etiquette_epreuve(epreuve)} » commence au même moment pour {shortage.besoin} candidats, et ce qu'une salle a"
        f" ne sert que là (« {ressource} »{pour}) : {' ; '.join(chaque)}. Il y a place pour {shortage.disponible} au plus."
    )


def _commence(noms: Noms, epreuve: str) -> str:
    return f"« {noms.etiquette_epreuve(epreuve)} » commence au même moment pour tous"


def _particularites(session: Session, noms: Noms, qui: Sequence[str]) -> str:
    """What sets these candidats apart: a room of their own, an accessible one, or the moments that suit them."""
    candidats = [c for c in session.candidats if c.id in qui]
    a_part = [noms.etiquette(c.id) for c in candidats if c.salle_a_part]
    accessibles = [noms.etiquette(c.id) for c in candidats if c.salle_accessible]
    autres = [noms.etiquette(c.id) for c in candidats if not (c.salle_a_part or c.salle_accessible)]
    parts = []
    if a_part:
        chacun = "y sont chacun seul dans une salle" if len(a_part) > 1 else "y est seul dans une salle"
        parts.append(f"{et(a_part)} {chacun}")
    if accessibles:
        parts.append(f"{et(accessibles)} {'ont' if len(accessibles) > 1 else 'a'} besoin d'une salle accessible")
    if autres:
        parts.append(f"tout moment ne convient pas à {et(autres)}")
    return "".join(f", {part}" for part in parts)


def _absents(nommes: Sequence[str]) -> str:
    """That these rooms or people are not there at all hours."""
    quand = "ne sont pas disponibles à toute heure" if len(nommes) > 1 else "n'est pas disponible à toute heure"
    return f" ({et(nommes)} {quand})" if nommes else ""


def _organismes(session: Session, noms: Noms, shortage: Shortage) -> str:
    ou = {m.id: m.organisme or m.employeur or "organisme non saisi" for m in session.membres}
    qui = et([f"{noms.etiquette(id_)} ({ou[id_]})" for id_ in shortage.sujet])
    combien = (
        "aucun ne peut siéger avec un autre" if shortage.disponible == 1 else f"{shortage.disponible} au plus le sont"
    )
    return (
        f"Un jury réunit {shortage.besoin} membres d'organismes différents, et {de_qui(qui)}, {combien} : ils sont, ou sont "
        "peut-être, du même organisme ou du même employeur."
    )


_ENSEMBLE: dict[str, Callable[[Session, Noms, Shortage], str]] = {
    "aide_commune": _aide_commune,
    "organismes": _organismes,
    "ressources": _ressources,
    "materiel_en_salle": _materiel_en_salle,
    "debut_commun": _debut_commun,
    "salles_debut": _salles_debut,
    "surveillants_debut": _surveillants_debut,
    "moyens_debut": _moyens_debut,
}
"""What lacks where an épreuve begins for all at once, and where several people are named."""


def _jurys(jurys: JurysDuJour) -> str:
    return f"{jurys.jurys} jury{'s' if jurys.jurys > 1 else ''} × {jurys.candidats}"


_MANQUES = {
    "membres": "Il faut {besoin} membres de jury habilités et disponibles, il y en a {disponible}.",
    "minutes_jury": "Il faut {besoin} minutes de membre de jury en tout, il y en a {disponible} dans les jours de la session.",
    "quota": "Il faut {besoin} place{s} devant les jurys dans les jours de la session, il y en a {disponible} au plus.",
    "postes": "« {sujet0} » réunit {besoin} candidats au même moment, et les salles de type « {sujet1} » ont {disponible} postes en tout.",
    "salles": "Aucune salle de type « {sujet0} » : il en faut une pour « {sujet1} ».",
    "salles_accessibles": "Aucune salle accessible de type « {sujet0} » : il en faut une pour {sujet1}.",
    "comediens": "« {sujet0} » demande {besoin} personne(s) pour jouer « {sujet1} », le classeur en liste {disponible}.",
    "comediens_candidat": "« {sujet0} » demande {besoin} personne(s) pour jouer « {sujet1} », et {disponible} sont sans lien avec {sujet2}.",
    "vehicules": "« {sujet0} » prend un véhicule « {sujet1} », et le classeur n'en liste aucun.",
    "qualites": "Le référentiel demande un membre qui ait la qualité « {sujet0} », et aucun ne l'a.",
    "membres_candidat": "Il faut {besoin} membres sans lien avec {sujet0}, il y en a {disponible}.",
    "minutes_candidat": "{sujet0} passe {duree_besoin} d'épreuves, et n'a que {duree_disponible} dans les jours de la session.",
    "duree_epreuve": "« {sujet0} » dure {duree_besoin}, et aucun jour de la session n'a plus de {duree_disponible}.",
    "surveillants": "« {sujet0} » occupe {besoin} salles au même moment, et il y a {disponible} surveillant(s).",
}


def _sujet(noms: Noms, id_: str) -> str:
    """A shortage's subject is a candidat, an épreuve or a plain word: whichever it names."""
    for nom in (noms.candidat(id_), noms.epreuve(id_)):
        if nom != id_:
            return nom
    return LIBELLES_USAGES.get(id_, id_) or SANS_ROLE


def _valeur(noms: Noms, cle: str, valeur: Valeur) -> str:
    match valeur:
        case str():
            return _nom(noms, cle, valeur)
        case datetime() | time():
            return heure(valeur)
        case date():
            return date_longue(valeur)
        case Fraction():
            return nombre(valeur)
        case int() if cle.endswith("minutes"):
            return duree(valeur)
        case _:
            return nombre(valeur)


def _nom(noms: Noms, cle: str, valeur: str) -> str:
    if cle == Entity.JOUR:
        return noms.jour(valeur)
    if cle == "usage":
        return LIBELLES_USAGES.get(valeur, valeur)
    if cle == "role":
        return valeur or SANS_ROLE
    for cles, nommer in (
        (_CANDIDATS, noms.candidat),
        (_EPREUVES, noms.epreuve),
        (_PERSONNES, noms.personne),
        (_JURYS, noms.jury),
        (_SALLES, noms.salle),
        (_VEHICULES, noms.vehicule),
    ):
        if cle in cles:
            return nommer(valeur)
    return valeur


# What a session requires, told in French: one sentence a requirement, with the values that the workbook holds.

NOMMES = 6
"""Candidats named in one sentence: beyond, the others are counted."""


@dataclass(frozen=True, slots=True)
class Formulation:
    """A sentence, and the requirements that it tells."""

    texte: str
    exigences: tuple[Requirement, ...]


def exigence(session: Session, requirement: Requirement) -> str:
    """One requirement in a sentence."""
    wording = _Wording(session)
    composed = COMPOSEES.get(requirement.regle)
    if composed is not None:
        return composed(wording, requirement.sujet)
    card = EXIGENCES[requirement.regle]
    if card.absents:
        return _absent(wording, requirement.sujet)
    return remplie(card.phrase, _champs(wording, card, requirement.sujet))


def _champs(wording: "_Wording", card: Exigence, sujet: tuple[str, ...]) -> dict[str, str]:
    """What stands in the phrase of an exigence."""
    champs = {f.name: _reglage_dit(f.name, wording.session.reglage(f.name)) for f in fields(wording.reglages)}
    if card.jours:
        nom, jour = wording.jour(sujet[0])
        return champs | {"jour": nom} | {f"jour_{champ}": heure(getattr(jour, champ)) for champ in card.jours}
    if card.role:
        return champs | {"gens": _gens(wording, Role(card.role))}
    return champs | {f"sujet{i}": wording.qui(id_) for i, id_ in enumerate(sujet)}


def _reglage_dit(champ: str, valeur: object) -> str:
    match valeur:
        case time():
            return heure(valeur)
        case int() if champ in BORNES and not BORNES[champ].count:
            return duree(valeur)
    return str(valeur)


def exigences(session: Session, requirements: Iterable[Requirement]) -> list[Formulation]:
    """Requirements in sentences, rule by rule: the candidats in one."""
    every = list(requirements)
    rules = list(dict.fromkeys(r.regle for r in reversed(every)))
    phrases = []
    for regle in rules:
        mine = tuple(r for r in every if r.regle == regle)
        if regle == "epreuves_completes":
            phrases.append(Formulation(_candidats(session, [r.sujet[0] for r in mine]), mine))
        else:
            phrases += [Formulation(exigence(session, r), (r,)) for r in mine]
    return phrases


def _candidats(session: Session, ids: list[str]) -> str:
    noms = Noms(session)
    if len(ids) == len(session.candidats) and len(ids) > 1:
        return f"Les {len(ids)} candidats passent toutes leurs épreuves."
    nommes = [noms.etiquette(id_) for id_ in ids[:NOMMES]]
    reste = len(ids) - len(nommes)
    if reste:
        return f"Ces {len(ids)} candidats passent toutes leurs épreuves : {', '.join(nommes)} et {reste} de plus."
    if len(nommes) == 1:
        return f"{nommes[0]} passe toutes ses épreuves."
    return f"{', '.join(nommes[:-1])} et {nommes[-1]} passent toutes leurs épreuves."


class _Wording:
    """A session and its names, with what several sentences ask of them."""

    def __init__(self, session: Session) -> None:
        self.session, self.noms = session, Noms(session)
        self.reglages = session.reglages

    def jour(self, iso: str) -> tuple[str, Jour]:
        jour = self.session.jour(date.fromisoformat(iso))
        return self.noms.jour(jour.date), jour

    def qui(self, id_: str) -> str:
        return self.noms.etiquette(id_)

    def epreuve(self, id_: str) -> str:
        return f"« {self.noms.etiquette_epreuve(id_)} »"

    def absence(self, sujet: tuple[str, ...]) -> Plage:
        """That of somebody or a room which begins then."""
        s = self.session
        everyone: tuple[Candidat | Membre | Personne | Salle, ...] = (*s.candidats, *s.membres, *s.personnes, *s.salles)
        plages = (p for x in everyone if x.id == sujet[0] for p in x.indisponibilites)
        return next(p for p in plages if p.debut.isoformat() == sujet[1])

    def plage(self, plage: Plage) -> str:
        """``le lundi 14 juin 2027 de 13 h à 19 h``."""
        fin = plage.fin - timedelta(minutes=1)
        if fin.date() > plage.debut.date():
            return f"du {self.noms.jour(plage.debut.date())} au {self.noms.jour(fin.date())}"
        le = self.noms.le(plage.debut.date())
        de, a = plage.debut.time(), plage.fin.time()
        if de == time(0) and a == time(0):
            return le
        if de == time(0):
            return f"{le} jusqu'à {heure(a)}"
        return f"{le} à partir de {heure(de)}" if a == time(0) else f"{le} de {heure(de)} à {heure(a)}"

    def ou(self, id_: str) -> str:
        """Somebody, or a room: ``MARTIN Paul``, ``« Salle 1 »``."""
        salle = any(s.id == id_ for s in self.session.salles)
        return f"« {self.noms.etiquette_salle(id_)} »" if salle else self.qui(id_)


def _midi(t: _Wording, sujet: tuple[str, ...]) -> str:
    nom, jour = t.jour(sujet[0])
    avance = (datetime.combine(jour.date, jour.pause_debut) - timedelta(minutes=AVANCE_PAUSE_CANDIDAT)).time()
    return (
        f"Midi ({nom}) : chaque jury a {duree(t.reglages.pause_jury)} libres entre {heure(jour.pause_debut)} et "
        f"{heure(jour.pause_fin)}, chaque candidat {duree(t.reglages.pause_candidat)} entre {heure(avance)} et "
        f"{heure(jour.pause_fin)}."
    )


def _salles(t: _Wording, sujet: tuple[str, ...]) -> str:
    usage = sujet[0]
    salles = [s for s in t.session.salles if usage in s.usages]
    noms = ", ".join(f"{t.noms.etiquette_salle(s.id)}{_contenu(t, s, usage)}" for s in salles)
    type_ = LIBELLES_USAGES.get(usage, usage)
    if not salles:
        return f"Aucune salle de type « {type_} »."
    pluriel = "s" if len(salles) > 1 else ""
    return f"{len(salles)} salle{pluriel} de type « {type_} » : {noms}."


def _contenu(t: _Wording, salle: Salle, usage: str) -> str:
    """`` (20 postes, 2 × « boîtiers »)``: what counts of a room that is not a jury's."""
    if usage == "jury":
        return ""
    needed = {e.ressource for e in t.session.referentiel.epreuves() if any(p.usage == usage for p in e.phases)}
    there = [f"{n} × « {nom} »" for nom, n in salle.ressources if nom in needed]
    return f" ({', '.join([f'{salle.postes} postes', *there])})"


_GENS = {
    Role.SURVEILLANT: ("surveillant", "surveillants"),
    Role.RESPONSABLE: ("responsable de session", "responsables de session"),
    Role.COMEDIEN: ("comédien", "comédiens"),
}


def _gens(t: _Wording, role: Role) -> str:
    """``2 surveillants (DURAND Léa, MARTIN Paul)``."""
    gens, (un, plusieurs) = t.session.avec_role(role), _GENS[role]
    return f"{len(gens)} {plusieurs if len(gens) > 1 else un} ({', '.join(t.qui(p.id) for p in gens)})"


def _lien(t: _Wording, sujet: tuple[str, ...]) -> str:
    candidat, membre = sujet
    exclusion = next(e for e in exclusions(t.session) if (e.candidat, e.membre) == (candidat, membre))
    motifs = {
        MotifLien.DECLARE: "lien déclaré" + (f" : {exclusion.texte}" if exclusion.texte else ""),
        MotifLien.FORMATEUR: "il l'a formé",
        MotifLien.ORGANISME: "même organisme",
        MotifLien.EMPLOYEUR: "même employeur",
        MotifLien.QUESTION: "peut-être liés"
        + (f" : {exclusion.texte}" if exclusion.texte else "")
        + ", question sans réponse",
    }
    return f"{t.qui(membre)} n'évalue pas {t.qui(candidat)} ({motifs[exclusion.motif]})."


def _habilite(t: _Wording, sujet: tuple[str, ...]) -> str:
    ref = t.session.referentiel
    pour = f"{ref.sigle}, millésime {ref.millesime}"
    return f"{t.qui(sujet[0])} n'est pas habilité pour {pour}, tous les jours de la session."


def _qualite(t: _Wording, sujet: tuple[str, ...]) -> str:
    ont = [t.qui(m.id) for m in t.session.membres if sujet[0] in m.qualites]
    return f"Chaque jury réunit la qualité « {sujet[0]} », qu'ont : {', '.join(ont) or 'personne'}."


def _organismes_differents(t: _Wording, _: tuple[str, ...]) -> str:
    paires = [f"{t.qui(c.un)} et {t.qui(c.autre)} ({_meme_organisme(c)})" for c in colleagues(t.session)]
    nommees = paires[:NOMMES] + ([f"{len(paires) - NOMMES} autres paires"] if len(paires) > NOMMES else [])
    return f"Les membres d'un jury viennent d'organismes différents ; ne siègent pas ensemble : {' ; '.join(nommees)}."


def _meme_organisme(paire: Colleagues) -> str:
    match paire.why:
        case WhyColleagues.MEME:
            return paire.texte
        case WhyColleagues.QUESTION:
            return f"peut-être le même : {paire.texte}, question sans réponse"
        case WhyColleagues.NON_SAISIE:
            return f"organisme {de_qui(paire.texte)} non saisi"


def _jurys_asked(t: _Wording, _: tuple[str, ...]) -> str:
    jurys = (f"{t.noms.jury(j.id)} ({', '.join(t.qui(m) for m in j.membres)})" for j in t.session.jurys)
    return f"Les jurys sont ceux du centre : {' ; '.join(jurys)}."


def _fige(t: _Wording, sujet: tuple[str, ...]) -> str:
    pin = next(p for p in t.session.pins if (p.candidat, p.epreuve) == sujet)
    debut = pin.parties[0].debut
    return f"{t.epreuve(sujet[1])} {de_qui(t.qui(sujet[0]))} est figé {t.noms.le(debut.date())} à {heure(debut)}."


def _convocation(t: _Wording, sujet: tuple[str, ...]) -> str:
    """The hours that hold somebody: those of letters; where nobody typed any, when the plan that is known begins.

    The letter of a candidat bears the hour of their call, which comes before; that of a membre bears this hour.
    """
    siennes = [c for c in t.session.convocations if c.personne == sujet[0]]
    membre = any(m.id == sujet[0] for m in t.session.membres)
    lettres = [c for c in siennes if membre or not c.deduite]
    debuts = [c for c in siennes if c not in lettres]
    parts = [f"est convoqué {_heures(t, lettres)}"] if lettres else []
    parts += [f"commence {_heures(t, debuts)} dans le planning déjà communiqué"] if debuts else []
    return f"{t.qui(sujet[0])} {' et '.join(parts)} : ni plus tôt, ni un autre jour."


def _heures(t: _Wording, convocations: Iterable[Convocation]) -> str:
    return " et ".join(f"{t.noms.le(c.jour)} à {heure(c.heure)}" for c in convocations)


def _majoration(t: _Wording, sujet: tuple[str, ...]) -> str:
    parts = (f"{_fraction(f)} ({NATURES[n]})" for n, f in t.session.candidat(sujet[0]).majorations)
    return f"{t.qui(sujet[0])} a une majoration de temps : {', '.join(parts)}."


def _fraction(valeur: Fraction) -> str:
    return f"{valeur.numerator}/{valeur.denominator}"


def _lien_avec_un_comedien(t: _Wording, sujet: tuple[str, ...]) -> str:
    candidat, personne = sujet
    exclusion = next(e for e in exclusions_des_comediens(t.session) if (e.candidat, e.membre) == sujet)
    pourquoi = "même organisme" if exclusion.motif is MotifLien.ORGANISME else "lien déclaré ou possible"
    texte = f" : {exclusion.texte}" if exclusion.texte else ""
    return f"{t.qui(personne)} ne joue pas pour {t.qui(candidat)} ({pourquoi}{texte})."


def _vehicules(t: _Wording, _: tuple[str, ...]) -> str:
    noms = ", ".join(f"{v.nom} ({v.sorte})" for v in t.session.vehicules)
    return f"Chaque passage qui prend un véhicule en a un à lui : {noms or 'aucun dans le classeur'}."


def _aide(t: _Wording, sujet: tuple[str, ...]) -> str:
    candidat = t.session.candidat(sujet[0])
    pour = [mot for mot in aide_pour(t.noms, candidat) if mot != TOUTES]
    quoi = f" ({', '.join(pour)})" if pour else ""
    parts = [f"aidé par {t.qui(candidat.aide)}{quoi}"] if candidat.aide else []
    parts += ["dans une salle à part"] if candidat.salle_a_part else []
    return f"{t.qui(candidat.id)} passe {' et '.join(parts)}."


def _absent(t: _Wording, sujet: tuple[str, ...]) -> str:
    return f"{t.ou(sujet[0])} n'est pas disponible {t.plage(t.absence(sujet))}."


COMPOSEES: dict[str, Callable[[_Wording, tuple[str, ...]], str]] = {
    "epreuves_completes": lambda t, s: _candidats(t.session, [s[0]]),
    "duree_exacte": _majoration,
    "ordre_epreuves": lambda t, s: f"{t.epreuve(s[1])} vient après {t.epreuve(s[0])}.",
    "passage_fige": _fige,
    "convocation_respectee": _convocation,
    "jurys_du_centre": _jurys_asked,
    "membre_habilite": _habilite,
    "membre_qualifie": _qualite,
    "lien_exclu": _lien,
    "organismes_differents": _organismes_differents,
    "comedien_sans_lien": _lien_avec_un_comedien,
    "vehicule_reserve": _vehicules,
    "pause_meridienne": _midi,
    "aide_presente": _aide,
    "salle_capacite": _salles,
}
"""The sentence of each rule whose exigence has no phrase: what it says is in the session."""

# What a centre could change so that a session can be planned, in its own words.

A_TROUVER = "MEMBRE À TROUVER"
"""The name of a membre who is not there yet."""

_ROLES = {Role.SURVEILLANT: "surveillant", Role.COMEDIEN: "comédien", Role.RESPONSABLE: "suppléant du responsable"}

_MOMENTS = {PartOfDay.DAY: "", PartOfDay.MORNING: " au matin", PartOfDay.AFTERNOON: " après-midi"}


def personne(role: Role) -> str:
    """The name of somebody who is not there yet."""
    return f"{_ROLES[role].upper()} À TROUVER"


def salle(usage: str, rang: int) -> str:
    """The name of a room that is not there yet."""
    return f"Salle à trouver ({LIBELLES_USAGES.get(usage, usage)} {rang})"


def vehicule(sorte: str, rang: int) -> str:
    """The name of a vehicle that is not there yet."""
    return f"Véhicule à trouver ({sorte} {rang})"


def jour(rang: int) -> str:
    """The label of a day that is not there yet."""
    return etiquette_du_jour(rang)


def reparation(session: Session, repair: Repair) -> str:
    """A repair in a sentence."""
    parts = [_REPAIRS[a.change](_Wording(session), a) for a in repair.amendments]
    mots = " ; ".join(parts)
    return f"{mots[:1].upper()}{mots[1:]}."


def _disponible(t: _Wording, a: Amendment) -> str:
    return f"{t.ou(a.subject[0])} disponible"


def _jours(t: _Wording, a: Amendment, hours: Callable[[Jour], str]) -> str:
    """A day or every day, with its hours as they would be where all have the same."""
    days = [j for j in t.session.jours if not a.subject or j.date.isoformat() in a.subject]
    qui = t.noms.le(a.subject[0]) if a.subject else ("chaque jour" if len(days) > 1 else "")
    horaires = {hours(j) for j in days}
    return f"{qui}{' ' if qui else ''}({horaires.pop()})" if len(horaires) == 1 else qui


def _membres(t: _Wording, a: Amendment) -> str:
    quand = f"{t.noms.le(a.subject[0])}{_MOMENTS[PartOfDay(a.subject[1])]}"
    if a.amount == 1:
        return f"un membre habilité de plus {quand}, sans lien avec les candidats"
    return f"{a.amount} membres habilités de plus {quand}, sans lien avec les candidats"


def _days(_: _Wording, a: Amendment) -> str:
    if a.amount == 1:
        return "un jour de plus, où chacun est disponible"
    return f"{a.amount} jours de plus, où chacun est disponible"


def _rooms(_: _Wording, a: Amendment) -> str:
    type_ = LIBELLES_USAGES.get(a.subject[0], a.subject[0])
    if a.amount == 1:
        return f"une salle de type « {type_} » de plus"
    return f"{a.amount} salles de type « {type_} » de plus"


def _later(t: _Wording, a: Amendment) -> str:
    return (
        f"finir {duree(a.amount)} plus tard {_jours(t, a, lambda j: f'{heure(_moved(j.fin, a.amount))} au plus tard')}"
    )


def _earlier(t: _Wording, a: Amendment) -> str:
    def hours(j: Jour) -> str:
        return f"ouverture à {heure(_moved(j.ouverture, -a.amount))}, accueil à {heure(_moved(j.accueil, -a.amount))}"

    return f"commencer {duree(a.amount)} plus tôt {_jours(t, a, hours)}"


def _midday(t: _Wording, a: Amendment) -> str:
    def hours(j: Jour) -> str:
        return f"de {heure(_moved(j.pause_debut, -a.amount))} à {heure(_moved(j.pause_fin, a.amount))}"

    return f"élargir la plage de midi {_jours(t, a, hours)}"


def _moved(moment: time, minutes: int) -> time:
    return (datetime.combine(date(2000, 1, 3), moment) + timedelta(minutes=minutes)).time()


def _there(t: _Wording, a: Amendment) -> str:
    plage = t.absence(a.subject)
    fin = plage.fin - timedelta(minutes=1)
    if plage.debut.date() != fin.date():
        return f"{_disponible(t, a)} du {t.noms.jour(plage.debut.date())} au {t.noms.jour(fin.date())}"
    return f"{_disponible(t, a)} {t.noms.le(plage.debut.date())} toute la journée"


def _there_from(t: _Wording, a: Amendment) -> str:
    return f"{_disponible(t, a)} {t.noms.le(a.subject[1][:10])} dès {heure(time(*divmod(a.amount, 60)))}"


def _there_until(t: _Wording, a: Amendment) -> str:
    return f"{_disponible(t, a)} {t.noms.le(a.subject[1][:10])} jusqu'à {heure(time(*divmod(a.amount, 60)))}"


def _reglage(t: _Wording, a: Amendment) -> str:
    champ = a.subject[0]
    if champ == "pas":
        return f"laisser les heures tomber à la minute, au lieu de toutes les {t.session.reglages.pas} minutes"
    loosening = LOOSENINGS[champ]
    of_re = a.amount == getattr(t.session.referentiel, champ, None)
    de, a_ = (_reglage_dit(champ, value) for value in (t.session.reglage(champ), a.amount))
    return (loosening.phrase_du_re if of_re else loosening.phrase).format(de=de, a=a_)


def _agreed(t: _Wording, a: Amendment) -> str:
    qui = t.noms.etiquette(a.subject[0])
    return f"{qui} accepte de venir plus tôt" + (", et un autre jour que convoqué" if a.amount else "")


def _role_to_add(_: _Wording, a: Amendment) -> str:
    nom = _ROLES[Role(a.subject[0])]
    if a.amount == 1:
        return f"un {nom} de plus"
    premier, *reste = nom.split(" ")
    return " ".join([f"{a.amount} {premier}s", *reste, "de plus"])


_REPAIRS: dict[Remedy, Callable[[_Wording, Amendment], str]] = {
    Remedy.MEMBRES: _membres,
    Remedy.JOURS: _days,
    Remedy.SALLE: _rooms,
    Remedy.VEHICULE: lambda _t, a: accorde(f"{a.amount} véhicule(s) « {a.subject[0]} » de plus"),
    Remedy.LATER: _later,
    Remedy.EARLIER: _earlier,
    Remedy.MIDDAY: _midday,
    Remedy.THERE: _there,
    Remedy.THERE_FROM: _there_from,
    Remedy.THERE_UNTIL: _there_until,
    Remedy.UNPINNED: lambda t, a: (
        f"ne plus figer « {t.noms.etiquette_epreuve(a.subject[1])} » {de_qui(t.noms.etiquette(a.subject[0]))}"
    ),
    Remedy.REGLAGE: _reglage,
    Remedy.AGREED: _agreed,
    Remedy.ROLE: _role_to_add,
    Remedy.COMPOSED: lambda _t, _a: "laisser tpplanner composer les jurys",
    Remedy.REMPLACANT: lambda t, a: (
        f"noter {t.noms.etiquette(a.subject[1])} comme remplaçant dans {t.noms.jury(a.subject[0])} (feuille Jurys)"
    ),
}

# What is said of a planning that leaves candidats out: who, why, what would place them, whether it must be so.

AIDE = (
    "Ce planning ne place pas tous les candidats. Ceux-ci sont laissés de côté : hors d'ici, ils ne figurent plus que "
    "dans vos saisies. Supprimez une ligne pour que le prochain calcul place ce candidat."
)
CERTAIN, INCERTAIN, D_AVANT = "Maximum prouvé", "Non prouvé", "D'un calcul précédent"
PROUVE = "Prouvé : aucun planning n'en place davantage. Un candidat de la VAE n'est jamais laissé de côté."
NON_PROUVE = (
    "Non prouvé : un planning qui en place davantage existe peut-être (--time-limit 300). Un candidat de la VAE n'est "
    "jamais laissé de côté."
)
DEJA_DE_COTE = (
    "Un calcul précédent les avait laissés de côté, pour les raisons rappelées ici : elles peuvent avoir changé. "
    "Supprimez leur ligne de « Non placés » pour que le prochain calcul les place."
)
POURQUOI_INCONNU = "La raison n'a pas pu être trouvée dans le temps imparti (--time-limit 300)."
REMEDE_INCONNU = "Aucun changement qui suffise n'a été trouvé dans le temps imparti."
AVEC_LES_AUTRES = "Avec les autres candidats, ces exigences ne peuvent pas être respectées ensemble :"
NON_PLACE = "{} n'est pas placé : ce planning le laisse de côté."


def pourquoi(session: Session, outcome: Infeasible) -> str:
    """Why one more candidat cannot be placed, in a session that holds them with those who are."""
    if outcome.manques:
        return " ".join(f"{phrase[:1].upper()}{phrase[1:]}" for phrase in (manque(session, m) for m in outcome.manques))
    if outcome.cause is None:
        return POURQUOI_INCONNU
    phrases = [phrase.texte for phrase in exigences(session, outcome.cause.exigences)]
    return "\n".join((AVEC_LES_AUTRES, *(f"– {phrase}" for phrase in phrases)))


def remedes(session: Session, repairs: Sequence[Repair]) -> str:
    """What would place them, a line each."""
    return "\n".join(f"{n}. {reparation(session, repair)}" for n, repair in enumerate(repairs, 1)) or REMEDE_INCONNU


def certitude(*, prouve: bool) -> str:
    """Whether no plan places more."""
    return CERTAIN if prouve else INCERTAIN


def combien(session: Session) -> str:
    """How many are left out, and whether it must be so."""
    nombre = len(session.non_places)
    non_places = f"{nombre} candidat{'s' if nombre > 1 else ''} non placé{'s' if nombre > 1 else ''}"
    places = f"{len(session.candidats)} placé{'s' if len(session.candidats) > 1 else ''}"
    certitudes = {n.certitude for n in session.non_places}
    if D_AVANT in certitudes:
        return f"{non_places}, {places}. {DEJA_DE_COTE}"
    return f"{non_places}, {places}. {PROUVE if certitudes == {CERTAIN} else NON_PROUVE}"


def told_before(session: Session) -> Session:
    """The session with the same reasons of those left out, found by an earlier search."""
    return with_reasons(session, {n.candidat.id: (n.pourquoi, n.remede, D_AVANT) for n in session.non_places})


def laisses(session: Session) -> list[str]:
    """Each candidat left out, why, and what would place them, in lines."""
    noms = Noms(taking_back(session))
    lignes = []
    for non_place in session.non_places:
        lignes.append(f"- {noms.etiquette(non_place.candidat.id)}")
        lignes += [f"    {ligne}" for ligne in non_place.pourquoi.splitlines()]
        lignes += [f"    → {ligne}" for ligne in non_place.remede.splitlines()]
    return lignes


def manquement(nom: str) -> str:
    """What the check says of a candidat left out."""
    return NON_PLACE.format(nom)
