"""The sheet by which a centre types its own titre: the head of its RE, then a table for it, for each CCP, each CCS.

It is the RE's table 3.1 with what the RE says around it (4.1, 4.2, annexe 1); every field of a référentiel can be
typed in it. A row is an épreuve, or « suite » for the next phase of the one above.
"""

from tpplanner.sheets.colonne import Feuille, Forme, choix, date, entier, liste, minutes, oui_non, texte
from tpplanner.texts.referentiels import CHAMPS, MODALITES, NATURES, PRESENCES

TITRE = "Référentiel"
"""The name of the sheet."""

GRAND_TITRE = "Saisie d'un titre professionnel"
INTRODUCTION = (
    "Ouvrez le référentiel d'évaluation (RE) à côté et recopiez-le dans les cases jaunes, ligne à ligne : d'abord"
    " l'en-tête, puis le tableau 3.1 (session titre), puis le tableau de chaque CCP et de chaque CCS. Laissez vides"
    " ceux qui n'existent pas. Enregistrez, puis donnez ce fichier à « tpplanner titres lire » : les sommes que le RE"
    " imprime sont vérifiées, et tout ce qui ne va pas est signalé avec sa case."
)
OBLIGATOIRE = "* : à remplir."
PAR_EXEMPLE = "Ex. : {exemple}"
EXEMPLE = "ex."
"""A row that begins so is an example, and is not read."""
SUITE = "suite"
"""In *Modalité*: the next phase of the épreuve of the row above."""

SECTION_TITRE = "Session titre"
SECTION_TITRE_PRECISION = "tableau 3.1 du RE"
CERTIFICATS = ("CCP", "CCS")
"""What a table is of that is not the titre's; it is named by its rank among them: ``CCP1``, ``CCS2``."""
INTITULE = "Intitulé :"
GROUPE_RE = "Ce que le RE dit de chaque épreuve"
GROUPE_RARE = "Cas particuliers (laissez vide le plus souvent)"
EXEMPLE_DE = "Exemple : le tableau 3.1 de CDA, tel que son RE l'imprime."

TOTAL_CANDIDAT = "Durée totale de l'épreuve pour le candidat"
TOTAL_CANDIDAT_OU = "Imprimée sous le tableau 3.1 ; comparée à la somme des durées. Vide si le RE n'en donne pas."
PRESENCE_JURY = "Durée totale de présence du jury"
PRESENCE_JURY_OU = "Section 4.1 du RE ; comparée à la somme des durées devant le jury. Vide si le RE n'en donne pas."

PIED = "Saisie d'un titre – document interne"

SANS_BORNE = 999_999_999
"""No bound in the sheet: the checks of a référentiel say how great its numbers may be."""

ENTETE = Feuille(
    "titre_nouveau_entete", "En-tête du référentiel d'évaluation (RE)", "Ce qui identifie le titre.", forme=Forme.FICHE
).avec_colonnes(
    texte("sigle", "Sigle", obligatoire=True, exemple="CDA").dit("En tête de chaque page du RE."),
    texte("code", "Code titre", obligatoire=True, exemple="TP-01281").dit("En tête de chaque page du RE."),
    texte("millesime", "Millésime", obligatoire=True, exemple="04").dit("Deux chiffres, en tête de page."),
    texte(
        "intitule", "Intitulé du titre", "intitulé", obligatoire=True, exemple="Concepteur développeur d'applications"
    ).dit("Première page du RE."),
    texte("rncp", "N° RNCP", "rncp", exemple="37873").dit("Facultatif."),
    date("date_entete", "Date de mise à jour", "mise à jour", exemple="02/07/2024").dit(
        "Celle de l'en-tête de page, non celle du nom de fichier."
    ),
    date("jo", "Date du JO", "date dernier jo", "jo", exemple="13/05/2023").dit("En tête de chaque page du RE."),
    date("effet", "Date d'effet", "date d'effet de l'arrêté", "effet", exemple="18/12/2023").dit(
        "Section 1 du RE. Vide si vous ne l'avez pas."
    ),
    texte("source", "Source", obligatoire=True, exemple="RE TP-01281 millésime 04, mise à jour du 02/07/2024").dit(
        "Le document que vous recopiez."
    ),
    oui_non(
        "verifie", "Recopié du RE officiel ?", "vérifié", "recopié du re officiel", obligatoire=True, exemple="oui"
    ).dit("« oui » si vous avez le RE du ministère sous les yeux ; sinon planning.xlsx indiquera « non vérifié »."),
    entier("membres_min", "Membres par jury, au moins", "membres par jury", au_plus=SANS_BORNE, exemple="2").dit(
        "Section 4.3 du RE. Vide : 2."
    ),
    liste("qualites", "Qualités demandées au jury", "qualités", exemple="anglais").dit(
        "Section 4.3 du RE, séparées par « ; ». Vide si « Sans objet »."
    ),
    oui_non("organismes_differents", "Membres d'organismes différents", "organismes différents", exemple="non").dit(
        "Section 4.3 du RE : « oui » s'il demande que les membres d'un jury viennent d'organismes différents."
    ),
    entier("quota", "Candidats par jury et par jour", "quota", au_plus=SANS_BORNE, exemple="4").dit(
        "Annexe 1 du RE (« un jury peut recevoir … candidats en une journée »). Vide si le RE n'en parle pas."
    ),
    oui_non("comediens_exterieurs", "Comédiens extérieurs", exemple="non").dit(
        "« oui » si qui joue ne doit pas être en formation avec le candidat (annexe 1 du RE). Vide : non."
    ),
    date("expiration", "Fin de validité du titre", "expiration", "échéance", exemple="31/12/2028").dit(
        "Facultatif : date d'échéance de la fiche RNCP."
    ),
    texte(
        "avertissements",
        "À rappeler au responsable",
        "avertissements",
        "à rappeler sur chaque sortie",
        exemple="Une mise à jour plus récente n'a pas été lue.",
    ).dit("Facultatif ; un par ligne (Alt+Entrée dans la case)."),
)
"""One row a field: title, value, help."""

_SOUVENT = tuple(CHAMPS[champ] for champ in ("presence", "collective", "usage", "apres"))


def libelle_modalite(sigle: str) -> str:
    """A modalité as the list offers it: ``ET – Entretien technique``."""
    return f"{sigle} – {MODALITES[sigle]}"


EPREUVES = Feuille("titre_nouveau_epreuves", "Épreuves", "Une ligne par épreuve.").avec_colonnes(
    choix("modalite", "Modalité", choix=(*map(libelle_modalite, MODALITES), SUITE), largeur=38, obligatoire=True).dit(
        "Celle du RE, dans la liste. « suite » : deuxième phase de l'épreuve du dessus (par exemple 45 min de"
        " préparation surveillée, puis 10 min devant le jury). Ce qui est « Sans objet » ne s'écrit pas."
    ),
    minutes("duree", "Durée", "durée (minutes)", "minutes", largeur=11, obligatoire=True).dit(
        "Comme le RE : 00 h 40 min, ou 40."
    ),
    choix("presence", "Qui est présent", "présence", choix=tuple(PRESENCES.values()), obligatoire=True).dit(
        "Le jury, un surveillant sans jury, ou personne (seul) ; « surveillé si plusieurs » : si d'autres sont dans la"
        " salle."
    ),
    oui_non("collective", "Collective").dit("oui : tous les candidats en même temps."),
    liste("apres", "Passe après", "après", "ordre", largeur=11).dit(
        "L'épreuve qui doit précéder (QP, PP…) ; plusieurs : « QP ; MSP »."
    ),
    texte("delai", "Délai", largeur=11).dit(
        "Vide : à tout moment ensuite. « aussitôt » : sans attente. « 2 jours » : le surlendemain au plus tôt."
    ),
    choix("usage", "Type de salle", "salle", choix=("jury", "écrit", "plateau")).dit(
        "jury, écrit, plateau, ou un mot à vous (atelier…). Vide devant le jury : sa salle."
    ),
    oui_non("partagee", "Postes partagés").dit("oui : plusieurs candidats dans la salle, chacun à son poste."),
    choix("nature", "Nature", choix=tuple(NATURES.values()), largeur=10).dit(
        "Pour les majorations et les aides. Vide : écrit pour un QP, oral pour PP, ET, QAP et EF ; « suite » : celle"
        " de la première ligne."
    ),
    entier("comediens", "Comédiens", "comédien", "figurants").dit(
        "Combien jouent à la fois pour un candidat, dans cette phase (« oui » : 1)."
    ),
    texte("role", "Rôle", "rôle joué", largeur=20).dit("Ce qu'ils jouent : élève conducteur… Vide : un comédien."),
    liste("vehicules", "Véhicules", "véhicule", largeur=14).dit(
        "Les sortes de véhicule réservées pour cette phase, en plus de la salle : « voiture », « D ; CE »."
    ),
    texte("nom", "Nom affiché", "nom", largeur=20).dit(
        "Vide : le nom de la modalité. À donner si deux épreuves ont la même."
    ),
    texte("repere", "Repère", largeur=11).dit(
        "Vide : MSP, ET… ; deux MSP : MSP1, MSP2. C'est lui que « Passe après » nomme."
    ),
    texte("ressource", "Ressource", largeur=13).dit(
        "Un matériel par candidat ; partagé : « caisse : 2 » (2 candidats par caisse)."
    ),
    entier("simultanes", "Suivis ensemble", au_plus=SANS_BORNE).dit(
        "Combien de candidats un jury suit à la fois, si le RE le prévoit."
    ),
    oui_non("coupure_midi", "Coupure de midi").dit("oui : l'épreuve s'arrête pour déjeuner."),
    oui_non("plis", "Sujets sous pli").dit(
        "oui : plis ouverts devant le premier qui la passe (toujours pour une QP ou une MSP collective)."
    ),
    oui_non("separee", "À part", largeur=9).dit("oui : hors de la suite des oraux du candidat."),
    texte("correction", "Correction", largeur=13).dit(
        "Sans jury : « 15 min », « 15 min avant ET ». Vide : les réglages."
    ),
    texte("apporter", "À apporter", "apporter", largeur=24).dit(
        "Ce que le RE demande au candidat d'apporter, outre le DP, séparé par « ; ». Écrit sur sa convocation."
    ),
    liste("a_confirmer", "À confirmer", largeur=24).dit(
        "Ce que votre document n'indique pas, séparé par « ; » : " + " ; ".join(_SOUVENT) + "…"
    ),
)
"""One row an épreuve, or one of its phases. The first ten columns are what the RE says of every épreuve."""

DE_LA_PHASE = ("modalite", "duree", "presence", "usage", "partagee", "nature", "comediens", "role", "vehicules")
"""The columns that a row says of its own phase; the others stand on the first row of an épreuve."""

TABLE = Feuille(
    "titre_nouveau_table", "Table", "Ce qui entoure les épreuves d'un tableau.", forme=Forme.FICHE
).avec_colonnes(
    texte("nom", INTITULE, "intitulé du ccp :", "intitulé du ccs :"),
    minutes("total_candidat", TOTAL_CANDIDAT),
    minutes("presence_jury", PRESENCE_JURY),
)
"""The name of a CCP or CCS above its table, and the totals of the RE below one."""

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
