"""Juries, links, rooms, absences, convocations."""

from dataclasses import replace

from tpplanner.sheets.colonne import DISPONIBLE, IDENTIFIANT, INDISPONIBLE, OUI_NON, Colonne, Feuille, Saisie


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
