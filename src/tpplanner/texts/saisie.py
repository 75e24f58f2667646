"""What the form of a session says beside the words of the workbook."""

from collections.abc import Sequence

from tpplanner.texts.noms import accorde
from tpplanner.texts.phrases import Avis, Phrase

# What is missing, and where.

SANS_NOM = Avis("La session n'a pas de nom.", "Donnez-lui celui sous lequel vous la retrouverez.")
SANS_TITRE = Avis("Le titre n'est pas choisi.", "Choisissez-le dans la liste.")
VIDES = {
    "jours": Avis("Aucun jour n'est choisi.", "Choisissez-les dans le calendrier, ou écrivez une date."),
    "candidats": Avis("Il n'y a aucun candidat.", "Collez leur liste, ou écrivez leurs noms."),
}
"""What is said of a table without which nothing can be planned."""
REMPLACEES = "anciennes saisies"
"""The folder of the workbooks that were replaced, beside the one that stands."""

CHANGE_AILLEURS = Avis(
    "Le classeur a changé depuis que cette page l'a lu : rien n'a été écrit.",
    "Rouvrez la page : elle montrera ce qu'il contient maintenant, et vous y reporterez vos changements.",
)
TITRE_CHANGE_AILLEURS = Avis(
    "Le fichier de ce titre a changé depuis que cette page l'a lu : rien n'a été écrit.", "Rouvrez la page."
)
titre_deja_la = Avis(
    "Votre centre a déjà un titre {sigle}, millésime {millesime} : rien n'a été écrit.",
    "Corrigez-le depuis la liste des titres, ou donnez un autre sigle ou un autre millésime.",
)
OUVERT_DANS_EXCEL = Avis(
    "Le classeur est ouvert dans Excel : rien n'a été écrit.", "Fermez-le dans Excel, puis recommencez."
)


def ou(titre: str, rang: int | None, champ: str) -> str:
    """Where something was typed: ``Candidats, ligne 3 : Nom``."""
    ligne = f", ligne {rang + 1}" if rang is not None else ""
    return f"{titre}{ligne}{f' : {champ}' if champ else ''}"


# A list that was pasted.

PERSONNES = {"candidats": "candidat", "membres": "membre"}
"""Whom a pasted list is of, in the singular, by their sheet."""

colonne_prise = Phrase("Colonne « {titre} » : {pour}.")
deja_la = Phrase("Déjà dans la session : {noms:liste}.")
_laissees = Phrase("Colonnes laissées : {titres:cites}.")
_ligne_laissee = Phrase("Ligne {rang} laissée, personne n'y est nommé : « {texte} ».")
_sans_prenom = Phrase("Ligne {rang} laissée, sans prénom : « {texte} ».")
_deux_fois = Phrase("{nom} : {fois} fois, lignes {lignes}.")
_devine = Phrase(
    "Ligne {rang} : rien ne distingue le nom du prénom dans « {texte} ». Vérifiez, ou écrivez le nom en capitales."
)


def lus(nombre: int, cle: str) -> str:
    """How many people a list gives: ``12 candidats lus``."""
    quoi = PERSONNES[cle]
    return accorde(f"{nombre} {quoi}(s) lu(s)") if nombre else f"Aucun {quoi} n'a pu être lu."


def illisibles(
    sans_personne: Sequence[tuple[int, str]],
    sans_prenom: Sequence[tuple[int, str]],
    devines: Sequence[tuple[int, str]],
    laissees: Sequence[str],
    encore: Sequence[tuple[str, Sequence[int]]],
) -> list[str]:
    """What could not be read of a list, each with its line, and what may be otherwise than it was read."""
    rangees = [(rang, _ligne_laissee(rang, texte)) for rang, texte in sans_personne if rang]
    rangees += [(rang, _sans_prenom(rang, texte)) for rang, texte in sans_prenom]
    rangees += [(rang, _devine(rang, texte)) for rang, texte in devines]
    dites = [phrase for _, phrase in sorted(rangees)]
    dites += [_deux_fois(nom, len(lignes), ", ".join(map(str, lignes))) for nom, lignes in encore]
    return [*dites, _laissees(laissees)] if laissees else dites
