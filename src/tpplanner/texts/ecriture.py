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


SORTIE_PERDUE = "La réponse n'a pas pu être écrite sur la sortie standard."


def sortie_pleine(numero: int | None) -> str:
    """What to do where standard output is a file that takes no more."""
    erreur = f" (erreur {numero} du système)" if numero else ""
    return f"Le disque est sans doute plein{erreur} : libérez de la place, ou envoyez la réponse ailleurs."


def impossible(voulu: str) -> str:
    """Nothing could be written."""
    return f"Impossible d'écrire « {voulu} »."


def dossier_absent(option: str = "") -> str:
    """The folder of a file is not there."""
    return f"Le dossier n'existe pas : créez-le, ou choisissez-en un autre{_avec(option)}."


def pas_un_dossier(nom: str, option: str = "") -> str:
    """A file stands where a folder is wanted."""
    return f"« {nom} » est un fichier, il faut un dossier : choisissez-en un autre{_avec(option)}."


def pas_un_fichier(option: str = "") -> str:
    """A folder stands where a file is wanted."""
    return f"Un dossier porte ce nom, il faut un fichier : choisissez un autre nom{_avec(option)}."


def pas_remplacable(option: str = "") -> str:
    """A device or a pipe bears the name."""
    return (
        f"Ce nom est celui d'un périphérique ou d'un tube, pas d'un fichier : choisissez un autre nom{_avec(option)}."
    )


def dossier_refuse(option: str = "") -> str:
    """Whoever runs the command has no right to write there."""
    return (
        "Vous n'avez pas le droit d'écrire dans ce dossier : choisissez-en un autre"
        f"{_avec(option)}, Documents par exemple."
    )


def disque_plein(option: str = "") -> str:
    """No room is left."""
    return f"Le disque est plein : libérez de la place, ou choisissez un autre dossier{_avec(option)}."


def trop_gros(option: str = "") -> str:
    """The disk, or a limit of the system, takes no file of that size."""
    return f"Ce fichier est trop gros pour ce disque : choisissez un autre dossier{_avec(option)}."


def lecture_seule(option: str = "") -> str:
    """The disk takes nothing from anybody."""
    return f"Ce disque est en lecture seule : choisissez un autre dossier{_avec(option)}."


def nom_refuse(option: str = "") -> str:
    """The name is too long, or holds what no name may."""
    return (
        "Ce nom est trop long, ou contient un caractère qu'un nom de fichier ne peut pas avoir : choisissez un autre "
        f"nom{_avec(option)}."
    )


def autre(numero: int | None, option: str = "") -> str:
    """The system refuses for a reason of its own, known by its number."""
    erreur = f" (erreur {numero} du système)" if numero else ""
    return f"Rien ne peut être créé à cet endroit{erreur} : choisissez un autre dossier{_avec(option)}."


def _avec(option: str) -> str:
    return f" avec {option}" if option else ""


EXTENSION = "Le nom doit finir par « .xlsx »."
