"""What the documents of a dossier are called, for whom each says that it is, and what is said of the folder."""

from collections.abc import Sequence

from tpplanner.texts.accord import accorde
from tpplanner.texts.message import Texte

AFFICHAGE_A3 = "affichage A3"
AFFICHAGE_A4 = "affichage A4"
PORTE = "porte {}"
JURY = "feuille du {}"
CONVOCATION = "convocation {}"
DECLARATION = "déclaration {}"
CONSIGNES_CANDIDATS = "consignes aux candidats"
CONSIGNES_JURY = "consignes au jury"
CONSIGNES_COMEDIEN = "consignes au comédien"
MODELE = "modèle de convocation"
ROUTE = "feuille de route"
ACCUEIL = "liste d'accueil"
EMARGEMENT = "émargements"
SUJETS = "suivi des sujets"
CORRESPONDANCE = "table de correspondance"
ORGANISATION = "organisation détaillée"
CONFORMITE = "rapport de conformité"
PAGE = "planning"
JOURNEE = "journée {}"
APPELS = "heures de convocation {}"
CALENDRIER = "calendrier {}"
OCCUPATION = "occupation {}"

AUDIENCES = {
    "affichage": "Affichage – à l'attention des candidats",
    "jury": "À l'attention du jury – ne pas afficher",
    "candidat": "À l'attention du candidat",
    "responsable": "Responsable de session – document interne, ne pas diffuser",
    "agrement": "À l'attention de l'administration – candidats sans nom",
}
"""What stands at the foot of every page, by audience."""

MANQUEMENTS_CONSEIL = (
    "« tpplanner check » indique lesquels. Corrigez le planning, ou ajoutez --malgre-manquements si vous les acceptez."
)
POUR_LES_DOCUMENTS = {
    "centre": "l'en-tête des convocations, de l'affiche, des feuilles de jury et du dossier d'agrément",
    "site": "le « Lieu » des convocations et des calendriers, l'en-tête du dossier d'agrément",
    "responsable": "qui prévenir d'un empêchement (convocations)",
    "contact_responsable": "où prévenir d'un empêchement (convocations)",
}
"""What each field of *Session* is for, where a document would be without."""

RE_A_VERIFIER = "L'affiche et le dossier d'agrément n'indiquent pas que les durées sont vérifiées."
RE_A_VERIFIER_CONSEIL = (
    "Comparez-les au référentiel d'évaluation, puis remplissez « RE vérifié le » et « RE vérifié par »."
)
MALGRE_CONSEIL = "« tpplanner check » indique lesquels."
RESTES_CONSEIL = "S'ils viennent d'un planning précédent, supprimez-les : ils ne sont plus à jour."


def il_manque(titre: str, champ: str) -> Texte:
    """A field of *Session* without which documents have a hole."""
    return Texte(f"Il manque encore « {titre} », pour les documents : {POUR_LES_DOCUMENTS[champ]}.", "Remplissez-le.")


def manquements(nombre: int) -> str:
    """That a planning which breaks rules is not told to people."""
    if nombre == 1:
        return "Ce planning a 1 manquement : aucun document n'est écrit."
    return f"Ce planning a {nombre} manquements : aucun document n'est écrit."


_LETTRES = {"candidat": "--convocation", "jury": "--convocation-jury"}
"""The option that gives the centre's own letter to an audience."""


def lettre_sans_destinataire(audience: str) -> Texte:
    """The centre's own letter to people for whom nothing is exported."""
    return Texte(
        f"{_LETTRES[audience]} n'a servi à rien : rien n'est écrit pour « {audience} ».",
        f"Ajoutez {audience} à --pour.",
    )


def lettre_sans_format(audience: str) -> Texte:
    """The centre's own letter, where no Word document is exported."""
    return Texte(
        f"{_LETTRES[audience]} n'a servi à rien : votre lettre s'écrit en docx, que --format ne demande pas. Aucune "
        f"convocation n'est écrite pour « {audience} ».",
        "Ajoutez docx à --format.",
    )


def journee(jour: str, sujet: str) -> str:
    """What tells the pictures of a session apart, as a name of file."""
    return f"{jour} – {sujet.lower()}"


def aucun_document(audience: str, voulus: Sequence[str], offerts: Sequence[str]) -> str:
    """An audience that has no document in the formats asked for."""
    return (
        f"Pour « {audience} », aucun document n'existe en {' ni en '.join(voulus)} : seulement en {', '.join(offerts)}."
    )


def malgre(nombre: int) -> str:
    """How an export ends whose planning breaks rules."""
    return accorde(f"Ces documents sont ceux d'un planning qui a {nombre} manquement(s).")


def restes(dossier: str, noms: Sequence[str]) -> str:
    """Files that an earlier export may have left."""
    montres = ", ".join(noms[:5]) + ("…" if len(noms) > 5 else "")
    quoi = accorde(f"{len(noms)} fichier(s) étranger(s) à cet export")
    return f"Le dossier « {dossier} » contient aussi {quoi} : {montres}"


def ecrits(nombre: int, dossier: str) -> str:
    """How an export ends."""
    return f"{nombre} document{'s' if nombre > 1 else ''} écrit{'s' if nombre > 1 else ''} dans {dossier}"
