"""The frame of a session: what it is, its days, its épreuves, its réglages; the sheets that are read back."""

from dataclasses import fields, replace
from datetime import time

from tpplanner.domain.reglages import BORNES, NIVEAUX, PAS_PERMIS, Reglages, Terme
from tpplanner.domain.session import Designation, Fuseau
from tpplanner.rules import PREFERENCES, SoftCard
from tpplanner.sheets.colonne import OUI_NON, Colonne, Feuille, Forme, Saisie

# What the form *Session* asks for the dates around a session; all of it may stay empty.


def _fait(champ: str, titre: str, aide: str, *alias: str, rubrique: str = "") -> Colonne:
    return Colonne(champ, titre, aide, Saisie.DATE, alias=alias, rubrique=rubrique, rare=True)


LIEU = (
    Colonne(
        "departement",
        "Département du site",
        "Son numéro : 75, 2A, 974… Pour les jours fériés, les vacances et l'adresse du service départemental. Vide :"
        " d'après le code postal du site.",
        exemple="29",
        alias=("département",),
        rare=True,
    ),
    Colonne(
        "contact_service",
        "Contact du service départemental",
        "Courriel où envoyer PV et programmation. Vide en Île-de-France : l'adresse publiée par la DRIEETS.",
        alias=("contact ddets", "courriel du service départemental"),
        rare=True,
    ),
    Colonne(
        "bail_fin",
        "Fin du bail",
        "Dernier jour du bail ou de la mise à disposition des locaux, s'il en a un.",
        Saisie.DATE,
        exemple="31/08/2029",
        alias=("bail jusqu'au",),
        rare=True,
    ),
)
"""Where the site is, and its premises."""

SUIVI = (
    _fait(
        "programmation_transmise",
        "Programmation transmise le",
        "La programmation prévisionnelle qui contient cette session, envoyée au service départemental.",
        rubrique="Ce qui est déjà fait (pour « tpplanner dates » ; tout peut rester vide)",
    ),
    _fait("dte_commandes", "DTE commandés le", "Les sujets, commandés dans CERES.", "sujets commandés le"),
    _fait("plis_recus", "Plis reçus le", "Les sujets sous pli, arrivés au centre.", "dte reçus le"),
    _fait(
        "sujets_detruits",
        "Sujets détruits le",
        "Ceux de la session, et les DTE non utilisés (détruits ou renvoyés).",
        "dte détruits le",
    ),
    _fait("pv_transmis", "PV transmis le", "PV général et individuels, signés, au service départemental."),
    _fait(
        "resultats_valides",
        "Résultats validés le",
        "Validation de la session par le service départemental : avant, rien ne s'affiche.",
    ),
    _fait("annulee", "Session annulée le", "Seulement si la session est annulée.", "annulation"),
    _fait(
        "pieces_demandees",
        "Modifications demandées le",
        "Demande reçue sur le dossier d'agrément, tant que vous n'avez pas répondu. Sinon vide.",
        "pièces demandées le",
    ),
)
"""What was done, by the fields of `domain.suivi.Suivi`."""

# The frame of a session: what it is, its days, its épreuves.

LISEZ_MOI = Feuille(
    cle="lisez_moi",
    titre="Lisez-moi",
    premiere=True,
    but="Comment remplir ce classeur",
    forme=Forme.FICHE,
    alias=("lisez moi", "mode d'emploi"),
)

GENRES = ("session titre", "session CCP")
USAGES_DU_CLASSEUR = ("session réelle", "dossier d'agrément")
FUSEAUX = {
    Fuseau.METROPOLE: "métropole",
    Fuseau.GUADELOUPE: "Guadeloupe",
    Fuseau.GUYANE: "Guyane",
    Fuseau.MARTINIQUE: "Martinique",
    Fuseau.MAYOTTE: "Mayotte",
    Fuseau.REUNION: "La Réunion",
    Fuseau.SAINT_BARTHELEMY: "Saint-Barthélemy",
    Fuseau.SAINT_MARTIN: "Saint-Martin",
    Fuseau.SAINT_PIERRE: "Saint-Pierre-et-Miquelon",
    Fuseau.NOUVELLE_CALEDONIE: "Nouvelle-Calédonie",
    Fuseau.POLYNESIE: "Polynésie française",
    Fuseau.WALLIS: "Wallis-et-Futuna",
}
"""The place of a centre, as its clock tells the hour there."""

AFFICHAGES = {
    Designation.NUMERO: "numéro tiré",
    Designation.PRENOM: "Prénom N.",
    Designation.NOM: "NOM Prénom",
}
"""How the wall names candidats, as people choose it."""

SESSION = Feuille(
    cle="session",
    titre="Session",
    premiere=True,
    but="Ce qu'est la session : une session par classeur, un seul site.",
    forme=Forme.FICHE,
    colonnes=(
        Colonne(
            "genre",
            "Type de session",
            "CERES sépare les sessions titre des sessions CCP.",
            Saisie.CHOIX,
            exemple="session titre",
            choix=GENRES,
            alias=("genre", "type", "session"),
            rubrique="La session",
        ),
        Colonne(
            "usage",
            "Usage du classeur",
            "« dossier d'agrément » pour un planning d'exemple, avant de connaître candidats et membres : les règles"
            " sur les personnes sont alors sans objet. Vide : session réelle.",
            Saisie.CHOIX,
            exemple="session réelle",
            choix=USAGES_DU_CLASSEUR,
            alias=("usage",),
        ),
        Colonne(
            "sigle",
            "Titre (sigle)",
            "Le sigle ou le code du titre : CDA, DWWM, TP-01281… Ne changez pas de titre ici : refaites un classeur"
            " avec « tpplanner init --titre ».",
            exemple="CDA",
            obligatoire=True,
            alias=("titre", "sigle", "titre professionnel", "code titre"),
        ),
        Colonne(
            "millesime",
            "Millésime",
            "Celui de la session ; deux chiffres. Les membres doivent être habilités sur ce millésime.",
            exemple="04",
            alias=("version",),
        ),
        Colonne("centre", "Centre", "Nom de l'organisme agréé.", rubrique="Le centre", alias=("organisme", "centre")),
        Colonne("site", "Site", "Adresse du site agréé : un seul par classeur.", alias=("lieu",)),
        Colonne("contact", "Contact du centre", "Téléphone ou courriel, pour les documents.", alias=("contact",)),
        Colonne(
            "responsable",
            "Responsable de session",
            "NOM Prénom. La feuille Responsables permet d'ajouter ses absences.",
            Saisie.NOMS,
            exemple="PETIT Anne",
            rubrique="Le responsable de session",
            alias=("responsable",),
        ),
        Colonne(
            "contact_responsable",
            "Contact du responsable",
            "Téléphone ou courriel : différent de celui du suppléant (CERES le demande).",
        ),
        Colonne(
            "suppleants",
            "Suppléants",
            "NOM Prénom, séparés par « ; ». Toujours prévoir un plan B.",
            Saisie.NOMS,
            exemple="ROCHE Yves",
            alias=("suppléant",),
        ),
        Colonne(
            "contact_suppleants",
            "Contacts des suppléants",
            "Dans le même ordre, séparés par « ; ».",
            alias=("contact du suppléant",),
        ),
        Colonne(
            "affichage",
            "Candidats sur l'affichage",
            "Comment l'affiche, les portes et l'image des heures désignent les candidats. Vide : leur numéro tiré.",
            Saisie.CHOIX,
            exemple="numéro tiré",
            choix=tuple(AFFICHAGES.values()),
            alias=("affichage", "désignation des candidats"),
            rare=True,
            rubrique="Plus tard, si besoin : affichage, convocations, agrément",
        ),
        Colonne(
            "re_verifie_le",
            "RE vérifié le",
            "Quand le centre a comparé au référentiel d'évaluation les durées utilisées : l'affiche et le dossier"
            " d'agrément l'indiquent. Vide : ils n'en font pas mention.",
            Saisie.DATE,
            exemple="03/05/2027",
            alias=("durées du re vérifiées le",),
            rare=True,
        ),
        Colonne(
            "re_verifie_par",
            "RE vérifié par",
            "Qui l'a fait, tel que ces documents le nommeront.",
            exemple="PETIT Anne",
            alias=("durées du re vérifiées par",),
            rare=True,
        ),
        Colonne(
            "numero_ceres", "N° de session CERES", "Le numéro de la session dans CERES.", alias=("n° ceres",), rare=True
        ),
        Colonne(
            "convocations_envoyees",
            "Convocations envoyées le",
            "Vide tant qu'elles ne sont pas parties. Ensuite personne ne commence avant l'heure de la feuille"
            " Convocations, sauf accord.",
            Saisie.DATE,
            exemple="14/05/2027",
            alias=("convocations envoyées",),
            rare=True,
        ),
        Colonne(
            "signataire",
            "Signataire des convocations",
            "NOM Prénom. Vide : le responsable de session.",
            exemple="LE GALL Nathalie",
            rare=True,
        ),
        Colonne(
            "qualite_du_signataire",
            "Qualité du signataire",
            "Sa fonction, sous laquelle il signe. Vide : « responsable de session », si c'est lui.",
            exemple="directrice du centre",
            alias=("fonction du signataire",),
            rare=True,
        ),
        Colonne(
            "version_planning",
            "Version du planning",
            "Pour les calendriers : « tpplanner replan » l'augmente. Si vous retouchez un planning dont les calendriers"
            " sont déjà envoyés, augmentez-la vous-même. Vide : 1.",
            Saisie.ENTIER,
            exemple="1",
            rare=True,
        ),
        Colonne(
            "agrement",
            "N° d'agrément",
            "Le numéro de l'agrément de ce titre sur ce site.",
            alias=("agrément",),
            rare=True,
        ),
        Colonne(
            "agrement_fin",
            "Fin de l'agrément",
            "Dernier jour de validité de l'agrément.",
            Saisie.DATE,
            exemple="31/12/2028",
            alias=("agrément jusqu'au", "validité de l'agrément"),
            rare=True,
        ),
        Colonne(
            "service_departemental",
            "Service départemental",
            "La DDETS ou l'unité départementale dont dépend le site.",
            alias=("ddets", "unité départementale"),
            rare=True,
        ),
        *LIEU,
        Colonne(
            "fuseau",
            "Heure locale",
            "Où est le centre, pour les calendriers. Vide : métropole.",
            Saisie.CHOIX,
            exemple="métropole",
            choix=tuple(FUSEAUX.values()),
            alias=("fuseau horaire", "fuseau"),
            rare=True,
        ),
        *SUIVI,
    ),
)

JOURS = Feuille(
    cle="jours",
    titre="Jours",
    premiere=True,
    but="Les jours de la session, et entre quelles heures on peut y travailler.",
    alias=("dates", "jour"),
    colonnes=(
        Colonne(
            "date",
            "Date",
            "Jour/mois/année. Dans un dossier d'agrément : « Jour 1 », « Jour 2 »…",
            Saisie.DATE,
            exemple="14/06/2027",
            obligatoire=True,
            alias=("jour",),
            largeur=16,
        ),
        Colonne(
            "etiquette",
            "Libellé",
            "Facultatif : comment on appelle ce jour (« Jour 1 »).",
            exemple="Jour 1",
            alias=("nom du jour", "étiquette"),
            largeur=14,
            rare=True,
        ),
        Colonne(
            "ouverture",
            "Ouverture",
            "Rien n'a lieu avant. Vide : 8 h.",
            Saisie.HEURE,
            exemple="08:00",
            alias=("ouverture du site",),
            largeur=12,
        ),
        Colonne(
            "accueil",
            "Accueil des candidats",
            "Aucun candidat n'est convoqué avant. Vide : 8 h 30.",
            Saisie.HEURE,
            exemple="08:30",
            alias=("accueil",),
            largeur=12,
        ),
        Colonne(
            "fin",
            "Fin au plus tard",
            "Rien n'a lieu après. Vide : 19 h.",
            Saisie.HEURE,
            exemple="19:00",
            alias=("fin", "fermeture"),
            largeur=12,
        ),
        Colonne(
            "pause_debut",
            "Midi : de",
            "Début de la plage où le jury peut déjeuner. Vide : 11 h 30.",
            Saisie.HEURE,
            exemple="11:30",
            alias=("pause de", "déjeuner de", "début de la plage de midi"),
            largeur=12,
            rare=True,
        ),
        Colonne(
            "pause_fin",
            "Midi : à",
            "Fin de cette plage. Vide : 14 h 30.",
            Saisie.HEURE,
            exemple="14:30",
            alias=("pause à", "déjeuner à", "fin de la plage de midi"),
            largeur=12,
            rare=True,
        ),
    ),
)

NATURES_D_EPREUVE = ("écrit", "oral", "pratique")
PRESENCES_D_EPREUVE = ("jury", "surveillant", "seul")
EPREUVES = Feuille(
    cle="epreuves",
    titre="Épreuves",
    premiere=True,
    but=(
        "Ce que le référentiel d'évaluation prévoit, relu à chaque lecture. Seules les cellules orange se modifient ;"
        " pour tout le reste il faut un autre référentiel (« tpplanner titres nouveau », puis --referentiel)."
    ),
    alias=("epreuve",),
    colonnes=(
        Colonne("table", "Table", "Session titre, ou CCP. Ne se modifie pas.", largeur=12),
        Colonne("epreuve", "Épreuve", "Ne se modifie pas.", obligatoire=True, largeur=30),
        Colonne(
            "modalite",
            "Modalité",
            "MSP, PP, ET, QP, QAP ou EF. Se modifie si la cellule est orange.",
            largeur=10,
            rare=True,
        ),
        Colonne(
            "nature",
            "Nature",
            "Écrit, oral ou pratique (pour les majorations). Se modifie si la cellule est orange.",
            Saisie.CHOIX,
            choix=NATURES_D_EPREUVE,
            largeur=10,
            rare=True,
        ),
        Colonne(
            "phase",
            "Phase",
            "Les phases d'une épreuve se suivent. Ne se modifie pas.",
            Saisie.ENTIER,
            largeur=7,
            rare=True,
        ),
        Colonne(
            "minutes",
            "Minutes",
            "Durée du RE. Ne se modifie pas : pour une autre durée, il faut un autre référentiel.",
            Saisie.MINUTES,
            largeur=9,
            alias=("durée",),
        ),
        Colonne(
            "presence",
            "Qui est présent",
            "Jury, surveillant, ou seul. Se modifie si la cellule est orange.",
            Saisie.CHOIX,
            choix=PRESENCES_D_EPREUVE,
            alias=("présence",),
            largeur=12,
        ),
        Colonne(
            "usage",
            "Type de salle",
            "« jury » : la salle du jury. Se modifie si la cellule est orange.",
            liste="usages",
            alias=("salle",),
            largeur=12,
        ),
        Colonne(
            "partagee",
            "Postes partagés",
            "Oui si plusieurs candidats composent ensemble dans la salle. Se modifie si la cellule est orange.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
            rare=True,
        ),
        Colonne(
            "collective",
            "Collective",
            "Oui si tous commencent au même moment. Se modifie si la cellule est orange.",
            Saisie.OUI_NON,
            choix=OUI_NON,
            largeur=10,
            rare=True,
        ),
        Colonne("ordre", "Ordre", "Après quelle épreuve elle vient. Ne se modifie pas.", largeur=26, rare=True),
        Colonne(
            "autres", "Autres précisions", "Ressources, comédien, coupure… Ne se modifie pas.", largeur=16, rare=True
        ),
        Colonne(
            "a_confirmer",
            "À confirmer",
            "Ce que la source du référentiel n'indique pas : à vérifier dans le RE.",
            largeur=24,
        ),
        Colonne(
            "confirme",
            "Vérifié dans le RE",
            "Écrivez « oui » quand vous avez vérifié dans le RE les cellules orange (corrigées au besoin).",
            Saisie.OUI_NON,
            choix=OUI_NON,
            alias=("vérifié",),
            largeur=10,
        ),
        Colonne(
            "id",
            "Identifiant",
            "Nom interne de l'épreuve. Ne pas modifier.",
            largeur=10,
            cachee=True,
        ),
    ),
)

# The sheet that is read back, and what tpplanner keeps beside it.

PLANNING = Feuille(
    cle="planning",
    titre="Planning",
    but="Le planning, une ligne par partie de passage, travail ou présence. Seule feuille à modifier à la main.",
    colonnes=(
        Colonne("jour", "Jour", "Date du jour.", Saisie.DATE, largeur=16),
        Colonne("debut", "Début", "Heure de début.", Saisie.HEURE, largeur=8),
        Colonne("fin", "Fin", "Heure de fin.", Saisie.HEURE, largeur=8),
        Colonne("nature", "Nature", "Ce dont il s'agit.", Saisie.CHOIX, largeur=20),
        Colonne("candidat", "Candidat", "Le candidat concerné.", liste="candidats", largeur=26),
        Colonne("epreuve", "Épreuve", "L'épreuve concernée.", largeur=34),
        Colonne("phase", "Phase", "Numéro de la phase, si l'épreuve en a plusieurs.", Saisie.ENTIER, largeur=7),
        Colonne("jury", "Jury", "Le jury concerné.", largeur=12),
        Colonne("salle", "Salle", "La salle.", liste="salles", largeur=18),
        Colonne("personnes", "Personnes", "Membres du jury, ou personne présente.", Saisie.NOMS, largeur=36),
        Colonne(
            "fige",
            "Figé",
            "« heure » garde le jour et l'heure ; « tout » garde aussi les membres et la salle.",
            Saisie.CHOIX,
            choix=("", "heure", "tout"),
            largeur=8,
        ),
        Colonne("statut", "Statut", "Le jour J : « commencé » ou « terminé » (replan en tient compte).", largeur=14),
    ),
)
"""The sheet that is read back. Each column has a hidden twin, in the same order, that keeps what was written."""

CLE_DE_LIGNE = Colonne(
    "cle",
    "Ligne écrite",
    "Rang de la ligne quand tpplanner l'a écrite, sur le nombre de lignes. Ne pas modifier.",
    largeur=8,
    cachee=True,
)
"""A hidden column beside the twins (``3/41``): with it, rows that a hand deleted are known to be missing."""


def jumelle(colonne: Colonne) -> Colonne:
    """The hidden twin of a column of *Planning*, which keeps what was written."""
    return replace(colonne, champ=f"{colonne.champ}_ecrit", titre=f"{colonne.titre} (écrit)", alias=(), cachee=True)


PLANNING_COMPLET = replace(
    PLANNING, colonnes=(*PLANNING.colonnes, *(jumelle(c) for c in PLANNING.colonnes), CLE_DE_LIGNE)
)
"""*Planning* with its hidden columns, as it stands in a file."""

ECHEANCES = "Échéances"
"""A real session's; a fictive one has no dates."""

CHANGEMENTS = "Changements"
NON_PLACES = Feuille(
    cle="non_places",
    titre="Non placés",
    but="Les candidats que ce planning laisse de côté. Supprimez une ligne pour que le prochain calcul le place.",
    colonnes=(
        Colonne("candidat", "Candidat", "Qui n'est pas placé.", liste="candidats", obligatoire=True, largeur=30),
        Colonne("pourquoi", "Pourquoi", "Ce qui empêche de le placer avec les autres.", largeur=70),
        Colonne("remede", "Ce qui le placerait", "Au choix, chacun prouvé par un planning.", largeur=70),
        Colonne("certitude", "Certitude", "Si aucun planning ne place plus de candidats.", largeur=18),
    ),
)
"""Written first, and read back: whom it names is left out of the planning, and of its check."""

FEUILLES_PRODUITES = (
    "Organisation détaillée",
    "Par candidat",
    "Par jury",
    "Par salle",
    "Grille",
    "Émargement",
    "Table de correspondance",
    "Conformité",
    "Qualité",
    ECHEANCES,
    CHANGEMENTS,
)
"""Sheets that tpplanner writes beside the planning and never reads; the last one after a change only."""

EN_COURS, TERMINE = "commencé", "terminé"
"""What tpplanner writes in *Statut* after a change during the session."""

COMMENCE = frozenset({"commence", "en cours", "termine", "fini", "fait", "passe"})
"""What *Statut* says, case and accents folded, of what has begun."""

# The réglages: every length and preference that the RE leaves open, with its default, its bounds, its help.

ORDRES = ("liste", "alphabétique", "tirage")
NIVEAUX_OFFERTS = tuple(niveau.nom for niveau in NIVEAUX)

_PAR_DEFAUT = Reglages()

_TEXTES: dict[str, tuple[str, str, str]] = {
    "lecture": ("Lecture du dossier", "Par candidat, avant de le recevoir. Jamais 0.", "Le travail du jury"),
    "correction_qp": ("Correction d'un questionnaire", "Par candidat. Jamais 0.", ""),
    "correction_ecrit": ("Correction d'un écrit", "Par candidat, pour une MSP écrite. Jamais 0.", ""),
    "correction_autre": ("Correction d'une autre épreuve", "Par candidat, si le jury n'y a pas assisté. Jamais 0.", ""),
    "deliberation": ("Délibération", "Par candidat, dès la fin de son dernier passage. Jamais 0.", ""),
    "battement": ("Battement", "Minutes libres du jury avant de recevoir un candidat.", ""),
    "accueil_jury": ("Accueil du jury", "Identités et consignes, au début de sa journée.", ""),
    "cloture": ("Clôture", "Résultats, fiches et signatures, à la fin de la journée du jury.", ""),
    "pause_jury": ("Pause méridienne du jury", "Dans la plage de midi de la feuille Jours. Jamais 0.", ""),
    "travail_continu": ("Travail continu", "Durée au-delà de laquelle il faut 20 minutes libres à un membre.", ""),
    "salle_a_midi": ("Salle gardée à midi", "Oui : personne d'autre n'entre dans la salle du jury à midi.", ""),
    "fin_tardive": (
        "Fin tardive",
        "Heure au-delà de laquelle chaque minute d'un jury ou d'un candidat est pénalisée.",
        "",
    ),
    "presence_midi": (
        "Coût d'une présence à midi",
        "En minutes de présence : jury sur place à midi, ou dont un membre siège dans deux jurys du jour.",
        "",
    ),
    "midi_debut": ("Midi, de", "Un jury qui a fini à cette heure n'est pas sur place à midi…", ""),
    "midi_fin": ("Midi, à", "… ni un jury qui commence à cette heure ou plus tard.", ""),
    "reserve": (
        "Réserve",
        "Oui : à présence égale, garder un membre libre qui puisse relever chaque jury, et 30 min en fin de jour.",
        "",
    ),
    "absence_lourde": (
        "Absence qui en dérange beaucoup",
        "En %, des personnes présentes ce jour-là : au-delà, planb la signale et cherche une réserve.",
        "",
    ),
    "quota": (
        "Candidats par jury et par jour",
        "Vide : le nombre du RE, s'il en donne un. Une autre valeur est signalée dans le rapport.",
        "",
    ),
    "accueil": (
        "Accueil le premier jour",
        "Des candidats : identités, consignes. Il finit quand commence la première épreuve.",
        "Les candidats",
    ),
    "accueil_autres_jours": ("Accueil les autres jours", "Des candidats.", ""),
    "plis": ("Ouverture des plis", "Les dernières minutes avant l'épreuve dont les sujets sont sous pli.", ""),
    "convocation": ("Convocation", "Combien de minutes avant son heure un candidat est convoqué.", ""),
    "pause_candidat": ("Pause du candidat", "Pour déjeuner.", ""),
    "courte_pause": ("Courte pause", "Entre deux passages qui s'enchaînent, au plus.", ""),
    "enchainer": ("Enchaîner les oraux", "Oui : les passages d'un candidat devant le jury se suivent.", ""),
    "accueil_comedien": ("Accueil du comédien", "Avant son premier passage du jour.", ""),
    "epreuve_longue": ("Épreuve longue", "Durée à partir de laquelle une épreuve commence tôt.", ""),
    "longue_matin": ("Épreuve longue, le matin", "Elle commence à cette heure au plus tard…", ""),
    "longue_apres_midi": ("Épreuve longue, l'après-midi", "… ou à partir de cette heure.", ""),
    "ordre": ("Ordre de passage", "Souhaité, devant un même jury : celui du tirage, de la liste ou alphabétique.", ""),
    "pas": (
        "Pas des horaires",
        "Les débuts tombent sur un multiple de ce nombre de minutes : 1, 5, 10 ou 15.",
        "Calcul",
    ),
    "graine": ("Graine", "Nombre qui fixe les tirages au sort : le même redonne les mêmes numéros.", ""),
}
"""Label, help and heading of each réglage, in the order of the sheet."""


def _saisie(valeur: object) -> Saisie:
    match valeur:
        case bool():
            return Saisie.OUI_NON
        case time():
            return Saisie.HEURE
        case str():
            return Saisie.CHOIX
    return Saisie.ENTIER


def _repere(champ: str, valeur: object) -> str:
    """``15 min (5 à 60)``."""
    match valeur:
        case bool():
            return "oui" if valeur else "non"
        case time():
            return f"{valeur:%H:%M}"
        case int() if champ in BORNES:
            moins, plus = BORNES[champ]
            return f"{valeur} min ({moins} à {plus})"
        case None:
            return "celui du RE"
    return str(valeur)


def _choix(champ: str, valeur: object) -> tuple[str, ...]:
    if champ == "pas":
        return tuple(str(pas) for pas in PAS_PERMIS)
    if champ == "ordre":
        return ORDRES
    return OUI_NON if isinstance(valeur, bool) else ()


def _reglage(champ: str) -> Colonne:
    titre, aide, rubrique = _TEXTES[champ]
    valeur = getattr(_PAR_DEFAUT, champ)
    saisie = Saisie.MINUTES if champ in BORNES else _saisie(valeur)
    return Colonne(
        champ,
        titre,
        aide,
        saisie,
        exemple=_repere(champ, valeur).split(" ", maxsplit=1)[0],
        choix=_choix(champ, valeur),
        rubrique=rubrique,
        repere=_repere(champ, valeur),
        au_plus=_LAST_SEED if champ == "graine" else 9_999,
    )


_LAST_SEED = 999_999_999


def champ_niveau(regle: str) -> str:
    """The field that holds the level of a soft rule."""
    return f"niveau_{regle}"


def champ_poids(regle: str) -> str:
    """The field that holds the weight of a soft rule in its level."""
    return f"poids_{regle}"


def _preference(carte: SoftCard, rubrique: str) -> tuple[Colonne, Colonne]:
    poids = str(Terme(carte.name).poids)
    return (
        Colonne(
            champ_niveau(carte.name),
            f"Niveau : {carte.colonne}",
            carte.enonce,
            Saisie.CHOIX,
            exemple=carte.niveau,
            choix=NIVEAUX_OFFERTS,
            rubrique=rubrique,
            repere=f"{carte.niveau} (« non » pour l'ignorer)",
        ),
        Colonne(
            champ_poids(carte.name),
            f"Poids : {carte.colonne}",
            "Dans son niveau, combien compte une unité.",
            Saisie.ENTIER,
            exemple=poids,
            repere=poids,
        ),
    )


_RUBRIQUE_DES_PREFERENCES = "Préférences, niveau par niveau : aucun n'est amélioré aux dépens d'un précédent"

REGLAGES = Feuille(
    cle="reglages",
    titre="Réglages",
    but="Ce que le RE laisse au choix du centre. Vide : la valeur habituelle, à côté.",
    forme=Forme.FICHE,
    alias=("reglage", "paramètres"),
    colonnes=(
        *(_reglage(champ) for champ in _TEXTES),
        *(
            colonne
            for rang, carte in enumerate(PREFERENCES)
            for colonne in _preference(carte, "" if rang else _RUBRIQUE_DES_PREFERENCES)
        ),
    ),
)

CHAMPS = tuple(f.name for f in fields(Reglages) if f.name in _TEXTES)
"""The réglages that the sheet holds one by one, in the order of `domain.reglages.Reglages`."""
