"""The people and the means of a session: candidats, membres, those who help; juries, links, rooms, absences."""

from dataclasses import replace

from tpplanner.sheets.colonne import CONTACT, DISPONIBLE, IDENTIFIANT, INDISPONIBLE, OUI_NON, Colonne, Feuille, Saisie

# The people of a session: candidats, membres, and those who help.

MAJORATIONS = ("1/3", "1/4", "1/5", "1/2")
"""What a majoration offers; any other fraction or percentage may be typed."""


def _nom(exemple: str) -> Colonne:
    return Colonne(
        "nom",
        "Nom",
        "Nom de famille, comme sur la convocation.",
        exemple=exemple,
        obligatoire=True,
        alias=("nom de famille", "nom de naissance", "nom d'usage", "noms"),
        largeur=16,
    )


_PRENOM = Colonne("prenom", "Prénom", "Prénom usuel.", exemple="Léa", alias=("prénoms",), largeur=12)


def _majoration(champ: str, titre: str, epreuves: str) -> Colonne:
    return Colonne(
        champ,
        titre,
        f"Temps en plus aux épreuves {epreuves} : 1/3, 33 %, tiers…",
        Saisie.FRACTION,
        exemple="1/3",
        choix=MAJORATIONS,
        alias=(f"tiers temps {titre.rsplit(maxsplit=1)[-1]}",),
        largeur=11,
    )


CANDIDATS = Feuille(
    cle="candidats",
    titre="Candidats",
    premiere=True,
    but="Un candidat par ligne.",
    alias=("candidat", "liste des candidats", "stagiaires"),
    colonnes=(
        _nom("MOREAU"),
        _PRENOM,
        Colonne(
            "presente",
            "Présenté à",
            "« titre », ou ses CCP séparés par « ; ». Vide dans une session titre : le titre.",
            Saisie.LISTE,
            exemple="CCP1 ; CCP3",
            liste="presentations",
            alias=("ccp", "présentation à"),
            largeur=11,
        ),
        Colonne(
            "dernier_ccp",
            "Dernier CCP",
            "Oui si ces CCP achèvent son titre : il passe alors l'entretien final.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            alias=("dernier ccp à acquérir", "termine le titre"),
            largeur=9,
        ),
        Colonne(
            "dispenses",
            "Dispenses",
            "Épreuves qu'il n'a pas à passer, séparées par « ; ».",
            Saisie.NOMS,
            liste="epreuves",
            alias=("dispense", "dispensé de"),
            largeur=13,
            rare=True,
        ),
        Colonne("vae", "VAE", "Oui s'il vient par la VAE.", Saisie.OUI_NON, choix=OUI_NON, largeur=7, rare=True),
        Colonne(
            "numero_ceres",
            "N° CERES",
            "Le numéro de sa fiche dans CERES.",
            alias=("n° candidat", "numéro candidat", "identifiant ceres", "n°"),
            largeur=11,
            rare=True,
        ),
        Colonne(
            "presentation",
            "N° de présentation",
            "1, 2 ou 3 : rang de présentation depuis la fin de la formation. Vide : 1.",
            Saisie.ENTIER,
            exemple="1",
            alias=("présentation",),
            largeur=12,
            rare=True,
        ),
        Colonne(
            "debut_formation",
            "Début de formation",
            "Facultatif : premier jour de sa formation, pour les vérifications d'adresse.",
            Saisie.DATE,
            exemple="05/10/2026",
            alias=("date de début de formation",),
            largeur=11,
            rare=True,
        ),
        Colonne(
            "fin_formation",
            "Fin de formation",
            "Dernier jour de sa formation : trois sessions au plus dans les 12 mois qui suivent.",
            Saisie.DATE,
            exemple="28/05/2027",
            alias=("date de fin de formation",),
            largeur=11,
            rare=True,
        ),
        Colonne(
            "organisme",
            "Organisme",
            "Organisme de formation. Un membre du même organisme ne l'évalue pas.",
            exemple="Greta du Val",
            alias=("organisme de formation", "centre de formation"),
            largeur=14,
        ),
        Colonne(
            "employeur",
            "Employeur",
            "Entreprise, en alternance notamment. Un membre du même employeur ne l'évalue pas.",
            alias=("entreprise", "société"),
            largeur=14,
        ),
        Colonne(
            "formateurs",
            "Formateurs",
            "Qui l'a formé : NOM Prénom, séparés par « ; ». Ils ne l'évaluent pas et ne le surveillent pas.",
            Saisie.NOMS,
            exemple="LEROUX Paul",
            liste="formateurs",
            alias=("formateur",),
            largeur=15,
        ),
        _majoration("majoration_ecrit", "Majoration écrit", "écrites"),
        _majoration("majoration_oral", "Majoration oral", "orales"),
        _majoration("majoration_pratique", "Majoration pratique", "pratiques"),
        Colonne(
            "aide",
            "Aide",
            "Lecteur, scripteur ou interprète : NOM Prénom, de la feuille Aides.",
            Saisie.NOMS,
            liste="aides",
            alias=("aide humaine", "assistant"),
            largeur=14,
            rare=True,
        ),
        Colonne(
            "salle_a_part",
            "Salle à part",
            "Oui s'il compose seul, avec son surveillant.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=8,
            rare=True,
        ),
        Colonne(
            "salle_accessible",
            "Salle accessible",
            "Oui s'il lui faut des salles accessibles.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
            rare=True,
        ),
        Colonne(
            "passer_tot",
            "Passer tôt",
            "Oui s'il doit passer parmi les premiers devant son jury. Ne paraît sur aucun document.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=8,
        ),
        DISPONIBLE,
        replace(INDISPONIBLE, rare=True),
        Colonne(
            "numero_tire",
            "Numéro tiré",
            "Laissez vide : tiré au sort, puis conservé. Il paraît sur l'affichage, sauf autre choix dans Session.",
            Saisie.ENTIER,
            alias=("numéro tiré au sort", "n° tiré"),
            largeur=8,
            rare=True,
        ),
        CONTACT,
        IDENTIFIANT,
    ),
)

MEMBRES = Feuille(
    cle="membres",
    titre="Membres",
    premiere=True,
    but="Les membres de jury habilités, un par ligne.",
    alias=("membres de jury", "membre", "jurés", "membres du jury"),
    colonnes=(
        _nom("GARNIER"),
        _PRENOM,
        Colonne(
            "organisme",
            "Organisme",
            "S'il travaille pour un organisme de formation.",
            alias=("organisme de formation",),
            largeur=14,
        ),
        Colonne("employeur", "Employeur", "Son entreprise.", alias=("entreprise", "société"), largeur=14),
        Colonne(
            "habilitation",
            "Habilité pour",
            "Sigle ou code du titre. Sans habilitation il ne peut pas siéger.",
            exemple="CDA",
            alias=("habilitation", "titre", "habilitations"),
            largeur=10,
            necessaire=True,
        ),
        Colonne(
            "millesime", "Millésime", "De son habilitation : deux chiffres.", exemple="04", largeur=9, necessaire=True
        ),
        Colonne(
            "habilitation_fin",
            "Fin d'habilitation",
            "Dernier jour de validité. Vide : inconnu.",
            Saisie.DATE,
            exemple="18/12/2028",
            alias=("habilité jusqu'au", "validité"),
            largeur=12,
        ),
        Colonne(
            "autres_habilitations",
            "Autres habilitations",
            "Titre, millésime et fin, séparés par « ; » : « DWWM 04 31/08/2028 ; CDA 03 ».",
            Saisie.LISTE,
            exemple="DWWM 04 31/08/2028",
            largeur=20,
            rare=True,
        ),
        Colonne(
            "qualites",
            "Qualités",
            "Compétences exigées du jury, séparées par « ; » : anglais…",
            Saisie.LISTE,
            exemple="anglais",
            liste="qualites",
            alias=("qualité", "compétences"),
            largeur=12,
        ),
        Colonne(
            "observateur",
            "Observateur",
            "Oui s'il assiste sans évaluer : il ne compte pas.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=11,
            rare=True,
        ),
        DISPONIBLE,
        INDISPONIBLE,
        CONTACT,
        IDENTIFIANT,
    ),
)

_ORGANISME = Colonne("organisme", "Organisme", "Facultatif.", rare=True, alias=("employeur", "entreprise"), largeur=18)


def _personnes(cle: str, titre: str, but: str, alias: str, *autres: Colonne) -> Feuille:
    colonnes = (_nom("PETIT"), _PRENOM, *autres, _ORGANISME, DISPONIBLE, INDISPONIBLE, CONTACT, IDENTIFIANT)
    return Feuille(cle, titre, but, colonnes, alias=(alias,))


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
    Colonne(
        "suppleant",
        "Suppléant",
        "Oui pour un suppléant.",
        Saisie.OUI_NON,
        choix=OUI_NON,
        largeur=10,
    ),
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
    return Colonne(
        f"membre_{rang}",
        f"Membre {rang}",
        "NOM Prénom, de la feuille Membres.",
        Saisie.NOMS,
        exemple="GARNIER Paul",
        liste="membres",
        largeur=22,
    )


JURYS = Feuille(
    cle="jurys",
    titre="Jurys",
    but=(
        "Facultatif. Vide : les jurys sont composés à partir des membres. Si elle est remplie, ils sont repris tels "
        "quels."
    ),
    alias=("jury",),
    colonnes=(
        Colonne("nom", "Jury", "Son nom : Jury A.", exemple="Jury A", obligatoire=True, alias=("nom",), largeur=14),
        *(_membre(rang) for rang in (1, 2, 3)),
        Colonne(
            "autres",
            "Autres membres",
            "NOM Prénom, séparés par « ; ».",
            Saisie.NOMS,
            liste="membres",
            alias=("membres",),
            largeur=24,
        ),
    ),
)

LIENS = Feuille(
    cle="liens",
    titre="Liens jury-candidats",
    but=(
        "Qui ne doit pas évaluer qui. Les liens d'organisme et d'employeur sont déduits ; « levé » avec un motif en"
        " lève un (jamais celui d'un formateur)."
    ),
    alias=("liens", "liens jury candidats", "incompatibilités"),
    colonnes=(
        Colonne(
            "candidat",
            "Candidat",
            "NOM Prénom, de la feuille Candidats.",
            Saisie.NOMS,
            exemple="MOREAU Léa",
            liste="candidats",
            obligatoire=True,
            largeur=26,
        ),
        Colonne(
            "membre",
            "Membre",
            "NOM Prénom, de la feuille Membres.",
            Saisie.NOMS,
            exemple="GARNIER Paul",
            liste="membres",
            obligatoire=True,
            alias=("membre de jury",),
            largeur=26,
        ),
        Colonne(
            "motif",
            "Motif",
            "Pour vous et pour le contrôle. Obligatoire pour lever un lien.",
            exemple="ancien tuteur",
            alias=("lien", "raison"),
            largeur=34,
        ),
        Colonne(
            "leve",
            "Levé",
            "Oui pour lever un lien déduit (même organisme, même employeur).",
            Saisie.OUI_NON,
            choix=OUI_NON,
            alias=("lien levé",),
            largeur=8,
        ),
    ),
)

SALLES = Feuille(
    cle="salles",
    titre="Salles",
    premiere=True,
    but="Les salles du site, une par ligne : usages, nombre de postes, ressources.",
    alias=("salle", "locaux"),
    colonnes=(
        Colonne("nom", "Salle", "Son nom.", exemple="Salle 12", obligatoire=True, alias=("nom",), largeur=20),
        Colonne(
            "usages",
            "Types",
            "Usages, séparés par « ; » : jury, écrit, plateau… (les types de la feuille Épreuves).",
            Saisie.LISTE,
            exemple="jury ; écrit",
            liste="usages",
            alias=("usages", "usage", "type", "types de salle"),
            largeur=18,
            necessaire=True,
        ),
        Colonne(
            "postes",
            "Postes",
            "Combien de candidats peuvent y composer ensemble. Vide : 1.",
            Saisie.ENTIER,
            exemple="12",
            alias=("nombre de postes", "places"),
            largeur=8,
        ),
        Colonne(
            "ressources",
            "Ressources",
            "Nom et nombre, séparés par « ; » : « poste informatique : 12 ; caisse : 2 ».",
            Saisie.LISTE,
            exemple="caisse : 2",
            alias=("ressource", "équipements"),
            largeur=28,
        ),
        Colonne(
            "accessible",
            "Accessible",
            "Oui si elle est accessible aux personnes à mobilité réduite. Vide : non.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            alias=("pmr",),
            largeur=10,
            rare=True,
        ),
        DISPONIBLE,
        replace(INDISPONIBLE, rare=True),
        IDENTIFIANT,
    ),
)

MOMENTS = ("journée", "matin", "après-midi")

INDISPONIBILITES = Feuille(
    cle="indisponibilites",
    titre="Indisponibilités",
    but="Les absences, une par ligne : personnes et salles. Matin : jusqu'à 13 h ; après-midi : à partir de 13 h.",
    alias=("absences",),
    colonnes=(
        Colonne(
            "qui",
            "Qui",
            "NOM Prénom, ou nom de salle, tel que dans sa feuille.",
            Saisie.NOMS,
            exemple="GARNIER Paul",
            liste="tous",
            obligatoire=True,
            alias=("nom", "personne"),
            largeur=28,
        ),
        Colonne(
            "jour",
            "Jour",
            "Date, ou libellé du jour. Vide : tous les jours de la session.",
            Saisie.DATE,
            exemple="14/06/2027",
            alias=("date",),
            largeur=14,
        ),
        Colonne(
            "moment",
            "Moment",
            "Journée, matin (jusqu'à 13 h) ou après-midi (dès 13 h). Vide : les heures à côté, sinon la journée.",
            Saisie.CHOIX,
            exemple="matin",
            choix=MOMENTS,
            alias=("demi-journée",),
            largeur=12,
        ),
        Colonne("de", "De", "Ou bien : à partir de cette heure.", Saisie.HEURE, exemple="09:00", alias=("début",)),
        Colonne("a", "À", "Jusqu'à cette heure. Vide : la fin du jour.", Saisie.HEURE, exemple="11:00", alias=("fin",)),
    ),
)

CONVOCATIONS = Feuille(
    cle="convocations",
    titre="Convocations",
    but=(
        "Les heures auxquelles les personnes ont été convoquées. Dès qu'une personne y figure, elle ne commence ni plus"
        " tôt ni un autre jour, sauf accord."
    ),
    alias=("convocation",),
    colonnes=(
        Colonne(
            "personne",
            "Personne",
            "NOM Prénom, d'une des feuilles de personnes.",
            Saisie.NOMS,
            exemple="MOREAU Léa",
            liste="personnes",
            obligatoire=True,
            alias=("nom", "qui", "candidat"),
            largeur=28,
        ),
        Colonne(
            "jour", "Jour", "Jour de la convocation.", Saisie.DATE, exemple="14/06/2027", alias=("date",), largeur=14
        ),
        Colonne(
            "heure",
            "Heure",
            "Heure de la convocation.",
            Saisie.HEURE,
            exemple="08:30",
            alias=("heure de convocation",),
            largeur=10,
        ),
        Colonne(
            "accord",
            "Accord",
            "Oui si la personne accepte de commencer plus tôt ce jour-là.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            alias=("accord pour plus tôt",),
            largeur=10,
        ),
    ),
)
