"""What the page says that its templates do not: how a search ended, what is refused, what stands on buttons."""

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
    "Cette page n'est ouverte qu'à qui l'a lancée. Relancez « tpplanner ouvrir » : la page s'ouvre d'elle-même."
)
ADRESSE_REFUSEE = "Cette adresse n'est pas celle de la page de tpplanner."
ORIGINE_REFUSEE = "Cette demande ne vient pas de la page de tpplanner."
INTROUVABLE = "Ce fichier n'est plus là, ou cette page n'existe pas."
TROP_GROS = "Ce fichier est trop gros pour être un classeur de tpplanner."
EN_COURS = "Un calcul est déjà en cours pour cette session."

ouverte = Phrase("La page de tpplanner est ouverte : {adresse}\nCtrl-C pour l'arrêter.")
deja_ouverte = Phrase("La page de tpplanner est déjà ouverte : elle passe devant ({adresse}).")
OISIVE = "La page n'a pas servi depuis un jour : elle s'arrête. « tpplanner ouvrir » la rouvre."
ARRET = "La page s'arrête ; ce qui a été trouvé est écrit."
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
}
"""What each kind of work is called while it goes on."""

GROUPES = ("Membres du jury", "Candidats", "Jurys en retard", "Salles perdues", "Autres personnes")
"""What an event may be about."""

ARRET_DEMANDE = "Arrêt demandé : le meilleur planning trouvé va être écrit."
RIEN_DEPOSE = "Aucun fichier n'a été déposé : choisissez un planning (.xlsx)."


def avancement(secondes: float, plans: int) -> str:
    """How far a search is."""
    trouves = accorde(f"{plans} planning(s) trouvé(s)") if plans else "aucun planning encore"
    return f"{secondes:.0f} s – {trouves}"


essais = Phrase("{faits} imprévus essayés sur {tous}")
