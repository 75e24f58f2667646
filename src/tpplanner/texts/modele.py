"""What a new workbook says: how to fill it, what its cells answer, its invented people."""

from collections.abc import Sequence

from tpplanner.domain.referentiel import Referentiel
from tpplanner.texts.phrases import Avis, Phrase
from tpplanner.texts.referentiels import avertissements, titre_court, verification

# What a new workbook says: how to fill it, and what its cells answer to somebody who types something else.

INTITULE_LISTE = "À choisir dans la liste"
ERREUR_LISTE = "Cette valeur n'est pas dans la liste. La garder quand même ?"
OBLIGATOIRE = "*"
"""After the title of a column that must be filled."""

_REMPLIR = (
    "Une feuille par sujet ; la ligne en italique, sous le titre, indique ce qu'il faut écrire dans chaque colonne.",
    "Les colonnes marquées * doivent être remplies ; toutes les autres peuvent rester vides.",
    "Les cellules acceptent l'écriture ordinaire : 9h30 ou 09:30 ; 14/06/2027 ou « lundi 14 juin 2027 » ; oui ou x.",
    "Une majoration s'écrit 1/3, 33 % ou « tiers » : c'est toujours un tiers exact.",
    "Une personne se nomme NOM Prénom ; plusieurs noms se séparent par « ; ».",
    "Une même personne peut figurer dans plusieurs feuilles : sous le même nom, elle est comptée comme une seule.",
    "Matin : jusqu'à 13 h ; après-midi : à partir de 13 h.",
    "Les réglages laissés vides prennent la valeur habituelle, écrite à côté.",
    "Vous pouvez trier, insérer et supprimer des lignes ; ne changez pas les titres des colonnes.",
)

_ORDRE = (
    "1. Session : le centre, le site, le responsable de session et ses suppléants.",
    "2. Jours : les dates et les heures d'ouverture.",
    "3. Candidats, Membres, Salles : les personnes, et les salles qui les accueillent.",
    "4. Épreuves : déjà remplie. Vérifiez dans le référentiel d'évaluation (RE) les cellules orange, s'il y en a.",
)
_SUITE = (
    "5. Surveillants, Responsables, Formateurs, et s'il y a lieu Comédiens et Aides.",
    "6. Indisponibilités et Liens jury-candidats.",
    "7. Jurys, seulement si vous les composez vous-même. Convocations, seulement quand elles sont parties.",
)
_REPLIE = (
    "Ce qui sert plus rarement est replié : le bouton + au-dessus des colonnes, ou à gauche des lignes, le montre."
)


def _d_autres_feuilles(titres: Sequence[str]) -> tuple[str, ...]:
    """How to come by the sheets that the workbook does without."""
    return (
        f"Ce classeur suffit à un premier planning. D'autres feuilles existent : {', '.join(titres)}.",
        "« tpplanner init … --complet » les écrit toutes, et planning.xlsx les contient.",
        "Une feuille que vous ajoutez ici sous un de ces noms est lue, si elle porte les mêmes titres de colonnes.",
    )


_ENSUITE = (
    "tpplanner solve session.xlsx -o planning.xlsx",
    "Le planning est un autre fichier : ce classeur n'est jamais modifié.",
    "Dans planning.xlsx, ces feuilles viennent en dernier et ne s'impriment pas.",
    "Pour en imprimer une malgré tout : Mise en page, Zone d'impression, Annuler.",
)

_DONNEES = (
    "N'écrivez que ce qui sert au planning : l'aménagement accordé, jamais sa raison médicale.",
    "L'adresse et le courriel sont facultatifs ; ils ne servent qu'aux convocations.",
    "Ce classeur contient des données personnelles : gardez-le dans un dossier à accès limité.",
)


def lisez_moi(referentiel: Referentiel, absentes: Sequence[str] = ()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts of *Lisez-moi*: a heading, then its lines; `absentes` are sheets that the workbook does without."""
    suite = _d_autres_feuilles(absentes) if absentes else _SUITE
    return (
        ("Les feuilles et leurs colonnes", (*_REMPLIR, _REPLIE)),
        ("Dans quel ordre", (*_ORDRE, *suite)),
        ("Ensuite", _ENSUITE),
        ("Données personnelles", _DONNEES),
        (f"Le référentiel {titre_court(referentiel)}", _du_referentiel(referentiel)),
    )


def _du_referentiel(referentiel: Referentiel) -> tuple[str, ...]:
    source = f"Source : {referentiel.source}."
    avis = avertissements(referentiel)
    return (
        referentiel.intitule,
        *([] if verification(referentiel) in avis else [verification(referentiel)]),
        source,
        *avis,
    )


existe_deja = Avis("« {nom} » existe déjà : il n'est pas remplacé.", "Choisissez un autre nom, ou déplacez-le.")
non_ecrit = Avis("« {nom} » ne peut pas être écrit.", "Vérifiez que le dossier existe et que vous pouvez y écrire.")
disque_plein = Avis("« {nom} » ne peut pas être écrit : le disque est plein.", "Libérez de la place, puis relancez.")


EN_UNE_CELLULE = (
    "nom et prénom",
    "nom prénom",
    "nom & prénom",
    "prénom et nom",
    "prénom nom",
    "nom complet",
    "candidat",
    "candidats",
    "stagiaire",
    "stagiaires",
    "apprenant",
    "participant",
    "élève",
    "identité",
)
"""Titles of a column that holds both names, in the lists that centres have."""
DEBUTS_DE_NOTE = frozenset(
    {
        "total",
        "totaux",
        "effectif",
        "effectifs",
        "nb",
        "nombre",
        "legende",
        "signature",
        "signatures",
        "session",
        "groupe",
    }
    | {
        "voir",
        "attention",
        "penser",
        "prevoir",
        "appeler",
        "note",
        "notes",
        "nota",
        "ps",
        "cf",
        "remarque",
        "remarques",
    }
    | {"rappel", "bonjour", "bonsoir", "cordialement", "merci", "liste", "visa", "cachet", "date", "observations"}
)
"""First words of what stands below a list and names nobody, folded."""
NOTES_DE_DEUX_MOTS = frozenset(
    {
        ("sous", "total"),
        ("sous", "totaux"),
        ("fait", "a"),
        ("fait", "le"),
        ("mise", "a"),
        ("mis", "a"),
        ("a", "completer"),
    }
)
"""The first two of such words."""
MOTS_D_UN_FAIT = (
    frozenset({"tiers", "temps", "majoration", "amenagement", "vae", "ccp", "ccp1", "ccp2", "ccp3", "ccp4"})
    | {"abandon", "abandonne", "absent", "absente", "absents", "absentes", "annule", "annulee", "desistement"}
    | {"demission", "confirmer", "attente", "redoublant", "redoublants", "promotion", "promo", "listing", "venir"}
    | {"candidat", "candidate", "candidats", "stagiaire", "stagiaires", "convoque", "convoques", "aide"}
    | {"surveillant", "surveillants", "formateur", "formatrice", "forme", "formee", "libre", "reserve", "liste"}
    | {"oui", "non", "idem", "seulement", "uniquement", "sauf", "salle", "matin", "midi", "prenom", "nom", "fin"}
)
"""Words that tell something of somebody, or of nobody: no part of a name, folded."""
MEMBRE_EN_UNE_CELLULE = ("membre", "membres", "membre de jury", "membre du jury", "membres du jury", "juré", "jurés")
"""Titles of a column that holds both names, in a list of membres."""

# The invented people and places of example workbooks, and of agrément files where nobody is named yet.

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
COMEDIENS = (
    ("JOURDAN", "Élise"),
    ("SABATIER", "Marc"),
    ("TERRASSON", "Jeanne"),
    ("UGHETTO", "Paolo"),
    ("VERDIER", "Assia"),
    ("WALTER", "Noé"),
    ("YVINEC", "Lola"),
    ("ZAOUI", "Mehdi"),
    ("AMIEL", "Capucine"),
    ("BRUNEL", "Tom"),
)
AUTRE_ORGANISME = "Auto-école du Pont"
"""Where those are in training who must not be in training with a candidat."""
RESPONSABLE = ("PETIT", "Isabelle", "01 00 00 00 01")
SUPPLEANT = ("ROCHE", "Yves", "01 00 00 00 02")
FORMATEUR = ("LEROUX", "Antoine")

MOTIF_DU_LIEN = "ancien maître de stage"

SALLES = {
    "ecrit": "Salle des écrits",
    "plateau": "Plateau technique",
    "preparation": "Salle de préparation",
    "seance": "Salle de la séance",
    "circulation": "Départ des véhicules",
    "piste": "Piste",
}
"""Names of rooms, by kind; another kind is its own name."""
PETITE_SALLE = "Petite salle"


def vehicule(sorte: str, rang: int) -> str:
    """``Voiture 1``, ``CE 1``."""
    return f"{sorte[:1].upper()}{sorte[1:]} {rang}"


def salle_de_jury(rang: int) -> str:
    """``Salle 101``."""
    return f"Salle {100 + rang}"


candidat_inconnu = Phrase("Candidat {rang}")


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
