"""What is told of a list of people: its sum, why a line is nobody, what must be checked, what only the centre knows."""

from collections.abc import Sequence

from tpplanner.texts.noms import Texte, accorde
from tpplanner.texts.phrases import Avis, Phrase

ETATS = {"personne": "personne", "a_verifier": "à vérifier", "ignoree": "ignorée"}
"""What became of a line, by its state."""

_QUI = {"candidats": "candidat", "membres": "membre"}


def somme(lignes: int, cle: str, personnes: int, a_verifier: int, ignorees: int) -> str:
    """``14 lignes : 12 candidats, 1 à vérifier, 1 ignorée``."""
    compte = f"{personnes} {_QUI.get(cle, 'personne')}(s), {a_verifier} à vérifier, {ignorees} ignorée(s)"
    return f"{accorde(f'{lignes} ligne(s)')} : {accorde(compte)}"


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


def is_doubt(raison: str) -> bool:
    """Whether a reason is a piece of the text that leaves somebody in doubt, and nothing else."""
    return raison.startswith("« ") and raison.endswith(" »")


role = Phrase("« {texte} » : est-ce à reprendre ici ?")
UN_AUTRE = "quelqu'un d'autre y est peut-être nommé"
QUI_SIGNE = "peut-être qui signe le message"
QUI_ECRIT = "peut-être qui écrit le message"
APRES_LA_SIGNATURE = "après la signature"

# What only the responsable can answer.

TIERS_TEMPS = "Tiers temps : pour quelles épreuves, accordé par quelle décision ?"
tiers_temps_d_une_epreuve = Phrase("« {texte} » : l'épreuve est-elle de cette nature ?")
AMENAGEMENT = "Un aménagement est évoqué : qu'est-ce qui est accordé, et pour quelles épreuves ?"
minutes_en_plus = Phrase("« {texte} » : à quelle épreuve ? Écrivez la part du temps (1/3…) dans sa majoration.")
sous_titre = Phrase("Sous « {texte} » : est-ce à dire de cette personne ?")
lien = Phrase("« {texte} » : avec quel candidat ? Écrivez-le dans la feuille Liens jury-candidats.")
ordre_incertain = "Lequel est le nom, lequel le prénom ?"
A_COTE = "dans un second tableau, à côté du premier"

# What a list gives, told where a command takes it.

ENTREE = "l'entrée standard"
illisible = Avis(
    "Cette liste n'est ni un classeur .xlsx, ni un document .docx, ni un texte (.txt, .csv) lisible.",
    "Enregistrez-la sous l'un de ces formats, ou copiez-la dans un fichier texte.",
)
feuille_non_lue = Avis(
    "La feuille « {titre} » porte aussi des noms : elle n'est pas lue.",
    "Mettez toutes les personnes à reprendre sur une seule feuille.",
)
pas_une_liste = Avis(
    "Ce fichier est bien plus long qu'une liste de personnes.",
    "N'en gardez que les noms de la session : copiez-les dans un fichier neuf, ou collez-les.",
)
trop_de_lignes = Avis("Cette liste a plus de {limite:milliers} lignes.", "Gardez les personnes de la session.")


def personne(cle: str) -> Texte:
    """Nobody to take."""
    return Texte(f"Cette liste ne donne aucun {_QUI[cle]}.", "Écrivez un nom et un prénom par ligne.")


a_verifier = Avis(
    "{texte} : {raison}.", "Si cette personne est à reprendre, écrivez-la vous-même dans la feuille {feuille}."
)


def lue(source: str, total: str, colonnes: Sequence[str], suites: Sequence[tuple[str, Sequence[str]]]) -> str:
    """How a list was read: its sum, its columns, then each heading with its lines."""
    lignes = [f"« {source} » – {total}"]
    lignes += [f"  colonnes : {', '.join(colonnes)}"] if colonnes else []
    for intitule, details in suites:
        lignes += [f"  {intitule} :", *(f"    {ligne}" for ligne in details)] if details else []
    return "\n".join(lignes)


PRIS = "repris"
A_VERIFIER = "à vérifier, et à écrire vous-même s'il le faut"
A_DEMANDER = "à compléter"
LAISSES = "laissé de côté"
IGNOREES = "ignorées"
dite = Phrase("{ou}, {qui} – {quoi}")


def ou(numeros: Sequence[int]) -> str:
    """``ligne 5``, ``lignes 5 à 7``."""
    return f"ligne {numeros[0]}" if len(numeros) == 1 else f"lignes {numeros[0]} à {numeros[-1]}"


def cite(texte: str) -> str:
    """The beginning of a text, between quotes."""
    propre = " ".join(texte.split())
    return f"« {propre if len(propre) <= _CITE else propre[:_CITE].rstrip() + '…'} »"


_CITE = 70
