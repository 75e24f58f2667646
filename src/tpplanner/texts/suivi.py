"""What the page says of what is left to do around a session: échéances, papers, answers."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.texts.noms import accorde, date_chiffres, date_courte, date_courte_annee
from tpplanner.texts.phrases import Phrase

COURTES: Mapping[N, str] = {
    N.PROGRAMMATION: "Transmettre la programmation",
    N.CREATION: "Créer la session dans CERES",
    N.DTE: "Commander les sujets (DTE)",
    N.CONVOCATIONS: "Envoyer les convocations",
    N.CONGES: "Demandes d'absence des membres salariés",
    N.PLIS: "Vérifier que les sujets sont arrivés",
    N.AFFICHAGE: "Afficher le planning",
    N.ADRESSES: "Vérifier l'adresse postale des candidats",
    N.SAISIE: "Saisir les résultats dans CERES, faire signer les PV",
    N.DESTRUCTION: "Détruire les sujets",
    N.PV: "Transmettre les PV",
    N.RESULTATS: "Résultats validés par le service départemental",
    N.ARCHIVES: "Garder les fiches et les PV jusqu'à ce jour",
    N.SI_ANNULATION: "Si la session est annulée",
    N.ANNULATION: "Annuler la session dans CERES",
    N.RETOUR_DTE: "Renvoyer ou détruire les sujets",
    N.PV_ANNULATION: "Transmettre le PV d'annulation",
    N.HABILITATIONS: "Habilitations qui finissent trop tôt",
    N.TITRE: "Titre qui finit trop tôt",
    N.AGREMENT: "Demander le renouvellement de l'agrément",
    N.BAIL: "Bail qui finit trop tôt",
    N.DOUZE_MOIS: "Fin des 12 mois après la formation",
    N.PIECES: "Répondre sur le dossier d'agrément",
}
"""Each échéance in a few words."""


def jour_dit(jour: date, aujourdhui: date) -> str:
    """``ven. 11 déc.``: the year only where it is not this one's."""
    return date_courte(jour) if jour.year == aujourdhui.year else date_courte_annee(jour)


def depuis(jours: int) -> str:
    """How long ago: ``aujourd'hui``, ``il y a 3 j``."""
    return f"il y a {jours}\u00a0j" if jours > 0 else "aujourd'hui"


sans_reponse = Phrase("Sans réponse : {noms:liste}")
decline_encore_appele = Phrase("A décliné, et le planning compte encore dessus : {noms:liste}")


def plus_convoques(noms: Sequence[str]) -> str:
    """Who was convened and is no more."""
    quoi = (
        "ne sont plus convoqués, il faut le leur dire" if len(noms) > 1 else "n'est plus convoqué, il faut le lui dire"
    )
    return f"{', '.join(noms)} {quoi}"


AFFICHE_A_REFAIRE = "L'affiche n'est plus celle du planning en vigueur : affichez la nouvelle"
AGREMENT_A_RENVOYER = "Le dossier d'agrément a changé depuis son envoi"
EN_RETARD, PLUS_TENU, A_VERIFIER, A_FAIRE, A_SAVOIR, FAIT = (
    *("En retard", "Délai dépassé", "À vérifier", "À faire", "À savoir", "Fait"),
)
A_ENVOYER, A_RENVOYER, ENVOYEE = "À envoyer", "À renvoyer", "Envoyée"
CONFIRME, DECLINE, SANS_REPONSE = "A confirmé", "A décliné", "Sans réponse"
"""How an échéance, a letter, an answer stands, in one word or two."""
ALLER_DISTRIBUER, ALLER_SUIVI, ALLER_SAISIE = "Distribuer", "Suivi", "Saisie"

# The screen *Suivi*.

PHRASE = "Ce qui reste à faire autour de la session, et qui a répondu."
SANS_JOUR = "Sans date"
SANS_DATES = "Les échéances se comptent dès qu'un jour est choisi."
SANS_PLANNING = "Les réponses se notent dès qu'un planning est calculé."
TOUT_EST_FAIT = "Rien ne presse."
ECHEANCES, REPONSES, VERSIONS = "Échéances", "Réponses", "Versions"
FAIT_OU_A_SAVOIR = "Fait, ou à savoir"
SI_QUELQU_UN_MANQUE = "Si quelqu'un manque"
fait_le = Phrase("Fait le {jour:date_chiffres}")
MIS_DE_COTE = (
    "Ce qui était noté de cette session n'a pas pu être lu : le fichier est gardé à côté, sous un autre nom, et le "
    "suivi repart de rien. À renoter : ce qui est fait, envoyé, affiché."
)


def en_retard(quoi: list[str]) -> str:
    """What is late: ``2 en retard : Envoyer les convocations, …``."""
    montres = " ; ".join(quoi[:SHOWN]) + (f" ; et {len(quoi) - SHOWN} de plus" if len(quoi) > SHOWN else "")
    return f"En retard ({len(quoi)}) : {montres}."


SHOWN = 3
"""How many things are named in one sentence."""


def prochaine(quoi: str, quand: str) -> str:
    """What comes next: ``À faire ensuite : envoyer les convocations, ven. 11 déc.``."""
    return f"À faire ensuite : {', '.join(filter(None, (f'{quoi[:1].lower()}{quoi[1:]}', quand)))}."


def reponses_titre(confirmes: int, appeles: int) -> str:
    """How many have confirmed: ``Réponses : 4 sur 6``."""
    return f"{REPONSES} : {confirmes} sur {appeles}"


def sans_reponse_depuis(jours: int, relance: date | None) -> str:
    """How long one waits for somebody, since they were asked, or asked again."""
    depuis_quand = accorde(f"Sans réponse depuis {jours} jour(s)") if jours else "Sollicité aujourd'hui"
    return f"{depuis_quand}, relancé le {date_chiffres(relance)}" if relance else depuis_quand


CAS_INCONNUS = "Aucun cas n'est encore connu."
CHERCHER, CONTINUER, VOIR_LES_CAS = "Chercher", "Continuer la recherche", "Voir tous les cas"
LES_CHERCHER_DE_NOUVEAU = "Chercher de nouveau"
CAS_ANCIENS = "Le planning a changé depuis : ce qui suit n'est plus sûr."
RECHERCHE = "Recherche en cours."
SUIVRE = "Suivre la recherche"


def cas_connus(tous: int, inconnus: int, sans_planning: int) -> str:
    """Of how many failures nothing is known: that first, whatever the others say; then, how many nothing survives."""
    if inconnus:
        return f"{inconnus} cas sur {tous} pas encore {'connus' if inconnus > 1 else 'connu'}"
    return f"{tous} cas, tous connus" + (f", {sans_planning} sans planning possible" if sans_planning else "")


RELANCER, NOTER = "Relancer", "Noter"
A_CONFIRME, A_DECLINE = "A confirmé", "A décliné"
CHERCHER_UN_PLANNING = "Chercher le planning qui dérange le moins"
EN_VIGUEUR = "En vigueur"
