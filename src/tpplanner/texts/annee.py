"""What is said of a year of sessions: its workbook, its rules, its programmation."""

from collections.abc import Iterable, Sequence
from datetime import date

from tpplanner.domain.annee import Annee, Periode, Voie, par_id
from tpplanner.domain.outcome import Requirement, Valeur, Violation
from tpplanner.rules import ANNEE_BY_NAME
from tpplanner.texts.accord import accorde
from tpplanner.texts.message import Texte
from tpplanner.texts.temps import MOIS, date_chiffres, date_longue

SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS_DE_L_ANNEE = MOIS

# -- reading

PERIODE = Texte(
    "Cette période n'est pas lisible.",
    "Écrivez des dates (14/06/2027), « du 02/08 au 20/08 », un mois (mars) ou un jour (lundi), séparés par « ; ».",
)
PERIODE_A_L_ENVERS = Texte("Cette période finit avant de commencer.", "Échangez les deux dates.")
CETTE_SESSION = "cette session"
CE_TITRE = "ce titre"
CETTE_SALLE = "cette salle"
NOMBRE_NUL = Texte("Il faut au moins 1.", "Corrigez le nombre, ou laissez la case vide.")
NOMBRE_NEGATIF = Texte("Un nombre négatif n'a pas de sens ici.", "Corrigez le nombre, ou laissez la case vide.")
DEUX_PRESENTATIONS = Texte(
    "Présenté à la fois au titre et à des CCP.",
    "Gardez « titre », ou ses CCP : CERES sépare les sessions titre des sessions CCP.",
)
DEJA_COMMENCEE = Texte(
    "Cette session a déjà commencé, et sa date de création dans CERES n'est pas saisie : les 91 jours ne sont pas"
    " vérifiés.",
    "Remplissez « Créée dans CERES le » pour qu'ils le soient.",
)
FIN_INCONNUE = Texte(
    "Formé, mais sans date de fin de formation : ses 12 mois ne sont pas vérifiés.", "Remplissez « Fin de formation »."
)
SANS_HABILITATION = Texte(
    "Sans habilitation, il ne sera proposé dans aucun jury.", "Écrivez par exemple « CDA 04 31/12/2028 »."
)


def fin_avant_debut(debut: date) -> Texte:
    """The period ends before it begins."""
    return Texte(f"La période finit avant de commencer ({date_chiffres(debut)}).", "Corrigez « Du » ou « Au ».")


def periode_trop_longue() -> Texte:
    """More than two years."""
    return Texte(
        "La période dépasse deux ans.", "Une programmation est annuelle ou semestrielle : un classeur par année."
    )


def titre_sans_places(sigle: str) -> Texte:
    """A titre that tpplanner does not know needs its number of candidats a day."""
    return Texte(
        f"tpplanner ne connaît pas le référentiel de {sigle} : il ne peut pas estimer le nombre de candidats qu'un jury"
        " entend par jour.",
        "Remplissez « Candidats par jury et par jour » et « Millésime ».",
    )


def titre_inconnu(connus: Sequence[str]) -> Texte:
    """A titre that the sheet of titres does not list."""
    return Texte("Ce titre n'est pas dans la feuille Titres.", f"Titres saisis : {', '.join(connus) or 'aucun'}.")


# -- rules


def phrase(annee: Annee, violation: Violation) -> str:
    """The sentence that tells the breach of a rule of a year."""
    card = ANNEE_BY_NAME[violation.regle]
    noms = _noms(annee)
    champs = {kind.value: noms.get(id_, id_) for kind, id_ in zip(card.subject, violation.sujet, strict=True)}
    champs |= {cle: _valeur(noms, valeur) for cle, valeur in violation.donnees}
    return accorde(card.manquements[violation.cas].format(**champs))


def _noms(annee: Annee) -> dict[str, str]:
    return par_id([*annee.candidats, *annee.membres, *annee.responsables])


def _valeur(noms: dict[str, str], valeur: Valeur) -> str:
    match valeur:
        case date():
            return date_longue(valeur)
        case str():
            return noms.get(valeur, valeur)
        case _:
            return str(valeur)


NOMMES = 5
"""People named in one sentence: beyond, the others are counted."""


def exigence(annee: Annee, requirement: Requirement) -> str:
    """One requirement of a year in a sentence."""
    noms = _noms(annee)
    premier = noms.get(requirement.sujet[0], requirement.sujet[0])
    qui = _enumere([noms.get(id_, id_) for id_ in requirement.sujet])
    match requirement.regle:
        case "jury_sans_lien":
            suite = _enumere([noms.get(id_, id_) for id_ in requirement.sujet[1:]])
            return f"{requirement.sujet[0]} : assez de membres sans lien avec {suite}."
        case "habilitation_en_vigueur":
            return f"{premier} : habilitation en vigueur pour {requirement.sujet[1]}."
        case "candidat_inscrit":
            return f"{qui} : {_inscrit(annee, requirement.sujet)}."
        case "candidat_douze_mois":
            return f"{qui} : {_douze_mois(annee, requirement.sujet[0])}."
        case regle:
            return f"{qui} : {_EXIGENCES[regle]}."


def _inscrit(annee: Annee, ids: Sequence[str]) -> str:
    voies = {c.voie for c in annee.candidats if c.id in ids}
    if voies == {Voie.VAE}:
        return "une session (un candidat VAE ne peut pas être refusé)"
    return "une session au moins, comme toute personne formée"


def _douze_mois(annee: Annee, id_: str) -> str:
    candidat = next(c for c in annee.candidats if c.id == id_)
    if candidat.fin_formation is None or candidat.limite is None:
        return "trois sessions au plus"
    entre = f"du {date_chiffres(candidat.fin_formation)} au {date_chiffres(candidat.limite)}"
    return f"session dans les 12 mois qui suivent la formation ({entre}), trois au plus"


_EXIGENCES = {
    "jours_ouverts": "des jours qui se suivent, tous ouverts",
    "dates_permises": "dans la période et entre les dates saisies",
    "creation_91_jours": "au moins 91 jours après sa création dans CERES",
    "titre_en_vigueur": "titre en vigueur (créée avant son échéance, tenue dans l'année qui suit)",
    "agrement_en_vigueur": "agrément valable jusqu'au dernier jour",
    "responsable_designe": "un responsable et un suppléant",
    "responsable_une_session": "une session à la fois, des jours où il est disponible",
    "membres_assez": "assez de membres par jury, et de jurys pour ses candidats",
    "membre_une_session": "une session à la fois, des jours où il est disponible",
    "membre_journees": "pas plus de journées qu'il n'en donne",
    "salle_une_session": "une session à la fois, des jours où elle est libre",
    "capacite_session": "pas plus de candidats que sa capacité",
}

PISTES = {
    "jours_ouverts": "rouvrir des jours (Fermetures, Samedis)",
    "dates_permises": "élargir « Pas avant » et « Pas après »",
    "creation_91_jours": "repousser la session, ou saisir sa création dans CERES si elle est faite",
    "titre_en_vigueur": "avancer la session, ou créer dès maintenant les sessions du titre dans CERES",
    "agrement_en_vigueur": "renouveler l'agrément, ou avancer la session",
    "responsable_designe": "ajouter un responsable ou un suppléant",
    "responsable_une_session": "ajouter un responsable, ou une disponibilité",
    "membres_assez": "ajouter des membres habilités, des jours ou des jurys à la session",
    "habilitation_en_vigueur": "renouveler l'habilitation, ou ajouter un membre habilité",
    "membre_une_session": "ajouter un membre habilité, ou une disponibilité",
    "membre_journees": "ajouter un membre habilité, ou obtenir une journée de plus",
    "jury_sans_lien": "ajouter un membre habilité sans lien",
    "salle_une_session": "ajouter une salle, ou séparer les salles des sessions",
    "capacite_session": "augmenter la capacité, ou ajouter une session",
    "candidat_inscrit": "ajouter une session de ce titre et de ce type",
    "candidat_douze_mois": "ajouter une session dans ses 12 mois",
}
"""What a centre may change about each rule in conflict; a candidat is never left out, a VAE candidat least of all."""


def pistes(regles: Iterable[str]) -> list[str]:
    """What could be changed, each once."""
    return list(dict.fromkeys(PISTES[regle] for regle in regles if regle in PISTES))


def _enumere(noms: Sequence[str]) -> str:
    if len(noms) > NOMMES:
        return f"{', '.join(noms[:NOMMES])} et {len(noms) - NOMMES} de plus"
    return " et ".join(filter(None, (", ".join(noms[:-1]), noms[-1])))


def periode(p: Periode) -> str:
    """A period as it is typed: ``du 02/08/2027 au 20/08/2027``, or a day."""
    if p.debut == p.fin:
        return date_chiffres(p.debut)
    return f"du {date_chiffres(p.debut)} au {date_chiffres(p.fin)}"
