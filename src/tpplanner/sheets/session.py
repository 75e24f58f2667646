"""The sheets of a session's workbook and their columns, in one table: it feeds the template, the reader and the guide.

No Excel library here; what a user reads of a sheet (title, help, example) is written here and nowhere else.
"""

from dataclasses import fields, replace
from datetime import time
from typing import Any

from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.reglages import BORNES, NIVEAUX, PAS_PERMIS, Reglages, Terme
from tpplanner.domain.session import Designation, Fuseau, Reponse
from tpplanner.rules import PREFERENCES, SoftCard
from tpplanner.sheets.colonne import (
    CONTACT,
    DISPONIBLE,
    IDENTIFIANT,
    INDISPONIBLE,
    TELEPHONE,
    Colonne,
    Feuille,
    Forme,
    Groupe,
    choix,
    contact,
    date,
    entier,
    fraction,
    heure,
    liste,
    minutes,
    noms,
    oui_non,
    texte,
)
from tpplanner.texts.imprevus import PRECISIONS, QUOI
from tpplanner.texts.noms import GENRES
from tpplanner.texts.questions import SUJETS
from tpplanner.texts.referentiels import NATURES, PRESENCES

# What the form *Session* asks for the dates around a session; all of it may stay empty.


LIEU = (
    texte("departement", "Département du site", "département", rare=True).dit(
        "Son numéro : 75, 2A, 974… Pour les jours fériés, les vacances et l'adresse du service départemental. Vide :"
        " d'après le code postal du site."
    ),
    contact(
        "contact_service",
        "Contact du service départemental",
        "contact ddets",
        "courriel du service départemental",
        rare=True,
    ).dit("Courriel où envoyer PV et programmation. Vide en Île-de-France : l'adresse publiée par la DRIEETS."),
    date("bail_fin", "Fin du bail", "bail jusqu'au", rare=True, tolerant=True).dit(
        "Dernier jour du bail ou de la mise à disposition des locaux, s'il en a un."
    ),
)
"""Where the site is, and its premises."""

SUIVI = (
    date(
        "programmation_transmise",
        "Programmation transmise le",
        rare=True,
        tolerant=True,
        rubrique="Ce qui est déjà fait (pour « tpplanner dates » ; tout peut rester vide)",
    ).dit("La programmation prévisionnelle qui contient cette session, envoyée au service départemental."),
    date("dte_commandes", "DTE commandés le", "sujets commandés le", rare=True, tolerant=True).dit(
        "Les sujets, commandés dans CERES."
    ),
    date("plis_recus", "Plis reçus le", "dte reçus le", rare=True, tolerant=True).dit(
        "Les sujets sous pli, arrivés au centre."
    ),
    date("sujets_detruits", "Sujets détruits le", "dte détruits le", rare=True, tolerant=True).dit(
        "Ceux de la session, et les DTE non utilisés (détruits ou renvoyés)."
    ),
    date("pv_transmis", "PV transmis le", rare=True, tolerant=True).dit(
        "PV général et individuels, signés, au service départemental."
    ),
    date("resultats_valides", "Résultats validés le", rare=True, tolerant=True).dit(
        "Validation de la session par le service départemental : avant, rien ne s'affiche."
    ),
    date("annulee", "Session annulée le", "annulation", rare=True, tolerant=True).dit(
        "Seulement si la session est annulée."
    ),
    date("pieces_demandees", "Modifications demandées le", "pièces demandées le", rare=True, tolerant=True).dit(
        "Demande reçue sur le dossier d'agrément, tant que vous n'avez pas répondu. Sinon vide."
    ),
)
"""What was done, by the fields of `domain.session.Suivi`."""

# The frame of a session: what it is, its days, its épreuves.

LISEZ_MOI = Feuille(
    "lisez_moi",
    "Lisez-moi",
    "Comment remplir ce classeur",
    indispensable=True,
    forme=Forme.FICHE,
    alias=("lisez moi", "mode d'emploi"),
)

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
    "session",
    "Session",
    "Ce qu'est la session : une session par classeur, un seul site.",
    indispensable=True,
    forme=Forme.FICHE,
).avec_colonnes(
    choix(
        "genre", "Type de session", "genre", "type", "session", choix=tuple(GENRES.values()), rubrique="La session"
    ).dit("CERES sépare les sessions titre, les sessions CCP et les sessions CCS."),
    choix("usage", "Usage du classeur", "usage", choix=USAGES_DU_CLASSEUR).dit(
        "« dossier d'agrément » pour un planning d'exemple, avant de connaître candidats et membres : les règles"
        " sur les personnes sont alors sans objet. Vide : session réelle."
    ),
    texte("sigle", "Titre (sigle)", "titre", "sigle", "titre professionnel", "code titre", obligatoire=True).dit(
        "Le sigle ou le code du titre : CDA, DWWM, TP-01281… Ne changez pas de titre ici : refaites un classeur"
        " avec « tpplanner init --titre »."
    ),
    texte("millesime", "Millésime", "version").dit(
        "Celui de la session ; deux chiffres. Les membres doivent être habilités sur ce millésime."
    ),
    date("date_entete", "Mise à jour du RE", "mise à jour du référentiel", tolerant=True).dit(
        "Celle sous laquelle ce classeur est fait, en tête de page du RE. Une plus récente est signalée : écrivez ici"
        " sa date pour la prendre."
    ),
    texte("centre", "Centre", "organisme", "centre", rubrique="Le centre").dit("Nom de l'organisme agréé."),
    texte("site", "Site", "lieu").dit("Adresse du site agréé : un seul par classeur."),
    contact("contact", "Contact du centre", "contact").dit("Téléphone ou courriel, pour les documents."),
    noms("responsable", "Responsable de session", "responsable", rubrique="Le responsable de session").dit(
        "NOM Prénom. La feuille Responsables permet d'ajouter ses absences."
    ),
    texte("contact_responsable", "Contact du responsable").dit(
        "Téléphone ou courriel : différent de celui du suppléant (CERES le demande)."
    ),
    noms("suppleants", "Suppléants", "suppléant").dit("NOM Prénom, séparés par « ; ». Toujours prévoir un plan B."),
    texte("contact_suppleants", "Contacts des suppléants", "contact du suppléant").dit(
        "Dans le même ordre, séparés par « ; »."
    ),
    date("re_verifie_le", "RE vérifié le", "durées du re vérifiées le", tolerant=True, rubrique="Le référentiel").dit(
        "Quand quelqu'un du centre a comparé, ligne par ligne, la feuille Épreuves au référentiel d'évaluation en"
        " vigueur. Vide : le dossier d'agrément est un brouillon, et le dit sur chaque page."
    ),
    texte("re_verifie_par", "RE vérifié par", "durées du re vérifiées par").dit(
        "Qui l'a fait, NOM Prénom : le dossier d'agrément et l'affiche le nomment."
    ),
    choix(
        "affichage",
        "Candidats sur l'affichage",
        "affichage",
        "désignation des candidats",
        choix=tuple(AFFICHAGES.values()),
        rare=True,
        rubrique="Plus tard, si besoin : affichage, convocations, agrément",
    ).dit("Comment l'affiche, les portes et l'image des heures désignent les candidats. Vide : leur numéro tiré."),
    texte("numero_ceres", "N° de session CERES", "n° ceres", rare=True).dit("Le numéro de la session dans CERES."),
    liste(
        "ceres_par_ccp",
        "N° CERES par CCP ou CCS",
        "n° de session ceres par ccp",
        "n° ceres par ccp",
        "n° ceres par ccs",
        rare=True,
    ).dit("Si chaque CCP ou CCS a le sien : « CCP1 : 27-0614 ; CCP2 : 27-0615 ». Chaque convocation porte les siens."),
    date("convocations_envoyees", "Convocations envoyées le", "convocations envoyées", rare=True).dit(
        "Vide tant qu'elles ne sont pas parties. Ensuite « replan » et « planb » tiennent les heures du planning, et"
        " « solve » celles de la feuille Convocations, sauf accord."
    ),
    texte("signataire", "Signataire des convocations", rare=True).dit("NOM Prénom. Vide : le responsable de session."),
    texte("qualite_du_signataire", "Qualité du signataire", "fonction du signataire", rare=True).dit(
        "Sa fonction, sous laquelle il signe. Vide : « responsable de session », si c'est lui."
    ),
    entier("version_planning", "Version du planning", rare=True).dit(
        "Pour les calendriers : « tpplanner replan » l'augmente. Si vous retouchez un planning dont les calendriers"
        " sont déjà envoyés, augmentez-la vous-même. Vide : 1."
    ),
    texte("agrement", "N° d'agrément", "agrément", rare=True).dit("Le numéro de l'agrément de ce titre sur ce site."),
    date(
        "agrement_fin", "Fin de l'agrément", "agrément jusqu'au", "validité de l'agrément", rare=True, tolerant=True
    ).dit("Dernier jour de validité de l'agrément."),
    texte("service_departemental", "Service départemental", "ddets", "unité départementale", rare=True).dit(
        "La DDETS ou l'unité départementale dont dépend le site."
    ),
    *LIEU,
    choix("fuseau", "Heure locale", "fuseau horaire", "fuseau", choix=tuple(FUSEAUX.values()), rare=True).dit(
        "Où est le centre, pour les calendriers. Vide : métropole."
    ),
    *SUIVI,
)

JOURS = Feuille(
    "jours",
    "Jours",
    "Les jours de la session, et entre quelles heures on peut y travailler.",
    indispensable=True,
    alias=("dates", "jour"),
).avec_colonnes(
    date("date", "Date", "jour", largeur=16, obligatoire=True).dit(
        "Jour/mois/année. Dans un dossier d'agrément : « Jour 1 », « Jour 2 »…"
    ),
    texte("etiquette", "Libellé", "nom du jour", "étiquette", rare=True).dit(
        "Facultatif : comment on appelle ce jour (« Jour 1 »)."
    ),
    heure("ouverture", "Ouverture", "ouverture du site").dit("Rien n'a lieu avant. Vide : 8 h."),
    heure("accueil", "Accueil des candidats", "accueil").dit("Aucun candidat n'est convoqué avant. Vide : 8 h 30."),
    heure("fin", "Fin au plus tard", "fin", "fermeture").dit("Rien n'a lieu après. Vide : 19 h."),
    heure("pause_debut", "Midi : de", "pause de", "déjeuner de", "début de la plage de midi", rare=True).dit(
        "Début de la plage où le jury peut déjeuner. Vide : 11 h 30."
    ),
    heure("pause_fin", "Midi : à", "pause à", "déjeuner à", "fin de la plage de midi", rare=True).dit(
        "Fin de cette plage. Vide : 14 h 30."
    ),
)

EPREUVES = Feuille(
    "epreuves",
    "Épreuves",
    "Ce que le référentiel d'évaluation prévoit, relu à chaque lecture. Seules les cellules orange se modifient ;"
    " pour tout le reste il faut un autre référentiel (« tpplanner titres nouveau », puis --referentiel).",
    indispensable=True,
    alias=("epreuve",),
).avec_colonnes(
    texte("table", "Table", largeur=12).dit("Session titre, CCP ou CCS. Ne se modifie pas."),
    texte("epreuve", "Épreuve", largeur=30, obligatoire=True).dit("Ne se modifie pas."),
    texte("modalite", "Modalité", largeur=10, rare=True).dit(
        "MSP, PP, ET, QP, QAP ou EF. Se modifie si la cellule est orange."
    ),
    choix("nature", "Nature", choix=tuple(NATURES.values()), largeur=10, rare=True).dit(
        "Écrit, oral ou pratique (pour les majorations). Se modifie si la cellule est orange."
    ),
    entier("phase", "Phase", largeur=7, rare=True).dit("Les phases d'une épreuve se suivent. Ne se modifie pas."),
    minutes("minutes", "Minutes", "durée", largeur=9).dit(
        "Durée du RE. Ne se modifie pas : pour une autre durée, il faut un autre référentiel."
    ),
    choix("presence", "Qui est présent", "présence", choix=tuple(PRESENCES.values()), largeur=12).dit(
        "Jury, surveillant, ou seul (surveillé ou non si d'autres sont là). Se modifie si la cellule est orange."
    ),
    texte("usage", "Type de salle", "salle", liste="usages", largeur=12).dit(
        "« jury » : la salle du jury. Se modifie si la cellule est orange."
    ),
    oui_non("partagee", "Postes partagés", rare=True).dit(
        "Oui si plusieurs candidats composent ensemble dans la salle. Se modifie si la cellule est orange."
    ),
    oui_non("collective", "Collective", rare=True).dit(
        "Oui si tous commencent au même moment. Se modifie si la cellule est orange."
    ),
    texte("ordre", "Ordre", largeur=26, rare=True).dit("Après quelle épreuve elle vient. Ne se modifie pas."),
    texte("autres", "Autres précisions", largeur=16, rare=True).dit(
        "Ressources, comédien, coupure… Ne se modifie pas."
    ),
    texte("a_confirmer", "À confirmer", largeur=24).dit(
        "Ce que la source du référentiel n'indique pas : à vérifier dans le RE."
    ),
    oui_non("confirme", "Vérifié dans le RE", "vérifié").dit(
        "Écrivez « oui » quand vous avez vérifié dans le RE les cellules orange (corrigées au besoin)."
    ),
    texte("id", "Identifiant", largeur=10, cachee=True).dit("Nom interne de l'épreuve. Ne pas modifier."),
)

# The sheet that is read back, and what tpplanner keeps beside it.

PLANNING = Feuille(
    "planning",
    "Planning",
    "Le planning, une ligne par partie de passage, travail ou présence. Seule feuille à modifier à la main.",
    groupe=Groupe.MODIFIER,
).avec_colonnes(
    date("jour", "Jour", largeur=16).dit("Date du jour."),
    heure("debut", "Début", largeur=8).dit("Heure de début."),
    heure("fin", "Fin", largeur=8).dit("Heure de fin."),
    choix("nature", "Nature", largeur=20).dit("Ce dont il s'agit."),
    texte("candidat", "Candidat", liste="candidats", largeur=26).dit("Le candidat concerné."),
    texte("epreuve", "Épreuve", largeur=34).dit("L'épreuve concernée."),
    entier("phase", "Phase", largeur=7).dit("Numéro de la phase, si l'épreuve en a plusieurs."),
    texte("jury", "Jury", largeur=12).dit("Le jury concerné."),
    texte("salle", "Salle", liste="salles", largeur=18).dit("La salle."),
    noms("personnes", "Personnes", largeur=36).dit(
        "Membres du jury, ou personne présente ; d'une épreuve, ses véhicules."
    ),
    choix("fige", "Figé", choix=("", "heure", "tout"), largeur=8).dit(
        "« heure » garde le jour et l'heure ; « tout » garde aussi les membres, la salle et les véhicules."
    ),
    texte("statut", "Statut").dit("Le jour J : « commencé » ou « terminé » (replan en tient compte)."),
)
"""The sheet that is read back. Each column has a hidden twin, in the same order, that keeps what was written."""

CLE_DE_LIGNE = texte("cle", "Ligne écrite", largeur=8, cachee=True).dit(
    "Rang de la ligne quand tpplanner l'a écrite, sur le nombre de lignes. Ne pas modifier."
)
"""A hidden column beside the twins (``3/41``): with it, rows that a hand deleted are known to be missing."""

AFFICHE = heure("affiche", "Affiché dès", largeur=8, cachee=True).dit(
    "Heure à partir de laquelle l'affiche annonce le passage, si elle diffère. Ne pas modifier."
)
"""A hidden column beside it: the hour that is posted for a passage where somebody has a majoration."""


def jumelle(colonne: Colonne) -> Colonne:
    """The hidden twin of a column of *Planning*, which keeps what was written."""
    return replace(colonne, champ=f"{colonne.champ}_ecrit", titre=f"{colonne.titre} (écrit)", alias=(), cachee=True)


PLANNING_COMPLET = replace(
    PLANNING, colonnes=(*PLANNING.colonnes, *(jumelle(c) for c in PLANNING.colonnes), CLE_DE_LIGNE, AFFICHE)
)
"""*Planning* with its hidden columns, as it stands in a file."""

NON_PLACES = Feuille(
    "non_places",
    "Non placés",
    "Les candidats que ce planning laisse de côté. Supprimez une ligne pour que le prochain calcul le place.",
    groupe=Groupe.REGARDER,
).avec_colonnes(
    texte("candidat", "Candidat", liste="candidats", largeur=30, obligatoire=True).dit("Qui n'est pas placé."),
    texte("pourquoi", "Pourquoi", largeur=70).dit("Ce qui empêche de le placer avec les autres."),
    texte("remede", "Ce qui le placerait", largeur=70).dit("Au choix, chacun prouvé par un planning."),
    texte("certitude", "Certitude", largeur=18).dit("Si aucun planning ne place plus de candidats."),
)
"""Written first, and read back: whom it names is left out of the planning, and of its check."""

EN_COURS, TERMINE = "commencé", "terminé"
"""What tpplanner writes in *Statut* after a change during the session."""

COMMENCE = frozenset({"commence", "en cours", "termine", "fini", "fait", "passe"})
"""What *Statut* says, case and accents folded, of what has begun."""

# The réglages: every length and preference that the RE leaves open, with its default, its bounds, its help.

ORDRES = ("liste", "alphabétique", "tirage")
NIVEAUX_OFFERTS = tuple(niveau.nom for niveau in NIVEAUX)

_PAR_DEFAUT = Reglages()
_DU_RE = frozenset(f.name for f in fields(Referentiel))

_TEXTES: dict[str, tuple[str, str]] = {
    "lecture": ("Lecture du dossier", "Par candidat, avant de le recevoir. Jamais 0."),
    "correction_qp": ("Correction d'un questionnaire", "Par candidat. Jamais 0."),
    "correction_ecrit": ("Correction d'un écrit", "Par candidat, pour une MSP écrite. Jamais 0."),
    "correction_autre": ("Correction d'une autre épreuve", "Par candidat, si le jury n'y a pas assisté. Jamais 0."),
    "deliberation": ("Délibération", "Par candidat, dès la fin de son dernier passage. Jamais 0."),
    "battement": ("Battement", "Minutes libres du jury avant de recevoir un candidat."),
    "accueil_jury": ("Accueil du jury", "Identités et consignes, au début de sa journée."),
    "cloture": ("Clôture", "Résultats, fiches et signatures, à la fin de la journée du jury."),
    "pause_jury": ("Pause méridienne du jury", "Dans la plage de midi de la feuille Jours. Jamais 0."),
    "travail_continu": (
        "Travail continu",
        "Durée au-delà de laquelle il faut 20 minutes libres à un membre entre deux candidats.",
    ),
    "salle_a_midi": ("Salle gardée à midi", "Oui : personne d'autre n'entre dans la salle du jury à midi."),
    "fin_tardive": ("Fin tardive", "Heure au-delà de laquelle chaque minute d'un jury ou d'un candidat est pénalisée."),
    "presence_midi": (
        "Coût d'une présence à midi",
        "En minutes de présence : jury sur place à midi, ou dont un membre siège dans deux jurys du jour.",
    ),
    "midi_debut": ("Midi, de", "Un jury qui a fini à cette heure n'est pas sur place à midi…"),
    "midi_fin": ("Midi, à", "… ni un jury qui commence à cette heure ou plus tard."),
    "reserve": (
        "Réserve",
        "Oui : à présence égale, garder un membre libre qui puisse relever chaque jury, et 30 min en fin de jour.",
    ),
    "absence_lourde": (
        "Absence qui en dérange beaucoup",
        "En %, des personnes présentes ce jour-là : au-delà, planb la signale et cherche une réserve.",
    ),
    "quota": (
        "Candidats par jury et par jour",
        "Vide : le nombre du RE, s'il en donne un. Une autre valeur est signalée dans le rapport.",
    ),
    "accueil": (
        "Accueil le premier jour",
        "Des candidats : identités, consignes. Il finit quand commence la première épreuve.",
    ),
    "accueil_autres_jours": ("Accueil les autres jours", "Des candidats."),
    "plis": ("Ouverture des plis", "Les dernières minutes avant l'épreuve dont les sujets sont sous pli."),
    "convocation": ("Convocation", "Combien de minutes avant son heure un candidat est convoqué."),
    "pause_candidat": ("Pause du candidat", "Pour déjeuner."),
    "courte_pause": ("Courte pause", "Entre deux passages qui s'enchaînent, au plus."),
    "enchainer": ("Enchaîner les oraux", "Oui : les passages d'un candidat devant le jury se suivent."),
    "accueil_comedien": ("Accueil du comédien", "Avant son premier passage du jour."),
    "epreuve_longue": ("Épreuve longue", "Durée à partir de laquelle une épreuve commence tôt."),
    "longue_matin": ("Épreuve longue, le matin", "Elle commence à cette heure au plus tard…"),
    "longue_apres_midi": ("Épreuve longue, l'après-midi", "… ou à partir de cette heure."),
    "ordre": ("Ordre de passage", "Souhaité, devant un même jury : celui du tirage, de la liste ou alphabétique."),
    "pas": ("Pas des horaires", "Les débuts tombent sur un multiple de ce nombre de minutes : 1, 5, 10 ou 15."),
    "graine": ("Graine", "Nombre qui fixe les tirages au sort : le même redonne les mêmes numéros."),
}
"""Label and help of each réglage, in the order of the sheet."""

_RUBRIQUES = {"lecture": "Le travail du jury", "accueil": "Les candidats", "pas": "Calcul"}
"""The heading that a réglage opens."""

_PARTICULARITES: dict[str, dict[str, Any]] = {
    "ordre": {"choix": ORDRES},
    "pas": {"choix": tuple(map(str, PAS_PERMIS))},
    "graine": {"au_plus": 999_999_999},
}
_SORTES = {bool: oui_non, time: heure, str: choix}
"""The kind of column of a réglage that is no number, by its value."""


def _reglage(champ: str) -> Colonne:
    titre, aide = _TEXTES[champ]
    valeur = getattr(_PAR_DEFAUT, champ)
    bornes = BORNES.get(champ)
    sorte = minutes if bornes and not bornes.count else _SORTES.get(type(valeur), entier)
    precisions = {"rubrique": _RUBRIQUES.get(champ, ""), "repere": _repere(champ, valeur)}
    return sorte(champ, titre, **precisions | _PARTICULARITES.get(champ, {})).dit(aide)


def _repere(champ: str, valeur: object) -> str:
    """``15 min (5 à 60)``."""
    match valeur:
        case bool():
            return "oui" if valeur else "non"
        case time():
            return f"{valeur:%H:%M}"
        case None if champ in _DU_RE:
            return "celui du RE"
        case int() | None if champ in BORNES:
            bornes = BORNES[champ]
            usuel = "non réglé" if valeur is None else f"{valeur}" if bornes.count else f"{valeur} min"
            return f"{usuel} ({bornes.least} à {bornes.most})"
    return str(valeur)


def champ_niveau(regle: str) -> str:
    """The field that holds the level of a soft rule."""
    return f"niveau_{regle}"


def champ_poids(regle: str) -> str:
    """The field that holds the weight of a soft rule in its level."""
    return f"poids_{regle}"


def _preference(carte: SoftCard, rubrique: str) -> tuple[Colonne, Colonne]:
    return (
        choix(
            champ_niveau(carte.name),
            f"Niveau : {carte.colonne}",
            choix=NIVEAUX_OFFERTS,
            rubrique=rubrique,
            repere=f"{carte.niveau} (« non » pour l'ignorer)",
        ).dit(carte.enonce),
        entier(champ_poids(carte.name), f"Poids : {carte.colonne}", repere=str(Terme(carte.name).poids)).dit(
            "Dans son niveau, combien compte une unité."
        ),
    )


_RUBRIQUE_DES_PREFERENCES = "Préférences, niveau par niveau : aucun n'est amélioré aux dépens d'un précédent"

REGLAGES = Feuille(
    "reglages",
    "Réglages",
    "Ce que le RE laisse au choix du centre. Vide : la valeur habituelle, à côté.",
    forme=Forme.FICHE,
    alias=("reglage", "paramètres"),
).avec_colonnes(
    *(_reglage(champ) for champ in _TEXTES),
    *(
        colonne
        for rang, carte in enumerate(PREFERENCES)
        for colonne in _preference(carte, "" if rang else _RUBRIQUE_DES_PREFERENCES)
    ),
)

CHAMPS = tuple(f.name for f in fields(Reglages) if f.name in _TEXTES)
"""The réglages that the sheet holds one by one, in the order of `domain.reglages.Reglages`."""


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
    indispensable=True,
    alias=("candidat", "liste des candidats", "stagiaires"),
).avec_colonnes(
    _NOM,
    _PRENOM,
    liste("presente", "Présenté à", "ccp", "ccs", "présentation à", liste="presentations", largeur=11).dit(
        "« titre », ou ses CCP ou CCS séparés par « ; ». Vide dans une session titre : le titre."
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
    entier("presentation", "N° de présentation", "présentation", largeur=12, rare=True, tolerant=True).dit(
        "1, 2 ou 3 : rang de présentation depuis la fin de la formation. Vide : 1."
    ),
    date(
        "debut_formation", "Début de formation", "date de début de formation", largeur=11, rare=True, tolerant=True
    ).dit("Facultatif : premier jour de sa formation, pour les vérifications d'adresse."),
    date("fin_formation", "Fin de formation", "date de fin de formation", largeur=11, rare=True, tolerant=True).dit(
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
    liste("aide_pour", "Aide pour", "aide accordée pour", "épreuves avec aide", largeur=12, rare=True).dit(
        "Ce pour quoi l'aide est accordée : écrit, oral, pratique, ou ses épreuves (« QP ; ET »). Toutes : « toutes »."
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
    TELEPHONE,
    IDENTIFIANT,
)

REPONSES = {Reponse.SOLLICITE: "sollicité", Reponse.CONFIRME: "confirmé", Reponse.DECLINE: "décliné"}
"""What became of asking a membre to come, as people choose it."""

_RESERVE = oui_non("reserve", "Réserve", "en réserve", "de réserve", largeur=9, rare=True).dit(
    "Oui s'il a accepté de venir si on l'appelle : il n'est convoqué que si un planning ne se fait pas sans lui."
)

MEMBRES = Feuille(
    "membres",
    "Membres",
    "Les membres de jury habilités, un par ligne.",
    indispensable=True,
    alias=("membres de jury", "membre", "jurés", "membres du jury"),
).avec_colonnes(
    _NOM,
    _PRENOM,
    texte("organisme", "Organisme", "organisme de formation").dit(
        "S'il travaille pour un organisme de formation. Certains RE demandent des organismes différents dans un jury."
    ),
    texte("employeur", "Employeur", "entreprise", "société").dit("Son entreprise."),
    texte("habilitation", "Habilité pour", "habilitation", "titre", "habilitations", largeur=10, necessaire=True).dit(
        "Sigle ou code du titre. Sans habilitation il ne peut pas siéger."
    ),
    texte("millesime", "Millésime", largeur=9, necessaire=True).dit("De son habilitation : deux chiffres."),
    date("habilitation_fin", "Fin d'habilitation", "habilité jusqu'au", "validité", tolerant=True).dit(
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
    choix("reponse", "Réponse", "sa réponse", choix=tuple(REPONSES.values()), largeur=10, rare=True).dit(
        "Viendra-t-il ? Décliné : il n'est plus appelé. Vide : pas encore sollicité."
    ),
    date("repondu_le", "Réponse le", "date de la réponse", largeur=10, rare=True, tolerant=True).dit(
        "Quand il a été sollicité, ou a répondu."
    ),
    _RESERVE,
    DISPONIBLE,
    INDISPONIBLE,
    CONTACT,
    TELEPHONE,
    IDENTIFIANT,
)

_ORGANISME = texte("organisme", "Organisme", "employeur", "entreprise", largeur=18, rare=True).dit("Facultatif.")


def _personnes(
    cle: str, titre: str, but: str, alias: str, *autres: Colonne, organisme: Colonne = _ORGANISME
) -> Feuille:
    communes = (organisme, DISPONIBLE, INDISPONIBLE, CONTACT, TELEPHONE, IDENTIFIANT)
    return Feuille(cle, titre, but, alias=(alias,)).avec_colonnes(_NOM, _PRENOM, *autres, *communes)


SURVEILLANTS = _personnes(
    "surveillants",
    "Surveillants",
    "Qui peut surveiller les épreuves écrites ; jamais un formateur des candidats présents.",
    "surveillant",
    _RESERVE,
)
COMEDIENS = _personnes(
    "comediens",
    "Comédiens",
    "Qui joue dans les mises en situation, si le RE en prévoit : comédiens, élèves conducteurs…",
    "comédien",
    liste("joue", "Joue", "rôle", "rôles", largeur=22).dit(
        "Les rôles de la feuille Épreuves qu'il peut jouer, séparés par « ; ». Vide : tous."
    ),
    _RESERVE,
    organisme=texte("organisme", "Organisme", "employeur", "entreprise", largeur=18).dit(
        "Où il est en formation. Si le RE le demande, il ne joue pas pour un candidat du même organisme."
    ),
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
    "Facultatif. Vide : les jurys sont composés à partir des membres. Remplie : ce sont ceux-là ; seul un remplaçant"
    " y prend la place d'un membre.",
    alias=("jury",),
).avec_colonnes(
    texte("nom", "Jury", "nom", obligatoire=True).dit("Son nom : Jury A."),
    *(_membre(rang) for rang in (1, 2, 3)),
    noms("autres", "Autres membres", "membres", liste="membres", largeur=24).dit("NOM Prénom, séparés par « ; »."),
    noms("remplacants", "Remplaçants", "remplaçant", "suppléants", liste="membres", largeur=24).dit(
        "Qui peut siéger à la place d'un membre empêché : NOM Prénom, séparés par « ; »."
    ),
)

LIENS = Feuille(
    "liens",
    "Liens jury-candidats",
    "Qui ne doit pas évaluer qui. Les liens d'organisme et d'employeur sont déduits ; « levé » avec un motif en"
    " lève un (jamais celui d'un formateur).",
    alias=("liens", "liens jury candidats", "incompatibilités"),
).avec_colonnes(
    noms("candidat", "Candidat", liste="candidats", largeur=26, obligatoire=True).dit(
        "NOM Prénom, de la feuille Candidats."
    ),
    noms("membre", "Membre", "membre de jury", liste="membres", largeur=26, obligatoire=True).dit(
        "NOM Prénom, de la feuille Membres (ou Comédiens)."
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
    indispensable=True,
    alias=("salle", "locaux"),
).avec_colonnes(
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

VEHICULES = Feuille(
    "vehicules",
    "Véhicules",
    "Les véhicules du centre, si le RE en prévoit : un par ligne. Chacun n'est réservé qu'à un passage à la fois.",
    alias=("véhicule",),
).avec_colonnes(
    texte("nom", "Véhicule", "nom", "immatriculation", largeur=20, obligatoire=True).dit("Son nom : Clio 1."),
    texte("sorte", "Sorte", "type", "catégorie", largeur=14, obligatoire=True).dit(
        "Comme dans la feuille Épreuves : voiture, moto, D, CE…"
    ),
    DISPONIBLE,
    replace(INDISPONIBLE, rare=True),
    IDENTIFIANT,
)

MOMENTS = ("journée", "matin", "après-midi")

INDISPONIBILITES = Feuille(
    "indisponibilites",
    "Indisponibilités",
    "Les absences, une par ligne : personnes, salles, véhicules. Matin : jusqu'à 13 h ; après-midi : dès 13 h.",
    alias=("absences",),
).avec_colonnes(
    noms("qui", "Qui", "nom", "personne", liste="tous", largeur=28, obligatoire=True).dit(
        "NOM Prénom, ou nom de salle ou de véhicule, tel que dans sa feuille."
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
).avec_colonnes(
    noms("personne", "Personne", "nom", "qui", "candidat", liste="personnes", largeur=28, obligatoire=True).dit(
        "NOM Prénom, d'une des feuilles de personnes."
    ),
    date("jour", "Jour", "date", largeur=14).dit("Jour de la convocation."),
    heure("heure", "Heure", "heure de convocation", largeur=10).dit("Heure de la convocation."),
    oui_non("accord", "Accord", "accord pour plus tôt").dit(
        "Oui si la personne accepte de commencer plus tôt ce jour-là."
    ),
)

REMISES = Feuille(
    "remises",
    "Documents remis",
    "Facultatif. Qui a reçu les documents de quelle version, et ce qu'il a répondu. Dès qu'une ligne y figure,"
    " « check » et « export » indiquent qui n'a pas encore la sienne. Aucun calcul n'en dépend.",
).avec_colonnes(
    noms("personne", "Personne", "nom", "qui", "candidat", liste="personnes", largeur=28, obligatoire=True).dit(
        "NOM Prénom, d'une des feuilles de personnes."
    ),
    entier("version", "Version", "version du planning", largeur=9, necessaire=True).dit(
        "La version reçue : 1 pour la première (Version du planning, feuille Session)."
    ),
    date("remise_le", "Remise le", "reçue le", "date", largeur=14, tolerant=True).dit("Le jour où il l'a reçue."),
    choix("accepte", "Acceptée", "accepté", "accord", choix=("oui", "non"), largeur=10).dit(
        "Ce qu'il a répondu. Vide : rien encore."
    ),
)

QUESTIONS = Feuille(
    "questions",
    "Questions",
    "Ce qui est écrit peut-il désigner quelqu'un d'autre ? Répondez oui ou non : la question n'est plus posée ensuite.",
    alias=("question", "réponses"),
).avec_colonnes(
    choix("sujet", "Au sujet de", "sujet", choix=tuple(SUJETS.values()), largeur=14).dit(
        "Personne : est-ce la même ? Parenté, employeur, organisme, enseigne : y a-t-il un lien ? Majoration, "
        "décision : est-ce accordé ? Vide : quel que soit le sujet."
    ),
    texte("ecrit", "Écrit", largeur=34, obligatoire=True).dit("Tel qu'il est écrit dans le classeur."),
    texte("autre", "Est-ce", "est ce", "autre", largeur=34).dit("Qui ou quoi ce pourrait être."),
    oui_non("reponse", "Réponse", "réponse", largeur=10).dit("Oui ou non. Vide : la question reste posée."),
)

IMPREVUS = Feuille(
    "imprevus",
    "Imprévus",
    "Ce qui s'est passé depuis que le planning est fait, une ligne par imprévu. Chaque calcul en tient compte, jusqu'à"
    " ce que « Repris le » soit rempli. Aucun motif d'absence ne s'écrit ici.",
    alias=("imprévu", "événements", "incidents"),
).avec_colonnes(
    choix("quoi", "Quoi", "événement", "imprévu", choix=tuple(QUOI.values()), largeur=30, obligatoire=True).dit(
        "Ce qui s'est passé."
    ),
    noms("qui", "Qui ou quoi", "qui", "nom", "personne", liste="tous", largeur=28).dit(
        "La personne, le candidat, la salle, le jury ou l'épreuve, tel que dans sa feuille."
    ),
    date("jour", "Jour", "date", largeur=14).dit("Le jour. D'une absence, vide : toute la session."),
    heure("de", "De", "début", "à partir de", largeur=9).dit("À partir de cette heure. Vide : le début du jour."),
    date("jusque", "Jusqu'au", "au", largeur=14).dit("Le dernier jour, si ce n'est pas le même."),
    heure("a", "À", "jusqu'à", "fin", largeur=9).dit("Jusqu'à cette heure. Vide : la fin du jour."),
    noms("avec", "Par ou avec qui", "par qui", "remplaçant", liste="personnes", largeur=28).dit(
        "D'un remplacement : par qui. D'un déport, d'un jury interrompu : quel candidat."
    ),
    entier("minutes", "Minutes", "durée", largeur=9, au_plus=1_440).dit(
        "D'un retard. D'une dérogation : en plus, ou en moins (−10)."
    ),
    choix("precision", "Décision", "précision", choix=PRECISIONS, largeur=24).dit(
        "D'un jury interrompu ; d'un candidat en retard, s'il est reporté ; d'un candidat sans pièce, s'il est admis ; "
        "d'un candidat reporté, s'il a déjà composé ; d'un accord, s'il reste à demander : effacez-le une fois obtenu."
    ),
    texte("detail", "Détail", largeur=24).dit("D'une dérogation : quel réglage. D'un candidat sans pièce : laquelle."),
    texte("dit_le", "Prévenu le", "signalé le", "dit le", largeur=17).dit(
        "Jour et heure où le centre l'a su : « 14/06/2027 10:40 ». Ce qui était commencé alors ne change plus. Vide :"
        " avant la session."
    ),
    texte("repris_le", "Repris le", "annulé le", largeur=17).dit(
        "Jour et heure où l'imprévu a pris fin : il ne compte plus. « tpplanner replan --reprendre » l'écrit."
    ),
    texte("note", "Note", "remarque", largeur=24).dit("Pour le centre. Jamais de motif de santé."),
)
"""What happened since the session was planned (`domain.imprevus`)."""

# All of them.

FEUILLES: tuple[Feuille, ...] = (
    LISEZ_MOI,
    SESSION,
    JOURS,
    CANDIDATS,
    MEMBRES,
    SALLES,
    EPREUVES,
    JURYS,
    LIENS,
    SURVEILLANTS,
    COMEDIENS,
    VEHICULES,
    RESPONSABLES,
    FORMATEURS,
    AIDES,
    INDISPONIBILITES,
    CONVOCATIONS,
    REMISES,
    IMPREVUS,
    QUESTIONS,
    REGLAGES,
)
"""The input sheets, in the order of the workbook: those of a first planning, then the others."""

LISTES = "Listes"
"""The hidden sheet that holds what drop-down lists offer."""
REFERENTIEL = "_referentiel"
"""The very hidden sheet that holds the text of the référentiel, one line a row."""
TRACE = "_ecrit"
"""The very hidden sheet that holds what tpplanner wrote, as prints of cells (`workbook/trace.py`)."""
