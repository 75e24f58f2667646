"""The sheet that is read back, and what tpplanner keeps beside it."""

from dataclasses import replace

from tpplanner.sheets.colonne import Colonne, Feuille, Saisie

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
