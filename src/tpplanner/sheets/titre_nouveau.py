"""The sheet by which a centre types its own titre: the head of its RE, then one table for the titre and one a CCP.

It is the RE's table 3.1 with what the RE says around it (4.1, 4.2, annexe 1); every field of a référentiel can be
typed in it. A row is an épreuve, or « suite » for the next phase of the one above.
"""

from tpplanner.sheets.colonne import OUI_NON, Colonne, Feuille, Forme, Saisie
from tpplanner.texts.referentiels import CHAMPS, MODALITES, NATURES, PRESENCES

TITRE = "Référentiel"
"""The name of the sheet."""

GRAND_TITRE = "Saisie d'un titre professionnel"
INTRODUCTION = (
    "Ouvrez le référentiel d'évaluation (RE) à côté et recopiez-le dans les cases jaunes, ligne à ligne : d'abord"
    " l'en-tête, puis le tableau 3.1 (session titre), puis le tableau de chaque CCP. Laissez vides les CCP qui"
    " n'existent pas. Enregistrez, puis donnez ce fichier à « tpplanner titres lire » : les sommes que le RE imprime"
    " sont vérifiées, et tout ce qui ne va pas est signalé avec sa case."
)
OBLIGATOIRE = "* : à remplir."
PAR_EXEMPLE = "Ex. : {exemple}"
EXEMPLE = "ex."
"""A row that begins so is an example, and is not read."""
SUITE = "suite"
"""In *Modalité*: the next phase of the épreuve of the row above."""

SECTION_TITRE = "Session titre"
SECTION_TITRE_PRECISION = "tableau 3.1 du RE"
SECTION_CCP = "CCP{n}"
NOM_DU_CCP = "Intitulé du CCP :"
GROUPE_RE = "Ce que le RE dit de chaque épreuve"
GROUPE_RARE = "Cas particuliers (laissez vide le plus souvent)"
EXEMPLE_DE = "Exemple : le tableau 3.1 de CDA, tel que son RE l'imprime."

TOTAL_CANDIDAT = "Durée totale de l'épreuve pour le candidat"
TOTAL_CANDIDAT_OU = "Imprimée sous le tableau 3.1 ; comparée à la somme des durées. Vide si le RE n'en donne pas."
PRESENCE_JURY = "Durée totale de présence du jury"
PRESENCE_JURY_OU = "Section 4.1 du RE ; comparée à la somme des durées devant le jury. Vide si le RE n'en donne pas."

PIED = "Saisie d'un titre – document interne"

ENTETE = Feuille(
    cle="titre_nouveau_entete",
    titre="En-tête du référentiel d'évaluation (RE)",
    but="Ce qui identifie le titre.",
    forme=Forme.FICHE,
    colonnes=(
        Colonne("sigle", "Sigle", "En tête de chaque page du RE.", exemple="CDA", obligatoire=True),
        Colonne("code", "Code titre", "En tête de chaque page du RE.", exemple="TP-01281", obligatoire=True),
        Colonne("millesime", "Millésime", "Deux chiffres, en tête de page.", exemple="04", obligatoire=True),
        Colonne(
            "intitule",
            "Intitulé du titre",
            "Première page du RE.",
            exemple="Concepteur développeur d'applications",
            obligatoire=True,
            alias=("intitulé",),
        ),
        Colonne("rncp", "N° RNCP", "Facultatif.", exemple="37873", alias=("rncp",)),
        Colonne(
            "date_entete",
            "Date de mise à jour",
            "Celle de l'en-tête de page, non celle du nom de fichier.",
            Saisie.DATE,
            exemple="24/05/2023",
            alias=("mise à jour",),
        ),
        Colonne(
            "source",
            "Source",
            "Le document que vous recopiez.",
            exemple="RE TP-01281 millésime 04, mise à jour du 24/05/2023",
            obligatoire=True,
        ),
        Colonne(
            "verifie",
            "Recopié du RE officiel ?",
            "« oui » si vous avez le RE du ministère sous les yeux ; sinon planning.xlsx indiquera « non vérifié ».",
            Saisie.OUI_NON,
            exemple="oui",
            choix=OUI_NON,
            obligatoire=True,
            alias=("vérifié", "recopié du re officiel"),
        ),
        Colonne(
            "membres_min",
            "Membres par jury, au moins",
            "Section 4.3 du RE. Vide : 2.",
            Saisie.ENTIER,
            exemple="2",
            alias=("membres par jury",),
        ),
        Colonne(
            "qualites",
            "Qualités demandées au jury",
            "Section 4.3 du RE, séparées par « ; ». Vide si « Sans objet ».",
            Saisie.LISTE,
            exemple="anglais",
            alias=("qualités",),
        ),
        Colonne(
            "quota",
            "Candidats par jury et par jour",
            "Annexe 1 du RE (« un jury peut recevoir … candidats en une journée »). Vide si le RE n'en parle pas.",
            Saisie.ENTIER,
            exemple="3",
            alias=("quota",),
        ),
        Colonne(
            "expiration",
            "Fin de validité du titre",
            "Facultatif : date d'échéance de la fiche RNCP.",
            Saisie.DATE,
            exemple="31/12/2028",
            alias=("expiration", "échéance"),
        ),
        Colonne(
            "avertissements",
            "À rappeler au responsable",
            "Facultatif ; un par ligne (Alt+Entrée dans la case).",
            exemple="Une mise à jour plus récente n'a pas été lue.",
            alias=("avertissements", "à rappeler sur chaque sortie"),
        ),
    ),
)
"""One row a field: title, value, help."""

_SOUVENT = tuple(CHAMPS[champ] for champ in ("presence", "collective", "usage", "apres"))


def libelle_modalite(sigle: str) -> str:
    """A modalité as the list offers it: ``ET – Entretien technique``."""
    return f"{sigle} – {MODALITES[sigle]}"


EPREUVES = Feuille(
    cle="titre_nouveau_epreuves",
    titre="Épreuves",
    but="Une ligne par épreuve.",
    colonnes=(
        Colonne(
            "modalite",
            "Modalité",
            "Celle du RE, dans la liste. « suite » : deuxième phase de l'épreuve du dessus (par exemple 45 min de"
            " préparation surveillée, puis 10 min devant le jury). Ce qui est « Sans objet » ne s'écrit pas.",
            Saisie.CHOIX,
            choix=(*map(libelle_modalite, MODALITES), SUITE),
            obligatoire=True,
            largeur=38,
        ),
        Colonne(
            "duree",
            "Durée",
            "Comme le RE : 00 h 40 min, ou 40.",
            Saisie.MINUTES,
            obligatoire=True,
            alias=("durée (minutes)", "minutes"),
            largeur=11,
        ),
        Colonne(
            "presence",
            "Qui est présent",
            "Le jury, un surveillant sans jury, ou personne (seul).",
            Saisie.CHOIX,
            choix=tuple(PRESENCES.values()),
            obligatoire=True,
            alias=("présence",),
            largeur=11,
        ),
        Colonne(
            "collective",
            "Collective",
            "oui : tous les candidats en même temps.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
        ),
        Colonne(
            "apres",
            "Passe après",
            "L'épreuve qui doit précéder (QP, PP…) ; plusieurs : « QP ; MSP ».",
            Saisie.LISTE,
            alias=("après", "ordre"),
            largeur=11,
        ),
        Colonne(
            "delai",
            "Délai",
            "Vide : à tout moment ensuite. « aussitôt » : sans attente. « 2 jours » : le surlendemain au plus tôt.",
            largeur=11,
        ),
        Colonne(
            "usage",
            "Type de salle",
            "jury, écrit, plateau, ou un mot à vous (atelier…). Vide devant le jury : sa salle.",
            Saisie.CHOIX,
            choix=("jury", "écrit", "plateau"),
            alias=("salle",),
            largeur=11,
        ),
        Colonne(
            "partagee",
            "Postes partagés",
            "oui : plusieurs candidats dans la salle, chacun à son poste.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
        ),
        Colonne(
            "nature",
            "Nature",
            "Pour les majorations. Vide : écrit pour un QP, oral pour PP, ET, QAP et EF.",
            Saisie.CHOIX,
            choix=tuple(NATURES.values()),
            largeur=10,
        ),
        Colonne(
            "comedien",
            "Comédien",
            "oui : un comédien par candidat.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
        ),
        Colonne(
            "nom",
            "Nom affiché",
            "Vide : le nom de la modalité. À donner si deux épreuves ont la même.",
            alias=("nom",),
            largeur=20,
        ),
        Colonne(
            "repere",
            "Repère",
            "Vide : MSP, ET… ; deux MSP : MSP1, MSP2. C'est lui que « Passe après » nomme.",
            largeur=11,
        ),
        Colonne(
            "ressource",
            "Ressource",
            "Un matériel par candidat ; partagé : « caisse : 2 » (2 candidats par caisse).",
            largeur=13,
        ),
        Colonne(
            "simultanes",
            "Suivis ensemble",
            "Combien de candidats un jury suit à la fois, si le RE le prévoit.",
            Saisie.ENTIER,
            largeur=10,
        ),
        Colonne(
            "coupure_midi",
            "Coupure de midi",
            "oui : l'épreuve s'arrête pour déjeuner.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
        ),
        Colonne(
            "plis",
            "Sujets sous pli",
            "oui : plis ouverts devant le premier qui la passe (toujours pour une QP ou une MSP collective).",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
        ),
        Colonne(
            "separee",
            "À part",
            "oui : hors de la suite des oraux du candidat.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=9,
        ),
        Colonne(
            "correction",
            "Correction",
            "Sans jury : « 15 min », « 15 min avant ET ». Vide : les réglages.",
            largeur=13,
        ),
        Colonne(
            "apporter",
            "À apporter",
            "Ce que le RE demande au candidat d'apporter, outre le DP, séparé par « ; ». Écrit sur sa convocation.",
            alias=("apporter",),
            largeur=24,
        ),
        Colonne(
            "a_confirmer",
            "À confirmer",
            "Ce que votre document n'indique pas, séparé par « ; » : " + " ; ".join(_SOUVENT) + "…",
            Saisie.LISTE,
            largeur=24,
        ),
    ),
)
"""One row an épreuve, or one of its phases. The first ten columns are what the RE says of every épreuve."""

COLONNES_DU_RE = 10
"""How many columns stand under `GROUPE_RE`; the others are for few épreuves."""

APRES = "après"
AUSSITOT = "aussitôt"
AUSSITOT_ALIAS = ("aussitôt", "aussitôt après", "immédiatement", "immédiatement après", "tout de suite")
JOURS = "{n} jour(s)"
AVANT = "avant"
PERSONNE = "personne"

EXISTE = ("« {nom} » existe déjà : il n'a pas été touché.", "Donnez un autre nom, ou déplacez ce fichier.")
NON_ECRIT = ("« {nom} » ne peut pas être écrit.", "Vérifiez le dossier et vos droits, ou donnez un autre nom.")
