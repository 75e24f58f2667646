"""What is told of a list of people: its sum, why a line is nobody, what must be checked, what only the centre knows."""

from tpplanner.texts.noms import accorde
from tpplanner.texts.phrases import Phrase

ETATS = {"personne": "personne", "a_verifier": "à vérifier", "ignoree": "ignorée"}
"""What became of a line, by its state."""

_QUI = {"candidats": "candidat", "membres": "membre"}


def somme(lignes: int, cle: str, personnes: int, a_verifier: int, ignorees: int) -> str:
    """``14 lignes : 12 candidats, 1 à vérifier, 1 ignorée``."""
    dites = f"{personnes} {_QUI.get(cle, 'personne')}(s), {a_verifier} à vérifier, {ignorees} ignorée(s)"
    return f"{accorde(f'{lignes} ligne(s)')} : {accorde(dites)}"


# Why a line is ignored.

TITRES = "titres des colonnes"
TITRE = "titre"
TOTAL = "total ou date"
SALUTATION = "salutation ou formule"
SIGNATURE = "signature"
EN_TETE = "en-tête de message"
PERSONNE = "personne n'y est nommé"
RIEN = "rien d'écrit"
trop_longue = Phrase("au-delà de {limite:milliers} lignes : ce n'est pas une liste de personnes")

# Why a line is to be checked.

SANS_PRENOM = "il manque le prénom"
SANS_NOM = "il manque le nom"
DEVINE_D_UN_COURRIEL = "le nom est deviné d'un courriel"
SANS_PERSONNE = "à qui cela se rapporte n'est pas dit"
DANS_UNE_PHRASE = "nommé dans une phrase"
ORDRE = "nom et prénom peut-être inversés"
PEU_LISIBLE = "le nom est incertain"
deja = Phrase("figure déjà à la ligne {ligne}")
doute = Phrase("« {texte} »")
role = Phrase("« {texte} » : est-ce à reprendre ici ?")
APRES_LA_SIGNATURE = "après la signature"

# What only the responsable can answer.

TIERS_TEMPS = "Tiers temps : pour quelles épreuves, accordé par quelle décision ?"
tiers_temps_d_une_epreuve = Phrase("« {texte} » : l'épreuve est-elle de cette nature ?")
AMENAGEMENT = "Un aménagement est évoqué : qu'est-ce qui est accordé, et pour quelles épreuves ?"
minutes_en_plus = Phrase("« {texte} » : à quelle épreuve ? Écrivez la part du temps (1/3…) dans sa majoration.")
lien = Phrase("« {texte} » : avec quel candidat ? Écrivez-le dans la feuille Liens jury-candidats.")
ordre_incertain = "Lequel est le nom, lequel le prénom ?"
