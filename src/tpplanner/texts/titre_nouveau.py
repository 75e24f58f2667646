"""What is said of the sheet in which a centre types its own titre."""

from tpplanner.texts.accord import accorde
from tpplanner.texts.message import Texte

SANS_FEUILLE = Texte(
    "Ce classeur n'a pas de feuille « {feuille} ».",
    "Partez du classeur vide que « tpplanner titres nouveau » écrit.",
)
SANS_TABLEAU = Texte(
    "Le tableau « {section} » est introuvable dans cette feuille.",
    "Repartez du classeur vide que « tpplanner titres nouveau » écrit, sans en changer les titres.",
)
COLONNE_INCONNUE = Texte("La colonne « {titre} » est inconnue.", "{proche}")
COLONNE_ABSENTE = Texte("La colonne « {titre} » manque.", "Remettez-la, ou repartez du classeur vide.")
SECTION_DOUBLE = Texte("« {section} » est là deux fois.", "Numérotez les CCP dans l'ordre : CCP1, CCP2…")
TROP_GRANDE = Texte("Cette feuille est bien plus grande qu'un référentiel.", "Supprimez les lignes vides du bas.")

CASE_VIDE = Texte("« {titre} » est à remplir.", "{aide}")
SANS_MODALITE = Texte("La ligne est remplie et sa modalité est vide.", "Choisissez-la dans la liste.")
SUITE_SEULE = Texte("« suite » n'a pas d'épreuve au-dessus.", "La première ligne d'une épreuve porte sa modalité.")
COLLECTIVE_A_DIRE = Texte(
    "Sans le jury, il faut indiquer si l'épreuve est collective.",
    "Écrivez « oui » si tous les candidats la passent ensemble.",
)
SALLE_A_DIRE = Texte("Sans le jury, il faut indiquer dans quel type de salle.", "Écrivez « écrit », « plateau »…")
NATURE_A_DIRE = Texte("La nature de cette épreuve est à indiquer.", "Écrivez « écrit », « oral » ou « pratique ».")
DELAI_ILLISIBLE = Texte("On attend « aussitôt » ou un nombre de jours.", "Vide : à tout moment après.")
DELAIS_EN_TROP = Texte(
    "Il y a {delais} délais pour {epreuves} épreuve(s) dans « Passe après ».",
    "Un délai par épreuve, dans le même ordre, séparés par « ; ».",
)
CORRECTION_ILLISIBLE = Texte("On attend une durée de correction.", "Écrivez « 15 min », « 15 min avant ET ».")
RESSOURCE_ILLISIBLE = Texte("On attend une ressource et son partage.", "Écrivez « caisse », « caisse : 2 ».")
CHAMP_INCONNU = Texte("« {valeur} » n'est pas une information du tableau.", "{proche}")


def rempli(texte: Texte, **champs: object) -> Texte:
    """The text with its blanks filled."""
    return Texte(accorde(texte.message.format(**champs)), texte.conseil.format(**champs))
