"""What the page says that its templates do not: how a search ended, what is refused, what stands on buttons."""

import re

from tpplanner.texts.classeur import INCONNUE, PROUVE
from tpplanner.texts.noms import accorde
from tpplanner.texts.phrases import Phrase

SANS_REPONSE = "Le calcul s'est arrêté sans donner de réponse. Rien n'a été perdu : relancez-le."
BOGUE = "Erreur interne de tpplanner. Rien n'a été perdu ; signalez-la avec ce qui suit :"
CAUSE_INCONNUE = "La cause n'a pas pu être isolée dans le temps imparti : cherchez-la avec plus de temps."
NON_CONFORME = (
    "Ce planning a des manquements : ses documents ne sont pas faits. Corrigez-les, ou refaites le planning avec "
    "« Un imprévu »."
)

ENTREE_REFUSEE = (
    "Cette page n'est accessible qu'à la personne qui l'a ouverte. Relancez tpplanner : la page s'ouvre d'elle-même."
)
ADRESSE_REFUSEE = "Cette adresse n'est pas celle de la page de tpplanner."
ORIGINE_REFUSEE = "Cette demande ne vient pas de la page de tpplanner."
INTROUVABLE = "Ce fichier n'est plus là, ou cette page n'existe pas."
TROP_GROS = "Ce fichier est trop gros pour être un classeur de tpplanner."
TROP_LENT = "L'envoi a pris trop de temps : recommencez."
EN_COURS = "Ce calcul est déjà en cours pour cette session : un seul à la fois. Arrêtez-le, ou attendez sa fin."

ouverte = Phrase("La page de tpplanner est ouverte : {adresse}\nCtrl-C pour l'arrêter.")
deja_ouverte = Phrase("La page de tpplanner est déjà ouverte : elle passe devant ({adresse}).")
lecture = Phrase("Lecture de {noms:cites} : la page s'affiche d'elle-même ensuite.")
OISIVE = "La page n'a pas servi depuis un jour : elle s'arrête. « tpplanner ouvrir » la rouvre."
ARRET = "La page s'arrête ; ce qui a été trouvé est écrit."
PAS_OUVERTE = "La page de tpplanner n'est pas ouverte."
PAS_FERMEE = "La page de tpplanner ne s'est pas encore arrêtée : elle écrit ce qui a été trouvé."
SANS_NAVIGATEUR = "Aucun navigateur n'a pu être ouvert : copiez cette adresse dans le vôtre."


def plannings(nombre: int) -> str:
    """How many plannings a session has."""
    return accorde(f"{nombre} planning(s)") if nombre else "aucun planning encore"


def effectifs(candidats: int, membres: int, jours: int) -> str:
    """How many are in a session."""
    return accorde(f"{candidats} candidat(s), {membres} membre(s) de jury, {jours} jour(s)")


TRAVAUX = {
    "calculer": "Calcul du planning",
    "expliquer": "Recherche de ce qui rendrait un planning possible",
    "essayer": "Essai d'un changement",
    "imprevu": "Nouveau planning après un imprévu",
    "places": "Recherche des places d'un passage, en déplaçant d'autres",
    "autour": "Nouveau planning autour d'un passage déplacé",
    "plan_b": "Plan B : chaque imprévu est essayé",
    "documents": "Préparation des documents",
    "programmer": "Programmation de l'année",
    "planifier": "Plannings des sessions de l'année",
}
"""What each kind of work is called while it goes on."""

GROUPES = ("Membres du jury", "Candidats", "Jurys en retard", "Salles perdues", "Autres personnes")
"""What an event may be about."""

LISTE_COLLEE = "liste collée.csv"
"""The name under which problems of a pasted list are told."""

_CHAMPS = {
    "--absent": "« Qui, ou quoi »",
    "--absent-candidat": "« Qui, ou quoi » sans durée",
    "--salle-perdue": "« Qui, ou quoi »",
    "--retard": "« De combien de temps »",
    "--decalage": "« De combien de temps »",
    "--reporter": "« Replacer ses passages plus tard »",
    "--ajouter": "« Candidats en plus »",
    "--fin": "« La journée peut finir à »",
    "--accord": "« Qui accepte d'autres heures »",
    "--jour": "« Quel jour »",
    "--de": "« À partir de quelle heure »",
    "--a": "« À partir de quelle heure »",
}
"""The fields of *Un imprévu* by the options of the command."""


def sans_options(texte: str) -> str:
    """The same sentence for the page: fields in place of options."""
    return re.sub(r"--[a-z][a-z-]*", lambda m: _CHAMPS.get(m[0], m[0]), texte)


ENTETES_ANNEE = (
    "Quand",
    "Session",
    "Titre",
    "Candidats",
    "Jurys",
    "Responsable, suppléant",
    "Membres de jury",
)
"""The columns of the sessions of a year."""

programmation_v = Phrase("{nom} – programmation, version {version}")

ECHEANCES_ICS = "echeances.ics"


def dans(jours: int) -> str:
    """How far a day is from today."""
    if jours == 0:
        return "aujourd'hui"
    if jours == 1:
        return "demain"
    return f"dans {jours} jours" if jours > 0 else accorde(f"il y a {-jours} jour(s)")


retard_note = Phrase("{nom} : {minutes:duree} de retard, « {epreuve} ».")


def a_prevenir(nombre: int) -> str:
    """How many people a change concerns."""
    return accorde(f"{nombre} personne(s) à prévenir") if nombre else "Personne à prévenir"


ARRET_DEMANDE = "Arrêt demandé : le meilleur planning trouvé va être écrit."
RIEN_DEPOSE = "Aucun fichier n'a été déposé : choisissez un planning (.xlsx)."


def avancement(secondes: float, plans: int) -> str:
    """How far a search is."""
    trouves = accorde(f"{plans} planning(s) trouvé(s)") if plans else "aucun planning encore"
    return f"{secondes:.0f} s – {trouves}"


essais = Phrase("{faits} imprévus essayés sur {tous}")


def preuve(borne: str, conclusion: str) -> str:
    """What is proven of a level: that nothing does better, or what no planning does better than."""
    return conclusion if borne == INCONNUE or conclusion == PROUVE else f"{conclusion} (au moins {borne})"
