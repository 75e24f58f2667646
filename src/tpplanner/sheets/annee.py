"""The sheets of a year: what a centre expects of its sessions, with whom, and what tpplanner writes beside."""

from dataclasses import replace

from tpplanner.sheets.colonne import (
    DISPONIBLE,
    INDISPONIBLE,
    Feuille,
    Forme,
    choix,
    date,
    entier,
    liste,
    noms,
    oui_non,
    plages,
    texte,
)
from tpplanner.texts.noms import GENRES

VOIES = ("formation", "VAE")

_PERIODES = "dates, « du 02/08 au 20/08 », mois ou jours de semaine (« mars », « lundi »), séparés par « ; »."
_DISPONIBLE = replace(DISPONIBLE, aide=f"Vide : toute l'année. Sinon : {_PERIODES}", largeur=22)
_INDISPONIBLE = replace(INDISPONIBLE, aide=_PERIODES.capitalize(), largeur=22)

_NOM = texte("nom", "Nom", "nom de famille", "noms", largeur=16, obligatoire=True).dit("Nom de famille.")
_PRENOM = texte("prenom", "Prénom", "prénoms").dit("Prénom usuel.")
_TITRE = texte("titre", "Titre", "sigle", largeur=9, obligatoire=True).dit("Sigle, comme dans la feuille Titres.")
_SALLES = noms("salles", "Salles").dit("Salles occupées, comme dans la feuille Salles, séparées par « ; ».")

ANNEE = Feuille("annee", "Année", "Le centre et la période programmée.", forme=Forme.FICHE).avec_colonnes(
    texte("centre", "Centre", rubrique="Le centre").dit("Nom de l'organisme agréé."),
    texte("site", "Site", "lieu").dit("Adresse du site : un seul par classeur."),
    texte("departement", "Département").dit(
        "Son numéro : les jours fériés d'Alsace-Moselle et d'outre-mer en dépendent. Vide : ceux du pays."
    ),
    texte("service_departemental", "Service départemental", "ddets", "unité départementale").dit(
        "La DDETS ou l'unité départementale à qui la programmation est envoyée."
    ),
    date("debut", "Du", "début", obligatoire=True, rubrique="La période").dit("Premier jour programmé."),
    date("fin", "Au", obligatoire=True).dit("Dernier jour programmé."),
    plages("fermetures", "Fermetures").dit(f"Congés du centre : {_PERIODES}"),
    oui_non("samedis", "Samedis").dit("Oui si des sessions peuvent se tenir le samedi."),
    entier("tarif_km", "Prix du kilomètre", rubrique="Les frais des jurys", repere="centimes (50)").dit(
        "Ce que coûte un kilomètre d'un membre de jury, pour comparer les frais. Vide : 50."
    ),
)

TITRES = Feuille(
    "titres", "Titres", "Les titres pour lesquels le centre est agréé, une ligne par titre."
).avec_colonnes(
    replace(_TITRE, champ="sigle", aide="Sigle ou code : CDA, DWWM, TP-01281…", alias=("titre", "code")),
    texte("millesime", "Millésime", largeur=9).dit("Vide : le plus récent que tpplanner connaît."),
    entier("places", "Candidats par jury et par jour", largeur=12).dit(
        "Vide : estimé d'après le référentiel, s'il est connu de tpplanner."
    ),
    entier("places_premier", "Le premier jour").dit(
        "De même, le jour des épreuves que tous passent ensemble. Vide : estimé."
    ),
    entier("capacite", "Candidats par session au plus", largeur=11).dit(
        "Ce que permettent les postes des salles. Vide : sans limite."
    ),
    entier("membres_min", "Membres par jury", largeur=9, au_plus=99).dit(
        "Vide : ce que prévoit le référentiel, 2 sinon."
    ),
    date("expiration", "Échéance du titre", "expiration").dit("Vide : celle du référentiel, s'il l'indique."),
    texte("agrement", "N° d'agrément", "agrément").dit("Le numéro de l'agrément."),
    date("agrement_fin", "Fin de l'agrément").dit("Dernier jour de validité."),
    _SALLES.dit("Salles des sessions de ce titre, séparées par « ; »."),
    texte("modele", "Classeur modèle", largeur=22).dit(
        "Classeur de session (salles, réglages, surveillants) d'après lequel les sessions sont planifiées."
    ),
)

SESSIONS = Feuille(
    "sessions", "Sessions", "Les sessions de l'année, une par ligne. Ce qui est laissé vide est proposé."
).avec_colonnes(
    texte("nom", "Session", "nom", largeur=16, obligatoire=True).dit("Le nom que vous lui donnez."),
    choix("genre", "Type", "type de session", "genre", choix=tuple(GENRES.values()), largeur=13).dit(
        "CERES sépare les sessions titre, CCP et CCS. Vide : session titre."
    ),
    _TITRE,
    date("jour", "Premier jour", "date", "début").dit("Vide : à proposer."),
    entier("duree", "Jours", "durée", largeur=7, au_plus=366).dit("Jours de suite. Vide : 1."),
    entier("jurys", "Jurys", largeur=7, au_plus=99).dit("Jurys côte à côte. Vide : ce qu'il faut pour les inscrits."),
    date("au_plus_tot", "Pas avant").dit("Premier jour possible."),
    date("au_plus_tard", "Pas après").dit("Dernier jour possible."),
    plages("souhaits", "Souhaits", largeur=18).dit(f"Quand elle devrait commencer, si possible : {_PERIODES}"),
    entier("capacite", "Candidats au plus", largeur=9).dit("Vide : ce que prévoit la feuille Titres."),
    noms("responsable", "Responsable").dit("NOM Prénom. Vide : à proposer."),
    noms("suppleants", "Suppléants").dit("NOM Prénom, séparés par « ; ». Vide : à proposer."),
    noms("membres", "Membres de jury", "membres", "jury", largeur=30).dit(
        "Ceux qui sont déjà retenus ; tpplanner complète."
    ),
    _SALLES.dit("Vide : celles du titre."),
    date("creee_le", "Créée dans CERES le").dit("Vide : pas encore ; elle ne peut alors pas commencer avant 91 jours."),
    texte("numero_ceres", "N° CERES", "n° de session ceres", largeur=11).dit("Son numéro dans CERES."),
    texte("classeur", "Son classeur", largeur=18).dit(
        "Son classeur de session, s'il existe ; sinon le modèle du titre sert."
    ),
)

CANDIDATS = Feuille(
    "candidats", "Candidats", "Les candidats attendus, un par ligne.", alias=("candidats attendus",)
).avec_colonnes(
    _NOM,
    _PRENOM,
    _TITRE,
    liste("presente", "Présenté à", "ccp", "ccs", largeur=11).dit(
        "« titre », ou ses CCP ou CCS séparés par « ; ». Vide : le titre."
    ),
    oui_non("dernier_ccp", "Dernier CCP", largeur=14).dit("Oui si ces CCP achèvent son titre."),
    choix("voie", "Voie", choix=VOIES).dit(
        "Formation, ou VAE : un candidat VAE ne peut pas être refusé. Vide : formation."
    ),
    date("fin_formation", "Fin de formation").dit(
        "Dernier jour de sa formation : trois sessions au plus dans les 12 mois qui suivent."
    ),
    entier("deja", "Sessions déjà passées", largeur=14).dit(
        "Nombre de sessions passées depuis sa formation. Vide : 0."
    ),
    noms("sessions", "Inscrit à", "sessions").dit(
        "Sessions, comme dans la feuille Sessions, séparées par « ; ». Vide : à proposer."
    ),
    texte("organisme", "Organisme", largeur=16).dit("Un membre du même organisme ne l'évalue pas."),
    texte("employeur", "Employeur", "entreprise", largeur=16).dit("Un membre du même employeur ne l'évalue pas."),
    noms("formateurs", "Formateurs").dit("Ils ne l'évaluent pas. NOM Prénom, séparés par « ; »."),
    noms("liens", "Liens déclarés", "liens").dit(
        "Membres de jury avec qui il a un lien. NOM Prénom, séparés par « ; »."
    ),
)

MEMBRES = Feuille(
    "membres", "Membres", "Le vivier des membres de jury, un par ligne.", alias=("membres de jury", "jury")
).avec_colonnes(
    _NOM,
    _PRENOM,
    texte("organisme", "Organisme", largeur=16).dit("S'il travaille pour un organisme de formation."),
    texte("employeur", "Employeur", "entreprise", largeur=16).dit("Son entreprise."),
    liste("habilitations", "Habilitations", "habilité pour", largeur=30).dit(
        "Titre, millésime et fin, séparés par « ; »."
    ),
    liste("qualites", "Qualités").dit("Compétences exigées du jury, séparées par « ; »."),
    entier("journees_max", "Journées données", largeur=14).dit("Journées au plus dans la période. Vide : sans limite."),
    entier("indemnite", "Indemnité").dit("Par journée, en euros entiers."),
    entier("km", "Kilomètres", au_plus=99_999).dit("Aller et retour, par journée."),
    _DISPONIBLE,
    _INDISPONIBLE,
)

RESPONSABLES = Feuille(
    "responsables", "Responsables", "Qui peut être responsable de session ou suppléant, un par ligne."
).avec_colonnes(
    _NOM,
    _PRENOM,
    liste("titres", "Titres", largeur=16).dit("Sigles, séparés par « ; ». Vide : tous."),
    _DISPONIBLE,
    _INDISPONIBLE,
)

SALLES = Feuille("salles", "Salles", "Les salles dont les sessions se servent, une par ligne.").avec_colonnes(
    _NOM.dit("Son nom, comme dans les classeurs de session."),
    _DISPONIBLE,
    _INDISPONIBLE,
)

FEUILLES_ANNEE: tuple[Feuille, ...] = (ANNEE, TITRES, SESSIONS, CANDIDATS, MEMBRES, RESPONSABLES, SALLES)
"""The input sheets of a year, in the order of the workbook."""

PROGRAMMATION_PRODUITES = (
    "Programmation",
    "Calendrier",
    "Jurys de l'année",
    "Inscriptions",
    "Contrôle",
)
"""Sheets that tpplanner writes before them and never reads; the first is for the service départemental."""
