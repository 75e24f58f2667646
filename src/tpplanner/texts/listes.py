"""What the lists of the responsable say: accueil, émargements, subjects."""

ACCUEIL_TITRE = "Liste d'accueil"
ACCUEIL_AIDE = (
    "Cochez ce qui est vérifié. L'adresse postale confirmée est celle du parchemin : le nom du candidat doit figurer "
    "sur la boîte aux lettres. Corrigez-la dans CERES."
)
ACCUEIL_ENTETES = ("N°", "Candidat", "Convoqué à", "Arrivé à")
ACCUEIL_CASES = ("Identité", "Convocation", "Adresse confirmée", "Prérequis", "Dossier pro.")
ACCUEIL_REMARQUE = "Remarque"

EMARGEMENT_TITRE = "Émargements"
EMARGEMENT_AIDE = (
    "Une liste par page. Le responsable précise, pour chaque absence, si elle est justifiée, non justifiée, ou s'il "
    "reste à en décider. Aucune heure de fin n'est imprimée."
)
ARRIVEE = "Arrivé à"
ABSENCE = "Absence"

SUJETS_TITRE = "Suivi des sujets"
SUJETS_AIDE = (
    "Les plis restent cachetés jusqu'à leur ouverture devant un candidat, et devant tous si l'épreuve est collective. "
    "Chaque sujet est récupéré à la fin de l'épreuve, et détruit aussitôt la session terminée. Ajoutez à la main les "
    "épreuves dont le dossier technique contient d'autres plis."
)
SANS_SUJET = "Aucune épreuve de cette session n'est un questionnaire ou une mise en situation : ajoutez vos plis."


def sujets_prevus(candidats: int) -> str:
    """How many subjects there should be: one a candidat, and one or two more."""
    return f"{candidats} candidat{'s' if candidats > 1 else ''}, soit {candidats + 1} ou {candidats + 2} sujets"
