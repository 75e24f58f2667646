"""The frame of a session: what it is, its days, its épreuves."""

from tpplanner.domain.fuseau import Fuseau
from tpplanner.domain.session import Designation
from tpplanner.sheets.colonne import OUI_NON, Colonne, Feuille, Forme, Saisie
from tpplanner.sheets.suivi import LIEU, SUIVI

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
