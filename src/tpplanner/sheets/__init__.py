"""The sheets of a workbook and their columns, in one table: it feeds the template, the reader and the documentation.

No Excel library here; what a user reads of a sheet (title, help, example) is written here and nowhere else.
"""

from tpplanner.sheets.cadre import (
    CHANGEMENTS,
    CLE_DE_LIGNE,
    COMMENCE,
    ECHEANCES,
    EN_COURS,
    EPREUVES,
    FEUILLES_PRODUITES,
    JOURS,
    LISEZ_MOI,
    NON_PLACES,
    PLANNING,
    PLANNING_COMPLET,
    REGLAGES,
    SESSION,
    TERMINE,
    jumelle,
)
from tpplanner.sheets.colonne import TETE_DE_FICHE, Colonne, Feuille, Forme, Saisie
from tpplanner.sheets.personnes import (
    AIDES,
    CANDIDATS,
    COMEDIENS,
    CONVOCATIONS,
    FORMATEURS,
    INDISPONIBILITES,
    JURYS,
    LIENS,
    MEMBRES,
    RESPONSABLES,
    SALLES,
    SURVEILLANTS,
)

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
    RESPONSABLES,
    FORMATEURS,
    AIDES,
    INDISPONIBILITES,
    CONVOCATIONS,
    REGLAGES,
)
"""The input sheets, in the order of the workbook: those of a first planning, then the others."""

LISTES = "Listes"
"""The hidden sheet that holds what drop-down lists offer."""
REFERENTIEL = "_referentiel"
"""The very hidden sheet that holds the text of the référentiel, one line a row."""

__all__ = [
    "AIDES",
    "CANDIDATS",
    "CHANGEMENTS",
    "CLE_DE_LIGNE",
    "COMEDIENS",
    "COMMENCE",
    "CONVOCATIONS",
    "ECHEANCES",
    "EN_COURS",
    "EPREUVES",
    "FEUILLES",
    "FEUILLES_PRODUITES",
    "FORMATEURS",
    "INDISPONIBILITES",
    "JOURS",
    "JURYS",
    "LIENS",
    "LISEZ_MOI",
    "LISTES",
    "MEMBRES",
    "NON_PLACES",
    "PLANNING",
    "PLANNING_COMPLET",
    "REFERENTIEL",
    "REGLAGES",
    "RESPONSABLES",
    "SALLES",
    "SESSION",
    "SURVEILLANTS",
    "TERMINE",
    "TETE_DE_FICHE",
    "Colonne",
    "Feuille",
    "Forme",
    "Saisie",
    "jumelle",
]
