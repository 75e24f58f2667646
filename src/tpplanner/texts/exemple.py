"""The invented people and places of example workbooks, and of agrément files where nobody is named yet."""

CENTRE = "Centre de formation du Val d'Aubray"
SITE = "12 rue des Tanneurs, 00000 Aubray"
CONTACT = "examens@val-aubray.exemple"
AGREMENT = "AGR-0000-EXEMPLE"
SERVICE = "DDETS d'exemple"

CANDIDATS = (
    ("MOREAU", "Léa"),
    ("BENALI", "Karim"),
    ("LEFÈVRE", "Inès"),
    ("DA COSTA", "Hugo"),
    ("NGUYEN", "Thi Mai"),
    ("ŒUVRARD", "Chloé"),
    ("ROUSSEAU", "Yanis"),
    ("MARCHETTI", "Giulia"),
)
EMPLOYEURS = ("Ateliers Belmont", "", "Société Varenne", "", "Groupe Hardouin", "", "Maison Tillac", "")

MEMBRES = (
    ("GARNIER", "Paul", "Numalis"),
    ("FONTAINE", "Sylvie", "Cabinet Orfeuil"),
    ("ADJANI", "Samir", "Banque du Littoral"),
    ("PÉRON", "Maëlle", "Coopérative Armen"),
    ("VASSEUR", "Odile", "Études Quentin"),
)

SURVEILLANTS = (("DELMAS", "Anne"), ("BARBIER", "Lucas"), ("KERVELLA", "Nadège"))
COMEDIENS = (("JOURDAN", "Élise"), ("SABATIER", "Marc"))
RESPONSABLE = ("PETIT", "Isabelle", "01 00 00 00 01")
SUPPLEANT = ("ROCHE", "Yves", "01 00 00 00 02")
FORMATEUR = ("LEROUX", "Antoine")

MOTIF_DU_LIEN = "ancien maître de stage"

SALLES = {"ecrit": "Salle des écrits", "plateau": "Plateau technique"}
"""Names of rooms, by kind; another kind is its own name."""
PETITE_SALLE = "Petite salle"


def salle_de_jury(rang: int) -> str:
    """``Salle 101``."""
    return f"Salle {100 + rang}"


def candidat_inconnu(rang: int) -> str:
    """``Candidat 3``."""
    return f"Candidat {rang}"


def jury_nomme(rang: int) -> str:
    """``Jury B``."""
    return f"Jury {chr(64 + rang)}"


def membre_inconnu(jury: int, rang: int) -> tuple[str, str]:
    """``Membre B1 à désigner``: nom and prénom."""
    return f"Membre {chr(64 + jury)}{rang}", "à désigner"


RESPONSABLE_INCONNU = ("Responsable", "à désigner")
SUPPLEANT_INCONNU = ("Suppléant", "à désigner")
SURVEILLANT_INCONNU = "à désigner"


def surveillant_inconnu(rang: int) -> tuple[str, str]:
    """``Surveillant 1 à désigner``."""
    return f"Surveillant {rang}", SURVEILLANT_INCONNU


def comedien_inconnu(rang: int) -> tuple[str, str]:
    """``Comédien 1 à désigner``."""
    return f"Comédien {rang}", SURVEILLANT_INCONNU


RESPONSABLES = (("PETIT", "Isabelle"), ("ROCHE", "Yves"), ("LAMY", "Denise"))
"""Of the example of a year."""
SALLES_ANNEE = ("Plateau CDA", "Plateau DWWM")
SECOND_NOM = "VIDAL"
"""Joined to names of candidats, so that the second group of the example bears other ones."""
