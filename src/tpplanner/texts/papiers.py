"""What the page says of papers that are handed out: cards, messages."""

from collections.abc import Mapping, Sequence
from datetime import date

from tpplanner.domain.session import Designation
from tpplanner.texts.noms import accorde, date_longue
from tpplanner.texts.phrases import Phrase

TITRES: Mapping[str, str] = {
    "agrement": "Agrément",
    "candidats": "Convoquer les candidats",
    "jurys": "Convoquer les jurys",
    "affichage": "Afficher",
    "dossiers": "Dossiers des jurys",
    "accueil": "Accueil et surveillance",
}
"""The cards, by what they are of."""

PUBLICS: Mapping[str, str] = {
    "agrement": "Sans noms",
    "candidats": "Personnel",
    "jurys": "Personnel",
    "dossiers": "Ne pas afficher",
    "accueil": "Interne",
}
"""Whom the papers of a card are for, in a word; what hangs on the wall says it itself."""
SUR_LE_MUR = {
    Designation.NUMERO: "Numéros, sans noms",
    Designation.PRENOM: "Avec prénoms",
    Designation.NOM: "Avec noms",
}
AUDIENCE_DES_CARTES: Mapping[str, str] = {
    "agrement": "agrement",
    "candidats": "candidat",
    "jurys": "jury",
    "affichage": "affichage",
    "dossiers": "jury",
    "accueil": "responsable",
}
"""By card, the audience whose words stand at the foot of its pages."""

LE_MATIN = "Le matin de chaque jour"
LA_VEILLE = "La veille"
avant_le = Phrase("Avant le {jour:date_longue}")
le_jour = Phrase("Le {jour:date_longue}")
agrement_valable = Phrase("Agrément valable jusqu'au {jour:date_longue} : rien à envoyer pour cette session")


def contenu(carte: str, nombre: int) -> str:
    """What a card has: ``12 lettres``."""
    mots = {
        "agrement": "document(s)",
        "candidats": "lettre(s)",
        "jurys": "lettre(s), avec déclarations",
        "affichage": "affiche A3, porte(s) A4",
        "dossiers": "feuille(s) de jury",
        "accueil": "émargements, liste d'accueil, sujets",
    }
    if carte == "affichage":
        return f"Affiche A3, {accorde(f'{nombre} porte(s)')} A4"
    if carte == "accueil":
        return "Émargements, liste d'accueil, sujets"
    mot = mots[carte].replace(", avec déclarations", "")
    return accorde(f"{nombre} {mot}") + (", avec déclarations" if carte == "jurys" else "")


ABIME = "Un document à imprimer ne s'ouvre plus."
ABIME_QUE_FAIRE = "Dans « Distribuer », choisissez « Refaire tous les documents »."


def imprimer(lot: str, taille: str, pages: int) -> str:
    """The words of the button that prints a bundle."""
    quoi = {"affiche": "Affiche", "portes": "Portes", "affiche-a4": "Affiche"}.get(lot, "Tout imprimer")
    combien = f", {pages}\u00a0p." if pages and lot not in ("affiche", "portes", "affiche-a4") else ""
    return f"{quoi}, {taille}{combien}"


def adresses(courriels: int, sans: Sequence[str]) -> str:
    """How many messages there are; who has no address."""
    if not courriels:
        return "Aucune adresse de courriel : les lettres sont à imprimer."
    dits = accorde(f"{courriels} courriel(s)")
    return f"{dits} ; sans adresse, lettre à imprimer : {', '.join(sans)}" if sans else dits


MARQUER = {"affichage": "Marquer comme affiché"}
MARQUER_ENVOYE = "Marquer comme envoyé"
AFFICHE, ENVOYE, ENVOYEES = "Affiché", "Envoyé", "Envoyées"


def parties(carte: str, jour: str, combien: int, tous: int) -> str:
    """What left, when: ``Envoyées le 2 déc. (4 sur 6)``."""
    mot = {"affichage": AFFICHE, "agrement": ENVOYE}.get(carte, ENVOYEES)
    compte = f" ({combien} sur {tous})" if carte in ("candidats", "jurys") else ""
    return f"{mot} le {jour}{compte}"


RIEN_CHANGE = "Rien n'a changé depuis le dernier envoi."


def ensuite(titre: str, quand: str) -> str:
    """What comes next, and by when: ``À faire ensuite : convoquer les candidats, avant le vendredi 7 mai 2027.``."""
    quoi = ", ".join(filter(None, (titre, quand and f"{quand[0].lower()}{quand[1:]}")))
    return f"À faire ensuite : {quoi[0].lower()}{quoi[1:]}."


AFFICHE_PERIMEE = "L'affiche a changé : affichez la nouvelle"
AGREMENT_PERIME = "Le dossier a changé depuis son envoi"


def lettres_perimees(noms: Sequence[str]) -> str:
    """Whose letters tell what is no longer so: ``2 lettres à renvoyer : GARCIA, BENALI``."""
    return accorde(f"{len(noms)} lettre(s) à renvoyer : ") + ", ".join(noms)


def celles_ci(combien: int) -> str:
    """The words of the button that takes only what is stale."""
    return f"Ces {combien} seulement" if combien > 1 else "Celle-ci seulement"


def a_refaire(combien: int) -> str:
    """How many papers are stale, in all cards."""
    return accorde(f"{combien} document(s) à renvoyer ou à afficher.")


sans_convocation = Phrase("Sans convocation tant que leur temps majoré n'est pas confirmé : {noms:liste}")
PREPARATION = "Les documents se préparent : quelques secondes."
NON_FAITS = "Les documents n'ont pas pu être faits."
NON_CONFORME = "Rien ne se distribue : ce planning ne respecte pas toutes les règles."
remplacee = Phrase("La version {version} est en vigueur : c'est elle qui se distribue.")
voir = Phrase("Voir la version {version}")
PHRASE = "Imprimez ou envoyez chaque carte, puis marquez-la : tpplanner n'envoie rien lui-même."


def titre(version: int, *, en_vigueur: bool) -> str:
    """The title of the screen."""
    if not version:
        return "Distribuer"
    return f"Distribuer – version {version}" + (", en vigueur" if en_vigueur else "")


FORMATS = {".pdf": "PDF", ".png": "image", ".svg": "image", ".ics": "calendrier", ".docx": "Word", ".html": "page"}
"""How each file is called, by the end of its name."""

# A message to one person, with their papers.

DEBUT = "Bonjour,"
objet = Phrase("Convocation – {intitule}, {session}")
objet_modifie = Phrase("Convocation modifiée – {intitule}, {session}")
objet_relance = Phrase("Votre réponse – jury {intitule}, {session}")
candidat = Phrase("Votre convocation aux épreuves du titre professionnel « {intitule} » est jointe à ce message.")
membre = Phrase("Votre convocation comme membre de jury du titre professionnel « {intitule} » est jointe à ce message.")
REMPLACE = "Elle remplace celle que vous avez déjà reçue : des heures ont changé."
RENDEZ_VOUS = "Rendez-vous à l'accueil :"
SIEGES = "Vous siégez :"
rendez_vous = Phrase("– {jour}, à {heure}")
lieu = Phrase("Lieu : {site}")
APPORTEZ = "Apportez-la, avec une pièce d'identité. Merci de répondre à ce message pour dire que vous l'avez reçue."
REPONDEZ = (
    "Merci de répondre à ce message : oui, vous siégerez, ou non. La déclaration jointe est à remettre signée avant le "
    "premier jour."
)
empechement = Phrase("En cas d'empêchement : {joindre}.")
RELANCE = "Nous n'avons pas encore votre réponse à notre convocation comme membre de jury. Pourrez-vous siéger ?"
REPONSE_ATTENDUE = "Un mot suffit : oui, ou non. Si c'est non, nous chercherons quelqu'un d'autre."


def session_dite(premier: date, dernier: date) -> str:
    """``session du 14 juin 2027``, or of several days."""
    if premier == dernier:
        return f"session du {date_longue(premier)}"
    return f"session du {date_longue(premier)} au {date_longue(dernier)}"
