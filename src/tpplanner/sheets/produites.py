"""The sheets that tpplanner writes beside a planning, to be read; the order of its tabs, those that are in sight.

What a user reads of a sheet (title, what it is for) is written here, as that of the input sheets is in `session`.
"""

from tpplanner.sheets.colonne import Feuille, Groupe
from tpplanner.sheets.session import (
    CANDIDATS,
    FEUILLES,
    INDISPONIBILITES,
    LISEZ_MOI,
    LISTES,
    MEMBRES,
    NON_PLACES,
    PLANNING,
    SESSION,
)


def _a_regarder(cle: str, titre: str, but: str) -> Feuille:
    return Feuille(cle, titre, but, groupe=Groupe.REGARDER)


SOMMAIRE = _a_regarder("sommaire", "Sommaire", "Toutes les feuilles de ce classeur, et à quoi sert chacune.")
CHANGEMENTS = _a_regarder("changements", "Changements", "Ce qui a changé, et qui prévenir de quoi.")
"""After a change only; read for what it tells people (`workbook/planning.py`)."""
GRILLE = _a_regarder("grille", "Grille", "Chaque journée d'un coup d'œil : une colonne par jury et par salle.")
PAR_CANDIDAT = _a_regarder("par_candidat", "Par candidat", "La journée de chaque candidat : heures, jury, salles.")
PAR_JURY = _a_regarder("par_jury", "Par jury", "La journée de chaque jury, minute par minute, une page chacune.")
PAR_SALLE = _a_regarder("par_salle", "Par salle", "Ce qui a lieu dans chaque salle, et les postes occupés.")
EMARGEMENT = _a_regarder("emargement", "Émargement", "Les listes à faire signer.")
ORGANISATION = _a_regarder(
    "organisation",
    "Organisation détaillée",
    "Ce que demande le dossier d'agrément : qui passe quoi, devant qui, quand et où, puis les totaux du RE.",
)
CORRESPONDANCE = _a_regarder("correspondance", "Table de correspondance", "Le numéro tiré et le nom de chacun.")
CONFORMITE = _a_regarder("conformite", "Conformité", "Ce qui a été contrôlé, règle par règle, et ce qui ne l'est pas.")
QUALITE = _a_regarder("qualite", "Qualité", "Ce que vaut le planning, niveau par niveau, et ce qui est prouvé.")
ECHEANCES = _a_regarder("echeances", "Échéances", "Ce qu'il faut faire autour de la session, et pour quand.")
"""A real session's; a fictive one has no dates."""

FEUILLES_PRODUITES = (
    SOMMAIRE,
    CHANGEMENTS,
    GRILLE,
    PAR_CANDIDAT,
    PAR_JURY,
    PAR_SALLE,
    EMARGEMENT,
    ORGANISATION,
    CORRESPONDANCE,
    CONFORMITE,
    QUALITE,
    ECHEANCES,
)
"""Sheets of which nothing is read that a plan depends on."""

ONGLETS = {
    Groupe.REGARDER: "À regarder (onglets bleus)",
    Groupe.MODIFIER: "À modifier (onglet orange)",
    Groupe.SAISIE: "Saisie (onglets verts) : ce qui a été saisi, à corriger ici avant de recalculer",
}
"""The groups of tabs, as *Sommaire* names them."""

FEUILLES_D_UN_PLANNING = (SOMMAIRE, CHANGEMENTS, NON_PLACES, *FEUILLES_PRODUITES[2:], PLANNING, *FEUILLES)
"""All sheets that a planning may have, in the order of their tabs, group by group."""

EN_VUE = (
    *(SOMMAIRE, CHANGEMENTS, NON_PLACES, GRILLE, PAR_CANDIDAT, PAR_JURY, EMARGEMENT),
    *(PLANNING, SESSION, CANDIDATS, MEMBRES, INDISPONIBILITES),
)
"""The tabs of a planning that are in sight, a dozen at most; the others are hidden, and *Sommaire* names them."""

ECRITES = (LISEZ_MOI.titre, *(feuille.titre for feuille in FEUILLES_PRODUITES), LISTES)
"""Sheets that tpplanner writes to be read, or for drop-down lists: what is typed there changes no session."""
