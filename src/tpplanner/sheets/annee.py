"""The sheets of a year: what a centre expects of its sessions, with whom, and what tpplanner writes beside."""

from dataclasses import replace

from tpplanner.sheets.cadre import GENRES
from tpplanner.sheets.colonne import DISPONIBLE, INDISPONIBLE, OUI_NON, Colonne, Feuille, Forme, Saisie

VOIES = ("formation", "VAE")

_PERIODES = "dates, « du 02/08 au 20/08 », mois ou jours de semaine (« mars », « lundi »), séparés par « ; »."
_DISPONIBLE = replace(
    DISPONIBLE, aide=f"Vide : toute l'année. Sinon : {_PERIODES}", exemple="mars ; du 01/06 au 10/06", largeur=22
)
_INDISPONIBLE = replace(INDISPONIBLE, aide=_PERIODES.capitalize(), exemple="vendredi ; du 02/08 au 20/08", largeur=22)


def _nom(exemple: str) -> Colonne:
    return Colonne(
        "nom",
        "Nom",
        "Nom de famille.",
        exemple=exemple,
        obligatoire=True,
        alias=("nom de famille", "noms"),
        largeur=16,
    )


_PRENOM = Colonne("prenom", "Prénom", "Prénom usuel.", alias=("prénoms",), largeur=14)
_TITRE = Colonne(
    "titre",
    "Titre",
    "Sigle, comme dans la feuille Titres.",
    exemple="CDA",
    obligatoire=True,
    alias=("sigle",),
    largeur=9,
)
_SALLES = Colonne(
    "salles", "Salles", "Salles occupées, comme dans la feuille Salles, séparées par « ; ».", Saisie.NOMS, largeur=20
)

ANNEE = Feuille(
    cle="annee",
    titre="Année",
    but="Le centre et la période programmée.",
    forme=Forme.FICHE,
    colonnes=(
        Colonne("centre", "Centre", "Nom de l'organisme agréé.", rubrique="Le centre"),
        Colonne("site", "Site", "Adresse du site : un seul par classeur.", alias=("lieu",)),
        Colonne(
            "departement",
            "Département",
            "Son numéro : les jours fériés d'Alsace-Moselle et d'outre-mer en dépendent. Vide : ceux du pays.",
            exemple="29",
        ),
        Colonne(
            "service_departemental",
            "Service départemental",
            "La DDETS ou l'unité départementale à qui la programmation est envoyée.",
            alias=("ddets", "unité départementale"),
        ),
        Colonne(
            "debut",
            "Du",
            "Premier jour programmé.",
            Saisie.DATE,
            exemple="01/01/2027",
            obligatoire=True,
            alias=("début",),
            rubrique="La période",
        ),
        Colonne("fin", "Au", "Dernier jour programmé.", Saisie.DATE, exemple="31/12/2027", obligatoire=True),
        Colonne(
            "fermetures", "Fermetures", f"Congés du centre : {_PERIODES}", Saisie.PLAGES, exemple="du 02/08 au 20/08"
        ),
        Colonne("samedis", "Samedis", "Oui si des sessions peuvent se tenir le samedi.", Saisie.OUI_NON, choix=OUI_NON),
        Colonne(
            "tarif_km",
            "Prix du kilomètre",
            "Ce que coûte un kilomètre d'un membre de jury, pour comparer les frais. Vide : 50.",
            Saisie.ENTIER,
            repere="centimes (50)",
            rubrique="Les frais des jurys",
        ),
    ),
)

TITRES = Feuille(
    cle="titres",
    titre="Titres",
    but="Les titres pour lesquels le centre est agréé, une ligne par titre.",
    colonnes=(
        replace(_TITRE, champ="sigle", aide="Sigle ou code : CDA, DWWM, TP-01281…", alias=("titre", "code")),
        Colonne("millesime", "Millésime", "Vide : le plus récent que tpplanner connaît.", exemple="04", largeur=9),
        Colonne(
            "places",
            "Candidats par jury et par jour",
            "Vide : estimé d'après le référentiel, s'il est connu de tpplanner.",
            Saisie.ENTIER,
            largeur=12,
        ),
        Colonne(
            "places_premier",
            "Le premier jour",
            "De même, le jour des épreuves que tous passent ensemble. Vide : estimé.",
            Saisie.ENTIER,
            largeur=10,
        ),
        Colonne(
            "capacite",
            "Candidats par session au plus",
            "Ce que permettent les postes des salles. Vide : sans limite.",
            Saisie.ENTIER,
            largeur=11,
        ),
        Colonne(
            "membres_min",
            "Membres par jury",
            "Vide : ce que prévoit le référentiel, 2 sinon.",
            Saisie.ENTIER,
            largeur=9,
            au_plus=99,
        ),
        Colonne(
            "expiration",
            "Échéance du titre",
            "Vide : celle du référentiel, s'il l'indique.",
            Saisie.DATE,
            alias=("expiration",),
            largeur=12,
        ),
        Colonne("agrement", "N° d'agrément", "Le numéro de l'agrément.", alias=("agrément",), largeur=14),
        Colonne("agrement_fin", "Fin de l'agrément", "Dernier jour de validité.", Saisie.DATE, largeur=12),
        replace(_SALLES, aide="Salles des sessions de ce titre, séparées par « ; »."),
        Colonne(
            "modele",
            "Classeur modèle",
            "Classeur de session (salles, réglages, surveillants) d'après lequel les sessions sont planifiées.",
            exemple="modele-CDA.xlsx",
            largeur=22,
        ),
    ),
)

SESSIONS = Feuille(
    cle="sessions",
    titre="Sessions",
    but="Les sessions de l'année, une par ligne. Ce qui est laissé vide est proposé.",
    colonnes=(
        Colonne(
            "nom",
            "Session",
            "Le nom que vous lui donnez.",
            exemple="CDA 1",
            obligatoire=True,
            alias=("nom",),
            largeur=16,
        ),
        Colonne(
            "genre",
            "Type",
            "CERES sépare les sessions titre des sessions CCP. Vide : session titre.",
            Saisie.CHOIX,
            choix=GENRES,
            alias=("type de session", "genre"),
            largeur=13,
        ),
        _TITRE,
        Colonne("jour", "Premier jour", "Vide : à proposer.", Saisie.DATE, alias=("date", "début"), largeur=12),
        Colonne("duree", "Jours", "Jours de suite. Vide : 1.", Saisie.ENTIER, alias=("durée",), largeur=7, au_plus=366),
        Colonne(
            "jurys",
            "Jurys",
            "Jurys côte à côte. Vide : ce qu'il faut pour les inscrits.",
            Saisie.ENTIER,
            largeur=7,
            au_plus=99,
        ),
        Colonne("au_plus_tot", "Pas avant", "Premier jour possible.", Saisie.DATE, largeur=12),
        Colonne("au_plus_tard", "Pas après", "Dernier jour possible.", Saisie.DATE, largeur=12),
        Colonne(
            "souhaits",
            "Souhaits",
            f"Quand elle devrait commencer, si possible : {_PERIODES}",
            Saisie.PLAGES,
            exemple="juin",
            largeur=18,
        ),
        Colonne("capacite", "Candidats au plus", "Vide : ce que prévoit la feuille Titres.", Saisie.ENTIER, largeur=9),
        Colonne("responsable", "Responsable", "NOM Prénom. Vide : à proposer.", Saisie.NOMS, largeur=20),
        Colonne(
            "suppleants", "Suppléants", "NOM Prénom, séparés par « ; ». Vide : à proposer.", Saisie.NOMS, largeur=20
        ),
        Colonne(
            "membres",
            "Membres de jury",
            "Ceux qui sont déjà retenus ; tpplanner complète.",
            Saisie.NOMS,
            alias=("membres", "jury"),
            largeur=30,
        ),
        replace(_SALLES, aide="Vide : celles du titre."),
        Colonne(
            "creee_le",
            "Créée dans CERES le",
            "Vide : pas encore ; elle ne peut alors pas commencer avant 91 jours.",
            Saisie.DATE,
            largeur=12,
        ),
        Colonne("numero_ceres", "N° CERES", "Son numéro dans CERES.", alias=("n° de session ceres",), largeur=11),
        Colonne(
            "classeur",
            "Son classeur",
            "Son classeur de session, s'il existe ; sinon le modèle du titre sert.",
            exemple="juin.xlsx",
            largeur=18,
        ),
    ),
)

CANDIDATS = Feuille(
    cle="candidats",
    titre="Candidats",
    but="Les candidats attendus, un par ligne.",
    alias=("candidats attendus",),
    colonnes=(
        _nom("MOREAU"),
        _PRENOM,
        _TITRE,
        Colonne(
            "presente",
            "Présenté à",
            "« titre », ou ses CCP séparés par « ; ». Vide : le titre.",
            Saisie.LISTE,
            exemple="CCP1",
            alias=("ccp",),
            largeur=11,
        ),
        Colonne("dernier_ccp", "Dernier CCP", "Oui si ces CCP achèvent son titre.", Saisie.OUI_NON, choix=OUI_NON),
        Colonne(
            "voie",
            "Voie",
            "Formation, ou VAE : un candidat VAE ne peut pas être refusé. Vide : formation.",
            Saisie.CHOIX,
            choix=VOIES,
            largeur=11,
        ),
        Colonne(
            "fin_formation",
            "Fin de formation",
            "Dernier jour de sa formation : trois sessions au plus dans les 12 mois qui suivent.",
            Saisie.DATE,
            largeur=12,
        ),
        Colonne(
            "deja", "Sessions déjà passées", "Nombre de sessions passées depuis sa formation. Vide : 0.", Saisie.ENTIER
        ),
        Colonne(
            "sessions",
            "Inscrit à",
            "Sessions, comme dans la feuille Sessions, séparées par « ; ». Vide : à proposer.",
            Saisie.NOMS,
            alias=("sessions",),
            largeur=20,
        ),
        Colonne("organisme", "Organisme", "Un membre du même organisme ne l'évalue pas.", largeur=16),
        Colonne(
            "employeur", "Employeur", "Un membre du même employeur ne l'évalue pas.", alias=("entreprise",), largeur=16
        ),
        Colonne(
            "formateurs", "Formateurs", "Ils ne l'évaluent pas. NOM Prénom, séparés par « ; ».", Saisie.NOMS, largeur=20
        ),
        Colonne(
            "liens",
            "Liens déclarés",
            "Membres de jury avec qui il a un lien. NOM Prénom, séparés par « ; ».",
            Saisie.NOMS,
            alias=("liens",),
            largeur=20,
        ),
    ),
)

MEMBRES = Feuille(
    cle="membres",
    titre="Membres",
    but="Le vivier des membres de jury, un par ligne.",
    alias=("membres de jury", "jury"),
    colonnes=(
        _nom("GARNIER"),
        _PRENOM,
        Colonne("organisme", "Organisme", "S'il travaille pour un organisme de formation.", largeur=16),
        Colonne("employeur", "Employeur", "Son entreprise.", alias=("entreprise",), largeur=16),
        Colonne(
            "habilitations",
            "Habilitations",
            "Titre, millésime et fin, séparés par « ; ».",
            Saisie.LISTE,
            exemple="DWWM 04 31/08/2028 ; CDA 04",
            alias=("habilité pour",),
            largeur=30,
        ),
        Colonne("qualites", "Qualités", "Compétences exigées du jury, séparées par « ; ».", Saisie.LISTE, largeur=12),
        Colonne(
            "journees_max", "Journées données", "Journées au plus dans la période. Vide : sans limite.", Saisie.ENTIER
        ),
        Colonne("indemnite", "Indemnité", "Par journée, en euros entiers.", Saisie.ENTIER, largeur=10),
        Colonne("km", "Kilomètres", "Aller et retour, par journée.", Saisie.ENTIER, largeur=10, au_plus=99_999),
        _DISPONIBLE,
        _INDISPONIBLE,
    ),
)

RESPONSABLES = Feuille(
    cle="responsables",
    titre="Responsables",
    but="Qui peut être responsable de session ou suppléant, un par ligne.",
    colonnes=(
        _nom("PETIT"),
        _PRENOM,
        Colonne("titres", "Titres", "Sigles, séparés par « ; ». Vide : tous.", Saisie.LISTE, largeur=16),
        _DISPONIBLE,
        _INDISPONIBLE,
    ),
)

SALLES = Feuille(
    cle="salles",
    titre="Salles",
    but="Les salles dont les sessions se servent, une par ligne.",
    colonnes=(
        replace(_nom("Salle 1"), aide="Son nom, comme dans les classeurs de session."),
        _DISPONIBLE,
        _INDISPONIBLE,
    ),
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
