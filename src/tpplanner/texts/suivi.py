"""What the page says of what is left to do around a session: échéances, papers, answers."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.texts.noms import date_courte, date_courte_annee
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
A_CONFIRMER = "N'a pas encore été sollicité"
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
