"""What is said of files of old sessions: which there are, why some stay, what was deleted."""

from tpplanner.texts.noms import accorde
from tpplanner.texts.phrases import Phrase

D_AILLEURS = "tpplanner ne l'a pas fait"
OUVERT = "ouvert dans Excel : fermez-le d'abord"
CHANGE = "il n'est plus à la même place"
REFUSE = "le système refuse de l'effacer"

trouve = Phrase("{fichier} (session finie le {fin:date_chiffres})")
efface = Phrase("effacé : {fichier}")
laisse = Phrase("laissé : {fichier} ({raison})")
absent = Phrase("Le dossier « {dossier} » n'existe pas.")


rien = Phrase("Rien dans « {dossier} » d'une session finie avant le {avant:date_chiffres}.")
bilan = Phrase(
    "{nombre} fichier(s) de sessions finies avant le {avant:date_chiffres}. Rien n'est effacé : --effacer le fait, "
    "sans retour possible."
)


def effaces(nombre: int, restent: int) -> str:
    """How many files were deleted, and how many are still there."""
    suite = accorde(f" {restent} fichier(s) restent à effacer.") if restent else ""
    return accorde(f"{nombre} fichier(s) effacé(s).") + suite
