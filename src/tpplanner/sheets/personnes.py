"""The people and the means of a session: candidats, membres, those who help; juries, links, rooms, absences."""

from dataclasses import replace

from tpplanner.domain.referentiel import Nature
from tpplanner.sheets.colonne import (
    CONTACT,
    DISPONIBLE,
    IDENTIFIANT,
    INDISPONIBLE,
    Colonne,
    Feuille,
    choix,
    date,
    entier,
    fraction,
    heure,
    liste,
    noms,
    oui_non,
    texte,
)

# The people of a session: candidats, membres, and those who help.

MAJORATIONS = ("1/3", "1/4", "1/5", "1/2")
"""What a majoration offers; any other fraction or percentage may be typed."""


_NOM = texte(
    "nom", "Nom", "nom de famille", "nom de naissance", "nom d'usage", "noms", largeur=16, obligatoire=True
).dit("Nom de famille, comme sur la convocation.")
_PRENOM = texte("prenom", "Prénom", "prénoms", largeur=12).dit("Prénom usuel.")


def champ_majoration(nature: Nature) -> str:
    """The field that holds the majoration of a candidat in épreuves of a kind."""
    return f"majoration_{nature.value}"


def _majoration(nature: Nature, nom: str, epreuves: str) -> Colonne:
    return fraction(champ_majoration(nature), f"Majoration {nom}", f"tiers temps {nom}", choix=MAJORATIONS).dit(
        f"Temps en plus aux épreuves {epreuves} : 1/3, 33 %, tiers…"
    )


CANDIDATS = Feuille(
    "candidats",
    "Candidats",
    "Un candidat par ligne.",
    premiere=True,
    alias=("candidat", "liste des candidats", "stagiaires"),
).avec(
    _NOM,
    _PRENOM,
    liste("presente", "Présenté à", "ccp", "présentation à", liste="presentations", largeur=11).dit(
        "« titre », ou ses CCP séparés par « ; ». Vide dans une session titre : le titre."
    ),
    oui_non("dernier_ccp", "Dernier CCP", "dernier ccp à acquérir", "termine le titre", largeur=9).dit(
        "Oui si ces CCP achèvent son titre : il passe alors l'entretien final."
    ),
    noms("dispenses", "Dispenses", "dispense", "dispensé de", liste="epreuves", largeur=13, rare=True).dit(
        "Épreuves qu'il n'a pas à passer, séparées par « ; »."
    ),
    oui_non("vae", "VAE", largeur=7, rare=True).dit("Oui s'il vient par la VAE."),
    texte(
        "numero_ceres", "N° CERES", "n° candidat", "numéro candidat", "identifiant ceres", "n°", largeur=11, rare=True
    ).dit("Le numéro de sa fiche dans CERES."),
    entier("presentation", "N° de présentation", "présentation", largeur=12, rare=True, doux=True).dit(
        "1, 2 ou 3 : rang de présentation depuis la fin de la formation. Vide : 1."
    ),
    date("debut_formation", "Début de formation", "date de début de formation", largeur=11, rare=True, doux=True).dit(
        "Facultatif : premier jour de sa formation, pour les vérifications d'adresse."
    ),
    date("fin_formation", "Fin de formation", "date de fin de formation", largeur=11, rare=True, doux=True).dit(
        "Dernier jour de sa formation : trois sessions au plus dans les 12 mois qui suivent."
    ),
    texte("organisme", "Organisme", "organisme de formation", "centre de formation").dit(
        "Organisme de formation. Un membre du même organisme ne l'évalue pas."
    ),
    texte("employeur", "Employeur", "entreprise", "société").dit(
        "Entreprise, en alternance notamment. Un membre du même employeur ne l'évalue pas."
    ),
    noms("formateurs", "Formateurs", "formateur", liste="formateurs", largeur=15).dit(
        "Qui l'a formé : NOM Prénom, séparés par « ; ». Ils ne l'évaluent pas et ne le surveillent pas."
    ),
    _majoration(Nature.ECRIT, "écrit", "écrites"),
    _majoration(Nature.ORAL, "oral", "orales"),
    _majoration(Nature.PRATIQUE, "pratique", "pratiques"),
    noms("aide", "Aide", "aide humaine", "assistant", liste="aides", largeur=14, rare=True).dit(
        "Lecteur, scripteur ou interprète : NOM Prénom, de la feuille Aides."
    ),
    oui_non("salle_a_part", "Salle à part", largeur=8, rare=True).dit("Oui s'il compose seul, avec son surveillant."),
    oui_non("salle_accessible", "Salle accessible", rare=True).dit("Oui s'il lui faut des salles accessibles."),
    oui_non("passer_tot", "Passer tôt", largeur=8).dit(
        "Oui s'il doit passer parmi les premiers devant son jury. Ne paraît sur aucun document."
    ),
    DISPONIBLE,
    replace(INDISPONIBLE, rare=True),
    entier("numero_tire", "Numéro tiré", "numéro tiré au sort", "n° tiré", largeur=8, rare=True).dit(
        "Laissez vide : tiré au sort, puis conservé. Il paraît sur l'affichage, sauf autre choix dans Session."
    ),
    CONTACT,
    IDENTIFIANT,
)

MEMBRES = Feuille(
    "membres",
    "Membres",
    "Les membres de jury habilités, un par ligne.",
    premiere=True,
    alias=("membres de jury", "membre", "jurés", "membres du jury"),
).avec(
    _NOM,
    _PRENOM,
    texte("organisme", "Organisme", "organisme de formation").dit("S'il travaille pour un organisme de formation."),
    texte("employeur", "Employeur", "entreprise", "société").dit("Son entreprise."),
    texte("habilitation", "Habilité pour", "habilitation", "titre", "habilitations", largeur=10, necessaire=True).dit(
        "Sigle ou code du titre. Sans habilitation il ne peut pas siéger."
    ),
    texte("millesime", "Millésime", largeur=9, necessaire=True).dit("De son habilitation : deux chiffres."),
    date("habilitation_fin", "Fin d'habilitation", "habilité jusqu'au", "validité", doux=True).dit(
        "Dernier jour de validité. Vide : inconnu."
    ),
    liste("autres_habilitations", "Autres habilitations", largeur=20, rare=True).dit(
        "Titre, millésime et fin, séparés par « ; » : « DWWM 04 31/08/2028 ; CDA 03 »."
    ),
    liste("qualites", "Qualités", "qualité", "compétences", liste="qualites").dit(
        "Compétences exigées du jury, séparées par « ; » : anglais…"
    ),
    oui_non("observateur", "Observateur", largeur=11, rare=True).dit(
        "Oui s'il assiste sans évaluer : il ne compte pas."
    ),
    DISPONIBLE,
    INDISPONIBLE,
    CONTACT,
    IDENTIFIANT,
)

_ORGANISME = texte("organisme", "Organisme", "employeur", "entreprise", largeur=18, rare=True).dit("Facultatif.")


def _personnes(cle: str, titre: str, but: str, alias: str, *autres: Colonne) -> Feuille:
    communes = (_ORGANISME, DISPONIBLE, INDISPONIBLE, CONTACT, IDENTIFIANT)
    return Feuille(cle, titre, but, alias=(alias,)).avec(_NOM, _PRENOM, *autres, *communes)


SURVEILLANTS = _personnes(
    "surveillants",
    "Surveillants",
    "Qui peut surveiller les épreuves écrites ; jamais un formateur des candidats présents.",
    "surveillant",
)
COMEDIENS = _personnes(
    "comediens", "Comédiens", "Qui joue dans les mises en situation, si le RE en prévoit.", "comédien"
)
RESPONSABLES = _personnes(
    "responsables",
    "Responsables",
    "Le responsable de session et ses suppléants : l'un d'eux est présent du début à la fin.",
    "responsable",
    oui_non("suppleant", "Suppléant").dit("Oui pour un suppléant."),
)
FORMATEURS = _personnes(
    "formateurs",
    "Formateurs",
    "Les formateurs des candidats : pas de contact avec les candidats ni le jury pendant la session.",
    "formateur",
)
AIDES = _personnes("aides", "Aides", "Lecteurs, scripteurs et interprètes accordés à des candidats.", "aide")

# Juries, links, rooms, absences, convocations.


def _membre(rang: int) -> Colonne:
    return noms(f"membre_{rang}", f"Membre {rang}", liste="membres", largeur=22).dit(
        "NOM Prénom, de la feuille Membres."
    )


JURYS = Feuille(
    "jurys",
    "Jurys",
    "Facultatif. Vide : les jurys sont composés à partir des membres. Si elle est remplie, ils sont repris tels quels.",
    alias=("jury",),
).avec(
    texte("nom", "Jury", "nom", obligatoire=True).dit("Son nom : Jury A."),
    *(_membre(rang) for rang in (1, 2, 3)),
    noms("autres", "Autres membres", "membres", liste="membres", largeur=24).dit("NOM Prénom, séparés par « ; »."),
)

LIENS = Feuille(
    "liens",
    "Liens jury-candidats",
    "Qui ne doit pas évaluer qui. Les liens d'organisme et d'employeur sont déduits ; « levé » avec un motif en"
    " lève un (jamais celui d'un formateur).",
    alias=("liens", "liens jury candidats", "incompatibilités"),
).avec(
    noms("candidat", "Candidat", liste="candidats", largeur=26, obligatoire=True).dit(
        "NOM Prénom, de la feuille Candidats."
    ),
    noms("membre", "Membre", "membre de jury", liste="membres", largeur=26, obligatoire=True).dit(
        "NOM Prénom, de la feuille Membres."
    ),
    texte("motif", "Motif", "lien", "raison", largeur=34).dit(
        "Pour vous et pour le contrôle. Obligatoire pour lever un lien."
    ),
    oui_non("leve", "Levé", "lien levé", largeur=8).dit(
        "Oui pour lever un lien déduit (même organisme, même employeur)."
    ),
)

SALLES = Feuille(
    "salles",
    "Salles",
    "Les salles du site, une par ligne : usages, nombre de postes, ressources.",
    premiere=True,
    alias=("salle", "locaux"),
).avec(
    texte("nom", "Salle", "nom", largeur=20, obligatoire=True).dit("Son nom."),
    liste(
        "usages", "Types", "usages", "usage", "type", "types de salle", liste="usages", largeur=18, necessaire=True
    ).dit("Usages, séparés par « ; » : jury, écrit, plateau… (les types de la feuille Épreuves)."),
    entier("postes", "Postes", "nombre de postes", "places", largeur=8).dit(
        "Combien de candidats peuvent y composer ensemble. Vide : 1."
    ),
    liste("ressources", "Ressources", "ressource", "équipements", largeur=28).dit(
        "Nom et nombre, séparés par « ; » : « poste informatique : 12 ; caisse : 2 »."
    ),
    oui_non("accessible", "Accessible", "pmr", rare=True).dit(
        "Oui si elle est accessible aux personnes à mobilité réduite. Vide : non."
    ),
    DISPONIBLE,
    replace(INDISPONIBLE, rare=True),
    IDENTIFIANT,
)

MOMENTS = ("journée", "matin", "après-midi")

INDISPONIBILITES = Feuille(
    "indisponibilites",
    "Indisponibilités",
    "Les absences, une par ligne : personnes et salles. Matin : jusqu'à 13 h ; après-midi : à partir de 13 h.",
    alias=("absences",),
).avec(
    noms("qui", "Qui", "nom", "personne", liste="tous", largeur=28, obligatoire=True).dit(
        "NOM Prénom, ou nom de salle, tel que dans sa feuille."
    ),
    date("jour", "Jour", "date", largeur=14).dit("Date, ou libellé du jour. Vide : tous les jours de la session."),
    choix("moment", "Moment", "demi-journée", choix=MOMENTS, largeur=12).dit(
        "Journée, matin (jusqu'à 13 h) ou après-midi (dès 13 h). Vide : les heures à côté, sinon la journée."
    ),
    heure("de", "De", "début", largeur=14).dit("Ou bien : à partir de cette heure."),
    heure("a", "À", "fin", largeur=14).dit("Jusqu'à cette heure. Vide : la fin du jour."),
)

CONVOCATIONS = Feuille(
    "convocations",
    "Convocations",
    "Les heures auxquelles les personnes ont été convoquées. Dès qu'une personne y figure, elle ne commence ni plus"
    " tôt ni un autre jour, sauf accord.",
    alias=("convocation",),
).avec(
    noms("personne", "Personne", "nom", "qui", "candidat", liste="personnes", largeur=28, obligatoire=True).dit(
        "NOM Prénom, d'une des feuilles de personnes."
    ),
    date("jour", "Jour", "date", largeur=14).dit("Jour de la convocation."),
    heure("heure", "Heure", "heure de convocation", largeur=10).dit("Heure de la convocation."),
    oui_non("accord", "Accord", "accord pour plus tôt").dit(
        "Oui si la personne accepte de commencer plus tôt ce jour-là."
    ),
)
