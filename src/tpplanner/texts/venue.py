"""What is said of membres who are asked to come: their answers, what hangs on each, who could sit in their place."""

from collections.abc import Collection, Sequence
from datetime import date

from tpplanner.domain.session import Reponse
from tpplanner.texts.noms import accorde, date_chiffres
from tpplanner.texts.phrases import Phrase

CHOIX = {"": "pas encore sollicité", "sollicite": "sollicité", "confirme": "confirmé", "decline": "décliné"}
"""What may be chosen, by the value of the field."""

siege = Phrase("{jour}, {debut:heure} – {fin:heure}, {jury}")
noter = Phrase("Noter la réponse de {nom}")
reponse_de = Phrase("Réponse de {nom}")
jour_de = Phrase("Jour de la réponse de {nom}")
plus_appele = Phrase("{nom} a décliné{quand} : ce planning ne l'appelle plus.")
encore_appele = Phrase("{nom} a décliné{quand}, et ce planning l'appelle encore.")
JOUR_ILLISIBLE = "Ce jour est illisible : une date s'écrit 03/12/2026."
PERSONNE = "Ce planning n'appelle aucun membre."
SANS_APPEL = "Personne n'est à solliciter : la session est fictive, ou ce planning ne peut pas être lu."

sans_lui = Phrase("{jour} : le jury peut siéger sans {nom}, qui n'a pas à être remplacé.")
remplacable = Phrase("{jour} : {qui} siéger à sa place, sans rien déplacer d'autre.")
seul = Phrase(
    "{jour} : si {nom} décline, {combien} sans jury ({candidats:liste}). Personne d'autre n'est habilité, sans lien et "
    "libre à ces heures."
)


def le(jour: date | None) -> str:
    """`` le 03/12/2026``, empty where it is not told."""
    return f" le {date_chiffres(jour)}" if jour else ""


def qui_peut(noms: Sequence[str]) -> str:
    """``A, B ou C peut``."""
    *autres, dernier = noms
    return f"{', '.join(autres)} ou {dernier} peut" if autres else f"{dernier} peut"


def restent(nombre: int) -> str:
    """``3 candidats restent``."""
    return accorde(f"{nombre} candidat(s)") + (" restent" if nombre > 1 else " reste")


def resume(reponses: Collection[Reponse | None]) -> str:
    """How many of those who are called have answered what."""
    told = (
        (Reponse.CONFIRME, "confirmé(s)"),
        (Reponse.SOLLICITE, "sollicité(s) sans réponse"),
        (None, "pas encore sollicité(s)"),
        (Reponse.DECLINE, "a décliné"),
    )
    counts = [(sum(r is reponse for r in reponses), mot) for reponse, mot in told]
    parts = [_compte(nombre, mot) for nombre, mot in counts if nombre]
    return accorde(f"{len(reponses)} membre(s) appelé(s)") + f" : {', '.join(parts)}."


def _compte(nombre: int, mot: str) -> str:
    if mot == "a décliné":
        return f"{nombre} {'ont' if nombre > 1 else 'a'} décliné"
    pluriel = "s" if nombre > 1 else ""
    return f"{nombre} {mot.replace('(s)', pluriel)}"


def tient_a(noms: Sequence[str]) -> str:
    """On whom a planning hangs, of those who have not confirmed; empty for nobody."""
    if not noms:
        return ""
    *autres, dernier = noms
    qui = f"{', '.join(autres)} et {dernier}" if autres else dernier
    place = "leur place" if autres else "sa place"
    return f"Le planning tient à {qui} : personne ne peut siéger à {place} sans qu'un passage change."
