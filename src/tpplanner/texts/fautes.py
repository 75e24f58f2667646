"""How a breach, a requirement, a shortage is told in one French sentence."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from fractions import Fraction

from tpplanner.domain.outcome import JurysDuJour, Shortage, Valeur, Violation
from tpplanner.domain.session import Session
from tpplanner.rules import BY_NAME
from tpplanner.rules.card import Kind
from tpplanner.texts.accord import accorde
from tpplanner.texts.noms import Noms, nombre
from tpplanner.texts.referentiels import LIBELLES_USAGES
from tpplanner.texts.temps import date_longue, duree, heure

_CANDIDATS = ("candidat", "autre_candidat")
_EPREUVES = ("epreuve", "avant", "premiere", "seconde", "autre_epreuve")
_PERSONNES = ("personne", "membre")
_JURYS = ("jury", "autre_jury")
_SALLES = ("salle", "autre_salle")


def phrase(session: Session, violation: Violation) -> str:
    """The sentence that tells a breach."""
    carte = BY_NAME[violation.regle]
    noms = Noms(session)
    champs = {
        kind.value: _valeur(noms, kind.value, id_) for kind, id_ in zip(carte.subject, violation.sujet, strict=True)
    }
    champs |= {cle: _valeur(noms, cle, valeur) for cle, valeur in violation.donnees}
    champs |= {f"element{i}": noms.element(element) for i, element in enumerate(violation.elements)}
    texte = accorde(carte.manquements[violation.cas].format(**champs))
    return texte[:1].upper() + texte[1:]


def manque(session: Session, shortage: Shortage) -> str:
    """A shortage in words: ``il faut 1 260 minutes de jury le 12 juin, il y en a 960``."""
    noms = Noms(session)
    if shortage.quoi == "places":
        return _places(noms, shortage)
    if shortage.quoi == "fin_du_jour":
        return _fin_du_jour(noms, shortage)
    if shortage.quoi in _ENSEMBLE:
        return accorde(_ENSEMBLE[shortage.quoi](session, noms, shortage))
    texte = _MANQUES[shortage.quoi]
    champs = {f"sujet{i}": _sujet(noms, sujet) for i, sujet in enumerate(shortage.sujet)}
    rempli = texte.format(
        besoin=_millier(shortage.besoin),
        disponible=_millier(shortage.disponible),
        s="s" if shortage.besoin > 1 else "",
        duree_besoin=duree(shortage.besoin),
        duree_disponible=duree(shortage.disponible),
        **champs,
    )
    return accorde(rempli)


def _fin_du_jour(noms: Noms, shortage: Shortage) -> str:
    """``Le lundi 14 juin 2027 finirait à 18 h 25, après la fin au plus tard de 18 h``."""
    fins = [heure(time(*divmod(minute, 60))) for minute in (shortage.besoin, shortage.disponible)]
    jour = _le(noms, date.fromisoformat(shortage.sujet[0]))
    return f"{jour[0].upper()}{jour[1:]} finirait à {fins[0]}, après la fin au plus tard de {fins[1]}."


def _places(noms: Noms, shortage: Shortage) -> str:
    """``14 places au plus pour 15 candidats : 2 jurys × 4 le 12 juin, 1 jury × 6 le 13 juin``."""
    n = shortage.disponible
    debut = f"{n} place{'s' if n > 1 else ''} au plus pour {shortage.besoin} candidats"
    if not shortage.detail:
        return f"{debut}."
    jours: dict[date, list[JurysDuJour]] = {}
    for jurys in shortage.detail:
        jours.setdefault(jurys.jour, []).append(jurys)
    parts = (f"{' et '.join(_jurys(j) for j in juries)} {_le(noms, jour)}" for jour, juries in jours.items())
    return f"{debut} : {', '.join(parts)}."


def _aide_commune(_: Session, noms: Noms, shortage: Shortage) -> str:
    epreuve, aide, *candidats = shortage.sujet
    return (
        f"{_commence(noms, epreuve)}, et {_liste([noms.etiquette(c) for c in candidats])} ont la même aide, "
        f"{noms.etiquette(aide)}, qui ne peut être qu'auprès d'un seul."
    )


def _debut_commun(session: Session, noms: Noms, shortage: Shortage) -> str:
    epreuve, *qui = shortage.sujet
    candidats = [c for c in session.candidats if c.id in qui]
    avec = {c.id: f" (avec son aide, {noms.etiquette(c.aide)})" if c.aide in qui else "" for c in candidats}
    nommes = [f"à {noms.etiquette(c.id)}{avec[c.id]}" for c in candidats]
    if len(nommes) == 1:
        return f"« {noms.etiquette_epreuve(epreuve)} » : aucun moment de la session ne convient {nommes[0]}."
    return f"{_commence(noms, epreuve)}, et aucun moment de la session ne convient à la fois {_liste(nommes)}."


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
    epreuve, *qui = shortage.sujet
    candidats = {c.id for c in session.candidats}
    absents = [noms.etiquette(id_) for id_ in qui if id_ not in candidats]
    return (
        f"{_commence(noms, epreuve)}{_particularites(session, noms, qui)} : il y faut au moins {shortage.besoin} "
        f"surveillant(s) à la fois, il y en a {shortage.disponible} au plus{_absents(absents)}."
    )


def _moyens_debut(session: Session, noms: Noms, shortage: Shortage) -> str:
    epreuve, *qui = shortage.sujet
    candidats = {c.id for c in session.candidats}
    absents = [noms.etiquette(id_) for id_ in qui if id_ not in candidats]
    return (
        f"{_commence(noms, epreuve)}{_particularites(session, noms, qui)} : il n'y a jamais à la fois assez de places "
        f"dans les salles et assez de surveillants{_absents(absents)}."
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
        parts.append(f"{_liste(a_part)} {chacun}")
    if accessibles:
        parts.append(f"{_liste(accessibles)} {'ont' if len(accessibles) > 1 else 'a'} besoin d'une salle accessible")
    if autres:
        parts.append(f"tout moment ne convient pas à {_liste(autres)}")
    return "".join(f", {part}" for part in parts)


def _absents(nommes: Sequence[str]) -> str:
    """That these rooms or people are not there at all hours."""
    quand = "ne sont pas disponibles à toute heure" if len(nommes) > 1 else "n'est pas disponible à toute heure"
    return f" ({_liste(nommes)} {quand})" if nommes else ""


def _liste(noms: Sequence[str]) -> str:
    """``A, B et C``."""
    return " et ".join(filter(None, (", ".join(noms[:-1]), noms[-1])))


_ENSEMBLE: dict[str, Callable[[Session, Noms, Shortage], str]] = {
    "aide_commune": _aide_commune,
    "debut_commun": _debut_commun,
    "salles_debut": _salles_debut,
    "surveillants_debut": _surveillants_debut,
    "moyens_debut": _moyens_debut,
}
"""What lacks where an épreuve begins for all at once."""


def _jurys(jurys: JurysDuJour) -> str:
    return f"{jurys.jurys} jury{'s' if jurys.jurys > 1 else ''} × {jurys.candidats}"


def _le(noms: Noms, jour: date) -> str:
    return noms.jour(jour) if noms.fictive else f"le {noms.jour(jour)}"


_MANQUES = {
    "membres": "Il faut {besoin} membres de jury habilités et disponibles, il y en a {disponible}.",
    "minutes_jury": "Il faut {besoin} minutes de membre de jury en tout, il y en a {disponible} dans les jours de la session.",
    "quota": "Il faut {besoin} place{s} devant les jurys dans les jours de la session, il y en a {disponible} au plus.",
    "postes": "« {sujet0} » réunit {besoin} candidats au même moment, et les salles de type « {sujet1} » ont {disponible} postes en tout.",
    "salles": "Aucune salle de type « {sujet0} » : il en faut une pour « {sujet1} ».",
    "salles_accessibles": "Aucune salle accessible de type « {sujet0} » : il en faut une pour {sujet1}.",
    "ressources": "« {sujet0} » demande {besoin} × « {sujet1} », il y en a {disponible} dans les salles.",
    "comediens": "« {sujet0} » demande un comédien, et le classeur n'en liste aucun.",
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
    return LIBELLES_USAGES.get(id_, id_)


def _millier(n: int) -> str:
    return f"{n:,}".replace(",", "\u202f")


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
    if cle == Kind.JOUR:
        return noms.jour(valeur)
    if cle == "usage":
        return LIBELLES_USAGES.get(valeur, valeur)
    for cles, nommer in (
        (_CANDIDATS, noms.candidat),
        (_EPREUVES, noms.epreuve),
        (_PERSONNES, noms.personne),
        (_JURYS, noms.jury),
        (_SALLES, noms.salle),
    ):
        if cle in cles:
            return nommer(valeur)
    return valeur
