"""What is told to the administration."""

ORGANISATION_TITRE = "Organisation détaillée de la session"
ORGANISATION_AIDE = (
    "Candidats et membres sont sans nom. Les durées du RE sont celles du référentiel d'évaluation ; une durée prévue "
    "supérieure correspond à une adaptation accordée."
)
ORGANISATION_ENTETES = (
    "Début",
    "Fin",
    "Candidat",
    "Épreuve ou moment",
    "Durée du RE",
    "Durée prévue",
    "Jury ou surveillant",
    "Salle",
)
CONFORMITE_TITRE = "Rapport de conformité du planning"
