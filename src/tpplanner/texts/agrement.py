"""What is told to the administration."""

ORGANISATION_TITRE = "Organisation détaillée de la session"
ORGANISATION_AIDE = (
    "Candidats et membres sont sans nom. Les durées du RE sont celles du référentiel d'évaluation ; une durée prévue "
    "supérieure correspond à un aménagement accordé."
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


def avertissements_de_lecture(nombre: int) -> str:
    """How many warnings stand in the internal file, which names people."""
    s = "s" if nombre > 1 else ""
    return f"{nombre} avertissement{s} sur les saisies, dans la feuille Conformité du planning (document interne)."
