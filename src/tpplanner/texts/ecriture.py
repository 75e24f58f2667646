"""What is said when a file cannot be written where it was wanted."""

AFFICHE = "-affichage"
"""What ends the name of the poster's file, beside its planning."""

ILLISIBLE = "Le fichier produit n'a pas pu être relu."


def verrouille(voulu: str, ecrit: str) -> str:
    """The file was written beside the one that is open."""
    return f"« {voulu} » est ouvert dans un autre programme ou protégé : le résultat est dans « {ecrit} »."


def fichier_lu(nom: str) -> str:
    """The result was wanted over a file that is read."""
    return f"« {nom} » est un des fichiers lus : il n'est jamais remplacé. Rien n'a été calculé ni écrit."


AUTRE_NOM = "Donnez un autre nom avec -o."
VERROUILLE_CONSEIL = "Fermez le fichier dans Excel avant de relancer pour qu'il soit remplacé."


def impossible(voulu: str) -> str:
    """Nothing could be written."""
    return f"Impossible d'écrire « {voulu} »."


DOSSIER_ABSENT = "Le dossier n'existe pas : créez-le, ou choisissez-en un autre avec -o."
PAS_UN_DOSSIER = "Un fichier porte ce nom : choisissez un autre dossier avec -o."
DOSSIER_REFUSE = (
    "Vous n'avez pas le droit d'écrire dans ce dossier : choisissez-en un autre avec -o, Documents par exemple."
)
DISQUE_PLEIN = "Le disque est plein : libérez de la place, ou choisissez un autre dossier avec -o."
AUTRE = "Choisissez un autre dossier avec -o. Détail : {detail}"
EXTENSION = "Le nom doit finir par « .xlsx »."
