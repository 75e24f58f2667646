"""What a diagnostic says: what runs where, what can be written, whether the solver answers."""

from tpplanner.texts.phrases import Phrase

ENTETE = (
    "Diagnostic de tpplanner, à envoyer à la personne qui vous aide. Il ne contient aucun nom, ni rien de vos "
    "sessions : votre dossier personnel y est écrit « ~ »."
)
MOI = "(vous)"
"""In place of the name of whoever uses the machine, and of the machine's own."""
ECRITURE = "on peut y écrire"
SANS_ECRITURE = "on ne peut pas y écrire"
ABSENT = "pas encore créé"
ICI = "dossier d'où la commande est lancée"

LIGNES = {
    "systeme": "Système",
    "python": "Python",
    "processeurs": "Processeurs",
    "console": "Écriture à l'écran",
    "programme": "Programme",
    "documents": "Sessions",
    "etat": "Page en cours",
    "temporaire": "Fichiers temporaires",
    "ici": "Ici",
    "calcul": "Calcul d'essai",
}
"""What each line is about."""

conforme = Phrase("un planning trouvé et contrôlé en {secondes} s")
SANS_PLANNING = "aucun planning trouvé : c'est anormal"
echec = Phrase("échec ({erreur}) : c'est anormal")
endroit = Phrase("{chemin} – {ecriture}")
